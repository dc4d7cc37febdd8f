"""Figures with ten years of meetings behind a chapter, and an act while somebody asks for them."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Table, insert, select, update

from benchmarks.figures import Sample, print_table
from leadsroom.acts.command import Undo
from leadsroom.acts.desk import Desk, SyncDesk
from leadsroom.acts.leads.commands import PassLead
from leadsroom.acts.meeting.commands import Go, OpenMeeting
from leadsroom.acts.rules.commands import SetRules
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.health.pairs.matrix import MatrixKind
from leadsroom.domain.ids import ChapterId, MeetingId, PersonId
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.rules.chapter_rules import Given, Quota
from leadsroom.domain.rules.windows import Period, PeriodKind, months_later
from leadsroom.exchange.reports.write import report_of
from leadsroom.store import tables as t
from leadsroom.store.reading import Reading
from leadsroom.store.store import open_store
from leadsroom.store.unit_of_work import Unit
from leadsroom.views.health.chapter_figures import chapter_figures
from leadsroom.views.health.decisions import to_decide
from leadsroom.views.health.figures import figures, member_season
from leadsroom.views.health.member_health import member_health
from leadsroom.views.health.my_page import my_page, to_do_of
from leadsroom.views.health.pairs.matrix import matrix
from leadsroom.views.health.period_review import period_review
from leadsroom.views.health.reports import leads_of_period
from leadsroom.views.health.review import meeting_review
from leadsroom.views.health.scores import scores
from leadsroom.views.health.sheets.joining import joining_sheet
from leadsroom.views.health.sheets.renewal import renewal_sheet
from leadsroom.views.meeting.find_meeting import find_meeting
from leadsroom.views.people import members
from tests.harborview import SetClock, seat_member

ROUNDS, ACTS = 20, 100
_AIM_MS, _ACT_AIM_MS = 300, 50
_LETTERS = "what everybody is to do, for their letters"
_MATRIX = "who gave whom in ten years"
_OWN_AIM_MS = {_LETTERS: 2_000, _MATRIX: 100}
_CHAPTER = ChapterId(1)
_MEMBERS, _MORE_LEADS = 40, 33  # leads a meeting beside those of the season
_LEADS = "25,000"
_QUOTAS = (
    Quota(1, PeriodKind.MEETING),
    Quota(2, PeriodKind.MONTH, frozenset({Given.LEAD, Given.VISITOR, Given.ONE_TO_ONE})),
)
View = tuple[Callable[..., Any], tuple[Any, ...]]


def measure(seasoned: str, now: datetime) -> None:
    """Ask for each picture by turns; then for all of them without end, while acts go on at the table."""
    database, large = f"{seasoned}-health.db", f"{seasoned}-large.db"
    shutil.copy(seasoned, database)
    shutil.copy(seasoned, large)
    _fill(database)
    _measure("520 meetings behind the chapter", database, now, _asked(now))
    _grow(large)
    _fill(large)
    _ask_quotas(large, now)
    title = f"Health, 520 meetings of {_MEMBERS} members behind, {_LEADS} leads, {len(_QUOTAS)} quotas"
    _measure(title, large, now, _asked_of_health(now))


def _measure(what: str, database: str, now: datetime, asked: dict[str, View]) -> None:
    desk = SyncDesk(open_store(database), _CHAPTER, SetClock(now), "bench")
    samples = {name: Sample() for name in asked}
    for _ in range(ROUNDS):
        for name, (view, of) in asked.items():
            since = time.process_time()  # whatever else the machine does meanwhile
            desk.read(view, *of)
            samples[name].add(time.process_time() - since)
    desk.store.close()
    alone, acts = asyncio.run(_acts_alone_and_meanwhile(database, now, list(asked.values())))
    lines = [
        _line(name, sample, f"under {_OWN_AIM_MS.get(name, _AIM_MS)}") for name, sample in samples.items()
    ]
    lines.append(_line("a lead or its undo, nothing asked for", alone, ""))
    lines.append(_line("the same while all of these are asked for", acts, f"under {_ACT_AIM_MS}"))
    title = f"{what}, ms of the processor ({ROUNDS} times each, by turns; {ACTS} acts, ms by the clock)"
    print_table(title, ("", "least", "median", "p99", "aim"), lines)


def _line(name: str, sample: Sample, aim: str) -> tuple[str, ...]:
    return (name, f"{min(sample.values):.1f}", f"{sample.median:.1f}", f"{sample.p99:.1f}", aim)


def _asked(now: datetime) -> dict[str, View]:
    today = now.date()
    who = PersonId(1)
    return {
        "what everybody did in ten years": (figures, (Period(months_later(today, -120), today),)),
        "what everybody did in half a year": (figures, (Period(months_later(today, -6), today),)),
        "a member's season": (member_season, (who,)),
        "a member's page": (my_page, (who,)),
        _LETTERS: (_all_to_do, ()),
        "a renewal sheet of ten years": (renewal_sheet, (who, Period(months_later(today, -120), today))),
        "the sheet for a visitor, of ten years": (
            joining_sheet,
            ("Plumber", Period(months_later(today, -120), today)),
        ),
        "PALMS of ten years": (report_of, ("palms", Period(months_later(today, -120), today))),
        "the review of the last meeting": (_last_review, ()),
        "the review of half a year": (period_review, (Period(months_later(today, -6), today),)),
        "the review of ten years": (period_review, (Period(months_later(today, -120), today),)),
        "the leads of ten years": (leads_of_period, (Period(months_later(today, -120), today),)),
    }


def _asked_of_health(now: datetime) -> dict[str, View]:
    today = now.date()
    year, ten_years = Period(months_later(today, -12), today), Period(months_later(today, -120), today)
    return {
        "one line a member, of a year": (member_health, (year,)),
        "one line a member, of ten years": (member_health, (ten_years,)),
        "the chapter's figures, of a year": (chapter_figures, (year,)),
        "the chapter's figures, of ten years": (chapter_figures, (ten_years,)),
        _MATRIX: (matrix, (ten_years, MatrixKind.LEADS)),
        "leads and one-to-ones in ten years": (
            matrix,
            (ten_years, MatrixKind.BOTH),
        ),
        "what is to be decided": (to_decide, ()),
        "the score of every member": (scores, ()),
    }


def _last_review(reading: Reading) -> object:
    return meeting_review(reading, find_meeting(reading, "last"))


def _all_to_do(reading: Reading) -> object:
    """What letters are made of: it is read for every member, and nobody's season with it."""
    return [to_do_of(reading, each.person.id) for each in members(reading) if each.status.holds_seat]


