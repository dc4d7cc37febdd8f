"""Commands about what members announce: that they will be away on a date, and who comes in their place."""

from __future__ import annotations

from datetime import date

from leadsroom.acts.command import Command
from leadsroom.domain.ids import NoticeId, PersonId
from leadsroom.domain.people.attendance import Mark


class AnnounceAbsence(Command, frozen=True, tag="TellAway"):
    """A member will be away or late on a date. With somebody's name and profession it is a substitute.

    What the same member announced for this date before is withdrawn.
    """

    member_id: PersonId
    on: date
    mark: Mark = Mark.ABSENT
    substitute: str = ""
    profession: str = ""
    note: str = ""


class WithdrawNotice(Command, frozen=True, tag="TakeNoticeBack"):
    """They will come after all."""

    notice_id: NoticeId
