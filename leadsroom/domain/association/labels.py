"""What a chapter is called where others have its name, and how such a label is read again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, time

from msgspec import Struct

from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.domain.season.calendar import WEEKDAYS
from leadsroom.domain.text.plain_text import clean, fold

_NUMBER = re.compile(r"#\s?([0-9]{1,15})", re.ASCII)
_ENDS_IN_NUMBER = re.compile(r"(?:.*,\s*)?(#\s?[0-9]{1,15})", re.ASCII | re.DOTALL)
_OPENS = re.compile(r"\s*[(（]|,")
_READINGS = 6


class ChapterEntry(Struct, frozen=True):
    """A chapter in a list of chapters. `area` is the name of its area, empty where it stands in none.

    `weekday` is 0 for Monday, `starts` local time, `timezone` an IANA name, `country` ISO 3166 alpha-2.
    """

    id: ChapterId
    name: str
    place: str
    area: str = ""
    area_id: AreaId | None = None
    archived_on: date | None = None
    weekday: int = 0
    starts: time = time()
    clock_24h: bool = True
    timezone: str = ""
    country: str = ""

    @property
    def meets(self) -> str:
        """`Wed 7:00 AM`."""
        hour = f"{self.starts.hour}" if self.clock_24h else f"{self.starts.hour % 12 or 12}"
        half = "" if self.clock_24h else " AM" if self.starts.hour < 12 else " PM"
        return f"{WEEKDAYS[self.weekday][:3]} {hour}:{self.starts.minute:02d}{half}"


class TypedChapter(Struct, frozen=True):
    """What was typed for a chapter: the key of its name, and what stands behind it in a label: `whole` as it
    was typed, and `behind` its parts as keys.
    """

    name_key: str
    behind: tuple[str, ...] = ()
    whole: str = ""

    @property
    def number(self) -> ChapterId | None:
        """The number at its end, if there is one."""
        found = _ENDS_IN_NUMBER.fullmatch(self.whole)
        return None if found is None else number_typed(found[1])


def forms(entry: ChapterEntry) -> list[str]:
    """What may stand behind a name to tell a chapter apart, the shorter first: place, place with area."""
    found = [entry.place, ", ".join(filter(None, (entry.place, entry.area)))]
    return [each for each in dict.fromkeys(found) if each and not _ENDS_IN_NUMBER.fullmatch(each)]


def label(entry: ChapterEntry, others: Iterable[ChapterEntry], names: Collection[str] = ()) -> str:
    """The name alone where none of the others has it, else with place, area, or number: as little as tells
    it apart. `Harborview (Leeds)`, `Harborview (Leeds, North)`. It is none of these `names`, which are keys.
    """
    return labels([entry], others, names)[0]


def labels(
    entries: Sequence[ChapterEntry], others: Iterable[ChapterEntry] = (), names: Collection[str] = ()
) -> list[str]:
    """The label of each among all of them, and among these others."""
    by_name, by_form = (
        defaultdict[str, set[ChapterId]](set),
        defaultdict[tuple[str, str], set[ChapterId]](set),
    )
    for each in {each.id: each for each in (*others, *entries)}.values():
        key = fold(each.name)
        by_name[key].add(each.id)
        for form in forms(each):
            by_form[key, fold(form)].add(each.id)

    def called(entry: ChapterEntry) -> str:
        key = fold(entry.name)
        if len(by_name[key]) == 1 and number_typed(entry.name) is None:
            return entry.name
        apart = [form for form in forms(entry) if len(by_form[key, fold(form)]) == 1]
        number = ", ".join(filter(None, (entry.place, entry.area, f"#{entry.id}")))
        found = (f"{entry.name} ({form})" for form in (*apart, number))
        return next((each for each in found if fold(each) not in names), f"#{entry.id}")

    return [called(entry) for entry in entries]


def number_typed(typed: str) -> ChapterId | None:
    """The number of a chapter, where `#17` was typed."""
    found = _NUMBER.fullmatch(clean(typed))
    return None if found is None else ChapterId(int(found[1]))


def readings(typed: str) -> list[TypedChapter]:
    """The ways in which a label may be read, likeliest first: all of it as a name, or a name with its place
    or area behind it, in brackets or after a comma.
    """
    words = clean(typed)
    found = [TypedChapter(fold(words))]
    for opens in sorted(_OPENS.finditer(words), key=lambda each: each[0] == ",")[:_READINGS]:
        name, more = words[: opens.start()], words[opens.end() :].strip()
        if opens[0] != ",":
            more = more.removesuffix(")").removesuffix("）").strip()
        if fold(name) and more:
            found.append(TypedChapter(fold(name), _parts(more), more))
    return [each for each in found if each.name_key]


def _parts(typed: str) -> tuple[str, ...]:
    return tuple(filter(None, map(fold, typed.split(","))))


def is_meant(entry: ChapterEntry, behind: Iterable[str]) -> bool:
    """Whether all that stands behind a name fits a chapter: its place, its area or its number, each from the
    beginning of a word on.
    """
    texts = [f" {fold(text)}" for text in (f"{entry.place}", f"{entry.area}", f"#{entry.id}")]
    whole = f" {fold(', '.join(filter(None, (entry.place, entry.area))))}"
    return all(any(f" {part}" in text for text in (*texts, whole)) for part in behind)
