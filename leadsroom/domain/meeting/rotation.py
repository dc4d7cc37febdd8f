"""Who speaks first: one seat further each meeting, always the first seat, or where the last round stopped."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.agenda_progress import people_of_round
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot
from leadsroom.domain.rules.chapter_rules import Rotation


class LastRound(Struct, frozen=True):
    """The pitches of the meeting before: where they started, and who was there and had no turn, in order."""

    starting_seat: int
    without_turn: tuple[PersonId, ...] = ()


def starting_seat(meetings_before: int, seats: tuple[int, ...]) -> int:
    """The seat that speaks first: one further around the table each meeting (FIELD §3)."""
    return sorted(seats)[meetings_before % len(seats)] if seats else 1


def seat_after_last_round(seats: Mapping[PersonId, int], last: LastRound | None) -> int:
    """The seat of the first who had no turn and still sits here; where all had one, it starts as before.

    A seat that is empty by now is passed over by the order of the table.
    """
    if last is None:
        return min(seats.values(), default=1)
    waiting = (seats[member] for member in last.without_turn if member in seats)
    return next(waiting, last.starting_seat)


def first_seat(
    rotation: Rotation, seats: Mapping[PersonId, int], meetings_before: int, last: LastRound | None
) -> int:
    """The seat that speaks first, by the rule of the chapter.

    An extra meeting moves nothing, nor does a date that was left out: both start as the season has it.
    """
    if rotation is Rotation.WHERE_IT_STOPPED:
        return seat_after_last_round(seats, last)
    before = 0 if rotation is Rotation.NEVER else meetings_before
    return starting_seat(before, tuple(seats.values()))


def starts_with(snapshot: Snapshot) -> str:
    """Who will speak first, where that changes from meeting to meeting; nothing once the meeting is on."""
    if snapshot.meeting.state is not MeetingState.PLANNED:
        return ""
    if snapshot.chapter.rules.meeting.rotation is Rotation.NEVER:
        return ""
    rounds = (step for step in snapshot.steps if step.kind is StepKind.PITCHES and step.outcome is None)
    people = next((people_of_round(snapshot, step) for step in rounds), ())
    return snapshot.name(people[0][1]) if people else ""
