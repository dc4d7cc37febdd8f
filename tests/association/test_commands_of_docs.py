"""The commands of docs/association.md do what is written there, as they stand, one after the other."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli_runs import answered
from tests.harborview import START

DOCS = (Path(__file__).parents[2] / "docs" / "association.md").read_text(encoding="utf-8")
# What stands behind more than one space is said of the command.
_COMMAND = re.compile(r"^ {4,6}leadsroom (\S.*?)(?: {2,}.*)?$", re.MULTILINE)
_SECTIONS = (
    "Founding and choosing chapters",
    "Areas and directors",
    "Between chapters",
    "The area's table",
    "Handed down",
    "The quarter's round",
    "Where it is kept",
)


def commands(heading: str) -> list[str]:
    """Those below a heading, in order."""
    section = DOCS.split(f"\n## {heading}\n", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]
    return _COMMAND.findall(section)


def test_none_of_them_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """From founding the first chapter to the last quarter: seventy commands, which take some seconds."""
    (tmp_path / "now").write_text(START.isoformat())
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    monkeypatch.setenv("LEADSROOM_DB", str(tmp_path / "book.db"))
    monkeypatch.chdir(tmp_path)
    for heading in _SECTIONS:
        assert commands(heading)
        for command in commands(heading):
            answer = answered(capsys, *shlex.split(command))
            assert answer.code == 0, f"leadsroom {command}\n{answer.err}"
    assert answered(capsys, "visits").out.splitlines() == [
        "#1  18 Nov 2026  Harborview (York)  Sam Reed  A full table, few slips",
        "#3  17 Nov 2026  Lakeside           Ann Lee   No president yet; Bob stands in January",
        "#2  17 Nov 2026  Lakeside           Sam Reed",
    ]
