"""Panes: text drawn from a picture, and drawn again only when the picture or its width has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

P = TypeVar("P")


def cell(text: str, width: int, style: str = "") -> Content:
    """Text in a column of exactly `width` cells: cut with an ellipsis, or filled up."""
    if width <= 0:
        return Content("")
    content = Content.styled(text, style) if style else Content(text)
    return content.truncate(width, ellipsis=True, pad=True)


def right(text: str, width: int, style: str = "") -> Content:
    """Text at the right of a column of exactly `width` cells."""
    content = Content.styled(text, style) if style else Content(text)
    content = content.truncate(width, ellipsis=True)
    return content.pad_left(width - content.cell_length)


def columns(*parts: Content) -> Content:
    """Columns side by side."""
    return Content("").join(parts)


def lines(*parts: Content) -> Content:
    """Lines one below the other."""
    return Content("\n").join(parts)


def around(rows: Sequence[Content], at: int, room: int) -> Sequence[Content]:
    """As many rows as there is room for, the one at `at` among them."""
    first = first_around(len(rows), at, room)
    return rows[first : first + room]


def first_around(count: int, at: int, room: int) -> int:
    """The first of so many rows that is in view where the one at `at` is to be."""
    return max(0, min(at - room // 2, count - room))


class Pane(Static, Generic[P]):
    """A function of its picture. Its size is the stylesheet's affair, so that new text moves nothing else.

    It is drawn when it is painted, for the size that it has by then: its first frame is whole.
    """

    can_focus = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self.picture: P | None = None
        self._drawn = Content("")
        self._drawn_for: Size | None = None

    def show(self, picture: P) -> None:
        """Show a picture; nothing is painted when it is the one that stands."""
        if picture != self.picture:
            self.picture = picture
            self.redraw()

    def redraw(self) -> None:
        """Draw it again. What looks as before is not painted: that costs more than drawing."""
        before, self._drawn_for = self._drawn, None
        size = self.content_size
        if size.width > 0 and not self._at(size).is_same(before):
            self.refresh()

    def draw(self, picture: P, width: int) -> Content:
        """The picture as text `width` cells wide."""
        raise NotImplementedError

    def render(self) -> Content:
        return self._at(self.content_size)

    def _at(self, size: Size) -> Content:
        if self.picture is None or size.width <= 0:
            return Content("")
        if self._drawn_for != size:
            self._drawn, self._drawn_for = self.draw(self.picture, size.width), size
        return self._drawn


class TallPane(Pane[P]):
    """A function of its picture that says its own height.

    A pane that draws when it has been given its width would ask for its height a layout later, and what
    scrolls around it would not know where it ends.
    """

    def redraw(self) -> None:
        self._drawn_for = None
        self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._at(Size(width, 0)).plain.split("\n"))

    def render(self) -> Content:
        # However much of it is in view, it is drawn whole.
        return self._at(self.content_size.with_height(0))
