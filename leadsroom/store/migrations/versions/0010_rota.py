"""The rota: who speaks on which date, about what and how long, and who leads which step of it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from leadsroom.store.types import Length, RowId

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    _table(
        "talk",
        "speaker_id",
        sa.Column("on_date", sa.Date(), nullable=True),
        sa.Column("topic", sa.Text(), server_default="", nullable=False),
        sa.Column("length", Length(), nullable=True),
        sa.Column("questions", Length(), nullable=True),
        sa.UniqueConstraint("chapter_id", "on_date", name="uq_talk_chapter_id_on_date"),
    )
    _table(
        "step_leader",
        "leader_id",
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.UniqueConstraint("chapter_id", "on_date", "kind", name="uq_step_leader_chapter_id_on_date_kind"),
    )


def _table(name: str, person: str, *columns: Any) -> None:
    """A table of a chapter's rows about a person."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        name,
        sa.Column("id", RowId, autoincrement=True, nullable=False),
        sa.Column("chapter_id", RowId, nullable=False),
        sa.Column(person, RowId, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["chapter_id"], ["chapter.id"], name=f"fk_{name}_chapter_id_chapter"),
        sa.ForeignKeyConstraint(
            ["chapter_id", person],
            ["person.chapter_id", "person.id"],
            name=f"fk_{name}_{person}_person",
        ),
        # On a server the primary key begins with the chapter; SQLite numbers rows by themselves.
        *(
            (
                sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
                sa.UniqueConstraint("chapter_id", "id", name=f"uq_{name}_chapter_id_id"),
            )
            if on_sqlite
            else (sa.PrimaryKeyConstraint("chapter_id", "id", name=f"pk_{name}"),)
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f(f"ix_{name}_chapter_id_{person}"), name, ["chapter_id", person])
