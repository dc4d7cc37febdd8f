"""The sheet for a visitor who thinks of joining: the seat, who passes to it, how soon, and at what cost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from io import BytesIO

import pytest
from pypdf import PdfReader

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.lead_facts import LeadFacts
from leadsroom.domain.health.sheets.joining import (
    CostAYear,
    HowSoonOfMany,
    SeatsLike,
    cost_a_year,
    how_soon_of_many,
    passed_to,
    seats_like,
)
from leadsroom.domain.health.statistics import Median
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.lead import LeadState
from leadsroom.domain.people.professions import HeldSeat
from leadsroom.domain.rules.chapter_rules import Dues, MoneyRules
from leadsroom.domain.rules.windows import Period, PeriodKind
from leadsroom.errors import Refused
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import write_health
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views.health.sheets.joining import joining_sheet
from tests.databases import ON_BOTH
from tests.past_meetings import membership_of, past_meeting, people_of
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.seen import seen

SEASON = Period(date(2026, 4, 1), SAMPLE_NOW.date())


@pytest.mark.parametrize(
    ("per", "dues"),
    [
        (PeriodKind.MEETING, 48 * 100),
        (PeriodKind.WEEK, 5_200),
        (PeriodKind.MONTH, 1_200),
        (PeriodKind.QUARTER, 400),
        (PeriodKind.HALF_YEAR, 200),
        (PeriodKind.YEAR, 100),
    ],
)
def test_a_year_costs_all_its_dues_and_meals(per: PeriodKind, dues: int) -> None:
    """Dues by the meeting for each usual one; the joining fee once, in the first year."""
    money = MoneyRules(dues=Dues(100, per, parts=1), join_fee=700, meal=10)
    cost = cost_a_year(money, 48)
    assert cost == CostAYear(dues, 480, 700, 48)
    assert (cost.first_year, cost.each_year) == (dues + 1_180, dues + 480)


def test_meals_as_ordered_are_in_no_sum() -> None:
    """Nobody knows what will be eaten; without rules a seat costs nothing."""
    cost = cost_a_year(MoneyRules(meal=10, meal_as_ordered=True), 48)
    assert cost == CostAYear(0, 0, 0, 48, meals_as_ordered=True)
    assert cost_a_year(MoneyRules(), 48).first_year == 0


def test_those_who_have_nothing_yet_stand_beside_the_median() -> None:
    """They are in none of its cases; each one's own time says how long they have waited."""
    found = how_soon_of_many([(3, 30), (None, 26), (1, 9), (2, 9), (8, 40), (5, 7), (None, 4)])
    assert found == HowSoonOfMany(Median(Fraction(3), 5, 2), 1, 8, (4, 26))
    assert how_soon_of_many([(3, 30), (None, 2)]) == HowSoonOfMany(Median(None, 1, 1), 3, 3, (2,))
    assert how_soon_of_many([]) == HowSoonOfMany(Median(None, 0), None, None, ())


def test_each_seat_is_the_same_or_close_or_of_the_sphere() -> None:
    """Each is counted once, as the closest that it is; one of another sphere in none."""
    spheres = {
        "Web design": frozenset({"business"}),
        "Website designer": frozenset({"business"}),
        "SEO": frozenset(),
        "Printer": frozenset({"office", "business"}),
        "Florist": frozenset({"events"}),
        "Mover": frozenset[str](),
    }
    seats = [HeldSeat(name) for name in spheres if name != "Web design"]
    found = seats_like(HeldSeat("Web design"), [*seats, HeldSeat("Printer")], spheres)
    assert found == SeatsLike(("Website designer",), ("SEO",), ("Printer",))


def _lead(giver: int, receiver: int, *, qualified: bool = True) -> LeadFacts:
    moment = datetime(2026, 11, 18, 15, tzinfo=UTC)
    return LeadFacts(
        id=LeadId(1),
        giver_id=PersonId(giver),
        receiver_id=PersonId(receiver),
        on=moment.date(),
        passed_at=moment,
        qualified=qualified,
        inside=False,
        bad=False,
        state=LeadState.OPEN,
    )


