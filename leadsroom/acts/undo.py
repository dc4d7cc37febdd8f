"""Undo and redo: a station's latest act reversed in a new entry, from the row images of the journal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from leadsroom.acts.act import Act, Done, handles, kind_named
from leadsroom.acts.association.taking_back import (
    last_in_association,
    redo_in_association,
    undo_in_association,
)
from leadsroom.acts.association.templates import refuse_missing_version
from leadsroom.acts.chapter.founding import refuse_second_chapter
from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.leads.lead import settle_all
from leadsroom.acts.leads.second_slips import refuse_uncounted
from leadsroom.acts.meeting.unspoken_places import with_unspoken_places
from leadsroom.acts.money.charges import without_taken_back
from leadsroom.acts.people.absences import refuse_second_notice
from leadsroom.acts.people.decisions import refuse_second_decision
from leadsroom.acts.people.membership import refuse_second_membership
from leadsroom.acts.season.dates import settle_put_back
from leadsroom.domain.ids import EntryId, MeetingId, PersonId, StationId
from leadsroom.domain.journal import PRIVATE_ENTRY, Entry, EntryKind, standing, undone
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot
from leadsroom.domain.text.wording import counted
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.held_picture import clocks_after
from leadsroom.store.journal import (
    Later,
    acted_before,
    built_upon,
    changes_and_since,
    changes_of,
    entries_of_station,
    leads_touched,
    written_over,
)
from leadsroom.store.read import money as read_money
from leadsroom.store.read.meeting.rows import ended_at, is_held_after, live_meeting
from leadsroom.store.read.meeting.snapshot import snapshot
from leadsroom.store.reading import Reading
from leadsroom.store.row_changes import Overtaken, RowChange
from leadsroom.store.unit_of_work import Occasion

_CLOCKS = {"meeting", "step", "turn", "questions"}
_UNDID, _REDID = "Undid: ", "Redid: "


class NextUndo(Struct, frozen=True):
    """The act that undo would take back first, in the words of the journal.

    It `is_private` where it is about money, and is then named only where the accounts themselves are seen.
    """

    what: str
    is_private: bool


@handles(Undo)
def undo(act: Act, _command: Undo) -> Done:
    """Reverse this station's latest act of today, or of the meeting at whose table it is."""
    if act.open_chapter is None:
        return _reversed(_UNDID, undo_in_association(act), EntryKind.UNDO)
    entry = _reverse_last(act, standing(_entries(act)), "undone")
    midnight = act.chapter.midnight(act.now)
    if entry is None and acted_before(act.unit.connection, act.chapter.id, act.station_id, midnight):
        raise Refused("Nothing of today is left to undo. Correct older entries where they were made.")
    if entry is None:
        raise Refused("There is nothing to undo.")
    return _reversed(_UNDID, entry, EntryKind.UNDO, _places_at_table(act))


@handles(Redo)
def redo(act: Act, _command: Redo) -> Done:
    """Do again what this station undid last."""
    if act.open_chapter is None:
        return _reversed(_REDID, redo_in_association(act), EntryKind.REDO)
    entry = _reverse_last(act, undone(_entries(act)), "done again")
    if entry is None:
        raise Refused("There is nothing to redo.")
    return _reversed(_REDID, entry, EntryKind.REDO, _places_at_table(act))


def _reversed(how: str, entry: Entry, kind: EntryKind, besides: str = "") -> Done:
    what = f"{how}{_bare(entry.what)}"
    return Done(
        what,
        sentence=f"{what.removesuffix('.')}. {besides}" if besides else "",
        kind=kind,
        reverses=entry.id,
        meeting_id=entry.meeting_id,
        is_private=entry.is_private,
    )


def _places_at_table(act: Act) -> str:
    """What it did to the table of the meeting that is on, for whoever sees another page than that."""
    changes = [change for change in act.unit.changes if change.table == t.attendance.name]
    gone = [change.before for change in changes if change.before is not None and change.after is None]
    come = [change.after for change in changes if change.after is not None and change.before is None]
    if act.picture is not None or not (gone or come):
        return ""
    live = live_meeting(act.unit.connection, act.chapter.id)
    numbers = (sum(row["meeting_id"] == live for row in rows) for rows in (gone, come))
    return " ".join(
        f"The table of the meeting that is on has {counted(number, 'place')} {more} by it."
        for number, more in zip(numbers, ("less", "more"), strict=True)
        if number
    )


