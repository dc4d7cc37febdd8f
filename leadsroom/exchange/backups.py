"""The list of backups as text, CSV or JSON, and what restoring one would mean, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import near_date
from leadsroom.exchange.outgoing import csv_file, json_file
from leadsroom.store.backups.backups import Backup, LookedInto
from leadsroom.store.backups.contents import Contents, LocalTime, Newest
from leadsroom.store.backups.restoring import Comparison, Lost
from leadsroom.store.backups.second_place import Standing

COLUMNS = ("Backup", "Made", "Why", "Bytes", "Chapters", "Meetings", "Leads", "Newest", "Newest entry")
_NAMED = 5
_KILO = 1000
_INDENT = " " * 4


def text_backups(listed: Sequence[LookedInto], now: datetime) -> str:
    """Two lines for each, the newest first, ending in a newline."""
    return "".join(f"{line}\n" for each in listed for line in _lines(each, now))


def _lines(listed: LookedInto, now: datetime) -> Iterator[str]:
    clock = LocalTime() if listed.held is None else listed.held.clock
    yield f"{_head(listed.backup, clock, now)}, {size_in_words(listed.size)}"
    if listed.held is None:
        yield f"{_INDENT}cannot be read: it is damaged"
    else:
        yield f"{_INDENT}{contents_in_words(listed.held, now)}"


def _head(backup: Backup, clock: LocalTime, now: datetime) -> str:
    today = clock.local(now).date()
    return f"{backup.name}  {moment_in_words(backup.at, clock, now)}, {backup.why.in_words(today)}"


def contents_in_words(held: Contents, now: datetime) -> str:
    """Such as “Harborview: 30 meetings, 412 leads; last Wed 18 Nov 8:31 AM, Meeting closed”."""
    counts = f"{_number(held.meetings, 'meeting')}, {_number(held.leads, 'lead')}"
    last = "" if held.newest is None else f"; last {_entry(held.newest, held.clock, now)}"
    return f"{_chapters(held)}: {counts}{last}"


def _chapters(held: Contents) -> str:
    names = [clean(name) for name in held.chapters]
    return names[0] if len(names) == 1 else _number(held.chapters_in_all, "chapter")


def _entry(newest: Newest, clock: LocalTime, now: datetime) -> str:
    return f"{moment_in_words(newest.at, clock, now)}, {clean(newest.what)}"


def moment_in_words(at: datetime, clock: LocalTime, now: datetime) -> str:
    """Such as “Wed 18 Nov 8:31 AM”, on the chapter's wall."""
    on, today = clock.local(at).date(), clock.local(now).date()
    return f"{near_date(on, today)} {clock_time(at, clock, half=True)}"


def size_in_words(size: int) -> str:
    """Such as “940 kB” and “1.2 MB”."""
    kilobytes = size / _KILO
    return f"{kilobytes:.0f} kB" if kilobytes < _KILO else f"{kilobytes / _KILO:.1f} MB"


def csv_backups(listed: Sequence[LookedInto]) -> bytes:
    """One line for each; moments in UTC."""
    rows = [_fields(each) | {"chapters": _names_in_one(each.held)} for each in listed]
    return csv_file(COLUMNS, (row.values() for row in rows))


def _names_in_one(held: Contents | None) -> str:
    if held is None:
        return ""
    more = held.chapters_in_all - len(held.chapters)
    return "; ".join([*map(clean, held.chapters), *([f"and {more:,} more"] if more else [])])


def json_backups(listed: Sequence[LookedInto]) -> bytes:
    """A list of objects; moments in UTC. What a damaged one holds is null."""
    return json_file([{**_fields(each), "chapters_in_all": _in_all(each.held)} for each in listed])


def _in_all(held: Contents | None) -> int | None:
    return None if held is None else held.chapters_in_all


def _fields(listed: LookedInto) -> dict[str, Any]:
    """In the order of COLUMNS."""
    backup, held = listed.backup, listed.held
    newest = None if held is None else held.newest
    return {
        "backup": backup.name,
        "at": backup.at.isoformat(),
        "why": backup.why.in_words(date.min),
        "bytes": listed.size,
        "chapters": [] if held is None else [clean(name) for name in held.chapters],
        "meetings": None if held is None else held.meetings,
        "leads": None if held is None else held.leads,
        "newest_at": None if newest is None else newest.at.isoformat(),
        "newest": None if newest is None else clean(newest.what),
    }


def text_comparison(backup: Backup, compared: Comparison, now: datetime) -> str:
    """What is in a backup, and what would be lost against the present database, ending in a newline."""
    lines = [
        _head(backup, compared.held.clock, now),
        f"{_INDENT}{contents_in_words(compared.held, now)}",
        "The present database",
        f"{_INDENT}{_present(compared, now)}",
        *_loss(compared, now),
    ]
    return "".join(f"{line}\n" for line in lines)


def _present(compared: Comparison, now: datetime) -> str:
    if compared.present is not None:
        return contents_in_words(compared.present, now)
    return compared.fault or "there is none"


def _loss(compared: Comparison, now: datetime) -> Iterator[str]:
    lost = compared.lost
    if compared.present is None:
        return
    if compared.acts_brought_back:
        yield f"Restoring brings back {_number(compared.acts_brought_back, 'act')}."
    if not lost.acts:
        yield "Restoring loses nothing."
        return
    clock = compared.present.clock
    assert lost.first_at is not None
    since = moment_in_words(lost.first_at, clock, now)
    yield f"Restoring loses {_number(lost.acts, 'act')} since {since}, the latest:"
    yield from (f"{_INDENT}{_entry(each, clock, now)}" for each in lost.latest)
    yield from _things(lost, clock.local(now).date())


def _things(lost: Lost, today: date) -> Iterator[str]:
    if lost.meetings:
        dates = [near_date(on, today) for on in lost.meetings]
        yield f"Among them {_number(len(dates), 'meeting')}: {_first_of(dates)}"
    if lost.leads:
        names = [clean(name) for name in lost.leads]
        yield f"Among them {_number(len(names), 'lead')}: {_first_of(names)}"


def _first_of(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    shown = ", ".join(name or "no name" for name in names[:_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown


def text_second_place(standing: Standing | None, count: int) -> str:
    """Where else so many backups are copied, in a sentence."""
    if standing is None:
        where = "They are on this disk only" if count else "It will be on this disk only"
        return f"{where}: --second-place FOLDER copies each one to a stick or a folder too."
    if not standing.is_there:
        return standing.complaint
    if standing.complaint:
        verb = "is" if standing.waiting == 1 else "are"
        return f"{standing.complaint} {_number(standing.waiting, 'backup')} {verb} not there yet."
    return f"Copied to {standing.folder} too: {_number(standing.copied, 'backup')} there."


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
