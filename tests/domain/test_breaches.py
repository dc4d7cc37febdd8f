"""Every rule that was broken is in one list: who, the figures, since when, months back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from leadsroom.domain.ids import DecisionId, PersonId, VisitId
from leadsroom.domain.people.attendance import AttendanceRecord, Attended, Mark
from leadsroom.domain.people.breaches import (
    Breach,
    Past,
    breaches,
    has_rules,
    list_begins,
    past_begins,
)
from leadsroom.domain.people.decisions import Decision, DecisionKind
from leadsroom.domain.people.follow_up import Belonging, VisitOfRecord, Visitor
from leadsroom.domain.people.roster import MembershipStatus, Person
from leadsroom.domain.people.standing import GivenOn, Level, member_standing
from leadsroom.domain.people.substitutes import PastSubstitute, StoodIn
from leadsroom.domain.rules.chapter_rules import (
    ChapterRules,
    Counted,
    Counting,
    Given,
    LeaveRules,
    LimitRule,
    Quota,
    ShareRule,
    SubstituteRules,
    Then,
    VisitorRules,
)
from leadsroom.domain.rules.rule_words import limit_sentence
from leadsroom.domain.rules.windows import Length, LengthUnit, PeriodKind, Window, WindowKind
from tests.domain.histories import DAYS, RECORDS, RULES, record
from tests.harborview import START
from tests.laws import tried

ANN, BO = PersonId(1), PersonId(2)
ON = date(2026, 12, 2)
SINCE = list_begins(ON, 6)
SIX_MONTHS, QUARTER = Window(WindowKind.ROLLING_MONTHS, 6), Window(WindowKind.QUARTER)
NO_VISITS = VisitorRules(visits=None)
THREE = ChapterRules(limits=(LimitRule(Counted.ABSENCE, 3, SIX_MONTHS),), visitors=NO_VISITS)
TWO_A_QUARTER = ChapterRules(limits=(LimitRule(Counted.ABSENCE, 2, QUARTER),), visitors=NO_VISITS)
WEEKS = [date(2026, 6, 3) + timedelta(weeks=week) for week in range(26)]  # Wednesdays, to 25 November


def every_week(**marks: str) -> AttendanceRecord:
    """Present each week of the half year, but for marks on days, as `sep2="A"`."""
    found = {f"{day:%b}{day.day}".lower(): day for day in WEEKS}
    assert marks.keys() <= found.keys()
    named = {found[name]: Mark(mark) for name, mark in marks.items()}
    return AttendanceRecord(tuple(Attended(day, named.get(day, Mark.PRESENT)) for day in WEEKS))


def listed(rules: ChapterRules, attendance: AttendanceRecord | None = None, **more: object) -> list[Breach]:
    """The list for Ann on 2 December, six months back."""
    records = {} if attendance is None else {ANN: attendance}
    past = Past(rules, SINCE, ON, {ANN: "Ann Chu"}, records, held=WEEKS)
    return list(breaches(replace(past, **more)))


def in_short(found: list[Breach]) -> list[tuple[str, str, str]]:
    """Figures, since when, until when."""
    return [(each.figures, f"{each.since}", f"{each.until or ''}") for each in found]


@pytest.mark.parametrize(
    ("rules", "attendance", "says"),
    [
        (THREE, every_week(sep2="A", sep9="A", oct7="A"), []),
        (
            THREE,
            every_week(sep2="A", sep9="A", oct7="A", nov4="A"),
            [
                (
                    "4 absences, 3 allowed, in any 6 months: 2 Sep (until 2 Mar 2027), 9 Sep, 7 Oct, 4 Nov",
                    "2026-11-04",
                    "",
                )
            ],
        ),
        (  # the quarter is over: it is no longer broken, and was
            TWO_A_QUARTER,
            every_week(jul1="A", jul8="A", aug5="A", nov4="A"),
            [("3 absences, 2 allowed, in a quarter: 1 Jul, 8 Jul, 5 Aug", "2026-08-05", "2026-10-01")],
        ),
        (  # two quarters are two breaches, what stands today first
            TWO_A_QUARTER,
            every_week(jul1="A", jul8="A", aug5="A", oct7="A", oct14="A", nov4="A"),
            [
                ("3 absences, 2 allowed, in a quarter: 7 Oct, 14 Oct, 4 Nov", "2026-11-04", ""),
                ("3 absences, 2 allowed, in a quarter: 1 Jul, 8 Jul, 5 Aug", "2026-08-05", "2026-10-01"),
            ],
        ),
        (  # it had begun before the list
            THREE,
            record("2026-03-04A 11A 18A 25A 2026-06-03P 2026-07-01A 2026-11-25P"),
            [
                (
                    "5 absences, 3 allowed, in any 6 months: 4 Mar, 11 Mar, 18 Mar, 25 Mar, 1 Jul",
                    "2026-03-25",
                    "2026-09-11",
                )
            ],
        ),
        (  # it had begun before the list, and goes on without those that it began with
            THREE,
            record("2026-03-04A 11A 18A 25A 2026-07-01A 08A 15A 22A 2026-11-25P"),
            [
                (
                    "4 absences, 3 allowed, in any 6 months: 1 Jul (until 1 Jan 2027), 8 Jul, 15 Jul, 22 Jul",
                    "2026-03-25",
                    "",
                )
            ],
        ),
        (  # it had begun before the list, with the second of two lates
            replace(THREE, counting=Counting(lates_per_absence=2)),
            record("2026-03-04L 11A 18A 25A 2026-04-01L 2026-06-03P 2026-11-25P"),
            [
                (
                    (
                        "4 absences, 3 allowed, in any 6 months: "
                        "4 Mar + 1 Apr (two lates = 1), 11 Mar, 18 Mar, 25 Mar"
                    ),
                    "2026-04-01",
                    "2026-09-04",
                )
            ],
        ),
        (  # in a row, until the next presence
            ChapterRules(
                limits=(LimitRule(Counted.ABSENCE, 1, Window(WindowKind.IN_A_ROW)),), visitors=NO_VISITS
            ),
            every_week(sep2="A", sep9="A", sep16="A"),
            [("3 absences, 1 allowed, in a row: 2 Sep, 9 Sep, 16 Sep", "2026-09-09", "2026-09-23")],
        ),
        (  # a reminder at the limit is no breach
            ChapterRules(
                limits=(LimitRule(Counted.ABSENCE, 1, SIX_MONTHS, Then.REMINDER),), visitors=NO_VISITS
            ),
            every_week(sep2="A", sep9="A", sep16="A"),
            [],
        ),
        (
            ChapterRules(shares=(ShareRule(90, SIX_MONTHS),), visitors=NO_VISITS),
            every_week(nov11="A", nov18="A", nov25="A"),
            [("23 of 26 meetings in any 6 months: 88%; the rule asks for 90%", "2026-11-25", "")],
        ),
    ],
    ids=[
        "at the limit",
        "past it",
        "a quarter that is over",
        "two quarters",
        "begun before",
        "begun before and going on",
        "begun before by lates",
        "in a row",
        "a reminder",
        "a share",
    ],
)
def test_a_limit_that_was_broken(
    rules: ChapterRules, attendance: AttendanceRecord, says: list[tuple[str, str, str]]
) -> None:
    """From the day of the one too many until it no longer counts, with the figures as they were then."""
    assert in_short(listed(rules, attendance)) == says


@settings(max_examples=tried(150, 15))
@given(RULES, RECORDS, DAYS)
def test_a_limit_is_listed_where_a_day_by_day_look_finds_it_broken(
    rules: ChapterRules, attendance: AttendanceRecord, on: date
) -> None:
    """Days are chosen by short cuts: looked at plainly, each day of eight weeks says the same of a limit."""
    since = on - timedelta(weeks=8)
    rules = replace(rules, shares=(), visitors=NO_VISITS)
    found = breaches(Past(rules, since, on, {ANN: "Ann"}, {ANN: attendance}))
    days = [since + timedelta(days=day) for day in range((on - since).days + 1)]
    sentences = [limit_sentence(rule) for rule in rules.limits]
    for place, sentence in enumerate(sentences):
        if sentences.count(sentence) == 1:
            levels = {day: member_standing(rules, attendance, day).limits[place].level for day in days}
            of_rule = [each for each in found if each.rule == sentence]
            assert {day for day in days if levels[day] is Level.PAST} == {
                day
                for day in days
                for each in of_rule
                if each.since <= day and (each.until is None or day < each.until)
            }


def test_a_list_reads_as_far_back_as_its_rules_look() -> None:
    """From the window that ends on the first day of the list; of a quota, its first whole period."""
    quota = ChapterRules(quotas=(Quota(1, PeriodKind.QUARTER),), visitors=NO_VISITS)
    assert past_begins(THREE, SINCE, ON) == date(2025, 12, 3)
    assert past_begins(quota, SINCE, ON) == date(2026, 4, 1)
    assert past_begins(replace(quota, quotas=(Quota(1, PeriodKind.YEAR),)), SINCE, ON) == date(2025, 1, 1)
    assert past_begins(ChapterRules(visitors=NO_VISITS), SINCE, ON) == ON


def gave(*days: str, what: Given = Given.LEAD) -> dict[PersonId, list[GivenOn]]:
    """What Ann gave, each on a day."""
    return {ANN: [GivenOn(what, date.fromisoformat(f"2026-{day}")) for day in days]}


_EIGHT_WEEKS = ("5 Oct", "12 Oct", "19 Oct", "26 Oct", "2 Nov", "9 Nov", "16 Nov", "23 Nov")
ONE_EACH_MONTH = ("06-03", "07-01", "08-05", "09-02", "10-07", "11-04")


@pytest.mark.parametrize(
    ("quota", "given_on", "says"),
    [
        (Quota(1, PeriodKind.MONTH), ONE_EACH_MONTH, []),
        (
            Quota(1, PeriodKind.MONTH),
            ("06-03", "07-01", "08-05", "11-04"),
            [("2 of 6 months with too few leads: Sep (0 of 1), Oct (0 of 1)", "2026-09-01", "2026-11-01")],
        ),
        (
            Quota(2, PeriodKind.MONTH, frozenset({Given.LEAD, Given.VISITOR})),
            (*ONE_EACH_MONTH, "06-10", "07-08", "08-12", "09-09", "10-14"),
            [("1 of 6 months with too few leads or visitors: Nov (1 of 2)", "2026-11-01", "")],
        ),
        (  # a quarter that is not over is not missed yet; of a longer period the last one is looked at
            Quota(4, PeriodKind.QUARTER),
            ("06-03", "07-01", "08-05", "09-02"),
            [
                (
                    "2 of 2 quarters with too few leads: Apr to Jun (1 of 4), Jul to Sep (3 of 4)",
                    "2026-04-01",
                    "",
                )
            ],
        ),
        (
            Quota(1, PeriodKind.MEETING),
            [f"{day:%m-%d}" for day in WEEKS if day != date(2026, 11, 18)],
            [("1 of 26 meetings with too few leads: 18 Nov (0 of 1)", "2026-11-18", "2026-11-19")],
        ),
        (
            Quota(1, PeriodKind.WEEK),
            [f"{day:%m-%d}" for day in WEEKS[:-1]],
            [("1 of 26 weeks with too few leads: week of 23 Nov (0 of 1)", "2026-11-23", "")],
        ),
        (
            Quota(1, PeriodKind.WEEK),
            (),
            [
                (
                    "26 of 26 weeks with too few leads: 18 earlier, "
                    + ", ".join(f"week of {week} (0 of 1)" for week in _EIGHT_WEEKS),
                    "2026-06-01",
                    "",
                )
            ],
        ),
    ],
    ids=["met", "two months", "the last month", "quarters", "meetings", "weeks", "never"],
)
def test_a_quota_that_was_missed(
    quota: Quota, given_on: tuple[str, ...], says: list[tuple[str, str, str]]
) -> None:
    """Each period that is over, months back, in one line for each member."""
    rules = ChapterRules(quotas=(quota,), visitors=NO_VISITS)
    assert in_short(listed(rules, every_week(), given=gave(*given_on))) == says


def test_a_quota_is_asked_of_who_was_expected_where_the_chapter_met() -> None:
    """No month without a meeting, none before somebody joined, a part of one that they were on leave in."""
    rules = ChapterRules(quotas=(Quota(4, PeriodKind.MONTH),), visitors=NO_VISITS)
    held = [day for day in WEEKS if day.month != 8]
    joined = AttendanceRecord(tuple(Attended(day, Mark.PRESENT) for day in held if day >= date(2026, 10, 21)))
    found = listed(rules, joined, held=held)
    assert [each.figures for each in found] == [
        "2 of 5 months with too few leads: Oct (0 of 2), Nov (0 of 4)"
    ]
    assert (found[0].counted, found[0].allowed) == (0, 6)
    assert listed(rules, None, held=held) == []


@pytest.mark.parametrize(
    ("leaves", "says"),
    [
        ("2026-08-03..2026-08-30", []),
        (
            "2026-08-03..2026-09-06",
            [("on leave from 3 Aug to 6 Sep, allowed until 30 Aug", "2026-08-31", "2026-09-07")],
        ),
        ("2026-10-26..", [("on leave from 26 Oct, allowed until 22 Nov", "2026-11-23", "")]),
        ("2026-11-09..2027-01-31", []),  # it will be too long, and is not yet
        ("2026-03-02..2026-05-31", []),  # before the time of the list
        (
            "2026-07-06..2026-08-02 2026-11-02..2026-11-08",
            [("on leave from 2 Nov to 8 Nov, none was left", "2026-11-02", "2026-11-09")],
        ),
    ],
    ids=["as long as may be", "too long", "open", "not yet", "long ago", "too many in a year"],
)
def test_a_leave_that_was_too_long(leaves: str, says: list[tuple[str, str, str]]) -> None:
    """From the first day beyond what the rules allow until the last of the leave."""
    four = Length(4, LengthUnit.WEEKS)
    leave_rules = LeaveRules(longest=four, in_all=four, window=Window(WindowKind.YEAR))
    rules = ChapterRules(leaves=leave_rules, visitors=NO_VISITS)
    assert in_short(listed(rules, record("", leaves=leaves))) == says


def stood_in(*days: str) -> tuple[PastSubstitute, ...]:
    """Tom, a substitute on days."""
    times = tuple(StoodIn(date.fromisoformat(f"2026-{day}"), BO, "Bo Lind") for day in days)
    return (PastSubstitute(Person(PersonId(9), "Tom Ray"), times),)


def test_a_substitute_too_often() -> None:
    """One person for everybody, past and present, under the rule of substitutes."""
    rules = ChapterRules(
        substitutes=SubstituteRules(same_person=2, same_person_window=QUARTER), visitors=NO_VISITS
    )
    assert listed(rules, substitutes=stood_in("07-01", "08-05", "10-07")) == []
    found = listed(rules, substitutes=stood_in("07-01", "08-05", "09-02", "10-07"))
    assert in_short(found) == [
        ("substitute 3 times in a quarter, 2 allowed, for Bo Lind 3", "2026-09-02", "2026-10-01")
    ]
    assert found[0].who == "Tom Ray"
    half_year = replace(rules.substitutes, same_person_window=SIX_MONTHS)
    often = stood_in("03-04", "04-01", "05-06", "07-01", "08-05", "09-02")
    found = listed(replace(rules, substitutes=half_year), substitutes=often)
    assert [f"{each.since}" for each in found] == ["2026-05-06"]


def visitor(*days: str, joined: bool = False) -> Visitor:
    """Eve, a visitor on days."""
    visits = tuple(VisitOfRecord(VisitId(n), date.fromisoformat(f"2026-{day}")) for n, day in enumerate(days))
    belongings = (Belonging(MembershipStatus.ACTIVE, date(2026, 12, 1)),) if joined else ()
    return Visitor(Person(PersonId(8), "Eve Stone"), visits, belongings)


def test_a_visitor_too_often() -> None:
    """Whoever came once too often and has not applied, if the last visit is of the time of the list."""
    rules = ChapterRules(visitors=VisitorRules(visits=2))
    often = visitor("06-03", "09-02", "11-04")
    assert in_short(listed(rules, visitors=(often,))) == [
        ("visited 3 times, 2 allowed: 3 Jun, 2 Sep, 4 Nov", "2026-11-04", "")
    ]
    assert listed(rules, visitors=(visitor("06-03", "09-02"),)) == []
    assert listed(rules, visitors=(visitor("01-07", "02-04", "03-04"),)) == []
    assert listed(rules, visitors=(visitor("06-03", "09-02", "11-04", joined=True),)) == []


def decided(kind: DecisionKind, day: str, who: PersonId = ANN) -> Decision:
    """A decision on a day."""
    return Decision(DecisionId(1), who, kind, date.fromisoformat(f"2026-{day}"), "the board", "", START)


def test_what_was_decided_stands_beside_it() -> None:
    """Warnings and ends of membership since it was broken; nothing of others, or from before."""
    attendance = every_week(sep2="A", sep9="A", oct7="A", nov4="A")
    decisions = (
        decided(DecisionKind.WARNED, "10-08"),
        decided(DecisionKind.WARNED, "11-05"),
        decided(DecisionKind.TRAINING, "11-06"),
        decided(DecisionKind.WARNED, "11-07", BO),
        decided(DecisionKind.SEAT_OPENED, "11-20"),
    )
    found = listed(THREE, attendance, decisions=decisions)
    assert [each.decided for each in found] == ["warned 5 Nov, end of membership 20 Nov"]


def test_the_most_pressing_first() -> None:
    """What stands before what is over; a membership at stake before a quota; the most beyond first."""
    rules = replace(
        THREE,
        limits=(*THREE.limits, LimitRule(Counted.LATE, 0, QUARTER, Then.CHAPTER_DECIDES)),
        quotas=(Quota(1, PeriodKind.MONTH),),
    )
    records = {
        ANN: every_week(sep2="A", sep9="A", oct7="A", nov4="A", aug5="L"),
        BO: every_week(sep2="A", sep9="A", oct7="A", nov4="A", nov11="A", nov18="L"),
    }
    found = breaches(
        Past(rules, SINCE, ON, {ANN: "Ann", BO: "Bo"}, records, gave(*ONE_EACH_MONTH), held=WEEKS)
    )
    assert [(each.who, each.kind, each.counted, each.stands) for each in found] == [
        ("Bo", "attendance", 5, True),
        ("Ann", "attendance", 4, True),
        ("Bo", "attendance", 1, True),
        ("Bo", "quota", 0, True),
        ("Ann", "attendance", 1, False),
    ]


def test_a_chapter_without_rules() -> None:
    """It has nothing to break."""
    assert not has_rules(ChapterRules(visitors=NO_VISITS))
    assert has_rules(ChapterRules(quotas=(Quota(1, PeriodKind.MONTH),)))
    assert listed(ChapterRules(visitors=NO_VISITS), every_week(sep2="A")) == []
