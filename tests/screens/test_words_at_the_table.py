"""The words on the moderator's screen: at six moments of the sample they may become fewer, and never more."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.store.store import open_store
from tests.harborview import SetClock
from tests.meeting.table import Table
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.screens.table import LAPTOP, SMALL, Moderator, TableApp

_WORD = re.compile(r"[^\W\d_][\w'…-]*")


def _before(_table: Table) -> None:
    """Three minutes before the start."""


def _pitch(table: Table) -> None:
    """The first pitch has run for 25 s."""
    table.go_to(StepKind.PITCHES)
    table.go()
    table.clock.pass_by(seconds=25)


def _over(table: Table) -> None:
    """The first pitch is 20 s over."""
    _pitch(table)
    table.clock.pass_by(seconds=55)


def _bucket(table: Table) -> None:
    """The bucket is with the first member, since 10 s."""
    table.go_to(StepKind.BUCKET)
    table.go()
    table.clock.pass_by(seconds=10)


def _behind(table: Table) -> None:
    """The first pitch has run for 25 s, and began five minutes late: networking took 20 minutes."""
    table.go(seconds=147)
    for minutes in (20, 3, 4, 3):
        table.go(seconds=minutes * 60)
    table.go()
    table.clock.pass_by(seconds=25)


async def _words(place: str, before: Callable[[Table], None], keys: str, size: tuple[int, int]) -> int:
    store = open_store(place)
    table = Table.lay(store, sample_chapter(store), SetClock(SAMPLE_NOW))
    before(table)
    app = TableApp(table)
    async with app.run_test(size=size):
        hands = Moderator(app)
        await hands.press(*keys)
        await hands.settle()
        text = hands.text()
    table.desk.close()
    store.close()
    return len(_WORD.findall(text))


# The numbers are those of commit 076184f, counted in the same way.
# (what has happened, the keys that are pressed then): words at 120 × 36, and at 80 × 24.
BUDGETS = {
    "before the start": (_before, "", 155, 76),
    "a pitch": (_pitch, "", 159, 78),
    "a pitch that is over": (_over, "", 159, 78),
    "a slip": (_pitch, "l", 194, 97),
    "the bucket": (_bucket, "", 195, 112),
    "five minutes behind": (_behind, "", 172, 88),
}


@pytest.mark.parametrize("moment", BUDGETS)
@pytest.mark.parametrize("size", [LAPTOP, SMALL], ids=["120x36", "80x24"])
async def test_the_words_only_become_fewer(demo_place: str, moment: str, size: tuple[int, int]) -> None:
    """What is new on the screen has to take the place of something: who moderates only glances at it."""
    before, keys, most, most_in_small = BUDGETS[moment]
    assert await _words(demo_place, before, keys, size) <= (most if size == LAPTOP else most_in_small)
