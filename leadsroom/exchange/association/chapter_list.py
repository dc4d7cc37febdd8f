"""A list of chapters as text, CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from leadsroom.domain.association.labels import ChapterEntry
from leadsroom.domain.season.calendar import WEEKDAYS
from leadsroom.domain.text.wording import full_day
from leadsroom.exchange.outgoing import FileWanted, columns_of_text, csv_file, json_file, write_wanted
from leadsroom.store.read.association.directory import find_chapters
from leadsroom.store.reading import Reading

COLUMNS = ("Number", "Name", "Place", "Area", "Weekday", "Starts", "Time zone", "Country", "Archived")
_HEADINGS = ("", "Name", "Place", "Area", "Meets", "")
_PAGE = 500


def text_chapters(entries: Sequence[ChapterEntry], count: int, how_to_see_more: str) -> str:
    """A heading, a line for each, and how many more there are; ends in a newline."""
    if not entries:
        return "No chapter is found.\n"
    more = count - len(entries)
    foot = f"… and {more:,} more: {how_to_see_more}\n" if more > 0 else ""
    return columns_of_text([_HEADINGS, *map(_cells, entries)]) + foot


def _cells(entry: ChapterEntry) -> tuple[str, ...]:
    archived = "" if entry.archived_on is None else f"archived {full_day(entry.archived_on)}"
    return f"#{entry.id}", entry.name, entry.place, entry.area, entry.meets, archived


def csv_chapters(entries: Iterable[ChapterEntry]) -> bytes:
    """A line for each; days as in 2026-11-18, times as in 07:00."""
    return csv_file(COLUMNS, (_row(entry).values() for entry in entries))


def json_chapters(entries: Iterable[ChapterEntry], count: int) -> bytes:
    """The same as JSON, with how many there are in all."""
    return json_file({"count": count, "chapters": [_row(entry) for entry in entries]})


def _row(entry: ChapterEntry) -> dict[str, Any]:
    return {
        "number": entry.id,
        "name": entry.name,
        "place": entry.place,
        "area": entry.area,
        "weekday": WEEKDAYS[entry.weekday],
        "starts": f"{entry.starts:%H:%M}",
        "timezone": entry.timezone,
        "country": entry.country,
        "archived_on": None if entry.archived_on is None else entry.archived_on.isoformat(),
    }


def write_chapters(reading: Reading, typed: str, wanted: FileWanted, *, archived: bool = False) -> Path:
    """Write all chapters that letters find into a file, or those of them that are archived; where it is.

    Raises Refused.
    """
    found = list(_every_one(reading, typed, archived=archived))
    data = json_chapters(found, len(found)) if wanted.format == "json" else csv_chapters(found)
    return write_wanted(wanted, data)


def _every_one(reading: Reading, typed: str, *, archived: bool) -> Iterator[ChapterEntry]:
    """Read page by page."""
    last = None
    while True:
        page = find_chapters(reading.connection, typed, only_archived=archived, limit=_PAGE, after=last)
        yield from page
        if len(page) < _PAGE:
            return
        last = page[-1]
