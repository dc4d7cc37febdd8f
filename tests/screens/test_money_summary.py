"""The treasurer's summary on screen: its forms and lines without an app, and the page with one."""

from __future__ import annotations

from datetime import date

import pytest

from leadsroom.acts.desk import Desk
from leadsroom.acts.money.commands import PayOut, TakeIncome
from leadsroom.domain.money.account import AccountKind, Method
from leadsroom.domain.rules.windows import PeriodKind, Stretch
from leadsroom.domain.text.money import Money
from screens.kit.form.box import FormBox
from screens.kit.form.field import Misfilled
from screens.money.summary_forms import OwnForm, PeriodForm
from screens.money.summary_lines import summary_lines
from screens.money.summary_page import SummaryScreen
from tests.domain.leads import CHAPTER
from tests.harborview import SetClock, found_chapter
from tests.meeting.money_rules import RULES, entries_of, rule_money
from tests.past_meetings import people_of
from tests.screens.pages import HOSTILE, SMALL, reading
from tests.treasurer import Treasurer

TODAY = date(2026, 11, 18)
MARKUP = HOSTILE["closing tag"]


# The forms


def filled(form: OwnForm, *, is_bill: bool, payee: str = "", cause: str = "", amount: str = "") -> OwnForm:
    """The form as somebody fills it in."""
    form.what.draft = str(is_bill)
    form.payee.typed(payee)
    form.cause.typed(cause)
    form.amount.typed(amount)
    form.edited()
    return form


def test_a_bill_and_other_income_are_entered_by_one_form() -> None:
    """Money goes to somebody or comes from somebody; that may be left open for what comes in."""
    form = filled(OwnForm(CHAPTER, TODAY), is_bill=True, payee="[Anna]", cause="breakfasts", amount="90")
    assert (form.payee.label, form.after(form.amount)) == ("To", None)
    form.means.method.draft = Method.CARD
    form.edited()
    built = form.build()
    assert built == PayOut(
        "[Anna]", Money(9_000, "USD"), "breakfasts", Method.CARD, command_id=built.command_id
    )
    form = filled(OwnForm(CHAPTER, TODAY), is_bill=False, cause="a raffle", amount=".50")
    assert form.payee.label == "From"
    built = form.build()
    assert built == TakeIncome(Money(50, "USD"), "a raffle", command_id=built.command_id)


def test_a_bill_is_of_the_day_it_was_paid() -> None:
    """Of an earlier month the form says which summary it changes; Enter there is done."""
    for is_bill in (True, False):
        form = filled(OwnForm(CHAPTER, TODAY), is_bill=is_bill, payee="Pier 9", cause="eggs", amount="90")
        form.day.typed("2025-12-30")
        assert (form.build().on, form.after(form.day)) == (date(2025, 12, 30), None)
        assert form.remark(form.day).words.plain == "This changes the summary of December 2025."


@pytest.mark.parametrize(
    ("is_bill", "payee", "cause", "amount", "field"),
    [
        (True, "", "breakfasts", "90", "payee"),
        (True, "Pier 9", " ", "90", "cause"),
        (False, "", "", "90", "cause"),
        (True, "Pier 9", "breakfasts", "", "amount"),
        (False, "", "a raffle", "ninety", "amount"),
    ],
)
def test_what_is_missing_is_asked_for(is_bill: bool, payee: str, cause: str, amount: str, field: str) -> None:
    """The keyboard goes to the field that is to blame."""
    form = filled(OwnForm(CHAPTER, TODAY), is_bill=is_bill, payee=payee, cause=cause, amount=amount)
    with pytest.raises(Misfilled) as misfilled:
        form.build()
    assert misfilled.value.field.name == field


def test_the_days_of_a_summary_are_chosen() -> None:
    """A period is that of a day, today's at first; any days are from one to another, in their order."""
    form = PeriodForm(Stretch.of(PeriodKind.YEAR, TODAY), TODAY, "US")
    assert form.since.text == "Wed 18 Nov"
    form.per.draft = PeriodKind.QUARTER
    form.edited()
    chosen = form.build()
    assert (chosen.first, chosen.last, form.until.is_away) == (date(2026, 10, 1), date(2026, 12, 31), True)
    form.per.draft = ""
    form.per.choose(4)
    form.edited()
    form.since.typed("2026-03-05")
    form.until.typed("2026-03-04")
    with pytest.raises(Misfilled, match="Turn them around"):
        form.build()
    form.until.typed("2031-01-01")
    chosen = form.build()
    assert (chosen.first, chosen.last, chosen.per) == (date(2026, 3, 5), date(2031, 1, 1), None)


@pytest.mark.parametrize(
    ("per", "typed", "first", "last"),
    [
        (PeriodKind.QUARTER, "", date(2026, 10, 1), date(2026, 12, 31)),
        (PeriodKind.MONTH, "", date(2026, 11, 1), date(2026, 11, 30)),
        (PeriodKind.QUARTER, "last quarter", date(2026, 7, 1), date(2026, 9, 30)),
        (PeriodKind.HALF_YEAR, "Last half-year", date(2026, 1, 1), date(2026, 6, 30)),
        (PeriodKind.MONTH, "this month", date(2026, 11, 1), date(2026, 11, 30)),
        (PeriodKind.QUARTER, "2026-02-01", date(2026, 1, 1), date(2026, 3, 31)),
        (None, "", date(2025, 11, 19), TODAY),
    ],
)
def test_a_quarter_is_that_of_today_where_any_days_were_shown(
    per: PeriodKind | None, typed: str, first: date, last: date
) -> None:
    """The year up to today says nothing of which quarter is meant; the first day comes back with any days."""
    form = PeriodForm(Stretch(date(2025, 11, 19), TODAY), TODAY, "US")
    for chosen in (PeriodKind.YEAR, per):
        form.per.draft = "" if chosen is None else chosen
        if chosen is None:
            form.per.choose(4)
        form.edited()
    if typed:
        form.since.typed(typed)
        form.edited()
    days = form.build()
    assert (days.first, days.last) == (first, last)


