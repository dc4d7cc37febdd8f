"""The treasurer's summary as files: a text to read, a workbook of numbers, and typed words as text."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from leadsroom.acts.desk import SyncDesk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.money.account import AccountKind
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.text.money import Money
from leadsroom.exchange.money_summary import text_summary, write_summary, xlsx_summary
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.store.store import Store
from leadsroom.views.money import Summary
from tests.harborview import SetClock, found_chapter
from tests.past_meetings import people_of
from tests.treasurer import Treasurer

FORMULA, LINK = "=HYPERLINK(1)", "https://leads.example"
YEAR = (SetClock().now().date().replace(month=1, day=1), SetClock().now().date().replace(month=12, day=31))


@pytest.fixture
def chapter(sqlite_store: Store) -> Chapter:
    """One with a member who is called like a formula."""
    return found_chapter(sqlite_store, people=(("Ann Chu", "Florist"), (FORMULA, "Banking")))


@pytest.fixture
def treasury(sqlite_store: Store, chapter: Chapter) -> Treasurer:
    """Two days, 100 apart: a meal that is not paid, a payment ahead, a bill, a raffle in yen."""
    clock = SetClock()
    clock.pass_by(days=-100)
    treasury = Treasurer(sqlite_store, clock, "money")
    people = people_of(sqlite_store, chapter)
    treasury.charge(chapter.id, people[FORMULA], AccountKind.ORDERED_MEAL, Money(1_435, "USD"))
    clock.pass_by(days=100)
    treasury.take_payment(chapter.id, people["Ann Chu"], Money(5_000, "USD"), "=1+1", reference=LINK)
    treasury.pay_out(chapter.id, "@SUM(A1)", Money(901, "USD"), "+1")
    treasury.take_income(chapter.id, Money(700, "JPY"), "a raffle [/]", "Ed")
    return treasury


def summed(treasury: Treasurer, chapter: Chapter, by: PeriodKind | None = None) -> Summary:
    """The year."""
    return treasury.summary(chapter.id, *YEAR, by)


def test_the_summary_to_read(treasury: Treasurer, chapter: Chapter) -> None:
    """Two balances with what changed them, each currency for itself, and the age of debts."""
    text = text_summary(summed(treasury, chapter))
    assert [" ".join(line.split()) for line in text.splitlines()] == [
        "Harborview USD",
        "Treasurer's summary, 1 Jan 2026 to 31 Dec 2026",
        "-" * 72,
        "In hand before 1 Jan 2026 $0.00",
        "Payments $50.00",
        "Paid out: +1 -$9.01",
        "In hand after 31 Dec 2026 $40.99",
        "",
        "Owed by members before 1 Jan 2026 $0.00",
        "Meals, as ordered $14.35",
        "Payments -$50.00",
        "Owed by members after 31 Dec 2026 -$35.65",
        "",
        "By method received paid out",
        "Check $0.00 $9.01",
        "Not noted $50.00 $0.00",
        "",
        "Harborview JPY",
        "Treasurer's summary, 1 Jan 2026 to 31 Dec 2026",
        "-" * 72,
        "In hand before 1 Jan 2026 ¥0",
        "Other income: a raffle [/] ¥700",
        "In hand after 31 Dec 2026 ¥700",
        "",
        "Owed by members before 1 Jan 2026 ¥0",
        "Owed by members after 31 Dec 2026 ¥0",
        "",
        "By method received paid out",
        "Cash ¥700 ¥0",
        "",
        "Age of debts on 18 Nov 2026",
        "-" * 72,
        "USD current 1–30 31–60 61–90 over 90",
        "=HYPERLINK(1) 14.35",
        "Together 14.35",
        "Owed together $14.35",
        "Paid ahead by others $50.00",
    ]
    assert all(len(line) <= 72 for line in text.splitlines())


def test_the_workbook_has_numbers_and_no_formulas(treasury: Treasurer, chapter: Chapter) -> None:
    """A sheet for each currency with a column for each period; names and causes as they were typed."""
    data = xlsx_summary(summed(treasury, chapter, PeriodKind.HALF_YEAR))
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["Summary USD", "Summary JPY", "Age of debts", "In hand"]
    assert book.get_sheet_by_name("Summary USD").to_python()[1:] == [
        ["In hand: opening balance", 0, 0],
        ["Payments", 0, 50.0],
        ["Paid out: +1", 0, -9.01],
        ["In hand: closing balance", 0, 40.99],
        ["", "", ""],
        ["Members' accounts: opening balance", 0, 0],
        ["Meals, as ordered", 0, 14.35],
        ["Payments", 0, -50.0],
        ["Members' accounts: closing balance", 0, -35.65],
        ["", "", ""],
        ["Check, received", 0, 0],
        ["Check, paid out", 0, 9.01],
        ["Not noted, received", 0, 50.0],
        ["Not noted, paid out", 0, 0],
    ]
    debts = book.get_sheet_by_name("Age of debts").to_python()
    assert debts[1] == [FORMULA, "USD", 0, 0, 0, 0, 14.35, 14.35, 0]
    (paid, bill, _) = book.get_sheet_by_name("In hand").to_python()[1:]
    assert (paid[3], paid[7], paid[9]) == (50.0, LINK, "=1+1")
    assert bill[1:5] == ["Paid out: +1", "@SUM(A1)", -9.01, 40.99]
    with ZipFile(io.BytesIO(data)) as parts:
        assert not any(
            b"<f>" in parts.read(name) or b"<hyperlink" in parts.read(name) for name in parts.namelist()
        )


def test_a_file_is_in_the_format_that_was_chosen(
    treasury: Treasurer, chapter: Chapter, tmp_path: Path
) -> None:
    """Each is what it is to be, and readable by its owner alone."""
    desk: SyncDesk = treasury.desk(chapter.id)
    for form, begins in (
        ("xlsx", b"PK"),
        ("csv", b"\xef\xbb\xbfFrom"),
        ("json", b"{"),
        ("text", b"Harb"),
    ):
        place = desk.read(write_summary, FileWanted(tmp_path / form, form), *YEAR)
        assert place.read_bytes().startswith(begins)
        assert place.stat().st_mode & 0o077 == 0
