"""What seats cost, from the ledger and the marks of a chapter's meetings."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from leadsroom.acts.meeting import commands as c
from leadsroom.acts.money.commands import EnterOwnCost
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.cost import Charges, Cost
from leadsroom.domain.money.account import AccountEntry, AccountKind
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.rules.chapter_rules import Dues, MoneyRules
from leadsroom.domain.rules.windows import Period, PeriodKind
from leadsroom.domain.text.money import Money
from leadsroom.exchange.my_page import text_my_page
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import chapter
from leadsroom.views.health.costs import costs
from leadsroom.views.health.figures import member_season
from leadsroom.views.health.my_page import my_page
from leadsroom.views.health.own_costs import own_costs
from leadsroom.views.health.season_words import cost_in_words
from tests.databases import ON_BOTH
from tests.meeting.money_rules import RULES, rule_money
from tests.meeting.table import Table
from tests.past_meetings import go_on_leave
from tests.seen import seen
from tests.treasurer import Treasurer

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def _costs(table: Table, chapter: Chapter, period: Period = YEAR) -> dict[str, Cost]:
    """By the first names of members; the chapter as it is now."""
    found = seen(table.store, chapter, table.clock.now(), costs, period)
    with table.store.reading() as connection:
        names = {row.id: row.name.split()[0] for row in connection.execute(t.person.select())}
    return {names[person]: cost for person, cost in found.items()}


@ON_BOTH
def test_the_ledger_says_what_a_seat_cost(table: Table, harborview: Chapter) -> None:
    """Nothing that was taken back is in it, whenever that was; what was put back is; payments are none."""
    treasurer, ann = Treasurer(table.store, table.clock, "treasurer"), table.person("Ann Chu")
    here = harborview.id

    def charge(kind: AccountKind, minor: int) -> AccountEntry:
        return treasurer.charge(here, ann, kind, Money(minor, "USD"))

    charge(AccountKind.DUES, 12_000)
    charge(AccountKind.JOIN_FEE, 15_000)
    charge(AccountKind.ORDERED_MEAL, 1_400)
    taken_back = treasurer.reverse(here, charge(AccountKind.DUES, 777).id)
    treasurer.take_payment(here, ann, Money(40_000, "USD"))
    treasurer.donate(here, ann, Money(900, "USD"), cause="the party")
    treasurer.refund(here, ann, Money(600, "USD"))
    treasurer.credit(here, ann, Money(500, "USD"))
    assert _costs(table, harborview) == {
        "Ann": Cost("USD", dues=12_000, meals=1_400, join_fee=15_000, credits=500, refunded=600)
    }
    treasurer.reverse(here, taken_back.id)
    assert _costs(table, harborview)["Ann"].dues == 12_777
    only_before = Period(date(2026, 1, 1), date(2026, 11, 1))
    assert _costs(table, harborview, only_before) == {}


@ON_BOTH
def test_dues_in_parts_and_of_leaves_cost_what_was_charged(table: Table, harborview: Chapter) -> None:
    """All parts that were charged, to the cent; none of them that begins in a leave that is free."""
    dues = Dues(12_001, PeriodKind.YEAR, on_leave=False, parts=4)
    chapter = rule_money(table.store, harborview.id, MoneyRules(dues=dues))
    treasurer, ann = Treasurer(table.store, table.clock, "treasurer"), table.person("Ann Chu")
    go_on_leave(table.store, chapter, ann, date(2026, 9, 1), date(2026, 11, 30))
    treasurer.charge_due(harborview.id, date(2026, 11, 18))
    others = ("Maria", "Robert", "Cyrus", "Dee", "Paul")
    found = _costs(table, chapter)
    assert {name: cost.dues for name, cost in found.items()} == {
        **dict.fromkeys(others, 12_001),
        "Ann": 9_001,
    }
    table.clock.pass_by(days=60)
    treasurer.charge_due(harborview.id, date(2027, 1, 17))
    assert _costs(table, chapter) == found
    next_year = _costs(table, chapter, Period(date(2027, 1, 1), date(2027, 12, 31)))
    assert {name: cost.dues for name, cost in next_year.items()} == dict.fromkeys((*others, "Ann"), 3_001)


@ON_BOTH
def test_what_was_taken_back_later_counts_in_no_period(table: Table, harborview: Chapter) -> None:
    """The period in which it was charged has nothing of it, nor that in which it was taken back."""
    treasurer, ann = Treasurer(table.store, table.clock, "treasurer"), table.person("Ann Chu")
    entry = treasurer.charge(harborview.id, ann, AccountKind.DUES, Money(100, "USD"))
    table.clock.pass_by(days=60)
    treasurer.reverse(harborview.id, entry.id)
    for first, last in ((date(2026, 11, 1), date(2026, 11, 30)), (date(2026, 12, 1), date(2027, 3, 1))):
        found = _costs(table, harborview, Period(first, last))
        assert found.get("Ann", Cost("USD")) == Cost("USD")


@ON_BOTH
def test_hours_are_of_those_who_were_there_themselves(table: Table, harborview: Chapter) -> None:
    """A substitute's hours are nobody's; who came late or left was there for the rest; an absence is none."""
    rule_money(table.store, harborview.id, RULES)
    table.do(c.MarkAttendance(table.person("Robert Diaz"), Mark.ABSENT))
    table.do(c.SeatSubstitute(table.person("Cyrus Ng"), "Tom Ray"))
    table.go()
    table.clock.pass_by(minutes=12)
    table.do(c.MarkAttendance(table.person("Paul Whitfield"), Mark.LATE))
    table.clock.pass_by(minutes=18)
    table.do(c.LeaveEarly(table.person("Ann Chu")))
    end = table.go_to_end(seconds=0)
    assert end.meeting.started_at is not None
    assert end.meeting.ended_at is not None
    whole = end.meeting.ended_at - end.meeting.started_at
    assert whole == timedelta(minutes=30)
    found = _costs(table, harborview)
    assert {name: cost.hours for name, cost in found.items() if cost.meetings} == {
        "Maria": whole,
        "Dee": whole,
        "Ann": timedelta(minutes=30),
        "Paul": timedelta(minutes=18),
    }
    assert found["Cyrus"] == Cost("USD", meals=1_435, fines=33)
    assert found["Robert"] == Cost("USD", fines=210)
    assert found["Paul"].fines == 25 + 33


def test_a_chapter_that_changed_its_currency_shows_the_old_one_apart(
    table: Table, harborview: Chapter
) -> None:
    """What was charged in dollars is in no sum of euros."""
    treasurer, ann = Treasurer(table.store, table.clock, "treasurer"), table.person("Ann Chu")
    treasurer.charge(harborview.id, ann, AccountKind.DUES, Money(100, "USD"))
    with table.store.writing(harborview.id) as unit:
        unit.update(t.chapter, harborview.id, currency="EUR")
    treasurer.charge(harborview.id, ann, AccountKind.DUES, Money(200, "EUR"))
    with table.store.reading() as connection:
        now = chapter(connection, harborview.id)
    assert _costs(table, now)["Ann"] == Cost("EUR", dues=200, others=(Charges("USD", dues=100),))


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        (Cost("USD"), "$0 in 12 months"),
        (Cost("USD", dues=48_000), "$480 dues in 12 months"),
        (
            Cost("USD", 48_000, 62_400, 1_525, 10_000, credits=500, refunded=700),
            (
                "$1,214.25 ($480 dues, $624 meals, $15.25 fines, $100 joining fee, $5 credit taken off, "
                "$7 refunded besides) in 12 months"
            ),
        ),
        (Cost("USD", credits=500), "-$5 ($5 credit taken off) in 12 months"),
        (Cost("USD", dues=100, others=(Charges("EUR", meals=300),)), "$1 dues + €3 in 12 months"),
    ],
)
def test_a_member_reads_what_the_seat_cost(table: Table, harborview: Chapter, cost: Cost, words: str) -> None:
    """In parts where there are several, credit taken off, other currencies beside it."""
    season = seen(table.store, harborview, table.clock.now(), member_season, table.person("Ann Chu"))
    (_, money), hours, dollars = cost_in_words(cost, season, "US")
    assert money == words
    assert hours == ("Hours", "0.0 at 0 meetings")
    assert dollars == ("Dollars", "$0 in · $0 credited")


def test_own_costs_are_written_where_they_are_asked_for(table: Table, harborview: Chapter) -> None:
    """In the text of the member's page with `--own`, the latest first, and with a name alone."""
    desk = Treasurer(table.store, table.clock, "Ann").desk(harborview.id)
    desk.do(EnterOwnCost(table.person("Ann Chu"), Money(1_777, "USD"), "a bridge toll"))
    page = desk.read(my_page, table.person("Ann Chu"))
    text = text_my_page(page, desk.read(own_costs, table.person("Ann Chu")))
    assert "Own costs\n  Wed 18 Nov, $17.77, a bridge toll\n  In 12 months: $17.77\n" in text
    assert "Own costs" not in text_my_page(page)
    assert "Own costs\n" not in text_my_page(page, desk.read(own_costs, table.person("Dee Fox")))
