"""What every screen around the meeting shares: a line at the top, a line of keys below, one calm ground."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen

from screens.kit.key_line import KeyLine
from screens.kit.keys import KEYS
from screens.kit.styled import TONES
from screens.kit.top_line import TopLine


class Page(Screen[None]):
    """A screen with a top line and a key line around its `body`."""

    COMPONENT_CLASSES = set(TONES)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-middle"), (160, "-wide")]

    BINDINGS = [KEYS]

    def action_keys(self) -> None:
        from screens.dialogs.page_keys import PageKeys

        self.app.push_screen(PageKeys(self))

    def compose(self) -> ComposeResult:
        yield TopLine()
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
