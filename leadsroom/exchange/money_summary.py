"""The treasurer's summary as files: to read, as one table, as JSON, as a workbook."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.money.account import AccountKind
from leadsroom.domain.money.settlement import AGES, Debt, together
from leadsroom.domain.money.summary import Figures, Movement, SummaryLine
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import full_day, full_days
from leadsroom.exchange.money import WIDE, apart, figure
from leadsroom.exchange.outgoing import FileWanted, amount_format, csv_file, json_file, write_wanted
from leadsroom.store.reading import Reading
from leadsroom.views.money import Summary, summary

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_NAMES = {
    AccountKind.JOIN_FEE: "Joining fees",
    AccountKind.MEAL: "Meals",
    AccountKind.ORDERED_MEAL: "Meals, as ordered",
    AccountKind.FINE: "Fines",
    AccountKind.DONATION: "Donations",
    AccountKind.PAYMENT: "Payments",
    AccountKind.REFUND: "Refunds",
    AccountKind.CREDIT: "Credit given",
}
IN_HAND, OWED, METHODS, DEBTS = "In hand", "Members' accounts", "By method", "Age of debts"
OPENING, CLOSING, AHEAD = "Opening balance", "Closing balance", "paid ahead"


def line_name(line: SummaryLine) -> str:
    """`Dues`, `Payments`, `Paid out: the diner's bill`."""
    name = _NAMES.get(line.kind)
    if name is None:
        return line.name
    return f"{name}: {line.cause}" if line.cause else name


def method_name(method: str | None) -> str:
    """A method of payment at the head of a line."""
    return "Not noted" if method is None else f"{method[:1].upper()}{method[1:]}"


# To read


def text_summary(found: Summary) -> str:
    """Every period in 72 columns, and at the end the age of debts; ending in a newline."""
    pages = [*(list(_period(each, found)) for each in found.figures), list(_debts(found))]
    return "\n".join("\n".join([*page, ""]) for page in pages)


def _period(of: Figures, found: Summary) -> Iterator[str]:
    chapter, first, last = found.chapter, full_day(of.first), full_day(of.last)
    yield apart(clean(chapter.name), of.currency)
    yield f"Treasurer's summary, {first} to {last}"
    yield "-" * WIDE
    yield from _movement(of.hand, of.currency, chapter, f"In hand before {first}", f"In hand after {last}")
    yield ""
    before, after = f"Owed by members before {first}", f"Owed by members after {last}"
    yield from _movement(of.owed, of.currency, chapter, before, after)
    if of.methods:
        yield ""
        yield f"{METHODS:<36}{'received':>18}{'paid out':>18}"
    for each in of.methods:
        received, paid = (_exact(minor, of.currency, chapter) for minor in (each.received, each.paid))
        yield f"  {method_name(each.method):<34}{received:>18}{paid:>18}"


def _movement(of: Movement, currency: str, chapter: Chapter, before: str, after: str) -> Iterator[str]:
    yield apart(before, _exact(of.opening, currency, chapter))
    for line in of.lines:
        yield apart(f"  {clean(line_name(line))}", _exact(line.minor, currency, chapter))
    yield apart(after, _exact(of.closing, currency, chapter))


def _debts(found: Summary) -> Iterator[str]:
    yield f"{DEBTS} on {full_day(found.debts_on)}"
    yield "-" * WIDE
    if not found.debts:
        yield "Nobody owes anything, and nobody has paid ahead."
    for currency, all_together in together(found.debts).items():
        yield f"{currency:<17}{'current':>11}{'1–30':>11}{'31–60':>11}{'61–90':>11}{'over 90':>11}"
        for debt in found.debts:
            if debt.currency == currency and debt.owed:
                yield _ages(clean(found.names[debt.person_id]), debt.ages, currency)
        yield _ages("Together", all_together.ages, currency)
        yield apart("Owed together", _exact(all_together.owed, currency, found.chapter))
        yield apart("Paid ahead by others", _exact(all_together.ahead, currency, found.chapter))


def _ages(name: str, ages: Sequence[int], currency: str) -> str:
    name = name if len(name) <= 16 else f"{name[:15]}…"
    cells = (str(figure(Money(minor, currency))) if minor else "" for minor in ages)
    return f"{name:<17}{''.join(f'{cell:>11}' for cell in cells)}".rstrip()


def _exact(minor: int, currency: str, chapter: Chapter) -> str:
    return show_money(Money(minor, currency), chapter.country, exact=True)


# As one table


COLUMNS = ("From", "To", "Currency", "Part", "What", "Member", "Entries", "Amount")


def csv_summary(found: Summary) -> bytes:
    """A line for each balance, kind, method and debt of each period. Amounts are exact."""
    return csv_file(COLUMNS, _rows(found))


def _rows(found: Summary) -> Iterator[tuple[str | int | Decimal, ...]]:
    for of in found.figures:
        head = (of.first.isoformat(), of.last.isoformat(), of.currency)
        for part, movement in ((IN_HAND, of.hand), (OWED, of.owed)):
            yield (*head, part, OPENING, "", "", _number(movement.opening, of.currency))
            for line in movement.lines:
                yield (*head, part, line_name(line), "", line.count, _number(line.minor, of.currency))
            yield (*head, part, CLOSING, "", "", _number(movement.closing, of.currency))
        for each in of.methods:
            for way, minor in (("received", each.received), ("paid out", each.paid)):
                what = f"{method_name(each.method)}, {way}"
                yield (*head, METHODS, what, "", "", _number(minor, of.currency))
    for debt in found.debts:
        head = ("", found.debts_on.isoformat(), debt.currency)
        for what, minor in (*zip(AGES, debt.ages, strict=True), (AHEAD, debt.ahead)):
            if minor:
                name = found.names[debt.person_id]
                yield (*head, DEBTS, what, name, "", _number(minor, debt.currency))


def _number(minor: int, currency: str) -> Decimal:
    return figure(Money(minor, currency))


# As JSON


def json_summary(found: Summary) -> bytes:
    """The same as an object. Amounts are in major units of their currency."""
    data = {
        "chapter": found.chapter.name,
        "from": found.first,
        "to": found.last,
        "periods": [_figures_data(of) for of in found.figures],
        "debts_on": found.debts_on,
        "debts": [_debt_data(debt, found) for debt in found.debts],
    }
    return json_file(data)


def _figures_data(of: Figures) -> dict[str, Any]:
    def of_movement(movement: Movement) -> dict[str, Any]:
        lines = [
            {
                "kind": line.kind,
                "cause": line.cause,
                "entries": line.count,
                "amount": _number(line.minor, of.currency),
            }
            for line in movement.lines
        ]
        opening, closing = (_number(each, of.currency) for each in (movement.opening, movement.closing))
        return {"opening": opening, "lines": lines, "closing": closing}

    methods = [
        {
            "method": each.method,
            "received": _number(each.received, of.currency),
            "paid_out": _number(each.paid, of.currency),
        }
        for each in of.methods
    ]
    return {
        "from": of.first,
        "to": of.last,
        "currency": of.currency,
        "in_hand": of_movement(of.hand),
        "members_accounts": of_movement(of.owed),
        "methods": methods,
    }


def _debt_data(debt: Debt, found: Summary) -> dict[str, Any]:
    ages = {what: _number(minor, debt.currency) for what, minor in zip(AGES, debt.ages, strict=True)}
    return {
        "member": found.names[debt.person_id],
        "currency": debt.currency,
        "ages": ages,
        "owed": _number(debt.owed, debt.currency),
        "ahead": _number(debt.ahead, debt.currency),
    }


# As a workbook


def xlsx_summary(found: Summary) -> bytes:
    """A workbook: for each currency the periods side by side, then the age of debts, then the money in hand.

    Figures are numbers; what people typed is text, whatever it looks like.
    """
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        pages = _Pages(book)
        for currency in dict.fromkeys(of.currency for of in found.figures):
            pages.figures(currency, [of for of in found.figures if of.currency == currency])
        pages.debts(found)
        pages.cash(found)
    return file.getvalue()


class _Pages:
    """The sheets of a workbook, as they are written."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._formats: dict[tuple[str, bool], Any] = {}

    def _sheet(self, name: str, titles: Sequence[str], widths: Sequence[int]) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        for column, (title, width) in enumerate(zip(titles, widths, strict=True)):
            sheet.write_string(0, column, title, self._bold)
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 1)
        return sheet

    def _amount(self, sheet: Worksheet, row: int, column: int, money: Money, *, bold: bool = False) -> None:
        key = money.currency, bold
        if key not in self._formats:
            looks = {"num_format": amount_format(money.currency), "bold": bold}
            self._formats[key] = self._book.add_format(looks)
        sheet.write_number(row, column, float(money.amount), self._formats[key])

    def figures(self, currency: str, periods: Sequence[Figures]) -> None:
        """One currency: a line for each kind, a column for each period."""
        titles = [
            f"Amounts in {currency}",
            *(full_days(of.first, of.last) for of in periods),
        ]
        sheet = self._sheet(f"Summary {currency}", titles, [40, *[26] * len(periods)])
        row = 1
        parts: tuple[tuple[str, Callable[[Figures], Movement]], ...] = (
            (IN_HAND, lambda of: of.hand),
            (OWED, lambda of: of.owed),
        )
        for part, movement in parts:
            row = self._movement(sheet, row, part, currency, [movement(of) for of in periods]) + 1
        for method in dict.fromkeys(each.method for of in periods for each in of.methods):
            for way in ("received", "paid"):
                shown = "paid out" if way == "paid" else way
                sheet.write_string(row, 0, f"{method_name(method)}, {shown}")
                for column, of in enumerate(periods, start=1):
                    minor = sum(getattr(each, way) for each in of.methods if each.method == method)
                    self._amount(sheet, row, column, Money(minor, currency))
                row += 1

    def _movement(
        self, sheet: Worksheet, row: int, part: str, currency: str, periods: Sequence[Movement]
    ) -> int:
        """The lines of all periods, zero where one has none; the row after them."""
        names = dict.fromkeys(line_name(line) for of in periods for line in of.lines)
        sums = [
            (f"{part}: {OPENING.lower()}", [of.opening for of in periods]),
            *((name, [_of_name(of, name) for of in periods]) for name in names),
            (f"{part}: {CLOSING.lower()}", [of.closing for of in periods]),
        ]
        for at, (name, minors) in enumerate(sums):
            is_balance = at in (0, len(sums) - 1)
            sheet.write_string(row, 0, clean(name), self._bold if is_balance else None)
            for column, minor in enumerate(minors, start=1):
                self._amount(sheet, row, column, Money(minor, currency), bold=is_balance)
            row += 1
        return row

    def debts(self, found: Summary) -> None:
        """A line for each person who owes something or has paid ahead."""
        titles = ("Member", "Currency", *AGES, "Owed", "Paid ahead")
        sheet = self._sheet(DEBTS, titles, (30, 10, *[14] * len(AGES), 14, 14))
        for row, debt in enumerate(found.debts, start=1):
            sheet.write_string(row, 0, clean(found.names[debt.person_id]))
            sheet.write_string(row, 1, debt.currency)
            for column, minor in enumerate((*debt.ages, debt.owed, debt.ahead), start=2):
                self._amount(sheet, row, column, Money(minor, debt.currency))

    def cash(self, found: Summary) -> None:
        """A line for everything that changed the money in hand."""
        sheet = self._sheet(IN_HAND, *zip(*_CASH_COLUMNS, strict=True))
        for row, line in enumerate(found.cash, start=1):
            entry = line.entry
            sheet.write_datetime(row, 0, entry.on, self._day)
            words = (entry.in_words, line.name, None, None, entry.amount.currency, entry.method or "",
                     entry.reference, line.receipt, entry.note)  # fmt: skip
            for column, text in enumerate(words, start=1):
                if text is not None:
                    sheet.write_string(row, column, clean(text))
            self._amount(sheet, row, 3, Money(entry.in_hand, entry.amount.currency))
            self._amount(sheet, row, 4, line.in_hand)


_CASH_COLUMNS = (
    *(("Date", 12), ("What", 36), ("From, to", 30), ("Amount", 14), ("In hand", 14), ("Currency", 10)),
    *(("Method", 14), ("Reference", 16), ("Receipt", 12), ("Note", 40)),
)


def _of_name(of: Movement, name: str) -> int:
    return sum(line.minor for line in of.lines if line_name(line) == name)


# Written to a file

WRITERS: dict[str, Callable[[Summary], bytes]] = {
    "text": lambda found: text_summary(found).encode("utf-8"),
    "csv": csv_summary,
    "xlsx": xlsx_summary,
    "json": json_summary,
}


def write_summary(
    reading: Reading, wanted: FileWanted, first: date, last: date, by: PeriodKind | None = None
) -> Path:
    """Write the summary into a file, in a format of WRITERS; where it is. Raises Refused."""
    return write_wanted(wanted, WRITERS[wanted.format](summary(reading, first, last, by)))
