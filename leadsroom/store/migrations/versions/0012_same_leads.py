"""A second slip for one prospect of its receiver says which lead it is the same as, and does not count."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from leadsroom.store.types import RowId

revision = "0012"
down_revision = "0011"

_KEY = "fk_lead_same_as_id_lead"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _make_anew()
    else:
        op.add_column("lead", sa.Column("same_as_id", RowId, nullable=True))
        op.create_foreign_key(_KEY, "lead", "lead", ["chapter_id", "same_as_id"], ["chapter_id", "id"])
    is_second = sa.text("same_as_id IS NOT NULL")
    op.create_index(
        "ix_lead_second_slips",
        "lead",
        ["chapter_id", "same_as_id"],
        sqlite_where=is_second,
        postgresql_where=is_second,
    )


def _make_anew() -> None:
    """SQLite makes another table for another reference; numbers of rows that undo took away stay taken."""
    bind = op.get_bind()

    def asked(query: str) -> list[str]:
        return list(bind.execute(sa.text(query)).scalars())

    (made,) = asked("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'lead'")
    indexes = asked("SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'lead' AND sql <> ''")
    last = asked("SELECT seq FROM sqlite_sequence WHERE name = 'lead'")
    names = ", ".join(column["name"] for column in sa.inspect(bind).get_columns("lead"))
    begins, first, constraints = made.partition("CONSTRAINT ")
    _, _, columns = begins.partition("(")
    reference = f"CONSTRAINT {_KEY} FOREIGN KEY(chapter_id, same_as_id) REFERENCES lead (chapter_id, id)"
    op.execute(
        f"CREATE TABLE new_lead ({columns}same_as_id INTEGER, \n\t{reference}, \n\t{first}{constraints}"
    )
    op.execute(f"INSERT INTO new_lead ({names}) SELECT {names} FROM lead ORDER BY id")  # noqa: S608
    op.drop_table("lead")
    op.rename_table("new_lead", "lead")
    bind.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = 'lead'"))
    for number in last:
        bind.execute(sa.text("INSERT INTO sqlite_sequence VALUES ('lead', :last)"), {"last": number})
    for index in indexes:
        op.execute(index)
