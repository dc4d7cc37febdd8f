"""Another program takes the database away, replaces or damages it, in the middle of a whole meeting."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from enum import Enum
from pathlib import Path

import pytest
from sqlalchemy import select

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.paths import shadows_folder
from leadsroom.store import tables as t
from leadsroom.store.file.forwarding import noted
from leadsroom.store.read.chapter import chapters
from leadsroom.store.store import open_store
from tests.brooms import BROOMS, Broom
from tests.harborview import SetClock
from tests.meeting.table import Table
from tests.terminal import script
from tests.terminal.expected import of_minutes, of_record
from tests.terminal.moderator import PROGRAM, Moderator
from tests.terminal.script import SCRIPT
from tests.terminal.terminal import Terminal

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


@pytest.mark.soak
def test_a_meeting_goes_on_whatever_becomes_of_its_file(moderator: Moderator) -> None:
    """Deleted, then replaced by an older copy, then rolled back in place: each time the screen says so, the
    next act counts, and in the end the minutes hold the whole meeting.
    """
    _meeting_with_brooms(
        moderator, _spread("deleted with its log", "replaced by an older one", "rolled back in place")
    )


class Moment(Enum):
    """When the broom comes: what was done by then, what is opened, and what is typed before and after it."""

    BEFORE_THE_START = (lambda _: None, "meet", "start the meeting", "", "\r")
    DURING_A_PITCH = (lambda table: table.go_to(StepKind.PITCHES), "meet", "Pitches", "", "\r")
    WITH_A_FORM_OPEN = (lambda table: table.go_to(StepKind.PITCHES), "meet", "Pitches", "lann", "\r")
    AT_THE_CLOSE = (lambda table: table.go_to(StepKind.CLOSE), "meet", "Close", "", "\r")
    BETWEEN_MEETINGS = (lambda table: table.go_to_end(), "", "Next meeting", "", "")


# In every run the one that a cloud folder or a cleaner is; the others are long.
_EVERY_RUN = (Moment.WITH_A_FORM_OPEN, "deleted with its log")
# On home nothing is in the log yet that could be lost by its being emptied.
_CASES = [
    pytest.param(
        moment,
        sweep,
        id=f"{moment.name}: {name}",
        marks=() if (moment, name) == _EVERY_RUN else pytest.mark.soak,
    )
    for moment in Moment
    for name, sweep in _BROOMS.items()
    if (moment, name) != (Moment.BETWEEN_MEETINGS, "its log emptied")
]


@pytest.mark.parametrize(("moment", "sweep"), _CASES)
def test_each_broom_at_each_moment(moderator: Moderator, moment: Moment, sweep: Broom) -> None:
    """The screen says where it goes on, what is typed stays, the next key counts, and all is on record."""
    come_to, command, shown, before, after = moment.value
    older = moderator.database.with_name("older.db")
    shutil.copyfile(moderator.database, older)
    acts = _come_to(moderator, come_to)
    shutil.rmtree(shadows_folder(), ignore_errors=True)
    words = [str(PROGRAM), "--db", str(moderator.database), *command.split()]
    with Terminal(words, moderator.environment, width=120, height=36) as terminal:
        terminal.wait_for(shown)
        _type(terminal, before)
        _wait_for_second_copy(terminal)
        sweep(moderator.database, older)
        terminal.wait_until(lambda: noted(moderator.database) != moderator.database)
        terminal.wait_for(f"{noted(moderator.database).name},")
        assert "ann" in terminal.text() or before != "lann"
        _type(terminal, after)
        terminal.kill()
    found = _acts_on_record(moderator)
    assert found[: len(acts)] == acts
    assert len(found) > len(acts) or after == "" or before == "lann"


def _come_to(moderator: Moderator, come_to: Callable[[Table], object]) -> list[str]:
    """Let a meeting come to a moment; the acts on record then."""
    store = open_store(str(moderator.database))
    with store.reading() as connection:
        (chapter,) = chapters(connection)
    come_to(Table.lay(store, chapter, SetClock(script.moment(moderator.now))))
    # As in any week, most of it stands in the file, and something in its log.
    with store.engine.execution_options(begins_with=None).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return _acts_on_record(moderator)


def _acts_on_record(moderator: Moderator) -> list[str]:
    store = open_store(str(moderator.database))
    with store.reading() as connection:
        found = list(connection.execute(select(t.journal.c.command_id).order_by(t.journal.c.id)).scalars())
    store.close()
    return found


def _type(terminal: Terminal, keys: str) -> None:
    if keys:
        terminal.type(keys)
        terminal.wait_for_quiet()


def _wait_for_second_copy(terminal: Terminal) -> None:
    terminal.wait_until(lambda: any(shadows_folder().glob("*.db")))


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
    _wait_for_second_copy(moderator.terminal)
    swept = noted(moderator.database)
    again = older.with_name("again.db")
    shutil.copyfile(older, again)
    sweep(swept, again)
    moderator.terminal.wait_until(lambda: noted(moderator.database) != swept)
    moderator.terminal.wait_for(f"{noted(moderator.database).name},")
