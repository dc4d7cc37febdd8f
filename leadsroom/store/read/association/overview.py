"""Reading what a list says of each of its chapters: members, and whether a meeting goes on; by index."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, func, select

from leadsroom.domain.ids import ChapterId
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.store import tables as t

_m, _c = t.membership.c, t.chapter.c
_SEATED = [status.value for status in MembershipStatus if status.holds_seat]
_MEMBERS = (
    select(_m.chapter_id, func.count().label("members"))
    .where(_m.chapter_id.in_(bindparam("chapters", expanding=True)), _m.status.in_(_SEATED))
    .group_by(_m.chapter_id)
)
_FIRST = select(_c.id).order_by(_c.id).limit(bindparam("most"))
_FIRST_TWO = select(_c.id).where(_c.archived_on.is_(None)).limit(2)
_LIVE = select(t.meeting.c.chapter_id).where(
    t.meeting.c.chapter_id.in_(bindparam("chapters", expanding=True)), t.IS_LIVE
)
_FIRST_LIVE = (
    select(t.meeting.c.chapter_id).where(t.IS_LIVE).order_by(t.meeting.c.chapter_id).limit(bindparam("most"))
)
_ARCHIVED = (
    select(_c.id)
    .where(_c.archived_on.is_not(None))
    .order_by(_c.archived_on.desc(), _c.name_key, _c.id)
    .limit(bindparam("most"))
)
_ARCHIVED_COUNTED = select(func.count()).select_from(t.chapter).where(_c.archived_on.is_not(None))


def first_chapters(connection: Connection, most: int) -> list[ChapterId]:
    """The chapters that were founded first, archived or not; no more than `most`."""
    return list(connection.execute(_FIRST, {"most": most}).scalars())


def has_several(connection: Connection) -> bool:
    """Whether there is more than one chapter that is not archived."""
    return len(connection.execute(_FIRST_TWO).all()) > 1


def members_of(connection: Connection, chapter_ids: Collection[ChapterId]) -> dict[ChapterId, int]:
    """How many hold a seat in each of some chapters; those without any are left out."""
    found = connection.execute(_MEMBERS, {"chapters": list(chapter_ids)})
    return {row.chapter_id: row.members for row in found}


def live_among(connection: Connection, chapter_ids: Collection[ChapterId]) -> frozenset[ChapterId]:
    """Those of some chapters in which a meeting goes on."""
    return frozenset(connection.execute(_LIVE, {"chapters": list(chapter_ids)}).scalars())


def first_live(connection: Connection, most: int) -> list[ChapterId]:
    """Chapters in which a meeting goes on, whichever there are; no more than `most`."""
    return list(connection.execute(_FIRST_LIVE, {"most": most}).scalars())


def archived_chapters(connection: Connection, most: int) -> list[ChapterId]:
    """The chapters that are archived, the latest first; no more than `most`."""
    return list(connection.execute(_ARCHIVED, {"most": most}).scalars())


def archived_counted(connection: Connection) -> int:
    """How many are archived."""
    return int(connection.execute(_ARCHIVED_COUNTED).scalar_one())
