"""Keeping the picture of a meeting abreast of an act, from the rows that it changed.

A picture of a revision may follow the next act; any other is read again. Row by row
goes what an evening fills: turns, places, leads, outcomes, dollars, and the entries of simple kinds. What is
worked out from other meetings too, such as visits and earlier leads, is read again when a row that it depends
on has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Table

from leadsroom.domain.ids import PersonId
from leadsroom.domain.journal import Entry
from leadsroom.domain.meeting.record_kinds import SIMPLE
from leadsroom.domain.meeting.snapshot import Meeting, MeetingState, Snapshot
from leadsroom.domain.people.roster import Person
from leadsroom.store import tables as t
from leadsroom.store.read.leads import ABOUT, business_of, lead_of, update_of
from leadsroom.store.read.meeting import snapshot as sections
from leadsroom.store.read.meeting.rows import attendee_of, questions_of, step_of, turn_of
from leadsroom.store.read.season import meeting_of
from leadsroom.store.records import Reader, Values
from leadsroom.store.row_changes import Image, RowChange, row_values
from leadsroom.store.unit_of_work import Unit

_Rows = Mapping[int, Image | None]
_Read = Callable[[Values], Any]
_Order = Callable[[Any], Any]
_Section = tuple[str, _Read, _Order]

# Of these tables a picture shows the meeting's own rows, each by itself.
_OWN: dict[str, _Section] = {
    "step": ("steps", step_of, lambda step: (step.position, step.id)),
    "turn": ("turns", turn_of, lambda turn: (turn.step_id, turn.position, turn.id)),
    "attendance": ("attendees", attendee_of, lambda attendee: (attendee.seat, attendee.id)),
    "questions": ("questions", questions_of, lambda questions: questions.id),
    "lead": ("leads", lead_of, lambda lead: (lead.passed_at, lead.id)),
}
# The same of simple kinds, whose records stand in the picture by the names of their tables.
_SIMPLE = {kind.table: Reader(kind.record) for kind in SIMPLE}
# Of these the rows have a clock each.
_WITH_CLOCK = {"step", "turn", "questions"}
# People and the chapter stand in every section: these are seldom changed at a table.
_EVERYWHERE = {"chapter", "profession", "membership"}
_PEOPLE = {"person"}
# What stands in the picture of the date's rota.
_ROTA = {"talk", "step_leader"}
# Tables that a meeting's picture does not show.
_UNSEEN = {
    "ledger_entry",
    "notice",
    "leave",
    "decision",
    "vetting",
    "special_date",
    "one_to_one",
    "giver_answer",
    "opening",
}


def picture_after(unit: Unit, before: Snapshot, entry: Entry | None = None) -> Snapshot:
    """The picture after the changes of a unit: equal to one read from the rows."""
    rows = _last_images(unit.changes)
    after = _followed(unit, before, rows)
    if after is None:
        after = sections.snapshot(unit.connection, before.meeting.id, before.journal, before.chapter.id)
    elif entry is not None and entry.meeting_id == before.meeting.id:
        after = replace(after, journal=(*before.journal, entry))
    return after


def clocks_after(unit: Unit, before: Snapshot) -> Snapshot:
    """The picture with what its clocks are after the changes of a unit; the rest of it stands as it was."""
    rows = _last_images(unit.changes)
    meeting = _meeting_after(before.meeting, rows.get("meeting", {}))
    if meeting is None:
        return picture_after(unit, before)
    after: dict[str, Any] = {"meeting": meeting}
    for table in _WITH_CLOCK & rows.keys():
        name, read, order = _OWN[table]
        after[name] = _own(before, table, rows[table], getattr(before, name), (read, order))
    return replace(before, **after)


def _last_images(changes: Iterable[RowChange]) -> dict[str, dict[int, Image | None]]:
    """The rows that were changed, as they are now, by their tables."""
    found: dict[str, dict[int, Image | None]] = {}
    for change in changes:
        found.setdefault(change.table, {})[change.id] = change.after
    return found


def _followed(unit: Unit, before: Snapshot, rows: Mapping[str, _Rows]) -> Snapshot | None:
    """The picture without its journal; None where too much has changed to follow it row by row."""
    if rows.keys() & _EVERYWHERE or not rows.keys() <= _IN_EVERY_SECTION:
        return None
    meeting = _meeting_after(before.meeting, rows.get("meeting", {}))
    if meeting is None:
        return None
    after: dict[str, Any] = {"meeting": meeting}
    for table in _OWN.keys() & rows.keys():
        name, read, order = _OWN[table]
        after[name] = _own(before, table, rows[table], getattr(before, name), (read, order))
    entries = {
        table: _own(before, table, rows[table], before.entries[table], (read, _by_time))
        for table, read in _SIMPLE.items()
        if table in rows
    }
    if entries:
        after["entries"] = {**before.entries, **entries}
    after |= _with_lead_entries(unit, before, rows)
    after |= _read_again(unit, before, meeting, rows)
    return _with_people(unit, before, replace(before, **after), rows)


def _meeting_after(meeting: Meeting, rows: _Rows) -> Meeting | None:
    """The meeting as it is now; None where another one, or this one's being there, has changed."""
    if not rows:
        return meeting
    image = rows.get(meeting.id)
    return None if image is None or len(rows) > 1 else meeting_of(_row("meeting", image))


