"""A chapter's figures of a month are those that its own pages show of it, whatever a season was like.

The pages count by other queries, for members one by one. The figures of several months add up to those of the
days of all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import Table, select

from leadsroom.acts.chapter.commands import ChangeChapter, habits_of
from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.leads.commands import LogOneToOne
from leadsroom.acts.people.commands import (
    AddMember,
    ApplicationSheet,
    Apply,
    ComeBack,
    EndMembership,
    FollowUpVisitor,
    ImportedVisit,
    ImportVisits,
    Induct,
    MemberSheet,
    MergePeople,
)
from leadsroom.acts.rules.commands import SetRules
from leadsroom.acts.season.commands import MarkDate
from leadsroom.domain.association.counting import last_of
from leadsroom.domain.association.month import MonthFigures, first_of, month_of, months_between
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.chapter.growth import (
    TIME_TO_APPLY,
    funnel,
    growth,
    last_joined,
    members_on,
    stays_of,
)
from leadsroom.domain.health.figures import in_currency
from leadsroom.domain.ids import MembershipId, PersonId, VisitId
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.rules.chapter_rules import ChapterRules, VisitorRules
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.season.calendar import DateKind
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.association.months import count_months
from leadsroom.store.read.people.follow_up import visitors_on_record
from leadsroom.store.reading import Reading
from leadsroom.store.store import Store
from leadsroom.views.health.days import ever_in
from leadsroom.views.health.figures import figures
from tests.association.noted_months import noted_and_counted
from tests.databases import ON_BOTH, Databases
from tests.harborview import SetClock, found_chapter
from tests.laws import tried
from tests.review.random_seasons import AGENDA, WEEKS, Season, Week
from tests.review.test_laws_of_figures import FIRST, LAST

SUMS = (
    *("meetings", "places", "present", "late", "substitutes", "medical", "absent", "leads", "raw", "bad"),
    *("inside", "one_to_ones", "visits", "first_visits", "visitors_joined", "dollars_minor", "own_minor"),
)
Seasons = list[tuple[list[Week], list[tuple[str, int, int]]]]


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
    by_member = {
        str(each.person.id): in_currency(each.figures.reported, reading.chapter.currency).total.minor
        for each in found.members
    }
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
    months = list(months_between(month_of(FIRST), month_of(LAST + timedelta(weeks=5))))
    with store.reading() as connection:
        reading = Reading(connection, chapter.id, clock.now())
        counted = count_months(connection, reading.chapter)
        for month in months:
            expected = on_pages(reading, [month])
            found = counted.get(month, MonthFigures(month=month, members=expected.members))
            by_member = found.dollars_by_member
            assert (
                by_member.items() >= expected.dollars_by_member.items()
            )  # who joined later is no member yet
            assert sum(by_member.values()) <= found.dollars_minor
            assert by_member.keys() <= {str(each.person.id) for each in ever_in(reading)}
            assert (
                replace(found, last_joined_on=None, dollars_by_member=expected.dollars_by_member) == expected
            )
        together = on_pages(reading, months)
        these = [counted[month] for month in months if month in counted]
        for name in SUMS:
            assert sum(getattr(each, name) for each in these) == getattr(together, name), name
        came = last_joined(stays_of(ever_in(reading)), last_of(months[-1]))
        days = [each.last_joined_on for each in counted.values() if each.month <= months[-1]]
        assert max(filter(None, days), default=None) == (came and came.since)
        net = sum(each.joined - each.left for each in these)
        assert net == together.joined - together.left


class Later:
    """What a chapter does once some weeks are over: visitors join, members leave, it moves elsewhere."""

    def __init__(self, store: Store, chapter: Chapter, clock: SetClock) -> None:
        self.store, self.chapter, self.clock = store, chapter, clock
        self.desk = SyncDesk(store, chapter.id, clock, "home")

    def do(self, what: str, one: int, two: int) -> None:
        """One of these things, where it can be done."""
        self.clock.pass_by(hours=1)
        with suppress(Refused, LookupError):
            self.desk.do(self._command(what, one, two))

    def come_home(self) -> None:
        """Back to where it began: where it is another day its meeting would not be today's."""
        self.desk.do(ChangeChapter(habits_of(self.chapter)))

    def _command(self, what: str, one: int, two: int) -> Command:
        ago = self.clock.now().date() - timedelta(days=1 + one % 40)
        visit, ship = VisitId(self._id(t.visit, one)), MembershipId(self._id(t.membership, one))
        who, name = PersonId(1 + one % 6), f"Visitor {two % 3}"
        visited = ImportedVisit(name=name, on=ago, became=_BECAME[one % 5])
        joining = MemberSheet(name=name, profession=f"Line {one}", joined_on=ago if two % 2 else None)
        habits = replace(habits_of(self.chapter), currency=("EUR", "USD")[two % 2])
        entries: dict[str, Command] = {
            "outcome of a visit": FollowUpVisitor(visit, _BECAME[two % 5]),
            "visits before": ImportVisits((visited,), "one visit"),
            "joins": AddMember(joining),
            "applies": Apply(ApplicationSheet(name=name, profession=f"Line {one}")),
            "is taken in": Induct(ship, ago),
            "leaves": EndMembership(ship, ago if two % 2 else None),
            "comes back": ComeBack(ship),
            "merged": MergePeople(PersonId(self._id(t.person, two)), PersonId(7 + one % 4)),
            "moves": ChangeChapter(replace(habits, timezone=_ZONES[one % 3])),
            "open houses": MarkDate(self.chapter.today(self.clock.now()), DateKind.OPEN_HOUSE),
            "rules": SetRules(ChapterRules(visitors=VisitorRules(open_house_counts=bool(two % 2)))),
            "one-to-one": LogOneToOne(who, PersonId(1 + two % 6), ago),
            "undo": Undo(),
            "redo": Redo(),
        }
        return entries[what]

    def _id(self, table: Table, number: int) -> int:
        """The number of one of a table's rows; 0 where there is none."""
        with self.store.reading() as connection:
            rows = connection.execute(select(table.c.id).order_by(table.c.id)).scalars().all()
        return int(rows[number % len(rows)]) if rows else 0


