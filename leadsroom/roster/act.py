"""One act between meetings: the chapter, the moment, and the open transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from leadsroom.acts.people.member_sheet import is_candidate, is_current
from leadsroom.acts.people.seats import free_seat
from leadsroom.acts.people.sheets import MemberSheet
from leadsroom.domain.chapter import Chapter
from leadsroom.domain.ids import MembershipId, PersonId
from leadsroom.domain.roster import Member, MembershipStatus
from leadsroom.errors import Refused
from leadsroom.roster.called_off import told_by, withdraw
from leadsroom.roster.leaves import LeavesOfOne
from leadsroom.roster.people import person_changed, person_entered
from leadsroom.roster.professions import profession_changed, profession_entered
from leadsroom.store import read
from leadsroom.store import tables as t
from leadsroom.store.unit import Unit


@dataclass(slots=True)
class RosterAct:
    """Writes sheets as they stand; whether they may stand beside each other is asked before.

    `what` becomes the entry of the journal.
    """

    unit: Unit
    chapter: Chapter
    now: datetime
    what: str = ""

    @property
    def today(self) -> date:
        """The date in the meeting room."""
        return self.chapter.today(self.now)

    def members(self) -> tuple[Member, ...]:
        """Every membership as it stands inside this transaction."""
        return in_roster_order(read.members(self.unit.connection, self.chapter.id))

    def member(self, membership_id: MembershipId) -> Member:
        """One of them."""
        found = next((m for m in self.members() if m.id == membership_id), None)
        if found is None:
            raise Refused("That member is no longer on the roster.")
        return found

    def enter(self, sheet: MemberSheet, person: PersonId | None = None) -> MembershipId:
        """A new membership; without a seat number it gets the lowest free one.

        `person` is whose it is, where that is known.
        """
        current = [m for m in self.members() if is_current(m)]
        if person is None:
            person = person_entered(self.unit, self.chapter, sheet, {m.person.id for m in current})
        in_use = {m.profession_id for m in current}
        profession = profession_entered(self.unit, self.chapter.id, sheet, in_use)
        columns = {**self._columns(sheet), "person_id": person, "profession_id": profession}
        columns |= self._since(sheet.status)
        entered = MembershipId(self.unit.insert(t.membership, chapter_id=self.chapter.id, **columns))
        self.leaves(entered).follow(None, sheet.status)
        return entered

    def rewrite(self, member: Member, sheet: MemberSheet) -> None:
        """A membership as the sheet says. One that ends keeps its seat's number, for the record.

        What was told in advance from a seat that is given up is taken back.
        """
        person_changed(self.unit, self.chapter, member, sheet)
        columns = self._columns(sheet, member)
        columns["profession_id"] = profession_changed(self.unit, self.chapter.id, member, sheet)
        ended = sheet.status is MembershipStatus.ENDED
        columns |= {"ended_on": (member.ended_on or self.today) if ended else None}
        columns |= self._since(sheet.status, member)
        self.unit.update(t.membership, member.id, **columns | ({"seat": member.seat} if ended else {}))
        self.leaves(member.id).follow(member.status, sheet.status)
        if member.status.holds_seat and not sheet.status.holds_seat:
            withdraw(self, told_by(self, member.person.id))

    def step_aside(self, members: Iterable[Member]) -> None:
        """Let go of seats that are about to be handed around, for the rest of this transaction."""
        for member in members:
            self.unit.update(t.membership, member.id, status=MembershipStatus.WAITING.value)

    def reseat(self, moves: Mapping[MembershipId, int]) -> None:
        """Give members other seat numbers."""
        for membership_id, seat in moves.items():
            self.unit.update(t.membership, membership_id, seat=seat)

    def _columns(self, sheet: MemberSheet, member: Member | None = None) -> dict[str, Any]:
        return {
            "status": sheet.status.value,
            "seat": self._seat(sheet, member),
            "offices": list(sheet.offices),
            "joined_on": sheet.joined_on,
        }

    def leaves(self, membership_id: MembershipId) -> LeavesOfOne:
        """The leaves of one membership."""
        return LeavesOfOne(self.unit, self.chapter.id, membership_id, self.today, self.now)

    def _since(self, after: MembershipStatus, member: Member | None = None) -> dict[str, Any]:
        """From when on somebody applies or waits, where this begins now."""
        column = {MembershipStatus.APPLICANT: "applied_on", MembershipStatus.WAITING: "waiting_since"}.get(
            after
        )
        if column is None or (member is not None and member.status is after):
            return {}
        row = self.unit.row(t.membership, member.id) if member is not None and is_candidate(member) else None
        return {} if row is not None and row[column] else {column: self.today}

    def _seat(self, sheet: MemberSheet, member: Member | None) -> int:
        if not sheet.status.holds_seat:
            return 0
        if sheet.seat is not None:
            return sheet.seat
        if member is not None and member.status.holds_seat:
            return member.seat
        return free_seat({m.seat for m in self.members() if m.status.holds_seat})


def in_roster_order(members: Iterable[Member]) -> tuple[Member, ...]:
    """Around the table; then those who are not at it yet; then those who have left."""
    return tuple(sorted(members, key=lambda m: (not is_current(m), not m.status.holds_seat, m.seat, m.id)))
