"""Undo and redo: the last act of a station reversed in a new entry, from the row images of the journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from leadsroom.domain.history import standing, undone
from leadsroom.domain.ids import StationId
from leadsroom.domain.snapshot import Entry, MeetingState
from leadsroom.errors import Refused
from leadsroom.leads.reversing import put_back, redid, reverse_last, undid
from leadsroom.meeting.act import Act
from leadsroom.store.journal import changes_of
from leadsroom.store.read import snapshot
from leadsroom.store.read_meeting import live_meeting
from leadsroom.store.unit import Occasion, Overtaken, RowChange


def _of_station(journal: Iterable[Entry], station_id: StationId) -> list[Entry]:
    return [entry for entry in journal if entry.station_id == station_id]


def undo(act: Act) -> tuple[str, Entry]:
    """Reverse the last act that stands; what happened, and the entry reversed."""
    entry = _reverse_last(act, standing(_of_station(act.before.journal, act.station_id)))
    if entry is None:
        raise Refused("There is nothing to undo.")
    return undid(entry.what), entry


def redo(act: Act) -> tuple[str, Entry]:
    """Do again what was undone last; what happened, and the undo reversed."""
    try:
        entry = _reverse_last(act, undone(_of_station(act.before.journal, act.station_id)))
    except Overtaken as overtaken:
        raise Overtaken("done again") from overtaken
    if entry is None:
        raise Refused("There is nothing to redo.")
    return redid(entry.what), entry


def _reverse_last(act: Act, entries: Sequence[Entry]) -> Entry | None:
    return reverse_last(entries, act.passed_over, lambda entry: _reverse(act, entry))


def _reverse(act: Act, entry: Entry) -> None:
    done = changes_of(act.unit.connection, act.chapter.id, entry.id)
    changes = [change.reversed() for change in reversed(done)]
    _refuse_second_live(act, changes)
    _refuse_to_open_the_past(act, changes)
    occasion = Occasion(act.now, act.chapter.today(act.now))
    put_back(act.unit, changes, occasion, lambda: _refuse_second_clock(act))


def _refuse_to_open_the_past(act: Act, changes: Sequence[RowChange]) -> None:
    """Closing a meeting can be undone at its table; days later its entries are corrected instead."""
    meeting = act.before.meeting
    closed_long_ago = meeting.state is MeetingState.CLOSED and act.chapter.today(act.now) > meeting.on
    if closed_long_ago and any(change.table == "meeting" for change in changes):
        raise Refused("There is nothing more to undo: the meeting was closed on that day.")


def _refuse_second_clock(act: Act) -> None:
    """Another station may have started what this one had brought up: two clocks would run."""
    seen = snapshot(act.unit.connection, act.before.meeting.id, act.before.journal, act.chapter.id)
    clocks = [turn.clock for turn in seen.turns]
    clocks += [step.clock for step in seen.steps if not step.kind.is_round]
    clocks += [questions.clock for questions in seen.questions]
    if any(clock.running and clock is not seen.clock for clock in clocks):
        raise Overtaken


def _refuse_second_live(act: Act, changes: Sequence[RowChange]) -> None:
    opens = any(
        change.table == "meeting" and (change.after or {}).get("state") == MeetingState.LIVE
        for change in changes
    )
    if opens and live_meeting(act.unit.connection, act.before.chapter.id) not in (
        None,
        act.before.meeting.id,
    ):
        raise Refused(
            "Another meeting of this chapter is running. Close that one first; then undo opens this."
        )
