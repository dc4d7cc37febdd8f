"""Laws of figures, whatever a season was like: corrected, undone, withdrawn, in two currencies, on any day.

- Everybody's figures are what counting every row one after the other comes to.
- They add up to the total, which is that of the reviews of all meetings and what was entered between them.
- The figures of two periods side by side add up to those of both.
- What a member's season says is what the period says of them; all seasons together are the total.
- The matrix of givers and receivers has them in its margins, and those of both kinds go together.
- The report for the association and the minutes as data say the same, to the cent and the count.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.figures import Figures, added_up, total
from leadsroom.domain.health.pairs.matrix import NOTHING, MatrixKind
from leadsroom.domain.ids import PersonId
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.wording import counted
from leadsroom.exchange.minutes.formats import write_minutes
from leadsroom.exchange.reports.write import write_report
from leadsroom.store.store import Store
from leadsroom.views.health.chapter_figures import chapter_figures
from leadsroom.views.health.figures import FiguresOfPeriod, figures, member_season
from leadsroom.views.health.pairs.matrix import matrix
from leadsroom.views.meeting.summary import summarise
from tests.databases import ON_BOTH, Databases
from tests.harborview import START, SetClock, found_chapter
from tests.laws import tried
from tests.review.random_seasons import AGENDA, WEEKS, PlainCount, Season, Week
from tests.review.test_figures import added
from tests.sample import closed_snapshots
from tests.seen import afterwards, seen

FIRST, LAST = START.date() - timedelta(days=20), START.date() + timedelta(days=40)
ALL = Period(FIRST, LAST)
ONE_DAY = timedelta(days=1)
MEMBERS = range(1, 7)  # by their numbers


def played(store: Store, weeks: list[Week], *, last_closed: bool) -> tuple[Chapter, SetClock]:
    """A chapter after these weeks."""
    chapter, clock = found_chapter(store, agenda=AGENDA), SetClock()
    season = Season(store, chapter, clock)
    for number, week in enumerate(weeks, start=1):
        season.play(week, closed=last_closed or number < len(weeks))
    return chapter, clock


def by_person(found: FiguresOfPeriod) -> dict[PersonId | None, Figures]:
    """The figures of each member."""
    return {each.person.id: each.figures for each in found.members}


def laws_hold(store: Store, weeks: list[Week], last_closed: bool, days: int) -> None:
    """Play the weeks, and look at their figures from every side."""
    chapter, clock = played(store, weeks, last_closed=last_closed)
    now = clock.now()

    def of(first: date, last: date) -> FiguresOfPeriod:
        return seen(store, chapter, now, figures, Period(first, last))

    found = of(FIRST, LAST)
    plain = PlainCount(store, chapter, ALL).figures
    # What nobody hosted, and members of other chapters
    others = total([plain.pop(who) for who in [*plain] if who not in MEMBERS], "USD")
    assert by_person(found) == plain
    assert found.visitors == others
    assert total((*plain.values(), others), "USD") == found.total
    # The reviews, and what was entered between meetings
    counts, sums = added(
        summarise(each, later=afterwards(store, each, now)) for each in closed_snapshots(store)
    )
    between = total(PlainCount(store, chapter, ALL, only_between=True).figures.values(), "USD")
    for name in counts:
        assert getattr(found.total, name) == counts[name] + getattr(between, name), name
    assert found.total.reported == found.total.credited == added_up((*sums, *between.reported))
    # Side by side
    cut = FIRST + days * ONE_DAY
    before, after = of(FIRST, cut), of(cut + ONE_DAY, LAST)
    assert total((before.total, after.total), "USD") == found.total
    sides = by_person(before), by_person(after)
    people = sides[0] | sides[1]
    together = {who: total((side[who] for side in sides if who in side), "USD") for who in people}
    assert together == by_person(found)
    seasons_agree(store, chapter, now, of(FIRST, chapter.today(now)))
    matrices_agree(store, chapter, now, found)
    chapter_agrees(store, chapter, now, found)
    files_agree(store, chapter, now, found, between)


def matrices_agree(store: Store, chapter: Chapter, now: datetime, found: FiguresOfPeriod) -> None:
    """The margins of each matrix are the figures of whose line it is, and its sums those of all."""
    of_leads, of_meetings, of_both = (seen(store, chapter, now, matrix, ALL, kind) for kind in MatrixKind)
    for line, row, column in zip(
        of_leads.matrix.lines, of_leads.matrix.rows, of_leads.matrix.columns, strict=True
    ):
        figures = found.visitors if line.person_id is None else found.of(line.person_id)
        assert (row.total, row.raw) == (figures.given, figures.given_raw)
        assert (column.total, column.raw) == (figures.received, figures.received_raw)
    for line, row in zip(of_meetings.matrix.lines, of_meetings.matrix.rows, strict=True):
        figures = found.visitors if line.person_id is None else found.of(line.person_id)
        assert row.total == figures.one_to_ones
    assert (of_leads.matrix.total.total, of_leads.matrix.total.raw) == (
        found.total.given,
        found.total.given_raw,
    )
    assert of_meetings.matrix.total.total * 2 == found.total.one_to_ones
    pairs = {*of_leads.matrix.cells, *of_meetings.matrix.cells}
    assert pairs == {*of_both.matrix.cells}
    for pair, cell in of_both.matrix.cells.items():
        assert cell.leads == of_leads.matrix.cells.get(pair, NOTHING).leads
        assert cell.one_to_ones == of_meetings.matrix.cells.get(pair, NOTHING).one_to_ones


def chapter_agrees(store: Store, chapter: Chapter, now: datetime, found: FiguresOfPeriod) -> None:
    """The chapter's figures are of the same leads and dollars, and each lead is at one of its meetings."""
    figures_of_chapter = seen(store, chapter, now, chapter_figures, ALL)
    every = [each for section in figures_of_chapter.sections for each in section.findings]
    by_key = {each.key: each for each in every}
    assert len(by_key) == len(every)
    sums, meetings = found.total, sum(each.counts_attendance for each in found.meetings)
    passed = counted(sums.given + sums.given_raw, "slip")
    assert by_key["raw_share"].behind == f"{sums.given_raw} of {passed}"
    assert by_key["bad_share"].behind == f"{sums.bad} of {passed}"
    assert by_key["closed_share"].behind == f"{sums.closed} of {passed}"
    assert by_key["own_share_of_leads"].behind == f"{sums.given_inside} of {counted(sums.given, 'lead')}"
    assert by_key["leads_a_member_a_meeting"].behind == (
        f"{counted(sums.given, 'lead')}, {counted(sums.meetings, 'place')} at {counted(meetings, 'meeting')}"
    )
    assert by_key["dollars"].value == sum_in_usd(sums)
    assert sum(figures_of_chapter.at_meetings) == (sums.given if meetings else 0)


