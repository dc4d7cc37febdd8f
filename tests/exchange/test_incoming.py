"""Files that are likely meant, while their path is being typed."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from leadsroom.exchange.incoming import found_files

TODAY = date(2026, 11, 18)
DOWNLOADS = ["~/Downloads/members.csv", "~/Downloads/Chapter Roster.xls"]
_NOON = 1_795_000_000  # a day in November 2026


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Downloads, a desktop in another language, documents; each file a day older than the one before."""
    files = (
        "Downloads/members.csv",
        "Downloads/Chapter Roster.xls",
        "Schreibtisch/kontakte.vcf",
        "Documents/club/members 2025.xlsx",
        "Documents/notes.txt",
        "Downloads/photo.jpg",
        "Downloads/.hidden.csv",
        "office/here.ods",
    )
    for age, name in enumerate(files):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        os.utime(file, (_NOON - 86_400 * age,) * 2)
    config = tmp_path / ".config"
    config.mkdir()
    (config / "user-dirs.dirs").write_text('# ours\nXDG_DESKTOP_DIR="$HOME/Schreibtisch"\n', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "offered", "completed"),
    [
        ("", [*DOWNLOADS, "~/Schreibtisch/kontakte.vcf", "~/office/here.ods"], ""),
        ("member", ["~/Downloads/members.csv"], "member"),
        ("ROSTER", ["~/Downloads/Chapter Roster.xls"], "ROSTER"),
        ("notes", ["~/Documents/notes.txt"], "notes"),
        ("nobody", [], "nobody"),
        ("~", ["~/Documents/", "~/Downloads/", "~/office/", "~/Schreibtisch/"], "~/"),
        ("~/Do", ["~/Documents/", "~/Downloads/"], "~/Do"),
        ("~/Doc", ["~/Documents/"], "~/Documents/"),
        ("~/Downloads/", DOWNLOADS, "~/Downloads/"),
        ("~/Downloads/chap", ["~/Downloads/Chapter Roster.xls"], "~/Downloads/Chapter Roster.xls"),
        ("../Documents/c", ["../Documents/club/"], "../Documents/club/"),
        ("~/nowhere/x", [], "~/nowhere/x"),
        ("'/tmp/pasted.csv'", [], "'/tmp/pasted.csv'"),
        ("file:///tmp/dropped.csv", [], "file:///tmp/dropped.csv"),
    ],
)  # fmt: skip
def test_what_is_offered(home: Path, typed: str, offered: list[str], completed: str) -> None:
    """Tables and contact cards of the usual folders, the newest first; of a path whatever goes on from it."""
    found = found_files(typed, home, home / "office", today=TODAY)
    assert [each.typed for each in found.files] == offered
    assert found.completed == completed
    assert found.typed == typed


def test_names_that_cannot_be_typed_are_not_offered(home: Path) -> None:
    """Escape codes and stray bytes in a name stay where they are."""
    for name in (b"a\x1b[31m.csv", b"b\xff.csv", b" c.csv"):
        Path(os.fsdecode(os.fsencode(home) + b"/Downloads/" + name)).touch()
    assert len(found_files("~/Downloads/", home, home).files) == 2


def test_no_more_than_a_few(home: Path) -> None:
    """However many there are, the list stays short."""
    for number in range(40):
        (home / "Downloads" / f"{number}.csv").touch()
    assert len(found_files("", home, home).files) == 6
