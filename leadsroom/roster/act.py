"""One act between meetings: the chapter, the moment, and the open transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from leadsroom.domain.chapter import Chapter
from leadsroom.domain.membership import in_roster_order
from leadsroom.domain.roster import Member
from leadsroom.store import read
from leadsroom.store.unit import Unit


@dataclass(slots=True)
class RosterAct:
    """What a door is given; `what` becomes the entry of the journal."""

    unit: Unit
    chapter: Chapter
    now: datetime
    what: str = ""

    @property
    def today(self) -> date:
        """The date in the meeting room."""
        return self.chapter.today(self.now)

    def members(self) -> tuple[Member, ...]:
        """Every membership as it stands inside this transaction."""
        return in_roster_order(read.members(self.unit.connection, self.chapter.id))
