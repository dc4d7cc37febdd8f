"""`leadsroom calendar`, and the schedule on `leadsroom chapter`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leadsroom.store.store import open_store
from tests.cli_runs import Run, answered
from tests.harborview import SetClock
from tests.offices import Office
from tests.roster.sheets import harborview, journal_of

# Wednesday 18 November 2026, noon in Los Angeles.
NOON = "2026-11-18T20:00:00+00:00"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A database with a chapter."""
    path = tmp_path / "x.db"
    store = open_store(str(path))
    Office(store, SetClock(), "test").found(harborview())
    store.close()
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `leadsroom` on that database, on that day."""
    (tmp_path / "clock").write_text(NOON)
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "clock"))
    return lambda *words: answered(capsys, "--db", db, *words)


def acts(db: Path) -> list[str]:
    """The acts of the journal."""
    store = open_store(str(db))
    found = [act for act, _, _ in journal_of(store)]
    store.close()
    return found


def test_the_next_dates(run: Run, db: Path) -> None:
    """A quarter of a year unless it is said otherwise, the year where it is another; nothing is written."""
    answer = run("calendar", "--weeks", "7")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "Harborview meets every Wednesday.",
        "",
        "Wed 18 Nov",
        "Wed 25 Nov      the day before Thanksgiving Day, a public holiday",
        *("Wed 2 Dec", "Wed 9 Dec", "Wed 16 Dec", "Wed 23 Dec", "Wed 30 Dec"),
        "Wed 6 Jan 2027",
        "",
        "leadsroom calendar --holiday 2026-11-25 makes that date one without a meeting.",
    ]
    assert len(run("calendar").out.splitlines()) == 2 + 14 + 2
    assert acts(db) == ["FoundChapter"]


def test_dates_are_marked(run: Run, db: Path) -> None:
    """A holiday with its note, an open house, an extra meeting; and one of them cleared again."""
    run("calendar", "--holiday", "2026-11-25", "--note", "Thanksgiving [/]")
    run("calendar", "--open-house", "9 dec")
    run("calendar", "--extra", "fri")
    assert run("calendar", "--weeks", "3").out.splitlines()[2:] == [
        "Wed 18 Nov",
        "Fri 20 Nov  extra",
        "Wed 25 Nov  holiday · Thanksgiving [/]",
        "Wed 2 Dec",
        "Wed 9 Dec   open house",
    ]
    assert "No extra meeting on Fri 20 Nov.\n\n" in run("calendar", "--clear", "2026-11-20").out
    assert "Fri 20 Nov" not in run("calendar").out
    assert acts(db) == ["FoundChapter", "MarkDate", "MarkDate", "MarkDate", "ClearDate"]


def test_a_file_for_the_calendar_of_a_phone(run: Run, tmp_path: Path) -> None:
    """On stdout, or where -o says, of as many weeks as are asked for; what was done stands beside it."""
    answer = run("calendar", "--format", "ics", "--weeks", "1", "--holiday", "2026-11-25")
    assert answer.out.count("BEGIN:VEVENT") == 2
    assert (answer.out.count("STATUS:CANCELLED"), "holiday" in answer.err) == (1, True)
    file = tmp_path / "dates.ics"
    assert run("calendar", "--format", "ics", "-o", str(file)).code == 0
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert file.stat().st_mode & 0o077 == 0


def test_another_schedule(run: Run, db: Path) -> None:
    """As people say it; the habits and the calendar say it back, and the same again is no act."""
    assert run("chapter", "--rhythm", "every two weeks from 25 nov").out.startswith(
        "Harborview: every second Wednesday at 7:00 AM"
    )
    dates = run("calendar", "--weeks", "4").out.splitlines()[2:]
    assert dates[:2] == ["Wed 25 Nov  the day before Thanksgiving Day, a public holiday", "Wed 9 Dec"]
    run("chapter", "--rhythm", "1st and 3rd")
    run("chapter", "--rhythm", "3rd, 1st")
    assert run("calendar", "--weeks", "4").out.splitlines() == [
        "Harborview meets the 1st and 3rd Wednesday of the month.",
        "",
        *("Wed 18 Nov", "Wed 2 Dec", "Wed 16 Dec"),
    ]
    assert run("chapter", "--rhythm", "weekly").out.startswith("Harborview: Wednesdays at 7:00 AM")
    assert acts(db) == ["FoundChapter", "ChangeChapter", "ChangeChapter", "ChangeChapter"]


@pytest.mark.parametrize(
    "words",
    [
        ["calendar", "--holiday", "2026-11-26"],
        ["calendar", "--holiday", "yesterday"],
        ["calendar", "--extra", "2026-11-25"],
        ["calendar", "--clear", "2026-11-25"],
        ["calendar", "--note", "why"],
        ["chapter", "--rhythm", "now and then"],
        ["chapter", "--rhythm", ""],
    ],
)
def test_what_cannot_be_is_refused(run: Run, db: Path, words: list[str]) -> None:
    """In one sentence, and nothing is changed."""
    answer = run(*words)
    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert "fault of its own" not in answer.err
    assert acts(db) == ["FoundChapter"]


def test_the_speakers_of_the_next_dates(run: Run, db: Path) -> None:
    """Named by date, changed in part, taken off; the list says on which date nobody speaks yet."""
    answer = run("calendar", "--speaker", "2026-12-02", "Zoe Hart", "--topic", "Wills", "--minutes", "10")
    assert (answer.code, answer.err) == (0, "")
    run("calendar", "--speaker", "2 dec", "zoe hart", "--questions", "3", "--company", "Hart & Co")
    run("calendar", "--speaker", "25 nov", "Ann Chu")
    run("calendar", "--holiday", "25 nov")
    assert run("calendar", "--speaker", "--weeks", "2").out.splitlines()[2:] == [
        "Wed 18 Nov  nobody yet",
        "Wed 25 Nov  holiday · the day before Thanksgiving Day",
        "Wed 2 Dec   Zoe Hart — Wills · Hart & Co · 10 min, 3 min for questions",
        "Without a date: Ann Chu (was to be on Wed 25 Nov)",
    ]
    assert "Wed 2 Dec   speaker Zoe Hart — Wills" in run("calendar", "--weeks", "2").out
    run("calendar", "--speaker", "2 dec", "Zoe", "Hart", "--topic", "Trusts")
    assert "Wed 2 Dec   Zoe Hart — Trusts" in run("calendar", "--speaker", "--weeks", "2").out
    run("calendar", "--speaker", "2 dec", "none")
    assert "Wed 2 Dec   nobody yet" in run("calendar", "--speaker", "--weeks", "2").out
    assert acts(db)[1:] == ["PlanTalk", "PlanTalk", "PlanTalk", "MarkDate", "PlanTalk", "CancelTalk"]


def test_a_public_holiday_has_its_name_as_the_note(run: Run) -> None:
    """As the calendar's page proposes it; words that are given go before it, and none are none."""
    holiday = ("calendar", "--weeks", "3", "--holiday", "25 nov")
    assert "Wed 25 Nov  holiday · the day before Thanksgiving Day" in run(*holiday).out
    run("calendar", "--clear", "25 nov")
    assert "Wed 25 Nov  holiday · too few" in run(*holiday, "--note", "too few").out
    run("calendar", "--clear", "25 nov")
    assert "Wed 25 Nov  holiday\n" in run(*holiday, "--note", "").out


