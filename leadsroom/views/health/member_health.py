"""One line a member: what each did in a period, and what that leaves to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health import figures as counting
from leadsroom.domain.health.counts import figures_by_person
from leadsroom.domain.health.figures import Figures
from leadsroom.domain.health.meetings import MeetingInPeriod
from leadsroom.domain.health.member_health import (
    RENEWAL_IS_NEAR,
    HealthFigures,
    MemberHealth,
    months_between,
)
from leadsroom.domain.health.renewal import renews_on
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.membership import in_roster_order
from leadsroom.domain.people.roster import Member
from leadsroom.domain.rules.windows import Period
from leadsroom.store.read.health.counts import period_counts
from leadsroom.store.read.health.meetings import meetings_in
from leadsroom.store.read.people.roster import members as read_members
from leadsroom.store.reading import Reading
from leadsroom.views.health.figures import membership_of, was_in


class HealthOfMembers(Struct, frozen=True):
    """Everybody's line, as it is on record now.

    `members` are those who hold a seat, whether they have any figure or none, and whoever else had a place
    or had joined and has a figure; in the order of the roster. `others` are all figures of nobody among them
    added up: what visitors gave, and visits that nobody had hosted. `total` is the sum of both. `meetings`
    are the closed ones of the period, in order.
    """

    chapter: Chapter
    period: Period
    members: tuple[MemberHealth, ...]
    others: HealthFigures
    total: HealthFigures
    meetings: tuple[MeetingInPeriod, ...]


def member_health(reading: Reading, period: Period) -> HealthOfMembers:
    """One line a member over a period, as it is on record now."""
    connection, chapter = reading.connection, reading.chapter
    counted = reading.once(
        f"figures of {period.first} to {period.last}",
        lambda connection, _: figures_by_person(period_counts(connection, chapter, period), chapter.currency),
    )
    everybody = read_members(connection, chapter.id)
    lines = tuple(_line(reading, each, counted) for each in _listed(everybody, period, counted))
    here = {each.person.id for each in lines}
    currency = chapter.currency
    return HealthOfMembers(
        chapter=chapter,
        period=period,
        members=lines,
        others=HealthFigures(
            figures=counting.total((f for who, f in counted.items() if who not in here), currency)
        ),
        total=HealthFigures(figures=counting.total(counted.values(), currency)),
        meetings=tuple(m for m in meetings_in(connection, chapter, period) if m.is_closed),
    )


def _listed(
    everybody: Iterable[Member], period: Period, counted: Mapping[PersonId | None, Figures]
) -> tuple[Member, ...]:
    """Those who hold a seat, and others with a figure who had a place or had joined by the end; each once."""
    found: dict[PersonId, Member] = {}
    ordered = in_roster_order(everybody)
    for member in ordered:
        mine = counted.get(member.person.id)
        has_any = mine is not None and not mine.is_empty
        was_there = mine is not None and (mine.meetings > 0 or was_in(member, period))
        if (member.status.holds_seat and was_in(member, period)) or (has_any and was_there):
            found.setdefault(member.person.id, membership_of(ordered, member.person.id) or member)
    return tuple(found.values())


def _line(reading: Reading, member: Member, counted: Mapping[PersonId | None, Figures]) -> MemberHealth:
    chapter, today = reading.chapter, reading.today
    renewal = renews_on(member, chapter.rules, today)
    is_here = member.status.holds_seat and member.joined_on is not None
    return MemberHealth(
        person=member.person,
        membership=member,
        figures=counted.get(member.person.id, Figures(currency=chapter.currency)),
        months_since_joined=months_between(member.joined_on, today) if is_here and member.joined_on else None,
        renews_on=renewal,
        renews_soon=renewal is not None and renewal - today <= RENEWAL_IS_NEAR,
    )
