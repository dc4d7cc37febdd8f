"""Laws of the members' lines, whatever a season was like; what they have beside the figures counted plainly.

- Each line has the figures of its member, all lines with everybody else's add up to the total.
- The leads of a period in short are as many as the figures count, in each of their kinds.
- How soon something came is what a member's own season says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.figures import Figures
from leadsroom.domain.health.member_health import PAID_LONG_AGO, HealthFigures, added_up
from leadsroom.domain.health.statistics import Share
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.lead import LeadState
from leadsroom.domain.rules.windows import Period
from leadsroom.store import tables as t
from leadsroom.store.read.health.lead_facts import lead_facts
from leadsroom.store.store import Store
from leadsroom.views.health.figures import figures, member_season
from leadsroom.views.health.member_health import HealthOfMembers, member_health
from tests.databases import ON_BOTH, Databases
from tests.laws import tried
from tests.review.random_seasons import WEEKS, Week
from tests.review.test_laws_of_figures import FIRST, LAST, played
from tests.seen import seen

ALL = Period(FIRST, LAST)
MUCH_LATER = timedelta(weeks=16)
Row = Mapping[str, Any]


def laws_hold(store: Store, weeks: list[Week], joined_after: list[int]) -> None:
    """Play the weeks, with members who joined some days after the first; and look at their lines."""
    chapter, clock = played(store, weeks, last_closed=True)
    with store.writing(chapter.id) as unit:
        for membership, days in enumerate(joined_after, start=1):
            on = FIRST + timedelta(days=days)
            unit.update(t.membership, membership, joined_on=on)
    now = clock.now() + MUCH_LATER
    for period in (ALL, Period(FIRST, chapter.today(now))):
        found = seen(store, chapter, now, member_health, period)
        lines_are_figures(store, chapter, now, found)
        leads_are_figures(store, chapter, found)
        counted_plainly(store, chapter, found)
    for each in seen(store, chapter, now, member_health, ALL).members:
        season = seen(store, chapter, now, member_season, each.person.id)
        assert (each.first_lead, each.first_dollar) == (season.first_lead, season.first_dollar)


def lines_are_figures(store: Store, chapter: Chapter, now: datetime, found: HealthOfMembers) -> None:
    """Whoever has a figure is in a line, or among all others."""
    of_all = seen(store, chapter, now, figures, found.period)
    for each in found.members:
        assert each.figures == of_all.of(each.person.id)
    assert found.total.figures == of_all.total
    assert found.others.figures == of_all.visitors
    assert added_up([*found.members, found.others], "USD") == found.total


def leads_are_figures(store: Store, chapter: Chapter, found: HealthOfMembers) -> None:
    """Each lead once, by who gave it and who received it."""
    with store.reading() as connection:
        leads = lead_facts(connection, chapter, found.period)
    counts: defaultdict[PersonId, Counter[str]] = defaultdict(Counter)
    for lead in leads:
        kind, inside = "" if lead.qualified else "_raw", lead.qualified and lead.inside
        counts[lead.giver_id].update(
            {f"given{kind}": 1, "given_inside": inside, "bad": lead.bad},
            closed=lead.state is LeadState.CLOSED,
        )
        counts[lead.receiver_id].update({f"received{kind}": 1, "received_inside": inside})
    for each in found.members:
        for name in ("given", "given_raw", "given_inside", "bad", "closed", "received", "received_raw"):
            assert getattr(each.figures, name) == counts[each.person.id][name], name


def counted_plainly(store: Store, chapter: Chapter, found: HealthOfMembers) -> None:
    """Own purchases and leads paid once, from every row one after the other."""
    with store.reading() as connection:
        rows = {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in (t.meeting, t.lead, t.closed_business)
        }
    meetings = {row["id"]: row for row in rows["meeting"]}
    leads = {row["id"]: row for row in rows["lead"]}

    def day(row: Row, at: str) -> date:
        meeting = meetings.get(row["meeting_id"])
        return chapter.today(row[at]) if meeting is None else meeting["on_date"]

    payments: defaultdict[int, list[Row]] = defaultdict(list)
    own: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for row in rows["closed_business"]:
        if row["withdrawn_at"] or not row["amount_minor"] or row["lead_id"] is None:
            continue
        payments[row["lead_id"]].append(row)
        if leads[row["lead_id"]]["inside"] and found.period.holds(day(row, "at")):
            own["given"].add((row["credited_to_id"], row["lead_id"]))
            own["received"].add((row["reported_by_id"], row["lead_id"]))
    once: defaultdict[int, list[bool]] = defaultdict(list)
    for lead in leads.values():
        counts = not lead["withdrawn_at"] and lead["same_as_id"] is None
        long_ago = [day(row, "at") <= found.period.last - PAID_LONG_AGO for row in payments[lead["id"]]]
        if counts and found.period.holds(day(lead, "passed_at")) and any(long_ago):
            once[lead["receiver_id"]].append(len(long_ago) == 1)
    for each in found.members:
        assert each.own_given == sum(who == each.person.id for who, _ in own["given"])
        assert each.own_received == sum(who == each.person.id for who, _ in own["received"])
        assert each.paid_once == Share(sum(once[each.person.id]), len(once[each.person.id]))


@ON_BOTH
@given(weeks=WEEKS, joined_after=st.lists(st.integers(0, 50), min_size=6, max_size=6))
@settings(
    max_examples=tried(15, 4),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=(HealthCheck.function_scoped_fixture,),
)
def test_laws_of_health(databases: Databases, weeks: list[Week], joined_after: list[int]) -> None:
    """They hold of a short season."""
    place = databases.fresh()
    store = databases.opened(place)
    try:
        laws_hold(store, weeks, joined_after)
    finally:
        if store.engine.dialect.name == "sqlite":
            store.close()
        databases.drop(place)


def test_nothing_is_all_there_is_of_nobody() -> None:
    """An empty line adds nothing."""
    nobody = HealthFigures(figures=Figures(currency="USD"))
    assert added_up([nobody], "USD").figures == nobody.figures
