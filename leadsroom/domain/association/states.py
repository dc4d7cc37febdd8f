"""The states in which a chapter may be, and the reasons to look at one, each with its threshold.

A reason is found by one figure and one threshold, both printed. They stand here in their order, the gravest
first.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from leadsroom.domain.association.area_figures import (
    GAPS,
    HALF,
    NOBODY_NEW_FOR,
    ChapterInArea,
    HalfYear,
    difference_of_halves,
)
from leadsroom.domain.health.chapter.growth import SMALL, TIME_TO_GROW
from leadsroom.domain.health.figures import FEWEST_MEETINGS
from leadsroom.domain.health.member_health import months_between
from leadsroom.domain.health.statistics import Difference, Share, difference_of_shares, rounded
from leadsroom.domain.rules.windows import months_later
from leadsroom.domain.season.calendar import ScheduleKind
from leadsroom.domain.text.wording import counted, near_day

# Thresholds. Where the field publishes one it is in brackets.
SILENT_FROM = 3  # dates in a row without a closed meeting, of a chapter that meets every week
SILENT_FROM_OTHERWISE = 2  # of one that meets less often
FEWEST_MEMBERS = 12  # the smallest chapter of the field; fewer need somebody unless they grow (Toastmasters)
GROWTH = 3  # more members than six months ago, from which on a chapter grows (Toastmasters)
LOSS = 2  # fewer members, from which on it shrinks, where they are one in twenty
LOW_ATTENDANCE = 70  # percent in person: less is called a death sentence
FALL = Fraction(1, 20)  # of which a figure must have fallen at least, besides being more than chance
NEW_FOR = 6  # months since the founding
HIGH_RAW = 25  # percent of all slips
HIGH_OWN = 30  # percent of the dollars
HIGH_LATE = 15  # percent of those who came
LOW_LEADS = Fraction(7, 10)  # a member a week: less gives no points in a chapter's score
LOW_VISITS = 1  # a week: the same
NOT_VISITED_FOR = 26  # weeks since the last visit of a director


class State(StrEnum):
    """How a chapter stands, the gravest first."""

    SILENT = "silent"
    PATCHY = "patchy"
    FAILING = "failing"
    SHRINKING = "shrinking"
    WEAKENING = "weakening"
    NEW = "new"
    UNKNOWN = "unknown"
    STAGNANT = "stagnant"
    STEADY = "steady"
    GROWING = "growing"
    ARCHIVED = "archived"


class ReasonKind(Struct, frozen=True, kw_only=True):
    """One reason to look at a chapter. `state` is what it makes of the chapter, None where it says nothing.

    `amount` says how bad it is, more is worse; None where a chapter has no such reason. `words` says it of
    one that has, unless that has the reason `but_with`, too, which gives the same figure. `of_new`: it
    counts in the first months of a chapter, and before its first closed meeting, too.
    """

    key: str
    threshold: str
    amount: Callable[[ChapterInArea], float | None]
    words: Callable[[ChapterInArea], str]
    state: State | None = None
    of_new: bool = False
    but_with: str = ""


def is_new(of: ChapterInArea) -> bool:
    """Whether it was founded in the last six months."""
    # The months are counted for few: that takes longer than all else that is asked of a chapter.
    if of.founded_on is None or (of.today - of.founded_on).days > NEW_FOR * _LONGEST_MONTH:
        return False
    return months_later(of.founded_on, NEW_FOR) > of.today


_LONGEST_MONTH = 31


def _silent_from(of: ChapterInArea) -> int:
    return SILENT_FROM if of.schedule.kind is ScheduleKind.WEEKLY else SILENT_FROM_OTHERWISE


# Each reason: how bad it is, and its words


def _silent(of: ChapterInArea) -> float | None:
    return len(of.in_a_row) if len(of.in_a_row) >= _silent_from(of) else None


def _missing_in_words(of: ChapterInArea) -> str:
    if of.last_closed_on is None:
        dates = counted(len(of.in_a_row), "date")
        return f"no meeting closed yet, {dates} since {near_day(of.in_a_row[0], of.today)}"
    if len(of.in_a_row) == 1:
        return f"the meeting of {near_day(of.in_a_row[0], of.today)} is not closed"
    return f"{len(of.in_a_row)} meetings in a row not closed, since {near_day(of.in_a_row[0], of.today)}"


def _few_members(of: ChapterInArea) -> float | None:
    if of.members is None or of.members >= FEWEST_MEMBERS or (of.net or 0) >= GROWTH:
        return None
    return FEWEST_MEMBERS - of.members


def _low_attendance(of: ChapterInArea) -> float | None:
    share = of.now.attendance
    if not of.now.has_rate or share.count * 100 >= LOW_ATTENDANCE * share.of:
        return None
    return LOW_ATTENDANCE - share.count * 100 / share.of


def _shrinking(of: ChapterInArea) -> float | None:
    if of.net is None or of.net > -LOSS or -of.net < FALL * (of.members_before or 0):
        return None
    return -of.net


def _attendance_fell(of: ChapterInArea) -> float | None:
    now, before = of.now.attendance, of.before.attendance
    if not (of.now.has_rate and of.before.has_rate) or now.count / now.of > before.count / before.of:
        return None
    return _fallen(difference_of_shares(now, before))


_FALL = float(FALL)


def _fallen(found: Difference | None) -> float | None:
    """By how much a figure has fallen, where it has by more than chance, and by no trifle."""
    return None if found is None or found.could_be_chance or found.by > -_FALL else -found.by


def _attendance_before(of: ChapterInArea) -> str:
    before = _percent(of.before.attendance)
    if _low_attendance(of) is not None:  # which says how high it is
        return f"attendance was {before} before"
    return f"attendance {_percent(of.now.attendance)}, before {before}"


def _leads_fell(of: ChapterInArea) -> float | None:
    now, before = of.now, of.before
    if not (now.has_rate and before.has_rate) or _is_surely_chance(now.leads, now.places, before):
        return None
    return _fallen(difference_of_halves(now, before, "leads"))


_HARDLY = (
    3.4  # of the square of 1.96, below which the exact interval, which is wider, holds no difference too
)


def _is_surely_chance(leads: int, places: int, before: HalfYear) -> bool:
    """A rough look that spares most chapters the exact one."""
    both, share = leads + before.leads, places / (places + before.places)
    short = both * share - leads
    return short <= 0 or short * short < _HARDLY * both * share * (1 - share)


def _no_head(of: ChapterInArea) -> float | None:
    return 0 if of.vacant_head and of.members else None


def _new(of: ChapterInArea) -> float | None:
    return 0 if is_new(of) else None


def _founded(of: ChapterInArea) -> str:
    months = months_between(of.founded_on or of.today, of.today)
    return f"founded {counted(months, 'month') if months else 'less than a month'} ago"


def _too_little(of: ChapterInArea) -> float | None:
    is_no_news = is_new(of) or _silent(of) is not None
    return None if of.now.has_rate or is_no_news else 0


def _little_in_words(of: ChapterInArea) -> str:
    if of.last_closed_on is None:
        return "no meeting closed yet"
    return f"only {counted(of.now.meetings, 'meeting')} closed in {HALF} months"


def _above(share: Share, limit: int) -> float | None:
    is_above = share.is_enough and share.count * 100 > limit * share.of
    return share.count * 100 / share.of if is_above else None


def _own(of: ChapterInArea) -> float | None:
    if of.now.own_minor * 100 <= HIGH_OWN * of.now.dollars_minor:
        return None
    percent = of.now.own_percent
    return None if percent is None else float(percent)


def _small(of: ChapterInArea) -> float | None:
    if of.founded_on is None or of.members is None or not FEWEST_MEMBERS <= of.members < SMALL:
        return None
    if (of.net or 0) >= GROWTH:
        return None
    return SMALL - of.members if months_between(of.founded_on, of.today) >= TIME_TO_GROW else None


def _nobody_new(of: ChapterInArea) -> float | None:
    weeks = of.weeks_since_new
    return weeks if weeks is not None and weeks >= NOBODY_NEW_FOR and of.knows_who_was_new else None


def _many_gaps(of: ChapterInArea) -> float | None:
    found = _above(of.gaps, GAPS)
    return None if found is None or _silent(of) is not None else found


def _missing(of: ChapterInArea) -> float | None:
    return 1 if len(of.in_a_row) == 1 < _silent_from(of) else None


def _missing_two(of: ChapterInArea) -> float | None:
    return 2 if len(of.in_a_row) == 2 < _silent_from(of) else None


def _few_leads(of: ChapterInArea) -> float | None:
    now = of.now
    is_low = now.has_rate and now.leads * LOW_LEADS.denominator < LOW_LEADS.numerator * now.places
    return float(LOW_LEADS) - now.leads / now.places if is_low else None


def _few_visits(of: ChapterInArea) -> float | None:
    now = of.now
    is_low = now.has_rate and now.visits < LOW_VISITS * now.meetings
    return LOW_VISITS - now.visits / now.meetings if is_low else None


def _not_visited(of: ChapterInArea) -> float | None:
    if of.visited_on is None:
        return None
    weeks = (of.today - of.visited_on).days // 7
    return weeks if weeks >= NOT_VISITED_FOR else None


def _each(of: ChapterInArea) -> str:
    return "a week" if of.schedule.kind is ScheduleKind.WEEKLY else "a meeting"


def _percent(share: Share) -> str:
    return "" if share.percent is None else f"{rounded(share.percent)} %"


def _plain(value: Fraction | None, digits: int) -> str:
    return "" if value is None else f"{rounded(value, digits)}"


REASONS: tuple[ReasonKind, ...] = (
    ReasonKind(
        key="silent",
        state=State.SILENT,
        threshold=f"{SILENT_FROM} dates in a row without a closed meeting, {SILENT_FROM_OTHERWISE} where a "
        "chapter meets less than every week",
        amount=_silent,
        words=_missing_in_words,
        of_new=True,
    ),
    ReasonKind(
        key="gaps",
        state=State.PATCHY,
        threshold=f"over {GAPS} % of the dates of six months without a closed meeting",
        amount=_many_gaps,
        words=lambda of: f"{of.gaps.count} of {of.gaps.of} dates without a closed meeting",
    ),
    ReasonKind(
        key="low_attendance",
        state=State.FAILING,
        threshold=f"attendance under {LOW_ATTENDANCE} %",
        amount=_low_attendance,
        words=lambda of: f"attendance {_percent(of.now.attendance)}, under {LOW_ATTENDANCE} %",
    ),
    ReasonKind(
        key="shrinking",
        state=State.SHRINKING,
        threshold=f"{LOSS} members fewer than {HALF} months ago, or more, and at least one in twenty",
        amount=_shrinking,
        words=lambda of: f"{-(of.net or 0)} members fewer than {HALF} months ago",
    ),
    ReasonKind(
        key="attendance_fell",
        state=State.WEAKENING,
        threshold="attendance at least 5 points lower than in the six months before, by more than chance",
        amount=_attendance_fell,
        words=_attendance_before,
    ),
    ReasonKind(
        key="leads_fell",
        state=State.WEAKENING,
        threshold="leads a member at least 0.05 lower than in the six months before, by more than chance",
        amount=_leads_fell,
        words=lambda of: (
            f"leads a member {_plain(of.now.leads_a_member, 2)}, before {_plain(of.before.leads_a_member, 2)}"
        ),
    ),
    ReasonKind(
        key="no_head",
        threshold="nobody holds the first of the offices that the chapter lists",
        amount=_no_head,
        words=lambda of: f"nobody is {of.vacant_head}",
        of_new=True,
    ),
    ReasonKind(
        key="new",
        state=State.NEW,
        threshold=f"founded in the last {NEW_FOR} months; its figures are not judged yet",
        amount=_new,
        words=_founded,
        of_new=True,
    ),
    ReasonKind(
        key="too_little",
        state=State.UNKNOWN,
        threshold=f"fewer than {FEWEST_MEETINGS} meetings closed in the last {HALF} months and this one",
        amount=_too_little,
        words=_little_in_words,
        of_new=True,
    ),
    ReasonKind(
        key="missing_two",
        threshold="the last two dates without a closed meeting",
        amount=_missing_two,
        words=_missing_in_words,
        of_new=True,
    ),
    ReasonKind(
        key="few_members",
        state=State.STAGNANT,
        threshold=f"under {FEWEST_MEMBERS} members, and not {GROWTH} more than {HALF} months ago",
        amount=_few_members,
        words=lambda of: f"{counted(of.members or 0, 'member')}, under {FEWEST_MEMBERS}",
    ),
    ReasonKind(
        key="raw",
        threshold=f"over {HIGH_RAW} % raw leads",
        amount=lambda of: _above(of.now.raw_share, HIGH_RAW),
        words=lambda of: f"{_percent(of.now.raw_share)} raw leads",
    ),
    ReasonKind(
        key="own",
        threshold=f"own purchases over {HIGH_OWN} % of the dollars",
        amount=_own,
        words=lambda of: f"own purchases {_plain(of.now.own_percent, 1)} % of the dollars",
    ),
    ReasonKind(
        key="small",
        state=State.STAGNANT,
        threshold=f"under {SMALL} members {TIME_TO_GROW} months after the founding, and not {GROWTH} more "
        f"than {HALF} months ago",
        amount=_small,
        words=lambda of: f"{counted(of.members or 0, 'member')}, under {SMALL}",
    ),
    ReasonKind(
        key="nobody_new",
        state=State.STAGNANT,
        threshold=f"nobody new for {NOBODY_NEW_FOR} weeks, where the record reaches back so far",
        amount=_nobody_new,
        words=lambda of: f"nobody new for {of.weeks_since_new} weeks",
    ),
    ReasonKind(
        key="missing",
        threshold="the last date without a closed meeting",
        amount=_missing,
        words=_missing_in_words,
        of_new=True,
    ),
    ReasonKind(
        key="late",
        threshold=f"over {HIGH_LATE} % late of those who came",
        amount=lambda of: _above(of.now.came_late, HIGH_LATE),
        words=lambda of: f"{_percent(of.now.came_late)} come late",
    ),
    ReasonKind(
        key="few_leads",
        threshold=f"under {float(LOW_LEADS)} leads a member a week, or a meeting where it meets less often",
        amount=_few_leads,
        but_with="leads_fell",
        words=lambda of: (
            f"{_plain(of.now.leads_a_member, 2)} leads a member {_each(of)}, under {float(LOW_LEADS)}"
        ),
    ),
    ReasonKind(
        key="few_visitors",
        threshold=f"under {LOW_VISITS} visitor a week, or a meeting where it meets less often",
        amount=_few_visits,
        words=lambda of: f"{_plain(of.now.visits_a_meeting, 1)} visitors {_each(of)}, under {LOW_VISITS}",
    ),
    ReasonKind(
        key="not_visited",
        threshold=f"last visit of a director {NOT_VISITED_FOR} weeks ago, or longer",
        amount=_not_visited,
        words=lambda of: f"not visited for {(of.today - (of.visited_on or of.today)).days // 7} weeks",
        of_new=True,
    ),
)
