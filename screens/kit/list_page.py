"""A page that changes what is on record: in order, asked until accepted, and undone by a key."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeVar

from textual import work
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Static

from leadsroom.acts.act import Done
from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.acts.desk import Desk
from leadsroom.domain.journal import OF_ACCOUNTS, EntryKind
from leadsroom.errors import Refused
from screens.kit.ignore_if_unmounted import ignore_if_unmounted
from screens.kit.page import Page
from screens.kit.styled import words

V = TypeVar("V")
R = TypeVar("R")


class RecordPage(Page):
    """Has a `#said` line for what was done; that stands there until the cursor moves on."""

    BINDINGS = [
        Binding("u", "undo", "undo", id="undo", tooltip="Take back what this station did last, today"),
        Binding("ctrl+y", "redo", "redo", id="redo", show=False, tooltip="Do again what was taken back"),
    ]

    names_money = False  # whether what undo takes back is named also where it is about money

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.in_order = asyncio.Lock()
        self._told_at = ""

    @property
    def cursor(self) -> str:
        """Where the cursor is; empty where there is nothing to be on."""
        return ""

    async def reload(self, at: str = "") -> None:
        """Show what is on record, the cursor at this line or where it was; say so when it cannot be read."""
        raise NotImplementedError

    @property
    def has_draft(self) -> bool:
        """Whether `u` takes back what is not on record yet."""
        return False

    def on_screen_resume(self) -> None:
        """The page is opened, or seen again: elsewhere something may have been done meanwhile."""
        self.look_what_to_undo()

    @work(exclusive=True, group="next undo")
    @ignore_if_unmounted
    async def look_what_to_undo(self) -> None:
        """Name it as soon as it is known."""
        await self.name_undo()

    async def name_undo(self) -> None:
        """Say in the line of keys what `u` would take back, also when it was done on another page."""
        named = ""
        if not self.has_draft:
            with suppress(Refused):
                found = await self.desk.next_undo()
                is_told = found is not None and (self.names_money or not found.is_private)
                named = "" if found is None else found.what if is_told else OF_ACCOUNTS
        self.key_line.name_undo(named)

    def tell(self, sentence: str, tone: str = "good") -> None:
        """Say what was done, or why not; an empty sentence takes it away."""
        self.query_one("#said", Static).update(words(sentence, tone))
        self._told_at = self.cursor

    def forget_told(self) -> None:
        """The cursor may have moved: what was said of the line it has left is taken away."""
        if self._told_at not in ("", self.cursor):
            self.tell("")
        self._told_at = self.cursor

    async def do(self, command: Command, at: str | Callable[[Done], str] = "") -> Done:
        """Carry out one command after the other, and show what is on record then. Raises Refused.

        The cursor is put `at` a line, which may depend on what came of it.
        """
        async with self.in_order:
            done = await self.desk.do(command)
            await self.reload(at if isinstance(at, str) else at(done))
            await self.name_undo()
        return done

    async def act(self, command: Command, at: str | Callable[[Done], str] = "") -> Done | None:
        """The same, and say what came of it; None where it was refused."""
        try:
            done = await self.do(command, at)
        except Refused as no:
            self.tell(str(no), "wrong")
            self.look_what_to_undo()  # what cannot be undone is passed over from now on
            return None
        self.tell_done(done)
        return done

    def tell_done(self, done: Done) -> None:
        """Say what came of a command. An undo about money is named only where the accounts are seen."""
        words = done.words
        if done.kind is not EntryKind.DO and done.entry is not None and not self.names_money:
            words = done.entry.public_words
        words = words.rstrip(".")
        self.tell(f"✓ {words}." if words else "Nothing was changed.")

    async def ask_until_accepted(
        self,
        dialog: Callable[[V | None, str], Screen[Any]],
        accept: Callable[[V], Awaitable[R]],
        before: V | None = None,
    ) -> R | None:
        """Ask until what is filled in is accepted, each time with what was filled in and why it was refused.

        None when nobody wants it any more, or it is filled in as it was `before`.
        """
        filled, refusal = before, ""
        while True:
            answer = await self.app.push_screen_wait(dialog(filled, refusal))
            if answer is None or answer == before:
                return None
            filled = answer
            try:
                return await accept(answer)
            except Refused as no:
                refusal = str(no)

    async def action_undo(self) -> None:
        self.carry_out(Undo())

    async def action_redo(self) -> None:
        self.carry_out(Redo())

    @work
    @ignore_if_unmounted
    async def carry_out(self, command: Command) -> None:
        """Carry out a command in its turn, and say what came of it."""
        await self.act(command)
