"""Finding a meeting by what somebody typed: its name, its day, `last` or `live`."""

from __future__ import annotations

from msgspec.structs import replace

from leadsroom.domain.ids import MeetingId
from leadsroom.domain.meeting.snapshot import Meeting, MeetingState, Snapshot
from leadsroom.domain.text.meeting_name import MeetingName, read_meeting_of_day
from leadsroom.errors import Refused
from leadsroom.store.read import season
from leadsroom.store.read.meeting.planning import planned_meeting_id
from leadsroom.store.read.meeting.rows import live_meeting
from leadsroom.store.read.meeting.snapshot import snapshot
from leadsroom.store.reading import Reading


def find_meeting(reading: Reading, which: str) -> MeetingId:
    """The meeting meant by its name, `2026-11-18`, a day like `18 nov`, by `last` (the latest closed one)
    or `live`. Raises Refused.
    """
    name = which.strip().lower()
    if name == "live":
        return _found(
            season.latest_meeting(reading.connection, reading.chapter_id, MeetingState.LIVE),
            "No meeting is live. Start one with: leadsroom meet",
        )
    if name == "last":
        last = season.last_meeting(reading.connection, reading.chapter_id)
        return _found(last, "No meeting has been closed yet.")
    chapter = reading.chapter
    return _named(reading, read_meeting_of_day(which, chapter.today(reading.now), chapter.country))


def meeting_snapshot(reading: Reading, meeting_id: MeetingId) -> Snapshot:
    """The whole picture of a meeting, whatever its state, at the place where it was held.

    Raises Refused when there is none.
    """
    seen = snapshot(reading.connection, meeting_id)
    special = season.calendar_of(reading.connection, seen.chapter).special.get(seen.meeting.on)
    if special is None or not special.place:
        return seen
    return replace(seen, chapter=replace(seen.chapter, place=special.place))


def meeting_at_hand(reading: Reading) -> MeetingId | None:
    """The meeting that is live, or else the next one, if it is on record: the table as it was left."""
    live = live_meeting(reading.connection, reading.chapter_id)
    if live is not None:
        return live
    on = season.next_meeting(reading.connection, reading.chapter, reading.now).on
    return planned_meeting_id(reading.connection, reading.chapter_id, on)


def _found(meeting: Meeting | None, refusal: str) -> MeetingId:
    if meeting is None:
        raise Refused(refusal)
    return meeting.id


def _named(reading: Reading, name: MeetingName) -> MeetingId:
    of_date = season.meetings_of_date(reading.connection, reading.chapter_id, name.on)
    found = next((meeting for meeting in of_date if meeting.name == name), None)
    return _found(found, f"There is no meeting {name.in_full}. {_instead(reading, of_date)}")


def _instead(reading: Reading, of_date: list[Meeting]) -> str:
    if of_date:
        return f"That day has {' and '.join(str(name) for name in sorted(each.name for each in of_date))}."
    last = season.last_meeting(reading.connection, reading.chapter_id)
    return f"The last one closed is {last.name}." if last else "None has been closed yet."