def test_leads_are_counted_by_the_professions_of_those_who_passed_them() -> None:
    """Raw ones are in no figure; two who held one profession are two members; a visitor is called so."""
    professions = {PersonId(1): "Florist", PersonId(2): "Banking", PersonId(3): "Banking", PersonId(9): "Law"}
    leads = [
        _lead(1, 9),
        _lead(2, 9),
        _lead(2, 9),
        _lead(3, 9),
        _lead(7, 9),
        _lead(1, 9, qualified=False),
        _lead(1, 2),
    ]
    found = passed_to(("Law",), leads, professions)
    assert (found.leads, found.members) == (5, 3)
    assert found.givers == (("Banking", 3), ("Florist", 1), ("visitors", 1))
    assert passed_to((), leads, professions).leads == 0


def _written(store: Store, format: str, profession: str) -> bytes:
    wanted = Wanted(period=SEASON, format=format, profession=profession)
    return seen(store, sample_chapter(store), SAMPLE_NOW, write_health, "joining", wanted)


@pytest.mark.parametrize("profession", ["Tax accountant", "Plumber", "Life coach", "[/] <b>x</b> #let *a*"])
def test_it_is_one_page_that_names_no_person(demo_store: Store, profession: str) -> None:
    """Whoever is asked about: professions are named, members, visitors and prospects are not."""
    text, page = (_written(demo_store, format, profession).decode() for format in ("text", "html"))
    (paper,) = PdfReader(BytesIO(_written(demo_store, "pdf", profession))).pages
    assert profession in text
    assert "<b>x" not in page
    assert "src=" not in page
    with demo_store.reading() as connection:
        people = [row.name for row in connection.execute(t.person.select())]
        prospects = [row.prospect for row in connection.execute(t.lead.select()) if len(row.prospect) > 5]
    for each in (text, page, paper.extract_text()):
        assert [name for name in (*people, *prospects) if name in each] == []


def test_a_held_seat_is_found_by_any_name(demo_store: Store) -> None:
    """And so are the leads to it; those of its sphere are counted by themselves."""
    chapter = sample_chapter(demo_store)
    sheet = seen(demo_store, chapter, SAMPLE_NOW, joining_sheet, "Tax accountant", SEASON)
    assert (sheet.seat.held, sheet.sphere) == ("Accounting", "Finance")
    same, close, others = sheet.passed
    assert (same.seats, same.leads, same.members) == (("Accounting",), 29, 13)
    assert close.leads == 0
    assert set(others.seats) == {"Business banking", "Property insurance", "Mortgage broker"}
    assert sheet.leads == 474
    assert sheet.brought.members == 17


@pytest.mark.parametrize(
    ("profession", "stands"),
    [
        ("Tax accountant", "The seat is held as Accounting."),
        ("Printer", "The seat is held. Nobody waits for it."),
        ("Plumber", "The seat is open."),
        ("Sign making", "The seat may be held. Nobody waits for it."),
    ],
)
def test_it_says_first_how_the_seat_stands(demo_store: Store, profession: str, stands: str) -> None:
    """One that may be another's by its name is not called open."""
    assert stands in _written(demo_store, "text", profession).decode()


def test_who_waits_is_counted_by_any_name_of_the_profession(store: Store, harborview: Chapter) -> None:
    """Nobody would be the first in line who is asked under another name than the one who waits."""
    here = {"chapter_id": harborview.id}
    with store.writing(harborview.id) as unit:
        person = unit.insert(t.person, **here, name="Tom Ray", name_key="tom ray")
        named = unit.insert(t.profession, **here, name="Tax accountant", name_key="tax accountant")
        held = {"person_id": person, "profession_id": named, "status": "waiting", "seat": 9, "offices": []}
        unit.insert(t.membership, **here, **held)
    waiting = {
        asked: seen(store, harborview, SAMPLE_NOW, joining_sheet, asked, SEASON).seat.waiting
        for asked in ("Tax accountant", "Accounting", "Plumber")
    }
    assert waiting == {"Tax accountant": 1, "Accounting": 1, "Plumber": 0}


