"""`leadsroom chapter`: the habits of a chapter, shown and changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadsroom.roster.office import Office
from leadsroom.store.store import open_store
from tests.cli_runs import Answer, Run, answered
from tests.harborview import SetClock
from tests.roster.sheets import harborview, journal_of

USUAL = "Harborview: Wednesdays at 7:00 AM (America/Los_Angeles), 90 minutes, pitches of 1 min, US, USD.\n"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A database with a chapter."""
    path = tmp_path / "x.db"
    store = open_store(str(path))
    Office(store, SetClock(), "test").found(harborview())
    store.close()
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], db: Path) -> Run:
    """Runs `leadsroom chapter` on that database."""
    return lambda *words: answered(capsys, "--db", db, "chapter", *words)


def acts(db: Path) -> list[str]:
    """The acts of the journal."""
    store = open_store(str(db))
    found = [act for act, _, _ in journal_of(store)]
    store.close()
    return found


def test_the_habits_are_shown(run: Run, db: Path) -> None:
    """Without an option it says what the habits are, and writes nothing."""
    assert run() == Answer(0, USUAL, "")
    assert acts(db) == ["FoundChapter"]


def test_every_habit_can_be_changed(run: Run, db: Path) -> None:
    """All of them in one act; what is not named stays."""
    answer = run(
        *("--rename", "Lakeside [x]", "--place", "Café", "--timezone", "europe/zurich", "--country", "ch"),
        *("--currency", "chf", "--clock", "24", "--weekday", "thu", "--starts", "6:30 pm", "--pitch", "45"),
    )
    assert answer.out == (
        "Lakeside [x], Café: Thursdays at 18:30 (Europe/Zurich), 90 minutes, pitches of 45 s, CH, CHF.\n"
    )
    assert run("--minutes", "60").out.split("), ")[1].startswith("60 minutes, pitches of 45 s")
    assert acts(db) == ["FoundChapter", "ChangeChapter", "ChangeChapter"]


@pytest.mark.parametrize(
    "words",
    [
        ["--weekday", "T"],
        ["--weekday", ""],
        ["--starts", "seven"],
        ["--starts", "25:00"],
        ["--timezone", "Los Angeles"],
        ["--minutes", "0"],
        ["--minutes", "999999999999999"],
        ["--pitch", "-5"],
        ["--rename", " "],
    ],
)
def test_what_cannot_be_is_refused(run: Run, db: Path, words: list[str]) -> None:
    """Each impossible habit is one sentence, and nothing is changed."""
    answer = run(*words)
    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert "fault of its own" not in answer.err
    assert run().out == USUAL
