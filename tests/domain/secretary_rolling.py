"""Histories under rules of rolling windows, and what a careful secretary would say of them."""

from __future__ import annotations

from leadsroom.domain.people.standing import Level
from tests.domain.expected_standing import Expected

FINE, _, NOTICE, WARNING, LIMIT, PAST = Level

BNI_SAYS = (
    Expected(
        "nothing yet", "2026-11-11P 18P", "2026-11-18", 0, "", FINE,
        "No absences (3 in any 6 months are allowed).",
    ),
    Expected(
        "two before the limit", "2026-08-05A 12P", "2026-11-18", 1, "2026-08-05", NOTICE,
        "1 absence in any 6 months: 5 Aug (until 5 Feb 2027). 2 more are allowed.",
    ),
    Expected(
        "one before the limit", "2026-08-05A 2026-10-07A", "2026-11-18", 2, "2026-08-05 2026-10-07", WARNING,
        "2 absences in any 6 months: 5 Aug (until 5 Feb 2027), 7 Oct. 1 more is allowed.",
    ),
    Expected(
        "at the limit", "2026-08-05A 2026-10-07A 2026-11-11A", "2026-11-18", 3,
        "2026-08-05 2026-10-07 2026-11-11", LIMIT,
        "3 absences in any 6 months: 5 Aug (until 5 Feb 2027), 7 Oct, 11 Nov. None is left: with the 4th "
        "the membership may end.",
    ),
    Expected(
        "a genuine emergency as the fourth", "2026-08-05A 2026-10-07A 2026-11-11A 18A", "2026-11-18", 4,
        "2026-08-05 2026-10-07 2026-11-11 18", PAST,
        "4 absences in any 6 months: 5 Aug (until 5 Feb 2027), 7 Oct, 11 Nov, 18 Nov. 3 are allowed: the "
        "membership may end.",
    ),
    Expected(
        "the emergency excused", "2026-08-05A 2026-10-07A 2026-11-11A 18Ax", "2026-11-18", 3,
        "2026-08-05 2026-10-07 2026-11-11", LIMIT,
        "3 absences in any 6 months: 5 Aug (until 5 Feb 2027), 7 Oct, 11 Nov. None is left: with the 4th "
        "the membership may end.",
    ),
    Expected(
        "the mark of the fourth corrected to a substitute",
        "2026-08-05A 2026-10-07A 2026-11-11A 18S", "2026-11-18", 3, "2026-08-05 2026-10-07 2026-11-11", LIMIT,
        "3 absences in any 6 months: 5 Aug (until 5 Feb 2027), 7 Oct, 11 Nov. None is left: with the 4th "
        "the membership may end.",
    ),
    Expected(
        "the eve of the day it falls out", "2026-08-05A 2026-10-07A", "2027-02-04", 2,
        "2026-08-05 2026-10-07", WARNING,
        "2 absences in any 6 months: 5 Aug 2026 (until 5 Feb), 7 Oct 2026. 1 more is allowed.",
    ),
    Expected(
        "the day it falls out", "2026-08-05A 2026-10-07A", "2027-02-05", 1, "2026-10-07", NOTICE,
        "1 absence in any 6 months: 7 Oct 2026 (until 7 Apr). 2 more are allowed.",
    ),
    Expected(
        "the end of August in a common year", "2026-08-31A", "2027-02-27", 1, "2026-08-31", NOTICE,
        "1 absence in any 6 months: 31 Aug 2026 (until 28 Feb). 2 more are allowed.",
    ),
    Expected(
        "the end of August, six months later", "2026-08-31A", "2027-02-28", 0, "", FINE,
        "No absences (3 in any 6 months are allowed).",
    ),
    Expected(
        "the end of August before a leap day", "2027-08-31A", "2028-02-28", 1, "2027-08-31", NOTICE,
        "1 absence in any 6 months: 31 Aug 2027 (until 29 Feb). 2 more are allowed.",
    ),
    Expected(
        "absent on the leap day", "2028-02-29A", "2028-08-28", 1, "2028-02-29", NOTICE,
        "1 absence in any 6 months: 29 Feb (until 29 Aug). 2 more are allowed.",
    ),
    Expected(
        "substitutes are no absence", "2026-10-07S 14S 21S 28S 2026-11-04S", "2026-11-18", 0, "", FINE,
        "No absences (3 in any 6 months are allowed).",
    ),
    Expected(
        "two lates are two lates", "2026-11-04L 11L", "2026-11-18", 0, "", FINE,
        "No absences (3 in any 6 months are allowed).",
    ),
    Expected(
        "a leave in the middle",
        "2026-06-03A 2026-07-01A 08A 15A 2026-09-02A", "2026-11-18", 2, "2026-06-03 2026-09-02", WARNING,
        "2 absences in any 6 months: 3 Jun (until 3 Dec), 2 Sep. 1 more is allowed.",
        leaves="2026-07-01..2026-08-31",
    ),
    Expected(
        "a training erases nothing here", "2026-11-11A", "2026-11-18", 1, "2026-11-11", NOTICE,
        "1 absence in any 6 months: 11 Nov (until 11 May 2027). 2 more are allowed.",
        trainings="2026-11-14",
    ),
    Expected(
        "medical is no absence", "2026-10-07M 14M 21M 28M 2026-11-04A", "2026-11-18", 1, "2026-11-04", NOTICE,
        "1 absence in any 6 months: 4 Nov (until 4 May 2027). 2 more are allowed.",
    ),
    Expected(
        "six weeks of medical leave", "2026-10-07P 14M 21M 28M 2026-11-04M 11M 18M", "2026-11-18", 6,
        "2026-10-14 21 28 2026-11-04 11 18", NOTICE,
        "6 medical absences in a row: 14 Oct, 21 Oct, 28 Oct, 4 Nov, 11 Nov, 18 Nov. 2 more are allowed.",
        rule=1,
    ),
    Expected(
        "nine weeks of medical leave",
        "2026-09-23M 30M 2026-10-07M 14M 21M 28M 2026-11-04M 11M 18M", "2026-11-18", 9,
        "2026-09-23 30 2026-10-07 14 21 28 2026-11-04 11 18", PAST,
        "9 medical absences in a row: 1 earlier, 30 Sep, 7 Oct, 14 Oct, 21 Oct, 28 Oct, 4 Nov, 11 Nov, "
        "18 Nov. 8 are allowed: the chapter decides.",
        rule=1,
    ),
    Expected(
        "back from medical leave", "2026-10-28M 2026-11-04M 11M 18P", "2026-11-18", 0, "", FINE,
        "No medical absences (8 in a row are allowed).",
        rule=1,
    ),
)  # fmt: skip