def _row(table: str, image: Image) -> Values:
    return row_values(t.metadata.tables[table], image)


def _own(
    before: Snapshot, table: str, rows: _Rows, shown: Iterable[Any], how: tuple[_Read, _Order]
) -> tuple[Any, ...]:
    """The records `shown` of a table, after the rows of it that are this meeting's."""
    read, order = how
    items = {item.id: item for item in shown}
    for row_id, image in rows.items():
        items.pop(row_id, None)
        if image is not None and _stands_here(before, image):
            items[row_id] = read(_row(table, image))
    return tuple(sorted(items.values(), key=order))


def _by_time(entry: Any) -> tuple[Any, ...]:
    return entry.at, entry.id


def _stands_here(before: Snapshot, image: Image) -> bool:
    return image["meeting_id"] == before.meeting.id and not image.get("withdrawn_at")


def _with_lead_entries(unit: Unit, before: Snapshot, rows: Mapping[str, _Rows]) -> dict[str, Any]:
    """Dollars and outcomes, each of which says what its lead is about."""
    after: dict[str, Any] = {}
    if rows.keys() & {"lead", "closed_business"}:
        after["business"] = _entries(unit, before, _DOLLARS, rows)
    if any(change.table == "lead" and "withdrawn_at" in change.columns for change in unit.changes):
        after["updates"] = sections.updates(unit.connection, before.chapter.id, before.meeting.id)
    elif rows.keys() & {"lead", "lead_update"}:
        after["updates"] = _entries(unit, before, _OUTCOMES, rows)
    return after


class _AboutLeads(Struct, frozen=True):
    """A section whose entries are about leads: its name, its table, and how a row of it is read.

    Of `of_standing_leads` those are left out whose lead was withdrawn.
    """

    name: str
    table: Table
    read: _Read
    of_current_leads: bool = False


_DOLLARS = _AboutLeads("business", t.closed_business, business_of)
_OUTCOMES = _AboutLeads("updates", t.lead_update, update_of, of_current_leads=True)


def _entries(
    unit: Unit, before: Snapshot, section: _AboutLeads, rows: Mapping[str, _Rows]
) -> tuple[Any, ...]:
    """A section after the rows of its table, and those of the leads that its entries are about."""
    items = {entry.id: entry for entry in getattr(before, section.name)}
    images = dict(rows.get(section.table.name, {}))
    for entry in items.values():
        if entry.id not in images and entry.lead_id in rows.get("lead", {}):
            images[entry.id] = unit.row(section.table, entry.id)
    for row_id, image in images.items():
        items.pop(row_id, None)
        if image is not None and _stands_here(before, image):
            about = _of_lead(unit, image["lead_id"])
            if section.of_current_leads and about.get("withdrawn_at"):
                continue
            about.pop("withdrawn_at", None)
            items[row_id] = section.read({**_row(section.table.name, image), **about})
    return tuple(sorted(items.values(), key=_by_time))


def _of_lead(unit: Unit, lead_id: int | None) -> dict[str, Any]:
    """The columns of an entry that come from its lead."""
    lead = None if lead_id is None else unit.row(t.lead, lead_id)
    if lead is None:
        return dict.fromkeys(ABOUT)
    return {name: lead[name] for name in (*ABOUT, "inside", "giver_id", "receiver_id", "withdrawn_at")}


