"""The calendar: the dates of the season, what is special about each, and who told to be away."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from functools import partial

from textual import on, work
from textual.binding import Binding
from textual.message import Message
from textual.widgets import OptionList

from leadsroom.domain.chapter import Chapter
from leadsroom.domain.rhythm_words import rhythm_in_words
from leadsroom.domain.roster import Person
from leadsroom.domain.season_dates import DateKind
from leadsroom.domain.snapshot import MeetingState
from leadsroom.domain.wording import short_date
from leadsroom.errors import Refused
from screens.dialogs.calendar_forms import DateDialog, Marked, RhythmDialog, TellDialog, Told, told_of
from screens.page import Page
from screens.season_page import SeasonPage
from screens.style import style
from screens.while_shown import while_shown
from screens.widgets.words import short


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
        day = short_date(known.on)
        heading = f"{day} is a holiday" if kind is DateKind.HOLIDAY else f"{day} is an open house"
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

        async def ask(refusal: str) -> None:
            nonlocal marked
            answer = await self.app.push_screen_wait(
                DateDialog(heading, today, marked, on=on, hint=hint, refusal=refusal)
            )
            if answer is None:
                return
            marked = answer
            mark = partial(self._calendar.mark_date, chapter_id, answer.on, kind, answer.note)
            what = "an extra meeting" if kind is DateKind.EXTRA else f"{_article(kind)} {kind.value}"
            sentence = f"{short_date(answer.on)} is {what}. n takes it back."
            await self._do(mark, sentence, answer.on.isoformat())

        await _until_taken(ask)

    @work
    @while_shown
    async def action_normal(self) -> None:
        known, notice, chapter_id = self.known, self.notice, self._chapter.id
        if notice is not None and known is not None:
            back = partial(self._notices.take_back, chapter_id, notice.id)
            name = short(notice.member.name)
            await self._try(back, f"{name} comes on {short_date(notice.on)} after all.", known.on.isoformat())
        elif known is not None:
            clear = partial(self._calendar.clear_date, chapter_id, known.on)
            await self._try(clear, f"{short_date(known.on)} is a date like the others again.")

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
            self.tell(f"Nobody meets on {short_date(known.on)}. n makes it a date like the others.", "amber")
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
        """Ask who is away until the door takes it; what was told already is of the one it is of."""
        chapter_id, heading = self._chapter.id, f"Away on {short_date(on)}"
        names = {person.id: short(person.name) for person in people}

        async def ask(refusal: str) -> None:
            nonlocal told
            answer: Told | None = await self.app.push_screen_wait(TellDialog(heading, people, told, refusal))
            if answer is None:
                return
            told = answer
            write = partial(
                self._notices.tell,
                *(chapter_id, answer.member_id, on, answer.mark),
                substitute=answer.substitute,
                trade=answer.trade,
                note=answer.note,
            )
            sentence = f"Told for {short_date(on)}: {names[answer.member_id]}. n on that line takes it back."
            await self._do(write, sentence, on.isoformat())

        await _until_taken(ask)

    @work
    @while_shown
    async def action_rhythm(self) -> None:
        if self._season is None:
            return
        dialog = RhythmDialog(self._season.calendar, self._season.today)
        rhythm = await self.app.push_screen_wait(dialog)
        if rhythm is not None:
            words_of = rhythm_in_words(rhythm, self._chapter.weekday)
            change = partial(self._calendar.set_rhythm, self._chapter.id, rhythm)
            await self._try(change, f"The group meets {words_of}.")

    def action_back(self) -> None:
        self.post_message(self.CalendarLeft(self._chapter))


def _article(kind: DateKind) -> str:
    return "an" if kind is DateKind.OPEN_HOUSE else "a"


async def _until_taken(ask: Callable[[str], Awaitable[None]]) -> None:
    """Ask again with the reason as long as what was answered is refused."""
    refusal = ""
    while True:
        try:
            await ask(refusal)
        except Refused as no:
            refusal = str(no)
        else:
            return
