"""A report as a file: which it is, of which days, in which format, and how the file is called."""

from __future__ import annotations

from collections.abc import Callable

from leadsroom.domain.rules.windows import Period
from leadsroom.errors import Refused
from leadsroom.exchange.outgoing import ENDINGS
from leadsroom.exchange.reports.attendance import attendance_report
from leadsroom.exchange.reports.formats import FORMATS
from leadsroom.exchange.reports.lists import leads_report, one_to_ones_report, visitors_report
from leadsroom.exchange.reports.palms import palms_report
from leadsroom.exchange.reports.report import Report, ReportKind
from leadsroom.store.reading import Reading

MAKERS: dict[ReportKind, Callable[[Reading, Period], Report]] = {
    ReportKind.ATTENDANCE: attendance_report,
    ReportKind.PALMS: palms_report,
    ReportKind.LEADS: leads_report,
    ReportKind.VISITORS: visitors_report,
    ReportKind.ONE_TO_ONES: one_to_ones_report,
}


def report_of(reading: Reading, kind: str, period: Period) -> Report:
    """A report, to be written. Raises Refused for a kind that there is none of, and for days to come."""
    if kind not in MAKERS:
        raise Refused(f"There is no report called “{kind}”. Choose one of: {', '.join(MAKERS)}.")
    if period.first > reading.today:
        raise Refused("Nothing is on record of days to come. Give a first day that has come.")
    return MAKERS[ReportKind(kind)](reading, period)


def write_report(reading: Reading, kind: str, period: Period, format: str) -> bytes:
    """A report in a format of `FORMATS`, as bytes for a file. Raises Refused."""
    if format not in FORMATS:
        raise Refused(f"A report is not written as “{format}”. Choose one of: {', '.join(FORMATS)}.")
    return FORMATS[format](report_of(reading, kind, period))


def report_file(kind: str, period: Period, format: str) -> str:
    """The name of its file: `palms-2026-01-01-to-2026-03-31.xlsx`, of one day `attendance-2026-11-18.csv`."""
    days = str(period.first) if period.first == period.last else f"{period.first}-to-{period.last}"
    return f"{kind}-{days}.{ENDINGS.get(format, format)}"
