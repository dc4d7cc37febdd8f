"""Setting up a chapter: one form, the plan of its meeting beside it, and its members from a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content

from leadsroom.acts.association.template_commands import TakeHandedDown
from leadsroom.acts.chapter.commands import ChangeChapter, FoundChapter, NewChapter
from leadsroom.acts.desk import Desk
from leadsroom.clock import Clock
from leadsroom.domain.association.areas import Tree
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.text.plain_text import fold
from leadsroom.errors import Refused
from leadsroom.exchange.incoming import FilesFound
from leadsroom.exchange.roster.import_export import ImportPlan
from leadsroom.exchange.roster.preview import FilePreview, preview_file_for
from leadsroom.views.chapter import chapter_here
from screens.kit.form.areas import AreaField
from screens.kit.form.choice import ChoiceField
from screens.kit.form.dock import DraftKeeper
from screens.kit.form.field import Field
from screens.kit.form.form import Question, Remark
from screens.kit.form.messages import FormEdited, FormGiven, FormLearned, FormLeft
from screens.kit.form.view import FormView
from screens.kit.keyboard.keys_in_order import KeysInOrder
from screens.kit.leaving import ChapterChanged, PageWanted, drafts_of, ignore_if_unmounted
from screens.kit.page import Page, TopWords
from screens.kit.styled import quiet
from screens.kit.theme import style
from screens.people.file_box import LOOKS_EVERY, ChosenFile, ProblemScroll
from screens.setup.chapter_form import ChapterForm
from screens.setup.day_plan import DayPlan, Plan

_NO_PLAN = "The meeting stands here, step by step, once its day and hour are there."
_NO_AREAS = Tree()
_ROSTER = ((False, "by hand, later"), (True, "from a file"))


class SetupForm(ChapterForm):
    """A new chapter, and where its members come from."""

    save_word = "set up the chapter"

    def __init__(
        self,
        proposed: NewChapter,
        today_in: Callable[[str], date],
        *,
        are_habits: bool = False,
        areas: Tree = _NO_AREAS,
        beside: Chapter | None = None,
    ) -> None:
        """`today_in` is the day of a time zone. Another country or zone may read a file otherwise. What is
        proposed are the habits of the chapter `beside`, or this machine's settings. `areas` are those of an
        association in which it may stand.
        """
        self._place_beside = "" if beside is None else fold(beside.place)
        area_id = None if beside is None else beside.area_id
        self._today_in = today_in
        self.roster = ChoiceField("roster", "Members", _ROSTER, False)
        hint = "a table with a line for each member, or contact cards"
        self.file = ChosenFile(preview_file_for, hint, self._place)
        self.area = AreaField("area", "Area", areas, area_id, placeholder="some letters; blank: none")
        self.area.is_away = not len(areas)
        self._area_beside = self.area.draft
        more: tuple[Field, ...] = (self.area, self.roster, *self.file.fields)
        super().__init__(
            proposed,
            title="Chapter, meeting, members",
            more=more,
            draft_name="set up",
            are_habits=are_habits,
        )

    def _place(self) -> tuple[str, date]:
        return self.country_or_before, self._today_in(self.zone_or_before)

    @property
    def day_plan(self) -> Plan | str:
        """The meeting as it would be held, or what is still to be filled in for it."""
        is_open = self.weekday.refusal() or self.starts.refusal()
        return _NO_PLAN if is_open else self.plan

    @property
    def plan_of_roster(self) -> ImportPlan | None:
        """The members to be taken in, if they come from a file that can be."""
        return self.file.plan if self.roster.chosen else None

    def follow(self) -> None:
        """A chapter at another place stands in whatever area is named for it."""
        super().follow()
        place = fold(self.place.text)
        self._propose(self.area, self._area_beside if place in ("", self._place_beside) else "")
        self.file.follow(is_away=not self.roster.chosen)
        plan = self.plan_of_roster
        matches = plan.matches if plan is not None else ()
        active = sum(each.sheet.status is MembershipStatus.ACTIVE for each in matches)
        self.members = active if plan is not None else None

    @property
    def more_word(self) -> str:
        return self.file.more_word

    def more(self) -> Field | None:
        return self.file.more()

    def question(self) -> Question | None:
        return self.file.question() if self.roster.chosen else None

    def learn(self, question: Question, found: FilePreview | FilesFound) -> None:
        self.file.learn(question, found)

    def unread(self, question: Question, refusal: str) -> None:
        self.file.unread(question, refusal)

    def remark(self, _here: Field) -> Remark:
        return self.file.remark() if self.roster.chosen else Remark()

    def finish(self, field: Field) -> str:
        refused = super().finish(field)
        if not refused:
            self.file.entered(field)
        return refused

    def after(self, field: Field) -> Field | None:
        return self.file.after(field, super().after(field))

    def build(self) -> NewChapter:
        chapter = super().build()
        _ = self.area.area_id
        if self.roster.chosen:
            _ = self.file.chosen
        return chapter


class SetupScreen(Page):
    """Founds a chapter from what was typed. `proposed` fills the form at first: this machine's habits, or
    those of the chapter that it is to stand `beside`. Day and hour are not among them.

    What is typed waits as a draft until the chapter is on record. The desk is that of the chapter, or before
    there is one.
    """

    CSS_PATH = [style("page"), style("kit"), style("setup")]
    BINDINGS = [
        Binding("pageup", "page(-1)", "page up", id="pageup", tooltip="A page up", show=False),
        Binding("pagedown", "page(1)", "page down", id="pagedown", tooltip="A page down", show=False),
        Binding("f1", "keys", "keys", id="keys", tooltip="All keys of this page"),
    ]
    AUTO_FOCUS = ""
    # The plan stands beside the form where all seven weekdays still have room.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (112, "-middle"), (160, "-wide")]

    def __init__(
        self,
        desk: Desk,
        proposed: NewChapter,
        clock: Clock,
        *,
        beside: Chapter | None = None,
        areas: Tree = _NO_AREAS,
    ) -> None:
        super().__init__()
        self._beside = beside
        self._desk = desk
        self._clock = clock
        self.form = SetupForm(
            proposed,
            self._today_in,
            are_habits=beside is not None,
            areas=areas,
            beside=beside,
        )
        self._view = FormView(self.form, desk.read)
        self._keeper: DraftKeeper | None = None
        self._founded: Chapter | None = None
        self._is_founding = False

    def _today_in(self, zone: str) -> date:
        return self._clock.now().astimezone(ZoneInfo(zone)).date()

    def body(self) -> ComposeResult:
        with Horizontal():
            with Vertical(id="form"):
                yield self._view
                yield ProblemScroll()
            with Vertical(id="plan-side"):
                yield DayPlan(id="plan")

    def on_mount(self) -> None:
        beside = quiet("nothing is saved until you finish")
        title = Content("Set up my chapter")
        if self._beside is not None:
            title = Content.assemble(
                "Found another chapter", quiet(f" · beside {self.label_of(self._beside)}")
            )
        self.top_line.show(TopWords(title, right=beside))
        drafts = drafts_of(self.app)
        self._keeper = DraftKeeper(self, drafts, self.form.draft_name, self._view)
        self._keeper.put_back()
        self._show()
        self.set_interval(LOOKS_EVERY, self._show_how_far)

    def _show_how_far(self) -> None:
        if self.form.roster.chosen and self.form.file.is_being_read:
            self._view.show()

    @on(FormLearned)
    def _show(self) -> None:
        self.query_one(DayPlan).show(self.form.day_plan)
        is_file = self.form.roster.chosen
        self.query_one(ProblemScroll).show(self.form.file.problems if is_file else ())

    # Drafts

    @on(FormEdited)
    def _edited(self) -> None:
        if self._keeper is not None:
            self._keeper.edited()
        self._show()

    def keep_drafts(self) -> None:
        """Keep what is typed as it stands: the page or the program is about to be left."""
        if self._keeper is not None:
            self._keeper.keep_now()

    # On record

    @on(FormGiven)
    def _given(self, event: FormGiven) -> None:
        if not self._is_founding:
            self._is_founding = True
            self._found(event.result)

    @work
    @ignore_if_unmounted
    async def _found(self, new: NewChapter) -> None:
        """Once, however often Enter is pressed; what is pressed meanwhile is not for what comes after it."""
        with self.keys_wait():
            try:
                await self._found_and_fill(new)
                if isinstance(self.app, KeysInOrder):
                    self.app.forget_typed()
            except Refused as no:
                self._is_founding = False
                self._view.complain(str(no))

    async def _found_and_fill(self, new: NewChapter) -> None:
        if self.form.roster.chosen:
            await self.form.file.read_again(self._desk.read)
        # Where it was founded a moment ago, its members were refused.
        is_new = self._desk.chapter_id is None
        await self._desk.do(FoundChapter(new, self.form.area.area_id) if is_new else ChangeChapter(new))
        if is_new:
            await self._take_what_is_handed_down()
        self._founded = await self._desk.read(chapter_here)
        plan = self.form.plan_of_roster
        if plan is not None:
            await self._take_in(self._founded, plan)
        self._go_on(self._founded)

    async def _take_what_is_handed_down(self) -> None:
        """What the association hands down to it, in an act that can be undone: it is founded all the same."""
        try:
            words = (await self._desk.do(TakeHandedDown())).words
        except Refused as no:
            words = f"What is handed down to it was not taken: {no}"
        if words:
            self.notify(words, markup=False, timeout=8)

    async def _take_in(self, chapter: Chapter, plan: ImportPlan) -> None:
        """Take the members in. Raises Refused when the roster does not take them."""
        try:
            await self._desk.do(plan.command)
        except Refused as no:
            raise Refused(_without_members(chapter, str(no))) from None

    def _go_on(self, chapter: Chapter) -> None:
        if self._keeper is not None:
            self._keeper.forget()
            self._keeper = None
        self.post_message(ChapterChanged(chapter))
        self.post_message(PageWanted("home", chapter if self._beside is not None else None, instead=True))

    # Keys

    def action_page(self, pages: int) -> None:
        """Scroll, the keyboard staying where it is: a long list of problems is read this way."""
        self.query_one(ProblemScroll).page(pages)

    @on(FormLeft)
    def _leave(self) -> None:
        """Leave it as it is; a chapter that is on record already is gone on with, without its members."""
        if self._is_founding:
            return
        if self._founded is not None:
            self._go_on(self._founded)
            return
        self.keep_drafts()
        self.dismiss(None)


def _without_members(chapter: Chapter, reason: str) -> str:
    """The chapter stands; what is wrong with its file, and the two ways on."""
    go_on = "Correct the file and press Enter to try again, or Escape to go on without members."
    return "\n".join([f"{chapter.name} is on record, its members are not yet.", reason, go_on])
