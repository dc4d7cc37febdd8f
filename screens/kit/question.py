"""A question over the foot of the screen, which one key answers, and only once it can have been read."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen

from screens.kit.keyboard.keys_in_order import ask, can_answer
from screens.kit.keyboard.unmeant_keys import ToBeRead
from screens.kit.pane import TallPane, lines
from screens.kit.styled import TONES, key_row, strong
from screens.kit.theme import style

YES = "y"


class Asked(TallPane[tuple[str, str]]):
    """The question, and under it the keys with what they do."""

    def draw(self, picture: tuple[str, str], width: int) -> Content:
        question, yes = picture
        return lines(*strong(question).wrap(width), key_row([(YES, yes), ("esc", "no")]))


class Question(ModalScreen[bool]):
    """Gives back whether it was answered with yes; a `y` that was typed ahead answers nothing."""

    CSS_PATH = style("going")
    AUTO_FOCUS = ""
    COMPONENT_CLASSES = set(TONES)

    def __init__(self, question: str, yes: str) -> None:
        super().__init__()
        self._picture = (question, yes)
        self._to_be_read = ToBeRead()

    def compose(self) -> ComposeResult:
        yield Asked(id="asked")

    def on_mount(self) -> None:
        self.query_one(Asked).show(self._picture)
        ask(self, self._to_be_read)

    def on_key(self, event: Key) -> None:
        """Every key is for this; what it means elsewhere is not done."""
        event.stop()
        event.prevent_default()
        if event.key != YES:
            self.dismiss(False)
        elif can_answer(self, self._to_be_read):
            self.dismiss(True)
