"""The office: the single door for writes between meetings. One act, one transaction, one journal entry."""

from __future__ import annotations

from dataclasses import replace

from leadsroom.domain.agenda_plan import AgendaPlan, plan_change
from leadsroom.domain.chapter import Chapter
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.membership import in_roster_order
from leadsroom.domain.roster import Member
from leadsroom.domain.slip import LeadRules
from leadsroom.domain.typed_rules import lead_rules_in_words
from leadsroom.errors import Refused
from leadsroom.roster.called_off import clear_old_dates
from leadsroom.roster.chapter_words import habits_difference
from leadsroom.roster.chapters import (
    agenda_columns,
    agenda_followed,
    chapter_columns,
    founding_columns,
    habits_of,
    refuse_same_name,
    rules_followed,
    sums_to_enter_anew,
)
from leadsroom.roster.door import Door
from leadsroom.roster.sheets import NewChapter
from leadsroom.store import read
from leadsroom.store import tables as t
from leadsroom.store.read import agenda_as_data
from leadsroom.store.read_calendar import calendar_of
from leadsroom.store.read_chapter import lead_rules_as_data
from leadsroom.store.rules_data import rules_as_data

__all__ = ["NewChapter", "Office"]


class Office(Door):
    """The door to a chapter. Every write raises Refused with nothing changed."""

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
