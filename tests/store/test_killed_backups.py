"""A program that is killed while it makes a backup: what has a backup's name is a whole one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from leadsroom.store.backups.backups import Backups, Why
from leadsroom.store.backups.contents import verified
from leadsroom.store.store import open_store
from tests.harborview import START, found_chapter

_TIMES = 20
_MAKES_BACKUPS = """
import sys
from pathlib import Path
from leadsroom.store.backups.backups import Backups, Why
from tests.harborview import START
backups = Backups(Path(sys.argv[1]), Path(sys.argv[2]))
while True:
    backups.make(Why.after_meeting(START.date()), START)
    print("made", flush=True)
"""


@pytest.mark.soak
def test_a_killed_program_leaves_whole_backups_only(tmp_path: Path) -> None:
    """However far it was, and the next one that is made clears away the half that was left."""
    database, folder = tmp_path / "x.db", tmp_path / "backups"
    store = open_store(str(database))
    found_chapter(store)
    store.close()
    backups = Backups(database, folder)
    for turn in range(_TIMES):
        with subprocess.Popen(
            [sys.executable, "-c", _MAKES_BACKUPS, str(database), str(folder)], stdout=subprocess.PIPE
        ) as program:
            assert program.stdout is not None
            for _ in range(1 + turn % 3):  # it is somewhere in the next one when it is killed
                program.stdout.readline()
            program.kill()
        for each in backups.listed():
            assert verified(each.file).chapters == ("Harborview",)
    backups.make(Why.after_meeting(START.date()), START)
    assert [path for path in backups.folder.iterdir() if path.name.startswith(".")] == []
