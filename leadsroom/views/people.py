"""The people of a chapter between meetings: the roster with all on record, and each member's page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId, MembershipId, PersonId, ProfessionId
from leadsroom.domain.people.attendance import AttendanceRecord, Away, Mark, is_excusable, what_is_excused
from leadsroom.domain.people.decisions import Decision, DecisionKind
from leadsroom.domain.people.follow_up import Funnel, Visitor, funnel
from leadsroom.domain.people.membership import (
    NO_FACTS,
    MemberFacts,
    Waiting,
    in_roster_order,
    leave_begun,
    open_seat_in_words,
    open_seats,
    waiting_list,
)
from leadsroom.domain.people.openings import Opening
from leadsroom.domain.people.professions import (
    HeldSeat,
    Overlap,
    Profession,
    close_in_words,
    overlaps,
    overlaps_with,
)
from leadsroom.domain.people.roster import Member, MembershipStatus, Person
from leadsroom.domain.people.standing import (
    MemberStanding,
    QuotaStanding,
    member_standing,
    quota_standing,
    record_begins,
)
from leadsroom.domain.people.substitutes import PastSubstitutes, SubstituteRecord
from leadsroom.domain.rules.chapter_rules import SubstituteRules
from leadsroom.domain.rules.windows import days_of, months_later
from leadsroom.domain.text.plain_text import fold
from leadsroom.errors import Refused
from leadsroom.store.read.people import roster as read_roster
from leadsroom.store.read.people.follow_up import visitors_on_record
from leadsroom.store.read.people.openings import openings, openings_of
from leadsroom.store.read.people.roster import people as everybody
from leadsroom.store.read.people.seats import facts_of, professions
from leadsroom.store.read.people.standing import (
    attendance_records,
    attendance_rows,
    dates_held,
    decisions,
    given_since,
)
from leadsroom.store.read.people.visitors import (
    substitute_records_on,
    substitutes_before,
)
from leadsroom.store.reading import Reading


class Roster(Struct, frozen=True):
    """Everybody in roster order, with the record of each, as of `today` in the meeting room."""

    chapter: Chapter
    today: date
    members: tuple[Member, ...] = ()
    facts: Mapping[MembershipId, MemberFacts] | None = None
    professions: tuple[Profession, ...] = ()

    def of(self, member: Member) -> MemberFacts:
        """The record of a membership beside its seat."""
        return (self.facts or {}).get(member.id, NO_FACTS)

    @property
    def leaves_begun(self) -> bool:
        """Whether a leave that was announced has begun, and its member still stands as active."""
        return any(leave_begun(member, self.of(member), self.today) for member in self.members)

    @property
    def _since(self) -> dict[MembershipId, date | None]:
        return {m.id: self.of(m).waiting_since for m in self.members}

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """The waiting list of all seats, in order."""
        return waiting_list(self.members, self._since)

    @property
    def open_seats(self) -> tuple[Waiting, ...]:
        """The first on the list of each profession that nobody holds and nobody has been offered."""
        return open_seats(self.members, self._since)

    def holder(self, profession_id: ProfessionId) -> Member | None:
        """The holder of the seat of a profession."""
        return next(
            (m for m in self.members if m.status.holds_seat and m.profession_id == profession_id), None
        )

    def holder_called(self, profession: str) -> Member | None:
        """The holder of the seat of a profession as it is typed."""
        key = fold(profession)
        return next((m for m in self.members if m.status.holds_seat and fold(m.profession) == key), None)

    @property
    def held_seats(self) -> tuple[HeldSeat, ...]:
        """Every seat that is held."""
        families = {p.id: p.family for p in self.professions}
        return tuple(
            HeldSeat(m.profession, families.get(m.profession_id, ""), m.person.name)
            for m in self.members
            if m.status.holds_seat
        )

    @property
    def close_seats(self) -> tuple[Overlap, ...]:
        """Pairs of professions that overlap, each held or applied for."""
        families = {p.id: p.family for p in self.professions}
        applied_for = (
            HeldSeat(m.profession, families.get(m.profession_id, ""), f"{m.person.name}, applying")
            for m in self.members
            if m.status is MembershipStatus.APPLICANT
        )
        return overlaps((*self.held_seats, *applied_for))

    def open_seat_in_words(self, first: Waiting) -> str:
        """The sentence that a profession is open, and which held ones it overlaps with."""
        return open_seat_in_words(first, self._overlapping(first.member.profession))

    def seat_in_words(self, profession: str) -> str:
        """What an applicant for a profession should know: who holds it, who waits, what it overlaps."""
        key = fold(profession)
        if not key:
            return ""
        waiting = sum(fold(w.member.profession) == key for w in self.waiting)
        overlapping = self._overlapping(profession)
        return f"{_seat_in_words(self.holder_called(profession), waiting)} {overlapping}".rstrip()

    def _overlapping(self, profession: str) -> str:
        """`It overlaps with Landscaper (Bo Lind), …`; empty where it overlaps with none that is held."""
        key = fold(profession)
        family = next((p.family for p in self.professions if fold(p.name) == key), "")
        return close_in_words(overlaps_with(HeldSeat(profession, family), self.held_seats))


def _seat_in_words(holder: Member | None, waiting: int) -> str:
    """Whether a seat is free, and how many wait for it."""
    if holder is None:
        return f"The seat is free ({waiting} waiting)." if waiting else "The seat is free."
    ahead = f" ({waiting} ahead)" if waiting else ""
    return f"{holder.person.name} holds this seat: the applicant joins the waiting list{ahead}."


def roster(reading: Reading) -> Roster:
    """The roster as it is on record."""
    connection, chapter_id = reading.connection, reading.chapter_id
    return Roster(
        reading.chapter,
        reading.today,
        members(reading),
        facts_of(connection, chapter_id),
        professions(connection, chapter_id),
    )


def members(reading: Reading) -> tuple[Member, ...]:
    """Every membership: the table in its order, then applicants and the waiting, then who has left."""
    return in_roster_order(read_roster.members(reading.connection, reading.chapter_id))


def people(reading: Reading) -> tuple[Person, ...]:
    """Everybody on record: members, those who left, visitors and substitutes."""
    return everybody(reading.connection, reading.chapter_id)


class SubstitutesOfDate(Struct, frozen=True):
    """Everybody on record, and what the rules say of substitutes on a date."""

    people: tuple[Person, ...] = ()
    past: PastSubstitutes = PastSubstitutes()
    rules: SubstituteRules = SubstituteRules()


def substitutes_of_date(reading: Reading, on: date) -> SubstitutesOfDate:
    """For a notice: who might come instead of somebody on a date, and how often they have."""
    past = substitutes_before(reading.connection, reading.chapter, on)
    return SubstitutesOfDate(people(reading), past, reading.chapter.rules.substitutes)


def substitutes(reading: Reading) -> tuple[SubstituteRecord, ...]:
    """Who has been a substitute, how often and for whom; the most often first."""
    return substitute_records_on(reading.connection, reading.chapter, reading.today)


_SHOWN_MONTHS = 12


class MarkLine(Struct, frozen=True):
    """A member at one closed meeting, as the page lists it."""

    meeting_id: MeetingId
    on: date
    mark: Mark | None
    substitute: str
    left_early: bool
    excused: bool
    online: bool = False

    @property
    def is_excusable(self) -> bool:
        """Whether there is something to excuse that is not excused yet."""
        return not self.excused and is_excusable(self.mark, self.left_early, self.online)

    @property
    def what_is_excused(self) -> str:
        """`absence`, `late arrival`, `substitute`."""
        return what_is_excused(self.mark, self.left_early, self.online)


class MemberPicture(Struct, frozen=True):
    """The record of a member that the rules look at; marks the latest first, of the last twelve months.

    `openings` are the figures of an earlier program, which no rule looks at.
    """

    member_id: PersonId
    today: date
    standing: MemberStanding
    quotas: tuple[QuotaStanding, ...]
    marks: tuple[MarkLine, ...]
    decisions: tuple[Decision, ...]
    leaves: tuple[Away, ...]
    openings: tuple[Opening, ...] = ()


def openings_by_member(reading: Reading) -> dict[Person, list[Opening]]:
    """What an earlier program counted for those at the table, the earliest period of each first."""
    found: dict[PersonId, list[Opening]] = {}
    for row in openings(reading.connection, reading.chapter_id):
        found.setdefault(row.opening.member_id, []).append(row.opening)
    seated = [each.person for each in members(reading) if each.status.holds_seat] if found else ()
    return {person: found[person.id] for person in seated if person.id in found}


class MemberPage(Struct, frozen=True):
    """A membership, and what the rules see of its member."""

    chapter: Chapter
    member: Member
    picture: MemberPicture


def member_page(reading: Reading, membership_id: MembershipId) -> MemberPage:
    """The page of a member as they stand today. Raises Refused for a membership that is no more."""
    everybody = read_roster.members(reading.connection, reading.chapter_id)
    member = next((each for each in everybody if each.id == membership_id), None)
    if member is None:
        raise Refused("That member is no longer on the roster.")
    return MemberPage(reading.chapter, member, member_picture(reading, member.person.id))


def member_picture(reading: Reading, member_id: PersonId) -> MemberPicture:
    """Everything about a member, as the rules see it today."""
    connection, chapter, today = reading.connection, reading.chapter, reading.today
    rules, shown_since = chapter.rules, months_later(today, -_SHOWN_MONTHS)
    rows = attendance_rows(connection, chapter.id, member_id, shown_since)
    decided = [d for d in decisions(connection, chapter.id) if d.member_id == member_id]
    begins = min((days_of(quota.per, today)[0] for quota in rules.quotas), default=today)
    held = dates_held(connection, chapter.id, min(begins, shown_since))
    begins = min([begins, *held[-1:]])
    given = given_since(connection, chapter, begins).get(member_id, [])
    since = min(begins, record_begins(rules, today))
    records = attendance_records(connection, chapter.id, since, rules.counting)
    record = records.get(member_id, AttendanceRecord())
    excused = {each.meeting_id for each in decided if each.kind is DecisionKind.EXCUSED}
    expected = [attended.on for attended in record.expected(today)]
    return MemberPicture(
        member_id=member_id,
        today=today,
        standing=member_standing(rules, record, today),
        quotas=tuple(quota_standing(quota, given, held, expected, today) for quota in rules.quotas),
        marks=tuple(
            MarkLine(
                meeting_id=row.meeting_id,
                on=row.on,
                mark=row.mark,
                substitute=row.substitute,
                left_early=row.left_at is not None,
                excused=row.meeting_id in excused,
                online=row.online,
            )
            for row in reversed(rows)
        ),
        decisions=tuple(reversed(decided)),
        leaves=record.leaves,
        openings=openings_of(connection, chapter.id, member_id),
    )


_COUNTED_MONTHS = (6, 12)


class VisitorsPicture(Struct, frozen=True):
    """Everybody who has visited, newest first; `members` are those who may have invited them."""

    chapter: Chapter
    today: date
    visitors: tuple[Visitor, ...] = ()
    members: tuple[Person, ...] = ()

    @property
    def due(self) -> tuple[Visitor, ...]:
        """Those whom somebody should ask."""
        return tuple(visitor for visitor in self.visitors if visitor.is_due(self.today))

    @property
    def others(self) -> tuple[Visitor, ...]:
        """All others."""
        return tuple(visitor for visitor in self.visitors if not visitor.is_due(self.today))

    @property
    def funnels(self) -> tuple[Funnel, ...]:
        """What became of them, over half a year and a year."""
        return tuple(funnel(self.visitors, self.today, months) for months in _COUNTED_MONTHS)


def visitors(reading: Reading) -> VisitorsPicture:
    """The visitors of all times, as they stand today."""
    connection, chapter = reading.connection, reading.chapter
    counts = chapter.rules.visitors.open_house_counts
    seated = [each for each in members(reading) if each.status.holds_seat]
    found = visitors_on_record(connection, chapter.id, date.min, open_house_counts=counts)
    return VisitorsPicture(chapter, reading.today, found, tuple(each.person for each in seated))
