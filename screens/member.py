"""A member's page: where they stand with the rules, their meetings, and what the group decided."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from leadsroom.acts.act import Done
from leadsroom.acts.desk import Desk
from leadsroom.acts.people.commands import Decide, TakeBackDecision
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.decisions import Decision, DecisionKind
from leadsroom.domain.people.roster import Member
from leadsroom.errors import Refused
from leadsroom.views.people_member import MarkLine, MemberPage, member_page
from screens.dialogs.decision import Decided, DecisionDialog
from screens.kit.ignore_if_unmounted import ignore_if_unmounted
from screens.kit.list_page import RecordPage
from screens.kit.listing import Listing
from screens.kit.page import Page
from screens.kit.styled import quiet, short, words
from screens.kit.theme import style
from screens.kit.top_line import TopWords
from screens.widgets.member_panes import (
    MARK_COLUMNS,
    StandingPane,
    decision_in_full,
    mark_lines,
)


class MemberScreen(RecordPage):
    """Sentences beside a list with a cursor."""

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
        *RecordPage.BINDINGS,
        Binding("escape,q", "back", "back", id="back", key_display="esc", tooltip="Back to the roster"),
        *Page.BINDINGS,
    ]
    AUTO_FOCUS = "#marks"

    class MemberLeft(Message):
        """The page was left."""

    def __init__(self, desk: Desk, chapter: Chapter, member: Member) -> None:
        super().__init__(desk)
        self._chapter = chapter
        self._member = member
        self._page: MemberPage | None = None

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
    @ignore_if_unmounted
    async def _read(self) -> None:
        await self.reload()

    async def reload(self, at: str = "") -> None:
        """Show the member as they stand now; say so when that cannot be read."""
        try:
            page = self._page = await self.desk.read(member_page, self._member.id)
        except Refused as no:
            self.tell(str(no), "wrong")
            return
        self._member = page.member
        self.query_one(StandingPane).show(page)
        first = next((f"mark:{mark.meeting_id}" for mark in page.picture.marks), "")
        self.listing.show(mark_lines(page.picture), at or self.listing.key or first)
        self._say()

    def _say(self) -> None:
        mark = self._mark
        self.key_line.say("excuse this absence" if mark is not None and _excusable(mark) else "")

    @property
    def cursor(self) -> str:
        return self.listing.key

    @property
    def _mark(self) -> MarkLine | None:
        """The meeting under the cursor."""
        marks = self._page.picture.marks if self._page is not None else ()
        return next((mark for mark in marks if f"mark:{mark.meeting_id}" == self.listing.key), None)

    @property
    def _decision(self) -> Decision | None:
        """The decision under the cursor."""
        decided = self._page.picture.decisions if self._page is not None else ()
        return next((each for each in decided if f"decision:{each.id}" == self.listing.key), None)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        has_moved = self.cursor != self._told_at
        self.forget_told()
        self._say()
        decision = self._decision
        if decision is not None and has_moved:
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
    @ignore_if_unmounted
    async def _record(self, kind: DecisionKind) -> None:
        """Ask for who and why until it is on record, or nobody wants it any more."""
        page = self._page
        if page is None:
            return
        today, mark = page.picture.today, self._mark
        day = mark.on if mark is not None and kind is DecisionKind.EXCUSED else today
        person = page.member.person

        def dialog(filled: Decided | None, refusal: str) -> DecisionDialog:
            return DecisionDialog(kind, short(person.name), filled or Decided(day), today, refusal)

        async def accept(decided: Decided) -> Done:
            return await self.do(
                Decide(person.id, kind, decided.on, decided_by=decided.decided_by, note=decided.note)
            )

        if await self.ask_until_accepted(dialog, accept) is not None:
            self.tell(_done(kind, person.name))

    @work
    @ignore_if_unmounted
    async def action_take_back(self) -> None:
        decision = self._decision
        if decision is None:
            self.tell("Choose a decision. A mark is corrected in the review of its meeting.", "amber")
            return
        if await self.act(TakeBackDecision(decision.id)) is not None:
            self.tell("✓ Taken back. u records it again.")

    def action_back(self) -> None:
        self.post_message(self.MemberLeft())


def _excusable(mark: MarkLine) -> bool:
    """Whether there is something to excuse that is not excused yet."""
    return not mark.excused and (mark.left_early or mark.mark in (Mark.ABSENT, Mark.LATE))


def _done(kind: DecisionKind, name: str) -> str:
    if kind is DecisionKind.SEAT_OPENED:
        return f"✓ On record. {short(name)} keeps the seat until the roster says so. u takes it back."
    return f"✓ On record: {kind.words}. u takes it back."
