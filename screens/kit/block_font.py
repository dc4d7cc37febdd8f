"""What is drawn in filled cells, as large as its box allows and in the middle of it."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from screens.kit.digits import filling
from screens.kit.letters import lettered


@lru_cache(maxsize=8)
def _digits(text: str, width: int, height: int) -> tuple[str, ...]:
    return filling(text, width, height)


class BlockText(Widget):
    """A text in filled cells of the widget's own colour. Where there are no colours they are blocks."""

    can_focus = False
    drawn_in = Style()

    shown: reactive[str] = reactive("", layout=False)

    def cells(self, text: str, width: int, height: int) -> tuple[str, ...]:
        """The text as rows of `#` and `.`, one for each cell, that fit into the box."""
        raise NotImplementedError

    def render_lines(self, crop: Region) -> list[Strip]:
        # Working the colours out takes longer than drawing a row of cells: once for all rows.
        self.drawn_in = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        width, height = self.content_size
        rows = self.cells(self.shown, width, height) if self.shown else ()
        row = y - max(0, height - len(rows)) // 2
        if not 0 <= row < len(rows):
            return Strip.blank(width, self.drawn_in)
        return self._drawn(rows[row], width)

    def _drawn(self, row: str, width: int) -> Strip:
        colour, ground = self.drawn_in.color, self.drawn_in.bgcolor
        blank, filled = (
            Style(bgcolor=ground),
            Style(color=colour if self.app.no_color else None, bgcolor=colour),
        )
        block = "█" if self.app.no_color else " "
        left = max(0, width - len(row)) // 2
        runs = [(dot, len(list(run))) for dot, run in groupby(row)]
        parts = [Segment(block * n, filled) if dot == "#" else Segment(" " * n, blank) for dot, n in runs]
        rest = Segment(" " * (width - left - len(row)), blank)
        return Strip([Segment(" " * left, blank), *parts, rest], width)


class FillingDigits(BlockText):
    """A clock's `1:23`."""

    def cells(self, text: str, width: int, height: int) -> tuple[str, ...]:
        return _digits(text, width, height)


class BigWords(BlockText):
    """Words in large letters; plain ones where the box is too small or the alphabet another."""

    def cells(self, text: str, width: int, height: int) -> tuple[str, ...]:
        return lettered(text, width, height)

    def render_line(self, y: int) -> Strip:
        width, height = self.content_size
        if not self.shown or width <= 0 or self.cells(self.shown, width, height):
            return super().render_line(y)
        rows = Content(_spaced(self.shown, width)).wrap(width)[: max(1, height)]
        at = y - max(0, height - len(rows)) // 2
        if not 0 <= at < len(rows):
            return Strip.blank(width, self.drawn_in)
        words = rows[at].truncate(width, ellipsis=True)
        left = max(0, width - words.cell_length) // 2
        blank = self.drawn_in
        line = [Segment(" " * left, blank), Segment(words.plain, blank + Style(bold=True))]
        return Strip(line).adjust_cell_length(width, blank)


def _spaced(text: str, width: int) -> str:
    """Capitals stand apart, `W R A P   U P`, where there is room."""
    spaced = " ".join(text)
    return spaced if text.isupper() and len(spaced) <= width else text
