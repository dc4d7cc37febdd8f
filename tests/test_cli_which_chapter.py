"""Which of several chapters a command is for: named, asked for, or refused with what to do."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from leadsroom.domain.ids import ChapterId
from leadsroom.last_chapter import last_chapter, note_last_chapter
from leadsroom.paths import state_folder
from leadsroom.store.store import open_store
from tests.association.many_chapters import chapter_row, write_areas, write_chapters
from tests.cli_runs import Answer, Run, answered


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line in this process."""
    return lambda *words: answered(capsys, *words)


@pytest.fixture
def several(tmp_path: Path) -> Path:
    """A database with five chapters, of which two have one name and one is archived."""
    path = tmp_path / "several.db"
    store = open_store(str(path))
    (north,) = write_areas(store, ("North",))
    write_chapters(
        store,
        (
            chapter_row("Harborview", "Leeds", area_id=north),
            chapter_row("Harborview", "York"),
            chapter_row("Harborview Evening", "York"),
            chapter_row("Second [red]", "Hull"),
            chapter_row("Old Mill", "Hull", archived_on=date(2026, 1, 31)),
        ),
    )
    store.close()
    return path


def _chapter(run: Run, several: Path, *words: str) -> Answer:
    return run("--db", several, "chapter", *words)


@pytest.mark.parametrize(
    ("name", "first_line"),
    [
        ("second", "Second [red], Hull"),
        ("evening", "Harborview Evening, York"),
        ("Harborview (Leeds)", "Harborview, Leeds"),
        ("harborview, york", "Harborview, York"),
        ("Harborview (North)", "Harborview, Leeds"),
        ("#3", "Harborview Evening, York"),
        ("old mill", "Old Mill, Hull"),
        ("mill", "Old Mill, Hull"),
    ],
)
def test_a_chapter_is_named(run: Run, several: Path, name: str, first_line: str) -> None:
    """By its name, a part of it, its label or its number; an archived one where no other is meant."""
    answer = _chapter(run, several, "--chapter", name)
    assert answer.code == 0
    assert answer.out.startswith(f"{first_line}: ")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (
            "harborview",
            "More than one chapter could be called “harborview”: Harborview (Leeds); Harborview (York).",
        ),
        (
            "harb",
            "More than one chapter could be called “harb”: Harborview (Leeds); Harborview (York); ",
        ),
        ("secnod", "No chapter is called “secnod”. Did you mean Second [red]?"),
        (
            "Third",
            "No chapter is called “Third”. The chapters are Harborview (Leeds); Harborview (York);",
        ),
        ("#9", "No chapter is called “#9”."),
        ("#-second", "No chapter is called “#-second”."),
        ("", "No chapter is called “”."),
    ],
)
def test_a_name_that_means_no_chapter_or_several_is_refused(
    run: Run, several: Path, name: str, why: str
) -> None:
    """With those that may be meant, each as it can be named; a slip of the finger is asked about."""
    answer = _chapter(run, several, "--chapter", name)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(why)


