"""What is written down to enter a member: a form, as typed."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from leadsroom.domain.roster import MembershipStatus


class MemberSheet(Struct, frozen=True, kw_only=True):
    """A member as entered. `seat` None means: where there is room, or where they sit already.

    `phone_typed` is as typed. `seat` counts from 1 around the table; only who is active or on leave has one.
    """

    name: str
    profession: str
    company: str = ""
    phone_typed: str = ""
    email: str = ""
    joined_on: date | None = None
    sphere: str = ""
    offices: tuple[str, ...] = ()
    seat: int | None = None
    status: MembershipStatus = MembershipStatus.ACTIVE
