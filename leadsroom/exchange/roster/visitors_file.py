"""Visitors from a file: a report of an association, a list of one's own, or what this program has written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.acts.people.commands import ImportedVisit, ImportVisits
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.people.follow_up import Stage
from leadsroom.domain.people.roster import Contact
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.wording import listed, near_date
from leadsroom.errors import Refused
from leadsroom.exchange.incoming import digest_of, read_file
from leadsroom.exchange.roster.contacts import meant, read_emails, read_phones
from leadsroom.exchange.roster.dates import OR_EMPTY, DateHabit, date_habit, read_date
from leadsroom.exchange.roster.lines import AS_GUESSED, Column, Problem, ReadAs, UnreadableCell
from leadsroom.exchange.roster.names import NameHabit, name_habit, person_key
from leadsroom.exchange.roster.preview import FileColumn
from leadsroom.exchange.roster.read_write import HEARD_EVERY, Progress, no_progress
from leadsroom.exchange.roster.rows import LINES_OF_ALL
from leadsroom.exchange.sheets.columns import ColumnMap, Vocabulary, squeezed
from leadsroom.exchange.sheets.encodings import Candidate, UnclearEncoding
from leadsroom.exchange.sheets.read import read_table
from leadsroom.exchange.sheets.sheet import BrokenRecord, Record, UnreadableFile
from leadsroom.store.read.people.follow_up import visitors_on_record
from leadsroom.views.people import members

if TYPE_CHECKING:
    from leadsroom.domain.ids import PersonId
    from leadsroom.exchange.sheets.header import Table
    from leadsroom.store.reading import Reading


class VisitorColumn(StrEnum):
    """The meaning of a column; the value is the heading that this program writes."""

    NAME = "Name"
    FIRST_NAME = "First name"
    LAST_NAME = "Last name"
    COMPANY = "Company"
    PROFESSION = "Profession"
    PHONE = "Phone"
    EMAIL = "Email"
    MAY_WRITE = "May write"
    DATES = "Visit dates"
    DATE = "Last visit"
    HOST = "Invited by"
    TYPE = "Type"
    OUTCOME = "Outcome"
    NOTE = "Note"


_C = VisitorColumn
_WORDS = {
    _C.NAME: "visitor,visitor name,full name,guest",
    _C.FIRST_NAME: "first,given name,forename",
    _C.LAST_NAME: "last,surname,family name",
    _C.COMPANY: "company name,business,business name,firm,organisation,organization",
    _C.PROFESSION: "classification,occupation,job title,industry,specialty,speciality,profession/specialty",
    _C.PHONE: "phone number,mobile,cell,telephone,mobile phone,tel",
    _C.EMAIL: "e-mail,email address,mail,e-mail address",
    _C.MAY_WRITE: "consent,may be written to",
    _C.DATES: "dates of visits",
    _C.DATE: "visit date,date of visit,date,visited,visited on,meeting date",
    _C.HOST: "invited by:,invited by member,host,inviter,sponsor,brought by,visitor host,guest of,visitor of",
    _C.TYPE: "visitor type,visit type",
    _C.OUTCOME: "result,became",
    _C.NOTE: "notes,comment,comments,remarks",
}
_VOCABULARY = Vocabulary.of({meaning: f"{meaning.value},{words}" for meaning, words in _WORDS.items()})
# This program writes them for people to read; they follow from the others.
_WORKED_OUT = frozenset({"visits", "seat"})
_BECAME = {
    Stage.COMES_AGAIN.value: Became.COMES_AGAIN,
    Stage.APPLIED.value: Became.APPLIES,
    Stage.JOINED.value: Became.JOINED,
    Stage.NOT_INTERESTED.value: Became.NOT_INTERESTED,
}
_CONTACTS = frozenset({_C.PHONE, _C.EMAIL, _C.DATE, _C.DATES})
_YES_NO = {"yes": True, "y": True, "no": False, "n": False}
_SUBSTITUTE = "substitute"
_AHEAD = timedelta(days=365)
_NO_DAY = "This line has no day; write when the visit was."
_NAMED_AT_MOST = 8


class VisitsReport(Struct, frozen=True):
    """What taking a file comes to, `in_words` like `2 visits, 1 as before.`

    `notes` are good to know, `problems` are to be corrected in the file.
    """

    in_words: str
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing can be taken in."""
        return bool(self.problems)

    @property
    def headline(self) -> str:
        """The same once it has been done."""
        return self.in_words if self.refused else f"Taken in: {self.in_words}"


