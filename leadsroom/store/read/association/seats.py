"""Reading the seats of several chapters at once: which professions are held, and who waits or has applied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from msgspec import Struct
from sqlalchemy import Connection, bindparam, select

from leadsroom.domain.association.free_seats import Candidate, ChapterSeats
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.people.professions import HeldSeat
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.store import tables as t
from leadsroom.store.records import Reader

_m, _p = t.membership.c, t.profession.c
_CURRENT = [status.value for status in MembershipStatus if status is not MembershipStatus.ENDED]
_SEATS = (
    select(
        _m.chapter_id,
        _m.status,
        _m.applied_on,
        _m.waiting_since,
        t.person.c.name,
        _p.name.label("profession"),
        _p.family,
    )
    .join(t.profession, t.link(_m.profession_id, t.profession))
    .join(t.person, t.link(_m.person_id, t.person))
    .where(_m.chapter_id.in_(bindparam("chapters", expanding=True)), _m.status.in_(_CURRENT))
    .order_by(_m.chapter_id, _m.seat, _m.id)
)


class _SeatRow(Struct, frozen=True):
    chapter_id: ChapterId
    status: MembershipStatus
    name: str
    profession: str
    family: str = ""
    applied_on: date | None = None
    waiting_since: date | None = None


_seat_row = Reader(_SeatRow)


def seats_of(connection: Connection, chapter_ids: Collection[ChapterId]) -> tuple[ChapterSeats, ...]:
    """The seats of each of these chapters, in their order; of hundreds at most, since all are read."""
    held: defaultdict[ChapterId, list[HeldSeat]] = defaultdict(list)
    candidates: defaultdict[ChapterId, list[Candidate]] = defaultdict(list)
    for row in _seat_row.all(connection.execute(_SEATS, {"chapters": list(chapter_ids)})):
        if row.status.holds_seat:
            held[row.chapter_id].append(HeldSeat(row.profession, row.family))
        else:
            candidates[row.chapter_id].append(_candidate(row))
    return tuple(ChapterSeats(each, tuple(held[each]), tuple(candidates[each])) for each in chapter_ids)


def _candidate(row: _SeatRow) -> Candidate:
    """Who applies for a seat that was offered to them after they had waited is an applicant."""
    waits = row.status is MembershipStatus.WAITING
    since = row.waiting_since if waits else row.applied_on
    return Candidate(row.name, row.profession, row.chapter_id, waits, since)
