"""Histories under rules by the quarter, and what a careful secretary would say of them."""

from __future__ import annotations

from leadsroom.domain.people.standing import Level
from tests.domain.expected_standing import Expected

FINE, _, NOTICE, WARNING, LIMIT, PAST = Level

PRE_SAYS = (
    Expected(
        "nothing running", "2026-11-18P", "2026-11-18", 0, "", FINE,
        "No absences (1 in a row is allowed).",
    ),
    Expected(
        "the first, one before the membership may end", "2026-11-11P 18A", "2026-11-18", 1,
        "2026-11-18", LIMIT,
        "1 absence in a row: 18 Nov. None is left: with the 2nd the membership may end.",
    ),
    Expected(
        "two running", "2026-11-11A 18A", "2026-11-18", 2, "2026-11-11 18", PAST,
        "2 absences in a row: 11 Nov, 18 Nov. 1 is allowed: the membership may end.",
    ),
    Expected(
        "the second corrected to late", "2026-11-11A 18L", "2026-11-18", 0, "", FINE,
        "No absences (1 in a row is allowed).",
    ),
    Expected(
        "two running over the end of a quarter", "2026-12-30A 2027-01-06A", "2027-01-06", 2,
        "2026-12-30 2027-01-06", PAST,
        "2 absences in a row: 30 Dec 2026, 6 Jan. 1 is allowed: the membership may end.",
    ),
    Expected(
        "and of that quarter only one", "2026-12-30A 2027-01-06A", "2027-01-06", 1, "2027-01-06", WARNING,
        "1 absence in a quarter: 6 Jan. 1 more is allowed. Counting starts again on 1 Apr.",
        rule=1,
    ),
    Expected(
        "a substitute in between", "2026-11-04A 11S 18A", "2026-11-18", 1, "2026-11-18", LIMIT,
        "1 absence in a row: 18 Nov. None is left: with the 2nd the membership may end.",
    ),
    Expected(
        "ill in between", "2026-11-04A 11M 18A", "2026-11-18", 2, "2026-11-04 18", PAST,
        "2 absences in a row: 4 Nov, 18 Nov. 1 is allowed: the membership may end.",
    ),
    Expected(
        "a leave in between", "2026-10-07A 14A 21A 28A 2026-11-04P", "2026-10-28", 2, "2026-10-07 28", PAST,
        "2 absences in a row: 7 Oct, 28 Oct. 1 is allowed: the membership may end.",
        leaves="2026-10-08..2026-10-27",
    ),
    Expected(
        "left before the speaker", "2026-10-07Pb 14P", "2026-11-18", 1, "2026-10-07", WARNING,
        "1 absence in a quarter: 7 Oct (left early). 1 more is allowed. Counting starts again on 1 Jan 2027.",
        rule=1,
    ),
    Expected(
        "left after the speaker", "2026-10-07Pe 14P", "2026-11-18", 0, "", FINE,
        "No absences (2 in a quarter are allowed).",
        rule=1,
    ),
    Expected(
        "at the limit of the quarter", "2026-10-07A 14P 21Pb 28P", "2026-11-18", 2, "2026-10-07 21", LIMIT,
        "2 absences in a quarter: 7 Oct, 21 Oct (left early). None is left: "
        "with the 3rd the membership may end. "
        "Counting starts again on 1 Jan 2027.",
        rule=1,
    ),
    Expected(
        "three in a quarter", "2026-10-07A 14P 21A 28P 2026-11-04A 11P", "2026-11-18", 3,
        "2026-10-07 21 2026-11-04", PAST,
        "3 absences in a quarter: 7 Oct, 21 Oct, 4 Nov. 2 are allowed: the membership may end. "
        "Counting starts again on 1 Jan 2027.",
        rule=1,
    ),
    Expected(
        "the last day of the quarter", "2026-07-01A 2026-09-30A", "2026-09-30", 2, "2026-07-01 2026-09-30",
        LIMIT,
        "2 absences in a quarter: 1 Jul, 30 Sep. None is left: with the 3rd the membership may end. "
        "Counting starts again on 1 Oct.",
        rule=1,
    ),
    Expected(
        "the first day of the next", "2026-07-01A 2026-09-30A", "2026-10-01", 0, "", FINE,
        "No absences (2 in a quarter are allowed).",
        rule=1,
    ),
    Expected(
        "the leap day", "2028-02-29A", "2028-03-31", 1, "2028-02-29", WARNING,
        "1 absence in a quarter: 29 Feb. 1 more is allowed. Counting starts again on 1 Apr.",
        rule=1,
    ),
)  # fmt: skip

