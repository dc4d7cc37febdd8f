"""Who was at which meeting: a line for each member, a column for each meeting, counts and per cent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.figures import Figures
from leadsroom.domain.health.meetings import MeetingInPeriod
from leadsroom.domain.health.statistics import CASES_FOR_SHARE, Share, rounded
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.roster import Person
from leadsroom.domain.rules.rule_words import counting_sentence, limit_sentence, share_sentence
from leadsroom.domain.rules.windows import Period
from leadsroom.exchange.reports.period import called, days_of_report
from leadsroom.exchange.reports.report import Cell, Column, Report, ReportKind, Row, Unknown
from leadsroom.store.reading import Reading
from leadsroom.views.health.figures import FiguresOfPeriod
from leadsroom.views.health.reports import marks_of_period
from leadsroom.views.people import people

_NOT_MARKED = Unknown("not marked at that meeting.", shown="?")
_TOO_FEW = Unknown(f"no per cent of fewer than {CASES_FOR_SHARE} meetings.", shown="few")
_COUNTS = (
    Column("present", "P", 5, is_number=True),
    Column("late", "L", 5, is_number=True),
    Column("substitute", "S", 5, is_number=True),
    Column("medical", "M", 5, is_number=True),
    Column("absent", "A", 5, is_number=True),
    Column("not_marked", "Not marked", 9, is_number=True, short="Not\nmarked"),
    Column("online", "Online", 9, is_number=True),
    Column("left_early", "Left early", 8, is_number=True, short="Left\nearly"),
    Column("percent_in_person", "% in person", 10, is_number=True, short="% in\nperson", has_tenths=True),
    Column(
        "percent_with_substitutes",
        "% with substitutes",
        14,
        is_number=True,
        short="%\nwith S",
        has_tenths=True,
    ),
)
_LEGEND = (
    "P present, L late, S a substitute came, M medical, A absent, ? not marked; empty: no place there. "
    "The total of a meeting is how many were there: P, L and S."
)
_PER_CENT = (
    "% in person: P and L, % with substitutes: P, L and S, of all meetings at which there was a mark, "
    f"to one decimal; from {CASES_FOR_SHARE} meetings on."
)


def attendance_report(reading: Reading, period: Period) -> Report:
    """Attendance at the closed meetings of a period."""
    days, marks = days_of_report(reading, period), marks_of_period(reading, period)
    found, meetings = days.figures, days.figures.meetings
    rows = [
        (person.name, *_marks(meetings, marks[person.id]), *_counts(of, of.attendance.is_enough))
        for person, of in _everybody(reading, found)
        if person.id in marks
    ]
    there = [sum(each.get(meeting.id) in _THERE for each in marks.values()) for meeting in meetings]
    counted = sum(meeting.counts_attendance for meeting in meetings)
    total: Row = ("Total", *there, *_counts(found.total, counted >= CASES_FOR_SHARE))
    return Report(
        kind=ReportKind.ATTENDANCE,
        title="Attendance",
        chapter=reading.chapter,
        period=period,
        columns=(Column("name", "Member", 26), *_dates(meetings, period), *_COUNTS),
        rows=tuple(rows),
        below=(("total", total),) if rows else (),
        remarks=(_LEGEND, _PER_CENT, *_rules(reading.chapter), *days.remarks),
        facts=days.facts,
        nothing="No meeting of this period was closed.",
    )


def _everybody(reading: Reading, found: FiguresOfPeriod) -> Iterator[tuple[Person, Figures]]:
    """Those who count in the period, in the order of the roster; then the others: a place at an extra meeting
    alone counts nowhere.
    """
    yield from ((each.person, each.figures) for each in found.members)
    counted = {each.person.id for each in found.members}
    yield from ((person, Figures()) for person in people(reading) if person.id not in counted)


_THERE = (Mark.PRESENT, Mark.LATE, Mark.SUBSTITUTE)


def _dates(meetings: tuple[MeetingInPeriod, ...], period: Period) -> Iterator[Column]:
    for meeting in meetings:
        on, number = meeting.on, f"#{meeting.number}" if meeting.number > 1 else ""
        year = "" if period.first.year == period.last.year else f"{on:%y}\n"
        name = called(meeting)
        yield Column(name, name, 4, group="marks", short=f"{year}{on:%b}\n{on.day}{number}")


def _marks(meetings: tuple[MeetingInPeriod, ...], marks: Mapping[MeetingId, Mark | None]) -> Iterator[Cell]:
    for meeting in meetings:
        mark = marks.get(meeting.id)
        yield _NOT_MARKED if mark is None and meeting.id in marks else mark and mark.value


def _counts(of: Figures, is_enough: bool) -> Row:
    """The columns of `_COUNTS`; per cent only of meetings enough."""
    counts = (of.present, of.late, of.substitutes, of.medical, of.absent)
    with_substitutes = Share(of.in_person + of.substitutes, of.attendance.of)
    percents = (share.percent for share in (of.attendance, with_substitutes))
    shares = [_TOO_FEW if percent is None or not is_enough else rounded(percent) for percent in percents]
    return (*counts, of.unmarked, of.online, of.left_early, *shares)


def _rules(chapter: Chapter) -> Iterator[str]:
    """What the chapter's rules make of it, with their thresholds."""
    rules = chapter.rules
    sentences = [*map(limit_sentence, rules.limits), *map(share_sentence, rules.shares)]
    yield f"The chapter's rules: {' '.join(sentences)} {counting_sentence(rules.counting)}".replace("  ", " ")
