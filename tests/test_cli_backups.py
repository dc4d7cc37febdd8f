"""`leadsroom db backups` and `db restore`, and the backup that is made before an upgrade."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from leadsroom.paths import shadows_folder
from leadsroom.store.backups.backups import Backups, Why
from leadsroom.store.backups.windows import open_window
from leadsroom.store.schema import HEAD
from leadsroom.store.store import open_store
from tests.brooms import kill, look_after
from tests.cli_runs import ROSTER, Answer, Run, answered
from tests.harborview import START, found_chapter
from tests.store.older_version import left_by

_SENTENCE_ON_PLACES = (
    "They are on this disk only: --second-place FOLDER copies each one to a stick or a folder too."
)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command line in this process, on 18 November 2026, for somebody without backups."""
    (tmp_path / "now").write_text("2026-11-18T17:00:00+00:00")
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "80")
    return lambda *words: answered(capsys, *words)


@pytest.fixture
def db(tmp_path: Path, run: Run) -> Path:
    """A database with a chapter of six, a backup of it, and what was done since."""
    path = tmp_path / "home" / "x.db"
    store = open_store(str(path))
    found_chapter(store)
    store.close()
    Backups(path).make(Why.after_meeting(START.date()), START)
    assert run("--db", path, "chapter", "--rename", "Bayview").code == 0
    return path


def test_backups_are_listed(run: Run, db: Path) -> None:
    """When and why each was made, how large it is, and what is in it."""
    answer = run("--db", db, "db", "backups")
    size = round(Backups(db).listed()[0].file.stat().st_size / 1000)
    assert answer == Answer(
        0,
        f"20261118T150000Z  Wed 18 Nov 7:00 AM, after the meeting of Wed 18 Nov, {size} kB\n"
        f"    Harborview: 0 meetings, 0 leads\n\n{_SENTENCE_ON_PLACES}\n"
        f"leadsroom --db {db} db restore BACKUP shows what one holds, and what would be lost.\n",
        "",
    )


def test_backups_stay_those_of_a_database_that_had_to_leave_its_place(run: Run, db: Path) -> None:
    """Saved beside it, they are listed, and restored, by the name of the one that was taken away."""
    store = open_store(str(db))
    store.look_after(None)
    db.unlink()
    store.check()
    store.close()
    assert run("--db", db, "db", "backups").out.startswith("20261118T150000Z  Wed 18 Nov 7:00 AM")
    assert "    Bayview: 0 meetings" in run("--db", db, "db", "restore").out
    assert run("--db", db, "db", "restore", "--yes").code == 0
    assert run("--db", db, "chapter").out.startswith("Harborview")


def test_a_database_that_is_gone_after_a_kill_is_restored_from_what_was_left(
    run: Run, tmp_path: Path
) -> None:
    """There was no backup of it yet; the first command that misses it says that there is one."""
    db = tmp_path / "home" / "x.db"
    store = open_store(str(db))
    look_after(store, shadows_folder())
    found_chapter(store)
    kill(shadows_folder(), store)
    db.unlink()
    assert run("--db", db, "chapter").err.startswith(
        f"There is no database at {db}, but there are backups of it: leadsroom --db {db} db restore "
    )
    listed = "Wed 18 Nov 9:00 AM, from the copy of a program that was killed"
    assert listed in run("--db", db, "db", "backups").out
    assert run("--db", db, "db", "restore", "--yes").out.startswith(
        "Restored 20261118T170000Z, made from the copy of a program that was killed, to "
    )
    assert run("--db", db, "chapter").out.startswith("Harborview")


def test_what_was_left_by_a_kill_is_in_the_list_at_once(run: Run, db: Path, tmp_path: Path) -> None:
    """Where the database is damaged nothing can be started; whoever looks for backups finds it."""
    store = open_store(str(db))
    look_after(store, shadows_folder())
    kill(shadows_folder(), store)
    db.write_bytes(b"damaged" * 1000)
    assert "    Bayview: 0 meetings" in run("--db", db, "db", "restore").out


