"""Large letters and figures of filled cells, to be read across a room, as large as their box allows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from screens.kit.digits import enlarged, filling

# Five rows each, from the top; a hash is a dot that is filled.
_LETTERS = {
    "A": ".#. #.# ### #.# #.#",
    "B": "##. #.# ##. #.# ##.",
    "C": ".## #.. #.. #.. .##",
    "D": "##. #.# #.# #.# ##.",
    "E": "### #.. ##. #.. ###",
    "F": "### #.. ##. #.. #..",
    "G": ".### #... #.## #..# .###",
    "H": "#.# #.# ### #.# #.#",
    "I": "# # # # #",
    "J": "..# ..# ..# #.# .#.",
    "K": "#..# #.#. ##.. #.#. #..#",
    "L": "#.. #.. #.. #.. ###",
    "M": "#...# ##.## #.#.# #...# #...#",
    "N": "#..# ##.# #.## #..# #..#",
    "O": ".##. #..# #..# #..# .##.",
    "P": "##. #.# ##. #.. #..",
    "Q": ".##. #..# #..# #.#. .#.#",
    "R": "##. #.# ##. #.# #.#",
    "S": ".## #.. .#. ..# ##.",
    "T": "### .#. .#. .#. .#.",
    "U": "#.# #.# #.# #.# ###",
    "V": "#.# #.# #.# #.# .#.",
    "W": "#...# #...# #.#.# ##.## #...#",
    "X": "#.# #.# .#. #.# #.#",
    "Y": "#.# #.# .#. .#. .#.",
    "Z": "### ..# .#. #.. ###",
    "0": "### #.# #.# #.# ###",
    "1": ".# ## .# .# .#",
    "2": "##. ..# .#. #.. ###",
    "3": "##. ..# .#. ..# ##.",
    "4": "#.# #.# ### ..# ..#",
    "5": "### #.. ##. ..# ##.",
    "6": ".## #.. ### #.# ###",
    "7": "### ..# .#. .#. .#.",
    "8": "### #.# ### #.# ###",
    "9": "### #.# ### ..# ##.",
    " ": ". . . . .",
    ".": ". . . . #",
    ",": ".. .. .. .# #.",
    ":": ". # . # .",
    ";": ".. .# .. .# #.",
    "!": "# # # . #",
    "?": "##. ..# .#. ... .#.",
    "-": "... ... ### ... ...",
    "–": "... ... ### ... ...",
    "+": "... .#. ### .#. ...",
    "/": "..# ..# .#. #.. #..",
    "'": "# # . . .",
    "’": "# # . . .",
    '"': "#.# #.# ... ... ...",
    "(": ".# #. #. #. .#",
    ")": "#. .# .# .# #.",
    "&": ".#.. #.#. .#.. #.#. .#.#",
    "%": "#.# ..# .#. #.. #.#",
    "·": ". . # . .",
    "▷": "#.. ##. #.# ##. #..",
    "▶": "#.. ##. ### ##. #..",
    "▲": "..... ..#.. .###. ##### .....",
    "■": ".... #### #### #### ....",
    "●": ".##. #### #### #### .##.",
    "❚": "## ## ## ## ##",
}
_HIGH = 5
_SIZES = ((10, 5), (8, 4), (6, 3), (4, 2), (3, 2), (2, 1), (1, 1))


def _spelt(text: str) -> str:
    """The text in the letters there are, without accents; empty if one of them is not there."""
    bare = (c for c in unicodedata.normalize("NFKD", text.upper()) if not unicodedata.combining(c))
    spelt = " ".join("".join(bare).split())
    return spelt if all(character in _LETTERS for character in spelt) else ""


def _row_of_dots(words: str, row: int) -> str:
    return ".".join(_LETTERS[character].split(" ")[row] for character in words)


def _width(words: str) -> int:
    return len(_row_of_dots(words, 0))


def _wrapped(text: str, room: int) -> Iterator[str]:
    """The words in rows of at most so many dots; one that is longer has a row of its own."""
    row = ""
    for word in text.split():
        longer = f"{row} {word}".strip()
        if row and _width(longer) > room:
            yield row
            longer = word
        row = longer
    if row:
        yield row


@lru_cache(maxsize=16)
def lettered(text: str, width: int, height: int) -> tuple[str, ...]:
    """The text as large as a box of cells holds it, as rows of `#` and `.`; empty if it does not."""
    spelt = _spelt(text)
    for wide, high in _SIZES if spelt else ():
        rows = list(_wrapped(spelt, width // wide))
        room = max(map(_width, rows)) * wide
        if room <= width and len(rows) * (_HIGH + 1) * high - high <= height:
            return _set(rows, wide, high)
    return ()


def _set(rows: list[str], wide: int, high: int) -> tuple[str, ...]:
    """Rows of words below each other, each in the middle."""
    broadest = max(map(_width, rows))
    dots: list[str] = []
    for words in rows:
        dots += [_row_of_dots(words, row).center(broadest, ".") for row in range(_HIGH)]
        dots.append("." * broadest)
    return enlarged(tuple(dots[:-1]), wide, high)


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
