"""What a handler is given: the picture before, the moment, and the open transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from leadsroom.domain.chapter import Chapter
from leadsroom.domain.countdown import Countdown
from leadsroom.domain.ids import EntryId, MeetingId, PersonId, StationId
from leadsroom.domain.snapshot import MeetingState, Snapshot, Step, Turn
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.unit import Unit

if TYPE_CHECKING:
    from sqlalchemy import Table


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
    """One command being carried out. Handlers read `before`, write through `unit`, and return words.

    `passed_over` are the entries that undo or redo could not reverse when it was asked to.
    """

    before: Snapshot
    now: datetime
    unit: Unit
    station_id: StationId
    passed_over: set[EntryId] = field(default_factory=set)

    @property
    def chapter(self) -> Chapter:
        """Whose meeting it is."""
        return self.before.chapter

    @property
    def meeting_id(self) -> MeetingId | None:
        """The meeting at whose table this happens."""
        return self.before.meeting.id

    @property
    def said_at(self) -> datetime:
        """Now, or, where a closed meeting is completed, when it ended."""
        ended = self.before.meeting.ended_at
        return self.now if ended is None or self.before.meeting.state is not MeetingState.CLOSED else ended

    @property
    def is_afterwards(self) -> bool:
        """Whether the meeting is closed: a change of its entries is a correction."""
        return self.before.meeting.state is MeetingState.CLOSED

    def credited(self, person_id: PersonId) -> tuple[PersonId, PersonId | None]:
        """(who gets the credit, the stand-in who spoke): what a stand-in gives is the member's."""
        for attendee in self.before.attendees:
            if attendee.substitute_id == person_id:
                return attendee.member_id, person_id
            if attendee.member_id == person_id:
                return person_id, attendee.substitute_id
        return person_id, None

    def holds_seat(self, person_id: PersonId) -> bool:
        """Whether they have a place at this table."""
        return self.before.attendee(person_id) is not None

    def set_step(self, step: Step, clock: Countdown, **values: Any) -> None:
        """Write a step's clock and whatever else changed."""
        self.unit.update(t.step, step.id, **clock_columns(clock), **values)

    def set_turn(self, turn: Turn, clock: Countdown, **values: Any) -> None:
        """Write a turn's clock and whatever else changed."""
        self.unit.update(t.turn, turn.id, **clock_columns(clock), **values)

    def set_meeting(self, **values: Any) -> None:
        """Write the meeting's row. Whoever comes up is up since now; words to who was up before go."""
        if "turn_id" in values:
            values["up_since"] = self.now if values["turn_id"] is not None else None
            values |= {"prompt": "", "prompt_until": None}
        self.unit.update(t.meeting, self.before.meeting.id, **values)

    def need_live(self) -> None:
        """Refuse what only a running meeting can do."""
        if self.before.meeting.state is not MeetingState.LIVE:
            raise Refused("The meeting is not running. Enter starts it.")

    def need_own(self, table: Table, row_id: int) -> dict[str, Any]:
        """The row as it stands, provided that it belongs to this meeting and has not been withdrawn.

        What becomes of leads goes beyond one meeting: there it is the chapter that counts.
        """
        row = self.unit.row(table, row_id)
        mine = row is not None and (
            row["meeting_id"] == self.before.meeting.id
            if table in t.OF_ONE_MEETING
            else row["chapter_id"] == self.chapter.id
        )
        if row is None or not mine or row.get("withdrawn_at"):
            raise Refused("That entry is no longer in tonight's ledger.")
        return row

    def need_person(self, person_id: PersonId, role: str) -> str:
        """The name of somebody this meeting knows."""
        if person_id not in self.before.people:
            raise Refused(f"Choose the {role} from the list.")
        return self.before.name(person_id)
