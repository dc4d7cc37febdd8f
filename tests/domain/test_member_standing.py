"""Counting for one member: what is an absence, what a window holds, what is left; and the laws of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.people.attendance import AttendanceRecord, Attended, Mark
from leadsroom.domain.people.standing import (
    Level,
    MemberStanding,
    RuleStanding,
    ShareStanding,
    member_standing,
    record_begins,
)
from leadsroom.domain.people.standing_words import limit_in_words
from leadsroom.domain.rules.chapter_rules import ChapterRules, Counted, Counting, LimitRule, ShareRule, Then
from leadsroom.domain.rules.rule_presets import BNI, CANALSIDE, LEADS_CLUB, NYC_62, POWERTIPPS
from leadsroom.domain.rules.windows import Window, WindowKind
from tests.domain.histories import DAYS, RECORDS, RULES, record
from tests.laws import tried

QUARTER, YEAR = Window(WindowKind.QUARTER), Window(WindowKind.YEAR)
ROW = Window(WindowKind.IN_A_ROW)
SIX_MONTHS = Window(WindowKind.ROLLING_MONTHS, 6)
ON = date(2026, 3, 25)


def dates(text: str) -> tuple[date, ...]:
    """Days of 2026 as `1/7 1/14`."""
    return tuple(date(2026, *map(int, word.split("/"))) for word in text.split())


def stands(
    rule: LimitRule,
    text: str,
    counting: Counting = Counting(),  # noqa: B008 - frozen
    *others: LimitRule,
    on: date = ON,
    leaves: str = "",
    trainings: str = "",
) -> RuleStanding:
    """Where a member with this history stands with the first rule."""
    rules = ChapterRules(limits=(rule, *others), counting=counting)
    return member_standing(rules, record(text, leaves=leaves, trainings=trainings), on).limits[0]


ABSENCES = LimitRule(Counted.ABSENCE, 3, QUARTER)
WEEKS = "2026-01-07{} 14{} 21{} 28{} 2026-02-04{} 11{} 18{} 25{} 2026-03-04{} 11{} 18{} 25{}"


def season(marks: str) -> str:
    """Twelve Wednesdays of the first quarter of 2026, one mark each; `.` is present."""
    return WEEKS.format(*("P" if mark == "." else mark for mark in marks))


ONLINE = AttendanceRecord(
    tuple(
        Attended(date(2026, 1, day), mark, online=online)
        for day, mark, online in (
            (7, Mark.PRESENT, True),
            (14, Mark.LATE, True),
            (21, Mark.PRESENT, False),
            (28, Mark.ABSENT, False),
        )
    )
)


@pytest.mark.parametrize(("is_absence", "absent"), [(False, 1), (True, 3)])
def test_online_meetings_are_counted_and_are_absences_where_the_chapter_says_so(
    is_absence: bool, absent: int
) -> None:
    """A limit of their own counts them either way; absences and shares go by what the chapter has decided."""
    rules = ChapterRules(
        limits=(LimitRule(Counted.ONLINE, 2, QUARTER), ABSENCES, LimitRule(Counted.LATE, 2, QUARTER)),
        shares=(ShareRule(50, QUARTER),),
        counting=Counting(online_is_absence=is_absence),
    )
    standing = member_standing(rules, ONLINE, ON)
    assert [limit.count for limit in standing.limits] == [2, absent, 0 if is_absence else 1]
    assert (standing.shares[0].there, standing.shares[0].of) == (4 - absent, 4)
    assert {each.was for each in standing.limits[1].behind} == (
        {Counted.ONLINE, Counted.ABSENCE} if is_absence else {Counted.ABSENCE}
    )


@pytest.mark.parametrize(
    ("marks", "counting", "days"),
    [
        ("....A....A..", Counting(), "2/4 3/11"),
        ("............", Counting(), ""),
        ("MMMMMSSSSSLL", Counting(), ""),
        ("MM..........", Counting(medical_counts=True), "1/7 1/14"),
        ("L.L.........", Counting(lates_per_absence=2), "1/7 1/21"),
        ("L.L.L.......", Counting(lates_per_absence=2), "1/7 1/21"),  # one is left over
        ("L.L.L.L.....", Counting(lates_per_absence=3), "1/7 1/21 2/4"),
        ("L...........", Counting(lates_per_absence=1), "1/7"),
        ("L...........", Counting(), ""),
    ],
)
def test_what_counts_as_an_absence(marks: str, counting: Counting, days: str) -> None:
    """Absent counts; medical, substitutes and lates only as the chapter says."""
    found = stands(ABSENCES, season(marks), counting)
    assert found.dates == dates(days)


@pytest.mark.parametrize(
    ("text", "counting", "days", "count"),
    [
        ("2026-01-07Ax 14A", Counting(), "1/14", 1),
        ("2026-01-07Ax 14A", Counting(excused_counts=True), "1/7 1/14", 2),
        ("2026-01-07Mx 14M", Counting(medical_counts=True), "1/14", 1),
        ("2026-01-07Mx 14M", Counting(medical_counts=True, excused_counts=True), "1/7 1/14", 2),
        ("2026-01-07Lx 14L 21L", Counting(lates_per_absence=2), "1/14 1/21", 1),
        ("2026-01-07Pe 14Pe", Counting(early_per_absence=2), "1/7 1/14", 1),
        ("2026-01-07Pe 14Pe", Counting(lates_per_absence=2), "", 0),
        ("2026-01-07L 14Pe", Counting(lates_per_absence=2, early_per_absence=2), "", 0),
        ("2026-01-07Le 14Le", Counting(lates_per_absence=2, early_per_absence=2), "1/7 1/7 1/14 1/14", 2),
        ("2026-01-07Lf", Counting(absent_from=StepKind.SPEAKER), "1/7", 1),
        ("2026-01-07L", Counting(absent_from=StepKind.SPEAKER), "", 0),
        ("2026-01-07Lf", Counting(), "", 0),
        ("2026-01-07Lf", Counting(absent_from=StepKind.BUCKET), "", 0),
        ("2026-01-07Pf", Counting(absent_from=StepKind.SPEAKER), "", 0),  # marked present after all
        ("2026-01-07Lfx", Counting(absent_from=StepKind.SPEAKER), "", 0),
        ("2026-01-07Lf 14L", Counting(lates_per_absence=2, absent_from=StepKind.SPEAKER), "1/7", 1),
        ("2026-01-07Pb", Counting(absent_before=StepKind.SPEAKER), "1/7", 1),
        ("2026-01-07Pe", Counting(absent_before=StepKind.SPEAKER), "", 0),
        ("2026-01-07Sb", Counting(absent_before=StepKind.SPEAKER), "1/7", 1),
        ("2026-01-07Lfb", Counting(absent_from=StepKind.SPEAKER, absent_before=StepKind.SPEAKER), "1/7", 1),
        ("2026-01-07Ab", Counting(absent_before=StepKind.SPEAKER), "1/7", 1),
    ],
)
def test_late_early_and_excused(text: str, counting: Counting, days: str, count: int) -> None:
    """Lates and early departures are put together each by themselves; too long a lack is an absence."""
    found = stands(ABSENCES, text, counting)
    assert (found.dates, found.count) == (dates(days), count)


@pytest.mark.parametrize(
    ("counts", "text", "days"),
    [
        (Counted.LATE, "2026-01-07L 14Le 21Lx 28P", "1/7 1/14"),
        (Counted.LEFT_EARLY, "2026-01-07Pe 14Le 21Pex 28Se", "1/7 1/14"),
        (Counted.SUBSTITUTE, "2026-01-07S 14Sx 21P", "1/7 1/14"),
        (Counted.SUBSTITUTE, "2026-01-07Sb", "1/7"),
        (Counted.MEDICAL, "2026-01-07M 14Mx 21A", "1/7 1/14"),
        (Counted.ABSENCE, "2026-01-07A 14M 21S 28L", "1/7"),
    ],
)
def test_each_thing_that_can_be_limited(counts: Counted, text: str, days: str) -> None:
    """A rule counts its own kind, and no other."""
    counting = Counting(absent_before=StepKind.SPEAKER)
    assert stands(LimitRule(counts, 3, QUARTER), text, counting).dates == dates(days)


@pytest.mark.parametrize(
    ("marks", "days"),
    [
        ("..........AA", "3/18 3/25"),
        ("........AA..", ""),
        (".......A.A.A", "3/25"),
        ("........AMMA", "3/4 3/25"),  # medical neither ends a run nor makes it longer
        (".........ASA", "3/25"),  # a substitute ends it: the place was taken
        (".........ALA", "3/25"),
        ("AAAAAAAAAAAA", "1/7 1/14 1/21 1/28 2/4 2/11 2/18 2/25 3/4 3/11 3/18 3/25"),
    ],
)
def test_a_run_of_absences(marks: str, days: str) -> None:
    """Only the run that still goes on counts, back to the last time that somebody sat there."""
    assert stands(LimitRule(Counted.ABSENCE, 1, ROW), season(marks)).dates == dates(days)


def test_an_excused_absence_is_passed_by_in_a_run() -> None:
    """It neither makes the run longer nor ends it."""
    assert stands(LimitRule(Counted.ABSENCE, 1, ROW), "2026-03-04P 11A 18Ax 25A").dates == dates("3/11 3/25")


def test_an_absence_does_not_end_a_run_of_substitutes() -> None:
    """Two substitutes, an absence, a substitute: the member has not come for four meetings."""
    running = LimitRule(Counted.SUBSTITUTE, 2, ROW)
    assert stands(running, season("........SSAS")).count == 3
    assert stands(running, season("........SS.S")).count == 1


def test_a_run_goes_over_a_leave() -> None:
    """A leave pauses the counting: what was before it and what is after it are next to each other."""
    text = season("........AAAA")
    found = stands(LimitRule(Counted.ABSENCE, 1, ROW), text, leaves="2026-03-05..2026-03-20")
    assert found.dates == dates("3/4 3/25")


def test_both_days_of_a_leave_are_in_it() -> None:
    """An absence on its first or its last day is none; on the days around it it is one."""
    text = season("AAAAAAAAAAAA")
    found = stands(ABSENCES, text, leaves="2026-01-14..2026-03-18")
    assert found.dates == dates("1/7 3/25")
    assert stands(ABSENCES, text, leaves="2026-01-14..").dates == dates("1/7")


def test_a_training_erases_the_oldest() -> None:
    """One training of the window takes the oldest absence; one outside it takes none."""
    counting = Counting(training_erases=1)
    text = season("A.A.A.......")
    assert stands(ABSENCES, text, counting, trainings="2026-03-01").dates == dates("1/21 2/4")
    assert stands(ABSENCES, text, counting, trainings="2025-12-31 2026-04-01").count == 3
    assert stands(ABSENCES, text, counting, trainings="2026-01-02 2026-03-01").dates == dates("2/4")
    assert stands(ABSENCES, text, Counting(), trainings="2026-03-01").count == 3
    assert (
        stands(ABSENCES, season("A..........."), Counting(training_erases=2), trainings="2026-03-01").count
        == 0
    )


def test_a_training_erases_two_lates_at_once() -> None:
    """Lates that make one absence together are erased together."""
    counting = Counting(training_erases=1, lates_per_absence=2)
    assert stands(ABSENCES, season("L.L.A......."), counting, trainings="2026-03-01").dates == dates("2/4")


SUBSTITUTES = LimitRule(Counted.SUBSTITUTE, 2, QUARTER, Then.ABSENCE)


def test_a_substitute_one_too_many_counts_as_an_absence() -> None:
    """The third in a quarter of two allowed is an absence too; one of another quarter is not."""
    found = stands(ABSENCES, season("SS.S......AS"), Counting(), SUBSTITUTES)
    assert found.dates == dates("1/28 3/18 3/25")
    earlier = "2025-12-17S 2025-12-24S 2026-01-07S"
    assert stands(ABSENCES, earlier, Counting(), SUBSTITUTES).count == 0


def test_one_too_many_in_a_rolling_window_is_told_on_its_own_day() -> None:
    """What was too many when it came stays so, though the earlier ones have fallen out of their window."""
    rolling = LimitRule(Counted.SUBSTITUTE, 1, Window(WindowKind.ROLLING_WEEKS, 2), Then.ABSENCE)
    assert stands(ABSENCES, season("SS..S......."), Counting(), rolling).dates == dates("1/14")


def test_one_too_many_in_a_row_counts_as_an_absence() -> None:
    """The third running of two allowed; coming oneself begins again."""
    running = LimitRule(Counted.SUBSTITUTE, 2, ROW, Then.ABSENCE)
    assert stands(ABSENCES, season("SSSS.SS....."), Counting(), running).dates == dates("1/21 1/28")


def test_an_absence_between_substitutes_is_no_coming_back() -> None:
    """Two substitutes, an absence, a substitute: that one is the third running, excused or not."""
    running = LimitRule(Counted.SUBSTITUTE, 2, ROW, Then.ABSENCE)
    for absence, behind in (("A", "1/21 1/28"), ("Ax", "1/28"), ("M", "1/28")):
        text = f"2026-01-07S 14S 21{absence} 28S"
        assert stands(ABSENCES, text, Counting(), running).dates == dates(behind)


def test_two_meetings_of_one_day_are_two() -> None:
    """Only the later one of two substitutes on a day is one too many."""
    assert stands(ABSENCES, "2026-01-07S 14S 14S", Counting(), SUBSTITUTES).count == 1


def test_a_substitute_too_many_can_be_excused() -> None:
    """Then it is no absence; it stays a substitute."""
    assert stands(ABSENCES, "2026-01-07S 14S 21Sx", Counting(), SUBSTITUTES).count == 0
    assert stands(SUBSTITUTES, "2026-01-07S 14S 21Sx").count == 3


def test_a_corrected_mark_is_another_record() -> None:
    """What was an absence before the correction is none afterwards."""
    before = "2026-01-07A 14A 21A 28A"
    assert stands(ABSENCES, before).level is Level.PAST
    assert stands(ABSENCES, before.replace("21A", "21S")).level is Level.LIMIT


def test_what_is_to_come_does_not_count() -> None:
    """A standing on a day knows nothing of later meetings."""
    assert stands(ABSENCES, season("A..........A"), on=date(2026, 3, 24)).dates == dates("1/7")


@pytest.mark.parametrize(
    ("allowed", "warn_from", "levels"),
    [
        (3, 2, "FINE NOTICE WARNING LIMIT PAST PAST"),
        (3, 1, "FINE FINE WARNING LIMIT PAST PAST"),
        (3, 0, "FINE FINE FINE LIMIT PAST PAST"),
        (3, 3, "FINE NOTICE WARNING LIMIT PAST PAST"),
        (2, 2, "FINE WARNING LIMIT PAST PAST PAST"),
        (1, 2, "FINE LIMIT PAST PAST PAST PAST"),
        (0, 2, "FINE PAST PAST PAST PAST PAST"),
        (5, 2, "FINE FINE FINE NOTICE WARNING LIMIT"),
        (5, 4, "FINE NOTICE NOTICE NOTICE WARNING LIMIT"),
    ],
)
def test_how_near_a_limit_is(allowed: int, warn_from: int, levels: str) -> None:
    """It warns from so many left on, never before the first."""
    rule = LimitRule(Counted.ABSENCE, allowed, QUARTER, warn_from=warn_from)
    found = [stands(rule, season("A" * n + "." * (12 - n))).level.name for n in range(6)]
    assert " ".join(found) == levels


def share(there: int, of: int, percent: int = 80) -> ShareStanding:
    """So many meetings of so many."""
    return ShareStanding(ShareRule(percent, SIX_MONTHS), there, of)


@pytest.mark.parametrize(
    ("standing", "percent", "level"),
    [
        (share(0, 0), None, Level.FINE),
        (share(1, 1), None, Level.FINE),
        (share(0, 1), None, Level.FINE),  # may still be four of five
        (share(3, 4), None, Level.FINE),
        (share(0, 2), 0, Level.PAST),  # at best three of five
        (share(2, 4), 50, Level.PAST),
        (share(4, 5), 80, Level.FINE),
        (share(3, 5), 60, Level.PAST),
        (share(16, 20), 80, Level.FINE),
        (share(15, 19), 78, Level.PAST),
        (share(79, 99), 79, Level.PAST),
        (share(19, 20, 100), 95, Level.PAST),
        (share(20, 20, 100), 100, Level.FINE),
    ],
)
def test_a_share_of_meetings(standing: ShareStanding, percent: int | None, level: Level) -> None:
    """Of few meetings it is told only where coming to the next ones cannot mend it."""
    assert (standing.percent, standing.level) == (percent, level)


def test_a_substitute_keeps_the_share_and_medical_lies_outside() -> None:
    """Substitutes and lates are there; excused and medical meetings are not asked for, unless they count."""
    rule = ShareRule(80, QUARTER)
    text = season("SLAMP.......").replace("02-04P", "02-04Ax")
    share = member_standing(ChapterRules(shares=(rule,)), record(text), ON).shares[0]
    assert (share.there, share.of) == (9, 10)
    strict = ChapterRules(shares=(rule,), counting=Counting(excused_counts=True, medical_counts=True))
    counted = member_standing(strict, record(text), ON).shares[0]
    assert (counted.there, counted.of) == (9, 12)


def test_the_nearest_limit_is_told() -> None:
    """Of several rules that warn, the one with the least left; of none that warns, none."""
    other = LimitRule(Counted.ABSENCE, 1, ROW)
    rules = ChapterRules(limits=(ABSENCES, other))
    found = member_standing(rules, record(season("A..........A")), ON)
    assert found.nearest is not None
    assert found.nearest.rule is other
    assert found.level is Level.LIMIT
    assert member_standing(rules, record(season("............")), ON).nearest is None
    assert MemberStanding().level is Level.FINE


# ------------------------------------------------------------------------------------------------- laws


def worse(after: MemberStanding, before: MemberStanding) -> list[object]:
    """What is worse in one standing than in another."""
    limits = zip(after.limits, before.limits, strict=True)
    shares = zip(after.shares, before.shares, strict=True)
    return [
        *(x for x, y in limits if x.count > y.count or x.level > y.level),
        *(x for x, y in shares if x.level > y.level or x.there * y.of < y.there * x.of),
    ]


@settings(max_examples=tried(400, 50))
@given(RULES, RECORDS, DAYS, DAYS)
def test_a_presence_never_worsens_a_standing(
    rules: ChapterRules, history: AttendanceRecord, came_on: date, on: date
) -> None:
    """Whoever comes once more is no nearer to any limit, and at no smaller share."""
    more = replace(history, attended=(Attended(came_on, Mark.PRESENT), *history.attended))
    assert not worse(member_standing(rules, more, on), member_standing(rules, history, on))


@settings(max_examples=tried(300, 37))
@given(RULES, RECORDS, DAYS, st.integers(0, 29))
def test_excusing_never_worsens_a_standing(
    rules: ChapterRules, history: AttendanceRecord, on: date, which: int
) -> None:
    """What the group excuses brings nobody nearer to a limit, whatever it was, unless excuses are limited."""
    rules = replace(rules, limits=tuple(r for r in rules.limits if r.counts is not Counted.EXCUSED))
    excused = tuple(replace(a, excused=a.excused or i == which) for i, a in enumerate(history.attended))
    after = member_standing(rules, replace(history, attended=excused), on)
    assert not worse(after, member_standing(rules, history, on))


@settings(max_examples=tried(150, 18))
@given(RULES, RECORDS, DAYS, DAYS)
def test_a_training_never_worsens_a_standing(
    rules: ChapterRules, history: AttendanceRecord, trained_on: date, on: date
) -> None:
    """One training more erases, or it does nothing."""
    more = replace(history, trainings=(*history.trainings, trained_on))
    assert not worse(member_standing(rules, more, on), member_standing(rules, history, on))


@settings(max_examples=tried(200, 25))
@given(RULES, RECORDS, RECORDS, DAYS, st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(
    rules: ChapterRules, one: AttendanceRecord, other: AttendanceRecord, on: date, chance: object
) -> None:
    """The same meetings in any order, several on a day, give the same standing."""
    both = [*one.attended, *other.attended]
    shuffled = list(both)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    trainings = (*one.trainings, *other.trainings)
    before = AttendanceRecord(tuple(both), one.leaves + other.leaves, trainings)
    after = AttendanceRecord(tuple(shuffled), other.leaves + one.leaves, trainings[::-1])
    assert member_standing(rules, before, on) == member_standing(rules, after, on)


@settings(max_examples=tried(400, 50))
@given(RULES, RECORDS, DAYS)
def test_a_standing_is_of_its_window_and_its_history(
    rules: ChapterRules, history: AttendanceRecord, on: date
) -> None:
    """No date outside the window, on leave or never held counts; dates are in order, count and left agree."""
    standing = member_standing(rules, history, on)
    held = {a.on for a in history.expected(on)}
    for limit in standing.limits:
        assert list(limit.dates) == sorted(limit.dates)
        assert set(limit.dates) <= held
        assert all(limit.rule.window.holds(day, on) for day in limit.dates)
        assert limit.count + limit.left == limit.rule.allowed
        assert limit.count <= len(limit.dates)
        without = limit.left_without_substitute
        is_past = limit.left < 0 or (without is not None and without < 0)
        assert (limit.level is Level.PAST) == (is_past and limit.rule.then is not Then.REMINDER)
        assert (limit.falls_out_on is None) == (
            limit.rule.window.kind is WindowKind.IN_A_ROW or not limit.dates
        )
        assert limit.falls_out_on is None or limit.falls_out_on > on
    for each in standing.shares:
        assert 0 <= each.there <= each.of <= len(held)


@pytest.mark.parametrize(
    ("limits", "says"),
    [((ABSENCES,), "4 absences, 3 allowed"), ((), "")],
    ids=["past a limit", "without limits"],
)
def test_a_limit_in_words(limits: tuple[LimitRule, ...], says: str) -> None:
    """What was counted and what is allowed; nothing where there is nothing to be near to."""
    found = member_standing(ChapterRules(limits=limits), record(season("AAAA........")), ON)
    assert limit_in_words(found) == says


@settings(max_examples=tried(300, 37))
@given(RULES, RECORDS, DAYS)
def test_the_oldest_date_counts_until_it_falls_out(
    rules: ChapterRules, history: AttendanceRecord, on: date
) -> None:
    """With no meeting in between, the oldest counts on the eve of the day said and no longer on it."""
    rules, expected = (
        replace(rules, counting=replace(rules.counting, training_erases=0)),
        history.expected(on),
    )
    so_far = AttendanceRecord(tuple(expected))
    for place, limit in enumerate(member_standing(rules, so_far, on).limits):
        if (out := limit.falls_out_on) is not None:
            eve = member_standing(rules, so_far, out - timedelta(days=1)).limits[place]
            then = member_standing(rules, so_far, out).limits[place]
            assert eve.dates[0] == limit.dates[0]
            assert limit.dates[0] not in then.dates
            assert then.count <= eve.count == limit.count


@pytest.mark.parametrize(
    ("limits", "begins"),
    [
        ((), "2026-11-18"),
        (CANALSIDE.rules.limits, "2026-10-01"),
        (POWERTIPPS.rules.limits, "2026-09-19"),
        (LEADS_CLUB.rules.limits, "2025-11-19"),
        (NYC_62.rules.limits, "2026-07-01"),
        (BNI.rules.limits, "2024-11-18"),  # a run of medical absences: two years back
        ((LimitRule(Counted.ABSENCE, 3, SIX_MONTHS), LimitRule(Counted.SUBSTITUTE, 3, YEAR)), "2026-01-01"),
        (
            (
                LimitRule(Counted.ABSENCE, 3, SIX_MONTHS),
                LimitRule(Counted.SUBSTITUTE, 1, Window(WindowKind.ROLLING_WEEKS, 4), Then.ABSENCE),
            ),
            "2026-04-22",  # four weeks before 19 May, the first day of the six months
        ),
    ],
)
def test_where_the_record_begins(limits: tuple[LimitRule, ...], begins: str) -> None:
    """As late as can be: with the longest window, or with what is too many inside of it."""
    assert record_begins(ChapterRules(limits), date(2026, 11, 18)) == date.fromisoformat(begins)


@settings(max_examples=tried(300, 37))
@given(RULES, RECORDS, DAYS)
def test_what_lies_before_the_record_never_matters(
    rules: ChapterRules, history: AttendanceRecord, on: date
) -> None:
    """Whoever reads the record from the day said on finds the same standing."""
    since = record_begins(rules, on)
    read = replace(history, attended=tuple(a for a in history.attended if a.on >= since))
    whole, part = member_standing(rules, history, on), member_standing(rules, read, on)
    assert whole.shares == part.shares
    for of_whole, of_part in zip(whole.limits, part.limits, strict=True):
        in_a_row = of_whole.rule.window.kind is WindowKind.IN_A_ROW
        # A run is followed back as far as the record.
        assert of_part.dates == tuple(day for day in of_whole.dates if day >= since or not in_a_row)
        assert in_a_row or of_part == of_whole
