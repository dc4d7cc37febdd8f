"""A database of the fifteenth version, in which nothing was on record of the time before this program."""

from __future__ import annotations

from leadsroom.acts.command import Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.people.commands import MemberFigures, RecordOpenings
from leadsroom.domain.ids import ChapterId, PersonId
from leadsroom.domain.people.openings import Figures
from leadsroom.store.maintenance import check_up
from leadsroom.store.read.people.openings import openings_of
from leadsroom.store.store import open_store
from tests.acts.examples import BEFORE
from tests.databases import ON_BOTH, Databases
from tests.harborview import SetClock
from tests.store.older_version import BEGAN, OlderVersion, left_by, rows_of

pytestmark = ON_BOTH


def _write(old: OlderVersion) -> None:
    old.member(old.chapter(), 1, "Ann Chu", "Florist")


def test_figures_of_before_come_to_members_of_the_fifteenth_version(databases: Databases) -> None:
    """Every row is as it was; figures of an earlier program come on record, and are taken back."""
    place = databases.empty()
    found, before = left_by(place, "0015", _write)
    store = open_store(place)
    with store.reading() as connection:
        assert rows_of(connection, found) == before
    assert check_up(store).faults == ()
    chapter, ann = (before[name][0]["id"] for name in ("chapter", "person"))
    desk = SyncDesk(store, ChapterId(chapter), SetClock(BEGAN), "office")
    figures = Figures(present=24, late=0)
    desk.do(RecordOpenings(*BEFORE, (MemberFigures(PersonId(ann), figures),), "palms.xls"))
    with store.reading() as connection:
        (opening,) = openings_of(connection, ChapterId(chapter), PersonId(ann))
    assert (opening.figures, opening.source) == (figures, "palms.xls")
    desk.do(Undo())
    with store.reading() as connection:
        assert openings_of(connection, ChapterId(chapter), PersonId(ann)) == ()
    store.close()
    databases.drop(place)
