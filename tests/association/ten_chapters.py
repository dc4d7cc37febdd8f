"""Twice ten made-up chapters of docs/association.md, in the order in which a director put them.

Of the second ten the director saw the figures alone, and no rule.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from leadsroom.domain.association.area_figures import ChapterInArea, HalfYear, missing_since
from leadsroom.domain.health.statistics import Share
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.season.calendar import Calendar

TODAY = date(2026, 12, 1)
_WEEK = timedelta(weeks=1)
MEETINGS = 26
WEDNESDAY = 2
LAST = date(2026, 11, 25)
NO_PAST = HalfYear()


def half(
    members: int,
    attendance: float,
    leads: float,
    *,
    visitors: float = 1.2,
    raw: float = 0.1,
    own: float = 0.1,
    late: float = 0.04,
    meetings: int = MEETINGS,
) -> HalfYear:
    """Six months of a chapter in which all went on like this; shares are of 1."""
    places = members * meetings
    came, passed = round(places * attendance), round(places * leads)
    was_late = round(came * late)
    slips = round(passed / (1 - raw))
    return HalfYear(
        meetings=meetings,
        places=places,
        present=came - was_late,
        late=was_late,
        leads=passed,
        raw=slips - passed,
        visits=round(meetings * visitors),
        dollars_minor=1_000_000,
        own_minor=round(1_000_000 * own),
        months=6,
        member_months=members * 6,
    )


def chapter(
    name: str, members: int, now: HalfYear, before: HalfYear = NO_PAST, *, missing: int = 0, **more: Any
) -> ChapterInArea:
    """A chapter that meets on Wednesdays, of which the last so many meetings were not closed."""
    last = LAST - missing * _WEEK
    found: dict[str, Any] = {
        "members_before": members,
        "last_closed_on": last,
        "last_joined_on": TODAY - 8 * _WEEK,
        "in_a_row": missing_since(Calendar(WEDNESDAY), last, TODAY),
        "visited_on": TODAY - 10 * _WEEK,
        "founded_on": date(2015, 3, 4),
    }
    return ChapterInArea(
        id=ChapterId(len(name)),
        name=name,
        weekday=WEDNESDAY,
        today=TODAY,
        members=members,
        now=now,
        before=before,
        **(found | more),
    )


TEN = (
    chapter("Eastgate", 19, half(19, 0.86, 0.9, meetings=21), half(19, 0.87, 0.9), missing=5),
    chapter(
        "Millbrook",
        11,
        half(11, 0.66, 0.4),
        half(17, 0.81, 0.8),
        members_before=17,
        last_joined_on=TODAY - 34 * _WEEK,
    ),
    chapter(
        "Oakdale",
        16,
        half(16, 0.79, 0.75, visitors=0.3),
        half(20, 0.8, 0.78),
        members_before=20,
        last_joined_on=TODAY - 26 * _WEEK,
        vacant_head="President",
    ),
    chapter("Westport", 22, half(22, 0.74, 0.62), half(23, 0.86, 0.9), members_before=23),
    chapter(
        "Quayside",
        13,
        half(13, 0.9, 0.8, meetings=7),
        members_before=None,
        founded_on=TODAY - 8 * _WEEK,
    ),
    chapter("Northfield", 28, half(28, 0.91, 1.3, raw=0.31, own=0.4), half(27, 0.9, 1.25), members_before=27),
    chapter(
        "Templeton",
        14,
        half(14, 0.84, 0.85, visitors=1.5),
        half(14, 0.85, 0.84),
        founded_on=date(2022, 10, 5),
    ),
    chapter("Southwood", 21, half(21, 0.85, 0.85), half(21, 0.86, 0.85), missing=1),
    chapter("Harborview", 24, half(24, 0.88, 0.95), half(23, 0.87, 0.93), members_before=23),
    chapter("Riverside", 31, half(31, 0.93, 1.0), half(25, 0.92, 0.98), members_before=25),
)

OTHER_TEN = (
    chapter(
        "Ivybridge",
        14,
        half(14, 0.72, 0.65, meetings=16),
        half(19, 0.8, 0.85),
        members_before=19,
        gaps=Share(10, 26),
    ),
    chapter("Elmwood", 16, half(16, 0.68, 0.6), half(16, 0.69, 0.62), vacant_head="President"),
    chapter(
        "Brookside",
        33,
        half(33, 0.82, 0.8, visitors=0.6),
        half(38, 0.88, 1.05),
        members_before=38,
        last_joined_on=TODAY - 20 * _WEEK,
    ),
    chapter(
        "Denby", 22, half(22, 0.78, 0.55, visitors=2.4, raw=0.42), half(14, 0.85, 0.9), members_before=14
    ),
    chapter(
        "Glenrose",
        12,
        half(12, 0.92, 0.7, meetings=20),
        members_before=None,
        founded_on=TODAY - 21 * _WEEK,
    ),
    chapter("Ashford", 18, half(18, 0.85, 0.9, visitors=1.1), half(18, 0.86, 0.9), missing=2),
    chapter(
        "Carlton",
        9,
        half(9, 0.88, 1.1, visitors=0.4),
        half(10, 0.86, 1.0),
        members_before=10,
        last_joined_on=TODAY - 60 * _WEEK,
    ),
    chapter("Juniper", 20, half(20, 0.84, 0.92, visitors=0.9), half(21, 0.84, 0.9), members_before=21),
    chapter("Fairview", 25, half(25, 0.9, 1.2, own=0.5), half(24, 0.89, 1.1), members_before=24),
    chapter(
        "Highgate",
        27,
        half(27, 0.91, 1.05, visitors=1.6),
        half(26, 0.9, 1.0),
        members_before=26,
        visited_on=TODAY - 61 * _WEEK,
    ),
)
