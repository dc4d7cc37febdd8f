"""A database says to whom it was handed over, and since when it is for reading only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from leadsroom.store.types import RowId, UtcMoment

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "hand_over",
        sa.Column("id", RowId, autoincrement=True, nullable=False),
        sa.Column("copy_id", sa.String(32), nullable=False),
        sa.Column("to_name", sa.Text(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("station_id", RowId, nullable=False),
        sa.Column("is_received", sa.Boolean(), nullable=False),
        sa.Column("taken_back_at", UtcMoment(), nullable=True),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name="fk_hand_over_station_id_station"),
        sa.PrimaryKeyConstraint("id", name="pk_hand_over"),
        sa.UniqueConstraint("copy_id", name="uq_hand_over_copy_id"),
        sqlite_autoincrement=True,
    )
