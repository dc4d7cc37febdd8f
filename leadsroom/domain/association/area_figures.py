"""What is looked at of a chapter beside others: six months of it, the six before them, and what is due.

The figures of months are those of `leadsroom.domain.association.month`; they add up. The later half has the
six whole months before this one, and what this one has so far; the earlier half the six months before those.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from fractions import Fraction
from itertools import takewhile

from msgspec import Struct

from leadsroom.domain.association.areas import DirectorsVisit
from leadsroom.domain.health.figures import FEWEST_MEETINGS
from leadsroom.domain.health.statistics import CASES_FOR_SHARE, Difference, Median, Share, Trend, median_of
from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.domain.season.calendar import WEEKLY, Calendar, Schedule, ScheduleKind

HALF = 6  # months
FULL_SIZE = 20  # members, from which on a chapter counts as full in its score
# Who came for the first time so many months ago has had time to join.
TIME_TO_JOIN = 3
MONTHS_READ = 2 * HALF + TIME_TO_JOIN
WHOLE_MONTHS_FOR_RATE = 3
NOBODY_NEW_FOR = 26  # weeks, from which on that nobody is new is a reason to look at a chapter
GAPS = 25  # percent of the dates of the later half without a closed meeting, above which a record is patchy


# Thousands of these are made for a table: they hold no others that could refer back to them.
class HalfYear(Struct, frozen=True, gc=False):
    """Figures of months added up; for what is in which of them see `MonthFigures`.

    `one_to_ones`, `member_months` (members at the end of each month, added up) and `months` are of whole
    months only.
    """

    meetings: int = 0
    places: int = 0
    present: int = 0
    late: int = 0
    substitutes: int = 0
    leads: int = 0
    raw: int = 0
    bad: int = 0
    visits: int = 0
    dollars_minor: int = 0
    own_minor: int = 0
    one_to_ones: int = 0
    member_months: int = 0
    months: int = 0

    @property
    def has_rate(self) -> bool:
        """Whether there are meetings enough for a rate."""
        return self.meetings >= FEWEST_MEETINGS and self.places > 0

    @property
    def attendance(self) -> Share:
        """At how many places of members these were there themselves."""
        return Share(self.present + self.late, self.places)

    @property
    def substituted(self) -> Share:
        """To how many of these a substitute came."""
        return Share(self.substitutes, self.places)

    @property
    def came_late(self) -> Share:
        """How many of those who came themselves were late."""
        return Share(self.late, self.present + self.late)

    @property
    def raw_share(self) -> Share:
        """Raw leads, of all slips passed."""
        return Share(self.raw, self.leads + self.raw)

    @property
    def bad_share(self) -> Share:
        """Leads called bad, of all slips passed."""
        return Share(self.bad, self.leads + self.raw)

    @property
    def own_percent(self) -> Fraction | None:
        """Dollars for the givers' own households, in percent of all; None where there is too little."""
        is_enough = self.dollars_minor > 0 and self.leads + self.raw >= CASES_FOR_SHARE
        return Fraction(self.own_minor * 100, self.dollars_minor) if is_enough else None

    @property
    def leads_a_member(self) -> Fraction | None:
        """Leads a member a meeting; None where there is too little."""
        return Fraction(self.leads, self.places) if self.has_rate else None

    @property
    def visits_a_meeting(self) -> Fraction | None:
        """Visits of visitors a meeting; None where there is too little."""
        return Fraction(self.visits, self.meetings) if self.has_rate else None

    @property
    def one_to_ones_a_member(self) -> Fraction | None:
        """One-to-ones that a member has a month, each counted for both; None where there is too little."""
        # Of members read from a file there are months before the first meeting on record, in which none is.
        is_enough = self.meetings > 0 and self.months >= WHOLE_MONTHS_FOR_RATE and self.member_months > 0
        return Fraction(self.one_to_ones * 2, self.member_months) if is_enough else None


def difference_of_halves(
    now: HalfYear, before: HalfYear, count: str, over: str = "places"
) -> Difference | None:
    """Of a count over another one, the later half above the earlier; None where either has too little."""
    if not (now.has_rate and before.has_rate):
        return None
    return Trend(
        earlier=getattr(before, count),
        later=getattr(now, count),
        earlier_over=getattr(before, over),
        later_over=getattr(now, over),
        meetings=now.meetings + before.meetings,
    ).difference


