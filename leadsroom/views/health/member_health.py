"""One line a member: what each did in a period, and what that leaves to be asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health import figures as counting
from leadsroom.domain.health.advice import Around, advice, by_need, is_current
from leadsroom.domain.health.cost import Cost
from leadsroom.domain.health.counts import figures_by_person
from leadsroom.domain.health.figures import Figures, HowSoon
from leadsroom.domain.health.meetings import MeetingInPeriod
from leadsroom.domain.health.member_health import (
    HealthFigures,
    MemberHealth,
    ServedCount,
    added_up,
    first_paid_long_ago,
    months_between,
)
from leadsroom.domain.health.renewal import is_near, renews_on
from leadsroom.domain.health.statistics import Share
from leadsroom.domain.ids import MembershipId, PersonId
from leadsroom.domain.leads.slip_check import CheckCount, Served
from leadsroom.domain.people.membership import in_roster_order, is_on_leave
from leadsroom.domain.people.roster import Member
from leadsroom.domain.rules.windows import Period
from leadsroom.store.read.health import members as read
from leadsroom.store.read.health.counts import period_counts
from leadsroom.store.read.health.meetings import first_held, meetings_in
from leadsroom.store.read.health.newcomers import FirstDays, newcomers
from leadsroom.store.read.people.absences import leaves_by_membership
from leadsroom.store.read.people.roster import members as read_members
from leadsroom.store.reading import Reading
from leadsroom.views.health.costs import costs
from leadsroom.views.health.figures import membership_of, need_membership, was_in, why_unknown

Who = PersonId | None
T = TypeVar("T")


class HealthOfMembers(Struct, frozen=True):
    """Everybody's line, as it is on record now.

    `members` are those who hold a seat, whether they have any figure or none, and who else has a figure and
    had a place or had joined; in the order of the roster. `others` are the figures of everybody else added
    up: visitors, members of other chapters, and visits that nobody had hosted. `total` is the
    sum of both. `meetings` are the closed ones of the period, in order.
    `has_advice`: its days are not over so long that nobody has any.
    """

    chapter: Chapter
    period: Period
    members: tuple[MemberHealth, ...]
    others: HealthFigures
    total: HealthFigures
    meetings: tuple[MeetingInPeriod, ...]
    has_advice: bool = True

    @property
    def regular_meetings(self) -> int:
        """How many of the meetings count for attendance."""
        return sum(each.counts_attendance for each in self.meetings)

    @property
    def throughout(self) -> tuple[MemberHealth, ...]:
        """Those who had a place at every regular meeting, whether they came or not: of these medians are."""
        regular = self.regular_meetings
        return tuple(each for each in self.members if regular and each.figures.meetings == regular)

    @property
    def most_pressing_first(self) -> tuple[MemberHealth, ...]:
        """Those for whom something should be done first, then everybody else in the order of the roster."""
        return by_need(self.members)


def member_health(reading: Reading, period: Period) -> HealthOfMembers:
    """One line a member over a period, as it is on record now."""
    connection, chapter = reading.connection, reading.chapter
    figures = _figures(reading, period)
    everybody = read_members(connection, chapter.id)
    members = _listed(everybody, period, figures)
    soon = _how_soon(reading, everybody, members)
    nothing = _nothing(reading, period)
    leaves = leaves_by_membership(connection, chapter.id)
    lines = [
        replace(
            _line(reading, each, figures.get(each.person.id, nothing), soon[each.id]),
            is_on_leave=is_on_leave(each, leaves, reading.today),
        )
        for each in members
    ]
    here = {each.person.id for each in lines}
    others = added_up(
        (nothing, *(each for who, each in figures.items() if who not in here)), chapter.currency
    )
    total = added_up([*lines, others], chapter.currency)
    around = Around(total, reading.today, chapter.country, period.last)
    return HealthOfMembers(
        chapter=chapter,
        period=period,
        members=tuple(replace(each, advice=advice(each, around)) for each in lines),
        others=others,
        total=total,
        meetings=tuple(m for m in meetings_in(connection, chapter, period) if m.is_closed),
        has_advice=is_current(period.last, reading.today),
    )


def line_of(reading: Reading, health: HealthOfMembers, person_id: PersonId) -> MemberHealth:
    """Somebody's line; one of zeros for who has left. Raises Refused for whoever never was a member."""
    line = next((each for each in health.members if each.person.id == person_id), None)
    if line is not None:
        return line
    everybody = read_members(reading.connection, reading.chapter_id)
    member = need_membership(reading, everybody, person_id)
    soon = _how_soon(reading, everybody, [member])
    return _line(reading, member, _nothing(reading, health.period), soon[member.id])


