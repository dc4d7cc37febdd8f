"""The slip as text, quick and with the rest of it open."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.databases import SqliteFiles
from tests.screens.table import LAPTOP, SMALL, asked_for_web_shops, moderator

in_two_sizes = pytest.mark.parametrize("size", [SMALL, LAPTOP], ids=["80x24", "120x36"])
FILLED = ("l", "'dee", "enter", "'Jane Doe 415 555 0101", "enter", "'a web shop", "enter")


@in_two_sizes
async def test_a_quick_slip(
    sqlite_files: SqliteFiles, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """The six quick facts, the last of them asked for; the clock is in view."""
    async with moderator(sqlite_files, asked_for_web_shops, size=size) as hands:
        await hands.press(*FILLED)
        assert "\n".join(["", *hands.lines(), ""]) == snapshot


@in_two_sizes
async def test_a_slip_with_the_rest_of_it(
    sqlite_files: SqliteFiles, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """The rest below, scrolled to where the keyboard is; the clock is in view."""
    async with moderator(sqlite_files, asked_for_web_shops, size=size) as hands:
        await hands.press(
            *FILLED, "space", "f2", "'Doe Ltd", "enter", "enter", "enter", "enter", "y", "right"
        )
        assert "\n".join(["", *hands.lines(), ""]) == snapshot