class ChapterInArea(Struct, frozen=True, kw_only=True, gc=False):
    """What a chapter is ordered and judged by, as it is on its own day `today`.

    - `members` hold a seat now, `members_before` did six whole months ago; None where no meeting of the
      earlier half is on record, since who has left from before the first meeting is not on record either.
    - `now` and `before` are the two halves; `joining` are of the people who came for the first time four to
      nine months ago those who have joined since, `joining_before` of those ten to fifteen months ago.
    - `last_closed_on` is the date of the last closed meeting that stands for a date of the season;
      `in_a_row` are the dates since then, up to yesterday, for which no meeting was closed. Where none was
      closed yet, they are those since the chapter was set up, on `set_up_on`.
    - `last_joined_on` is the day on which somebody joined last, in the months that are read.
    - `vacant_head` is the first office that the chapter lists, where nobody holds it; else empty.
    - `gaps` are the dates of the later half without a closed meeting, of all its dates: read only where more
      than GAPS percent seem to be.
    """

    id: ChapterId
    name: str
    name_key: str = ""
    place: str = ""
    area_id: AreaId | None = None
    weekday: int = 0
    starts: time = time(7)
    schedule: Schedule = WEEKLY
    country: str = "US"
    currency: str = "USD"
    founded_on: date | None = None
    archived_on: date | None = None
    today: date = date.min
    members: int | None = None
    members_before: int | None = None
    now: HalfYear = HalfYear()
    before: HalfYear = HalfYear()
    joining: Share = Share(0, 0)
    joining_before: Share = Share(0, 0)
    last_closed_on: date | None = None
    last_joined_on: date | None = None
    set_up_on: date | None = None
    in_a_row: tuple[date, ...] = ()
    gaps: Share = Share(0, 0)
    visited_on: date | None = None
    vacant_head: str = ""

    @property
    def net(self) -> int | None:
        """By how many members there are more than six whole months ago."""
        if self.members is None or self.members_before is None:
            return None
        return self.members - self.members_before

    @property
    def seems_to_miss(self) -> bool:
        """Whether a meeting seems to be missing since the last closed one, before special dates are read."""
        last = self.last_closed_on
        if last is None:
            return self.set_up_on is not None
        if self.schedule.kind is not ScheduleKind.WEEKLY:
            return bool(missing_since(Calendar(self.weekday, self.schedule), last, self.today))
        stood_for = last.toordinal() + (self.weekday - last.weekday() + 3) % 7 - 3
        return stood_for + 7 < self.today.toordinal()

    def seems_to_have_gaps(self, since: date) -> bool:
        """Whether more of its dates from a day on than GAPS percent seem to lack a closed meeting, before
        special dates are read. Of one whose record does not reach back so far it is not asked.
        """
        if self.members_before is None or self.last_closed_on is None:
            return False
        if self.schedule.kind is ScheduleKind.WEEKLY:
            dates = (self.today - since).days // 7
        else:
            dates = len(dates_since(Calendar(self.weekday, self.schedule), since, self.today))
        return (dates - self.now.meetings) * 100 > GAPS * dates

    @property
    def weeks_since_new(self) -> int | None:
        """Whole weeks since somebody joined."""
        return None if self.last_joined_on is None else max(0, (self.today - self.last_joined_on).days // 7)

    @property
    def knows_who_was_new(self) -> bool:
        """Whether it is on record that nobody joined later than who did last: of a roster read from a file
        those are missing who have left since, up to the first meeting on record.
        """
        weeks = self.weeks_since_new
        return weeks is not None and (self.members_before is not None or weeks < NOBODY_NEW_FOR)


class MoreOfChapter(Struct, frozen=True, kw_only=True):
    """What takes longer to find, and is read for the chapters of a page.

    - `dollars` is the median that a member reported in the six whole months, in minor units, those with
      nothing too, and `dollars_before` in the six before; of the members of today.
    - `renewals` seats renew within 90 days; `waiting` and `applied` are people; `vacant` are offices.
    - `missing` are the dates of the later half, up to yesterday, without a closed meeting.
    """

    dollars: Median = Median(None, 0)
    dollars_before: Median = Median(None, 0)
    renewals: int = 0
    waiting: int = 0
    applied: int = 0
    vacant: tuple[str, ...] = ()
    missing: tuple[date, ...] = ()
    visit: DirectorsVisit | None = None


def median_of_members(months: Iterable[Mapping[str, int]], members: Iterable[int]) -> Median:
    """The median of what members reported in some months, in minor units; who reported nothing has zero."""
    sums = {str(member): 0 for member in members}
    for month in months:
        for member, minor in month.items():
            if member in sums:
                sums[member] += minor
    return median_of(sums.values())


def missing_since(calendar: Calendar, last_closed_on: date, today: date) -> tuple[date, ...]:
    """The dates with a meeting after the one for which a closed meeting stands, up to yesterday."""
    stood_for = calendar.stood_for(last_closed_on) or last_closed_on
    dates = dates_since(calendar, max(stood_for, last_closed_on), today)
    return tuple(on for on in dates if on > stood_for)


def dates_since(calendar: Calendar, since: date, today: date) -> tuple[date, ...]:
    """The dates with a meeting from a day on, up to yesterday."""
    season = takewhile(lambda each: each.on < today, calendar.season(since))
    return tuple(each.on for each in season if each.meets)
