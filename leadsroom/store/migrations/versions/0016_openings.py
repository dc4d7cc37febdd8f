"""What a chapter's earlier program counted for each member, over a period before this one."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from leadsroom.store.types import RowId, UtcMoment

revision = "0016"
down_revision = "0015"

_FIGURES = (
    *("present", "absent", "late", "medical", "substitute"),
    *("given_inside", "given_outside", "received_inside", "received_outside"),
    *("visitors", "one_to_ones", "training", "testimonials"),
)


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    figures: list[sa.Column[Any]] = [sa.Column(name, sa.Integer(), nullable=True) for name in _FIGURES]
    op.create_table(
        "opening",
        sa.Column("id", RowId, autoincrement=True, nullable=False),
        sa.Column("chapter_id", RowId, nullable=False),
        sa.Column("member_id", RowId, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        *figures,
        sa.Column("closed_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.ForeignKeyConstraint(["chapter_id"], ["chapter.id"], name="fk_opening_chapter_id_chapter"),
        sa.ForeignKeyConstraint(
            ["chapter_id", "member_id"],
            ["person.chapter_id", "person.id"],
            name="fk_opening_member_id_person",
        ),
        # On a server the primary key begins with the chapter; SQLite numbers rows by themselves.
        *(
            (
                sa.PrimaryKeyConstraint("id", name="pk_opening"),
                sa.UniqueConstraint("chapter_id", "id", name="uq_opening_chapter_id_id"),
            )
            if on_sqlite
            else (sa.PrimaryKeyConstraint("chapter_id", "id", name="pk_opening"),)
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_opening_once", "opening", ["chapter_id", "member_id", "since", "until"], unique=True)
