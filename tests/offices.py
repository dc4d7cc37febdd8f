"""What tests between meetings do and look at: a chapter, its season, its rules, and who announced what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leadsroom.acts.act import Done
from leadsroom.acts.agenda.commands import SetAgenda
from leadsroom.acts.chapter.commands import ChangeChapter, FoundChapter, NewChapter
from leadsroom.acts.command import Command
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.people.commands import AnnounceAbsence, MemberSheet, WithdrawNotice
from leadsroom.acts.rules.commands import SetLeadRules, SetRules
from leadsroom.acts.season.commands import ClearDate, MarkDate, SetSchedule
from leadsroom.clock import Clock
from leadsroom.domain.agenda.plan import AgendaPlan
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, NoticeId, PersonId
from leadsroom.domain.people.attendance import Mark, Notice
from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.domain.rules.lead_rules import LeadRules
from leadsroom.domain.season.calendar import DateKind, Schedule
from leadsroom.store.read.people.absences import notices_since
from leadsroom.store.store import Store
from leadsroom.views.chapter import agenda_picture, all_chapters, chapter_here
from leadsroom.views.rules import MemberMeaning, meaning
from leadsroom.views.season import Season, season
from tests.people import People

__all__ = ["AbsenceBook", "MemberSheet", "NewChapter", "Office", "RulesBook", "SeasonBook"]


class Office(People):
    """A station's office: chapters and their members."""

    def chapters(self) -> tuple[Chapter, ...]:
        """Every chapter of the database."""
        return self.desk(None).read(all_chapters)

    def chapter(self, chapter_id: ChapterId) -> Chapter:
        """One of them."""
        return self.desk(chapter_id).read(chapter_here)

    def found(self, habits: NewChapter) -> Chapter:
        """Found a chapter."""
        desk = self.desk(None)
        desk.do(FoundChapter(habits))
        return desk.read(chapter_here)

    def change_chapter(
        self, chapter_id: ChapterId, habits: NewChapter, seen: NewChapter | None = None
    ) -> Chapter:
        """Change its habits."""
        return self._changed(chapter_id, ChangeChapter(habits, seen))

    def set_agenda(self, chapter_id: ChapterId, plan: AgendaPlan, seen: AgendaPlan | None = None) -> Chapter:
        """Plan the meetings to come."""
        return self._changed(chapter_id, SetAgenda(plan, seen))

    def set_lead_rules(self, chapter_id: ChapterId, rules: LeadRules) -> Chapter:
        """Ask this of leads."""
        return self._changed(chapter_id, SetLeadRules(rules))

    def next_meeting_on(self, chapter_id: ChapterId) -> date:
        """When the next meeting is."""
        return self.desk(chapter_id).read(agenda_picture).next_on

    def _changed(self, chapter_id: ChapterId, command: Command) -> Chapter:
        desk = self.desk(chapter_id)
        desk.do(command)
        return desk.read(chapter_here)


@dataclass(slots=True)
class _Book:
    """What a station does in whichever chapter, and what it sees there."""

    store: Store
    clock: Clock
    station: str

    def desk(self, chapter_id: ChapterId) -> SyncDesk:
        """The station's desk in a chapter."""
        return SyncDesk(self.store, chapter_id, self.clock, self.station)


class SeasonBook(_Book):
    """The calendar."""

    def season(self, chapter_id: ChapterId, since: date, most: int) -> Season:
        """The dates from a day on, so many of them still to come."""
        desk = self.desk(chapter_id)
        today = desk.read(chapter_here).today(self.clock.now())
        return desk.read(season, most, today - since)

    def set_schedule(self, chapter_id: ChapterId, schedule: Schedule) -> Done:
        """Meet by another schedule."""
        return self.desk(chapter_id).do(SetSchedule(schedule))

    def mark_date(self, chapter_id: ChapterId, on: date, kind: DateKind, note: str = "") -> None:
        """Make a date special."""
        self.desk(chapter_id).do(MarkDate(on, kind, note))

    def clear_date(self, chapter_id: ChapterId, on: date) -> None:
        """A date like the others again."""
        self.desk(chapter_id).do(ClearDate(on))


class AbsenceBook(_Book):
    """What members announce."""

    def announced(self, chapter_id: ChapterId, since: date) -> tuple[Notice, ...]:
        """What stands for a day and those after it."""
        with self.store.reading() as connection:
            return notices_since(connection, chapter_id, since)

    def announce(
        self,
        chapter_id: ChapterId,
        member_id: PersonId,
        on: date,
        mark: Mark = Mark.ABSENT,
        *,
        substitute: str = "",
        profession: str = "",
        note: str = "",
    ) -> Notice:
        """A member will be away or late."""
        command = AnnounceAbsence(member_id, on, mark, substitute, profession, note)
        done = self.desk(chapter_id).do(command)
        return next(notice for notice in self.announced(chapter_id, on) if notice.id == done.subject)

    def withdraw(self, chapter_id: ChapterId, notice_id: NoticeId) -> None:
        """They will come after all."""
        self.desk(chapter_id).do(WithdrawNotice(notice_id))


class RulesBook(_Book):
    """The rules."""

    def set_rules(
        self, chapter_id: ChapterId, rules: ChapterRules, seen: ChapterRules | None = None
    ) -> Chapter:
        """Hold to other rules."""
        desk = self.desk(chapter_id)
        desk.do(SetRules(rules, seen))
        return desk.read(chapter_here)

    def meaning(self, chapter: Chapter, rules: ChapterRules) -> tuple[MemberMeaning, ...]:
        """Where the table would stand by them."""
        return self.desk(chapter.id).read(meaning, rules)
