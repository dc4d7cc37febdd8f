"""What a handler is given: the picture before, the moment, and the open transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select

from leadsroom.domain.countdown import Countdown
from leadsroom.domain.ids import PersonId, StationId
from leadsroom.domain.roster import MembershipStatus
from leadsroom.domain.snapshot import MeetingState, Snapshot, Step, Turn
from leadsroom.domain.text import clean, fold
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.unit import Unit


def clock_columns(clock: Countdown) -> dict[str, Any]:
    """The facts of a clock as columns."""
    return {
        "allotted": clock.allotted,
        "added": clock.added,
        "started_at": clock.started_at,
        "ended_at": clock.ended_at,
        "paused_at": clock.paused_at,
        "paused_for": clock.paused_for,
    }


@dataclass(slots=True)
class Act:
    """One command being carried out. Handlers read `before`, write through `unit`, and return words."""

    before: Snapshot
    now: datetime
    unit: Unit
    station_id: StationId

    def set_step(self, step: Step, clock: Countdown, **values: Any) -> None:
        """Write a step's clock and whatever else changed."""
        self.unit.update(t.step, step.id, **clock_columns(clock), **values)

    def set_turn(self, turn: Turn, clock: Countdown, **values: Any) -> None:
        """Write a turn's clock and whatever else changed."""
        self.unit.update(t.turn, turn.id, **clock_columns(clock), **values)

    def set_meeting(self, **values: Any) -> None:
        """Write the meeting's row."""
        self.unit.update(t.meeting, self.before.meeting.id, **values)

    def need_live(self) -> None:
        """Refuse what only a running meeting can do."""
        if self.before.meeting.state is not MeetingState.LIVE:
            raise Refused("The meeting is not running. Enter starts it.")

    def need_own(self, table: Table, row_id: int) -> dict[str, Any]:
        """The row as it stands, provided that it belongs to this meeting and has not been withdrawn."""
        row = self.unit.row(table, row_id)
        if row is None or row["meeting_id"] != self.before.meeting.id or row.get("withdrawn_at"):
            raise Refused("That entry is no longer in tonight's ledger.")
        return row

    def need_person(self, person_id: PersonId, role: str) -> str:
        """The name of somebody this meeting knows."""
        if person_id not in self.before.people:
            raise Refused(f"Choose the {role} from the list.")
        return self.before.name(person_id)

    def guest(self, name: str, trade: str) -> PersonId:
        """The person of this name who holds no seat here, known or new. Refuses members of the table."""
        name, trade = clean(name), clean(trade)
        if not name:
            raise Refused("Type the name.")
        known = self._known(name)
        if any(row.holds_seat for row in known):
            raise Refused(f"{name} holds a seat at this table. A guest or stand-in comes from outside.")
        if known:
            if trade and trade != known[0].trade:
                self.unit.update(t.person, known[0].id, trade=trade)
            return PersonId(known[0].id)
        row_id = self.unit.insert(
            t.person, chapter_id=self.before.chapter.id, name=name, name_key=fold(name), trade=trade
        )
        return PersonId(row_id)

    def _known(self, name: str) -> list[Any]:
        holding = [s.value for s in MembershipStatus if s.holds_seat]
        seat = (
            select(t.membership.c.id)
            .where(t.membership.c.person_id == t.person.c.id, t.membership.c.status.in_(holding))
            .exists()
        )
        query = select(t.person.c.id, t.person.c.trade, seat.label("holds_seat")).where(
            t.person.c.chapter_id == self.before.chapter.id, t.person.c.name_key == fold(name)
        )
        return list(self.unit.connection.execute(query.order_by(seat.desc(), t.person.c.id)))
