"""The ledger's entries in the database: what may never change, and what is found without reading them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, event, select
from sqlalchemy.exc import DBAPIError

from leadsroom.domain.ids import ChapterId, LedgerId, PersonId
from leadsroom.store import tables as t
from leadsroom.store.read import money as read_money
from leadsroom.store.store import Store, open_store
from leadsroom.store.unit_of_work import Unit
from tests.databases import ON_BOTH, ON_SQLITE, SqliteFiles
from tests.harborview import START, found_chapter
from tests.past_meetings import people_of

pytestmark = ON_BOTH

# Another value for every column: of an entry only whose it is may be put right.
_OTHERWISE: dict[str, Any] = {
    "id": 99,
    "chapter_id": 1,
    "meeting_id": None,
    "kind": "meal",
    "event": "other",
    "period": "2026-Q4",
    "amount_minor": 1,
    "currency": "EUR",
    "on_date": date(2026, 1, 1),
    "note": "x",
    "reverses": None,
    "at": START + timedelta(days=1),
    "method": "check",
    "reference": "1042",
    "cause": "x",
    "payee": "x",
    "pays": 1,
}


def enter(unit: Unit, chapter_id: ChapterId, **columns: Any) -> LedgerId:
    """One entry; a payment of the first member where nothing else is said."""
    usual = {"member_id": 1, "kind": "payment", "amount_minor": -500, "currency": "USD", "at": START}
    usual |= {"on_date": date(2026, 11, 18)}
    return LedgerId(unit.insert(t.ledger_entry, chapter_id=chapter_id, **(usual | columns)))


def test_of_an_entry_only_whose_it_is_may_change(store: Store) -> None:
    """Every other column is held by the database itself, and so is the row."""
    chapter = found_chapter(store)
    with store.writing(chapter.id) as unit:
        entry_id = enter(unit, chapter.id)
        unit.update(t.ledger_entry, entry_id, member_id=2)
    assert {*_OTHERWISE, "member_id"} == set(t.ledger_entry.c.keys())
    row = t.ledger_entry.c.id == entry_id
    changes = [t.ledger_entry.update().where(row).values({name: new}) for name, new in _OTHERWISE.items()]
    for change in (*changes, t.ledger_entry.delete().where(row)):
        with store.engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.execute(change)
    with store.reading() as connection:
        assert connection.execute(select(t.ledger_entry.c.member_id)).scalar_one() == 2


DAYS = st.sampled_from([date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)])
KINDS = st.sampled_from(["payment", "payment", "taken back", "donation", "income"])


@given(st.lists(st.tuples(DAYS, KINDS), max_size=12))
def test_one_receipt_is_counted_as_all_are(
    sqlite_files: SqliteFiles, written: list[tuple[date, str]]
) -> None:
    """Over the turn of the year, with entries between, payments taken back, the chapter's own income, and
    another chapter's; each is found again by its number.
    """
    store = open_store(sqlite_files.fresh())
    chapter, other = found_chapter(store), found_chapter(store, name="Lakeside")
    theirs = min(people_of(store, other).values())
    with store.writing() as unit:
        for on, kind in written:
            of_kind = kind if kind in ("donation", "income") else "payment"
            own: dict[str, Any] = {"member_id": None, "payee": "a raffle"} if kind == "income" else {}
            paid = enter(unit, chapter.id, on_date=on, kind=of_kind, **own)
            enter(unit, other.id, on_date=on, member_id=theirs)
            if kind == "taken back":
                enter(unit, chapter.id, on_date=on, amount_minor=500, reverses=paid)
    with store.reading() as connection:
        numbers = read_money.receipts(connection, chapter.id)
        entries = connection.execute(select(t.ledger_entry.c.id)).scalars().all()
        one_by_one = {each: read_money.receipt_number(connection, chapter.id, each) for each in entries}
        called = {each: read_money.receipt_called(connection, chapter.id, numbers[each]) for each in numbers}
    assert {each: number for each, number in one_by_one.items() if number is not None} == numbers
    assert called == {each: each for each in numbers}
    assert len(set(numbers.values())) == len(numbers)
    store.close()


def test_a_receipt_has_its_number_on_each_engine(store: Store) -> None:
    """Its place in its year among payments that are no reversals."""
    chapter = found_chapter(store)
    with store.writing(chapter.id) as unit:
        enter(unit, chapter.id, on_date=date(2025, 12, 31))
        first, charge = enter(unit, chapter.id), enter(unit, chapter.id, kind="meal", amount_minor=1_435)
        back = enter(unit, chapter.id, amount_minor=500, reverses=first)
        second = enter(unit, chapter.id)
        numbers = [
            read_money.receipt_number(unit.connection, chapter.id, LedgerId(each))
            for each in (first, charge, back, second, 999)
        ]
    assert numbers == ["2026-0001", None, None, "2026-0002", None]


@ON_SQLITE
@pytest.mark.parametrize(
    "look",
    [
        lambda connection: read_money.receipt_number(connection, ChapterId(1), LedgerId(1)),
        lambda connection: read_money.owed_by(connection, ChapterId(1)),
        lambda connection: read_money.owed_by(connection, ChapterId(1), PersonId(1)),
    ],
)
def test_a_long_ledger_is_not_read_whole(store: Store, look: Callable[[Connection], object]) -> None:
    """The number of a receipt and the balances are told by an index alone."""
    chapter = found_chapter(store)
    with store.writing(chapter.id) as unit:
        enter(unit, chapter.id)
    with store.reading() as connection:
        with listened_to(connection) as asked:
            look(connection)
        statement, values = asked[-1]
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    assert "USING COVERING INDEX" in plan[0].detail
    assert "TEMP B-TREE" not in str(plan)


@contextmanager
def listened_to(connection: Connection) -> Iterator[list[tuple[str, Any]]]:
    """What is asked of the database meanwhile."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        asked.append((statement, values))

    event.listen(connection, "before_cursor_execute", note)
    yield asked
    event.remove(connection, "before_cursor_execute", note)
