"""The matrices as files: a table, data, text in 80 columns, and a page that loads nothing."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from leadsroom.domain.health.counts import Between, LeadsBetween
from leadsroom.domain.health.pairs.matrix import MARGINS, MatrixKind, MatrixLine, cells_of, matrix_of
from leadsroom.domain.ids import PersonId
from leadsroom.domain.rules.windows import Period
from leadsroom.exchange.health.matrix import signed, write_matrix
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import KINDS, write_health
from leadsroom.store.store import Store
from leadsroom.views.health.figures import figures
from leadsroom.views.health.pairs.matrix import MatrixOfPeriod, days_before, matrix
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.seen import seen

TODAY = SAMPLE_NOW.date()
YEAR, AUTUMN = Period(date(2025, 11, 19), TODAY), Period(date(2026, 9, 1), TODAY)
NAMES = ("matrix", "one-to-ones", "both")


def written(store: Store, name: str, format: str, period: Period = YEAR) -> str:
    """A file of the sample."""
    wanted = Wanted(period=period, format=format)
    return seen(store, sample_chapter(store), SAMPLE_NOW, write_health, name, wanted).decode("utf-8-sig")


def found_in(store: Store, kind: MatrixKind, period: Period = YEAR) -> MatrixOfPeriod:
    """A matrix of the sample."""
    return seen(store, sample_chapter(store), SAMPLE_NOW, matrix, period, kind)


def table_of(text: str) -> list[dict[str, str]]:
    """The rows of a CSV below its head, up to the notes."""
    rows = list(csv.reader(io.StringIO(text)))
    at = next(place for place, row in enumerate(rows) if row[0] == "Short")
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :] if len(row) == len(rows[at])]


def test_the_csv_adds_up(demo_store: Store) -> None:
    """A row a giver: its cells are its sum, those of all rows the line of the receivers, and the figures."""
    this = found_in(demo_store, MatrixKind.LEADS).matrix
    rows = table_of(written(demo_store, "matrix", "csv"))
    givers, below = rows[: len(this.lines)], rows[len(this.lines) :]
    names = [name for name in givers[0] if name in {line.name for line in this.lines}]
    for row in givers:
        assert sum(int(row[name] or 0) for name in names) == int(row["Leads given"])
    received = below[0]
    assert received["Giver"] == "Leads received"
    for name in names:
        assert sum(int(row[name] or 0) for row in givers) == int(received[name])
    counted = seen(demo_store, sample_chapter(demo_store), SAMPLE_NOW, figures, YEAR).total
    assert int(received["Leads given"]) == counted.given == sum(int(row["Leads given"]) for row in givers)
    assert sum(int(row["Raw leads given"]) for row in givers) == counted.given_raw


def test_data_say_the_same_as_the_table(demo_store: Store) -> None:
    """Cells by the short signs of whose they are, margins by their names, and what a cell is."""
    found = found_in(demo_store, MatrixKind.BOTH)
    data = json.loads(written(demo_store, "both", "json"))
    members = {each["short"]: each for each in data["members"]}
    assert len(members) == len(found.matrix.lines)
    of_cells = {(each["giver"], each["receiver"]): each for each in data["cells"]}
    for one in found.matrix.lines:
        for other in found.matrix.lines:
            each = of_cells.get((one.short, other.short), {"leads": 0, "one_to_ones": 0, "level": 0})
            assert each["level"] == found.matrix.value(one, other)
            assert each["level"] == 2 * (each["leads"] > 0) + (each["one_to_ones"] > 0)
    for line, margin in zip(found.matrix.lines, found.matrix.rows, strict=True):
        levels = members[line.short]["as_giver"]
        assert levels == {each.name: margin.value(each.name) for each in MARGINS[MatrixKind.BOTH]}
    assert data["levels"] == ["neither", "one-to-ones only", "leads only", "both"]
    assert "before" not in data  # the record does not reach back so far


def test_the_days_before_stand_beside_these(demo_store: Store) -> None:
    """Where all of them are on record: the sums of both, the change, and what must be said of it."""
    data = json.loads(written(demo_store, "matrix", "json", AUTUMN))
    before = days_before(AUTUMN)
    assert (data["before"]["from"], data["before"]["to"]) == (str(before.first), str(before.last))
    earlier = found_in(demo_store, MatrixKind.LEADS, before).matrix.total
    assert data["before"]["total"]["total"] == earlier.total
    assert data["before"]["change"]["total"] == data["total"]["total"] - earlier.total
    rows = table_of(written(demo_store, "matrix", "csv", AUTUMN))
    jonas = next(row for row in rows if row["Giver"] == "Jonas Weiss")
    assert jonas["Of this change"] == "joined since"
    assert {row["Of this change"] for row in rows} >= {"could be chance", "joined since", "has left"}


@pytest.mark.parametrize("name", NAMES)
def test_text_fits_80_columns(demo_store: Store, name: str) -> None:
    """It goes on below with the names again, zeros are dots, and what a cell is stands at the end."""
    text = written(demo_store, name, "text")
    assert max(map(len, text.splitlines())) <= 80
    assert "ML Maria Lop" in text
    assert " ·  ·" in text
    assert "A cell counts" in text or "0: neither" in text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("period", [YEAR, AUTUMN])
def test_the_page_holds_every_number(demo_store: Store, name: str, period: Period) -> None:
    """Every cell says in words what it is; nothing is loaded from elsewhere."""
    data = json.loads(written(demo_store, name, "json", period))
    page = written(demo_store, name, "html", period)
    assert "http" not in page.replace("http-equiv", "")
    cells = re.findall(r'<td class="(?:s\d|itself)[^"]*"', page)
    assert len(cells) == len(data["members"]) ** 2
    for member in data["members"]:
        assert page.count(f"<b>{member['short']}</b>") == 1
        assert all(f">{number}" in page for number in member["as_giver"].values() if number is not None)
    assert ("+3?" in page) is (period is AUTUMN)


def test_every_format_is_written(demo_store: Store) -> None:
    """Whatever the kind, also as a workbook, and of days on which nobody did anything."""
    chapter = sample_chapter(demo_store)
    for name in NAMES:
        for format in KINDS[name].formats:
            for period in (YEAR, Period(date(2020, 1, 1), date(2020, 1, 31))):
                wanted = Wanted(period=period, format=format)
                assert seen(demo_store, chapter, SAMPLE_NOW, write_health, name, wanted)


def test_a_matrix_stands_beside_the_days_that_are_wanted(demo_store: Store) -> None:
    """Of one's choice, else as many just before; none where not all of these are on record."""
    chapter = sample_chapter(demo_store)

    def beside(period: Period, before: Period | None = None) -> tuple[str, str] | None:
        wanted = Wanted(period=period, format="json", before=before)
        data = json.loads(seen(demo_store, chapter, SAMPLE_NOW, write_health, "matrix", wanted))
        return (data["before"]["from"], data["before"]["to"]) if "before" in data else None

    just_before = days_before(AUTUMN)
    assert beside(AUTUMN) == (f"{just_before.first}", f"{just_before.last}")
    assert beside(AUTUMN, Period(date(2026, 6, 1), date(2026, 6, 30))) == ("2026-06-01", "2026-06-30")
    assert beside(YEAR) is None


