"""The letters of a meeting: to whom there is one, what stands in it, and all of them as files."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from contextlib import suppress
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.meeting.letters import LetterState
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.errors import Refused
from leadsroom.exchange.letters.letters import (
    LetterLine,
    Letters,
    MayGo,
    file_letters,
    folder_stem,
    letters_of,
    sent_now,
    state_in_words,
)
from leadsroom.exchange.letters.sending import outgoing_now, why_not_sent
from leadsroom.exchange.letters.settings import smtp_settings
from leadsroom.exchange.letters.to_email import text_of
from leadsroom.exchange.outgoing import FileWanted
from screens.kit.dialog import Dialog, Rows
from screens.kit.form.write_form import FileChoice, FileFormat
from screens.kit.keyboard import keys
from screens.kit.leaving import ignore_if_unmounted
from screens.kit.list_page import ListPage
from screens.kit.listing import Column, Line
from screens.kit.question import Question
from screens.kit.status_message import StatusLine
from screens.kit.styled import accent, amber, quiet, short, words
from screens.kit.theme import style
from screens.review.letters_sending import HowToSend, LettersRun, run_of

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
        words(line.letter.asks.in_words),
        quiet(clean(line.person.email)),
        tone(state_in_words(line, letters.of)),
    )


class LettersScreen(ListPage[Letters, LetterLine]):
    """A line for each letter; Enter shows what stands in it."""

    CSS_PATH = [style("page"), style("review")]
    BINDINGS = [
        keys.enter("read", "Read the letter under the cursor"),
        keys.act("s", "send", "send", "Send the letters that may go, each once; while they go, stop"),
        keys.act("a", "again", "send again", "Send the letter under the cursor a second time", show=False),
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
        lacking = " ".join(filter(None, (picture.lateness, picture.calls_of_leavers, picture.lack)))
        remarks.update(quiet(lacking))
        remarks.display = bool(lacking)

    def cursor_moved(self) -> None:
        """What has no room in the line: why the letter does not go or has not surely gone, or its subject."""
        if self.chosen is None or self.picture is None or self.has_status:
            return
        line, of = self.chosen, self.picture.of
        state = line.sent.state_at(of.now) if line.sent is not None else None
        is_in_doubt = line.may_go is not MayGo.READY or state in (LetterState.REFUSED, LetterState.UNSURE)
        shown = state_in_words(line, of) if is_in_doubt else clean(line.letter.subject)
        self.show_status(shown, "amber" if is_in_doubt and line.may_go is MayGo.READY else "quiet")

    async def settle_in(self) -> None:
        """Letters may be on their way since the page was open before."""
        with suppress(Refused):
            run = self._run()
            if run is not None:
                self.show_status(run.in_words, "quiet")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what was sent can be sent again, and only to whom letters go."""
        if not super().check_action(action, parameters):
            return False
        if action != "act" or parameters != ("again",):
            return True
        line = self.chosen
        return line is not None and line.sent is not None and line.may_go is MayGo.READY

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

    async def send(self) -> None:
        """Send those that may go and have not gone; stop where they are on their way."""
        run = self._run()
        if run is not None:
            run.stop()
            self.show_status(run.in_words, "amber")
        elif self.picture is not None:
            waiting = [line for line in self.picture.ready if not why_not_sent(line, self.picture)]
            await self._send(waiting, again=False)

    async def again(self) -> None:
        """Send the one under the cursor although it has gone, or perhaps."""
        if self.chosen is not None and self._run() is None:
            await self._send([self.chosen], again=True)

    def _run(self) -> LettersRun | None:
        """The letters that are on their way."""
        run = run_of(self.app, self.meeting_id)
        if run is not None:
            run.page = self
        return run

    async def _send(self, lines: Sequence[LetterLine], *, again: bool) -> None:
        assert self.picture is not None
        if not lines:
            self.show_status("No letter is left to send. a sends the one under the cursor again.", "amber")
            return
        try:
            settings = smtp_settings()
        except Refused as no:
            self.app.push_screen(HowToSend(str(no)))
            return
        one = f"the letter to {short(clean(lines[0].person.name))}{' again' if again else ''}"
        what = one if len(lines) == 1 else f"{len(lines)} letters"
        if not await self.app.push_screen_wait(Question(f"Send {what}, from {settings.in_words}?", "send")):
            return
        wanted = [(line.person.id, line.kind) for line in lines]
        try:
            ready = await self.look_up(outgoing_now, self.meeting_id, wanted, settings)
        except Refused as no:
            self.show_status(str(no), "wrong")
            return
        run = LettersRun(self.desk, self.meeting_id, ready)
        run.page = self
        run.begin(self.app, settings, [line.person.id for line in lines] if again else [])
        self.show_status(run.in_words, "quiet")

    def letter_sent(self, how_far: str) -> None:
        """One more has gone, or has not."""
        self.show_status(how_far, "quiet")
        self._look_at_states()

    def letters_are_over(self, outcome: str, failed: bool) -> None:
        """No more letters are on their way."""
        self.show_status(outcome, "amber" if failed else "good")
        self._look_at_states()

    @work(exclusive=True, group="states of letters")
    @ignore_if_unmounted
    async def _look_at_states(self) -> None:
        sent = await self.desk.read(sent_now, self.meeting_id)
        if self.picture is not None:
            self.take(self.picture.with_sent(sent))
            self.show()

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

    CSS_PATH = [style("page"), style("review")]
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
