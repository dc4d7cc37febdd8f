"""The calendar: the dates of the season, what is special about each, and who told to be away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from leadsroom.acts.command import Command
from leadsroom.acts.desk import Desk
from leadsroom.acts.people.commands import AnnounceAbsence, WithdrawNotice
from leadsroom.acts.season.commands import ClearDate, MarkDate, SetSchedule
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.attendance import Notice
from leadsroom.domain.people.roster import Person
from leadsroom.domain.season.calendar import DateKind
from leadsroom.domain.season.typed_schedule import schedule_in_words
from leadsroom.domain.text.wording import near_date
from leadsroom.errors import Refused
from leadsroom.views.chapter import people_with_seats
from leadsroom.views.season import KnownDate, Season, season
from screens.dialogs.calendar_forms import DateDialog, Marked, ScheduleDialog, TellDialog, Told, told_of
from screens.kit.ignore_if_unmounted import ignore_if_unmounted
from screens.kit.list_page import RecordPage
from screens.kit.listing import Listing
from screens.kit.page import Page
from screens.kit.styled import quiet, short, words
from screens.kit.theme import style
from screens.kit.top_line import TopWords
from screens.widgets.season_lines import SEASON_COLUMNS, season_lines

_SHOWN = 26  # dates to come
_SHOWN_BEFORE = timedelta(weeks=26)
_ABOVE = 5  # lines above the next date
_WHAT = {
    DateKind.HOLIDAY: "a holiday",
    DateKind.OPEN_HOUSE: "an open house",
    DateKind.EXTRA: "an extra meeting",
}


class CalendarScreen(RecordPage):
    """A list with a cursor on a date, or on somebody who announced something for it.

    Every change is on record at once and read back; `n` makes a date like the others again.
    """

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
        Binding("x", "extra", "extra", id="extra", tooltip="A meeting on a day that is not of the schedule"),
        Binding("r", "schedule", "schedule", id="schedule", tooltip="Weekly, every two weeks, or monthly"),
        *RecordPage.BINDINGS,
        Binding("escape,q", "back", "back", id="back", key_display="esc", tooltip="Back"),
        *Page.BINDINGS,
    ]
    AUTO_FOCUS = "#dates"

    class CalendarLeft(Message):
        """The calendar was left; the chapter as it is on record."""

        def __init__(self, chapter: Chapter) -> None:
            super().__init__()
            self.chapter = chapter

    def __init__(self, desk: Desk, chapter: Chapter) -> None:
        super().__init__(desk)
        self._chapter = chapter
        self._season: Season | None = None

    def body(self) -> ComposeResult:
        yield Listing(SEASON_COLUMNS, id="dates")
        yield Static(id="said")

    def on_mount(self) -> None:
        self._read()

    # What is shown

    @property
    def listing(self) -> Listing:
        return self.query_one("#dates", Listing)

    @property
    def cursor(self) -> str:
        return self.listing.key

    @property
    def notice(self) -> Notice | None:
        """The notice under the cursor."""
        dates = self._season.dates if self._season else ()
        notices = (notice for known in dates for notice in known.notices)
        return next((notice for notice in notices if f"told{notice.id}" == self.listing.key), None)

    @property
    def known(self) -> KnownDate | None:
        """The date under the cursor, also where it is on somebody who announced something for it."""
        dates, key = (self._season.dates if self._season else ()), self.listing.key
        return next(
            (
                known
                for known in dates
                if known.on.isoformat() == key or any(f"told{n.id}" == key for n in known.notices)
            ),
            None,
        )

    @work
    @ignore_if_unmounted
    async def _read(self) -> None:
        await self.reload()

    async def reload(self, at: str = "") -> None:
        """Show the season as it is on record, the cursor on this line, at first on the next date."""
        try:
            found = await self.desk.read(season, _SHOWN, _SHOWN_BEFORE)
        except Refused as no:
            self.tell(str(no), "wrong")
            return
        first = self._season is None
        self._season, self._chapter = found, found.chapter
        coming = next((known.on.isoformat() for known in found.dates if known.on >= found.today), "")
        self.listing.show(season_lines(found), at or (coming if first else ""))
        if first:
            self.call_after_refresh(self._begin_here)
        title = Content.assemble(words("Calendar"), quiet(f" · {found.chapter.name}"))
        schedule = schedule_in_words(found.chapter.schedule, found.chapter.weekday)
        self.top_line.show(TopWords(title, right=quiet(f"meets {schedule}")))
        self._say()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is not like the others can be made so again, as long as it is to come."""
        if action != "normal" or self._season is None:
            return True
        known = self.known
        if known is None or not self._is_to_come(known):
            return False
        return known.what.kind is not None or self.notice is not None

    def _begin_here(self) -> None:
        """What is to come first, and a little of what was."""
        self.listing.scroll_to(y=max(0, (self.listing.highlighted or 0) - _ABOVE), animate=False)

    def _say(self) -> None:
        known, notice = self.known, self.notice
        if known is None or not self._is_to_come(known):
            self.key_line.say("")
        elif notice is not None:
            self.key_line.say(f"change {short(notice.member.name)}", normal="comes after all")
        else:
            self.key_line.say(f"away on {self.day(known.on)}" if known.what.meets else "")

    def _is_to_come(self, known: KnownDate) -> bool:
        return self._season is not None and known.on >= self._season.today and not known.was_held

    def _can_change(self, known: KnownDate) -> bool:
        """Whether a date is still to come; it says so when not."""
        if not self._is_to_come(known):
            held = " A meeting is corrected from its review." if known.was_held else ""
            self.tell(f"{self.day(known.on)} is past.{held}", "amber")
            return False
        return True

    def day(self, on: date) -> str:
        """`Wed 18 Nov`, with the year where it is another one than this."""
        return near_date(on, self._season.today if self._season is not None else on)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self.forget_told()
        self._say()

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_tell()

    # What is changed

    async def _do(self, command: Command, sentence: str, at: str = "") -> None:
        """Carry out a command and say what was done. Raises Refused."""
        await self.do(command, at)
        self.tell(f"✓ {sentence}")

    async def _try(self, command: Command, sentence: str, at: str = "") -> None:
        try:
            await self._do(command, sentence, at)
        except Refused as no:
            self.tell(str(no), "wrong")

    @work
    @ignore_if_unmounted
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
    @ignore_if_unmounted
    async def action_extra(self) -> None:
        await self._mark("An extra meeting", DateKind.EXTRA, "may stay empty", None, None)

    async def _mark(
        self, heading: str, kind: DateKind, hint: str, on: date | None, marked: Marked | None
    ) -> None:
        """Ask why until it is accepted, or nobody wants it any more."""
        if self._season is None:
            return
        today = self._season.today

        def dialog(filled: Marked | None, refusal: str) -> DateDialog:
            return DateDialog(heading, today, filled or marked, on=on, hint=hint, refusal=refusal)

        async def accept(filled: Marked) -> None:
            sentence = f"{self.day(filled.on)} is {_WHAT[kind]}. n takes it back."
            await self._do(MarkDate(filled.on, kind, filled.note), sentence, filled.on.isoformat())

        await self.ask_until_accepted(dialog, accept)

    @work
    @ignore_if_unmounted
    async def action_normal(self) -> None:
        known, notice = self.known, self.notice
        if notice is not None and known is not None:
            sentence = f"{short(notice.member.name)} comes on {self.day(notice.on)} after all."
            await self._try(WithdrawNotice(notice.id), sentence, known.on.isoformat())
        elif known is not None:
            await self._try(ClearDate(known.on), f"{self.day(known.on)} is a date like the others again.")

    @work
    @ignore_if_unmounted
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
            people = await self.desk.read(people_with_seats)
        except Refused as no:
            self.tell(str(no), "wrong")
            return
        if notice is not None:
            people = (notice.member,)
        await self._announce(known.on, people, told_of(notice) if notice is not None else None)

    async def _announce(self, on: date, people: Sequence[Person], announced: Told | None) -> None:
        """Ask who is away until it is accepted; `announced` is what stands already."""
        heading = f"Away on {self.day(on)}"
        names = {person.id: short(person.name) for person in people}

        def dialog(filled: Told | None, refusal: str) -> TellDialog:
            return TellDialog(heading, people, filled or announced, refusal)

        async def accept(filled: Told) -> None:
            absence = AnnounceAbsence(
                filled.member_id, on, filled.mark, filled.substitute, filled.trade, filled.note
            )
            sentence = (
                f"Announced for {self.day(on)}: {names[filled.member_id]}. n on that line takes it back."
            )
            await self._do(absence, sentence, on.isoformat())

        await self.ask_until_accepted(dialog, accept)

    @work
    @ignore_if_unmounted
    async def action_schedule(self) -> None:
        """Meet so from now on, and say what was cleared with the old schedule."""
        if self._season is None:
            return
        dialog = ScheduleDialog(self._season.calendar, self._season.today)
        schedule = await self.app.push_screen_wait(dialog)
        if schedule is not None:
            await self.act(SetSchedule(schedule))

    def action_back(self) -> None:
        self.post_message(self.CalendarLeft(self._chapter))
