"""A screen that is left while it waits for an answer."""

from __future__ import annotations

import asyncio

import pytest
from textual import work
from textual.app import ComposeResult
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import WorkerFailed

from screens.kit.leaving import ignore_if_unmounted
from tests.screens.pages import reading


class Tells(Static):
    """Lets the answer come once it is gone itself."""

    def on_unmount(self) -> None:
        assert isinstance(self.parent, Waiting)
        self.parent.answered.set()


class Waiting(Screen[None]):
    """Waits for an answer and shows it, somewhere."""

    def __init__(self, shown_at: str) -> None:
        super().__init__()
        self.answered = asyncio.Event()
        self.came_back = False
        self._shown_at = shown_at

    def compose(self) -> ComposeResult:
        yield Tells()

    def on_mount(self) -> None:
        self._wait()

    @work
    @ignore_if_unmounted
    async def _wait(self) -> None:
        await self.answered.wait()
        self.came_back = True
        self.query_one(self._shown_at, Static).update("answered")


async def test_an_answer_that_comes_when_the_screen_is_left_is_nobodys():
    """A screen whose parts are gone when an answer comes ends as if it had not come."""
    page = Waiting("Tells")
    async with reading(page):
        pass
    assert page.came_back


async def fails(page: Waiting) -> None:
    """Show a page whose answer comes while it is shown, until that has been dealt with."""
    async with reading(page):
        page.answered.set()
        await page.workers.wait_for_complete()


async def test_a_mistake_on_a_screen_that_is_shown_is_still_one():
    """A part that was never there is a fault as long as its screen is shown."""
    with pytest.raises(WorkerFailed) as failed:
        await fails(Waiting("#nowhere"))
    assert isinstance(failed.value.error, NoMatches)
