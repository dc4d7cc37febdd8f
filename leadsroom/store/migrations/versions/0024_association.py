"""An association: areas, directors and their visits, what is handed down, and figures by month.

And members of other chapters, who are no visitors; chapters found by name, and archived.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from leadsroom.store.types import RowId, UtcMoment

revision = "0024"
down_revision = "0023"

_COUNTS = (
    *("meetings", "places", "present", "late", "substitutes", "medical", "absent"),
    *("leads", "raw", "bad", "inside", "one_to_ones"),
    *("visits", "first_visits", "visitors_joined"),
    *("members", "joined", "left"),
)


def upgrade() -> None:
    """No area is named, nothing is handed down, and nobody is known to be a member elsewhere."""
    _areas()
    _handed_down()
    _of_chapters()
    _months()
    _chapters()
    _members_elsewhere()


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _number(name: str = "id") -> sa.Column[int]:
    return sa.Column(name, RowId, autoincrement=True, nullable=False)


def _reference(table: str, name: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [f"{to}.id"], name=f"fk_{table}_{name}_{to}")


def _areas() -> None:
    op.create_table(
        "area",
        _number(),
        sa.Column("parent_id", RowId, nullable=True),
        _words("level"),
        _words("name"),
        sa.Column("name_key", sa.Text(), nullable=False),
        _reference("area", "parent_id", "area"),
        sa.PrimaryKeyConstraint("id", name="pk_area"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_area_parent_id", "area", ["parent_id"])
    op.create_index("ix_area_name_key", "area", ["name_key"])
    op.create_table(
        "director",
        _number(),
        sa.Column("area_id", RowId, nullable=False),
        _words("name"),
        _words("email"),
        _words("phone"),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        _reference("director", "area_id", "area"),
        sa.PrimaryKeyConstraint("id", name="pk_director"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_director_area_id", "director", ["area_id"])
    op.create_table(
        "association_journal",
        _number(),
        sa.Column("station_id", RowId, nullable=False),
        sa.Column("command_id", sa.String(32), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("act", sa.String(32), nullable=False),
        _words("what"),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("reverses", RowId, nullable=True),
        _reference("association_journal", "station_id", "station"),
        _reference("association_journal", "reverses", "association_journal"),
        sa.PrimaryKeyConstraint("id", name="pk_association_journal"),
        sa.UniqueConstraint("command_id", name="uq_association_journal_command_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_association_journal_station_id_id", "association_journal", ["station_id", "id"])


def _handed_down() -> None:
    op.create_table(
        "template",
        _number(),
        sa.Column("area_id", RowId, nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        _words("name"),
        sa.Column("withdrawn_at", UtcMoment(), nullable=True),
        _reference("template", "area_id", "area"),
        sa.PrimaryKeyConstraint("id", name="pk_template"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_template_area_id", "template", ["area_id"])
    op.create_table(
        "template_version",
        _number(),
        sa.Column("template_id", RowId, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        _words("note"),
        sa.Column("at", UtcMoment(), nullable=False),
        _reference("template_version", "template_id", "template"),
        sa.PrimaryKeyConstraint("id", name="pk_template_version"),
        sa.UniqueConstraint("template_id", "version", name="uq_template_version_template_id_version"),
        sqlite_autoincrement=True,
    )


def _of_chapters() -> None:
    _of_chapter(
        "director_visit",
        sa.Column("director_id", RowId, nullable=True),
        sa.Column("on_date", sa.Date(), nullable=False),
        _words("note"),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("corrected_at", UtcMoment(), nullable=True),
        sa.Column("withdrawn_at", UtcMoment(), nullable=True),
        _reference("director_visit", "director_id", "director"),
    )
    op.create_index("ix_director_visit_chapter_id_on_date", "director_visit", ["chapter_id", "on_date"])
    _of_chapter(
        "template_taken",
        sa.Column("template_id", RowId, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("withdrawn_at", UtcMoment(), nullable=True),
        _reference("template_taken", "template_id", "template"),
    )
    op.create_index(
        "ix_template_taken_chapter_id_template_id", "template_taken", ["chapter_id", "template_id"]
    )


def _of_chapter(name: str, *columns: sa.Column[Any] | sa.ForeignKeyConstraint) -> None:
    # On a server the primary key begins with the chapter; SQLite numbers rows by themselves.
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    keys = (
        (
            sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
            sa.UniqueConstraint("chapter_id", "id", name=f"uq_{name}_chapter_id_id"),
        )
        if on_sqlite
        else (sa.PrimaryKeyConstraint("chapter_id", "id", name=f"pk_{name}"),)
    )
    op.create_table(
        name,
        _number(),
        sa.Column("chapter_id", RowId, nullable=False),
        *columns,
        _reference(name, "chapter_id", "chapter"),
        *keys,
        sqlite_autoincrement=True,
    )


def _months() -> None:
    op.create_table(
        "chapter_month",
        sa.Column("chapter_id", RowId, nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        sa.Column("dollars_minor", sa.BigInteger(), nullable=False),
        sa.Column("own_minor", sa.BigInteger(), nullable=False),
        sa.Column("dollars_by_member", sa.JSON(), nullable=False),
        sa.Column("last_meeting_on", sa.Date(), nullable=True),
        sa.Column("last_joined_on", sa.Date(), nullable=True),
        _reference("chapter_month", "chapter_id", "chapter"),
        sa.PrimaryKeyConstraint("chapter_id", "month", name="pk_chapter_month"),
        sqlite_with_rowid=False,
    )


def _chapters() -> None:
    from leadsroom.domain.text.plain_text import fold

    op.add_column("chapter", _words("name_key"))
    bind = op.get_bind()
    kind = "INTEGER" if bind.dialect.name == "sqlite" else "BIGINT"
    # In one statement with its reference: SQLite adds none to a column that is there.
    reference = "CONSTRAINT fk_chapter_area_id_area REFERENCES area (id)"
    op.execute(f"ALTER TABLE chapter ADD COLUMN area_id {kind} {reference}")
    archived: sa.Column[object] = sa.Column("archived_on", sa.Date(), nullable=True)
    op.add_column("chapter", archived)
    named = bind.execute(sa.text("SELECT id, name FROM chapter")).all()
    for row in named:
        bind.execute(
            sa.text("UPDATE chapter SET name_key = :key WHERE id = :id"),
            {"key": fold(row.name), "id": row.id},
        )
    op.create_index("ix_chapter_name_key", "chapter", ["name_key"])
    op.create_index("ix_chapter_area_id_name_key", "chapter", ["area_id", "name_key"])


def _members_elsewhere() -> None:
    op.add_column("person", _words("home_chapter"))
    for name in ("home_chapter_id", "home_person_id"):
        number: sa.Column[int] = sa.Column(name, RowId, nullable=True)
        op.add_column("person", number)
    op.create_index("ix_person_members_elsewhere", "person", ["home_chapter_id", "home_person_id"])
    elsewhere: sa.Column[bool] = sa.Column(
        "of_member_elsewhere", sa.Boolean(), server_default=sa.text("false"), nullable=False
    )
    op.add_column("visit", elsewhere)
