"""`leadsroom roster import` and `leadsroom roster export`."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from leadsroom.cli.chapter import described
from leadsroom.cli.place import (
    chapter_named,
    chosen,
    clock_here,
    desk_of,
    is_there,
    opened,
    opened_chapter,
    place_of,
    warn_of_backups,
)
from leadsroom.cli.speech import complain, deliver, deliver_text, say
from leadsroom.domain.rules.chapter_rules import Share
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.station import command_line

if TYPE_CHECKING:
    from leadsroom.acts.chapter.commands import NewChapter
    from leadsroom.clock import Clock
    from leadsroom.exchange.roster.import_export import ImportReport
    from leadsroom.store.store import Store

_LARGEST_BYTES = 20_000_000


def take(words: Namespace) -> int:
    """Import a roster file. Where there is no chapter yet, one is founded for it."""
    data, place = _contents(words.file), place_of(words)
    clock = clock_here()
    if not is_there(place):
        return _into_new_chapter(words, data, clock, None)
    with opened(place) as store:
        if chosen(store, chapter_named(words)) is None:
            return _into_new_chapter(words, data, clock, store)
        return _print_report(_imported(words, data, clock, store))


def give(words: Namespace) -> int:
    """Export the members."""
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.exchange.roster.import_export import export_roster
    from leadsroom.views.people import members

    with opened_chapter(words) as (store, chapter):
        listed = SyncDesk(store, chapter.id, clock_here(), command_line()).read(members)
        deliver(export_roster(listed, country=chapter.country), words.output, overwrite=words.overwrite)
    return 0


def give_offices(words: Namespace) -> int:
    """Print who holds which office, or write it to a file."""
    from leadsroom.exchange.offices import csv_offices, json_offices, text_offices
    from leadsroom.views.people import roster

    with opened_chapter(words) as (store, chapter):
        picture = desk_of(store, chapter).read(roster)
    if words.format == "text":
        deliver_text(text_offices(picture), words.output, overwrite=words.overwrite)
    else:
        write = {"csv": csv_offices, "json": json_offices}[words.format]
        deliver(write(picture), words.output, overwrite=words.overwrite)
    return 0


def _imported(words: Namespace, data: bytes, clock: Clock, store: Store) -> ImportReport:
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.exchange.roster.import_export import import_roster

    chapter = chosen(store, chapter_named(words))
    assert chapter is not None
    desk = SyncDesk(store, chapter.id, clock, command_line())
    dues = Share(words.dues) if words.dues else None
    return import_roster(desk, data, partial=words.partial, dry_run=words.dry_run, dues=dues)


def _into_new_chapter(words: Namespace, data: bytes, clock: Clock, store: Store | None) -> int:
    """Nothing is founded, and no database made, for a file that is refused or only tried."""
    from msgspec.structs import replace

    from leadsroom.acts.chapter.proposal import proposed_chapter
    from leadsroom.exchange.roster.import_export import plan_import

    new = proposed_chapter(_name_for(words))
    today = clock.now().astimezone(ZoneInfo(new.timezone)).date()
    report = plan_import((), data, country=new.country, today=today, partial=words.partial).report
    if report.refused or words.dry_run:
        if not report.refused:
            say(f"Would found the chapter {described(new)}.")
        return _print_report(replace(report, dry_run=words.dry_run))
    if store is not None:
        return _founded_and_imported(words, data, clock, store, new)
    with opened(place_of(words)) as made:
        return _founded_and_imported(words, data, clock, made, new)


def _founded_and_imported(words: Namespace, data: bytes, clock: Clock, store: Store, new: NewChapter) -> int:
    from leadsroom.acts.chapter.commands import FoundChapter
    from leadsroom.acts.desk import SyncDesk

    warn_of_backups(store)
    SyncDesk(store, None, clock, command_line()).do(FoundChapter(new))
    report = _imported(words, data, clock, store)
    say(f"Founded the chapter {described(new)}.", "To change any of it, see leadsroom chapter --help.")
    return _print_report(report)


def _print_report(report: ImportReport) -> int:
    """Print the result; the exit code."""
    write = complain if report.refused else say
    complain(*(str(problem) for problem in report.problems))
    write(report.headline)
    if report.updated and not report.refused:
        say(f"Changed: {'; '.join(report.updated)}.")
    write(*report.notes)
    if report.refused and (report.added or report.updated or report.unchanged):
        complain("Correct the file and try again, or take the good lines with --partial.")
    return 1 if report.refused else 0


def _name_for(words: Namespace) -> str:
    """--chapter, or the file's name made readable."""
    name = clean(getattr(words, "chapter", None) or Path(words.file).stem.replace("_", " ").replace("-", " "))
    return name[:1].upper() + name[1:] if name else "Our chapter"


def _contents(name: str) -> bytes:
    try:
        data = _read(name)
    except OSError as wrong:
        raise Refused(f"Cannot read {name}: {wrong.strerror}.") from wrong
    if len(data) > _LARGEST_BYTES:
        raise Refused(f"{name} is too large to be a roster. Give a CSV file with one line for each member.")
    return data


def _read(name: str) -> bytes:
    # Never more than that, so that an endless device ends.
    if name == "-":
        return sys.stdin.buffer.read(_LARGEST_BYTES + 1)
    with Path(name).expanduser().open("rb") as file:
        return file.read(_LARGEST_BYTES + 1)
