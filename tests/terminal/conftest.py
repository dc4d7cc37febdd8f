"""A moderator at the table of the eighteen members of the roster file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli_runs import HABITS
from tests.terminal import script
from tests.terminal.moderator import Moderator


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database into which the program has imported the roster."""
    founder = Moderator(tmp_path_factory.mktemp("imported"))
    report = founder.run("--chapter", "Harborview", "roster", "import", str(script.ROSTER), *HABITS)
    assert "18 members" in report
    return founder.database


@pytest.fixture
def moderator(imported: Path, tmp_path: Path) -> Iterator[Moderator]:
    """A moderator before the meeting; whatever they started is ended."""
    moderator = Moderator(tmp_path)
    shutil.copy(imported, moderator.database)
    yield moderator
    moderator.kill()
