"""Whether letters go to a member, and the address to which they are answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Nobody has said anything of letters yet, and no chapter has an address."""
    letters: sa.Column[bool] = sa.Column("letters", sa.Boolean(), nullable=True)
    op.add_column("person", letters)
    email: sa.Column[str] = sa.Column("email", sa.Text(), server_default="", nullable=False)
    op.add_column("chapter", email)
