"""A profession across chapters: where its seat is free, who waits for it, and where one could be founded.

Names of professions are compared as within a chapter (`leadsroom.domain.people.professions`), and whether two
of them overlap is for a chapter to decide: a seat that only overlaps with a held one is free, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.domain.people.professions import SAME, HeldSeat, overlap
from leadsroom.domain.people.same_profession import Alike, alike
from leadsroom.domain.text.plain_text import fold

ENOUGH_TO_FOUND = 12  # members of the smallest chapter (FIELD §7)


class SeatState(StrEnum):
    """Whether a seat is free in a chapter. `CLOSE`: free, and it overlaps with a held one. `PERHAPS`: one is
    held whose name may mean the same.
    """

    FREE = "free"
    CLOSE = "free, overlaps"
    PERHAPS = "perhaps held"
    HELD = "held"

    @property
    def is_free(self) -> bool:
        """Whether nobody holds it, as far as names tell."""
        return self in (SeatState.FREE, SeatState.CLOSE)


class Candidate(Struct, frozen=True):
    """Somebody without the seat: on a chapter's waiting list for it, or an applicant. `since`: None where no
    day is on record.
    """

    name: str
    profession: str
    chapter_id: ChapterId
    waits: bool
    since: date | None = None


class ChapterSeats(Struct, frozen=True):
    """The seats that members of a chapter hold, and who would like one."""

    chapter_id: ChapterId
    held: tuple[HeldSeat, ...] = ()
    candidates: tuple[Candidate, ...] = ()


class SeatAt(Struct, frozen=True):
    """A seat at one chapter, which has so many `members`.

    `because` are the held professions that it overlaps with, each with why: `Life insurance: one family,
    Insurance`; of a held seat its names there. `applied`: how many have applied for it.
    """

    chapter_id: ChapterId
    state: SeatState
    members: int
    because: tuple[str, ...] = ()
    applied: int = 0


class Founding(Struct, frozen=True):
    """People who wait in an area for seats of so many professions that a chapter could be founded of them.

    One for each profession, who has waited longest. `area_id` is None for the whole.
    """

    area_id: AreaId | None
    people: tuple[Candidate, ...]


def seat_at(profession: str, seats: ChapterSeats) -> SeatAt:
    """Whether a profession's seat is free at a chapter, and why not, or not quite."""
    asked = HeldSeat(profession)
    found = [one for held in seats.held if (one := overlap(asked, held)) is not None]
    same = [one.other.profession for one in found if one.why == SAME]
    perhaps = [one.other.profession for one in found if _is_likely(profession, one.other.profession)]
    applied = sum(not each.waits and is_for(profession, each) for each in seats.candidates)

    def at(state: SeatState, because: Iterable[str] = ()) -> SeatAt:
        return SeatAt(seats.chapter_id, state, len(seats.held), tuple(because), applied)

    if same:
        return at(SeatState.HELD, same)
    if perhaps:
        return at(SeatState.PERHAPS, perhaps)
    if found:
        return at(SeatState.CLOSE, (f"{one.other.profession}: {one.why}" for one in found))
    return at(SeatState.FREE)


def _is_likely(one: str, other: str) -> bool:
    return alike(one, other) is Alike.LIKELY


def is_for(profession: str, candidate: Candidate) -> bool:
    """Whether somebody waits or applies for a profession, by any of its names, likely ones among them."""
    return alike(profession, candidate.profession) is not Alike.DIFFERENT


def candidates_for(profession: str, chapters: Iterable[ChapterSeats]) -> tuple[Candidate, ...]:
    """Who waits or has applied for a profession anywhere: who waits first, the longest first."""
    found = (each for chapter in chapters for each in chapter.candidates if is_for(profession, each))
    return tuple(sorted(found, key=_turn))


def _turn(candidate: Candidate) -> tuple[bool, bool, date, str, int]:
    since = candidate.since or date.max
    return (not candidate.waits, candidate.since is None, since, fold(candidate.name), candidate.chapter_id)


def distinct(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """One of those who wait for each profession, who has waited longest. A profession that may be one that is
    counted already is not counted again.
    """
    chosen: list[Candidate] = []
    names: set[str] = set()
    for each in sorted((one for one in candidates if one.waits), key=_turn):
        key = fold(each.profession)
        if key in names:
            continue
        names.add(key)
        if all(alike(each.profession, other.profession) is Alike.DIFFERENT for other in chosen):
            chosen.append(each)
    return tuple(chosen)


def foundings(
    waiting: Sequence[Candidate],
    path_of: Callable[[ChapterId], Sequence[AreaId | None]],
    enough: int = ENOUGH_TO_FOUND,
) -> tuple[tuple[Founding, ...], Founding | None]:
    """The smallest areas where enough people wait, and, where there is none, the one where most do.

    `path_of` gives the areas that a chapter is in, the widest first. An area within which a smaller one has
    enough is not named again.
    """
    by_area: dict[AreaId | None, list[Candidate]] = {}
    depth: dict[AreaId | None, int] = {}
    inside: dict[AreaId | None, set[AreaId | None]] = {}
    for each in waiting:
        path = path_of(each.chapter_id)
        for at, area in enumerate(path):
            by_area.setdefault(area, []).append(each)
            depth[area] = at
            inside.setdefault(area, set()).update(path[at + 1 :])
    found = {area: Founding(area, distinct(people)) for area, people in by_area.items()}
    reached = {area for area, one in found.items() if len(one.people) >= enough}
    smallest = [found[area] for area in found if area in reached and not inside[area] & reached]
    if smallest:
        return tuple(sorted(smallest, key=lambda one: (-len(one.people), one.area_id or 0))), None
    most = max(found.values(), key=lambda one: (len(one.people), depth[one.area_id]), default=None)
    return (), most


def in_words(candidate: Candidate, day: Callable[[date], str]) -> str:
    """`waits since 3 Feb 2026`, `applied on 3 Feb 2026`; without the day where none is on record."""
    return " ".join(_parts(candidate, day))


def _parts(candidate: Candidate, day: Callable[[date], str]) -> Iterator[str]:
    yield "waits" if candidate.waits else "applied"
    if candidate.since is not None:
        yield f"{'since' if candidate.waits else 'on'} {day(candidate.since)}"
