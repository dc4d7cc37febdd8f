"""A pane that is as high as its picture."""

from __future__ import annotations

from textual.content import Content
from textual.events import Resize
from textual.geometry import Size

from screens.kit.pane import P, Pane


class TallPane(Pane[P]):
    """A function of its picture that says its own height.

    A pane that draws when it has been given its width would ask for its height a layout later, and what
    scrolls around it would not know where it ends.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._drawn = Content("")
        self._drawn_for: tuple[P | None, int] = (None, 0)

    def show(self, picture: P) -> None:
        if picture != self.picture:
            self.picture = picture
            self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._at(width).plain.split("\n"))

    def render(self) -> Content:
        return self._at(self.content_size.width)

    def on_resize(self, _event: Resize) -> None:
        """Nothing to do: it is drawn for whatever width it has."""

    def _at(self, width: int) -> Content:
        if self.picture is None or width <= 0:
            return Content("")
        if self._drawn_for != (self.picture, width):
            self._drawn, self._drawn_for = self.draw(self.picture, width), (self.picture, width)
        return self._drawn
