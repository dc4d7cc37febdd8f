"""`leadsroom chapter`: the habits of a chapter, shown and changed."""

from __future__ import annotations

import json
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from msgspec.structs import replace

from leadsroom.cli import main
from leadsroom.domain.agenda.plan import AgendaPlan
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.season.calendar import DateKind
from leadsroom.store.store import open_store
from tests.cli_runs import Answer, Run, answered
from tests.harborview import SetClock
from tests.meeting.money_rules import RULES, rule_money
from tests.meeting.table import TRAIL, all_rows
from tests.offices import Office, SeasonBook
from tests.roster.sheets import harborview, journal_of

USUAL = "Harborview: Wednesdays at 7:00 AM (America/Los_Angeles), 90 minutes, pitches of 1 min, US, USD.\n"
PUBLISHED = (
    "A lead needs a name, a phone, a need and a prospect who expects the call; it is raw when the prospect "
    "does not know who calls or it is not soon (the published definition)."
)


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


def habits(answer: Answer) -> str:
    """The line of the habits."""
    return next(line for line in answer.out.splitlines(keepends=True) if "minutes, pitches of" in line)


def acts(db: Path) -> list[str]:
    """The acts of the journal."""
    store = open_store(str(db))
    found = [act for act, _, _ in journal_of(store)]
    store.close()
    return found


def test_the_habits_are_shown(run: Run, db: Path) -> None:
    """Without an option it says what the habits are, and writes nothing."""
    answer = run()
    assert (answer.code, answer.err, habits(answer)) == (0, "", USUAL)
    assert acts(db) == ["FoundChapter"]


def test_every_habit_can_be_changed(run: Run, db: Path) -> None:
    """All of them in one act; what is not named stays."""
    answer = run(
        *("--rename", "Lakeside [x]", "--place", "Café", "--timezone", "europe/zurich", "--country", "ch"),
        *("--currency", "chf", "--clock", "24", "--weekday", "thu", "--starts", "6:30 pm", "--pitch", "45"),
        *("--email", " gruezi@lakeside.example "),
    )
    assert habits(answer) == (
        "Lakeside [x], Café: Thursdays at 18:30 (Europe/Zurich), 90 minutes, pitches of 45 s, CH, CHF, "
        "letters answered to gruezi@lakeside.example.\n"
    )
    refused = run("--email", "gruezi at lakeside")
    assert refused.code == 1
    assert "“gruezi at lakeside” is not an email address." in refused.err
    assert run("--minutes", "60").out.split("), ")[1].startswith("60 minutes, pitches of 45 s")
    assert acts(db) == ["FoundChapter", "ChangeChapter", "ChangeChapter"]


def test_the_day_of_founding_can_be_put_on_record_and_taken_off(run: Run, db: Path) -> None:
    """As people type it, however long ago; a day to come is refused, and none takes it off the record."""
    assert habits(run("--founded", "12 Mar 2001")).rstrip().endswith("USD, founded 12 Mar 2001.")
    assert '"founded_on": "2001-03-12"' in run("--format", "json").out
    assert "founded_on,2001-03-12" in run("--format", "csv").out
    refused = run("--founded", "2031-01-01")
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "still to come" in refused.err
    assert habits(run("--founded", "none")) == USUAL
    assert "founded_on,\n" in run("--format", "csv").out.replace("\r", "")
    assert acts(db) == ["FoundChapter", "ChangeChapter", "ChangeChapter"]


def test_another_currency_clears_the_sums_of_the_rules(run: Run, db: Path) -> None:
    """They were in the old one: it says first that they are to be entered again, and says it once."""
    store = open_store(str(db))
    rule_money(store, ChapterId(1), RULES)
    store.close()
    reminder = "Dues, fees and fines were in USD: enter them again in the rules.\n"
    assert run("--currency", "jpy", "--yes").out.startswith(reminder)
    assert "enter them again" not in run("--currency", "eur").out


@pytest.mark.parametrize(
    "words",
    [
        ["--weekday", "T"],
        ["--weekday", ""],
        ["--starts", "seven"],
        ["--starts", "25:00"],
        ["--timezone", "EST"],
        ["--minutes", "0"],
        ["--minutes", "999999999999999"],
        ["--pitch", "-5"],
        ["--rename", " "],
        ["--leads", "colour"],
        ["--leads", ""],
    ],
)
def test_what_cannot_be_is_refused(run: Run, db: Path, words: list[str]) -> None:
    """Each impossible habit is one sentence, and nothing is changed."""
    answer = run(*words)
    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert "fault of its own" not in answer.err
    assert habits(run()) == USUAL


