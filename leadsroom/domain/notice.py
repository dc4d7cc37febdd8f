"""What was told in advance: away on a date, and who stands in."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from leadsroom.domain.attendance import Mark
from leadsroom.domain.ids import NoticeId
from leadsroom.domain.roster import Person

TOLD = (Mark.ABSENT, Mark.MEDICAL, Mark.LATE, Mark.SUBSTITUTE)


class Notice(Struct, frozen=True):
    """A member will be away, late, or stood in for on a date. `mark` is one of TOLD."""

    id: NoticeId
    member: Person
    on: date
    mark: Mark
    substitute: Person | None = None
    note: str = ""

    @property
    def words(self) -> str:
        """`Tom Ray for Cyrus Ng`, `Dee Fox medical`, `Ann Chu late`."""
        if self.substitute is not None:
            return f"{self.substitute.name} for {self.member.name}"
        return f"{self.member.name} {self.mark.word}"