def test_it_says_what_was_done(run: Run) -> None:
    """Who was replaced, that nobody is called so, what waited; beside a table for another program."""
    run("calendar", "--speaker", "2 dec", "Ann Chu", "--topic", "Wills", "--minutes", "9", "--questions", "2")
    lines = run("calendar", "--speaker", "2 dec", "bob").out.splitlines()
    assert lines[:2] == [
        "Nobody on record is called “bob”: taken as a new speaker, from outside.",
        "Wed 2 Dec: bob speaks; Ann Chu is without a date now.",
    ]
    again = run("calendar", "--speaker", "25 nov", "ann chu", "--weeks", "1").out
    assert "Nobody on record" not in again
    assert "Wed 25 Nov  Ann Chu — Wills · 9 min, 2 min for questions" in again
    answer = run("calendar", "--holiday", "25 nov", "--note", "", "--format", "csv")
    assert answer.out.startswith("\ufeffdate,")
    assert answer.err == "Wed 25 Nov: holiday; the talk of Ann Chu is without a date.\n"


def test_the_calendar_as_a_table_and_as_json(run: Run) -> None:
    """Each date with its speaker, numbers as numbers; no cell is computed by a spreadsheet."""
    run("calendar", "--speaker", "2 dec", "=Zoe Hart", "--minutes", "7:30", "--questions", "2")
    lines = run("calendar", "--weeks", "2", "--format", "csv").out.splitlines()
    assert lines[0] == "\ufeffdate,meets,kind,note,state,speaker,company,topic,minutes,questions,place"
    assert lines[-1] == "2026-12-02,yes,,,,'=Zoe Hart,,,7.5,2,"
    found = json.loads(run("calendar", "--weeks", "2", "--format", "json").out)
    assert found["dates"][0]["speaker"] is None
    last = found["dates"][-1]
    assert (last["speaker"], last["minutes"], last["questions"]) == ("=Zoe Hart", 7.5, 2)


