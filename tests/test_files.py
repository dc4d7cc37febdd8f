"""Files that are written, and files of ours at rest: for their owner alone, and never in another's place."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from leadsroom.clock import SystemClock
from leadsroom.drafts import Drafts, DraftsFile
from leadsroom.errors import Refused
from leadsroom.files import AlreadyThere, make_private, write_file, write_together, write_with_folders
from leadsroom.locks import in_turn
from leadsroom.paths import command_that_adds, data_folder, state_folder
from leadsroom.station import claimed_in
from leadsroom.store.store import open_store
from tests.cli_runs import answered, program
from tests.databases import SqliteFiles
from tests.harborview import START, found_chapter
from tests.hindrances import no_room

OTHERWISE = "Choose another name."


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.fixture
def no_mask() -> Iterator[None]:
    """A program whose files would be open to everybody, did it not see to them."""
    was = os.umask(0)
    yield
    os.umask(was)


@pytest.mark.usefixtures("no_mask")
def test_a_file_is_written_for_its_owner_alone(tmp_path: Path) -> None:
    """Whatever the mask; also in the place of one that everybody could read."""
    file = tmp_path / "out.csv"
    write_file(file, b"1", otherwise=OTHERWISE)
    assert (file.read_bytes(), _mode(file)) == (b"1", 0o600)
    file.chmod(0o644)
    write_file(file, b"2", otherwise=OTHERWISE, replaces=True)
    assert (file.read_bytes(), _mode(file)) == (b"2", 0o600)
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("replaces", [False, True])
@pytest.mark.parametrize("is_there", [False, True])
def test_nothing_is_written_through_a_link(tmp_path: Path, replaces: bool, is_there: bool) -> None:
    """What a link leads to, or would, is not touched, and the link stays."""
    target, link = tmp_path / "target", tmp_path / "link"
    if is_there:
        target.write_text("older")
    link.symlink_to(target)
    with pytest.raises(Refused) as refused:
        write_file(link, b"new", otherwise=OTHERWISE, replaces=replaces)
    assert str(refused.value) == f"{link} is a link to {target}. {OTHERWISE}"
    assert link.is_symlink()
    assert target.read_text() == "older" if is_there else not target.exists()


def test_another_file_is_not_written_over_unasked(tmp_path: Path) -> None:
    """It stays as it is."""
    file = tmp_path / "out.csv"
    file.write_text("older")
    with pytest.raises(Refused, match=f"{file} is there already"):
        write_file(file, b"new", otherwise=OTHERWISE)
    assert file.read_text() == "older"


@pytest.mark.parametrize("replaces", [False, True])
def test_half_a_file_is_none(tmp_path: Path, replaces: bool) -> None:
    """Where there is no room nothing is left behind, and what was there stays."""
    file = tmp_path / "out.csv"
    if replaces:
        file.write_text("older")
    before = list(tmp_path.iterdir())
    with no_room(), pytest.raises(Refused, match="a limit on the size of files is reached"):
        write_file(file, b"new", otherwise=OTHERWISE, replaces=replaces)
    assert list(tmp_path.iterdir()) == before


def test_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    """Where one of them cannot be, the others are not there either, and what was there stays as it was."""
    older, newer = tmp_path / "a.csv", tmp_path / "b.csv"
    older.write_bytes(b"older")
    files = {newer: b"1", older: b"2"}
    with pytest.raises(Refused, match="a limit on the size of files is reached"), no_room(4096):
        write_together({newer: b"1", older: bytes(8192)}, otherwise=OTHERWISE, replaces=True)
    with pytest.raises(AlreadyThere, match=r"^“a.csv” is there already\. Choose another name\.$"):
        write_together(files, otherwise=OTHERWISE)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.csv", b"older")]
    write_together(files, otherwise=OTHERWISE, replaces=True)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == files
    assert {_mode(path) for path in files} == {0o600}


def test_folders_of_files_are_made_for_them_alone(tmp_path: Path) -> None:
    """Nobody else may enter them, and where nothing is written they are not there either."""
    files = {tmp_path / "a" / "b" / "1.eml": b"1", tmp_path / "a" / "2.eml": bytes(8192)}
    with pytest.raises(Refused, match="a limit on the size of files is reached"), no_room(4096):
        write_with_folders(files, otherwise=OTHERWISE)
    assert not list(tmp_path.iterdir())
    write_with_folders(files, otherwise=OTHERWISE)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.eml")} == files
    assert {_mode(path.parent) for path in files} == {0o700}
    with pytest.raises(Refused, match=r"^Cannot write .*2\.eml/c: its folder is a file\."):
        write_with_folders({tmp_path / "a" / "2.eml" / "c" / "3.eml": b""}, otherwise=OTHERWISE)


def test_a_pipe_takes_what_it_is_given(tmp_path: Path) -> None:
    """Whoever reads at its other end has it."""
    pipe, heard = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: heard.append(pipe.read_bytes()))
    reader.start()
    write_file(pipe, b"1", otherwise=OTHERWISE)
    reader.join()
    assert heard == [b"1"]


def test_the_devices_of_the_system_are_no_links(tmp_path: Path, sqlite_files: SqliteFiles) -> None:
    """/dev/stdout leads to what the shell has made of it, to which the answer is added."""
    found_chapter(store := open_store(sqlite_files.fresh()))
    store.close()
    out = tmp_path / "out"
    out.write_text("before\n")
    with out.open("a") as end:
        words = ("--db", store.place, "ledger", "-o", "/dev/stdout")
        done = program(*words, stdout=end, stderr=subprocess.PIPE, capture_output=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert out.read_text().startswith("before\n")
    assert len(out.read_text()) > len("before\n")
    write_file(Path("/dev/null"), b"1", otherwise=OTHERWISE)


def test_a_program_that_hangs_is_waited_for_so_long_and_no_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two come in one after the other; while one does not come out, the other says so. None waits in vain."""
    monkeypatch.setattr("leadsroom.locks.PATIENCE_SECONDS", 0.1)
    lock = tmp_path / "lock"
    with in_turn(lock, "busy"), pytest.raises(Refused, match="busy"), in_turn(lock, "busy"):
        pytest.fail("came in")
    with in_turn(lock, "busy"):
        pass
    (tmp_path / "file").touch()
    with in_turn(tmp_path / "file" / "lock", "busy"):  # nothing can be locked here
        pass


