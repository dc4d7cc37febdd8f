"""What somebody who thinks of joining may know of the chapter: professions are named, and no person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health import figures as counting
from leadsroom.domain.health.chapter.growth import Growth, growth, members_on, stays_of
from leadsroom.domain.health.lead_facts import LeadFacts
from leadsroom.domain.health.member_health import MemberHealth
from leadsroom.domain.health.sheets.joining import (
    NEWCOMERS,
    CostAYear,
    HowSoonOfMany,
    Newcomer,
    PassedTo,
    cost_a_year,
    how_soon_of_many,
    passed_to,
    seats_like,
)
from leadsroom.domain.health.statistics import Median, median_of
from leadsroom.domain.people.professions import (
    CloseSeats,
    HeldSeat,
    Profession,
    close_seats,
    is_same_profession,
    overlaps_with,
)
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.rules.windows import Period, months_later
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.errors import Refused
from leadsroom.store.read.health.lead_facts import lead_facts
from leadsroom.store.read.health.newcomers import FirstDays, newcomers
from leadsroom.store.read.people.roster import members as read_members
from leadsroom.store.read.people.seats import professions
from leadsroom.store.read.season import calendar_of
from leadsroom.store.reading import Reading
from leadsroom.views.health.days import ever_in, record_begins
from leadsroom.views.health.figures import why_unknown
from leadsroom.views.health.member_health import member_health
from leadsroom.views.health.own_texts import chapter_catalogue


class SeatAsked(Struct, frozen=True):
    """The seat of a profession: the one that `holds` it, those that may be the same, those close to it and
    why, and how many wait for it. Professions only.
    """

    profession: str
    held: str = ""
    perhaps: tuple[str, ...] = ()
    close: tuple[tuple[str, str], ...] = ()
    waiting: int = 0


class BroughtAMember(Struct, frozen=True):
    """What the members with a place at every meeting of the window reported, in minor units, and received.

    `nothing`: how many of them reported no dollars.
    """

    members: int
    dollars: Median
    leads: Median
    nothing: int


class JoiningSheet(Struct, frozen=True):
    """All that the sheet says, as it is on record now; `leads` are all of the window, raw ones left out.

    `passed` are the leads to this profession, to those close to it, and to the others of its `sphere`.
    """

    chapter: Chapter
    today: date
    period: Period
    meetings: int
    seat: SeatAsked
    leads: int
    passed: tuple[PassedTo, PassedTo, PassedTo]
    sphere: str
    newcomers: int
    first_lead: HowSoonOfMany
    first_dollar: HowSoonOfMany
    cost: CostAYear
    brought: BroughtAMember
    size: int
    growth: Growth


def joining_sheet(reading: Reading, profession: str, period: Period) -> JoiningSheet:
    """The sheet for somebody of a profession, as it was typed. Raises Refused for none."""
    asked = clean(profession)
    if not asked:
        raise Refused("Type the profession of the person who thinks of joining.")
    connection, chapter, today = reading.connection, reading.chapter, reading.today
    everybody = read_members(connection, chapter.id)
    members = ever_in(reading)
    leads = lead_facts(connection, chapter, period)
    health = member_health(reading, period)
    stays = stays_of(members)
    listed = professions(connection, chapter.id)
    sphere, passed = _passed(reading, asked, members, leads, listed)
    timed = _newcomers(reading, members)
    return JoiningSheet(
        chapter=chapter,
        today=today,
        period=period,
        meetings=health.regular_meetings,
        seat=_seat(asked, everybody, listed),
        leads=sum(each.qualified for each in leads),
        passed=passed,
        sphere=sphere,
        newcomers=len(timed),
        first_lead=how_soon_of_many((each.first_lead, each.meetings) for each in timed),
        first_dollar=how_soon_of_many((each.first_dollar, each.weeks) for each in timed),
        cost=cost_a_year(chapter.rules.money, _meetings_a_year(reading)),
        brought=_brought(health.throughout),
        size=len(members_on(stays, today)),
        growth=growth(stays, period, record_begins(reading)),
    )


def _seat_of(name: str, listed: Sequence[Profession]) -> HeldSeat:
    """A profession with the family that the chapter has given it, if any."""
    families = (each.family for each in listed if fold(each.name) == fold(name))
    return HeldSeat(name, next(families, ""))


def _seat(asked: str, everybody: Sequence[Member], listed: Sequence[Profession]) -> SeatAsked:
    held = [_seat_of(m.profession, listed) for m in everybody if m.status.holds_seat]
    found: CloseSeats = close_seats(asked, held)
    likely = {fold(each.profession) for each in found.likely}
    around = overlaps_with(_seat_of(asked, listed), held)
    same = found.same.profession if found.same is not None else ""
    names = {asked, same or asked}
    return SeatAsked(
        profession=asked,
        held=same,
        perhaps=tuple(each.profession for each in found.likely),
        close=tuple(
            (each.other.profession, each.why)
            for each in around
            if fold(each.other.profession) not in likely and each.other.profession != same
        ),
        waiting=sum(
            any(is_same_profession(name, m.profession) for name in names)
            for m in everybody
            if m.status is MembershipStatus.WAITING
        ),
    )


def _passed(
    reading: Reading,
    asked: str,
    members: Sequence[Member],
    leads: Sequence[LeadFacts],
    listed: Sequence[Profession],
) -> tuple[str, tuple[PassedTo, PassedTo, PassedTo]]:
    """The sphere of a profession, and the leads to it, to those close to it, and to others of its sphere."""
    catalogue = chapter_catalogue(reading)
    given = {name: _given_sphere(name, listed) for name in {asked, *(m.profession for m in members)}}
    in_catalogue = {name: catalogue.sphere_of(name) for name in given}
    spheres = {
        name: frozenset(fold(each) for each in (given[name], in_catalogue[name]) if each) for name in given
    }
    seats = [_seat_of(m.profession, listed) for m in members]
    like = seats_like(_seat_of(asked, listed), seats, spheres)
    latest = sorted(members, key=lambda m: (m.status.holds_seat, m.joined_on or date.min, m.id))
    by_person = {m.person.id: m.profession for m in latest}
    same, close, others = (
        passed_to(names, leads, by_person) for names in (like.same, like.close, like.sphere)
    )
    return given[asked] or in_catalogue[asked], (same, close, others)


def _given_sphere(name: str, listed: Sequence[Profession]) -> str:
    """The sphere that the chapter has given a profession, by any of its names; empty where it has none."""
    own = [each for each in listed if each.sphere and is_same_profession(each.name, name)]
    return min(own, key=lambda each: fold(each.name) != fold(name)).sphere if own else ""


def _newcomers(reading: Reading, members: Sequence[Member]) -> list[Newcomer]:
    """The last ten who joined since the record begins, each once: who came back is no newcomer then."""
    begins, today = record_begins(reading), reading.today
    came = {
        m.person.id: m
        for m in sorted(members, key=lambda m: (m.joined_on or date.min, m.id))
        if m.joined_on is not None and m.joined_on <= today and not why_unknown(members, m, begins)
    }
    last = sorted(came.values(), key=lambda m: (m.joined_on or date.min, m.id))[-NEWCOMERS:]
    found = newcomers(reading.connection, reading.chapter, last)
    return [_newcomer(each, found[each.id], today) for each in last]


def _newcomer(member: Member, first: FirstDays, today: date) -> Newcomer:
    joined_on, until = member.joined_on or today, min(today, member.ended_on or today)
    return Newcomer(
        first_lead=counting.meetings_to(first.first_lead_on, joined_on, first.places, "").number,
        meetings=len(first.places),
        first_dollar=counting.weeks_to(first.first_dollar_on, joined_on, until, "").number,
        weeks=max(0, (until - joined_on).days // 7),
    )


def _meetings_a_year(reading: Reading) -> int:
    """The meetings of the next twelve months by the calendar, holidays left out."""
    calendar, today = calendar_of(reading.connection, reading.chapter), reading.today
    end, number = months_later(today, 12), 0
    for each in calendar.season(today):
        if each.on >= end:
            break
        number += each.meets
    return number


def _brought(throughout: Sequence[MemberHealth]) -> BroughtAMember:
    dollars = [each.reported.total.minor for each in throughout]
    return BroughtAMember(
        members=len(throughout),
        dollars=median_of(dollars),
        leads=median_of(each.figures.received for each in throughout),
        nothing=sum(not minor for minor in dollars),
    )
