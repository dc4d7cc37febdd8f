"""A document as one page of HTML."""

from __future__ import annotations

import math
from collections.abc import Iterator

from leadsroom.exchange.document.content import Block, Bullets, Document, Facts, Line, Paragraph, Table, Trend
from leadsroom.exchange.html import render


def html_document(document: Document) -> str:
    """A page that loads nothing and prints well."""
    return render("document.html", document=document, points=points_on_paper(document)) + "\n"


_POINTS = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0)
_PAPER = 700  # points of height, of each column, below the title
_COLUMN = {1: 510, 2: 250}  # points of width
_LETTER, _LINE = 0.56, 1.27  # the width and the height of a letter, by its points, in a wide font


def points_on_paper(document: Document) -> float:
    """How large letters may be for all of it to be printed on one page: a browser does not see to that."""
    room = _PAPER * document.columns
    return next((size for size in _POINTS if _height_of(document, size) <= room), _POINTS[-1])


def _height_of(document: Document, size: float) -> float:
    """About how high it is, in points, in letters of a size."""
    in_line = _COLUMN[document.columns] / (size * _LETTER)
    lines = 0.0
    for section in document.sections:
        lines += 3 if section.heading else 1
        for block in section.blocks:
            lines += sum(math.ceil(letters / in_line) for letters in _lengths(block))
            lines += _CHARTS / size if isinstance(block, Trend) else 0
    return lines * size * _LINE


_CHARTS = 90  # points of height


def _lengths(block: Block) -> Iterator[int]:
    """The lines of a block before they are broken, by their letters."""
    match block:
        case Paragraph(text):
            yield _length(text)
        case Bullets(items):
            yield from (_length(item) + 4 for item in items)
        case Facts(facts):
            yield from (2 * len(words) for _, words in facts)
        case Table(_, rows):
            yield from (1 + max(map(_length, row)) * len(row) for row in (*rows, rows[0]))
        case Trend(_, words):
            yield len(words)


def _length(line: Line) -> int:
    return sum(len(run.text) for run in line)
