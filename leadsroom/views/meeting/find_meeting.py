"""Finding a meeting by what somebody typed: a date, `last` or `live`."""

from __future__ import annotations

from datetime import date

from leadsroom.domain.ids import MeetingId
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot
from leadsroom.domain.text.wording import long_date
from leadsroom.errors import Refused
from leadsroom.store.read import season
from leadsroom.store.read.meeting.planning import planned_meeting_id
from leadsroom.store.read.meeting.rows import live_meeting
from leadsroom.store.read.meeting.snapshot import snapshot
from leadsroom.store.reading import Reading


def find_meeting(reading: Reading, which: str) -> MeetingId:
    """The meeting meant by `2026-11-18`, `last` (the latest closed one) or `live`. Raises Refused."""
    name = which.strip().lower()
    if name == "live":
        return _latest(reading, MeetingState.LIVE, "No meeting is live. Start one with: leadsroom meet")
    if name == "last":
        return _latest(reading, MeetingState.CLOSED, "No meeting has been closed yet.")
    return _on_date(reading, which)


def meeting_snapshot(reading: Reading, meeting_id: MeetingId) -> Snapshot:
    """The whole picture of a meeting, whatever its state. Raises Refused when there is none."""
    return snapshot(reading.connection, meeting_id)


def meeting_at_hand(reading: Reading) -> MeetingId | None:
    """The meeting that is live, or else the next one, if it is on record: the table as it was left."""
    live = live_meeting(reading.connection, reading.chapter_id)
    if live is not None:
        return live
    on = season.next_meeting(reading.connection, reading.chapter, reading.now).on
    return planned_meeting_id(reading.connection, reading.chapter_id, on)


def _latest(reading: Reading, state: MeetingState, refusal: str) -> MeetingId:
    found = season.latest_meeting(reading.connection, reading.chapter_id, state)
    if found is None:
        raise Refused(refusal)
    return found.id


def _on_date(reading: Reading, which: str) -> MeetingId:
    on = _read_date(which)
    found = season.meetings_of_date(reading.connection, reading.chapter_id, on)
    if found:
        return found[0].id
    last = season.latest_meeting(reading.connection, reading.chapter_id, MeetingState.CLOSED)
    hint = f"The last one closed is {last.on}." if last else "None has been closed yet."
    raise Refused(f"There is no meeting on {long_date(on)}. {hint}")


def _read_date(which: str) -> date:
    try:
        return date.fromisoformat(which.strip())
    except ValueError:
        raise Refused(f"“{which}” is not a meeting. Give a date like 2026-11-18, or last, or live.") from None
