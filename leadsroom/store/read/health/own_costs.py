"""Reading what a member has entered of costs of their own."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from leadsroom.domain.health.own_cost import OwnCost
from leadsroom.domain.ids import ChapterId, PersonId
from leadsroom.domain.text.money import Money
from leadsroom.store import tables as t
from leadsroom.store.read.health.period import HERE
from leadsroom.store.records import Reader

_o = t.own_cost.c
_OF_MEMBER = (
    select(_o.id, _o.on_date, _o.amount_minor, _o.currency, _o.note)
    .where(_o.chapter_id == HERE, _o.member_id == bindparam("member_id", type_=_o.member_id.type))
    .where(_o.withdrawn_at.is_(None))
    .order_by(_o.on_date.desc(), _o.id.desc())
)
_own_cost = Reader(OwnCost, on="on_date", amount=Reader(Money, minor="amount_minor"))


def own_costs_of(connection: Connection, chapter_id: ChapterId, member_id: PersonId) -> list[OwnCost]:
    """All that a member has entered and not withdrawn, the latest first."""
    here = {"chapter_id": chapter_id, "member_id": member_id}
    return _own_cost.all(connection.execute(_OF_MEMBER, here))
