"""Another program takes the database away, replaces or damages it, in the middle of a whole meeting."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from leadsroom.store.file.forwarding import noted
from tests.brooms import BROOMS, Broom
from tests.terminal.expected import of_minutes, of_record
from tests.terminal.moderator import Moderator
from tests.terminal.script import SCRIPT

# The folder with the clock of the test in it stays.
_BROOMS = {name: sweep for name, (sweep, _) in BROOMS.items() if name != "its folder deleted"}
_FIRST = 3  # acts by which the second copy stands

Plan = dict[int, Broom]


def _spread(*names: str) -> Plan:
    """These brooms, evenly over the meeting."""
    room = len(SCRIPT) - _FIRST
    return {_FIRST + room * at // len(names): _BROOMS[name] for at, name in enumerate(names)}


def _chance(seed: int) -> Plan:
    """Every broom once, at moments left to chance."""
    chance = random.Random(seed)
    return dict(zip(chance.sample(range(_FIRST, len(SCRIPT)), len(_BROOMS)), _BROOMS.values(), strict=True))


def test_a_meeting_goes_on_whatever_becomes_of_its_file(moderator: Moderator) -> None:
    """Deleted, then replaced by an older copy, then rolled back in place: each time the screen says so, the
    next act counts, and in the end the minutes hold the whole meeting.
    """
    _meeting_with_brooms(
        moderator, _spread("deleted with its log", "replaced by an older one", "rolled back in place")
    )


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_brooms_by_chance(moderator: Moderator, seed: int) -> None:
    """The same with every broom, each at a moment left to chance."""
    _meeting_with_brooms(moderator, _chance(seed))


def _meeting_with_brooms(moderator: Moderator, plan: Plan) -> None:
    older = moderator.database.with_name("older.db")
    shutil.copyfile(moderator.database, older)
    moderator.sit_down()
    for number, act in enumerate(SCRIPT):
        moderator.do(act)
        if number in plan:
            _sweep(moderator, plan[number], older)
    moderator.kill()
    minutes, expected = moderator.minutes(), of_record(moderator.record, moderator.now)
    for part, lines in of_minutes(minutes).items():
        assert lines == expected[part], part
    assert len(minutes["journal"]) == moderator.record.acts


def _sweep(moderator: Moderator, sweep: Broom, older: Path) -> None:
    """Sweep, and see it noticed, without an act, where the meeting goes on."""
    swept = noted(moderator.database)
    again = older.with_name("again.db")
    shutil.copyfile(older, again)
    sweep(swept, again)
    moderator.terminal.wait_for(lambda: noted(moderator.database) != swept)
    moderator.terminal.wait_for(f"{noted(moderator.database).name},")
