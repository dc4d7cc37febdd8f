"""What counts of a month, and what an act has to have counted again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from leadsroom.acts.association.months_concerned import MonthsConcerned, months_concerned
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.leads.commands import LogOneToOne
from leadsroom.acts.people.commands import EndMembership, ImportedVisit, ImportVisits
from leadsroom.domain.association import counting
from leadsroom.domain.association.counting import (
    Counted,
    Membership,
    Newcomer,
    VisitMade,
    months_of,
    newcomers,
)
from leadsroom.domain.association.month import MonthFigures, months_before, months_between
from leadsroom.domain.health.chapter.growth import Stay
from leadsroom.domain.ids import ChapterId, MembershipId, PersonId
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.people.follow_up import Belonging
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.store.read.association.months import read_months
from leadsroom.store.read.association.overview import members_of
from leadsroom.store.row_changes import RowChange
from leadsroom.store.store import Store
from tests.association.noted_months import noted_and_counted
from tests.domain.leads import CHAPTER
from tests.harborview import SetClock, found_chapter
from tests.sample import sample_chapter

ANN, BEA, VIC = PersonId(1), PersonId(2), PersonId(9)


def day(text: str) -> date:
    """A day of 2026: `03-31`."""
    return date.fromisoformat(f"2026-{text}")


def stay(who: PersonId, since: str | None, until: str | None = None) -> Stay:
    """A membership."""
    return Stay(who, "", since and day(since), until and day(until), until is not None)  # type: ignore[arg-type]


def of_months(*stays: Stay) -> dict[int, tuple[int, int, int]]:
    """By months, how many are members at the end, how many have come and how many have gone."""
    found = months_of([], [], stays, 202601, 202612)
    return {month: (each.members, each.joined, each.left) for month, each in found.items()}


@pytest.mark.parametrize(
    ("stays", "expected"),
    [
        ([], {}),
        ([stay(ANN, "03-01")], {202603: (1, 1, 0)}),
        ([stay(ANN, "03-31")], {202603: (1, 1, 0)}),
        # Of whom no day is on record, nobody knows when they came.
        ([stay(ANN, None)], {}),
        ([stay(ANN, None), stay(BEA, "03-15")], {202603: (2, 1, 0)}),
        ([stay(ANN, None, "03-15")], {202603: (0, 0, 1)}),
        # On the last day they are members still.
        ([stay(ANN, None, "03-31")], {202604: (0, 0, 1)}),
        # Who left and came back in one month has stayed, and who came and left in it was at neither end.
        ([stay(ANN, None, "03-10"), stay(ANN, "03-20")], {202603: (1, 0, 0)}),
        ([stay(ANN, "03-10", "03-20")], {202603: (0, 0, 0)}),
        ([stay(ANN, "03-10", "05-20")], {202603: (1, 1, 0), 202605: (0, 0, 1)}),
    ],
)
def test_members_are_those_of_the_last_day(
    stays: list[Stay], expected: dict[int, tuple[int, int, int]]
) -> None:
    """Whoever is one then and was none before the month has joined, the other way round has left."""
    assert of_months(*stays) == expected


def test_who_came_back_on_the_next_day_is_not_new() -> None:
    """The last day of joining is that of somebody who was no member the day before."""
    stays = [stay(ANN, "01-07", "03-10"), stay(ANN, "03-11"), stay(BEA, "03-04")]
    found = months_of([], [], stays, 202601, 202612)
    assert {month: each.last_joined_on for month, each in found.items()} == {
        202601: day("01-07"),
        202603: day("03-04"),
    }


def test_a_bad_lead_is_raw_and_an_inside_one_a_lead() -> None:
    """What is counted on a day counts in each figure that it is a part of, in the month of that day."""
    counted = [
        Counted(counting.LEADS, day("03-04"), 3),
        Counted(counting.INSIDE, day("03-31"), 2),
        Counted(counting.RAW, day("03-11"), 4),
        Counted(counting.BAD, day("03-18"), 1),
        Counted("S", day("03-18"), 2),
        Counted("P", day("04-01"), 5),
        Counted(counting.MEETINGS, day("04-01"), 1),
        Counted(counting.DOLLARS, day("03-04"), 10_000, ANN),
        Counted(counting.OWN_DOLLARS, day("03-11"), 500, ANN),
        Counted(counting.DOLLARS, day("03-11"), 70, VIC),  # who never was a member
    ]
    stays = [stay(ANN, None), stay(BEA, None)]
    assert months_of(counted, [], stays, 202601, 202612) == {
        202603: MonthFigures(
            month=202603,
            leads=5,
            inside=2,
            raw=5,
            bad=1,
            places=2,
            substitutes=2,
            members=2,
            dollars_minor=10_570,
            own_minor=500,
            dollars_by_member={"1": 10_500},
        ),
        202604: MonthFigures(
            month=202604, meetings=1, places=5, present=5, members=2, last_meeting_on=day("04-01")
        ),
    }


def belonging(status: MembershipStatus, joined: str | None = None, applied: str | None = None) -> Membership:
    """What Vic is to the chapter."""
    days = joined and day(joined), applied and day(applied)
    return Membership(VIC, Stay(VIC, ""), Belonging(status, *days), False)  # type: ignore[arg-type]


MARCH = day("03-04")
ACTIVE, ENDED, APPLICANT = MembershipStatus.ACTIVE, MembershipStatus.ENDED, MembershipStatus.APPLICANT


@pytest.mark.parametrize(
    ("outcomes", "belongings", "expected"),
    [
        ([None], [], [False]),
        ([Became.JOINED], [], [True]),
        # The outcome of the last visit is the one that stands.
        ([Became.JOINED, None], [], [False]),
        ([None, Became.JOINED], [], [True]),
        # What the roster says comes first.
        ([Became.JOINED], [belonging(APPLICANT)], [False]),
        ([Became.NOT_INTERESTED], [belonging(ACTIVE, "05-01")], [True]),
        ([None], [belonging(ENDED, "05-01")], [True]),
        ([None], [belonging(ENDED, None, "05-01")], [False]),
        ([None], [belonging(ACTIVE, "03-04")], [True]),
        # Who was a member before is no newcomer.
        ([None], [belonging(ENDED, "01-07")], []),
        ([None], [belonging(ACTIVE, "03-03")], []),
    ],
)
def test_visitors_who_joined(
    outcomes: list[Became | None], belongings: list[Membership], expected: list[bool]
) -> None:
    """They are counted on the day of the first visit, by the roster, or else by the last outcome."""
    visits = [VisitMade(VIC, date(2026, 3 + number, 4), outcome) for number, outcome in enumerate(outcomes)]
    assert list(newcomers(visits, belongings)) == [Newcomer(MARCH, has) for has in expected]


def test_months_go_over_the_year() -> None:
    """January comes after December."""
    assert list(months_between(202511, 202602)) == [202511, 202512, 202601, 202602]
    assert months_before(202602, 13) == 202501
    assert counting.last_of(202602) == day("02-28")
    assert counting.last_of(202512) == date(2025, 12, 31)


# What an act has counted again

AT = "2026-12-01T06:30:00+00:00"  # still November in Los Angeles
LEAD: dict[str, Any] = {
    "id": 5,
    "meeting_id": None,
    "passed_at": AT,
    "lead_since": AT,
    "receiver_says": None,
    "inside": False,
    "withdrawn_at": None,
    "same_as_id": None,
    "note": "",
}
MEETING = {"id": 7, "on_date": "2026-10-28", "state": "closed", "kind": "regular"}
VISIT = {"id": 4, "meeting_id": 7, "person_id": 9, "at": AT, "became": None, "withdrawn_at": None}
SHIP: dict[str, Any] = {
    "id": 3,
    "person_id": 9,
    "status": "active",
    "seat": 1,
    "joined_on": "2026-01-07",
    "ended_on": None,
    "applied_on": None,
    "waiting_since": None,
}
NONE, ALL = MonthsConcerned(), MonthsConcerned(are_all=True)


def changed(table: str, row: dict[str, Any], **values: Any) -> RowChange:
    """A row before and after."""
    return RowChange(table, row["id"], row, row | values)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (RowChange("lead", 5, None, LEAD), MonthsConcerned(months={202611})),
        (RowChange("lead", 5, LEAD, None), MonthsConcerned(months={202611})),
        (changed("lead", LEAD, note="more"), NONE),
        (changed("lead", LEAD, lead_since=None), MonthsConcerned(months={202611})),
        (changed("lead", LEAD, lead_since="2026-12-02T06:30:00+00:00"), NONE),
        (changed("lead", LEAD, receiver_says=True), NONE),
        (changed("lead", LEAD, meeting_id=7), MonthsConcerned(months={202611}, meetings={7})),
        (changed("lead", LEAD, inside=True), MonthsConcerned(months={202611}, leads={5})),
        (changed("lead", LEAD | {"withdrawn_at": AT}, lead_since=None), NONE),
        (changed("meeting", MEETING, state="live"), MonthsConcerned(months={202610}, visited={7})),
        (changed("meeting", MEETING | {"state": "live"}, state="planned"), NONE),
        (changed("meeting", MEETING, prompt="hurry"), NONE),
        (RowChange("visit", 4, None, VISIT), MonthsConcerned(visitors={9}, meetings={7})),
        (changed("visit", VISIT, became="joined"), MonthsConcerned(visitors={9})),
        (changed("visit", VISIT, became_note="too far"), NONE),
        (RowChange("visit", 4, None, VISIT | {"of_member_elsewhere": True}), NONE),
        # A visit that turns out to be one of a member of another chapter is found by nobody any more.
        (
            changed("visit", VISIT, person_id=8, of_member_elsewhere=True),
            MonthsConcerned(visitors={9}, meetings={7}),
        ),
        (changed("visit", VISIT, person_id=8), MonthsConcerned(visitors={8, 9}, meetings={7})),
        (RowChange("membership", 3, None, SHIP), ALL),
        (changed("membership", SHIP, seat=2), NONE),
        (changed("membership", SHIP, status="on leave"), NONE),
        (changed("membership", SHIP, status="ended", ended_on="2026-11-18"), ALL),
        (
            RowChange("membership", 3, None, SHIP | {"status": "applicant", "joined_on": None}),
            MonthsConcerned(visitors={9}),
        ),
        (RowChange("turn", 1, None, {"id": 1}), NONE),
    ],
)
def test_an_act_concerns_the_months_of_what_counts(change: RowChange, expected: MonthsConcerned) -> None:
    """A row counts in its own month, in those of its meeting, its visitor or its reports, or in all."""
    assert months_concerned([change], CHAPTER, None) == expected


# As they are noted


def test_the_sample_chapter_s_months_are_noted(demo_store: Store) -> None:
    """Its season was played by acts, and what is noted is what is counted: half a year of meetings."""
    noted, counted = noted_and_counted(demo_store)
    assert noted == counted
    months = noted[sample_chapter(demo_store).id]
    assert sum(each.meetings for each in months) > 20
    assert all(
        each.places == each.present + each.late + each.substitutes + each.medical + each.absent
        for each in months
    )


def test_months_are_read_of_the_chapters_asked_for(sqlite_store: Store) -> None:
    """A chapter without a row has an empty list, and its members are counted where they sit."""
    one, other = found_chapter(sqlite_store), found_chapter(sqlite_store, name="Bayside")
    with sqlite_store.reading() as connection:
        assert read_months(connection, [one.id, other.id], 202601, 202612) == {one.id: [], other.id: []}
        assert read_months(connection, [], 202601, 202612) == {}
        assert members_of(connection, [one.id, ChapterId(99)]) == {one.id: 6}


@pytest.mark.parametrize("on", [date.min, date(1, 2, 1), date(1899, 12, 31)])
def test_what_is_dated_before_all_that_is_counted_changes_no_month(sqlite_store: Store, on: date) -> None:
    """A year that was mistyped does not stop an act either."""
    desk = SyncDesk(sqlite_store, found_chapter(sqlite_store).id, SetClock(), "A")
    desk.do(EndMembership(MembershipId(3), on))
    desk.do(LogOneToOne(ANN, BEA, on))
    desk.do(ImportVisits((ImportedVisit(name="Vic Dow", on=on),), "one visit"))
    noted, counted = noted_and_counted(sqlite_store)
    assert noted == counted
