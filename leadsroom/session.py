"""What one run of the program works on: a database, a chapter of it, and the desks and drafts of both."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from leadsroom.acts.desk import Desk, Threads
from leadsroom.clock import WatchfulClock
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, MeetingId
from leadsroom.domain.text.wording import full_day
from leadsroom.drafts import Drafts, DraftsFile
from leadsroom.files import Cause
from leadsroom.station import Station
from leadsroom.store.store import Store, open_store

if TYPE_CHECKING:
    from leadsroom.domain.meeting.snapshot import Meeting
    from leadsroom.store.backups.at_work import BackupsAtWork

ONLY_READ = (
    "This chapter was opened from the area's table, where it is only read. To write in it, go on with it: g, "
    "then c."
)
_BETWEEN_MEETINGS = 0  # a number that no meeting has, for the drafts of the pages


class Session:
    """All desks share their threads, so that the acts of all of them keep their order."""

    def __init__(
        self,
        store: Store,
        clock: WatchfulClock,
        station: Station,
        chapter: Chapter | None,
        drafts_in: Path | None,
        *,
        backups: BackupsAtWork | None = None,
    ) -> None:
        """Without a folder for them drafts stay in memory; without `backups` none are made."""
        self.store = store
        self.clock = clock
        self.station = station
        self.chapter = chapter
        self.threads = Threads()
        self.backups = backups
        self._drafts_in = drafts_in
        self._between: Desk | None = None
        self._association: Desk | None = None
        self._page_drafts: tuple[str, Drafts] = ("", Drafts())
        self._opened_drafts: dict[tuple[str, int], Drafts] = {}
        # Of chapters that were opened: the name, and what the chapter is called among all.
        self._labels: dict[ChapterId, tuple[str, str]] = {}
        self._sample: Path | None = None

    @property
    def between(self) -> Desk:
        """The desk between meetings."""
        chapter_id = None if self.chapter is None else self.chapter.id
        if self._between is None or not self._between.is_of(self.store, chapter_id):
            self._between = Desk(self.store, chapter_id, self.clock, self.station, threads=self.threads)
        return self._between

    @property
    def association(self) -> Desk:
        """The association's desk: what is done there is no chapter's."""
        if self._association is None or not self._association.is_of(self.store, None):
            self._association = self.association_desk()
        return self._association

    def association_desk(self) -> Desk:
        """One more of them, to found a chapter at, whose desk it is then."""
        return Desk(self.store, None, self.clock, self.station, threads=self.threads)

    def desk_of(self, chapter: Chapter) -> Desk:
        """The desk between meetings of another chapter."""
        return Desk(self.store, chapter.id, self.clock, self.station, threads=self.threads)

    def desk_to_read(self, chapter_id: ChapterId) -> Desk:
        """A desk of another chapter at which every act is refused."""
        return Desk(
            self.store, chapter_id, self.clock, self.station, threads=self.threads, only_read=ONLY_READ
        )

    def desk_at(self, meeting_id: MeetingId) -> Desk:
        """The desk at the table of a meeting."""
        assert self.chapter is not None
        return Desk(
            self.store,
            self.chapter.id,
            self.clock,
            self.station,
            meeting_id,
            threads=self.threads,
            when_closed=self._meeting_closed,
        )

    def _meeting_closed(self, meeting: Meeting) -> None:
        if self.backups is not None:
            self.backups.meeting_closed(meeting.on)

    def drafts_of(self, meeting_id: MeetingId) -> Drafts:
        """What was typed at a meeting and not saved."""
        return self._drafts(self.store.home, meeting_id)

    @property
    def page_drafts(self) -> Drafts:
        """What is half typed on the pages of this chapter."""
        place = f"{self.store.home}#{0 if self.chapter is None else self.chapter.id}"
        of, drafts = self._page_drafts
        if of != place:
            drafts.close()
            drafts = self._drafts(place, _BETWEEN_MEETINGS)
            self._page_drafts = (place, drafts)
        return drafts

    def _drafts(self, place: str, meeting_id: int) -> Drafts:
        if self._drafts_in is None:
            return Drafts()
        drafts = Drafts(DraftsFile(self._drafts_in, place, meeting_id, self.clock.now()))
        before = self._opened_drafts.get((place, meeting_id))
        if before is not None and before.hindrance is not None:
            drafts.take_from(before)
        self._opened_drafts[place, meeting_id] = drafts
        return drafts

    def try_drafts_again(self) -> None:
        """Write what is half typed and could not be written."""
        for drafts in self._hindered_drafts:
            drafts.try_again()

    @property
    def drafts_hindrance(self) -> Cause | None:
        """Why what is half typed is in memory only; None where it is on disk."""
        return next((drafts.hindrance for drafts in self._hindered_drafts), None)

    def unwritten(self) -> tuple[str, ...]:
        """What is half typed and in memory only: when the program has ended it is nowhere else."""
        return tuple(line for drafts in self._hindered_drafts for line in drafts.unwritten())

    @property
    def _hindered_drafts(self) -> list[Drafts]:
        return [drafts for drafts in self._opened_drafts.values() if drafts.hindrance is not None]

    def take(self, chapter: Chapter) -> None:
        """The chapter as it is on record by now. What is heard of another one than is open comes late."""
        if self.chapter is None or self.chapter.id == chapter.id:
            self.chapter = chapter

    async def open_chapter(self, chapter: Chapter) -> None:
        """Go on with a chapter. From here on pages call it as it is told apart from others of its name."""
        await self.learn_label(chapter)
        self.chapter = chapter
        if self._drafts_in is not None:
            from leadsroom.last_chapter import note_last_chapter

            await asyncio.to_thread(note_last_chapter, self.store.home, chapter.id)

    @property
    def only_read(self) -> str:
        """Why nothing can be entered in the chapter that is open; empty where it can."""
        if self.chapter is None or self.chapter.archived_on is None:
            return ""
        day = full_day(self.chapter.archived_on)
        return f"Archived on {day}: only read. g s and z open it again."

    @property
    def last_id(self) -> ChapterId | None:
        """The chapter that was open last on this machine, as far as that is noted."""
        from leadsroom.last_chapter import last_chapter

        return None if self._drafts_in is None else last_chapter(self.store.home)

    async def learn_label(self, chapter: Chapter) -> None:
        """Look up what a chapter is called among all of the database."""
        from leadsroom.views.association.chapters import label_of

        self._labels[chapter.id] = (chapter.name, await self.association.read(label_of, chapter.id))

    def label(self, chapter: Chapter) -> str:
        """What a chapter is called among all of the database, as far as that has been looked up."""
        name, label = self._labels.get(chapter.id, ("", ""))
        return label if label and name == chapter.name else chapter.name

    async def open_sample(self) -> None:
        """Work on the sample from here on; it is thrown away in the end. Raises Refused."""
        from leadsroom.demo.cache import demo_database
        from leadsroom.views.chapter import all_chapters

        place = await asyncio.to_thread(demo_database, self.clock.now())
        sample = await asyncio.to_thread(open_store, place)
        desk = Desk(sample, None, self.clock, self.station, threads=self.threads)
        self.chapter = (await desk.read(all_chapters))[0]
        self.store, self._sample = sample, Path(place).parent
        self._labels = {}
        self.backups = None

    def close(self) -> None:
        """Finish what was given, and throw the sample away."""
        self._page_drafts[1].close()
        self.threads.close()
        if self._sample is not None:
            self.store.close()
            shutil.rmtree(self._sample, ignore_errors=True)
