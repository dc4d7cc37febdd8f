"""Offices have terms, which a program of before cannot read; those without one are stored as ever."""

from __future__ import annotations

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Nothing that is stored changes: an office whose days nobody has said stays its name alone."""
