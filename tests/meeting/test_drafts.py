"""Drafts of forms on disk: through a kill, between windows, among files that are not ours."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from leadsroom.drafts import DRAFTS_LAST, Drafts, DraftsFile
from tests.harborview import START

PLACE = "/home/maria/leadsroom.db"
SLIP = {"prospect": "Jané Doe", "phone": "415"}

# A window that writes a draft and is killed the moment it has been told that it is on disk.
_KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from leadsroom.drafts import Drafts
from leadsroom.drafts import DraftsFile
drafts = Drafts(DraftsFile(Path(sys.argv[1]), sys.argv[2], 7, datetime(2026, 11, 18, 15, tzinfo=UTC)))
drafts.keep("lead", {"prospect": "Jané Doe", "phone": "415"})
drafts._thread.submit(print).result()
os.kill(os.getpid(), signal.SIGKILL)
"""


def window(folder: Path, meeting_id: int = 7, place: str = PLACE, later: timedelta = timedelta(0)) -> Drafts:
    """A window at a table."""
    return Drafts(DraftsFile(folder / "drafts", place, meeting_id, START + later))


def files(folder: Path, ending: str = "json") -> list[Path]:
    """The files that hold drafts."""
    return sorted((folder / "drafts").glob(f"*.{ending}"))


def test_a_closed_window_leaves_its_drafts_to_the_next(tmp_path: Path) -> None:
    """Leaving the screen and coming back finds every form as it was."""
    first = window(tmp_path)
    first.keep("lead", SLIP)
    first.keep("ask 3", {"ask": "dental"})
    first.close()
    second = window(tmp_path)
    assert second.of("lead") == SLIP
    assert second.names == {"lead", "ask 3"}
    second.close()


def test_a_killed_window_loses_nothing(tmp_path: Path) -> None:
    """What was on disk when the process was killed is there for the next one."""
    killed = subprocess.run([sys.executable, "-c", _KILLED, tmp_path / "drafts", PLACE], check=False)
    assert killed.returncode == -signal.SIGKILL
    next_one = window(tmp_path)
    assert next_one.of("lead") == SLIP
    next_one.close()
    assert len(files(tmp_path)) == 1


def test_two_windows_keep_out_of_each_others_drafts(tmp_path: Path) -> None:
    """A second window neither shows nor destroys what is being typed in the first."""
    first = window(tmp_path)
    first.keep("lead", SLIP)
    second = window(tmp_path)
    assert second.of("lead") is None
    second.keep("lead", {"prospect": "Bob"})
    second.forget("lead")
    second.close()
    first.close()
    third = window(tmp_path)
    assert third.of("lead") == SLIP
    third.close()


def test_a_saved_form_is_forgotten(tmp_path: Path) -> None:
    """Once the last draft is gone, so is the file."""
    drafts = window(tmp_path)
    drafts.keep("lead", SLIP)
    drafts.forget("lead")
    drafts.close()
    assert files(tmp_path) == []


def test_the_last_word_is_the_one_that_stays(tmp_path: Path) -> None:
    """However fast drafts follow one another, they are written in order."""
    drafts = window(tmp_path)
    for length in range(30):
        drafts.keep("lead", {"prospect": "J" * length})
    drafts.close()
    again = window(tmp_path)
    assert again.of("lead") == {"prospect": "J" * 29}
    again.close()


@pytest.mark.parametrize(("meeting_id", "place"), [(8, PLACE), (7, "/home/ann/leadsroom.db")])
def test_another_meeting_has_its_own(tmp_path: Path, meeting_id: int, place: str) -> None:
    """Drafts belong to one meeting of one database."""
    first = window(tmp_path)
    first.keep("lead", SLIP)
    first.close()
    other = window(tmp_path, meeting_id, place)
    assert other.names == frozenset()
    other.close()


@pytest.mark.parametrize(
    "text",
    [
        "",
        '{"format": 1, "drafts": {"lead": {"prospect": "Ja',
        "[]",
        '{"format": 2, "drafts": {"lead": {"prospect": "Jane"}}}',
        '{"format": 1, "drafts": ["lead"]}',
        '{"format": 1, "drafts": {"lead": "Jane"}}',
        "\xff\xfe",
    ],
)
def test_a_torn_or_foreign_file_is_no_draft(tmp_path: Path, text: str) -> None:
    """What cannot be read as drafts is left alone, and the others are found."""
    first = window(tmp_path)
    first.keep("lead", SLIP)
    first.close()
    (path,) = files(tmp_path)
    path.write_bytes(text.encode("latin-1"))
    again = window(tmp_path)
    assert again.names == frozenset()
    again.keep("lead", SLIP)
    again.close()
    assert SLIP in [
        json.loads(p.read_text()).get("drafts", {}).get("lead") for p in files(tmp_path) if p != path
    ]


def test_a_file_of_drafts_is_the_same_to_the_byte(tmp_path: Path) -> None:
    """A window of an older version takes it over, and the other way round."""
    drafts = window(tmp_path)
    drafts.keep("slip 7", {"prospect": "Jané “J” Doe", "phone": "", "note": 'a\tb\n\\ "c" \x7f/\u2028 🦁'})
    drafts.keep("ask", {})
    drafts.close()
    (path,) = files(tmp_path)
    assert path.read_bytes().decode() == (
        '{"format": 1, "drafts": {"slip 7": {"prospect": "Jané “J” Doe", "phone": "", '
        '"note": "a\\tb\\n\\\\ \\"c\\" \x7f/\u2028 🦁"}, "ask": {}}}'
    )
    path.write_text('{"later": 1, "drafts": {"ask": {"for": "x", "count": 3}}, "format": 1}')
    again = window(tmp_path)
    assert again.of("ask") == {"for": "x"}
    again.close()


def test_nobody_else_may_read_them(tmp_path: Path) -> None:
    """Prospects' numbers are the user's own: the folder and every file in it."""
    drafts = window(tmp_path)
    drafts.keep("lead", SLIP)
    drafts.close()
    folder = tmp_path / "drafts"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert "maria" not in "".join(path.name for path in folder.iterdir())


def test_old_drafts_are_swept(tmp_path: Path) -> None:
    """What nobody came back for in thirty days goes; a file that is not ours stays."""
    first = window(tmp_path)
    first.keep("lead", SLIP)
    first.close()
    foreign = tmp_path / "drafts" / "notes.json"
    foreign.write_text("{}")
    for path in (*files(tmp_path), foreign):
        os.utime(path, (START.timestamp(), START.timestamp()))
    window_later = window(tmp_path, later=DRAFTS_LAST)
    assert window_later.names == {"lead"}
    window_later.close()
    for path in files(tmp_path):
        os.utime(path, (START.timestamp(), START.timestamp()))
    window(tmp_path, meeting_id=9, later=DRAFTS_LAST + timedelta(seconds=1)).close()
    assert files(tmp_path) == [foreign]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Without a place on disk drafts live as long as the window, and nothing is said."""
    (tmp_path / "drafts").write_text("a file where the folder should be")
    drafts = window(tmp_path)
    drafts.keep("lead", SLIP)
    assert drafts.of("lead") == SLIP
    drafts.close()


def test_in_memory_without_a_file() -> None:
    """Drafts without a file work the same, until the window is closed."""
    drafts = Drafts()
    drafts.keep("lead", SLIP)
    assert drafts.of("lead") == SLIP
    drafts.close()
