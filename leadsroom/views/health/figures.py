"""What everybody did in a period, and what one member's season comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health import figures as counting
from leadsroom.domain.health.counts import figures_by_person
from leadsroom.domain.health.figures import Figures, HowSoon, TrendMonth
from leadsroom.domain.health.meetings import LateEntry, MeetingInPeriod, NotClosed, not_closed
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.membership import in_roster_order
from leadsroom.domain.people.roster import Member, MembershipStatus, Person
from leadsroom.domain.rules.windows import Period, Window, WindowKind
from leadsroom.errors import Refused
from leadsroom.store.read.health.counts import period_counts
from leadsroom.store.read.health.meetings import changed_afterwards, dated_back, first_held, meetings_in
from leadsroom.store.read.health.member import dollar_days, lead_days, places_of
from leadsroom.store.read.people.roster import members as read_members
from leadsroom.store.read.people.roster import names_of
from leadsroom.store.read.season import calendar_of
from leadsroom.store.reading import Reading

TREND_MONTHS = 12
_NEAR = timedelta(weeks=1)  # a meeting held on another day stands for a date less than a week away


class MemberFigures(Struct, frozen=True):
    """A member and their figures."""

    person: Person
    figures: Figures


class FiguresOfPeriod(Struct, frozen=True):
    """What was done in a period, as it is on record now.

    `members` are everybody who had a place or a figure in it, in the order of the roster. `visitors` are all
    others added up: visitors, members of other chapters, and visits that nobody had hosted. `total` is the
    sum of both.
    `meetings` are the closed ones, in order; `not_closed` the dates until today of which none was closed.
    `corrections` are what was changed at a meeting once it was over, and what was entered once the period was
    over, with the date that it is about and the moment.
    """

    chapter: Chapter
    period: Period
    today: date
    members: tuple[MemberFigures, ...]
    visitors: Figures
    total: Figures
    meetings: tuple[MeetingInPeriod, ...]
    not_closed: tuple[NotClosed, ...] = ()
    corrections: tuple[LateEntry, ...] = ()

    def of(self, person_id: PersonId) -> Figures:
        """Those of one member; zeros where there is nothing."""
        found = (each.figures for each in self.members if each.person.id == person_id)
        return next(found, Figures(currency=self.chapter.currency))


def figures(reading: Reading, period: Period) -> FiguresOfPeriod:
    """What everybody did in a period, as it is on record now."""
    connection, chapter, today = reading.connection, reading.chapter, reading.today
    counted = figures_by_person(period_counts(connection, chapter, period), chapter.currency)
    people = _members(reading, period, counted)
    of_members = tuple(MemberFigures(person, counted[person.id]) for person in people)
    others = (found for who, found in counted.items() if who not in {person.id for person in people})
    around = Period(_moved(period.first, -_NEAR), _moved(period.last, _NEAR))
    meetings = meetings_in(connection, chapter, around)
    late = changed_afterwards(connection, chapter, period)
    late += [each.entry for each in dated_back(connection, chapter, period)]
    return FiguresOfPeriod(
        chapter=chapter,
        period=period,
        today=today,
        members=of_members,
        visitors=counting.total(others, chapter.currency),
        total=counting.total(counted.values(), chapter.currency),
        meetings=tuple(m for m in meetings if m.is_closed and period.holds(m.on)),
        not_closed=not_closed(
            calendar_of(connection, chapter),
            period,
            meetings,
            today,
            first_held(connection, chapter),
        ),
        corrections=tuple(sorted(late)),
    )


def _moved(day: date, by: timedelta) -> date:
    number = day.toordinal() + by.days
    return date.fromordinal(min(max(number, date.min.toordinal()), date.max.toordinal()))


def _members(
    reading: Reading, period: Period, counted: Mapping[PersonId | None, Figures]
) -> tuple[Person, ...]:
    """Those with a figure who had a place, or had joined by the end of the period; each once."""
    found: dict[PersonId, Person] = {}
    for member in in_roster_order(read_members(reading.connection, reading.chapter_id)):
        mine = counted.get(member.person.id)
        if mine is not None and not mine.is_empty and (mine.meetings or was_in(member, period)):
            found.setdefault(member.person.id, member.person)
    return tuple(found.values())


_NEVER_IN = (MembershipStatus.APPLICANT, MembershipStatus.WAITING)


def was_in(member: Member, period: Period) -> bool:
    """Whether a membership had begun by the end of a period, however long ago it has ended.

    Without a day of joining on record everybody had joined but those who wait for it.
    """
    if member.joined_on is None:
        return member.status not in _NEVER_IN
    return member.joined_on <= period.last


class SeasonPart(Struct, frozen=True):
    """A member's figures of a part of their season."""

    period: Period
    figures: Figures


