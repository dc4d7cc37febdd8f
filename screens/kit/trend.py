"""A trend as a row of small bars, with what it is of before it and its span in words behind it."""

from __future__ import annotations

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Sparkline, Static

from screens.kit.styled import quiet


class TrendPicture(Struct, frozen=True):
    """What the values are of, the oldest first, and `span`: from the least to the most of them, in words."""

    of: str
    values: tuple[float, ...]
    span: str


class Trend(Horizontal):
    """A bar for each value. A picture says nothing alone: the span beside it does without colour."""

    def compose(self) -> ComposeResult:
        yield Static(classes="of")
        yield Sparkline()
        yield Static(classes="span")

    def show(self, picture: TrendPicture) -> None:
        """Show these values; of fewer than two there is no trend."""
        self.display = len(picture.values) > 1
        bars = self.query_one(Sparkline)
        bars.data = picture.values
        bars.styles.width = len(picture.values)
        self.query_one(".of", Static).update(quiet(f"{picture.of} "))
        self.query_one(".span", Static).update(Content.assemble(" ", quiet(picture.span)))
