"""The money page: who owes what, payments, charges, dues, receipts, and files.

What the forms propose and mean stands in `test_money_forms`, the form at the table in `test_check_in`.
"""

from __future__ import annotations

import csv
import io

import pytest

from leadsroom.acts.desk import Desk
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.money.commands import ChargeMember, TakePayment
from leadsroom.domain.money.account import AccountKind
from leadsroom.domain.money.dues_periods import DuesPeriod, period_of
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.rules.chapter_rules import FineEvent, MoneyRules
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.text.money import Money
from screens.kit.form.box import FormBox
from screens.money.page import MoneyScreen
from tests.harborview import NAMES, SetClock, found_chapter
from tests.meeting.money_rules import RULES, entries_of, owing, rule_money
from tests.meeting.table import Table
from tests.screens.pages import HOSTILE, LAPTOP, SMALL, reading
from tests.treasurer import Treasurer

MARKUP = HOSTILE["closing tag"]


class Season:
    """A chapter with rules for money, and its treasury."""

    def __init__(self, store):
        self.store = store
        self.clock = SetClock()
        people = (*NAMES[:5], (MARKUP, "Roofing"))
        chapter = found_chapter(store, name="Harborview Leads Group", people=people)
        self.chapter = rule_money(store, chapter.id, RULES)
        self.treasury = Treasurer(store, self.clock, "money")

    @property
    def quarter(self) -> DuesPeriod:
        return period_of(PeriodKind.QUARTER, self.chapter.today(self.clock.now()))

    def page(self):
        return MoneyScreen(Desk(self.store, self.chapter.id, self.clock, "money"), self.chapter)

    def words(self):
        """Every entry as an account shows it."""
        return [(entry.in_words, entry.amount.minor) for entry in entries_of(self.store, self.chapter)]


@pytest.fixture
def empty(sqlite_store):
    """Nothing has been charged yet."""
    return Season(sqlite_store)


@pytest.fixture
def season(empty):
    """A quarter's dues, one meeting with a payment and a fine, one entry taken back."""
    empty.treasury.charge_dues(empty.chapter.id, empty.quarter)
    table = Table.lay(empty.store, empty.chapter, empty.clock)
    ann = table.person("Ann Chu")
    table.do(c.MarkAttendance(table.person("Dee Fox"), Mark.ABSENT))
    table.do(ChargeMember(ann, AccountKind.FINE, Money(100, "USD"), FineEvent.PHONE, "twice"))
    table.do(TakePayment(ann, Money(15_000, "USD"), "check 1204"))
    table.go_to_end()
    table.desk.close()
    fine = next(e for e in entries_of(empty.store, empty.chapter) if e.event is FineEvent.PHONE)
    empty.treasury.reverse(empty.chapter.id, fine.id, "it was the alarm")
    return empty


@pytest.mark.parametrize("size", [SMALL, LAPTOP])
async def test_the_accounts(season, size, snapshot):
    """Who owes most first, and the chosen account beside the list; Enter gives it all of a narrow window.
    `p` leads to the page of that member.
    """
    page = season.page()
    async with reading(page, size) as reader:
        await reader.until_shown("Dues 2026-Q4")
        assert reader.text == snapshot(name="accounts")
        await reader.press("p")
        assert reader.wanted == [("me", page.chosen.person_id)]
        await reader.press("slash", *"ann", "enter")
        await reader.until(lambda: page.line is not None and "Ann Chu" in str(page.chosen))
        await reader.press("enter")
        await reader.until_shown("it was the alarm")
        await reader.at_rest()
        assert reader.text == snapshot(name="one account")
        await reader.press("escape", "escape")
        await reader.until_shown("Maria Lopez")
        await reader.press("slash", *"zz")
        await reader.until_shown("Nothing matches")
        await reader.at_rest()
        assert "Dues" not in reader.text  # nobody's account is shown, where nobody is chosen
        await reader.press("escape")
        await reader.until_shown("Dues 2026-Q4")
        await reader.press("escape")
        assert reader.left_with


async def test_a_payment_and_its_receipt(season, documents):
    """What is owed is proposed; an amount nobody can read is asked for again; the receipt goes to a file."""
    page = season.page()
    async with reading(page, SMALL) as reader:
        await reader.until_shown(MARKUP)
        await reader.press("n")
        await reader.until_shown("134.68")
        await reader.paste("12 eur")
        await reader.press("enter")
        await reader.until_shown("another currency")
        await reader.retype("34.68")
        await reader.press("down", *"cash", "enter")
        await reader.until_shown("paid $34.68, receipt 2026-0002")
        assert season.words()[-1] == ("Payment", -3_468)
        await reader.press("slash", *"/", "enter", "enter")
        await reader.until(lambda: page.line is not None and page.line.receipt)
        await reader.press("r")
        await reader.until_shown("Received from [/]")
        await reader.press("enter")
        await reader.until_shown("Written to")
    assert "Amount        $34.68" in (documents / season.chapter.name / "receipt-2026-0002.txt").read_text()


async def test_what_is_proposed_goes_by_what_was_paid_elsewhere(season):
    """Another station took a payment while the page was open: the balance that is proposed is the new one."""
    async with reading(season.page()) as reader:
        await reader.until_shown("owes $134.68")
        accounts = season.treasury.accounts(season.chapter.id).accounts
        (chosen,) = (each for each in accounts if each.name == MARKUP)
        season.treasury.take_payment(season.chapter.id, chosen.person_id, Money(13_400, "USD"))
        await reader.press("n")
        await reader.until_shown("[/] · owes $0.68")
        season.treasury.take_payment(season.chapter.id, chosen.person_id, Money(68, "USD"))
        await reader.press("enter")
        await reader.until_shown("changed elsewhere meanwhile: paid up.")
        assert season.words()[-1] == ("Payment", -68)


