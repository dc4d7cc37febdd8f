"""The office: the single door for writes between meetings. One act, one transaction, one journal entry."""

from __future__ import annotations

from dataclasses import replace

from leadsroom.acts.chapter.habits import (
    agenda_columns,
    agenda_followed,
    chapter_columns,
    founding_columns,
    habits_of,
    refuse_same_name,
    rules_followed,
    sums_to_enter_anew,
)
from leadsroom.acts.chapter.habits_words import habits_difference
from leadsroom.domain.agenda_plan import AgendaPlan, plan_change
from leadsroom.domain.chapter import Chapter
from leadsroom.domain.ids import ChapterId, MembershipId
from leadsroom.domain.roster import Member, MembershipStatus
from leadsroom.domain.slip import LeadRules
from leadsroom.domain.typed_rules import lead_rules_in_words
from leadsroom.errors import Refused
from leadsroom.roster.act import in_roster_order
from leadsroom.roster.called_off import clear_old_dates
from leadsroom.roster.checked import checked, make_room
from leadsroom.roster.departures import end_membership
from leadsroom.roster.door import Door
from leadsroom.roster.entries import is_candidate, sheet_of
from leadsroom.roster.induction import sent_to_wait
from leadsroom.roster.member_words import difference, standing
from leadsroom.roster.sheets import MemberSheet, NewChapter
from leadsroom.store import read
from leadsroom.store import tables as t
from leadsroom.store.read import agenda_as_data
from leadsroom.store.read_calendar import calendar_of
from leadsroom.store.read_chapter import lead_rules_as_data
from leadsroom.store.read_people import chapter_of_membership
from leadsroom.store.rules_data import rules_as_data

__all__ = ["MemberSheet", "NewChapter", "Office"]


