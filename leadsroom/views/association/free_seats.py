"""A profession across an area: where its seat is free, who waits, and where a chapter could be founded."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from msgspec import Struct

from leadsroom.clock import date_here
from leadsroom.domain.association.areas import Tree
from leadsroom.domain.association.free_seats import (
    ENOUGH_TO_FOUND,
    Candidate,
    ChapterSeats,
    Founding,
    SeatAt,
    SeatState,
    candidates_for,
    foundings,
    seat_at,
)
from leadsroom.domain.association.labels import ChapterEntry, labels
from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.errors import Refused
from leadsroom.store.read.association.areas import tree
from leadsroom.store.read.association.directory import chapter_count, find_chapters
from leadsroom.store.read.association.seats import seats_of
from leadsroom.store.reading import Reading

MOST_CHAPTERS = 1000  # all of whose seats are read at once: about 25,000 people
_AT_ONCE = 200
_ORDER = tuple(SeatState)


class SeatsWanted(Struct, frozen=True):
    """Which profession is asked for, in which area (None for all chapters), and how many people who wait are
    enough to found a chapter.
    """

    profession: str
    area_id: AreaId | None = None
    enough: int = ENOUGH_TO_FOUND


class SeatLine(Struct, frozen=True):
    """A seat at a chapter. `is_near`: the chapter is not in the area, but in that above it."""

    chapter: ChapterEntry
    label: str
    seat: SeatAt
    is_near: bool = False


class CandidateLine(Struct, frozen=True):
    """Somebody who waits or has applied, and what their chapter is called here."""

    candidate: Candidate
    chapter: str


class FoundingLine(Struct, frozen=True):
    """Where people of so many professions wait, and who."""

    area: str
    people: tuple[CandidateLine, ...]


class FreeSeats(Struct, frozen=True, kw_only=True):
    """Of a profession, as on a day: the seat at each chapter of the area, then of those near it.

    `area` is what the area is called, `around` that above it, empty where there is none or it is too large to
    be read with it. `foundings` are where enough people wait to found a chapter; where that is nowhere `most`
    is where most do. Archived chapters are nowhere here.
    """

    as_of: date
    wanted: SeatsWanted
    area: str
    around: str
    lines: tuple[SeatLine, ...]
    candidates: tuple[CandidateLine, ...]
    foundings: tuple[FoundingLine, ...]
    most: FoundingLine | None

    @property
    def here(self) -> tuple[SeatLine, ...]:
        """Those of the area."""
        return tuple(line for line in self.lines if not line.is_near)

    @property
    def near(self) -> tuple[SeatLine, ...]:
        """Those near it."""
        return tuple(line for line in self.lines if line.is_near)


def free_seats(reading: Reading, wanted: SeatsWanted) -> FreeSeats:
    """Where a seat is free. Raises Refused for no profession, and for an area of more chapters than are read
    at once.
    """
    profession = clean(wanted.profession)
    if not fold(profession):
        raise Refused("Which profession? Name one, like “Accountant”.")
    areas = tree(reading.connection)
    within = _in_area(reading, areas, wanted.area_id)
    above = None if wanted.area_id is None else areas.area(wanted.area_id).parent_id
    near = [] if above is None else _around(reading, areas, above, {each.id for each in within})
    entries = [*within, *near]
    by_id = {each.id: each for each in entries}
    called = dict(zip((each.id for each in entries), labels(entries), strict=True))
    seats = list(_seats(reading, entries))
    top = wanted.area_id if not near else above

    def path_of(chapter_id: ChapterId) -> Sequence[AreaId | None]:
        return _path(areas, by_id[chapter_id].area_id, top)

    lines = [
        SeatLine(chapter, called[chapter.id], seat_at(profession, each), place >= len(within))
        for place, (chapter, each) in enumerate(zip(entries, seats, strict=True))
    ]
    waiting = [each for chapter in seats for each in chapter.candidates if each.waits]
    reached, most = foundings(waiting, path_of, wanted.enough)

    def who(candidate: Candidate) -> CandidateLine:
        return CandidateLine(candidate, called[candidate.chapter_id])

    def where(one: Founding) -> FoundingLine:
        return FoundingLine(areas.named(one.area_id), tuple(map(who, one.people)))

    return FreeSeats(
        as_of=date_here(reading.now),
        wanted=SeatsWanted(profession, wanted.area_id, wanted.enough),
        area=areas.named(wanted.area_id),
        around=areas.named(above) if near and above is not None else "",
        lines=tuple(sorted(lines, key=_turn)),
        candidates=tuple(map(who, candidates_for(profession, seats))),
        foundings=tuple(map(where, reached)),
        most=None if most is None else where(most),
    )


def _turn(line: SeatLine) -> tuple[bool, int, str, ChapterId]:
    return line.is_near, _ORDER.index(line.seat.state), fold(line.label), line.chapter.id


def _in_area(reading: Reading, areas: Tree, area_id: AreaId | None) -> list[ChapterEntry]:
    found = _few_of(reading, None if area_id is None else areas.below(area_id))
    if found is not None:
        return found
    what = "The association" if area_id is None else areas.named(area_id)
    raise Refused(
        f"{what} has more than {MOST_CHAPTERS:,} chapters, whose seats would all be read. Name a smaller "
        "area: leadsroom areas lists them, and so does the page of the areas."
    )


def _around(reading: Reading, areas: Tree, above: AreaId, within: set[ChapterId]) -> list[ChapterEntry]:
    """The other chapters of the area above, where they are not too many to be read with those within."""
    return [each for each in _few_of(reading, areas.below(above)) or () if each.id not in within]


def _few_of(reading: Reading, area_ids: Collection[AreaId] | None) -> list[ChapterEntry] | None:
    """The chapters of some areas, or all; None where they are too many to read them."""
    connection = reading.connection
    if chapter_count(connection, area_ids=area_ids) > MOST_CHAPTERS:
        return None
    return find_chapters(connection, area_ids=area_ids, limit=MOST_CHAPTERS)


def _seats(reading: Reading, entries: Sequence[ChapterEntry]) -> Iterator[ChapterSeats]:
    ids = [each.id for each in entries]
    for at in range(0, len(ids), _AT_ONCE):
        yield from seats_of(reading.connection, ids[at : at + _AT_ONCE])


def _path(areas: Tree, area_id: AreaId | None, top: AreaId | None) -> list[AreaId | None]:
    """The areas that a chapter is in, from the top of what is looked at down; None for all chapters."""
    ids = [each.id for each in areas.path(area_id)]
    return [None, *ids] if top is None else [*ids[ids.index(top) :]]
