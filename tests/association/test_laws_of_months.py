"""A chapter's figures of a month are those that its own pages show of it, whatever a season was like.

The pages count by other queries, for members one by one. The figures of several months add up to those of the
days of all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.acts.chapter.commands import ChangeChapter, habits_of
from leadsroom.acts.command import Command
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.people.commands import EndMembership, MergePeople
from leadsroom.domain.association.counting import last_of
from leadsroom.domain.association.month import MonthFigures, first_of, month_of, months_between
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.chapter.growth import TIME_TO_APPLY, funnel, growth, members_on, stays_of
from leadsroom.domain.health.figures import in_currency
from leadsroom.domain.ids import MembershipId, PersonId
from leadsroom.domain.rules.windows import Period
from leadsroom.errors import Refused
from leadsroom.store.read.association.months import count_months
from leadsroom.store.read.people.follow_up import visitors_on_record
from leadsroom.store.reading import Reading
from leadsroom.store.store import Store
from leadsroom.views.health.days import ever_in
from leadsroom.views.health.figures import figures
from tests.databases import ON_BOTH, Databases
from tests.harborview import SetClock
from tests.laws import tried
from tests.review.random_seasons import WEEKS, Week
from tests.review.test_laws_of_figures import FIRST, LAST, played

SUMS = (
    *("meetings", "places", "present", "late", "substitutes", "medical", "absent", "leads", "raw", "bad"),
    *("inside", "one_to_ones", "visits", "first_visits", "visitors_joined", "dollars_minor", "own_minor"),
)
OTHERS_LEFT = st.sampled_from([(), (2,), (1, 3)])


def on_pages(reading: Reading, months: Iterable[int]) -> MonthFigures:
    """The figures of several months, the one after the other, as a chapter's own pages count them."""
    numbers = list(months)
    period = Period(first_of(numbers[0]), last_of(numbers[-1]))
    found, stays = figures(reading, period), stays_of(ever_in(reading))
    total, members = found.total, growth(stays, period, None)
    reported = in_currency(total.reported, reading.chapter.currency)
    people = visitors_on_record(
        reading.connection,
        reading.chapter_id,
        date.min,
        open_house_counts=reading.chapter.rules.visitors.open_house_counts,
    )
    came = funnel(people, period, max(reading.today, period.last) + TIME_TO_APPLY)
    held = [each.on for each in found.meetings if each.counts_attendance]
    by_member = Counter[str]()
    for each in found.members:
        by_member[str(each.person.id)] += in_currency(
            each.figures.reported, reading.chapter.currency
        ).total.minor
    return MonthFigures(
        month=numbers[-1],
        meetings=len(held),
        places=total.meetings - total.unmarked,
        present=total.present,
        late=total.late,
        substitutes=total.substitutes,
        medical=total.medical,
        absent=total.absent,
        leads=total.given,
        raw=total.given_raw,
        bad=total.bad,
        inside=total.given_inside,
        one_to_ones=total.one_to_ones // 2,  # counted for both
        visits=total.visitors,
        first_visits=came.visitors,
        visitors_joined=came.joined,
        members=len(members_on(stays, period.last)),
        joined=members.came,
        left=members.left,
        dollars_minor=reported.total.minor,
        own_minor=reported.own,
        dollars_by_member={who: minor for who, minor in by_member.items() if minor},
        last_meeting_on=max(held, default=None),
    )


def agrees(store: Store, chapter: Chapter, clock: SetClock) -> None:
    """Each month is what the pages show of it, and all together are what they show of all."""
    months = list(months_between(month_of(FIRST), month_of(LAST)))
    with store.reading() as connection:
        reading = Reading(connection, chapter.id, clock.now())
        counted = count_months(connection, reading.chapter)
        for month in months:
            expected = on_pages(reading, [month])
            found = counted.get(month, MonthFigures(month=month, members=expected.members))
            assert replace(found, last_joined_on=None) == expected
        together = on_pages(reading, months)
        these = [counted[month] for month in months if month in counted]
        for name in SUMS:
            assert sum(getattr(each, name) for each in these) == getattr(together, name), name
        net = sum(each.joined - each.left for each in these)
        assert net == together.joined - together.left


def changed_since(store: Store, chapter: Chapter, clock: SetClock, left: Iterable[int], merged: int) -> None:
    """Some members leave, two visitors or substitutes turn out to be one, and the chapter moves."""
    desk = SyncDesk(store, chapter.id, clock, "home")
    commands: list[Command] = [
        EndMembership(MembershipId(who), clock.now().date() - timedelta(days=9 * who)) for who in left
    ]
    commands.append(MergePeople(PersonId(7 + merged % 3), PersonId(8 + merged % 2)))
    habits = habits_of(chapter)
    commands.append(ChangeChapter(replace(habits, timezone="Asia/Tokyo", country="JP", currency="EUR")))
    for command in commands[: 1 + merged % 4]:
        with suppress(Refused):
            desk.do(command)


def _hold(databases: Databases, weeks: list[Week], last_closed: bool, left: Iterable[int], m: int) -> None:
    place = databases.fresh()
    store = databases.opened(place)
    try:
        chapter, clock = played(store, weeks, last_closed=last_closed)
        agrees(store, chapter, clock)
        changed_since(store, chapter, clock, left, m)
        agrees(store, chapter, clock)
    finally:
        if store.engine.dialect.name == "sqlite":
            store.close()
        databases.drop(place)


_SEASONS = given(weeks=WEEKS, last_closed=st.booleans(), left=OTHERS_LEFT, merged=st.integers(0, 11))
_ONE_FOLDER = (HealthCheck.function_scoped_fixture,)  # each example has a database of its own in it


@ON_BOTH
@_SEASONS
@settings(
    max_examples=tried(15, 4),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=_ONE_FOLDER,
)
def test_months_are_what_the_pages_show(
    databases: Databases, weeks: list[Week], last_closed: bool, left: Iterable[int], merged: int
) -> None:
    """They are, of a short season."""
    _hold(databases, weeks, last_closed, left, merged)


@pytest.mark.soak
@_SEASONS
@settings(max_examples=300, deadline=None, suppress_health_check=(*_ONE_FOLDER, HealthCheck.too_slow))
def test_months_are_what_the_pages_show_for_long(
    databases: Databases, weeks: list[Week], last_closed: bool, left: Iterable[int], merged: int
) -> None:
    """They are, of a great many."""
    _hold(databases, weeks, last_closed, left, merged)
