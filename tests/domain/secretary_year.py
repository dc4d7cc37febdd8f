"""Histories under rules by the half-year and the year, and what a careful secretary would say of them."""

from __future__ import annotations

from leadsroom.domain.people.standing import Level
from tests.domain.expected_standing import Expected

FINE, _, NOTICE, WARNING, LIMIT, PAST = Level

LETIP_SAYS = (
    Expected(
        "nothing yet", "2026-11-18P", "2026-11-18", 0, "", FINE,
        "No substitutes (6 in a year are allowed).",
    ),
    Expected(
        "three, and nothing to warn of", "2026-01-07S 2026-03-04S 2026-05-06S", "2026-11-18", 3,
        "2026-01-07 2026-03-04 2026-05-06", FINE,
        "3 substitutes in a year: 7 Jan, 4 Mar, 6 May. 3 more are allowed. "
        "Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "two before the limit", "2026-01-07S 2026-03-04S 2026-05-06S 20S", "2026-11-18", 4,
        "2026-01-07 2026-03-04 2026-05-06 20", NOTICE,
        "4 substitutes in a year: 7 Jan, 4 Mar, 6 May, 20 May. 2 more are allowed. "
        "Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "one before the limit", "2026-01-07S 2026-03-04S 2026-05-06S 20S 2026-07-01S", "2026-11-18", 5,
        "2026-01-07 2026-03-04 2026-05-06 20 2026-07-01", WARNING,
        "5 substitutes in a year: 7 Jan, 4 Mar, 6 May, 20 May, 1 Jul. 1 more is allowed. "
        "Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "at the limit", "2026-01-07S 2026-03-04S 2026-05-06S 20S 2026-07-01S 15S", "2026-11-18", 6,
        "2026-01-07 2026-03-04 2026-05-06 20 2026-07-01 15", LIMIT,
        "6 substitutes in a year: 7 Jan, 4 Mar, 6 May, 20 May, 1 Jul, 15 Jul. "
        "None is left: with the 7th the chapter decides. Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "a substitute one too many",
        "2026-01-07S 2026-03-04S 2026-05-06S 20S 2026-07-01S 15S 2026-11-18S", "2026-11-18", 7,
        "2026-01-07 2026-03-04 2026-05-06 20 2026-07-01 15 2026-11-18", PAST,
        "7 substitutes in a year: 7 Jan, 4 Mar, 6 May, 20 May, 1 Jul, 15 Jul, 18 Nov. "
        "6 are allowed: the chapter decides. Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "the last day of the year", "2025-12-31S", "2025-12-31", 1, "2025-12-31", FINE,
        "1 substitute in a year: 31 Dec. 5 more are allowed. Counting starts again on 1 Jan 2026.",
    ),
    Expected(
        "the first day of the next", "2025-12-31S", "2026-01-01", 0, "", FINE,
        "No substitutes (6 in a year are allowed).",
    ),
    Expected(
        "running over the turn of the year", "2025-12-24P 31S 2026-01-07S", "2026-01-07", 2,
        "2025-12-31 2026-01-07", LIMIT,
        "2 substitutes in a row: 31 Dec 2025, 7 Jan. None is left: with the 3rd the chapter decides.",
        rule=1,
    ),
    Expected(
        "and of that year only one", "2025-12-24P 31S 2026-01-07S", "2026-01-07", 1, "2026-01-07", FINE,
        "1 substitute in a year: 7 Jan. 5 more are allowed. Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "one running", "2026-11-11P 18S", "2026-11-18", 1, "2026-11-18", WARNING,
        "1 substitute in a row: 18 Nov. 1 more is allowed.",
        rule=1,
    ),
    Expected(
        "three running", "2026-11-04S 11S 18S", "2026-11-18", 3, "2026-11-04 11 18", PAST,
        "3 substitutes in a row: 4 Nov, 11 Nov, 18 Nov. 2 are allowed: the chapter decides.",
        rule=1,
    ),
    Expected(
        "the middle one corrected: the member came after all", "2026-11-04S 11L 18S", "2026-11-18", 1,
        "2026-11-18", WARNING,
        "1 substitute in a row: 18 Nov. 1 more is allowed.",
        rule=1,
    ),
    Expected(
        "an absence in between is no coming back", "2026-11-04S 11A 18S", "2026-11-18", 2,
        "2026-11-04 18", LIMIT,
        "2 substitutes in a row: 4 Nov, 18 Nov. None is left: with the 3rd the chapter decides.",
        rule=1,
    ),
    Expected(
        "over a leave", "2026-10-07S 14S 21S 28S 2026-11-04S", "2026-11-18", 2,
        "2026-10-07 2026-11-04", LIMIT,
        "2 substitutes in a row: 7 Oct, 4 Nov. None is left: with the 3rd the chapter decides.",
        rule=1, leaves="2026-10-14..2026-11-03",
    ),
    Expected(
        "back at the table", "2026-11-04S 11S 18P", "2026-11-18", 0, "", FINE,
        "No substitutes (2 in a row are allowed).",
        rule=1,
    ),
    Expected(
        "on the leap day", "2028-02-29S", "2028-12-31", 1, "2028-02-29", FINE,
        "1 substitute in a year: 29 Feb. 5 more are allowed. Counting starts again on 1 Jan 2029.",
    ),
    Expected(
        "absences are not limited here", "2026-10-07A 14A 21A 28A 2026-11-04A 11L 18Pe", "2026-11-18", 0, "",
        FINE, "No substitutes (6 in a year are allowed).",
    ),
)  # fmt: skip

