"""Money between meetings: what others built upon it stays, and what is put back follows its meeting."""

from __future__ import annotations

import pytest

from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.meeting.commands import MarkAttendance, WelcomeVisitor
from leadsroom.acts.money.commands import ChargeMember, ReverseEntry, TakePayment
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LedgerId, PersonId
from leadsroom.domain.money.account import AccountKind
from leadsroom.domain.money.dues_periods import period_of
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.rules.chapter_rules import FineEvent
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.store.row_changes import Overtaken
from leadsroom.store.store import Store
from leadsroom.views.meeting.summary import public_entries
from leadsroom.views.money import receipt
from tests.harborview import START, SetClock
from tests.meeting.money_rules import RULES, entries_of, owing, rule_money
from tests.meeting.table import Table, all_rows
from tests.past_meetings import people_of

QUARTER = period_of(PeriodKind.QUARTER, START.date())
MEAL = ChargeMember(PersonId(1), AccountKind.ORDERED_MEAL, Money(1_650, "USD"))


@pytest.fixture
def ruled(store: Store, harborview: Chapter) -> Chapter:
    """Harborview, which charges dues and fines."""
    return rule_money(store, harborview.id, RULES)


@pytest.fixture
def desk(store: Store, ruled: Chapter, clock: SetClock) -> SyncDesk:
    """The treasurer's desk."""
    return SyncDesk(store, ruled.id, clock, "money")


@pytest.fixture
def ann(store: Store, ruled: Chapter) -> PersonId:
    """Who pays."""
    return people_of(store, ruled)["Ann Chu"]


def test_what_another_station_has_built_upon_is_not_undone(
    desk: SyncDesk, store: Store, ruled: Chapter, ann: PersonId, clock: SetClock
) -> None:
    """A payment that was taken back elsewhere is not taken back twice; the refusal names what came later."""
    paid = desk.do(TakePayment(ann, Money(500, "USD")))
    other = SyncDesk(store, ruled.id, clock, "laptop of the secretary")
    other.do(ReverseEntry(LedgerId(paid.subject or 0), "bounced"))
    before = all_rows(store)
    with pytest.raises(Overtaken, match=r"“a private entry”"):
        desk.do(Undo())
    assert all_rows(store) == before


def test_a_payment_that_was_undone_has_a_void_receipt(desk: SyncDesk, ann: PersonId) -> None:
    """Its number stays taken; done again, the receipt stands again."""
    paid = LedgerId(desk.do(TakePayment(ann, Money(500, "USD"))).subject or 0)
    desk.do(Undo())
    assert desk.read(receipt, paid).taken_back
    assert "receipt 2026-0002" in desk.do(TakePayment(ann, Money(700, "USD"))).what
    desk.do(Undo())
    desk.do(Redo())
    assert desk.read(receipt, paid).taken_back


@pytest.mark.parametrize("donated", [False, True], ids=["payment", "donation"])
def test_a_payment_and_its_reversal_are_both_undone(
    desk: SyncDesk, store: Store, ruled: Chapter, ann: PersonId, donated: bool
) -> None:
    """The reversal first, then the payment, and both done again; it never counts twice."""
    paid = LedgerId(desk.do(TakePayment(ann, Money(500, "USD"), donated=donated)).subject or 0)
    desk.do(ReverseEntry(paid, "bounced"))
    for command, is_void in ((Undo(), False), (Undo(), True), (Redo(), False), (Redo(), True)):
        desk.do(command)
        assert desk.read(receipt, paid).taken_back is is_void
        in_hand = sum(entry.in_hand for entry in entries_of(store, ruled))
        assert in_hand == (0 if is_void else 500)


def test_what_is_put_back_by_undo_follows_the_meeting_as_it_was_corrected(
    table: Table, desk: SyncDesk, store: Store, ruled: Chapter
) -> None:
    """A fine is taken back, its meeting is corrected, and undo of the first gives nobody the fine again."""
    ann = table.person("Ann Chu")
    table.do(MarkAttendance(ann, Mark.LATE))
    table.go_to_end()
    meal_and_lead = owing(store, ruled)["Ann Chu"] - RULES.fines[FineEvent.LATE]
    fine = next(e for e in entries_of(store, ruled) if e.event is FineEvent.LATE)
    desk.do(ReverseEntry(fine.id, "snow"))
    assert owing(store, ruled)["Ann Chu"] == meal_and_lead
    table.do(MarkAttendance(ann, Mark.PRESENT))
    desk.do(Undo())
    assert owing(store, ruled)["Ann Chu"] == meal_and_lead


def test_between_meetings_whoever_is_known_pays_and_at_the_table_only_its_members(
    table: Table, desk: SyncDesk
) -> None:
    """A visitor may settle a debt between meetings; at the table it is no member. Nor are fines charged."""
    visitor, dee = table.do(WelcomeVisitor("Lee Marsh")).visits[0].person_id, table.person("Dee Fox")
    assert desk.do(TakePayment(visitor, Money(500, "USD"))).what.startswith("Lee Marsh paid $5")
    with pytest.raises(Refused, match="Choose a member of this table"):
        table.do(TakePayment(visitor, Money(500, "USD")))
    table.do(TakePayment(dee, Money(500, "USD")))
    with pytest.raises(Refused, match="charged when the meeting closes"):
        table.do(ChargeMember(dee, AccountKind.FINE, Money(25, "USD"), FineEvent.LATE))
    desk.do(ChargeMember(dee, AccountKind.FINE, Money(25, "USD"), FineEvent.LATE))


def test_the_minutes_leave_out_what_is_about_money(table: Table) -> None:
    """A payment, its undo and the redo of that are private to their last entry; a Go is not."""
    ann = table.person("Ann Chu")
    table.do(TakePayment(ann, Money(500, "USD")))
    table.do(Undo())
    table.do(Redo())
    assert [entry.is_private for entry in table.now.journal] == [True] * 3
    assert public_entries(table.now) == ()
    assert [entry.what for entry in public_entries(table.go())] == ["Meeting started with Open networking"]
