"""A database of the version before there was a rota."""

from __future__ import annotations

from sqlalchemy import select

from leadsroom.acts.command import Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.season.commands import NameLeader, PlanTalk
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import ChapterId, PersonId
from leadsroom.store import tables as t
from leadsroom.store.engine import database_url, make_engine
from leadsroom.store.maintenance import check_up
from leadsroom.store.store import open_store
from leadsroom.views.season import season
from tests.databases import ON_BOTH, Databases
from tests.harborview import SetClock
from tests.store.older_version import BEGAN, OlderVersion, migrate, rows_of, tables_as_found

pytestmark = ON_BOTH


def test_a_season_of_an_older_version_takes_a_speaker(databases: Databases) -> None:
    """Opened by ours every row is as it was; on a date of it somebody speaks and leads, and is taken back."""
    place = databases.empty()
    engine = make_engine(database_url(place))
    migrate(engine, BEFORE)
    found = tables_as_found(engine)
    with engine.begin() as connection:
        old = OlderVersion(connection, found)
        chapter = old.chapter()
        person = old.add("person", chapter_id=chapter, name="Ann Chu", name_key="ann chu")
        old.add("special_date", chapter_id=chapter, on_date=BEGAN.date(), kind="extra")
        before = rows_of(connection, found)
    engine.dispose()
    store = open_store(place)
    with store.reading() as connection:
        assert rows_of(connection, found) == before
    assert check_up(store).faults == ()
    desk = SyncDesk(store, ChapterId(chapter), SetClock(BEGAN), "home")
    desk.do(PlanTalk(BEGAN.date(), "Ann Chu", "Leases"))
    desk.do(NameLeader(BEGAN.date(), StepKind.EDUCATION, PersonId(person)))
    (first, *_) = desk.read(season, 1).dates
    assert first.talk is not None
    assert (first.talk.words, len(first.leaders)) == ("Ann Chu — Leases", 1)
    desk.do(Undo())
    desk.do(Undo())
    with store.reading() as connection:
        assert connection.execute(select(t.talk)).all() == []
        assert connection.execute(select(t.step_leader)).all() == []
    store.close()
    databases.drop(place)


BEFORE = "0009"
