"""Several meetings of one date are told apart by a number; the later ones are extra meetings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    number = sa.Column("number", sa.Integer(), server_default=sa.text("1"), nullable=False)
    op.add_column("meeting", number)
    op.execute(
        "UPDATE meeting SET number = 1 + (SELECT COUNT(*) FROM meeting AS h "
        "WHERE h.state IN ('live', 'closed') AND h.chapter_id = meeting.chapter_id "
        "AND h.on_date = meeting.on_date AND h.id <> meeting.id AND (h.started_at < meeting.started_at "
        "OR (h.started_at = meeting.started_at AND h.id < meeting.id))) WHERE state IN ('live', 'closed')"
    )
    # The calendar has one meeting on a date: whatever followed on it stood for no date of the season.
    op.execute("UPDATE meeting SET kind = 'extra meeting' WHERE number > 1 AND kind = 'regular'")
