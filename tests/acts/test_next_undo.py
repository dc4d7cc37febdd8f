"""What undo would take back next: named before the key is pressed, at whichever page it was done."""

from __future__ import annotations

import pytest

from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.meeting.commands import WelcomeVisitor
from leadsroom.acts.money.commands import TakePayment
from leadsroom.acts.season.commands import ClearDate, MarkDate
from leadsroom.acts.undo import NextUndo
from leadsroom.domain.season.calendar import DateKind
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.store.store import Store
from tests.acts.test_undo_between_meetings import AFTER, NEXT, Station
from tests.desks import desk_at, meeting_to_run
from tests.meeting.table import all_rows

HOSTILE = "[@click=app.quit]x[/]"


@pytest.fixture
def here(store: Store) -> Station:
    """Whoever does something between meetings."""
    return Station(store)


def _named(desk: SyncDesk) -> str | None:
    found = desk.next_undo()
    return None if found is None else found.what


def test_what_is_named_is_what_undo_takes_back(here: Station) -> None:
    """Through acts, undo and redo, to the last; and to ask changes no row."""
    first, second = (
        here.desk.do(MarkDate(AFTER, DateKind.HOLIDAY, HOSTILE)).what,
        here.desk.do(ClearDate(NEXT)).what,
    )
    assert HOSTILE in first
    for left in (first, None):
        rows = all_rows(here.store)
        named = _named(here.desk)
        assert all_rows(here.store) == rows
        assert here.desk.do(Undo()).what == f"Undid: {named}"
        assert _named(here.desk) == left
    here.desk.do(Redo())
    assert _named(here.desk) == first
    here.desk.do(Redo())
    assert _named(here.desk) == second


def test_it_is_the_station_s_own_wherever_it_was_done(here: Station, store: Store) -> None:
    """What was done at the table is named on the pages around it, and what others did is not."""
    here.of("elsewhere").do(ClearDate(NEXT))
    assert here.desk.next_undo() is None
    meeting_id = meeting_to_run(store, here.chapter, here.clock.now())
    table = desk_at(store, meeting_id, here.clock, "home").sync
    what = table.do(WelcomeVisitor("Lee Marsh")).what
    assert _named(here.desk) == _named(table) == what
    assert here.of("a station that has never written").next_undo() is None


def test_money_is_told_apart_also_when_it_was_done_again(here: Station) -> None:
    """Whoever shows it must know whether it may be named."""
    here.desk.do(ClearDate(NEXT))
    paid = here.desk.do(TakePayment(here.member(1), Money(500, "USD"))).what
    assert here.desk.next_undo() == NextUndo(paid, is_private=True)
    here.desk.do(Undo())
    found = here.desk.next_undo()
    assert found is not None
    assert not found.is_private
    here.desk.do(Redo())
    assert here.desk.next_undo() == NextUndo(paid, is_private=True)


def test_what_undo_passes_over_is_not_named_again(here: Station) -> None:
    """Once it was said that something stands in the way, the next one before it is named."""
    first = here.desk.do(ClearDate(NEXT)).what
    second = here.desk.do(MarkDate(AFTER, DateKind.HOLIDAY)).what
    here.of("elsewhere").do(MarkDate(AFTER, DateKind.OPEN_HOUSE))
    assert _named(here.desk) == second
    with pytest.raises(Refused):
        here.desk.do(Undo())
    assert _named(here.desk) == first
