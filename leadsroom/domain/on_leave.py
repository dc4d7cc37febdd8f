"""Who is on leave on a day. The table, dues, what a meeting charges and home all ask here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from leadsroom.domain.attendance_record import Away
from leadsroom.domain.ids import MembershipId
from leadsroom.domain.roster import Member, MembershipStatus

Leaves = Mapping[MembershipId, Sequence[Away]]


def is_on_leave(member: Member, leaves: Leaves, day: date) -> bool:
    """Whether a member keeps their seat and is away on a day; `leaves` are those that were not withdrawn.

    The days of the leaves decide, of this membership alone. The status does only where it has none on record.
    """
    told = leaves.get(member.id, ())
    if not told:
        return member.status is MembershipStatus.ON_LEAVE
    return member.status.holds_seat and any(leave.holds(day) for leave in told)
