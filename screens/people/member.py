"""A member's page: where they stand with the rules, their meetings, and what the chapter decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content

from leadsroom.acts.desk import Desk
from leadsroom.acts.people.commands import TakeBackDecision
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MembershipId
from leadsroom.domain.people.decisions import Decision, DecisionKind
from leadsroom.domain.text.wording import short_date
from leadsroom.views.people import MarkLine, MemberPage, member_page
from screens.kit.keyboard import keys
from screens.kit.list_page import ListPage
from screens.kit.listing import Line, found
from screens.kit.status_message import StatusLine
from screens.kit.styled import quiet, short
from screens.kit.theme import style
from screens.people.forms import DECISIONS, DecisionForm
from screens.people.member_panes import (
    MARK_COLUMNS,
    AttendanceStrip,
    StandingPane,
    decision_in_full,
    mark_lines,
)

_TAKES_BACK = "u takes it back."


class MemberScreen(ListPage[MemberPage, MarkLine | Decision]):
    """Sentences beside a strip of meetings, and a list of decisions and of meetings that need a word."""

    CSS_PATH = [style("page"), style("people")]
    BINDINGS = [
        keys.enter("excuse", "Excuse what is under the cursor; open the review of any other meeting"),
        keys.new("decision", "Record a training, a warning, or that the chapter ends the membership"),
        keys.delete("withdraw", "Withdraw a decision that was a mistake"),
        Binding("s", "page", "calls", id="page", tooltip="Their own page: calls, thanks, dates, season"),
        *ListPage.BINDINGS,
    ]

    heading = "Member"
    columns = MARK_COLUMNS
    find_hint = "any meeting: a day, a mark or a name"
    empty = "No meeting yet."

    def __init__(self, desk: Desk, chapter: Chapter, membership_id: MembershipId) -> None:
        super().__init__(desk, chapter)
        self.about = f"member {membership_id}"
        self._membership_id = membership_id

    def body(self) -> ComposeResult:
        with Container(id="member-page"):
            with VerticalScroll(id="standing-side"):
                yield StandingPane(id="standing")
            with Vertical(id="marks-side"):
                yield AttendanceStrip(id="strip")
                yield from self.list_parts()
                yield StatusLine()

    # What is shown

    async def read(self) -> MemberPage:
        return await self.desk.read(member_page, self._membership_id)

    def lines(self, picture: MemberPage, wanted: str) -> Sequence[Line]:
        """The exceptions; while something is looked for, all meetings."""
        return found(mark_lines(picture.picture, every=bool(wanted.strip())), wanted)

    def why_empty(self) -> str:
        """Why no line is listed."""
        if self.picture is None or self.wanted.strip() or not self.picture.picture.marks:
            return super().why_empty()
        return "Present at every meeting. / finds each of them."

    def item(self, picture: MemberPage, key: str) -> MarkLine | Decision | None:
        marks = {f"mark:{mark.meeting_id}": mark for mark in picture.picture.marks}
        return marks.get(key) or next(
            (each for each in picture.picture.decisions if f"decision:{each.id}" == key), None
        )

    def begin_at(self, picture: MemberPage) -> str:
        marks = (line.key for line in mark_lines(picture.picture, every=False))
        return next((key for key in marks if key.startswith("mark:")), "")

    def beside_title(self, picture: MemberPage) -> Content:
        return quiet(short(picture.member.person.name))

    def show_beside(self, picture: MemberPage) -> None:
        self.query_one(StandingPane).show(picture)
        self.query_one(AttendanceStrip).show(picture.picture.marks)

    def main_does(self) -> str:
        chosen = self.chosen
        if isinstance(chosen, MarkLine) and chosen.is_excusable:
            return f"excuse this {chosen.what_is_excused}"
        return f"review of {short_date(chosen.on)}" if chosen and chosen.meeting_id is not None else ""

    def others_do(self) -> Mapping[str, str]:
        """Only a decision can be withdrawn."""
        return {} if isinstance(self.chosen, Decision) else {"delete": ""}

    def cursor_moved(self) -> None:
        """A decision is shown in full, unless something was just done with it."""
        if self.picture is not None and isinstance(self.chosen, Decision) and not self.has_status:
            self.show_status(decision_in_full(self.chosen, self.picture.picture.marks), "quiet")

    # What is done

    def action_open(self) -> object:
        """What can be excused is; of any other meeting the review is opened."""
        chosen = self.chosen
        if isinstance(chosen, MarkLine) and chosen.is_excusable:
            return self.action_act("excuse")
        if chosen is not None and chosen.meeting_id is not None:
            self.open_page("review", chosen.meeting_id)
        elif chosen is not None:
            self.show_status("Choose a meeting, to excuse it or to open its review.", "amber")
        return None

    def action_page(self) -> None:
        """The member's own page."""
        if self.picture is not None:
            self.turn_to("me", self.picture.member.person.id)

    async def excuse(self) -> None:
        """The chapter excuses an absence, a late arrival or an early leaving."""
        mark = self.chosen
        if isinstance(mark, MarkLine):
            await self._decide((DecisionKind.EXCUSED,), mark.on, mark.what_is_excused)

    async def new(self) -> None:
        """What the chapter decided."""
        if self.picture is not None:
            await self._decide(DECISIONS, self.picture.picture.today)

    async def _decide(self, kinds: Sequence[DecisionKind], on: date, excuses: str = "") -> None:
        """Ask what was decided, by whom and why."""
        page = self.picture
        if page is not None:
            form = DecisionForm(
                page.member.person,
                kinds,
                on,
                page.picture.today,
                page.chapter.country,
                excuses=excuses,
            )
            await self.ask(form, then=_TAKES_BACK)

    async def delete(self) -> None:
        """A decision that was a mistake."""
        decision = self.chosen
        if not isinstance(decision, Decision):
            self.show_status("Choose a decision. A mark is corrected in the review of its meeting.", "amber")
        elif await self.act(TakeBackDecision(decision.id)) is not None:
            self.show_status("✓ Withdrawn. u records it again.")
