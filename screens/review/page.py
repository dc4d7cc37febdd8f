"""A meeting afterwards, for reading: whom to call first, each lead, figures; last how long it took."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Sequence

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.rules.windows import PeriodKind, Stretch
from leadsroom.domain.text.wording import ZERO, late_in_words, whole_minutes
from leadsroom.views.health.review import MeetingReview, meeting_review
from screens.kit.keyboard import keys
from screens.kit.keyboard.keys import BACK, FIND, GO_TO
from screens.kit.leaving import SelectsEntry, ToCorrect, ignore_if_unmounted
from screens.kit.listing import Line
from screens.kit.page import Page
from screens.kit.styled import quiet, words
from screens.review.lines import about_of, section_of
from screens.review.panes import Band
from screens.review.section_page import SectionPage
from screens.review.sections import entry_at, review_lines

_ROOM = 100  # columns
_TO_TABLE = "back to the table, where u undoes the closing"
_TO_TABLE_IN_SHORT = "table; u undoes closing"
_ENDS = {-1: "This is the first meeting on record.", 1: "This is the last meeting on record."}


class ReviewScreen(SectionPage[MeetingReview]):
    """One meeting, closed or still live. A line is a lead, a person, a figure or a step."""

    BINDINGS = [
        keys.enter("read", "Read the lead under the cursor, or open the page of the person"),
        Binding("left", "step(-1)", "before", id="before", show=False, tooltip="The meeting before"),
        Binding("right", "step(1)", "after", id="after", show=False, tooltip="The meeting after"),
        Binding("w", "write", "write", id="write", tooltip="Write minutes, letters and reports into files"),
        Binding("e", "edit", "correct", id="edit", tooltip="Correct, withdraw or add entries at its table"),
        Binding("d", "days", "days", id="days", tooltip="All meetings of some days as one review"),
        Binding("t", "turns", "turns", id="turns", tooltip="Every turn of every round, or fold them again"),
        Binding("l", "letters", "letters", id="letters", tooltip="What each member is written afterwards"),
        FIND,
        BACK,
        GO_TO,
        *Page.BINDINGS,
    ]

    def __init__(
        self,
        desk: Desk,
        chapter: Chapter,
        seen: MeetingReview,
        *,
        just_closed: bool = False,
        from_shell: bool = False,
    ) -> None:
        """`just_closed`: it stands on top of the table, where the closing can still be undone."""
        super().__init__(desk, chapter, from_shell=from_shell)
        self.meeting_id = seen.snapshot.meeting.id
        self._read_before: MeetingReview | None = seen
        self._just_closed = just_closed

    # What is shown

    async def read(self) -> MeetingReview:
        seen, self._read_before = self._read_before, None
        if seen is not None:
            return seen
        latest: MeetingReview = await self.desk.read(meeting_review, self.meeting_id)
        return latest

    def take(self, picture: MeetingReview) -> None:
        super().take(picture)
        self.chapter = picture.chapter
        self.heading = f"Review of {picture.summary.meeting.name.near()}"

    def body(self) -> ComposeResult:
        yield Band(id="band")
        yield from super().body()

    def sections(self, picture: MeetingReview, width: int) -> Sequence[Line]:
        return review_lines(picture, width, unfolded=self.has_class("-turns"))

    def show_beside(self, picture: MeetingReview) -> None:
        self.query_one(Band).show(picture, self.size.width)

    def beside_title(self, picture: MeetingReview) -> Content:
        arrows = f"  {'←' if picture.before else ' '} {'→' if picture.after else ' '}"
        return Content.assemble(self._when(picture), quiet(arrows.rstrip()))

    def _when(self, picture: MeetingReview) -> Content:
        chapter, meeting = picture.summary.chapter, picture.summary.meeting
        if meeting.started_at is None:
            return quiet("not started yet")
        began = clock_time(meeting.started_at, chapter)
        if meeting.state is MeetingState.LIVE or meeting.ended_at is None:
            return words(f"▶ live since {began}", "accent")
        ended = clock_time(meeting.ended_at, chapter, half=True)
        late = picture.summary.ended_late or ZERO
        minutes, beside = whole_minutes(late), late_in_words(late)
        if not minutes:
            return Content.assemble(words(f"{began} – {ended}"), quiet(f" · ended {beside}"))
        tone = "amber" if minutes > 0 else "quiet"
        return Content.assemble(words(f"{began} – {ended}"), words(f" · {beside}", tone))

    # What the keys do

    def main_does(self) -> str:
        if self._leads_back:
            return _TO_TABLE if self.size.width >= _ROOM else _TO_TABLE_IN_SHORT
        return "show every turn" if about_of(self.cursor)[0] == "turns" else super().main_does()

    @property
    def _leads_back(self) -> bool:
        """Whether Enter is the way back to the table, where the closing can be undone."""
        return self._just_closed and self.picture is not None and self.picture.snapshot.is_just_closed

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What was closed can be corrected and written about, and turns unfolded where there are any."""
        if not super().check_action(action, parameters):
            return False
        if action == "turns":
            return self.picture is not None and bool(self.picture.summary.turns)
        if action in ("edit", "letters"):
            return self.picture is not None and self.picture.snapshot.meeting.state is MeetingState.CLOSED
        return True

    def action_open(self) -> None:
        """What the line under the cursor is about; right after the closing the way back."""
        if self._leads_back:
            self.dismiss(None)
        elif about_of(self.cursor)[0] == "turns":
            self.action_turns()
        else:
            super().action_open()

    @work
    @ignore_if_unmounted
    async def action_days(self) -> None:
        """The meetings of some days as one review; at first of the month of this meeting."""
        from screens.review.period import ask_days

        if self.picture is None:
            return
        shown = Stretch.of(PeriodKind.MONTH, self.picture.snapshot.meeting.on)
        today = self.chapter.today(self.picture.summary.seen_at)
        days = await ask_days(self, shown, today)
        if days is not None:
            self.open_page("period", days)

    @work(exclusive=True, group="step")
    @ignore_if_unmounted
    async def action_step(self, way: int) -> None:
        """The meeting before or after, at the section that was read here."""
        if self.picture is None:
            return
        beside = self.picture.before if way < 0 else self.picture.after
        if beside is None:
            self.say(_ENDS[way])
            return
        section, self.meeting_id, self._just_closed = section_of(self.cursor), beside, False
        with self.keys_wait():
            await self.reload()
        self.show_status("")
        self._look_what_is_old()
        self.go_to_section(section)

    def action_turns(self) -> None:
        """Unfold the turns of every round, or fold them again."""
        self.toggle_class("-turns")
        self.show()
        self.go_to_section("turns")

    def action_letters(self) -> None:
        """The letters of this meeting."""
        self.open_page("letters", self.meeting_id)

    def action_edit(self) -> None:
        """To the table of that meeting, the entry under the cursor selected; right after the closing it is
        still there below.
        """
        entry = entry_at(self.picture, self.cursor) if self.picture is not None else None
        if self._just_closed:
            below = self.app.screen_stack[-2]
            self.dismiss(None)
            if isinstance(below, SelectsEntry):
                below.select(entry)
            return
        self.open_page("table", ToCorrect(self.meeting_id, entry))

    @work
    @ignore_if_unmounted
    async def action_write(self) -> None:
        """Ask what leaves of this meeting, and write it: minutes, letters, reports."""
        from screens.review.packet import ask_for_packet

        if self.picture is not None and await ask_for_packet(
            self, self.desk.read, self.picture.snapshot.meeting
        ):
            await self.reload()  # what another station has corrected meanwhile is in it

    async def settle_in(self) -> None:
        self._look_what_is_old()

    @work(exclusive=True, group="what is old")
    @ignore_if_unmounted
    async def _look_what_is_old(self) -> None:
        """Say which of its files were written before a correction, unless something else is said there."""
        from leadsroom.exchange.written_files import outdated

        if self.picture is not None:
            old = await to_thread(outdated, self.picture.summary)
            if old and not self.has_status:
                self.say(f"{old}.")