def _read_again(unit: Unit, before: Snapshot, meeting: Meeting, rows: Mapping[str, _Rows]) -> dict[str, Any]:
    """The sections worked out from other meetings too, where a row that they depend on has changed."""
    connection, chapter = unit.connection, before.chapter
    after: dict[str, Any] = {}
    moved = _when(meeting) != _when(before.meeting)
    after |= _rota_again(unit, before, meeting, rows)
    if moved:
        after["last_held"] = sections.last_held(connection, chapter.id, meeting)
    if moved or "visit" in rows:
        after["visits"] = sections.visits(connection, chapter, meeting)
    asked = any(_is_of_another(before, image) for image in rows.get("turn", {}).values())
    tonight = {lead.id for lead in before.leads}
    leads = [
        row_id
        for row_id, image in rows.get("lead", {}).items()
        if _is_of_another(before, image) and not (image is None and row_id in tonight)
    ]
    if meeting.on != before.meeting.on or leads or "slip_check" in rows:
        after["to_check"] = sections.to_check(connection, chapter, meeting)
    if not (moved or asked or leads):
        return after
    last_id = sections.last_meeting_id(connection, chapter.id, meeting.on)
    if moved or asked:
        after["last_asks"] = sections.last_asks(connection, chapter.id, last_id)
    if moved:
        after["earlier_leads"] = sections.earlier_leads(connection, chapter.id, meeting, last_id)
    elif leads:
        found = sections.earlier_leads(connection, chapter.id, meeting, last_id, only=leads)
        others = [lead for lead in before.earlier_leads if lead.id not in leads]
        after["earlier_leads"] = tuple(sorted([*others, *found], key=lambda lead: (lead.passed_at, lead.id)))
    return after


def _rota_again(unit: Unit, before: Snapshot, meeting: Meeting, rows: Mapping[str, _Rows]) -> dict[str, Any]:
    """Who speaks and leads, where the date, what was held, or a row of the rota has changed."""
    connection, chapter = unit.connection, before.chapter
    if _is_held(meeting) != _is_held(before.meeting) or _turns_changed(before, rows):
        return {"rota": sections.rota(connection, chapter, meeting)}
    parts: dict[str, Any] = {}
    if "talk" in rows:
        parts["talk"] = sections.talk_at(connection, chapter.id, meeting)
    if "step_leader" in rows:
        parts["leaders"] = sections.leaders_at(connection, chapter.id, meeting)
    return {"rota": replace(before.rota, **parts)} if parts else {}


def _turns_changed(before: Snapshot, rows: Mapping[str, _Rows]) -> bool:
    """Whether a row may say who is due: an earlier testimonial, or who led a step that rotates."""
    praise = rows.get("testimonial", {}).values() if before.chapter.rules.meeting.testimonials_due else ()
    leading = rows.get("step_leader", {}).items() if before.chapter.rules.meeting.education_due else ()
    return any(_is_of_another_date(before, row_id, image) for row_id, image in leading) or any(
        _is_of_another(before, image) for image in praise
    )


def _is_of_another_date(before: Snapshot, leader_id: int, image: Image | None) -> bool:
    """Whether it may be another date on which somebody leads; one that is gone may have been."""
    if image is None:
        return all(each.id != leader_id for each in before.rota.leaders.values())
    return bool(image["on_date"] != before.meeting.on.isoformat())


def _is_held(meeting: Meeting) -> tuple[Any, ...]:
    """The facts that say whose rota it is, and whether what that says came about."""
    return meeting.on, meeting.state is MeetingState.CLOSED


def _when(meeting: Meeting) -> tuple[Any, ...]:
    """The facts that say which meetings and leads are earlier ones, and whether its visits count."""
    return meeting.on, meeting.starts_at, meeting.started_at, meeting.ended_at, meeting.state, meeting.kind


def _is_of_another(before: Snapshot, image: Image | None) -> bool:
    """Whether a row may be another meeting's, or none's; one that is gone may have been."""
    return image is None or image["meeting_id"] != before.meeting.id


def _with_people(unit: Unit, before: Snapshot, after: Snapshot, rows: Mapping[str, _Rows]) -> Snapshot | None:
    """The people as far as they are named now; None where somebody in the picture has changed."""
    changed = rows.get("person", {})
    if any(image is not None for person_id, image in changed.items() if person_id in before.people):
        return None
    named, gone = sections.named(after), changed.keys() & before.people.keys()
    if sections.named(before) - named - gone:
        return replace(after, people=sections.people(unit.connection, before.chapter.id, named))
    if gone:
        after = replace(after, people={key: who for key, who in before.people.items() if key not in gone})
    missing = named - before.people.keys()
    if not missing:
        return after
    added = sections.persons(unit.connection, before.chapter.id, missing)
    people: Mapping[PersonId, Person] = {**after.people, **added}
    return replace(after, people=people)


_IN_EVERY_SECTION = {
    *_OWN,
    *_SIMPLE,
    *_PEOPLE,
    *_UNSEEN,
    *_ROTA,
    "meeting",
    "closed_business",
    "lead_update",
    "visit",
}
