"""Taking a roster file into a chapter, tried or done, whole or not at all; and writing a roster out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.acts.people.commands import ImportedSheet, ImportRoster
from leadsroom.acts.people.member_sheet import Field, Others, is_current, sheet_of
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.rules.chapter_rules import Share
from leadsroom.domain.text.plain_text import fold
from leadsroom.exchange.outgoing import FileWanted, write_wanted
from leadsroom.exchange.roster.lines import AS_GUESSED, Column, Fault, Layout, Problem, ReadAs, RosterFile
from leadsroom.exchange.roster.match import Match, line_of, matched
from leadsroom.exchange.roster.names import first_name
from leadsroom.exchange.roster.read_write import Progress, no_progress, read_roster, write_roster
from leadsroom.exchange.roster.remarks import Afterwards, notes_on
from leadsroom.views import people
from leadsroom.views.money import leaving_in_words

if TYPE_CHECKING:
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.acts.people.commands import MemberSheet
    from leadsroom.store.reading import Reading


class ImportReport(Struct, frozen=True):
    """Names in file order, every problem, and what is worth knowing. `updated` says what is different.

    `waiting` of those added are applicants. `refused` says that nothing was, or would be, taken; `dry_run`
    that nothing was tried.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    refused: bool = False
    dry_run: bool = False
    waiting: int = 0

    @property
    def in_words(self) -> str:
        """`18 new members, 2 changed, 1 as before.`: what would come of it."""
        counted = [_counted(number, f"new {thing}") for number, thing in self._new]
        others = ((self.updated, "changed"), (self.unchanged, "as before"))
        counted += [f"{len(names):,} {word}" for names, word in others if names]
        left_out = f"; {_counted(len(self.problems), 'problem')} left out" if self.problems else ""
        return f"{', '.join(counted) or 'nothing new'}{left_out}."

    @property
    def _new(self) -> list[tuple[int, str]]:
        """How many members and how many applicants there are more, if any."""
        counts = ((len(self.added) - self.waiting, "member"), (self.waiting, "applicant"))
        return [(number, thing) for number, thing in counts if number]

    @property
    def headline(self) -> str:
        """The outcome in one sentence."""
        if self.refused:
            will = "would be" if self.dry_run else "was"
            return f"Nothing {will} imported: {_counted(len(self.problems), 'problem')} to correct."
        if self.dry_run:
            return f"Would {self._deeds('add', 'update', 'leave')}."
        return f"{self._deeds('added', 'updated', 'left').capitalize()}."

    def _deeds(self, add: str, update: str, leave: str) -> str:
        new = " and ".join(_counted(number, thing) for number, thing in self._new)
        deeds = [f"{add} {new}"] if new else []
        deeds += [f"{update} {len(self.updated)}"] if self.updated else []
        deeds += [f"{leave} {len(self.unchanged)} unchanged"] if self.unchanged else []
        return ", ".join(deeds) or f"{leave} everything unchanged"


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


_COLUMN_OF = {
    Field.NAME: Column.NAME,
    Field.PROFESSION: Column.PROFESSION,
}


class ImportPlan(Struct, frozen=True):
    """What taking a file would mean for a roster. `matches` are the lines that can be taken.

    `changes` are the sheets of those that change anything. `dues` is the share that is asked of those who
    leave by the file of what was not charged to them; None: as the chapter's rules have it.
    """

    file: RosterFile
    matches: tuple[Match, ...]
    changes: tuple[ImportedSheet, ...]
    report: ImportReport
    dues: Share | None = None

    @property
    def command(self) -> ImportRoster:
        """What takes the file in."""
        return ImportRoster(self.changes, self.report.headline, self.dues)

    @property
    def of_good_lines(self) -> ImportPlan:
        """The same without the lines that have a problem; still refused where there is no other."""
        refused = self.report.refused and not self.matches
        return replace(self, report=replace(self.report, refused=refused))


class _Clash(Struct, frozen=True):
    """A line that cannot stand beside what the roster has."""

    match: Match
    column: Column
    value: str
    message: str


