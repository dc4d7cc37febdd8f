"""The founding of a chapter, its own scorecards and catalogue, members' own costs, leads passed outside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from leadsroom.store.types import RowId, UtcMoment

revision = "0023"
down_revision = "0022"

_TABLE = "own_cost"


def upgrade() -> None:
    """No founding is on record yet, no scorecard or catalogue is a chapter's own, no cost is entered."""
    founded: sa.Column[object] = sa.Column("founded_on", sa.Date(), nullable=True)
    op.add_column("chapter", founded)
    for name in ("member_scorecard", "chapter_scorecard", "catalogue"):
        text: sa.Column[str] = sa.Column(name, sa.Text(), server_default="", nullable=False)
        op.add_column("chapter", text)
    outside: sa.Column[str] = sa.Column("passed_outside", sa.Text(), server_default="", nullable=False)
    op.add_column("lead_update", outside)
    _own_costs()


def _own_costs() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        _TABLE,
        sa.Column("id", RowId, autoincrement=True, nullable=False),
        sa.Column("chapter_id", RowId, nullable=False),
        sa.Column("member_id", RowId, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("corrected_at", UtcMoment(), nullable=True),
        sa.Column("withdrawn_at", UtcMoment(), nullable=True),
        sa.ForeignKeyConstraint(["chapter_id"], ["chapter.id"], name=f"fk_{_TABLE}_chapter_id_chapter"),
        sa.ForeignKeyConstraint(
            ["chapter_id", "member_id"],
            ["person.chapter_id", "person.id"],
            name=f"fk_{_TABLE}_member_id_person",
        ),
        # On a server the primary key begins with the chapter; SQLite numbers rows by themselves.
        *(
            (
                sa.PrimaryKeyConstraint("id", name=f"pk_{_TABLE}"),
                sa.UniqueConstraint("chapter_id", "id", name=f"uq_{_TABLE}_chapter_id_id"),
            )
            if on_sqlite
            else (sa.PrimaryKeyConstraint("chapter_id", "id", name=f"pk_{_TABLE}"),)
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(f"ix_{_TABLE}_chapter_id_member_id", _TABLE, ["chapter_id", "member_id"])
