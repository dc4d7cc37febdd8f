"""A database of the version whose accounts had entries of members alone."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from leadsroom.acts.command import Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.money.commands import PayOut, ReverseEntry, TakePayment
from leadsroom.domain.ids import ChapterId, LedgerId, PersonId
from leadsroom.domain.money.account import AccountKind
from leadsroom.domain.text.money import Money
from leadsroom.store.maintenance import check_up
from leadsroom.store.read.money import entries
from leadsroom.store.store import open_store
from leadsroom.views.money import receipt
from tests.databases import ON_BOTH, Databases
from tests.harborview import SetClock
from tests.store.older_version import BEGAN, OlderVersion, left_by, rows_of

pytestmark = ON_BOTH
BEFORE = "0015"


def test_accounts_of_an_older_version_take_the_chapters_own_entries(databases: Databases) -> None:
    """Every entry is as it was and stays so; a donation is tied to its payment and to what took that back."""
    place = databases.empty()

    def write(old: OlderVersion) -> None:
        chapter = old.chapter()
        ann = old.member(chapter, 1, "Ann Chu", "Florist")

        def enter(kind: str, minor: int, reverses: int | None = None, **more: object) -> int:
            usual = {"currency": "USD", "on_date": BEGAN.date(), "at": BEGAN, "note": ""}
            entry = usual | {"kind": kind, "amount_minor": minor, "reverses": reverses} | more
            return old.add("ledger_entry", chapter_id=chapter, member_id=ann, **entry)

        enter("payment", -2_000)  # not of the donation below, however alike
        enter("donation", 2_000, note="party")
        enter("payment", 2_000, enter("payment", -2_000, note="party"))

    found, before = left_by(place, BEFORE, write)
    store = open_store(place)
    with store.reading() as connection:
        assert rows_of(connection, found) == before
        ties = [entry.pays for entry in entries(connection, ChapterId(1))]
    assert ties == [None, None, 2, 2]
    assert check_up(store).faults == ()
    for change in ("cause = 'x'", "pays = 1", "amount_minor = 1"):
        with store.engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.execute(text(f"UPDATE ledger_entry SET {change}"))
    desk = SyncDesk(store, ChapterId(1), SetClock(BEGAN), "money")
    assert desk.do(PayOut("Pier 9", Money(900, "USD"), "the diner's bill")).subject == 5
    paid = desk.do(TakePayment(PersonId(1), Money(100, "USD")))
    assert desk.read(receipt, LedgerId(paid.subject or 0)).number == "2026-0003"
    desk.do(ReverseEntry(LedgerId(5), "billed twice"))
    desk.do(Undo())
    with store.reading() as connection:
        own = [each for each in entries(connection, ChapterId(1)) if each.member_id is None]
    assert [(each.kind, each.payee, each.amount.minor) for each in own] == [
        (AccountKind.PAID_OUT, "Pier 9", minor) for minor in (900, -900, 900)
    ]
    store.close()
    databases.drop(place)