class VisitsPlan(Struct, frozen=True):
    """What taking a file would mean. `command` is None where it is refused, or changes nothing."""

    command: ImportVisits | None
    report: VisitsReport


def plan_visits(
    reading: Reading, data: bytes, *, encoding: str | None = None, progress: Progress = no_progress
) -> VisitsPlan:
    """Read a file of visitors for the chapter as it is on record. Raises Refused for one that is none.

    `progress` hears how many lines are read, of how many.
    """
    try:
        return _plan(reading, data, encoding, progress)
    except UnreadableFile as why:
        raise Refused(str(why)) from None


class VisitsPreview(Struct, frozen=True):
    """A file as it is looked at on a screen. `digest` tells its bytes from those of the same file corrected.

    Where it is unclear how its letters are written, `encodings` are the likeliest. It is taken whole.
    """

    whole: VisitsPlan
    digest: str
    encodings: tuple[Candidate, ...] = ()
    columns: tuple[FileColumn, ...] = ()
    missing: tuple[Column, ...] = ()

    @property
    def partial(self) -> VisitsPlan:
        """The same: visits are worth a word only where all of them are there."""
        return self.whole


def preview_visits(
    reading: Reading, typed: str, read_as: ReadAs = AS_GUESSED, progress: Progress = no_progress
) -> VisitsPreview:
    """Read the file at a typed path. Raises Refused.

    `progress` hears how many lines are read, of how many.
    """
    data = read_file(typed)
    encodings: tuple[Candidate, ...] = ()
    try:
        plan = _plan(reading, data, read_as.encoding, progress)
    except UnclearEncoding as unclear:
        plan, encodings = _refused([Problem(None, "", "", str(unclear))]), unclear.candidates
    except UnreadableFile as why:
        raise Refused(str(why)) from None
    return VisitsPreview(plan, digest_of(data), encodings)


def _plan(reading: Reading, data: bytes, encoding: str | None, progress: Progress) -> VisitsPlan:
    """Raises UnreadableFile, or Refused for a file of something else."""
    table = read_table(data, meaning=_VOCABULARY, encoding=encoding)
    columns = ColumnMap.guessed(table.header.cells, _VOCABULARY)
    if not columns.order.keys() & {_C.NAME, _C.FIRST_NAME} or not columns.order.keys() & {_C.DATE, _C.DATES}:
        raise Refused(
            "This is not a list of visitors: it needs a column for the name and one for the day of the "
            "visit, such as “Name” and “Visit Date”."
        )
    chapter = reading.chapter
    hosts = {person_key(each.person.name): each.person.id for each in members(reading)}
    lines = _Lines(table, columns, _Where(chapter.country, reading.today, hosts, progress))
    counts = chapter.rules.visitors.open_house_counts
    found = visitors_on_record(reading.connection, chapter.id, date.min, open_house_counts=counts)
    on_record = {(fold(each.person.name), visit.on) for each in found for visit in each.visits}
    return _planned(lines, on_record, reading.today, table.remarks)


def _refused(problems: Sequence[Problem], notes: tuple[str, ...] = ()) -> VisitsPlan:
    count = len(problems)
    in_words = f"Nothing is taken in: {count} problem{'' if count == 1 else 's'} to correct."
    return VisitsPlan(None, VisitsReport(in_words, notes, tuple(problems)))


