"""A database while a screen shows it, and after it had to leave its place: what belongs to it still does."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from leadsroom.cli.looked_after import looked_after
from leadsroom.cli.place import opened, warn_of_backups
from leadsroom.errors import Refused
from leadsroom.paths import windows_folder
from leadsroom.store.backups.backups import Backups, Why
from leadsroom.store.backups.windows import open_window
from leadsroom.store.file.forwarding import forward
from leadsroom.store.file.parts import index_of
from leadsroom.store.store import Store, open_store
from tests.brooms import delete, replace_file
from tests.cli_runs import HABITS, ROSTER, Run, answered
from tests.harborview import START, SetClock, found_chapter
from tests.hindrances import no_room


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command line in this process, for somebody with nothing in their folders."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *words: answered(capsys, *words)


@pytest.fixture
def file(tmp_path: Path, run: Run) -> Path:
    """A database with a chapter of six."""
    file = tmp_path / "home" / "leadsroom.db"
    store = open_store(str(file))
    found_chapter(store)
    store.close()
    return file


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    """It, open and looked after."""
    store = _looked_at(str(file))
    yield store
    store.close()


def _looked_at(place: str) -> Store:
    store = open_store(place)
    store.look_after(None)
    store.check()
    return store


def test_what_is_swept_away_at_the_very_end_is_saved_and_said(
    file: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the program is left before the next look, the last one saves all, and the shell shows it."""
    with opened(str(file)) as store, looked_after(store, SetClock(), "leadsroom"):
        store.look_after(None)
        delete(file, file)
    assert capsys.readouterr().err == (
        "leadsroom.db was deleted or moved away by another program. "
        "Nothing is lost: leadsroom goes on in leadsroom-saved.db, beside it.\n"
    )
    assert run("--db", file, "chapter").out.startswith("Harborview")


