"""What a receiver says when slips are checked, and what a giver heard of how their prospect was served."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from leadsroom.store.types import RowId, UtcMoment

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    answers: list[sa.Column[Any]] = [
        sa.Column(name, sa.Boolean(), nullable=True) for name in ("called", "expecting", "is_real")
    ]
    _make("slip_check", answers, needs_meeting=True)
    words: sa.Column[Any] = sa.Column("words", sa.Text(), server_default="", nullable=False)
    served: sa.Column[Any] = sa.Column("served", sa.String(32), nullable=False)
    _make("giver_answer", [served, words], needs_meeting=False)


def _make(table: str, columns: list[sa.Column[Any]], *, needs_meeting: bool) -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        table,
        sa.Column("id", RowId, autoincrement=True, nullable=False),
        sa.Column("chapter_id", RowId, nullable=False),
        sa.Column("meeting_id", RowId, nullable=not needs_meeting),
        sa.Column("lead_id", RowId, nullable=False),
        *columns,
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("corrected_at", UtcMoment(), nullable=True),
        sa.Column("withdrawn_at", UtcMoment(), nullable=True),
        sa.ForeignKeyConstraint(["chapter_id"], ["chapter.id"], name=f"fk_{table}_chapter_id_chapter"),
        *(
            sa.ForeignKeyConstraint(
                ["chapter_id", f"{other}_id"],
                [f"{other}.chapter_id", f"{other}.id"],
                name=f"fk_{table}_{other}_id_{other}",
            )
            for other in ("meeting", "lead")
        ),
        # On a server the primary key begins with the chapter; SQLite numbers rows by themselves.
        *(
            (
                sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
                sa.UniqueConstraint("chapter_id", "id", name=f"uq_{table}_chapter_id_id"),
            )
            if on_sqlite
            else (sa.PrimaryKeyConstraint("chapter_id", "id", name=f"pk_{table}"),)
        ),
        sqlite_autoincrement=True,
    )
    for column in ("meeting_id", "lead_id"):
        op.create_index(op.f(f"ix_{table}_chapter_id_{column}"), table, ["chapter_id", column])
