"""The rows of leaves follow where a member stands, whatever road a change takes."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from leadsroom.acts.act import Act
from leadsroom.domain.ids import MembershipId
from leadsroom.domain.people.membership import Leave
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.store import tables as t
from leadsroom.store.read.people.seats import leaves_of_membership

_DAY = timedelta(days=1)
_NO_SEAT_YET = (MembershipStatus.APPLICANT, MembershipStatus.WAITING)


class LeavesOfOne(Struct, frozen=True):
    """The leaves of one membership inside an act."""

    act: Act
    membership_id: MembershipId

    @property
    def all(self) -> tuple[Leave, ...]:
        """Oldest first, those withdrawn left out."""
        act, membership_id = self.act, self.membership_id
        return act.once(
            f"leaves of {membership_id}",
            {"leave"},
            lambda: leaves_of_membership(act.unit.connection, act.chapter.id, membership_id),
        )

    def enter(self, since: date, until: date | None = None, reason: str = "") -> None:
        """Another one."""
        self.act.unit.insert(
            t.leave,
            chapter_id=self.act.chapter.id,
            membership_id=self.membership_id,
            since=since,
            until=until,
            reason=reason,
            at=self.act.now,
        )

    def withdraw(self, leave: Leave) -> None:
        """As if it had never been announced."""
        self.act.unit.update(t.leave, leave.id, withdrawn_at=self.act.now)

    def end(self) -> None:
        """The one that holds ended yesterday; if it began today it never was."""
        for leave in self.all:
            if leave.away.holds(self.act.today) and leave.away.since < self.act.today:
                self.act.unit.update(t.leave, leave.id, until=self.act.today - _DAY)
            elif leave.away.holds(self.act.today):
                self.withdraw(leave)

    def follow(self, before: MembershipStatus | None, after: MembershipStatus) -> None:
        """Members put on leave have one from today on; those who come off it, or give up the seat, are back.

        Members who leave the chapter have no leaves ahead either. An applicant who waits now, or one who
        waited and may apply again, holds no seat before or after.
        """
        if before in _NO_SEAT_YET and after in _NO_SEAT_YET:
            return
        if after is MembershipStatus.ON_LEAVE:
            if before is not after and not any(leave.away.holds(self.act.today) for leave in self.all):
                self.enter(self.act.today)
        elif before is MembershipStatus.ON_LEAVE or not after.holds_seat:
            self.end()
        if after is MembershipStatus.ENDED:
            for leave in self.all:
                if leave.away.since > self.act.today:
                    self.withdraw(leave)
