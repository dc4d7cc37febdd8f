"""What killed programs leave behind goes at the next start of one, and nothing that is somebody's."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from leadsroom.cli.progress import shown_progress
from leadsroom.demo import season
from leadsroom.demo.cache import demo_database
from leadsroom.demo.season import write_season
from leadsroom.files import write_file
from leadsroom.store.store import Store
from tests.sample import SAMPLE_NOW

_VISITOR = f"""
import tempfile, time
from pathlib import Path
from leadsroom.demo import cache
tempfile.tempdir = {{!r}}
cache.write_season = lambda *_more, **_named: None
cache.chapters = lambda _connection: (None,)
cache.start_soon = lambda *_more: None
cache.cache_folder = lambda: Path({{!r}})
from tests.sample import SAMPLE_NOW
print(cache.demo_database(SAMPLE_NOW, {season.TIMEZONE!r}), flush=True)
time.sleep(600)
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary ones, and a season that is quickly written."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.setattr("leadsroom.demo.cache.cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr("leadsroom.demo.cache.write_season", partial(season.write_season, weeks=1))
    return folder


@pytest.fixture
def visitor(temporary: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Another program that has the sample open, and its folder."""
    script = _VISITOR.format(str(temporary), str(tmp_path / "its cache"))
    root = Path(__file__).parent.parent
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=root
    ) as program:
        assert program.stdout is not None
        place = Path(program.stdout.readline().strip())
        assert place.is_file()
        yield program, place.parent
        program.kill()


def _demo() -> Path:
    return Path(demo_database(SAMPLE_NOW, season.TIMEZONE)).parent


def test_the_folder_of_a_killed_demo_goes(
    temporary: Path, visitor: tuple[subprocess.Popen[str], Path]
) -> None:
    """While its program runs it stays, whatever its age; once that was killed, the next demo removes it."""
    program, folder = visitor
    _demo()
    assert folder.is_dir()
    program.send_signal(signal.SIGKILL)
    program.wait()
    _demo()
    assert not folder.exists()


def test_what_is_not_a_demo_s_own_stays(temporary: Path, tmp_path: Path) -> None:
    """A folder that others may read, a link, a file, and one that may have been made a moment ago."""
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "lock").touch()
    shared = temporary / "leadsroom-demo-shared"
    shared.mkdir(mode=0o755)
    (shared / "lock").touch()
    link = temporary / "leadsroom-demo-link"
    link.symlink_to(mine)
    file = temporary / "leadsroom-demo-notes"
    file.write_text("mine")
    fresh = temporary / "leadsroom-demo-fresh"
    fresh.mkdir(mode=0o700)
    demo_database(SAMPLE_NOW - timedelta(days=3650), season.TIMEZONE)
    assert all(each.exists() for each in (mine / "lock", shared, link, file, fresh))


def test_half_a_sample_in_the_cache_goes(temporary: Path, tmp_path: Path) -> None:
    """What a killed program had written of it is removed when the whole one is put there."""
    half = tmp_path / "cache" / "sample-0.1.0-x.db.4711"
    half.parent.mkdir()
    half.write_bytes(b"half")
    folder = _demo()
    assert [path.suffix for path in sorted(half.parent.iterdir())] == [".db", ".lock"]
    shutil.rmtree(folder)


def test_half_an_output_goes(tmp_path: Path) -> None:
    """What a killed program had written of a file goes when it is written over; a running one's stays."""
    file = tmp_path / "minutes[1].md"
    file.write_text("before")
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    left, running = (tmp_path / f".{file.name}.{pid}" for pid in (ended.pid, os.getppid()))
    mine = tmp_path / f".{file.name}.notes"
    for each in (left, running, mine):
        each.write_text("half")
    write_file(file, b"after", otherwise="", replaces=True)
    assert file.read_text() == "after"
    assert [each.exists() for each in (left, running, mine)] == [False, True, True]


class _Terminal:
    """Where the progress is shown."""

    def __init__(self, *, is_one: bool) -> None:
        self.written = ""
        self._is_one = is_one

    def isatty(self) -> bool:
        return self._is_one

    def write(self, text: str) -> None:
        self.written += text

    def flush(self) -> None:
        """Nothing waits."""


@pytest.mark.parametrize(
    ("is_terminal", "kind", "expected"),
    [
        (
            True,
            "xterm",
            "\rPreparing\x1b[K\rPreparing: meeting 1 of 2\x1b[K\rPreparing: meeting 2 of 2\x1b[K\r\x1b[K",
        ),
        (True, "dumb", "Preparing: meeting 1 of 2\n"),
        (False, "xterm", ""),
    ],
)
def test_progress_is_a_line_that_moves(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, is_terminal: bool, kind: str, expected: str
) -> None:
    """One that is written over and gone in the end; plain where a terminal cannot; nothing in a pipe."""
    terminal = _Terminal(is_one=is_terminal)
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", kind)
    with shown_progress("Preparing", "meeting") as progress:
        write_season(sqlite_store, SAMPLE_NOW, weeks=2, progress=progress)
    assert terminal.written == expected
