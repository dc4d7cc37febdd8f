"""Histories under each kind of limit, and what a careful secretary would say of them.

`since` is the first day that she looks at: what counts from there on is counted apart, on the fingers.
"""

from __future__ import annotations

from dataclasses import dataclass

from leadsroom.domain.people.standing import Level
from leadsroom.domain.rules.chapter_rules import ChapterRules, Counted, Counting, LimitRule, Then
from leadsroom.domain.rules.windows import Window, WindowKind
from tests.domain.expected_standing import Expected

FINE, REMINDER, NOTICE, WARNING, LIMIT, PAST = Level


@dataclass(frozen=True)
class OfKind(Expected):
    """What is right, and the first day that is looked at for it."""

    since: str = ""


_A_YEAR, _IN_A_ROW = Window(WindowKind.ROLLING_MONTHS, 12), Window(WindowKind.IN_A_ROW)
APART = ChapterRules(
    limits=(
        LimitRule(Counted.UNEXCUSED, 2, Window(WindowKind.QUARTER)),
        LimitRule(Counted.EXCUSED, 4, _A_YEAR, Then.CHAPTER_DECIDES),
    ),
    counting=Counting(lates_per_absence=2, training_erases=1),
)
ENDED_BY_EXCUSE = ChapterRules(
    limits=(
        LimitRule(Counted.UNEXCUSED, 2, _IN_A_ROW),
        LimitRule(Counted.SUBSTITUTE, 2, _IN_A_ROW, Then.CHAPTER_DECIDES),
    ),
    counting=Counting(excused_ends_run=True),
)
WITH_SUBSTITUTE = ChapterRules(
    limits=(LimitRule(Counted.MISSED, 6, Window(WindowKind.HALF_YEAR), with_substitute=3),)
)
CALENDAR_MONTHS = ChapterRules(limits=(LimitRule(Counted.ABSENCE, 2, Window(WindowKind.CALENDAR_MONTHS, 3)),))
REMINDERS = ChapterRules(
    limits=(
        LimitRule(Counted.ABSENCE, 3, Window(WindowKind.ROLLING_MONTHS, 6), Then.REMINDER),
        LimitRule(Counted.LATE, 0, Window(WindowKind.MONTH), Then.REMINDER),
    )
)

