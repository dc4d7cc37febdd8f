"""Setting up a group: one form, the plan of its meeting beside it, and its members from a file."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from msgspec import Struct
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from leadsroom.acts.chapter.commands import ChangeChapter, FoundChapter
from leadsroom.acts.chapter.habits import NewChapter
from leadsroom.acts.desk import Desk
from leadsroom.clock import Clock
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.errors import Refused
from leadsroom.exchange.roster.preview import preview_file_for
from leadsroom.views.chapter import chapter_here
from screens.kit.ignore_if_unmounted import ignore_if_unmounted
from screens.kit.page import Page
from screens.kit.styled import quiet
from screens.kit.theme import style
from screens.kit.top_line import TopWords
from screens.widgets.choice import Choice
from screens.widgets.day_plan import DayPlan
from screens.widgets.form_row import FormRow, put_away
from screens.widgets.group_form import GroupDraft, GroupForm
from screens.widgets.roster_pick import RosterPick

_BY_HAND, _FROM_FILE = 0, 1


class SetupDraft(Struct, frozen=True):
    """The form as it was left: the group, where its members come from, and the path of their file."""

    group: GroupDraft
    roster: int
    path: str


class SetupScreen(Page):
    """Founds a chapter from what was typed. `proposed` fills the form at first: this machine's habits.

    With a `draft` it is as it was left. `desk_of` is the desk of the chapter, or before there is one.
    """

    CSS_PATH = [style("page"), style("form"), style("setup")]
    BINDINGS = [
        Binding(
            "enter", "next", "next", id="main", tooltip="The next line; at the last one, set up the group"
        ),
        Binding(
            "ctrl+s", "finish", "set up the group", id="finish", tooltip="Set up the group as the form stands"
        ),
        Binding("tab", "app.focus_next", "next line", id="next", tooltip="The next line", show=False),
        Binding("down", "app.focus_next", "next line", id="down", tooltip="The next line", show=False),
        Binding("up", "app.focus_previous", "line before", id="up", tooltip="The line before", show=False),
        Binding("pageup", "page(-1)", "page up", id="pageup", tooltip="A page up", show=False),
        Binding("pagedown", "page(1)", "page down", id="pagedown", tooltip="A page down", show=False),
        Binding(
            "escape",
            "leave",
            "back",
            id="back",
            tooltip="Back without setting up a group; what was typed stays",
        ),
        Binding("f1", "keys", "keys", id="keys", tooltip="All keys of this page"),
    ]

    class GroupFounded(Message):
        """The group is on record, and its roster if there was a file."""

        def __init__(self, chapter: Chapter) -> None:
            super().__init__()
            self.chapter = chapter

    class SetupLeft(Message):
        """The form was left; nothing is on record. `draft` fills it in again."""

        def __init__(self, draft: SetupDraft) -> None:
            super().__init__()
            self.draft = draft

    def __init__(
        self,
        desk: Desk,
        proposed: NewChapter,
        clock: Clock,
        draft: SetupDraft | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._draft = draft
        self._proposed = proposed
        self._clock = clock
        self._founded: Chapter | None = None
        self._looked_for: tuple[str, str] | None = None
        self._busy = False

    def body(self) -> ComposeResult:
        with Horizontal():
            with VerticalScroll(id="form", can_focus=False):
                yield GroupForm(self._proposed)
                yield Static(Content("The members"), classes="heading")
                yield FormRow(
                    "Roster", Choice(("by hand, later", "from a file"), id="roster"), id="roster-row"
                )
                yield RosterPick()
                yield Static(id="refusal")
            with Vertical(id="plan-side"):
                yield DayPlan(id="plan")

    def on_mount(self) -> None:
        self.top_line.show(
            TopWords(Content("Set up my group"), right=quiet("nothing is on record before the end"))
        )
        if self._draft is not None:
            self._put_back(self._draft)
        put_away(self.pick, away=not self._from_file)
        self.form.control("name").focus()
        self._show()

    def _put_back(self, draft: SetupDraft) -> None:
        self.form.put_back(draft.group)
        self.query_one("#roster", Choice).chosen = draft.roster
        self.pick.path.value = draft.path

    @property
    def draft(self) -> SetupDraft:
        """Everything in the form."""
        roster = self.query_one("#roster", Choice).chosen
        return SetupDraft(self.form.draft, roster, self.pick.path.value)

    @property
    def form(self) -> GroupForm:
        return self.query_one(GroupForm)

    @property
    def pick(self) -> RosterPick:
        return self.query_one(RosterPick)

    @property
    def _from_file(self) -> bool:
        return self.query_one("#roster", Choice).chosen == _FROM_FILE

    @property
    def _at_the_end(self) -> bool:
        last = self.pick.last if self._from_file else self.query_one("#roster", Choice)
        return self.focused is last

    @property
    def _place(self) -> tuple[str, str]:
        """What phone numbers and dates are read by: another country or zone may read a file otherwise."""
        return self.form.country, self.form.timezone

    @property
    def _members(self) -> int | None:
        plan = self.pick.plan if self._from_file else None
        return None if plan is None else sum(m.sheet.status is MembershipStatus.ACTIVE for m in plan.matches)

    def _show(self) -> None:
        plan = self.form.plan(self._members)
        self.query_one(DayPlan).show(plan)
        self.form.say_of_pitches(
            plan.pitches
            if plan.members is not None
            else f"{plan.people} people would take {plan.pitches.partition(' = ')[2]}"
        )
        self.key_line.say(self._next_words())

    def _next_words(self) -> str:
        if self.pick.wants_a_look:
            return "look into the file"
        return "set up the group" if self._at_the_end else "next"

    @on(GroupForm.Edited)
    def _edited(self) -> None:
        if self.pick.looked_at is not None and self._looked_for != self._place:
            self._look()
        self._show()

    @on(Choice.Changed, "#roster")
    def _roster_chosen(self, event: Choice.Changed) -> None:
        event.stop()
        put_away(self.pick, away=not self._from_file)
        self._show()

    @on(RosterPick.Changed)
    def _file_changed(self) -> None:
        self._show()

    def on_descendant_focus(self) -> None:
        self._show()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_next()

    def action_next(self) -> None:
        if self.pick.wants_a_look:
            self._look()
        elif self._at_the_end:
            self.action_finish()
        else:
            self.focus_next()

    @work(exclusive=True, group="look")
    @ignore_if_unmounted
    async def _look(self) -> None:
        """Read the file again: it may have been mended meanwhile."""
        await self._read_file()
        self._show()

    async def _read_file(self) -> None:
        country, timezone = self._looked_for = self._place
        today = self._clock.now().astimezone(ZoneInfo(timezone)).date()
        desk = self._desk
        await self.pick.look(lambda typed: desk.read(preview_file_for, typed, country, today))

    def action_finish(self) -> None:
        """Check everything, then found the group and take its members in."""
        wrong = self.form.first_wrong()
        if wrong is not None:
            self._go_to(self.form.control(wrong))
        elif not self._busy:
            self._found()

    def _go_to(self, control: Widget) -> None:
        control.focus()
        self.call_after_refresh(control.scroll_visible)

    @work
    @ignore_if_unmounted
    async def _found(self) -> None:
        self._busy = True
        try:
            await self._found_and_fill()
        except Refused as no:
            self._refuse(str(no))
        finally:
            self._busy = False

    def _refuse(self, sentence: str) -> None:
        refusal = self.query_one("#refusal", Static)
        refusal.update(Content(sentence))
        self.call_after_refresh(refusal.scroll_visible)

    async def _found_and_fill(self) -> None:
        self.query_one("#refusal", Static).update(Content(""))
        if self._from_file and not await self._file_is_good():
            self._show()
            self.pick.path.focus()
            return
        new = self.form.new_chapter()
        # Where it was founded a moment ago, its members were refused.
        is_new = self._desk.chapter_id is None
        await self._desk.do(FoundChapter(new) if is_new else ChangeChapter(new))
        self._founded = await self._desk.read(chapter_here)
        if self._from_file:
            await self._take_in(self._founded)
        self.post_message(self.GroupFounded(self._founded))

    async def _file_is_good(self) -> bool:
        """Whether the file can be taken by the country and zone the form has now."""
        if self.pick.plan is None or self._looked_for != self._place:
            await self._read_file()
        return self.pick.plan is not None

    async def _take_in(self, chapter: Chapter) -> None:
        """Take the members in. Raises Refused when the roster does not take them."""
        plan = self.pick.plan
        if plan is None:
            raise Refused(_without_members(chapter, "Choose the file again."))
        try:
            await self._desk.do(plan.command)
        except Refused as no:
            self._looked_for = None  # the next try reads the file anew
            raise Refused(_without_members(chapter, str(no))) from None

    def action_page(self, pages: int) -> None:
        """Scroll, the keyboard staying where it is: a long list of problems is read this way."""
        form = self.query_one("#form", VerticalScroll)
        (form.scroll_page_down if pages > 0 else form.scroll_page_up)(animate=False)

    def action_leave(self) -> None:
        """Leave it as it is; a group that is on record already is gone on with, without its members."""
        founded = self._founded
        self.post_message(self.SetupLeft(self.draft) if founded is None else self.GroupFounded(founded))


def _without_members(chapter: Chapter, reason: str) -> str:
    """The group stands; what is wrong with its file, and the two ways on."""
    go_on = "Correct the file and press Enter to try again, or Escape to go on without members."
    return "\n".join([f"{chapter.name} is on record, its members are not yet.", reason, go_on])
