"""Every row says which chapter it is of, first in every key: tables could be divided by it, or walled off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import Column, ForeignKeyConstraint, Index, Table, UniqueConstraint, inspect

from leadsroom.store import tables as t
from leadsroom.store.store import Store
from tests.databases import ON_BOTH

pytestmark = ON_BOTH

_OF_ASSOCIATION = {"area", "director", "template", "template_version", "association_journal"}
_OF_NO_CHAPTER = {"chapter", "station", "hand_over"} | _OF_ASSOCIATION
TABLES = [table for name, table in t.metadata.tables.items() if name not in _OF_NO_CHAPTER]
# A server finds a meeting by its number alone where its chapter is not known yet: how it becomes known. What
# the members of a chapter did in others stands in those others' rows, and is asked for by the first.
_ARGUED = {"ix_meeting_id", "ix_person_members_elsewhere"}


def _names(columns: Iterable[Column[Any]]) -> list[str]:
    return [column.name for column in columns]


def test_few_tables_are_of_no_chapter() -> None:
    """The chapters, the stations, which serve any of them, to whom all was handed over, and what is an
    association's.
    """
    assert {
        name for name, table in t.metadata.tables.items() if "chapter_id" not in table.c
    } == _OF_NO_CHAPTER
    assert not [table.name for table in TABLES if table.c.chapter_id.nullable]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_chapter_is_first(table: Table) -> None:
    """In what is unique, in every index, and in every reference to another row of a chapter."""
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            assert _names(constraint.columns)[0] == "chapter_id", constraint
        if isinstance(constraint, ForeignKeyConstraint) and constraint.referred_table.name in _OF_NO_CHAPTER:
            assert len(constraint.elements) == 1
        elif isinstance(constraint, ForeignKeyConstraint):
            assert _names(constraint.columns)[0] == "chapter_id", constraint
            assert [key.column.name for key in constraint.elements] == ["chapter_id", "id"], constraint
    for index in table.indexes:
        assert isinstance(index, Index)
        assert _names(index.columns)[0] == "chapter_id" or index.name in _ARGUED, index.name


def test_every_number_refers_to_something() -> None:
    """A column named like a reference is one, but for those that say why they are not."""
    free = {("meeting", "step_id"), ("meeting", "turn_id"), ("trail", "lead_id"), ("journal", "command_id")}
    free |= {("person", "home_chapter_id"), ("person", "home_person_id")}
    named = {(table.name, c.name) for table in TABLES for c in table.c if c.name.endswith("_id")}
    assert {each for each in named if not t.metadata.tables[each[0]].c[each[1]].foreign_keys} == free


def test_the_database_holds_it(store: Store) -> None:
    """What the migrations have made is so on each engine; on a server the chapter begins the primary key."""
    with store.reading() as connection:
        found = inspect(connection)
        for name in map(str, TABLES):
            unique = [each["column_names"] for each in found.get_unique_constraints(name)]
            key = found.get_pk_constraint(name)["constrained_columns"]
            if name == "revision":
                assert key == ["chapter_id"]
            elif name == "chapter_month":
                assert key == ["chapter_id", "month"]
            elif connection.dialect.name == "sqlite":
                assert key == ["id"]
                assert ["chapter_id", "id"] in unique
            else:
                assert key == ["chapter_id", "id"]
            assert {columns[0] for columns in unique} <= {"chapter_id"}
            indexes = {each["name"]: each["column_names"] for each in found.get_indexes(name)}
            assert not [
                i for i, columns in indexes.items() if columns[0] != "chapter_id" and i not in _ARGUED
            ]
