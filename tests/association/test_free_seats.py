"""Where a profession's seat is free across chapters: what is read, and how it is written."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert

from leadsroom.acts.desk import SyncDesk
from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.domain.text.plain_text import fold
from leadsroom.errors import Refused
from leadsroom.exchange.association.free_seats import FORMATS, write_free_seats
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views.association import free_seats as view
from leadsroom.views.association.free_seats import FreeSeats, SeatsWanted, free_seats
from tests.association.many_chapters import chapter_row, write_areas, write_chapters
from tests.cli_runs import Answer, answered
from tests.databases import ON_BOTH
from tests.harborview import SetClock

PHONE = "+12125550142"


def join(
    store: Store, at: ChapterId, name: str, profession: str, status: str = "active", **days: date
) -> None:
    """Put somebody on the roster of a chapter."""
    with store.begun() as connection:

        def add(table: Any, **columns: Any) -> int:
            statement = insert(table).values(chapter_id=at, **columns).returning(table.c.id)
            return int(connection.execute(statement).scalar_one())

        person = add(t.person, name=name, name_key=fold(name), phone=PHONE, email="ann@example.org")
        seat = add(t.profession, name=profession, name_key=fold(profession))
        add(
            t.membership,
            person_id=person,
            profession_id=seat,
            status=status,
            seat=1,
            offices=[],
            **days,
        )


@pytest.fixture
def areas(store: Store) -> tuple[AreaId, AreaId, AreaId]:
    """A region with two areas; two chapters in the one, one in the other, one archived, one in none."""
    west, north, south = write_areas(store, ("West", "North", "South"))
    with store.begun() as connection:
        connection.execute(t.area.update().where(t.area.c.id.in_((north, south))).values(parent_id=west))
    first, second, third, fourth, fifth = write_chapters(
        store,
        (
            chapter_row("Harborview", "Leeds", area_id=north),
            chapter_row("Harborview", "York", area_id=north),
            chapter_row("Lakeside", area_id=south),
            chapter_row("Gone", area_id=north, archived_on=date(2026, 1, 1)),
            chapter_row("Alone"),
        ),
    )
    join(store, first, "Ann Chu", "CPA")
    join(store, first, "[/] [Bo]", "Accountant", "waiting", waiting_since=date(2026, 2, 3))
    join(store, second, "Cy Ng", "Bookkeeper")
    join(store, second, "Dee Fox", "Accounting", "applicant", applied_on=date(2026, 5, 6))
    join(store, third, "Eve Park", "Florist")
    join(store, third, "Finn Reed", "Plumber", "waiting")
    join(store, fourth, "Gus Moss", "Dentist")
    join(store, fifth, "Hal Ward", "Accountant", "ended")
    return west, north, south


def _read(store: Store, profession: str, area_id: AreaId | None, enough: int = 12) -> FreeSeats:
    return SyncDesk(store, None, SetClock(), "A").read(free_seats, SeatsWanted(profession, area_id, enough))


@ON_BOTH
def test_the_area_comes_first_and_what_is_near_it_after_it(
    store: Store, areas: tuple[AreaId, AreaId, AreaId]
) -> None:
    """Chapters of one name are told apart, an archived one is none, who has left holds nothing."""
    found = _read(store, "  accountant ", areas[1])
    assert [(each.label, each.seat.state.value, each.is_near) for each in found.lines] == [
        ("Harborview (York)", "perhaps held", False),
        ("Harborview (Leeds)", "held", False),
        ("Lakeside", "free", True),
    ]
    assert (found.area, found.around) == ("North", "West")
    assert [each.candidate.name for each in found.candidates] == ["[/] [Bo]", "Dee Fox"]
    whole = _read(store, "Accountant", None)
    assert [each.label for each in whole.lines if each.seat.state.is_free] == ["Alone", "Lakeside"]
    assert (whole.area, whole.around) == ("All chapters", "")


def test_where_enough_wait_a_chapter_could_be_founded(
    store: Store, areas: tuple[AreaId, AreaId, AreaId]
) -> None:
    """Two professions wait in the region, one in each of its areas."""
    found = _read(store, "Accountant", areas[1], 2)
    assert [(each.area, len(each.people)) for each in found.foundings] == [("West", 2)]
    fewer = _read(store, "Accountant", areas[1])
    assert fewer.foundings == ()
    assert fewer.most is not None
    assert (fewer.most.area, len(fewer.most.people)) == ("West", 2)


def test_no_file_has_anybodys_phone_or_email(store: Store, areas: tuple[AreaId, AreaId, AreaId]) -> None:
    """Names are shown as they were typed; a table and data hold all that the text says."""
    found = _read(store, "Accountant", areas[1], 2)
    written = {format: write_free_seats(found, format).decode("utf-8-sig") for format in FORMATS}
    for text in written.values():
        assert PHONE not in text
        assert "example.org" not in text
    assert "- [/] [Bo] · Accountant · Harborview (Leeds) · waits since 3 Feb 2026" in written["text"]
    summary = "1 waits for it, 1 has applied. Free in 0 of 2 chapters; perhaps held in 1, held in 1."
    assert summary in " ".join(written["text"].split())
    rows = list(csv.DictReader(io.StringIO(written["csv"])))
    assert [row["State"] for row in rows if row["What"] == "seat"] == ["perhaps held", "held", "free"]
    assert [row["Name"] for row in rows if row["What"] == "waits"] == ["[/] [Bo]"]
    data = json.loads(written["json"])
    assert [each["is_free"] for each in data["seats"]] == [False, False, True]
    assert data["foundings"][0]["area"] == "West"


def test_what_is_too_much_or_nothing_is_refused(
    store: Store, areas: tuple[AreaId, AreaId, AreaId], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of very many chapters a smaller area is to be named; those above it are left out then."""
    with pytest.raises(Refused, match="Which profession"):
        _read(store, " ", None)
    monkeypatch.setattr(view, "MOST_CHAPTERS", 2)
    with pytest.raises(Refused, match="The association has more than 2 chapters"):
        _read(store, "Accountant", None)
    found = _read(store, "Accountant", areas[1])
    assert (len(found.lines), found.around) == (2, "")


def test_the_shell_says_where_a_seat_is_free(
    areas: tuple[AreaId, AreaId, AreaId], store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    """In an area by its name, as a text, a table or data; what a list of chapters alone can do is refused."""

    def run(*words: str) -> Answer:
        return answered(capsys, "--db", store.place, "chapters", *words)

    answer = run("--open", "accountant", "--area", "north")
    assert answer.code == 0
    assert "Lakeside  South  free        1" in answer.out
    assert "Who waits for it" in answer.out
    assert run("--open", "accountant", "--chapter", "Harborview, York").out == answer.out
    data = json.loads(run("--open", "Accountant", "--enough", "2", "--format", "json").out)
    assert [each["area"] for each in data["foundings"]] == ["West"]
    assert "stands in quotes" in run("Life", "--open", "insurance").err
    for words in (["--area", "none"], ["--into", "North"], ["--archived"], ["--all"]):
        assert run("--open", "insurance", *words).code == 1
    assert "--enough is for --open" in run("--enough", "5").err
    assert run("--open", "insurance", "--enough", "1").code == 2
