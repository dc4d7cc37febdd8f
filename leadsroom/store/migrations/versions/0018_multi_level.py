"""Whose seat is marked as one of multi-level marketing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    marked: sa.Column[bool] = sa.Column(
        "multi_level", sa.Boolean(), server_default=sa.text("false"), nullable=False
    )
    op.add_column("membership", marked)