def import_roster(
    desk: SyncDesk,
    data: bytes,
    *,
    partial: bool = False,
    dry_run: bool = False,
    dues: Share | None = None,
    read_as: ReadAs = AS_GUESSED,
    progress: Progress = no_progress,
) -> ImportReport:
    """Take a roster file's bytes into a chapter, in one act. A file with a problem is refused whole.

    `partial` takes the good lines all the same; `dry_run` changes nothing and says what would happen.
    Nobody is removed: members who are not in the file stay as they are, and so does what a cell leaves empty.
    Raises Refused where the roster was changed elsewhere at that moment.
    """
    plan = desk.read(import_plan, data, partial=partial, dues=dues, read_as=read_as, progress=progress)
    if dry_run or plan.report.refused:
        return replace(plan.report, dry_run=dry_run)
    return carry_out(desk, plan)


def carry_out(desk: SyncDesk, plan: ImportPlan) -> ImportReport:
    """Take in what was planned, in one act; the report, with the seats that it has opened.

    Raises Refused where the roster is another one by now.
    """
    open_before = desk.read(people.roster).open_seats
    desk.do(plan.command)
    roster = desk.read(people.roster)
    opened = [first for first in roster.open_seats if first not in open_before]
    return replace(plan.report, notes=(*plan.report.notes, *map(roster.open_seat_in_words, opened)))


def import_plan(
    reading: Reading,
    data: bytes,
    *,
    partial: bool = False,
    dues: Share | None = None,
    read_as: ReadAs = AS_GUESSED,
    progress: Progress = no_progress,
) -> ImportPlan:
    """What taking a file in would mean for the roster as it is on record."""
    plan = plan_import(
        people.members(reading),
        data,
        country=reading.chapter.country,
        today=reading.today,
        partial=partial,
        read_as=read_as,
        progress=progress,
    )
    return with_dues(reading, plan, dues)


def with_dues(reading: Reading, plan: ImportPlan, dues: Share | None = None) -> ImportPlan:
    """The plan with a note for each who leaves by the file and was not charged all dues."""
    ended = MembershipStatus.ENDED
    leavers = [m.member for m in plan.matches if m.member and m.sheet.status is ended]
    leavers = [leaver for leaver in leavers if leaver.status.holds_seat]
    afterwards = Afterwards(plan.matches, people.members(reading), reading.chapter.country)
    twice = afterwards.offices_twice(reading.chapter.rules.offices)
    leaving = leaving_in_words(reading, leavers, dues) if leavers else ()
    notes = [*plan.report.notes, *leaving, *filter(None, [twice])]
    return replace(plan, report=replace(plan.report, notes=tuple(notes)), dues=dues)


def plan_import(
    members: Sequence[Member],
    data: bytes,
    *,
    country: str,
    today: date,
    partial: bool = False,
    read_as: ReadAs = AS_GUESSED,
    progress: Progress = no_progress,
) -> ImportPlan:
    """Work out what taking the file would mean for these members, changing nothing.

    `progress` hears how many lines are read, of how many.
    """
    file = read_roster(data, country=country, today=today, read_as=read_as, progress=progress)
    matches, clashes = _fitting(file, members, country)
    problems = [*file.problems, *(_problem(clash, file.layout) for clash in clashes)]
    report = ImportReport(
        added=tuple(m.sheet.name for m in matches if m.member is None),
        waiting=sum(m.member is None and m.sheet.status is MembershipStatus.WAITING for m in matches),
        updated=tuple(m.changes_in_words(country) for m in matches if m.member and m.changes(country)),
        unchanged=tuple(m.sheet.name for m in matches if not m.changes(country)),
        problems=tuple(sorted(problems, key=lambda problem: problem.line or 0)),
        notes=tuple(filter(None, notes_on(file, matches, members, country))),
        refused=bool(problems),
    )
    changes = tuple(_change(match, country) for match in matches if match.changes(country))
    plan = ImportPlan(file, tuple(matches), changes, report)
    return plan.of_good_lines if partial else plan


