"""How often each quota of the chapter's rules was met."""

from __future__ import annotations

from leadsroom.domain.health.quotas import QuotaFacts, QuotaMet, Seated, quota_met
from leadsroom.domain.people.membership import in_roster_order
from leadsroom.domain.people.standing import kinds_asked
from leadsroom.domain.rules.windows import Period
from leadsroom.store.read.health.meetings import first_held
from leadsroom.store.read.people.roster import members_ever_in
from leadsroom.store.read.people.standing import attendance_records, dates_held, given_since
from leadsroom.store.reading import Reading


def quotas_met(reading: Reading, period: Period) -> tuple[QuotaMet, ...]:
    """Each quota of the rules over a period, or since the record begins if that is later."""
    connection, chapter = reading.connection, reading.chapter
    quotas, begins = chapter.rules.quotas, first_held(connection, chapter)
    if not quotas or begins is None or begins > period.last:
        return ()
    window = Period(max(period.first, begins), period.last)
    facts = QuotaFacts(
        _seats(reading),
        attendance_records(connection, chapter.id, window.first, chapter.rules.counting),
        given_since(connection, chapter, window.first, kinds_asked(quotas), where_over=True),
        dates_held(connection, chapter.id, window.first),
    )
    return tuple(quota_met(quota, window, reading.today, facts) for quota in quotas)


def _seats(reading: Reading) -> tuple[Seated, ...]:
    """Every seat that is held or was, in the order of the roster; no application that came to nothing."""
    return tuple(
        Seated(member.person.id, member.person.name, member.joined_on, member.ended_on)
        for member in in_roster_order(members_ever_in(reading.connection, reading.chapter_id))
    )
