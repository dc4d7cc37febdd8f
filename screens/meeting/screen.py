"""The moderator's screen: the meeting as it runs, one key at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from leadsroom.acts.act import Done
from leadsroom.acts.agenda.commands import CatchUp
from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.acts.desk import Desk
from leadsroom.acts.meeting.commands import BeganEarlier, Go, LeaveOut, SkipRest, Withdraw
from leadsroom.clock import Jump, WatchfulClock
from leadsroom.domain.leads.lead import EarlierLead
from leadsroom.domain.meeting.agenda_progress import GoKind, next_act
from leadsroom.domain.meeting.countdown import next_flip, next_second
from leadsroom.domain.meeting.idle_alarm import paused_since
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot
from leadsroom.domain.text.wording import SECOND
from leadsroom.drafts import Drafts
from leadsroom.errors import Refused
from screens.kit.clock_face import Bell
from screens.kit.form.dock import Accepted, Docked, FormDock, Opening
from screens.kit.form.messages import FormGiven, FormLeft
from screens.kit.keyboard.keys_in_order import KeysInOrder, can_answer, keep_asking
from screens.kit.keyboard.unmeant_keys import ToBeRead
from screens.kit.leaving import ONE_MORE, PageWanted, ignore_if_unmounted
from screens.kit.status_message import StatusMessage
from screens.kit.theme import style
from screens.kit.ticker import TimeAskedFor
from screens.meeting.agenda_pane import AgendaPane, agenda_picture
from screens.meeting.bucket_keys import BucketKeys
from screens.meeting.check_in.messages import MarkRefused, MoneyWanted, SubstituteWanted
from screens.meeting.clock_jumps import Jumps
from screens.meeting.go_bar import GoBar, bar_at_table, bar_in_form, hints_at
from screens.meeting.keys import (
    Press,
    Sight,
    acts_of_table,
    acts_once,
    acts_without_key,
    bindings,
    groups_of_board,
    groups_of_table,
    meaning_of,
    one_more_today,
    possible_now,
    works_in_form,
)
from screens.meeting.masthead import Masthead, masthead_picture
from screens.meeting.record_pane import EntryKey, RecordCursor, Tonight, tonight_picture, words_for_unseen
from screens.meeting.stage import Stage
from screens.meeting.stage_picture import stage_picture
from screens.meeting.table_pane import TablePane, table_picture

if TYPE_CHECKING:
    from screens.kit.keyboard.keys import Act
    from screens.kit.keyboard.keys_help import KeyGroup
    from screens.meeting.openings import Openings


class MeetingScreen(Screen[None]):
    """A function of the snapshot and the moment; every key is a command to the desk."""

    CSS_PATH = [style("kit"), style("meeting")]
    AUTO_FOCUS = ""
    # Where the keyboard goes, the form shows: the rest of the screen need not be painted for it.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (160, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-normal-height"), (46, "-tall")]

    def __init__(
        self,
        desk: Desk,
        clock: WatchfulClock,
        snapshot: Snapshot,
        drafts: Drafts | None = None,
        *,
        over_review: bool = False,
    ) -> None:
        """`over_review`: it was opened from the review of its meeting, and leads back there."""
        super().__init__()
        self._over_review = over_review
        self._desk = desk
        self._clock = clock
        self.snapshot = snapshot
        self._record_cursor = RecordCursor()
        self._bucket = BucketKeys()
        self._status = StatusMessage()
        self._dock = FormDock(self, desk.read, drafts, id="form-place")
        self._bell = Bell(is_on=True)
        self._jumps = Jumps()
        self._was_live = self._closed_here = False
        self._sight = Sight(snapshot)
        self._roll_call = ToBeRead()
        self._start_corrected: tuple[int | None, ...] | None = None

    def compose(self) -> ComposeResult:
        yield Masthead(id="masthead")
        with Horizontal(id="body"):
            yield AgendaPane(id="agenda")
            yield Stage(id="stage")
            yield TablePane(id="table")
        yield Tonight(id="tonight")
        yield self._dock
        yield GoBar(id="go-bar")

    def on_mount(self) -> None:
        self.apply(self.snapshot)

    # What is shown

    def apply(self, snapshot: Snapshot) -> None:
        """Show what was done here."""
        self._sight.expected(snapshot)
        self._show(snapshot)

    def see(self, snapshot: Snapshot) -> None:
        """Show what another station did; a picture older than ours is let go."""
        if snapshot != self.snapshot and len(snapshot.journal) >= len(self.snapshot.journal):
            self._jumps.forget(snapshot)
            self._sight.changed(snapshot, self._clock.now())
            self._show(snapshot)

    def _show(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        is_live = snapshot.meeting.state is MeetingState.LIVE
        if is_live or self._was_live:  # a past one that is corrected says nothing of the one that is on
            self._clock.hold(is_live=is_live)
        self._was_live = is_live
        if self._bucket.follow(snapshot):
            self._record_cursor.leave()
        self.tick(self._clock.now())
        self.post_message(TimeAskedFor())

    def _called(self) -> str:
        """The chapter, as it is told apart from others of its name."""
        return self.app.label_of(self.snapshot.chapter) if isinstance(self.app, KeysInOrder) else ""

    def tick(self, now: datetime) -> None:
        """Show this moment; what has not changed is not painted."""
        snapshot = self.snapshot
        self.query_one(Masthead).show(masthead_picture(snapshot, now, self._called()))
        agenda = self.query_one(AgendaPane)
        agenda.fold(self._bucket.is_up)
        agenda.show(agenda_picture(snapshot, now))
        self.set_class(self._bucket.is_up, "-bucket")
        jump = self._jumps.in_words if snapshot.meeting.state is MeetingState.LIVE else ""
        stage = stage_picture(snapshot, now, jump, self._bucket.cursor)
        self.query_one(Stage).show(stage)
        keep_asking(self, self._roll_call, asks=stage.asks_for_all)
        self.query_one(TablePane).show(table_picture(snapshot))
        self.query_one(Tonight).show(tonight_picture(snapshot, self._record_cursor.key))
        self._dock.follow(snapshot, now)
        self._show_go_bar(now)
        self._ring(self._bell.due(self.snapshot, now))

    def next_change(self, now: datetime) -> datetime:
        """The next second of the running clock, of a pause, or of the day."""
        clock, since = self.snapshot.clock, paused_since(self.snapshot)
        flip = next_flip(clock, now) if clock is not None else None
        if since is not None:
            flip = next_second(since, now)
        return flip or now.replace(microsecond=0) + SECOND

    def _show_go_bar(self, now: datetime) -> None:
        press, form, message = Press(self.snapshot, now), self.form, self._status.at(now)
        if form is not None:
            bar = bar_in_form(press, getattr(form, "leaving", ""), message)
        else:
            undo = "undo the close" if self._closed_here and self.snapshot.is_just_closed else "undo"
            keys = hints_at(press, self._bucket, self._record_cursor, self._dock.waiting, undo=undo)
            bar = bar_at_table(press, keys, message)
        self.query_one(GoBar).show(bar)

    def _ring(self, times: int = 1) -> None:
        """Ring; muted, it is gone."""
        for _ in range(times if self._bell.is_on else 0):
            self.app.bell()

    def show_status(self, sentence: str, tone: str = "good") -> None:
        """Say something in the bottom line."""
        self._say(sentence, wrong=tone != "good")

    def to_copy(self) -> Sequence[str]:
        """Of the lead under the bucket's cursor: its number, and all of it that is shown."""
        return self._bucket.to_copy(self.snapshot.chapter.country) if self.form is None else ()

    def _say(self, sentence: str, *, wrong: bool = False) -> None:
        now = self._clock.now()
        self._status = StatusMessage.now(sentence, now, wrong=wrong)
        self._show_go_bar(now)

    @contextmanager
    def _saying_refusals(self) -> Iterator[None]:
        try:
            yield
        except Refused as wrong:
            self._say(str(wrong), wrong=True)

    # The one road

    @property
    def _press(self) -> Press:
        """A key pressed now, over what its presser has seen."""
        now = self._clock.now()
        return Press(self._sight.at(now), now)

    async def action_press(self, action: str) -> None:
        """What a key means is decided by the picture that was seen."""
        if action == "all_here" and not can_answer(self, self._roll_call):
            return
        with self._saying_refusals():
            command = meaning_of(action, self._press)
            done = await self._do(command)
            if done is not None and isinstance(command, (Undo, Redo, SkipRest, CatchUp)):
                self._say(done.public_words)

    @property
    def is_over(self) -> bool:
        """Whether the meeting is closed."""
        return self.snapshot.meeting.state is MeetingState.CLOSED

    async def action_go(self) -> None:
        """The next thing; home from a meeting that is closed, or is another day's."""
        press = self._press
        if self.is_over or next_act(press.seen, press.today).kind is GoKind.NOTHING:
            self.action_leave()
        else:
            await self._do(Go(seen=press.point))

    async def action_go_anyway(self) -> None:
        """The next thing, also while a form is open."""
        await self.action_go()

    async def action_began_earlier(self) -> None:
        """What is up began 10 s earlier; pressed once more for the same clock, ask when it began."""
        point = self._press.point
        up = point.step_id, point.turn_id, point.questions_id
        if self._start_corrected == up:
            await self.action_form("began")
        else:
            self._start_corrected = up
            await self._do(BeganEarlier(10 * SECOND))

    async def _do(self, command: Command) -> Done | None:
        """Hand a command to the desk and show what came of it; None where it was refused."""
        done = None
        with self._saying_refusals():
            done = await self.accept(command)
            self._status = StatusMessage()
            self._done(done.picture)
        return done

    async def accept(self, command: Command) -> Done:
        """What the desk makes of a command. Raises Refused, whatever happened: the table goes on."""
        # A follower of the database may show what came of it before the desk answers.
        was_live = self.snapshot.meeting.state is MeetingState.LIVE
        try:
            done = await self._desk.do(command)
        except Refused:
            raise
        except Exception as fault:
            kind = type(fault).__name__
            raise Refused(f"That was not recorded ({kind}); nothing was changed. Try again.") from fault
        if was_live and done.picture.meeting.state is MeetingState.CLOSED:
            self._closed_here = True
            self.post_message(PageWanted("review", done.picture.meeting.id))
        return done

    def _done(self, snapshot: Snapshot) -> None:
        self._jumps.forget(snapshot)
        self.apply(snapshot)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a form is open, typing never drives the meeting; only f5 and f6 do. A board has its own keys,
        and shows them.
        """
        is_help = action == "help" and bool(self._keys_of_board)
        return self.form is None or is_help or works_in_form(action, parameters)

    @property
    def _keys_of_board(self) -> Sequence[tuple[str, str]]:
        """(key, what it does) on the board that is open, if one is."""
        return getattr(self.form, "every_key", ())

    def acts_once(self, key: str) -> bool:
        """Whether this key, held down, is one press."""
        return acts_once(key, in_form=self.form is not None)

    def jumped(self, jump: Jump, at: datetime) -> None:
        """The computer slept, or its clock was set: say so, and offer the other way to count it."""
        if not self._jumps.add(jump, at, self.snapshot.clock):
            return
        self._ring()
        self.tick(self._clock.now())

    async def action_answer_jump(self) -> None:
        """Count a jump the other way."""
        with self._saying_refusals():
            command = self._jumps.answer()
            if isinstance(command, LeaveOut):
                await self._do(command)
                return
            self._clock.follow()
            if self.snapshot.meeting.state is not MeetingState.LIVE or await self._do(command):
                self.apply(self.snapshot)
                self._say("The meeting's clock follows the computer's.")

    def action_hold_another(self) -> None:
        """Ask whether one more meeting is to be held today; never begun by any other key."""
        from screens.kit.question import Question

        with self._saying_refusals():
            question = one_more_today(self._press)
            self.app.push_screen(Question(question, "hold it"), self._asked_for_another)

    def _asked_for_another(self, is_wanted: bool | None) -> None:
        if is_wanted:
            self.post_message(PageWanted("table", ONE_MORE, instead=True))

    def action_mute(self) -> None:
        """Sound off and on."""
        self._bell.is_on = not self._bell.is_on
        self._say("Sound on" if self._bell.is_on else "Sound off")

    def acts(self) -> list[Act]:
        """What the keys do now, as the palette lists it: Go says what comes next."""
        keys = possible_now(self._press, in_form=self.form is not None, in_list=self._bucket.is_up)
        acts = acts_of_table(keys, next_act(self.snapshot, today=self._press.today).words)
        return acts if self.form is not None else [*acts, *acts_without_key()]

    def action_go_to(self) -> None:
        """Ask where to; the meeting goes on."""
        from screens.go_to import GoTo

        self.app.push_screen(GoTo())

    def action_help(self) -> None:
        """The keys."""
        from screens.kit.keyboard.keys_help import KeysHelp

        self.app.push_screen(KeysHelp(self))

    def key_groups(self) -> list[KeyGroup]:
        """All keys of the table, by what they are for; those of a board that is open alone."""
        return groups_of_board(self._keys_of_board) if self._keys_of_board else groups_of_table()

    def keep_drafts(self) -> None:
        """Keep what is typed into the form that is open."""
        self._dock.keep_drafts()

    def action_leave(self) -> None:
        """Leave the screen; the meeting goes on."""
        if self._over_review:
            self.dismiss(None)
        else:
            self.post_message(PageWanted("home", instead=True))

    def action_back(self) -> None:
        """Back; but a stray key does not leave a meeting that is on."""
        if self.snapshot.meeting.state is MeetingState.LIVE:
            self._say("q leaves the table; the meeting goes on.")
        else:
            self.action_leave()

    # The bucket's list

    def action_item(self, by: int) -> None:
        """The next lead or ask of the list."""
        with self._saying_refusals():
            self._bucket.move(by)
            self._record_cursor.leave()
        self.tick(self._clock.now())

    async def action_note_outcome(self, digit: int) -> None:
        """What a digit says of the lead under the cursor."""
        with self._saying_refusals():
            meant = self._bucket.meant_by(digit, self.snapshot)
            self._record_cursor.leave()
            if isinstance(meant, Opening):
                await self._dock.open(meant)
                return
            before = self.snapshot.journal
            if await self._do(meant):
                same = self.snapshot.journal == before
                self._say("That has been said already." if same else self.snapshot.journal[-1].public_words)

    @work
    @ignore_if_unmounted
    async def _edit_slip(self, chosen: EarlierLead) -> None:
        with self._saying_refusals():
            opening = await self._openings.of_earlier(chosen)
            if opening is not None and self.form is None:
                await self._dock.open(opening)

    # The record

    def action_select(self, by: int) -> None:
        """Select an older or a newer entry."""
        with self._saying_refusals():
            self._record_cursor.move(by, self.snapshot)
        self.tick(self._clock.now())

    def select(self, entry: EntryKey | None) -> None:
        """Select an entry by its table and row; where there is none on record it is shown nowhere."""
        self._record_cursor.select(entry)
        if self.is_mounted:
            self.tick(self._clock.now())

    async def action_edit(self) -> None:
        """Edit the selected entry; with none, the slip of the lead under the bucket's cursor."""
        lead = self._bucket.lead
        if lead is not None and self._record_cursor.at(self.snapshot) is None:
            self._edit_slip(lead)
            return
        with self._saying_refusals():
            await self._dock.open(self._openings.of_entry(*self._record_cursor.chosen(self.snapshot)))

    async def action_withdraw(self) -> None:
        """Withdraw the selected entry."""
        with self._saying_refusals():
            table, row_id = self._record_cursor.chosen(self.snapshot)
            await self._do(Withdraw(what=table, row_id=row_id))
            self._record_cursor.leave()

    # Forms

    @property
    def form(self) -> Docked | None:
        """The form or board that is open."""
        return self._dock.form

    @property
    def _openings(self) -> Openings:
        from screens.meeting.openings import Openings

        return Openings(self._desk, lambda: self.snapshot)

    async def action_form(self, name: str) -> None:
        """Open a form."""
        with self._saying_refusals():
            await self._dock.open(self._openings.named(name, self._clock.now(), self._bucket.ask))

    @on(SubstituteWanted)
    async def _seat_substitute(self, event: SubstituteWanted) -> None:
        event.stop()
        await self._dock.open(self._openings.substitute_for(event.member_id))

    @on(MoneyWanted)
    async def _take_money(self, event: MoneyWanted) -> None:
        event.stop()
        await self._dock.open(self._openings.money_of(event.member_id, event.owed))

    @on(MarkRefused)
    def _mark_refused(self, event: MarkRefused) -> None:
        event.stop()
        self._ring()

    @on(FormGiven)
    async def _form_given(self, event: FormGiven) -> None:
        await self._dock.given(event)

    @on(FormLeft)
    async def _form_left(self, event: FormLeft) -> None:
        await self._dock.left(event)

    def accepted(self, accepted: Accepted) -> None:
        """A form or a board has done something: show it, and say so where nothing else does."""
        if accepted.is_over:
            if isinstance(self.app, KeysInOrder):
                self.app.pass_over_rest_of(accepted.by_letter, accepted.at)
            if words := words_for_unseen(accepted.done, self.snapshot):
                self._say(words)
        self._done(accepted.done.picture)
        self._dock.show_done(accepted.done.entry)

    def form_changed(self, why: str = "") -> None:
        """Other keys work now, and the bottom line says so: what it said before gives way to them."""
        self.refresh_bindings()
        if self.form is not None:
            self._status = StatusMessage()
        self._show_go_bar(self._clock.now())
        self.call_after_refresh(self.form_placed)
        if why:
            self._say(why)

    def form_placed(self) -> None:
        """The step that is on stays in view above an open form, as soon as that has its place."""
        place = self._dock.region if self.form is not None else None
        self.query_one(AgendaPane).uncovered_to(place.y if place else self.size.height)