def _nothing(reading: Reading, period: Period) -> HealthFigures:
    currency = reading.chapter.currency
    return HealthFigures(
        figures=Figures(currency=currency),
        paid_once=Share(0, 0) if first_paid_long_ago(period, reading.today) else None,
        cost=Cost(currency),
    )


def _figures(reading: Reading, period: Period) -> dict[Who, HealthFigures]:
    """What each person did in a period; under None the visits that nobody hosted."""
    connection, chapter = reading.connection, reading.chapter
    counted = figures_by_person(period_counts(connection, chapter, period), chapter.currency)
    given, received = _own_purchases(reading, period)
    long_ago, nothing = first_paid_long_ago(period, reading.today), _nothing(reading, period)
    once = _by_person(read.paid_once(connection, chapter, long_ago) if long_ago else {})
    checks = _by_person(read.slips_checked(connection, chapter, period))
    served = _served(reading, period)
    cost = _by_person(costs(reading, period))
    return {
        who: HealthFigures(
            figures=counted.get(who, Figures(currency=chapter.currency)),
            own_given=given[who],
            own_received=received[who],
            paid_once=once.get(who, nothing.paid_once),
            checks=checks.get(who, CheckCount()),
            served=served.get(who, ServedCount()),
            cost=cost.get(who, Cost(chapter.currency)),
        )
        for who in {**counted, **given, **received, **once, **checks, **served, **cost}
    }


def _by_person(found: Mapping[PersonId, T]) -> dict[Who, T]:
    return dict(found.items())


def _own_purchases(reading: Reading, period: Period) -> tuple[Counter[Who], Counter[Who]]:
    """How many own purchases each gave, and how many each received."""
    found = read.own_purchases(reading.connection, reading.chapter, period)
    given = Counter[Who](who for who, _ in {(each.credited_to_id, each.lead_id) for each in found})
    received = Counter[Who](who for who, _ in {(each.reported_by_id, each.lead_id) for each in found})
    return given, received


_FIELDS = {Served.WELL: "well", Served.SO_SO: "so_so", Served.COMPLAINT: "complaints"}


def _served(reading: Reading, period: Period) -> dict[Who, ServedCount]:
    answers: defaultdict[Who, dict[str, int]] = defaultdict(dict)
    for each in read.served_by(reading.connection, reading.chapter, period):
        answers[each.receiver_id][_FIELDS[each.served]] = each.answers
    return {who: ServedCount(**numbers) for who, numbers in answers.items()}


def _listed(
    everybody: Iterable[Member], period: Period, figures: Mapping[Who, HealthFigures]
) -> tuple[Member, ...]:
    """Those who hold a seat, and others with a figure who had a place or had joined by the end; each once."""
    found: dict[PersonId, Member] = {}
    ordered = in_roster_order(everybody)
    for member in ordered:
        who, mine = member.person.id, figures.get(member.person.id)
        has_figure = mine is not None and not mine.is_empty
        had_place = mine is not None and mine.figures.meetings > 0
        if (was_in(member, period) and (member.status.holds_seat or has_figure)) or had_place:
            found.setdefault(who, membership_of(ordered, who) or member)
    return tuple(found.values())


Soon = tuple[HowSoon, HowSoon]


def _how_soon(
    reading: Reading, everybody: Sequence[Member], members: Sequence[Member]
) -> dict[MembershipId, Soon]:
    """Of each of some memberships how soon the first lead came, and the first dollars."""
    connection, chapter, today = reading.connection, reading.chapter, reading.today
    begins = first_held(connection, chapter)
    unknown = {each.id: why_unknown(everybody, each, begins) for each in members}
    found = newcomers(connection, chapter, (each for each in members if not unknown[each.id]))
    soon = {}
    for each in members:
        why, one = unknown[each.id], found.get(each.id, FirstDays())
        until = min(today, each.ended_on or today)
        soon[each.id] = (
            counting.meetings_to(one.first_lead_on, each.joined_on, one.places, why),
            counting.weeks_to(one.first_dollar_on, each.joined_on, until, why),
        )
    return soon


def _line(reading: Reading, member: Member, figures: HealthFigures, soon: Soon) -> MemberHealth:
    chapter, today, joined_on = reading.chapter, reading.today, member.joined_on
    renewal = renews_on(member, chapter.rules, today)
    is_here = member.status.holds_seat and joined_on is not None
    return MemberHealth(
        person=member.person,
        membership=member,
        first_lead=soon[0],
        first_dollar=soon[1],
        months_since_joined=months_between(joined_on, today) if is_here and joined_on is not None else None,
        renews_on=renewal,
        renews_soon=renewal is not None and is_near(renewal, today),
        **{name: getattr(figures, name) for name in HealthFigures.__struct_fields__},
    )
