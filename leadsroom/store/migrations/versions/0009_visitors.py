"""Whether a person may be written to, and which professions are listed on purpose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    may_write: sa.Column[bool] = sa.Column("may_write", sa.Boolean(), nullable=True)
    op.add_column("person", may_write)
    is_planned: sa.Column[bool] = sa.Column(
        "is_planned", sa.Boolean(), server_default=sa.text("false"), nullable=False
    )
    op.add_column("profession", is_planned)
    op.execute(
        "UPDATE profession SET is_planned = true WHERE NOT EXISTS (SELECT m.id FROM membership m "
        "WHERE m.chapter_id = profession.chapter_id AND m.profession_id = profession.id)"
    )
