"""A member's page: where they stand with the rules, their meetings, and what the group decided."""

from __future__ import annotations

import asyncio
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from leadsroom.domain.attendance import Mark
from leadsroom.domain.chapter import Chapter
from leadsroom.domain.decision import Decision, DecisionKind
from leadsroom.domain.ids import DecisionId
from leadsroom.domain.roster import Member
from leadsroom.errors import Refused
from leadsroom.roster.decisions import Decisions
from leadsroom.views.people_member import MarkLine, MemberPages, MemberPicture
from screens.dialogs.decision import Decided, DecisionDialog
from screens.page import Page
from screens.style import style
from screens.while_shown import while_shown
from screens.widgets.listing import Listing
from screens.widgets.member_panes import (
    MARK_COLUMNS,
    PagePicture,
    StandingPane,
    decision_in_full,
    mark_lines,
)
from screens.widgets.top_line import TopWords
from screens.widgets.words import quiet, short, words


class MemberScreen(Page):
    """Sentences beside a list with a cursor. Every decision goes through its door and is read back."""

    CSS_PATH = [style("page"), style("member")]
    BINDINGS = [
        Binding(
            "enter,x",
            "excuse",
            "excuse",
            id="main",
            key_display="⏎",
            tooltip="The group excuses it",
        ),
        Binding("w", "decide('warned')", "warned", id="warned", tooltip="Record that they were warned"),
        Binding("t", "decide('training')", "training", id="training", tooltip="Credit a training"),
        Binding(
            "o",
            "decide('seat opened')",
            "seat opened",
            id="opened",
            tooltip="The group opens the seat",
        ),
        Binding("delete", "take_back", "take back", id="back-taken", tooltip="It was a mistake"),
        Binding("escape,q", "back", "back", id="back", key_display="esc", tooltip="Back to the roster"),
        *Page.BINDINGS,
    ]
    AUTO_FOCUS = "#marks"

    class MemberLeft(Message):
        """The page was left."""

    def __init__(self, pages: MemberPages, decisions: Decisions, chapter: Chapter, member: Member) -> None:
        super().__init__()
        self._pages = pages
        self._decisions = decisions
        self._chapter = chapter
        self._member = member
        self._picture: MemberPicture | None = None
        self._asked: DecisionId | None = None

    def body(self) -> ComposeResult:
        with Container(id="member-page"):
            with VerticalScroll(id="standing-side"):
                yield StandingPane(id="standing")
            with Vertical(id="marks-side"):
                yield Listing(MARK_COLUMNS, id="marks")
                yield Static(id="said")

    def on_mount(self) -> None:
        title = Content.assemble(words("Member"), quiet(f" · {self._chapter.name}"))
        self.top_line.show(TopWords(title, right=quiet(short(self._member.person.name))))
        self._read()

    @property
    def listing(self) -> Listing:
        return self.query_one(Listing)

    @work
    @while_shown
    async def _read(self) -> None:
        await self._read_anew()

    async def _read_anew(self) -> None:
        try:
            self._picture = await asyncio.to_thread(self._pages.of, self._member.person.id)
        except Refused as no:
            self.tell(str(no), "wrong")
            return
        page = PagePicture(self._member, self._picture, self._chapter.country)
        self.query_one(StandingPane).show(page)
        first = next((f"mark:{mark.meeting_id}" for mark in self._picture.marks), "")
        self.listing.show(mark_lines(self._picture), self.listing.key or first)
        self._say()

    def _say(self) -> None:
        mark = self._mark
        self.key_line.say("excuse this absence" if mark is not None and _excusable(mark) else "")

    def tell(self, sentence: str, tone: str = "good") -> None:
        """Say what was done, or why not."""
        self.query_one("#said", Static).update(words(sentence, tone))

    @property
    def _mark(self) -> MarkLine | None:
        """The meeting under the cursor."""
        marks = self._picture.marks if self._picture is not None else ()
        return next((mark for mark in marks if f"mark:{mark.meeting_id}" == self.listing.key), None)

    @property
    def _decision(self) -> Decision | None:
        """The decision under the cursor."""
        decided = self._picture.decisions if self._picture is not None else ()
        return next((each for each in decided if f"decision:{each.id}" == self.listing.key), None)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._asked = None
        self._say()
        decision = self._decision
        if decision is not None:
            self.tell(decision_in_full(decision), "quiet")

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_excuse()

    def action_excuse(self) -> None:
        """The absence under the cursor is excused."""
        mark = self._mark
        if mark is not None and mark.excused:
            self.tell("The group has excused that already.", "amber")
        elif mark is None or not _excusable(mark):
            self.tell("Choose an absence, a late arrival or an early departure to excuse.", "amber")
        else:
            self._record(DecisionKind.EXCUSED)

    def action_decide(self, kind: str) -> None:
        self._record(DecisionKind(kind))

    @work
    @while_shown
    async def _record(self, kind: DecisionKind) -> None:
        """Ask for who and why until it is on record, or nobody wants it any more."""
        if self._picture is None:
            return
        today, mark = self._picture.today, self._mark
        day = mark.on if mark is not None and kind is DecisionKind.EXCUSED else today
        was, refusal, name = Decided(day), "", self._member.person.name
        while True:
            dialog = DecisionDialog(kind, short(name), was, today, refusal)
            answer = await self.app.push_screen_wait(dialog)
            if answer is None:
                return
            was = answer
            decide = partial(self._decisions.decide, decided_by=was.decided_by, note=was.note)
            try:
                await asyncio.to_thread(decide, self._chapter.id, self._member.person.id, kind, was.on)
            except Refused as no:
                refusal = str(no)
            else:
                await self._read_anew()
                self.tell(_done(kind, name))
                return

    @work
    @while_shown
    async def action_take_back(self) -> None:
        """Asks once, since this cannot be taken back with a key."""
        decision, asked = self._decision, self._asked
        self._asked = None
        if decision is None:
            self.tell("Choose a decision. A mark is corrected in the review of its meeting.", "amber")
        elif asked != decision.id:
            self._asked = decision.id
            self.tell(f"Was “{decision.kind.words}” a mistake? Delete again: yes. Arrow: no.", "amber")
        else:
            try:
                await asyncio.to_thread(self._decisions.take_back, self._chapter.id, decision.id)
            except Refused as no:
                self.tell(str(no), "wrong")
                return
            await self._read_anew()
            self.tell("✓ Taken back; the journal keeps both.")

    def action_back(self) -> None:
        self.post_message(self.MemberLeft())


def _excusable(mark: MarkLine) -> bool:
    """Whether there is something to excuse that is not excused yet."""
    return not mark.excused and (mark.left_early or mark.mark in (Mark.ABSENT, Mark.LATE))


def _done(kind: DecisionKind, name: str) -> str:
    if kind is DecisionKind.SEAT_OPENED:
        return f"✓ On record. {short(name)} keeps the seat until the roster says so."
    return f"✓ On record: {kind.words}."
