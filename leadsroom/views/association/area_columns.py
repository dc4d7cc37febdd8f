"""What is shown of each chapter: the columns in their order, of which the page, the files and docs are made.

The chapter's name comes before them, and is none of them.
"""

from __future__ import annotations

from fractions import Fraction

from leadsroom.domain.association.area_figures import (
    FULL_SIZE,
    HALF,
    NOBODY_NEW_FOR,
    TIME_TO_JOIN,
    WHOLE_MONTHS_FOR_RATE,
    HalfYear,
)
from leadsroom.domain.association.states import State
from leadsroom.domain.health.figures import FEWEST_MEETINGS
from leadsroom.domain.health.renewal import NEAR
from leadsroom.domain.health.statistics import (
    CASES_FOR_MEDIAN,
    CASES_FOR_SHARE,
    Median,
    Share,
    difference_of_shares,
    rounded,
)
from leadsroom.domain.season.calendar import schedule_in_words
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.wording import near_day
from leadsroom.views.association.area_column import (
    RECORD_TOO_SHORT,
    AreaColumn,
    ChapterLine,
    rate_column,
    share_column,
)
from leadsroom.views.health.health_column import Cell, NoFigure, TooLittle

_NOW = f"Of the {HALF} whole months before this one and what this one has so far"
_NONE_YET = NoFigure("none yet")


def _members(line: ChapterLine) -> Cell:
    return _NONE_YET if line.of.members is None else line.of.members


def _members_before(line: ChapterLine) -> Cell:
    return RECORD_TOO_SHORT if line.of.members_before is None else line.of.members_before


def _to_full(line: ChapterLine) -> Cell:
    return _NONE_YET if line.of.members is None else max(0, FULL_SIZE - line.of.members)


def _weeks_since_new(line: ChapterLine) -> Cell:
    if line.of.weeks_since_new is None:
        return _NONE_YET
    return line.of.weeks_since_new if line.of.knows_who_was_new else RECORD_TOO_SHORT


def _own(percent: Fraction | None) -> Cell:
    return TooLittle() if percent is None else rounded(percent)


def _joined(share: Share) -> Cell:
    if share.percent is None:
        return TooLittle(behind=f"{share.count} of {share.of}")
    return rounded(share.percent)


def _one_to_ones(rate: Fraction | None) -> Cell:
    return TooLittle() if rate is None else rounded(rate)


def _dollars(median: Median, of: HalfYear, currency: str) -> Cell:
    if median.middle is None or not of.has_rate:
        return TooLittle(behind=f"{median.cases} members, {of.meetings} meetings")
    return Money(int(rounded(median.middle, 0)), currency).amount


def _day_or_none(line: ChapterLine) -> Cell:
    return line.of.last_closed_on or _NONE_YET


def _visit(line: ChapterLine) -> Cell:
    return line.of.visited_on or _NONE_YET


