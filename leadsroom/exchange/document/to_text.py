"""A document as plain text, such as a terminal shows it and an email holds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from leadsroom.domain.text.plain_text import isolated
from leadsroom.domain.text.signs import cells_wide, padded
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

_WIDE = 80  # letters of a line of text; a table of words is as wide as it is
_SMALL = "  "  # before the further lines of what is read last
_BETWEEN = "  "


def text_document(document: Document) -> str:
    """A page of text. A text that runs right to left is isolated."""
    head = [document.title, *(_wrapped(_plain(each)) for each in document.about if each)]
    return "\n\n".join(["\n".join(head), *map(_section, document.sections)]) + "\n"


def _section(section: Section) -> str:
    heading = f"{section.heading}\n{'-' * cells_wide(section.heading)}\n" if section.heading else ""
    return heading + "\n\n".join(map("\n".join, _close_to_one_another(section.blocks)))


def _close_to_one_another(blocks: Sequence[Block]) -> Iterator[list[str]]:
    """Paragraphs that are read last stand without a blank line between them."""
    for is_small, some in groupby(blocks, key=_is_small):
        shown = list(map(_block, some))
        yield from [shown] if is_small else ([each] for each in shown)


def _is_small(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.small


def _block(block: Block) -> str:
    match block:
        case Paragraph(text, small):
            return _wrapped(_plain(text), below=_SMALL if small else "")
        case Bullets(items):
            return "\n".join(_wrapped(_plain(item), "- ") for item in items)
        case Facts(facts):
            return _aligned([*facts], {0})
        case Table(headings, rows, numbers):
            return _table([headings, *(tuple(map(_plain, row)) for row in rows)], set(numbers))
        case Trend(_, words):
            return _wrapped(words)


def _plain(line: Line) -> str:
    return "".join(isolated(run.text) for run in line)


def _wrapped(text: str, mark: str = "", below: str = "") -> str:
    lines = wrap(
        text,
        _WIDE,
        initial_indent=mark,
        subsequent_indent=below or " " * len(mark),
        break_on_hyphens=False,
        break_long_words=False,
    )
    return "\n".join(lines)


def _table(rows: list[tuple[str, ...]], right: set[int]) -> str:
    """A table of figures that is too wide goes on below, with the names of its lines again."""
    places = range(1, len(rows[0]))
    if not right.issuperset(places):
        return _aligned(rows, right)
    widths = [max(map(cells_wide, column)) for column in zip(*rows, strict=True)]
    pages: list[list[int]] = []
    room = 0
    for place in places:
        if not pages or widths[place] + len(_BETWEEN) > room:
            pages.append([0])
            room = _WIDE - widths[0]
        pages[-1].append(place)
        room -= widths[place] + len(_BETWEEN)
    return "\n\n".join(
        _aligned([tuple(row[place] for place in page) for row in rows], set(range(1, len(page))))
        for page in pages
    )


def _aligned(rows: list[tuple[str, ...]], right: set[int]) -> str:
    """Cells below one another."""
    widths = [max(map(cells_wide, column)) for column in zip(*rows, strict=True)]
    shown = (
        [
            padded(cell, width, to_the_right=place in right)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        for row in rows
    )
    return "\n".join(_BETWEEN.join(cells).rstrip() for cells in shown)
