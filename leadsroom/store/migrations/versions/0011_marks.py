"""How each mark of attendance came about, when, and at which station."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from leadsroom.store.types import RowId, UtcMoment

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    came_about: sa.Column[str] = sa.Column("came_about", sa.String(32), nullable=True)
    marked_at: sa.Column[object] = sa.Column("marked_at", UtcMoment(), nullable=True)
    marked_by: sa.Column[int] = sa.Column("marked_by", RowId, nullable=True)
    for column in (came_about, marked_at, marked_by):
        op.add_column("attendance", column)
