"""The accounts as files: a table of every entry, texts to read, a receipt."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from leadsroom.acts.money.commands import ChargeMember, TakePayment
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LedgerId, PersonId
from leadsroom.domain.money.account import AccountKind, Receipt, ReceiptLine
from leadsroom.domain.money.dues_periods import period_of
from leadsroom.domain.rules.chapter_rules import FineEvent
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.exchange.money import (
    COLUMNS,
    csv_ledger,
    receipt_file,
    receipt_text,
    text_accounts,
    text_statement,
)
from leadsroom.exchange.outgoing import FileWanted, write_wanted
from leadsroom.store.store import Store
from tests.harborview import START, SetClock, found_chapter
from tests.meeting.money_rules import RULES, rule_money
from tests.meeting.table import Table
from tests.treasurer import Treasurer

FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def treasury(sqlite_store: Store) -> Treasurer:
    """The accounts of a chapter in which one member is called like a formula."""
    people = (("Ann Chu", "Florist"), (FORMULA, "Banking"), ("Cyrus Ng", "Insurance"))
    chapter = rule_money(sqlite_store, found_chapter(sqlite_store, people=people).id, RULES)
    clock = SetClock()
    treasury = Treasurer(sqlite_store, clock, "money")
    treasury.charge_dues(chapter.id, period_of(PeriodKind.QUARTER, chapter.today(START)))
    table = Table.lay(sqlite_store, chapter, clock)
    table.do(
        ChargeMember(table.person("Ann Chu"), AccountKind.FINE, Money(100, "USD"), FineEvent.PHONE, "=1+1")
    )
    table.do(TakePayment(table.person(FORMULA), Money(15_005, "USD")))
    table.desk.close()
    last = treasury.statement(chapter.id, table.person("Ann Chu"))[-1]
    treasury.reverse(chapter.id, last.entry.id, "an alarm")
    return treasury


@pytest.fixture
def chapter(treasury: Treasurer, sqlite_store: Store) -> Chapter:
    """Whose accounts they are."""
    return treasury.accounts(PersonId(1)).chapter  # type: ignore[arg-type]


def rows(data: bytes) -> list[dict[str, str]]:
    """The lines of a table by its titles."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_entry_is_a_line(treasury: Treasurer, chapter: Chapter) -> None:
    """In the order of writing: exact amounts, balances, receipts, the meeting, and what it takes back."""
    read = rows(csv_ledger(treasury.ledger(chapter.id)))
    assert [int(row["No"]) for row in read] == list(range(1, 7))
    assert tuple(read[0]) == COLUMNS
    phone, paid, back = read[3:]
    assert (phone["What"], phone["Event"], phone["Amount"], phone["Meeting"]) == (
        "Fine: a phone rings",
        "a phone rings",
        "1.00",
        "2026-11-18",
    )
    assert (paid["Kind"], paid["Amount"], paid["Balance"], paid["Receipt"]) == (
        "payment",
        "-150.05",
        "-30.05",
        "2026-0001",
    )
    assert (back["Amount"], back["Reverses"], back["Meeting"], back["Note"]) == (
        "-1.00",
        phone["No"],
        "",
        "an alarm",
    )


def test_the_lines_add_up_to_what_is_owed(treasury: Treasurer, chapter: Chapter) -> None:
    """The sum of a member's lines, their last balance, and the list of who owes what say the same."""
    read = rows(csv_ledger(treasury.ledger(chapter.id)))
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    last = {}
    for row in read:
        sums[row["Member"].removeprefix("'")] += Decimal(row["Amount"])
        last[row["Member"].removeprefix("'")] = Decimal(row["Balance"])
    owed = {each.name: each.balance("USD").amount for each in treasury.accounts(chapter.id).accounts}
    assert sums == last == owed


def test_nothing_that_was_typed_is_computed(treasury: Treasurer, chapter: Chapter) -> None:
    """Names and notes that look like formulas get an apostrophe; figures stay figures."""
    read = rows(csv_ledger(treasury.ledger(chapter.id)))
    assert {row["Member"] for row in read} == {"Ann Chu", f"'{FORMULA}", "Cyrus Ng"}
    assert read[3]["Note"] == "'=1+1"


def test_one_account_alone(treasury: Treasurer, chapter: Chapter) -> None:
    """Its entries and no others, also as a text."""
    ann = next(each for each in treasury.accounts(chapter.id).accounts if each.name == "Ann Chu")
    ledger = treasury.ledger(chapter.id, ann.person_id)
    assert {row["Member"] for row in rows(csv_ledger(ledger))} == {"Ann Chu"}
    assert text_statement(ledger).splitlines() == [
        "Harborview",
        "Account of Ann Chu                                             owes $120",
        "-" * 72,
        "2026-11-18  Dues 2026-Q4                         $120.00         $120.00",
        "2026-11-18  Fine: a phone rings                    $1.00         $121.00",
        "            =1+1, reversed later",
        "2026-11-18  Reversed: fine, a phone rings         -$1.00         $120.00",
        "            an alarm",
    ]


def test_who_owes_what_as_a_text(treasury: Treasurer, chapter: Chapter) -> None:
    """Who owes most first."""
    assert text_accounts(treasury.accounts(chapter.id)).splitlines()[3:] == [
        "Ann Chu                                                        owes $120",
        "Cyrus Ng                                                       owes $120",
        "=HYPERLINK(1)                                               $30.05 ahead",
    ]


@pytest.mark.parametrize("taken_back", [False, True])
def test_a_receipt(chapter: Chapter, taken_back: bool) -> None:
    """Who, how much, when, what for; one that was taken back cannot be mistaken."""
    receipt = Receipt(
        "2026-0007",
        LedgerId(7),
        PersonId(1),
        "Ann \x1b[31mChu",
        Money(12_000, "USD"),
        START.date(),
        "handed over by Bo",
        taken_back,
        (Money(500, "USD"),),
        (ReceiptLine("dues 2026-Q4", Money(11_500, "USD")), ReceiptLine("in advance", Money(500, "USD"))),
        "check 1204",
    )
    text = receipt_text(receipt, chapter)
    assert ("REVERSED" in text) is taken_back
    assert "\x1b" not in text
    assert text.splitlines()[-7:] == [
        "Currency      USD",
        "Date          Wednesday 18 November 2026",
        "For           dues 2026-Q4, $115",
        "              in advance, $5",
        "Paid by       check 1204",
        "Note          handed over by Bo",
        "Account now   owes $5",
    ]
    assert receipt_file(receipt) == "receipt-2026-0007"


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    """A file that is there, a folder that is not: refused with what to do, unless that was agreed to."""
    place = write_wanted(FileWanted(tmp_path / "one.csv"), b"1")
    assert place.read_bytes() == b"1"
    for path, reason in ((place, "there already"), (tmp_path / "no" / "x", "Cannot")):
        with pytest.raises(Refused, match=reason):
            write_wanted(FileWanted(path), b"2")
    assert place.read_bytes() == b"1"
    assert write_wanted(FileWanted(place, replaces=True), b"2").read_bytes() == b"2"
    made = write_wanted(FileWanted(tmp_path / "no" / "x", makes_folder=True), b"3")
    assert (made.read_bytes(), made.parent.stat().st_mode & 0o777) == (b"3", 0o700)
