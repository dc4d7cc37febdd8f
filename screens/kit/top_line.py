"""The line at the top: where we are, and what time it is."""

from __future__ import annotations

from msgspec import Struct, field
from textual.content import Content

from screens.kit.pane import Pane


class TopWords(Struct, frozen=True):
    """Left, middle, right; the middle gives way where there is no room."""

    left: Content
    middle: Content = field(default_factory=Content)
    right: Content = field(default_factory=Content)


class TopLine(Pane[TopWords]):
    """One line, its three parts apart."""

    def draw(self, picture: TopWords, width: int) -> Content:
        reserved = min(picture.left.cell_length, width // 2) + 2
        right = picture.right.truncate(max(0, width - reserved), ellipsis=True)
        left = picture.left.truncate(width - right.cell_length - 2, ellipsis=True)
        middle = picture.middle
        start = (width - middle.cell_length) // 2
        room = width - left.cell_length - right.cell_length
        if start < left.cell_length + 2 or start + middle.cell_length + 2 > width - right.cell_length:
            return Content("").join([left, Content(" " * room), right])
        before = " " * (start - left.cell_length)
        after = " " * (room - len(before) - middle.cell_length)
        return Content("").join([left, Content(before), middle, Content(after), right])
