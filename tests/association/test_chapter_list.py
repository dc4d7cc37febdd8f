"""The list of chapters to choose from: as many as are looked at, told apart, and written into a file."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.meeting.commands import OpenMeeting
from leadsroom.exchange.association.chapter_list import write_chapters
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.store import tables as t
from leadsroom.store.read.season import next_meeting
from leadsroom.store.store import Store
from leadsroom.views.association.chapters import CHAPTERS_AT_FIRST, chapter_list, chapters_at_start
from screens.association.chapter_lines import chapter_lines, how_many_more, summary
from tests.acts.demo_desks import subject_of
from tests.association.many_chapters import chapter_row, write_many
from tests.association.many_chapters import write_chapters as write_rows
from tests.databases import ON_BOTH, counted
from tests.harborview import START, SetClock, found_chapter
from tests.screens.pages import HOSTILE

NOW = datetime(2026, 11, 18, 15, tzinfo=UTC)


def desk_of_none(store: Store) -> SyncDesk:
    """The association's desk."""
    return SyncDesk(store, None, SetClock(), "desk")


def test_of_thousands_no_more_are_read_than_are_listed(sqlite_store: Store) -> None:
    """Fifty at first, with how many more there are; letters are looked for among all of them."""
    write_many(sqlite_store, 2000)
    desk = desk_of_none(sqlite_store)
    with counted(sqlite_store.engine) as executed:
        picture = desk.read(chapter_list)
    assert len(picture.lines) == CHAPTERS_AT_FIRST
    assert (picture.found, picture.open, picture.archived) == (1980, 1980, 20)
    assert how_many_more(picture, "type letters") == "and 1,930 more: type letters"
    assert summary(picture) == "1,980 chapters · 20 archived"
    assert len(executed) < 6 * CHAPTERS_AT_FIRST
    assert desk.read(chapter_list, "harborview 1234").lines[0].label == "Harborview 1234"
    assert len({each.label for each in picture.lines}) == CHAPTERS_AT_FIRST


def test_the_last_one_stands_first_until_letters_are_typed(sqlite_store: Store) -> None:
    """Unless it is archived; where all are archived they are listed."""
    *_, last = write_rows(sqlite_store, [chapter_row(name) for name in ("Ashton", "Birch", "Corby")])
    (gone,) = write_rows(sqlite_store, [chapter_row("Dale", archived_on=date(2026, 3, 1))])
    desk = desk_of_none(sqlite_store)
    named = [each.label for each in desk.read(chapters_at_start, last).lines]
    assert named == ["Corby", "Ashton", "Birch"]
    assert [each.label for each in desk.read(chapters_at_start, gone).lines] == ["Ashton", "Birch", "Corby"]
    assert [each.label for each in desk.read(chapter_list, "a", 50, last).lines] == ["Ashton"]


def test_a_second_screen_is_proposed_the_only_meeting_that_goes_on(sqlite_store: Store) -> None:
    """Whichever chapter was open last; where several are live that one is proposed after all."""
    last, one, another = write_rows(
        sqlite_store, [chapter_row(name) for name in ("Ashton", "Birch", "Corby")]
    )
    desk = desk_of_none(sqlite_store)
    proposed = []
    for chapter_id in (one, another):
        SyncDesk(sqlite_store, chapter_id, SetClock(), "table").do(OpenMeeting())
        with sqlite_store.begun() as connection:
            connection.execute(t.meeting.update().values(state="live"))
        picture = desk.read(chapters_at_start, last, prefers_live=True)
        proposed.append((picture.lines[0].label, picture.lines[1].is_live))
    assert proposed == [("Birch", False), ("Ashton", True)]


def test_those_whose_meeting_goes_on_stand_on_top(sqlite_store: Store) -> None:
    """Below the one that is open, until letters are typed."""
    ids = write_rows(sqlite_store, [chapter_row(name) for name in ("Ashton", "Birch", "Corby", "Dale")])
    for chapter_id in ids[2:]:
        SyncDesk(sqlite_store, chapter_id, SetClock(), "table").do(OpenMeeting())
    with sqlite_store.begun() as connection:
        connection.execute(t.meeting.update().values(state="live"))
    desk = desk_of_none(sqlite_store)
    listed = [
        [each.label for each in desk.read(chapter_list, "", 50, first).lines] for first in (ids[1], None)
    ]
    assert listed == [["Birch", "Corby", "Dale", "Ashton"], ["Corby", "Dale", "Ashton", "Birch"]]
    cut = [each.label for each in desk.read(chapter_list, "", 2, ids[1]).lines]
    assert cut == ["Birch", "Corby"]