@pytest.mark.usefixtures("no_mask")
def test_what_is_made_is_private(tmp_path: Path) -> None:
    """The clock's file, the machine's, its locks, drafts, a database; and the folders made for them."""
    SystemClock(tmp_path / "state" / "leadsroom" / "clock.json")
    claimed_in(tmp_path / "state" / "leadsroom" / "stations", "laptop", lambda lock: lock.close())
    drafts = Drafts(DraftsFile(tmp_path / "state" / "leadsroom" / "drafts", "x.db", 1, START))
    drafts.keep("lead", {"prospect": "Jane"})
    drafts.close()
    open_store(str(tmp_path / "data" / "leadsroom" / "x.db")).close()
    made = [path for folder in tmp_path.iterdir() for path in (folder, *folder.rglob("*"))]
    assert len(made) >= 10
    assert {
        path.name: oct(_mode(path)) for path in made if _mode(path) != (0o700 if path.is_dir() else 0o600)
    } == {}


def test_what_others_could_use_is_put_right_and_announced_once(
    tmp_path: Path,
    sqlite_files: SqliteFiles,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Database, our folders and what is in them; the folder of somebody's database stays as it is."""
    for name in ("data", "state"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(tmp_path / name))
    place = Path(sqlite_files.fresh()).rename(tmp_path / "x.db")
    found_chapter(store := open_store(str(place)))
    store.close()
    state, data = state_folder(), data_folder()
    for folder in (state, state / "stations", data):
        folder.mkdir(parents=True)
    ours = [place, state / "clock.json", state / "stations" / "machine", state, state / "stations", data]
    for path in ours:
        if not path.is_dir():
            path.touch()
        path.chmod(0o777 if path.is_dir() else 0o666)
    tmp_path.chmod(0o755)
    first, again = (answered(capsys, "--db", place, "roster", "export") for _ in range(2))
    and_more = f"{place} and 7 more of leadsroom's files"  # those that SQLite makes beside it too
    assert first.err == f"Others on this computer could use {and_more}. Now only you can.\n"
    assert (again.code, again.err) == (0, "")
    assert [oct(_mode(path)) for path in ours] == ["0o600"] * 3 + ["0o700"] * 3
    assert _mode(tmp_path) == 0o755


def test_what_is_left_alone(tmp_path: Path) -> None:
    """A link, and what somebody has opened to a group alone."""
    shared, other, link = (tmp_path / name for name in ("shared", "other", "link"))
    shared.touch()
    shared.chmod(0o660)
    other.touch()
    other.chmod(0o644)
    link.symlink_to(other)
    assert make_private([shared, link, tmp_path / "none"]) == []
    assert (_mode(shared), _mode(other)) == (0o660, 0o644)


def test_what_adds_a_package_is_what_has_installed_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pipx by its name there, as the README has it, pip by the Python that runs, uv where there is no pip."""
    environment = tmp_path / "a b" / "leadsroom-next"
    environment.mkdir(parents=True)
    monkeypatch.setattr(sys, "prefix", str(environment))
    found = [shlex.split(command_that_adds("psycopg[binary]"))]
    monkeypatch.setitem(sys.modules, "pip", None)
    found.append(shlex.split(command_that_adds("typst")))
    (environment / "pipx_metadata.json").touch()
    found.append(shlex.split(command_that_adds("typst")))
    assert found == [
        [sys.executable, "-m", "pip", "install", "psycopg[binary]"],
        ["uv", "pip", "install", "--python", str(environment), "typst"],
        ["pipx", "inject", "leadsroom-next", "typst"],
    ]
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    commands = [shlex.split(line, comments=True) for line in readme.splitlines() if "typst" in line[:60]]
    assert ["pipx", "inject", "leadsroom", "typst"] in commands