@pytest.mark.parametrize("is_link", [True, False], ids=["a link", "from another folder"])
def test_one_file_by_two_names_is_saved_once(
    file: Path, is_link: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two windows that name it differently go on in the same file, and a start from elsewhere finds it."""
    folder = file.parent / "other"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "link.db").symlink_to(file)
    first, second = _looked_at("link.db" if is_link else "../leadsroom.db"), _looked_at(str(file))
    delete(file, file)
    first.check()
    second.check()
    assert first.place == second.place == str(file.with_name("leadsroom-saved.db"))
    monkeypatch.chdir("/")
    third = open_store(str(folder / "link.db"))
    assert third.place == first.place
    for each in (first, second, third):
        each.close()
    open_store(str(folder / "link.db")).close()
    assert [each.name for each in file.parent.glob("*.db")] == ["leadsroom.db"]
    assert (folder / "link.db").is_symlink()


def test_a_database_behind_a_link_is_copied_with_its_log(file: Path, tmp_path: Path) -> None:
    """SQLite puts the log where the link leads: what is cut off there is saved whole."""
    link = tmp_path / "link.db"
    link.symlink_to(file)
    store = open_store(str(link))
    store.look_after(tmp_path / "shadows")
    assert store.guard is not None
    store.guard.catch_up()
    found_chapter(store, name="Bayview")
    os.truncate(file, 1000)
    store.check()
    assert [rescue.goes_on_in for rescue in store.guard.rescues] == [file.with_name("leadsroom-saved.db")]
    store.close()


def test_a_lost_index_moves_the_database_before_another_is_made(file: Path, store: Store) -> None:
    """Two programs with an index each would write over what the other has written."""
    index_of(file).unlink()
    store.check()
    assert Path(store.place) == file.with_name("leadsroom-saved.db")


def test_backups_stay_those_of_the_place(file: Path, store: Store, run: Run) -> None:
    """While it goes on in another file its backups are listed, and its windows named, as before."""
    Backups(file).make(Why.after_meeting(START.date()), START)
    delete(file, file)
    store.check()
    assert "after the meeting of Wed 18 Nov" in run("--db", file, "db", "backups").out
    with looked_after(store, SetClock(), "the moderator's screen"):
        answer = run("--db", file, "db", "restore", "--yes")
    assert answer.code == 1
    assert answer.err.startswith(f"{file} is open in the moderator's screen")


def test_a_backup_is_made_of_what_is_open_and_not_of_what_has_replaced_it(
    file: Path, run: Run, tmp_path: Path
) -> None:
    """A cloud puts an older copy in its place just as the meeting is closed."""
    older = tmp_path / "older.db"
    older.write_bytes(file.read_bytes())
    with opened(str(file)) as store, looked_after(store, SetClock(), "leadsroom") as backups:
        store.look_after(None)
        found_chapter(store, name="Bayview")
        replace_file(file, older)
        assert backups is not None
        backups.meeting_closed(START.date())
    assert "2 chapters" in run("--db", file, "db", "backups").out


def test_it_is_handed_over_by_its_own_name(file: Path, store: Store, run: Run, tmp_path: Path) -> None:
    """The file for the next moderator is called as ever, wherever the database had to go."""
    delete(file, file)
    store.check()
    answer = run("--db", file, "db", "hand-over", "--to", "Bea", "-o", tmp_path)
    assert answer.code == 0
    assert [each.name.startswith("leadsroom-for-bea-") for each in tmp_path.glob("*.db")] == [True]


def test_a_second_copy_that_does_not_fit_takes_no_room(file: Path, tmp_path: Path) -> None:
    """What could not be finished does not stay: the room is the database's."""
    store = open_store(str(file))
    store.look_after(tmp_path / "shadows")
    assert store.guard is not None
    with no_room():
        store.guard.catch_up()
    assert list((tmp_path / "shadows").iterdir()) == []
    store.close()


def test_where_our_own_folder_cannot_be_written_the_next_start_finds_it_too(
    file: Path, store: Store, tmp_path: Path
) -> None:
    """The note of where it went is beside the place then, and goes once it has come home."""
    (tmp_path / "state").write_text("in the way")
    delete(file, file)
    store.check()
    again = open_store(str(file))
    assert again.place == store.place == str(file.with_name("leadsroom-saved.db"))
    again.close()
    store.close()
    open_store(str(file)).close()
    assert [each.name for each in file.parent.iterdir()] == ["leadsroom.db"]


class OnFullDisk(sqlite3.Connection):
    """A connection whose copies find no room; what they have written of it is taken away again."""

    def execute(self, sql: str, *what: Any) -> sqlite3.Cursor:
        if sql.startswith("VACUUM INTO"):
            wrong = sqlite3.OperationalError("database or disk is full")
            wrong.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise wrong
        return super().execute(sql, *what)


def test_a_backup_without_room_names_the_folder_of_backups(file: Path, run: Run) -> None:
    """The database itself may be on another disk, which has room; nothing half written stays."""
    backups = Backups(file)
    with (
        closing(sqlite3.connect(file, isolation_level=None, factory=OnFullDisk)) as original,
        pytest.raises(Refused, match="disk is full: no backup can be written to "),
    ):
        backups.make_of(original, Why.after_meeting(START.date()), START)
    assert not [each for each in backups.folder.iterdir() if each.name != "lock"]


def test_a_database_that_is_gone_before_the_start_is_looked_for_in_its_backups(
    file: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody sets up a chapter anew without hearing of them, also where a start has made a file."""
    Backups(file).make(Why.after_meeting(START.date()), START)
    file.unlink()
    hint = (
        f", but there are backups of it: leadsroom --db {file} db restore shows the newest, "
        "and restores it with --yes.\n"
    )
    for words in (("chapter",), ("db", "check"), ("db", "hand-over", "--to", "Bea")):
        assert run("--db", file, *words).err == f"There is no database at {file}{hint}"
    for _start in (1, 2):
        with opened(str(file)) as store:
            warn_of_backups(store)
        assert capsys.readouterr().err == f"There is no chapter in {file}{hint}"
        assert run("--db", file, "minutes").err == f"There is no chapter in {file}{hint}"
    assert run("--db", file, "db", "hand-over", "--to", "Bea").err == f"There is no chapter here{hint}"
    founded = run("--db", file, "--chapter", "Bayview", "roster", "import", ROSTER, *HABITS)
    assert (founded.code, founded.err) == (0, f"There is no chapter in {file}{hint}")
    file.unlink()
    open_store(str(file)).close()
    assert run("--db", file, "db", "restore", "--yes").code == 0
    assert run("--db", file, "chapter").out.startswith("Harborview")


def test_it_comes_home_from_another_disk(file: Path, store: Store, tmp_path: Path) -> None:
    """Where its own disk was full it had to go to another one, and is copied back."""
    in_memory = "/dev/shm"  # on each Linux a disk of its own
    with tempfile.TemporaryDirectory(dir=in_memory if Path(in_memory).is_dir() else None) as another:
        saved = Path(another) / "leadsroom-saved.db"
        store.close()
        file.rename(tmp_path / "gone.db")
        shutil.copyfile(tmp_path / "gone.db", saved)
        forward(file, saved)
        again = open_store(str(file))
        assert (again.place, saved.exists()) == (str(file), False)
        again.close()
    assert [each.name for each in file.parent.iterdir()] == ["leadsroom.db"]


def test_windows_of_killed_programs_do_not_pile_up(file: Path, run: Run) -> None:
    """The next window that is opened takes them away."""
    with open_window(file, "leadsroom", START):
        (left,) = windows_folder().iterdir()
        killed = left.with_name(left.name.replace(left.stem[-8:], "00000000"))
        killed.touch()
        with open_window(file, "leadsroom meet", START):
            assert len(list(windows_folder().iterdir())) == 2
            assert not killed.exists()


def test_what_could_not_be_saved_leaves_nothing_by_which_the_next_copy_is_rolled_back(
    file: Path, store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """SQLite takes a journal for that of whichever database has the name."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with store.begun() as connection:  # more than SQLite has in memory at once
        connection.exec_driver_sql(
            "CREATE TABLE much AS WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n WHERE i < 200) "
            "SELECT randomblob(30000) FROM n"
        )
    delete(file, file)
    with no_room(3_000_000), pytest.raises(Refused, match="could not be saved"):
        store.check()
    assert list(file.parent.iterdir()) == []
    store.check()
    assert Path(store.place) == file.with_name("leadsroom-saved.db")
