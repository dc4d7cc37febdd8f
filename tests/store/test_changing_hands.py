"""A file goes out, another one comes in, and two copies of one database are told apart."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.acts.chapter.commands import ChangeChapter, FoundChapter, habits_of
from leadsroom.acts.command import Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.domain.chapter.hand_over import Objection
from leadsroom.errors import Refused
from leadsroom.station import Station
from leadsroom.store import changing_hands
from leadsroom.store.changing_hands import (
    arriving,
    compare,
    hand_over,
    hand_over_of,
    met,
    put_in_place,
    take_back,
)
from leadsroom.store.maintenance import check_up
from leadsroom.store.schema import HEAD
from leadsroom.store.store import open_store
from leadsroom.views.chapter import all_chapters, chapter_here
from tests.brooms import look_after
from tests.databases import SqliteFiles
from tests.harborview import START, SetClock
from tests.roster.sheets import every_row, harborview
from tests.store.older_version import OlderVersion, left_by

ANN, BEA = Station("a" * 32, 0, "command line"), Station("b" * 32, 0, "command line")


class Laptop:
    """A database on somebody's laptop, and what they enter there."""

    def __init__(self, place: Path, station: Station) -> None:
        self.place, self.station = place, station
        self.store = open_store(str(place))
        (chapter,) = SyncDesk(self.store, None, SetClock(), station).read(all_chapters)
        self.desk = SyncDesk(self.store, chapter.id, SetClock(), station)
        self.entered = 0

    def enter(self) -> str:
        """Change something; the command's name in the journal."""
        habits = habits_of(self.desk.read(chapter_here))
        self.entered += 1
        command = ChangeChapter(replace(habits, place=f"{self.station.machine[0]} {self.entered}"))
        self.desk.do(command)
        return command.command_id


@pytest.fixture
def founded(sqlite_place: str) -> Path:
    """A database with a chapter, closed."""
    store = open_store(sqlite_place)
    SyncDesk(store, None, SetClock(), ANN).do(FoundChapter(harborview()))
    store.close()
    return Path(sqlite_place)


@pytest.fixture
def ann(founded: Path) -> Iterator[Laptop]:
    """The laptop on which the chapter was founded."""
    laptop = Laptop(founded, ANN)
    yield laptop
    laptop.store.close()


def given_away(ann: Laptop, folder: Path) -> Path:
    """The file that is handed over to Bea."""
    file = folder / "stick.db"
    hand_over(ann.store, "Bea Katz", file, START, ANN)
    return file


def beside(file: Path) -> set[str]:
    """What stands in a file's folder under a name like its."""
    return {each.name for each in file.parent.iterdir() if file.stem in each.name}


def test_all_of_it_is_in_one_private_file(ann: Laptop, tmp_path: Path) -> None:
    """Every row but the hand-over itself, which says that it was received; nothing stands beside it."""
    file = given_away(ann, tmp_path)
    assert (file.stat().st_mode & 0o777, beside(file)) == (0o600, {"stick.db"})
    bea = open_store(str(file))
    here, there = every_row(ann.store), every_row(bea)
    away, received = here.pop("hand_over"), there.pop("hand_over")
    assert here == there
    assert (len(away), len(received)) == (1, 1)
    assert hand_over_of(ann.store) is not None
    assert hand_over_of(bea) is None
    assert check_up(bea).faults == ()
    assert not [each for each in ann.place.parent.iterdir() if each.name.endswith("leaving")]
    bea.close()


