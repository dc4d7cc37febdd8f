"""Big digits, drawn as cells with a background: they have no seams."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

_BOLD: dict[str, tuple[str, ...]] = {
    "0": (".###.", "##.##", "##.##", "##.##", "##.##", "##.##", ".###."),
    "1": (".##.", "###.", ".##.", ".##.", ".##.", ".##.", "####"),
    "2": (".###.", "##.##", "...##", "..##.", ".##..", "##...", "#####"),
    "3": ("####.", "...##", "...##", "..##.", "...##", "...##", "####."),
    "4": ("##.##", "##.##", "##.##", "#####", "...##", "...##", "...##"),
    "5": ("#####", "##...", "##...", "####.", "...##", "...##", "####."),
    "6": (".###.", "##...", "##...", "####.", "##.##", "##.##", ".###."),
    "7": ("#####", "...##", "...##", "..##.", "..##.", ".##..", ".##.."),
    "8": (".###.", "##.##", "##.##", ".###.", "##.##", "##.##", ".###."),
    "9": (".###.", "##.##", "##.##", ".####", "...##", "...##", ".###."),
    ":": ("..", "##", "##", "..", "##", "##", ".."),
    "-": ("...", "...", "...", "###", "...", "...", "..."),
}
_SLIM: dict[str, tuple[str, ...]] = {
    "0": (".##.", "#..#", "#..#", "#..#", "#..#", "#..#", ".##."),
    "1": (".#.", "##.", ".#.", ".#.", ".#.", ".#.", "###"),
    "2": (".##.", "#..#", "...#", "..#.", ".#..", "#...", "####"),
    "3": ("###.", "...#", "...#", ".##.", "...#", "...#", "###."),
    "4": ("#..#", "#..#", "#..#", "####", "...#", "...#", "...#"),
    "5": ("####", "#...", "#...", "###.", "...#", "...#", "###."),
    "6": (".##.", "#...", "#...", "###.", "#..#", "#..#", ".##."),
    "7": ("####", "...#", "...#", "..#.", "..#.", ".#..", ".#.."),
    "8": (".##.", "#..#", "#..#", ".##.", "#..#", "#..#", ".##."),
    "9": (".##.", "#..#", "#..#", ".###", "...#", "...#", ".##."),
    ":": (".", ".", "#", ".", "#", ".", "."),
    "-": ("..", "..", "..", "##", "..", "..", ".."),
}
# A low glyph leaves out the rows in which a digit only goes on; its colon has to sit elsewhere.
_LOW_ROWS = (0, 1, 3, 5, 6)
_LOW_COLON_ROWS = (1, 5)
_SCALES = (3, 2, 1)
_ROWS_HIGH = 7


def dots(text: str, font: dict[str, tuple[str, ...]], *, low: bool) -> tuple[str, ...]:
    """Rows of `#` and `.`, seven of them or five; one column between glyphs."""
    rows = _LOW_ROWS if low else range(7)
    return tuple(".".join(_glyph_row(font, character, row, low=low) for character in text) for row in rows)


def _glyph_row(font: dict[str, tuple[str, ...]], character: str, row: int, *, low: bool) -> str:
    if low and character == ":":
        return "#" if row in _LOW_COLON_ROWS else "."
    return font[character][row]


@lru_cache(maxsize=8)  # asked for each row of a clock
def fitted(text: str, width: int, height: int) -> tuple[tuple[str, ...], int]:
    """(rows of dots, cells per dot): the largest and boldest digits that a box of cells holds.

    A square dot is two cells wide and one high.
    """
    low = height < 7
    for scale in _SCALES:
        for font in (_BOLD, _SLIM):
            rows = dots(text, font, low=low)
            if len(rows[0]) * 2 * scale <= width and len(rows) * scale <= max(height, 5):
                return tuple(row for row in rows for _ in range(scale)), 2 * scale
    return dots(text, _SLIM, low=low), 1


def filling(text: str, width: int, height: int) -> tuple[str, ...]:
    """The largest digits that a box of cells holds, as rows of `#` and `.`, one for each cell.

    Every digit is as wide as every other, so that nothing moves as time passes.
    """
    for high in range(height // _ROWS_HIGH, 0, -1):
        for font, least in ((_BOLD, 1.5), (_SLIM, 1.25)):
            rows = _even(text, font, low=False)
            wide = min(round(2.25 * high), width // len(rows[0]))
            if wide >= least * high:
                return enlarged(rows, wide, high)
    rows = _even(text, _SLIM, low=height < _ROWS_HIGH)
    return enlarged(rows, max(1, min(2, width // len(rows[0]))), 1)


def enlarged(rows: tuple[str, ...], wide: int, high: int) -> tuple[str, ...]:
    """Each dot as so many cells."""
    return tuple("".join(dot * wide for dot in row) for row in rows for _ in range(high))


def _even(text: str, font: dict[str, tuple[str, ...]], *, low: bool) -> tuple[str, ...]:
    """Rows of dots in which a 1 takes the room of any digit."""
    widest = len(font["0"][0])
    glyphs = [dots(character, font, low=low) for character in text]
    filled = [
        tuple(row.rjust(widest, ".") if character.isdigit() else row for row in glyph)
        for character, glyph in zip(text, glyphs, strict=True)
    ]
    return tuple(".".join(parts) for parts in zip(*filled, strict=True))


class BigDigits(Widget):
    """A clock's `1:23`, as large as its box allows; `big-digits--filled` is the colour."""

    COMPONENT_CLASSES = {"big-digits--filled"}
    can_focus = False

    shown: reactive[str] = reactive("", layout=False)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 5 if self.has_class("-low") else 7

    def render_line(self, y: int) -> Strip:
        width, height = self.content_size
        rows, cells = fitted(self.shown, width, height) if self.shown else ((), 1)
        blank = self.rich_style
        if y >= len(rows):
            return Strip.blank(width, blank)
        filled = self.get_component_rich_style("big-digits--filled")
        segments = [Segment(" " * cells, filled if dot == "#" else blank) for dot in rows[y]]
        return Strip(segments).simplify().adjust_cell_length(width, blank)