class MemberSeason(Struct, frozen=True):
    """What a member's season comes to, as it is on record now.

    `since_joining` begins on the day of joining, or where that is not on record with their first place or
    the chapter's first meeting; nothing is on record of before `record_begins`, the date of the chapter's
    first closed meeting. `first_lead` and `first_dollar` are of the time until they left. `never_exchanged`
    are those of the table with whom they have never exchanged a lead in either direction, in table order.
    `trend` are the last twelve months by the calendar, the oldest first.
    """

    person: Person
    joined_on: date | None
    record_begins: date | None
    since_joining: SeasonPart
    last_12_months: SeasonPart
    last_6_months: SeasonPart
    first_lead: HowSoon
    first_dollar: HowSoon
    never_exchanged: tuple[Person, ...]
    trend: tuple[TrendMonth, ...]


def member_season(reading: Reading, person_id: PersonId) -> MemberSeason:
    """The season of somebody who holds a seat, or held one. Raises Refused for anybody else."""
    connection, chapter, today = reading.connection, reading.chapter, reading.today
    everybody = read_members(connection, chapter.id)
    member = need_membership(reading, everybody, person_id)
    leads = lead_days(connection, chapter, person_id)
    dollars = dollar_days(connection, chapter, person_id)
    joined_on, begins = member.joined_on, first_held(connection, chapter)
    until = min(today, member.ended_on or today)
    places = places_of(connection, chapter, person_id, joined_on or date.min)
    why = why_unknown(everybody, member, begins)
    met = counting.exchanged_with(person_id, leads)
    since = min(joined_on or min([*places, begins or today]), today)
    return MemberSeason(
        person=member.person,
        joined_on=joined_on,
        record_begins=begins,
        since_joining=_part(reading, person_id, since),
        last_12_months=_part(reading, person_id, _months_back(today, 12)),
        last_6_months=_part(reading, person_id, _months_back(today, 6)),
        first_lead=counting.first_lead(
            person_id,
            joined_on,
            (on for on in places if on <= until),
            (lead for lead in leads if lead.on <= until),
            why,
        ),
        first_dollar=counting.first_dollar(
            person_id, joined_on, (each for each in dollars if each.on <= until), until, why
        ),
        never_exchanged=tuple(
            each.person
            for each in everybody
            if each.status.holds_seat and each.person.id not in met and each.person.id != person_id
        ),
        trend=counting.trend(person_id, counting.months_until(today, TREND_MONTHS), leads, dollars),
    )


def membership_of(everybody: tuple[Member, ...], person_id: PersonId) -> Member | None:
    """The membership that holds, else the last that held; an application is none."""
    own = [member for member in everybody if member.person.id == person_id]
    held = [m for m in own if m.status.holds_seat or m.joined_on is not None or m.ended_on is not None]
    return max(held, key=lambda m: (m.status.holds_seat, m.joined_on or date.min, m.id), default=None)


def why_unknown(everybody: Iterable[Member], member: Member, record_begins: date | None) -> str:
    """Why it is not counted how soon something first came in a membership; empty where it is.

    Who came back is no newcomer: what came first came in an earlier membership.
    """
    before = member.joined_on or date.min
    ended = (m.ended_on for m in everybody if m.person.id == member.person.id and m.id != member.id)
    if any(on is not None and on <= before for on in ended):
        return "was a member before"
    return counting.unknown_since(member.joined_on, record_begins)


def need_membership(reading: Reading, everybody: tuple[Member, ...], person_id: PersonId) -> Member:
    """The same. Raises Refused for whoever never was a member."""
    member = membership_of(everybody, person_id)
    if member is None:
        name = names_of(reading.connection, reading.chapter_id).get(person_id)
        raise Refused(f"{name or 'That person'} was never a member here. Choose a member.")
    return member


def _part(reading: Reading, person_id: PersonId, since: date) -> SeasonPart:
    """A member's figures from a day on, until today."""
    chapter, period = reading.chapter, Period(since, reading.today)
    counted = reading.once(
        f"figures since {since}",
        lambda connection, _: figures_by_person(period_counts(connection, chapter, period), chapter.currency),
    )
    return SeasonPart(period, counted.get(person_id, Figures(currency=chapter.currency)))


def _months_back(today: date, months: int) -> date:
    """The first day of the last months, as rules count them."""
    return Window(WindowKind.ROLLING_MONTHS, months).first_day(today)
