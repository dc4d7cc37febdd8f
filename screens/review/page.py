"""A meeting afterwards, for reading: whom to call first, each lead, figures; last how long it took."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Mapping, Sequence

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.events import Resize

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.rules.windows import PeriodKind, Stretch
from leadsroom.domain.text.wording import ZERO, late_in_words, whole_minutes
from leadsroom.views.health.review import MeetingReview, meeting_review
from screens.kit.keyboard import keys
from screens.kit.keyboard.keys import BACK, FIND, GO_TO
from screens.kit.leaving import ignore_if_unmounted
from screens.kit.list_page import ListPage
from screens.kit.listing import Line, found
from screens.kit.page import Page
from screens.kit.styled import quiet, words
from screens.kit.theme import style
from screens.review.lines import about_of, section_of
from screens.review.panes import AROUND, Band, ReviewList
from screens.review.section_page import does_with, open_line
from screens.review.sections import review_lines

_ROOM = 100  # columns
_TO_TABLE = "back to the table, where u undoes the closing"
_TO_TABLE_IN_SHORT = "table; u undoes closing"
_ENDS = {-1: "This is the first meeting on record.", 1: "This is the last meeting on record."}


class ReviewScreen(ListPage[MeetingReview, str]):
    """One meeting, closed or still live. A line is a lead, a person, a figure or a step."""

    CSS_PATH = [style("page"), style("review")]
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

    find_hint = "a name, a prospect, any word"

    def __init__(
        self,
        desk: Desk,
        chapter: Chapter,
        seen: MeetingReview,
        *,
        just_closed: bool = False,
        from_shell: bool = False,
    ) -> None:
        """`just_closed`: it stands on top of the table, where the closing can still be undone.

        `from_shell`: nothing was open before it, and back is out of the program.
        """
        super().__init__(desk, chapter)
        self.meeting_id = seen.snapshot.meeting.id
        self._read_before: MeetingReview | None = seen
        self._just_closed = just_closed
        self._from_shell = from_shell
        self._drawn_for = 0

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

    def make_list(self) -> ReviewList:
        return ReviewList(id="list")

    @property
    def listing(self) -> ReviewList:
        return self.query_one("#list", ReviewList)

    def lines(self, picture: MeetingReview, wanted: str) -> Sequence[Line]:
        self._drawn_for = self.size.width
        lines = review_lines(picture, self.size.width - AROUND, unfolded=self.has_class("-turns"))
        return found(lines, wanted) if wanted.strip() else lines

    def item(self, picture: MeetingReview, key: str) -> str | None:
        return key or None

    def show_beside(self, picture: MeetingReview) -> None:
        self.query_one(Band).show(picture, self.size.width)

    def on_resize(self, event: Resize) -> None:
        if self._drawn_for != event.size.width:
            self.show()

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
        name, _ = about_of(self.cursor)
        return "show every turn" if name == "turns" else does_with(name)

    @property
    def _leads_back(self) -> bool:
        """Whether Enter is the way back to the table, where the closing can be undone."""
        return self._just_closed and self.picture is not None and self.picture.snapshot.is_just_closed

    def others_do(self) -> Mapping[str, str]:
        return {"back": "quit"} if self._from_shell else {}

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
            return
        name, number = about_of(self.cursor)
        if name == "turns":
            self.action_turns()
        else:
            self._open_about(name, number)

    @work(exclusive=True, group="lead")
    @ignore_if_unmounted
    async def _open_about(self, name: str, number: int) -> None:
        await open_line(self, name, number)

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
        self._go_to_section(section)

    def action_turns(self) -> None:
        """Unfold the turns of every round, or fold them again."""
        self.toggle_class("-turns")
        self.show()
        self._go_to_section("turns")

    def _go_to_section(self, section: str) -> None:
        """Once it is shown: the list first puts itself where it was in view."""
        self.call_after_refresh(self.listing.go_to_section, section)

    def action_letters(self) -> None:
        """The letters of this meeting."""
        self.open_page("letters", self.meeting_id)

    def action_edit(self) -> None:
        """To the table of that meeting; right after the closing it is still there below."""
        if self._just_closed:
            self.dismiss(None)
            return
        self.open_page("table", self.meeting_id)

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

    def action_back(self) -> None:
        """Out of a search; back; out, where the review was all that was asked for."""
        if self._from_shell and not self.find_box.display:
            self.app.exit()
        else:
            super().action_back()
