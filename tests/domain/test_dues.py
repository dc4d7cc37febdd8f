"""Whose dues are due when, and how much: by the calendar, from the day of joining, in parts and in shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.ids import MembershipId, PersonId, ProfessionId
from leadsroom.domain.money.dues import ChargedDues, Due, DuesRecord, dues_due, dues_of, uncharged
from leadsroom.domain.money.dues_periods import Cycle, DuesPeriod, days_of_label, period_of, split
from leadsroom.domain.people.attendance import Away
from leadsroom.domain.people.roster import Member, MembershipStatus, Person
from leadsroom.domain.rules.chapter_rules import PARTS, Dues, DuesFrom, MoneyRules, Share
from leadsroom.domain.rules.windows import PeriodKind
from tests.domain.leads import CHAPTER

ACTIVE, ON_LEAVE, ENDED = MembershipStatus.ACTIVE, MembershipStatus.ON_LEAVE, MembershipStatus.ENDED
APPLICANT, WAITING = MembershipStatus.APPLICANT, MembershipStatus.WAITING
CALENDAR, JOINING = DuesFrom.CALENDAR, DuesFrom.JOINING
STRETCHES = [PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR]
DAYS = st.dates(date(1999, 1, 1), date(2101, 12, 31))


def day(typed: str | None) -> date | None:
    """A day as tables have it."""
    return date.fromisoformat(typed) if typed else None


def a_day(typed: str) -> date:
    """The same where there is one."""
    return date.fromisoformat(typed)


def member(
    joined: str | None = None,
    ended: str | None = None,
    status: MembershipStatus | None = None,
    number: int = 1,
) -> Member:
    """A member of whom nothing else matters."""
    person = Person(PersonId(number), f"Member {number}")
    here = status or (ENDED if ended else ACTIVE)
    seat = (MembershipId(number), person, ProfessionId(1), "Florist", "", here, number, ())
    return Member(*seat, day(joined), day(ended))


def record(
    dues: Dues | None,
    *members: Member,
    charged: Mapping[int, Mapping[str, int]] | None = None,
    first_on: str | None = None,
    away: Away | None = None,
) -> DuesRecord:
    """A chapter of these members, what each was charged, and since when."""
    chapter = replace(CHAPTER, rules=replace(CHAPTER.rules, money=MoneyRules(dues=dues)))
    by_person = {PersonId(number): labels for number, labels in (charged or {}).items()}
    leaves = {} if away is None else {MembershipId(1): [away]}
    return DuesRecord(chapter, members, leaves, ChargedDues(by_person, day(first_on)))


def in_short(dues: tuple[Due, ...]) -> list[tuple[str, int]]:
    """The label and the sum of each."""
    return [(due.period.label, due.minor) for due in dues]


# Periods


@pytest.mark.parametrize(
    ("joined", "per", "on", "first", "last"),
    [
        ("2025-11-14", PeriodKind.YEAR, "2026-11-13", "2025-11-14", "2026-11-13"),
        ("2025-11-14", PeriodKind.YEAR, "2026-11-14", "2026-11-14", "2027-11-13"),
        ("2024-02-29", PeriodKind.YEAR, "2025-02-27", "2024-02-29", "2025-02-27"),
        ("2024-02-29", PeriodKind.YEAR, "2025-02-28", "2025-02-28", "2026-02-27"),
        ("2024-02-29", PeriodKind.YEAR, "2028-02-28", "2027-02-28", "2028-02-28"),
        ("2024-02-29", PeriodKind.YEAR, "2028-02-29", "2028-02-29", "2029-02-27"),
        ("2026-01-31", PeriodKind.MONTH, "2026-02-27", "2026-01-31", "2026-02-27"),
        ("2026-01-31", PeriodKind.MONTH, "2026-02-28", "2026-02-28", "2026-03-30"),
        ("2026-01-31", PeriodKind.MONTH, "2026-03-31", "2026-03-31", "2026-04-29"),
        ("2026-08-31", PeriodKind.QUARTER, "2026-11-30", "2026-11-30", "2027-02-27"),
        ("2026-08-31", PeriodKind.HALF_YEAR, "2027-02-28", "2027-02-28", "2027-08-30"),
        ("2026-11-18", PeriodKind.WEEK, "2026-12-01", "2026-11-25", "2026-12-01"),
    ],
)
def test_a_period_from_the_day_of_joining(
    joined: str, per: PeriodKind, on: str, first: str, last: str
) -> None:
    """It begins on that day of the month, or on its last where there is none, and never drifts."""
    period = Cycle(per, a_day(joined)).period_on(a_day(on))
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)


CYCLES = st.builds(Cycle, st.sampled_from(STRETCHES), st.none() | DAYS)


@given(CYCLES, DAYS)
def test_periods_of_every_cycle_lie_side_by_side(cycle: Cycle, on: date) -> None:
    """A day is in its period, the next begins the day after it, and the label leads back to its days."""
    period = cycle.period_on(on)
    assert period.first <= on <= period.last
    assert cycle.period_on(period.last + timedelta(days=1)).first == period.last + timedelta(days=1)
    assert days_of_label(period.label) == (period.first, period.last)


@given(CYCLES, DAYS, st.data())
def test_the_parts_of_a_period_are_the_whole_of_it(cycle: Cycle, on: date, data: st.DataObject) -> None:
    """They lie side by side from its first day to its last, and each label names days of its own."""
    whole = cycle.period_on(on)
    parts = cycle.parts_of(whole, data.draw(st.sampled_from(PARTS.get(cycle.per, (1,)))))
    assert (parts[0].first, parts[-1].last) == (whole.first, whole.last)
    for one, following in pairwise(parts):
        assert following.first == one.last + timedelta(days=1)
    for part in parts:
        first, last = days_of_label(part.label) or (date.max, date.min)
        assert 2 * part.days_within(first, last) > part.days


@pytest.mark.parametrize("label", ["2026-11-18", "2026-13", "2026-Q5", "spring", "2026-11-14/", "2026 5/0"])
def test_a_label_of_something_else_stands_for_no_days(label: str) -> None:
    """A meeting's date, what nobody could have charged, and what somebody wrote by hand."""
    assert days_of_label(label) is None


