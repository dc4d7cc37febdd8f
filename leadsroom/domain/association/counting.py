"""Adding up a chapter's figures by month.

What counts is what `leadsroom.domain.health.figures` says. No figure depends on the day of looking, so that a
month changes by entries alone: of the month that runs, too, it is its last day on which members are counted,
and who leaves today is none by then.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from leadsroom.domain.association.month import MonthFigures, first_of, month_of, months_before
from leadsroom.domain.health.chapter.growth import Stay, members_on, was_in_before
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.attendance import Became, Mark
from leadsroom.domain.people.follow_up import Belonging, Stage, came_to_be

MEETINGS, LEADS, RAW, BAD, INSIDE = "meetings", "leads", "raw", "bad", "inside"
ONE_TO_ONES, VISITS, DOLLARS, OWN_DOLLARS = "one_to_ones", "visits", "dollars", "own dollars"
# Of what is counted on a day, in which figures it counts: a bad lead is one of the raw.
_COUNTS_IN: dict[str, tuple[str, ...]] = {
    MEETINGS: ("meetings",),
    Mark.PRESENT.value: ("places", "present"),
    Mark.LATE.value: ("places", "late"),
    Mark.SUBSTITUTE.value: ("places", "substitutes"),
    Mark.MEDICAL.value: ("places", "medical"),
    Mark.ABSENT.value: ("places", "absent"),
    LEADS: ("leads",),
    INSIDE: ("leads", "inside"),
    RAW: ("raw",),
    BAD: ("raw", "bad"),
    ONE_TO_ONES: ("one_to_ones",),
    VISITS: ("visits",),
    DOLLARS: ("dollars_minor",),
    OWN_DOLLARS: ("dollars_minor", "own_minor"),
}


class Counted(Struct, frozen=True):
    """A number of something on a day; of dollars in minor units, and who reported them."""

    what: str
    on: date
    number: int
    who: PersonId | None = None


class VisitMade(Struct, frozen=True):
    """A visit at a meeting that is over, and its outcome where one was noted."""

    person_id: PersonId
    on: date
    became: Became | None = None


class Membership(Struct, frozen=True):
    """A membership or an application. `was_in` where it holds a seat or held one."""

    person_id: PersonId
    stay: Stay
    belonging: Belonging
    was_in: bool


class Newcomer(Struct, frozen=True):
    """Somebody who had been no member, on the day of the first visit; and whether they have joined since."""

    first_on: date
    has_joined: bool


def newcomers(visits: Iterable[VisitMade], memberships: Iterable[Membership]) -> Iterator[Newcomer]:
    """Everybody who came for the first time as a visitor. `visits` are all of theirs, in order."""
    of_person, belongings = defaultdict[PersonId, list[VisitMade]](list), _belongings(memberships)
    for visit in visits:
        of_person[visit.person_id].append(visit)
    for who, own in of_person.items():
        first, belongs = own[0].on, belongings[who]
        if any(each.joined_on is not None and each.joined_on < first for each in belongs):
            continue
        by_roster = came_to_be(belongs, first)
        by_outcome = by_roster is None and own[-1].became is Became.JOINED
        yield Newcomer(first, by_roster is Stage.JOINED or by_outcome)


def _belongings(memberships: Iterable[Membership]) -> defaultdict[PersonId, list[Belonging]]:
    found = defaultdict[PersonId, list[Belonging]](list)
    for each in memberships:
        found[each.person_id].append(each.belonging)
    return found


def months_of(
    counted: Sequence[Counted], visitors: Iterable[Newcomer], stays: Sequence[Stay], first: int, last: int
) -> dict[int, MonthFigures]:
    """The figures of each month, from one to another, in which anything counts."""
    figures = defaultdict[int, dict[str, Any]](dict)
    for month, sums in _sums(counted, visitors).items():
        figures[month].update(sums)
    for month, reported in _dollars_by_member(counted, {stay.person_id for stay in stays}).items():
        figures[month]["dollars_by_member"] = reported
    for month, on in _last_days(each.on for each in counted if each.what == MEETINGS).items():
        figures[month]["last_meeting_on"] = on
    of_person = defaultdict[PersonId, list[Stay]](list)
    for stay in stays:
        of_person[stay.person_id].append(stay)
    for month in {each for each in _months_of_change(stays) if first <= each <= last}:
        figures[month].update(_change(stays, of_person, month))
    return {
        month: MonthFigures(month=month, **figures[month], members=len(members_on(stays, last_of(month))))
        for month in sorted(figures)
        if first <= month <= last and any(figures[month].values())
    }


def last_of(month: int) -> date:
    """The last day of a month."""
    return first_of(months_before(month, -1)) - timedelta(days=1)


def _sums(counted: Iterable[Counted], visitors: Iterable[Newcomer]) -> dict[int, Counter[str]]:
    found = defaultdict[int, Counter[str]](Counter)
    for each in counted:
        for name in _COUNTS_IN[each.what]:
            found[month_of(each.on)][name] += each.number
    for visitor in visitors:
        found[month_of(visitor.first_on)].update(
            {"first_visits": 1, "visitors_joined": int(visitor.has_joined)}
        )
    return found


def _dollars_by_member(
    counted: Iterable[Counted], members: Collection[PersonId]
) -> dict[int, dict[str, int]]:
    found = defaultdict[int, Counter[str]](Counter)
    for each in counted:
        if each.who in members:
            found[month_of(each.on)][str(each.who)] += each.number
    return {month: dict(sorted(of.items())) for month, of in found.items()}


def _last_days(days: Iterable[date]) -> dict[int, date]:
    found: dict[int, date] = {}
    for day in days:
        found[month_of(day)] = max(day, found.get(month_of(day), day))
    return found


def _months_of_change(stays: Iterable[Stay]) -> set[int]:
    """The months in which members may have come or gone: who leaves on a day is gone on the next one."""
    days = [stay.since for stay in stays if stay.since is not None]
    ends = [stay.until for stay in stays if stay.until is not None]
    return {month_of(day) for day in (*days, *ends, *(end + timedelta(days=1) for end in ends))}


def _change(
    stays: Sequence[Stay], of_person: Mapping[PersonId, Sequence[Stay]], month: int
) -> dict[str, Any]:
    """Who is a member at the end of a month and was none before it, and the other way round."""
    before = members_on(stays, last_of(months_before(month, 1)))
    after = members_on(stays, last_of(month))
    came = [stay for stay in stays if stay.since is not None and month_of(stay.since) == month]
    days = [stay.since for stay in came if not was_in_before(of_person[stay.person_id], stay)]
    last = max((day for day in days if day is not None), default=None)
    return {"joined": len(after - before), "left": len(before - after), "last_joined_on": last}