APART_SAYS = (
    OfKind(
        "an excused absence is no unexcused one", "2026-10-07A 14Ax 21A", "2026-11-18", 2,
        "2026-10-07 21", LIMIT,
        "2 unexcused absences in a quarter: 7 Oct, 21 Oct. None is left: with the 3rd the membership may "
        "end. Counting starts again on 1 Jan 2027.",
        since="2026-10-01",
    ),
    OfKind(
        "and counts under the excused ones", "2026-10-07A 14Ax 21A", "2026-11-18", 1,
        "2026-10-14", FINE,
        "1 excused absence in any 12 months: 14 Oct (until 14 Oct 2027). 3 more are allowed.",
        since="2025-11-19", rule=1,
    ),
    OfKind(
        "the last day of the quarter", "2026-07-01A 08A 2026-09-30A", "2026-09-30", 3,
        "2026-07-01 08 2026-09-30", PAST,
        "3 unexcused absences in a quarter: 1 Jul, 8 Jul, 30 Sep. 2 are allowed: the membership may end. "
        "Counting starts again on 1 Oct.",
        since="2026-07-01",
    ),
    OfKind(
        "the first day of the next", "2026-07-01A 08A 2026-09-30A", "2026-10-01", 0,
        "", FINE,
        "No unexcused absences (2 in a quarter are allowed).",
        since="2026-10-01",
    ),
    OfKind(
        "two lates make an unexcused one", "2026-10-07L 14Lx 21L", "2026-11-18", 1,
        "2026-10-07 21", WARNING,
        "1 unexcused absence in a quarter: 7 + 21 Oct (two lates = 1). 1 more is allowed. Counting starts "
        "again on 1 Jan 2027.",
        since="2026-10-01",
    ),
    OfKind(
        "lates make no excused one", "2026-10-07L 14Lx 21L", "2026-11-18", 0,
        "", FINE,
        "No excused absences (4 in any 12 months are allowed).",
        since="2025-11-19", rule=1,
    ),
    OfKind(
        "a training cancels an unexcused one", "2026-10-07A 14A 21A", "2026-11-18", 2,
        "2026-10-14 21", LIMIT,
        "2 unexcused absences in a quarter: 14 Oct, 21 Oct. None is left: with the 3rd the membership may "
        "end. Counting starts again on 1 Jan 2027.",
        since="2026-10-01", trainings="2026-11-14",
    ),
    OfKind(
        "a training cancels no excused one", "2026-10-07Ax 14Ax", "2026-11-18", 2,
        "2026-10-07 14", NOTICE,
        "2 excused absences in any 12 months: 7 Oct (until 7 Oct 2027), 14 Oct. 2 more are allowed.",
        since="2025-11-19", rule=1, trainings="2026-11-14",
    ),
    OfKind(
        "the eve of the day it falls out", "2025-11-19Ax 2026-03-04Ax 2026-10-07Ax 14Ax", "2026-11-18", 4,
        "2025-11-19 2026-03-04 2026-10-07 14", LIMIT,
        "4 excused absences in any 12 months: 19 Nov 2025 (until 19 Nov), 4 Mar, 7 Oct, 14 Oct. None is "
        "left: with the 5th the chapter decides.",
        since="2025-11-19", rule=1,
    ),
    OfKind(
        "the day it falls out", "2025-11-19Ax 2026-03-04Ax 2026-10-07Ax 14Ax", "2026-11-19", 3,
        "2026-03-04 2026-10-07 14", WARNING,
        "3 excused absences in any 12 months: 4 Mar (until 4 Mar 2027), 7 Oct, 14 Oct. 1 more is allowed.",
        since="2025-11-20", rule=1,
    ),
    OfKind(
        "one excused too many", "2026-02-04Ax 2026-03-04Ax 2026-04-01Ax 2026-05-06Ax 2026-06-03Ax",
        "2026-11-18", 5,
        "2026-02-04 2026-03-04 2026-04-01 2026-05-06 2026-06-03", PAST,
        "5 excused absences in any 12 months: 4 Feb (until 4 Feb 2027), 4 Mar, 1 Apr, 6 May, 3 Jun. 4 are "
        "allowed: the chapter decides.",
        since="2025-11-19", rule=1,
    ),
    OfKind(
        "medical is neither", "2026-10-07M 14Mx", "2026-11-18", 0,
        "", FINE,
        "No excused absences (4 in any 12 months are allowed).",
        since="2025-11-19", rule=1,
    ),
)  # fmt: skip

ENDED_BY_EXCUSE_SAYS = (
    OfKind(
        "two in a row", "2026-11-04P 11A 18A", "2026-11-18", 2,
        "2026-11-11 18", LIMIT,
        "2 unexcused absences in a row: 11 Nov, 18 Nov. None is left: with the 3rd the membership may "
        "end.",
        since="2026-11-05",
    ),
    OfKind(
        "an excused one between ends the run", "2026-11-04A 11Ax 18A", "2026-11-18", 1,
        "2026-11-18", WARNING,
        "1 unexcused absence in a row: 18 Nov. 1 more is allowed.",
        since="2026-11-12",
    ),
    OfKind(
        "an excused one at the end leaves none", "2026-11-04A 11A 18Ax", "2026-11-18", 0,
        "", FINE,
        "No unexcused absences (2 in a row are allowed).",
        since="2026-11-19",
    ),
    OfKind(
        "an excused one before it", "2026-10-28A 2026-11-04Ax 11A 18A", "2026-11-18", 2,
        "2026-11-11 18", LIMIT,
        "2 unexcused absences in a row: 11 Nov, 18 Nov. None is left: with the 3rd the membership may "
        "end.",
        since="2026-11-05",
    ),
    OfKind(
        "three in a row after an excused one", "2026-10-21A 28Ax 2026-11-04A 11A 18A", "2026-11-18", 3,
        "2026-11-04 11 18", PAST,
        "3 unexcused absences in a row: 4 Nov, 11 Nov, 18 Nov. 2 are allowed: the membership may end.",
        since="2026-10-29",
    ),
    OfKind(
        "a medical one between does not end it", "2026-11-04A 11M 18A", "2026-11-18", 2,
        "2026-11-04 18", LIMIT,
        "2 unexcused absences in a row: 4 Nov, 18 Nov. None is left: with the 3rd the membership may end.",
        since="2026-11-04",
    ),
    OfKind(
        "a substitute ends it", "2026-11-04A 11S 18A", "2026-11-18", 1,
        "2026-11-18", WARNING,
        "1 unexcused absence in a row: 18 Nov. 1 more is allowed.",
        since="2026-11-12",
    ),
    OfKind(
        "an excused substitute too", "2026-11-04A 11Sx 18A", "2026-11-18", 1,
        "2026-11-18", WARNING,
        "1 unexcused absence in a row: 18 Nov. 1 more is allowed.",
        since="2026-11-12",
    ),
    OfKind(
        "a leave is passed by", "2026-10-28A 2026-11-04A 11Ax 18A", "2026-11-18", 3,
        "2026-10-28 2026-11-04 18", PAST,
        "3 unexcused absences in a row: 28 Oct, 4 Nov, 18 Nov. 2 are allowed: the membership may end.",
        since="2026-10-28", leaves="2026-11-11..2026-11-17",
    ),
    OfKind(
        "an excused absence ends no run of substitutes", "2026-11-04S 11Ax 18S", "2026-11-18", 2,
        "2026-11-04 18", LIMIT,
        "2 substitutes in a row: 4 Nov, 18 Nov. None is left: with the 3rd the chapter decides.",
        since="2026-11-04", rule=1,
    ),
)  # fmt: skip

