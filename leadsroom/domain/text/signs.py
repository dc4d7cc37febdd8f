"""Signs where they cannot be shown: one table, in which each has a sign of ASCII for its cell."""

from __future__ import annotations

import unicodedata

from leadsroom.domain.text.plain_text import fold

# Keys have the first letter of their names, where an arrow would be taken for another key.
SIGNS = {
    **dict.fromkeys("▶▷▸→»", ">"),
    **dict.fromkeys("▲△↑⇧", "^"),
    **dict.fromkeys("▽↓✓", "v"),
    **dict.fromkeys("←«", "<"),
    **dict.fromkeys("■█", "#"),
    **dict.fromkeys("✕✗×", "x"),
    **dict.fromkeys("·–—−‐‑‒─╍", "-"),
    **dict.fromkeys("❚│▏", "|"),
    **dict.fromkeys("├└", "`"),
    **dict.fromkeys("“”″", '"'),
    **dict.fromkeys("‘’ʼ′´", "'"),
    **dict.fromkeys("●", "*"),
    **dict.fromkeys("○", "o"),
    **dict.fromkeys("◔", "%"),
    **dict.fromkeys("◌…", "."),
    **dict.fromkeys("◆", "!"),
    **dict.fromkeys("◇", "&"),
    **dict.fromkeys("✚", "+"),
    **dict.fromkeys("⇄↔━", "="),
    **dict.fromkeys("↷", ")"),
    **dict.fromkeys("♪", "~"),
    **dict.fromkeys("⏎€", "E"),
    **dict.fromkeys("⇥", "T"),
    **dict.fromkeys("⌫", "B"),
    **dict.fromkeys("£", "L"),
    **dict.fromkeys("¥", "Y"),
}


def cells_wide(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


def padded(text: str, width: int, *, to_the_right: bool = False) -> str:
    """A text with so much space behind it, or before it, that it fills a column; a wider one as it is."""
    space = " " * (width - cells_wide(text))
    return f"{space}{text}" if to_the_right else f"{text}{space}"


def cut_to(text: str, width: int) -> str:
    """A text in a column, cut with `…` where it does not fit."""
    if cells_wide(text) <= width:
        return text
    while cells_wide(text) >= width:
        text = text[:-1]
    return f"{text}…"


def _cells_of(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


class SignsOf(dict[int, str]):
    """A table for `str.translate`: what an encoding has stays, the rest takes up as many cells as before."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    def __missing__(self, code: int) -> str:
        shown = self[code] = self._shown(chr(code))
        return shown

    def _shown(self, letter: str) -> str:
        try:
            letter.encode(self._encoding)
        except (UnicodeEncodeError, LookupError):
            return letter if letter.isascii() else SIGNS.get(letter) or _in_cells(letter)
        return letter


def _in_cells(letter: str) -> str:
    """The letter it comes from, another sign for a line, a block, an unknown one; nothing for a mark on
    it.
    """
    cells = _cells_of(letter)
    if not cells:
        return ""
    name = unicodedata.name(letter, "")
    if name.startswith("BOX DRAWINGS"):
        return _line(name)
    if "BLOCK" in name or "SHADE" in name or "QUADRANT" in name:
        return "#"
    plain = fold(letter)
    if not plain or not plain.isascii() or not plain.isprintable():
        return "?" * cells
    return (plain.upper() if letter.isupper() else plain)[:cells].ljust(cells)


def _line(name: str) -> str:
    across = "HORIZONTAL" in name and "VERTICAL" not in name
    return "-" if across else "|" if "VERTICAL" in name and "HORIZONTAL" not in name else "+"