_NINE_DAYS = (
    "2026-01-07 2026-02-04 2026-03-04 2026-04-01 2026-05-06 2026-06-03 2026-07-01 2026-08-05 2026-09-02"
)
_NINE = " ".join(f"{day}A" for day in _NINE_DAYS.split())
LEADS_CLUB_SAYS = (
    Expected(
        "nothing yet", "", "2026-11-18", 0, "", FINE,
        "No absences (12 in any 12 months are allowed).",
    ),
    Expected(
        "nine are nothing to warn of", _NINE, "2026-11-18", 9, _NINE_DAYS, FINE,
        "9 absences in any 12 months: 1 earlier (the first until 7 Jan 2027), 4 Feb, 4 Mar, 1 Apr, 6 May, "
        "3 Jun, 1 Jul, 5 Aug, 2 Sep. 3 more are allowed.",
    ),
    Expected(
        "two before the limit", f"{_NINE} 2026-10-07A", "2026-11-18", 10, f"{_NINE_DAYS} 2026-10-07", NOTICE,
        "10 absences in any 12 months: 2 earlier (the first until 7 Jan 2027), 4 Mar, 1 Apr, 6 May, 3 Jun,"
        " 1 Jul, 5 Aug, 2 Sep, 7 Oct. 2 more are allowed.",
    ),
    Expected(
        "one before the limit", f"{_NINE} 2026-10-07A 14A", "2026-11-18", 11,
        f"{_NINE_DAYS} 2026-10-07 14", WARNING,
        "11 absences in any 12 months: 3 earlier (the first until 7 Jan 2027), 1 Apr, 6 May, 3 Jun, 1 Jul,"
        " 5 Aug, 2 Sep, 7 Oct, 14 Oct. 1 more is allowed.",
    ),
    Expected(
        "at the limit", f"{_NINE} 2026-10-07A 14A 21A", "2026-11-18", 12,
        f"{_NINE_DAYS} 2026-10-07 14 21", LIMIT,
        "12 absences in any 12 months: 4 earlier (the first until 7 Jan 2027), 6 May, 3 Jun, 1 Jul, 5 Aug,"
        " 2 Sep, 7 Oct, 14 Oct, 21 Oct. None is left: with the 13th the membership ends.",
    ),
    Expected(
        "the 13th", f"{_NINE} 2026-10-07A 14A 21A 28A", "2026-11-18", 13,
        f"{_NINE_DAYS} 2026-10-07 14 21 28", PAST,
        "13 absences in any 12 months: 5 earlier (the first until 7 Jan 2027), 3 Jun, 1 Jul, 5 Aug, 2 Sep,"
        " 7 Oct, 14 Oct, 21 Oct, 28 Oct. 12 are allowed: the membership ends.",
    ),
    Expected(
        "the 13th corrected to present", f"{_NINE} 2026-10-07A 14A 21A 28P", "2026-11-18", 12,
        f"{_NINE_DAYS} 2026-10-07 14 21", LIMIT,
        "12 absences in any 12 months: 4 earlier (the first until 7 Jan 2027), 6 May, 3 Jun, 1 Jul, 5 Aug,"
        " 2 Sep, 7 Oct, 14 Oct, 21 Oct. None is left: with the 13th the membership ends.",
    ),
    Expected(
        "the eve of a year later", "2025-11-19A", "2026-11-18", 1, "2025-11-19", FINE,
        "1 absence in any 12 months: 19 Nov 2025 (until 19 Nov). 11 more are allowed.",
    ),
    Expected(
        "a year later", "2025-11-18A", "2026-11-18", 0, "", FINE,
        "No absences (12 in any 12 months are allowed).",
    ),
    Expected(
        "the leap day counts to the 27th", "2028-02-29A", "2029-02-27", 1, "2028-02-29", FINE,
        "1 absence in any 12 months: 29 Feb 2028 (until 28 Feb). 11 more are allowed.",
    ),
    Expected(
        "the leap day falls out on the 28th", "2028-02-29A", "2029-02-28", 0, "", FINE,
        "No absences (12 in any 12 months are allowed).",
    ),
    Expected(
        "substitutes, lates, medical and going early are none", "2026-10-07S 14L 21L 28M 2026-11-04Pe",
        "2026-11-18", 0, "", FINE,
        "No absences (12 in any 12 months are allowed).",
    ),
    Expected(
        "a leave in the middle", "2026-09-02A 2026-10-07A 14A 21A 28A 2026-11-04A", "2026-11-18", 2,
        "2026-09-02 2026-11-04", FINE,
        "2 absences in any 12 months: 2 Sep (until 2 Sep 2027), 4 Nov. 10 more are allowed.",
        leaves="2026-10-07..2026-10-28",
    ),
    Expected(
        "one excused", "2026-09-02Ax 2026-11-04A", "2026-11-18", 1, "2026-11-04", FINE,
        "1 absence in any 12 months: 4 Nov (until 4 Nov 2027). 11 more are allowed.",
    ),
)  # fmt: skip

