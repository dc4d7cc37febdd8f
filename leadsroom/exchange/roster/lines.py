"""The lines of a roster file: its header, understood, its members, and its problems."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.exchange.sheets.columns import ColumnMap, Vocabulary, squeezed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from leadsroom.domain.text.phone import Phone


class RosterLine(Struct, frozen=True):
    """One member as the file has them. `line` counts from 1, the header included.

    `seat` is None where the file gives no number, and for a status that holds no seat.
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
        where = f"{place} ({self.value})" if place and self.value else place
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


OUR_COLUMNS = tuple(c for c in Column if c not in (Column.FIRST_NAME, Column.LAST_NAME))

_OTHER_WORDS = {
    Column.NAME: "member, full name, member name, name of member, contact, contact name, person",
    Column.FIRST_NAME: "given name, forename, first",
    Column.LAST_NAME: "surname, family name, last",
    Column.COMPANY: "company name, business, business name, firm, organisation, organization, employer",
    Column.PROFESSION: "classification, category, trade, seat classification, occupation, business category,"
    "industry, speciality, specialty, line of business, professional classification",
    Column.PHONE: "mobile, cell, telephone, tel, phone number, phone no, telephone number, mobile phone,"
    "mobile number, cell phone, cell number, work phone, business phone, contact number",
    Column.EMAIL: "e-mail, mail, email address, mail address, email addr",
    Column.JOINED: "member since, start date, join date, date joined, joined on, joining date, since, start,"
    "membership date, membership start, started",
    Column.SPHERE: "group, contact sphere, circle, subgroup, power team",
    Column.ROLE: "roles, office, offices, position, positions, officer role, leadership role",
    Column.SEAT: "order, seat number, seat no, seat order, table order, seating order",
    Column.STATUS: "membership status, member status",
}


ROSTER_WORDS = Vocabulary.of({column: f"{column},{words}" for column, words in _OTHER_WORDS.items()})
"""What the headings of a roster file may mean."""


class Fault(Struct, frozen=True):
    """A problem before its column has the file's own title; None for the whole line."""

    line: int
    column: Column | None
    value: str
    message: str


class Layout(Struct, frozen=True):
    """Which column stands where, in the headings of `line`. `problems` are those of the header itself."""

    line: int
    columns: ColumnMap[Column]
    problems: tuple[Problem, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The headings of the file."""
        return self.columns.titles

    @property
    def places(self) -> dict[Column, int]:
        """Where each column is that the file has."""
        return {column: places[0] for column, places in self.columns.order.items()}

    @property
    def usable(self) -> bool:
        """Whether there is a name and a profession to read at all."""
        return Column.PROFESSION in self.places and (
            Column.NAME in self.places or {Column.FIRST_NAME, Column.LAST_NAME} <= self.places.keys()
        )

    @property
    def is_ours(self) -> bool:
        """Whether it is a file as we write it, whose cells are then taken literally."""
        return self.titles == OUR_COLUMNS

    @property
    def ignored(self) -> tuple[str, ...]:
        """Headers that mean nothing here."""
        return tuple(self.titles[place] for place in self.columns.unknown if self.titles[place])

    def text(self, cells: Sequence[str], column: Column) -> str:
        """The cell of a line in a column; empty when the file has no such column."""
        return cells[self.places[column]] if column in self.places else ""

    def title(self, column: Column) -> str:
        """The file's own header of a column; of both its parts when the name is split."""
        parts = (Column.FIRST_NAME, Column.LAST_NAME)
        wanted = parts if column is Column.NAME and column not in self.places else (column,)
        return " / ".join(self.titles[place] for place in sorted(self.places[c] for c in wanted))

    def position(self, column: Column) -> int:
        """Where a column stands in the file, for reporting from left to right."""
        return self.places.get(column, self.places.get(Column.FIRST_NAME, 0))


class RosterFile(Struct, frozen=True):
    """A file that was read. `lines` are those without a problem; none when the header itself has one.

    `ignored_columns` are headers that mean nothing here, `remarks` sentences on how the file was read: worth
    a note, not a problem. `layout` is None for a file that cannot be read at all.
    """

    lines: tuple[RosterLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    layout: Layout | None = None
    remarks: tuple[str, ...] = ()


class ReadAs(Struct, frozen=True):
    """What somebody who knows the file says of it; the rest is guessed.

    `encoding` is a name such as `mac-roman`; `columns` has the meaning of a heading, None to leave it out.
    """

    encoding: str | None = None
    columns: Mapping[str, Column | None] = {}

    def meaning(self, title: str) -> Column | None:
        """The meaning of a heading, as somebody says or as it is guessed."""
        chosen = {squeezed(title): column for title, column in self.columns.items()}
        return chosen[squeezed(title)] if squeezed(title) in chosen else ROSTER_WORDS(title)


AS_GUESSED = ReadAs()


def lay_out(line: int, titles: tuple[str, ...], read_as: ReadAs = AS_GUESSED) -> Layout:
    """Understand a header line."""
    columns = ColumnMap.guessed(titles, ROSTER_WORDS, read_as.columns)
    layout = Layout(line, columns, ())
    places = layout.places
    doubles = sorted((place, at[0]) for at in columns.order.values() for place in at[1:])
    problems = [
        *(_given_twice(line, titles[first], titles[second]) for second, first in doubles),
        *_name_given_twice(line, titles, places),
        *_missing(line, titles, places),
        *_not_there(line, titles, read_as.columns),
    ]
    return Layout(line, columns, tuple(problems))


def _given_twice(line: int, first: str, second: str) -> Problem:
    message = f"The columns “{first}” and “{second}” mean the same; delete one of them or name it otherwise."
    return Problem(line, second, second, message)


def _name_given_twice(line: int, titles: tuple[str, ...], places: dict[Column, int]) -> Iterator[Problem]:
    for part in (Column.FIRST_NAME, Column.LAST_NAME):
        if part in places and Column.NAME in places:
            yield _given_twice(line, titles[places[Column.NAME]], titles[places[part]])


def _missing(line: int, titles: tuple[str, ...], places: dict[Column, int]) -> Iterator[Problem]:
    found = ", ".join(title for title in titles if title)
    parts = [part for part in (Column.FIRST_NAME, Column.LAST_NAME) if part not in places]
    if Column.NAME not in places and parts:
        remedy = "“Name”, or two “First name” and “Last name”" if len(parts) == 2 else f"“{parts[0]}”"
        wanted = Column.NAME if len(parts) == 2 else parts[0]
        yield Problem(
            line, wanted.value, found, f"There is no column for the {wanted.lower()}; call one {remedy}."
        )
    if Column.PROFESSION not in places:
        message = "There is no column for the profession; call one “Profession”."
        yield Problem(line, Column.PROFESSION.value, found, message)


def _not_there(line: int, titles: tuple[str, ...], wanted: Iterable[str]) -> Iterator[Problem]:
    there = {squeezed(title) for title in titles}
    for title in wanted:
        if squeezed(title) not in there:
            found = ", ".join(f"“{title}”" for title in titles if title)
            yield Problem(line, title, "", f"There is no such column; those of the file are {found}.")