def test_the_agenda_is_shown_with_its_times(run: Run) -> None:
    """Each step with its time on the clock and its length, then whether it fits, and with how many."""
    assert run().out.splitlines()[2:] == [
        "7:00  15 min  Open networking",
        "7:15   3 min  Welcome",
        "7:18   4 min  Group business",
        "7:22   3 min  Education",
        "7:25  16 min  Pitches (60 s each · 15 people)",
        "7:41          Visitors (60 s each, if any come)",
        "7:41  10 min  Speaker",
        "7:51   5 min  Testimonials",
        "7:56  15 min  Leads bucket (15 share, 60 s each)",
        "8:11   3 min  Close",
        "",
        "15 pitches of 60 s, 16 min with changeovers; the plan ends 8:15, 15 min before 8:30.",
        "The roster is empty: 15 people assumed at the table.",
        "",
        PUBLISHED,
        "",
        "Attendance, and how a meeting is run: leadsroom rules shows it, the page of rules (g u) changes it.",
    ]


def test_what_does_not_fit_is_said_with_what_would(run: Run) -> None:
    """A pitch that is too long says by how much the plan is past its end, and the length that fits."""
    assert run("--pitch", "180").out.splitlines()[-6] == (
        "15 pitches of 3 min, 46 min with changeovers; the plan ends 8:44, 14 min past 8:30; "
        "2 min each would fit."
    )


def test_an_agenda_edited_by_hand_is_kept(run: Run, db: Path) -> None:
    """Another pitch goes into it, another length of the meeting leaves it alone; nothing else moves."""
    store = open_store(str(db))
    office = Office(store, SetClock(), "test")
    (chapter,) = office.chapters()
    edited = AgendaPlan(
        (*chapter.agenda[:5], replace(chapter.agenda[0], title="[/] Café")), chapter.changeover
    )
    office.set_agenda(chapter.id, edited)
    store.close()
    answer = run("--pitch", "45", "--minutes", "60")
    assert [line.split("min  ")[-1] for line in answer.out.splitlines()[4:10]] == [
        "Open networking",
        "Welcome",
        "Group business",
        "Education",
        "Pitches (45 s each · 15 people)",
        "[/] Café",
    ]
    assert acts(db) == ["FoundChapter", "SetAgenda", "ChangeChapter"]


def test_what_a_lead_needs_is_shown_and_changed(run: Run, db: Path) -> None:
    """By a name or as a list, read back as a sentence, noted once, and kept."""
    assert run().out.splitlines()[-3] == PUBLISHED
    loose = run("--leads", "loose").out.splitlines()[-3]
    assert loose == run().out.splitlines()[-3] == "A lead needs a name and a phone (loose)."
    own = run("--leads", "name,phone,soon?", "--pitch", "45").out
    assert own.splitlines()[-3] == "A lead needs a name and a phone; it is raw when it is not soon."
    run("--leads", "name,phone,soon?")
    assert acts(db) == ["FoundChapter", "ChangeChapter", "ChangeChapter"]


# ---------------------------------------------------------------- all or nothing, and nothing unasked


@pytest.fixture
def full(db: Path) -> Path:
    """The same with dues, a holiday and an open house."""
    store = open_store(str(db))
    rule_money(store, ChapterId(1), RULES)
    season = SeasonBook(store, SetClock(), "test")
    season.mark_date(ChapterId(1), date(2026, 11, 25), DateKind.HOLIDAY, "Thanksgiving [/]")
    season.mark_date(ChapterId(1), date(2026, 12, 2), DateKind.OPEN_HOUSE)
    store.close()
    return db


