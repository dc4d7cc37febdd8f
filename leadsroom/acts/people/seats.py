"""Seats around the table, numbered from 1. Whoever must make room moves no further than to the next gap."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from itertools import count
from typing import TypeVar

Who = TypeVar("Who", bound=Hashable)

LAST_SEAT = 9999


def free_seat(taken: Collection[int]) -> int:
    """The lowest number nobody has."""
    return next(seat for seat in count(1) if seat not in taken)


def room_made(seats: Mapping[Who, int], seat: int, coming_from: int | None = None) -> dict[Who, int]:
    """Who of the others moves where, when somebody takes `seat` and leaves the seat `coming_from`, if any.

    Moving towards the head of the table pushes the others down it; moving away lets them close up.
    """
    by_seat = {number: who for who, number in seats.items()}
    step = -1 if coming_from is not None and 0 < coming_from < seat else 1
    moves: dict[Who, int] = {}
    while seat in by_seat:
        moves[by_seat[seat]] = seat + step
        seat += step
    return moves