def seasons_agree(store: Store, chapter: Chapter, now: datetime, found: FiguresOfPeriod) -> None:
    """Each member's season, and all of them together."""
    theirs = []
    for each in found.members:
        season = seen(store, chapter, now, member_season, each.person.id)
        assert season.last_12_months.figures == each.figures
        assert sum(month.given for month in season.trend) == each.figures.given
        assert sum(month.received for month in season.trend) == each.figures.received
        theirs.append(season.last_12_months.figures)
    assert total((*theirs, found.visitors), "USD") == found.total


_OF_MINUTES = {"qualified": "given", "raw": "given_raw", "thanks": "thanks", "testimonials": "testimonials"}


def files_agree(
    store: Store, chapter: Chapter, now: datetime, found: FiguresOfPeriod, between: Figures
) -> None:
    """PALMS as JSON over all days, and the minutes of each meeting as JSON with what was entered between."""
    report = json.loads(seen(store, chapter, now, write_report, "palms", ALL, "json"))
    palms = {name: value or 0 for name, value in report["total"].items()}  # what cannot be known is empty
    all_of_them = found.total
    assert (palms["present"], palms["absent"], palms["substitute"]) == (
        all_of_them.present,
        all_of_them.absent,
        all_of_them.substitutes,
    )
    assert palms["given_inside"] + palms["given_outside"] == all_of_them.given == all_of_them.received
    assert (palms["visitors"], palms["one_to_ones"]) == (all_of_them.visitors, all_of_them.one_to_ones)
    assert Decimal(str(palms["closed"])) == sum_in_usd(all_of_them)
    minutes = [
        json.loads(write_minutes(each, "json", now, afterwards(store, each, now)))
        for each in closed_snapshots(store)
    ]
    for key, name in _OF_MINUTES.items():
        counted = sum(each["totals"][key] for each in minutes) + getattr(between, name)
        assert counted == getattr(all_of_them, name), key
    reported = [x for each in minutes for x in each["closed_business"] if x["currency"] == "USD"]
    in_minutes = sum(Decimal(str(each["amount"])) for each in reported)
    assert in_minutes + sum_in_usd(between) == sum_in_usd(all_of_them)


def sum_in_usd(of: Figures) -> Decimal:
    """The dollars among them, without other currencies."""
    return sum((each.total.amount for each in of.reported if each.currency == "USD"), Decimal(0))


def _hold(databases: Databases, weeks: list[Week], last_closed: bool, days: int) -> None:
    place = databases.fresh()
    store = databases.opened(place)
    try:
        laws_hold(store, weeks, last_closed, days)
    finally:
        if store.engine.dialect.name == "sqlite":
            store.close()
        databases.drop(place)


_SEASONS = given(weeks=WEEKS, last_closed=st.booleans(), days=st.integers(0, 58))
_ONE_FOLDER = (HealthCheck.function_scoped_fixture,)  # each example has a database of its own in it


@ON_BOTH
@_SEASONS
@settings(
    max_examples=tried(15, 4),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=_ONE_FOLDER,
)
def test_laws_of_figures(databases: Databases, weeks: list[Week], last_closed: bool, days: int) -> None:
    """They hold of a short season."""
    _hold(databases, weeks, last_closed, days)


@pytest.mark.soak
@_SEASONS
@settings(max_examples=300, deadline=None, suppress_health_check=(*_ONE_FOLDER, HealthCheck.too_slow))
def test_laws_of_figures_long(databases: Databases, weeks: list[Week], last_closed: bool, days: int) -> None:
    """They hold of a great many."""
    _hold(databases, weeks, last_closed, days)
