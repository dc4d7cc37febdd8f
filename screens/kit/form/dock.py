"""Where a form lies at the table: over the foot of the screen, so that nothing else moves."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable

from msgspec import Struct
from textual import on
from textual.containers import Vertical
from textual.timer import Timer
from textual.widget import Widget

from leadsroom.acts.act import Done
from leadsroom.acts.command import Command
from leadsroom.drafts import Drafts
from leadsroom.errors import Refused
from screens.kit.form.messages import FormEdited, FormGiven, FormLeft
from screens.kit.keyboard.keys_in_order import KeysInOrder, this_moment

if TYPE_CHECKING:  # the first frame need not wait for what opens later
    from datetime import datetime

    from leadsroom.domain.journal import Entry
    from leadsroom.domain.meeting.snapshot import Snapshot
    from screens.kit.form.form import Again, Form, Reads
    from screens.kit.form.view import FormView

_DRAFT_AFTER_SECONDS = 0.25
_PAINTED_AFTER_SECONDS = 0.4
BOARD = "attendance"  # the name of the board that forms are opened from


@runtime_checkable
class Docked(Protocol):
    """A form, or a board that asks for more than one thing: what it holds can be put back."""

    @property
    def draft(self) -> dict[str, str]:
        """What is kept of it while it waits."""
        ...

    @property
    def touched(self) -> bool:
        """Whether a draft is worth keeping."""
        ...

    def put_back(self, draft: dict[str, str]) -> None:
        """Fill it in as it was left."""
        ...

    def complain(self, sentence: str) -> None:
        """Say why what it gave was refused; it stays open."""
        ...


@runtime_checkable
class FollowsMeeting(Docked, Protocol):
    """A board in the dock that shows the meeting as it goes on."""

    def follow(self, snapshot: Snapshot, now: datetime) -> None:
        """Show the meeting as it is now."""
        ...


@runtime_checkable
class ShowsDone(Docked, Protocol):
    """A board that says itself what was done: it covers the record of tonight."""

    def show_done(self, entry: Entry) -> None:
        """Say what was done there, or undone."""
        ...


class Opening(Struct, frozen=True):
    """A form or a board to open, and the name under which its draft is kept.

    `return_to` makes the board that it was opened from, to which closing it leads back; `again` the form of
    what is on record by then, where another station may have written the same.
    """

    form: Form[Any] | Docked
    name: str
    return_to: Callable[[], Docked] | None = None
    again: Again | None = None


class DraftKeeper:
    """Keeps what is typed into an open form until it is saved; without a name it does not."""

    def __init__(self, place: Widget, drafts: Drafts, name: str, form: Docked) -> None:
        self._place, self._drafts, self.name, self._form = place, drafts, name, form
        self._soon: Timer | None = None

    def put_back(self) -> None:
        """Fill the form in with an earlier draft, if there is one."""
        draft = self._drafts.of(self.name)
        if draft is not None:
            self._form.put_back(dict(draft))

    def edited(self) -> None:
        """Keep what is typed soon, however long the typing goes on."""
        if self._soon is None:
            self._soon = self._place.set_timer(_DRAFT_AFTER_SECONDS, self._keep_what_is_typed)

    def _keep_what_is_typed(self) -> None:
        """Unless it was saved, or kept, after the time was up and before this was called."""
        if self._soon is not None:
            self.keep()

    def keep(self) -> None:
        """Keep it as it stands."""
        self._stop()
        if self.name and self._form.touched:
            self._drafts.keep(self.name, self._form.draft)
        else:
            self._drafts.forget(self.name)

    def keep_now(self) -> None:
        """The same, and wait until it is on disk: the program may be stopped next."""
        self.keep()
        self._drafts.flush()

    def forget(self) -> None:
        """It was saved."""
        self._stop()
        self._drafts.forget(self.name)

    def _stop(self) -> None:
        if self._soon is not None:
            self._soon.stop()
            self._soon = None


T = TypeVar("T")


async def painted_meanwhile(
    place: Widget,
    act: Awaitable[T],
    answer: Callable[[Awaitable[T]], Awaitable[None]],
    *,
    at_once: bool = False,
) -> None:
    """Show what came of an act: before anything else is looked at, unless it takes long.

    Then, or `at_once`, beside that, so that meanwhile the screen is painted: that others are waited for, and
    its clock.
    """
    under_way = asyncio.ensure_future(act)
    under_way.add_done_callback(_heard)
    await asyncio.wait((under_way,), timeout=0 if at_once else _PAINTED_AFTER_SECONDS)
    if under_way.done():
        await answer(under_way)
    else:
        place.run_worker(_while_keys_wait(place, answer(under_way)), group="what takes long")


def _heard(act: asyncio.Future[Any]) -> None:
    """What came of it is no fault where the place was left meanwhile, and nobody asks."""
    if not act.cancelled():
        act.exception()


async def _while_keys_wait(place: Widget, answer: Awaitable[None]) -> None:
    app = place.app
    with app.reading_for_a_key() if isinstance(app, KeysInOrder) else nullcontext():
        await answer


class Accepted(Struct, frozen=True):
    """What came of a form. `is_over`: it is closed by that; `by_letter`, `at`: see FormGiven."""

    done: Done
    is_over: bool
    by_letter: str
    at: float


class DockHost(Protocol):
    """The screen around the dock."""

    async def accept(self, command: Command) -> Done:
        """Carry out what a form means. Raises Refused."""
        ...

    def accepted(self, accepted: Accepted) -> None:
        """Show what came of it."""
        ...

    def form_changed(self, why: str = "") -> None:
        """A form was opened or closed, perhaps for a reason that should be said."""
        ...

    def form_placed(self) -> None:
        """The form that is open has its place on the screen, or another one than before."""
        ...


class FormDock(Vertical):
    """Holds one form or board at a time. Its form stays laid out, out of sight, for the next one to open.

    It is made invisible rather than taken away: else all that lies below would count as laid out again, and
    be painted again.
    """

    can_focus = False

    def __init__(self, host: DockHost, reads: Reads, drafts: Drafts | None = None, *, id: str) -> None:
        """`reads` answers what a form wants to know."""
        super().__init__(id=id)
        self.form: Docked | None = None
        self._host, self._reads, self._drafts = host, reads, drafts or Drafts()
        self._view: FormView | None = None
        self._keeper: DraftKeeper | None = None
        self._return_to: Callable[[], Docked] | None = None
        self._again: Again | None = None
        self._turn = asyncio.Lock()  # of what forms say: each after what came of the one before
        self._answered_at = 0.0  # when what a form gave had been carried out, or refused
        self.visible = False

    def on_resize(self) -> None:
        """Opened again, a form has no place until it is laid out."""
        self._host.form_placed()

    @property
    def waiting(self) -> frozenset[str]:
        """The names of the forms that have a draft, the open one left out."""
        return self._drafts.names - ({self._keeper.name} if self._keeper is not None else set())

    # Opened

    async def open(self, opening: Opening) -> None:
        """Open a form or a board in the place of the one that is open; an earlier draft is put back."""
        await self._take_away(keep=True)
        await self._put(opening.form, opening.name)
        self._return_to, self._again = opening.return_to, opening.again
        self._host.form_changed()

    async def _put(self, form: Form[Any] | Docked, name: str) -> None:
        if isinstance(form, Docked):
            await self._mount(form, name)
            return
        form.draft_name = form.draft_name or name
        if self._view is None:
            from screens.kit.form.view import FormView

            self._view = FormView(form, self._reads)
            await self._mount(self._view, form.draft_name)
        else:
            self.visible = True
            self._view.take(form)
            self._begin(self._view, form.draft_name)

    async def _mount(self, form: Docked, name: str) -> None:
        if self._view is not None:
            self._view.display = form is self._view
        self.visible = True
        assert isinstance(form, Widget)
        await self.mount(form)
        self._begin(form, name)

    def _begin(self, form: Docked, name: str) -> None:
        self.form, self._keeper = form, DraftKeeper(self, self._drafts, name, form)
        self._keeper.put_back()

    # What a board shows while it is open

    def follow(self, snapshot: Snapshot, now: datetime) -> None:
        """Show the meeting as it is now, where a board does."""
        if isinstance(self.form, FollowsMeeting):
            self.form.follow(snapshot, now)

    def show_done(self, entry: Entry | None) -> None:
        """Say what was done, if anything, where a board does."""
        if entry is not None and isinstance(self.form, ShowsDone):
            self.form.show_done(entry)

    # Closed

    async def close(self, *, keep: bool, why: str = "") -> None:
        """Close the form, keeping what was typed as a draft or not, and go back to where it was opened."""
        await self._take_away(keep=keep)
        board, self._return_to = self._return_to, None
        self._again = None
        if board is not None:
            await self._put(board(), BOARD)
        self._host.form_changed(why)

    async def _take_away(self, *, keep: bool) -> None:
        if self.form is None or self._keeper is None:
            return
        self._keeper.keep() if keep else self._keeper.forget()
        form, self.form, self._keeper = self.form, None, None
        self.screen.set_focus(None)
        self.visible = False
        if form is self._view:
            return
        assert isinstance(form, Widget)
        await form.remove()
        if self._view is not None:
            self._view.display = True

    def keep_drafts(self) -> None:
        """Keep what is typed as it stands: the screen is about to be left."""
        if self._keeper is not None:
            self._keeper.keep_now()

    # What the form says

    async def given(self, event: FormGiven) -> None:
        """Carry out what the form means; the screen hands it on, since a key waits for what screens do."""
        event.stop()
        await self._turn.acquire()
        if self._is_open(event.form):
            answer = partial(self._answer, event, self.form)
            await painted_meanwhile(self, self._accept(event.result), answer)
        else:
            self._turn.release()

    async def _accept(self, command: Command) -> Done:
        """Carry it out, beside what another station has written since the form was opened. Raises Refused."""
        if self._again is not None and self._view is not None and self.form is self._view:
            latest = await self._again()
            command = command if latest is None else self._view.meet(latest)
        return await self._host.accept(command)

    async def _answer(self, event: FormGiven, form: Docked | None, act: Awaitable[Done]) -> None:
        """Show what came of what a form meant."""
        try:
            done = await act
        except Refused as wrong:
            if form is not None:
                form.complain(str(wrong))
            return
        finally:
            self._answered_at = this_moment()
            self._turn.release()
        is_over = self._is_over(form, done)
        with self.app.batch_update():
            if is_over:
                await self.close(keep=False)
            self._host.accepted(Accepted(done, is_over, event.by_letter, event.time))

    def _is_open(self, form: object) -> bool:
        """Whether what was said is of what is open: a form that was closed meanwhile says nothing more."""
        view = self._view
        return form is None or (view is not None and self.form is view and view.form is form)

    def _is_over(self, form: Docked | None, done: Done) -> bool:
        """Whether a form has done its work; a board has never, and one that was opened meanwhile has not."""
        view = self._view
        if view is None or form is not view or self.form is not view:
            return False
        return view.is_over(done)

    async def left(self, event: FormLeft) -> None:
        """Close the form; handed on by the screen, as `given` is."""
        event.stop()
        async with self._turn:
            # A form that was left while it was being carried out shows what came of that.
            is_late = event.form is not None and event.time <= self._answered_at
            if self._is_open(event.form) and not is_late:
                await self.close(keep=True, why=event.why)

    @on(FormEdited)
    def _edited(self, event: FormEdited) -> None:
        event.stop()
        if self._keeper is not None:
            self._keeper.edited()

    def on_unmount(self) -> None:
        """The screen is left, perhaps with a form open."""
        self.keep_drafts()
        self._drafts.close()