_FIVE = "2026-07-01S 15S 29S 2026-08-12S 26S"
NYC_62_SAYS = (
    Expected(
        "nothing yet", "2026-11-18P", "2026-11-18", 0, "", FINE,
        "No absences (3 in a half-year are allowed).",
    ),
    Expected(
        "two before the limit", "2026-07-01A", "2026-11-18", 1, "2026-07-01", NOTICE,
        "1 absence in a half-year: 1 Jul. 2 more are allowed. Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "one before the limit", "2026-07-01A 2026-10-07A", "2026-11-18", 2, "2026-07-01 2026-10-07", WARNING,
        "2 absences in a half-year: 1 Jul, 7 Oct. 1 more is allowed. Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "at the limit", "2026-07-01A 2026-10-07A 14A", "2026-11-18", 3, "2026-07-01 2026-10-07 14", LIMIT,
        "3 absences in a half-year: 1 Jul, 7 Oct, 14 Oct. None is left: with the 4th the membership may end. "
        "Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "one too many", "2026-07-01A 2026-10-07A 14A 2026-11-18A", "2026-11-18", 4,
        "2026-07-01 2026-10-07 14 2026-11-18", PAST,
        "4 absences in a half-year: 1 Jul, 7 Oct, 14 Oct, 18 Nov. 3 are allowed: the membership may end. "
        "Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "one too many, and a training", "2026-07-01A 2026-10-07A 14A 2026-11-18A", "2026-11-18", 3,
        "2026-10-07 14 2026-11-18", LIMIT,
        "3 absences in a half-year: 7 Oct, 14 Oct, 18 Nov. None is left: "
        "with the 4th the membership may end. "
        "Counting starts again on 1 Jan 2027.",
        trainings="2026-09-05",
    ),
    Expected(
        "a training of the half-year before", "2026-07-01A", "2026-11-18", 1, "2026-07-01", NOTICE,
        "1 absence in a half-year: 1 Jul. 2 more are allowed. Counting starts again on 1 Jan 2027.",
        trainings="2026-06-30",
    ),
    Expected(
        "two lates", "2026-07-01L 2026-12-30L", "2026-12-31", 1, "2026-07-01 2026-12-30", NOTICE,
        "1 absence in a half-year: 1 Jul + 30 Dec (two lates = 1). 2 more are allowed. "
        "Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "two lates of which one is corrected", "2026-07-01L 2026-12-30P", "2026-12-31", 0, "", FINE,
        "No absences (3 in a half-year are allowed).",
    ),
    Expected(
        "five substitutes", _FIVE, "2026-11-18", 5, "2026-07-01 15 29 2026-08-12 26", LIMIT,
        "5 substitutes in a half-year: 1 Jul, 15 Jul, 29 Jul, 12 Aug, 26 Aug. "
        "None is left: each further one is an absence. Counting starts again on 1 Jan 2027.",
        rule=1,
    ),
    Expected(
        "five substitutes are no absence", _FIVE, "2026-11-18", 0, "", FINE,
        "No absences (3 in a half-year are allowed).",
    ),
    Expected(
        "a substitute one too many", f"{_FIVE} 2026-11-18S", "2026-11-18", 6,
        "2026-07-01 15 29 2026-08-12 26 2026-11-18", PAST,
        "6 substitutes in a half-year: 1 Jul, 15 Jul, 29 Jul, 12 Aug, 26 Aug, 18 Nov. "
        "5 are allowed; 1 counts as an absence. Counting starts again on 1 Jan 2027.",
        rule=1,
    ),
    Expected(
        "which is an absence", f"2026-07-08A {_FIVE} 2026-11-18S", "2026-11-18", 2, "2026-07-08 2026-11-18",
        WARNING,
        "2 absences in a half-year: 8 Jul, 18 Nov (substitute). 1 more is allowed. "
        "Counting starts again on 1 Jan 2027.",
    ),
    Expected(
        "and a training erases it", f"{_FIVE} 2026-11-18S", "2026-11-18", 0, "", FINE,
        "No absences (3 in a half-year are allowed).",
        trainings="2026-10-10",
    ),
    Expected(
        "six substitutes in two half-years", "2026-06-17S 2026-06-24S 2026-07-01S 08S 15S 22S",
        "2026-11-18", 4,
        "2026-07-01 08 15 22", WARNING,
        "4 substitutes in a half-year: 1 Jul, 8 Jul, 15 Jul, 22 Jul. 1 more is allowed. "
        "Counting starts again on 1 Jan 2027.",
        rule=1,
    ),
    Expected(
        "the last day of June", "2028-02-29A 2028-06-30A", "2028-06-30", 2, "2028-02-29 2028-06-30", WARNING,
        "2 absences in a half-year: 29 Feb, 30 Jun. 1 more is allowed. Counting starts again on 1 Jul.",
    ),
    Expected(
        "the first of July", "2028-02-29A 2028-06-30A", "2028-07-01", 0, "", FINE,
        "No absences (3 in a half-year are allowed).",
    ),
    Expected(
        "on leave for two of six substitutes", "2026-07-01S 15S 29S 2026-08-12S 26S 2026-11-18S",
        "2026-11-18", 0, "", FINE,
        "No absences (3 in a half-year are allowed).",
        leaves="2026-07-10..2026-07-31",
    ),
    Expected(
        "ill all autumn", "2026-09-02M 09M 16M 23M 30M 2026-10-07M 14A", "2026-11-18", 1,
        "2026-10-14", NOTICE,
        "1 absence in a half-year: 14 Oct. 2 more are allowed. Counting starts again on 1 Jan 2027.",
    ),
)  # fmt: skip