def test_where_all_are_archived_they_can_be_looked_at(sqlite_store: Store) -> None:
    """They stand in a list of their own, the latest first."""
    days = {"Ashton": date(2026, 3, 1), "Birch": date(2026, 5, 1)}
    write_rows(sqlite_store, [chapter_row(name, archived_on=day) for name, day in days.items()])
    picture = desk_of_none(sqlite_store).read(chapters_at_start, None)
    assert [each.label for each in picture.lines] == ["Birch", "Ashton"]
    assert chapter_lines(picture, NOW, None)[1].cells[-1].plain == "archived 1 May"
    found = desk_of_none(sqlite_store).read(chapter_list, "ash", archived=True)
    assert [each.label for each in found.lines] == ["Ashton"]


@ON_BOTH
def test_archived_chapters_are_found_among_however_many_others(store: Store) -> None:
    """Letters that many others have too find them all the same, and say how many there are."""
    write_rows(store, [chapter_row(f"Early {number:03}") for number in range(60)])
    write_rows(store, [chapter_row(f"Early {name}", archived_on=date(2026, 5, 1)) for name in "XYZ"])
    picture = desk_of_none(store).read(chapter_list, "early", 2, archived=True)
    assert ([each.entry.name for each in picture.lines], picture.found) == (["Early X", "Early Y"], 3)


@ON_BOTH
def test_the_next_date_of_each_chapter_is_its_own(store: Store) -> None:
    """As the chapter itself has it: after a meeting that was closed, a holiday, and in its own time zone."""
    plain, east, closed, away = (found_chapter(store, name=name).id for name in "ABCD")
    opened = SyncDesk(store, closed, SetClock(), "table").do(OpenMeeting())
    on = date(2026, 11, 18)
    with store.writing() as unit:
        unit.update(t.chapter, east, timezone="Asia/Tokyo")
        unit.update(t.meeting, subject_of(opened), state="closed")
        unit.insert(t.special_date, chapter_id=away, on_date=on, kind="holiday", note="", place="")
    lines = desk_of_none(store).read(chapter_list).lines
    with store.reading() as connection:
        own = [next_meeting(connection, each.chapter, START).on for each in lines]
    assert [each.next_on for each in lines] == own == [on, *[date(2026, 11, 25)] * 3]
    assert [each.chapter.id for each in lines] == [plain, east, closed, away]


@ON_BOTH
def test_a_line_says_when_a_chapter_meets_and_how_many_it_has(store: Store) -> None:
    """Members who hold a seat, the day and the hour, and the next date."""
    found_chapter(store)
    (line,) = desk_of_none(store).read(chapter_list).lines
    assert (line.members, line.is_live, line.next_on) == (6, False, date(2026, 11, 18))
    cells = [cell.plain for cell in chapter_lines(desk_of_none(store).read(chapter_list), NOW, None)[1].cells]
    assert cells == ["", "Harborview", "", "", "Wed 7:00 AM", "6", "today"]


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
def test_names_are_letters(sqlite_store: Store, name: str) -> None:
    """Whatever a chapter, its place and its area are called."""
    write_rows(sqlite_store, [chapter_row(name, name)])
    picture = desk_of_none(sqlite_store).read(chapter_list)
    cells = chapter_lines(picture, NOW, None)[1].cells
    assert [cells[1].plain, cells[2].plain] == [name, name]


def test_all_that_letters_find_are_written(sqlite_store: Store, tmp_path: Path) -> None:
    """However many are listed on the screen; those that are archived alone where these are listed."""
    write_many(sqlite_store, 1200)
    desk = desk_of_none(sqlite_store)
    written = desk.read(write_chapters, "", FileWanted(tmp_path / "all.csv", "csv"))
    assert len(written.read_text("utf-8-sig").splitlines()) == 1 + 1188
    written = desk.read(write_chapters, "early", FileWanted(tmp_path / "found.json", "json"))
    assert json.loads(written.read_bytes())["count"] == 120
    written = desk.read(write_chapters, "", FileWanted(tmp_path / "gone.json", "json"), archived=True)
    assert json.loads(written.read_bytes())["count"] == 12
