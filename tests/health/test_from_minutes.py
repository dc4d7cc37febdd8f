"""Every figure of leads, dollars, marks, visitors and one-to-ones comes out of the JSON minutes alone.

What counts them there is `from_minutes.py`: a hundred lines that import nothing of the program.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from leadsroom.acts.leads.commands import PassLead
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.figures import Figures
from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.rules.windows import Period
from leadsroom.exchange.minutes.audience import Audience
from leadsroom.exchange.minutes.formats import Wanted, minutes_written
from leadsroom.store.read.meeting.rows import meetings
from leadsroom.store.store import Store
from leadsroom.views.health.figures import FiguresOfPeriod, figures
from tests.databases import Databases
from tests.harborview import SetClock, found_chapter
from tests.health import from_minutes
from tests.laws import tried
from tests.meeting.table import WHOLE, Table
from tests.review.random_seasons import AGENDA, WEEKS, Week
from tests.review.test_laws_of_figures import FIRST, LAST, played
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.seen import seen

SCRIPT = Path(from_minutes.__file__)
COUNTED = (
    *("meetings", "present", "late", "substitutes", "medical", "absent", "unmarked"),
    *("given", "given_raw", "given_inside", "received", "received_raw", "received_inside"),
    *("visitors", "one_to_ones"),
)
Who = tuple[str, int]
Counted = dict[Who, dict[str, Any]]


def write_minutes_of_all(store: Store, chapter: Chapter, now: datetime, folder: Path) -> None:
    """The minutes of every closed meeting as JSON, for the secretary."""
    with store.reading() as connection:
        closed = meetings(connection, chapter.id, MeetingState.CLOSED)
    wanted = Wanted("json", Audience.ALL)
    for each in closed:
        written = seen(store, chapter, now, minutes_written, MeetingId(each.id), wanted)
        (folder / f"{each.on}-{each.id}.json").write_bytes(written)


def counted(found: FiguresOfPeriod) -> Counted:
    """What the program says of each member that the script counts too; nothing of zeros."""
    mine: Counted = {(each.person.name, each.person.id): _of(each.figures) for each in found.members}
    mine[from_minutes.NOBODY] = _of(found.visitors)
    return {who: each for who, each in mine.items() if each}


def _of(one: Figures) -> dict[str, Any]:
    dollars = {f"in {each.currency}": each.total.amount for each in one.reported}
    dollars |= {f"credited {each.currency}": each.total.amount for each in one.credited}
    return {key: n for key, n in ({key: getattr(one, key) for key in COUNTED} | dollars).items() if n}


def agrees(store: Store, chapter: Chapter, now: datetime, period: Period) -> Counted:
    """Compare the two over a period; what they agree on."""
    found = counted(seen(store, chapter, now, figures, period))
    with TemporaryDirectory() as folder:
        write_minutes_of_all(store, chapter, now, Path(folder))
        alone = from_minutes.figures(folder, str(period.first), str(period.last))
    # What those did who are no members is one sum in the program, and stands by name in the minutes.
    others: dict[str, Any] = {}
    for who in alone.keys() - (found.keys() - {from_minutes.NOBODY}):
        for key, number in alone.pop(who).items():
            others[key] = others.get(key, 0) + number
    assert alone | ({from_minutes.NOBODY: others} if others else {}) == found
    return found


def test_the_script_needs_nothing_of_the_program() -> None:
    """It has at most a hundred lines, and imports Python's own library only."""
    text = SCRIPT.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 100
    nodes = list(ast.walk(ast.parse(text)))
    named = {each.name for node in nodes if isinstance(node, ast.Import) for each in node.names}
    named |= {node.module or "." for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in named} <= sys.stdlib_module_names


def test_the_sample_out_of_its_minutes(demo_store: Store, tmp_path: Path) -> None:
    """Over the whole season, over some weeks of it, and as the script prints it when it is run."""
    chapter = sample_chapter(demo_store)
    agrees(demo_store, chapter, SAMPLE_NOW, Period(date(2020, 1, 1), date(2030, 1, 1)))
    found = agrees(demo_store, chapter, SAMPLE_NOW, Period(date(2026, 6, 3), date(2026, 9, 15)))
    write_minutes_of_all(demo_store, chapter, SAMPLE_NOW, tmp_path)
    words = [sys.executable, "-I", str(SCRIPT), str(tmp_path), "2026-06-03", "2026-09-15"]
    printed = subprocess.run(words, check=True, capture_output=True, encoding="utf-8").stdout
    assert _read(printed) == {
        f"{name or 'nobody'} ({number})": mine for (name, number), mine in found.items()
    }


def _read(printed: str) -> Mapping[str, Mapping[str, Decimal]]:
    lines = (line.split(": ", maxsplit=1) for line in printed.splitlines())
    pairs = {who: [each.rsplit(" ", maxsplit=1) for each in mine.split(", ")] for who, mine in lines}
    return {who: {key: Decimal(number) for key, number in mine} for who, mine in pairs.items()}


def test_two_of_one_name(sqlite_store: Store) -> None:
    """Their figures stay apart, for the minutes have the number of each."""
    people = (("Ann Chu", "Florist"), ("Ann Chu", "Roofing"), ("Dee Fox", "Catering"))
    chapter, clock = found_chapter(sqlite_store, people=people, agenda=AGENDA), SetClock()
    table = Table.lay(sqlite_store, chapter, clock)
    table.go(seconds=1)
    for giver, receiver in ((1, 3), (2, 3), (2, 1)):
        table.do(PassLead(PersonId(giver), PersonId(receiver), WHOLE, is_another=True))
    table.go_to_end(seconds=1)
    table.desk.close()
    found = agrees(sqlite_store, chapter, clock.now(), Period(FIRST, LAST))
    assert (found["Ann Chu", 1]["given"], found["Ann Chu", 2]["given"]) == (1, 2)


_SEASONS = given(weeks=WEEKS, last_closed=st.booleans(), days=st.integers(0, 58))


def _hold(databases: Databases, weeks: list[Week], last_closed: bool, days: int) -> None:
    if not last_closed and len(weeks) < 2:
        return  # no meeting was closed, so that there are no minutes at all
    place = databases.fresh()
    store = databases.opened(place)
    try:
        chapter, clock = played(store, weeks, last_closed=last_closed)
        for period in (Period(FIRST, LAST), Period(FIRST, FIRST + timedelta(days=days))):
            agrees(store, chapter, clock.now(), period)
    finally:
        store.close()
        databases.drop(place)


@_SEASONS
@settings(
    max_examples=tried(12, 4),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=(HealthCheck.function_scoped_fixture,),
)
def test_random_seasons_out_of_their_minutes(
    databases: Databases, weeks: list[Week], last_closed: bool, days: int
) -> None:
    """Whatever happened, on whatever days one cuts: the minutes have all of it, each once."""
    _hold(databases, weeks, last_closed, days)


@pytest.mark.soak
@_SEASONS
@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=(HealthCheck.function_scoped_fixture, HealthCheck.too_slow),
)
def test_random_seasons_out_of_their_minutes_long(
    databases: Databases, weeks: list[Week], last_closed: bool, days: int
) -> None:
    """The same of a great many."""
    _hold(databases, weeks, last_closed, days)
