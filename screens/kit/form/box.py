"""A form as a box over a page. It stays until what it gave is accepted, or nobody wants it any more."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.screen import ModalScreen

from leadsroom.acts.act import Done
from leadsroom.errors import Refused
from screens.kit.form.dock import DraftKeeper, painted_meanwhile
from screens.kit.form.form import Again, Form, Reads
from screens.kit.form.messages import FormEdited, FormGiven, FormLeft
from screens.kit.form.view import FormView
from screens.kit.keyboard.keys_in_order import KeysInOrder, this_moment
from screens.kit.leaving import drafts_of
from screens.kit.styled import TONES
from screens.kit.theme import style

R = TypeVar("R")


class FormBox(ModalScreen[Any], Generic[R]):
    """Gives back what `accept` made of the form, None where it was closed or says nothing new.

    What is typed is kept under the name of its draft until it is accepted. `why_left` is what there is to say
    where it was closed for a reason. It is left once, and when nothing lies on top of it.
    """

    CSS_PATH: ClassVar = [style("kit")]
    COMPONENT_CLASSES: ClassVar[set[str]] = set(TONES)
    AUTO_FOCUS = ""

    def __init__(
        self,
        form: Form[R],
        accept: Callable[[R], Awaitable[Any]],
        *,
        reads: Reads | None = None,
        again: Again | None = None,
    ) -> None:
        """`reads` answers what the form wants to know; `again` makes it of what is on record by then."""
        super().__init__()
        self._form, self._accept, self._again = form, accept, again
        self._view = FormView(form, reads)
        self._keeper: DraftKeeper | None = None
        self._answered_at = 0.0  # when what it gave had been carried out, or refused
        self._at_rest = asyncio.Event()  # nothing is being carried out
        self._at_rest.set()
        self._came_of_it: tuple[Any] | None = None
        self.why_left = ""

    def compose(self) -> ComposeResult:
        yield self._view

    def on_mount(self) -> None:
        drafts = drafts_of(self.app)
        self._keeper = DraftKeeper(self, drafts, self._form.draft_name, self._view)
        self._keeper.put_back()

    @on(FormEdited)
    def _edited(self) -> None:
        if self._keeper is not None:
            self._keeper.edited()

    @on(FormLeft)
    def _left(self, event: FormLeft) -> None:
        # Left while what it gave was being carried out, it shows what came of that.
        if self._came_of_it is None and self._at_rest.is_set() and event.time > self._answered_at:
            self.why_left = event.why
            self.keep_drafts()
            self._leave(None)

    @on(FormGiven)
    async def _given(self, event: FormGiven) -> None:
        is_late = not self._at_rest.is_set() or event.time <= self._answered_at
        if self._came_of_it is None and not is_late:
            self._at_rest.clear()
            self._view.say_under_way()
            act, at_once = self._accepted(event.result), bool(self._form.under_way)
            await painted_meanwhile(self, act, partial(self._answer, event), at_once=at_once)

    async def _accepted(self, result: Any) -> Any:
        """What came of it, beside what another station has written since it was opened. Raises Refused."""
        latest = await self._again() if self._again is not None else None
        return await self._accept(result if latest is None else self._view.meet(latest))

    async def _answer(self, event: FormGiven, act: Awaitable[Any]) -> None:
        """Show what came of what the form meant."""
        try:
            accepted = await act
        except Refused as no:
            self._view.complain(str(no))
            return
        finally:
            self._answered_at = this_moment()
            self._at_rest.set()
        if isinstance(accepted, Done) and not self._view.is_over(accepted):
            return
        if self._keeper is not None:
            self._keeper.forget()
            self._keeper = None
        if isinstance(self.app, KeysInOrder):
            self.app.pass_over_rest_of(event.by_letter, event.time)
        self._leave(accepted)

    def _leave(self, value: Any) -> None:
        self._came_of_it = (value,)
        self._go_from_the_top()

    def on_screen_resume(self) -> None:
        """What lay on top is gone."""
        self._go_from_the_top()

    def _go_from_the_top(self) -> None:
        if self._came_of_it is not None and self.app.screen is self:
            self.dismiss(*self._came_of_it)

    async def may_leave(self) -> bool:
        """Once what it gave has been carried out. Where that is refused meanwhile it stays, and says why."""
        if self._at_rest.is_set():
            return True
        await self._at_rest.wait()
        return self._came_of_it is not None

    def keep_drafts(self) -> None:
        """Keep what is typed as it stands: the box is about to be closed, or the program to be left."""
        if self._keeper is not None:
            self._keeper.keep_now()
