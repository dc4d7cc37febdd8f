"""Reports as files: what each format has, whatever the report is about and whatever was typed into it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from zipfile import ZipFile

import pytest
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from leadsroom.domain.rules.windows import Period
from leadsroom.exchange.reports.formats import csv_report, json_report, text_report, xlsx_report
from leadsroom.exchange.reports.report import Column, Measured, Report, ReportKind, Row, Unknown
from leadsroom.exchange.reports.write import report_file
from leadsroom.store.store import Store
from tests.harborview import found_chapter

SPRING = Period(date(2026, 3, 1), date(2026, 5, 31))
HOSTILE = ("[/]", "[Anna]", "\x1b[31mred", "=1+1", "🎉" * 3, "x" * 500, "שרה", "a\nb")
UNKNOWN = Unknown("nobody wrote it down.")
COLUMNS = (
    Column("name", "Name", 20),
    Column("2026-03-04", "2026-03-04", 4, group="marks", short="Mar\n4"),
    Column("leads", "Leads", 6, is_number=True),
    Column("closed", "Closed", 10, is_number=True),
    Column("training", "CEU", 6, is_number=True),
    Column("is_here", "Here", 6),
    Column("since", "Since", 11),
)


def line(name: str) -> Row:
    """A row with a cell of each kind."""
    return (name, "P", 3, Decimal("-12.50"), UNKNOWN, True, date(2026, 3, 4))


@pytest.fixture
def report(sqlite_store: Store) -> Report:
    """One with two lines, a total below, and something to remark."""
    return Report(
        kind=ReportKind.PALMS,
        title="PALMS",
        chapter=found_chapter(sqlite_store),
        period=SPRING,
        columns=COLUMNS,
        rows=(line("Ann Chu"), ("Zoë, “Zo”", None, 0, Decimal(0), UNKNOWN, False, None)),
        below=(("total", ("Total", 1, 3, Decimal("-12.50"), UNKNOWN, None, None)),),
        remarks=("Two were counted.",),
        facts={"meetings": [date(2026, 3, 4)]},
    )


def test_text_to_read(report: Report) -> None:
    """Columns below one another, numbers to the right, and below them why something is not known."""
    assert text_report(report).splitlines() == [
        "Harborview",
        "PALMS, 1 Mar 2026 to 31 May 2026",
        "-" * 80,
        "          Mar",
        "Name      4   Leads Closed CEU Here Since",
        "Ann Chu   P       3 -12.50 n/k yes  2026-03-04",
        "Zoë, “Zo”         0      0 n/k no",
        "Total     1       3 -12.50 n/k",
        "",
        "n/k under CEU: nobody wrote it down.",
        "Two were counted.",
    ]


def test_a_table_that_is_too_wide_goes_on_below(report: Report) -> None:
    """In 80 columns, with the names again."""
    days = [Column(f"{day}", f"{day}", 4, group="marks", short=f"Mar\n{day}") for day in range(40)]
    wide = Report(
        kind=report.kind,
        title="Attendance",
        chapter=report.chapter,
        period=SPRING,
        columns=(COLUMNS[0], *days),
        rows=tuple((name, *["P"] * 40) for name in HOSTILE),
    )
    lines = text_report(wide).splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert sum(line.startswith("[Anna]") for line in lines) == 3
    assert not any("\x1b" in line for line in lines)


def test_a_table_for_a_spreadsheet(report: Report) -> None:
    """The head, the headings, numbers as numbers, notes below; nothing is computed."""
    data = csv_report(
        Report(
            **{n: getattr(report, n) for n in report.__struct_fields__} | {"rows": tuple(map(line, HOSTILE))}
        )
    )
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[:4] == [
        ["Chapter:", "Harborview"],
        ["From:", "2026-03-01"],
        ["To:", "2026-05-31"],
        ["Name", "2026-03-04", "Leads", "Closed", "CEU", "Here", "Since"],
    ]
    assert [row[0] for row in rows[4:12]] == [
        "[/]",
        "[Anna]",
        "red",
        "'=1+1",
        "🎉🎉🎉",
        "x" * 500,
        "שרה",
        "a b",
    ]
    assert rows[4][1:] == ["P", "3", "-12.50", "n/k", "yes", "2026-03-04"]
    assert rows[13:] == [["Note: n/k under CEU: nobody wrote it down."], ["Note: Two were counted."]]


def test_json_for_programs(report: Report) -> None:
    """What is not known is null, and says why; a group of columns is an object."""
    data = json.loads(json_report(report))
    assert data["members"][0] == {
        "name": "Ann Chu",
        "marks": {"2026-03-04": "P"},
        "leads": 3,
        "closed": -12.5,
        "training": None,
        "is_here": True,
        "since": "2026-03-04",
        "unknown": {"training": "nobody wrote it down."},
    }
    assert (data["schema_version"], data["report"], data["currency"]) == (1, "palms", "USD")
    assert (data["from"], data["to"], data["meetings"]) == ("2026-03-01", "2026-05-31", ["2026-03-04"])
    assert data["total"]["leads"] == 3
    assert "name" not in data["total"]


def test_a_workbook(report: Report) -> None:
    """Numbers and dates are such, text is what was typed; the same report makes the same bytes."""
    hostile = Report(
        **{n: getattr(report, n) for n in report.__struct_fields__} | {"rows": tuple(map(line, HOSTILE))}
    )
    data = xlsx_report(hostile)
    assert data == xlsx_report(hostile)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("PALMS")
    rows = sheet.to_python()
    assert rows[1][:2] == ["From:", date(2026, 3, 1)]
    assert rows[4] == ["[/]", "P", 3.0, -12.5, "n/k", "yes", date(2026, 3, 4)]
    assert [row[0] for row in rows[4:12]] == [
        "[/]",
        "[Anna]",
        "red",
        "=1+1",
        "🎉🎉🎉",
        "x" * 500,
        "שרה",
        "a b",
    ]
    xml = ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert 'orientation="landscape"' in xml
    assert 'fitToHeight="0"' in xml
    assert '<pane xSplit="1" ySplit="4"' in xml


def test_a_report_of_nothing(report: Report) -> None:
    """It is a file all the same, which says of which days it is, and that there is nothing."""
    empty = Report(report.kind, report.title, report.chapter, SPRING, COLUMNS, ())
    assert "1 Mar 2026 to 31 May 2026" in text_report(empty)
    assert text_report(empty).endswith("\nNothing is on record of this period.\n")
    lines = csv_report(empty).decode("utf-8-sig").splitlines()
    assert (lines[1:3], len(lines)) == (["From:,2026-03-01", "To:,2026-05-31"], 4)
    data = json.loads(json_report(empty))
    assert (data["from"], data["to"], data["members"]) == ("2026-03-01", "2026-05-31", [])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_report(empty))).get_sheet_by_index(0).to_python()
    assert [row[:2] for row in rows[1:3]] == [["From:", SPRING.first], ["To:", SPRING.last]]


def test_the_name_of_a_file() -> None:
    """By its kind and its days, one alone where it is of one, and by its format."""
    assert report_file("palms", SPRING, "xlsx") == "palms-2026-03-01-to-2026-05-31.xlsx"
    one = Period(SPRING.first, SPRING.first)
    assert report_file("attendance", one, "text") == "attendance-2026-03-01.txt"


def test_the_numbers_behind_a_cell_stand_in_json_alone(report: Report) -> None:
    """Also behind one that has no figure; elsewhere its value stands as that of any other cell."""
    few = Unknown("too little data, from 10 leads on.", shown="–")
    measured = replace(
        report,
        columns=(Column("name", "Name"), Column("raw", "Raw %", is_number=True, has_tenths=True)),
        rows=(
            ("Ann Chu", Measured(Decimal("50.0"), {"count": 8, "of": 16})),
            ("Bea Katz", Measured(few, {"count": 3, "of": 7})),
        ),
        below=(),
        remarks=(),
    )
    assert text_report(measured).splitlines()[3:] == [
        "Name     Raw %",
        "Ann Chu   50.0",
        "Bea Katz     –",
        "",
        "– under Raw %: too little data, from 10 leads on.",
    ]
    rows = list(csv.reader(io.StringIO(csv_report(measured).decode("utf-8-sig"))))
    assert rows[4:6] == [["Ann Chu", "50.0"], ["Bea Katz", "–"]]
    ann, bea = json.loads(json_report(measured))["members"]
    assert ann == {"name": "Ann Chu", "raw": {"value": 50.0, "count": 8, "of": 16}}
    assert bea["raw"] == {"value": None, "count": 3, "of": 7}
    assert bea["unknown"] == {"raw": "too little data, from 10 leads on."}
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_report(measured))).get_sheet_by_index(0)
    assert sheet.to_python()[4][:2] == ["Ann Chu", 50.0]
