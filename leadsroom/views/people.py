"""The people of a chapter between meetings: the roster with everything on record, and everybody else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MembershipId, ProfessionId
from leadsroom.domain.people.membership import (
    NO_FACTS,
    MemberFacts,
    Waiting,
    in_roster_order,
    leave_begun,
    open_seats,
    waiting_list,
)
from leadsroom.domain.people.professions import (
    HeldSeat,
    Overlap,
    Profession,
    close_in_words,
    overlaps,
    overlaps_with,
)
from leadsroom.domain.people.roster import Member, MembershipStatus, Person
from leadsroom.domain.text.plain_text import fold
from leadsroom.store.read.people import roster as read_roster
from leadsroom.store.read.people.roster import people as everybody
from leadsroom.store.read.people.seats import facts_of, professions
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

    def seat_in_words(self, profession: str) -> str:
        """What an applicant for a profession should know: who holds it, who waits, what it overlaps."""
        key = fold(profession)
        if not key:
            return ""
        waiting = sum(fold(w.member.profession) == key for w in self.waiting)
        family = next((p.family for p in self.professions if fold(p.name) == key), "")
        overlapping = close_in_words(overlaps_with(HeldSeat(profession, family), self.held_seats))
        return f"{_seat_in_words(self.holder_called(profession), waiting)} {overlapping}".rstrip()


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
