"""A document as plain text, such as a terminal shows it and an email holds it."""

from __future__ import annotations

from textwrap import wrap

from leadsroom.domain.text.plain_text import isolated
from leadsroom.domain.text.signs import cells_wide
from leadsroom.exchange.document.content import (
    Block,
    Bullets,
    Document,
    Facts,
    Line,
    Paragraph,
    Section,
    Table,
    Trend,
)

_WIDE = 80  # letters of a line of text; a table is as wide as it is
_BETWEEN = "  "


def text_document(document: Document) -> str:
    """A page of text. A text that runs right to left is isolated."""
    head = [document.title, *(_wrapped(_plain(each)) for each in document.about if each)]
    return "\n\n".join(["\n".join(head), *map(_section, document.sections)]) + "\n"


def _section(section: Section) -> str:
    heading = f"{section.heading}\n{'-' * cells_wide(section.heading)}\n" if section.heading else ""
    return heading + "\n\n".join(map(_block, section.blocks))


def _block(block: Block) -> str:
    match block:
        case Paragraph(text):
            return _wrapped(_plain(text))
        case Bullets(items):
            return "\n".join(_wrapped(_plain(item), "- ") for item in items)
        case Facts(facts):
            return _aligned([*facts], {0})
        case Table(headings, rows, numbers):
            return _aligned([headings, *(tuple(map(_plain, row)) for row in rows)], set(numbers))
        case Trend(_, words):
            return _wrapped(words)


def _plain(line: Line) -> str:
    return "".join(isolated(run.text) for run in line)


def _wrapped(text: str, mark: str = "") -> str:
    below = " " * len(mark)
    lines = wrap(
        text,
        _WIDE,
        initial_indent=mark,
        subsequent_indent=below,
        break_on_hyphens=False,
        break_long_words=False,
    )
    return "\n".join(lines)


def _aligned(rows: list[tuple[str, ...]], right: set[int]) -> str:
    """Cells below one another."""
    widths = [max(map(cells_wide, column)) for column in zip(*rows, strict=True)]
    shown = (
        [
            _padded(cell, width, to_the_right=place in right)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        for row in rows
    )
    return "\n".join(_BETWEEN.join(cells).rstrip() for cells in shown)


def _padded(cell: str, width: int, *, to_the_right: bool) -> str:
    space = " " * (width - cells_wide(cell))
    return f"{space}{cell}" if to_the_right else f"{cell}{space}"
