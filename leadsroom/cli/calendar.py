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
from leadsroom.domain.season.calendar import DateKind
from leadsroom.domain.season.typed_schedule import schedule_in_words
from leadsroom.domain.text.typed_day import read_day_ahead
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused
from leadsroom.station import command_line
from leadsroom.views.season import KnownDate, Season, season

_KINDS = {"holiday": DateKind.HOLIDAY, "open_house": DateKind.OPEN_HOUSE, "extra": DateKind.EXTRA}


def show_or_mark(words: Namespace) -> int:
    """Say when the chapter meets, after marking the date that was named."""
    with opened_chapter(words) as (store, chapter):
        clock = clock_here()
        desk = SyncDesk(store, chapter.id, clock, command_line())
        _mark(desk, words, chapter.today(clock.now()))
        found = desk.read(season, words.weeks * 2)
    last = found.today + timedelta(weeks=words.weeks)
    coming = list(takewhile(lambda known: known.on <= last, found.dates))
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
        raise Refused("Say of which date the note is: --holiday, --open-house or --extra DATE.")


def _lines(season: Season, dates: list[KnownDate]) -> list[str]:
    """One line for each date; the year where it is another than today's."""
    if not dates:
        return ["No date in this time."]
    days = [_day(known, season) for known in dates]
    wide = max(map(len, days))
    return [f"{day:<{wide}}  {_said(known)}".rstrip() for day, known in zip(days, dates, strict=True)]


def _day(known: KnownDate, season: Season) -> str:
    year = "" if known.on.year == season.today.year else f" {known.on.year}"
    return f"{short_date(known.on)}{year}"


def _said(known: KnownDate) -> str:
    kind = "" if known.what.kind is None else known.what.kind.value
    held = "held" if known.was_held else "live now" if known.state is MeetingState.LIVE else ""
    told = "; ".join(notice.words for notice in known.notices)
    return " · ".join(part for part in (held, kind, known.what.note, told) if part)