async def test_a_charge_and_taking_it_back(season):
    """The tariff is proposed and follows what is chosen; an entry is reversed once, with the reason."""
    page = season.page()
    async with reading(page) as reader:
        await reader.until_shown("Dues 2026-Q4")
        await reader.press("c")
        await reader.until_shown("= $1 · then owes $135.68")
        await reader.press("enter", "l", "enter", "enter")
        await reader.until_shown("fine: late, $0.25. u takes it back.")
        await reader.press("c", "m", "enter", "down", *"pie", "enter")
        await reader.until_shown("meal, as ordered (pie), $14.35. u takes it back.")
        await reader.press("delete")
        await reader.until_shown("Choose an entry of the account first: enter.")
        await reader.press("enter", "delete")
        await reader.until_shown("Reverse  [/] · meal, as ordered, $14.35")
        await reader.press("enter")
        await reader.until_shown("Enter a reason.")
        await reader.press(*"no pie", "enter")
        await reader.until_shown("✓ Reversed meal, as ordered, $14.35. Both stay in the account.")
        assert season.words()[-3:] == [
            ("Fine: late", 25),
            ("Meal, as ordered", 1_435),
            ("Reversed: meal, as ordered", -1_435),
        ]


async def test_what_was_taken_back_is_put_back(season):
    """The cursor stays on what was reversed; a reversal that is reversed has words of its own."""
    page = season.page()
    async with reading(page) as reader:
        await reader.until_shown("Dues 2026-Q4")
        await reader.press("enter", "end", "delete")
        await reader.until_shown("Reverse  [/] · dues 2026-Q4, $120")
        await reader.press(*"left", "enter")
        await reader.until_shown("✓ Reversed dues 2026-Q4, $120.")
        await reader.press("delete")
        await reader.until_shown("Dues 2026-Q4, $120, has been reversed already.")
        await reader.press("home", "delete")
        await reader.until_shown("Put back  [/] · dues 2026-Q4, $120")
        await reader.press(*"no", "enter")
        await reader.until_shown("✓ Put back dues 2026-Q4, $120. Everything stays in the account.")
        await reader.press("down")
        await reader.until(lambda: "✓ Put back" not in reader.text)
    assert [words for words, _ in season.words()[-2:]] == [
        "Reversed: dues 2026-Q4",
        "Put back: dues 2026-Q4",
    ]


async def test_u_takes_back_whatever_was_done_last(empty):
    """A payment and a quarter's dues are undone one after the other, in the accounts by contrary entries."""
    async with reading(empty.page(), LAPTOP) as reader:
        await reader.until_shown("Maria Lopez")
        await reader.press("d")
        await reader.until_shown("6 members × $120")
        await reader.press("enter")
        await reader.until_shown("✓ Charged the dues of 2026-Q4: 6 members × $120. u takes it back.")
        await reader.press("n")
        await reader.until_shown("owes $120")
        await reader.press("enter")
        await reader.until_shown("paid $120, receipt 2026-0001. r shows it, u takes it back.")
        assert len(owing(empty.store, empty.chapter)) == 5
        await reader.press("u")
        await reader.until_shown("paid $120, receipt 2026-0001.")
        await reader.until_shown("✓ Undid: ")
        assert len(owing(empty.store, empty.chapter)) == 6
        await reader.press("u")
        await reader.until_shown("✓ Undid: Dues 2026-Q4: 6 members × $120.")
        assert owing(empty.store, empty.chapter) == {}
        await reader.press("u")
        await reader.until_shown("There is nothing to undo.")
        await reader.press("ctrl+y")
        await reader.until_shown("✓ Redid: Dues 2026-Q4: 6 members × $120.")
        assert len(owing(empty.store, empty.chapter)) == 6


async def test_the_dues_of_a_period(empty):
    """First it says how many members pay how much; done once, a second time has nobody left."""
    async with reading(empty.page(), SMALL) as reader:
        await reader.until_shown("Maria Lopez")
        await reader.press("enter")
        await reader.until_shown("No entries yet.")
        await reader.press("d")
        await reader.until_shown("6 members × $120 = $720 for 2026-Q4, 1 Oct to 31 Dec 2026.")
        await reader.press("enter")
        await reader.until_shown("Charged the dues of 2026-Q4: 6 members × $120.")
        assert empty.words() == [("Dues 2026-Q4", 12_000)] * 6
        await reader.press("d")
        await reader.until_shown("Left out: 6 members charged already.")
        await reader.press("enter")
        await reader.until_shown("Everybody has been charged for this period.")
        assert isinstance(reader.app.screen, FormBox)
        rule_money(empty.store, empty.chapter.id, MoneyRules())
        await reader.press("escape", "d")
        await reader.until_shown("asks for no dues")


async def test_the_table_of_all_entries(season, documents):
    """A file that is there is not written over at once; one of another name holds every entry."""
    folder = documents / season.chapter.name
    folder.mkdir()
    (folder / "there.csv").touch()
    async with reading(season.page()) as reader:
        await reader.until_shown("Dues 2026-Q4")
        await reader.press("w")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        await reader.retype("there.csv")
        await reader.press("enter")
        await reader.until_shown("“there.csv” is there already.")
        await reader.retype("new.csv")
        await reader.press("enter")
        await reader.until_shown("Written to")
    rows = list(csv.reader(io.StringIO((folder / "new.csv").read_text())))
    assert len(rows) == len(season.words()) + 1
