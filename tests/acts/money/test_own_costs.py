"""A member's own costs: entered by them, on no account, and in no sentence of the journal."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.money.commands import EnterOwnCost, WithdrawOwnCost
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import OwnCostId, PersonId
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views.health.own_costs import own_costs
from leadsroom.views.money import accounts
from tests.databases import ON_BOTH
from tests.harborview import START, SetClock
from tests.meeting.money_rules import entries_of
from tests.past_meetings import people_of
from tests.treasurer import Treasurer

TODAY = START.date()


@pytest.fixture
def member(store: Store, harborview: Chapter, clock: SetClock) -> Treasurer:
    """The hands of a member at a station of their own."""
    return Treasurer(store, clock, "Ann")


@pytest.fixture
def ann(store: Store, harborview: Chapter) -> PersonId:
    """A member."""
    return people_of(store, harborview)["Ann Chu"]


def usd(minor: int) -> Money:
    """Dollars."""
    return Money(minor, "USD")


@ON_BOTH
def test_own_costs_are_entered_and_withdrawn(member: Treasurer, harborview: Chapter, ann: PersonId) -> None:
    """The latest first, their sums by currency over twelve months; undo takes each step back."""
    desk = member.desk(harborview.id)
    old = TODAY - timedelta(days=400)
    for amount, note, on in (
        (usd(1_250), "parking", None),
        (usd(900), " fuel\x1b[31m ", TODAY - timedelta(days=30)),
        (Money(500, "EUR"), "", TODAY - timedelta(days=2)),
        (usd(70_000), "too long ago", old),
    ):
        desk.do(EnterOwnCost(ann, amount, note, on))
    found = desk.read(own_costs, ann)
    assert [(each.on, each.amount, each.note) for each in found.costs] == [
        (TODAY, usd(1_250), "parking"),
        (TODAY - timedelta(days=2), Money(500, "EUR"), ""),
        (TODAY - timedelta(days=30), usd(900), "fuel"),
        (old, usd(70_000), "too long ago"),
    ]
    assert found.sums == (Money(500, "EUR"), usd(2_150))
    assert desk.read(own_costs, ann, Period(old, old)).sums == (usd(70_000),)
    desk.do(WithdrawOwnCost(found.costs[-1].id))
    assert [each.on for each in desk.read(own_costs, ann).costs][-1] != old
    desk.do(Undo())
    assert len(desk.read(own_costs, ann).costs) == 4
    desk.do(Redo())
    desk.do(Undo())
    desk.do(Undo())
    assert len(desk.read(own_costs, ann).costs) == 3


def test_an_own_cost_is_corrected(member: Treasurer, harborview: Chapter, ann: PersonId) -> None:
    """In place, whoever's it is; undo brings back what stood there, and one that is gone stays so."""
    desk = member.desk(harborview.id)
    cost_id = OwnCostId(desk.do(EnterOwnCost(ann, usd(1_250), "parking")).subject or 0)
    (before,) = desk.read(own_costs, ann).costs
    day = TODAY - timedelta(days=400)
    done = desk.do(EnterOwnCost(ann, usd(2_250), "garage", day, corrects=cost_id))
    assert (done.what, done.subject) == ("Ann Chu corrected a cost of their own", cost_id)
    (after,) = desk.read(own_costs, ann).costs
    assert (after.id, after.on, after.amount, after.note) == (cost_id, day, usd(2_250), "garage")
    desk.do(Undo())
    assert desk.read(own_costs, ann).costs == (before,)
    desk.do(WithdrawOwnCost(cost_id))
    with pytest.raises(Refused, match="no longer"):
        desk.do(EnterOwnCost(ann, usd(1), corrects=cost_id))


def test_they_are_on_no_account_and_in_no_sentence(
    member: Treasurer, store: Store, harborview: Chapter, ann: PersonId
) -> None:
    """Nobody owes more or less for them; the journal says that one was entered, and is private."""
    desk = member.desk(harborview.id)
    done = desk.do(EnterOwnCost(ann, usd(98_765), "marker of Ann"))
    desk.do(WithdrawOwnCost(OwnCostId(done.subject or 0)))
    desk.do(Undo())
    assert entries_of(store, harborview) == []
    assert all(not each.owed for each in desk.read(accounts).accounts)
    with store.reading() as connection:
        entries = connection.execute(select(t.journal.c.what, t.journal.c.is_private)).all()
    own = [row for row in entries if "own" in row.what.split()]
    assert len(own) >= 2
    assert all(row.is_private for row in own)
    assert not any("987" in row.what or "marker" in row.what for row in entries)
    assert desk.read(own_costs, people_of(store, harborview)["Dee Fox"]).costs == ()


def test_what_is_no_own_cost_is_refused(member: Treasurer, harborview: Chapter, ann: PersonId) -> None:
    """An amount of nothing, a day to come, somebody unknown, and one that was withdrawn already."""
    desk = member.desk(harborview.id)
    for command, why in (
        (EnterOwnCost(ann, usd(0)), "above zero"),
        (EnterOwnCost(ann, Money(5, "XXZ")), "not a currency"),
        (EnterOwnCost(PersonId(999), usd(5)), "Choose a member"),
        (EnterOwnCost(ann, usd(5), on=date(2026, 12, 24)), "."),
    ):
        with pytest.raises(Refused, match=why):
            desk.do(command)
    done = desk.do(EnterOwnCost(ann, usd(5)))
    withdrawn = OwnCostId(done.subject or 0)
    desk.do(WithdrawOwnCost(withdrawn))
    with pytest.raises(Refused, match="no longer"):
        desk.do(WithdrawOwnCost(withdrawn))