def test_without_backups_the_list_says_when_there_will_be_one(run: Run, tmp_path: Path) -> None:
    """Of a database that is not there yet, too; nothing is made by looking."""
    answer = run("--db", tmp_path / "none.db", "db", "backups")
    assert answer.out.startswith("There are no backups yet. One is made after each closed meeting.\n")
    assert "\nIt will be on this disk only: --second-place FOLDER copies each one to" in answer.out
    assert not (tmp_path / "none.db").exists()
    assert run("--db", tmp_path / "none.db", "db", "restore").err.startswith("There are no backups of ")


def test_backups_as_a_table_and_as_json(run: Run, db: Path) -> None:
    """The same facts for a spreadsheet and for a program, with moments in UTC; a damaged one is there too."""
    Backups(db).folder.joinpath("20261001T150000Z-meeting-2026-10-01.db").write_bytes(b"damaged" * 100)
    rows = list(
        csv.DictReader(io.StringIO(run("--db", db, "db", "backups", "--format", "csv").out.lstrip("\ufeff")))
    )
    assert [(r["Backup"], r["Why"], r["Chapters"], r["Meetings"]) for r in rows] == [
        ("20261118T150000Z", "after the meeting of Wed 18 Nov 2026", "Harborview", "0"),
        ("20261001T150000Z", "after the meeting of Thu 1 Oct 2026", "", ""),
    ]
    first, damaged = json.loads(run("--db", db, "db", "backups", "--format", "json").out)
    assert (first["at"], first["chapters"]) == ("2026-11-18T15:00:00+00:00", ["Harborview"])
    assert (damaged["bytes"], damaged["meetings"]) == (700, None)
    assert "    cannot be read: it is damaged\n" in run("--db", db, "db", "backups").out


def test_a_restore_is_shown_first(run: Run, db: Path) -> None:
    """What the backup holds, what the present database holds, what would be lost; nothing is changed."""
    before = db.read_bytes()
    answer = run("--db", db, "db", "restore")
    assert answer.out == (
        "20261118T150000Z  Wed 18 Nov 7:00 AM, after the meeting of Wed 18 Nov\n"
        "    Harborview: 0 meetings, 0 leads\n"
        "The present database\n"
        "    Bayview: 0 meetings, 0 leads; last Wed 18 Nov 9:00 AM, Bayview: name Harborview → Bayview\n"
        "Restoring loses 1 act since Wed 18 Nov 9:00 AM, the latest:\n"
        "    Wed 18 Nov 9:00 AM, Bayview: name Harborview → Bayview\n"
        f"Nothing was changed. To restore it: leadsroom --db {db} db restore 20261118T150000Z --yes\n"
    )
    assert db.read_bytes() == before


def test_a_restore_and_its_undoing(run: Run, db: Path) -> None:
    """With --yes it is done; the answer names the command that undoes it, and that does."""
    answer = run("--db", db, "db", "restore", "20261118T15", "--yes")
    assert answer.code == 0
    first, undo = answer.out.splitlines()
    assert first == f"Restored 20261118T150000Z, made after the meeting of Wed 18 Nov, to {db}."
    assert run("--db", db, "chapter").out.startswith("Harborview")
    command = undo.partition("To undo this: leadsroom ")[2].split()
    assert command == ["--db", str(db), "db", "restore", "20261118T170000Z", "--yes"]
    assert "Restoring brings back 1 act.\nRestoring loses nothing.\n" in run(*command[:-1]).out
    assert run(*command).code == 0
    assert run("--db", db, "chapter").out.startswith("Bayview")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("2025", "There is no backup called “2025”."), ("2026", "2 backups begin with “2026”.")],
)
def test_a_backup_that_could_be_none_or_several(run: Run, db: Path, typed: str, sentence: str) -> None:
    """It is said so, and where their names are."""
    Backups(db).make(Why.before_upgrade("0006"), START)
    assert run("--db", db, "db", "restore", typed) == Answer(
        1, "", f"{sentence} leadsroom --db {db} db backups lists them.\n"
    )


