"""`leadsroom db`, and what is said of a database that cannot be used."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from leadsroom.store.schema import HEAD
from tests.cli_runs import FOUNDING, MESSY, ROSTER, Answer, Run, answered
from tests.hindrances import no_room


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command line in this process, on 18 November 2026."""
    (tmp_path / "now").write_text("2026-11-18T15:00:00+00:00")
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    return lambda *words: answered(capsys, *words)


@pytest.fixture
def db(run: Run, tmp_path: Path) -> Path:
    """A database with a chapter of 18."""
    path = tmp_path / "home" / "x.db"
    assert run("--db", path, "roster", "import", ROSTER, *FOUNDING).code == 0
    return path


def one_sentence(answer: Answer, *parts: str) -> None:
    """Exit 1, nothing on stdout, one line on stderr that has these parts."""
    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1), answer
    for part in parts:
        assert part in answer.err


def spoil(db: Path, *statements: str) -> None:
    """Do something to a database behind the program's back."""
    with sqlite3.connect(db) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_a_sound_database(run: Run, db: Path) -> None:
    """What is in it is told, and checking changes no byte."""
    before = db.read_bytes()
    assert run("--db", db, "db", "check") == Answer(
        0, f"{db} is sound: schema {HEAD}, 1 chapter, 0 meetings.\n", ""
    )
    assert db.read_bytes() == before


def test_lost_references_are_found(run: Run, db: Path) -> None:
    """A row that points nowhere is damage, named by table."""
    spoil(db, "PRAGMA foreign_keys = OFF", "DELETE FROM person WHERE id = 3")
    one_sentence(run("--db", db, "db", "check"), "is damaged", "membership", "Restore a backup")