def _planned(
    lines: _Lines, on_record: set[tuple[str, date]], today: date, remarks: Sequence[str]
) -> VisitsPlan:
    notes = (*remarks, *lines.notes())
    if lines.problems:
        return _refused(lines.problems, notes)
    read: dict[tuple[str, date | None], ImportedVisit] = {}
    for each in lines.visits:
        key = fold(each.name), each.on
        read[key] = _together(read[key], each) if key in read else each
    past = [each for each in read.values() if each.on is not None and each.on < today]
    new = [each for each in past if (fold(each.name), each.on) not in on_record]
    expected = [each for each in read.values() if each.on is not None and each.on >= today]
    parts = [f"{len(new)} visit{'' if len(new) == 1 else 's'}"]
    parts += [f"{len(past) - len(new)} as before"] if len(past) > len(new) else []
    in_words = f"{', '.join(parts)}."
    if expected:
        named = [f"{each.name} ({near_date(each.on or today, today)})" for each in expected]
        notes += (f"Still to come, and on record by name until then: {listed(named, most=_NAMED_AT_MOST)}.",)
    taken = (*new, *(_without_day(each) for each in expected))
    # Whoever is only expected changes nothing once they are on record.
    command = ImportVisits(taken, in_words) if taken else None
    return VisitsPlan(command, VisitsReport(in_words, notes))


def _together(first: ImportedVisit, again: ImportedVisit) -> ImportedVisit:
    """One visit that two lines are about: what the first one leaves open the other may say."""
    one, other = first.contact, again.contact
    return replace(
        first,
        profession=first.profession or again.profession,
        company=first.company or again.company,
        contact=Contact(
            phone_typed=one.phone_typed or other.phone_typed,
            email=one.email or other.email,
            may_write=other.may_write if one.may_write is None else one.may_write,
        ),
        host_id=first.host_id or again.host_id,
        became=first.became or again.became,
        note=first.note or again.note,
    )


def _without_day(visit: ImportedVisit) -> ImportedVisit:
    return ImportedVisit(
        name=visit.name, profession=visit.profession, company=visit.company, contact=visit.contact
    )


class _Where(Struct, frozen=True):
    """What is not in the file: where and when it is read, who may be a host, and who hears how far it is."""

    country: str
    today: date
    hosts: dict[str, PersonId]
    progress: Progress