def _change(match: Match, country: str) -> ImportedSheet:
    if match.member is None:
        return ImportedSheet(match.sheet)
    return ImportedSheet(match.sheet, match.member.id, sheet_of(match.member, country))


def _fitting(file: RosterFile, members: Sequence[Member], country: str) -> tuple[list[Match], list[_Clash]]:
    """The lines that fit the roster, and why the others do not.

    A line that is left out leaves its member as they were, which may be in the way of the next one: so again.
    """
    lines, clashes = list(file.lines), list[_Clash]()
    columns = file.layout.places.keys() if file.layout else ()
    is_literal = file.layout is not None and file.layout.is_ours
    while True:
        matches = matched(lines, members, columns, country, is_literal=is_literal)
        found = list(_clashes(matches, members, country))
        if not found:
            return matches, clashes
        clashes += found
        bad = {clash.match.line.line for clash in found}
        lines = [line for line in lines if line.line not in bad]


def _clashes(matches: Sequence[Match], members: Sequence[Member], country: str) -> Iterator[_Clash]:
    touched = {match.member.id for match in matches if match.member}
    others = Others(country, (sheet_of(m, country) for m in members if m.id not in touched))
    standing: list[Match] = []
    left_out: list[Match] = []
    for match in matches:
        found = list(_clashes_of(match, others))
        yield from found
        (left_out if found else standing).append(match)
        others.add(match.sheet)
    yield from _in_the_way(left_out, standing, country)


def _clashes_of(match: Match, others: Others) -> Iterator[_Clash]:
    for conflict in others.conflicts(match.sheet):
        message, holder = conflict.message, conflict.other.name
        if conflict.field is Field.PROFESSION and first_name(match.sheet.name) == first_name(holder):
            message += f" If they are one person, change {holder}'s name on the roster first."
        yield _Clash(match, _COLUMN_OF[conflict.field], conflict.value, message)
    if (other := others.in_seat(match.sheet)) is not None:
        message = f"{other.name} has this seat number; give one of them another, or leave it empty."
        yield _Clash(match, Column.SEAT, str(other.seat), message)


def _in_the_way(left_out: list[Match], standing: Sequence[Match], country: str) -> Iterator[_Clash]:
    """The lines that cannot stand beside members who stay as they were, and so on from each of these.

    A file may move a thousand members by one seat: one line that is wrong leaves no room for all others.
    """
    wanting: defaultdict[tuple[str, object], list[Match]] = defaultdict(list)
    for match in standing:
        for want in _wants(match.sheet):
            wanting[want].append(match)
    out = {id(match) for match in left_out}
    while left_out:
        member = left_out.pop().member
        if member is None:
            continue
        before = sheet_of(member, country)
        there = Others(country, [before])
        for match in [each for want in _wants(before) for each in wanting[want]]:
            found = list(_clashes_of(match, there)) if id(match) not in out else []
            if found:
                yield from found
                out.add(id(match))
                left_out.append(match)


def _wants(sheet: MemberSheet) -> Iterator[tuple[str, object]]:
    """What no two can have, comparable."""
    yield "name", fold(sheet.name)
    if sheet.status.holds_seat:
        yield "profession", fold(sheet.profession)
        yield "seat", sheet.seat


def _problem(clash: _Clash, layout: Layout | None) -> Problem:
    fault = Fault(clash.match.line.line, clash.column, clash.value, clash.message)
    title = layout.title(fault) if layout is not None else ""
    return Problem(fault.line, title or clash.column.value, clash.value, clash.message)


def export_roster(members: Iterable[Member], *, country: str) -> bytes:
    """A CSV of everybody whose membership has not ended; importing it where it came from changes nothing."""
    return write_roster([line_of(member) for member in members if is_current(member)], country=country)


def write_roster_file(reading: Reading, wanted: FileWanted) -> Path:
    """Write the roster into a file; where it is. Raises Refused."""
    data = export_roster(people.members(reading), country=reading.chapter.country)
    return write_wanted(wanted, data)