def test_damaged_pages_are_found(run: Run, db: Path) -> None:
    """A file whose middle was overwritten is told to be damaged."""
    data = bytearray(db.read_bytes())
    data[len(data) // 4 : len(data) // 2] = b"\xa5" * (len(data) // 2 - len(data) // 4)
    db.write_bytes(data)
    answer = run("--db", db, "db", "check")
    assert (answer.code, answer.out) == (1, "")
    assert "damaged" in answer.err.splitlines()[0]


def test_figures_by_month_that_differ_are_named_and_counted_again(run: Run, db: Path) -> None:
    """A row that was changed and one too many are named by chapter and month, and counting again helps."""
    spoil(db, "UPDATE chapter_month SET joined = 7 WHERE month = 201903")
    spoil(db, "CREATE TABLE one AS SELECT * FROM chapter_month WHERE month = 201903")
    spoil(
        db, "UPDATE one SET month = 202611", "INSERT INTO chapter_month SELECT * FROM one", "DROP TABLE one"
    )
    found = run("--db", db, "db", "check")
    assert found.code == 1
    assert "by month of Roster are not what its record comes to: Mar 2019, Nov 2026.\n" in found.err
    assert "db count-again counts them again.\n" in found.err
    assert (
        run("--db", db, "db", "count-again").out
        == "The figures by month of every chapter are counted again.\n"
    )
    assert run("--db", db, "db", "check").code == 0


COMMANDS = [["db", "check"], ["roster", "export"], ["meet"], ["roster", "import", ROSTER], ["minutes"]]


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_database_is_one_sentence(run: Run, tmp_path: Path, command: list[str]) -> None:
    """A file of something else is refused by every command and left as it is."""
    other = tmp_path / "notes.txt"
    other.write_text("Buy flowers. " * 500)
    one_sentence(run("--db", other, *command), "notes.txt", "Restore a backup")
    assert other.read_text() == "Buy flowers. " * 500


@pytest.mark.parametrize("command", COMMANDS)
def test_a_newer_database_is_one_sentence(run: Run, db: Path, command: list[str]) -> None:
    """A schema from the future is refused by every command."""
    spoil(db, "UPDATE alembic_version SET version_num = '9999'")
    one_sentence(run("--db", db, *command), "newer leadsroom", "Upgrade leadsroom")


@pytest.mark.parametrize("command", COMMANDS)
def test_another_program_s_database_is_one_sentence(run: Run, tmp_path: Path, command: list[str]) -> None:
    """An SQLite file with somebody else's tables is refused."""
    spoil(tmp_path / "other.db", "CREATE TABLE songs (title TEXT)")
    one_sentence(run("--db", tmp_path / "other.db", *command), "another program", "--db")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_is_no_database(run: Run, tmp_path: Path, command: list[str]) -> None:
    """A folder given as the database is refused, with a file in it proposed."""
    one_sentence(run("--db", tmp_path, *command), "is a folder", "leadsroom.db")


@pytest.mark.usefixtures("in_a_hurry")
def test_a_database_that_is_being_written_is_one_sentence(run: Run, db: Path) -> None:
    """A writer that does not let go is told as such; reading goes on."""
    held = sqlite3.connect(db, isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    one_sentence(run("--db", db, "roster", "import", ROSTER), "Another window is writing")
    assert run("--db", db, "roster", "export").code == 0
    held.close()


@pytest.mark.parametrize(
    "command", [["roster", "export"], ["standing"], ["calendar"], ["ledger"], ["rules"], ["db", "check"]]
)
def test_without_room_what_only_reads_works(run: Run, db: Path, command: list[str]) -> None:
    """On a full disk, say: the answer is the same as otherwise."""
    usual = run("--db", db, *command)
    assert usual.code == 0
    with no_room():
        assert run("--db", db, *command) == usual


@pytest.mark.parametrize(
    "command",
    [["roster", "import", MESSY, "--partial"], ["calendar", "--holiday", "25 nov"], ["db", "backup"]],
)
def test_without_room_what_writes_is_one_sentence(run: Run, db: Path, command: list[str]) -> None:
    """It names the cause, and nothing is left behind."""
    with no_room():
        answer = run("--db", db, *command)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.splitlines()[-1].startswith(
        "A limit on the size of files is reached: nothing can be saved"
    )
    assert not [path for path in db.parent.iterdir() if not path.name.startswith("x.db")]


@pytest.mark.parametrize("place", ["/proc/x.db", "/dev/null/x.db"])
def test_a_place_that_cannot_be_written_is_one_sentence(run: Run, place: str) -> None:
    """Where no file can be made, the reason is told."""
    one_sentence(run("--db", place, "roster", "import", ROSTER, *FOUNDING), f"Cannot write {place}")


@pytest.mark.parametrize("place", ["mysql://x/y", "http://[", "postgresql://:x:y"])
def test_a_url_that_is_none_is_one_sentence(run: Run, place: str) -> None:
    """What cannot be a database's address is told as such."""
    one_sentence(run("--db", place, "db", "check"), "database")


def test_a_server_that_does_not_answer_is_one_sentence(run: Run) -> None:
    """PostgreSQL that is not there is told, without the password."""
    answer = run("--db", "postgresql://me:secret@127.0.0.1:1/x", "roster", "export")
    one_sentence(answer)
    assert "secret" not in answer.err


def test_the_path_of_a_server_hides_the_password(run: Run) -> None:
    """`db path` shows where, not how to get in."""
    answer = run("--db", "postgresql://me:secret@host/x", "db", "path")
    assert answer == Answer(0, "postgresql://me:***@host/x\n", "")


def test_a_server_is_backed_up_by_its_own_tool(run: Run) -> None:
    """A backup of PostgreSQL is refused with the name of the tool for it."""
    one_sentence(run("--db", "postgresql://host/x", "db", "backup"), "pg_dump")


def test_a_backup_is_a_whole_copy(run: Run, db: Path) -> None:
    """A backup lies beside the database with the date in its name, private, sound, and with every member."""
    copy = db.with_name("x-2026-11-18.db")
    assert run("--db", db, "db", "backup") == Answer(0, f"Backed up to {copy}.\n", "")
    assert copy.stat().st_mode & 0o777 == 0o600
    assert run("--db", copy, "roster", "export") == run("--db", db, "roster", "export")
    assert run("--db", db, "db", "backup").out == f"Backed up to {db.with_name('x-2026-11-18-2.db')}.\n"


def test_a_backup_is_made_while_a_meeting_runs(run: Run, db: Path, tmp_path: Path) -> None:
    """A writer in the middle of an act does not stop a backup."""
    held = sqlite3.connect(db, isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    assert run("--db", db, "db", "backup", tmp_path / "copy.db").code == 0
    held.close()


def test_a_backup_goes_where_it_is_asked_to(run: Run, db: Path, tmp_path: Path) -> None:
    """A folder gets a dated file; a file gets the copy; what is there is never overwritten."""
    folder = tmp_path / "copies"
    folder.mkdir()
    assert run("--db", db, "db", "backup", folder).out == f"Backed up to {folder / 'x-2026-11-18.db'}.\n"
    taken = folder / "taken.db"
    taken.write_text("mine")
    one_sentence(run("--db", db, "db", "backup", taken), "is there already", "nothing was overwritten")
    assert taken.read_text() == "mine"


@pytest.mark.parametrize("target", ["/nowhere/x.db", "/proc/x.db"])
def test_a_backup_that_cannot_be_written_is_told(run: Run, db: Path, target: str) -> None:
    """The sentence names the copy's place, not the database."""
    one_sentence(run("--db", db, "db", "backup", target), f"Cannot write {target}")


def test_a_damaged_database_leaves_no_half_backup(run: Run, db: Path, tmp_path: Path) -> None:
    """A copy that fails is taken away again."""
    db.write_bytes(db.read_bytes()[:5000])
    target = tmp_path / "copy.db"
    assert run("--db", db, "db", "backup", target).code == 1
    assert not target.exists()


def test_upgrading(run: Run, db: Path) -> None:
    """A database of this version is left alone, and it is said so."""
    assert run("--db", db, "db", "upgrade") == Answer(0, f"{db} is up to date already.\n", "")


def test_postgresql_is_a_database_like_any_other(run: Run, postgres_place: str) -> None:
    """Import, export, check and upgrade work on a server; the password is not in what is said."""
    founded = run("--db", postgres_place, "roster", "import", ROSTER, *FOUNDING)
    assert founded.out.endswith("Added 18 members.\n")
    assert len(run("--db", postgres_place, "roster", "export").out.splitlines()) == 19
    assert f"is sound: schema {HEAD}, 1 chapter, 0 meetings" in run("--db", postgres_place, "db", "check").out
    assert "up to date already" in run("--db", postgres_place, "db", "upgrade").out
