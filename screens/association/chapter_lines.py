"""The lines of chapters to choose from: what each is called, where and when it meets, how many it has."""

from __future__ import annotations

from datetime import date, datetime

from textual.content import Content

from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.text.wording import near_day
from leadsroom.views.association.chapters import ChapterLine, ChapterList
from screens.kit.listing import Column, Line, Row
from screens.kit.styled import accent, amber, quiet, strong, words

CHAPTER_COLUMNS = (
    Column(),
    Column(least=16, most=40),
    Column(least=8, most=28, rank=3),
    Column(least=8, most=28, rank=2),
    Column(rank=1),
    Column(right=True, rank=4),
    Column(least=8, fills=True),
)
_TITLES = ("", "Chapter", "Place", "Area", "Meets", "Members", "Next")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
HERE = "●"


def chapter_lines(picture: ChapterList, now: datetime, here: ChapterId | None) -> list[Line]:
    """A line for each, below the titles of the columns; the one that is open, or was last, is marked."""
    if not picture.lines:
        return []
    drawn = [
        Line(str(each.chapter.id), _cells(each, now, is_here=each.chapter.id == here))
        for each in picture.lines
    ]
    return [Line("", tuple(map(quiet, _TITLES))), *drawn]


def how_many_more(picture: ChapterList, how: str) -> str:
    """`and 10,950 more: / and some letters find one`; empty where all stand in the list."""
    more = picture.found - len(picture.lines)
    return f"and {more:,} more: {how}" if more > 0 else ""


def _cells(line: ChapterLine, now: datetime, *, is_here: bool) -> Row:
    chapter, today = line.chapter, line.chapter.today(now)
    return (
        accent(HERE if is_here else ""),
        strong(line.label) if is_here else words(line.label),
        quiet(chapter.place),
        quiet(line.entry.area),
        quiet(f"{_DAYS[chapter.weekday]} {clock_time(chapter.starts_at(today), chapter, half=True)}"),
        quiet(f"{line.members:,}"),
        _next(line, today),
    )


def _next(line: ChapterLine, today: date) -> Content:
    if line.chapter.archived_on is not None:
        return amber(f"archived {near_day(line.chapter.archived_on, today)}")
    return accent("live now") if line.is_live else quiet(_day(line.next_on, today))


def _day(on: date | None, today: date) -> str:
    if on is None:
        return ""
    return "today" if on == today else near_day(on, today)


def summary(picture: ChapterList) -> str:
    """`40 chapters · 2 archived`: what stands beside the title."""
    number = f"{picture.open:,} chapter{'' if picture.open == 1 else 's'}"
    return f"{number} · {picture.archived:,} archived" if picture.archived else number