WITH_SUBSTITUTE_SAYS = (
    OfKind(
        "nothing yet", "2026-11-18P", "2026-11-18", 0,
        "", FINE,
        "No missed meetings (6 in a half-year are allowed, at least 3 of them with a substitute).",
        since="2026-07-01",
    ),
    OfKind(
        "two without", "2026-10-07A 14A", "2026-11-18", 2,
        "2026-10-07 14", WARNING,
        "2 missed meetings in a half-year: 7 Oct, 14 Oct. 4 more are allowed, 1 of them without a "
        "substitute. Counting starts again on 1 Jan 2027.",
        since="2026-07-01",
    ),
    OfKind(
        "three without, the fourth needs a substitute", "2026-10-07A 14A 21A", "2026-11-18", 3,
        "2026-10-07 14 21", LIMIT,
        "3 missed meetings in a half-year: 7 Oct, 14 Oct, 21 Oct. 3 more are allowed, none without a "
        "substitute. Counting starts again on 1 Jan 2027.",
        since="2026-07-01",
    ),
    OfKind(
        "a fourth without", "2026-10-07A 14A 21A 28A", "2026-11-18", 4,
        "2026-10-07 14 21 28", PAST,
        "4 missed meetings in a half-year: 7 Oct, 14 Oct, 21 Oct, 28 Oct. 4 of them without a substitute, "
        "3 are allowed: the membership may end. Counting starts again on 1 Jan 2027.",
        since="2026-07-01",
    ),
    OfKind(
        "a fourth with one", "2026-10-07A 14A 21A 28S", "2026-11-18", 4,
        "2026-10-07 14 21 28", LIMIT,
        "4 missed meetings in a half-year: 7 Oct, 14 Oct, 21 Oct, 28 Oct (substitute). 2 more are "
        "allowed, none without a substitute. Counting starts again on 1 Jan 2027.",
        since="2026-07-01",
    ),
    OfKind(
        "six with three", "2026-10-07A 14A 21A 28S 2026-11-04S 11S", "2026-11-18", 6,
        "2026-10-07 14 21 28 2026-11-04 11", LIMIT,
        "6 missed meetings in a half-year: 7 Oct, 14 Oct, 21 Oct, 28 Oct (substitute), 4 Nov "
        "(substitute), 11 Nov (substitute). None is left: with the 7th the membership may end. Counting "
        "starts again on 1 Jan 2027.",
        since="2026-07-01",
    ),
    OfKind(
        "the seventh, with a substitute", "2026-10-07A 14A 21A 28S 2026-11-04S 11S 18S", "2026-11-18", 7,
        "2026-10-07 14 21 28 2026-11-04 11 18", PAST,
        "7 missed meetings in a half-year: 7 Oct, 14 Oct, 21 Oct, 28 Oct (substitute), 4 Nov "
        "(substitute), 11 Nov (substitute), 18 Nov (substitute). 6 are allowed: the membership may end. "
        "Counting starts again on 1 Jan 2027.",
        since="2026-07-01",
    ),
    OfKind(
        "only substitutes", "2026-10-07S 14S 21S 28S 2026-11-04S", "2026-11-18", 5,
        "2026-10-07 14 21 28 2026-11-04", WARNING,
        "5 missed meetings in a half-year: 7 Oct (substitute), 14 Oct (substitute), 21 Oct (substitute), "
        "28 Oct (substitute), 4 Nov (substitute). 1 more is allowed. Counting starts again on 1 Jan 2027.",
        since="2026-07-01",
    ),
    OfKind(
        "excused ones do not count", "2026-10-07A 14Ax 21Sx 28S", "2026-11-18", 2,
        "2026-10-07 28", NOTICE,
        "2 missed meetings in a half-year: 7 Oct, 28 Oct (substitute). 4 more are allowed, 2 of them "
        "without a substitute. Counting starts again on 1 Jan 2027.",
        since="2026-07-01",
    ),
    OfKind(
        "the last day of the half-year", "2026-01-07A 14A 21A 2026-06-24A", "2026-06-30", 4,
        "2026-01-07 14 21 2026-06-24", PAST,
        "4 missed meetings in a half-year: 7 Jan, 14 Jan, 21 Jan, 24 Jun. 4 of them without a substitute, "
        "3 are allowed: the membership may end. Counting starts again on 1 Jul.",
        since="2026-01-01",
    ),
    OfKind(
        "the first day of the next", "2026-01-07A 14A 21A 2026-06-24A", "2026-07-01", 0,
        "", FINE,
        "No missed meetings (6 in a half-year are allowed, at least 3 of them with a substitute).",
        since="2026-07-01",
    ),
    OfKind(
        "a leave is passed by", "2026-10-07A 14A 21A 28A", "2026-11-18", 2,
        "2026-10-07 14", WARNING,
        "2 missed meetings in a half-year: 7 Oct, 14 Oct. 4 more are allowed, 1 of them without a "
        "substitute. Counting starts again on 1 Jan 2027.",
        since="2026-07-01", leaves="2026-10-21..2026-10-28",
    ),
)  # fmt: skip