def _bare(what: str) -> str:
    """The act itself, however often it was undone and redone since."""
    while what.startswith((_UNDID, _REDID)):
        what = what[len(_UNDID) :]
    return what


def next_undo(
    reading: Reading, station_id: StationId, passed_over: Collection[EntryId] = ()
) -> NextUndo | None:
    """The act that undo would take back first, if nothing stands in the way; None where nothing is left."""
    if reading.open_chapter_id is None:
        last = last_in_association(reading, station_id, passed_over)
        return None if last is None else NextUndo(_bare(last.what), is_private=False)
    for entry in reversed(standing(_entries_of(reading, station_id))):
        if _opens_the_past(reading, entry):
            return None
        if entry.id not in passed_over:
            return NextUndo(_bare(entry.what), entry.is_private)
    return None


def _reading(act: Act) -> Reading:
    return Reading(act.unit.connection, act.chapter.id, act.now, act.picture, act.chapter)


def _entries(act: Act) -> list[Entry]:
    return _entries_of(_reading(act), act.station_id)


def _entries_of(reading: Reading, station_id: StationId) -> list[Entry]:
    """The acts of a station since the chapter's midnight, and at the last meeting when it is at its table.

    What undo leaves alone stands in the way of nothing.
    """
    connection, today = reading.connection, reading.chapter.midnight(reading.now)
    seen, chapter_id = reading.open_picture, reading.chapter_id
    is_at_table = seen is not None
    entries = entries_of_station(connection, chapter_id, station_id, today, between_meetings=is_at_table)
    if seen is None:
        return _between_meetings(reading, [entry for entry in entries if _is_undoable(entry)])
    found = {entry.id: entry for entry in [*entries, *_of_meeting(reading, seen, station_id, today)]}
    return [found[entry_id] for entry_id in sorted(found) if _is_undoable(found[entry_id])]


def _of_meeting(reading: Reading, seen: Snapshot, station_id: StationId, today: datetime) -> list[Entry]:
    """The acts of a station at a meeting, before today only as long as no later meeting was held."""
    entries = [entry for entry in seen.journal if entry.station_id == station_id]
    if any(entry.at < today for entry in entries) and is_held_after(
        reading.connection, reading.chapter_id, seen.meeting
    ):
        return [entry for entry in entries if entry.at >= today]
    return entries


def _between_meetings(reading: Reading, entries: list[Entry]) -> list[Entry]:
    """Not at the meeting that is on, nor what moved one that was closed: its closing, its turns, its marks.

    On another page nobody sees what that would do to the room; at its table it can be taken back.
    """
    by_id, held = {entry.id: entry for entry in entries}, {entry.meeting_id for entry in entries} - {None}
    over = ended_at(reading.connection, reading.chapter_id, held) if held else {}
    return [e for e in entries if e.meeting_id not in over or _is_apart(e, over[e.meeting_id], by_id)]


def _is_apart(entry: Entry, ended: datetime | None, by_id: Mapping[EntryId, Entry]) -> bool:
    """Whether an entry of a meeting that is on, or ended then, is none that moved it."""
    if ended is None:
        return False
    if entry.at > ended:
        return True
    while entry.reverses is not None and entry.reverses in by_id:
        entry = by_id[entry.reverses]
    kind = kind_named(entry.act)
    return kind is not None and not kind.moves_meeting


def _is_undoable(entry: Entry) -> bool:
    kind = kind_named(entry.act)
    return kind is None or kind.is_undoable


def _reverse_last(act: Act, entries: Sequence[Entry], how: str) -> Entry | None:
    """Reverse the latest entry that can be. Raises Overtaken, once for each that cannot.

    After that it is passed over, so that one conflict does not bar the way to all that came before. Where a
    meeting of another day would be opened again, there is an end.
    """
    conflict: Overtaken | None = None
    for entry in reversed(entries):
        if _opens_the_past(_reading(act), entry):
            break
        try:
            _reverse(act, entry, how)
        except Overtaken as overtaken:
            if entry.id not in act.passed_over:
                act.passed_over.add(entry.id)
                raise
            conflict = conflict or overtaken
        else:
            return entry
    if conflict is not None:
        raise conflict
    return None


