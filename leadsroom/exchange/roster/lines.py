"""The lines of a roster file: its header, understood, its members, and its problems."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.exchange.sheets.columns import ColumnMap, Vocabulary, squeezed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from leadsroom.domain.text.phone import Phone
    from leadsroom.exchange.sheets.encodings import Candidate
    from leadsroom.exchange.sheets.header import Table


class RosterLine(Struct, frozen=True):
    """One member as the file has them. `line` counts from 1, the header included.

    `seat` is None where the file gives no number, and for a status that holds no seat. `note` has what stands
    in columns that mean nothing here, each part with its heading. `letters` is None where the file says
    nothing of them.
    """

    line: int
    name: str
    profession: str
    company: str = ""
    phone: Phone | None = None
    email: str = ""
    joined: date | None = None
    sphere: str = ""
    offices: tuple[str, ...] = ()
    seat: int | None = None
    status: MembershipStatus = MembershipStatus.ACTIVE
    note: str = ""
    letters: bool | None = None


_SHOWN = 120  # letters of what stands in a cell; a damaged file may have millions in one


class Problem(Struct, frozen=True):
    """One thing to correct: where, what stands there, and one sentence on what is wrong and what to do.

    `line` is None when it is the whole file; `column` is the file's own header, empty for a whole line.
    """

    line: int | None
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        place = ", ".join([f"line {self.line}"] * (self.line is not None) + [self.column] * bool(self.column))
        value = self.value if len(self.value) <= _SHOWN else f"{self.value[:_SHOWN]}…"
        where = f"{place} ({value})" if place and value else place
        return f"{where}: {self.message}" if where else self.message


class UnreadableCell(Exception):  # noqa: N818 - an answer to the file's writer, not a fault
    """A cell that does not say what its column asks for; the text says what is wrong and what to do."""


def seated_in_file_order(lines: Iterable[RosterLine], taken: Collection[int] = ()) -> tuple[RosterLine, ...]:
    """The lines with a number for every seat held: the file's own, else the lowest free one, in file order.

    `taken` are the numbers of members who sit at the table already.
    """
    lines = tuple(lines)
    free = _free_seats({*taken, *(line.seat for line in lines)})
    return tuple(
        replace(line, seat=next(free)) if line.status.holds_seat and line.seat is None else line
        for line in lines
    )


def _free_seats(taken: Collection[int | None]) -> Iterator[int]:
    return (seat for seat in range(1, 1_000_000) if seat not in taken)


class Column(StrEnum):
    """The meaning of a column; the value is the header we write."""

    NAME = "Name"
    FIRST_NAME = "First name"
    LAST_NAME = "Last name"
    COMPANY = "Company"
    PROFESSION = "Profession"
    PHONE = "Phone"
    EMAIL = "Email"
    JOINED = "Joined"
    SPHERE = "Sphere"
    ROLE = "Role"
    SEAT = "Seat"
    STATUS = "Status"
    LETTERS = "Letters"
    NOTE = "Note"
    MIDDLE_NAME = "Middle name"
    SUFFIX = "Suffix"


NAME_PARTS = (Column.FIRST_NAME, Column.MIDDLE_NAME, Column.LAST_NAME, Column.SUFFIX)
"""In the order in which they are spoken."""

OPTIONAL_COLUMNS = (Column.LETTERS, Column.NOTE)
"""What most chapters say of nobody, and we write only where it is said of somebody."""

OUR_COLUMNS = tuple(c for c in Column if c not in (*NAME_PARTS, *OPTIONAL_COLUMNS))

# Those that say it best first. Among them are what the address books of Google, Outlook, Apple and
# Thunderbird write, and the lists of associations.
_OTHER_WORDS = {
    Column.NAME: "full name, member name, member, name of member, contact name, contact, person,display name",
    Column.FIRST_NAME: "given name, forename, first",
    Column.LAST_NAME: "surname, family name, last",
    Column.MIDDLE_NAME: "middle names, additional name, second name, middle",
    Column.SUFFIX: "name suffix, generational suffix",
    Column.COMPANY: "company name, business name, business, firm, organisation, organization, employer,"
    "organization name, organisation name, organization name value, organization 1 name, firm name",
    Column.PROFESSION: "classification, seat classification, professional classification, category, trade,"
    "business category, profession/specialty, profession/speciality, profession / category, occupation,"
    "line of business, industry, speciality, specialty, job title, organization title, organisation title,"
    "organization 1 title",
    Column.PHONE: "telephone, phone number, phone no, telephone number, tel, contact number, primary phone,"
    "mobile, mobile phone, mobile number, cell, cell phone, cell number, business phone, work phone,"
    "company main phone, phone value, home phone, other phone, car phone",
    Column.EMAIL: "e-mail, mail, email address, mail address, email addr, primary email, e-mail value,"
    "work email, business email, secondary email, home email, personal email",
    Column.JOINED: "member since, join date, date joined, joined on, joining date, membership date,"
    "membership start, start date, since, start, started, cumulative start date",
    Column.SPHERE: "contact sphere, sphere of contact, circle, subgroup, power team, group",
    Column.ROLE: "roles, office, offices, officer role, leadership role, position, positions",
    Column.SEAT: "seat number, seat no, seat order, order, table order, seating order",
    Column.STATUS: "membership status, member status",
    Column.LETTERS: "letters by email, gets letters, may write",
    Column.NOTE: "notes, remark, remarks, comment, comments",
}
# What address books write beside each value, and what only they use.
_UNUSED = (
    "labels, group membership, phone label, phone type, e-mail label, e-mail type, email label,"
    "address label, address type, website label, website type, organization type, im type, file as,"
    "e-mail display name, priority, private, sensitivity, initials, photo, yomi name, given name yomi,"
    "family name yomi, additional name yomi, phonetic first name, phonetic middle name, phonetic last name,"
    "no, nr, #"
)


ROSTER_WORDS = Vocabulary.of({c: f"{c},{words}" for c, words in _OTHER_WORDS.items()}, _UNUSED)
"""What the headings of a roster file may mean."""


class Fault(Struct, frozen=True):
    """A problem before its column has the file's own title; None for the whole line.

    `place` is where it stands in the line, where several columns mean the same.
    """

    line: int
    column: Column | None
    value: str
    message: str
    place: int | None = None


class Layout(Struct, frozen=True):
    """Which column stands where, in the headings of `line`. `problems` are those of the header itself.

    `status` is that of a line without one.
    """

    line: int
    columns: ColumnMap[Column]
    problems: tuple[Problem, ...]
    status: MembershipStatus = MembershipStatus.ACTIVE

    @property
    def titles(self) -> tuple[str, ...]:
        """The headings of the file."""
        return self.columns.titles

    @property
    def places(self) -> dict[Column, int]:
        """Where each column is that the file has."""
        return {column: places[0] for column, places in self.columns.order.items()}

    @property
    def missing(self) -> tuple[Column, ...]:
        """What every line needs and no column means: the name, the profession."""
        there = self.places.keys()
        has_name = Column.NAME in there or {Column.FIRST_NAME, Column.LAST_NAME} <= there
        needed = ((Column.NAME, has_name), (Column.PROFESSION, Column.PROFESSION in there))
        return tuple(column for column, is_there in needed if not is_there)

    @property
    def is_ours(self) -> bool:
        """Whether it is a file as we write it, whose cells are then taken literally."""
        more = self.titles[len(OUR_COLUMNS) :]
        return self.titles == (*OUR_COLUMNS, *more) and more == tuple(
            c for c in OPTIONAL_COLUMNS if c in more
        )

    def places_of(self, column: Column) -> tuple[int, ...]:
        """Every column of the file that has this meaning, the one to take first in front."""
        return self.columns.order.get(column, ())

    def text(self, cells: Sequence[str], column: Column) -> str:
        """The first cell of a line that says something in such a column; empty when there is none."""
        return next((cells[place] for place in self.places_of(column) if cells[place]), "")

    def title(self, fault: Fault) -> str:
        """The file's own header of the column of a fault; of both its parts when the name is split."""
        places, parts = self.places, (Column.FIRST_NAME, Column.LAST_NAME)
        if fault.place is not None:
            return self.columns.title(fault.place)
        if fault.column is None:
            return ""
        wanted = parts if fault.column is Column.NAME and fault.column not in places else (fault.column,)
        return " / ".join(self.titles[place] for place in sorted(places[c] for c in wanted if c in places))

    def position(self, fault: Fault) -> int:
        """Where its column stands in the file, for reporting from left to right; -1 for a whole line."""
        if fault.place is not None or fault.column is None:
            return -1 if fault.place is None else fault.place
        return self.places.get(fault.column, self.places.get(Column.FIRST_NAME, 0))


