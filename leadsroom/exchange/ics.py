"""The calendar's dates as a file that calendars of phones and desks take in (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.season.calendar import DateKind
from leadsroom.domain.season.rota import leads_in_words
from leadsroom.domain.text.plain_text import clean
from leadsroom.exchange.calendar import csv_dates, json_dates, talk_in_words
from leadsroom.exchange.outgoing import FileWanted, write_wanted
from leadsroom.store.reading import Reading
from leadsroom.views.season import DateRecord, SeasonToSend, season_to_send

if TYPE_CHECKING:
    from icalendar import Event

_MADE_BY = "-//leadsroom//calendar//EN"
_AROUND = timedelta(days=366)  # so that the change of the clocks before and after is among the rules


def ics_dates(sent: SeasonToSend, until: date) -> bytes:
    """An event for each date from today to a day, a holiday as one that is cancelled.

    Each has an id for good and a revision, so that a calendar that has it already changes its own; and the
    time zone stands in it with its rules.
    """
    from icalendar import Calendar

    chapter = sent.season.chapter
    calendar = Calendar()
    calendar.add("prodid", _MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", clean(chapter.name))
    calendar.add("x-wr-timezone", chapter.timezone)
    for event in _events(sent, until):
        calendar.add_component(event)
    today = sent.season.today
    calendar.add_missing_timezones(today - _AROUND, max(until, today) + _AROUND)
    return bytes(calendar.to_ical())


def _events(sent: SeasonToSend, until: date) -> Iterator[Event]:
    today = sent.season.today
    coming = (x for x in sent.season.dates if today <= x.on <= until and not x.was_held)
    return (_event(record, sent) for record in coming)


def _event(record: DateRecord, sent: SeasonToSend) -> Event:
    from icalendar import Event

    chapter, meets = sent.season.chapter, record.what.meets
    starts, ends = _hours(record, chapter)
    event = Event()
    event.add("uid", f"{record.on:%Y%m%d}-{sent.origin}@leadsroom")
    event.add("dtstamp", sent.as_of)
    event.add("sequence", sent.revision)
    event.add("dtstart", chapter.local(starts))
    event.add("dtend", chapter.local(ends))
    event.add("summary", _summary(record, chapter))
    event.add("status", "CONFIRMED" if meets else "CANCELLED")
    event.add("transp", "OPAQUE" if meets else "TRANSPARENT")
    place = clean(record.what.place or chapter.place)
    if meets and place:
        event.add("location", place)
    about = "\n".join(_about(record)) if meets else ""
    if about:
        event.add("description", about)
    return event


def _hours(record: DateRecord, chapter: Chapter) -> tuple[datetime, datetime]:
    """From when to when: as its meeting is planned, else as the chapter meets."""
    if record.meeting is not None:
        return record.meeting.starts_at, record.meeting.ends_at
    starts = chapter.starts_at(record.on)
    return starts, starts + chapter.length


_OF_KIND = {None: "", DateKind.OPEN_HOUSE: "open house", DateKind.EXTRA: "extra meeting"}


def _summary(record: DateRecord, chapter: Chapter) -> str:
    """`Harborview: open house, Fall fair`; of a holiday that there is no meeting, and why."""
    note = clean(record.what.note)
    kind = _OF_KIND[record.what.kind] if record.what.meets else "no meeting"
    more = ", ".join(part for part in (kind, note) if part)
    return f"{clean(chapter.name)}: {more}" if more else clean(chapter.name)


def _about(record: DateRecord) -> Iterator[str]:
    """Who speaks about what, and who leads which step; who is away is nobody's calendar's business."""
    if record.talk is not None:
        yield f"Speaker: {clean(talk_in_words(record.talk))}"
    yield from (clean(leads_in_words(leader)) for leader in record.leaders)


def write_dates(reading: Reading, wanted: FileWanted, most: int) -> Path:
    """Write so many dates from today on into a file, as ics, csv or json; where it is. Raises Refused."""
    sent = season_to_send(reading, most)
    last = max((each.on for each in sent.season.dates), default=sent.season.today)
    writers = {
        "ics": lambda: ics_dates(sent, last),
        "csv": lambda: csv_dates(sent.season, last),
        "json": lambda: json_dates(sent.season, last),
    }
    return write_wanted(wanted, writers[wanted.format]())
