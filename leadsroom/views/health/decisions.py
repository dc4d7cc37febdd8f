"""What the chapter has to decide this month: the most pressing first, each with what is behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.decide import answers as decision_answers
from leadsroom.domain.health.decide import lines as decision_lines
from leadsroom.domain.health.decide.matters import DecisionSection, People, ToDecide, arranged
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.breaches import USUAL_BACK, breaches, list_begins
from leadsroom.domain.people.follow_up import REMEMBERED_FOR, Visitor
from leadsroom.domain.people.roster import Member
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.wording import counted, near_day
from leadsroom.store.read.health.answers import checks_in, served_in
from leadsroom.store.read.people.follow_up import visitors_on_record
from leadsroom.store.read.people.roster import names_of
from leadsroom.store.read.people.standing import decisions
from leadsroom.store.reading import Reading
from leadsroom.views.health.days import days_of_page
from leadsroom.views.health.member_health import member_health
from leadsroom.views.people import Roster, roster
from leadsroom.views.rules import past_since


class ToDecidePicture(Struct, frozen=True):
    """Every matter that is to be decided, by sections; answers and shares are of the `period`."""

    chapter: Chapter
    today: date
    period: Period
    sections: tuple[DecisionSection, ...]

    @property
    def number(self) -> int:
        """How many lines there are."""
        return sum(len(each.lines) for each in self.sections)

    @property
    def open(self) -> int:
        """Of how many of them nothing has been decided yet."""
        return sum(each.open for each in self.sections)

    @property
    def in_words(self) -> str:
        """`25 matters`, `25 matters, 2 of them decided`."""
        decided = self.number - self.open
        return counted(self.number, "matter") + (f", {decided} of them decided" if decided else "")


def to_decide(
    reading: Reading, period: Period | None = None, given: Iterable[ToDecide] = ()
) -> ToDecidePicture:
    """What is to be decided today; answers and shares of a period, else of the last 12 months.

    `given` are lines that the association has for the chapter.
    """
    connection, chapter, today = reading.connection, reading.chapter, reading.today
    period = days_of_page(reading, period)
    table = roster(reading)
    seated = [member for member in table.members if member.status.holds_seat]
    facts, rules = table.facts or {}, chapter.rules
    past = past_since(reading, list_begins(today, USUAL_BACK), {m.person.id: m.person.name for m in seated})
    people = People(
        names_of(connection, chapter.id),
        {member.person.id: member.id for member in seated},
        decisions(connection, chapter.id, min(period.first, decision_answers.share_decided_from(today))),
        today,
    )
    found = breaches(past)
    visits = tuple(decision_lines.visitors(_of_late(reading, past.visitors), rules.visitors, today))
    health = member_health(reading, period).members
    here = [each for each in health if each.membership.status.holds_seat]
    return ToDecidePicture(
        chapter,
        today,
        period,
        arranged(
            (
                *decision_lines.broken(found, people, {PersonId(line.subject or 0) for line in visits}),
                *decision_answers.complaints(served_in(connection, chapter, period), people),
                *decision_lines.applicants(table.members, facts, rules, today),
                *decision_lines.seats(
                    table.waiting, table.open_seats, lambda member: _held_by(member, table), today
                ),
                *visits,
                *decision_lines.renewals(here, today),
                *decision_answers.junk(health, people, in_words(period, today)),
                *decision_answers.read_back(checks_in(connection, chapter, period), people),
                *decision_lines.offices(rules.offices, table.members, today),
                *decision_lines.leaves(table.members, facts, today, found),
                *given,
            )
        ),
    )


def in_words(period: Period, today: date) -> str:
    """`since 1 Dec 2025`; of days that are over `1 Jan to 31 Mar`."""
    if period.last >= today:
        return f"since {near_day(period.first, today)}"
    return f"{near_day(period.first, today)} to {near_day(period.last, today)}"


def _of_late(reading: Reading, read_already: Sequence[Visitor]) -> tuple[Visitor, ...]:
    """The visitors of the last weeks, with every visit of theirs."""
    since = reading.today - REMEMBERED_FOR
    counts = reading.chapter.rules.visitors.open_house_counts
    everybody = read_already or visitors_on_record(
        reading.connection, reading.chapter_id, date.min, open_house_counts=counts
    )
    return tuple(each for each in everybody if each.last.on >= since)


def _held_by(member: Member, table: Roster) -> str:
    holder = table.holder(member.profession_id)
    return f"{holder.person.name} holds it" if holder is not None else "it is offered to somebody already"
