"""Visitors after their visit: where each stands, who is to be asked, and how many came to join."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from leadsroom.domain.ids import PersonId, VisitId
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.people.roster import MembershipStatus, Person
from leadsroom.domain.rules.rule_words import ordinal
from leadsroom.domain.rules.windows import months_later
from leadsroom.domain.text.wording import near_day

REMEMBERED_FOR = timedelta(weeks=8)  # after that nobody is reminded of a visitor any more


class Stage(StrEnum):
    """Where a visitor stands with the chapter, as it is shown."""

    OPEN = "to follow up"
    FORGOTTEN = "no outcome"
    COMES_AGAIN = "will come again"
    APPLIED = "applied"
    JOINED = "joined"
    NOT_INTERESTED = "not interested"


_BECAME = {
    Became.COMES_AGAIN: Stage.COMES_AGAIN,
    Became.APPLIES: Stage.APPLIED,
    Became.JOINED: Stage.JOINED,
    Became.NOT_INTERESTED: Stage.NOT_INTERESTED,
}


def is_note_of(became: Became | None, stage: Stage) -> bool:
    """Whether what was noted with an outcome, or without one, goes with where the visitor stands now."""
    return became is None or _BECAME[became] is stage


class VisitOfRecord(Struct, frozen=True):
    """A visit, and its outcome where one was noted. `is_over`: the meeting is closed.

    `counts`: whether it counts against the limit of visits.
    """

    id: VisitId
    on: date
    host: str = ""
    host_id: PersonId | None = None
    became: Became | None = None
    note: str = ""
    is_over: bool = True
    counts: bool = True

    def note_of(self, became: Became | None) -> str:
        """The note as far as it goes with an outcome: what was noted of one says nothing of another."""
        return self.note if self.became in (None, became) else ""


class Belonging(Struct, frozen=True):
    """A membership of somebody who has visited, or an application."""

    status: MembershipStatus
    joined_on: date | None = None
    applied_on: date | None = None

    def joined_since(self, day: date) -> bool:
        """Whether they hold a seat, or came to hold one since a day."""
        was_in = self.joined_on is not None and self.joined_on >= day
        return self.status.holds_seat or was_in

    def applied_since(self, day: date) -> bool:
        """Whether they apply or wait, or applied since a day, whatever came of it."""
        is_candidate = self.status in (MembershipStatus.APPLICANT, MembershipStatus.WAITING)
        return is_candidate or (self.applied_on is not None and self.applied_on >= day)


def came_to_be(belongings: Iterable[Belonging], since: date) -> Stage | None:
    """Whether somebody joined or applied since a day; None where the roster says neither."""
    found = tuple(belongings)
    if any(each.joined_since(since) for each in found):
        return Stage.JOINED
    return Stage.APPLIED if any(each.applied_since(since) for each in found) else None


class Visitor(Struct, frozen=True):
    """Somebody who has visited: the visits oldest first, one at least, and what they came to be since.

    `seat`: whether that of their profession is free, taken, or close to another one.
    """

    person: Person
    visits: tuple[VisitOfRecord, ...]
    belongings: tuple[Belonging, ...] = ()
    seat: str = ""

    @property
    def last(self) -> VisitOfRecord:
        """The last visit, whose outcome counts."""
        return self.visits[-1]

    @property
    def host(self) -> str:
        """Who invited them, the last time that anybody did."""
        return next((visit.host for visit in reversed(self.visits) if visit.host), "")

    @property
    def host_id(self) -> PersonId | None:
        """The same by number, where that is on record."""
        return next((visit.host_id for visit in reversed(self.visits) if visit.host), None)

    @property
    def came_to_be(self) -> Stage | None:
        """What the roster says of them since their first visit."""
        return came_to_be(self.belongings, self.visits[0].on)

    def stage(self, today: date) -> Stage:
        """Where they stand: what the roster says, else what was noted of the last visit."""
        last, came_to_be = self.last, self.came_to_be
        if came_to_be is not None:
            return came_to_be
        if last.became is not None:
            return _BECAME[last.became]
        return Stage.OPEN if last.on >= today - REMEMBERED_FOR else Stage.FORGOTTEN

    def is_due(self, today: date) -> bool:
        """Whether somebody should ask them: not before the meeting is over."""
        return self.last.is_over and self.stage(today) is Stage.OPEN

    def outcome_in_words(self, today: date) -> str:
        """`not interested: too far`. What the roster says has no note that was of something else."""
        stage, last = self.stage(today), self.last
        note = last.note if is_note_of(last.became, stage) else ""
        return f"{stage.value}: {note}" if note else stage.value

    def number_of(self, visit: VisitOfRecord) -> int:
        """The how many-th a visit is, of those that count."""
        return sum(each.counts for each in self.visits[: self.visits.index(visit) + 1])

    def visit_in_words(self, visit: VisitOfRecord) -> str:
        """`2nd visit`; of an open house that does not count that it was one."""
        return f"{ordinal(self.number_of(visit))} visit" if visit.counts else "open house"

    def visits_in_words(self, today: date) -> str:
        """`2nd visit, 18 Nov`: the last one."""
        return f"{self.visit_in_words(self.last)}, {near_day(self.last.on, today)}"


class Funnel(Struct, frozen=True):
    """Of those who visited in so many months: how many applied since, and how many of these joined."""

    months: int
    visited: int
    applied: int
    joined: int

    @property
    def in_words(self) -> str:
        """`6 months: 14 visited, 3 applied, 2 joined`."""
        return f"{self.months} months: {self.visited} visited, {self.applied} applied, {self.joined} joined"


def funnel(visitors: Sequence[Visitor], today: date, months: int) -> Funnel:
    """What became of the visitors of the last months. Who joined has applied as well."""
    since = months_later(today, -months)
    stages = [visitor.stage(today) for visitor in visitors if visitor.last.on >= since]
    joined = stages.count(Stage.JOINED)
    return Funnel(months, len(stages), joined + stages.count(Stage.APPLIED), joined)


def funnels_in_words(of_months: Sequence[Funnel]) -> str:
    """`14 visited, 3 applied, 2 joined in 6 months; 25, 5 and 3 in 12 months`."""
    first, *others = of_months
    counted = [f"{first.visited} visited, {first.applied} applied, {first.joined} joined"]
    counted += [f"{each.visited}, {each.applied} and {each.joined}" for each in others]
    return "; ".join(
        f"{figures} in {each.months} months" for figures, each in zip(counted, of_months, strict=True)
    )


def newest_first(visitors: Sequence[Visitor]) -> tuple[Visitor, ...]:
    """By the last visit."""
    return tuple(sorted(visitors, key=lambda visitor: (visitor.last.on, visitor.last.id), reverse=True))
