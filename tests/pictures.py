"""The six pictures of the README, from the sample chapter: `make pictures` writes them into docs."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from leadsroom.acts.leads.commands import PassLead
from leadsroom.acts.meeting import commands as c
from leadsroom.app import LeadsroomApp, Timekeeping
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.people.attendance import Mark
from leadsroom.store.readonly import store_to_look_at
from leadsroom.store.store import open_store
from leadsroom.views.meeting.chapter_follower import Audience
from tests.harborview import SetClock
from tests.meeting.table import Table
from tests.sample import sample_chapter, write_sample
from tests.screens.pages import LAPTOP, Reader, Threads

DOCS = Path(__file__).parent.parent / "docs"
_NOW = datetime(2026, 11, 18, 20, 6, 20, tzinfo=UTC)  # four minutes before the sample's meeting
_FONT_FACES = re.compile(r"@font-face \{[^}]*\}\s*")
_WIDE_ENOUGH = "Fira Code, DejaVu Sans Mono, Menlo, Consolas, monospace"


@asynccontextmanager
async def _sitting(table: Table, timekeeping: Timekeeping | None = None) -> AsyncIterator[Reader]:
    chapter = sample_chapter(table.store)
    app = LeadsroomApp(table.store, table.clock, start="meet", chapter=chapter, timekeeping=timekeeping)
    threads = Threads.of_this_loop()
    async with app.run_test(size=LAPTOP):
        reader = Reader(app, [], threads)
        await reader.at_rest()
        yield reader


def _write(reader: Reader, name: str) -> None:
    """A picture loads nothing from elsewhere: it is drawn in whatever font of one width is there."""
    picture = _FONT_FACES.sub("", reader.app.export_screenshot(title="leadsroom"))
    DOCS.joinpath(f"{name}.svg").write_text(picture.replace("Fira Code, monospace", _WIDE_ENOUGH))


def _checked_in(table: Table) -> None:
    """Most are here, one is absent, one late."""
    for place in table.now.attendees:
        name = table.now.name(place.member_id)
        mark = {"Ruth Abara": Mark.ABSENT, "Ingrid Sørensen": Mark.LATE}.get(name, Mark.PRESENT)
        if place.substitute_id is None and name != "Luis Fernández-Ortiz":
            table.do(c.MarkAttendance(place.member_id, mark))


def _pass_leads(table: Table) -> None:
    """Two for those who pitched before."""
    for receiver, who, phone, need in (
        ("Maria Lopez", "Nadia Park", "+14155550101", "a new web shop"),
        ("Cyrus Ng", "Owen Reyes", "+15105550144", "the books of a bakery"),
    ):
        giver_id, receiver_id = table.person("Ann Chu"), table.person(receiver)
        slip = Slip(who, phone, "", need, expecting_call=True)
        table.do(PassLead(giver_id=giver_id, receiver_id=receiver_id, slip=slip))


def _go(table: Table) -> None:
    """Go, once what is on has taken about as long as it is planned."""
    now = table.now
    if now.step is None or now.step.turn_length is not None:
        is_running = now.turn is not None and now.turn.clock.started_at is not None
        table.clock.pass_by(seconds=58 if is_running else 4)
    else:
        table.clock.pass_by(seconds=now.step.planned.total_seconds())
    table.go()


def _go_to(table: Table, kind: StepKind, goes: int = 0) -> None:
    """On to a step, and to so many goes in it."""
    while table.now.step is None or table.now.step.kind is not kind:
        _go(table)
    for _ in range(goes):
        _go(table)


async def _before(table: Table) -> None:
    """Checking in, and the meeting of the week before."""
    _checked_in(table)
    async with _sitting(table) as reader:
        await reader.press("a", "down")
        _write(reader, "check-in")
        await reader.press("escape", "g", "v")
        await reader.until_shown("Still to call")
        _write(reader, "review")


async def _in_a_pitch(table: Table) -> None:
    """The moderator's screen, a slip over its foot, and the second screen."""
    _go_to(table, StepKind.PITCHES, goes=11)
    _pass_leads(table)
    table.clock.pass_by(seconds=18)
    async with _sitting(table) as reader:
        _write(reader, "moderator")
        await reader.press("l", "'ro", "enter", "'Jane Doe 415 555 0123", "enter", "'a loan for two vans")
        _write(reader, "slip")
    audience = Audience(store_to_look_at(table.store.place), sample_chapter)
    async with _sitting(table, Timekeeping(audience)) as reader:
        await reader.until_shown("Maria Lopez")
        _write(reader, "timekeeper")


async def _at_the_bucket(table: Table) -> None:
    """Somebody holds it."""
    _go_to(table, StepKind.BUCKET)
    table.clock.pass_by(seconds=20)
    async with _sitting(table) as reader:
        _write(reader, "bucket")


async def draw_all() -> None:
    """Play the sample meeting, and draw it at six moments."""
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "sample.db")
        write_sample(place)
        store, clock = open_store(place), SetClock(_NOW)
        table = Table.lay(store, sample_chapter(store), clock)
        await _before(table)
        clock.pass_by(minutes=4)
        await _in_a_pitch(table)
        await _at_the_bucket(table)
        table.desk.close()
        store.close()


if __name__ == "__main__":
    asyncio.run(draw_all())
