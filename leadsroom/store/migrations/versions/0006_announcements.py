"""Announcements: what somebody told the whole group at a meeting."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from leadsroom.store.types import RowId, UtcMoment

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "announcement",
        sa.Column("id", RowId, autoincrement=True, nullable=False),
        sa.Column("chapter_id", RowId, nullable=False),
        sa.Column("meeting_id", RowId, nullable=False),
        sa.Column("by_id", RowId, nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("corrected_at", UtcMoment(), nullable=True),
        sa.Column("withdrawn_at", UtcMoment(), nullable=True),
        sa.ForeignKeyConstraint(["chapter_id"], ["chapter.id"], name="fk_announcement_chapter_id_chapter"),
        sa.ForeignKeyConstraint(
            ["chapter_id", "meeting_id"],
            ["meeting.chapter_id", "meeting.id"],
            name="fk_announcement_meeting_id_meeting",
        ),
        sa.ForeignKeyConstraint(
            ["chapter_id", "by_id"], ["person.chapter_id", "person.id"], name="fk_announcement_by_id_person"
        ),
        # On a server the primary key begins with the chapter; SQLite numbers rows by themselves.
        *(
            (
                sa.PrimaryKeyConstraint("id", name="pk_announcement"),
                sa.UniqueConstraint("chapter_id", "id", name="uq_announcement_chapter_id_id"),
            )
            if on_sqlite
            else (sa.PrimaryKeyConstraint("chapter_id", "id", name="pk_announcement"),)
        ),
        sqlite_autoincrement=True,
    )
    for column in ("meeting_id", "by_id"):
        name = op.f(f"ix_announcement_chapter_id_{column}")
        op.create_index(name, "announcement", ["chapter_id", column])