_WHO = (
    AreaColumn(
        key="area",
        title="Area",
        short="area",
        cell=lambda line: line.area,
        definition="The area in which the chapter stands.",
        is_number=False,
    ),
    AreaColumn(
        key="meets",
        title="Day and time",
        short="meets",
        cell=lambda line: f"{schedule_in_words(line.of.schedule, line.of.weekday)}, {line.of.starts:%H:%M}",
        definition="When it meets, by its own clock.",
        is_number=False,
    ),
)
_STATE = (
    AreaColumn(
        key="state",
        title="State",
        short="state",
        cell=lambda line: line.standing.state.value,
        definition=f"How it stands, by its gravest reason: {', '.join(State)}.",
        is_number=False,
    ),
    AreaColumn(
        key="reasons",
        title="Reasons",
        short="why",
        cell=lambda line: "; ".join(line.reasons),
        definition="Why it stands so and where it is in the order, the gravest reason first.",
        is_number=False,
    ),
)
_SIZE = (
    AreaColumn(
        key="members",
        title="Members",
        short="members",
        cell=_members,
        before=_members_before,
        more_is_better=True,
        definition="Members who hold a seat now, on leave too.",
        unit="members",
    ),
    AreaColumn(
        key="members_change",
        title=f"Change of members in {HALF} months",
        short="in 6 mo",
        cell=lambda line: RECORD_TOO_SHORT if line.of.net is None else line.of.net,
        definition=f"Members now less those {HALF} whole months ago, at the end of that month.",
        threshold=f"where a meeting of the {HALF} months before is on record",
        unit="members",
    ),
    AreaColumn(
        key="to_full",
        title=f"Members to {FULL_SIZE}",
        short=f"to {FULL_SIZE}",
        cell=_to_full,
        definition=f"How many members it is short of {FULL_SIZE}, the first step in the published scoring of "
        "chapters.",
        unit="members",
    ),
    AreaColumn(
        key="weeks_since_new",
        title="Weeks since a new member",
        short="weeks since new",
        cell=_weeks_since_new,
        definition="Whole weeks since somebody joined last.",
        threshold=f"where they are fewer than {NOBODY_NEW_FOR}, or a meeting of the six months before is on "
        "record",
        unit="weeks",
    ),
)
_THERE = (
    share_column(
        "attendance",
        "Attendance",
        "att. %",
        share=lambda of: of.attendance,
        cases="places",
        definition=f"{_NOW}: places of members at closed meetings of the season at which they were there "
        "themselves, late too, of all that are marked.",
        more_is_better=True,
    ),
    share_column(
        "substitutes",
        "Substitutes",
        "subst. %",
        share=lambda of: of.substituted,
        cases="places",
        definition=f"{_NOW}: of the same places those to which a substitute came. With the attendance they "
        "are the chairs that were taken.",
        is_in_full=True,
    ),
    share_column(
        "late",
        "Late",
        "late %",
        share=lambda of: of.came_late,
        cases="members there",
        definition=f"{_NOW}: members marked late, of those who were there themselves.",
        more_is_better=False,
    ),
)
_LEADS = (
    rate_column(
        "leads",
        "Leads a member a week",
        "leads",
        rate=lambda of: of.leads_a_member,
        count="leads",
        over="places",
        digits=2,
        definition=f"{_NOW}: leads without raw ones, over the places of members at the meetings, whether "
        "they came or not. It is by meetings, which is by weeks where a chapter meets every week.",
    ),
    share_column(
        "raw",
        "Raw leads",
        "raw %",
        share=lambda of: of.raw_share,
        cases="slips",
        definition=f"{_NOW}: of all slips that were passed those that are raw leads today.",
        more_is_better=False,
    ),
    share_column(
        "bad",
        "Leads called bad",
        "bad %",
        share=lambda of: of.bad_share,
        cases="slips",
        definition=f"{_NOW}: of all slips that were passed those that the receiver calls bad; each is raw.",
        more_is_better=False,
        is_in_full=True,
    ),
    AreaColumn(
        key="own",
        title="Own purchases among dollars",
        short="own %",
        cell=lambda line: _own(line.of.now.own_percent),
        before=lambda line: _own(line.of.before.own_percent),
        definition=f"{_NOW}: dollars of leads whose customer is the giver's own household, of all dollars "
        "reported in the chapter's currency.",
        threshold=f"from {CASES_FOR_SHARE} slips on, where there are dollars",
        unit="percent",
    ),
    AreaColumn(
        key="dollars",
        title="Dollars a member, median",
        short="$ median",
        cell=lambda line: _dollars(line.more.dollars, line.of.now, line.of.currency),
        before=lambda line: _dollars(line.more.dollars_before, line.of.before, line.of.currency),
        definition=f"What a member of today reported in the {HALF} whole months before this one, in the "
        "chapter's currency; who reported nothing counts with zero. The half of them reported less.",
        threshold=f"from {CASES_FOR_MEDIAN} members and {FEWEST_MEETINGS} meetings on",
        unit="money",
        needs=("dollars", "dollars_before"),
    ),
    AreaColumn(
        key="currency",
        title="Currency",
        short="cur.",
        cell=lambda line: line.of.currency,
        definition="The chapter's currency; amounts of two currencies are never compared, and sorted apart.",
        is_number=False,
    ),
)
_VISITORS = (
    rate_column(
        "visitors",
        "Visitors a week",
        "visit.",
        rate=lambda of: of.visits_a_meeting,
        count="visits",
        over="meetings",
        digits=1,
        definition=f"{_NOW}: visits of visitors, over the meetings of the season, which is by weeks "
        "where a chapter meets every week. Members of other chapters are none.",
    ),
    AreaColumn(
        key="visitors_joined",
        title="Visitors who joined",
        short="join. %",
        cell=lambda line: _joined(line.of.joining),
        before=lambda line: _joined(line.of.joining_before),
        difference=lambda line: difference_of_shares(line.of.joining, line.of.joining_before),
        more_is_better=True,
        behind=lambda line: f"{line.of.joining.count} of {line.of.joining.of}",
        definition=f"Of the people who came for the first time {TIME_TO_JOIN + 1} to {TIME_TO_JOIN + HALF} "
        "months ago those who have joined since: who came later has had no time to.",
        is_in_full=True,
        threshold=f"from {CASES_FOR_SHARE} people on",
        unit="percent",
    ),
    AreaColumn(
        key="one_to_ones",
        title="One-to-ones a member a month",
        short="1-2-1",
        cell=lambda line: _one_to_ones(line.of.now.one_to_ones_a_member),
        before=lambda line: _one_to_ones(line.of.before.one_to_ones_a_member),
        definition=f"One-to-ones on record of the {HALF} whole months before this one, each for both, "
        "over the members at the end of each month.",
        is_in_full=True,
        threshold=f"from {WHOLE_MONTHS_FOR_RATE} whole months and a meeting on",
    ),
)
_DUE = (
    AreaColumn(
        key="renewals",
        title=f"Renewals due in {NEAR.days} days",
        short="renew",
        cell=lambda line: line.more.renewals,
        definition=f"Seats whose next year begins within {NEAR.days} days.",
        unit="members",
        needs=("renewals",),
    ),
    AreaColumn(
        key="waiting",
        title="Seats waiting",
        short="wait",
        cell=lambda line: line.more.waiting + line.more.applied,
        behind=lambda line: f"{line.more.waiting} waiting, {line.more.applied} applied",
        definition="People who wait for a seat, or have applied for one and are not decided about.",
        needs=("waiting", "applied"),
    ),
    AreaColumn(
        key="vacant",
        title="Offices vacant",
        short="vacant",
        cell=lambda line: len(line.more.vacant),
        behind=lambda line: ", ".join(line.more.vacant),
        definition="Offices that the chapter lists and that nobody holds.",
        needs=("vacant",),
    ),
)
_SEEN = (
    AreaColumn(
        key="last_closed",
        title="Last meeting closed",
        short="closed",
        cell=_day_or_none,
        definition="The date of the last closed meeting that stands for a date of the season; extra meetings "
        "are none.",
        is_number=False,
    ),
    AreaColumn(
        key="in_a_row",
        title="Meetings missing in a row",
        short="missed",
        cell=lambda line: len(line.of.in_a_row),
        behind=lambda line: (
            f"since {near_day(line.of.in_a_row[0], line.of.today)}" if line.of.in_a_row else ""
        ),
        definition="Dates of the calendar since the last closed meeting, or since the chapter was set up, up "
        "to yesterday, for which no meeting was closed. Holidays are none.",
        unit="meetings",
    ),
    AreaColumn(
        key="missing_since",
        title="Missing since",
        short="since",
        cell=lambda line: line.of.in_a_row[0] if line.of.in_a_row else None,
        definition="The first of these dates.",
        is_number=False,
    ),
    AreaColumn(
        key="missing",
        title="Meetings missing",
        short="missing",
        cell=lambda line: len(line.more.missing),
        behind=lambda line: ", ".join(near_day(each, line.of.today) for each in line.more.missing),
        definition=f"{_NOW}: dates of the calendar, up to yesterday and from the first meeting on record, or "
        "else from the setting up on, for which no meeting was closed.",
        unit="meetings",
        needs=("missing",),
    ),
    AreaColumn(
        key="visited",
        title="Last visit of a director",
        short="visited",
        cell=_visit,
        behind=lambda line: line.more.visit.director if line.more.visit else "",
        definition="The day on which a director visited the chapter last.",
        is_number=False,
    ),
)
COLUMNS = (*_WHO, *_STATE, *_SIZE, *_THERE, *_LEADS, *_VISITORS, *_DUE, *_SEEN)
_BY_KEY = {column.key: column for column in COLUMNS}


def column_named(key: str) -> AreaColumn:
    """The column of a key. Raises KeyError."""
    return _BY_KEY[key]
