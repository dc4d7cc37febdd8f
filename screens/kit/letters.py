"""Words in letters of cells, to be read across a room: capitals, figures and the shapes of the phases."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from screens.kit.digits import enlarged

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
