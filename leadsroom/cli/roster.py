"""`leadsroom roster`: members in from a file and out to one, their figures of before, offices, who leaves."""

from __future__ import annotations

import shlex
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from leadsroom.cli.chapter import described, read_weekday
from leadsroom.cli.place import (
    clock_here,
    desk_of,
    is_there,
    opened,
    opened_chapter,
    place_of,
    warn_of_backups,
)
from leadsroom.cli.progress import shown_progress
from leadsroom.cli.speech import complain, deliver, say
from leadsroom.cli.which_chapter import chapter_named, chosen
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.rules.chapter_rules import Share
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_time import read_time
from leadsroom.errors import Refused
from leadsroom.exchange.incoming import named_in_shell
from leadsroom.station import command_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from leadsroom.acts.chapter.commands import NewChapter
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.clock import Clock
    from leadsroom.domain.chapter.chapter import Chapter
    from leadsroom.exchange.roster.import_export import ImportPlan, ImportReport
    from leadsroom.exchange.roster.lines import ReadAs
    from leadsroom.store.store import Store

_NOT_COUNTED = "No rule counts these figures; they stand beside what is on record here."
_CHANGED_NAMED = 40  # a chapter; of an association's thousands nobody reads a line for each


def take(words: Namespace) -> int:
    """Import a roster file. Where there is no chapter yet, one is founded for it, as the options say."""
    data, place = named_in_shell(words.file), place_of(words)
    clock = clock_here()
    if not is_there(place):
        return _into_new_chapter(words, data, clock, None)
    with opened(place) as store:
        chapter = chosen(store, chapter_named(words))
        if chapter is None:
            return _into_new_chapter(words, data, clock, store)
        _refuse_other_habits(words, chapter)
        return _print_report(_imported(words, data, clock, store, chapter))


def give(words: Namespace) -> int:
    """Export the members."""
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.exchange.roster.import_export import export_roster
    from leadsroom.views.people import members

    with opened_chapter(words) as (store, chapter):
        listed = SyncDesk(store, chapter.id, clock_here(), command_line()).read(members)
        return deliver(words, export_roster(listed, country=chapter.country))


def end(words: Namespace) -> int:
    """End a membership; what was not charged of dues is named, and asked for as was said."""
    from leadsroom.acts.people.commands import EndMembership
    from leadsroom.exchange.slips.formats import member_called
    from leadsroom.views.people import members

    with opened_chapter(words) as (store, chapter):
        desk = desk_of(store, chapter)
        seated = {m.person.id: m for m in desk.read(members) if m.status.holds_seat}
        leaver = seated[member_called(words.member, [m.person for m in seated.values()]).id]
        dues = Share(words.dues) if words.dues else None
        say(desk.do(EndMembership(leaver.id, words.on, dues)).words)
    return 0


def give_offices(words: Namespace) -> int:
    """Print who holds which office, or write it to a file."""
    from leadsroom.exchange.offices import csv_offices, json_offices, text_offices
    from leadsroom.views.people import roster

    with opened_chapter(words) as (store, chapter):
        picture = desk_of(store, chapter).read(roster)
    if words.format == "text":
        return deliver(words, text_offices(picture))
    return deliver(words, csv_offices(picture) if words.format == "csv" else json_offices(picture))


def _imported(words: Namespace, data: bytes, clock: Clock, store: Store, chapter: Chapter) -> ImportReport:
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.exchange.roster.import_export import import_roster

    desk = SyncDesk(store, chapter.id, clock, command_line())
    dues = Share(words.dues) if words.dues else None
    with shown_progress("Taking in the roster", "line") as progress:
        return import_roster(
            desk,
            data,
            partial=words.partial,
            dry_run=words.dry_run,
            dues=dues,
            read_as=_read_as(words),
            progress=progress,
        )


def _into_new_chapter(words: Namespace, data: bytes, clock: Clock, store: Store | None) -> int:
    """Nothing is founded, and no database made, for a file that is refused or only tried."""
    from msgspec.structs import replace

    from leadsroom.exchange.roster.import_export import plan_import

    new = _new_chapter(words)
    today = clock.now().astimezone(ZoneInfo(new.timezone)).date()
    with shown_progress("Reading the roster", "line") as progress:
        plan = plan_import(
            (),
            data,
            country=new.country,
            today=today,
            partial=words.partial,
            read_as=_read_as(words),
            progress=progress,
        )
    report = plan.report
    if report.refused or words.dry_run:
        if not report.refused:
            say(f"Would found the chapter {described(new)}.")
        return _print_report(replace(report, dry_run=words.dry_run))
    if store is not None:
        return _founded_and_imported(plan, clock, store, new)
    with opened(place_of(words)) as made:
        return _founded_and_imported(plan, clock, made, new)


def _founded_and_imported(plan: ImportPlan, clock: Clock, store: Store, new: NewChapter) -> int:
    from leadsroom.acts.chapter.commands import FoundChapter
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.exchange.roster.import_export import carry_out

    warn_of_backups(store)
    desk = SyncDesk(store, None, clock, command_line())
    desk.do(FoundChapter(new))
    report = carry_out(desk, plan)
    say(f"Founded the chapter {described(new)}.", "To change any of it, see leadsroom chapter --help.")
    return _print_report(report)


