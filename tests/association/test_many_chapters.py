"""The association that pages are measured with."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from benchmarks.many_chapters import make_association
from leadsroom.store import tables as t
from leadsroom.store.maintenance import check_up
from leadsroom.store.store import open_store
from tests.association.noted_months import noted_and_counted
from tests.harborview import START


def test_a_made_association_is_sound_and_its_figures_are_true(tmp_path: Path) -> None:
    """Copies of chapters are whole, each has its rows and figures by month, and dollars have members."""
    place = str(tmp_path / "association.db")
    make_association(place, START, chapters=6, seeds=3)
    store = open_store(place)
    found = check_up(store)
    assert (found.faults, found.apart, found.chapters) == ((), (), 6)
    noted, counted = noted_and_counted(store)
    assert noted == counted
    with store.reading() as connection:
        for table in (t.attendance, t.lead, t.closed_business, t.visit, t.one_to_one, t.membership):
            number = select(table.c.chapter_id, func.count().label("rows")).group_by(table.c.chapter_id)
            rows = {row.chapter_id: row.rows for row in connection.execute(number)}
            assert [rows[each] for each in (1, 2, 3)] == [rows[each] for each in (4, 5, 6)]
    assert all(len(months) > 11 and sum(each.dollars_minor for each in months) for months in noted.values())
    store.close()
