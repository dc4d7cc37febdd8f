"""Finding people by a few letters of any part of name, company or profession."""

from __future__ import annotations

import re
from collections.abc import Iterable

from leadsroom.domain.roster import Person
from leadsroom.domain.text import fold

_WORD = re.compile(r"\w+")


def find_people(typed: str, people: Iterable[Person]) -> tuple[Person, ...]:
    """Those of whom every typed word begins a word, likeliest first: name, then trade, then company.

    Nothing typed finds everybody, in the order given. Accents and case do not matter.
    """
    wanted = _WORD.findall(fold(typed))
    if not wanted:
        return tuple(people)
    ranked = [(rank, place, person) for place, person in enumerate(people) if (rank := _rank(wanted, person))]
    return tuple(person for _, _, person in sorted(ranked, key=lambda found: found[:2]))


def _rank(wanted: list[str], person: Person) -> int:
    """1 when the name begins so, 2 when words of it do, 3 with the trade, 4 with the company, else 0."""
    name = _WORD.findall(fold(person.name))
    if len(wanted) <= len(name) and all(n.startswith(w) for n, w in zip(name, wanted, strict=False)):
        return 1
    words = name
    for rank, more in ((2, ""), (3, person.trade), (4, person.company)):
        words = words + _WORD.findall(fold(more))
        if all(any(word.startswith(w) for word in words) for w in wanted):
            return rank
    return 0
