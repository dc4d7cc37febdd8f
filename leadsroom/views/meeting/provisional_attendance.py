"""Tonight's table as the attendance rules see it, before the meeting is closed."""

from __future__ import annotations

from datetime import datetime

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot
from leadsroom.domain.people.attendance import Attendee
from leadsroom.domain.people.attendance_record import Attended


def tonight(snapshot: Snapshot) -> dict[PersonId, Attended]:
    """What each mark would count as if the meeting closed now; a closed one is on record already."""
    if snapshot.meeting.state is MeetingState.CLOSED:
        return {}
    begun = {s.kind: s.clock.started_at for s in reversed(snapshot.steps) if s.clock.started_at is not None}
    found = (_attended(snapshot, attendee, begun) for attendee in snapshot.attendees)
    return {each[0]: each[1] for each in found if each is not None}


def _attended(
    snapshot: Snapshot, attendee: Attendee, begun: dict[StepKind, datetime]
) -> tuple[PersonId, Attended] | None:
    if attendee.mark is None:
        return None
    came, left = attendee.arrived_at, attendee.left_at
    return attendee.member_id, Attended(
        on=snapshot.meeting.on,
        mark=attendee.mark,
        left_early=left is not None,
        came_after=frozenset(kind for kind, at in begun.items() if came is not None and at <= came),
        left_before=frozenset(kind for kind, at in begun.items() if left is not None and at > left),
        is_tonight=True,
    )