def test_an_act_comes_before_the_copy_or_is_refused(ann: Laptop, tmp_path: Path, in_a_hurry: None) -> None:
    """While a writer holds the database nothing is handed over, and nothing is left behind."""
    held = sqlite3.connect(ann.place, isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    other = open_store(str(ann.place))
    with pytest.raises(Refused, match="Another window is writing"):
        hand_over(other, "Bea Katz", tmp_path / "stick.db", START, ANN)
    other.close()
    held.close()
    assert not (tmp_path / "stick.db").exists()
    assert ann.enter()


@pytest.mark.parametrize("fails", ["copy", "commit"])
def test_what_goes_wrong_hands_nothing_over(
    ann: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    """The file goes away again, and the database is written as ever."""

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    way = {"copy": "_carry", "commit": "note_hand_over"}[fails]
    monkeypatch.setattr(changing_hands, way, broken)
    with pytest.raises((Refused, OSError)):
        hand_over(ann.store, "Bea Katz", tmp_path / "stick.db", START, ANN)
    assert not (tmp_path / "stick.db").exists()
    assert hand_over_of(ann.store) is None
    assert ann.enter()


def test_a_file_that_is_there_is_not_written_over(ann: Laptop, tmp_path: Path) -> None:
    """Nor is what a link leads to; and it is handed over once only."""
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "link.db").symlink_to(tmp_path / "mine.txt")
    (tmp_path / "nowhere.db").symlink_to(tmp_path / "new.db")
    for name in ("mine.txt", "link.db", "nowhere.db"):
        with pytest.raises(Refused, match="is there already"):
            hand_over(ann.store, "Bea Katz", tmp_path / name, START, ANN)
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert not (tmp_path / "new.db").exists()
    given_away(ann, tmp_path)
    with pytest.raises(Refused, match="Handed over to Bea Katz"):
        hand_over(ann.store, "Cy Ng", tmp_path / "again.db", START, ANN)
    assert not (tmp_path / "again.db").exists()


def test_a_server_is_not_handed_over(postgres_place: str, tmp_path: Path) -> None:
    """One sentence, and no file."""
    store = open_store(postgres_place)
    with pytest.raises(Refused, match="A server is not handed over"):
        hand_over(store, "Bea Katz", tmp_path / "stick.db", START, ANN)
    store.close()
    assert list(tmp_path.iterdir()) == []


def test_it_comes_back_with_what_was_entered_there(ann: Laptop, tmp_path: Path) -> None:
    """The one that was handed over is stored aside, and the place has what Bea has entered."""
    bea = Laptop(given_away(ann, tmp_path), BEA)
    entered = bea.enter()
    back, aside = tmp_path / "back.db", tmp_path / "aside.db"
    hand_over(bea.store, "Ann Chu", back, START + timedelta(days=90), BEA)
    rows = every_row(ann.store)
    with arriving(back, ann.place) as arrived:
        found = met(ann.store, arrived)
        assert found.copies.objection is None
        assert found.copies.parting.there == ((1, entered),)
        ann.store.close()
        put_in_place(arrived, ann.place, aside)
    again, stored = Laptop(ann.place, ANN), open_store(str(aside))
    assert every_row(stored) == rows
    assert compare(bea.store, again.store).parting.there == ()
    assert again.enter()
    for store in (again.store, stored, bea.store):
        store.close()


def test_nobody_s_open_database_is_taken_away(ann: Laptop, tmp_path: Path) -> None:
    """A screen that has it open, be it the timekeeper's, is to be closed first; nothing changes."""
    file = given_away(ann, tmp_path)
    with ann.store.reading(), arriving(file, ann.place) as arrived:
        before = every_row(ann.store)
        with pytest.raises(Refused, match="is open in another leadsroom"):
            put_in_place(arrived, ann.place, tmp_path / "aside.db")
    assert every_row(ann.store) == before
    assert not (tmp_path / "aside.db").exists()


def test_what_a_lost_database_has_left_is_not_taken_for_a_part_of_this_one(
    ann: Laptop, tmp_path: Path
) -> None:
    """A log without its database is somebody's last meeting: it is to be moved away first."""
    file, target = given_away(ann, tmp_path), tmp_path / "new" / "leadsroom.db"
    with arriving(file, target) as arrived:
        target.with_name("leadsroom.db-wal").write_bytes(b"their last meeting")
        with pytest.raises(Refused, match=r"leadsroom\.db-wal is of a database that is gone"):
            put_in_place(arrived, target, None)
        assert not target.exists()


def test_a_file_that_comes_is_left_as_it_is(ann: Laptop, tmp_path: Path) -> None:
    """Also one that somebody has open, and one that may only be read."""
    file = given_away(ann, tmp_path)
    file.chmod(0o400)
    before = file.read_bytes()
    with arriving(file, tmp_path / "new" / "x.db") as arrived:
        assert compare(ann.store, arrived).objection is None
    assert (file.read_bytes(), beside(file)) == (before, {"stick.db"})
    with arriving(ann.place, tmp_path / "new" / "x.db") as arrived:
        assert compare(ann.store, arrived).parting.here == ()
    assert list((tmp_path / "new").iterdir()) == []


def test_an_older_file_is_brought_up_to_date_in_its_copy(tmp_path: Path) -> None:
    """The stick may belong to a laptop with an older leadsroom."""
    file = tmp_path / "older.db"
    left_by(str(file), "0006", OlderVersion.chapter)
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    before = file.read_bytes()
    with arriving(file, tmp_path / "new" / "x.db") as arrived:
        assert check_up(arrived).version == HEAD
    assert (file.read_bytes(), beside(file)) == (before, {"older.db"})
    assert list((tmp_path / "new").iterdir()) == []


def test_a_damaged_file_does_not_come_in(ann: Laptop, tmp_path: Path) -> None:
    """Nor one of something else; nothing is left where it should have been."""
    file = given_away(ann, tmp_path)
    data = bytearray(file.read_bytes())
    data[len(data) // 4 : len(data) // 2] = b"\xa5" * (len(data) // 2 - len(data) // 4)
    file.write_bytes(data)
    (tmp_path / "notes.txt").write_text("Buy flowers. " * 500)
    for each in (file, tmp_path / "notes.txt"):
        with pytest.raises(Refused, match="damaged"), arriving(each, tmp_path / "new" / "x.db"):
            pytest.fail("came in")
    assert list((tmp_path / "new").iterdir()) == []


def test_what_a_killed_run_has_left_goes(ann: Laptop, tmp_path: Path) -> None:
    """A copy that was half made lies in a folder of its own, which the next run clears away."""
    room = ann.place.with_name(f".{ann.place.name}.leaving")
    room.mkdir()
    (room / "half").write_text("half")
    given_away(ann, tmp_path)
    assert not room.exists()


@pytest.mark.parametrize("sweep", [Path.unlink, lambda file: os.truncate(file, 0)], ids=["gone", "emptied"])
@pytest.mark.parametrize("away", [True, False], ids=["handed over", "ours"])
def test_a_file_that_is_saved_is_handed_over_only_if_it_was(
    ann: Laptop, tmp_path: Path, sweep: Callable[[Path], None], away: bool
) -> None:
    """To go on in a saved copy is no hand-over; and one that was made is not lost with the file."""
    look_after(ann.store, tmp_path / "shadows")
    ann.enter()
    if away:
        given_away(ann, tmp_path)
    sweep(ann.place)
    assert (hand_over_of(ann.store) is not None) is away
    assert ann.store.place != str(ann.place)
    with pytest.raises(Refused, match="Handed over to Bea Katz") if away else nullcontext():
        ann.enter()


def test_two_that_both_went_on_say_what_each_has(ann: Laptop, tmp_path: Path) -> None:
    """By count, and the last acts in words with date and station; an undo is an act as well."""
    bea = Laptop(given_away(ann, tmp_path), BEA)
    take_back(ann.store, START + timedelta(days=1))
    for _ in range(4):
        ann.enter()
    bea.enter()
    bea.desk.do(Undo())
    found = met(ann.store, bea.store)
    assert found.copies.objection is Objection.BOTH_WENT_ON
    assert (found.here.acts, found.there.acts) == (4, 2)
    assert [act.words for act in found.there.last] == [
        "18 Nov 2026, 7:00 AM: Harborview: place – → b 1, at the command line",
        "18 Nov 2026, 7:00 AM: Undid: Harborview: place – → b 1, at the command line",
    ]
    assert len(found.here.last) == 3
    bea.store.close()


@given(
    before=st.integers(0, 3),
    by_hand=st.booleans(),
    taken_back=st.booleans(),
    steps=st.lists(st.sampled_from(["here", "there", "undo"]), max_size=10),
)
def test_comparing_two_copies_finds_what_each_has_since(
    sqlite_files: SqliteFiles,
    tmp_path_factory: pytest.TempPathFactory,
    before: int,
    by_hand: bool,
    taken_back: bool,
    steps: list[str],
) -> None:
    """Whatever is entered on either, in whatever order, after a hand-over or a copy that was made by hand."""
    folder = tmp_path_factory.mktemp("copies")
    store = open_store(sqlite_files.fresh())
    SyncDesk(store, None, SetClock(), ANN).do(FoundChapter(harborview()))
    store.close()
    ann = Laptop(Path(store.place), ANN)
    for _ in range(before):
        ann.enter()
    if by_hand:
        ann.store.close()
        other = Path(shutil.copy(ann.place, folder / "copy.db"))
    else:
        other = given_away(ann, folder)
        if taken_back:
            take_back(ann.store, START)
    bea = Laptop(other, BEA)
    here, there = _entered(ann, bea, steps, may_write=by_hand or taken_back)
    found = compare(ann.store, bea.store)
    keys = [tuple(key for _, key in each) for each in (found.parting.here, found.parting.there)]
    assert keys == [tuple(here), tuple(there)]
    assert found.parting.common == 1 + before
    assert found.objection is _expected(bool(here), bool(there), by_hand, taken_back)
    ann.store.close()
    bea.store.close()


def _entered(ann: Laptop, bea: Laptop, steps: list[str], *, may_write: bool) -> tuple[list[str], list[str]]:
    """What both enter, in turns as drawn; what is refused is entered nowhere."""
    here: list[str] = []
    there: list[str] = []
    for step in steps:
        if step == "here" and may_write:
            here.append(ann.enter())
        elif step == "here":
            with pytest.raises(Refused):
                ann.enter()
        elif step == "there":
            there.append(bea.enter())
        elif bea.desk.next_undo() is not None:
            there.append((undo := Undo()).command_id)
            bea.desk.do(undo)
    return here, there


def _expected(here: bool, there: bool, by_hand: bool, taken_back: bool) -> Objection | None:
    if here:
        return Objection.BOTH_WENT_ON if there else Objection.OLDER
    return Objection.NOTHING_NEW if (by_hand or taken_back) and not there else None