# Shares

CENTS, YEN, FILS = 12_000, 12_345, 120_001  # of currencies with two, no and three decimals


@pytest.mark.parametrize(
    ("joined", "joining", "amount", "due"),
    [
        (None, Share.NONE, CENTS, [("2026-Q4", CENTS)]),
        ("2019-05-05", Share.DAYS, CENTS, [("2026-Q4", CENTS)]),
        ("2026-10-01", Share.NONE, CENTS, [("2026-Q4", CENTS)]),
        ("2026-10-02", Share.WHOLE, CENTS, [("2026-Q4", CENTS)]),
        ("2026-10-02", Share.MONTHS, CENTS, [("2026-Q4", CENTS)]),
        ("2026-10-02", Share.DAYS, CENTS, [("2026-Q4", 11_870)]),
        ("2026-10-31", Share.MONTHS, CENTS, [("2026-Q4", CENTS)]),
        ("2026-11-01", Share.MONTHS, CENTS, [("2026-Q4", 8_000)]),
        ("2026-11-01", Share.MONTHS, YEN, [("2026-Q4", 8_230)]),
        ("2026-11-01", Share.MONTHS, FILS, [("2026-Q4", 80_001)]),
        ("2026-12-31", Share.MONTHS, CENTS, [("2026-Q4", 4_000)]),
        ("2026-12-31", Share.DAYS, CENTS, [("2026-Q4", 130)]),
        ("2026-12-31", Share.DAYS, YEN, [("2026-Q4", 134)]),
        ("2026-12-31", Share.NONE, CENTS, [("2026-Q4", 0)]),
        ("2027-01-01", Share.WHOLE, CENTS, []),
    ],
)
def test_the_share_of_who_joins_within_a_quarter(
    joined: str | None, joining: Share, amount: int, due: list[tuple[str, int]]
) -> None:
    """Whole, by the months begun, by the days, or from the next one on; to the nearest unit, the half up."""
    dues = Dues(amount, PeriodKind.QUARTER, joining=joining)
    assert in_short(dues_of(member(joined), dues, period_of(PeriodKind.QUARTER, date(2026, 11, 18)))) == due


