"""The area's table says of each chapter what its months and its own pages say, in few statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import Connection

from leadsroom.acts.chapter.commands import FoundChapter
from leadsroom.acts.desk import SyncDesk
from leadsroom.domain.association.area_figures import ChapterInArea, HalfYear, MoreOfChapter
from leadsroom.domain.association.counting import last_of
from leadsroom.domain.association.month import MonthFigures, first_of, months_before, months_between
from leadsroom.domain.association.standing import standing
from leadsroom.domain.association.states import State
from leadsroom.domain.health.figures import FEWEST_MEETINGS, in_currency
from leadsroom.domain.health.meetings import not_closed
from leadsroom.domain.health.statistics import Median, Share
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.people.offices import vacancies
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.rules.windows import Period
from leadsroom.exchange.association.area_table import FORMATS, area_table_as
from leadsroom.store import tables as t
from leadsroom.store.chapter_months import as_row, count_again
from leadsroom.store.read.association.area_table import chapters_in_area, in_full
from leadsroom.store.read.health.meetings import first_held, meetings_in
from leadsroom.store.read.people.roster import members
from leadsroom.store.read.season import calendar_of
from leadsroom.store.reading import Reading
from leadsroom.store.store import Store
from leadsroom.views.association.area_column import ChapterLine
from leadsroom.views.association.area_columns import COLUMNS, column_named
from leadsroom.views.association.area_table import AreaTable, TableWanted, area_table, sorted_by
from leadsroom.views.health.figures import figures
from leadsroom.views.health.health_column import TooLittle
from leadsroom.views.health.member_health import member_health
from tests.association.many_chapters import chapter_row, write_areas, write_chapters
from tests.databases import ON_BOTH, counted
from tests.harborview import SetClock
from tests.roster.sheets import harborview
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.seen import seen

THIS, NOW = 202612, datetime(2026, 12, 1, 14, tzinfo=UTC)
_COUNTS = st.integers(0, 40)
SUMMED = (
    "meetings",
    "places",
    "present",
    "late",
    "substitutes",
    "leads",
    "raw",
    "bad",
    "visits",
    "dollars_minor",
    "own_minor",
)


@st.composite
def seasons(draw: st.DrawFn) -> list[MonthFigures]:
    """Some months of a chapter, from two years back to the month that comes next."""
    numbers = draw(st.sets(st.sampled_from(list(months_between(202411, 202701))), max_size=20))
    return [draw(months_like(month)) for month in sorted(numbers)]


@st.composite
def months_like(draw: st.DrawFn, month: int) -> MonthFigures:
    """The figures of a month, which may have been."""
    counts = ("one_to_ones", "first_visits", "members", *SUMMED)
    found: dict[str, int] = {name: draw(_COUNTS) for name in counts}
    places = found["present"] + found["late"] + found["substitutes"] + found["places"]
    return MonthFigures(
        month=month,
        last_meeting_on=draw(st.sampled_from([None, first_of(month)])),
        last_joined_on=draw(st.sampled_from([None, first_of(month)])),
        visitors_joined=found["first_visits"] // 3,
        **found | {"places": places},  # type: ignore[arg-type]
    )


def half(months: Sequence[MonthFigures], first: int, last: int, whole: int) -> HalfYear:
    """The months added up one by one, those after `whole` only where these count. In a month that is not on
    record there are as many members as at the end of the one before it.
    """
    some = [each for each in months if first <= each.month <= last]
    members = [last_by(months, month) for month in months_between(first, whole)]
    found = [number for number in members if number is not None]
    return HalfYear(
        **{name: sum(getattr(each, name) for each in some) for name in SUMMED},
        one_to_ones=sum(each.one_to_ones for each in some if each.month <= whole),
        member_months=sum(found),
        months=len(found),
    )


def joining(months: Iterable[MonthFigures], first: int, last: int) -> Share:
    """Of those who came first in some months, those who have joined."""
    some = [each for each in months if first <= each.month <= last]
    return Share(sum(each.visitors_joined for each in some), sum(each.first_visits for each in some))


def last_by(months: Sequence[MonthFigures], month: int) -> int | None:
    """The members at the end of the last month on record up to one."""
    return next((each.members for each in reversed(months) if each.month <= month), None)


@ON_BOTH
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(seasons(), min_size=1, max_size=4))
def test_the_halves_are_their_months_added_up(store: Store, some: list[list[MonthFigures]]) -> None:
    """Of several chapters at once, each its own. What is of the month to come, begun east of UTC, is in
    neither half; but who holds a seat by then, and what was closed last, is as it is there.
    """
    ids = _written(store, some)
    with store.reading() as connection:
        found = {each.id: each for each in chapters_in_area(connection, None, THIS, NOW)}
    assert found.keys() == set(ids)
    for one, months in zip(ids, some, strict=True):
        _agrees(found[one], months)


def _written(store: Store, some: list[list[MonthFigures]]) -> list[ChapterId]:
    """Chapters of these months, and no others."""
    with store.begun() as connection:
        connection.execute(t.chapter_month.delete())
        connection.execute(t.chapter.delete())
    ids = write_chapters(store, (chapter_row(f"Chapter {place}") for place in range(len(some))))
    rows = [as_row(one, each) for one, months in zip(ids, some, strict=True) for each in months]
    if rows:
        with store.begun() as connection:
            connection.execute(t.chapter_month.insert(), rows)
    return ids


def _agrees(of: ChapterInArea, months: list[MonthFigures]) -> None:
    read = [each for each in months if each.month >= 202509]
    assert of.now == half(read, 202606, THIS, 202611)
    assert of.before == half(read, 202512, 202605, 202605)
    assert of.joining == joining(read, 202603, 202608)
    assert of.joining_before == joining(read, 202509, 202602)
    assert of.members == (last_by(months, 202701) or 0)
    assert of.members_before == (last_by(read, 202605) if of.before.meetings else None)
    for name, day in (("last_meeting_on", of.last_closed_on), ("last_joined_on", of.last_joined_on)):
        assert day == (last_day(read, name) or last_day(months, name)), name


def last_day(months: Iterable[MonthFigures], name: str) -> date | None:
    """The last of some days on record."""
    return max((day for each in months if (day := getattr(each, name))), default=None)


@given(some=st.lists(seasons(), min_size=1, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_that_chapters_are_ordered_by_is_read_of_all(
    store: Store, some: list[list[MonthFigures]]
) -> None:
    """With the few figures that are read of chapters of no page, each stands as with all of them."""
    _written(store, some)
    with store.reading() as connection:
        every = chapters_in_area(connection, None, THIS, NOW)
        light = chapters_in_area(connection, None, THIS, NOW, in_full=False)
        assert [standing(each) for each in light] == [standing(each) for each in every]
        assert in_full(connection, light, THIS) == every
        of_all = [column for column in COLUMNS if not (column.is_in_full or column.needs)]
        for one, other in zip(light, every, strict=True):
            cells = [
                [column.cell(ChapterLine(of, "", "", standing(of))) for column in of_all]
                for of in (one, other)
            ]
            assert cells[0] == cells[1]


@pytest.mark.parametrize(
    ("timezone", "missing"),
    [
        ("Pacific/Auckland", [date(2026, 11, 24), date(2026, 12, 1)]),
        ("UTC", [date(2026, 11, 17), date(2026, 11, 24)]),
    ],
)
def test_dates_are_missing_from_a_chapters_own_day_of_setting_up(
    store: Store, timezone: str, missing: list[date]
) -> None:
    """Set up on a Tuesday evening at UTC, it is Wednesday in Auckland: that Tuesday was no date of its."""
    desk = SyncDesk(store, None, SetClock(datetime(2026, 11, 17, 20, tzinfo=UTC)), "desk")
    desk.do(FoundChapter(harborview(weekday=1, timezone=timezone)))
    (line,) = seen(store, None, NOW, area_table, TableWanted()).rows
    assert list(line.of.in_a_row) == list(line.more.missing) == missing


@ON_BOTH
def test_nobody_is_the_first_of_the_offices_where_only_others_are_held(store: Store) -> None:
    """Whose term has ended holds it no more; nor does who has left. Letters may be small or large."""
    listed = {"offices": {"listed": ["President", "Secretary"]}}
    terms: list[list[object]] = [
        ["Secretary"],
        [{"name": "President", "ended_on": "2026-11-01"}],
        ["Secretary", "president"],
        [{"name": "President", "since": "2026-11-01"}],
        [],
    ]
    ids = write_chapters(
        store, (chapter_row(f"Chapter {place}", rules=listed) for place in range(len(terms)))
    )
    with store.begun() as connection:
        for one, held in zip(ids, terms, strict=True):
            _seat(connection, one, "active", held)
            _seat(connection, one, "ended", ["President"])
        found = {each.id: each.vacant_head for each in chapters_in_area(connection, None, THIS, NOW)}
    assert [found[one] for one in ids] == ["President", "President", "", "", "President"]


def _seat(connection: Connection, chapter_id: int, status: str, offices: list[object]) -> None:
    """A membership with its person and profession."""
    named = {"chapter_id": chapter_id, "name": status, "name_key": status}
    person, profession = (
        connection.execute(table.insert().values(**named).returning(table.c.id)).scalar_one()
        for table in (t.person, t.profession)
    )
    whose = {"chapter_id": chapter_id, "person_id": person, "profession_id": profession}
    connection.execute(t.membership.insert().values(**whose, status=status, seat=1, offices=offices))


def test_an_archived_chapter_misses_no_meeting_from_then_on(store: Store) -> None:
    """Nor is anything of it in a row."""
    (one,) = write_chapters(store, [chapter_row("Rest", archived_on=date(2026, 11, 11))])
    began = datetime(2026, 10, 28, 14, tzinfo=UTC)
    held = {"on_date": began.date(), "starts_at": began, "ends_at": began, "starting_seat": 1}
    with store.begun() as connection:
        connection.execute(
            t.meeting.insert().values(
                chapter_id=one, kind="regular", state="closed", prompt="", number=1, **held
            )
        )
    (line,) = seen(store, None, NOW, area_table, TableWanted(states=(State.ARCHIVED,))).rows
    assert (line.of.in_a_row, line.more.missing) == ((), (date(2026, 11, 4),))


def test_an_area_has_all_below_it_and_none_but_the_whole_has_those_of_no_area(store: Store) -> None:
    """Archived chapters stand in it only where they are asked for."""
    region, beside = write_areas(store, ("Region", "Beside"))
    below = write_areas(store, ("Below",))[0]
    with store.begun() as connection:
        connection.execute(t.area.update().where(t.area.c.id == below).values(parent_id=region))
    places = (region, below, beside, None, below)
    rows = [chapter_row(f"Chapter {place}", area_id=area) for place, area in enumerate(places)]
    rows[4]["archived_on"] = date(2026, 1, 1)
    write_chapters(store, rows)

    def names(**wanted: object) -> set[str]:
        found = seen(store, None, NOW, area_table, TableWanted(**wanted))  # type: ignore[arg-type]
        return {line.of.name for line in found.rows}

    assert names() == {"Chapter 0", "Chapter 1", "Chapter 2", "Chapter 3"}
    assert names(area_id=region) == {"Chapter 0", "Chapter 1"}
    assert names(area_id=below, states=(State.ARCHIVED,)) == {"Chapter 4"}


def test_names_that_repeat_are_told_apart_by_place_and_area(store: Store) -> None:
    """Also where the other one is not on the page."""
    north, south = write_areas(store, ("North", "South"))
    rows = [
        chapter_row("Harborview", "Leeds", area_id=north),
        chapter_row("Harborview", "Leeds", area_id=south),
        chapter_row("Lakeside", "Leeds", area_id=south),
    ]
    write_chapters(store, rows)
    found = seen(store, None, NOW, area_table, TableWanted(size=1))
    assert [line.label for line in found.rows] == ["Harborview (Leeds, North)"]
    assert (found.total, found.pages) == (3, 3)


@pytest.mark.parametrize(("turned", "order"), [(False, [3, 1, 2, 4]), (True, [1, 3, 2, 4])])
def test_amounts_of_two_currencies_are_sorted_apart(order: list[int], *, turned: bool) -> None:
    """Those of most chapters first; a chapter without an amount comes last."""
    amounts = {1: ("USD", 100), 2: ("JPY", 90_000), 3: ("USD", 200), 4: ("USD", None)}
    lines = []
    for number, (currency, minor) in amounts.items():
        of = ChapterInArea(
            id=ChapterId(number), name="", currency=currency, now=HalfYear(meetings=26, places=520)
        )
        more = MoreOfChapter(dollars=Median(None if minor is None else Fraction(minor), 9))
        lines.append(ChapterLine(of, "", "", standing(of), more))
    assert [line.of.id for line in sorted_by(column_named("dollars"), lines, turned=turned)] == order


@ON_BOTH
def test_pages_of_all_chapters_are_read_in_few_statements(store: Store) -> None:
    """As many of 700 chapters as of 20, whatever page; every chapter stands on one."""
    counts, shown = [], set[str]()
    for many in (20, 680):
        write_chapters(store, (chapter_row(f"Chapter {many} {place}") for place in range(many)))
        with counted(store.engine) as statements:
            seen(store, None, NOW, area_table, TableWanted(sort="name"))
        counts.append(len(statements))
    for page in range(1, 15):
        rows = seen(store, None, NOW, area_table, TableWanted(sort="name", page=page)).rows
        shown |= {line.of.name for line in rows}
    assert len(shown) == 700
    assert counts[0] <= 20
    assert counts[1] <= counts[0] + 4  # of those without a month, 500 in each


# Beside a chapter's own pages


def table_of_sample(store: Store) -> AreaTable:
    """The sample chapter alone, its months counted."""
    chapter = sample_chapter(store)
    with store.begun() as connection:
        count_again(connection, chapter)
    return seen(store, None, SAMPLE_NOW, area_table, TableWanted())


def test_the_sample_chapter_stands_in_it_as_on_its_own_pages(demo_store: Store) -> None:
    """Attendance, leads, dollars, renewals, offices, seats waiting, and dates without a closed meeting."""
    (line,) = table_of_sample(demo_store).rows
    chapter, this = sample_chapter(demo_store), 202611
    half_year = Period(first_of(months_before(this, 6)), date(2026, 11, 18))
    own = seen(demo_store, chapter, SAMPLE_NOW, figures, half_year).total
    now = line.of.now
    assert now.attendance == own.attendance
    assert (now.leads, now.raw, now.bad) == (own.given, own.given_raw, own.bad)
    assert now.late == own.late
    with demo_store.reading() as connection:
        reading = Reading(connection, chapter.id, SAMPLE_NOW)
        health = member_health(reading, half_year)
        seated = members(connection, chapter.id)
        calendar, begins = calendar_of(connection, chapter), first_held(connection, chapter)
        held = meetings_in(connection, chapter, half_year)
        months = Period(half_year.first, last_of(months_before(this, 1)))
        reported = member_health(reading, months)
    assert line.more.renewals == sum(each.renews_soon for each in health.members)
    assert line.more.vacant == vacancies(chapter.rules.offices, [x for x in seated if x.status.holds_seat])
    assert line.of.vacant_head == ""
    assert line.more.waiting == sum(each.status is MembershipStatus.WAITING for each in seated)
    assert line.more.applied == sum(each.status is MembershipStatus.APPLICANT for each in seated)
    assert line.of.members == sum(each.status.holds_seat for each in seated)
    closed = [each for each in held if each.is_closed]
    past = [x.on for x in not_closed(calendar, half_year, closed, reading.today, begins)]
    assert list(line.more.missing) == past
    assert set(line.of.in_a_row) <= set(past)
    sums = [
        in_currency(each.figures.reported, chapter.currency).total.minor
        for each in reported.members
        if each.membership.status.holds_seat
    ]
    assert line.more.dollars.middle == Fraction(median(sums))


def test_no_dollars_are_shown_of_months_before_the_record(demo_store: Store) -> None:
    """The sample's record begins half a year ago: nothing was reported before, and that is no zero."""
    (line,) = table_of_sample(demo_store).rows
    (dollars,) = (each for each in COLUMNS if each.key == "dollars")
    assert line.of.before.meetings < FEWEST_MEETINGS
    assert line.more.dollars_before.middle == 0
    assert dollars.before is not None
    assert isinstance(dollars.before(line), TooLittle)
    assert not isinstance(dollars.cell(line), TooLittle)