def test_a_backup_on_a_stick_is_taken_over(run: Run, db: Path, tmp_path: Path) -> None:
    """On another laptop `restore` names the command for it, which does it; no other file is taken."""
    stick, other = tmp_path / "the stick", tmp_path / "other" / "x.db"
    stick.mkdir()
    assert run("--db", db, "db", "backups", "--second-place", stick).code == 0
    (file,) = stick.rglob("*.db")
    take = f"leadsroom --db {other} db take-over '{file}'"
    assert run("--db", other, "db", "restore", file) == Answer(
        1, "", f"{file} is not among the backups of {other}. To put it there: {take}\n"
    )
    assert run("--db", other, "db", "take-over", file).code == 0
    assert run("--db", other, "chapter").out.startswith("Harborview")
    (stick / "notes.txt").write_text("no database")
    assert (
        "notes.txt is damaged or is not a leadsroom database"
        in run("--db", other, "db", "restore", stick / "notes.txt").err
    )


def test_a_window_that_is_open_is_named(run: Run, db: Path) -> None:
    """Nothing is swapped under a meeting."""
    with open_window(db, "leadsroom meet", START):
        answer = run("--db", db, "db", "restore", "--yes")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(f"{db} is open in leadsroom meet")
    assert run("--db", db, "chapter").out.startswith("Bayview")


def test_the_second_place(run: Run, db: Path, tmp_path: Path) -> None:
    """Chosen once, it gets all there are; where it is away the list says so; none chooses no other place."""
    stick = tmp_path / "stick"
    assert "There is no folder" in run("--db", db, "db", "backups", "--second-place", stick).err
    stick.mkdir()
    answer = run("--db", db, "db", "backups", "--second-place", stick)
    assert f"\nCopied to {stick} too: 1 backup there.\n" in answer.out
    assert len(list(stick.rglob("*.db"))) == 1
    stick.rename(tmp_path / "away")
    assert (
        f"\n{stick}, the second place for backups, is not there now. What is new is copied when it is.\n"
    ) in run("--db", db, "db", "backups").out
    assert _SENTENCE_ON_PLACES in run("--db", db, "db", "backups", "--second-place", "none").out


@pytest.mark.parametrize("command", ["backups", "restore"])
def test_a_server_is_its_owner_s_to_back_up(run: Run, command: str) -> None:
    """One sentence, with the tool for it."""
    answer = run("--db", "postgresql://host/x", "db", command)
    assert answer == Answer(1, "", "leadsroom backs up files only. For PostgreSQL use its own pg_dump.\n")


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A database of the first version."""
    path = tmp_path / "older.db"
    left_by(str(path), "0001", lambda first: first.chapter())
    return path


def test_a_backup_is_made_before_an_upgrade(run: Run, older: Path) -> None:
    """The first start of a newer version makes it by itself; restored, it is upgraded once more."""
    assert run("--db", older, "roster", "export").code == 0
    assert ", before an upgrade from schema 0001, " in run("--db", older, "db", "backups").out
    assert list(older.parent.glob("older-before-*")) == []
    assert run("--db", older, "db", "restore", "--yes").code == 0
    assert "schema 0001" in run("--db", older, "db", "check").out
    assert f"to {HEAD}" in run("--db", older, "db", "upgrade").out


def test_where_there_can_be_no_backup_a_copy_lies_beside(run: Run, older: Path, tmp_path: Path) -> None:
    """An upgrade goes ahead with the one or the other."""
    (tmp_path / "state").write_text("in the way")
    assert run("--db", older, "roster", "import", ROSTER).code == 0
    assert [path.name for path in older.parent.glob("older-before-*")] == ["older-before-0001-upgrade.db"]