class Office(Door):
    """The door to a chapter and its members. Every write raises Refused with nothing changed."""

    def chapters(self) -> tuple[Chapter, ...]:
        """Every chapter of the database, by name."""
        with self._store.reading() as connection:
            return read.chapters(connection)

    def found(self, new: NewChapter) -> Chapter:
        """Found a chapter, its agenda made for the length of its meetings and pitches."""
        columns, station = founding_columns(new), self._station()
        with self._store.writing() as unit:
            refuse_same_name(columns["name"], read.chapters(unit.connection))
            chapter = read.chapter(unit.connection, ChapterId(unit.insert(t.chapter, **columns)))
            self._note(unit, station, chapter, "FoundChapter", f"Founded {chapter.name}")
            return chapter

    def change_chapter(
        self, chapter_id: ChapterId, new: NewChapter, seen: NewChapter | None = None
    ) -> Chapter:
        """Change a chapter's habits; an agenda that was never edited is made anew for its lengths.

        With another currency the sums of the rules are cleared: they were in the old one. So is, with another
        weekday, what stands for dates of the old one. With `seen`, only where the habits on record still are
        those.
        """
        columns = chapter_columns(new)
        with self.act(chapter_id, "ChangeChapter") as act:
            if seen not in (None, habits_of(act.chapter)):
                raise Refused("The chapter was changed elsewhere meanwhile. Look again; then change it.")
            others = [c for c in read.chapters(act.unit.connection) if c.id != chapter_id]
            refuse_same_name(columns["name"], others)
            columns["agenda"] = agenda_as_data(agenda_followed(act.chapter, new))
            rules = rules_followed(act.chapter, columns["currency"])
            if rules != act.chapter.rules:
                columns["rules"] = rules_as_data(rules)
            calendar = calendar_of(act.unit.connection, act.chapter)
            act.unit.update(t.chapter, chapter_id, **columns)
            after = read.chapter(act.unit.connection, chapter_id)
            act.what = f"{after.name}: {habits_difference(habits_of(act.chapter), habits_of(after))}"
            if cleared := clear_old_dates(replace(act, chapter=after), calendar):
                act.what += f"; {cleared}"
            if anew := sums_to_enter_anew(act.chapter, after):
                act.what += f". {anew.removesuffix('.')}"
            return after

    def chapter(self, chapter_id: ChapterId) -> Chapter:
        """One chapter as it is on record."""
        with self._store.reading() as connection:
            return read.chapter(connection, chapter_id)

    def set_agenda(self, chapter_id: ChapterId, plan: AgendaPlan, seen: AgendaPlan | None = None) -> Chapter:
        """Plan the meetings to come. With `seen`, only where the agenda on record still is that one."""
        columns = agenda_columns(plan)
        with self.act(chapter_id, "SetAgenda") as act:
            before = AgendaPlan(act.chapter.agenda, act.chapter.changeover)
            if seen not in (None, before):
                raise Refused("The agenda was changed elsewhere meanwhile; here it is as it is now.")
            act.unit.update(t.chapter, chapter_id, **columns)
            after = read.chapter(act.unit.connection, chapter_id)
            act.what = f"Agenda: {plan_change(before, AgendaPlan(after.agenda, after.changeover))}"
            return after

    def set_lead_rules(self, chapter_id: ChapterId, rules: LeadRules) -> Chapter:
        """Ask this of leads from now on; those on record stay as they were judged."""
        with self.act(chapter_id, "SetLeadRules") as act:
            if rules != act.chapter.lead_rules:
                act.unit.update(t.chapter, chapter_id, lead_rules=lead_rules_as_data(rules))
            act.what = lead_rules_in_words(rules).removesuffix(".")
            return read.chapter(act.unit.connection, chapter_id)

    def members(self, chapter_id: ChapterId) -> tuple[Member, ...]:
        """Every membership: the table in its order, then applicants and the waiting, then who has left."""
        with self._store.reading() as connection:
            return in_roster_order(read.members(connection, chapter_id))

    def add_member(self, chapter_id: ChapterId, sheet: MemberSheet) -> Member:
        """Enter a member. Somebody known as a guest or former member stays the same person.

        With a seat it is somebody who has it already, as when a chapter is set up: no join fee is charged.
        """
        with self.act(chapter_id, "AddMember") as act:
            sheet = checked(act, sheet)
            make_room(act, sheet)
            member = act.member(act.enter(sheet))
            act.what = f"{member.person.name}, {member.profession}: {standing(member)}"
            sent_to_wait(act, member)
            return member

    def change_member(
        self, membership_id: MembershipId, sheet: MemberSheet, seen: MemberSheet | None = None
    ) -> Member:
        """Change what a member's sheet says; the others at the table move up where a seat was taken.

        Who applies or waits is taken in by `Seating.induct`, which charges the join fee, and not here. With
        `seen`, only where the sheet on record still is that one.
        """
        with self.act(self._chapter_of(membership_id), "ChangeMember") as act:
            before = act.member(membership_id)
            if seen not in (None, sheet_of(before, act.chapter.country)):
                raise Refused(
                    f"{before.person.name} was changed elsewhere meanwhile: {standing(before)}. "
                    "Leave this form, look again, then change it."
                )
            sheet = checked(act, sheet, before)
            _refuse_taking_in(before, sheet)
            make_room(act, sheet, before)
            act.rewrite(before, sheet)
            after = act.member(membership_id)
            act.what = f"{before.person.name}: {difference(before, after)}"
            sent_to_wait(act, after)
            return after

    def end_membership(self, membership_id: MembershipId) -> Member:
        """The member has left the chapter today; everything they did stays."""
        with self.act(self._chapter_of(membership_id), "EndMembership") as act:
            end_membership(act, act.member(membership_id))
            return act.member(membership_id)

    def _chapter_of(self, membership_id: MembershipId) -> ChapterId:
        with self._store.reading() as connection:
            found = chapter_of_membership(connection, membership_id)
        if found is None:
            raise Refused("That member is no longer on the roster.")
        return found


_AS_CANDIDATE = {MembershipStatus.APPLICANT: "an applicant", MembershipStatus.WAITING: "waiting"}


def _refuse_taking_in(before: Member, sheet: MemberSheet) -> None:
    if is_candidate(before) and sheet.status.holds_seat:
        raise Refused(
            f"{before.person.name} is {_AS_CANDIDATE[before.status]}: y on the roster takes them in, in turn "
            "and with the join fee."
        )
