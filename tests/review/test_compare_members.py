"""Two members over the meetings that both could attend, counted from the record."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.rules.windows import Period
from leadsroom.errors import Refused
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import write_health
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views.health.figures import figures
from leadsroom.views.health.pairs.compare import Comparison, compare
from tests.databases import ON_BOTH
from tests.harborview import START, found_chapter
from tests.past_meetings import past_meeting
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.seen import seen

MARIA, ANN, DEE = PersonId(1), PersonId(2), PersonId(5)
LAST = START.date()
YEAR = Period(LAST - timedelta(days=364), LAST)


def lead(
    store: Store, chapter: Chapter, meeting: MeetingId | None, giver: PersonId, receiver: PersonId
) -> None:
    """One that counts, passed at a meeting or between two."""
    at = START - timedelta(days=1)
    values = dict.fromkeys(("prospect", "phone", "phone_typed", "need", "company", "address", "email"), "")
    values |= dict.fromkeys(("note", "why"), "")
    with store.writing(chapter.id) as unit:
        unit.insert(
            t.lead,
            chapter_id=chapter.id,
            meeting_id=meeting,
            giver_id=giver,
            receiver_id=receiver,
            state="open",
            passed_at=at,
            lead_since=at,
            inside=False,
            **values,
        )


def paid(
    store: Store, chapter: Chapter, meeting: MeetingId, by: PersonId, to: PersonId, minor: int, in_: str
) -> None:
    """Dollars reported at a meeting."""
    with store.writing(chapter.id) as unit:
        unit.insert(
            t.closed_business,
            chapter_id=chapter.id,
            meeting_id=meeting,
            reported_by_id=by,
            credited_to_id=to,
            amount_minor=minor,
            currency=in_,
            note="",
            at=START,
        )


@pytest.fixture
def chapter(store: Store) -> Chapter:
    """Ten meetings: Maria had a place at all, Ann at the last eight. At the first Maria gave five leads."""
    chapter = found_chapter(store)
    held = [
        past_meeting(
            store,
            chapter,
            LAST - timedelta(weeks=week),
            {MARIA: "P", DEE: "A"} | ({ANN: "L"} if week < 8 else {}),
        )
        for week in range(10)
    ]
    for _ in range(5):
        lead(store, chapter, held[9], MARIA, DEE)
    lead(store, chapter, held[0], MARIA, ANN)
    lead(store, chapter, held[1], ANN, DEE)
    lead(store, chapter, held[2], ANN, DEE)
    lead(store, chapter, None, ANN, DEE)
    paid(store, chapter, held[0], MARIA, ANN, 12_000, "USD")
    paid(store, chapter, held[9], MARIA, ANN, 99_000, "USD")
    paid(store, chapter, held[1], DEE, MARIA, 500, "EUR")
    paid(store, chapter, held[2], MARIA, ANN, 700, "EUR")  # one payment, whoever of both it is looked for by
    return chapter


def compared(
    store: Store, chapter: Chapter, one: PersonId, other: PersonId, period: Period = YEAR
) -> Comparison:
    """Two members of the chapter."""
    return seen(store, chapter, START, compare, one, other, period)


@ON_BOTH
def test_only_meetings_of_both_count(store: Store, chapter: Chapter) -> None:
    """What Maria gave before Ann joined is not compared, nor what was passed between meetings."""
    found = compared(store, chapter, MARIA, ANN)
    assert (found.meetings, found.held, found.is_enough) == (8, 10, True)
    assert (found.one.given, found.other.given) == (1, 2)
    assert (found.one.received, found.other.received) == (0, 1)
    assert (found.one.marked, found.one.in_person, found.other.in_person) == (8, 8, 8)
    assert (found.one.dollars_in, found.other.dollars_credited) == ((12_000,), (12_000,))
    assert "Both had a place at 8 of 10 meetings" in found.notes[0]
    assert "other currencies are left out: 2" in found.notes[-1]
    turned = compared(store, chapter, ANN, MARIA)
    assert (turned.one, turned.other, turned.meetings) == (found.other, found.one, found.meetings)


@ON_BOTH
def test_too_few_meetings_say_nothing(store: Store, chapter: Chapter) -> None:
    """Seven are too few, and it says so; with nobody in common there are none."""
    week = Period(LAST - timedelta(weeks=6), LAST)
    found = compared(store, chapter, MARIA, ANN, week)
    assert (found.meetings, found.is_enough) == (7, False)
    assert {line.difference for line in found.lines} == {"too little data", ""}
    assert "too little data, which begins with 8" in found.notes[0]
    assert compared(store, chapter, MARIA, PersonId(3)).meetings == 0
    for one, other in ((MARIA, MARIA), (MARIA, PersonId(99))):
        with pytest.raises(Refused):
            compared(store, chapter, one, other)


def test_over_all_meetings_of_both_it_is_the_figures(demo_store: Store) -> None:
    """In the sample two members who had a place at every meeting are compared by their own figures."""
    chapter = sample_chapter(demo_store)
    year = Period(date(2025, 11, 19), SAMPLE_NOW.date())
    everything = seen(demo_store, chapter, SAMPLE_NOW, figures, year)
    held = sum(meeting.counts_attendance for meeting in everything.meetings)
    always = [each.person.id for each in everything.members if each.figures.meetings == held][:2]
    found = seen(demo_store, chapter, SAMPLE_NOW, compare, always[0], always[1], year)
    assert found.meetings == held
    for side in (found.one, found.other):
        own = everything.of(side.person.id)
        assert (side.in_person, side.substitutes) == (own.in_person, own.substitutes)
        assert side.marked == own.meetings - own.unmarked
        assert side.given <= own.given
        assert side.received <= own.received


def test_as_text_and_as_data(demo_store: Store) -> None:
    """Text fits 80 columns, data have the same numbers."""
    chapter = sample_chapter(demo_store)
    year = Period(date(2025, 11, 19), SAMPLE_NOW.date())
    wanted = Wanted(period=year, member=PersonId(1), other=PersonId(2))
    text = seen(demo_store, chapter, SAMPLE_NOW, write_health, "compare", wanted).decode()
    assert max(map(len, text.splitlines())) <= 80
    assert "A less B:" in text
    of_data = Wanted(period=year, member=PersonId(1), other=PersonId(2), format="json")
    data = json.loads(seen(demo_store, chapter, SAMPLE_NOW, write_health, "compare", of_data))
    given = next(each for each in data["figures"] if each["key"] == "given")
    assert f"  A  {given['one']}, {given['one_a_meeting']:.2f} a meeting" in text
    assert data["meetings_of_both"] >= 8