HOSTILE = ("[/]", "<b>Anna</b>", '"><script>x</script>', "x" * 500, "أحمد بن محمد", "Zoë 🌷 Müller", "=1+1")


def test_names_stand_as_they_were_typed(demo_store: Store) -> None:
    """In a page they are text, in a table no formula, and in text they cost no column its place."""
    chapter = sample_chapter(demo_store)
    lines = [MatrixLine(PersonId(n), name, f"{n}", joined_on=None) for n, name in enumerate(HOSTILE, 1)]
    cells = cells_of(
        lines,
        [LeadsBetween(PersonId(1), PersonId(n), n, 1, 0, 0, 0) for n in range(2, 8)],
        [Between(PersonId(1), PersonId(2), 3)],
    )
    for kind in MatrixKind:
        found = MatrixOfPeriod(
            replace(chapter, name="<i>&"), YEAR, TODAY, 30, matrix_of(kind, lines, cells), None
        )
        page = write_matrix(found, "html").decode()
        assert "<script" not in page
        assert "<b>Anna" not in page
        assert "&lt;i&gt;&amp;" in page
        assert "<bdi>أحمد بن محمد</bdi>" in page
        table = write_matrix(found, "csv").decode("utf-8-sig")
        assert "'=1+1" in table
        assert json.loads(write_matrix(found, "json"))["members"][1]["name"] == HOSTILE[1]
        assert max(map(len, write_matrix(found, "text").decode().splitlines())) <= 80


@pytest.mark.parametrize(
    ("number", "remark", "shown"),
    [(3, "", "+3"), (-2, "could be chance", "−2?"), (0, "could be chance", "="), (None, "", "")],
)
def test_a_change_has_its_sign(number: int | None, remark: str, shown: str) -> None:
    """And a question mark where something must be said of it."""
    assert signed(number, remark) == shown


def test_as_many_days_before() -> None:
    """They end where the others begin, over a leap day too."""
    assert days_before(AUTUMN).last == AUTUMN.first - timedelta(days=1)
    leap = days_before(Period(date(2024, 3, 1), date(2025, 2, 28)))
    assert leap == Period(date(2023, 3, 2), date(2024, 2, 29))
