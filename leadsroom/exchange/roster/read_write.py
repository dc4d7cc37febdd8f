"""Reading a roster file, bytes in, members and problems out; and writing one that reads back to the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.text.phone import Phone, read_phone, show_phone
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.wording import listed
from leadsroom.exchange.outgoing import csv_file
from leadsroom.exchange.roster.cells import LineReader, as_meant, habits_of, offices_cell, yes_no_cell
from leadsroom.exchange.roster.lines import (
    AS_GUESSED,
    OPTIONAL_COLUMNS,
    OUR_COLUMNS,
    Column,
    Fault,
    Problem,
    RosterFile,
    RosterLine,
    lay_out,
    seated_in_file_order,
)
from leadsroom.exchange.roster.names import person_key
from leadsroom.exchange.roster.remarks import in_sentences
from leadsroom.exchange.roster.rows import Sorted, lost_letters, without_others
from leadsroom.exchange.sheets.encodings import UnclearEncoding
from leadsroom.exchange.sheets.read import read_table
from leadsroom.exchange.sheets.sheet import BrokenRecord, Record, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set
    from datetime import date

    from leadsroom.exchange.roster.lines import Layout, ReadAs
    from leadsroom.exchange.roster.remarks import Remark
    from leadsroom.exchange.sheets.header import Table


_OUR_HEADINGS = ",".join(OUR_COLUMNS)


def write_roster(lines: Iterable[RosterLine], *, country: str) -> bytes:
    """A CSV for a spreadsheet. Reading it in `country` gives these lines again.

    A cell that a spreadsheet would compute (`=1+1`, `@x`) gets a leading apostrophe, which `read_roster`
    takes off.
    """
    lines = tuple(lines)
    # A column that is empty would only be asked about.
    more = [column for column in OPTIONAL_COLUMNS if any(_SAYS[column](line) for line in lines)]
    rows = ((*_cells(line, country), *(_SAYS[column](line) for column in more)) for line in lines)
    return csv_file((*OUR_COLUMNS, *more), rows)


_SAYS: Mapping[Column, Callable[[RosterLine], str]] = {
    Column.LETTERS: lambda line: yes_no_cell(line.letters),
    Column.NOTE: lambda line: line.note,
}


def _cells(line: RosterLine, country: str) -> tuple[str, ...]:
    """In the order of OUR_COLUMNS."""
    return (
        line.name,
        line.company,
        line.profession,
        _phone_cell(line.phone, country),
        line.email,
        line.joined.isoformat() if line.joined else "",
        line.sphere,
        offices_cell(line.offices),
        str(line.seat or ""),
        line.status.value,
    )


def _phone_cell(phone: Phone | None, country: str) -> str:
    """As it was typed, if that still reads as the same number here."""
    if phone is None:
        return ""
    return phone.typed if read_phone(phone.typed, country).e164 == phone.e164 else show_phone(phone, country)


Progress = Callable[[int, int], object]


def no_progress(_done: int, _of: int) -> None:
    """Nobody listens."""


class _Claim(NamedTuple):
    """Something only one line may say."""

    column: Column
    key: str
    value: str
    answer: str


_SAME_PERSON = (
    "{first} is on line {line} too; delete one of the two lines, or tell two people apart by email address."
)
_SAME_PROFESSION = (
    "{first} on line {line} already holds this seat, and a profession has one holder; give one of them "
    "another profession, or the status waiting or ended."
)
_SAME_NUMBER = (
    "{first} on line {line} has the same seat number; give one of them another, or leave one empty."
)


def doubles(lines: Iterable[RosterLine]) -> Iterator[Fault]:
    """Every later line that says what an earlier one has said, in file order."""
    namesakes: dict[tuple[str, ...], list[tuple[RosterLine, tuple[str, str]]]] = {}
    first_to_claim: dict[tuple[Column, str], RosterLine] = {}
    for line in lines:
        reach = _reach(line)
        alike = namesakes.setdefault(_called(line), []) if line.name else []
        if twin := next((other for other, theirs in alike if _nothing_tells_apart(reach, theirs)), None):
            yield _fault(line, twin, _Claim(Column.NAME, "", line.name, _SAME_PERSON))
            continue
        alike.append((line, reach))
        for claim in _claims(line):
            first = first_to_claim.setdefault((claim.column, claim.key), line)
            if first is not line:
                yield _fault(line, first, claim)


def _fault(line: RosterLine, first: RosterLine, claim: _Claim) -> Fault:
    message = claim.answer.format(first=first.name or "Somebody", line=first.line)
    return Fault(line.line, claim.column, claim.value, message)


def _called(line: RosterLine) -> tuple[str, ...]:
    """Under which key a line is looked for again. An ended membership is history: its person may be back."""
    if line.status is MembershipStatus.ENDED:
        return person_key(line.name), fold(line.profession), str(line.joined)
    return (person_key(line.name),)


def _reach(line: RosterLine) -> tuple[str, str]:
    """Under which email address and phone a person is reached, comparable."""
    return fold(line.email), (line.phone.e164 or "") if line.phone else ""


def _nothing_tells_apart(one: tuple[str, str], other: tuple[str, str]) -> bool:
    agreeing = [a == b for a, b in zip(one, other, strict=True) if a and b]
    return any(agreeing) or not agreeing


def _claims(line: RosterLine) -> Iterator[_Claim]:
    if line.profession and line.status.holds_seat:
        yield _Claim(Column.PROFESSION, fold(line.profession), line.profession, _SAME_PROFESSION)
    if line.seat:
        yield _Claim(Column.SEAT, str(line.seat), str(line.seat), _SAME_NUMBER)


__all__ = ["Problem", "RosterFile", "RosterLine", "read_roster", "seated_in_file_order", "write_roster"]


def read_roster(
    data: bytes,
    *,
    country: str,
    today: date,
    read_as: ReadAs = AS_GUESSED,
    progress: Progress = no_progress,
) -> RosterFile:
    """Read a roster. Never raises: whatever is wrong with the file is among the problems, all of it.

    `country` (ISO 3166 alpha-2) says how phones are read, and dates that could be either day or month
    first; nobody has joined after `today`. `progress` hears how many lines are read, of how many.
    """
    country = read_as.country or country
    try:
        table = read_table(data, meaning=read_as.meaning, encoding=read_as.encoding, literal=_OUR_HEADINGS)
    except UnreadableFile as why:
        return _unreadable(why)
    layout = lay_out(table.header.line, table.header.cells, read_as)
    rows = without_others(table.body, layout)
    body = (
        _read_body(table, rows, layout, _Where(country, today, progress)) if not layout.missing else _Body()
    )
    faulty = {fault.line for fault in body.faults}
    titles = [layout.columns.title(place) for place in sorted(body.noted_places)]
    ignored = _ignored(rows, layout)
    return RosterFile(
        lines=() if layout.problems else tuple(line for line in body.lines if line.line not in faulty),
        problems=(*layout.problems, *_in_reading_order(body.faults, layout)),
        ignored_columns=ignored,
        encoding=table.sheet.encoding,
        delimiter=table.sheet.delimiter,
        layout=layout,
        table=table,
        remarks=(
            *table.remarks,
            *rows.remarks,
            *_about_columns(titles, ignored),
            *in_sentences(remark for remark in body.remarks if remark.line not in faulty),
        ),
    )


def _unreadable(why: UnreadableFile) -> RosterFile:
    encodings = why.candidates if isinstance(why, UnclearEncoding) else ()
    return RosterFile(problems=(Problem(None, "", "", str(why)),), encodings=encodings)


def _ignored(rows: Sorted, layout: Layout) -> tuple[str, ...]:
    """The headers of columns that are left out and have something to leave out."""
    filled = {
        place for row in rows.body if isinstance(row, Record) for place, cell in enumerate(row.cells) if cell
    }
    return tuple(layout.columns.title(place) for place in sorted(layout.columns.left_out & filled))


_NAMED_AT_MOST = 8
HEARD_EVERY = 250  # lines


def _about_columns(noted: Sequence[str], ignored: Sequence[str]) -> Iterator[str]:
    if noted:
        yield f"{_quoted(noted)} {'goes' if len(noted) == 1 else 'go'} into the members' notes."
    if ignored:
        yield f"{_quoted(ignored)} {'is' if len(ignored) == 1 else 'are'} left out."


def _quoted(titles: Sequence[str]) -> str:
    return listed((f"“{title}”" for title in titles), most=_NAMED_AT_MOST)


class _Body(Struct, frozen=True):
    """What stands below the header: every line that has its cells, the faulty ones too, and every fault.

    `noted_places` are the columns that go into notes.
    """

    lines: Sequence[RosterLine] = ()
    faults: Sequence[Fault] = ()
    noted_places: Set[int] = frozenset()
    remarks: Sequence[Remark] = ()


class _Where(Struct, frozen=True):
    """What is not in the file: where and when it is read, and who hears how far it is."""

    country: str
    today: date
    progress: Progress


def _read_body(table: Table, rows: Sorted, layout: Layout, where: _Where) -> _Body:
    if not rows.body and not rows.faults:
        message = "There are column names but no members; add a line for each member."
        return _Body(faults=[Fault(table.header.line, None, "", message)])
    whole = [
        as_meant(record, layout)
        for record in rows.body
        if isinstance(record, Record) and len(record.cells) == len(layout.titles)
    ]
    habits = habits_of(whole, layout, where.country, where.today)
    readers = []
    for count, record in enumerate(whole):
        if not count % HEARD_EVERY:
            where.progress(count, len(whole))
        readers.append(LineReader(record, layout, habits))
    where.progress(len(whole), len(whole))
    lines = [reader.line for reader in readers]
    faults = [fault for reader in readers for fault in reader.faults]
    return _Body(
        lines,
        [
            *faults,
            *rows.faults,
            *lost_letters(rows.body, layout),
            *_misshapen(table, rows, layout),
            *doubles(lines),
        ],
        {place for reader in readers for place in reader.noted_places},
        [remark for reader in readers for remark in reader.remarks],
    )


def _misshapen(table: Table, rows: Sorted, layout: Layout) -> Iterator[Fault]:
    for record in rows.body:
        if isinstance(record, BrokenRecord):
            yield Fault(record.line, None, record.text, record.why)
        elif len(record.cells) != len(layout.titles):
            yield _wrong_width(record, len(layout.titles), table.sheet.delimiter)


def _wrong_width(record: Record, width: int, delimiter: str) -> Fault:
    name = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar (|)"}.get(delimiter, "cell")
    message = (
        f"This line has {len(record.cells)} cells, the header {width}; "
        f"add or remove a {name}, or put a cell that contains one in quotes."
    )
    return Fault(record.line, None, clean(delimiter.join(record.cells)), message)


def _in_reading_order(faults: Iterable[Fault], layout: Layout) -> Iterator[Problem]:
    for fault in sorted(faults, key=lambda fault: (fault.line, layout.position(fault))):
        yield Problem(fault.line, layout.title(fault), fault.value, fault.message)