POWERTIPPS_SAYS = (
    Expected(
        "nothing yet", "2026-11-18P", "2026-11-18", 0, "", FINE,
        "No unexcused absences (1 in any 2 months is allowed).",
    ),
    Expected(
        "the first", "2026-10-07A", "2026-11-18", 1, "2026-10-07", LIMIT,
        "1 unexcused absence in any 2 months: 7 Oct (until 7 Dec). None is left: "
        "with the 2nd the membership may end.",
    ),
    Expected(
        "the second", "2026-10-07A 2026-11-18A", "2026-11-18", 2, "2026-10-07 2026-11-18", PAST,
        "2 unexcused absences in any 2 months: 7 Oct (until 7 Dec), 18 Nov. 1 is allowed: "
        "the membership may end.",
    ),
    Expected(
        "the second excused", "2026-10-07A 2026-11-18Ax", "2026-11-18", 1, "2026-10-07", LIMIT,
        "1 unexcused absence in any 2 months: 7 Oct (until 7 Dec). None is left: "
        "with the 2nd the membership may end.",
    ),
    Expected(
        "both excused", "2026-10-07Ax 2026-11-18Ax", "2026-11-18", 0, "", FINE,
        "No unexcused absences (1 in any 2 months is allowed).",
    ),
    Expected(
        "the eve of two months", "2026-10-07A", "2026-12-06", 1, "2026-10-07", LIMIT,
        "1 unexcused absence in any 2 months: 7 Oct (until 7 Dec). None is left: "
        "with the 2nd the membership may end.",
    ),
    Expected(
        "absent two months later to the day", "2026-10-07A 2026-12-07A", "2026-12-07", 1, "2026-12-07", LIMIT,
        "1 unexcused absence in any 2 months: 7 Dec (until 7 Feb 2027). None is left: "
        "with the 2nd the membership may end.",
    ),
    Expected(
        "the end of the year before a leap day", "2027-12-30A", "2028-02-28", 1, "2027-12-30", LIMIT,
        "1 unexcused absence in any 2 months: 30 Dec 2027 (until 29 Feb). None is left: "
        "with the 2nd the membership may end.",
    ),
    Expected(
        "the end of another year", "2026-12-30A", "2027-02-28", 0, "", FINE,
        "No unexcused absences (1 in any 2 months is allowed).",
    ),
    Expected(
        "lates, early departures and substitutes cost money, no seat", "2026-11-04Le 11L 18S", "2026-11-18",
        0, "", FINE, "No unexcused absences (1 in any 2 months is allowed).",
    ),
    Expected(
        "ill", "2026-11-04M 11M 18A", "2026-11-18", 1, "2026-11-18", LIMIT,
        "1 unexcused absence in any 2 months: 18 Nov (until 18 Jan 2027). None is left: "
        "with the 2nd the membership may end.",
    ),
    Expected(
        "a leave in the middle", "2026-10-07A 14A 21A 28P 2026-11-04P", "2026-11-18", 1, "2026-10-07", LIMIT,
        "1 unexcused absence in any 2 months: 7 Oct (until 7 Dec). None is left: "
        "with the 2nd the membership may end.",
        leaves="2026-10-12..2026-10-25",
    ),
    Expected(
        "the first corrected to a substitute", "2026-10-07S 2026-11-18A", "2026-11-18", 1,
        "2026-11-18", LIMIT,
        "1 unexcused absence in any 2 months: 18 Nov (until 18 Jan 2027). None is left: "
        "with the 2nd the membership may end.",
    ),
)  # fmt: skip
