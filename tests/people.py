"""The people of a chapter in tests: each act by its name; back comes the member it is about."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from sqlalchemy import Table, select

from leadsroom.acts.act import Done
from leadsroom.acts.command import Command
from leadsroom.acts.desk import Desk, SyncDesk
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.commands import (
    ApplicationSheet,
    LeaveSheet,
    MemberSheet,
    ProfessionSheet,
    VoteSheet,
)
from leadsroom.clock import Clock
from leadsroom.domain.ids import ChapterId, MembershipId, PersonId, ProfessionId
from leadsroom.domain.people.membership import Leave
from leadsroom.domain.people.professions import Profession
from leadsroom.domain.people.roster import Member, Person
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views import people
from leadsroom.views.people import Roster


class Answer(Struct, frozen=True):
    """A membership after an act, and what there is to say of it."""

    member: Member
    sentence: str


class People:
    """What the desk does with people, whatever the chapter: it is that of the membership."""

    def __init__(self, store: Store, clock: Clock, station: str) -> None:
        self.store = store
        self.clock = clock
        self.station = station

    def desk(self, chapter_id: ChapterId | None) -> SyncDesk:
        """The desk of a chapter between meetings; None founds one."""
        return SyncDesk(self.store, chapter_id, self.clock, self.station)

    def awaited(self, chapter_id: ChapterId | None) -> Desk:
        """The same for a screen, which awaits it."""
        return Desk(self.store, chapter_id, self.clock, self.station)

    def roster(self, chapter_id: ChapterId) -> Roster:
        """The roster as it is on record."""
        return self.desk(chapter_id).read(people.roster)

    def members(self, chapter_id: ChapterId) -> tuple[Member, ...]:
        """Every membership in roster order."""
        return self.desk(chapter_id).read(people.members)

    def people(self, chapter_id: ChapterId) -> tuple[Person, ...]:
        """Everybody the chapter knows."""
        return self.desk(chapter_id).read(people.people)

    def professions(self, chapter_id: ChapterId) -> tuple[Profession, ...]:
        """Every profession, by name."""
        return self.roster(chapter_id).professions

    def about(self, chapter_id: ChapterId, command: Command) -> Answer:
        """Carry out a command about a membership."""
        done = self.desk(chapter_id).do(command)
        member = next(m for m in self.members(chapter_id) if m.id == done.subject)
        return Answer(member, _sentence(done))

    def add_member(self, chapter_id: ChapterId, sheet: MemberSheet) -> Member:
        """Enter a member."""
        return self.about(chapter_id, c.AddMember(sheet)).member

    def change_member(
        self, membership_id: MembershipId, sheet: MemberSheet, seen: MemberSheet | None = None
    ) -> Member:
        """Change a member's sheet."""
        return self._of(membership_id, c.ChangeMember(membership_id, sheet, seen)).member

    def end_membership(self, membership_id: MembershipId) -> Member:
        """A member leaves today."""
        return self.end(membership_id).member

    def end(self, membership_id: MembershipId, on: date | None = None) -> Answer:
        """A member leaves."""
        return self._of(membership_id, c.EndMembership(membership_id, on))

    def come_back(self, membership_id: MembershipId) -> Answer:
        """Somebody who left is back."""
        return self._of(membership_id, c.ComeBack(membership_id))

    def apply(self, chapter_id: ChapterId, sheet: ApplicationSheet) -> Answer:
        """Somebody applies."""
        return self.about(chapter_id, c.Apply(sheet))

    def change_application(self, membership_id: MembershipId, sheet: ApplicationSheet) -> Answer:
        """An application is put right."""
        return self._of(membership_id, c.ChangeApplication(membership_id, sheet))

    def end_application(self, membership_id: MembershipId, note: str = "") -> Answer:
        """An application is withdrawn."""
        return self._of(membership_id, c.EndApplication(membership_id, note))

    def vote(self, membership_id: MembershipId, sheet: VoteSheet) -> Answer:
        """The group votes."""
        return self._of(membership_id, c.VoteOn(membership_id, sheet))

    def offer(self, membership_id: MembershipId) -> Answer:
        """A seat is offered."""
        return self._of(membership_id, c.OfferSeat(membership_id))

    def induct(self, membership_id: MembershipId, joined_on: date | None = None) -> Answer:
        """Somebody is taken in."""
        return self._of(membership_id, c.Induct(membership_id, joined_on))

    def take_leave(self, membership_id: MembershipId, sheet: LeaveSheet) -> Answer:
        """A leave is announced."""
        return self._of(membership_id, c.TakeLeave(membership_id, sheet))

    def change_leave(self, leave: Leave, sheet: LeaveSheet) -> Answer:
        """A leave is put right."""
        return self._of(leave.membership_id, c.ChangeLeave(leave.id, sheet))

    def withdraw_leave(self, leave: Leave) -> Answer:
        """A leave is withdrawn."""
        return self._of(leave.membership_id, c.WithdrawLeave(leave.id))

    def back_from_leave(self, membership_id: MembershipId) -> Answer:
        """A member is back."""
        return self._of(membership_id, c.BackFromLeave(membership_id))

    def keep_up(self, chapter_id: ChapterId) -> None:
        """Leaves that have begun are entered."""
        self.desk(chapter_id).do(c.BeginLeaves())

    def merge_people(self, chapter_id: ChapterId, other: PersonId, into: PersonId) -> str:
        """Two spellings become one person."""
        return _sentence(self.desk(chapter_id).do(c.MergePeople(other, into)))

    def add_profession(self, chapter_id: ChapterId, sheet: ProfessionSheet) -> str:
        """A seat that nobody holds yet."""
        return _sentence(self.desk(chapter_id).do(c.AddProfession(sheet)))

    def change_profession(self, profession_id: ProfessionId, sheet: ProfessionSheet) -> str:
        """A profession is renamed or grouped."""
        return self._in(profession_id, c.ChangeProfession(profession_id, sheet))

    def remove_profession(self, profession_id: ProfessionId) -> str:
        """A profession goes."""
        return self._in(profession_id, c.RemoveProfession(profession_id))

    def merge_professions(self, profession_id: ProfessionId, into: ProfessionId) -> str:
        """Two spellings become one profession."""
        return self._in(profession_id, c.MergeProfessions(profession_id, into))

    def _of(self, membership_id: MembershipId, command: Command) -> Answer:
        return self.about(self._chapter(t.membership, membership_id), command)

    def _in(self, profession_id: ProfessionId, command: Command) -> str:
        return _sentence(self.desk(self._chapter(t.profession, profession_id)).do(command))

    def _chapter(self, table: Table, row_id: int) -> ChapterId:
        with self.store.reading() as connection:
            found = connection.scalar(select(table.c.chapter_id).where(table.c.id == row_id))
            any_chapter = connection.scalar(select(t.chapter.c.id).order_by(t.chapter.c.id))
        if found is None and any_chapter is None:
            raise Refused("There is no chapter here yet.")
        return ChapterId(found or any_chapter or 0)


def _sentence(done: Done) -> str:
    return done.words if done.words.endswith(".") else f"{done.words}."


class Seating(People):
    """The same, where only people are concerned."""
