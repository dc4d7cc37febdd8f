"""Which column of a table means what: guessed from its heading, or given by somebody who knows the file."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from typing import Generic, TypeVar

from msgspec import Struct

from leadsroom.domain.text.plain_text import fold

M = TypeVar("M", bound=Hashable)


def squeezed(words: str) -> str:
    """The letters and digits alone, folded: `E-Mail Address` and `email address` are one key."""
    return "".join(char for char in fold(words) if char.isalnum())


class Vocabulary(Struct, Generic[M], frozen=True):
    """The words for each meaning, by their squeezed form, with their rank: of two columns that mean the same
    the one with the lower rank is taken first. `unused` are headings of what nobody wants, such as `Labels`.
    """

    ranks: Mapping[str, tuple[M, int]]
    unused: frozenset[str] = frozenset()

    @staticmethod
    def of(words: Mapping[M, str], unused: str = "") -> Vocabulary[M]:
        """From words parted by commas, those that say it best first."""
        ranks = {
            squeezed(word): (meaning, rank)
            for meaning, listed in words.items()
            for rank, word in enumerate(listed.split(","))
        }
        return Vocabulary(ranks, frozenset(map(squeezed, unused.split(","))) - {""})

    def __call__(self, title: str) -> M | None:
        """The meaning of a heading, None when it has none here."""
        found = self._found(title)
        return found[0] if found else None

    def rank(self, title: str) -> int:
        """How well a heading says what it means, 0 the best."""
        found = self._found(title)
        return found[1] if found else len(self.ranks)

    def is_unused(self, title: str) -> bool:
        """Whether a heading is one of what nobody wants."""
        return any(key in self.unused for key in _keys(title))

    def _found(self, title: str) -> tuple[M, int] | None:
        return next((self.ranks[key] for key in _keys(title) if key in self.ranks), None)


def _keys(title: str) -> Iterator[str]:
    """A heading squeezed; without what is in brackets; and without numbers.

    `Classification (A > B > C)`, `Phone 1 - Value`, `E-mail 2 Address`.
    """
    bare = re.sub(r"\(.*?\)", "", title)
    return (squeezed(each) for each in (title, bare, re.sub(r"\d", "", bare)))


class ColumnMap(Struct, Generic[M], frozen=True):
    """What each column means, in the order of the file.

    `meanings` has None for a column that means nothing here; `left_out` are the places of those that nobody
    wants; `order` has the places of a meaning, the one to take first in front.
    """

    titles: tuple[str, ...]
    meanings: tuple[M | None, ...]
    order: Mapping[M, tuple[int, ...]]
    left_out: frozenset[int] = frozenset()

    @staticmethod
    def guessed(
        titles: tuple[str, ...], vocabulary: Vocabulary[M], given: Mapping[str, M | None] | None = None
    ) -> ColumnMap[M]:
        """From the headings; `given` has what somebody chose for some of them, None to leave one out."""
        chosen = {squeezed(title): meaning for title, meaning in (given or {}).items()}
        meanings = tuple(
            chosen[squeezed(title)] if squeezed(title) in chosen else vocabulary(title) for title in titles
        )
        places: dict[M, list[int]] = {}
        for place, meaning in enumerate(meanings):
            if meaning is not None:
                places.setdefault(meaning, []).append(place)

        def rank(place: int) -> int:
            return -1 if squeezed(titles[place]) in chosen else vocabulary.rank(titles[place])

        order = {meaning: tuple(sorted(at, key=rank)) for meaning, at in places.items()}
        left_out = frozenset(
            place
            for place, title in enumerate(titles)
            if meanings[place] is None and (squeezed(title) in chosen or vocabulary.is_unused(title))
        )
        return ColumnMap(titles, meanings, order, left_out)

    @property
    def unknown(self) -> tuple[int, ...]:
        """The places of columns that mean nothing here and that nobody wants to have left out."""
        return tuple(
            place
            for place, meaning in enumerate(self.meanings)
            if meaning is None and place not in self.left_out
        )

    def title(self, place: int) -> str:
        """A column's heading; one without is called by its letter in a spreadsheet."""
        return self.titles[place] or f"column {column_letter(place)}"


def column_letter(place: int) -> str:
    """A, B, … Z, AA: the columns of a spreadsheet, from place 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