@pytest.mark.parametrize(
    ("joined", "joining", "parts", "due"),
    [
        (None, Share.WHOLE, 4, [2_501, 2_501, 2_501, 2_500]),
        ("2026-08-20", Share.WHOLE, 4, [5_002, 5_001]),
        ("2026-08-20", Share.MONTHS, 4, [2_084, 2_084]),
        ("2026-08-20", Share.NONE, 4, [0, 0]),
        ("2026-12-31", Share.DAYS, 12, [27]),
        (None, Share.WHOLE, 1, [10_003]),
    ],
)
def test_a_year_in_parts(joined: str | None, joining: Share, parts: int, due: list[int]) -> None:
    """What a member pays for the year is divided over the parts that are left, the first with the cents."""
    dues = Dues(10_003, PeriodKind.YEAR, joining=joining, parts=parts)
    found = dues_of(member(joined), dues, period_of(PeriodKind.YEAR, date(2026, 1, 1)))
    assert [each.minor for each in found] == due


@given(st.integers(0, 10**9), st.integers(1, 12))
def test_parts_add_up(minor: int, parts: int) -> None:
    """To the unit, and none is more than one unit above another."""
    amounts = split(minor, parts)
    assert sum(amounts) == minor
    assert max(amounts) - min(amounts) <= 1


@given(CYCLES, DAYS, st.integers(0, 10**7), st.sampled_from([Share.DAYS, Share.MONTHS]), st.data())
def test_a_seat_that_changes_hands_is_paid_once(
    cycle: Cycle, on: date, amount: int, share: Share, data: st.DataObject
) -> None:
    """Who leaves on a day and who joins on the next pay a period together, to the unit: no more, no less."""
    whole = cycle.period_on(on)
    goes = data.draw(st.dates(whole.first, whole.last))
    dues = Dues(amount, cycle.per, joining=share, leaving=share)
    leaver = replace(member(None, "2026-01-01"), ended_on=goes)
    comer = replace(member(number=2), joined_on=goes + timedelta(days=1))
    left = uncharged(leaver, dues, {}, {}, whole)
    # The comer's period is the leaver's, as where both go by the calendar.
    share_of_comer = cycle.share_from(whole, comer.joined_on, share)
    stayed = left.minor(share) if left else 0
    assert (
        stayed
        + (2 * amount * share_of_comer.numerator + share_of_comer.denominator)
        // (2 * share_of_comer.denominator)
        == amount
    )


# What is due on a day


YEARLY = Dues(12_000, PeriodKind.YEAR, starts=JOINING)
MONTHLY = Dues(1_000, PeriodKind.MONTH, starts=JOINING)


