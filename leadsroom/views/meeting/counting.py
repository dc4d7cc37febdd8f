"""Counting the lines of a meeting: totals, and who gave, received, reported how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from leadsroom.domain.meeting.record import tally
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.money import total
from leadsroom.views.meeting.summary_lines import (
    BusinessLine,
    CallList,
    DollarCount,
    LeadCount,
    LeadLine,
    Totals,
)


def totals(snapshot: Snapshot, thanks: int) -> Totals:
    """The meeting in numbers: those that stood on the screen, and some more; `thanks` are counted already."""
    marks = Counter(attendee.mark for attendee in snapshot.attendees)
    counted = tally(snapshot)
    return Totals(
        leads=counted.leads,
        qualified=counted.qualified,
        raw=counted.raw,
        closed_business=counted.closed,
        thanks=thanks,
        substitutes=counted.substitutes,
        present=marks[Mark.PRESENT],
        absent=marks[Mark.ABSENT],
        late=marks[Mark.LATE],
        medical=marks[Mark.MEDICAL],
        unmarked=marks[None],
        visitors=counted.visitors,
        testimonials=counted.testimonials,
        words=counted.words,
    )


def lead_counts(
    seated: tuple[Person, ...], leads: tuple[LeadLine, ...], who: Callable[[LeadLine], Person]
) -> tuple[LeadCount, ...]:
    """How many leads each person has, most first; a line for everybody seated, zeros too."""
    people = {person.id: person for person in (*seated, *map(who, leads))}
    every = Counter(who(line).id for line in leads)
    qualified = Counter(who(line).id for line in leads if line.qualified)
    counts = [LeadCount(person, every[key], qualified[key]) for key, person in people.items()]
    return tuple(sorted(counts, key=lambda count: (-count.leads, -count.qualified)))


def call_lists(seated: tuple[Person, ...], leads: tuple[LeadLine, ...]) -> tuple[CallList, ...]:
    """The leads by receiver, in table order; who received none has nobody to call."""
    people = {person.id: person for person in (*seated, *(line.receiver for line in leads))}
    lists = (
        CallList(person, tuple(line for line in leads if line.receiver.id == person.id))
        for person in people.values()
    )
    return tuple(each for each in lists if each.leads)


def dollar_counts(
    business: tuple[BusinessLine, ...], currency: str, who: Callable[[BusinessLine], Person]
) -> tuple[DollarCount, ...]:
    """What each person reported or is credited with, most first."""
    counts = []
    for person in {who(line).id: who(line) for line in business}.values():
        own = [line for line in business if who(line).id == person.id]
        thanks = sum(line.thanks_only for line in own)
        counts.append(
            DollarCount(person, total((line.amount for line in own), currency), len(own) - thanks, thanks)
        )
    return tuple(sorted(counts, key=lambda count: -count.amount.minor))
