"""A database of the version before offices had terms."""

from __future__ import annotations

from datetime import date

from leadsroom.acts.command import Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.people.commands import GiveOffice, TermSheet
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.people.roster import Term
from leadsroom.store.engine import database_url, make_engine
from leadsroom.store.maintenance import check_up
from leadsroom.store.store import open_store
from leadsroom.views.people import members
from tests.databases import ON_BOTH, Databases
from tests.harborview import SetClock
from tests.store.older_version import BEGAN, OlderVersion, migrate, rows_of, tables_as_found

pytestmark = ON_BOTH


def test_an_office_of_an_older_version_is_given_a_term(databases: Databases) -> None:
    """Opened by ours every row is as it was; the office has no days until they are put right, and undone."""
    place = databases.empty()
    engine = make_engine(database_url(place))
    migrate(engine, BEFORE)
    found = tables_as_found(engine)
    with engine.begin() as connection:
        old = OlderVersion(connection, found)
        chapter = old.chapter()
        old.member(chapter, 1, "Ann Chu", "Florist")
        before = rows_of(connection, found)
    engine.dispose()
    store = open_store(place)
    with store.reading() as connection:
        assert rows_of(connection, found) == before
    assert check_up(store).faults == ()
    desk = SyncDesk(store, ChapterId(chapter), SetClock(BEGAN), "home")
    president, *_ = (each for each in desk.read(members) if each.terms)
    assert president.terms == (Term("president"),)
    put_right = TermSheet("president", date(2026, 1, 1))
    desk.do(GiveOffice(president.id, put_right, corrects="president"))
    assert desk.read(members)[0].terms == (Term("president", date(2026, 1, 1)),)
    desk.do(Undo())
    with store.reading() as connection:
        assert rows_of(connection, found)["membership"] == before["membership"]
    store.close()
    databases.drop(place)


BEFORE = "0019"
