"""`leadsroom calendar`: the season's next dates, shown, and one of them marked."""

from __future__ import annotations

from argparse import Namespace
from datetime import date, timedelta
from itertools import takewhile

from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.season.commands import ClearDate, MarkDate
from leadsroom.cli.place import clock_here, opened_chapter
from leadsroom.cli.speech import say
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.season.calendar import DateKind, schedule_in_words
from leadsroom.domain.text.typed_time import read_day_ahead
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused
from leadsroom.station import command_line
from leadsroom.views.season import DateRecord, Season, season

_KINDS = {"holiday": DateKind.HOLIDAY, "open_house": DateKind.OPEN_HOUSE, "extra": DateKind.EXTRA}


def show_or_mark(words: Namespace) -> int:
    """Print when the chapter meets, after marking the date that was named."""
    with opened_chapter(words) as (store, chapter):
        clock = clock_here()
        desk = SyncDesk(store, chapter.id, clock, command_line())
        _mark(desk, words, chapter.today(clock.now()))
        found = desk.read(season, words.weeks * 2)
    last = found.today + timedelta(weeks=words.weeks)
    coming = list(takewhile(lambda each: each.on <= last, found.dates))
    schedule = schedule_in_words(found.chapter.schedule, found.chapter.weekday)
    say(f"{found.chapter.name} meets {schedule}.", "", *_lines(found, coming))
    return 0


def _mark(desk: SyncDesk, words: Namespace, today: date) -> None:
    named = {name: getattr(words, name) for name in (*_KINDS, "clear")}
    name, typed = next(((name, typed) for name, typed in named.items() if typed is not None), ("", ""))
    if name == "clear":
        desk.do(ClearDate(read_day_ahead(typed, today)))
    elif name:
        desk.do(MarkDate(read_day_ahead(typed, today), _KINDS[name], words.note))
    elif words.note:
        raise Refused("Name the date of the note: --holiday, --open-house or --extra DATE.")


def _lines(season: Season, dates: list[DateRecord]) -> list[str]:
    """One line for each date; the year where it is another than today's."""
    if not dates:
        return ["There is no meeting in this time."]
    days = [_day(each, season) for each in dates]
    wide = max(map(len, days))
    return [f"{day:<{wide}}  {_remarks(each)}".rstrip() for day, each in zip(days, dates, strict=True)]


def _day(date: DateRecord, season: Season) -> str:
    year = "" if date.on.year == season.today.year else f" {date.on.year}"
    return f"{short_date(date.on)}{year}"


def _remarks(date: DateRecord) -> str:
    kind = "" if date.what.kind is None else date.what.kind.value
    held = "held" if date.was_held else "live now" if date.state is MeetingState.LIVE else ""
    notices = "; ".join(notice.words for notice in date.notices)
    return " · ".join(part for part in (held, kind, date.what.note, notices) if part)