@pytest.mark.parametrize(
    ("dues", "joined", "since", "on", "due"),
    [
        (YEARLY, "2025-11-14", None, "2026-11-13", ["2025-11-14/2026-11-13"]),
        (YEARLY, "2025-11-14", None, "2026-11-14", ["2026-11-14/2027-11-13"]),
        (YEARLY, "2025-11-14", "2026-10-01", "2026-11-14", ["2026-11-14/2027-11-13"]),
        (YEARLY, "2024-02-29", None, "2026-02-28", ["2026-02-28/2027-02-27"]),
        (YEARLY, "2026-12-02", None, "2026-12-01", []),
        (YEARLY, None, None, "2026-12-01", ["2026"]),
        (
            MONTHLY,
            "2026-08-31",
            "2026-10-31",
            "2026-12-01",
            ["2026-10-31/2026-11-29", "2026-11-30/2026-12-30"],
        ),
        (
            MONTHLY,
            "2026-10-20",
            "2026-01-01",
            "2026-12-01",
            ["2026-10-20/2026-11-19", "2026-11-20/2026-12-19"],
        ),
        (
            replace(MONTHLY, starts=CALENDAR),
            "2026-10-20",
            "2026-10-20",
            "2026-12-01",
            ["2026-10", "2026-11", "2026-12"],
        ),
        (
            Dues(10_000, PeriodKind.YEAR, parts=4),
            None,
            None,
            "2026-07-01",
            ["2026 1/4", "2026 2/4", "2026 3/4"],
        ),
        (Dues(10_000, PeriodKind.YEAR, parts=4), "2026-05-05", None, "2026-06-30", ["2026 2/4"]),
        (replace(YEARLY, parts=2), "2025-08-31", None, "2026-02-27", ["2025-08-31/2026-08-30 1/2"]),
        (Dues(500, PeriodKind.MEETING), None, None, "2026-12-01", []),
    ],
)
def test_what_is_due_on_a_day(
    dues: Dues, joined: str | None, since: str | None, on: str, due: list[str]
) -> None:
    """The period that is on, and those that began since: each from the day on which it begins."""
    found = dues_due(member(joined), dues, a_day(on), since=day(since))
    assert [each.period.label for each in found] == due


@pytest.mark.parametrize(
    ("one", "on_leave", "pays"),
    [
        (member(), True, True),
        (member("2026-10-01"), True, True),
        (member("2026-12-31"), True, True),
        (member("2027-01-01"), True, False),
        (member(status=ON_LEAVE), True, True),
        (member(status=ON_LEAVE), False, False),
        (member(status=APPLICANT), True, False),
        (member(status=WAITING), True, False),
        (member(status=ENDED), True, False),
    ],
)
def test_who_pays_dues(one: Member, on_leave: bool, pays: bool) -> None:
    """Who holds a seat, from the period in which they joined; a leave may be free."""
    plan = record(Dues(12000, PeriodKind.QUARTER, on_leave), one).plan_of(
        period_of(PeriodKind.QUARTER, date(2026, 11, 18))
    )
    assert bool(plan.dues) is pays


@pytest.mark.parametrize(
    ("leave", "november", "december"),
    [
        (Away(date(2026, 11, 20), date(2026, 12, 4)), True, False),
        (Away(date(2026, 10, 20), date(2026, 11, 1)), False, True),
        (Away(date(2026, 11, 2), date(2026, 11, 30)), True, True),
        (Away(date(2026, 12, 1), None), True, False),
    ],
)
@pytest.mark.parametrize("status", [ACTIVE, ON_LEAVE])
def test_dues_go_by_the_first_day_of_the_period(
    status: MembershipStatus, leave: Away, november: bool, december: bool
) -> None:
    """A free leave is free for the periods that begin in it, whatever the roster has noticed of it by now."""
    of_chapter = record(Dues(1_000, PeriodKind.MONTH, on_leave=False), member(status=status), away=leave)
    months = (period_of(PeriodKind.MONTH, date(2026, month, 9)) for month in (11, 12))
    assert [bool(of_chapter.plan_of(each).dues) for each in months] == [november, december]


@pytest.mark.parametrize(
    ("currency", "words"),
    [
        ("USD", "2 members × $123.45 + Member 3 $41.15"),
        ("JPY", "2 members × ¥12,345 + Member 3 ¥4,115"),
        ("KWD", "2 members × KWD12.345 + Member 3 KWD4.115"),
    ],
)
def test_what_would_be_charged_in_words(currency: str, words: str) -> None:
    """In currencies with two, no and three decimals; who pays another sum is named with it."""
    dues = Dues(12_345, PeriodKind.QUARTER, joining=Share.MONTHS)
    found = record(dues, member(number=1), member(number=2), member("2026-12-09", number=3))
    chapter = replace(found.chapter, currency=currency)
    plan = replace(found, chapter=chapter).plan_of(period_of(PeriodKind.QUARTER, date(2026, 11, 18)))
    assert plan.counted(plan.paying(), "US").replace("\xa0", " ") == words


