"""Reading what was told in advance, as far as it was not taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from leadsroom.domain.ids import ChapterId, PersonId
from leadsroom.domain.people.attendance import Mark, Notice
from leadsroom.domain.people.roster import Person
from leadsroom.store import tables as t

_n = t.notice.c
_MEMBER, _SUBSTITUTE = t.person.alias("member"), t.person.alias("substitute")


def _notices_query() -> Select[Any]:
    member, substitute = _MEMBER.c, _SUBSTITUTE.c
    return (
        select(
            *(_n.id, _n.on_date, _n.mark, _n.note, _n.member_id, _n.substitute_id),
            *(member.name.label("member"), member.trade.label("trade")),
            *(substitute.name.label("substitute"), substitute.trade.label("substitute_trade")),
        )
        .join(_MEMBER, t.link(_n.member_id, _MEMBER))
        .outerjoin(_SUBSTITUTE, t.link(_n.substitute_id, _SUBSTITUTE))
        .where(_n.chapter_id == bindparam("chapter_id"), _n.withdrawn_at.is_(None))
        .order_by(_n.on_date, _n.id)
    )


_SINCE = _notices_query().where(_n.on_date >= bindparam("since"))
_OF_DATE = _notices_query().where(_n.on_date == bindparam("on"))


def notices_since(connection: Connection, chapter_id: ChapterId, since: date) -> tuple[Notice, ...]:
    """What was told for a day and those after it, the earliest date first."""
    rows = connection.execute(_SINCE, {"chapter_id": chapter_id, "since": since})
    return tuple(_notice_of(row) for row in rows)


def notices_of_date(connection: Connection, chapter_id: ChapterId, on: date) -> dict[PersonId, Notice]:
    """What was told for a date, by member."""
    rows = connection.execute(_OF_DATE, {"chapter_id": chapter_id, "on": on})
    return {row.member_id: _notice_of(row) for row in rows}


def _notice_of(row: Row[Any]) -> Notice:
    stands_in = row.substitute_id is not None
    return Notice(
        id=row.id,
        member=Person(row.member_id, row.member, row.trade),
        on=row.on_date,
        mark=Mark(row.mark),
        substitute=Person(row.substitute_id, row.substitute, row.substitute_trade) if stands_in else None,
        note=row.note,
    )
