"""When the next year of a member's seat begins."""

from __future__ import annotations

from datetime import date, timedelta

from leadsroom.domain.money.dues_periods import Cycle
from leadsroom.domain.people.roster import Member
from leadsroom.domain.rules.chapter_rules import ChapterRules, DuesFrom
from leadsroom.domain.rules.windows import PeriodKind, months_later

_A_DAY = timedelta(days=1)
NEAR = timedelta(days=90)
TALK_FROM, TALK_UNTIL = 6, 5  # months before a renewal (handbook 07.2025)


def renews_on(member: Member, rules: ChapterRules, today: date) -> date | None:
    """The day, today or later, on which the next year of a seat begins, a leave or not.

    Where dues are due by the year it is the first day of the next ones, by the calendar or from the day of
    joining, also where they are paid in parts; else the next anniversary of joining. It is never the day of
    joining itself. None for who holds no seat, and without a day of joining where it is counted from that.
    """
    dues, joined_on = rules.money.dues, member.joined_on
    is_yearly = dues is not None and dues.amount > 0 and dues.per is PeriodKind.YEAR
    by_calendar = is_yearly and dues is not None and dues.starts is DuesFrom.CALENDAR
    if not member.status.holds_seat or (joined_on is None and not by_calendar):
        return None
    since = max(today, joined_on + _A_DAY) if joined_on else today
    year = Cycle(PeriodKind.YEAR, None if by_calendar else joined_on).period_on(since)
    return since if year.first == since else year.last + _A_DAY


def is_near(renewal: date, today: date) -> bool:
    """Whether a renewal is within 90 days."""
    return renewal - today <= NEAR


def is_time_to_talk(renewal: date, today: date) -> bool:
    """Whether a member is to be talked to before a renewal: six to five months before it."""
    return months_later(renewal, -TALK_FROM) <= today <= months_later(renewal, -TALK_UNTIL)