@pytest.fixture
def in_november(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The command line runs on Wed 18 Nov."""
    (tmp_path / "clock").write_text(SetClock().now().isoformat())
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "clock"))


CLEARED = (
    "The open house moves from Wed 2 Dec to Thu 3 Dec.",
    "The holiday “Thanksgiving [/]” moves from Wed 25 Nov to Thu 26 Nov.",
)


@pytest.mark.usefixtures("in_november")
@pytest.mark.parametrize(
    "refused",
    [["--schedule", "5th"], ["--leads", "colour"], ["--weekday", "T"], ["--timezone", "Nowhere"], []],
    ids=lambda words: " ".join(words) or "not agreed to",
)
def test_of_several_changes_all_are_made_or_none(run: Run, full: Path, refused: list[str]) -> None:
    """Whichever is refused, or where nobody agrees to what is cleared, not one row is another."""
    store = open_store(str(full))
    rows = all_rows(store)
    answer = run("--currency", "EUR", "--weekday", "thu", "--pitch", "45", *refused)
    assert (answer.code, answer.out) == (1, "")
    assert all_rows(store) == rows
    store.close()


@pytest.mark.usefixtures("in_november")
def test_what_would_be_cleared_is_named_before_and_after(run: Run, full: Path) -> None:
    """By name, with how to do it all the same; done, it is one act, and undo brings all of it back."""
    store = open_store(str(full))
    rows = all_rows(store, TRAIL)
    words = ("--currency", "EUR", "--weekday", "thu", "--leads", "loose")
    asked = run(*words).err.splitlines()
    assert {
        *CLEARED,
        "To be cleared, for it is in USD: Dues are $120 a quarter; members on leave pay too.",
    } <= {*asked}
    assert asked[-1] == "Nothing was changed. To do it all the same, add --yes."
    assert {*CLEARED} <= {*run(*words, "--yes").out.splitlines()}
    assert acts(full)[-1:] == ["ChangeChapter"]
    assert acts(full)[-2] == "MarkDate"
    undone = answered_at(full, "undo")
    assert undone[0] == 0
    assert undone[1].startswith("Undid: Harborview: money USD → EUR, day Wednesday → Thursday; ")
    assert all_rows(store, TRAIL) == rows
    assert answered_at(full, "redo")[1].startswith("Redid: Harborview: money USD → EUR")
    store.close()


class Typed(StringIO):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("in_november")
@pytest.mark.parametrize(("typed", "code", "done"), [("y\n", 0, True), ("n\n", 1, False), ("", 1, False)])
def test_at_a_terminal_it_is_asked(
    run: Run, full: Path, monkeypatch: pytest.MonkeyPatch, typed: str, code: int, done: bool
) -> None:
    """Yes does it; no, and nothing, changes nothing."""
    monkeypatch.setattr("sys.stdin", Typed(typed))
    answer = run("--weekday", "thu")
    assert (answer.code, "Do it? [y/N] " in answer.err) == (code, True)
    assert answer.out.startswith("The open house moves") or answer.out.startswith("The holiday “Thanksgiving")
    assert ("ChangeChapter" in acts(full)) is done


def test_what_clears_nothing_is_not_asked_about(run: Run, db: Path) -> None:
    """Another length makes an agenda that nobody edited anew, and says so."""
    answer = run("--minutes", "60")
    assert (answer.code, answer.out.splitlines()[0]) == (
        0,
        "The agenda is made again for 60 min and pitches of 1 min.",
    )


# ---------------------------------------------------------------- published rules in a shell


def answered_at(db: Path, *words: str) -> tuple[int, str, str]:
    """Code, stdout and stderr of any command."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["--db", str(db), *words])
    return code, out.getvalue(), err.getvalue()


def test_published_rules_are_shown_beside_those_they_replace(db: Path) -> None:
    """Each sentence that differs as it was and would be, and what stays; nothing is taken without a yes."""
    code, out, err = answered_at(db, "rules", "--preset", "bni")
    assert (code, out) == (1, "")
    first, *table, stays, last = err.splitlines()
    assert first == "The rules of BNI in the place of those of Harborview:"
    assert table[:3] == [
        "  was Absences are not limited.",
        "  now At most 3 absences in any 6 months; with the 4th the membership may end.",
        "  now At most 8 medical absences in a row; with the 9th the chapter decides.",
    ]
    assert all(line.startswith(("  was ", "  now ")) for line in table)
    assert stays == "The chapter's own stay for the vote, dues, fees, fines and how a meeting is run."
    assert last == "Nothing was changed. To do it all the same, add --yes."
    assert acts(db) == ["FoundChapter"]
    assert answered_at(db, "rules", "--preset", "bni", "--yes")[0] == 0
    assert answered_at(db, "rules", "--preset", "bni")[0] == 0  # the same again replaces nothing
    assert acts(db) == ["FoundChapter", "SetRules"]
    assert answered_at(db, "undo")[1].startswith("Undid: Rules: no longer: ")


def test_undo_in_a_shell_says_when_nothing_is_left(db: Path) -> None:
    """It takes back what shells did today, and nothing else."""
    assert answered_at(db, "undo") == (1, "", "There is nothing to undo.\n")


def test_habits_and_rules_as_data(run: Run, db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a table and as JSON; what was changed meanwhile is told beside it, not in it."""
    changed = run("--minutes", "75", "--leads", "loose", "--format", "json")
    assert json.loads(changed.out)["length"] == 75 * 60
    assert "From now on" in changed.err
    assert run("--format", "csv").out.splitlines()[0] == "\ufeffSetting,Value"
    rules = answered(capsys, "--db", db, "rules", "--preset", "bni", "--yes", "--format", "json")
    found = json.loads(rules.out)
    assert found["rules"]["limits"][0]["allowed"] == 3
    assert found["sentences"][0]["rule"].startswith("At most 3 absences in any 6 months")
    lines = answered(capsys, "--db", db, "rules", "--format", "csv").out.splitlines()
    assert len(lines) == len(found["sentences"]) + 1
