"""A place of its own for a date of the calendar."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Every date that is on record is at the usual place."""
    place: sa.Column[str] = sa.Column("place", sa.Text(), server_default="", nullable=False)
    op.add_column("special_date", place)
