"""What minutes say, before it is Markdown, HTML or PDF: headed sections of paragraphs, lists and tables.

Every text in it is shown as it stands: a writer escapes all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from leadsroom.views.health.review import HeldMeeting


class Audience(StrEnum):
    """For whom minutes are: members see no prospect; all is the whole with its appendix."""

    MEMBERS = "members"
    SECRETARY = "secretary"
    ALL = "all"

    @property
    def words(self) -> str:
        """What they are, in a few words."""
        return _IN_WORDS[self]


_IN_WORDS = {
    Audience.MEMBERS: "one page for the members, without prospects",
    Audience.SECRETARY: "everything that was noted",
    Audience.ALL: "everything, with every turn and the journal",
}


class Run(Struct, frozen=True):
    """A stretch of text in one look."""

    text: str
    strong: bool = False
    slanted: bool = False


Line: TypeAlias = tuple[Run, ...]


def strong(text: str) -> Run:
    """A text that stands out, like a name."""
    return Run(text, strong=True)


def line(*parts: str | Run) -> Line:
    """A line of these parts, without the empty ones."""
    runs = (Run(part) if isinstance(part, str) else part for part in parts)
    return tuple(run for run in runs if run.text)


def joined(lines: Iterable[Line], between: str = " · ") -> Line:
    """The lines as one, without the empty ones."""
    runs: list[Run] = []
    for each in lines:
        if each:
            runs += [Run(between), *each] if runs else each
    return tuple(runs)


class Paragraph(Struct, frozen=True, tag="paragraph"):
    """A line of text."""

    text: Line


class Bullets(Struct, frozen=True, tag="bullets"):
    """A list."""

    items: tuple[Line, ...]


class Facts(Struct, frozen=True, tag="facts"):
    """Figures, each with what it counts: (`16 of 18`, `seats at the table`)."""

    facts: tuple[tuple[str, str], ...]


class Table(Struct, frozen=True, tag="table"):
    """A table with at least one row. The columns in `numbers` stand to the right; a line of those in
    `unbroken` is not broken; the last row is a sum if `is_summed`.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    numbers: tuple[int, ...] = ()
    unbroken: tuple[int, ...] = ()
    is_summed: bool = False


class Trend(Struct, frozen=True, tag="trend"):
    """Leads and dollars from meeting to meeting, and the same in words."""

    meetings: tuple[HeldMeeting, ...]
    words: str
    country: str


Block: TypeAlias = Paragraph | Bullets | Facts | Table | Trend


class Section(Struct, frozen=True):
    """Blocks under a heading, or under none."""

    heading: str
    blocks: tuple[Block, ...]
    is_appendix: bool = False


class Minutes(Struct, frozen=True):
    """The minutes of a meeting for an audience: a title, lines below it, sections that all say something.

    `name` is the meeting's, `country` the chapter's, by which paper is cut. `one_page`: on paper they are to
    be no more than that.
    """

    title: str
    name: str
    about: tuple[Line, ...]
    sections: tuple[Section, ...]
    country: str
    one_page: bool = False


def bullets(items: Iterable[Line]) -> tuple[Block, ...]:
    """A list, or nothing where it is empty."""
    found = tuple(item for item in items if item)
    return (Bullets(found),) if found else ()


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[Line | str]],
    *,
    numbers: Iterable[int] = (),
    unbroken: Iterable[int] = (),
    is_summed: bool = False,
) -> tuple[Block, ...]:
    """A table, without the columns in which nothing stands; nothing where it has no rows."""
    whole = [tuple(line(cell) if isinstance(cell, str) else cell for cell in row) for row in rows]
    shown = [column for column in range(len(headings)) if any(row[column] for row in whole)]
    right, whole_lines = set(numbers), set(unbroken)
    if not whole:
        return ()
    return (
        Table(
            tuple(headings[column] for column in shown),
            tuple(tuple(row[column] for column in shown) for row in whole),
            tuple(place for place, column in enumerate(shown) if column in right),
            tuple(place for place, column in enumerate(shown) if column in whole_lines),
            is_summed,
        ),
    )


def paragraph(*parts: str | Run) -> tuple[Block, ...]:
    """A paragraph, or nothing where it is empty."""
    text = line(*parts)
    return (Paragraph(text),) if text else ()
