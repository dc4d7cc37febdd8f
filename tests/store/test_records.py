"""Rows are read as records by the names of their columns, and an id comes from where such an id is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from msgspec import Struct, ValidationError
from sqlalchemy import Table, literal, select

from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.meeting.record_kinds import SIMPLE
from leadsroom.domain.text.money import Money
from leadsroom.store import journal
from leadsroom.store import tables as t
from leadsroom.store.read import chapter, leads, money, season
from leadsroom.store.read.meeting import rows, snapshot
from leadsroom.store.read.people import roster, seats, standing
from leadsroom.store.records import Reader
from leadsroom.store.store import Store
from tests.databases import ON_BOTH

pytestmark = ON_BOTH


class Price(Struct, frozen=True):
    """A record with all that a reader knows to do."""

    lead_id: LeadId
    by_id: PersonId | None
    amount: Money
    note: str = "no note"
    words: tuple[str, ...] = ()
    about: str = ""


PRICE = Reader(
    Price, by_id="reported_by_id", amount=Reader(Money, minor="amount_minor"), about=lambda v: v["a"] * 2
)
ROW = {"lead_id": 3, "reported_by_id": 7, "amount_minor": 1250, "currency": "USD", "a": "x", "unasked": 1}


def test_a_row_is_read_by_the_names_of_its_columns(store: Store) -> None:
    """In any order, one by one or all at once; what is empty or was not asked for is the default."""
    row = ROW | {"note": None, "words": None}
    query = select(*(literal(value).label(name) for name, value in reversed(ROW.items())))
    expected = Price(LeadId(3), PersonId(7), Money(1250, "USD"), about="xx")
    assert PRICE(row) == PRICE(ROW) == expected
    with store.reading() as connection:
        assert PRICE(connection.execute(query).one()) == expected
        assert PRICE.all(connection.execute(query.union_all(query))) == [expected, expected]


def test_what_may_be_empty_is_empty() -> None:
    """A field without a default, which may be None, is None where its column is."""
    assert PRICE(ROW | {"reported_by_id": None}).by_id is None


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"lead_id": None}, r"Expected `int`, got `null` - at `\$.lead_id`"),
        ({"lead_id": "3"}, r"Expected `int`, got `str` - at `\$.lead_id`"),
        ({"amount_minor": 12.5}, r"got `float` - at `\$.minor`"),
        ({"words": "ab"}, r"Expected `array`, got `str` - at `\$.words`"),
    ],
)
def test_a_row_that_is_something_else_is_refused(wrong: dict[str, Any], message: str) -> None:
    """With the field that it cannot be."""
    with pytest.raises(ValidationError, match=message):
        PRICE(ROW | wrong)


def test_a_column_that_is_named_has_to_be_there() -> None:
    """A misspelt one is no default."""
    with pytest.raises(KeyError, match="reported_by_id"):
        PRICE({name: value for name, value in ROW.items() if name != "reported_by_id"})


def test_a_field_that_the_record_has_not_is_a_fault_at_once() -> None:
    """When the reader is made, not when the first row comes."""
    with pytest.raises(TypeError, match="Money has no currancy, dollars"):
        Reader(Money, dollars="amount_minor", currancy="currency")


READ_OF: tuple[tuple[Reader[Any], Table], ...] = (
    (journal.entry_of, t.journal),
    (chapter.chapter_of, t.chapter),
    (leads.lead_of, t.lead),
    (leads.update_of, t.lead_update),
    (leads.business_of, t.closed_business),
    (money.entry_of, t.ledger_entry),
    (season.meeting_of, t.meeting),
    (rows.step_of, t.step),
    (rows.turn_of, t.turn),
    (rows.questions_of, t.questions),
    (rows.attendee_of, t.attendance),
    (roster.person_of, t.person),
    (snapshot._visit_of, t.visit),
    (seats._leave_of, t.leave),
    (seats._vetting_of, t.vetting),
    (seats._profession_of, t.profession),
    (standing._decision_of, t.decision),
    *((Reader(kind.record), t.metadata.tables[kind.table]) for kind in SIMPLE),
)
ROWS_OF = {
    "BusinessId": "closed_business",
    "EntryId": "journal",
    "LedgerId": "ledger_entry",
    "SlipCheckId": "slip_check",
    "OwnCostId": "own_cost",
    "UpdateId": "lead_update",
}
# A column without a foreign key whose name says more than which table its row is of.
NAMES_ROW_OF = {
    **dict.fromkeys(("giver_id", "receiver_id", "home_person_id"), "person"),
    "marked_by": "station",
    "home_chapter_id": "chapter",
}


def ids_in(reader: Reader[Any]) -> Iterator[tuple[str, str]]:
    """The columns that a reader takes ids from, each with the table whose rows such an id names."""
    for name, hint in get_type_hints(reader.kind).items():
        how = reader.fields.get(name, name)
        if isinstance(how, Reader):
            yield from ids_in(how)
        for kind in (hint, *get_args(hint)):
            if hasattr(kind, "__supertype__") and isinstance(how, str):
                yield how, ROWS_OF.get(kind.__name__, kind.__name__.removesuffix("Id").lower())


@pytest.mark.parametrize(("reader", "table"), READ_OF, ids=lambda value: getattr(value, "name", ""))
def test_an_id_is_read_from_where_such_an_id_is(reader: Reader[Any], table: Table) -> None:
    """The type check holds ids apart from here on: this is what it has to take on trust."""
    for column, names_row_of in ids_in(reader):
        if column == "id":
            assert names_row_of == table.name
        elif column in table.c and (references := table.c[column].foreign_keys):
            assert {reference.column.table.name for reference in references} == {names_row_of}, column
        else:
            assert NAMES_ROW_OF.get(column, column.removesuffix("_id")) == names_row_of, column


def test_the_type_check_minds_an_error_that_does_not_come() -> None:
    """With that, `make check` proves each mapper of `wrong_mappers` wrong, and the right one right."""
    project = Path(__file__).parents[2] / "pyproject.toml"
    settings = tomllib.loads(project.read_text(encoding="utf-8"))["tool"]["mypy"]
    asked = [settings, *settings["overrides"]]
    assert settings["strict"]
    assert all(each.get("warn_unused_ignores", True) for each in asked)
    assert not any(each.get("ignore_errors") or each.get("disable_error_code") for each in asked)
