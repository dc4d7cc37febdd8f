"""The season written by hand in files and on the screen: every cell is what the pencil says."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import write_health
from leadsroom.store.store import Store, open_store
from leadsroom.views.health.member_columns import COLUMNS
from leadsroom.views.health.member_table import NONE_YET, TOO_LITTLE_HERE, UNKNOWN
from screens.health.health_page import HealthScreen
from tests.databases import Databases
from tests.harborview import SetClock
from tests.health.season_by_hand import play
from tests.health.season_by_hand.play import NOW, WINDOW
from tests.health.test_season_by_hand import EXPECTED, ORDER, expected
from tests.sample import sample_chapter
from tests.screens.pages import WIDE, reading
from tests.seen import seen

_TEXTS = ("other_currencies", "advice")
FIGURES = [column for column in COLUMNS if column.key not in _TEXTS]
_UP, _DOWN = "▲", "▼"
_NO_FIGURE = {"·": (TOO_LITTLE_HERE,), "?": (UNKNOWN, NONE_YET, "")}


@pytest.fixture
def season(databases: Databases) -> Iterator[Store]:
    """An open store with the season in it."""
    place, _ = databases.made_by(play.write_season_by_hand)
    store = open_store(place)
    yield store
    store.close()
    databases.drop(place)


@pytest.fixture
def chapter(season: Store) -> Chapter:
    """Its chapter."""
    return sample_chapter(season)


def written(season: Store, chapter: Chapter, format: str) -> str:
    """The members' figures as a file for officers."""
    wanted = Wanted(period=WINDOW, format=format, officers=True)
    return seen(season, chapter, NOW, write_health, "members", wanted).decode("utf-8-sig")


def cells_agree(shown: str, by_hand: str) -> bool:
    """Whether a cell shows what was written by hand, to the last digit."""
    return shown in _NO_FIGURE.get(by_hand, (by_hand,))


def test_every_cell_of_the_table(season: Store, chapter: Chapter) -> None:
    """The CSV of a spreadsheet has the same digits, and says of the same cells that there are none."""
    rows = list(csv.reader(io.StringIO(written(season, chapter, "csv"))))
    at = next(number for number, row in enumerate(rows) if row[:1] == ["Member"])
    places = {heading.removesuffix(", %"): place for place, heading in enumerate(rows[at])}
    lines = {row[0]: row for row in rows[at + 1 :] if row}
    for column in FIGURES:
        for name, by_hand in expected(column.key).items():
            shown = lines[name][places[column.title]]
            assert cells_agree(shown, by_hand), (column.key, name, shown, by_hand)
    advice = {name: lines[name][places["What should be done"]] for name in ORDER}
    assert {name: words for name, words in advice.items() if words} == EXPECTED["advice"]


def test_every_figure_as_data(season: Store, chapter: Chapter) -> None:
    """The JSON has numbers, or null where there is no figure, and says why."""
    found = json.loads(written(season, chapter, "json"), parse_float=Decimal, parse_int=Decimal)
    lines: dict[str, dict[str, Any]] = {each["name"]: each for each in found["members"]}
    assert sorted(lines) == sorted(ORDER)
    for column in FIGURES:
        for name, by_hand in expected(column.key).items():
            figure = lines[name][column.key]
            value = figure["value"] if isinstance(figure, dict) else figure
            if by_hand in _NO_FIGURE:
                assert value is None, (column.key, name)
            elif column.key == "renews_on":
                assert value == by_hand
            else:
                assert value == Decimal(by_hand), (column.key, name)


async def test_every_cell_of_the_page(season: Store, chapter: Chapter) -> None:
    """Going through all columns with the arrow, the one that is chosen shows the same digits."""
    desk = Desk(season, chapter.id, SetClock(NOW), "desk")
    by_head = {column.short: column for column in FIGURES}
    assert len(by_head) == len(FIGURES)
    shown: dict[str, dict[str, str]] = {}
    async with reading(HealthScreen(desk, chapter, WINDOW), WIDE) as reader:
        await reader.until_shown("Ann")
        await reader.press("o")
        for key in ("left", "right"):
            for _ in range(len(COLUMNS) + 2):
                head, cells = chosen_column(reader.text)
                shown[head] = cells
                await reader.press(key)
    for head, column in by_head.items():
        for name, by_hand in expected(column.key).items():
            cell = shown[head][name].replace(",", "")  # between thousands
            assert cells_agree(cell, by_hand), (column.key, name, cell, by_hand)


def chosen_column(text: str) -> tuple[str, dict[str, str]]:
    """The head of the column that the order is marked at, and its cell in each member's line."""
    lines = text.splitlines()
    heads = next((line for line in lines if "Member" in line and re.search(f"[{_UP}{_DOWN}]", line)), "")
    before, at = re.split(f"[{_UP}{_DOWN}]", heads)[0], len(re.split(f"[{_UP}{_DOWN}]", heads)[0])
    named = [column.short for column in FIGURES if before.endswith(f" {column.short}")]
    found: dict[str, str] = {}
    for line in lines if heads else ():
        names = [word for word in line.split()[:2] if word in ORDER]
        if names and names[0] not in found:
            cells = (each for each in re.finditer(r"\S+", line) if each.start() <= at <= each.end())
            found[names[0]] = next((each.group() for each in cells), "")
    return max(named, key=len, default=""), found