def test_what_a_talk_has_of_its_own_can_be_taken_back(run: Run) -> None:
    """0 minutes are those of the agenda, 0 of questions the usual ones, and an empty topic is none."""
    run("calendar", "--speaker", "2 dec", "Zoe", "--topic", "Wills", "--minutes", "7", "--questions", "2")
    run("calendar", "--speaker", "2 dec", "Zoe", "--questions", "0")
    assert "Wed 2 Dec   Zoe — Wills · 7 min\n" in run("calendar", "--speaker", "--weeks", "2").out
    run("calendar", "--speaker", "2 dec", "Zoe", "--minutes", "0", "--topic", "")
    assert "Wed 2 Dec   Zoe\n" in run("calendar", "--speaker", "--weeks", "2").out


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (("--speaker", "2 dec"), "like --speaker 2026-12-09 Ann Chu."),
        (("--speaker", "2 dec", "none"), "Nobody speaks on Wed 2 Dec as it is."),
        (("--speaker", "3 dec", "Ann"), "Thu 3 Dec is not a date of a meeting."),
        (("--speaker", "2 dec", "Ann", "--minutes", "long"), "“long” is not a length."),
        (
            ("--speaker", "2 dec", "Ann", "--minutes", "3", "--questions", "5"),
            "Questions are part of the talk",
        ),
        (("--topic", "Wills"), "Say whose talk --topic is about"),
        (("--minutes", "0"), "Say whose talk --minutes is about"),
        (("--holiday", "2 dec", "--topic", "Wills"), "Say whose talk --topic is about"),
        (("--speaker", "2 dec", "none", "--minutes", "5"), "Leave --minutes out"),
        (("--speaker", "2 dec", "Ann", "--note", "ill"), "Name the date of the note"),
    ],
)
def test_what_no_rota_takes(run: Run, db: Path, typed: tuple[str, ...], wrong: str) -> None:
    """A sentence says what is wrong; nothing is written."""
    answer = run("calendar", *typed)
    assert answer.code == 1
    assert wrong in answer.err
    assert acts(db) == ["FoundChapter"]


def test_a_date_at_another_place(run: Run) -> None:
    """Said, shown in the list, and taken back; without a place it says what is missing."""
    at = ("calendar", "--at", "25 nov")
    assert run(*at, "City", "library").out.startswith("Wed 25 Nov: at City library.\n\n")
    assert "Wed 25 Nov  at City library" in run("calendar", "--weeks", "2").out
    assert run(*at, "none").out.startswith("Wed 25 Nov: at the usual place.\n\n")
    assert run(*at).err.startswith("Name the date and the place")
