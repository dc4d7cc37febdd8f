"""The line at the top: where we are, and what time it is."""

from __future__ import annotations

from msgspec import Struct, field
from textual.content import Content

from screens.kit.pane import Pane

_APART = 2


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