def test_a_sheet_is_for_a_profession(demo_store: Store) -> None:
    """Without one there is none."""
    with pytest.raises(Refused, match="--profession"):
        _written(demo_store, "text", "")
    with pytest.raises(Refused, match="profession"):
        _written(demo_store, "text", " \x1b ")


def test_nobody_is_a_newcomer_before_the_first_meeting(store: Store, harborview: Chapter) -> None:
    """Who joined years ago, and has had no lead on a record that does not begin yet, has waited for none."""
    with store.writing(harborview.id) as unit:
        for who in people_of(store, harborview).values():
            unit.update(t.membership, membership_of(store, who), joined_on=date(2020, 3, 6))
    sheet = seen(store, harborview, SAMPLE_NOW, joining_sheet, "Florist", SEASON)
    assert (sheet.newcomers, sheet.first_lead.waits) == (0, ())


@ON_BOTH
def test_newcomers_are_timed_from_joining_to_leaving(store: Store, harborview: Chapter) -> None:
    """Who joined before the record is none; a raw lead is no first one, nor a lead after they have left."""
    joined = {
        "Maria Lopez": date(2020, 3, 6),
        "Ann Chu": date(2026, 10, 14),
        "Robert Diaz": date(2026, 10, 14),
        "Cyrus Ng": date(2026, 10, 21),
        "Dee Fox": date(2026, 10, 28),
        "Paul Whitfield": date(2026, 10, 14),
    }
    left = date(2026, 10, 28)
    people = people_of(store, harborview)
    days = [date(2026, 10, 7) + timedelta(weeks=week) for week in range(6)]
    meetings = {}
    for on in days:
        there = [
            who for who, since in joined.items() if since <= on and (who != "Paul Whitfield" or on <= left)
        ]
        meetings[on] = past_meeting(store, harborview, on, {people[who]: "P" for who in there}, was_held=True)

    def at(on: date) -> dict[str, object]:
        return {"chapter_id": harborview.id, "meeting_id": meetings[on]}

    with store.writing(harborview.id) as unit:
        for who, since in joined.items():
            unit.update(t.membership, membership_of(store, people[who]), joined_on=since)
        paul = membership_of(store, people["Paul Whitfield"])
        unit.update(t.membership, paul, status="ended", ended_on=left)
        for who, on, is_lead in (
            ("Robert Diaz", date(2026, 10, 14), True),
            ("Cyrus Ng", date(2026, 10, 21), False),
            ("Ann Chu", date(2026, 10, 28), True),
            ("Paul Whitfield", date(2026, 11, 4), True),
            ("Dee Fox", date(2026, 11, 11), True),
        ):
            moment = harborview.starts_at(on)
            unit.insert(
                t.lead,
                **at(on),
                giver_id=people["Maria Lopez"],
                receiver_id=people[who],
                passed_at=moment,
                lead_since=moment if is_lead else None,
                prospect="Jane Doe",
                phone="",
                phone_typed="",
                need="",
                expecting_call=True,
                inside=False,
                state="open",
            )
        unit.insert(
            t.closed_business,
            **at(date(2026, 11, 4)),
            reported_by_id=people["Ann Chu"],
            credited_to_id=people["Maria Lopez"],
            amount_minor=100,
            currency="USD",
            note="",
            at=harborview.starts_at(date(2026, 11, 4)),
        )
    now = datetime(2026, 11, 18, 14, tzinfo=UTC)
    sheet = seen(store, harborview, now, joining_sheet, "Florist", Period(days[0], now.date()))
    assert sheet.newcomers == 5
    assert sheet.first_lead == HowSoonOfMany(Median(None, 3, 2), 1, 3, (3, 4))
    assert sheet.first_dollar == HowSoonOfMany(Median(None, 1, 4), 3, 3, (2, 3, 4, 5))
    assert (sheet.size, sheet.growth.came, sheet.growth.left) == (5, 4, 0)
    assert (sheet.brought.members, sheet.brought.nothing) == (1, 1)
