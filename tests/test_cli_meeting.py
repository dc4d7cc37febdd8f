"""The commands around a meeting: which screen is opened on what, and the minutes as a file."""

from __future__ import annotations

import io
import json
import shlex
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from leadsroom.acts.meeting.commands import Go
from leadsroom.clock import Clock
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.store.read.chapter import chapters
from leadsroom.store.store import Store, open_store
from tests.cli_runs import FOUNDING, ROSTER, Run, answered
from tests.desks import desk_at, meeting_to_run
from tests.harborview import SetClock
from tests.offices import Office
from tests.roster.sheets import harborview, sheet

NOW = datetime(2026, 11, 18, 15, tzinfo=UTC)


class Opened:
    """What the app was opened with, instead of the app."""

    def __init__(self) -> None:
        self.times: list[dict[str, Any]] = []

    def __call__(self, store: Store, clock: Clock, **start: Any) -> None:
        with store.reading() as connection:
            self.times.append({"now": clock.now(), "chapters": len(chapters(connection)), **start})


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command line in this process, as at a terminal, on 18 November 2026."""
    (tmp_path / "now").write_text(NOW.isoformat())
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    monkeypatch.setattr("leadsroom.cli.meeting.at_terminal", lambda: True)
    return lambda *words: answered(capsys, *words)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Stands in for the app."""
    opened = Opened()
    monkeypatch.setattr("leadsroom.app.run_app", opened)
    return opened


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A database with a chapter of one."""
    path = tmp_path / "x.db"
    store = open_store(str(path))
    office = Office(store, SetClock(NOW), "test")
    office.add_member(office.found(harborview()).id, sheet("Ann [Chu]", "Florist"))
    store.close()
    return path


def hold_meeting(db: Path) -> MeetingId:
    """Run today's meeting from start to close."""
    store, clock = open_store(str(db)), SetClock(NOW)
    with store.reading() as connection:
        (chapter,) = chapters(connection)
    meeting_id = meeting_to_run(store, chapter, NOW)
    desk = desk_at(store, meeting_id, clock, "test")
    while desk.sync.look().meeting.state is not MeetingState.CLOSED:
        desk.sync.do(Go())
    desk.close()
    store.close()
    return meeting_id


def test_without_a_command_the_app_opens(run: Run, opened: Opened, tmp_path: Path, db: Path) -> None:
    """On an empty database it opens without a chapter, else at the chapter's home, with the clock of here."""
    assert run("--db", tmp_path / "new" / "x.db").code == 0
    assert run("--db", db).code == 0
    first, home = opened.times
    assert (first["start"], first["chapter"], first["now"]) == ("home", None, NOW)
    assert (home["start"], home["chapter"].name, home["meeting_id"]) == ("home", "Harborview", None)


def test_meet_opens_the_moderator_s_screen(run: Run, opened: Opened, db: Path) -> None:
    """`meet` goes straight to the meeting of the chapter."""
    assert run("--db", db, "meet").code == 0
    assert [(o["start"], o["chapter"].name) for o in opened.times] == [("meet", "Harborview")]


def test_review_opens_the_meeting_asked_for(run: Run, opened: Opened, db: Path) -> None:
    """`review` finds the last meeting, or the one of a date; a word that is neither is refused."""
    meeting_id = hold_meeting(db)
    for words in ([], ["last"], ["2026-11-18"]):
        assert run("--db", db, "review", *words).code == 0
    assert [(o["start"], o["meeting_id"]) for o in opened.times] == [("review", meeting_id)] * 3
    for words in (["yesterday"], ["live"], ["2026-11-11"]):
        answer = run("--db", db, "review", *words)
        assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)


