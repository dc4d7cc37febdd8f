"""What a member did in other chapters of this database, read from their records: it counts there alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.to_do import is_to_call
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.leads.lead_today import NO_PROGRESS, lead_today
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.visiting import shown
from leadsroom.domain.rules.windows import months_later
from leadsroom.domain.text.wording import counted, listed, near_date
from leadsroom.store.read import leads as read_leads
from leadsroom.store.read.association import elsewhere as read
from leadsroom.store.read.association.directory import entry_of, full_label
from leadsroom.store.read.association.elsewhere import ThereOn
from leadsroom.store.read.chapter import chapter as read_chapter
from leadsroom.store.read.meeting.snapshot import persons
from leadsroom.store.reading import Reading
from leadsroom.views.meeting.summary_lines import LeadLine

_SHOWN_MONTHS, _NAMED_AT_MOST = 12, 8
CALLS_ELSEWHERE = "To call, from other chapters"  # the heading of those


class LeadElsewhere(Struct, frozen=True):
    """A lead that was passed in another chapter, on its day there. Outcomes of it are entered there.

    In `line` members of that chapter are called as everybody from elsewhere is: `Tom Ray (Riverside)`.
    """

    chapter: str
    on: date
    line: LeadLine
    is_given: bool

    @property
    def other(self) -> str:
        """Who received it, or gave it."""
        return (self.line.receiver if self.is_given else self.line.giver).name

    @property
    def is_to_call(self) -> bool:
        """Whether the member received it and is still to call."""
        return not self.is_given and is_to_call(self.line.lead, self.line.today)


class DayElsewhere(Struct, frozen=True):
    """A meeting of another chapter; `member` is for whom they stood in, empty where they visited."""

    chapter: str
    on: date
    member: str = ""


class Elsewhere(Struct, frozen=True):
    """What a member did in other chapters in twelve months, each part in order of days; with older leads of
    which something is still heard. One is false where there is nothing.
    """

    leads: tuple[LeadElsewhere, ...] = ()
    days: tuple[DayElsewhere, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.leads or self.days)

    @property
    def to_call(self) -> tuple[LeadElsewhere, ...]:
        """The leads that they received there, and about which they are still to call."""
        return tuple(each for each in self.leads if each.is_to_call)

    def in_words(self, today: date) -> tuple[str, ...]:
        """`1 lead given at Riverside: to Tom Ray (Riverside), Thu 3 Dec`, raw leads apart, of the last twelve
        months; no prospect is named.
        """
        return tuple(_in_words(self, today))


def _in_words(found: Elsewhere, today: date) -> Iterator[str]:
    chapters = dict.fromkeys([*(lead.chapter for lead in found.leads), *(day.chapter for day in found.days)])
    since = months_later(today, -_SHOWN_MONTHS)
    counting = [each for each in found.leads if each.line.lead.counts and each.on >= since]
    for chapter in chapters:
        leads = [each for each in counting if each.chapter == chapter]
        for is_given, is_raw in product((True, False), (False, True)):
            those = [each for each in leads if (each.is_given, not each.line.qualified) == (is_given, is_raw)]
            if those:
                number = counted(len(those), "raw lead" if is_raw else "lead")
                way = f"given at {chapter}: to" if is_given else f"received at {chapter}: from"
                each = dict.fromkeys(f"{one.other}, {near_date(one.on, today)}" for one in those)
                yield f"{number} {way} {listed(each, most=_NAMED_AT_MOST)}"
        days = [each for each in found.days if each.chapter == chapter]
        for day in (each for each in days if each.member):
            yield f"Stood in for {day.member}, {near_date(day.on, today)}"
        visits = [near_date(each.on, today) for each in days if not each.member]
        if visits:
            yield f"Visited {chapter} on {listed(visits)}"


def elsewhere_of(reading: Reading, member_id: PersonId) -> Elsewhere:
    """What a member of the chapter did in others of this database, where these have on record who it is."""
    linked = reading.once("linked", read.linked_members).get(member_id, ())
    if not linked:
        return Elsewhere()
    since = months_later(reading.today, -_SHOWN_MONTHS)
    leads: list[LeadElsewhere] = []
    days: list[DayElsewhere] = []
    for each in linked:
        there = _There(reading, read_chapter(reading.connection, each.chapter_id), each.person_id)
        leads += there.leads(since)
        days += there.days(read.stood_in(reading.connection, each, since))
        days += there.days(read.visited(reading.connection, each, since))
    return Elsewhere(
        tuple(sorted(leads, key=lambda one: (one.on, one.line.lead.passed_at, one.line.lead.id))),
        tuple(sorted(days, key=lambda one: (one.on, one.chapter, one.member))),
    )


class _There:
    """Another chapter, and somebody as it has them on record."""

    def __init__(self, reading: Reading, chapter: Chapter, person_id: PersonId) -> None:
        self._reading, self._chapter, self._person_id = reading, chapter, person_id
        entry = entry_of(reading.connection, chapter.id)
        self.label = chapter.name if entry is None else full_label(reading.connection, entry)

    def days(self, found: Iterable[ThereOn]) -> Iterator[DayElsewhere]:
        """The days on which they were there."""
        for each in found:
            member = shown(each.member, self.label) if each.member else ""
            yield DayElsewhere(self.label, each.on, member)

    def leads(self, since: date) -> list[LeadElsewhere]:
        """Those that they gave or received since a day, and older ones that go on."""
        connection, here = self._reading.connection, self._chapter.id
        begins = self._chapter.day_begins(since)
        received = read_leads.received_since(connection, here, {self._person_id}, begins)
        given = read_leads.given_and_heard_since(connection, here, self._person_id, begins)
        lines = self._lines([*received, *given])
        return [
            LeadElsewhere(
                self.label,
                self._chapter.today(line.lead.passed_at),
                line,
                is_given=line.lead.giver_id == self._person_id,
            )
            for line in lines
        ]

    def _lines(self, leads: Sequence[Lead]) -> list[LeadLine]:
        connection, here, now = self._reading.connection, self._chapter.id, self._reading.now
        progress = read_leads.progress_for(connection, here, leads, self._chapter.currency)
        named = {x for lead in leads for x in (lead.giver_id, lead.receiver_id, lead.spoken_by_id) if x}
        people = {one.id: self._called(one) for one in persons(connection, here, named).values()}
        return [
            LeadLine(
                lead,
                people[lead.giver_id],
                people[lead.receiver_id],
                None if lead.spoken_by_id is None else people[lead.spoken_by_id],
                lead_today(lead, progress.get(lead.id, NO_PROGRESS), self._chapter, now),
            )
            for lead in leads
        ]

    def _called(self, person: Person) -> Person:
        """Who is not from elsewhere for that chapter, is for this one."""
        if person.home_chapter_id == self._reading.chapter_id:
            return replace(person, name=person.own_name)
        return person if person.is_member_elsewhere else replace(person, name=shown(person.name, self.label))
