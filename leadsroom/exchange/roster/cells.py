"""The cells of one roster line, each column read in its own way."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.people.notes import labelled, note_of
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.text.email import is_email
from leadsroom.domain.text.phone import Phone
from leadsroom.domain.text.plain_text import fold
from leadsroom.exchange.roster.contacts import meant, read_emails, read_phones
from leadsroom.exchange.roster.dates import DateHabit, How, date_habit, in_words, read_date_and_how
from leadsroom.exchange.roster.lines import NAME_PARTS, Column, Fault, RosterLine, UnreadableCell
from leadsroom.exchange.roster.names import NameHabit, name_habit
from leadsroom.exchange.roster.remarks import Remark
from leadsroom.exchange.sheets.columns import squeezed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from leadsroom.exchange.roster.lines import Layout
    from leadsroom.exchange.sheets.sheet import Record


# In our own files `;` parts two offices and `;;` is a semicolon within one.
_OURS = re.compile(r"(?:[^;]|;;)+")
_THEIRS = re.compile(r"[^;,/|]+")
_NO_OFFICE = frozenset(("member", "none", "-"))


def offices_in(cell: str, *, is_ours: bool) -> tuple[str, ...]:
    """The offices named in a cell. In a foreign file, `Member` is none."""
    if is_ours:
        parts = (part.strip() for part in _OURS.findall(cell))
        return tuple(part.replace(";;", ";") for part in parts if part)
    offices = (part.strip() for part in _THEIRS.findall(cell))
    return tuple(office for office in offices if office and fold(office) not in _NO_OFFICE)


def offices_cell(offices: Iterable[str]) -> str:
    """One cell for these offices, read back by `offices_in`."""
    return "; ".join(office.replace(";", ";;") for office in offices)


T = TypeVar("T")

_SEAT = re.compile(r"#?0*([1-9]\d{0,4})(\.0*)?", re.ASCII)
_STATUS_WORDS = {
    MembershipStatus.ACTIVE: "active, active member, member, current",
    MembershipStatus.APPLICANT: "applicant, applied, application, candidate, pending",
    MembershipStatus.WAITING: "waiting, waiting list, waitlist, waitlisted, on waiting list",
    MembershipStatus.ON_LEAVE: "on leave, leave, leave of absence, medical leave",
    MembershipStatus.ENDED: "ended, left, former, former member, past, past member, resigned, lapsed",
}
_STATUSES = {squeezed(word): status for status, words in _STATUS_WORDS.items() for word in words.split(",")}


class Habits(Struct, frozen=True):
    """How this file writes what can be written in several ways."""

    names: NameHabit
    dates: DateHabit
    country: str
    today: date


_CONTACTS = frozenset({Column.PHONE, Column.EMAIL, Column.JOINED})


def as_meant(record: Record, layout: Layout) -> Record:
    """The same line without the cells that only say that there is nothing; ours is taken literally."""
    if layout.is_ours:
        return record
    meanings = layout.columns.meanings
    return replace(
        record,
        cells=tuple(
            meant(cell, is_contact=meaning in _CONTACTS) if cell else cell
            for cell, meaning in zip(record.cells, meanings, strict=True)
        ),
    )


def habits_of(records: Sequence[Record], layout: Layout, country: str, today: date) -> Habits:
    """Read a file's habits off its columns."""
    names = [layout.text(record.cells, Column.NAME) for record in records]
    dates = [layout.text(record.cells, Column.JOINED) for record in records]
    return Habits(name_habit(names, is_literal=layout.is_ours), date_habit(dates, country), country, today)


