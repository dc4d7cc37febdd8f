"""What was put right of a meeting's entries elsewhere than at its own table."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection, or_, select

from leadsroom.domain.ids import ChapterId, MeetingId
from leadsroom.domain.journal import Entry
from leadsroom.store import tables as t
from leadsroom.store.journal import ENTRY_COLUMNS, entry_of
from leadsroom.store.records import Reader
from leadsroom.store.row_changes import WORKED_OUT, RowChange


class _Changing(Struct, frozen=True):
    """An entry of the journal with the row images."""

    entry: Entry
    rows: list[RowChange]


_changing = Reader(_Changing, entry=entry_of)


def corrections_elsewhere(
    connection: Connection, chapter_id: ChapterId, meeting_id: MeetingId
) -> list[Entry]:
    """The changes of a meeting's entries about leads between meetings, or at the table of another."""
    concerned = {
        lead_id
        for table, column in (
            (t.lead, t.lead.c.id),
            *((table, table.c.lead_id) for table in (t.closed_business, t.lead_update, t.testimonial)),
        )
        for lead_id in connection.execute(
            select(column).where(table.c.chapter_id == chapter_id, table.c.meeting_id == meeting_id)
        ).scalars()
        if lead_id is not None
    }
    j, trail = t.journal.c, t.trail.c
    about = select(trail.journal_id).where(trail.chapter_id == chapter_id, trail.lead_id.in_(concerned))
    query = (
        select(*ENTRY_COLUMNS, j.rows)
        .where(j.chapter_id == chapter_id, j.id.in_(about))
        .where(or_(j.meeting_id.is_(None), j.meeting_id != meeting_id))
        .order_by(j.id)
    )
    found = _changing.all(connection.execute(query))
    return [each.entry for each in found if _corrects(each.rows, meeting_id)]


def _corrects(rows: list[RowChange], meeting_id: MeetingId) -> bool:
    """Whether row images of an entry change what stands in a meeting, beyond what is worked out."""
    for change in rows:
        was, now = change.before or {}, change.after or {}
        if meeting_id not in (was.get("meeting_id"), now.get("meeting_id")):
            continue
        changed = {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)}
        if changed - WORKED_OUT.get(change.table, frozenset()):
            return True
    return False
