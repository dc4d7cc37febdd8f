"""The agenda of the meetings to come: its steps, and beside them whether they fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

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
from leadsroom.domain.meeting.catch_up import cuts_in_words
from leadsroom.domain.text.wording import SECOND
from leadsroom.errors import Refused
from leadsroom.views.chapter import AgendaPicture, agenda_picture, chapter_here
from screens.agenda.draft import PlanDraft, Stand, Unsaved
from screens.agenda.fit_pane import FitPane
from screens.agenda.forms import (
    ANOTHER,
    ANOTHER_PITCH,
    KIND_COLUMNS,
    PITCH_COLUMNS,
    PRESET_COLUMNS,
    PitchDialog,
    StepForm,
    changeover_form,
    kind_lines,
    pitch_form,
    pitch_lines,
    preset_called,
    preset_lines,
    preset_notes,
)
from screens.agenda.lines import PLAN_COLUMNS, PlanPicture
from screens.kit.dialog import PickDialog
from screens.kit.form.box import FormBox
from screens.kit.keyboard import keys
from screens.kit.keyboard.keys_in_order import ask, can_answer
from screens.kit.keyboard.unmeant_keys import ToBeRead
from screens.kit.leaving import PageDraft, ignore_if_unmounted
from screens.kit.list_page import ListPage
from screens.kit.listing import Line, found
from screens.kit.status_message import StatusLine
from screens.kit.styled import quiet, short
from screens.kit.theme import style

_NO_ROUND = "{} is no round: nobody takes turns in it."
_PUT_BACK = "Put back, and not on record yet: what you changed last. ctrl+s saves it, u takes it back."
_YOURS_WAITS = "The agenda was changed elsewhere, before yours was on record: u brings yours back."
_OVERTAKEN = "The agenda was changed elsewhere since: what you had not saved was let go."


class AgendaScreen(ListPage[AgendaPicture, PlannedStep]):
    """Every change is on record at once, and `u` takes it back.

    What could not be put on record is a draft, which `u` takes back first.
    """

    COMPONENT_CLASSES = ListPage.COMPONENT_CLASSES | {"used", "here", "left"}
    CSS_PATH = [style("page"), style("agenda")]
    BINDINGS = [
        keys.enter("edit", "Title, length and turns; a digit begins a length"),
        keys.new("new", "A new step below the one under the cursor"),
        keys.edit("Title, length and turns", show=False),
        keys.delete("remove", "Remove the step under the cursor"),
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
        Binding("f", "fit", "make it fit", id="fit", tooltip="Shorten what has slack, then the pitches"),
        keys.act("p", "pitch", "pitch", "The length of a pitch, for everybody"),
        keys.act("o", "other_agendas", "other agendas", "Agendas as groups publish them"),
        Binding("t", "way", "turns", id="way", show=False, tooltip="A turn for each, or one block for all"),
        Binding(
            "s",
            "auto",
            "starts itself",
            id="auto",
            show=False,
            tooltip="The next turn waits for Enter, or starts by itself",
        ),
        keys.act("c", "changeover", "changeover", "Time between two turns", show=False),
        Binding(
            "ctrl+s", "act('save')", "save", id="save", show=False, tooltip="Try again to put it on record"
        ),
        *ListPage.BINDINGS,
    ]

    heading = "Agenda"
    columns = PLAN_COLUMNS
    find_hint = "any part of a step"

    def __init__(self, desk: Desk, chapter: Chapter) -> None:
        super().__init__(desk, chapter)
        self._draft = PlanDraft(_plan_of(chapter))
        self._held_up = False
        self._to_be_read = ToBeRead()
        self._page_draft = PageDraft(self, "agenda", Unsaved)

    def body(self) -> ComposeResult:
        with Vertical(id="agenda"):
            yield from self.list_parts()
            yield StatusLine()
        with VerticalScroll(id="fit-side", can_focus=False):
            yield FitPane(id="fit")

    # What is shown

    @property
    def _plan(self) -> AgendaPlan:
        return self._draft.plan

    @property
    def at(self) -> int:
        """The place of the step under the cursor."""
        return int(self.listing.key or 0)

    @property
    def planned(self) -> PlanPicture | None:
        """The plan as it stands, as it would be held; None until it is known by whom."""
        seen = self.picture
        if seen is None:
            return None
        starts_at = self.chapter.starts_at(seen.next_on)
        people = seen.members or USUAL_TABLE
        return PlanPicture(self._plan, self.chapter, starts_at, people, seen.members, self.at)

    @property
    def _people(self) -> int:
        return self.planned.people if self.planned is not None else USUAL_TABLE

    async def read(self) -> AgendaPicture:
        return await self.desk.read(agenda_picture)

    def take(self, picture: AgendaPicture) -> None:
        """The chapter and its table as they are on record, which somebody else may have changed."""
        super().take(picture)
        if self._draft.is_written:
            self.chapter = picture.chapter
            self._draft.take_record(_plan_of(picture.chapter))

    def lines(self, picture: AgendaPicture, wanted: str) -> Sequence[Line]:
        return found(self.planned.lines(), wanted) if self.planned else ()

    def item(self, picture: AgendaPicture, key: str) -> PlannedStep | None:
        steps = self._plan.steps
        return steps[int(key)] if int(key) < len(steps) else None

    def beside_title(self, picture: AgendaPicture) -> Content:
        people = f"{picture.members} member{'' if picture.members == 1 else 's'}"
        return quiet(people if picture.members else "nobody on the roster")

    def show_beside(self, picture: AgendaPicture) -> None:
        if self.planned is not None:
            self.query_one(FitPane).show(self.planned)

    def main_does(self) -> str:
        return f"edit {short(self.chosen.title)}" if self.chosen else ""

    def cursor_moved(self) -> None:
        if self.picture is not None:
            self.show_beside(self.picture)

    def show_at(self, at: int) -> None:
        """Show the plan, the cursor at this step, or at the last one."""
        self.show(str(max(0, min(len(self._plan.steps) - 1, at))))

    # What is on record

    @property
    def has_draft(self) -> bool:
        return self._draft.can_be_taken_back

    def _change(self, plan: AgendaPlan, at: int | None = None, what: str = "") -> None:
        """Show another plan and put it on record, unless no meeting could be held by it."""
        try:
            plan = checked_plan(plan)
        except Refused as no:
            self.show_status(str(no), "wrong")
            return
        before = self._plan
        if plan == before:
            return
        self._draft.change(plan, self.at)
        self._go_on(at, f"{what or plan_change(before, plan)}. u takes it back.")

    def _go_on(self, at: int | None, sentence: str) -> None:
        self.show_at(self.at if at is None else at)
        self.show_status(f"✓ {sentence}")
        self._save()

    @work
    @ignore_if_unmounted
    async def _save(self) -> None:
        await self._put_on_record()

    async def _put_on_record(self) -> bool:
        """Write what is shown, one change after the other, so that each can be undone by itself."""
        async with self.in_order:
            is_written = self._draft.is_written or await self._write()
        self.keep_drafts()
        return is_written

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
        self.show_status(sentence, "wrong")
        try:
            chapter = await self.look_up(chapter_here)
        except Refused:
            return
        if _plan_of(chapter) != self._draft.on_record:
            self.chapter = chapter
            self._draft.give_way(_plan_of(chapter), self.at)
            self.show()
            await self.name_undo()
            self.show_status(f"{sentence} u brings yours back.", "amber")

    # What could not be put on record outlives the page

    def keep_drafts(self) -> None:
        """Keep what is not on record for when the page is opened again."""
        self._page_draft.keep(self._draft.unsaved(self.at))

    async def settle_in(self) -> None:
        """Once, put back what was not on record when the page was left."""
        if self.picture is not None and self._page_draft.put_back(self._put_back, self.say):
            self.keep_drafts()
            await self.name_undo()

    def _put_back(self, unsaved: Unsaved) -> None:
        """Raises Refused where no meeting could be held by it."""
        if unsaved.now.plan == self._plan:
            return
        stands = self._draft.put_back(unsaved)
        if stands is None:
            self.show_status(_OVERTAKEN, "amber")
        else:
            self.show_at(stands.at)
            self.show_status(_YOURS_WAITS if unsaved.is_overtaken else _PUT_BACK, "amber")

    async def save(self) -> None:
        """Try again to put it on record."""
        if await self._put_on_record():
            self.show_status("✓ Everything is on record.")

    async def may_leave(self) -> bool:
        """Once everything is on record; a second time whether it is or not."""
        insists = self._held_up and can_answer(self, self._to_be_read)
        self._held_up = not await self._put_on_record()
        if self._held_up:
            ask(self, self._to_be_read)
        return not self._held_up or insists

    # Taking back: first what is a draft, then what is on record

    @ignore_if_unmounted
    async def action_undo(self) -> None:
        """Awaited, so that the next key is for what is shown then."""
        await self._written_so_far()
        was, is_overtaken = self._plan, self._draft.is_overtaken
        back = self._draft.take_back(self.at)
        if back is not None and is_overtaken:
            self._go_on(back.at, "Yours is back, in place of theirs.")
        elif back is not None:
            self._go_on(back.at, f"Undid: {plan_change(back.plan, was)}.")
        else:
            await self._reverse(Undo())

    @ignore_if_unmounted
    async def action_redo(self) -> None:
        await self._written_so_far()
        was = self._plan
        again = self._draft.do_again(self.at)
        if again is not None:
            self._go_on(again.at, f"Redid: {plan_change(was, again.plan)}.")
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
            self.show_at(at)
        change = plan_change(self._plan, was.plan) if undone else plan_change(was.plan, self._plan)
        self.show_status(f"✓ {'Undid' if undone else 'Redid'}: {change}.")

    # Changes

    def action_move(self, by: int) -> None:
        if 0 <= self.at + by < len(self._plan.steps):
            self._change(self._plan.moved(self.at, by), self.at + by)

    def action_longer(self, by: int) -> None:
        self._change_step(lambda step: stepped(step, by))

    async def delete(self) -> None:
        """Remove the step under the cursor."""
        if self.chosen is not None:
            self._change(self._plan.removed(self.at))

    def action_way(self) -> None:
        turn = shared_by_all if self.chosen is not None and self.chosen.turn_length else timed_for_each
        people, changeover = self._people, self._plan.changeover
        self._change_round(lambda step: turn(step, people, changeover))

    def action_auto(self) -> None:
        self._change_round(
            lambda step: PlannedStep(
                step.kind, step.title, step.planned, step.turn_length, autostart=not step.autostart
            )
        )

    def _change_round(self, change: Callable[[PlannedStep], PlannedStep]) -> None:
        if self.chosen is not None and not self.chosen.kind.is_round:
            self.show_status(_NO_ROUND.format(self.chosen.title), "amber")
        else:
            self._change_step(change)

    def _change_step(self, change: Callable[[PlannedStep], PlannedStep]) -> None:
        if self.chosen is not None:
            self._change(self._plan.changed(self.at, change(self.chosen)))

    def action_fit(self) -> None:
        """Take the advice of the fit check."""
        if self.planned is None:
            return
        cuts = self.planned.cuts
        if cuts:
            self._change(self.planned.cut_plan)
            self.show_status(f"✓ {cuts_in_words(cuts)}")
        elif self.planned.fit.past < SECOND:
            self.show_status("It fits as it is.")
        else:
            self.show_status("Nothing has slack: remove a step, or make the meeting longer.", "amber")

    # What is asked for

    def on_key(self, event: events.Key) -> None:
        """A digit begins a length."""
        if (event.character or "").isdecimal() and event.character:
            event.stop()
            self._ask_step(event.character)

    def action_open(self) -> object:
        return self.action_act("edit")

    async def edit(self) -> None:
        """Title, length and turns of the step under the cursor."""
        self._ask_step()

    def _ask_step(self, typed: str = "") -> None:
        step = self.chosen
        if step is None:
            return
        at, plan = self.at, self._plan

        async def edited(step: PlannedStep) -> PlannedStep:
            self._change(plan.changed(at, step))
            return step

        box = FormBox(StepForm(step, self._people, plan.changeover, typed), edited)
        self.app.push_screen(box, lambda step: self._say_why_left(box) if step is None else None)

    def _say_why_left(self, box: FormBox[PlannedStep]) -> None:
        if box.why_left:
            self.show_status(box.why_left)

    async def new(self) -> None:
        """Another step below the one under the cursor."""
        planned = self.planned
        if planned is None:
            return
        pitch = self._plan.pitch or self.chapter.pitch
        dialog = PickDialog("A new step", KIND_COLUMNS, kind_lines(pitch, planned))
        kind = await self.app.push_screen_wait(dialog)
        if kind is not None:
            at = self.at + 1 if self._plan.steps else 0
            self._change(self._plan.added(at, fresh_step(StepKind(kind.key), pitch)), at)

    async def other_agendas(self) -> None:
        """Agendas as groups publish them."""
        planned = self.planned
        if planned is None:
            return
        heading, notes = "Agendas as groups publish them", preset_notes()
        dialog = PickDialog(heading, PRESET_COLUMNS, preset_lines(planned), notes=notes)
        chosen = await self.app.push_screen_wait(dialog)
        if chosen is not None:
            steps = preset_called(chosen.key).steps
            self._change(AgendaPlan(steps, self._plan.changeover), 0, chosen.key)

    async def pitch(self) -> None:
        """The length of a pitch, for everybody."""
        planned, pitch = self.planned, self._plan.pitch
        if planned is None or pitch is None:
            self.show_status(
                "No pitches are timed for each here. t on a round of pitches times them.", "amber"
            )
            return
        lines, now = (*pitch_lines(planned), ANOTHER_PITCH), str(pitch // SECOND)
        chosen = await self.app.push_screen_wait(PitchDialog("One pitch", PITCH_COLUMNS, lines, at=now))
        if chosen is None:
            return
        if ANOTHER in (chosen.key, chosen.act):
            length = await self.ask_for(pitch_form(chosen.key if chosen.act else ""))
        else:
            length = timedelta(seconds=int(chosen.key))
        if length is not None:
            self._change(self._plan.pitching(length))

    async def changeover(self) -> None:
        """Time between two turns."""
        length = await self.ask_for(changeover_form(self._plan.changeover))
        if length is not None:
            self._change(AgendaPlan(self._plan.steps, length))


def _plan_of(chapter: Chapter) -> AgendaPlan:
    return AgendaPlan(chapter.agenda, chapter.changeover)
