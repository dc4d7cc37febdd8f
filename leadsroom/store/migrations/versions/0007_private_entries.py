"""The journal says itself which entries are about money, and a chapter by which command it was founded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_ABOUT_MONEY = "('TakePayment', 'ChargeMember', 'ReverseEntry', 'ChargeDues')"


def upgrade() -> None:
    is_private: sa.Column[bool] = sa.Column(
        "is_private", sa.Boolean(), server_default=sa.text("false"), nullable=False
    )
    op.add_column("journal", is_private)
    op.execute(f"UPDATE journal SET is_private = true WHERE act IN {_ABOUT_MONEY}")  # noqa: S608
    _mark_what_reverses_them()
    op.add_column("chapter", sa.Column("command_id", sa.String(32), nullable=True))
    op.execute(
        "UPDATE chapter SET command_id = (SELECT j.command_id FROM journal j "
        "WHERE j.chapter_id = chapter.id AND j.act = 'FoundChapter')"
    )
    op.create_index("ix_chapter_command_id", "chapter", ["command_id"], unique=True)


def _mark_what_reverses_them() -> None:
    """An undo of a private act is private, and so is the redo of that undo."""
    # Numbers are the database's, not the chapter's: it need not be asked for.
    more = sa.text(
        "UPDATE journal SET is_private = true WHERE NOT is_private AND reverses IS NOT NULL "
        "AND reverses IN (SELECT p.id FROM journal p WHERE p.is_private)"
    )
    while op.get_bind().execute(more).rowcount:
        pass
