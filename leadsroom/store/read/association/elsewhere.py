"""Members of other chapters of this database, for a chapter that they visit: by chapter and letters; and what
the members of a chapter did in others, as stands on the record of these.

What is read of who may visit is their name, profession and company, and no way to reach them. Where a server
lets a chapter see nothing but itself, nobody is found.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import BindParameter, Connection, bindparam, func, literal, or_, select

from leadsroom.domain.association.labels import ChapterEntry, is_meant, readings
from leadsroom.domain.ids import ChapterId, PersonId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.people.visiting import HomeChapter
from leadsroom.domain.text.plain_text import fold
from leadsroom.store import tables as t
from leadsroom.store.read.association.directory import entry_of, namesakes
from leadsroom.store.read.people.roster import PersonCalled, person_of
from leadsroom.store.records import Reader

MOST_FOUND = 12
_MOST_NEIGHBOURS = 200  # of more chapters somebody has to say which one is meant
_SEATED = [status.value for status in MembershipStatus if status.holds_seat]
_c, _p, _m = t.chapter.c, t.person.c, t.membership.c
_TYPED: BindParameter[str] = bindparam("typed")
_HERE: BindParameter[int] = bindparam("here")


class MemberElsewhere(Struct, frozen=True):
    """A member of another chapter of this database."""

    chapter_id: ChapterId
    chapter: str
    person_id: PersonId
    name: str
    profession: str
    company: str

    @property
    def home(self) -> HomeChapter:
        """Which member of which chapter it is."""
        return HomeChapter(self.chapter, self.chapter_id, self.person_id)


class AtHome(Struct, frozen=True):
    """Whom somebody on record here is in their own chapter."""

    person_id: PersonId
    name: str


_member, _at_home_as = Reader(MemberElsewhere), Reader(AtHome)
_linked_here = Reader(PersonCalled, person=person_of)
_MEMBERS = (
    select(
        _m.chapter_id,
        _c.name.label("chapter"),
        _m.person_id,
        _p.name,
        _p.company,
        t.profession.c.name.label("profession"),
    )
    .select_from(t.membership)
    .join(t.chapter, _c.id == _m.chapter_id)
    .join(t.person, t.link(_m.person_id, t.person))
    .join(t.profession, t.link(_m.profession_id, t.profession))
    .where(_m.chapter_id.in_(bindparam("chapters", expanding=True)), _m.status.in_(_SEATED))
    .order_by(_p.name_key, _m.chapter_id, _m.id)
    .limit(bindparam("most"))
)
_MEMBERS_CALLED = _MEMBERS.where(_p.name_key == _TYPED)
_staying, _there = t.person.alias("staying"), t.person.alias("there")
_NUMBER = func.coalesce(_staying.c.id, _p.id)
# Who has left is the same person all the same, and so is who was merged with another spelling.
_NUMBERED = (
    select(_NUMBER.label("person_id"), func.coalesce(_staying.c.name, _p.name).label("name"))
    .outerjoin(_staying, t.link(_p.merged_into_id, _staying))
    .where(_p.chapter_id == bindparam("there"), _p.id == bindparam("person_id"))
    .where(select(_m.id).where(_m.chapter_id == _p.chapter_id, _m.person_id == _NUMBER).exists())
)
_LINKED_HERE = (
    select(
        *(column for column in _p if column.name != "home_person_id"),
        func.coalesce(_there.c.merged_into_id, _p.home_person_id).label("home_person_id"),
        literal(False).label("holds_seat"),
        _p.name_key.label("called"),
    )
    .outerjoin(_there, (_there.c.chapter_id == _p.home_chapter_id) & (_there.c.id == _p.home_person_id))
    .where(_p.home_chapter_id == bindparam("home_chapter_id"), _p.chapter_id == _HERE)
    .where(_p.merged_into_id.is_(None))
    .order_by(_p.id)
)
_MEMBERS_BEGUN = _MEMBERS.where(
    or_(*(_p.name_key.like(bindparam(place), escape="\\") for place in ("first", "later")))
)
_OTHERS = select(_c.id).where(_c.id != _HERE, _c.archived_on.is_(None)).order_by(_c.id)
_NEIGHBOURS = _OTHERS.where(_c.area_id == bindparam("area_id")).limit(_MOST_NEIGHBOURS + 1)
_OF_NO_AREA = _OTHERS.where(_c.area_id.is_(None)).limit(_MOST_NEIGHBOURS + 1)
_AREA = select(_c.area_id).where(_c.id == _HERE)


def chapter_meant(connection: Connection, here: ChapterId, typed: str) -> ChapterEntry | None:
    """The one other chapter of this name or label; None where there is none, or several."""
    for reading in readings(typed):
        called = [each for each in namesakes(connection, reading.name_key) if each.id != here]
        found = [each for each in called if is_meant(each, reading.behind)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def home_on_record(
    connection: Connection, here: ChapterId, name: str, home: HomeChapter
) -> tuple[ChapterEntry | None, AtHome | None]:
    """The chapter that is meant, and who of it, as far as both are in this database and beyond doubt.

    Without numbers that is the only other chapter called so, and the only member there of this name; with
    numbers whoever is or was a member.
    """
    number = home.chapter_id
    entry = chapter_meant(connection, here, home.name) if number is None else entry_of(connection, number)
    if entry is None or entry.id == here:
        return None, None
    if home.person_id is not None:
        numbered = {"there": entry.id, "person_id": home.person_id}
        return entry, next(iter(_at_home_as.all(connection.execute(_NUMBERED, numbered))), None)
    called = {"chapters": [entry.id], "typed": fold(name), "most": 2}
    members = _member.all(connection.execute(_MEMBERS_CALLED, called))
    return entry, AtHome(members[0].person_id, members[0].name) if len(members) == 1 else None


def people_linked(connection: Connection, here: ChapterId, home_chapter_id: ChapterId) -> list[PersonCalled]:
    """Who is on record here as of another chapter, each linked with who they are there by now."""
    wanted = {"here": here, "home_chapter_id": home_chapter_id}
    return _linked_here.all(connection.execute(_LINKED_HERE, wanted))


def neighbours(connection: Connection, here: ChapterId) -> tuple[ChapterId, ...]:
    """The other chapters of a chapter's area, or, where it is in none, those in none; none of too many."""
    area_id = connection.execute(_AREA, {"here": here}).scalar()
    query = _OF_NO_AREA if area_id is None else _NEIGHBOURS
    found = connection.execute(query, {"here": here, "area_id": area_id}).scalars().all()
    return () if len(found) > _MOST_NEIGHBOURS else tuple(map(ChapterId, found))


