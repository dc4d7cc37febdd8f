"""What the room's clock needs beside itself: who is up since when, words to the speaker, questions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from leadsroom.store.types import Length, RowId, UtcMoment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("meeting", sa.Column("up_since", UtcMoment(), nullable=True))
    op.add_column("meeting", sa.Column("prompt", sa.Text(), server_default="", nullable=False))
    op.add_column("meeting", sa.Column("prompt_until", UtcMoment(), nullable=True))
    op.add_column("attendance", sa.Column("pitch", Length(), nullable=True))
    op.create_table(
        "questions",
        sa.Column("id", RowId, nullable=False),
        sa.Column("meeting_id", RowId, nullable=False),
        sa.Column("step_id", RowId, nullable=False),
        sa.Column("turn_id", RowId, nullable=True),
        sa.Column("allotted", Length(), nullable=False),
        sa.Column("added", Length(), nullable=False),
        sa.Column("started_at", UtcMoment(), nullable=True),
        sa.Column("ended_at", UtcMoment(), nullable=True),
        sa.Column("paused_at", UtcMoment(), nullable=True),
        sa.Column("paused_for", Length(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_questions_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_questions_step_id_step")),
        sa.ForeignKeyConstraint(["turn_id"], ["turn.id"], name=op.f("fk_questions_turn_id_turn")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sqlite_autoincrement=True,
    )
    for column in ("meeting_id", "step_id", "turn_id"):
        op.create_index(op.f(f"ix_questions_{column}"), "questions", [column])
