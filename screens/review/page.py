"""A meeting afterwards: whom to call and thank first, then who was there, last planned against actual."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize

from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.meeting.record_kinds import KINDS
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.text.wording import ZERO, late_in_words, whole_minutes
from leadsroom.errors import Refused
from leadsroom.views.meeting.summary import Review, Summary, review
from screens.kit.keyboard.keys import BACK, GO_TO
from screens.kit.leaving import ignore_if_unmounted
from screens.kit.page import Page, TopWords
from screens.kit.status_message import StatusLine
from screens.kit.styled import amber, quiet, words
from screens.kit.theme import style
from screens.review import sections as drawn
from screens.review.sections import Numbers, Section

if TYPE_CHECKING:
    from leadsroom.exchange.outgoing import FileWanted
    from screens.kit.form.form import Reads

_ROOM = 100  # columns
_TO_TABLE = "back to the table, where u undoes the closing"
_TO_TABLE_IN_SHORT = "table; u undoes closing"


class SummaryScreen(Page):
    """One meeting, closed or still live."""

    CSS_PATH = [style("page"), style("review")]
    BINDINGS = [
        Binding("enter", "open", "back", id="main", tooltip="Back to where you came from"),
        Binding("w", "write", "write minutes", id="write", tooltip="Write the minutes into a file"),
        Binding("e", "edit", "correct", id="edit", tooltip="Correct, withdraw or add entries at its table"),
        Binding("t", "turns", "turns", id="turns", tooltip="Every turn of every round, or fold them again"),
        replace(BACK, show=False),  # Enter says already where it leads
        GO_TO,
        *Page.BINDINGS,
    ]

    def __init__(
        self, seen: Review, reads: Reads, *, just_closed: bool = False, read_only: bool = False
    ) -> None:
        """`just_closed`: it stands on top of the table, where the closing can still be undone.

        `read_only`: whoever only looks has no table to correct it at, and comes from nowhere.
        """
        super().__init__()
        self._reads = reads
        self._read_only = read_only
        self._just_closed = just_closed
        self._seen, self.chapter = seen, seen.summary.chapter

    def body(self) -> ComposeResult:
        with VerticalScroll(id="page"):
            yield Numbers(id="numbers")
            with Container(id="to-do"):
                with Vertical():
                    yield Section(drawn.call_heading, drawn.calls, id="calls")
                    yield Section("What became of the leads", drawn.heard_from, id="heard-from")
                    yield Section("Thanks and closed business", drawn.thanks, id="thanks")
                with Vertical():
                    yield Section("Outcomes of earlier leads", drawn.outcomes, id="outcomes")
                    for kind in KINDS:
                        if kind.telling is not None:
                            yield Section(kind.telling.heading, drawn.entries_of(kind), id=kind.telling.key)
                    yield Section("One-to-ones", drawn.one_to_ones, id="one-to-ones")
                    yield Section("Asks", drawn.asks, id="asks")
            with Container(id="members"):
                yield Section("Members", drawn.attendance, id="attendance")
                yield Section("Leads", drawn.leads_by_member, id="leads")
                yield Section("Dollars", drawn.dollars, id="dollars")
            with Vertical(id="afterwards"):
                yield Section("Overlapping professions", drawn.close_seats, id="close-seats")
                yield Section("Planned and actual", drawn.steps, id="steps")
                yield Section("Every turn", drawn.folded_turns, id="folded-turns")
                yield Section("Every turn", drawn.turns, id="turns")
        yield StatusLine()

    @property
    def meeting_id(self) -> MeetingId:
        """The meeting that it is about."""
        return self._seen.snapshot.meeting.id

    @property
    def summary(self) -> Summary:
        """What is shown of it."""
        return self._seen.summary

    def on_mount(self) -> None:
        self.show(self._seen)
        self.query_one("#page").focus()

    def show(self, seen: Review) -> None:
        """Show a meeting."""
        self._seen, summary = seen, seen.summary
        self.chapter = chapter = summary.chapter
        meeting = summary.meeting
        title = Content.assemble(words(chapter.name), quiet(f" · {meeting.name.near()}"))
        self.top_line.show(TopWords(title, right=self._when()))
        self.query_one(Numbers).show(summary)
        for section in self.query(Section):
            section.show(summary)
        self.refresh_bindings()

    def on_resize(self, event: Resize) -> None:
        self.key_line.say(self._leads_to(event.size.width))

    def _leads_to(self, width: int) -> str:
        """Where Enter leads to."""
        if self._just_closed and not self._seen.snapshot.is_just_closed:
            return "back to the table"
        if self._just_closed:
            return _TO_TABLE if width >= _ROOM else _TO_TABLE_IN_SHORT
        return "quit" if self._read_only else "back"

    def _when(self) -> Content:
        chapter, meeting = self.summary.chapter, self.summary.meeting
        if meeting.started_at is None:
            return quiet("not started yet")
        began = clock_time(meeting.started_at, chapter)
        if meeting.state is MeetingState.LIVE or meeting.ended_at is None:
            return words(f"▶ live since {began}", "accent")
        ended = clock_time(meeting.ended_at, chapter, half=True)
        return Content.assemble(words(f"{began} – {ended}"), self._late())

    def _late(self) -> Content:
        late = self.summary.ended_late or ZERO
        minutes, beside = whole_minutes(late), late_in_words(late)
        if not minutes:
            return quiet(f" · ended {beside}")
        return amber(f" · {beside}") if minutes > 0 else quiet(f" · {beside}")

    @work
    @ignore_if_unmounted
    async def action_write(self) -> None:
        """Ask for the name of a file, and write the minutes into it."""
        from leadsroom.exchange.minutes.content import Audience
        from leadsroom.exchange.minutes.formats import FORMATS, file_minutes, minutes_name
        from screens.kit.form.choice import ChoiceField
        from screens.kit.form.write_form import FileChoice, FileFormat

        async def write_it(wanted: FileWanted) -> Path:
            # As they are now: what another station has corrected meanwhile is in them.
            self.show(await self._reads(review, self.meeting_id))
            path: Path = await self._reads(file_minutes, self.meeting_id, wanted)
            return path

        options = [(each, each.label) for each in Audience]
        audience = ChoiceField("audience", "For whom", options, Audience.SECRETARY)
        formats = [FileFormat(name, words, ending) for name, (words, ending) in FORMATS.items()]
        choice = FileChoice(
            lambda: minutes_name(self._seen.snapshot, audience.chosen),
            formats,
            (audience,),
            remember="minutes",
        )
        await self.write_to_file("The minutes", choice, write_it)

    def action_turns(self) -> None:
        """Unfold the turns of every round, or fold them again."""
        self.toggle_class("-turns")
        if self.has_class("-turns"):
            self.call_after_refresh(self.query_one("#turns").scroll_visible, top=True, animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What was closed can be corrected, and turns unfolded; whoever only looks goes nowhere."""
        if action == "turns":
            return bool(self.summary.turns)
        if action == "go_to":
            return not self._read_only
        if action != "edit":
            return True
        return not self._read_only and self._seen.snapshot.meeting.state is MeetingState.CLOSED

    def action_edit(self) -> None:
        """To the table of that meeting; right after the closing it is still there below."""
        if self._just_closed:
            self.dismiss(None)
            return
        self.open_page("table", self.meeting_id)

    def seen_again(self) -> None:
        """Back from the table: the meeting is told as it is after the corrections."""
        self._look_again()

    @work(exclusive=True, group="look again")
    @ignore_if_unmounted
    async def _look_again(self) -> None:
        self.show_status("Reading…", "quiet")
        with self.keys_wait():
            try:
                self.show(await self._reads(review, self.meeting_id))
                self.show_status("")
            except Refused as no:
                self.show_status(str(no), "wrong")

    def action_open(self) -> None:
        """Back."""
        self.action_back()

    def action_back(self) -> None:
        """Back; out, where the review was all that was asked for."""
        if self._read_only:
            self.app.exit()
        else:
            self.dismiss(None)
