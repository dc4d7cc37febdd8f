"""Areas, directors and their visits as text, CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from leadsroom.domain.association.areas import NO_AREA, WHOLE, Director
from leadsroom.domain.association.directors import days_in_words
from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.domain.text.wording import counted, full_day, listed
from leadsroom.exchange.outgoing import FileWanted, columns_of_text, csv_file, json_file, write_wanted
from leadsroom.store.reading import Reading
from leadsroom.views.association.areas import (
    AreaLine,
    AreasPicture,
    DirectorsPicture,
    VisitsPicture,
    areas_picture,
    directors_picture,
    visits_picture,
)

Format = Literal["text", "csv", "json"]
FORMATS: tuple[Format, ...] = ("csv", "text", "json")

_NO_AREA_NAMED = "No area is named yet: all chapters are one. leadsroom areas add NAME names the first."
_NO_DIRECTOR = "No director is named yet. leadsroom directors add NAME --area AREA names one."
_NO_VISIT = "There is no director's visit to list. leadsroom visits add CHAPTER enters one."
_AREA_COLUMNS = ("Area", "Level", "Under", "Chapters", "Chapters in no area below", "Directors")
_DIRECTOR_COLUMNS = ("Name", "Area", "Level", "From", "Until", "Email", "Phone")
_VISIT_COLUMNS = ("Number", "Date", "Chapter", "Director", "Note")


def write_areas(picture: AreasPicture, format_: Format) -> str | bytes:
    """The tree, from the top, with the chapters of no area; archived ones are counted nowhere."""
    if format_ == "csv":
        return csv_file(_AREA_COLUMNS, _area_rows(picture))
    return json_file(_areas_as_data(picture)) if format_ == "json" else _text_areas(picture)


def write_areas_to(reading: Reading, wanted: FileWanted) -> Path:
    """The tree into a file that was asked for; where it is. Raises Refused."""
    return write_wanted(wanted, _bytes(write_areas(areas_picture(reading), _format(wanted))))


def write_directors_to(reading: Reading, wanted: FileWanted, area_id: AreaId | None = None) -> Path:
    """The directors of an area, or of all, into a file; where it is. Raises Refused."""
    picture = directors_picture(reading, area_id)
    return write_wanted(wanted, _bytes(write_directors(picture, _format(wanted))))


def write_visits_to(
    reading: Reading,
    wanted: FileWanted,
    *,
    chapter_id: ChapterId | None = None,
    area_id: AreaId | None = None,
    most: int,
) -> Path:
    """The visits to a chapter, in an area, or all, into a file; where it is. Raises Refused."""
    picture = visits_picture(reading, chapter_id=chapter_id, area_id=area_id, most=most)
    return write_wanted(wanted, _bytes(write_visits(picture, _format(wanted))))


def _format(wanted: FileWanted) -> Format:
    return next(each for each in FORMATS if each == wanted.format)


def _bytes(written: str | bytes) -> bytes:
    return written.encode("utf-8") if isinstance(written, str) else written


def _area_rows(picture: AreasPicture) -> Iterator[list[object]]:
    yield [WHOLE, "", "", picture.chapters, picture.in_none, ""]
    for line in picture.lines:
        area, above = line.area, picture.tree.path(line.area.parent_id)
        names = "; ".join(each.name for each in line.directors)
        under = " / ".join(each.name for each in above)
        yield [area.name, area.level, under, line.chapters, line.own, names]


def _areas_as_data(picture: AreasPicture) -> dict[str, Any]:
    return {
        "as_of": picture.today,
        "chapters": picture.chapters,
        "in_no_area": picture.in_none,
        "areas": [
            {
                "name": line.area.name,
                "level": line.area.level,
                "path": [each.name for each in picture.tree.path(line.area.id)],
                "chapters": line.chapters,
                "right_in_it": line.own,
                "directors": [_director_as_data(each) for each in line.directors],
            }
            for line in picture.lines
        ],
    }


def _director_as_data(director: Director) -> dict[str, Any]:
    return {
        "name": director.name,
        "since": director.since,
        "until": director.until,
        "email": director.email,
        "phone": director.phone,
    }


def _text_areas(picture: AreasPicture) -> str:
    rows = [(WHOLE, "", counted(picture.chapters, "chapter"), "")]
    rows += [_area_cells(line, picture) for line in picture.lines]
    if picture.lines and picture.in_none:
        rows.append((NO_AREA, "", counted(picture.in_none, "chapter"), ""))
    remark = "" if picture.lines else f"\n{_NO_AREA_NAMED}\n"
    return columns_of_text(rows, to_the_right=(2,)) + remark


def _area_cells(line: AreaLine, picture: AreasPicture) -> tuple[str, str, str, str]:
    directors = listed(_since(each, picture) for each in line.directors)
    indent = "  " * (line.depth + 1)
    return f"{indent}{line.area.name}", line.area.level, counted(line.chapters, "chapter"), directors


def _since(director: Director, picture: AreasPicture) -> str:
    return " ".join(filter(None, (director.name, days_in_words(director, picture.today))))


def write_directors(picture: DirectorsPicture, format_: Format) -> str | bytes:
    """Who looks after what, by the tree, and who did."""
    if format_ == "csv":
        return csv_file(_DIRECTOR_COLUMNS, (_director_row(each, picture) for each in picture.directors))
    if format_ == "json":
        found = [
            {
                **_director_as_data(each),
                "area": picture.tree.area(each.area_id).name,
                "path": [area.name for area in picture.tree.path(each.area_id)],
            }
            for each in picture.directors
        ]
        return json_file({"as_of": picture.today, "directors": found})
    return _text_directors(picture)


def _director_row(director: Director, picture: DirectorsPicture) -> list[object]:
    area = picture.tree.area(director.area_id)
    return [
        director.name,
        picture.tree.named(area.id),
        area.level,
        "" if director.since is None else director.since.isoformat(),
        "" if director.until is None else director.until.isoformat(),
        director.email,
        director.phone,
    ]


def _text_directors(picture: DirectorsPicture) -> str:
    if not picture.directors:
        where = "" if picture.area is None else f" of {picture.tree.named(picture.area.id)}"
        return f"No director{where} is on record.\n" if where else f"{_NO_DIRECTOR}\n"
    former = [each for each in picture.directors if each.is_over_on(picture.today)]
    current, before = (
        columns_of_text(_director_cells(each, picture) for each in them) for them in (picture.current, former)
    )
    return "\n".join(filter(None, (current, before and f"Before\n{before}")))


def _director_cells(director: Director, picture: DirectorsPicture) -> tuple[str, ...]:
    return (
        director.name,
        picture.tree.named(director.area_id),
        days_in_words(director, picture.today),
        director.email,
        director.phone,
    )


def write_visits(picture: VisitsPicture, format_: Format) -> str | bytes:
    """Visits, the latest first, each with the number by which it is corrected or withdrawn."""
    if format_ == "csv":
        return csv_file(
            _VISIT_COLUMNS,
            (
                [each.visit.id, each.visit.on.isoformat(), each.chapter, each.visit.director, each.visit.note]
                for each in picture.lines
            ),
        )
    if format_ == "json":
        found = [
            {
                "number": each.visit.id,
                "on": each.visit.on,
                "chapter": each.chapter,
                "director": each.visit.director,
                "note": each.visit.note,
            }
            for each in picture.lines
        ]
        return json_file({"as_of": picture.today, "visits": found, "more": picture.is_cut})
    if not picture.lines:
        return f"{_NO_VISIT}\n"
    rows = [
        (
            f"#{each.visit.id}",
            full_day(each.visit.on),
            each.chapter,
            each.visit.director or "a director",
            each.visit.note,
        )
        for each in picture.lines
    ]
    cut = f"\nThe last {len(rows)}; --most lists more.\n" if picture.is_cut else ""
    return columns_of_text(rows, to_the_right=(0, 1)) + cut
