"""The members' figures as a file: a page to read, or a table, a workbook, JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from leadsroom.domain.health.advice import NO_ADVICE
from leadsroom.domain.health.member_health import HealthFigures
from leadsroom.domain.health.statistics import CASES_FOR_MEDIAN, CASES_FOR_SHARE, TOO_LITTLE
from leadsroom.domain.text.wording import counted, full_days, listed
from leadsroom.exchange.document.content import (
    Document,
    Paragraph,
    Section,
    bullets,
    line,
    paragraph,
    strong,
    table,
)
from leadsroom.exchange.document.write import DOCUMENT_FORMATS, write_document
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.reports.formats import FORMATS as REPORT_FORMATS
from leadsroom.exchange.reports.period import called
from leadsroom.exchange.reports.report import Cell, Column, Measured, PlainCell, Report, Row, Unknown
from leadsroom.store.reading import Reading
from leadsroom.views.health.health_column import Cell as HealthCell
from leadsroom.views.health.health_column import HealthColumn, NoFigure, TooLittle, median_cell
from leadsroom.views.health.member_columns import column_named
from leadsroom.views.health.member_health import HealthOfMembers, member_health
from leadsroom.views.health.member_table import (
    ADVICE,
    MEDIAN,
    OF_ALL,
    SIGNS,
    cell_words,
    columns_for,
    figure_shown,
    in_groups,
    sign_for,
)

_TITLE = "Figures of the members"
_NOTHING = "Nobody was a member in this period."
_BELOW = {"others": "Others", "total": OF_ALL, "median": MEDIAN}
_WHAT_IS_BELOW = {
    "others": f"{_BELOW['others']}: visitors, members of other chapters, and visits that nobody invited to.",
    "total": f"{OF_ALL}: everybody above; a one-to-one of two members counts twice.",
    "median": f"{MEDIAN}: of those who had a place at every regular meeting, from {CASES_FOR_MEDIAN} of "
    "them on.",
}


def write_members(reading: Reading, wanted: Wanted) -> bytes:
    """The figures of all members in the format that is wanted."""
    found, columns = member_health(reading, wanted.period), columns_for(officers=wanted.officers)
    if wanted.format in DOCUMENT_FORMATS:
        return write_document(members_document(found, columns), wanted.format)
    return REPORT_FORMATS[wanted.format](members_report(found, columns))


class _Line(Struct, frozen=True):
    """A line of the table: its name, its cells, and the figures behind them, where these are somebody's."""

    name: str
    cell: Callable[[HealthColumn], HealthCell]
    of: HealthFigures | None = None


def _lines(found: HealthOfMembers) -> Iterator[_Line]:
    """A line for each member."""
    for each in found.members:
        yield _Line(each.person.name, lambda column, each=each: column.cell(each), each)  # type: ignore[misc]


def _below(found: HealthOfMembers) -> Iterator[tuple[str, _Line]]:
    """What nobody among the members did, where there is any; all of it; and the medians."""
    others, whole = found.others, found.throughout
    if not others.is_empty:
        yield "others", _total("others", others)
    yield "total", _total("total", found.total)
    yield "median", _Line(_BELOW["median"], lambda column: median_cell(column, whole))


def _total(name: str, of: HealthFigures) -> _Line:
    return _Line(_BELOW[name], lambda column: None if column.total is None else column.total(of), of)


# As a report


def members_report(found: HealthOfMembers, columns: Sequence[HealthColumn]) -> Report:
    """A line for each member, and below them what nobody among them did, all of it, and the medians.

    Its last column is the most pressing advice.
    """
    shown = (*columns, column_named(ADVICE))
    return Report(
        kind="health",
        title=_TITLE,
        chapter=found.chapter,
        period=found.period,
        columns=(Column("name", "Member", 26), *map(_column, shown)),
        rows=tuple(_row(line, shown) for line in _lines(found)),
        below=tuple((name, _row(line, shown)) for name, line in _below(found)),
        remarks=tuple(_remarks(found, shown)),
        facts=_facts(found, shown),
        nothing=_NOTHING,
    )


def _column(column: HealthColumn) -> Column:
    return Column(
        column.key,
        _heading(column),
        60 if column.key == ADVICE else 10 if column.is_number else 16,
        is_number=column.is_number,
        has_tenths=column.unit != "money",
    )


def _heading(column: HealthColumn) -> str:
    return f"{column.title}, %" if column.unit == "percent" else column.title


def _row(line: _Line, columns: Sequence[HealthColumn]) -> Row:
    return (line.name, *(_cell(column, line.cell(column), line.of) for column in columns))


def _cell(column: HealthColumn, cell: HealthCell, of: HealthFigures | None) -> Cell:
    """A cell to be written, with the numbers behind it."""
    value = _value(column, cell, is_median=of is None)
    if column.share is None or of is None:
        return value
    share = column.share(of)
    return Measured(value, {"count": share.count, "of": share.of}) if share is not None else value