def test_the_screens_need_a_terminal(
    run: Run, opened: Opened, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a pipe the screens are not started, and it is said what to use instead."""
    monkeypatch.setattr("leadsroom.cli.meeting.at_terminal", lambda: False)
    hold_meeting(db)
    for words in ([], ["meet"], ["demo"]):
        answer = run(*(words if words == ["demo"] else ["--db", db, *words]))
        assert (answer.code, answer.err.startswith("The screens need a terminal.")) == (1, True)
    assert opened.times == []


def test_a_review_of_days_opens_with_them(run: Run, opened: Opened, db: Path) -> None:
    """`--from` and `--to` are typed as elsewhere; a meeting and days together are refused."""
    hold_meeting(db)
    assert run("--db", db, "review", "--from", "1 nov", "--to", "2026-11-18").code == 0
    (days,) = [(o["days"].first, o["days"].last) for o in opened.times]
    assert days == (date(2026, 11, 1), date(2026, 11, 18))
    for words in (["live", "--from", "1 nov"], ["--from", "18 nov", "--to", "1 nov"], ["--format", "json"]):
        answer = run("--db", db, "review", *words)
        assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)


def test_without_a_terminal_a_review_is_text(run: Run, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same lines as on the screen, with every turn; of days too."""
    monkeypatch.setattr("leadsroom.cli.meeting.at_terminal", lambda: False)
    hold_meeting(db)
    for words, title in (
        ([], "Harborview · Wednesday 18 November 2026"),
        (["--from", "2026-11-01"], "Harborview · 1 Nov 2026 to 18 Nov 2026"),
    ):
        answer = run("--db", db, "review", *words)
        assert (answer.code, answer.out.splitlines()[0]) == (0, title)
        for heading in ("Still to call", "In numbers", "Who was there"):
            assert heading in answer.out
        assert "Ann [Chu]" in answer.out


def test_minutes_go_to_stdout_or_into_a_file(run: Run, db: Path, tmp_path: Path) -> None:
    """Markdown and JSON of the last meeting, names literally; the same text on stdout and in a file."""
    hold_meeting(db)
    shown = run("--db", db, "minutes", "--format", "json")
    assert shown.code == 0
    assert json.loads(shown.out)["attendance"][0]["member"] == "Ann [Chu]"
    file = tmp_path / "minutes.md"
    assert run("--db", db, "minutes", "last", "-o", file).out == ""
    assert run("--db", db, "minutes").out.rstrip() == file.read_text(encoding="utf-8").rstrip()


def test_minutes_of_nothing_are_refused(run: Run, db: Path) -> None:
    """A chapter that has not met has no minutes, in one sentence."""
    answer = run("--db", db, "minutes")
    assert (answer.code, answer.out, answer.err) == (1, "", "No meeting has been closed yet.\n")


def test_demo_opens_a_copy(run: Run, opened: Opened, monkeypatch: pytest.MonkeyPatch, db: Path) -> None:
    """Without --db the sample is opened from a database of its own; LEADSROOM_DB is left alone."""
    monkeypatch.setenv("LEADSROOM_DB", "/nowhere/mine.db")
    monkeypatch.setattr("leadsroom.demo.cache.demo_database", lambda now, progress: str(db))
    assert run("demo").code == 0
    assert [(o["start"], o["chapter"].name, o["now"]) for o in opened.times] == [("home", "Harborview", NOW)]


def test_demo_fills_an_empty_database_only(
    run: Run, opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With --db the sample goes into that database and is opened; one with a chapter is left alone."""

    def fill(store: Store, now: datetime, progress: object) -> Any:
        return Office(store, SetClock(now), "demo").found(harborview(name="Sample"))

    monkeypatch.setattr("leadsroom.demo.season.fill_demo", fill)
    path = tmp_path / "new.db"
    answer = run("--db", path, "demo")
    assert (answer.code, answer.out) == (0, f"Filled {path} with the sample chapter Sample.\n")
    again = run("--db", path, "demo")
    assert (again.code, "is not empty" in again.err) == (1, True)
    assert [o["chapters"] for o in opened.times] == [1]


def test_a_roster_comes_to_the_table(run: Run, tmp_path: Path) -> None:
    """Who is imported sits at the next meeting, in the order of the file."""
    db = tmp_path / "y.db"
    run("--db", db, "roster", "import", ROSTER, *FOUNDING)
    hold_meeting(db)
    answer = run("--db", db, "minutes", "--format", "json")
    names = [row["member"] for row in json.loads(answer.out)["attendance"]]
    assert (len(names), names[0], names[-1]) == (18, "Maria Lopez", "Jonas Weiss")


def test_minutes_ask_in_a_terminal_for_whom_they_are(
    run: Run, db: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A terminal asks, and takes first letters; in a pipe they are the secretary's, or as the option says."""
    hold_meeting(db)
    secretary = run("--db", db, "minutes").out
    members = run("--db", db, "minutes", "--for", "members").out
    whole = run("--db", db, "minutes", "--for", "all").out
    assert "## Who was there" in members
    assert "## What happened when" in whole
    assert run("--db", db, "minutes", "--for", "secretary").out == secretary
    assert run("--db", db, "minutes", "--with-journal").out == whole
    for typed, expected in (("m\n", members), ("\n", secretary), ("ALL\n", whole)):
        _sits_at_terminal(monkeypatch, typed)
        assert run("--db", db, "minutes").out == expected
    _sits_at_terminal(monkeypatch, "x\n")
    answer = run("--db", db, "minutes")
    assert (answer.code, answer.out) == (1, "")
    assert "“x” is none of these. Type one of: members, secretary, all." in answer.err
    file = tmp_path / "minutes.pdf"
    assert run("--db", db, "minutes", "--for", "members", "--format", "pdf", "-o", file).code == 0
    assert file.read_bytes().startswith(b"%PDF-")


def test_a_table_of_minutes_is_the_report_of_that_date(run: Run, db: Path, tmp_path: Path) -> None:
    """`csv` is `report attendance` of the date, `palms` its PALMS, to the byte."""
    hold_meeting(db)
    for format, kind in (("csv", "attendance"), ("palms", "palms")):
        table, report = tmp_path / f"{kind}-1.csv", tmp_path / f"{kind}-2.csv"
        days = ("--from", "2026-11-18", "--to", "2026-11-18", "--format", "csv")
        assert run("--db", db, "minutes", "--format", format, "-o", table).code == 0
        assert run("--db", db, "report", kind, *days, "-o", report).code == 0
        assert table.read_bytes() == report.read_bytes()
        assert b"Ann" in table.read_bytes()


def _sits_at_terminal(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)


def test_without_its_package_pdf_says_how_to_get_it(
    run: Run, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where HTML is, which needs nothing, and a command at the end that works here as it is typed."""
    hold_meeting(db)
    monkeypatch.setitem(sys.modules, "typst", None)
    answer = run("--db", db, "minutes", "--format", "pdf")
    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
    sentence, _, command = answer.err.rstrip("\n").partition(" To have PDF: ")
    assert sentence == "PDF needs one more package. HTML needs none, and prints as well."
    tried = subprocess.run(
        [*shlex.split(command), "--no-index", "--dry-run"], capture_output=True, text=True, check=True
    )
    assert "already satisfied: typst" in tried.stdout