def test_the_variable_names_a_chapter(run: Run, several: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """LEADSROOM_CHAPTER stands in for --chapter, which goes before it."""
    monkeypatch.setenv("LEADSROOM_CHAPTER", "second")
    assert _chapter(run, several).out.startswith("Second [red]")
    assert _chapter(run, several, "--chapter", "evening").out.startswith("Harborview Evening")
    monkeypatch.setenv("LEADSROOM_CHAPTER", "third")
    assert _chapter(run, several).err.endswith("Second [red]. That is what LEADSROOM_CHAPTER names.\n")


def test_without_a_name_it_is_refused_where_nobody_can_be_asked(run: Run, several: Path) -> None:
    """How many there are, how one is named, and which was the last one."""
    answer = run("--db", several, "roster", "export")
    assert answer == Answer(
        1,
        "",
        "There are 4 chapters here. Choose one with --chapter or LEADSROOM_CHAPTER: "
        "Harborview (Leeds); Harborview (York); Harborview Evening; Second [red].\n",
    )
    assert _chapter(run, several, "--chapter", "#2").code == 0
    assert run("--db", several, "minutes").err.endswith("The one used last is Harborview (York).\n")


def test_of_many_only_their_number_is_named(run: Run, tmp_path: Path) -> None:
    """Thirteen names would be no answer any more."""
    store = open_store(str(tmp_path / "many.db"))
    write_chapters(store, (chapter_row(f"Chapter {number}") for number in range(1_300)))
    store.close()
    err = run("--db", tmp_path / "many.db", "chapter").err
    assert err == (
        "There are 1,300 chapters here. Choose one with --chapter or LEADSROOM_CHAPTER; "
        "leadsroom chapters lists them.\n"
    )
    err = run("--db", tmp_path / "many.db", "chapter", "--chapter", "chapter").err
    assert err.startswith(
        "More than one chapter could be called “chapter”: Chapter 0; Chapter 1; Chapter 10;"
    )
    assert err.endswith("; Chapter 1007; and 1,288 more.\n")
    assert (
        "There are 1,300; leadsroom chapters"
        in run("--db", tmp_path / "many.db", "chapter", "--chapter=x").err
    )


class _Terminal(io.StringIO):
    """What somebody types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Has these lines typed in a terminal."""

    def typed(*lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", _Terminal("".join(f"{line}\n" for line in lines)))
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)

    return typed


@pytest.mark.parametrize(
    ("lines", "first_line"),
    [
        (("evening",), "Harborview Evening, York"),
        (("harborview", "2"), "Harborview, York"),
        (("harborview", "leeds"), "Harborview, Leeds"),
        (("zzz", "second"), "Second [red], Hull"),
        (("4",), "Second [red], Hull"),
        (("", "#1"), "Harborview, Leeds"),
    ],
)
def test_in_a_terminal_it_is_asked(
    run: Run, several: Path, at_terminal: Callable[..., None], lines: tuple[str, ...], first_line: str
) -> None:
    """Letters find, a digit is a line of the list, and what means several is asked again."""
    at_terminal(*lines)
    answer = _chapter(run, several)
    assert answer.out.startswith(first_line)
    assert "   1  Harborview (Leeds)\n" in answer.err
    assert "Which chapter? " in answer.err


def test_enter_takes_the_one_that_was_used_last(
    run: Run, several: Path, at_terminal: Callable[..., None]
) -> None:
    """It stands first, and is what enter takes; who names nobody gets nothing."""
    assert _chapter(run, several, "--chapter", "#2").code == 0
    at_terminal("")
    answer = _chapter(run, several)
    assert answer.out.startswith("Harborview, York")
    assert answer.err.startswith("   1  Harborview (York)\n   2  Harborview (Leeds)\n")
    assert answer.err.endswith("Which chapter? [Harborview (York)] ")
    at_terminal()
    assert _chapter(run, several).err.endswith("No chapter was chosen. Name one with --chapter.\n")


def test_an_archived_chapter_is_not_proposed(
    run: Run, several: Path, at_terminal: Callable[..., None]
) -> None:
    """Neither in the list nor as the one that was used last."""
    assert _chapter(run, several, "--chapter", "mill").code == 0
    at_terminal("", "second")
    answer = _chapter(run, several)
    assert "Old Mill" not in answer.err
    assert answer.out.startswith("Second")


def test_which_chapter_was_last_is_noted_for_each_database(tmp_path: Path) -> None:
    """In a file for oneself alone; what somebody else wrote there is no chapter."""
    here, server = str(tmp_path / "noted.db"), "postgresql://somebody@host/leadsroom"
    assert last_chapter(here) is None
    note_last_chapter(here, ChapterId(17))
    note_last_chapter(server, ChapterId(3))
    assert (last_chapter(here), last_chapter(server)) == (17, 3)
    (file,) = (state_folder() / "last-chapters").glob("noted-*")
    assert file.stat().st_mode & 0o077 == 0
    for written in (b"", b"x", b"-1", "٣".encode(), b"9" * 100, b"\xff"):
        file.write_bytes(written)
        assert last_chapter(here) is None


def test_where_all_are_archived_one_can_still_be_named(run: Run, tmp_path: Path) -> None:
    """They are listed then: nothing else is there."""
    store = open_store(str(tmp_path / "old.db"))
    write_chapters(
        store, (chapter_row(name, archived_on=date(2026, 1, 31)) for name in ("Ashton", "Old Mill"))
    )
    store.close()
    assert "There are 2 chapters here" in run("--db", tmp_path / "old.db", "chapter").err
    assert run("--db", tmp_path / "old.db", "chapter", "--chapter", "ash").code == 0
