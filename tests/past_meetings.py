"""Meetings that are over, written straight into the tables: what a standing is read from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId, MembershipId, PersonId
from leadsroom.store import tables as t
from leadsroom.store.read.people.roster import members
from leadsroom.store.store import Store
from leadsroom.store.unit_of_work import Unit

_MARK = re.compile(r"(?P<mark>[PALMS])?(?:@(?P<came>\d+))?(?:-(?P<left>\d+))?")
STEPS = {StepKind.PITCHES: 10, StepKind.SPEAKER: 40, StepKind.BUCKET: 60}


def past_meeting(
    store: Store,
    chapter: Chapter,
    on: date,
    marks: Mapping[PersonId, str],
    *,
    state: str = "closed",
    steps: Mapping[StepKind, int | None] = STEPS,
    number: int = 1,
    was_held: bool = False,
) -> MeetingId:
    """A meeting of a date. Marks as `A`, `L@25` (came in minute 25), `P-39` (left in minute 39), `` (none).

    `steps` are the minutes in which they began; None: never held. What `was_held` took as long as planned.
    """
    with store.writing(chapter.id) as unit:
        start = chapter.starts_at(on)
        meeting = unit.insert(
            t.meeting,
            chapter_id=chapter.id,
            on_date=on,
            kind="regular",
            number=number,
            state=state,
            starts_at=start,
            ends_at=start + chapter.length,
            started_at=start if was_held else None,
            ended_at=start + chapter.length if was_held else None,
            starting_seat=1,
        )
        for seat, (member, mark) in enumerate(marks.items(), start=1):
            read = _MARK.fullmatch(mark)
            assert read
            came, left = (
                read[name] and start + timedelta(minutes=int(read[name])) for name in ("came", "left")
            )
            unit.insert(
                t.attendance,
                meeting_id=meeting,
                member_id=member,
                seat=seat,
                mark=read["mark"],
                arrived_at=came,
                left_at=left,
            )
        for place, (kind, minute) in enumerate(steps.items()):
            _step(unit, meeting, place, kind, minute and start + timedelta(minutes=minute))
    return MeetingId(meeting)


def _step(unit: Unit, meeting: int, place: int, kind: StepKind, began: object) -> None:
    zero = timedelta(0)
    unit.insert(
        t.step,
        meeting_id=meeting,
        position=place,
        kind=kind.value,
        title=kind.value,
        planned=zero,
        autostart=False,
        allotted=zero,
        added=zero,
        paused_for=zero,
        started_at=began,
    )


def people_of(store: Store, chapter: Chapter) -> dict[str, PersonId]:
    """Everybody a chapter knows, by name."""
    p = t.person.c
    with store.reading() as connection:
        rows = connection.execute(select(p.name, p.id).where(p.chapter_id == chapter.id)).all()
    return {row.name: PersonId(row.id) for row in rows}


def membership_of(store: Store, person: PersonId) -> MembershipId:
    """The latest membership of somebody."""
    m = t.membership.c
    with store.reading() as connection:
        query = select(m.id).where(m.person_id == person).order_by(m.id.desc()).limit(1)
        return MembershipId(connection.execute(query).scalar_one())


def go_on_leave(store: Store, chapter: Chapter, person: PersonId, since: date, until: date | None) -> int:
    """A leave, and its row."""
    membership = membership_of(store, person)
    with store.writing(chapter.id) as unit:
        return unit.insert(
            t.leave,
            chapter_id=chapter.id,
            membership_id=membership,
            since=since,
            until=until,
            at=chapter.starts_at(since),
        )


def hold(store: Store, chapter: Chapter, on: date, marks: Mapping[str, str]) -> MeetingId:
    """A closed meeting of a date: marks by the member's name, everybody else of the table present."""
    with store.reading() as connection:
        seated = [(m.person.id, m.person.name) for m in members(connection, chapter.id)]
    return past_meeting(store, chapter, on, {who: marks.get(name, "P") for who, name in seated})
