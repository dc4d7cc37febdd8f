"""`leadsroom visitors`: whom to follow up, as text, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from leadsroom.store import tables as t
from leadsroom.store.store import open_store
from tests.cli_runs import Run, answered
from tests.harborview import START, found_chapter
from tests.past_meetings import past_meeting, people_of


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_place: str
) -> Run:
    """Runs `leadsroom visitors` on a chapter with two visitors, one with a name that computes."""
    (tmp_path / "now").write_text(START.isoformat())
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    store = open_store(sqlite_place)
    chapter = found_chapter(store)
    host = people_of(store, chapter)["Ann Chu"]
    meeting = past_meeting(store, chapter, date(2026, 11, 11), {})
    columns = {"trade": "Flower shop", "phone": "+14155550177", "may_write": False}
    with store.writing(chapter.id) as unit:
        for name, became in (("Eve Stone", None), ("=1+1", "not interested")):
            person = unit.insert(
                t.person,
                chapter_id=chapter.id,
                name=name,
                name_key=name.lower(),
                **columns,
            )
            unit.insert(
                t.visit,
                meeting_id=meeting,
                person_id=person,
                host_id=host,
                at=START,
                became=became,
                became_note="too far" if became else "",
            )
    store.close()
    return lambda *words: answered(capsys, "--db", sqlite_place, "visitors", *words)


def test_whom_to_follow_up(run: Run) -> None:
    """Those to be asked come first, with all there is to know; then what became of the others."""
    answer = run()
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[0] == "To follow up"
    assert lines[1].startswith("  Eve Stone · Flower shop, seat ")
    assert lines[1].endswith("1st visit, 11 Nov · invited by Ann Chu · (415) 555-0177 · do not write")
    assert "not interested: too far" in answer.out
    assert lines[-1] == "12 months: 2 visited, 0 applied, 0 joined"


def test_the_table_of_visitors(run: Run, tmp_path: Path) -> None:
    """A spreadsheet reads it and computes nothing; JSON has every visit; a file is not written over."""
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv").out.removeprefix("\ufeff"))))
    assert [row["Name"] for row in rows] == ["'=1+1", "Eve Stone"]
    assert (rows[1]["Outcome"], rows[1]["May write"], rows[1]["Invited by"]) == (
        "to follow up",
        "no",
        "Ann Chu",
    )
    found = json.loads(run("--format", "json").out)
    assert [each["to_follow_up"] for each in found["visitors"]] == [False, True]
    assert found["visitors"][1]["visits"][0]["on"] == "2026-11-11"
    file = tmp_path / "visitors.csv"
    assert run("--format", "csv", "-o", file).code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert run("--format", "csv", "-o", file).code == 1


def test_visits_from_a_file(run: Run, tmp_path: Path) -> None:
    """Tried, taken in, and nothing the second time; one with a problem is refused whole, with its line."""
    file = tmp_path / "report.csv"
    file.write_text(
        "Name,Visit Date,Invited By\nJo Park,2026-10-07,Otto Katz\nEve Stone,2026-11-11,Ann Chu\n"
    )
    expected = (
        "1 visit, 1 as before.\nInvited by somebody who is not on the roster, so no host is noted: Otto Katz"
    )
    assert run("import", file, "--dry-run").out.startswith(f"Would be taken in: {expected}")
    assert "Jo Park" not in run().out
    assert run("import", file).out.startswith(f"Taken in: {expected}")
    assert "Jo Park · 1st visit, 7 Oct" in run().out
    assert run("import", file).out.startswith("Taken in: 0 visits, 2 as before.")
    file.write_text("Name,Visit Date\nJo Park,someday\n")
    refused = run("import", file)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("line 2, Visit Date (someday): This is not a date")
