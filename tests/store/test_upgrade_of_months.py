"""A database of the twenty-third version: nobody had counted its figures by month."""

from __future__ import annotations

from datetime import timedelta

from leadsroom.domain.ids import ChapterId
from leadsroom.store.maintenance import check_up
from leadsroom.store.store import open_store
from tests.association.noted_months import noted_and_counted
from tests.databases import ON_BOTH, Databases
from tests.harborview import START
from tests.store.older_version import OlderVersion, left_by

pytestmark = ON_BOTH


def _write(old: OlderVersion) -> None:
    """Two chapters, the first with a meeting in each of two months."""
    chapter = old.chapter()
    old.chapter("Bayside")
    ann, bea = (old.member(chapter, seat, name, name) for seat, name in ((1, "Ann Chu"), (2, "Bea Katz")))
    for weeks in (0, 4):
        on = START - timedelta(weeks=weeks)
        meeting = old.add(
            "meeting",
            chapter_id=chapter,
            on_date=on.date(),
            kind="regular",
            state="closed",
            starts_at=on,
            ends_at=on,
            starting_seat=1,
        )
        old.add(
            "lead",
            chapter_id=chapter,
            meeting_id=meeting,
            giver_id=ann,
            receiver_id=bea,
            inside=False,
            state="open",
            passed_at=on,
            lead_since=on,
        )


def test_figures_by_month_are_there_after_an_upgrade(databases: Databases) -> None:
    """They are those that are counted anew, of every chapter."""
    place = databases.empty()
    left_by(place, "0023", _write)
    store = open_store(place)
    noted, counted = noted_and_counted(store)
    assert noted == counted
    found = [(each.month, each.meetings, each.leads, each.members) for each in noted[ChapterId(1)]]
    assert found == [(202610, 1, 1, 2), (202611, 1, 1, 2)]
    assert noted[ChapterId(2)] == []
    assert check_up(store).faults == ()
    store.close()
    databases.drop(place)
