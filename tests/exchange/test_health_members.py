"""The members' figures as files: the same digits as on the page, data with the numbers behind it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook

from leadsroom.acts.desk import SyncDesk
from leadsroom.domain.leads.dollars import DollarSum
from leadsroom.domain.rules.windows import Period
from leadsroom.exchange.document.write import write_document
from leadsroom.exchange.health.members import members_document, members_report
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import KINDS, write_health
from leadsroom.exchange.reports.formats import csv_report, json_report, xlsx_report
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views.health.member_columns import COLUMNS, column_named
from leadsroom.views.health.member_health import member_health
from leadsroom.views.health.member_table import ADVICE, cell_words, columns_for
from tests.domain.pictures import chapter
from tests.harborview import SetClock, found_chapter
from tests.health.members import one_member, picture_of
from tests.past_meetings import hold

TODAY = date(2026, 11, 18)
DAYS = Period(date(2026, 8, 1), TODAY)


@pytest.fixture
def desk(sqlite_store: Store) -> SyncDesk:
    """A chapter of six, one of whom has a hostile name, after twelve meetings."""
    here = found_chapter(sqlite_store)
    with sqlite_store.writing(here.id) as unit:
        unit.connection.execute(t.person.update().where(t.person.c.name == "Dee Fox").values(name="=1+1 [/]"))
    for week in range(1, 13):
        hold(sqlite_store, here, TODAY - timedelta(weeks=week), {"Ann Chu": "A"} if week < 3 else {})
    return SyncDesk(sqlite_store, here.id, SetClock(), "desk")


def written(desk: SyncDesk, format: str, *, officers: bool = False) -> bytes:
    """The file in a format."""
    return desk.read(write_health, "members", Wanted(period=DAYS, format=format, officers=officers))


def test_the_table_has_the_digits_of_the_page(desk: SyncDesk) -> None:
    """Each cell as it stands there; below them all of it and the medians; then what each column counts."""
    rows = list(csv.reader(io.StringIO(written(desk, "csv").decode("utf-8-sig"))))
    heads, *lines = rows[3:]
    columns = columns_for(officers=False)
    assert heads[0] == "Member"
    assert heads[1 : len(columns) + 1] == [
        f"{column.title}, %" if column.unit == "percent" else column.title for column in columns
    ]
    found = desk.read(member_health, DAYS)
    for each, line in zip(found.members, lines, strict=False):
        assert line[0] == each.person.name.replace("=", "'=")
        assert line[1:-1] == [cell_words(column.cell(each), "US").replace(",", "") for column in columns]
    assert [line[0] for line in lines[6:8]] == ["All", "Median"]
    notes = " ".join(line[0] for line in lines[8:])
    assert all(column.definition in notes for column in columns)


def test_data_have_the_numbers_behind_each_figure(desk: SyncDesk) -> None:
    """Thresholds and definitions stand once; a share has its two numbers, also where it is not given."""
    data = json.loads(written(desk, "json"))
    assert (data["report"], data["from"], data["to"]) == ("health", "2026-08-01", "2026-11-18")
    assert list(data["columns"]) == [column.key for column in columns_for(officers=False)] + [ADVICE]
    assert data["columns"]["attendance"]["threshold"].startswith("from 10 ")
    ann = next(each for each in data["members"] if each["name"] == "Ann Chu")
    assert ann["attendance"] == {"value": 83.3, "count": 10, "of": 12}
    assert ann["raw_share"] == {"value": None, "count": 0, "of": 0}
    assert ann["given"] == 0
    assert ann["unknown"]["raw_share"].startswith("too little data, from 10 ")
    assert (ann["first_lead"], ann["unknown"]["first_lead"]) == (None, "no day of joining on record")
    assert data["total"]["meetings"] == 72
    assert data["median"]["meetings"] == 12


def test_what_only_officers_read_is_in_no_other_file(desk: SyncDesk) -> None:
    """In none of the formats, unless it is asked for."""
    titles = [column.title for column in COLUMNS if column.officers_only]
    assert titles
    for format in KINDS["members"].formats:
        if format not in ("xlsx", "pdf"):
            assert not any(title in written(desk, format).decode() for title in titles), format
            assert all(title in written(desk, format, officers=True).decode() for title in titles), format
    book = CalamineWorkbook.from_filelike(io.BytesIO(written(desk, "xlsx")))
    assert not set(titles) & set(book.get_sheet_by_index(0).to_python()[3])


def test_text_says_first_whom_to_talk_to() -> None:
    """Before all figures, with the rule; where nobody was a member it says that and nothing else."""
    found = picture_of(chapter(), one_member(1, "Bea Katz", given=31, received=0)).figures
    text = write_document(members_document(found, columns_for(officers=False)), "text").decode()
    assert text.index("- Bea Katz: gave 31, received 0 in 30 meetings") < text.index("Leads\n-----")
    nobody = members_document(picture_of(chapter()).figures, columns_for(officers=False))
    assert write_document(nobody, "text").decode().endswith("\n\nNobody was a member in this period.\n")


def test_text_and_page_explain_their_heads(desk: SyncDesk) -> None:
    """Text is 80 columns wide and has short heads; a page shows a name as it was typed."""
    text = written(desk, "text", officers=True).decode()
    assert max(map(len, text.splitlines())) <= 80
    assert "Amounts are in USD." in text
    assert "rec'd: Leads received." in text
    page = written(desk, "html").decode()
    assert "=1+1 [/]" in page
    assert "<script" not in page


def test_amounts_are_read_with_thousands_apart_and_counted_as_numbers() -> None:
    """On the page and in text, HTML and Markdown to the letter alike; as numbers in tables and data."""
    ann = one_member(
        1,
        "Ann Chu",
        reported=(DollarSum("USD", first=11_275_000),),
        credited=(DollarSum("USD", first=190_050),),
    )
    found = picture_of(chapter(), ann).figures
    columns = columns_for(officers=False)
    document = members_document(found, columns)
    texts = [write_document(document, form).decode() for form in ("text", "html", "md")]
    for key, words in (("dollars_in", "112,750"), ("dollars_credited", "1,900.50")):
        assert cell_words(column_named(key).cell(ann), "US") == words
        assert all(words in text for text in texts)
    report = members_report(found, columns)
    assert "112,750" not in csv_report(report).decode("utf-8-sig")
    line = json.loads(json_report(report))["members"][0]
    assert (line["dollars_in"], line["dollars_credited"]) == (112_750, 1900.5)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_report(report))).get_sheet_by_index(0).to_python()
    assert {112_750.0, 1900.5} <= {cell for row in rows for cell in row if isinstance(cell, float)}
