"""Who attends a meeting from elsewhere."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    online: sa.Column[bool] = sa.Column(
        "online", sa.Boolean(), server_default=sa.text("false"), nullable=False
    )
    op.add_column("attendance", online)
