"""The members' accounts as a table, with the habits of the roster's file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from leadsroom.domain.money.account import StatementLine
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.plain_text import clean
from leadsroom.exchange.safe_write import write_new_file
from leadsroom.exchange.spreadsheet import guarded
from leadsroom.store.reading import Reading
from leadsroom.views.money import Ledger, ledger

COLUMNS = (
    "No", "Date", "Member", "What", "Kind", "Event", "Period", "Amount", "Currency", "Balance", "Receipt",
    "Meeting", "Reverses", "Note",
)  # fmt: skip


def write_ledger(reading: Reading, typed: str) -> Path:
    """Write every entry of all accounts into a new file, as it was typed; where it is. Raises Refused."""
    return write_new_file(typed, csv_ledger(ledger(reading)))


def csv_ledger(written: Ledger) -> bytes:
    """A CSV in UTF-8, with commas and CRLF, one line for each entry in the order in which they were written.

    Amounts are exact, with a point before the decimals; a payment is below zero. `Balance` is what the member
    owes in that currency after the entry. No cell is computed by a spreadsheet: those get an apostrophe.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    lines = [(account.name, line) for account, page in written.pages for line in page]
    for name, line in sorted(lines, key=lambda each: each[1].entry.id):
        writer.writerow(list(_cells(name, line, _day(written, line))))
    return file.getvalue().encode("utf-8")


def _day(written: Ledger, line: StatementLine) -> date | None:
    meeting_id = line.entry.meeting_id
    return None if meeting_id is None else written.days.get(meeting_id)


def _cells(name: str, line: StatementLine, met_on: date | None) -> Iterator[str]:
    """In the order of COLUMNS."""
    entry = line.entry
    yield str(entry.id)
    yield entry.on.isoformat()
    yield guarded(clean(name))
    yield entry.in_words
    yield entry.kind.value
    yield entry.event.value if entry.event else ""
    yield entry.period or ""
    yield _figure(entry.amount)
    yield entry.amount.currency
    yield _figure(line.balance)
    yield line.receipt
    yield met_on.isoformat() if met_on else ""
    yield str(entry.reverses) if entry.reverses else ""
    yield guarded(clean(entry.note))


def _figure(money: Money) -> str:
    return f"{money.amount:f}"
