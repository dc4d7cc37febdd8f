"""The moderator's screen: the meeting as it runs, one key at a time."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen

from leadsroom.clock import Jump, JumpKind, WatchfulClock
from leadsroom.domain.agenda_progress import next_act
from leadsroom.domain.countdown import SECOND, ZERO, next_flip
from leadsroom.domain.fit import catching_up, fit_of_meeting
from leadsroom.domain.ids import EntryId, PersonId
from leadsroom.domain.ledger import LedgerKind, ledger
from leadsroom.domain.snapshot import MeetingState, Snapshot
from leadsroom.domain.wording import length_in_words
from leadsroom.errors import Refused
from leadsroom.meeting import commands as c
from leadsroom.meeting.desk import Desk
from leadsroom.meeting.drafts import Drafts
from screens.bucket_keys import BucketKeys
from screens.meeting_keys import AT_TABLE, bindings, form_hints, hints
from screens.style import style
from screens.ticking import TimeAskedFor
from screens.while_shown import while_shown
from screens.widgets.agenda_pane import AgendaPane, agenda_picture
from screens.widgets.bells import Reached, bells, reached
from screens.widgets.form import Form
from screens.widgets.form_place import Board, FormPlace
from screens.widgets.go_bar import GoBar, GoBarPicture
from screens.widgets.masthead import Masthead, masthead_picture
from screens.widgets.stage import Stage
from screens.widgets.stage_picture import stage_picture
from screens.widgets.table_pane import TablePane, table_picture
from screens.widgets.tonight import Tonight, tonight_picture

if TYPE_CHECKING:
    from screens.dialogs.attendance_board import AttendanceBoard
    from screens.widgets.form_place import OpenForm

TEN_SECONDS = timedelta(seconds=10)
_MESSAGE_STAYS = timedelta(seconds=6)
QUESTIONS_TAKE = timedelta(minutes=1)


class MeetingScreen(Screen[None]):
    """A function of the snapshot and the moment; every key is a command to the desk."""

    CSS_PATH = style("meeting")
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (160, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-normal-height"), (46, "-tall")]

    class MeetingClosed(Message):
        """The meeting was closed; its summary is due."""

        def __init__(self, snapshot: Snapshot) -> None:
            super().__init__()
            self.snapshot = snapshot

    class MeetingLeft(Message):
        """The moderator left the screen; the meeting goes on."""

    def __init__(
        self, desk: Desk, clock: WatchfulClock, snapshot: Snapshot, drafts: Drafts | None = None
    ) -> None:
        super().__init__()
        self._desk = desk
        self._clock = clock
        self.snapshot = snapshot
        self._selected: tuple[LedgerKind, int] | None = None
        self._bucket = BucketKeys()
        self._form_place = FormPlace(drafts, id="form-place")
        self._said = ""
        self._said_wrong = False
        self._said_until: datetime | None = None
        self._muted = False
        self._reached: Reached | None = None
        self._jumps: list[tuple[Jump, datetime | None]] = []

    def compose(self) -> ComposeResult:
        yield Masthead(id="masthead")
        with Horizontal(id="body"):
            yield AgendaPane(id="agenda")
            yield Stage(id="stage")
            yield TablePane(id="table")
        yield Tonight(id="tonight")
        yield self._form_place
        yield GoBar(id="go-bar")

    def on_mount(self) -> None:
        self.apply(self.snapshot)

    # What is shown

    def apply(self, snapshot: Snapshot) -> None:
        """Show a new picture of the meeting."""
        self.snapshot = snapshot
        self._bucket.follow(snapshot)
        self.tick(self._clock.now())
        self.post_message(TimeAskedFor())

    def see(self, snapshot: Snapshot) -> None:
        """Show what another station did; a picture older than ours is let go."""
        if snapshot != self.snapshot and len(snapshot.journal) >= len(self.snapshot.journal):
            self._forget_jumps(snapshot)
            self.apply(snapshot)

    def tick(self, now: datetime) -> None:
        """Show this moment; what has not changed is not painted."""
        snapshot = self.snapshot
        self.query_one(Masthead).show(masthead_picture(snapshot, now))
        self.query_one(AgendaPane).show(agenda_picture(snapshot, now))
        self.query_one(Stage).show(stage_picture(snapshot, now, self._jump_in_words(), self._bucket.cursor))
        self.query_one(TablePane).show(table_picture(snapshot))
        self.query_one(Tonight).show(tonight_picture(snapshot, self._selected))
        if isinstance(self.form, Board):
            self.form.follow(snapshot, now)
        self._show_go_bar(now)
        self._sound(now)

    def next_change(self, now: datetime) -> datetime:
        """The next second of the running clock, or of the day."""
        clock = self.snapshot.clock
        flip = next_flip(clock, now) if clock is not None else None
        return flip or now.replace(microsecond=0) + SECOND

    def _show_go_bar(self, now: datetime) -> None:
        if self._said_until is not None and now >= self._said_until:
            self._said, self._said_until = "", None
        form = self.form
        bar = GoBarPicture(
            go=next_act(self.snapshot, today=self.snapshot.chapter.today(now)).words,
            hints=form_hints(form.leaving) if form is not None else self._hints(),
            message=self._said,
            wrong=self._said_wrong,
            key="f6" if form is not None else "⏎",
        )
        self.query_one(GoBar).show(bar)

    def _hints(self) -> tuple[tuple[str, str], ...]:
        """The keys; those of forms that wait half filled in say so."""
        waiting = {name.split()[0] for name in self._form_place.waiting if self._is_near(name)}
        return hints(in_list=self._bucket.is_up, waiting=waiting)

    def _is_near(self, draft: str) -> bool:
        """Whether the key of the form would open this draft now: an ask belongs to one turn."""
        return " " not in draft or draft == f"ask {self.snapshot.meeting.turn_id}"

    def _sound(self, now: datetime) -> None:
        """Ring what is due; muted, it is due and gone."""
        before, self._reached = self._reached, reached(self.snapshot, now)
        for _ in range(0 if self._muted else bells(before, self._reached)):
            self.app.bell()

    def _say(self, sentence: str, *, wrong: bool = False) -> None:
        now = self._clock.now()
        self._said, self._said_wrong, self._said_until = sentence, wrong, now + _MESSAGE_STAYS
        self._show_go_bar(now)

    # The one road

    async def _do(self, command: c.Command) -> bool:
        """Hand a command to the desk and show what came of it. Whether it was accepted."""
        try:
            snapshot = await self._ask_desk(command)
        except Refused as wrong:
            self._say(str(wrong), wrong=True)
            return False
        closed = (
            snapshot.meeting.state is MeetingState.CLOSED and self.snapshot.meeting.state is MeetingState.LIVE
        )
        self._said = ""
        self._forget_jumps(snapshot)
        self.apply(snapshot)
        if closed:
            self.post_message(self.MeetingClosed(snapshot))
        return True

    async def _ask_desk(self, command: c.Command) -> Snapshot:
        """What the desk makes of a command. Raises Refused, whatever happened: the table goes on."""
        try:
            return await self._desk.do(command)
        except Refused:
            raise
        except Exception as fault:
            kind = type(fault).__name__
            raise Refused(f"That was not recorded ({kind}); nothing was changed. Try again.") from fault

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a form is open, typing never drives the meeting; only f5 and f6 do."""
        return not (self.form is not None and action in AT_TABLE)

    @property
    def _seen(self) -> EntryId:
        """The last entry that is on the screen: what Go says it will do rests on it."""
        journal = self.snapshot.journal
        return journal[-1].id if journal else EntryId(0)

    async def action_go(self) -> None:
        """The next thing; from a closed meeting, home."""
        if self.snapshot.meeting.state is MeetingState.CLOSED:
            self.action_leave()
        else:
            await self._do(c.Go(seen=self._seen))

    async def action_go_anyway(self) -> None:
        """The next thing, also while a form is open."""
        await self.action_go()

    async def action_pause(self) -> None:
        """Pause, resume, or start an armed clock."""
        clock = self.snapshot.clock
        running = clock is not None and clock.running
        await self._do(c.Pause() if running else c.Resume())

    async def action_pause_anyway(self) -> None:
        """Pause or resume, also while a form is open."""
        await self.action_pause()

    async def action_go_back(self) -> None:
        """The turn or step before."""
        await self._do(c.GoBack(seen=self._seen))

    async def action_more_time(self, seconds: int) -> None:
        """More time, or less."""
        await self._do(c.AddTime(by=timedelta(seconds=seconds)))

    async def action_began_earlier(self) -> None:
        """It began ten seconds earlier."""
        await self._do(c.BeganEarlier(by=TEN_SECONDS))

    def jumped(self, jump: Jump) -> None:
        """The computer slept, or its clock was set: say so, and offer the other way to count it."""
        clock = self.snapshot.clock
        if jump.kind is JumpKind.SLEPT and (clock is None or not clock.running):
            return  # a clock that stood has counted nothing
        self._jumps.append((jump, clock.started_at if clock is not None else None))
        self.app.bell()
        self.tick(self._clock.now())

    def _forget_jumps(self, after: Snapshot) -> None:
        """Once another clock is up, no sleep is to be left out of it."""
        up = after.clock.started_at if after.clock is not None else None
        self._jumps = [(jump, was) for jump, was in self._jumps if jump.kind is JumpKind.SET or was == up]

    def _jump_in_words(self) -> str:
        if not self._jumps:
            return ""
        jump, _ = self._jumps[0]
        length = length_in_words(abs(jump.by))
        if jump.kind is JumpKind.SLEPT:
            return f"the computer slept {length}, which counts; j leaves it out"
        way = "ahead" if jump.by > ZERO else "back"
        return f"the computer's clock was set {length} {way}; the meeting's was not; j follows it"

    async def action_answer_jump(self) -> None:
        """Count a jump the other way."""
        if not self._jumps:
            self._say("The computer's time has not jumped.")
            return
        jump, clock = self._jumps.pop(0)
        if jump.kind is JumpKind.SLEPT:
            await self._do(c.LeaveOut(jump.by, clock))
            return
        self._clock.follow()
        if self.snapshot.meeting.state is not MeetingState.LIVE or await self._do(c.FollowClock(jump.by)):
            self.apply(self.snapshot)
            self._say("The meeting's clock follows the computer's.")

    async def action_questions(self) -> None:
        """Open questions to whoever is up, or end them."""
        is_open = self.snapshot.open_questions is not None
        await self._do(c.CloseQuestions() if is_open else c.OpenQuestions(QUESTIONS_TAKE))

    async def action_take_advice(self) -> None:
        """The length of a pitch that ends the meeting on time: tonight's, or that of those who are left."""
        now = self._clock.now()
        advice = catching_up(self.snapshot, now)
        if advice is not None:
            await self._do(c.SetPitchLength(advice.step_id, advice.each))
            return
        planned = self.snapshot.meeting.state is MeetingState.PLANNED
        fitting = fit_of_meeting(self.snapshot, now).fitting if planned else None
        if fitting is None:
            self._say("There is no advice to take. p changes the rest of the meeting.")
        else:
            await self._do(c.SetPitchLength(None, fitting))

    async def action_skip(self) -> None:
        """Pass over."""
        await self._do(c.Skip(seen=self._seen))

    async def action_undo(self) -> None:
        """Take the last act back."""
        if await self._do(c.Undo()):
            self._say(self.snapshot.journal[-1].what)

    async def action_redo(self) -> None:
        """Do it again."""
        if await self._do(c.Redo()):
            self._say(self.snapshot.journal[-1].what)

    def action_mute(self) -> None:
        """Sound off and on."""
        self._muted = not self._muted
        self._say("Sound off" if self._muted else "Sound on")

    async def put_form_away(self) -> bool:
        """Close the form that is open, its words kept. Whether there was one."""
        if self.form is None:
            return False
        await self._shut(keep=True)
        return True

    def action_leave(self) -> None:
        """Leave the screen."""
        self.post_message(self.MeetingLeft())

    def action_help(self) -> None:
        """The keys."""
        from screens.dialogs.keys_help import KeysHelp

        self.app.push_screen(KeysHelp())

    # The bucket's list

    def action_item(self, by: int) -> None:
        """The next lead or ask of the list; in a form, the next field."""
        if self.form is not None:
            self.focus_next() if by > 0 else self.focus_previous()
            return
        try:
            self._bucket.move(by)
        except Refused as wrong:
            self._say(str(wrong), wrong=True)
        self.tick(self._clock.now())

    async def action_say_of_lead(self, digit: int) -> None:
        """What a digit says of the lead under the cursor."""
        try:
            meant, name = self._bucket.meant_by(digit, self.snapshot)
        except Refused as wrong:
            self._say(str(wrong), wrong=True)
            return
        if isinstance(meant, Form):
            await self._open(meant, name)
        elif await self._do(meant):
            self._say(self.snapshot.journal[-1].what)

    # The ledger

    def action_select(self, by: int) -> None:
        """Select an older or a newer entry."""
        keys = [(line.kind, line.row_id) for line in ledger(self.snapshot)]
        if not keys:
            self._say("Nothing is recorded yet.")
            return
        at = keys.index(self._selected) + by if self._selected in keys else 0
        self._selected = keys[max(0, min(at, len(keys) - 1))]
        self.tick(self._clock.now())

    async def action_edit(self) -> None:
        """Edit the selected entry."""
        from screens import meeting_forms

        chosen = self._chosen()
        if chosen is not None:
            await self._open(meeting_forms.form_for_entry(self.snapshot, *chosen), f"edit {chosen}")

    async def action_withdraw(self) -> None:
        """Withdraw the selected entry."""
        from screens import meeting_forms

        chosen = self._chosen()
        if chosen is not None:
            kind, row_id = chosen
            await self._do(c.Withdraw(what=meeting_forms.WITHDRAWABLE[kind], row_id=row_id))
            self._selected = None

    def _chosen(self) -> tuple[LedgerKind, int] | None:
        keys = [(line.kind, line.row_id) for line in ledger(self.snapshot)]
        if self._selected in keys:
            return self._selected
        self._say(
            "Select an entry with the arrow keys first." if keys else "Nothing is recorded yet.", wrong=True
        )
        return None

    # Forms

    @property
    def form(self) -> OpenForm | None:
        """The form that is open."""
        return self._form_place.form

    async def action_form(self, name: str) -> None:
        """Open a form."""
        from screens import meeting_forms

        ask = self._bucket.ask
        if name == "lead" and ask is not None:
            await self._open(meeting_forms.lead_answering(self.snapshot, ask), f"lead for {ask.turn_id}")
            return
        try:
            form = meeting_forms.form_named(name, self.snapshot, self._clock.now())
        except Refused as wrong:
            self._say(str(wrong), wrong=True)
            return
        # An ask has no name on it: its draft belongs to whoever was up.
        await self._open(form, f"ask {self.snapshot.meeting.turn_id}" if name == "ask" else name)

    async def _open(self, form: OpenForm, name: str) -> None:
        await self._form_place.open(form, name)
        self._form_changed()
        if isinstance(form, Form) and form.wants_leads:
            self._tell_of_leads(form)

    @work
    @while_shown
    async def _tell_of_leads(self, form: Form) -> None:
        """The form is open at once; what it wants to know of earlier leads comes a moment later."""
        with suppress(Refused):
            leads = await self._desk.earlier_leads()
            if form is self.form:
                form.know(leads)

    async def _shut(self, *, keep: bool) -> None:
        await self._form_place.shut(keep=keep)
        self.set_focus(None)
        self._form_changed()

    def _form_changed(self) -> None:
        """Other keys work now, and the bottom line says so."""
        self.refresh_bindings()
        self._show_go_bar(self._clock.now())
        self.call_after_refresh(self._uncover_agenda)

    def _uncover_agenda(self) -> None:
        """The step that is on stays in view above an open form."""
        top = self._form_place.region.y if self.form is not None else self.size.height
        self.query_one(AgendaPane).uncovered_to(top)

    @on(Form.Given)
    async def _form_given(self, event: Form.Given) -> None:
        event.stop()
        form = self.form
        try:
            snapshot = await self._ask_desk(event.command)
        except Refused as wrong:
            if form is not None:
                form.complain(str(wrong))
            return
        with self.app.batch_update():
            if isinstance(form, Form) and form is self.form:
                await self._shut(keep=False)
            self.apply(snapshot)

    @on(Form.Left)
    async def _form_left(self, event: Form.Left) -> None:
        event.stop()
        await self._shut(keep=True)

    async def on_attendance_board_substitute_wanted(self, event: AttendanceBoard.SubstituteWanted) -> None:
        """The form for a stand-in takes the board's place."""
        from screens import meeting_forms

        event.stop()
        await self._shut(keep=True)
        member_id = PersonId(event.member_id)
        await self._open(meeting_forms.substitute_for(self.snapshot, member_id), f"substitute {member_id}")