def _print_report(report: ImportReport) -> int:
    """Print the result; the exit code."""
    write = complain if report.refused else say
    complain(*(str(problem) for problem in report.problems))
    write(report.headline)
    if report.updated and not report.refused:
        named, more = report.updated[:_CHANGED_NAMED], len(report.updated) - _CHANGED_NAMED
        say(f"Changed: {'; '.join(named)}{f'; and {more} more' if more > 0 else ''}.")
    write(*report.notes)
    if report.refused and (report.added or report.updated or report.unchanged):
        complain("Correct the file and try again, or take the good lines with --partial.")
    return 1 if report.refused else 0


# What a file does not say of a chapter, with what stands in the printed command where nobody has said it.
_FOUNDING = {
    "name": "NAME",
    "weekday": "DAY",
    "starts": "TIME",
    "timezone": "ZONE",
    "country": "COUNTRY",
}


def _new_chapter(words: Namespace) -> NewChapter:
    """The chapter that the options describe. Raises Refused, with the command to give, for a missing one."""
    from msgspec.structs import replace

    from leadsroom.acts.chapter.commands import currency_of
    from leadsroom.acts.chapter.proposal import counts_to_24, proposed_chapter
    from leadsroom.domain.text.country import read_country, read_timezone

    named = {name: getattr(words, name) for name in _FOUNDING}
    named["name"] = named["name"] or chapter_named(words)
    missing = [name for name, typed in named.items() if not typed]
    if missing:
        raise Refused(_command_to_give(words, named, missing))
    country = read_country(str(named["country"]))
    return replace(
        proposed_chapter(clean(str(named["name"]))),
        weekday=read_weekday(str(named["weekday"]), country),
        starts=read_time(str(named["starts"])),
        timezone=read_timezone(str(named["timezone"]), country),
        country=country,
        currency=currency_of(country),
        clock_24h=counts_to_24(country),
    )


def _command_to_give(words: Namespace, named: Mapping[str, str | None], missing: Sequence[str]) -> str:
    from leadsroom.acts.chapter.proposal import country_here, timezone_here

    here = {"timezone": timezone_here(), "country": country_here()}
    if here["timezone"] == "UTC":  # which is what a computer says that does not know
        del here["timezone"]
    database = ["--db", words.db] if getattr(words, "db", None) else []
    options = [part for each in words.map for part in ("--map", each)]
    options += ["--encoding", words.encoding] if words.encoding else []
    for name, otherwise in _FOUNDING.items():
        options += [f"--{name}", named[name] or here.get(name, otherwise)]
    command = shlex.join(["leadsroom", *database, "roster", "import", *options, words.file])
    blank = [_FOUNDING[name] for name in missing if name not in here]
    proposed = [name for name in missing if name in here]
    remark = f"Give this command, with {' and '.join(blank)} put in" if blank else "Give this command"
    remark += f" ({' and '.join(proposed)} as this computer has it)" if proposed else ""
    return (
        f"There is no chapter yet, and a roster does not say when and where one meets. {remark}, and with "
        f"--dry-run to try it first:\n  {command}"
    )


def _refuse_other_habits(words: Namespace, chapter: Chapter) -> None:
    """Options that would found a chapter change none that is there; --country is about the file."""
    named = [f"--{name}" for name in ("name", "weekday", "starts", "timezone") if getattr(words, name)]
    if named:
        raise Refused(
            f"{chapter.name} is there already, and a file changes nothing of when it meets. Leave out "
            f"{', '.join(named)}; leadsroom chapter changes that."
        )


def _read_as(words: Namespace) -> ReadAs:
    """What the options say of the file. Raises Refused."""
    from leadsroom.domain.text.country import read_country
    from leadsroom.exchange.roster.lines import ReadAs, columns_given

    country = read_country(words.country) if words.country else None
    status = MembershipStatus.WAITING if words.applicants else MembershipStatus.ACTIVE
    return ReadAs(words.encoding, columns_given(words.map), country, status)


# What an earlier program counted


def figures(words: Namespace) -> int:
    """Take figures of members in from a file; without one list them, or withdraw those of a period."""
    with opened_chapter(words) as (store, chapter):
        desk = desk_of(store, chapter)
        if words.withdraw:
            return _withdraw_figures(desk, words)
        if words.file is None:
            return _list_figures(desk, chapter)
        return _import_figures(desk, words)


def _import_figures(desk: SyncDesk, words: Namespace) -> int:
    from leadsroom.exchange.roster.palms import plan_figures

    data, source = named_in_shell(words.file), "" if words.file == "-" else Path(words.file).name
    period = {"since": words.since, "until": words.until}
    plan = desk.read(plan_figures, data, source, **period, encoding=words.encoding)
    complain(*(str(problem) for problem in plan.problems))
    if plan.problems:
        complain(plan.headline, *plan.notes)
        return 1
    if plan.command is not None and not words.dry_run:
        desk.do(plan.command)
    say(f"Would be taken in: {plan.headline}" if words.dry_run else plan.headline, *plan.notes, _NOT_COUNTED)
    return 0


def _list_figures(desk: SyncDesk, chapter: Chapter) -> int:
    from leadsroom.views.people import openings_by_member

    found = desk.read(openings_by_member)
    lines = [f"{who.name}: {each.sentence(chapter.country)}" for who, of in found.items() for each in of]
    say(*(lines or ["No figures of an earlier program are on record."]))
    return 0


def _withdraw_figures(desk: SyncDesk, words: Namespace) -> int:
    from leadsroom.acts.people.commands import WithdrawOpenings

    if words.file is not None or words.since is None or words.until is None:
        raise Refused(
            "Give the period that is to be withdrawn, and no file: --withdraw --from DATE --to DATE."
        )
    say(f"{desk.do(WithdrawOpenings(words.since, words.until)).what}.")
    return 0
