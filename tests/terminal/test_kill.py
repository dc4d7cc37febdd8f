"""SIGKILL in the middle of a meeting, again and again: nothing is lost or doubled, the clock is right."""

from __future__ import annotations

import random
import shutil
import time
from enum import Enum

import pytest

from leadsroom.paths import drafts_folder
from tests.terminal.expected import kept, told
from tests.terminal.moderator import Moderator
from tests.terminal.script import SCRIPT, Act

KILLS = 6  # one at each time
KILLABLE = len(SCRIPT) - 1  # once it has closed the meeting there is none to come back to
PATIENCE_SECONDS = 30.0


class When(Enum):
    """When the program is killed."""

    HALF_TYPED = "half of the keys are sent"
    KEYS_SENT = "the keys are sent"
    ON_DISK = "the disk is being written"
    ANSWERING = "the first byte of the answer is out"
    SHOWN = "the screen shows it"
    LONG_DEAD = "the screen shows it; it stays dead for a while"


Plan = dict[int, When]


def _plan(kills: int) -> Plan:
    """Kills spread evenly over the acts, one at each time in turn."""
    times = list(When)
    return {KILLABLE * kill // kills: times[kill % len(times)] for kill in range(kills)}


def _chance(seed: int, kills: int) -> Plan:
    chance = random.Random(seed)
    return {point: chance.choice(list(When)) for point in chance.sample(range(KILLABLE), kills)}


def test_a_killed_program_comes_back_where_it_was(moderator: Moderator) -> None:
    """Killed once at each time, the meeting is where it was, and the minutes are of what was done."""
    _meeting_with_kills(moderator, _plan(KILLS))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_kills_by_chance(moderator: Moderator, seed: int) -> None:
    """After each of twenty kills at moments left to chance the meeting is where it was."""
    _meeting_with_kills(moderator, _chance(seed, 20))


def _meeting_with_kills(moderator: Moderator, plan: Plan) -> None:
    moderator.sit_down()
    for number, act in enumerate(SCRIPT):
        if number not in plan:
            moderator.do(act)
        elif plan[number] in (When.SHOWN, When.LONG_DEAD):
            _killed_after(
                moderator, act, SCRIPT[number + 1].after // 2 if plan[number] is When.LONG_DEAD else 0
            )
        else:
            _killed_during(moderator, act, plan[number])
    moderator.kill()
    _nothing_is_lost(moderator)


def _nothing_is_lost(moderator: Moderator) -> None:
    minutes = moderator.minutes()
    expected = kept(moderator.record, moderator.now)
    for part, lines in told(minutes).items():
        assert lines == expected[part], part
    assert len(minutes["journal"]) == moderator.record.acts


def _killed_after(moderator: Moderator, act: Act, dead_for: int) -> None:
    """What the screen has shown is there when the program comes back, and the clock has gone on."""
    moderator.do(act)
    moderator.terminal.wait_for_quiet()
    before, next_is = moderator.picture, moderator.next_is
    moderator.kill()
    moderator.set_clock(moderator.due + dead_for)
    moderator.sit_down()
    moderator.terminal.wait_for(moderator.clock_is_right)
    if dead_for:
        assert moderator.next_is == next_is
    else:
        moderator.terminal.wait_for(lambda: moderator.picture == before)
    _nothing_is_lost(moderator)


def _killed_during(moderator: Moderator, act: Act, when: When) -> None:
    """An act that was cut short is wholly there or not at all; if not, it is done again."""
    moderator.come_to(act)
    _cut_short(moderator, act, when)
    shutil.rmtree(drafts_folder(), ignore_errors=True)  # what was half typed is typed anew
    moderator.sit_down()
    if len(moderator.minutes()["journal"]) > moderator.record.acts:
        moderator.note(act)
    else:
        moderator.terminal.wait_for(moderator.clock_is_right)
        _nothing_is_lost(moderator)
        moderator.press(act)
        moderator.note(act)
    moderator.see(act)
    _nothing_is_lost(moderator)


def _cut_short(moderator: Moderator, act: Act, when: When) -> None:
    if when is When.HALF_TYPED:
        moderator.terminal.press(*act.keys[: len(act.keys) // 2])
    elif when is When.ON_DISK:
        _press_until_on_disk(moderator, act)
    else:
        moderator.press(act)
        if when is When.ANSWERING:
            moderator.terminal.look(PATIENCE_SECONDS)
    moderator.kill()


def _press_until_on_disk(moderator: Moderator, act: Act) -> None:
    """The first byte that reaches the database's log is seen before the transaction is at its end."""
    log = moderator.database.with_name(f"{moderator.database.name}-wal")
    before, deadline = log.stat(), time.monotonic() + PATIENCE_SECONDS
    moderator.press(act)
    while (now := log.stat()).st_mtime_ns == before.st_mtime_ns and now.st_size == before.st_size:
        moderator.terminal.look(0)
        assert time.monotonic() < deadline, f"{act} never reached the disk"
