"""What every screen around the meeting shares: a line at the top, a line of keys below, one to find in."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field
from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.text.plain_text import clean
from leadsroom.paths import short_path
from screens.kit.key_line import KeyLine
from screens.kit.keyboard.keys import KEYS
from screens.kit.keyboard.keys_in_order import KeysInOrder
from screens.kit.leaving import PageWanted
from screens.kit.pane import Pane
from screens.kit.status_message import StatusLine
from screens.kit.styled import TONES, amber

if TYPE_CHECKING:
    from leadsroom.exchange.chapter_files import ChapterPlace
    from leadsroom.exchange.outgoing import FileWanted
    from screens.kit.form.write_form import AsksWhere, FileChoice

V = TypeVar("V")
W = TypeVar("W")
_APART = 2
ONLY_READ = "only read · "  # before the title of a page of a chapter at whose desk every act is refused


class TopWords(Struct, frozen=True):
    """Left, middle, right; the left one gives way where there is no room."""

    left: Content
    middle: Content = field(default_factory=Content)
    right: Content = field(default_factory=Content)


class TopLine(Pane[TopWords]):
    """One line, its three parts apart, and the middle one in the middle as far as there is room for that."""

    def draw(self, picture: TopWords, width: int) -> Content:
        middle = picture.middle.cell_length
        between = middle + 2 * _APART if middle else _APART
        least = min(picture.left.cell_length, (width - between) // 2)
        right = picture.right.truncate(max(0, width - between - least), ellipsis=True)
        left = picture.left.truncate(max(0, width - between - right.cell_length), ellipsis=True)
        first = left.cell_length + _APART
        last = width - right.cell_length - _APART - middle
        start = max(first, min((width - middle) // 2, last)) if middle else left.cell_length
        before = " " * (start - left.cell_length)
        after = " " * (width - start - middle - right.cell_length)
        return Content("").join([left, Content(before), picture.middle, Content(after), right])


class FindLine(Input):
    """Takes nothing that a terminal would obey: of pasted text escape codes are dropped, and lines joined."""

    def __init__(self, placeholder: str = "", *, id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, id=id, compact=True, select_on_focus=False)

    def action_paste(self) -> None:
        """What was copied here is pasted as what comes from the terminal."""
        self.post_message(events.Paste(self.app.clipboard))

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(clean(event.text), *sorted(self.selection))


class Page(Screen[object]):
    """A screen with a top line and a key line around its `body`.

    Where it learns that the chapter is another one on record it posts `ChapterChanged`.
    """

    chapter: Chapter  # as it is on record, of a page that writes files

    COMPONENT_CLASSES = set(TONES)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-middle"), (160, "-wide")]

    BINDINGS = [KEYS]

    _is_elsewhere = False  # another page has been opened over this one

    def on_mount(self) -> None:
        self.show_only_read()

    def show_only_read(self) -> None:
        """Say above all else why nothing can be entered, where nothing can."""
        app = self.app
        why = app.only_read if self.is_of_open_chapter and isinstance(app, KeysInOrder) else ""
        for line in self.query("#only-read").results(Static):
            line.update(amber(why))
            line.display = bool(why)

    @property
    def is_of_open_chapter(self) -> bool:
        """Whether it is about the chapter that is open, and not about another one, or about all."""
        return True

    def label_of(self, chapter: Chapter) -> str:
        """What a chapter is called: by its name, unless others of the database have the same."""
        return self.app.label_of(chapter) if isinstance(self.app, KeysInOrder) else chapter.name

    def on_screen_suspend(self) -> None:
        """Under a box nothing changes; on another page something may be done."""
        stack = self.app.screen_stack
        above = stack[stack.index(self) + 1 :] if self in stack else []
        self._is_elsewhere |= any(not isinstance(screen, ModalScreen) for screen in above)

    def on_screen_resume(self) -> None:
        # Popped to on the way from one page to another it is not seen.
        self.show_only_read()
        if self._is_elsewhere and self.app.screen is self:
            self._is_elsewhere = False
            self.seen_again()

    def seen_again(self) -> None:
        """Read again what is shown: on another page something may have been done."""

    def action_keys(self) -> None:
        from screens.kit.keyboard.keys_help import KeysHelp

        self.app.push_screen(KeysHelp(self))

    def open_page(self, name: str, subject: object = None) -> None:
        """Ask for another page, which leads back to this one."""
        self.post_message(PageWanted(name, subject))

    def keys_wait(self) -> AbstractContextManager[None]:
        """While this lasts keys wait: they are for what will be shown."""
        return self.app.reading_for_a_key() if isinstance(self.app, KeysInOrder) else nullcontext()

    async def may_leave(self) -> bool:
        """Whether nothing is lost when the page is left; it says what would be."""
        return True

    def action_go_to(self) -> None:
        """Ask where to: the next key is the letter of a page."""
        from screens.go_to import GoTo

        self.app.push_screen(GoTo())

    def show_status(self, sentence: str, tone: str = "good") -> None:
        """Say what was done, or why not: in its line, or else over the page. An empty one takes it away."""
        for line in self.query(StatusLine):
            line.show(sentence, tone)
            return
        if sentence:
            self.notify(sentence, severity="information" if tone == "good" else "warning", markup=False)

    async def write_to_file(
        self, heading: str, choice: FileChoice, write: Callable[[FileWanted], Awaitable[Path]]
    ) -> Path | None:
        """Ask where a file of the chapter goes until it can be written, and say where it is.

        What is chosen besides its name is proposed the next time. None where nobody wants it any more.
        """
        from screens.kit.form.write_form import WriteForm

        path: Path | None = await self.ask_where(
            lambda place: WriteForm(heading, choice, place), write, choice.remember
        )
        if path is not None:
            self.show_status(f"✓ Written to {short_path(path)}.")
        return path

    async def ask_where(
        self,
        make: Callable[[ChapterPlace], AsksWhere[W]],
        write: Callable[[W], Awaitable[V]],
        remember: str,
    ) -> V | None:
        """Ask by a form where files of the chapter go until they can be written; what came of it.

        The folder, and with a name to `remember` them by the answers, are proposed the next time.
        """
        from leadsroom.exchange.chapter_files import ChapterFiles
        from leadsroom.files import AlreadyThere
        from screens.kit.form.box import FormBox

        files = ChapterFiles(self.chapter)
        with self.keys_wait():
            form = make(await to_thread(files.place, remember))

        async def accept(wanted: W) -> V:
            try:
                written = await write(wanted)
            except AlreadyThere as there:
                raise form.ask_to_replace(there) from None
            answers = {remember: form.to_remember} if remember else {}
            await to_thread(files.remember, form.chosen_folder, answers)
            return written

        written: V | None = await self.app.push_screen_wait(FormBox(form, accept, reads=to_thread))
        return written

    def compose(self) -> ComposeResult:
        yield TopLine()
        only_read = Static(id="only-read")
        only_read.display = False
        yield only_read
        yield from self.body()
        yield KeyLine()

    def body(self) -> ComposeResult:
        """What stands between the two lines."""
        raise NotImplementedError

    @property
    def top_line(self) -> TopLine:
        return self.query_one(TopLine)

    @property
    def key_line(self) -> KeyLine:
        return self.query_one(KeyLine)
