"""Where to? The pages with their letters, over the foot of the screen: the next key goes there."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.keys import format_key
from textual.screen import ModalScreen

from screens.kit.keyboard.keys_in_order import KeysInOrder
from screens.kit.leaving import PageWanted
from screens.kit.pane import TallPane, lines
from screens.kit.styled import TONES, words
from screens.kit.theme import style
from screens.pages import PAGES, page_at

_GAP = 3
_AGAIN = "g"  # the key that opened it, held down or pressed once more

Letter = tuple[str, str]


class Letters(TallPane[Sequence[Letter]]):
    """Letters and titles in columns of one width, as many beside one another as there is room for."""

    def draw(self, picture: Sequence[Letter], width: int) -> Content:
        column = max(len(title) for _, title in picture) + 2
        in_a_row = max(1, (width + _GAP) // (column + _GAP))
        rows = [picture[at : at + in_a_row] for at in range(0, len(picture), in_a_row)]
        return lines(*(Content(" " * _GAP).join(_drawn(each, column) for each in row) for row in rows))


def _drawn(letter: Letter, width: int) -> Content:
    key, title = letter
    drawn = Content(" ").join([words(key, "key"), words(title)])
    return drawn.pad_right(max(0, width - drawn.cell_length))


class GoTo(ModalScreen[None]):
    """Asks for the page whose letter is pressed; any other key stays where one is, and says so."""

    CSS_PATH = style("going")
    AUTO_FOCUS = ""
    COMPONENT_CLASSES = set(TONES)

    def compose(self) -> ComposeResult:
        yield Letters(id="letters")

    def on_mount(self) -> None:
        letters = self.query_one(Letters)
        letters.border_title = "Go to"
        letters.show([(page.letter, page.title) for page in PAGES.values() if page.letter])

    def on_key(self, event: Key) -> None:
        """Every key is for this; what it means elsewhere is not done."""
        event.stop()
        event.prevent_default()
        if event.key == _AGAIN:
            return
        name = page_at(event.key)
        self.dismiss(None)
        if name:
            self.app.post_message(PageWanted(name, instead=True))
        elif isinstance(self.app, KeysInOrder):
            self.app.show_status(stayed(event.key), "quiet")


def stayed(key: str) -> str:
    """What is said of a key that leads nowhere."""
    return "Nothing was opened." if key == "escape" else f"No page is at {format_key(key)}. g shows them all."
