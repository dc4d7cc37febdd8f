"""A page with a list: read from the record, found by letters, changed by commands, and undone by a key."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext, suppress
from typing import Any, ClassVar, Generic, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from leadsroom.acts.act import Done
from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.journal import PRIVATE_ENTRY
from leadsroom.domain.text.wording import full_day
from leadsroom.errors import Refused
from screens.kit.form.box import FormBox
from screens.kit.form.form import Form, Latest
from screens.kit.keyboard.keys import BACK, FIND, GO_TO, REDO_KEY, UNDO, UNDO_KEY
from screens.kit.leaving import ChapterChanged, ignore_if_unmounted
from screens.kit.listing import Column, Line, Listing
from screens.kit.page import ONLY_READ, FindLine, Page, TopWords
from screens.kit.status_message import StatusLine
from screens.kit.styled import amber, quiet, short, words

P = TypeVar("P")  # what is read
T = TypeVar("T")  # what a line stands for
V = TypeVar("V")

NONE_FITS = "Nothing matches. Escape shows everything."
_READING = "Reading…"
_WHILE_FINDING = ("open", "back")


def line_of(done: Done) -> str:
    """The line of what an act was about; empty where it was about nothing in a list."""
    return "" if done.subject is None else str(done.subject)


class ListPage(Page, Generic[P, T]):
    """A page says what is read, which lines it makes, and what its keys do; everything else stands here.

    What was done is said in the status line, until the cursor moves on.
    """

    BINDINGS = [FIND, UNDO_KEY, REDO_KEY, BACK, GO_TO, *Page.BINDINGS]
    AUTO_FOCUS = "#list"

    heading = ""
    columns: ClassVar[Sequence[Column]] = ()
    find_hint = "any part of a line"
    empty = ""  # what is said where the list has no line at all
    about = ""  # the name of the page and the number of whom it is about, where that is somebody
    names_money = False  # whether what undo takes back is named also where it is about money
    # What the keys of `keys.act` do, by their names; a page may have such an act as its own method too.
    ACTS: ClassVar[Mapping[str, Callable[[Any], Awaitable[None]]]] = {}
    # Those of them that show what is a chapter's own affair: not done where it is only read.
    OWN_AFFAIRS: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, desk: Desk, chapter: Chapter) -> None:
        super().__init__()
        self.desk = desk
        self.chapter = chapter
        self.picture: P | None = None
        self.in_order = asyncio.Lock()
        self._status_at = ""
        self._before_finding = ""

    # What a page says

    async def read(self) -> P:
        """What the page shows. Raises Refused."""
        raise NotImplementedError

    def lines(self, picture: P, wanted: str) -> Sequence[Line]:
        """The lines of the list, those in which `wanted` is found."""
        raise NotImplementedError

    def item(self, picture: P, key: str) -> T | None:
        """What the line of this key stands for."""
        raise NotImplementedError

    def beside_title(self, picture: P) -> Content:
        """What stands at the right of the top line."""
        return Content("")

    def begin_at(self, picture: P) -> str:
        """The line on which the cursor stands at first; empty for the first one."""
        return ""

    def main_does(self) -> str:
        """What Enter does with what is under the cursor; nothing where it does nothing."""
        return ""

    def others_do(self) -> Mapping[str, str]:
        """What other keys do there, by their ids, where that is more than their word says, or nothing."""
        return {}

    def show_beside(self, picture: P) -> None:
        """Show what the page has besides its list."""

    async def read_beside(self, at: str) -> None:
        """Read what belongs to the line under the cursor; `at` is where the cursor was asked for."""

    async def settle_in(self) -> None:
        """What is done once the page has been read."""

    def cursor_moved(self) -> None:
        """Another line is under the cursor."""

    def action_open(self) -> object:
        """What Enter does."""
        raise NotImplementedError

    @property
    def has_draft(self) -> bool:
        """Whether `u` takes back what is not on record yet."""
        return False

    @property
    def is_of_open_chapter(self) -> bool:
        return not self.desk.only_read

    @property
    def why_only_read(self) -> str:
        """Why nothing is asked that would be entered here; empty where it is."""
        archived_on = self.chapter.archived_on
        if archived_on is None:
            return self.desk.only_read
        name, day = short(self.chapter.name), full_day(archived_on)
        return f"{name} was archived on {day}, and is only read. g s and z open it again."

    @property
    def member_id(self) -> PersonId | None:
        """The member whose page `p` opens, on pages with that key; None where there is none."""
        return None

    def action_member_page(self) -> None:
        """To the page of the member under the cursor."""
        if self.member_id is not None:
            self.open_page("me", self.member_id)
        else:
            self.show_status("There is no member here whose page could be opened.", "amber")

    # What stands on it

    def body(self) -> ComposeResult:
        yield from self.list_parts()
        yield StatusLine()

    def list_parts(self) -> Iterable[Static | Input | Listing]:
        """Where to type what is looked for, what is said of an empty list, and the list."""
        wanted = FindLine(placeholder=self.find_hint, id="wanted")
        wanted.display = False
        return wanted, Static(quiet(_READING), id="nothing"), self.make_list()

    def make_list(self) -> Listing:
        """The list itself."""
        return Listing(self.columns, id="list")

    @property
    def listing(self) -> Listing:
        return self.query_one("#list", Listing)

    @property
    def find_box(self) -> FindLine:
        return self.query_one("#wanted", FindLine)

    @property
    def wanted(self) -> str:
        """What is looked for."""
        return self.find_box.value

    @property
    def is_finding(self) -> bool:
        """Whether somebody types what to look for."""
        return self.focused is not None and self.focused.id == "wanted"

    @property
    def cursor(self) -> str:
        """Where the cursor is; empty where there is nothing to be on."""
        return self.listing.key

    @property
    def chosen(self) -> T | None:
        """What is under the cursor."""
        key = self.listing.key
        return self.item(self.picture, key) if self.picture is not None and key else None

    # Read and shown

    def on_mount(self) -> None:
        self._show_top(Content(""))
        self.enter()

    def on_screen_resume(self) -> None:
        """The page is opened, or a box over it closed: what `u` takes back may be another thing."""
        self.look_what_to_undo()

    def seen_again(self) -> None:
        self.enter()

    @work(exclusive=True, group="enter")
    @ignore_if_unmounted
    async def enter(self) -> None:
        """Read what is on record. A key typed meanwhile waits, since it is for what will be shown."""
        with self.keys_wait() if self.picture is None else nullcontext():
            await self.reload()
        await self.settle_in()

    async def reload(self, at: str = "") -> None:
        """Show what is on record, the cursor at this line or where it was; say so when it cannot be read."""
        before = self.chapter
        try:
            self.take(await self.read())
        except Refused as no:
            self.show_status(str(no), "wrong")
            if self.picture is None:
                self.query_one("#nothing").display = False
        else:
            if self.chapter != before:
                self.post_message(ChapterChanged(self.chapter))
            self.show(at)
            await self.read_beside(at)

    def take(self, picture: P) -> None:
        """Keep what has been read."""
        self.picture = picture

    def show(self, at: str = "") -> None:
        """Draw what was read, the cursor at this line or where it was."""
        if self.picture is None:
            return
        drawn = self.lines(self.picture, self.wanted)
        self.listing.show(drawn, at or self.listing.key or self.begin_at(self.picture))
        nothing = self.query_one("#nothing", Static)
        nothing.update(Content(self.why_empty()))
        nothing.display = not any(line.key for line in drawn)
        self._show_top(self.beside_title(self.picture))
        self.show_beside(self.picture)
        self.say_keys()

    def _show_top(self, beside: Content) -> None:
        title = Content.assemble(words(self.heading), quiet(f" · {self.label_of(self.chapter)}"))
        if self.desk.only_read:
            title = Content.assemble(amber(ONLY_READ), title)
        self.top_line.show(TopWords(title, right=beside))

    def why_empty(self) -> str:
        """Why no line is listed."""
        return NONE_FITS if self.wanted.strip() else self.empty

    def say_keys(self) -> None:
        """Say in the bottom line what Enter does where the keyboard is."""
        if self.is_finding:
            self.key_line.say("to the list", back="show all")
        else:
            others = {UNDO: "", **self.others_do()} if self.desk.only_read else self.others_do()
            self.key_line.say("" if self.picture is None else self.main_does(), **others)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While somebody types what to look for, letters are letters and nothing else."""
        return not self.is_finding or action in _WHILE_FINDING

    def on_descendant_focus(self) -> None:
        self.say_keys()

    @on(OptionList.OptionHighlighted, "#list")
    def _moved(self) -> None:
        self.forget_status()
        self.say_keys()
        self.cursor_moved()

    @on(OptionList.OptionSelected, "#list")
    def _selected(self) -> None:
        self.action_open()

    # Finding, and going back

    def to_list(self) -> None:
        """The keyboard goes to the list."""
        self.listing.focus()

    def action_find(self) -> None:
        self.to_list()
        self._before_finding = self.listing.key or self._before_finding
        self.find_box.display = True
        self.find_box.focus()

    @on(Input.Changed, "#wanted")
    def _find(self) -> None:
        self.find_typed()

    def find_typed(self) -> None:
        """Show what the letters find that stand in the line now."""
        self.show()
        self.cursor_moved()

    @on(Input.Submitted, "#wanted")
    def _found(self) -> None:
        self.to_list()

    def action_back(self) -> None:
        """Out of a search, or out of the page."""
        if self.find_box.display:
            self.stop_finding()
        else:
            self.leave()

    @work(exclusive=True, group="leave")
    @ignore_if_unmounted
    async def leave(self) -> None:
        """Back to where the page was opened from. The next key is for what is seen there."""
        with self.keys_wait():
            if await self.may_leave() and self.app.screen is self:
                self.dismiss(None)

    def turn_to(self, name: str, subject: int) -> None:
        """To another page about the same; back to it, where this one was opened from it."""
        stack = self.app.screen_stack
        below = stack[stack.index(self) - 1]
        if isinstance(below, ListPage) and below.about == f"{name} {subject}":
            self.leave()
        else:
            self.open_page(name, subject)

    def stop_finding(self) -> None:
        """Show all again, the cursor on what was found, or else where it was before."""
        is_lost = not self.listing.key
        self.find_box.value = ""
        self.find_box.display = False
        self.show(self._before_finding if is_lost else "")
        self.to_list()

    # What was done

    def show_status(self, sentence: str, tone: str = "good") -> None:
        super().show_status(sentence, tone)
        self._status_at = self.cursor

    @property
    def has_status(self) -> bool:
        """Whether something was said of the line under the cursor."""
        return bool(self.query_one(StatusLine).sentence)

    def say(self, sentence: str) -> None:
        """Say why a key or a paste did nothing."""
        self.show_status(sentence, "amber")

    def forget_status(self) -> None:
        """The cursor may have moved: what was said of the line it has left is taken away."""
        if self._status_at not in ("", self.cursor):
            self.show_status("")
        self._status_at = self.cursor

    def show_done(self, done: Done, then: str = "") -> None:
        """Say what came of a command, and what can be done `then`.

        An undo about money is named only where the accounts are seen.
        """
        text = (done.words if self.names_money else done.public_words).rstrip(".")
        self.show_status(f"✓ {text}. {then}".rstrip() if text else "Nothing was changed.")

    # What is done

    @work
    @ignore_if_unmounted
    async def action_act(self, name: str) -> None:
        """Do what a key says, with the line that is under the cursor when it is pressed."""
        if self.desk.only_read and name in self.OWN_AFFAIRS:
            self.say(self.desk.only_read)
            return
        await (self.ACTS[name](self) if name in self.ACTS else getattr(self, name)())

    async def look_up(self, view: Callable[..., Any], *of: Any) -> Any:
        """Read what an act needs to know first; a key typed meanwhile waits for it. Raises Refused."""
        with self.keys_wait():
            return await self.desk.read(view, *of)

    async def do(self, command: Command, at: str | Callable[[Done], str] = "") -> Done:
        """Carry out one command after the other, and show what is on record then. Raises Refused.

        The cursor is put `at` a line, which may depend on what came of it.
        """
        async with self.in_order:
            done = await self.desk.do(command)
            await self.reload(at if isinstance(at, str) else at(done))
            await self.name_undo()
        return done

    async def act(
        self, command: Command, at: str | Callable[[Done], str] = "", then: str = ""
    ) -> Done | None:
        """The same, and say what came of it; None where it was refused."""
        try:
            done = await self.do(command, at)
        except Refused as no:
            self.show_status(str(no), "wrong")
            self.look_what_to_undo()  # what cannot be undone is passed over from now on
            return None
        self.show_done(done, then)
        return done

    async def ask(
        self,
        form: Form[V],
        command: Callable[[V], Command] | None = None,
        *,
        at: str | Callable[[Done], str] = "",
        then: str = "",
        again: Callable[[], Awaitable[Form[V] | None]] | None = None,
    ) -> Done | None:
        """Ask by a form until what it means is on record, or nobody wants it any more; say what came of it.

        A form that does not mean a command itself is made one by `command`. Of something on record `again`
        makes the form anew: another station may have written the same meanwhile.
        """
        if why := self.why_only_read:
            self.say(why)
            return None

        async def accept(filled: Any) -> Done:
            return await self.do(command(filled) if command is not None else filled, at)

        async def latest() -> Latest | None:
            now = await again() if again is not None else None
            return None if now is None else Latest(now, await self.desk.other_station())

        box = FormBox(form, accept, reads=self.desk.read, again=latest)
        done: Done | None = await self.app.push_screen_wait(box)
        if done is not None:
            self.show_done(done, then)
        elif box.why_left:
            self.show_status(box.why_left)
        return done

    def form_again(self, make: Callable[[P, T], Form[V] | None]) -> Callable[[], Awaitable[Form[V] | None]]:
        """What makes a form of the line under the cursor again, from what is on record by then, if it is."""
        key = self.cursor

        async def again() -> Form[V] | None:
            picture = await self.read()
            item = self.item(picture, key)
            return None if item is None else make(picture, item)

        return again

    async def ask_for(self, form: Form[V]) -> V | None:
        """Ask by a form for what is not on record by itself; None where nobody wants it any more."""

        async def accept(filled: V) -> V:
            return filled

        box = FormBox(form, accept, reads=self.desk.read)
        asked: V | None = await self.app.push_screen_wait(box)
        if asked is None and box.why_left:
            self.show_status(box.why_left)
        return asked

    # Undone

    async def action_undo(self) -> None:
        self.carry_out(Undo())

    async def action_redo(self) -> None:
        self.carry_out(Redo())

    @work
    @ignore_if_unmounted
    async def carry_out(self, command: Command) -> None:
        """Carry out a command in its turn, and say what came of it."""
        await self.act(command)

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
                is_named = found is not None and (self.names_money or not found.is_private)
                named = "" if found is None else found.what if is_named else PRIVATE_ENTRY
        self.key_line.name_undo(named)