# The page


class Books:
    """The accounts of a chapter in which one member is called like markup."""

    def __init__(self, store) -> None:
        self.store = store
        people = (("Ann Chu", "Florist"), (MARKUP, "Banking"))
        self.chapter = rule_money(store, found_chapter(store, people=people).id, RULES)
        self.clock = SetClock()
        self.treasury = Treasurer(store, self.clock, "accounts")
        ids, self.of = people_of(store, self.chapter), self.chapter.id
        self.clock.pass_by(days=-400)
        self.treasury.take_income(self.of, Money(10_000, "USD"), "in hand before")
        self.clock.pass_by(days=350)
        self.treasury.charge(self.of, ids[MARKUP], AccountKind.ORDERED_MEAL, Money(1_435, "USD"))
        self.clock.pass_by(days=50)
        self.treasury.charge(self.of, ids["Ann Chu"], AccountKind.ORDERED_MEAL, Money(1_435, "USD"))
        ann = ids["Ann Chu"]
        self.treasury.take_payment(self.of, ann, Money(2_000, "USD"), method=Method.CHECK, reference="1042")
        self.treasury.pay_out(self.of, MARKUP, Money(9_000, "USD"), MARKUP)

    def page(self) -> SummaryScreen:
        """The summary."""
        return SummaryScreen(Desk(self.store, self.of, self.clock, "accounts"), self.chapter)


@pytest.fixture
def books(sqlite_store) -> Books:
    """Two years with an entry of each of some kinds."""
    return Books(sqlite_store)


def shown(books: Books, wanted: str = "", *, year: int = 2026) -> list[str]:
    """The lines of a year, as they are read."""
    picture = books.treasury.summary(books.of, date(year, 1, 1), date(year, 12, 31))
    return [" ".join(line.text.split()) for line in summary_lines(picture, wanted)]


def test_the_lines_of_a_summary(books: Books) -> None:
    """Two balances and what changed them, by method, the debts by age, then the entries, the latest first."""
    assert shown(books) == [
        "In hand before 1 Jan 2026 $100.00",
        "Payments $20.00",
        f"Paid out: {MARKUP} -$90.00",
        "In hand after 31 Dec 2026 $30.00",
        "Check $20 in, $90 out",
        "",
        "Owed before 1 Jan 2026 $0.00",
        "Meals, as ordered 2 entries $28.70",
        "Payments -$20.00",
        "Owed after 31 Dec 2026 $8.70",
        "",
        "Debts on 18 Nov 2026 $14.35",
        "31–60 days $14.35",
        "Who How old",
        f"{MARKUP} 31–60 days $14.35",
        "",
        "Date, what From, to Amount In hand",
        f"Wed 18 Nov Paid out: {MARKUP} {MARKUP} · check -$90.00 $30.00",
        "Wed 18 Nov Payment Ann Chu · check 1042 · 2026-0001 $20.00 $120.00",
    ]
    assert shown(books, "1042") == ["Wed 18 Nov Payment Ann Chu · check 1042 · 2026-0001 $20.00 $120.00"]
    assert shown(books, year=2024)[1] == "In hand after 31 Dec 2024 $0.00"


async def test_the_summary_on_screen(books, documents):
    """The year at first, with left and right the ones beside it; a bill is entered, found, reversed, undone;
    a receipt and a workbook are written.
    """
    page = books.page()
    async with reading(page, SMALL) as reader:
        await reader.until_shown("In hand after 31 Dec 2026")
        await reader.press("left")
        await reader.until_shown("In hand after 31 Dec 2025")
        await reader.press("right")
        await reader.until_shown("In hand after 31 Dec 2026")
        await reader.press("delete")
        await reader.until_shown("Choose an entry first")
        await reader.press("n")
        await reader.until_shown("on no member's account")
        await reader.press("enter", *"Ed", "enter", *"a gift", "enter", "5", "enter")
        await reader.until_shown("✓ Paid Ed $5: a gift. u takes it back.")
        await reader.press("slash", *"gift", "enter", "delete")
        await reader.until_shown("Reverse  Ed · paid out: a gift, $5")
        await reader.press(*"no", "enter")
        await reader.until_shown("✓ Reversed paid out: a gift, $5.")
        assert [entry.amount.minor for entry in entries_of(books.store, books.chapter)[-2:]] == [500, -500]
        await reader.press("u")
        await reader.until_shown("✓ Undid: Ed: reversed")
        await reader.press("escape", "slash", *"1042", "enter", "enter")
        await reader.until_shown("Paid by       check 1042")
        await reader.press("escape", "escape", "p")
        await reader.until_shown("Days of the summary")
        await reader.press("q", "enter", "enter")
        await reader.until_shown("In hand before 1 Oct 2026")
        await reader.press("w")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        await reader.press("enter")
        await reader.until_shown("Written to")
    (workbook,) = documents.glob("*/summary-2026-10-01-2026-12-31.xlsx")
    assert workbook.read_bytes().startswith(b"PK")
