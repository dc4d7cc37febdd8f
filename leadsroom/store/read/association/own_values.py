"""Reading what a chapter has on record of all that an association can hand down."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, bindparam, select

from leadsroom.domain.agenda.plan import AgendaPlan
from leadsroom.domain.association.differences import OwnValues
from leadsroom.domain.association.templates import TemplateKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.toml_text import OwnTexts
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.store import tables as t
from leadsroom.store.read.health.chapter import own_texts
from leadsroom.store.read.season import calendar_of

_TEXTS = frozenset({TemplateKind.MEMBER_SCORECARD, TemplateKind.CHAPTER_SCORECARD, TemplateKind.CATALOGUE})
_m = t.meeting.c
_HELD = select(_m.on_date).where(
    _m.chapter_id == bindparam("chapter_id"),
    _m.on_date >= bindparam("since"),
    _m.state.in_((MeetingState.LIVE.value, MeetingState.CLOSED.value)),
)


def held_since(connection: Connection, chapter_id: ChapterId, since: date) -> frozenset[date]:
    """The dates from a day on of which a meeting is on or was held."""
    which = {"chapter_id": chapter_id, "since": since}
    return frozenset(connection.execute(_HELD, which).scalars())


def own_values(
    connection: Connection,
    chapter: Chapter,
    today: date,
    kinds: Collection[TemplateKind] = tuple(TemplateKind),
) -> OwnValues:
    """A chapter's own, as far as templates of these kinds are compared with it."""
    of_texts, of_dates = not _TEXTS.isdisjoint(kinds), TemplateKind.HOLIDAYS in kinds
    return OwnValues(
        rules=chapter.rules,
        lead_rules=chapter.lead_rules,
        currency=chapter.currency,
        country=chapter.country,
        agenda=AgendaPlan(chapter.agenda, chapter.changeover),
        texts=own_texts(connection, chapter.id) if of_texts else OwnTexts(),
        calendar=calendar_of(connection, chapter) if of_dates else chapter.calendar(),
        today=today,
        held=held_since(connection, chapter.id, today) if of_dates else frozenset(),
    )
