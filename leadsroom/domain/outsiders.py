"""Substitutes and visitors come from outside: nobody who holds a seat at this table is one."""

from __future__ import annotations

from collections.abc import Iterable

from leadsroom.domain.overlap import HeldSeat
from leadsroom.domain.snapshot import MeetingState, Snapshot
from leadsroom.domain.text import fold

HOLDS_SEAT = "holds a seat at this table"


def sits_here(name: str, snapshot: Snapshot, seats: Iterable[HeldSeat]) -> bool:
    """Whether somebody of this name holds one of the seats, or a place at tonight's table."""
    over = snapshot.meeting.state is MeetingState.CLOSED
    expected = () if over else (snapshot.name(place.member_id) for place in snapshot.attendees)
    key = fold(name)
    return bool(key) and key in {fold(holder) for holder in (*expected, *(seat.holder for seat in seats))}