CANALSIDE_SAYS = (
    Expected(
        "nothing yet", "2026-11-18P", "2026-11-18", 0, "", FINE,
        "No absences (2 in a quarter are allowed).",
    ),
    Expected(
        "one before the limit", "2026-10-07A", "2026-11-18", 1, "2026-10-07", WARNING,
        "1 absence in a quarter: 7 Oct. 1 more is allowed. Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "at the limit", "2026-10-07A 28A", "2026-11-18", 2, "2026-10-07 28", LIMIT,
        "2 absences in a quarter: 7 Oct, 28 Oct. None is left: with the 3rd the membership ends. "
        "Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "the third", "2026-10-07A 28A 2026-11-18A", "2026-11-18", 3, "2026-10-07 28 2026-11-18", PAST,
        "3 absences in a quarter: 7 Oct, 28 Oct, 18 Nov. 2 are allowed: the membership ends. "
        "Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "one late", "2026-10-07L", "2026-11-18", 0, "", FINE,
        "No absences (2 in a quarter are allowed).",
    ),
    Expected(
        "two lates", "2026-10-07L 21L", "2026-11-18", 1, "2026-10-07 21", WARNING,
        "1 absence in a quarter: 7 + 21 Oct (two lates = 1). 1 more is allowed. "
        "Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "three lates and two absences", "2026-10-07L 14A 21L 28A 2026-11-04L", "2026-11-18", 3,
        "2026-10-07 14 21 28", PAST,
        "3 absences in a quarter: 7 + 21 Oct (two lates = 1), 14 Oct, 28 Oct. 2 are allowed: the "
        "membership ends. "
        "Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "two lates in two quarters", "2026-09-30L 2026-10-07L", "2026-11-18", 0, "", FINE,
        "No absences (2 in a quarter are allowed).",
    ),
    Expected(
        "after the speaker began", "2026-10-07Lf", "2026-11-18", 1, "2026-10-07", WARNING,
        "1 absence in a quarter: 7 Oct (late). 1 more is allowed. Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "after the speaker began is not one of two lates", "2026-10-07Lf 14L", "2026-11-18", 1, "2026-10-07",
        WARNING,
        "1 absence in a quarter: 7 Oct (late). 1 more is allowed. Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "a late corrected to present", "2026-10-07L 21P", "2026-11-18", 0, "", FINE,
        "No absences (2 in a quarter are allowed).",
    ),
    Expected(
        "substitutes count as present", "2026-10-07S 14S 21S 28S", "2026-11-18", 0, "", FINE,
        "No absences (2 in a quarter are allowed).",
    ),
    Expected(
        "the last day of the quarter", "2026-10-07A 2026-12-31A", "2026-12-31", 2, "2026-10-07 2026-12-31",
        LIMIT,
        "2 absences in a quarter: 7 Oct, 31 Dec. None is left: with the 3rd the membership ends. "
        "Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "the first day of the next", "2026-10-07A 2026-12-31A 2027-01-01A", "2027-01-01", 1, "2027-01-01",
        WARNING,
        "1 absence in a quarter: 1 Jan. 1 more is allowed. Counting starts again on 1 Apr.",
    ),
    Expected(
        "a leap day in the quarter", "2028-02-29L 2028-03-31L", "2028-03-31", 1, "2028-02-29 2028-03-31",
        WARNING,
        "1 absence in a quarter: 29 Feb + 31 Mar (two lates = 1). 1 more is allowed. Counting "
        "starts again on 1 Apr.",
    ),
    Expected(
        "a leave between two lates", "2026-10-07L 14A 21A 28L", "2026-11-18", 1, "2026-10-07 28", WARNING,
        "1 absence in a quarter: 7 + 28 Oct (two lates = 1). 1 more is allowed. "
        "Counting starts again on 1 Jan 2027.",
        leaves="2026-10-14..2026-10-21",
    ),
    Expected(
        "ill, and one late excused", "2026-10-07L 14M 21Lx 28M", "2026-11-18", 0, "", FINE,
        "No absences (2 in a quarter are allowed).",
    ),
)  # fmt: skip

