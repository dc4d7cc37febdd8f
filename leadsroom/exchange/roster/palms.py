"""A summary of attendance and leads from an association's program, as figures of before: whose, and of when.

Its columns are those of the PALMS summary of a chapter. Figures are taken as they stand; whoever is not on
the roster is named, and nothing is worked out from them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.acts.people.commands import MemberFigures, RecordOpenings
from leadsroom.domain.people.openings import Figures, Opening, period_in_words, refuse_period
from leadsroom.domain.text.money import MOST_MINOR, Money, minor_digits
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.typed_amount import read_money
from leadsroom.domain.text.wording import listed
from leadsroom.errors import Refused
from leadsroom.exchange.outgoing import NOTE
from leadsroom.exchange.roster.contacts import meant
from leadsroom.exchange.roster.dates import date_habit, read_date
from leadsroom.exchange.roster.lines import Problem, UnreadableCell
from leadsroom.exchange.roster.names import name_habit, person_key
from leadsroom.exchange.roster.rows import LINES_OF_ALL
from leadsroom.exchange.sheets.columns import ColumnMap, Vocabulary, squeezed
from leadsroom.exchange.sheets.read import read_table
from leadsroom.exchange.sheets.sheet import BrokenRecord, Record, UnreadableFile
from leadsroom.store.read.people.openings import openings
from leadsroom.views.people import members

if TYPE_CHECKING:
    from leadsroom.domain.chapter.chapter import Chapter
    from leadsroom.domain.people.roster import Member
    from leadsroom.exchange.sheets.header import Table
    from leadsroom.store.reading import Reading


class Palms(StrEnum):
    """The meaning of a column; the value is its usual heading. Those of figures are called like `Figures`."""

    FIRST_NAME = "First Name"
    LAST_NAME = "Last Name"
    NAME = "Member"
    PRESENT = "P"
    ABSENT = "A"
    LATE = "L"
    MEDICAL = "M"
    SUBSTITUTE = "S"
    GIVEN_INSIDE = "RGI"
    GIVEN_OUTSIDE = "RGO"
    RECEIVED_INSIDE = "RRI"
    RECEIVED_OUTSIDE = "RRO"
    VISITORS = "V"
    ONE_TO_ONES = "1-2-1"
    CLOSED = "TYFCB"
    TRAINING = "CEU"
    TESTIMONIALS = "T"


_NAMES = (Palms.NAME, Palms.FIRST_NAME, Palms.LAST_NAME)
_WORDS = {
    Palms.FIRST_NAME: "first,given name",
    Palms.LAST_NAME: "last,surname,family name",
    Palms.NAME: "member name,name,full name",
    Palms.PRESENT: "present",
    Palms.ABSENT: "absent",
    Palms.LATE: "late",
    Palms.MEDICAL: "medical",
    Palms.SUBSTITUTE: "substitute,substitutes,sub",
    Palms.GIVEN_INSIDE: "referrals given inside",
    Palms.GIVEN_OUTSIDE: "referrals given outside",
    Palms.RECEIVED_INSIDE: "referrals received inside",
    Palms.RECEIVED_OUTSIDE: "referrals received outside",
    Palms.VISITORS: "visitors",
    Palms.ONE_TO_ONES: "121,one to ones,one-to-one",
    Palms.CLOSED: "thank you for closed business,tyfcb given,closed business",
    Palms.TRAINING: "training,ceus",
    Palms.TESTIMONIALS: "testimonials,testimonial",
}
_VOCABULARY = Vocabulary.of({meaning: f"{meaning.value},{words}" for meaning, words in _WORDS.items()})
_COUNT = re.compile(r"(\d{1,6})(?:\.0*)?", re.ASCII)
_PLAIN_AMOUNT = re.compile(r"\d+(?:\.\d*)?", re.ASCII)
_NAMED_AT_MOST = 8


class FiguresPlan(Struct, frozen=True):
    """What taking a summary would mean. `command` is None where it is refused, or changes nothing.

    `headline` is the outcome in words, `notes` are good to know, `problems` are to be corrected in the file.
    """

    command: RecordOpenings | None
    headline: str
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def plan_figures(
    reading: Reading,
    data: bytes,
    source: str,
    *,
    since: date | None = None,
    until: date | None = None,
    encoding: str | None = None,
) -> FiguresPlan:
    """Read a summary for the chapter as it is on record. Days given here go before those of the file.

    Raises Refused for a file that is none, and for a period that is missing or makes no sense.
    """
    try:
        table = read_table(data, meaning=_VOCABULARY, encoding=encoding)
    except UnreadableFile as why:
        raise Refused(str(why)) from None
    columns = ColumnMap.guessed(table.header.cells, _VOCABULARY)
    _refuse_other_file(columns)
    chapter, today = reading.chapter, reading.today
    period = _period(table, chapter, today, since, until)
    reader = _Reader(columns, chapter, members(reading))
    reader.read(table.body)
    on_record = [row.opening for row in openings(reading.connection, reading.chapter_id)]
    return _planned(reader, on_record, period, source, table.remarks)


def _refuse_other_file(columns: ColumnMap[Palms]) -> None:
    has_name = Palms.NAME in columns.order or {Palms.FIRST_NAME, Palms.LAST_NAME} <= columns.order.keys()
    if not has_name or not columns.order.keys() - set(_NAMES):
        raise Refused(
            "This is not a summary of members' figures: it needs columns for the name and for figures, such "
            "as P, A, L, M, S, RGI, RGO, RRI, RRO, V, 1-2-1, TYFCB."
        )


def _planned(
    reader: _Reader,
    on_record: Sequence[Opening],
    period: tuple[date, date],
    source: str,
    remarks: Sequence[str],
) -> FiguresPlan:
    words = period_in_words(*period)
    notes = [*remarks, *reader.notes()]
    if reader.problems:
        count = len(reader.problems)
        headline = f"Nothing is taken in: {count} problem{'' if count == 1 else 's'} to correct."
        return FiguresPlan(None, headline, tuple(notes), tuple(reader.problems))
    before = {each.member_id: each.figures for each in on_record if (each.since, each.until) == period}
    changed = [each for each in reader.found.values() if before.get(each.member_id) != each.figures]
    command = RecordOpenings(*period, tuple(changed), source) if changed else None
    same = len(reader.found) - len(changed)
    as_before = f", {same} as before" if same else ""
    count = len(changed)
    headline = f"Figures of {words}: {count} member{'' if count == 1 else 's'}{as_before}."
    return FiguresPlan(command, headline, tuple(notes))


def _period(
    table: Table, chapter: Chapter, today: date, since: date | None, until: date | None
) -> tuple[date, date]:
    """The days that were given, else those that stand above the headings. Raises Refused."""
    above = [
        record.cells
        for record in table.sheet.records
        if isinstance(record, Record) and record.line < table.header.line
    ]
    texts = {word: _beside(above, word) for word in ("from", "to")}
    habit = date_habit(texts.values(), chapter.country)
    try:
        first = since or (read_date(texts["from"], habit, today) if texts["from"] else None)
        last = until or (read_date(texts["to"], habit, today) if texts["to"] else None)
    except UnreadableCell as why:
        raise Refused(f"The period above the headings: {why} Or give it with --from and --to.") from None
    if first is None or last is None:
        raise Refused("The file does not say of which period it is. Give it with --from and --to.")
    refuse_period(first, last, today)
    return first, last


def _beside(lines: Sequence[tuple[str, ...]], word: str) -> str:
    """What stands behind `From:`, in the same cell or in the next one that says something."""
    for cells in lines:
        for place, cell in enumerate(cells):
            head, colon, rest = cell.partition(":")
            if squeezed(head) == word and (colon or not rest):
                return rest.strip() or next((other for other in cells[place + 1 :] if other), "")
    return ""


class _Reader:
    """Reads line after line: the figures `found` by member, and what is wrong or left out."""

    def __init__(self, columns: ColumnMap[Palms], chapter: Chapter, roster: Sequence[Member]) -> None:
        self._columns, self._chapter = columns, chapter
        self._people = {each.person.id: each.person.name for each in roster}
        self._namesakes = Counter(map(person_key, self._people.values()))
        self._called = {person_key(name): person_id for person_id, name in self._people.items()}
        self.found: dict[int, MemberFigures] = {}
        self._unmatched: list[str] = []
        self.problems: list[Problem] = []

    def read(self, body: Sequence[Record | BrokenRecord]) -> None:
        """Take the lines in."""
        whole = [record for record in body if isinstance(record, Record) and not _is_note(record)]
        names = name_habit([self._text(each.cells, Palms.NAME)[0] for each in whole], is_literal=False)
        for record in body:
            if isinstance(record, Record) and _is_note(record):
                continue
            if isinstance(record, BrokenRecord):
                self.problems.append(Problem(record.line, "", record.text, record.why))
            else:
                self._read(record, names.spoken(self._name(record.cells)))

    def _read(self, record: Record, name: str) -> None:
        if not name or fold(name) in LINES_OF_ALL:
            return
        try:
            figures = self._figures(record.cells)
        except _NoFigure as no:
            self.problems.append(Problem(record.line, no.title, no.value, no.message))
            return
        self._keep(record.line, name, figures)

    def _keep(self, line: int, name: str, figures: Figures) -> None:
        key = person_key(name)
        if self._namesakes[key] > 1:
            message = (
                "Two people on record have this name; tell them apart on the roster, or delete the line."
            )
            self.problems.append(Problem(line, "", name, message))
        elif key not in self._called:
            self._unmatched.append(name)
        elif self._called[key] in self.found:
            self.problems.append(
                Problem(line, "", name, "This member is in the file twice; delete one line.")
            )
        elif not figures.is_empty:
            person_id = self._called[key]
            self.found[person_id] = MemberFigures(person_id, figures)

    def notes(self) -> Iterator[str]:
        """Whom the roster does not have, and what each kept figure is not."""
        if self._unmatched:
            yield f"Not on the roster, and left out: {listed(self._unmatched, most=_NAMED_AT_MOST)}."
        unknown = [
            self._columns.title(place) for place in self._columns.unknown if self._columns.titles[place]
        ]
        if unknown:
            yield f"Not used: {', '.join(f'“{title}”' for title in unknown)}."

    def _text(self, cells: tuple[str, ...], meaning: Palms) -> tuple[str, str]:
        """The cell of a meaning, and the heading over it."""
        places = self._columns.order.get(meaning, ())
        for place in places:
            if place < len(cells) and (text := meant(cells[place])):
                return text, self._columns.title(place)
        return "", self._columns.title(places[0]) if places else ""

    def _name(self, cells: tuple[str, ...]) -> str:
        parts = (self._text(cells, part)[0] for part in (Palms.FIRST_NAME, Palms.LAST_NAME))
        return self._text(cells, Palms.NAME)[0] or " ".join(filter(None, parts))

    def _figures(self, cells: tuple[str, ...]) -> Figures:
        counts = {
            meaning.name.lower(): self._count(*self._text(cells, meaning))
            for meaning in Palms
            if meaning not in (*_NAMES, Palms.CLOSED)
        }
        return Figures(**counts, closed=self._money(*self._text(cells, Palms.CLOSED)))

    def _count(self, text: str, title: str) -> int | None:
        if not text:
            return None
        whole = _COUNT.fullmatch(text)
        if whole is None:
            raise _NoFigure(title, text, "This is not a count; correct it, or empty the cell.")
        return int(whole[1])

    def _money(self, text: str, title: str) -> Money | None:
        if not text:
            return None
        currency = self._chapter.currency
        if _PLAIN_AMOUNT.fullmatch(text):
            minor = Decimal(text).scaleb(minor_digits(currency))
            if minor % 1 == 0 and minor <= MOST_MINOR:
                return Money(int(minor), currency)
        try:
            return read_money(text, currency, self._chapter.country)
        except Refused as no:
            raise _NoFigure(title, text, str(no)) from None


def _is_note(record: Record) -> bool:
    """Whether it is one of the sentences below the table, as `leadsroom report palms` writes them."""
    return next((cell for cell in record.cells if cell), "").startswith(NOTE)


class _NoFigure(Exception):  # noqa: N818 - an answer to the file's writer, not a fault
    """A cell that does not hold what its column asks for."""

    def __init__(self, title: str, value: str, message: str) -> None:
        super().__init__(message)
        self.title, self.value, self.message = title, value, message
