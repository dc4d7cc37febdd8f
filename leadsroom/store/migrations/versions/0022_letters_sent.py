"""Letters about a meeting that were given to a server, so that each is sent once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from leadsroom.store.types import RowId, UtcMoment

revision = "0022"
down_revision = "0021"

_TABLE = "letter_sent"


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        _TABLE,
        sa.Column("id", RowId, autoincrement=True, nullable=False),
        sa.Column("chapter_id", RowId, nullable=False),
        sa.Column("meeting_id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("reply", sa.Text(), server_default="", nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("ended_at", UtcMoment(), nullable=True),
        sa.ForeignKeyConstraint(["chapter_id"], ["chapter.id"], name=f"fk_{_TABLE}_chapter_id_chapter"),
        *(
            sa.ForeignKeyConstraint(
                ["chapter_id", f"{other}_id"],
                [f"{other}.chapter_id", f"{other}.id"],
                name=f"fk_{_TABLE}_{other}_id_{other}",
            )
            for other in ("meeting", "person")
        ),
        sa.UniqueConstraint(
            "chapter_id",
            "meeting_id",
            "person_id",
            "kind",
            name=f"uq_{_TABLE}_chapter_id_meeting_id_person_id_kind",
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
    op.create_index(f"ix_{_TABLE}_chapter_id_person_id", _TABLE, ["chapter_id", "person_id"])
