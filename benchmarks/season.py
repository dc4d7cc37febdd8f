"""Ten years of closed meetings behind a chapter, put straight into the tables."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import chapters
from leadsroom.store.store import open_store
from leadsroom.store.unit_of_work import Unit

MEETINGS = 520
_LEADS, _REPORTS, _ENTRIES = 15, 3, 80
_STEPS = ("networking", "welcome", "business", "education", "pitches", "speaker", "bucket", "close")
_ROUNDS = ("pitches", "bucket")
_MINUTE = timedelta(minutes=1)


def fill_season(database: str, now: datetime, meetings: int = MEETINGS) -> None:
    """Put closed weekly meetings before `now` into the one chapter of a database."""
    store = open_store(database)
    with store.writing(ChapterId(1)) as unit:
        connection = unit.connection
        chapter = chapters(connection)[0]
        members = list(
            connection.execute(select(t.membership.c.person_id).order_by(t.membership.c.seat)).scalars()
        )
        station = unit.insert(t.station, name="benchmark")
        for week in range(meetings, 0, -1):
            _meeting(unit, chapter, members, station, now - timedelta(weeks=week))
    store.close()


def _meeting(unit: Unit, chapter: Chapter, members: list[int], station: int, at: datetime) -> None:
    meeting = unit.insert(
        t.meeting,
        chapter_id=chapter.id,
        on_date=chapter.today(at),
        kind="regular",
        state="closed",
        starts_at=at,
        ends_at=at + chapter.length,
        started_at=at,
        ended_at=at + chapter.length,
        starting_seat=1,
    )
    connection = unit.connection
    shared = {"chapter_id": chapter.id, "meeting_id": meeting}
    _add(connection, t.step, [shared | _step(place, kind, at) for place, kind in enumerate(_STEPS)])
    rounds = connection.execute(
        select(t.step.c.id).where(t.step.c.meeting_id == meeting, t.step.c.kind.in_(_ROUNDS))
    ).scalars()
    _add(
        connection,
        t.turn,
        [shared | _turn(step, place, who, at) for step in rounds for place, who in enumerate(members)],
    )
    seats = [shared | {"member_id": who, "seat": seat, "mark": "P"} for seat, who in enumerate(members, 1)]
    _add(connection, t.attendance, seats)
    _add(connection, t.lead, [shared | _lead(members, number, at) for number in range(_LEADS)])
    _add(connection, t.closed_business, [shared | _report(members, number, at) for number in range(_REPORTS)])
    first = connection.execute(select(func.count()).select_from(t.journal)).scalar_one()
    entries = [shared | _entry(station, first + number, at) for number in range(_ENTRIES)]
    _add(connection, t.journal, entries)


def _add(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    connection.execute(insert(table), rows)


def _clock(at: datetime, length: timedelta) -> dict[str, Any]:
    zero = timedelta(0)
    return {
        "allotted": length,
        "added": zero,
        "paused_for": zero,
        "started_at": at,
        "ended_at": at + length,
        "outcome": "done",
    }


def _step(place: int, kind: str, at: datetime) -> dict[str, Any]:
    about = {"position": place, "kind": kind, "title": kind.title()}
    more = {"planned": 10 * _MINUTE, "turn_length": _MINUTE if kind in _ROUNDS else None, "autostart": False}
    return about | more | _clock(at + place * 10 * _MINUTE, 10 * _MINUTE)


def _turn(step: int, place: int, who: int, at: datetime) -> dict[str, Any]:
    about = {"step_id": step, "position": place, "member_id": who, "speaker_id": who}
    return about | _clock(at + place * _MINUTE, _MINUTE)


def _lead(members: list[int], number: int, at: datetime) -> dict[str, Any]:
    return {
        "giver_id": members[number % len(members)],
        "receiver_id": members[(number + 5) % len(members)],
        "prospect": f"Prospect {number}",
        "phone": "+14155550142",
        "phone_typed": "",
        "need": "what they need",
        "expecting_call": True,
        "inside": False,
        "state": "closed" if number % 3 else "open",
        "passed_at": at,
    }


def _report(members: list[int], number: int, at: datetime) -> dict[str, Any]:
    who = {"reported_by_id": members[number], "credited_to_id": members[number + 1]}
    return who | {"amount_minor": 125_000, "currency": "USD", "note": "", "at": at}


def _entry(station: int, number: int, at: datetime) -> dict[str, Any]:
    about = {"station_id": station, "command_id": f"benchmark-{number}", "at": at}
    return about | {"kind": "do", "act": "Go", "what": "Went on", "rows": []}