@pytest.mark.parametrize("size", [1, 50, None])
def test_a_page_behind_the_last_is_the_last(store: Store, size: int | None) -> None:
    """Whoever turns on too far sees what there is."""
    write_chapters(store, (chapter_row(f"Chapter {place}") for place in range(3)))
    found = seen(store, None, NOW, area_table, TableWanted(page=99, size=size))
    assert found.page == found.pages
    assert found.rows


def test_no_member_is_named_in_any_of_it(demo_store: Store) -> None:
    """Nor is a prospect, a phone or an email."""
    table = table_of_sample(demo_store)
    with demo_store.reading() as connection:
        people = [row.name for row in connection.execute(t.person.select()) if row.name]
        prospects = [row.prospect for row in connection.execute(t.lead.select()) if row.prospect]
    for format in FORMATS:
        if format != "xlsx":
            written = area_table_as(table, format).decode("utf-8")
            assert not [name for name in {*people, *prospects} if name in written], format


def test_ids_are_of_chapters(store: Store) -> None:
    """By which the page opens one."""
    ids = write_chapters(store, [chapter_row("Harborview")])
    assert [line.of.id for line in seen(store, None, NOW, area_table, TableWanted()).rows] == [
        ChapterId(ids[0])
    ]


def test_a_chapter_without_anybody_has_no_members_and_nothing_before_it_began(store: Store) -> None:
    """It is short of all of twenty. Members read from a file have joined years ago; no month before the first
    meeting says what they did.
    """
    own, others = write_chapters(store, (chapter_row("Empty"), chapter_row("Lakeside")))
    months = [as_row(others, replace(MonthFigures(month=month), members=20)) for month in (202001, 202611)]
    with store.begun() as connection:
        connection.execute(t.chapter_month.insert(), months)
    rows = {line.of.id: line for line in seen(store, None, NOW, area_table, TableWanted()).rows}
    assert column_named("members").cell(rows[own]) == 0
    assert column_named("to_full").cell(rows[own]) == 20
    for key in ("one_to_ones", "attendance", "leads", "dollars", "visitors"):
        before = column_named(key).before
        assert before is not None
        assert isinstance(before(rows[others]), TooLittle), key
        assert isinstance(column_named(key).cell(rows[others]), TooLittle), key
    joined = replace(rows[others].of, last_joined_on=date(2020, 1, 8))
    new = column_named("weeks_since_new").cell(replace(rows[others], of=joined))
    assert isinstance(new, TooLittle)
