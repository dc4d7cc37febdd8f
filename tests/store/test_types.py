"""The column types keep what a database would lose."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from leadsroom.store.store import Store
from leadsroom.store.types import Length, UtcMoment
from tests.databases import ON_BOTH, SqliteFiles

pytestmark = ON_BOTH

_values = Table(
    "test_values",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", UtcMoment),
    Column("length", Length),
)


def _there_and_back(
    store: Store, at: datetime | None, length: timedelta | None
) -> tuple[datetime | None, timedelta | None]:
    with store.writing() as unit:
        _values.drop(unit.connection, checkfirst=True)
        _values.create(unit.connection)
        unit.connection.execute(insert(_values).values(at=at, length=length))
        row = unit.connection.execute(select(_values.c.at, _values.c.length)).one()
        return row.at, row.length


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 11, 18, 15, 0, 0, 1, tzinfo=UTC),
        datetime(2026, 11, 18, 7, 0, tzinfo=ZoneInfo("America/Los_Angeles")),
        datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=ZoneInfo("America/New_York")),
        datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        pendulum.datetime(2026, 3, 29, 2, 30, 0, 123456, tz="Europe/Berlin"),
    ],
    ids=str,
)
def test_a_moment_comes_back_in_utc_to_the_microsecond(store: Store, at: datetime) -> None:
    """Whatever zone, fold or subclass a moment comes in, it comes out as a plain datetime in UTC."""
    back, _ = _there_and_back(store, at, None)
    assert back == at.astimezone(UTC)
    assert type(back) is datetime
    assert back.tzinfo is UTC


@pytest.mark.parametrize(
    "length",
    [timedelta(0), timedelta(microseconds=1), timedelta(days=-1, microseconds=7), timedelta(days=40000)],
    ids=str,
)
def test_a_length_comes_back_to_the_microsecond(store: Store, length: timedelta) -> None:
    """Lengths are exact, zero and negative ones too."""
    assert _there_and_back(store, None, length) == (None, length)


def test_nothing_stays_nothing(store: Store) -> None:
    """An absent moment or length is absent afterwards."""
    assert _there_and_back(store, None, None) == (None, None)


def test_a_naive_moment_is_refused(store: Store) -> None:
    """A moment without offset never reaches the database."""
    with pytest.raises(StatementError, match="offset"):
        _there_and_back(store, datetime(2026, 11, 18, 15, 0), None)  # noqa: DTZ001


def test_a_naive_moment_is_refused_in_a_comparison(store: Store) -> None:
    """Nor does a query compare with one."""
    with pytest.raises(StatementError, match="offset"), store.reading() as connection:
        connection.execute(select(_values).where(_values.c.at > datetime(2026, 1, 1)))  # noqa: DTZ001


@pytest.fixture(scope="module")
def filled_store(sqlite_files: SqliteFiles):
    """One store for the many examples of a law."""
    from leadsroom.store.store import open_store

    store = open_store(sqlite_files.fresh())
    yield store
    store.close()


@given(
    at=st.datetimes(
        min_value=datetime(1970, 1, 1),  # noqa: DTZ001
        max_value=datetime(2200, 1, 1),  # noqa: DTZ001
        timezones=st.timezones(),
    ),
    length=st.timedeltas(min_value=timedelta(days=-400), max_value=timedelta(days=400)),
)
def test_any_moment_and_length_survive(filled_store: Store, at: datetime, length: timedelta) -> None:
    """The round trip is the identity."""
    assert _there_and_back(filled_store, at, length) == (at.astimezone(UTC), length)
