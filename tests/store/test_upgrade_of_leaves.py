"""Members on leave in a database of the version before leaves had days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from leadsroom.acts.people.commands import LeaveSheet
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.store import tables as t
from leadsroom.store.engine import database_url, make_engine
from leadsroom.store.read.people.absences import on_leave_on
from leadsroom.store.store import Store, open_store
from tests.databases import ON_BOTH, Databases
from tests.harborview import SetClock
from tests.people import Seating
from tests.store.older_version import OlderVersion, migrate, tables_as_found

pytestmark = ON_BOTH


@pytest.fixture
def third_version(databases: Databases) -> Iterator[Store]:
    """A database of the third version with two members, the second on leave, opened by ours."""
    place = databases.empty()
    engine = make_engine(database_url(place))
    migrate(engine, "0003")
    found = tables_as_found(engine)
    membership = found.tables["membership"]
    with engine.begin() as connection:
        old = OlderVersion(connection, found)
        chapter = old.chapter()
        for seat, name in enumerate(("Ann Chu", "Bo Lind"), start=1):
            old.member(chapter, seat, name, f"Trade {seat}")
        connection.execute(update(membership).where(membership.c.seat == 2).values(status="on leave"))
    engine.dispose()
    store = open_store(place)
    yield store
    store.close()
    databases.drop(place)


def test_who_is_on_leave_has_an_open_one(third_version: Store) -> None:
    """One row, of the member on leave, as any other is kept: a past leave that is told brings nobody back."""
    with third_version.reading() as connection:
        (leave,) = connection.execute(select(t.leave)).all()
        (bo,) = on_leave_on(connection, ChapterId(leave.chapter_id), leave.since)
        (stored,) = connection.exec_driver_sql("SELECT at FROM leave").scalars()
    assert (leave.membership_id, leave.until, leave.withdrawn_at, leave.reason) == (bo.id, None, None, "")
    assert (bo.person.name, leave.at.tzinfo is not None) == ("Bo Lind", True)
    assert leave.at.date() - leave.since in (timedelta(0), timedelta(days=1), timedelta(days=2))
    if third_version.engine.dialect.name == "sqlite":
        assert stored == leave.at.strftime("%Y-%m-%d %H:%M:%S.%f")
    seating = Seating(third_version, SetClock(leave.at), "front desk")
    answer = seating.take_leave(bo.id, LeaveSheet(date(2026, 1, 7), date(2026, 1, 9)))
    assert answer.member.status is MembershipStatus.ON_LEAVE
    assert seating.back_from_leave(bo.id).member.status is MembershipStatus.ACTIVE