# What was charged already


@pytest.mark.parametrize(
    ("charged", "due"),
    [
        ({}, [12_000]),
        ({"2026-Q4": 12_000}, []),
        ({"2026": 48_000}, []),
        ({"2026-10": 4_000}, [7_957]),
        ({"2026-10": 4_000, "2026-11": 4_000}, []),
        ({"2026-11-18": 500}, [12_000]),
        ({"2026-Q3": 12_000, "by hand": 7}, [12_000]),
        ({"2026-09-30/2026-12-29": 12_000}, []),
    ],
)
def test_no_day_is_charged_twice(charged: Mapping[str, int], due: list[int]) -> None:
    """What was charged under another rule counts: half of the days or more settle it, fewer make it less."""
    plan = record(Dues(12_000, PeriodKind.QUARTER), member(), charged={1: charged}).plan_of(
        period_of(PeriodKind.QUARTER, date(2026, 11, 18))
    )
    assert [each.minor for each in plan.dues] == due


RULES = st.builds(
    Dues,
    st.integers(1, 10**6),
    st.sampled_from([PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR]),
    st.just(value=True),
    st.sampled_from(DuesFrom),
    st.sampled_from(Share),
    st.just(Share.NONE),
).flatmap(
    lambda dues: st.sampled_from(PARTS.get(dues.per, (1,))).map(lambda parts: replace(dues, parts=parts))
)
LATELY = st.dates(date(2025, 1, 1), date(2026, 12, 31))


@given(RULES, LATELY, st.lists(LATELY, min_size=1, max_size=8).map(sorted))
def test_charging_again_and_again_charges_each_part_once(dues: Dues, joined: date, days: list[date]) -> None:
    """However often what is due is charged, nothing is charged twice, and a second time on a day nothing."""
    one, labels = replace(member(), joined_on=joined), dict[str, int]()
    for on in days:
        found = record(dues, one, charged={1: labels}, first_on=days[0].isoformat()).plan_until(on).dues
        assert not labels.keys() & {each.period.label for each in found}
        labels |= {each.period.label: each.minor for each in found}
        assert record(dues, one, charged={1: labels}, first_on=days[0].isoformat()).plan_until(on).dues == ()
    years = {each.label.partition(" ")[0] for each in map(_whole(dues, joined), days)}
    for year in years:
        paid = sum(minor for label, minor in labels.items() if label.partition(" ")[0] == year)
        assert paid <= dues.amount


def test_a_charge_that_was_taken_back_is_shown_until_something_later_stands() -> None:
    """A month that was charged and undone is not forgotten when the next month is charged."""
    dues, one = Dues(100, PeriodKind.MONTH, parts=1, starts=DuesFrom.JOINING), member("2024-01-15")
    labels = {"2026-09-15/2026-10-14": 100, "2026-10-15/2026-11-14": 0}
    plan = record(dues, one, charged={1: labels}, first_on="2026-09-15").plan_until(date(2026, 11, 20))
    assert [due.period.label for due in plan.taken_back] == ["2026-10-15/2026-11-14"]
    assert [due.period.label for due in plan.dues] == ["2026-11-15/2026-12-14"]


def _whole(dues: Dues, joined: date) -> Callable[[date], DuesPeriod]:
    return Cycle(dues.per, joined if dues.starts is JOINING else None).period_on


# Who leaves before a charge

LEFT = Dues(12_000, PeriodKind.QUARTER, leaving=Share.DAYS)


