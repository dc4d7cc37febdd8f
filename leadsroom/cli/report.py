"""`leadsroom report`: attendance, PALMS, leads, visitors and one-to-ones of some days; how days are typed."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from leadsroom.cli.place import desk_of, opened_chapter
from leadsroom.cli.speech import deliver, refuse_workbook_on_terminal

if TYPE_CHECKING:
    from leadsroom.domain.rules.windows import Period
    from leadsroom.store.reading import Reading


def give(words: Namespace) -> int:
    """Print a report, or write it to a file."""
    from leadsroom.exchange.chapter_files import ChapterFiles
    from leadsroom.exchange.reports.write import write_report
    from leadsroom.exchange.written_files import report_to_remember

    refuse_workbook_on_terminal(words)
    with opened_chapter(words) as (store, chapter):
        desk = desk_of(store, chapter)
        period = desk.read(period_typed, words)
        path = None if words.output in (None, "-") else Path(words.output).expanduser()
        report = desk.read(report_to_remember, period, path) if path is not None else None
        written = desk.read(write_report, words.report, period, words.format)
        deliver(words, written.decode("utf-8") if words.format == "text" else written)
        if report is not None:
            ChapterFiles(chapter).remember(files=(report,))
    return 0


def period_typed(reading: Reading, words: Namespace) -> Period:
    """The days from --from to --to; usually this year up to today. Raises Refused."""
    from leadsroom.domain.rules.windows import Period

    today, country = reading.today, reading.chapter.country
    first = day_typed(words.since, today, country) or today.replace(month=1, day=1)
    return Period(first, day_typed(words.until, today, country) or max(first, today))


def day_typed(typed: str | None, today: date, country: str) -> date | None:
    """A day as it was typed, if one was; a date in full may be any, also one to come. Raises Refused."""
    from leadsroom.domain.text.typed_day import read_day_back

    if typed is None:
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return read_day_back(typed, today, country)
