"""The bottom line: what Go will do, then the other keys, or for a moment what has just been said."""

from __future__ import annotations

from msgspec import Struct
from textual.actions import parse
from textual.content import Content
from textual.events import Click
from textual.style import Style

from screens.kit.pane import Pane, columns
from screens.meeting.keys import action_of


class GoBarPicture(Struct, frozen=True):
    """`go` is what `key` does; `hints` are (key, word); a `message` stands in for the hints."""

    go: str
    hints: tuple[tuple[str, str], ...]
    message: str = ""
    wrong: bool = False
    key: str = "⏎"


class GoBar(Pane[GoBarPicture]):
    """The bottom line. A click on a key is that key; the second of a double click is none."""

    auto_links = False

    def on_click(self, event: Click) -> None:
        event.stop()
        key = event.style.meta.get("key")
        picture = self.picture
        if key is None or picture is None or event.chain > 1:
            return
        action = action_of(key, in_form=picture.key != "⏎")
        if action and self.screen.check_action(*parse(action)[1:]):
            # The screen's turn, as with a key: the next key waits for it.
            self.screen.call_later(self.app.run_action, action, self.screen)

    def draw(self, picture: GoBarPicture, width: int) -> Content:
        start = columns(Content.styled(f" {picture.key} ", "bold $background on $primary"), Content("  "))
        # Long names leave room for the keys beside them.
        most = max(12, min(width - 12, max(24, width // 2)))
        go = Content.styled(picture.go, "bold").truncate(most, ellipsis=True)
        bar = _key(picture.key, columns(start, go))
        room = width - bar.cell_length
        if picture.message:
            style = "bold $text-warning" if picture.wrong else "$text-success"
            message = Content.styled(picture.message, style).truncate(max(0, room - 3), ellipsis=True)
            return columns(bar, Content("   "), message)
        return columns(bar, *self._hints(picture, room))

    @staticmethod
    def _hints(picture: GoBarPicture, room: int) -> list[Content]:
        """As many keys as fit; the last one, help, always does."""
        drawn = [
            columns(
                Content("   "),
                _key(
                    key,
                    columns(Content.styled(key, "bold $text-primary"), Content.styled(f" {word}", "$quiet")),
                ),
            )
            for key, word in picture.hints
        ]
        if not drawn:
            return []
        last = drawn.pop()
        room -= last.cell_length
        shown = []
        for hint in drawn:
            room -= hint.cell_length
            if room < 0:
                break
            shown.append(hint)
        return [*shown, last]


def _key(key: str, words: Content) -> Content:
    """A key with its words, so that a click on them is known to be that key's."""
    return words.stylize(Style.from_meta({"key": key}))