class LineReader:
    """Reads one line; a cell that cannot be read is left empty in `line` and reported in `faults`."""

    def __init__(self, record: Record, layout: Layout, habits: Habits) -> None:
        self._record, self._layout, self._habits = record, layout, habits
        self._used = set[int]()
        self._noted: list[str] = []
        self.faults: list[Fault] = []
        self.remarks: list[Remark] = []
        self.noted_places = set[int]()
        self.line = self._read()

    def _read(self) -> RosterLine:
        # A status that cannot be read claims no seat, so that one wrong word makes one problem.
        status = self._take(Column.STATUS, self._status, MembershipStatus.APPLICANT)
        seat = self._take(Column.SEAT, _seat if status.holds_seat else _no_seat, None)
        line = RosterLine(
            line=self._record.line,
            name=self._name(),
            company=self._text(Column.COMPANY),
            profession=self._take(Column.PROFESSION, self._profession, ""),
            phone=self._take(Column.PHONE, self._phone, None),
            email=self._take(Column.EMAIL, self._email, ""),
            joined=self._take(Column.JOINED, self._joined, None),
            sphere=self._text(Column.SPHERE),
            offices=offices_in(self._text(Column.ROLE), is_ours=self._layout.is_ours),
            seat=seat,
            status=status,
            letters=self._take(Column.LETTERS, _letters, None),
        )
        return replace(line, note=note_of([*self._noted, *self._unused()]))

    def _text(self, column: Column) -> str:
        return self._take(column, str, "")

    def _take(self, column: Column, read: Callable[[str], T], otherwise: T) -> T:
        """The first cell of this meaning that can be read; what stands in the others goes into the note."""
        cells, fault = self._record.cells, None
        places = self._layout.places_of(column)
        filled = [place for place in places if cells[place]]
        for place in filled or places[:1]:
            text = cells[place]
            try:
                value = read(text)
            except UnreadableCell as why:
                fault = fault or Fault(self._record.line, column, text, str(why), place)
            else:
                self._used |= {at for at in filled if at == place or fold(cells[at]) == fold(text)}
                return value
        if not places:
            return read("")
        self._used |= set(filled)
        self.faults += [fault] if fault else []
        return otherwise

    def _unused(self) -> Iterator[str]:
        """What no other part of the line has: the cells of columns without a meaning, and of a second one."""
        columns, cells = self._layout.columns, self._record.cells
        for place, text in enumerate(cells):
            if text and columns.meanings[place] is Column.NOTE:
                yield text
            elif text and place not in self._used and place not in columns.left_out:
                self.noted_places.add(place)
                yield labelled(columns.title(place), text)

    def _name(self) -> str:
        whole = self._habits.names.spoken(self._text(Column.NAME))
        parts = {column: text for column in NAME_PARTS if (text := self._text(column))}
        name = whole or self._habits.names.in_one(tuple(parts.values()), parts.get(Column.LAST_NAME, ""))
        self._noted += [
            labelled(column, text) for column, text in parts.items() if fold(text) not in fold(name)
        ]
        if not name:
            message = "This line has no name; write the member's name, or delete the line."
            self.faults.append(Fault(self._record.line, Column.NAME, "", message))
        return name

    def _phone(self, text: str) -> Phone | None:
        if not text:
            return None
        phone, others = read_phones(text, self._habits.country)
        self._note_others(Column.PHONE, others)
        return phone

    def _email(self, text: str) -> str:
        if not text or (self._layout.is_ours and is_email(text)):
            return text
        first, *others = read_emails(text)
        self._note_others(Column.EMAIL, others)
        return first

    def _status(self, text: str) -> MembershipStatus:
        return _status(text) if text else self._layout.status

    def _profession(self, text: str) -> str:
        """Of a classification (`Construction > Plumbing`) the last part is the seat's."""
        if not text:
            raise UnreadableCell(
                "This member has no profession; write the one whose seat they hold or apply for."
            )
        last = text.rpartition(" > ")[2]
        if last == text or not last or self._layout.is_ours:
            return text
        self._noted.append(labelled("Classification", text))
        self._remark(
            "Profession: of a classification the last part is taken, the whole is noted", f"“{text}”"
        )
        return last

    def _joined(self, text: str) -> date | None:
        if not text:
            return None
        day, how = read_date_and_how(text, self._habits.dates, self._habits.today)
        if how is not How.PLAINLY:
            by_country = how in (How.MONTH_FIRST, How.DAY_FIRST) and "." not in text
            as_in = f", as in {self._habits.country.upper()}" if by_country else ""
            self._remark(f"{Column.JOINED}: {how.value}{as_in}", f"“{text}” is {in_words(day)}")
        return day

    def _note_others(self, column: Column, others: Sequence[str]) -> None:
        """What stands in a cell behind the first number or address goes into the note."""
        for other in others:
            self._noted.append(labelled(column, other))
            self._remark(f"{column}: of several in a cell the first is taken, the others are noted", other)

    def _remark(self, kind: str, example: str) -> None:
        self.remarks.append(Remark(self._record.line, kind, example))


def _seat(text: str) -> int | None:
    found = _SEAT.fullmatch(text)
    if text and not found:
        raise UnreadableCell(
            "This is not a seat number; write a whole number from 1 to 99999, or leave the cell empty."
        )
    return int(found[1]) if found else None


_YES_NO = {True: "yes", False: "no", None: ""}
_ANSWERS = {
    **dict.fromkeys(("yes", "y", "true", "1"), True),
    **dict.fromkeys(("no", "n", "false", "0"), False),
}


def yes_no_cell(answer: bool | None) -> str:
    """One cell for an answer, empty for none."""
    return _YES_NO[answer]


def _letters(text: str) -> bool | None:
    if text and fold(text) not in _ANSWERS:
        raise UnreadableCell(
            "This does not say whether letters go to this member; write yes or no, or leave the cell empty."
        )
    return _ANSWERS.get(fold(text))


def _no_seat(_text: str) -> None:
    """A number beside somebody who holds no seat says nothing."""


@lru_cache(maxsize=64)
def _status(text: str) -> MembershipStatus:
    status = _STATUSES.get(squeezed(text))
    if status is None:
        statuses = ", ".join(MembershipStatus)
        raise UnreadableCell(
            f"This is not a status; write one of {statuses}, or leave the cell empty for active."
        )
    return status
