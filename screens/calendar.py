"""The calendar: the dates of the season, what is special about each, and who told to be away."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from functools import partial

from textual import on, work
from textual.binding import Binding
from textual.message import Message
from textual.widgets import OptionList

from leadsroom.acts.season.dates import NewRhythm
from leadsroom.domain.chapter import Chapter
from leadsroom.domain.rhythm_words import rhythm_in_words
from leadsroom.domain.roster import Person
from leadsroom.domain.season_dates import DateKind, Rhythm
from leadsroom.domain.snapshot import MeetingState
from leadsroom.errors import Refused
from screens.dialogs.calendar_forms import DateDialog, Marked, RhythmDialog, TellDialog, Told, told_of
from screens.page import Page
from screens.season_page import SeasonPage
from screens.style import style
from screens.while_shown import while_shown
from screens.widgets.words import short

_WHAT = {
    DateKind.HOLIDAY: "a holiday",
    DateKind.OPEN_HOUSE: "an open house",
    DateKind.EXTRA: "an extra meeting",
}


class CalendarScreen(SeasonPage):
    """A list with a cursor. Every change is on record at once; `n` makes a date like the others again."""

    CSS_PATH = [style("page"), style("calendar")]
    BINDINGS = [
        Binding(
            "enter,t",
            "tell",
            "tell who is away",
            id="main",
            key_display="⏎",
            tooltip="A member is away or late on this date, and who stands in; t does the same",
        ),
        Binding(
            "n,delete",
            "normal",
            "normal",
            id="normal",
            key_display="n",
            tooltip="This date like the others again; on a member, they come after all",
        ),
        Binding("h", "mark('holiday')", "holiday", id="holiday", tooltip="Nobody meets on this date"),
        Binding("o", "mark('open house')", "open house", id="open", tooltip="An open house on this date"),
        Binding("x", "extra", "extra", id="extra", tooltip="A meeting on a day that is not of the rhythm"),
        Binding("r", "rhythm", "rhythm", id="rhythm", tooltip="Weekly, every two weeks, or monthly"),
        Binding("escape,q", "back", "back", id="back", key_display="esc", tooltip="Back"),
        *Page.BINDINGS,
    ]

    class CalendarLeft(Message):
        """The calendar was left; the chapter as it is on record."""

        def __init__(self, chapter: Chapter) -> None:
            super().__init__()
            self.chapter = chapter

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_tell()

    @work
    @while_shown
    async def action_mark(self, name: str) -> None:
        known, kind = self.known, DateKind(name)
        if known is None or not self._can_change(known):
            return
        day = self.day(known.on)
        heading = f"{day} is {_WHAT[kind]}"
        hint = "like Thanksgiving" if kind is DateKind.HOLIDAY else "may stay empty"
        note = known.what.note if known.what.kind is kind else ""
        await self._mark(heading, kind, hint, known.on, Marked(known.on, note))

    @work
    @while_shown
    async def action_extra(self) -> None:
        await self._mark("An extra meeting", DateKind.EXTRA, "may stay empty", None, None)

    async def _mark(
        self, heading: str, kind: DateKind, hint: str, on: date | None, marked: Marked | None
    ) -> None:
        """Ask why until the door takes it, or nobody wants it any more."""
        today, chapter_id = self._calendar.today(self._chapter), self._chapter.id

        def dialog(filled: Marked | None, refusal: str) -> DateDialog:
            return DateDialog(heading, today, filled or marked, on=on, hint=hint, refusal=refusal)

        async def take(filled: Marked) -> None:
            mark = partial(self._calendar.mark_date, chapter_id, filled.on, kind, filled.note)
            sentence = f"{self.day(filled.on)} is {_WHAT[kind]}. n takes it back."
            await self._do(mark, sentence, filled.on.isoformat())

        await self.until_taken(dialog, take)

    @work
    @while_shown
    async def action_normal(self) -> None:
        known, notice, chapter_id = self.known, self.notice, self._chapter.id
        if notice is not None and known is not None:
            back = partial(self._notices.take_back, chapter_id, notice.id)
            name = short(notice.member.name)
            await self._try(back, f"{name} comes on {self.day(notice.on)} after all.", known.on.isoformat())
        elif known is not None:
            clear = partial(self._calendar.clear_date, chapter_id, known.on)
            await self._try(clear, f"{self.day(known.on)} is a date like the others again.")

    @work
    @while_shown
    async def action_tell(self) -> None:
        known, notice = self.known, self.notice
        if known is None or not self._can_change(known):
            return
        if known.state is MeetingState.LIVE:
            self.tell("That meeting is on. Mark it at its table.", "amber")
            return
        if not known.what.meets:
            self.tell(f"Nobody meets on {self.day(known.on)}. n makes it a date like the others.", "amber")
            return
        try:
            members = await asyncio.to_thread(self._office.members, self._chapter.id)
        except Refused as no:
            self.tell(str(no), "wrong")
            return
        people = [member.person for member in members if member.status.holds_seat]
        if notice is not None:
            people = [notice.member]
        await self._tell_away(known.on, people, told_of(notice) if notice is not None else None)

    async def _tell_away(self, on: date, people: Sequence[Person], told: Told | None) -> None:
        """Ask who is away until the door takes it; `told` is what stands already."""
        chapter_id, heading = self._chapter.id, f"Away on {self.day(on)}"
        names = {person.id: short(person.name) for person in people}

        def dialog(filled: Told | None, refusal: str) -> TellDialog:
            return TellDialog(heading, people, filled or told, refusal)

        async def take(filled: Told) -> None:
            write = partial(
                self._notices.tell,
                *(chapter_id, filled.member_id, on, filled.mark),
                substitute=filled.substitute,
                trade=filled.trade,
                note=filled.note,
            )
            sentence = f"Told for {self.day(on)}: {names[filled.member_id]}. n on that line takes it back."
            await self._do(write, sentence, on.isoformat())

        await self.until_taken(dialog, take)

    @work
    @while_shown
    async def action_rhythm(self) -> None:
        if self._season is None:
            return
        dialog = RhythmDialog(self._season.calendar, self._season.today)
        rhythm = await self.app.push_screen_wait(dialog)
        if rhythm is not None:
            await self._set_rhythm(rhythm)

    async def _set_rhythm(self, rhythm: Rhythm) -> None:
        """Meet so from now on, and say what was cleared with the old rhythm."""
        done: list[NewRhythm] = []

        def change() -> None:
            done.append(self._calendar.set_rhythm(self._chapter.id, rhythm))

        meets = f"The group meets {rhythm_in_words(rhythm, self._chapter.weekday)}"
        await self._try(change, f"{meets}.")
        if done and done[0].cleared:
            self.tell(f"✓ {meets}; {done[0].cleared}.")

    def action_back(self) -> None:
        self.post_message(self.CalendarLeft(self._chapter))