CALENDAR_MONTHS_SAYS = (
    OfKind(
        "nothing yet", "2026-11-18P", "2026-11-18", 0,
        "", FINE,
        "No absences (2 in any 3 calendar months are allowed).",
        since="2026-09-01",
    ),
    OfKind(
        "the first day of the third month back", "2026-09-01A", "2026-11-30", 1,
        "2026-09-01", WARNING,
        "1 absence in any 3 calendar months: 1 Sep (until 1 Dec). 1 more is allowed.",
        since="2026-09-01",
    ),
    OfKind(
        "the eve of it", "2026-08-31A", "2026-11-30", 0,
        "", FINE,
        "No absences (2 in any 3 calendar months are allowed).",
        since="2026-09-01",
    ),
    OfKind(
        "the last day on which it counts", "2026-09-02A 2026-10-07A", "2026-11-30", 2,
        "2026-09-02 2026-10-07", LIMIT,
        "2 absences in any 3 calendar months: 2 Sep (until 1 Dec), 7 Oct. None is left: with the 3rd the "
        "membership may end.",
        since="2026-09-01",
    ),
    OfKind(
        "a month later", "2026-09-02A 2026-10-07A", "2026-12-01", 1,
        "2026-10-07", WARNING,
        "1 absence in any 3 calendar months: 7 Oct (until 1 Jan 2027). 1 more is allowed.",
        since="2026-10-01",
    ),
    OfKind(
        "the last of the month counts as long as the first", "2026-09-30A", "2026-11-30", 1,
        "2026-09-30", WARNING,
        "1 absence in any 3 calendar months: 30 Sep (until 1 Dec). 1 more is allowed.",
        since="2026-09-01",
    ),
    OfKind(
        "over the new year", "2026-11-04A 2026-12-30A 2027-01-06A", "2027-01-31", 3,
        "2026-11-04 2026-12-30 2027-01-06", PAST,
        "3 absences in any 3 calendar months: 4 Nov 2026 (until 1 Feb), 30 Dec 2026, 6 Jan. 2 are "
        "allowed: the membership may end.",
        since="2026-11-01",
    ),
    OfKind(
        "February is the end", "2026-11-04A 2026-12-30A 2027-01-06A", "2027-02-01", 2,
        "2026-12-30 2027-01-06", LIMIT,
        "2 absences in any 3 calendar months: 30 Dec 2026 (until 1 Mar), 6 Jan. None is left: with the "
        "3rd the membership may end.",
        since="2026-12-01",
    ),
    OfKind(
        "the leap day", "2028-02-29A", "2028-04-30", 1,
        "2028-02-29", WARNING,
        "1 absence in any 3 calendar months: 29 Feb (until 1 May). 1 more is allowed.",
        since="2028-02-01",
    ),
    OfKind(
        "the day after", "2028-02-29A", "2028-05-01", 0,
        "", FINE,
        "No absences (2 in any 3 calendar months are allowed).",
        since="2028-03-01",
    ),
)  # fmt: skip