def _reverse(act: Act, entry: Entry, how: str) -> None:
    done, since = changes_and_since(act.unit.connection, act.chapter.id, entry.id)
    changes = [change.reversed() for change in reversed(done)]
    _refuse_second_live(act, entry.meeting_id, changes)
    places: list[RowChange] = []
    try:
        places, others = with_unspoken_places(act, changes, since)
        if (over := written_over(others, since)) is not None:
            raise Overtaken(later=over)
        put_back(act, [*places, *others], lambda: _check(act, entry.meeting_id, changes))
    except Overtaken as overtaken:
        later = overtaken.later or _in_the_way(changes, places, since) or _in_an_account(act, changes)
        raise Overtaken(how, later) from overtaken


def _in_the_way(
    changes: Sequence[RowChange], places: Sequence[RowChange], since: Sequence[Later]
) -> str | None:
    """What was built upon changes, in words; places that would have followed only if nothing else."""
    following = {(change.table, change.id) for change in places}
    others = [
        Later(later.what, tuple(c for c in later.changes if (c.table, c.id) not in following))
        for later in since
    ]
    return built_upon(changes, others) or built_upon(changes, since)


def _in_an_account(act: Act, changes: Sequence[RowChange]) -> str | None:
    """What is in the way where somebody would be gone who has an account: what was undone stays in it too."""
    gone = [PersonId(each.id) for each in changes if each.table == "person" and each.after is None]
    connection, chapter_id = act.unit.connection, act.chapter.id
    return PRIVATE_ENTRY if any(read_money.entries(connection, chapter_id, each) for each in gone) else None


def _check(act: Act, meeting_id: MeetingId | None, changes: Sequence[RowChange]) -> None:
    """Whether what was put back can stand beside what has come since. Raises Overtaken."""
    _refuse_second_clock(act, meeting_id)
    refuse_second_notice(act, changes)
    refuse_second_decision(act, changes)
    refuse_second_membership(act, changes)
    refuse_second_chapter(act, changes)
    refuse_uncounted(act, changes)
    refuse_missing_version(act, changes)
    settle_put_back(act, changes)


def put_back(act: Act, changes: list[RowChange], check: Callable[[], None] | None = None) -> None:
    """Carry out changes as recorded, and work out again where the leads among them stand."""
    act.unit.restore(without_taken_back(act.unit, changes), Occasion.of(act.chapter, act.now), check)
    settle_all(act.unit, leads_touched(changes))


def _meeting_of(act: Act, meeting_id: MeetingId) -> Snapshot:
    """A meeting as it stood before this act."""
    if act.picture is not None and act.picture.meeting.id == meeting_id:
        return act.picture
    return snapshot(act.unit.connection, meeting_id, chapter_id=act.chapter.id)


def _opens_the_past(reading: Reading, entry: Entry) -> bool:
    """Whether to reverse an entry would open a meeting that was closed on another day.

    Closing a meeting can be undone that day; days later its entries are corrected instead.
    """
    seen = reading.open_picture
    if seen is None or entry.meeting_id != seen.meeting.id:
        return False
    is_of_today = entry.at >= reading.chapter.midnight(reading.now) or reading.today <= seen.meeting.on
    if is_of_today or seen.meeting.state is not MeetingState.CLOSED:
        return False
    changes = changes_of(reading.connection, reading.chapter_id, entry.id)
    return any(change.table == "meeting" for change in changes)


def _refuse_second_clock(act: Act, meeting_id: MeetingId | None) -> None:
    """Another station may have started what this one had brought up: two clocks would run."""
    if meeting_id is None or not any(change.table in _CLOCKS for change in act.unit.changes):
        return
    seen = clocks_after(act.unit, _meeting_of(act, meeting_id))
    clocks = [turn.clock for turn in seen.turns]
    clocks += [step.clock for step in seen.steps if not step.kind.is_round]
    clocks += [questions.clock for questions in seen.questions]
    if any(clock.running and clock is not seen.clock for clock in clocks):
        raise Overtaken


def _refuse_second_live(act: Act, meeting_id: MeetingId | None, changes: Sequence[RowChange]) -> None:
    opens = any(
        change.table == "meeting"
        and "state" in change.columns
        and (change.after or {}).get("state") == MeetingState.LIVE
        for change in changes
    )
    if opens and live_meeting(act.unit.connection, act.chapter.id) not in (None, meeting_id):
        raise Refused(
            "Another meeting of this chapter is running. Close that one first; then undo opens this."
        )
