"""The page of the area's table: its order, what is chosen, where its keys lead; and that of free seats."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.content import Content

from leadsroom.acts.desk import Desk
from leadsroom.domain.association.standing import standing
from leadsroom.domain.association.states import State
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId
from leadsroom.store.store import Store
from leadsroom.views.association.area_column import ChapterLine
from leadsroom.views.association.area_columns import COLUMNS
from leadsroom.views.association.area_shown import GROUPS, label_in
from leadsroom.views.association.area_table import AreaTable, TableWanted
from leadsroom.views.association.free_seats import SeatsWanted
from screens.association.area_dialogs import filtered
from screens.association.area_lines import (
    SIGNS,
    BelowArea,
    area_lines,
    figure_in_words,
    group_with,
    in_words,
    layout_for,
    order_of,
    pane_lines,
    states_of,
)
from screens.association.area_page import AreaScreen
from screens.association.chapters_page import ChaptersScreen
from screens.association.free_seats_page import FreeSeatsScreen
from screens.kit.leaving import LookedAt
from tests.association.many_chapters import chapter_row, write_areas, write_chapters
from tests.association.months_written import write_months
from tests.association.ten_chapters import TEN
from tests.association.test_free_seats import join
from tests.harborview import START, SetClock, found_chapter
from tests.screens.pages import HOSTILE, LAPTOP, SMALL, WIDE, reading

LAST = date(2026, 11, 11)
STEADY = {"meetings": 4, "places": 80, "present": 72, "absent": 8, "leads": 80, "members": 20, "visits": 6}
ROWS = [ChapterLine(each, each.name, "North", standing(each)) for each in TEN]


# Lines


def test_every_state_has_a_shape_of_its_own() -> None:
    """Tones may not be seen; and it is not the shape of a head that is sorted by."""
    assert set(SIGNS) == set(State)
    assert not {sign.shape for sign in SIGNS.values()} & {"▲", "▼"}
    assert len({sign.shape for sign in SIGNS.values()}) == len(State)


@pytest.mark.parametrize("group", range(len(GROUPS)))
@pytest.mark.parametrize("width", [60, 73, 113, 193])
def test_no_line_is_wider_than_its_window(group: int, width: int) -> None:
    """Columns are left out where there is no room; more are shown where there is."""
    layout = layout_for(ROWS, group, width)
    taken = layout.name + 12 + sum(each.width + 1 for each in layout.shown)
    assert taken <= width
    assert layout.shown
    assert len({each.column.key for each in layout.shown}) == len(layout.shown)


def test_where_there_is_room_figures_stand_beside_their_past_and_reasons_behind_them() -> None:
    """In a narrow window the figures of now stand alone."""
    wide, narrow = layout_for(ROWS, 0, 193), layout_for(ROWS, 0, 73)
    laptop = {each.column.key: each.with_past for each in layout_for(ROWS, 0, 113).shown}
    assert (laptop["attendance"], laptop["leads"]) == (True, True)
    assert "reasons" in [each.column.key for each in wide.shown]
    assert {each.column.key: each.with_past for each in wide.shown}["attendance"]
    assert not any(each.with_past for each in narrow.shown)
    assert [each.column.key for each in narrow.shown][:4] == [
        *("members", "members_change", "attendance", "leads")
    ]


def test_every_column_that_can_be_sorted_by_stands_in_a_group() -> None:
    """The page turns to the group where it can be seen, and stays where it is seen already."""
    assert group_with("attendance", 2) == 2
    assert group_with("raw", 0) == 3
    assert group_with("", 1) == 1
    for column in COLUMNS:
        if column.key != "reasons":
            assert column.key in GROUPS[group_with(column.key, 0)].keys


def test_the_chapter_under_the_cursor_is_put_in_words() -> None:
    """How it stands, why, and each figure beside its own past; what does not fit is left out."""
    below = BelowArea(next(row for row in ROWS if row.label == "Millbrook"), layout_for(ROWS, 0, 113))
    text = "\n".join(part.plain for part in in_words(below))
    assert text.startswith("Millbrook  ■ failing  North · every ")
    assert "▲ Attendance 66.1 %, under 70 %; 6 members fewer than 6 months " in text
    assert "Members 11, before 17" in text
    assert len(pane_lines(below, 60, 4).plain.split("\n")) == 4
    steady = next(row for row in ROWS if row.label == "Harborview")
    assert "Nothing in its figures asks for somebody." in "".join(
        part.plain for part in in_words(BelowArea(steady, below.layout))
    )
    area = next(column for column in COLUMNS if column.key == "area")
    assert figure_in_words(area, ChapterLine(steady.of, "x", "", steady.standing)) == ""


# The page


@pytest.fixture
def chapters(sqlite_store: Store) -> tuple[Chapter, list[ChapterId]]:
    """The chapter that is open, and three more in an area: one is failing, one has a name that is markup."""
    own = found_chapter(sqlite_store)
    (north,) = write_areas(sqlite_store, ["North"])
    rows = [chapter_row(name, area_id=north) for name in ("Lakeside", HOSTILE["tag"], "Westport")]
    ids = write_chapters(sqlite_store, rows)
    for at, members in zip((own.id, *ids), (18, 20, 8, 24), strict=True):
        few = {"present": 48, "absent": 32} if members < 10 else {}
        write_months(sqlite_store, at, LAST, **(STEADY | few | {"members": members}))
    join(sqlite_store, ids[0], "Ann Chu", "Florist")
    return own, ids


async def test_who_needs_somebody_most_stands_first(
    sqlite_store: Store, chapters: tuple[Chapter, list[ChapterId]]
) -> None:
    """Sorted by a figure, turned around, one state alone, found by letters; Enter opens the chapter to be
    read, and other keys lead to the areas and to free seats.
    """
    own, ids = chapters
    page = AreaScreen(Desk(sqlite_store, None, SetClock(), "desk"), own)
    async with reading(page, LAPTOP) as reader:
        await reader.until_shown("failing")
        assert page.chosen is not None
        assert page.chosen.of.id == ids[1]
        assert f"■ failing   {HOSTILE['tag']}" in reader.text
        assert "▲ Attendance 60.0 %, under 70 %" in reader.text
        await reader.press("right")
        assert "weeks since new" in reader.text
        await reader.press("left", "s", *["down"] * 4, "enter")  # members
        await reader.until_shown("members▼")
        assert page.chosen.of.id == ids[2]
        await reader.press("s", "enter")
        await reader.until_shown("members▲")
        assert page.chosen.of.id == ids[1]
        await reader.press("f", "down", "enter")
        await reader.until_shown("only failing")
        await reader.press("f", "home", "enter", "slash", "'lakes", "enter")
        await reader.until(lambda: page.picture is not None and page.picture.total == 1)
        await reader.press("enter", "a")
        await reader.press("o", "'florist", "enter")
        await reader.until(lambda: len(reader.wanted) == 3)
        assert reader.wanted == [
            ("chapter_figures", LookedAt(ids[0])),
            ("areas", None),
            ("free_seats", SeatsWanted("florist")),
        ]


async def test_pages_of_the_table_follow_one_another(
    sqlite_store: Store, chapters: tuple[Chapter, list[ChapterId]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Page down at the last line goes on, page up at the first goes back to the last line before it."""
    monkeypatch.setattr("screens.association.area_page.PAGE", 2)
    page = AreaScreen(Desk(sqlite_store, None, SetClock(), "desk"), chapters[0])
    async with reading(page, SMALL) as reader:
        await reader.until_shown("1 to 2 of 4")
        first = page.cursor
        await reader.press("end", "pagedown")
        await reader.until_shown("3 to 4 of 4")
        assert page.listing.highlighted == 0
        await reader.press("end", "pagedown", "home", "pageup")
        await reader.until_shown("1 to 2 of 4")
        assert page.listing.highlighted == 1
        await reader.press("home")
        assert page.cursor == first