LEADING_EDGE_SAYS = (
    Expected(
        "nothing yet", "2026-11-18P", "2026-11-18", 0, "", FINE,
        "No absences (2 in a quarter are allowed).",
    ),
    Expected(
        "one before the limit", "2026-10-07A", "2026-11-18", 1, "2026-10-07", WARNING,
        "1 absence in a quarter: 7 Oct. 1 more is allowed. Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "at the limit", "2026-10-07A 2026-11-04A", "2026-11-18", 2, "2026-10-07 2026-11-04", LIMIT,
        "2 absences in a quarter: 7 Oct, 4 Nov. None is left: with the 3rd the membership may end. "
        "Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "the third", "2026-10-07A 2026-11-04A 11A", "2026-11-18", 3, "2026-10-07 2026-11-04 11", PAST,
        "3 absences in a quarter: 7 Oct, 4 Nov, 11 Nov. 2 are allowed: the membership may end. "
        "Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "the third corrected to medical", "2026-10-07A 2026-11-04A 11M", "2026-11-18", 2,
        "2026-10-07 2026-11-04", LIMIT,
        "2 absences in a quarter: 7 Oct, 4 Nov. None is left: with the 3rd the membership may end. "
        "Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "the quarter before", "2026-08-05A 2026-09-02A 2026-10-07A", "2026-11-18", 1, "2026-10-07", WARNING,
        "1 absence in a quarter: 7 Oct. 1 more is allowed. Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "the last day of the first quarter", "2026-01-01A 2026-03-31A", "2026-03-31", 2,
        "2026-01-01 2026-03-31", LIMIT,
        "2 absences in a quarter: 1 Jan, 31 Mar. None is left: with the 3rd the membership may end. "
        "Counting starts again on 1 Apr.",
    ),
    Expected(
        "the day after", "2026-01-01A 2026-03-31A", "2026-04-01", 0, "", FINE,
        "No absences (2 in a quarter are allowed).",
    ),
    Expected(
        "a leap day and the eve of it", "2028-02-28A 29A", "2028-03-31", 2, "2028-02-28 29", LIMIT,
        "2 absences in a quarter: 28 Feb, 29 Feb. None is left: with the 3rd the membership may end. "
        "Counting starts again on 1 Apr.",
    ),
    Expected(
        "two lates are no absence here", "2026-10-07L 14L 21Lf 28Pb", "2026-11-18", 0, "", FINE,
        "No absences (2 in a quarter are allowed).",
    ),
    Expected(
        "substitutes are none", "2026-10-07S 14S 21A", "2026-11-18", 1, "2026-10-21", WARNING,
        "1 absence in a quarter: 21 Oct. 1 more is allowed. Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "a leave nobody knows the end of", "2026-10-07A 14A 21A 28A", "2026-11-18", 1, "2026-10-07", WARNING,
        "1 absence in a quarter: 7 Oct. 1 more is allowed. Counting starts again on 1 Jan 2027.",
        leaves="2026-10-14..",
    ),
    Expected(
        "one of two excused", "2026-10-07Ax 14A", "2026-11-18", 1, "2026-10-14", WARNING,
        "1 absence in a quarter: 14 Oct. 1 more is allowed. Counting starts again on 1 Jan 2027.",
    ),
)  # fmt: skip