class _Lines:
    """The lines of a file, read: `visits`, a line for each day; and what is wrong or left out."""

    def __init__(self, table: Table, columns: ColumnMap[VisitorColumn], where: _Where) -> None:
        self._columns, self._country, self._today = columns, where.country, where.today
        self._hosts = where.hosts
        self.problems: list[Problem] = []
        self.visits: list[ImportedVisit] = []
        self._unmatched: dict[str, int] = {}
        self._substitutes: list[str] = []
        self._left_empty: list[str] = []
        self._further: list[str] = []
        records = [record for record in table.body if isinstance(record, Record)]
        self._names = self._habit(records, _C.NAME)
        self._host_names = self._habit(records, _C.HOST)
        days = [part for record in records for part in self._days(record.cells)]
        self._dates: DateHabit = date_habit(days, where.country)
        for count, record in enumerate(table.body):
            if not count % HEARD_EVERY:
                where.progress(count, len(table.body))
            self._read(record)
        where.progress(len(table.body), len(table.body))

    def _habit(self, records: Sequence[Record], column: VisitorColumn) -> NameHabit:
        return name_habit([self._text(record.cells, column) for record in records], is_literal=False)

    def _text(self, cells: tuple[str, ...], column: VisitorColumn) -> str:
        places = self._columns.order.get(column, ())
        texts = (
            meant(cells[place], is_contact=column in _CONTACTS) for place in places if place < len(cells)
        )
        return next(filter(None, texts), "")

    def _days(self, cells: tuple[str, ...]) -> list[str]:
        """The days of a line as they are written: all of them, or the last one."""
        parts = [part.strip() for part in self._text(cells, _C.DATES).split(";")]
        return [part for part in parts if part] or [self._text(cells, _C.DATE)]

    def _read(self, record: Record | BrokenRecord) -> None:
        if isinstance(record, BrokenRecord):
            self.problems.append(Problem(record.line, "", record.text, record.why))
            return
        cells = record.cells
        parts = (self._text(cells, part) for part in (_C.FIRST_NAME, _C.LAST_NAME))
        name = self._names.spoken(self._text(cells, _C.NAME)) or " ".join(filter(None, parts))
        if fold(name) in LINES_OF_ALL:
            return
        if not name:
            message = "This line has no name; write the visitor's name, or delete the line."
            self.problems.append(Problem(record.line, "", "", message))
        elif fold(self._text(cells, _C.TYPE)) == _SUBSTITUTE:
            self._substitutes.append(name)
        else:
            self._take(record, name)

    def _take(self, record: Record, name: str) -> None:
        cells, days = record.cells, list[date]()
        for text in self._days(cells):
            try:
                days.append(read_date(text, self._dates, self._today + _AHEAD))
            except UnreadableCell as why:
                place = self._columns.order.get(_C.DATES) or self._columns.order.get(_C.DATE) or (0,)
                title = self._columns.title(place[0])
                # A visit without its day is none.
                message = str(why).replace(OR_EMPTY, ".") if text else _NO_DAY
                self.problems.append(Problem(record.line, title, text, message))
        last = max(days, default=None)
        self.visits += [self._visit(record, name, on, is_last=on == last) for on in days]

    def _visit(self, record: Record, name: str, on: date, *, is_last: bool) -> ImportedVisit:
        cells = record.cells
        return ImportedVisit(
            name=name,
            on=on,
            profession=self._text(cells, _C.PROFESSION),
            company=self._text(cells, _C.COMPANY),
            contact=self._contact(record.line, cells),
            # What a line says of several visits it says of the last one.
            host_id=self._host(record.line, cells) if is_last else None,
            became=_BECAME.get(fold(self._text(cells, _C.OUTCOME))) if is_last else None,
            note=self._text(cells, _C.NOTE) if is_last else "",
        )

    def _contact(self, line: int, cells: tuple[str, ...]) -> Contact:
        may_write = _YES_NO.get(fold(self._text(cells, _C.MAY_WRITE)))
        phone, email = self._phone(self._text(cells, _C.PHONE)), self._text(cells, _C.EMAIL)
        return Contact(phone_typed=phone, email=self._email(line, email), may_write=may_write)

    def _email(self, line: int, text: str) -> str:
        try:
            first, *others = read_emails(text) if text else ("",)
        except UnreadableCell:
            self._left_empty.append(f"“{text}” (line {line})")
            return ""
        self._further += others
        return first

    def _phone(self, text: str) -> str:
        """The first number of several; one that nobody can read goes on record as it was typed."""
        try:
            first, others = read_phones(text, self._country)
        except UnreadableCell:
            return text
        self._further += others
        return first.typed

    def _host(self, line: int, cells: tuple[str, ...]) -> PersonId | None:
        name = self._host_names.spoken(self._text(cells, _C.HOST))
        host = self._hosts.get(person_key(name)) if name else None
        if name and host is None:
            self._unmatched.setdefault(name, line)
        return host

    def notes(self) -> Iterator[str]:
        """Who is not matched, what is left out, and what was not understood."""
        if self._unmatched:
            named = [f"{name} (line {line})" for name, line in self._unmatched.items()]
            hosts = listed(named, most=_NAMED_AT_MOST)
            yield f"Invited by somebody who is not on the roster, so no host is noted: {hosts}."
        if self._substitutes:
            named = list(dict.fromkeys(self._substitutes))
            yield f"Substitutes are not visitors, and are left out: {listed(named, most=_NAMED_AT_MOST)}."
        if self._left_empty:
            left_empty = listed(dict.fromkeys(self._left_empty), most=_NAMED_AT_MOST)
            yield f"Not an email address, and left empty: {left_empty}."
        if self._further:
            further = listed(dict.fromkeys(self._further), most=_NAMED_AT_MOST)
            yield f"Of several in a cell the first is taken, and not: {further}."
        titles = [
            self._columns.title(place) for place in self._columns.unknown if self._columns.titles[place]
        ]
        unused = [f"“{title}”" for title in titles if squeezed(title) not in _WORKED_OUT]
        if unused:
            yield f"Not used: {', '.join(unused)}."
