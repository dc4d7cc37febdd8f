"""Sending a meeting's letters while people go on: one run for each program, which outlives the page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from leadsroom.acts.desk import Desk
from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.errors import Refused
from leadsroom.exchange.letters.sending import Outgoing, Result, Sending, how_to_send_again, in_one_sentence
from screens.kit.dialog import Dialog
from screens.kit.theme import style

if TYPE_CHECKING:
    from leadsroom.exchange.letters.settings import SmtpSettings
    from screens.review.letters import LettersScreen

_RUNS: WeakKeyDictionary[App[Any], LettersRun] = WeakKeyDictionary()


class LettersRun:
    """Letters on their way. A page that is open hears of each; else the program says how it ended."""

    def __init__(self, desk: Desk, meeting_id: MeetingId, letters: Sequence[Outgoing]) -> None:
        self.meeting_id = meeting_id
        self.page: LettersScreen | None = None
        self._desk, self._letters = desk, letters
        self._results: list[Result] = []
        self._wants_stop = self._is_over = False

    @property
    def in_words(self) -> str:
        """`Sending… 3 of 16. s stops.`"""
        if self._wants_stop:
            return "Stops after the letter in hand."
        return f"Sending… {len(self._results)} of {len(self._letters)}. s stops, esc leaves it to go on."

    def stop(self) -> None:
        """Nothing follows the letter in hand."""
        self._wants_stop = True

    def begin(self, app: App[Any], settings: SmtpSettings, again: Collection[PersonId]) -> None:
        """Begin, as the only run of this program."""
        _RUNS[app] = self
        app.run_worker(self._go(app, settings, again), group="letters")

    async def _go(self, app: App[Any], settings: SmtpSettings, again: Collection[PersonId]) -> None:
        sending = Sending(
            self._desk.do, settings, self.meeting_id, again, wants_stop=lambda: self._wants_stop
        )
        refusal = ""
        try:
            await sending.send(self._letters, self._hear)
        except Refused as no:
            refusal = str(no)
        finally:
            del _RUNS[app]
        self._say_end(app, refusal)

    def _hear(self, result: Result) -> None:
        self._results.append(result)
        if self.page is not None and self.page.is_mounted and self.page in self.page.app.screen_stack:
            self.page.letter_sent(self.in_words)

    def _say_end(self, app: App[Any], refusal: str) -> None:
        failed = bool(refusal) or any(each.is_failure for each in self._results)
        sentence = " ".join(filter(None, (refusal, self._outcome)))
        if self.page is not None and self.page.is_current:
            self.page.letters_are_over(sentence, failed)
        else:
            app.notify(sentence, severity="warning" if failed else "information", markup=False, timeout=8)

    @property
    def _outcome(self) -> str:
        """What came of them; of the first that was tried and failed, why."""
        if not self._results:
            return ""
        failed = [f"{each.sentence}." for each in self._results if each.is_failure and each.is_tried]
        perhaps = "a sends one again." if how_to_send_again(self._results) else ""
        return " ".join(filter(None, (in_one_sentence(self._results), *failed[:1], perhaps)))


def run_of(app: App[Any], meeting_id: MeetingId) -> LettersRun | None:
    """The run that is going on in a program. Raises Refused where it is about another meeting."""
    run = _RUNS.get(app)
    if run is not None and run.meeting_id != meeting_id:
        raise Refused("The letters of another meeting are being sent. Wait until they are.")
    return run


class HowToSend(Dialog[None]):
    """What is to be set up first, to be read."""

    CSS_PATH = style("page")
    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("escape,q,enter", "leave", "close", id="leave", key_display="esc", tooltip="Close"),
    ]

    def __init__(self, text: str) -> None:
        super().__init__("Letters cannot be sent yet")
        self._text = text

    def rows(self) -> ComposeResult:
        yield Static(Content(self._text))
