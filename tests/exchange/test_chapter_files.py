"""Where a chapter's files go, and what a machine remembers of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.ids import ChapterId
from leadsroom.exchange.chapter_files import ChapterFiles, WrittenFile, safe_name
from leadsroom.exchange.outgoing import chapter_folder
from leadsroom.paths import state_folder
from tests.domain.leads import CHAPTER

AT = datetime(2026, 11, 18, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Harborview", "Harborview"),
        ("Bäcker & Söhne", "Bäcker & Söhne"),
        ("../../etc", "etc"),
        ('a/b\\c:"<|>?*', "a b c"),
        (".hidden.", "hidden"),
        ("nul", "nul chapter"),
        ("\x1b[31mRed\x07", "Red"),
        (" / ", "chapter"),
        ("…", "…"),
        ("أحمد", "أحمد"),
    ],
)
def test_a_name_is_fit_for_every_file_system(text: str, name: str) -> None:
    """What one of them would take for a path, a device or a sign of its own is not in it."""
    assert safe_name(text) == name


@given(st.text())
def test_no_text_leads_out_of_the_folder(text: str) -> None:
    """Whatever a chapter is called, its folder is one name long, and a short one."""
    name = safe_name(text)
    assert Path("a", name).parts == ("a", name)
    assert name not in (".", "..")
    assert len(name.encode()) <= 120


def test_the_folder_of_a_chapter(documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is among the person's documents, or at home; the one that was chosen last wins while it is there."""
    assert chapter_folder(CHAPTER) == documents / "Harborview"
    stick = documents.parent / "stick"
    stick.mkdir()
    ChapterFiles(CHAPTER).remember(stick)
    assert chapter_folder(CHAPTER) == stick
    assert chapter_folder(replace(CHAPTER, id=ChapterId(2))) == documents / "Harborview"
    stick.rmdir()
    assert chapter_folder(CHAPTER) == documents / "Harborview"
    stick.mkdir()
    ChapterFiles(CHAPTER).remember(documents / "Harborview")
    assert chapter_folder(CHAPTER) == documents / "Harborview"
    documents.rmdir()
    assert chapter_folder(CHAPTER) == documents.parent / "Harborview"


def test_what_was_written_is_remembered_until_it_is_gone(documents: Path) -> None:
    """By its subject, the latest first, each path once; in a file for its owner alone."""
    files = ChapterFiles(CHAPTER)
    first, second = documents / "a.md", documents / "b.pdf"
    for path in (first, second):
        path.touch()
        files.remember(files=(WrittenFile(str(path), "meeting 1", 4, AT),))
    files.remember(answers={"minutes": {"format": "pdf"}})
    later = AT + timedelta(minutes=1)
    files.remember(files=(WrittenFile(str(first), "meeting 1", 7, later),))
    assert [(each.name, each.facts) for each in files.written("meeting 1")] == [("a.md", 7), ("b.pdf", 4)]
    assert files.written("meeting 2") == ()
    assert [files.place(dialog).answers for dialog in ("minutes", "letters")] == [{"format": "pdf"}, {}]
    first.unlink()
    assert [each.name for each in ChapterFiles(CHAPTER).written("meeting 1")] == ["b.pdf"]
    (remembered,) = (state_folder() / "files").iterdir()
    assert remembered.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("torn", [b"", b"[]", b'{"format": 9, "folder": "/"}', b'{"files": 1}', b"\xff"])
def test_what_cannot_be_read_is_no_memory(documents: Path, torn: bytes) -> None:
    """A torn file, or one of another version, is as none at all, and is written again."""
    files = ChapterFiles(CHAPTER)
    files.remember(documents)
    (remembered,) = (state_folder() / "files").iterdir()
    remembered.write_bytes(torn)
    assert files.folder == documents / "Harborview"
    files.remember(documents)
    assert files.folder == documents


def test_without_a_state_folder_nothing_is_remembered(documents: Path) -> None:
    """And nobody is bothered: the file itself was written."""
    state_folder().parent.mkdir(parents=True)
    state_folder().touch()
    ChapterFiles(CHAPTER).remember(documents)
    assert chapter_folder(CHAPTER) == documents / "Harborview"
