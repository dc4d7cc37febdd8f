"""A meeting by keyboard alone, with SIGKILL in the middle of it, again and again: whole ones in `make soak`.

Nothing is lost or doubled, the clock is right, and so are the minutes.
"""

from __future__ import annotations

import json
import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from itertools import pairwise
from typing import Any

import pytest

from leadsroom.acts.desk import SyncDesk
from leadsroom.domain.leads.slip import WhoCalls
from leadsroom.paths import drafts_folder
from leadsroom.store.read.chapter import chapters
from leadsroom.store.store import open_store
from leadsroom.views.leads import leads_picture
from tests.harborview import SetClock
from tests.terminal.expected import of_minutes, of_record
from tests.terminal.moderator import PROGRAM, Moderator
from tests.terminal.script import GAPS, SCRIPT, Act, moment
from tests.terminal.terminal import Terminal

KILLS = 6  # one at each time
KILLABLE = len(SCRIPT) - 1  # once it has closed the meeting there is none to come back to
# Up to here everybody is checked in, one is late, speakers ask for something, are paused and get more time.
IN_THE_PITCHES = 32
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


def _plan(kills: int, acts: int) -> Plan:
    """Kills spread evenly over so many acts, one at each time in turn."""
    times = list(When)
    return {acts * kill // kills: times[kill % len(times)] for kill in range(kills)}


def _chance(seed: int, kills: int) -> Plan:
    chance = random.Random(seed)
    return {point: chance.choice(list(When)) for point in chance.sample(range(KILLABLE), kills)}


def test_a_killed_program_comes_back_where_it_was(moderator: Moderator) -> None:
    """Killed once at each time before half of the table has spoken, the meeting is where it was, and its
    minutes are of what was done, item by item.
    """
    _meeting_with_kills(moderator, _plan(KILLS, IN_THE_PITCHES), IN_THE_PITCHES)


@pytest.mark.soak
def test_a_whole_meeting_outlives_kills(moderator: Moderator) -> None:
    """The same from check-in to close, in the minutes that the program writes; the times of the steps and
    turns add up to the second.
    """
    _meeting_with_kills(moderator, _plan(KILLS, KILLABLE))
    minutes = json.loads(moderator.run("minutes", "--format", "json"))
    _are_of_what_was_done(minutes, moderator)
    assert minutes["meeting"]["state"] == "closed"
    assert len(minutes["journal"]) == len(SCRIPT)
    assert len({lead["id"] for lead in minutes["leads"]}) == len(minutes["leads"]) == 8
    _steps_add_up(moderator, minutes)
    for title in GAPS:
        _turns_add_up(minutes, title)


def _steps_add_up(moderator: Moderator, minutes: dict[str, Any]) -> None:
    """The steps, with their pauses, fill the meeting from its start to its end."""
    record = moderator.record
    assert record.started is not None
    assert record.ended is not None
    steps = [step for step in minutes["steps"] if step["started_at"]]
    spent = sum(step["actual_seconds"] + step["paused_seconds"] for step in steps)
    assert spent == record.ended - record.started
    assert all(one["ended_at"] == other["started_at"] for one, other in pairwise(steps))


def _turns_add_up(minutes: dict[str, Any], title: str) -> None:
    """The turns of a round, with their pauses and the gaps between them, fill the round."""
    step = next(step for step in minutes["steps"] if step["title"] == title)
    turns = [turn for turn in minutes["turns"] if turn["step"] == title]
    spent = sum(turn["used_seconds"] + turn["paused_seconds"] for turn in turns)
    assert spent + GAPS[title] == step["actual_seconds"] + step["paused_seconds"]


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_kills_by_chance(moderator: Moderator, seed: int) -> None:
    """After each of twenty kills at moments left to chance the meeting is where it was."""
    _meeting_with_kills(moderator, _chance(seed, 20))


@pytest.mark.parametrize(
    ("command", "opens"),
    [(["meet"], [("start the meeting", "l")]), ([], [("Next meeting", "l"), ("Leads · Harborview", "n")])],
    ids=["at the table", "in a box over a page"],
)
def test_a_half_typed_slip_outlives_a_kill(
    moderator: Moderator, command: list[str], opens: list[tuple[str, str]]
) -> None:
    """Who gives, several who receive, texts, a number, an answer, a choice; typing goes on where it was."""
    shutil.rmtree(drafts_folder(), ignore_errors=True)
    with _slip_at(moderator, command, opens) as terminal:
        terminal.press(*"ann", "enter", *"bea, dee", "enter", *"Jane Doe", "enter", "tab", *"a shop", "tab")
        terminal.press("space", "f2", "tab", "tab", "tab", "right", *["shift+tab"] * 6, *"415 55")
        terminal.wait_for("415 55")
        terminal.wait_until(lambda: any(draft.get("phone") == "415 55" for draft in _drafts_on_disk()))
        terminal.kill()
    with _slip_at(moderator, command, opens) as terminal:
        terminal.wait_for("unsaved draft")
        for words in ("Ann Chu", "Bea Katz + Dee Fox", "Jane Doe", "a shop", "● y yes", "2 of 3"):
            terminal.wait_for(words)
        terminal.press(*"5-0101", "ctrl+s")
        terminal.wait_until(lambda: not _drafts_on_disk())
        terminal.wait_for("Jane Doe")
    assert _slips_on_record(moderator) == [
        (name, "+14155550101", "a shop", WhoCalls.PROSPECT) for name in ("Bea Katz", "Dee Fox")
    ]


def _slips_on_record(moderator: Moderator) -> list[tuple[str, str, str, WhoCalls]]:
    """To whom, which number, what for, and who calls."""
    store = open_store(str(moderator.database))
    with store.reading() as connection:
        (chapter,) = chapters(connection)
    desk = SyncDesk(store, chapter.id, SetClock(moment(moderator.now)), "eyes")
    seen = desk.read(leads_picture)
    store.close()
    return [
        (seen.names[lead.receiver_id], lead.slip.phone, lead.slip.need, lead.slip.who_calls)
        for lead in sorted(seen.leads, key=lambda lead: lead.id)
    ]


@contextmanager
def _slip_at(moderator: Moderator, command: list[str], opens: list[tuple[str, str]]) -> Iterator[Terminal]:
    """A slip that is open in a program of its own."""
    program = [str(PROGRAM), "--db", str(moderator.database), *command]
    with Terminal(program, moderator.environment, width=120, height=36) as terminal:
        for shown, key in opens:
            terminal.wait_for(shown)
            terminal.press(key)
        terminal.wait_for("Prospect")
        yield terminal


def _drafts_on_disk() -> list[dict[str, str]]:
    """What stands in the files of drafts, whosever they are."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in drafts_folder().glob("*.json")]
    return [draft for file in files for draft in file["drafts"].values()]


def _meeting_with_kills(moderator: Moderator, plan: Plan, acts: int = len(SCRIPT)) -> None:
    moderator.sit_down()
    for number, act in enumerate(SCRIPT[:acts]):
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
    _are_of_what_was_done(minutes, moderator)
    assert len(minutes["journal"]) == moderator.record.acts


def _are_of_what_was_done(minutes: dict[str, Any], moderator: Moderator) -> None:
    expected = of_record(moderator.record, moderator.now)
    for part, lines in of_minutes(minutes).items():
        assert lines == expected[part], part


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
