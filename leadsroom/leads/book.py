"""The book of leads: the door to what becomes of them between meetings, and to what became of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from leadsroom.accounts.settling import settle_charges
from leadsroom.clock import Clock
from leadsroom.domain.chapter import Chapter
from leadsroom.domain.history import standing, undone
from leadsroom.domain.ids import ChapterId, EntryId, LeadId, MeetingId, OneToOneId, PersonId, StationId
from leadsroom.domain.lead import Lead, LeadUpdate
from leadsroom.domain.roster import Person
from leadsroom.domain.snapshot import ClosedBusiness, Entry, EntryKind, Testimonial
from leadsroom.errors import Refused
from leadsroom.leads import commands as c
from leadsroom.leads import slips, words
from leadsroom.leads.correcting import correct_lead
from leadsroom.leads.reversing import put_back, redid, reverse_last, undid
from leadsroom.station import Station
from leadsroom.store import read, read_leads
from leadsroom.store import tables as t
from leadsroom.store.journal import changes_of, is_noted, station_of, write_entry
from leadsroom.store.read_meeting import reports_of_lead, updates_of_lead
from leadsroom.store.store import Store
from leadsroom.store.unit import Image, Occasion, Overtaken, Unit

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

SHOWN_FOR = timedelta(days=366)
_MOST_UNDONE = 200
_MOST_ONE_TO_ONES = 100

_HANDLERS: dict[type[c.Command], Callable[[BookAct, Any], str]] = {}


@dataclass(slots=True)
class BookAct:
    """One act between meetings."""

    chapter: Chapter
    now: datetime
    unit: Unit
    corrects: bool = False
    meeting_id: MeetingId | None = None
    is_afterwards: bool = True

    @property
    def said_at(self) -> datetime:
        """Now."""
        return self.now

    def credited(self, person_id: PersonId) -> tuple[PersonId, PersonId | None]:
        """Between meetings everybody speaks for themselves."""
        return person_id, None

    def need_person(self, person_id: PersonId, role: str) -> str:
        """The name of somebody the chapter knows."""
        name = read_leads.name_of(self.unit.connection, self.chapter.id, person_id)
        if name is None:
            raise Refused(f"Choose the {role} from the list.")
        return name

    def holds_seat(self, person_id: PersonId) -> bool:
        """Whether they hold a seat; for a lead of then that is corrected now, whether they ever held one."""
        known = read_leads.is_member if self.corrects else read_leads.is_seated
        return known(self.unit.connection, self.chapter.id, person_id)

    def need_own(self, table: Table, row_id: int) -> Image:
        """A row of this chapter, of no one meeting alone, that has not been withdrawn."""
        row = None if table in t.OF_ONE_MEETING else self.unit.row(table, row_id)
        if row is None or row.get("chapter_id") != self.chapter.id or row.get("withdrawn_at"):
            raise Refused("That entry is no longer there.")
        return row


def _pass_lead(act: BookAct, command: c.PassLead) -> str:
    if command.corrects is not None:
        return correct_lead(act, command, command.corrects)
    return slips.pass_lead(act, command)


def _withdraw(act: BookAct, command: c.Withdraw) -> str:
    return words.withdraw(act, command.what, command.row_id)


_HANDLERS |= {
    c.PassLead: _pass_lead,
    c.SayOfLead: words.say_of_lead,
    c.ThankForBusiness: words.thank_for_business,
    c.GiveTestimonial: words.give_testimonial,
    c.LogOneToOne: words.log_one_to_one,
    c.Withdraw: _withdraw,
}
_ACTS = tuple(kind.__name__ for kind in (*_HANDLERS, c.Undo, c.Redo))


@dataclass(frozen=True, slots=True)
class OneToOne:
    """Two members who met outside the weekly meeting."""

    id: OneToOneId
    first_id: PersonId
    second_id: PersonId
    first: str
    second: str
    on: date
    note: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything the leads screen lists: `leads` the oldest first, `names` of everybody the chapter knows.

    `members` are those of the chapter, who hold a seat first, then who has left. `paid` is what was reported
    for each lead that has dollars or thanks.
    """

    chapter: Chapter
    leads: tuple[Lead, ...]
    names: dict[PersonId, str]
    members: tuple[Person, ...]
    paid: dict[LeadId, tuple[ClosedBusiness, ...]]
    one_to_ones: tuple[OneToOne, ...]


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One thing that happened to a lead: when, in words, and at which station."""

    at: datetime
    what: str
    station: str
    kind: EntryKind


@dataclass(frozen=True, slots=True)
class LeadStory:
    """All there is to know of one lead. `family` is every lead of its family, in the order of passing;
    `paid` what was reported for any of them.
    """

    lead: Lead
    updates: tuple[LeadUpdate, ...]
    paid: tuple[ClosedBusiness, ...]
    testimonials: tuple[Testimonial, ...]
    family: tuple[Lead, ...]
    trail: tuple[TrailLine, ...]


@dataclass(slots=True)
class Book:
    """The door to a chapter's leads. Every write is one transaction and one entry, or raises Refused."""

    store: Store
    chapter_id: ChapterId
    clock: Clock
    station: Station | str
    _station: StationId | None = None
    _passed_over: set[EntryId] = field(default_factory=set)

    # Reading

    def shelf(self) -> Shelf:
        """The leads of the last year, and older ones that are not over."""
        with self.store.reading() as connection:
            since = self.clock.now() - SHOWN_FOR
            leads = read_leads.leads_since(connection, self.chapter_id, since)
            paid: dict[LeadId, tuple[ClosedBusiness, ...]] = {}
            for report in read_leads.business_for(connection, self.chapter_id, [lead.id for lead in leads]):
                assert report.lead_id is not None
                paid[report.lead_id] = (*paid.get(report.lead_id, ()), report)
            return Shelf(
                chapter=read.chapter(connection, self.chapter_id),
                leads=tuple(leads),
                names=read_leads.names_of(connection, self.chapter_id),
                members=_members(connection, self.chapter_id),
                paid=paid,
                one_to_ones=self._one_to_ones(connection),
            )

    def _one_to_ones(self, connection: Connection) -> tuple[OneToOne, ...]:
        rows = read_leads.one_to_ones(connection, self.chapter_id, _MOST_ONE_TO_ONES)
        return tuple(
            OneToOne(row.id, row.first_id, row.second_id, row.first, row.second, row.on_date, row.note)
            for row in rows
        )

    def story(self, lead_id: LeadId) -> LeadStory:
        """One lead with everything that became of it. Raises Refused when there is no such lead."""
        here = self.chapter_id
        with self.store.reading() as connection:
            lead = read_leads.lead_in(connection, here, lead_id)
            if lead is None:
                raise Refused("That lead is no longer there.")
            family = read_leads.family_of(connection, here, lead.family_id or lead.id)
            trail = read_leads.trail_of(connection, here, lead_id)
            return LeadStory(
                lead=lead,
                updates=tuple(updates_of_lead(connection, here, lead_id)),
                paid=tuple(read_leads.business_for(connection, here, [each.id for each in family])),
                testimonials=tuple(read_leads.testimonials_for(connection, here, lead_id)),
                family=tuple(family),
                trail=tuple(TrailLine(entry.at, entry.what, name, entry.kind) for entry, name in trail),
            )

    def reports(self, lead_id: LeadId) -> tuple[ClosedBusiness, ...]:
        """The dollars and thanks reported for one lead, each of which can be corrected."""
        with self.store.reading() as connection:
            return tuple(reports_of_lead(connection, self.chapter_id, lead_id))

    # Writing

    def do(self, command: c.Command) -> str:
        """Carry out a command; what happened, in words. Empty when nothing changed."""
        station = self._station_id()
        with self.store.writing(self.chapter_id) as unit:
            if is_noted(unit.connection, self.chapter_id, command.command_id):
                return ""
            act = self._act(unit, command)
            kind, reverses = EntryKind.DO, None
            if isinstance(command, c.Undo):
                kind = EntryKind.UNDO
                what, reverses = self._undo(act, station)
            elif isinstance(command, c.Redo):
                kind = EntryKind.REDO
                what, reverses = self._redo(act, station)
            else:
                what = _HANDLERS[type(command)](act, command)
            if not unit.changes:
                return ""
            settle_charges(unit, act.chapter, act.now)
            write_entry(
                unit,
                chapter_id=self.chapter_id,
                meeting_id=None,
                station=station,
                command_id=command.command_id,
                at=act.now,
                act=type(command).__name__,
                what=what,
                kind=kind,
                reverses=reverses,
            )
            return what

    def _act(self, unit: Unit, command: c.Command) -> BookAct:
        chapter = read.chapter(unit.connection, self.chapter_id)
        corrects = isinstance(command, c.PassLead) and command.corrects is not None
        return BookAct(chapter, self.clock.now(), unit, corrects=corrects)

    def _station_id(self) -> StationId:
        if self._station is None:
            self._station = station_of(self.store, self.station)
        return self._station

    def _entries(self, act: BookAct, station: StationId) -> list[Entry]:
        return read_leads.entries_between_meetings(
            act.unit.connection, self.chapter_id, station, _ACTS, _MOST_UNDONE
        )

    def _undo(self, act: BookAct, station: StationId) -> tuple[str, EntryId]:
        entry = reverse_last(
            standing(self._entries(act, station)), self._passed_over, lambda e: _reverse(act, e)
        )
        if entry is None:
            raise Refused("There is nothing to undo.")
        return undid(entry.what), entry.id

    def _redo(self, act: BookAct, station: StationId) -> tuple[str, EntryId]:
        try:
            entry = reverse_last(
                undone(self._entries(act, station)), self._passed_over, lambda e: _reverse(act, e)
            )
        except Overtaken as overtaken:
            raise Overtaken("done again") from overtaken
        if entry is None:
            raise Refused("There is nothing to redo.")
        return redid(entry.what), entry.id


def _members(connection: Connection, chapter_id: ChapterId) -> tuple[Person, ...]:
    """Who belongs, or belonged; each once, by the seat held now where there is one."""
    known = sorted(read.members(connection, chapter_id), key=lambda member: not member.status.holds_seat)
    people: dict[PersonId, Person] = {}
    for member in known:
        people.setdefault(member.person.id, member.person)
    return tuple(people.values())


def _reverse(act: BookAct, entry: Entry) -> None:
    done = changes_of(act.unit.connection, act.chapter.id, entry.id)
    changes = [change.reversed() for change in reversed(done)]
    put_back(act.unit, changes, Occasion(act.now, act.chapter.today(act.now)))