async def test_a_visit_is_entered_and_taken_back_there(
    sqlite_store: Store, chapters: tuple[Chapter, list[ChapterId]]
) -> None:
    """At the association's desk, for the chapter under the cursor."""
    page = AreaScreen(Desk(sqlite_store, None, SetClock(), "desk"), chapters[0])
    async with reading(page, WIDE) as reader:
        await reader.until_shown("failing")
        await reader.press("v", "ctrl+s")
        await reader.until(lambda: page.chosen is not None and page.chosen.of.visited_on is not None)
        await reader.press("u")
        await reader.until(lambda: page.chosen is not None and page.chosen.of.visited_on is None)


async def test_the_thresholds_are_there_to_be_read(
    sqlite_store: Store, chapters: tuple[Chapter, list[ChapterId]]
) -> None:
    """Every reason with its figure, and what each figure counts."""
    page = AreaScreen(Desk(sqlite_store, None, SetClock(), "desk"), chapters[0])
    async with reading(page, WIDE) as reader:
        await reader.until_shown("failing")
        await reader.press("t")
        await reader.until_shown("failing: attendance under 70")
        await reader.press("escape")
        assert "attendance under 70" not in reader.text


async def test_the_table_is_written_to_a_file(
    sqlite_store: Store, chapters: tuple[Chapter, list[ChapterId]], tmp_path: Path
) -> None:
    """All of what is looked at."""
    page = AreaScreen(Desk(sqlite_store, None, SetClock(), "desk"), chapters[0])
    async with reading(page, LAPTOP) as reader:
        await reader.until_shown("failing")
        await reader.press("w")
        await reader.until_shown("Folder")
        await reader.retype(str(tmp_path / "north"))
        await reader.press("ctrl+s")
        await reader.until_shown("Written to")
    assert HOSTILE["tag"] in (tmp_path / "north.csv").read_text("utf-8-sig")


# Free seats


