"""How often each quota of the chapter's rules was met."""

from __future__ import annotations

from leadsroom.domain.health.chapter.growth import stays_of
from leadsroom.domain.health.quotas import QuotaFacts, QuotaMet, quota_met
from leadsroom.domain.people.membership import in_roster_order
from leadsroom.domain.rules.windows import Period
from leadsroom.store.read.health.quotas import dates_held_in, expected_in, given_in
from leadsroom.store.reading import Reading
from leadsroom.views.health.days import ever_in, record_begins


def quotas_met(reading: Reading, period: Period) -> tuple[QuotaMet, ...]:
    """Each quota of the rules over a period, or since the record begins if that is later."""
    connection, chapter = reading.connection, reading.chapter
    quotas, begins = chapter.rules.quotas, record_begins(reading)
    if not quotas or begins is None or begins > period.last:
        return ()
    window = Period(max(period.first, begins), period.last)
    facts = QuotaFacts(
        stays_of(in_roster_order(ever_in(reading))),
        expected_in(connection, chapter, window),
        given_in(connection, chapter, window, {kind for quota in quotas for kind in quota.satisfied_by}),
        dates_held_in(connection, chapter, window),
    )
    return tuple(quota_met(quota, window, reading.today, facts) for quota in quotas)
