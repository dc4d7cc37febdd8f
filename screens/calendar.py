"""The calendar: the dates of the season, what is special about each, and who is announced to be away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from textual.content import Content
from textual.message import Message

from leadsroom.acts.command import Command
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
from screens.kit import keys
from screens.kit.list_page import ListPage
from screens.kit.listing import Line
from screens.kit.styled import quiet, short
from screens.kit.theme import style
from screens.widgets.season_lines import SEASON_COLUMNS, notice_key, season_lines

_SHOWN = 26  # dates to come
_SHOWN_BEFORE = timedelta(weeks=26)
_ABOVE = 5  # lines above the next date
_WHAT = {
    DateKind.HOLIDAY: "a holiday",
    DateKind.OPEN_HOUSE: "an open house",
    DateKind.EXTRA: "an extra meeting",
}
_NO_NOTE = "may stay empty"
_BACK_TO_REGULAR = "del makes it a regular meeting again."


class CalendarScreen(ListPage[Season, KnownDate]):
    """The cursor is on a date, or on somebody who announced something for it."""

    CSS_PATH = [style("page"), style("calendar")]
    BINDINGS = [
        keys.enter("announce", "Announce that a member is away or late on this date, and the substitute"),
        keys.new("extra meeting", "An extra meeting on a day outside the regular schedule"),
        keys.edit("Change what a member announced, or announce it", show=False),
        keys.delete("regular", "Back to a regular meeting; of a member, they come after all"),
        keys.act("x", "holiday", "holiday", "Nobody meets on this date"),
        keys.act("o", "open_house", "open house", "An open house on this date"),
        keys.act("s", "schedule", "schedule", "Weekly, every two weeks, or monthly"),
        *ListPage.BINDINGS,
    ]

    heading = "Calendar"
    columns = SEASON_COLUMNS
    find_hint = "a day, a kind of meeting, or a member"

    class CalendarLeft(Message):
        """The calendar was left; the chapter as it is on record."""

        def __init__(self, chapter: Chapter) -> None:
            super().__init__()
            self.chapter = chapter

    @property
    def notice(self) -> Notice | None:
        """The notice under the cursor."""
        known, key = self.chosen, self.listing.key
        return next((each for each in known.notices if notice_key(each) == key), None) if known else None

    # What is shown

    async def read(self) -> Season:
        return await self.desk.read(season, _SHOWN, _SHOWN_BEFORE)

    def take(self, picture: Season) -> None:
        super().take(picture)
        self.chapter = picture.chapter

    def lines(self, picture: Season, wanted: str) -> Sequence[Line]:
        return season_lines(picture, wanted)

    def item(self, picture: Season, key: str) -> KnownDate | None:
        """A date, also where its line is of somebody who announced something for it."""
        return next(
            (
                known
                for known in picture.dates
                if known.on.isoformat() == key or any(notice_key(each) == key for each in known.notices)
            ),
            None,
        )

    def begin_at(self, picture: Season) -> str:
        return next((known.on.isoformat() for known in picture.dates if known.on >= picture.today), "")

    def beside_title(self, picture: Season) -> Content:
        return quiet(f"meets {schedule_in_words(picture.chapter.schedule, picture.chapter.weekday)}")

    def show(self, at: str = "") -> None:
        is_first = not self.listing.key
        super().show(at)
        if is_first:
            self.call_after_refresh(self._begin_here)

    def _begin_here(self) -> None:
        """What is to come first, and a little of what was."""
        self.listing.scroll_to(y=max(0, (self.listing.highlighted or 0) - _ABOVE), animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is not regular can be made so again, as long as it is to come."""
        if action != "act" or parameters != ("delete",) or self.picture is None:
            return super().check_action(action, parameters)
        known = self.chosen
        if known is None or not self._is_to_come(known):
            return False
        return known.what.kind is not None or self.notice is not None

    def main_does(self) -> str:
        known, notice = self.chosen, self.notice
        if known is None or not self._is_to_come(known):
            return ""
        if notice is not None:
            return f"change {short(notice.member.name)}"
        return f"away on {self.day(known.on)}" if known.what.meets else ""

    def others_do(self) -> Mapping[str, str]:
        return {"delete": "comes after all"} if self.notice is not None else {}

    def leave(self) -> None:
        self.post_message(self.CalendarLeft(self.chapter))

    def _is_to_come(self, known: KnownDate) -> bool:
        return self.picture is not None and known.on >= self.picture.today and not known.was_held

    def _can_change(self, known: KnownDate) -> bool:
        """Whether a date is still to come; it says so when not."""
        if not self._is_to_come(known):
            held = " A meeting is corrected from its review." if known.was_held else ""
            self.show_status(f"{self.day(known.on)} is past.{held}", "amber")
            return False
        return True

    def day(self, on: date) -> str:
        """`Wed 18 Nov`, with the year where it is another one than this."""
        return near_date(on, self.picture.today if self.picture is not None else on)

    # Dates

    async def _do(self, command: Command, sentence: str, at: str = "") -> None:
        """Carry out a command and say what was done. Raises Refused."""
        await self.do(command, at)
        self.show_status(f"✓ {sentence}")

    async def _try(self, command: Command, sentence: str, at: str = "") -> None:
        try:
            await self._do(command, sentence, at)
        except Refused as no:
            self.show_status(str(no), "wrong")

    async def holiday(self) -> None:
        """Nobody meets on the date under the cursor."""
        await self._mark_chosen(DateKind.HOLIDAY, "like Thanksgiving")

    async def open_house(self) -> None:
        """The date under the cursor is an open house."""
        await self._mark_chosen(DateKind.OPEN_HOUSE, _NO_NOTE)

    async def _mark_chosen(self, kind: DateKind, hint: str) -> None:
        known = self.chosen
        if known is None or not self._can_change(known):
            return
        note = known.what.note if known.what.kind is kind else ""
        heading = f"{self.day(known.on)} is {_WHAT[kind]}"
        await self._mark(heading, kind, hint, known.on, Marked(known.on, note))

    async def new(self) -> None:
        """A meeting outside the regular schedule."""
        await self._mark("An extra meeting", DateKind.EXTRA, _NO_NOTE, None, None)

    async def _mark(
        self, heading: str, kind: DateKind, hint: str, on: date | None, marked: Marked | None
    ) -> None:
        """Ask why until it is accepted, or nobody wants it any more."""
        if self.picture is None:
            return
        today = self.picture.today

        def dialog(filled: Marked | None, refusal: str) -> DateDialog:
            return DateDialog(heading, today, filled or marked, on=on, hint=hint, refusal=refusal)

        async def accept(filled: Marked) -> None:
            sentence = f"{self.day(filled.on)} is {_WHAT[kind]}. {_BACK_TO_REGULAR}"
            await self._do(MarkDate(filled.on, kind, filled.note), sentence, filled.on.isoformat())

        await self.ask_until_accepted(dialog, accept)

    async def delete(self) -> None:
        """A date is regular again; a member comes after all."""
        known, notice = self.chosen, self.notice
        if notice is not None and known is not None:
            sentence = f"{short(notice.member.name)} comes on {self.day(notice.on)} after all."
            await self._try(WithdrawNotice(notice.id), sentence, known.on.isoformat())
        elif known is not None:
            await self._try(ClearDate(known.on), f"{self.day(known.on)} is regular again.")

    async def schedule(self) -> None:
        """Meet so from now on, and say what was cleared with the old schedule."""
        if self.picture is None:
            return
        dialog = ScheduleDialog(self.picture.calendar, self.picture.today)
        schedule = await self.app.push_screen_wait(dialog)
        if schedule is not None:
            await self.act(SetSchedule(schedule))

    # Who is away

    def action_open(self) -> object:
        return self.action_act("edit")

    async def edit(self) -> None:
        """Announce that a member is away on the date under the cursor, or change what was announced."""
        known, notice = self.chosen, self.notice
        if known is None or not self._can_change(known):
            return
        if known.state is MeetingState.LIVE:
            self.show_status("That meeting is on. Mark it at its table.", "amber")
            return
        if not known.what.meets:
            self.show_status(f"Nobody meets on {self.day(known.on)}. {_BACK_TO_REGULAR}", "amber")
            return
        try:
            people = await self.desk.read(people_with_seats)
        except Refused as no:
            self.show_status(str(no), "wrong")
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
            name = names[filled.member_id]
            sentence = f"Announced for {self.day(on)}: {name}. del on that line withdraws it."
            await self._do(absence, sentence, on.isoformat())

        await self.ask_until_accepted(dialog, accept)
