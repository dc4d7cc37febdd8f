"""Members of other chapters of this database, for a chapter that they visit: by chapter and letters.

What is read of them is their name, profession and company, and no way to reach them. Where a server lets a
chapter see nothing but itself, nobody is found.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct
from sqlalchemy import BindParameter, Connection, bindparam, func, or_, select

from leadsroom.domain.ids import ChapterId, PersonId
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.people.visiting import HomeChapter
from leadsroom.domain.text.plain_text import fold
from leadsroom.store import tables as t
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


_member = Reader(MemberElsewhere)
_MEMBERS = (
    select(
        *(_m.chapter_id, _c.name.label("chapter"), _m.person_id, _p.name, _p.company),
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
_MEMBER_NUMBERED = _MEMBERS.where(_m.person_id == bindparam("person_id"))
_MEMBERS_CALLED = _MEMBERS.where(_p.name_key == _TYPED)
_MEMBERS_BEGUN = _MEMBERS.where(or_(_p.name_key.like(_TYPED + "%"), _p.name_key.like("% " + _TYPED + "%")))
_CHAPTERS_CALLED = select(_c.id).where(_c.name_key == _TYPED, _c.id != _HERE).order_by(_c.id).limit(2)
_OTHERS = select(_c.id).where(_c.id != _HERE, _c.archived_on.is_(None)).order_by(_c.id)
_NEIGHBOURS = _OTHERS.where(_c.area_id == bindparam("area_id")).limit(_MOST_NEIGHBOURS + 1)
_OF_NO_AREA = _OTHERS.where(_c.area_id.is_(None)).limit(_MOST_NEIGHBOURS + 1)
_AREA = select(_c.area_id).where(_c.id == _HERE)


def home_on_record(
    connection: Connection, here: ChapterId, name: str, home: HomeChapter
) -> MemberElsewhere | None:
    """The member that is meant in a chapter of this database; None where nobody is there, or several are.

    Without its number the chapter is the only other one of its name, and the member the only one of theirs.
    """
    chapter_id = home.chapter_id
    if chapter_id is None:
        found = connection.execute(_CHAPTERS_CALLED, {"typed": fold(home.name), "here": here}).scalars().all()
        chapter_id = ChapterId(found[0]) if len(found) == 1 else None
    if chapter_id is None or chapter_id == here:
        return None
    wanted = {"chapters": [chapter_id], "typed": fold(name), "person_id": home.person_id, "most": 2}
    query = _MEMBERS_CALLED if home.person_id is None else _MEMBER_NUMBERED
    members = _member.all(connection.execute(query, wanted))
    return members[0] if len(members) == 1 else None


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
    wanted = {"chapters": list(chapters), "typed": _escaped(key), "most": most}
    return _member.all(connection.execute(_MEMBERS_BEGUN, wanted))


def _escaped(key: str) -> str:
    return key.replace("%", "").replace("_", "")


def names_repeated(connection: Connection, name: str) -> bool:
    """Whether several chapters of this database have a name."""
    query = select(func.count()).select_from(
        select(_c.id).where(_c.name_key == fold(name)).limit(2).subquery()
    )
    return connection.execute(query).scalar_one() > 1