def members_begun(
    connection: Connection, chapters: Collection[ChapterId], typed: str, most: int = MOST_FOUND
) -> list[MemberElsewhere]:
    """Who holds a seat in one of these chapters, and has a name with a part that begins so; in order."""
    key = fold(typed)
    if not key or not chapters:
        return []
    plain = re.sub(r"([\\%_])", r"\\\1", key)
    wanted = {"chapters": list(chapters), "first": f"{plain}%", "later": f"% {plain}%", "most": most}
    return _member.all(connection.execute(_MEMBERS_BEGUN, wanted))


# What the members of a chapter did in others


class Linked(Struct, frozen=True):
    """A member of a chapter as another one has them on record."""

    member_id: PersonId
    chapter_id: ChapterId
    person_id: PersonId


class ThereOn(Struct, frozen=True):
    """A day on which a member was at a meeting of another chapter; `member` is for whom they stood in."""

    on: date
    member: str = ""


_at_home = t.person.alias("at_home")
# Two spellings that were merged are one member, by whichever they were linked.
_LINKED = (
    select(
        func.coalesce(_at_home.c.merged_into_id, _p.home_person_id).label("member_id"),
        _p.chapter_id,
        _p.id.label("person_id"),
    )
    .outerjoin(_at_home, (_at_home.c.chapter_id == _p.home_chapter_id) & (_at_home.c.id == _p.home_person_id))
    .where(_p.home_chapter_id == _HERE, _p.home_person_id.is_not(None), _p.chapter_id != _HERE)
    .where(_p.merged_into_id.is_(None))
    .order_by(_p.chapter_id, _p.id)
)
_linked, _there_on = Reader(Linked), Reader(ThereOn)
_a, _v, _mt, _seat = t.attendance.c, t.visit.c, t.meeting.c, t.person.alias("seat")
_PERSON: BindParameter[int] = bindparam("person_id")
_SINCE = bindparam("since", type_=_mt.on_date.type)
_HELD = (_mt.chapter_id == bindparam("there")) & (_mt.state == MeetingState.CLOSED.value)
_VISITED = (
    select(_mt.on_date.label("on"))
    .join(t.visit, t.link(_v.meeting_id, t.meeting))
    .where(_HELD, _v.chapter_id == bindparam("there"), _v.person_id == _PERSON)
    .where(_v.withdrawn_at.is_(None), _mt.on_date >= _SINCE)
    .order_by(_mt.on_date)
)
_STOOD_IN = (
    select(_mt.on_date.label("on"), _seat.c.name.label("member"))
    .join(t.attendance, t.link(_a.meeting_id, t.meeting))
    .join(_seat, t.link(_a.member_id, _seat))
    .where(_HELD, _a.chapter_id == bindparam("there"), _a.substitute_id == _PERSON, _mt.on_date >= _SINCE)
    .order_by(_mt.on_date)
)


def linked_members(connection: Connection, here: ChapterId) -> dict[PersonId, tuple[Linked, ...]]:
    """Which members of a chapter others have on record, by the number that each has at home."""
    found: defaultdict[PersonId, list[Linked]] = defaultdict(list)
    for each in _linked.all(connection.execute(_LINKED, {"here": here})):
        found[each.member_id].append(each)
    return {member_id: tuple(each) for member_id, each in found.items()}


def visited(connection: Connection, linked: Linked, since: date) -> list[ThereOn]:
    """The closed meetings of that chapter which they visited from a day on, in order."""
    return _there_on.all(connection.execute(_VISITED, _of(linked, since)))


def stood_in(connection: Connection, linked: Linked, since: date) -> list[ThereOn]:
    """The same at which they were a substitute."""
    return _there_on.all(connection.execute(_STOOD_IN, _of(linked, since)))


def _of(linked: Linked, since: date) -> dict[str, Any]:
    return {"there": linked.chapter_id, "person_id": linked.person_id, "since": since}