class RosterFile(Struct, frozen=True):
    """A file that was read. `lines` are those without a problem; none when the header itself has one.

    `ignored_columns` are headers of columns that are left out, `remarks` sentences on how the file was read:
    worth a note, not a problem. `layout` and `table` are None for a file that cannot be read at all; where it
    is unclear how its letters are written, `encodings` are the likeliest.
    """

    lines: tuple[RosterLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    layout: Layout | None = None
    table: Table | None = None
    remarks: tuple[str, ...] = ()
    encodings: tuple[Candidate, ...] = ()


class ReadAs(Struct, frozen=True):
    """What somebody who knows the file says of it; the rest is guessed.

    `encoding` is a name such as `mac-roman`; `columns` has the meaning of a heading, None to leave it out;
    `country` is the one whose phones and dates it has, None for the chapter's own; `status` is that of a line
    without one.
    """

    encoding: str | None = None
    columns: Mapping[str, Column | None] = {}
    country: str | None = None
    status: MembershipStatus = MembershipStatus.ACTIVE

    def meaning(self, title: str) -> Column | None:
        """The meaning of a heading, as somebody says or as it is guessed."""
        chosen = {squeezed(title): column for title, column in self.columns.items()}
        return chosen[squeezed(title)] if squeezed(title) in chosen else ROSTER_WORDS(title)


AS_GUESSED = ReadAs()


def columns_given(typed: Iterable[str]) -> dict[str, Column | None]:
    """What columns mean as somebody typed it: `Job Title=Profession`, `Notes=` for one to leave out.

    Raises Refused.
    """
    columns: dict[str, Column | None] = {}
    for each in typed:
        title, between, wanted = (part.strip() for part in each.rpartition("="))
        meaning = ROSTER_WORDS(wanted) if wanted else None
        if not between or not title or (wanted and meaning is None):
            raise Refused(
                f"“{clean(each)}” does not say what a column means. Write it like “Job Title=Profession”; "
                f"there are {', '.join(Column)}."
            )
        columns[title] = meaning
    return columns


def lay_out(line: int, titles: tuple[str, ...], read_as: ReadAs = AS_GUESSED) -> Layout:
    """Understand a header line."""
    columns = ColumnMap.guessed(titles, ROSTER_WORDS, read_as.columns)
    places = {column: at[0] for column, at in columns.order.items()}
    problems = (*_missing(line, titles, places), *_not_there(line, titles, read_as.columns))
    return Layout(line, columns, problems, read_as.status)


def _missing(line: int, titles: tuple[str, ...], places: dict[Column, int]) -> Iterator[Problem]:
    found = ", ".join(title for title in titles if title)
    parts = [part for part in (Column.FIRST_NAME, Column.LAST_NAME) if part not in places]
    if Column.NAME not in places and parts:
        remedy = "“Name”, or two “First name” and “Last name”" if len(parts) == 2 else f"“{parts[0]}”"
        wanted = Column.NAME if len(parts) == 2 else parts[0]
        yield Problem(
            line,
            wanted.value,
            found,
            f"There is no column for the {wanted.lower()}; call one {remedy}{_or_map(wanted)}",
        )
    if Column.PROFESSION not in places:
        message = f"There is no column for the profession; call one “Profession”{_or_map(Column.PROFESSION)}"
        yield Problem(line, Column.PROFESSION.value, found, message)


def _or_map(wanted: Column) -> str:
    return f", or say which one it is (in a shell, --map 'ITS HEADING={wanted.value}')."


def _not_there(line: int, titles: tuple[str, ...], wanted: Iterable[str]) -> Iterator[Problem]:
    there = {squeezed(title) for title in titles}
    for title in wanted:
        if squeezed(title) not in there:
            found = ", ".join(f"“{title}”" for title in titles if title)
            yield Problem(line, title, "", f"There is no such column; those of the file are {found}.")