_BECAME = (None, Became.JOINED, Became.APPLIES, Became.COMES_AGAIN, Became.NOT_INTERESTED)
_ZONES = ("Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati")
_WHAT = st.sampled_from(
    (
        *("outcome of a visit", "outcome of a visit", "visits before", "joins", "joins", "applies", "leaves"),
        *("is taken in", "comes back", "merged", "moves", "open houses", "rules", "one-to-one"),
        *("undo", "undo", "redo"),
    )
)
LATER = st.lists(st.tuples(_WHAT, st.integers(0, 59), st.integers(0, 59)), max_size=8)


def keeps_up(store: Store) -> None:
    """What is noted is what is counted."""
    noted, counted = noted_and_counted(store)
    assert noted == counted


def _hold(databases: Databases, seasons: Seasons) -> None:
    place = databases.fresh()
    store = databases.opened(place)
    try:
        chapter, clock = found_chapter(store, agenda=AGENDA), SetClock()
        season = Season(store, chapter, clock, partial(keeps_up, store))
        later = Later(store, chapter, clock)
        for weeks, acts in seasons:
            later.come_home()
            for week in weeks:
                season.play(week)
                keeps_up(store)
            began = clock.now()
            for act in acts:
                later.do(*act)
                keeps_up(store)
            agrees(store, chapter, clock)
            clock.moment = began
    finally:
        if store.engine.dialect.name == "sqlite":
            store.close()
        databases.drop(place)


_SEASONS = given(seasons=st.lists(st.tuples(WEEKS, LATER), min_size=1, max_size=2))
_ONE_FOLDER = (HealthCheck.function_scoped_fixture,)  # each example has a database of its own in it


@ON_BOTH
@_SEASONS
@settings(
    max_examples=tried(15, 4),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=_ONE_FOLDER,
)
def test_months_are_what_the_pages_show(databases: Databases, seasons: Seasons) -> None:
    """They are, of a short season, and what is noted of them is what is counted, after every act."""
    _hold(databases, seasons)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@_SEASONS
@settings(max_examples=300, deadline=None, suppress_health_check=(*_ONE_FOLDER, HealthCheck.too_slow))
def test_months_are_what_the_pages_show_for_long(databases: Databases, seasons: Seasons) -> None:
    """They are, of a great many."""
    _hold(databases, seasons)
