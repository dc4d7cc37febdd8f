"""The agenda of the meetings to come: its steps, and beside them whether they fit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from leadsroom.acts.agenda.commands import SetAgenda
from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.desk import Desk
from leadsroom.domain.agenda.agenda import USUAL_TABLE, PlannedStep, StepKind
from leadsroom.domain.agenda.plan import (
    AgendaPlan,
    checked_plan,
    fresh_step,
    plan_change,
    shared_by_all,
    stepped,
    timed_for_each,
)
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.text.typed_time import read_changeover
from leadsroom.domain.text.wording import SECOND
from leadsroom.errors import Refused
from leadsroom.views.chapter import agenda_picture, chapter_here
from screens.dialogs.plan_pick import PickDialog, PitchDialog
from screens.dialogs.plan_step import LengthDialog, StepDialog
from screens.kit.ignore_if_unmounted import ignore_if_unmounted
from screens.kit.list_page import RecordPage
from screens.kit.listing import Listing
from screens.kit.page import Page
from screens.kit.styled import quiet, short, words
from screens.kit.theme import style
from screens.kit.top_line import TopWords
from screens.plan_draft import PlanDraft, Stand
from screens.widgets.fit_pane import FitPane
from screens.widgets.plan_choices import (
    KIND_COLUMNS,
    PITCH_COLUMNS,
    PRESET_COLUMNS,
    kind_lines,
    pitch_lines,
    preset_called,
    preset_lines,
    preset_notes,
)
from screens.widgets.plan_lines import PLAN_COLUMNS, PlanPicture

_NO_ROUND = "{} is no round: nobody takes turns in it."


class AgendaScreen(RecordPage):
    """A list with a cursor. Every change is on record at once, and `u` takes it back.

    What could not be put on record is a draft, which `u` takes back first.
    """

    COMPONENT_CLASSES = Page.COMPONENT_CLASSES | {"used", "here", "left"}
    CSS_PATH = [style("page"), style("agenda")]
    BINDINGS = [
        Binding(
            "enter,e",
            "edit",
            "edit",
            id="main",
            key_display="⏎",
            tooltip="Title, length and turns; a digit begins a length",
        ),
        Binding("a", "add", "add", id="add", tooltip="Add a step below the one under the cursor"),
        Binding("delete", "remove", "remove", id="remove", tooltip="Remove the step under the cursor"),
        Binding(
            "shift+up,K,alt+up",
            "move(-1)",
            "move",
            id="up",
            key_display="⇧↑↓",
            tooltip="Move the step; K and J do the same",
        ),
        Binding(
            "shift+down,J,alt+down",
            "move(1)",
            "move down",
            id="down",
            key_display="J",
            show=False,
            tooltip="Move the step down",
        ),
        Binding(
            "plus,equals_sign",
            "longer(1)",
            "minutes",
            id="more",
            key_display="+ -",
            tooltip="A minute more or less, or the next usual length of a turn",
        ),
        Binding("minus", "longer(-1)", "shorter", id="less", show=False, tooltip="Shorter"),
        Binding("u", "undo", "undo", id="undo", tooltip="Take the last change back"),
        Binding("f", "fit", "make it fit", id="fit", tooltip="Give all pitches the length that fits"),
        Binding("p", "pitch", "pitch", id="pitch", tooltip="The length of a pitch, for everybody"),
        Binding("o", "presets", "presets", id="presets", tooltip="Other agendas, as groups publish them"),
        Binding("t", "way", "turns", id="way", show=False, tooltip="A turn for each, or one block for all"),
        Binding(
            "s",
            "auto",
            "starts itself",
            id="auto",
            show=False,
            tooltip="The next turn waits for Enter, or starts by itself",
        ),
        Binding(
            "c", "changeover", "changeover", id="changeover", show=False, tooltip="Time between two turns"
        ),
        Binding("ctrl+y", "redo", "redo", id="redo", show=False, tooltip="Do again what was taken back"),
        Binding("ctrl+s", "save", "save", id="save", show=False, tooltip="Try again to put it on record"),
        Binding("escape,q", "back", "back", id="back", key_display="esc", tooltip="Back to home"),
        *Page.BINDINGS,
    ]

    AUTO_FOCUS = "#steps"

    class AgendaLeft(Message):
        """The agenda was left; the chapter as it is on record."""

        def __init__(self, chapter: Chapter) -> None:
            super().__init__()
            self.chapter = chapter

    def __init__(self, desk: Desk, chapter: Chapter, now: datetime) -> None:
        super().__init__(desk)
        self._chapter = chapter
        self._starts_at = chapter.starts_at(chapter.today(now))  # until the calendar is read
        self._draft = PlanDraft(_plan_of(chapter))
        self._members = 0

    def body(self) -> ComposeResult:
        with Vertical(id="agenda"):
            yield Listing(PLAN_COLUMNS, id="steps")
            yield Static(id="said")
        with VerticalScroll(id="fit-side", can_focus=False):
            yield FitPane(id="fit")

    def on_mount(self) -> None:
        self._show(0)
        self._read()

    # What is shown

    @property
    def _plan(self) -> AgendaPlan:
        return self._draft.plan

    @property
    def listing(self) -> Listing:
        return self.query_one("#steps", Listing)

    @property
    def at(self) -> int:
        """The place of the step under the cursor."""
        return int(self.listing.key or 0)

    @property
    def step(self) -> PlannedStep | None:
        """The step under the cursor."""
        return self._plan.steps[self.at] if self._plan.steps else None

    @property
    def picture(self) -> PlanPicture:
        """The plan as it stands, as it would be held."""
        people = self._members or USUAL_TABLE
        return PlanPicture(self._plan, self._chapter, self._starts_at, people, self._members, self.at)

    def _show(self, at: int | None = None) -> None:
        at = self.at if at is None else max(0, min(len(self._plan.steps) - 1, at))
        self.listing.show(self.picture.lines(), str(at))
        title = Content.assemble(words("Agenda"), quiet(f" · {self._chapter.name}"))
        people = f"{self._members} member{'' if self._members == 1 else 's'}"
        self.top_line.show(TopWords(title, right=quiet(people if self._members else "nobody on the roster")))
        self._show_fit()

    def _show_fit(self) -> None:
        self.query_one(FitPane).show(self.picture)
        self.key_line.say(f"edit {short(self.step.title)}" if self.step else "")

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._show_fit()

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_edit()

    # What is on record

    @work
    @ignore_if_unmounted
    async def _read(self) -> None:
        async with self.in_order:
            await self.reload()

    async def reload(self, at: str = "") -> None:
        """The chapter and its table as they are on record, which somebody else may have changed."""
        try:
            found = await self.desk.read(agenda_picture)
        except Refused as no:
            self.tell(str(no), "wrong")
            return
        self._starts_at = found.chapter.starts_at(found.next_on)
        self._members = found.members
        if self._draft.is_written:
            self._chapter = found.chapter
            self._draft.take_record(_plan_of(found.chapter))
        self._show()

    @property
    def has_draft(self) -> bool:
        return self._draft.can_be_taken_back

    def _change(self, plan: AgendaPlan, at: int | None = None, what: str = "") -> None:
        """Show another plan and put it on record, unless no meeting could be held by it."""
        try:
            plan = checked_plan(plan)
        except Refused as no:
            self.tell(str(no), "wrong")
            return
        before = self._plan
        if plan == before:
            return
        self._draft.change(plan, self.at)
        self._go_on(at, f"{what or plan_change(before, plan)}. u takes it back.")

    def _go_on(self, at: int | None, sentence: str) -> None:
        self._show(at)
        self.tell(f"✓ {sentence}")
        self._save()

    @work
    @ignore_if_unmounted
    async def _save(self) -> None:
        await self._put_on_record()

    async def _put_on_record(self) -> bool:
        """Write what is shown, one change after the other, so that each can be undone by itself."""
        async with self.in_order:
            return self._draft.is_written or await self._write()

    async def _write(self) -> bool:
        while not self._draft.is_written:
            plan = self._draft.next_to_write
            try:
                await self.desk.do(SetAgenda(plan, self._draft.on_record))
            except Refused as no:
                await self._refused(str(no))
                return False
            self._draft.wrote(plan)
        await self.reload()
        await self.name_undo()
        return True

    async def _refused(self, sentence: str) -> None:
        """Say it. What somebody else wrote is shown, and `u` brings back what stood here."""
        self.tell(sentence, "wrong")
        try:
            chapter = await self.desk.read(chapter_here)
        except Refused:
            return
        if _plan_of(chapter) != self._draft.on_record:
            self._chapter = chapter
            self._draft.give_way(_plan_of(chapter), self.at)
            self._show()
            await self.name_undo()
            self.tell(f"{sentence} u brings yours back.", "amber")

    @work
    @ignore_if_unmounted
    async def action_save(self) -> None:
        if await self._put_on_record():
            self.tell("✓ Everything is on record.")

    @work
    @ignore_if_unmounted
    async def action_back(self) -> None:
        """Home, once everything is on record; a second time whether it is or not."""
        held_up = self._held_up
        self._held_up = not await self._put_on_record()
        if not self._held_up or held_up:
            self.post_message(self.AgendaLeft(self._chapter))

    _held_up = False

    # Taking back: first what is a draft, then what is on record

    @ignore_if_unmounted
    async def action_undo(self) -> None:
        """Awaited, so that the next key is for what is shown then."""
        await self._written_so_far()
        was = self._plan
        back = self._draft.take_back(self.at)
        if back is not None:
            self._go_on(back.at, f"Taken back: {plan_change(back.plan, was)}.")
        else:
            await self._reverse(Undo())

    @ignore_if_unmounted
    async def action_redo(self) -> None:
        await self._written_so_far()
        was = self._plan
        again = self._draft.do_again(self.at)
        if again is not None:
            self._go_on(again.at, f"Done again: {plan_change(was, again.plan)}.")
        else:
            await self._reverse(Redo())

    async def _written_so_far(self) -> None:
        """Wait until whatever is being put on record is there, or refused."""
        async with self.in_order:
            pass

    async def _reverse(self, command: Undo | Redo) -> None:
        """Undo or redo what is on record; where that was a change made here, the cursor goes back too."""
        was, undone = Stand(self._plan, self.at), isinstance(command, Undo)
        if await self.act(command) is None or self._plan == was.plan:
            return
        at = self._draft.reversed(was, undone=undone)
        if at is not None:
            self._show(at)
        change = plan_change(self._plan, was.plan) if undone else plan_change(was.plan, self._plan)
        self.tell(f"✓ {'Taken back' if undone else 'Done again'}: {change}.")

    # Changes

    def action_move(self, by: int) -> None:
        if 0 <= self.at + by < len(self._plan.steps):
            self._change(self._plan.moved(self.at, by), self.at + by)

    def action_longer(self, by: int) -> None:
        self._change_step(lambda step: stepped(step, by))

    def action_remove(self) -> None:
        if self.step is not None:
            self._change(self._plan.removed(self.at))

    def action_way(self) -> None:
        turn = shared_by_all if self.step is not None and self.step.turn_length else timed_for_each
        people, changeover = self.picture.people, self._plan.changeover
        self._change_round(lambda step: turn(step, people, changeover))

    def action_auto(self) -> None:
        self._change_round(
            lambda step: PlannedStep(
                step.kind, step.title, step.planned, step.turn_length, autostart=not step.autostart
            )
        )

    def _change_round(self, change: Callable[[PlannedStep], PlannedStep]) -> None:
        if self.step is not None and not self.step.kind.is_round:
            self.tell(_NO_ROUND.format(self.step.title), "amber")
        else:
            self._change_step(change)

    def _change_step(self, change: Callable[[PlannedStep], PlannedStep]) -> None:
        if self.step is not None:
            self._change(self._plan.changed(self.at, change(self.step)))

    def action_fit(self) -> None:
        """Take the advice of the fit check."""
        fit = self.picture.fit
        if fit.fitting is not None:
            self._change(self._plan.pitching(fit.fitting))
        elif fit.past < SECOND:
            self.tell("It fits as it is.")
        else:
            self.tell("No length of a pitch makes it fit: shorten or remove a step.", "amber")

    # What is asked for

    def on_key(self, event: events.Key) -> None:
        """A digit begins a length."""
        if (event.character or "").isdecimal() and event.character:
            event.stop()
            self._ask_step(event.character)

    def action_edit(self) -> None:
        self._ask_step()

    def _ask_step(self, typed: str = "") -> None:
        step = self.step
        if step is None:
            return
        at, plan = self.at, self._plan

        def edited(answer: PlannedStep | None) -> None:
            if answer is not None:
                self._change(plan.changed(at, answer))

        people = self.picture.people
        dialog = StepDialog(f"Edit {short(step.title)}", step, people, plan.changeover, typed)
        self.app.push_screen(dialog, edited)

    def action_add(self) -> None:
        pitch = self._plan.pitch or self._chapter.pitch

        def picked(kind: str | None) -> None:
            if kind is not None:
                at = self.at + 1 if self._plan.steps else 0
                self._change(self._plan.added(at, fresh_step(StepKind(kind), pitch)), at)

        lines = kind_lines(pitch, self.picture)
        self.app.push_screen(PickDialog("Add a step", KIND_COLUMNS, lines), picked)

    def action_presets(self) -> None:
        def picked(name: str | None) -> None:
            if name is not None:
                steps = preset_called(name).steps
                self._change(AgendaPlan(steps, self._plan.changeover), 0, name)

        lines, notes = preset_lines(self.picture), preset_notes()
        self.app.push_screen(
            PickDialog("Agendas as groups publish them", PRESET_COLUMNS, lines, "", notes), picked
        )

    def action_pitch(self) -> None:
        if self._plan.pitch is None:
            self.tell("No pitches are timed for each here. t on a round of pitches times them.", "amber")
            return

        def picked(seconds: str | None) -> None:
            if seconds is not None:
                self._change(self._plan.pitching(timedelta(seconds=int(seconds))))

        at = str(self._plan.pitch // SECOND)
        self.app.push_screen(PitchDialog("One pitch", PITCH_COLUMNS, pitch_lines(self.picture), at), picked)

    def action_changeover(self) -> None:
        def given(length: timedelta | None) -> None:
            if length is not None:
                self._change(AgendaPlan(self._plan.steps, length))

        dialog = LengthDialog(
            "Changeover between two turns", self._plan.changeover, "0 to 60 s", read_changeover
        )
        self.app.push_screen(dialog, given)


def _plan_of(chapter: Chapter) -> AgendaPlan:
    return AgendaPlan(chapter.agenda, chapter.changeover)
