"""`leadsroom report`: which report, of which days, in which format, and where it goes."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from leadsroom.store.store import open_store
from tests.cli_runs import Run, answered
from tests.harborview import START, found_chapter
from tests.past_meetings import hold


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_place: str
) -> Run:
    """Runs `leadsroom report` on a chapter of six that met in October and twice in November."""
    (tmp_path / "now").write_text(START.isoformat())
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    store = open_store(sqlite_place)
    chapter = found_chapter(store)
    for day, absent in (
        (date(2026, 10, 28), "Ann Chu"),
        (date(2026, 11, 4), "Dee Fox"),
        (date(2026, 11, 11), ""),
    ):
        hold(store, chapter, day, {absent: "A"})
    store.close()
    return lambda *words: answered(capsys, "--db", sqlite_place, "report", *words)


def test_this_year_up_to_today(run: Run) -> None:
    """Unless other days are given, typed as people type them; a text unless another format is asked for."""
    lines = run("attendance").out.splitlines()
    assert lines[:2] == ["Harborview", "Attendance, 1 Jan 2026 to 18 Nov 2026"]
    assert "3 closed meetings." in lines
    november = run("attendance", "--from", "1 nov", "--to", "2026-11-10", "--format", "csv")
    rows = list(csv.reader(io.StringIO(november.out.removeprefix("\ufeff"))))
    assert rows[1:3] == [["From:", "2026-11-01"], ["To:", "2026-11-10"]]
    assert rows[3][:3] == ["Member", "2026-11-04", "P"]
    assert [row[1] for row in rows[4:11]] == ["P", "P", "P", "P", "A", "P", "5"]


def test_as_json_and_as_a_workbook(run: Run, tmp_path: Path) -> None:
    """JSON on stdout; a workbook into a new file, over one that is there only with --overwrite."""
    data = json.loads(run("palms", "--format", "json").out)
    assert (data["report"], data["from"], data["to"]) == ("palms", "2026-01-01", "2026-11-18")
    assert [(each["first_name"], each["present"], each["absent"]) for each in data["members"][:2]] == [
        ("Maria", 3, 0),
        ("Ann", 2, 1),
    ]
    file = tmp_path / "palms.xlsx"
    assert run("palms", "--format", "xlsx", "-o", file).code == 0
    assert CalamineWorkbook.from_path(str(file)).sheet_names == ["PALMS"]
    refused = run("palms", "--format", "xlsx", "-o", file)
    assert (refused.code, "--overwrite" in refused.err) == (1, True)
    assert run("palms", "--format", "xlsx", "-o", file, "--overwrite").code == 0


def test_what_makes_no_sense_is_refused(run: Run) -> None:
    """In one sentence, or as not understood."""
    refusals: tuple[tuple[tuple[str, ...], int, str], ...] = (
        (("palms", "--from", "2026-11-10", "--to", "2026-11-01"), 1, "The last day is before the first."),
        (("palms", "--from", "2027-01-01"), 1, "Nothing is on record of days to come."),
        (("palms", "--from", "someday"), 1, "someday"),
        (("dues",), 2, "invalid choice: 'dues'"),
        ((), 2, "required: report"),
    )
    for words, code, message in refusals:
        answer = run(*words)
        assert (answer.code, answer.out, message in answer.err) == (code, "", True), words