@pytest.mark.parametrize(
    ("joined", "ended", "charged", "expected"),
    [
        (None, "2026-12-30", {}, (12_000, 8_000, 11_870)),
        (None, "2026-12-31", {}, (12_000, 12_000, 12_000)),
        (None, "2026-10-01", {}, (12_000, 0, 130)),
        (None, "2026-10-30", {}, (12_000, 0, 3_913)),
        (None, "2026-10-31", {}, (12_000, 4_000, 4_043)),
        (None, "2027-02-02", {}, (12_000, 12_000, 12_000)),
        (None, "2026-09-30", {}, None),
        ("2026-11-10", "2026-11-20", {}, (12_000, 4_000, 6_652)),
        (None, "2026-11-20", {"2026-Q4": 12_000}, None),
        (None, "2026-11-20", {"2026-Q3": 12_000}, (12_000, 4_000, 6_652)),
    ],
)
def test_who_leaves_before_a_quarter_is_charged(
    joined: str | None, ended: str, charged: Mapping[str, int], expected: tuple[int, int, int] | None
) -> None:
    """Whole, by the months that were stayed out, by the days with the last one; never what was charged."""
    period = period_of(PeriodKind.QUARTER, date(2026, 11, 18))
    found = uncharged(member(joined, ended), LEFT, charged, {}, period)
    shares = (Share.WHOLE, Share.MONTHS, Share.DAYS)
    assert (found and tuple(found.minor(share) for share in shares)) == expected
    assert found is None or found.minor(Share.NONE) == 0


@pytest.mark.parametrize(
    ("dues", "ended", "charged", "expected"),
    [
        (
            Dues(12_000, PeriodKind.YEAR, parts=4),
            "2026-09-30",
            {"2026 1/4": 3_000, "2026 2/4": 3_000},
            (6_000, 3_000),
        ),
        (
            Dues(12_000, PeriodKind.YEAR, parts=4),
            "2026-03-31",
            {"2026 1/4": 3_000, "2026 2/4": 3_000},
            (6_000, 0),
        ),
        (YEARLY, "2026-11-13", {"2025-11-14/2026-11-13": 12_000}, None),
        (YEARLY, "2026-11-14", {"2025-11-14/2026-11-13": 12_000}, (12_000, 0)),
        # Of a quarter by the calendar those days count that lie in the member's own year.
        (YEARLY, "2026-11-10", {"2025-Q4": 3_000, "2026-Q1": 3_000}, (7_435, 6_435)),
        (replace(YEARLY, per=PeriodKind.MEETING), "2026-11-14", {}, None),
    ],
)
def test_who_leaves_within_a_year(
    dues: Dues, ended: str, charged: Mapping[str, int], expected: tuple[int, int] | None
) -> None:
    """Of a year of their own, or one in parts, what was charged counts for it."""
    found = uncharged(member("2025-11-14" if dues.starts is JOINING else None, ended), dues, charged, {})
    assert (found and (found.whole, found.by_months)) == expected


def test_who_left_stands_in_the_plan() -> None:
    """Named with what the chapter asks of them, but who came back, had no seat, or was let off is not."""
    gone, back = member(None, "2026-11-14", number=1), member(None, "2026-11-14", number=2)
    again = replace(member(number=2), id=MembershipId(9))
    never = replace(member(None, "2026-11-14", number=3), seat=0)
    let_off = member(None, "2026-11-14", number=4)
    plan = record(LEFT, gone, back, again, never, let_off, charged={4: {"2026-Q4": 0}}).plan_of(
        period_of(PeriodKind.QUARTER, date(2026, 11, 18))
    )
    assert [(each.member.person.name, each.minor(plan.leaving)) for each in plan.left] == [
        ("Member 1", 5_870)
    ]
    assert [(due.member.id, due.minor) for due in plan.paying()] == [(9, 12_000), (1, 5_870)]
    assert [due.minor for due in plan.paying(leaving=Share.NONE)] == [12_000]
