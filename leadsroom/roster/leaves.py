"""The rows of leaves follow where a member stands, whatever road a change takes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec import Struct

from leadsroom.domain.ids import ChapterId, MembershipId
from leadsroom.domain.membership import Leave
from leadsroom.domain.roster import MembershipStatus
from leadsroom.store import tables as t
from leadsroom.store.read_seats import leaves_of_membership
from leadsroom.store.unit import Unit

_DAY = timedelta(days=1)


class LeavesOfOne(Struct, frozen=True):
    """The leaves of one membership inside an open transaction."""

    unit: Unit
    chapter_id: ChapterId
    membership_id: MembershipId
    today: date
    now: datetime

    @property
    def all(self) -> tuple[Leave, ...]:
        """Oldest first, those withdrawn left out."""
        return leaves_of_membership(self.unit.connection, self.chapter_id, self.membership_id)

    def enter(self, since: date, until: date | None = None, reason: str = "") -> None:
        """Another one."""
        self.unit.insert(
            t.leave,
            chapter_id=self.chapter_id,
            membership_id=self.membership_id,
            since=since,
            until=until,
            reason=reason,
            at=self.now,
        )

    def withdraw(self, leave: Leave) -> None:
        """As if it had never been told."""
        self.unit.update(t.leave, leave.id, withdrawn_at=self.now)

    def end(self) -> None:
        """The one that holds ended yesterday; if it began today it never was."""
        for leave in self.all:
            if leave.away.holds(self.today) and leave.away.since < self.today:
                self.unit.update(t.leave, leave.id, until=self.today - _DAY)
            elif leave.away.holds(self.today):
                self.withdraw(leave)

    def follow(self, before: MembershipStatus | None, after: MembershipStatus) -> None:
        """Who is put on leave has one from today on; who comes off it, or gives up the seat, is back today.

        Who leaves the chapter has no leaves ahead either.
        """
        if after is MembershipStatus.ON_LEAVE:
            if before is not after and not any(leave.away.holds(self.today) for leave in self.all):
                self.enter(self.today)
        elif before is MembershipStatus.ON_LEAVE or not after.holds_seat:
            self.end()
        if after is MembershipStatus.ENDED:
            for leave in self.all:
                if leave.away.since > self.today:
                    self.withdraw(leave)
