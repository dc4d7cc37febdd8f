"""The attendance of the sample season, week by week."""

from __future__ import annotations

from random import Random
from typing import NamedTuple
from zlib import crc32

from leadsroom.demo.people import (
    BEA,
    HELEN,
    HELPFUL,
    MARIA,
    MEMBERS,
    NEWCOMER,
    ROBERT,
    SUBSTITUTES,
    VISITORS,
    Contact,
    Seat,
)
from leadsroom.demo.script import Visitor
from leadsroom.domain.people.roster import Contact as HowReached

NEWCOMER_VISITS = (14, 15)
_MEDICAL_WEEKS = {HELEN: range(20, 23)}
_ABSENT, _SUBSTITUTE, _LATE, _LEAVES = 0.045, 0.055, 0.04, 0.01


class Whereabouts(NamedTuple):
    """The places at one meeting."""

    absent: tuple[str, ...]
    medical: tuple[str, ...]
    late: tuple[str, ...]
    leaves_early: tuple[str, ...]
    substitutes: dict[str, Contact]

    def takes_part(self, name: str) -> bool:
        """Whether the seat speaks, by its member or a substitute."""
        return name not in self.absent and name not in self.medical

    def comes(self, name: str) -> bool:
        """Whether the member is there in person."""
        return self.takes_part(name) and name not in self.substitutes


def whereabouts(rng: Random, week: int, seats: tuple[Seat, ...], needed: set[str]) -> Whereabouts:
    """The place of everybody; those who are `needed` come."""
    found: dict[str, list[str]] = {"absent": [], "medical": [], "late": [], "leaves": [], "stand-in": []}
    for seat in seats:
        if week in _MEDICAL_WEEKS.get(seat.name, ()):
            found["medical"].append(seat.name)
            continue
        fate = _fate(rng, seat)
        if fate and seat.name not in needed:
            found[fate].append(seat.name)
    return Whereabouts(
        tuple(found["absent"]),
        tuple(found["medical"]),
        tuple(found["late"]),
        tuple(found["leaves"]),
        dict(zip(found["stand-in"], _substitutes(rng), strict=False)),
    )


def _fate(rng: Random, seat: Seat) -> str:
    chance = rng.random() / seat.absences
    for fate, share in (("absent", _ABSENT), ("stand-in", _SUBSTITUTE), ("late", _LATE), ("leaves", _LEAVES)):
        if chance < share:
            return fate
        chance -= share
    return ""


def _substitutes(rng: Random) -> list[Contact]:
    others = rng.sample(SUBSTITUTES, len(SUBSTITUTES))
    return [HELPFUL, *others] if rng.random() < 0.85 else [*others, HELPFUL]


class VisitorBook:
    """The visitors by week: new faces, some of whom come a second time, and the one who joins."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._new = list(VISITORS)
        self._again: list[tuple[int, Visitor]] = []

    def visitors(self, week: int) -> tuple[Visitor, ...]:
        """The visitors of a week."""
        coming = [visitor for when, visitor in self._again if when == week]
        coming += [self._face(week) for _ in range(self._rng.choice((0, 0, 0, 1, 1, 1, 2))) if self._new]
        if week in NEWCOMER_VISITS:
            coming.append(Visitor(Contact(NEWCOMER.name, "Photography"), BEA))
        return tuple(coming)

    def _face(self, week: int) -> Visitor:
        host = self._rng.choice([seat.name for seat in MEMBERS])
        visitor = Visitor(self._new.pop(0), self._rng.choice((host, MARIA, ROBERT)))
        if self._rng.random() < 0.4:
            self._again.append((week + self._rng.choice((1, 1, 2)), visitor))
        return visitor


def reached(visitor: Contact) -> HowReached | None:
    """The phone and email of a visitor and whether one may write, by their name; some leave nothing."""
    number = crc32(visitor.name.encode())
    if visitor.name == NEWCOMER.name or number % 6 == 0:
        return None
    return HowReached(
        phone_typed=f"(415) 555-01{number % 100:02}" if number % 5 else "",
        email=f"{visitor.name.split()[-1].lower()}@visitors.example",
        may_write=number % 4 != 0 or None,
    )
