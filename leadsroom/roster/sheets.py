"""What is written down to found a chapter or to enter a member: forms, as typed."""

from __future__ import annotations

from datetime import date, time, timedelta

from msgspec import Struct

from leadsroom.domain.roster import MembershipStatus


class NewChapter(Struct, frozen=True, kw_only=True):
    """A chapter to be founded, or its new habits.

    `timezone` is an IANA name, `country` ISO 3166 alpha-2, `currency` ISO 4217 (empty: the country's own),
    `weekday` 0 for Monday, `starts` local time, `length` of the whole meeting, `pitch` of one pitch.
    """

    name: str
    place: str = ""
    timezone: str
    country: str
    currency: str = ""
    clock_24h: bool
    weekday: int
    starts: time
    length: timedelta
    pitch: timedelta


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