async def test_free_seats_come_first_and_held_ones_last(
    sqlite_store: Store, chapters: tuple[Chapter, list[ChapterId]]
) -> None:
    """Enter opens the chapter to be read; another profession is asked for there."""
    own, ids = chapters
    desk = Desk(sqlite_store, None, SetClock(), "desk")
    page = FreeSeatsScreen(desk, own, SeatsWanted("florists"))
    async with reading(page, LAPTOP) as reader:
        await reader.until_shown("Free in 2 of 4 chapters; held in 2.")
        assert [HOSTILE["tag"] in line for line in reader.lines if "○ free" in line] == [True, False]
        assert "Nobody waits for it." in reader.text
        assert reader.text.index("Where it is held") > reader.text.index("Who waits for it")
        await reader.press("end", "enter")
        assert reader.wanted == [("chapter_figures", LookedAt(ids[0]))]
        await reader.press("n", *["'plumber"], "enter")
        await reader.until_shown("Free in 4 of 4 chapters; held in 0.")
        assert Content(reader.lines[0]).plain.strip().startswith("Free seats · plumber · All chapters")


async def test_the_chapters_page_asks_for_free_seats_in_the_area_of_a_chapter(
    sqlite_store: Store, chapters: tuple[Chapter, list[ChapterId]]
) -> None:
    """Of one that stands in no area yet it is all chapters."""
    own, _ = chapters
    desk = Desk(sqlite_store, own.id, SetClock(), "desk")
    page = ChaptersScreen(desk, own, SetClock(), lambda _chapter: desk)
    async with reading(page, LAPTOP) as reader:
        await reader.until_shown("Lakeside")
        await reader.press("o", "'florist", "enter")
        await reader.until(lambda: len(reader.wanted) == 1)
        await reader.press("down", "o", "'florist", "enter")
        await reader.until(lambda: len(reader.wanted) == 2)
        areas = [subject.area_id for _, subject in reader.wanted if isinstance(subject, SeatsWanted)]
        assert areas == [None, 1]


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("width", [73, 113])
def test_a_name_shows_as_it_was_typed(name: str, width: int) -> None:
    """In its line, cut to its column, and below the list, cut where nobody would read on."""
    row = ChapterLine(replace(ROWS[0].of, name=name, place=name), name, name, ROWS[0].standing)
    layout = layout_for([row], 0, width)
    (line,) = area_lines(_table(row), layout)
    assert line.heading is not None
    assert name[:12] in line.heading.plain
    assert line.heading.cell_length <= width
    assert len(pane_lines(BelowArea(row, layout), width, 6).plain.split("\n")) <= 6


def _table(*rows: ChapterLine) -> AreaTable:
    return AreaTable(
        as_of=START,
        area="North",
        wanted=TableWanted(),
        rows=rows,
        total=len(rows),
        page=1,
        pages=1,
        states=Counter(row.standing.state for row in rows),
    )


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (TableWanted(), "most in need first"),
        (TableWanted(turned=True), "most in need first, turned around"),
        (TableWanted(sort="name"), "by name"),
        (TableWanted(sort="attendance"), "by att. %, highest first"),
        (TableWanted(sort="attendance", turned=True), "by att. %, lowest first"),
        (TableWanted(sort="visited"), "by visited, first to last"),
        (TableWanted(sort="visited", turned=True), "by visited, last to first"),
        (TableWanted(states=(State.SILENT,)), "only silent · most in need first"),
        (TableWanted(states=(State.SILENT,), weekday=2), "only silent on Wednesdays · most in need first"),
    ],
)
def test_the_order_is_put_in_words(wanted: TableWanted, shown: str) -> None:
    """By what the chapters are chosen and sorted."""
    assert order_of(replace(_table(*ROWS), wanted=wanted)) == shown
    assert states_of(_table(*ROWS)).plain.startswith("○ ")


def test_state_and_day_are_chosen_together_and_let_go_of_together() -> None:
    """From the first page on."""
    both = filtered(filtered(TableWanted(page=3), "silent"), "Friday")
    assert both == TableWanted(states=(State.SILENT,), weekday=4)
    assert filtered(both, "growing").states == (State.GROWING,)
    assert filtered(both, "every") == TableWanted()


@pytest.mark.parametrize(
    ("label", "width", "shown"),
    [
        ("Abbey Leads (Leeds)", 19, "Abbey Leads (Leeds)"),
        ("Abbey Leads (Leeds)", 17, "Abbey Le… (Leeds)"),
        ("Abbey Leads (Leeds, North Yorkshire)", 17, "Abbey Leads (Lee…"),
        ("Abbey Leads", 9, "Abbey Le…"),
    ],
)
def test_what_tells_a_chapter_apart_is_not_cut_off(label: str, width: int, shown: str) -> None:
    """The name is cut before it, where it has room."""
    of = replace(ROWS[0].of, name="Abbey Leads")
    assert label_in(replace(ROWS[0], of=of, label=label), width) == shown
