"""Finding people by letters, in a chapter's memory of 500: what every key costs in a field for a person."""

from __future__ import annotations

import random
import time

from benchmarks.figures import Sample, print_table, row_of
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.search import find_people

PEOPLE, ROUNDS = 500, 40
_FIRST = (
    "Maria",
    "Robert",
    "Jean-Luc",
    "Ann",
    "Diane",
    "Zoë",
    "Cyrus",
    "Tom",
    "Eve",
    "Gary",
    "Helen",
    "Priya",
)
_LAST = ("Lopez", "O'Brien", "Chu", "Annan", "Diaz", "Weber", "Nguyen", "Patel", "Johnson", "Martinez")
_PROFESSIONS = (
    "Web design",
    "Florist",
    "Banking",
    "Real estate",
    "Insurance: home & car",
    "Mortgage lending",
)
_TYPED = (
    "m",
    "maria",
    "obrien",
    "jean luc lop",
    "real estate",
    "marai",
    "marai lopze",
    "isnurance",
    "xqwvkjhz",
)


def measure() -> None:
    """Ask for each in turn, many times; the first of all is asked of people nobody has looked for yet."""
    people = _people()
    since = time.perf_counter()
    find_people("m", people)
    first = (time.perf_counter() - since) * 1000
    samples = {typed: Sample() for typed in _TYPED}
    for _ in range(ROUNDS):
        for typed, sample in samples.items():
            since = time.perf_counter()
            find_people(typed, people)
            sample.add(time.perf_counter() - since)
    lines = [row_of(f"“{typed}”", sample, "p99 under 10") for typed, sample in samples.items()]
    lines.insert(0, ("the first key of all", f"{first:.1f}", "", "", "under 10"))
    head = ("", "median", "quartiles", "p99", "aim")
    print_table(f"Finding among {PEOPLE} people, ms ({ROUNDS} times each, by turns)", head, lines)


def _people() -> list[Person]:
    chance = random.Random(500)
    return [
        Person(
            PersonId(number),
            f"{chance.choice(_FIRST)} {chance.choice(_LAST)}{number:x}",
            f"{chance.choice(_PROFESSIONS)} {chance.choice('abcdefgh')}{number % 40}",
            f"{chance.choice(_LAST)} {chance.choice(('Studio', 'Partners', 'Group'))} {number}",
        )
        for number in range(PEOPLE)
    ]


if __name__ == "__main__":
    measure()