async def _acts_alone_and_meanwhile(database: str, now: datetime, views: list[View]) -> tuple[Sample, Sample]:
    """How long an act takes by itself, and while the other thread makes one picture after the other."""
    clock, store = SetClock(now), open_store(database)
    opened = SyncDesk(store, _CHAPTER, clock, "bench").do(OpenMeeting())
    assert opened.subject is not None
    desk = Desk(store, _CHAPTER, clock, "bench", MeetingId(opened.subject))
    while (step := desk.sync.look().step) is None or step.kind is not StepKind.BUCKET:
        desk.sync.do(Go())
    alone = await _acts(desk, clock)
    reading = asyncio.create_task(_read_on(desk, views))
    meanwhile = await _acts(desk, clock)
    reading.cancel()
    desk.close()
    store.close()
    return alone, meanwhile


async def _acts(desk: Desk, clock: SetClock) -> Sample:
    sample = Sample()
    one, other = (place.member_id for place in desk.sync.look().attendees[:2])
    for number in range(ACTS):
        for command in (PassLead(one, other, Slip(f"Prospect {number}", need="a web shop")), Undo()):
            clock.pass_by(seconds=1)
            since = time.perf_counter()
            await desk.do(command)
            sample.add(time.perf_counter() - since)
    return sample


async def _read_on(desk: Desk, views: list[View]) -> None:
    while True:
        for view, of in views:
            await desk.read(view, *of)


# What a season has beside leads and reports


def _grow(database: str) -> None:
    """A table of 40, everybody at every meeting, and some 25,000 leads: each with an outcome, a few paid."""
    store = open_store(database)
    with store.writing(_CHAPTER) as unit:
        _more_of_everything(unit)
    store.close()


def _more_of_everything(unit: Unit) -> None:
    connection, m = unit.connection, t.meeting.c
    members = list(connection.scalars(select(t.membership.c.person_id).order_by(t.membership.c.seat)))
    members += [
        seat_member(unit, _CHAPTER, seat, f"Member {seat}", f"Profession {seat}")
        for seat in range(len(members) + 1, _MEMBERS + 1)
    ]
    held = connection.execute(select(m.id, m.ended_at).where(m.ended_at.is_not(None))).all()
    places_taken = connection.execute(select(t.attendance.c.meeting_id, t.attendance.c.member_id)).all()
    was_there = {(row.meeting_id, row.member_id) for row in places_taken}
    for number, (meeting, at) in enumerate(held):
        shared = {"chapter_id": _CHAPTER, "meeting_id": meeting}
        places = [
            shared | {"member_id": who, "seat": seat, "mark": "P"}
            for seat, who in enumerate(members, start=1)
            if (meeting, who) not in was_there
        ]
        connection.execute(insert(t.attendance), places)
        leads = [shared | _lead_of(members, number, place, at) for place in range(_MORE_LEADS)]
        connection.execute(insert(t.lead), leads)
        added = select(t.lead.c.id, t.lead.c.giver_id, t.lead.c.receiver_id)
        found = connection.execute(
            added.where(t.lead.c.meeting_id == meeting).order_by(t.lead.c.id.desc()).limit(_MORE_LEADS)
        ).all()
        outcomes = [
            shared | {"lead_id": lead, "word": "working", "thanked": False, "at": at + timedelta(weeks=1)}
            for lead, _, _ in found
        ]
        connection.execute(insert(t.lead_update), outcomes)
        reports = [
            shared | _report_of(lead, receiver, giver, at + timedelta(weeks=5))
            for lead, giver, receiver in found[:6]
        ]
        connection.execute(insert(t.closed_business), reports)


