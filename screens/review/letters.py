"""The letters of a meeting: to whom there is one, what stands in it, and all of them as files."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.meeting.letters import LetterState
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.exchange.letters.letters import (
    LetterLine,
    Letters,
    MayGo,
    file_letters,
    folder_stem,
    letters_of,
    state_in_words,
    to_do_in_words,
)
from leadsroom.exchange.letters.to_email import text_of
from leadsroom.exchange.outgoing import FileWanted
from screens.kit.dialog import Dialog, Rows
from screens.kit.form.write_form import FileChoice, FileFormat
from screens.kit.keyboard import keys
from screens.kit.list_page import ListPage
from screens.kit.listing import Column, Line
from screens.kit.status_message import StatusLine
from screens.kit.styled import accent, amber, quiet, short, words
from screens.kit.theme import style

LETTER_COLUMNS = (
    Column(least=14, most=30),
    Column(most=8, rank=3),
    Column(least=21, most=28, rank=1),
    Column(least=10, most=34, rank=2),
    Column(least=12, most=44),
)
_TITLES = ("Name", "As", "To do", "Email", "Letter")
_TONES = {LetterState.SENT: accent, LetterState.REFUSED: amber, LetterState.UNSURE: amber}
_ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))  # a terminal shows them, or the program's box


def letter_lines(letters: Letters, wanted: str = "") -> list[Line]:
    """A line for each letter whose person is looked for: those that may go first."""
    shown = [line for line in letters.lines if _is_wanted(line, wanted)]
    groups = (
        ("Letters", [line for line in shown if line.may_go is MayGo.READY]),
        ("No letter goes to", [line for line in shown if line.may_go is not MayGo.READY]),
    )
    drawn = [Line("", tuple(quiet(title) for title in _TITLES))] if shown else []
    for title, group in groups:
        if group:
            drawn += [Line("", heading=Content("")), Line("", heading=quiet(f"{title} · {len(group)}"))]
            drawn += [Line(key_of(line), _cells(line, letters)) for line in group]
    return drawn


def key_of(line: LetterLine) -> str:
    """Which letter it is."""
    return f"{line.kind.value} {line.person.id}"


def _is_wanted(line: LetterLine, wanted: str) -> bool:
    text = fold(f"{line.person.name} {line.person.email} {line.kind.value}")
    return all(word in text for word in fold(wanted).split())


def _cells(line: LetterLine, letters: Letters) -> tuple[Content, ...]:
    state = line.sent.state_at(letters.of.now) if line.sent is not None else None
    tone = quiet if line.may_go is not MayGo.READY else words if state is None else _TONES.get(state, words)
    return (
        words(clean(line.person.name)),
        quiet(line.kind.value),
        words(to_do_in_words(line)),
        quiet(clean(line.person.email)),
        tone(state_in_words(line, letters.of)),
    )


class LettersScreen(ListPage[Letters, LetterLine]):
    """A line for each letter; Enter shows what stands in it."""

    CSS_PATH = [style("page"), style("review")]
    BINDINGS = [
        keys.enter("read", "Read the letter under the cursor"),
        keys.write("Write all letters as emails into a folder, or the list into a file"),
        *ListPage.BINDINGS,
    ]

    heading = "Letters"
    columns = LETTER_COLUMNS
    find_hint = "name or email"
    empty = "There is nobody to write to yet: members come from the roster, by i or n."

    def __init__(self, desk: Desk, chapter: Chapter, meeting_id: MeetingId) -> None:
        super().__init__(desk, chapter)
        self.meeting_id = meeting_id

    def body(self) -> ComposeResult:
        yield from self.list_parts()
        yield Static(id="remarks")
        yield StatusLine()

    async def read(self) -> Letters:
        return await self.desk.read(letters_of, self.meeting_id)

    def take(self, picture: Letters) -> None:
        super().take(picture)
        self.chapter = picture.of.chapter

    def lines(self, picture: Letters, wanted: str) -> Sequence[Line]:
        return letter_lines(picture, wanted)

    def item(self, picture: Letters, key: str) -> LetterLine | None:
        return next((line for line in picture.lines if key_of(line) == key), None)

    def beside_title(self, picture: Letters) -> Content:
        return quiet(f"{picture.of.meeting.name.near(picture.of.today.year)} · {picture.in_words}")

    def show_beside(self, picture: Letters) -> None:
        remarks = self.query_one("#remarks", Static)
        remarks.update(quiet(picture.lack))
        remarks.display = bool(picture.lack)

    def cursor_moved(self) -> None:
        """What has no room in the line."""
        if self.chosen is not None and not self.has_status:
            self.show_status(clean(self.chosen.letter.subject), "quiet")

    def main_does(self) -> str:
        return f"read {short(clean(self.chosen.person.name))}'s" if self.chosen else ""

    # What is done

    def action_open(self) -> None:
        """The letter under the cursor, and from there the one before and after."""
        if self.picture is not None and self.chosen is not None:
            shown = [line.key for line in self.lines(self.picture, self.wanted) if line.key]
            found = [self.item(self.picture, key) for key in shown]
            letters = [line for line in found if line is not None]
            self.app.push_screen(LetterBox(self.picture, letters, shown.index(self.listing.key)))

    async def write(self) -> None:
        """Those that may go, as emails in a folder; or the list."""
        if self.picture is None:
            return

        def write_it(wanted: FileWanted) -> Awaitable[Path]:
            return self.desk.read(file_letters, self.meeting_id, wanted)

        formats = [
            FileFormat("eml", "emails in a folder", is_folder=True),
            FileFormat("csv", "the list, as a table"),
        ]
        choice = FileChoice(folder_stem(self.picture), formats, remember="letters")
        await self.write_to_file("The letters", choice, write_it)


class LetterBox(Dialog[None]):
    """One letter, to be read; left and right lead to the one before and after."""

    CSS_PATH = style("page")
    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("escape,q", "leave", "close", id="leave", key_display="esc", tooltip="Close the letter"),
        Binding("enter", "leave", "close", id="close", show=False),
        Binding("right", "turn(1)", "next", id="next", key_display="→", tooltip="The next letter"),
        Binding("left", "turn(-1)", "before", id="before", key_display="←", tooltip="The one before"),
        Binding("down", "further(1)", "further", id="further", key_display="↓", tooltip="Go on"),
        Binding("up", "further(-1)", "back up", id="back-up", show=False),
        Binding("pagedown,space", "further(12)", "a page down", id="page-down", show=False),
        Binding("pageup", "further(-12)", "a page up", id="page-up", show=False),
    ]

    def __init__(self, letters: Letters, lines: Sequence[LetterLine], at: int) -> None:
        super().__init__("")
        self._letters, self._lines, self._at = letters, lines, at

    def rows(self) -> ComposeResult:
        yield Static(id="letter")

    def on_mount(self) -> None:
        super().on_mount()
        self.action_turn(0)

    def action_turn(self, way: int) -> None:
        """Show another one."""
        self._at = (self._at + way) % len(self._lines)
        line = self._lines[self._at]
        to = Content.assemble(words(clean(line.person.name)), quiet(f"  {clean(line.person.email)}"))
        subject = words(clean(line.letter.subject), "strong")
        text = words(text_of(line.letter, self._letters.of).translate(_ISOLATES))
        self.query_one("#heading", Static).update(to)
        self.query_one("#letter", Static).update(Content("\n\n").join([subject, text]))
        self.query_one(Rows).scroll_home(animate=False)

    def action_further(self, way: int) -> None:
        """The lines that do not fit into the window."""
        self.query_one(Rows).scroll_relative(y=way, animate=False)
