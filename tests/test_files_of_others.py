"""A file that is not ours stays as it is, byte for byte, whatever is asked of it; the answer names it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from leadsroom.errors import Refused
from leadsroom.store.backups.backups import Backups, Why
from leadsroom.store.readonly import store_to_look_at
from leadsroom.store.store import open_store
from tests.cli_runs import ROSTER, answered
from tests.databases import SqliteFiles
from tests.harborview import START


def _songs(path: Path, journal: str) -> sqlite3.Connection:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute(f"PRAGMA journal_mode = {journal}")
    other.execute("CREATE TABLE alembic_version (version_num TEXT)")
    other.execute("CREATE TABLE song (title TEXT)")
    return other


def another_program(path: Path, _ours: str) -> None:
    """An SQLite file with a rollback journal, whose program uses Alembic too."""
    _songs(path, "DELETE").close()


def another_program_in_wal(path: Path, _ours: str) -> None:
    """One with a write-ahead log, closed as it should be."""
    _songs(path, "WAL").close()


def another_program_killed(path: Path, _ours: str) -> None:
    """One whose tables are in its log only, and whose program was killed."""
    open_elsewhere = _songs(path.with_name("open"), "WAL")
    for ending in ("", "-wal"):
        shutil.copy(path.with_name(f"open{ending}"), path.with_name(path.name + ending))
    open_elsewhere.close()


def another_program_with_rubbish(path: Path, _ours: str) -> None:
    """One with something beside it that has the name of a log and is none."""
    _songs(path, "WAL").close()
    path.with_name(f"{path.name}-wal").write_bytes(b"rubbish " * 500)


def newer(path: Path, ours: str) -> None:
    """A database of a leadsroom to come, in a rollback journal as a copy of it is."""
    shutil.copy(ours, path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


def damaged(path: Path, ours: str) -> None:
    """A database of ours with its first pages overwritten."""
    whole = Path(ours).read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * 20_000 + whole[20_100:])


def text(path: Path, _ours: str) -> None:
    """No database at all."""
    path.write_text("Buy flowers. " * 500)


OTHERS = (
    *(another_program, another_program_in_wal, another_program_killed, another_program_with_rubbish),
    *(newer, damaged, text),
)
COMMANDS = (
    ["roster", "import", ROSTER],
    ["roster", "export"],
    ["meet"],
    ["minutes"],
    ["db", "check"],
    ["db", "backup"],
    ["db", "upgrade"],
    ["db", "hand-over", "--to", "Bea Katz"],
    ["db", "take-back"],
    ["demo"],
)


def _left(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


@pytest.mark.parametrize("make", OTHERS, ids=lambda make: make.__name__)
def test_a_file_of_others_is_not_changed_by_looking(
    make: Callable[[Path, str], None],
    tmp_path: Path,
    sqlite_files: SqliteFiles,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Neither its bytes nor its time change, nothing is left beside it, and each refusal names it."""
    folder = tmp_path / "others"
    folder.mkdir()
    place = folder / "there.db"
    make(place, sqlite_files.fresh())
    before = _left(folder)
    for command in COMMANDS:
        answer = answered(capsys, "--db", place, *command)
        assert (answer.code, answer.err.count("\n")) == (1, 1), (command, answer)
        assert str(place) in answer.err, (command, answer)
        assert _left(folder) == before, command
    for way in (open_store, lambda there: store_to_look_at(there).need_our_schema()):
        with pytest.raises(Refused, match=str(place)):
            way(str(place))
        assert _left(folder) == before


@pytest.mark.parametrize("make", OTHERS, ids=lambda make: make.__name__)
def test_looking_what_a_restore_would_replace_changes_nothing(
    make: Callable[[Path, str], None],
    tmp_path: Path,
    sqlite_files: SqliteFiles,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where a backup would go stands something else: another program's database stays, with --yes too."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "others"
    folder.mkdir()
    place = Path(shutil.copy(sqlite_files.fresh(), folder / "there.db"))
    Backups(place).make(Why.after_meeting(START.date()), START)
    for path in folder.iterdir():
        path.unlink()
    make(place, sqlite_files.fresh())
    before = _left(folder)
    is_another_s = make.__name__.startswith("another_program")
    for words in ([], ["--yes"]) if is_another_s else ([],):
        answer = answered(capsys, "--db", place, "db", "restore", *words)
        assert answer.code == is_another_s, answer
        assert str(place) in answer.err + answer.out
        assert _left(folder) == before


def test_an_empty_file_is_filled(tmp_path: Path) -> None:
    """A file without a byte is somebody's wish to have the database there."""
    place = tmp_path / "wish.db"
    place.touch()
    open_store(str(place)).close()
    assert place.stat().st_size


def test_a_log_without_its_file_is_not_thrown_away(tmp_path: Path, sqlite_files: SqliteFiles) -> None:
    """SQLite would delete it with the meeting in it: nothing is made in that place, and the log is named."""
    place = tmp_path / "gone.db"
    store = open_store(str(place))
    shutil.copy(f"{place}-wal", tmp_path / "log")
    store.close()
    place.unlink()
    shutil.move(tmp_path / "log", f"{place}-wal")
    before = _left(tmp_path)
    with pytest.raises(Refused, match=r"is in gone\.db-wal beside it"):
        open_store(str(place))
    assert _left(tmp_path) == before
