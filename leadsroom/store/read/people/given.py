"""What members gave that may satisfy a quota: leads, visitors, testimonials, words on leads."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, bindparam, select

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.standing import GivenOn
from leadsroom.domain.rules.chapter_rules import Given
from leadsroom.store import tables as t


def _given(table: Table, member: Column[Any], at: Column[Any], *more: Column[Any]) -> Select[Any]:
    """Rows of who gave something when; `on_date` of the meeting at which, if at one."""
    m = t.meeting.c
    return (
        select(member.label("member_id"), at.label("at"), m.on_date, *more)
        .select_from(table)
        .outerjoin(t.meeting, t.link(table.c.meeting_id, t.meeting))
        .where(table.c.chapter_id == bindparam("chapter_id"))
        .where(at >= bindparam("moment", type_=at.type), table.c.withdrawn_at.is_(None))
    )


_GIVEN: tuple[tuple[Given, Select[Any]], ...] = (
    (Given.LEAD, _given(t.lead, t.lead.c.giver_id, t.lead.c.passed_at, t.lead.c.lead_since)),
    (Given.VISITOR, _given(t.visit, t.visit.c.host_id, t.visit.c.at)),
    (Given.TESTIMONIAL, _given(t.testimonial, t.testimonial.c.by_id, t.testimonial.c.at)),
    (
        Given.UPDATE,
        _given(t.lead_update, t.lead.c.receiver_id, t.lead_update.c.at).join(
            t.lead, t.link(t.lead_update.c.lead_id, t.lead)
        ),
    ),
)


def given_since(connection: Connection, chapter: Chapter, since: date) -> dict[PersonId, list[GivenOn]]:
    """By member, what may satisfy a quota, from a day on; what is said at a table counts on its date."""
    found: dict[PersonId, list[GivenOn]] = defaultdict(list)
    # A day early: the chapter's midnight may lie before that of UTC.
    places = {"chapter_id": chapter.id, "moment": datetime.combine(since, time(), UTC) - timedelta(days=1)}
    for what, query in _GIVEN:
        for row in connection.execute(query, places).all():
            on = row.on_date or chapter.local(row.at).date()
            if on >= since and row.member_id is not None:
                kind = Given.RAW_LEAD if what is Given.LEAD and row.lead_since is None else what
                found[PersonId(row.member_id)].append(GivenOn(kind, on))
    return found
