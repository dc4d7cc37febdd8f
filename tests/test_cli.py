"""The command line as such: words, exit codes, and what it says when something is wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import StatementError

import leadsroom
from leadsroom.cli import place
from leadsroom.cli.fault_report import write_report
from leadsroom.clock import FileClock, SystemClock
from leadsroom.errors import Crashed
from leadsroom.paths import reports_folder
from leadsroom.store.store import open_store
from tests.cli_runs import FOUNDING, HABITS, ROSTER, Answer, Run, answered, program
from tests.harborview import SetClock
from tests.offices import Office
from tests.roster.sheets import harborview


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line in this process."""
    return lambda *words: answered(capsys, *words)


@pytest.fixture
def two_chapters(tmp_path: Path) -> Path:
    """A database with two chapters."""
    path = tmp_path / "two.db"
    store = open_store(str(path))
    office = Office(store, SetClock(), "test")
    office.found(harborview())
    office.found(harborview(name="Second [red]"))
    store.close()
    return path


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["--version"],
        ["roster", "import", "--help"],
        ["chapter", "-h"],
        ["slips", "--help"],
        ["db", "--version"],
        ["nonsense"],
    ],
)
def test_help_and_version_load_neither_screens_nor_store(words: list[str]) -> None:
    """Asking what there is costs no import of Textual, SQLAlchemy or anything of ours that needs them."""
    script = (
        "import sys\nfrom leadsroom.cli import main\nmain(sys.argv[1:])\n"
        "heavy = {'textual', 'rich', 'sqlalchemy', 'alembic', 'pendulum', 'phonenumbers', 'babel'}\n"
        "sys.exit(','.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_version(run: Run) -> None:
    """`--version` is understood before and after the command."""
    version = f"leadsroom {leadsroom.__version__}\n"
    assert run("--version") == run("roster", "export", "--version") == Answer(0, version, "")


@pytest.mark.parametrize(
    "words",
    [
        ["sing"],
        ["roster"],
        ["roster", "import"],
        ["db"],
        ["minutes", "--format", "xlsx"],
        ["slips"],
        ["slips", "--for", "Ann", "--format", "pdf"],
        ["--db"],
        ["meet", "x"],
    ],
)
def test_what_is_not_understood_exits_2(run: Run, words: list[str]) -> None:
    """A usage error says how it is used, on stderr, and exits 2."""
    answer = run(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("usage: leadsroom")


def test_typed_control_characters_are_not_repeated(run: Run) -> None:
    """An argument that would drive the terminal is shown without what drives it."""
    for words in (["\x1b[2Jsing"], ["meet", "\x1b[2J"], ["db", "check", "--db", "/nowhere/\x1b[2J\u202e.db"]):
        answer = run(*words)
        assert answer.code in (1, 2)
        assert not {"\x1b", "\u202e"} & set(answer.err)


def test_common_options_stand_before_and_after(run: Run, tmp_path: Path) -> None:
    """`--db` means the same at each place, and the last one said wins."""
    x, y = tmp_path / "x.db", tmp_path / "y.db"
    for words in (["--db", x, "db", "path"], ["db", "--db", x, "path"], ["db", "path", "--db", x]):
        assert run(*words) == Answer(0, f"{x}\n", "")
    assert run("--db", y, "db", "path", "--db", x).out == f"{x}\n"


def test_the_database_of_the_environment(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """LEADSROOM_DB stands in for --db; without both it is a file of the person's own."""
    assert run("db", "path").out.endswith("leadsroom.db\n")
    monkeypatch.setenv("LEADSROOM_DB", str(tmp_path / "mine.db"))
    assert run("db", "path").out == f"{tmp_path / 'mine.db'}\n"


@pytest.mark.parametrize(
    "command", [["meet"], ["review"], ["minutes"], ["roster", "export"], ["db", "check"]]
)
def test_nothing_is_made_where_nothing_is(run: Run, tmp_path: Path, command: list[str]) -> None:
    """A command that needs a chapter says that there is none, and leaves no empty database behind."""
    answer = run("--db", tmp_path / "none" / "x.db", *command)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(f"There is no database at {tmp_path}/none/x.db yet.")
    assert list(tmp_path.iterdir()) == []


def test_a_fault_is_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something unforeseen exits 1 with a sentence; the traceback is for who asks for it."""

    def broken() -> str:
        raise RuntimeError("boom\x1b[2J")

    monkeypatch.setattr(place, "default_database", broken)
    answer = run("db", "path")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("\n") == 1
    report = Path(answer.err.split()[-1])
    assert report.parent == reports_folder()
    assert report.read_text(encoding="utf-8").endswith("RuntimeError: boom\x1b[2J\n")
    monkeypatch.setenv("LEADSROOM_DEBUG", "1")
    assert "Traceback" in run("db", "path").err


def test_the_newest_reports_are_kept() -> None:
    """Ten of them, of which it is one whatever the time; what else lies in their folder is not ours."""
    folder = reports_folder()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o755)
    days = [f"{year}-11-18T120000Z-1.txt" for year in range(2089, 2101)]
    for name in (*days, "notes.md"):
        (folder / name).touch()
    report = write_report(ValueError("later"))
    assert report is not None
    assert {path.name for path in folder.iterdir()} == {*days[3:], "notes.md", report.name}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert report.stat().st_mode & 0o777 == 0o600


def test_a_report_names_nobody() -> None:
    """Neither a variable nor a value of a statement is in it, though the error of the database has them."""
    cause = StatementError("refused", "UPDATE person SET name = ?", ("Jane Doe",), ValueError("locked"))
    try:
        raise Crashed from cause
    except Crashed as crash:
        report = write_report(crash)
    assert report is not None
    text = report.read_text(encoding="utf-8")
    assert "UPDATE person" in text
    assert "Jane Doe" not in text


def test_where_no_report_can_be_written_a_fault_is_still_one_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It says then how to see more."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(place, "default_database", lambda: 1 / 0)
    answer = run("db", "path")
    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert "LEADSROOM_DEBUG=1" in answer.err


def test_ctrl_c_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupted command says nothing and exits 130."""

    def interrupted() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(place, "default_database", interrupted)
    assert run("db", "path") == Answer(130, "", "")


def test_a_closed_pipe_is_quiet() -> None:
    """When nobody reads the answer any more, nothing is said about it."""
    reader, writer = os.pipe()
    os.close(reader)
    done = program("--help", stdout=writer, stderr=subprocess.PIPE, capture_output=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_full_disk_behind_stdout_is_told() -> None:
    """An answer that could not be written is a refusal."""
    with Path("/dev/full").open("wb") as full:
        done = program("--help", stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert (done.returncode, done.stderr) == (1, b"Cannot write the answer: No space left on device.\n")


def test_a_terminal_without_unicode_gets_what_it_can_show(tmp_path: Path) -> None:
    """Quotes become plain, letters are spelt as escapes; a file written to stdout stays UTF-8."""
    db = tmp_path / "x.db"
    plain = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    made = program("--db", db, "--chapter", "Café", "roster", "import", ROSTER, *HABITS, env=plain)
    assert made.returncode == 0
    assert made.stdout.startswith(b"Founded the chapter Caf\\xe9: Wednesdays at 7:00 AM")
    exported = program("--db", db, "roster", "export", env=plain)
    assert "Ingrid Sørensen" in exported.stdout.decode("utf-8")


def test_closed_streams_are_no_fault(tmp_path: Path) -> None:
    """A program started without stdout and stderr does its work all the same."""
    db = tmp_path / "x.db"
    script = (
        "import sys; sys.stdout = sys.stderr = None\n"
        "from leadsroom.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    words = ["--db", str(db), "roster", "import", ROSTER, *FOUNDING]
    done = subprocess.run([sys.executable, "-c", script, *words], check=False)
    assert done.returncode == 0
    refused = subprocess.run([sys.executable, "-c", script, "--db", str(tmp_path), "meet"], check=False)
    assert refused.returncode == 1


def test_the_clock_of_tests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's clock, unless a test has put the time into a file."""
    assert isinstance(place.clock_here(), SystemClock)
    (tmp_path / "now").write_text("2026-11-18T15:00:00+00:00")
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    assert isinstance(place.clock_here(), FileClock)