REMINDERS_SAYS = (
    OfKind(
        "nothing yet", "2026-11-18P", "2026-11-18", 0,
        "", FINE,
        "No absences (a reminder is due with the 3rd in any 6 months).",
        since="2026-05-19",
    ),
    OfKind(
        "one before", "2026-08-05A 2026-10-07A", "2026-11-18", 2,
        "2026-08-05 2026-10-07", FINE,
        "2 absences in any 6 months: 5 Aug (until 5 Feb 2027), 7 Oct. With the 3rd a reminder is due.",
        since="2026-05-19",
    ),
    OfKind(
        "exactly at the limit", "2026-08-05A 2026-10-07A 2026-11-11A", "2026-11-18", 3,
        "2026-08-05 2026-10-07 2026-11-11", REMINDER,
        "3 absences in any 6 months: 5 Aug (until 5 Feb 2027), 7 Oct, 11 Nov. A reminder is due.",
        since="2026-05-19",
    ),
    OfKind(
        "beyond it nothing is past", "2026-08-05A 2026-10-07A 2026-11-11A 18A", "2026-11-18", 4,
        "2026-08-05 2026-10-07 2026-11-11 18", REMINDER,
        "4 absences in any 6 months: 5 Aug (until 5 Feb 2027), 7 Oct, 11 Nov, 18 Nov. A reminder is due.",
        since="2026-05-19",
    ),
    OfKind(
        "the third excused", "2026-08-05A 2026-10-07A 2026-11-11Ax", "2026-11-18", 2,
        "2026-08-05 2026-10-07", FINE,
        "2 absences in any 6 months: 5 Aug (until 5 Feb 2027), 7 Oct. With the 3rd a reminder is due.",
        since="2026-05-19",
    ),
    OfKind(
        "the eve of the day the first falls out", "2026-08-05A 2026-10-07A 2026-11-11A", "2027-02-04", 3,
        "2026-08-05 2026-10-07 2026-11-11", REMINDER,
        "3 absences in any 6 months: 5 Aug 2026 (until 5 Feb), 7 Oct 2026, 11 Nov 2026. A reminder is "
        "due.",
        since="2026-08-05",
    ),
    OfKind(
        "the day the first falls out", "2026-08-05A 2026-10-07A 2026-11-11A", "2027-02-05", 2,
        "2026-10-07 2026-11-11", FINE,
        "2 absences in any 6 months: 7 Oct 2026 (until 7 Apr), 11 Nov 2026. With the 3rd a reminder is "
        "due.",
        since="2026-08-06",
    ),
    OfKind(
        "the first late of a month", "2026-11-04L", "2026-11-30", 1,
        "2026-11-04", REMINDER,
        "1 late arrival in a month: 4 Nov. A reminder is due. Counting starts again on 1 Dec.",
        since="2026-11-01", rule=1,
    ),
    OfKind(
        "and the next month", "2026-11-04L", "2026-12-01", 0,
        "", FINE,
        "No late arrivals (a reminder is due with the 1st in a month).",
        since="2026-12-01", rule=1,
    ),
    OfKind(
        "the end of August", "2026-08-29A 2026-08-31A 2026-12-02A", "2027-02-28", 1,
        "2026-12-02", FINE,
        "1 absence in any 6 months: 2 Dec 2026 (until 2 Jun). With the 3rd a reminder is due.",
        since="2026-09-01",
    ),
)  # fmt: skip
