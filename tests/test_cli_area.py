"""`leadsroom area`: every chapter of an area on one line, filtered, sorted, and in each format."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import load_workbook

from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views.association.area_columns import COLUMNS
from tests.association.many_chapters import chapter_row, write_areas, write_chapters
from tests.cli_runs import Run, answered

NOW = "2026-12-01T14:00:00+00:00"
HOSTILE = "[/] [Anna] \x1b[31m=1+1"


def month_row(chapter_id: int, month: int, **columns: Any) -> dict[str, Any]:
    """A month of a chapter of 20 in which all went well, but for what is named."""
    names = [column.name for column in t.chapter_month.columns]
    row: dict[str, Any] = dict.fromkeys(names, 0) | {
        "chapter_id": chapter_id,
        "month": month,
        "meetings": 4,
        "places": 80,
        "present": 70,
        "absent": 10,
        "leads": 72,
        "raw": 4,
        "visits": 6,
        "members": 20,
        "dollars_by_member": {},
        "last_meeting_on": None,
        "last_joined_on": None,
    }
    return row | columns


_AT = datetime(2026, 10, 1, 12, tzinfo=UTC)
MONTHS = (202512, *range(202601, 202612))


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_store: Store
) -> Run:
    """Runs leadsroom on three chapters: one that is well, one that is silent, one of a hostile name."""
    (tmp_path / "now").write_text(NOW)
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    north, south = write_areas(sqlite_store, ("North", "South"))
    rows = [
        chapter_row("Harborview", "Leeds", area_id=north),
        chapter_row("Mill Road", "York", area_id=north, weekday=0),
        chapter_row(HOSTILE, area_id=south),
        chapter_row("Gone", area_id=south, archived_on=date(2026, 5, 1)),
    ]
    well, silent, hostile, _gone = write_chapters(sqlite_store, rows)
    with sqlite_store.begun() as connection:
        connection.execute(t.chapter_month.insert(), list(_months(well, silent, hostile)))
        connection.execute(
            t.director_visit.insert().values(chapter_id=well, on_date=date(2026, 10, 1), note="", at=_AT)
        )
    return lambda *words: answered(capsys, "--db", sqlite_store.place, *words)


def _months(*chapters: int) -> Any:
    for place, chapter_id in enumerate(chapters):
        for month in MONTHS:
            last = date(2026, 11, 25) if place != 1 else date(2026, 10, 26)
            yield month_row(chapter_id, month, last_meeting_on=last if month == 202611 else None)


def test_who_needs_somebody_most_stands_first_with_the_reasons(run: Run) -> None:
    """As of when, how many stand how, figures beside their past, and every threshold below."""
    out = run("area").out
    assert out.startswith("All chapters: 3 chapters, as of 1 Dec 2026, 14:00 UTC\n1 silent · 2 steady\n")
    lines = out.splitlines()
    silent = next(place for place, line in enumerate(lines) if line.startswith("Mill Road"))
    assert lines[silent].split()[:5] == ["Mill", "Road", "silent", "20", "0"]
    assert lines[silent + 1] == "  5 meetings in a row not closed, since 2 Nov"
    assert lines[silent + 2].startswith("[/] [Anna]")
    assert " 87.5 (87.5) 0.90 (0.90) " in lines[silent]
    assert " 1. silent: 3 dates in a row without a closed meeting" in out
    assert "given from 10 slips on" in out


def test_an_area_a_state_letters_and_a_day_leave_others_out(run: Run) -> None:
    """One after the other; an area by its beginning."""
    assert "2 chapters" in run("area", "nor").out
    for words in (("--state", "silent"), ("--find", "mil"), ("--find", "york"), ("--day", "mon")):
        out = run("area", *words).out
        assert "Mill Road" in out
        assert "Harborview" not in out
    assert "No chapter fits" in run("area", "south", "--state", "silent").out
    assert "Gone" not in run("area", "south").out
    assert "Gone" in run("area", "south", "--state", "archived").out


def test_a_chapter_that_was_set_up_and_closes_no_meeting_is_seen(run: Run, tmp_path: Path) -> None:
    """Unknown at first, whatever it has not yet, and silent from its third date on."""
    (tmp_path / "now").write_text("2026-11-10T14:00:00+00:00")
    assert run("chapter", "found", "Quayside", "--weekday", "wednesday", "--area", "south").code == 0
    assert "  no meeting closed yet\n" in run("area", "--find", "quayside", "--state", "unknown").out
    (tmp_path / "now").write_text(NOW)
    silent = run("area", "--find", "quayside", "--state", "silent").out
    assert "  no meeting closed yet, 3 dates since 11 Nov\n" in silent


def test_it_is_sorted_by_any_column_and_the_other_way_around(run: Run) -> None:
    """By name, and by every key of the docs."""
    names = [line.split()[0] for line in run("area", "--sort", "name").out.splitlines() if "(87.5)" in line]
    assert names == ["[/]", "Harborview", "Mill"]
    turned = run("area", "--sort", "name", "--turned").out.splitlines()
    assert [line.split()[0] for line in turned if "(87.5)" in line] == names[::-1]
    for column in COLUMNS:
        assert run("area", "--sort", column.key).code == 0, column.key


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--sort", "luck"), "The table has no column “luck”."),
        (("--state", "sad"), "There is no state “sad”. Choose one of: silent, "),
        (("--day", "t"), "“t” is no day of the week."),
        (("west",), "No area is called “west”."),
        (("--all", "--page", "2"), "--all shows every page: leave --page out."),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(run: Run, words: tuple[str, ...], says: str) -> None:
    """With what there is in its place."""
    answer = run("area", *words)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(says)


def test_files_have_every_column_with_its_past_and_its_threshold(run: Run, tmp_path: Path) -> None:
    """CSV, workbook and JSON agree; a text that a spreadsheet would compute stays a text."""
    rows = list(csv.reader(io.StringIO(run("area", "--format", "csv").out.lstrip("\ufeff"))))
    at = next(place for place, row in enumerate(rows) if row[0] == "Chapter")
    heads = rows[at]
    for column in COLUMNS:
        assert any(head.startswith(column.title) for head in heads), column.key
    well = next(dict(zip(heads, row, strict=True)) for row in rows[at + 1 :] if row[0] == "Harborview")
    assert (well["Attendance, %"], well["Attendance, %, before"]) == ("87.5", "87.5")
    assert (well["Members"], well["Last meeting closed"], well["Meetings missing in a row"]) == (
        "20",
        "2026-11-25",
        "0",
    )
    assert any(row and "from 10 slips on" in row[0] for row in rows)
    data = json.loads(run("area", "--format", "json").out)
    assert data["states"] == {"silent": 1, "steady": 2}
    found = next(row for row in data["rows"] if row["chapter"] == "Harborview")
    assert found["figures"]["attendance"] == {"value": 87.5, "before": 87.5, "behind": "420 of 480"}
    assert found["figures"]["visited"]["value"] == "2026-10-01"
    assert found["figures"]["dollars"]["value"] is None
    assert data["columns"]["raw"]["threshold"] == "from 10 slips on"
    book = tmp_path / "area.xlsx"
    assert run("area", "--format", "xlsx", "-o", str(book)).code == 0
    sheet = load_workbook(book).get_sheet_by_index(0).to_python()
    assert sheet[at] == heads
    assert sheet[at + 1][0] == "Mill Road"


def test_the_page_to_print_shows_names_as_they_were_typed(run: Run) -> None:
    """Escaped, without what a terminal obeys, with the reasons and the order below."""
    html = run("area", "--format", "html").out
    assert "[/] [Anna] " in html
    assert "\x1b" not in html
    assert "5 meetings in a row not closed, since 2 Nov" in html
    assert "How it is ordered" in html


def test_chapters_of_no_area_several_by_name_and_a_page_beyond_the_last(run: Run) -> None:
    """As `leadsroom chapters --area none` lists them; and how many of all are shown."""
    assert "No area yet: 0 chapters" in run("area", "none").out
    assert run("chapter", "area", "none", "--chapter", "Mill Road").code == 0
    out = run("area", "none").out
    assert out.startswith("No area yet: 1 chapter, as of ")
    assert "Mill Road" in out
    assert "Harborview" not in out
    both = run("area", "--find", "mill, harb").out
    assert "2 of 3 chapters" in both
    assert "Mill Road" in both
    assert "Harborview" in both
    assert "2 of 3 chapters" not in run("area").out
    assert "There is no page 7: there is one page, which stands here." in run("area", "--page", "7").out
    assert "1 chapter\n" in run("area", "--state", "archived").out
