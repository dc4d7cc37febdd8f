"""With 11,000 chapters in a database no command reads them all: no more than are shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from leadsroom.acts.desk import SyncDesk
from leadsroom.cli.parser import make_parser
from leadsroom.domain.ids import ChapterId
from leadsroom.store.backups.contents import contents_of
from leadsroom.store.changing_hands import holdings_of
from leadsroom.store.store import open_store
from leadsroom.views.palette import chapters_named, palette_view
from tests.association.many_chapters import ALL_OF_AN_ASSOCIATION, write_many
from tests.cli_runs import ROSTER, Run, answered
from tests.databases import SqliteFiles
from tests.harborview import SetClock

# A list of fifty, with what tells them apart; the tree of ten areas.
ROWS_AT_MOST = 250

# A way to ask each command that stands for it. Without a terminal those with a screen refuse, once they have
# found their chapter.
COMMANDS: dict[str, tuple[str, ...]] = {
    "meet": (),
    "timekeeper": (),
    "review": (),
    "minutes": (),
    "letters": ("--dry-run",),
    "slips": ("--families",),
    "visitors": (),
    "report": ("attendance",),
    "health": ("--format", "csv"),
    "scorecard": (),
    "catalogue": (),
    "ledger": (),
    "roster": ("import", ROSTER, "--dry-run"),
    "chapter": (),
    "chapters": (),
    "calendar": (),
    "rules": (),
    "standing": (),
    "areas": (),
    "directors": (),
    "visits": (),
    "templates": (),
    "undo": (),
    "redo": (),
    "serve": ("timekeeper", "--port", "0"),
    "db": ("backups",),  # to check a file is to look at all that is in it
    "demo": (),
}
# The area's table is of all chapters of an area, and sums them up by page.
BY_PAGE = {"area"}


@pytest.fixture(scope="module")
def thousands(sqlite_files: SqliteFiles) -> str:
    """A database of 11,000 chapters, which nobody writes into."""
    place = sqlite_files.fresh()
    store = open_store(place)
    write_many(store)
    store.close()
    return place


class Rows:
    """How many rows were fetched."""

    def __init__(self) -> None:
        self.fetched = 0

    def one(self, _cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> tuple[Any, ...]:
        self.fetched += 1
        return row


@contextmanager
def rows_counted() -> Iterator[Rows]:
    """Counts the rows that are fetched over connections that are opened meanwhile."""
    rows = Rows()

    def count(connection: Any, _record: Any) -> None:
        connection.row_factory = rows.one

    event.listen(Pool, "connect", count)
    try:
        yield rows
    finally:
        event.remove(Pool, "connect", count)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], thousands: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line on them."""
    monkeypatch.setattr("leadsroom.cli.serve._serve", lambda *_: None)
    return lambda *words: answered(capsys, "--db", thousands, *words)


def test_every_command_is_tried_here() -> None:
    """A new one is added to the table."""
    (commands,) = (each.choices for each in make_parser()._actions if isinstance(each.choices, dict))
    assert set(commands) - BY_PAGE == set(COMMANDS)


@pytest.mark.parametrize("name", ["Harborview 17", "#17", None, "harborview", "Harborvew 17", "early", "zzz"])
def test_a_chapter_is_found_among_thousands(run: Run, name: str | None) -> None:
    """Or not found, or one of many: whichever it is, only those that are named are read."""
    with rows_counted() as rows:
        answer = run("roster", "export", *([] if name is None else ["--chapter", name]))
    assert answer.code == (0 if name in ("Harborview 17", "#17") else 1)
    assert 0 < rows.fetched <= ROWS_AT_MOST
    assert len(answer.err) < 800


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_reads_them_all(run: Run, command: str) -> None:
    """With the chapter that is meant, which is the only one that most of them read."""
    with rows_counted() as rows:
        answer = run(command, *COMMANDS[command], "--chapter", "Harborview 17")
    assert "fault of its own" not in answer.err
    assert rows.fetched <= ROWS_AT_MOST


@pytest.mark.parametrize(
    "words",
    [[], ["early"], ["leeds"], ["harborvew"], ["--area", "Area 3"], ["--archived"], ["--area", "none"]],
)
def test_a_list_reads_what_it_shows(run: Run, words: list[str]) -> None:
    """Fifty of them, by whatever words; with `--all` it is all, by pages."""
    with rows_counted() as rows:
        answer = run("chapters", *words)
    assert answer.code == 0
    assert rows.fetched <= ROWS_AT_MOST
    assert len(answer.out.splitlines()) <= 52


@pytest.mark.parametrize("words", [[], ["--area", "Area 3"]])
def test_no_free_seat_is_looked_for_among_thousands(run: Run, words: list[str]) -> None:
    """A smaller area is to be named, and no seat is read before."""
    with rows_counted() as rows:
        answer = run("chapters", "--open", "florist", *words)
    assert answer.code == 1
    assert "has more than 1,000 chapters" in answer.err
    assert rows.fetched <= ROWS_AT_MOST


def test_all_are_written_where_all_are_asked_for(run: Run) -> None:
    """Each once."""
    with rows_counted() as rows:
        lines = run("chapters", "--all", "--archived", "--format", "csv").out.splitlines()[1:]
    assert rows.fetched >= ALL_OF_AN_ASSOCIATION
    assert len({line.partition(",")[0] for line in lines}) == len(lines) == ALL_OF_AN_ASSOCIATION


def test_neither_the_palette_nor_a_hand_over_reads_them_all(thousands: str) -> None:
    """What letters mean is asked for; a file is told by the number of its chapters."""
    with rows_counted() as rows:
        store = open_store(thousands)
        desk = SyncDesk(store, ChapterId(17), SetClock(), "desk")
        assert desk.read(palette_view).has_many_chapters
        assert len(desk.read(chapters_named, "harborview 1")) == 50
        held = holdings_of(store)
        assert (len(held.chapters), held.chapters_in_all) == (12, ALL_OF_AN_ASSOCIATION)
        store.close()
    assert rows.fetched <= 2 * ROWS_AT_MOST
    with sqlite3.connect(f"file:{Path(thousands)}?mode=ro", uri=True) as connection:
        connection.isolation_level = None
        contents = contents_of(connection)
    assert (len(contents.chapters), contents.chapters_in_all) == (50, ALL_OF_AN_ASSOCIATION)
