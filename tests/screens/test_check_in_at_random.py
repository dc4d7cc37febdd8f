"""Check-ins at random: hands that slip, keys that come twice, eyes that are elsewhere, another station."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from statistics import median

import pytest
from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.text.plain_text import fold
from screens.meeting.check_in.keys import DIGITS, Asked, Asks, BoardKeys, Pressed
from tests.databases import SqliteFiles
from tests.harborview import NAMES
from tests.screens.table import laid_table, nothing

MORE = """
Carol Hayes, Cecilia Ruiz, Lena Berg, Zoë Müller, Wolfgang Amadeus Schikaneder, Łukasz Öberg,
Omar Haddad, Tomás Rivera, Tom Becker, Priya Shah, Paul Ames, Luis Fernández, Marie Lopez,
Ruth Abara, Bea Katz, Ingrid Holm, Vince DeLuca, Sam Lee, Samuel Ortiz, Ben Stone, Bill Stone,
Hana Sato, Ivan Petrov, Jo March, Joan Webb, Kim Park, Nora Quinn, Eve Adler, Ed Moss, Al Ito
"""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "123456789")
_SLIPS, _TWICE, _LOOKS = 0.03, 0.03, 0.85
_DIGIT_OF = {mark: digit for digit, mark in DIGITS.items()}


class Result(Struct, frozen=True):
    """How one check-in went: the keys beside the letters of names, and the marks of people nobody named."""

    keys: int
    on_others: int


class Moderator:
    """A check-in by somebody in a hurry; who sees that something is refused types the name anew, in full."""

    def __init__(self, snapshot: Snapshot, random: Random, *, careful: bool = False) -> None:
        self._snapshot, self._random = snapshot, random
        self._slips = self._twice = 0.0
        if not careful:
            self._slips, self._twice = _SLIPS, _TWICE
        self._board = BoardKeys(snapshot)
        self._now = 0.0
        self.keys = 1  # that which has opened the board
        self.marks: list[tuple[int, Mark]] = []
        self.substitutes: list[int] = []

    def _changes(self, member_id: int, mark: Mark, *, elsewhere: bool = False) -> None:
        self._snapshot = replace(
            self._snapshot,
            attendees=tuple(
                replace(place, mark=mark) if place.member_id == member_id else place
                for place in self._snapshot.attendees
            ),
        )
        self._board.follow(self._snapshot, elsewhere=elsewhere)

    def another_station_marks(self) -> None:
        """Somebody else is at it too."""
        place = self._random.choice(self._snapshot.attendees)
        if place.mark is None:
            self._changes(place.member_id, Mark.PRESENT, elsewhere=True)

    def name(self, name: str, mark: Mark, *, in_full: bool = False) -> None:
        """Find somebody by some letters, and mark them."""
        looks = in_full or self._random.random() < _LOOKS
        whole = fold(name)
        part = whole if in_full else self._random.choice((whole, whole.split()[-1]))
        for letter in self._as_typed(part if in_full else part[: self._random.randint(1, 3)]):
            self._type(letter)
        if looks:
            for letter in part[len(self._board.cursor.sought) :]:
                if self._is_at(name):
                    break
                self._type(letter)
            if not self._is_at(name):
                self.keys += 1
                self._board.leave()
                return self.name(name, mark, in_full=True)
        digit = _DIGIT_OF.get(mark, "5")
        if self._press(digit).what is Asks.REFUSED:
            self.keys += 1
            self._board.leave()
            self.name(name, mark, in_full=True)
        return None

    def all_others_here(self) -> None:
        """The last key."""
        while self._tap("*").what is Asks.REFUSED:
            self.keys += 1
            self._board.leave()

    def _is_at(self, name: str) -> bool:
        cursor = self._board.cursor
        chosen = cursor.chosen
        return cursor.is_settled and chosen is not None and self._snapshot.name(chosen.member_id) == name

    def _as_typed(self, letters: str) -> Iterator[str]:
        way = self._random.random()
        yield from (letters if way < 0.03 * bool(self._slips) else letters[0].upper() + letters[1:])

    def _type(self, letter: str) -> None:
        self.keys -= 1  # letters of names are not counted
        self._press(letter)

    def _press(self, key: str) -> Asked:
        if self._random.random() < self._slips:
            key = self._beside(key)
        asked = self._tap(key)
        if self._random.random() < self._twice:
            self._now += 0.06
            self._meet(self._board.press(Pressed(key, key, self._now)))
        return asked

    def _tap(self, key: str) -> Asked:
        self.keys += 1
        self._now += self._random.uniform(0.15, 0.5)
        return self._meet(self._board.press(Pressed(key, key, self._now)))

    def _meet(self, asked: Asked) -> Asked:
        if asked.of is not None:
            mark = Mark.SUBSTITUTE if asked.what is Asks.SUBSTITUTE else asked.mark
            if mark is not None:
                self.marks.append((asked.of.member_id, mark))
                self._changes(asked.of.member_id, mark)
                self.keys += 2 * (
                    mark is Mark.SUBSTITUTE
                )  # enter behind the substitute's name, and profession
                self._board.done(go_on=True)
        return asked

    def _beside(self, key: str) -> str:
        row = next((row for row in _ROWS if key.lower() in row), key.lower())
        at = max(0, row.find(key.lower()))
        slip = row[max(0, min(len(row) - 1, at + self._random.choice((-1, 1))))]
        return slip.upper() if key.isupper() else slip


def check_in(snapshot: Snapshot, random: Random, *, careful: bool = False) -> Result:
    """Two are away, one has a substitute, one is late, all called in any order; the others are here."""
    called = random.sample([place.member_id for place in snapshot.attendees], 4)
    marks = [Mark.ABSENT, Mark.ABSENT, Mark.SUBSTITUTE, Mark.LATE]
    moderator = Moderator(snapshot, random, careful=careful)
    for place, (member_id, mark) in enumerate(zip(called, marks, strict=True)):
        if place == 2 and not careful:
            moderator.another_station_marks()
        moderator.name(snapshot.name(member_id), mark)
    moderator.all_others_here()
    return Result(moderator.keys, sum(member_id not in called for member_id, _ in moderator.marks))


def check_ins(sqlite_files: SqliteFiles, people: int, *, careful: bool = False) -> list[Result]:
    """A hundred of them, of so many people."""
    names = [*NAMES, *((name, f"Consulting, {name}") for name in map(str.strip, MORE.split(",")))][:people]
    with laid_table(sqlite_files, nothing, people=tuple(names)) as table:
        return [check_in(table.now, Random(seed), careful=careful) for seed in range(100)]


@pytest.mark.parametrize("people", [18, 35])
def test_no_mark_lands_on_somebody_whom_nobody_named(sqlite_files: SqliteFiles, people: int) -> None:
    """Whatever the fingers do: letters that fit several, or nobody, and keys that came twice mark nobody."""
    found = check_ins(sqlite_files, people)
    assert sum(result.on_others for result in found) == 0
    assert median(result.keys for result in found) <= 12


def test_a_check_in_takes_twelve_keys_beside_the_letters(sqlite_files: SqliteFiles) -> None:
    """Eighteen people, two away, one substitute, one late; the key that opens the board is counted."""
    found = check_ins(sqlite_files, 18, careful=True)
    assert max(result.keys for result in found) <= 12
    assert median(result.keys for result in found) == 8