def _value(column: HealthColumn, cell: HealthCell, *, is_median: bool) -> PlainCell:
    if not isinstance(cell, NoFigure):
        return figure_shown(cell)
    needs = f"for the median, from {CASES_FOR_MEDIAN} members on" if is_median else column.threshold
    more = f", {needs}" if needs and isinstance(cell, TooLittle) else ""
    detail = "" if cell.words == TOO_LITTLE else cell.words
    return Unknown(f"{SIGNS[sign_for(cell)]}{more}.", sign_for(cell), detail)


def advice_lines(found: HealthOfMembers) -> Iterator[str]:
    """For whom something should be done, the most pressing first, with the figures and the rule."""
    for each in found.most_pressing_first:
        for advice in each.advice:
            yield f"{each.person.name}: {advice.words} ({advice.threshold})."


def _remarks(found: HealthOfMembers, columns: Sequence[HealthColumn]) -> Iterator[str]:
    yield f"{counted(len(found.meetings), 'closed meeting')}. Only closed meetings count."
    yield from _noted(found, columns)
    yield _units_of(found)
    for column in columns:
        yield f"{column.title}. {definition_in_full(column)}"


def _noted(found: HealthOfMembers, columns: Sequence[HealthColumn]) -> Iterator[str]:
    """What is to be known of these lines beside their columns."""
    if not found.has_advice:
        yield f"{NO_ADVICE[0].upper()}{NO_ADVICE[1:]}."
    left = [each.person.name for each in found.members if each.has_left]
    if left:
        yield f"{listed(left)} {'has' if len(left) == 1 else 'have'} left."
    yield " ".join(_WHAT_IS_BELOW[key] for key, _ in _below(found))


def _units_of(found: HealthOfMembers) -> str:
    return f"Amounts are in {found.chapter.currency}. Shares are given from {CASES_FOR_SHARE} cases on."


def definition_in_full(column: HealthColumn) -> str:
    """What a column counts, from how many cases on, and who reads it."""
    parts = [column.definition]
    parts += [f"Given {column.threshold}."] if column.threshold else []
    parts += ["For officers."] if column.officers_only else []
    return " ".join(parts)


def _facts(found: HealthOfMembers, columns: Sequence[HealthColumn]) -> dict[str, Any]:
    return {
        "meetings": [called(each) for each in found.meetings],
        "advice": [
            {"name": each.person.name, "rule": one.key, "words": one.words, "threshold": one.threshold}
            for each in found.most_pressing_first
            for one in each.advice
        ]
        if found.has_advice
        else None,
        "columns": {
            column.key: {
                "title": column.title,
                "unit": column.unit or None,
                "definition": column.definition,
                "threshold": column.threshold or None,
                "officers_only": column.officers_only,
            }
            for column in columns
        },
    }


# As a page


def members_document(found: HealthOfMembers, columns: Sequence[HealthColumn]) -> Document:
    """The same in tables below one another, with what each column counts under it; the advice first."""
    days = full_days(found.period.first, found.period.last)
    signs = "; ".join(f"{sign} {meaning}" for sign, meaning in SIGNS.items() if sign not in meaning)
    return Document(
        title=found.chapter.name,
        kind="health",
        name=f"{found.period.first} to {found.period.last}",
        about=(
            line(f"{_TITLE}, {days}"),
            line(f"{counted(len(found.meetings), 'closed meeting')}. {signs}"),
            line(_units_of(found)),
            *map(line, _noted(found, columns)),
        ),
        sections=(
            *_advice_section(found),
            *(_section(found, title, group) for title, group in in_groups(columns)),
        )
        if found.members
        else (Section("", paragraph(_NOTHING)),),
        country=found.chapter.country,
    )


def _advice_section(found: HealthOfMembers) -> Iterator[Section]:
    items = [line(sentence) for sentence in advice_lines(found)]
    if items:
        yield Section(column_named(ADVICE).title, bullets(items))


def _section(found: HealthOfMembers, title: str, columns: Sequence[HealthColumn]) -> Section:
    all_lines = [*_lines(found), *(below for _, below in _below(found))]
    country = found.chapter.country
    rows = [
        (each.name, *(cell_words(each.cell(column), country) for column in columns)) for each in all_lines
    ]
    numbers = [place for place, column in enumerate(columns, start=1) if column.is_number]
    definitions = (
        Paragraph(line(strong(column.short), f": {column.title}. {definition_in_full(column)}"), small=True)
        for column in columns
    )
    heads = ("Member", *(column.short for column in columns))
    return Section(title, (*table(heads, rows, numbers=numbers, unbroken=(0,)), *definitions))