def _lead_of(members: list[PersonId], number: int, place: int, at: datetime) -> dict[str, Any]:
    giver = (7 * number + 3 * place) % _MEMBERS
    return {
        "giver_id": members[giver],
        "receiver_id": members[(giver + 1 + (number + place) % (_MEMBERS - 1)) % _MEMBERS],
        "prospect": f"Prospect {number} {place}",
        "phone": "",
        "phone_typed": "",
        "need": "what they need",
        "expecting_call": True,
        "inside": place % 9 == 0,
        "state": "closed" if place < 6 else "working",
        "passed_at": at,
    }


def _report_of(lead: int, receiver: int, giver: int, at: datetime) -> dict[str, Any]:
    who = {"lead_id": lead, "reported_by_id": receiver, "credited_to_id": giver}
    return who | {"amount_minor": 125_000, "currency": "USD", "note": "", "at": at}


def _fill(database: str) -> None:
    store, lead, turn = open_store(database), t.lead.c, t.turn.c
    with store.writing(_CHAPTER) as unit:
        connection = unit.connection
        connection.execute(update(t.lead).where(lead.id % 5 != 0).values(lead_since=lead.passed_at))
        connection.execute(update(t.turn).where(turn.id % 2 != 0).values(looking_for="somebody"))
        members = list(connection.scalars(select(t.membership.c.person_id)))
        visitors = [
            unit.insert(t.person, name=f"Visitor {n}", name_key=f"visitor {n}", chapter_id=_CHAPTER)
            for n in range(50)
        ]
        m = t.meeting.c
        over = select(m.id, m.on_date, m.ended_at).where(m.ended_at.is_not(None))  # another one may be on
        held = connection.execute(over).all()
        for number, (meeting, on, at) in enumerate(held):
            leads = list(connection.scalars(select(lead.id).where(lead.meeting_id == meeting).limit(8)))
            at_table = {"chapter_id": _CHAPTER, "at": at, "meeting_id": meeting}
            turned = members[number % len(members) :] + members[: number % len(members)]
            for table, entries in _entries(
                turned, [visitors[number % 50], visitors[(number + 1) % 50]], leads
            ):
                connection.execute(insert(table), [at_table | entry for entry in entries])
            met = {"chapter_id": _CHAPTER, "at": at, "on_date": on - timedelta(days=1)}
            pairs = [{"first_id": turned[n], "second_id": turned[n + 7]} for n in range(10)]
            connection.execute(insert(t.one_to_one), [met | pair for pair in pairs])
    store.close()


def _ask_quotas(database: str, now: datetime) -> None:
    """Quotas of each meeting and of each month: so many periods that they are felt."""
    desk = SyncDesk(open_store(database), _CHAPTER, SetClock(now), "bench")
    rules = desk.read(lambda reading: reading.chapter.rules)
    desk.do(SetRules(replace(rules, quotas=_QUOTAS)))
    desk.store.close()


def _entries(
    members: list[int], visitors: list[int], leads: list[int]
) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """What is on record of one meeting."""
    hosts = zip(members, visitors, strict=False)
    yield t.visit, [{"host_id": host, "person_id": visitor} for host, visitor in hosts]
    yield t.testimonial, [{"by_id": members[n], "about_id": members[n + 3]} for n in range(3)]
    word = {"word": "contacted"}
    yield t.lead_update, [word | {"lead_id": lead, "thanked": bool(lead % 2)} for lead in leads]


if __name__ == "__main__":
    import subprocess
    import tempfile
    from pathlib import Path

    from benchmarks.programs import leadsroom
    from benchmarks.season import fill_season
    from leadsroom.clock import SystemClock

    with tempfile.TemporaryDirectory(prefix="leadsroom-bench-") as folder:
        roster = Path(__file__).parent.parent / "tests" / "data" / "roster.csv"
        place, at = str(Path(folder) / "seasoned.db"), SystemClock().now()
        founding = ("--name", "Harborview", "--weekday", "wednesday", "--starts", "7:00")
        zone = ("--timezone", "America/Los_Angeles", "--country", "US")
        words = leadsroom(place, "roster", "import", str(roster), *founding, *zone)
        subprocess.run(words, check=True, capture_output=True)
        fill_season(place, at)
        measure(place, at)
