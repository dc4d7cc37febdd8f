"""The renewal sheet: a member's year beside the medians, by hand and on the sample's paper."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from html import escape
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from leadsroom.domain.health.cost import Cost
from leadsroom.domain.health.figures import Figures
from leadsroom.domain.health.member_health import HealthFigures
from leadsroom.domain.health.sheets.renewal_sheet import SheetLine, Unit, sheet_parts, shown_figure
from leadsroom.domain.health.statistics import Median
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.dollars import DollarSum
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.rules.windows import Period
from leadsroom.errors import Refused
from leadsroom.exchange.health.renewal import write_renewals
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import write_health
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views.health.member_health import member_health
from leadsroom.views.health.sheets.renewal import renewal_sheet
from tests.meeting.table import Table
from tests.past_meetings import membership_of, people_of
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.screens.pages import HOSTILE
from tests.seen import seen

SEASON = Period(date(2026, 4, 1), SAMPLE_NOW.date())


def year(received: int, minor: int, *, present: int = 10, absent: int = 0, dues: int = 0) -> HealthFigures:
    """A member who received so many leads, reported so much, and was there so often."""
    figures = Figures(
        currency="USD",
        meetings=present + absent,
        present=present,
        absent=absent,
        received=received,
        reported=(DollarSum("EUR", 999), DollarSum("USD", minor, own=minor // 2)),
    )
    return HealthFigures(
        figures=figures, cost=Cost("USD", dues=dues, hours=timedelta(minutes=90 * present), meetings=present)
    )


def lines(mine: HealthFigures, *others: HealthFigures) -> dict[str, SheetLine]:
    """The lines of a sheet by their keys."""
    return {line.key: line for part in sheet_parts(mine, others) for line in part.lines}


OTHERS = (year(1, 100), year(2, 200), year(4, 401), year(8, 800), year(9, 900, dues=500), year(9, 901))


def test_each_figure_stands_beside_the_middle_one() -> None:
    """Of six members it is halfway between the third and the fourth; other currencies are in none."""
    found = lines(year(7, 300, dues=1_200), *OTHERS)
    assert (found["received"].value, found["received"].median) == (7, Median(Fraction(6), 6))
    assert (found["dollars_in"].value, found["dollars_in"].median) == (300, Median(Fraction(1201, 2), 6))
    assert (found["own_dollars_in"].value, found["own_dollars_in"].median.middle) == (150, Fraction(300))
    assert (found["dues"].value, found["dues"].median.middle) == (1_200, Fraction(0))
    assert (found["hours"].value, found["hours"].unit) == (15, Unit.HOURS)
    assert (found["attendance"].value, found["attendance"].behind) == (100, "10 of 10")


def test_there_is_no_median_of_four_and_no_share_of_nine() -> None:
    """Below its threshold a figure is not given at all."""
    found = lines(year(7, 300, present=8, absent=1), *OTHERS[:4])
    assert found["received"].median == Median(None, 4)
    assert found["attendance"].value is None
    assert found["attendance"].behind == "8 of 9"


def test_a_figure_that_nobody_has_is_left_out_where_it_may_be() -> None:
    """A joining fee and credit are shown to whoever had one; zeros of all other figures are shown."""
    assert "join_fee" not in lines(year(0, 0), *OTHERS)
    fee = HealthFigures(figures=Figures(currency="USD"), cost=Cost("USD", join_fee=100))
    assert lines(fee, *OTHERS)["join_fee"].value == 100
    assert lines(year(0, 0), *OTHERS)["received"].value == 0
    assert lines(year(0, 0), *OTHERS)["fines"].value == 0


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (12, Unit.COUNT, "12"),
        (Fraction(5, 2), Unit.COUNT, "2.5"),
        (Fraction(1201, 2), Unit.MONEY, "$6.01"),
        (48_000, Unit.MONEY, "$480"),
        (Fraction(1185, 30), Unit.HOURS, "39.5"),
        (Fraction(100, 3), Unit.PERCENT, "33.3 %"),
        (None, Unit.COUNT, "too little data"),
    ],
)
def test_a_figure_is_rounded_once_and_up(value: int | Fraction | None, unit: Unit, words: str) -> None:
    """Money to its smallest unit, everything else to at most one decimal, the half up."""
    assert shown_figure(value, unit, "USD", "US") == words


def test_the_sample_has_a_sheet_of_each_member(demo_store: Store) -> None:
    """Its figures are those of the members' line; medians are of those with a place at every meeting."""
    chapter = sample_chapter(demo_store)
    health = seen(demo_store, chapter, SAMPLE_NOW, member_health, SEASON)
    throughout = sum(each.figures.meetings == 30 for each in health.members)
    for each in health.members:
        sheet = seen(demo_store, chapter, SAMPLE_NOW, renewal_sheet, each.person.id, SEASON)
        found = {line.key: line for part in sheet.parts for line in part.lines}
        assert (found["received"].value, found["given"].value) == (each.figures.received, each.figures.given)
        assert found["dollars_in"].value == each.figures.dollars_in.total.minor
        assert found["one_to_ones"].value == each.figures.one_to_ones
        assert (sheet.throughout, sheet.meetings) == (throughout, 30)
        assert sheet.is_among == (each.figures.meetings == 30)


def _written(store: Store, format: str, member: PersonId | None) -> bytes:
    wanted = Wanted(period=SEASON, format=format, member=member)
    return seen(store, sample_chapter(store), SAMPLE_NOW, write_health, "renewal", wanted)


def test_how_soon_stands_beside_how_many_still_wait(table: Table) -> None:
    """A median of those to whom something came would be too good without them."""
    chapter, people = table.now.chapter, people_of(table.store, table.now.chapter)
    table.go()
    for giver, receiver in (("Ann Chu", "Maria Lopez"), ("Maria Lopez", "Ann Chu")):
        table.do(
            table.lead(
                giver, receiver, Slip(f"Of {giver}", "+14155550199", "", "a need", expecting_call=True)
            )
        )
    table.go_to_end()
    with table.store.writing(chapter.id) as unit:
        for who in people.values():
            unit.update(t.membership, membership_of(table.store, who), joined_on=date(2026, 11, 18))
    wanted = Wanted(period=Period(date(2026, 11, 1), date(2026, 11, 18)), member=people["Dee Fox"])
    text = seen(table.store, chapter, table.clock.now(), write_health, "renewal", wanted).decode()
    text = " ".join(text.split())
    assert "median: too little data, of 2 members; still waiting: 4" in text
    assert "median: too little data, of 0 members; still waiting: 6" in text


def test_it_is_one_page_that_loads_nothing(demo_store: Store) -> None:
    """On paper as in HTML; all formats say the same."""
    helen = people_of(demo_store, sample_chapter(demo_store))["Helen Park"]
    text, page = (_written(demo_store, format, helen).decode() for format in ("text", "html"))
    paper = PdfReader(BytesIO(_written(demo_store, "pdf", helen))).pages
    assert len(paper) == 1
    for words in ("Helen Park", "$46,396", "Median of 17 members", "no hour is given a price"):
        assert words in text
        assert words in page.replace("\n", " ")
        assert words in paper[0].extract_text().replace("\n", " ")
    assert "src=" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_a_sheet_is_of_a_member(demo_store: Store) -> None:
    """Without one, and for a visitor, there is none."""
    with pytest.raises(Refused, match="--for"):
        _written(demo_store, "text", None)
    with pytest.raises(Refused, match="never a member"):
        _written(demo_store, "text", PersonId(99_999))


def test_whose_seat_renews_soon_has_a_sheet_in_a_folder(demo_store: Store, tmp_path: Path) -> None:
    """Those of the next 90 days, by their day; all or none, and nothing is written over unasked."""
    chapter = sample_chapter(demo_store)
    wanted = Wanted(period=SEASON, format="text")
    folder = tmp_path / "sheets"
    written = seen(demo_store, chapter, SAMPLE_NOW, write_renewals, folder, wanted)
    assert [path.name for path in written] == [
        "2026-11-26-keiko-tanaka.txt",
        "2027-01-02-omar-aziz.txt",
        "2027-02-07-tomas-rivera.txt",
        "2027-02-08-robert-diaz.txt",
    ]
    assert all("Renewal sheet of" in path.read_text(encoding="utf-8") for path in written)
    with pytest.raises(Refused, match="there already"):
        seen(demo_store, chapter, SAMPLE_NOW, write_renewals, folder, wanted)
    again = seen(demo_store, chapter, SAMPLE_NOW, write_renewals, folder, wanted, replaces=True)
    assert again == written
    with pytest.raises(Refused, match="of one member"):
        seen(demo_store, chapter, SAMPLE_NOW, write_renewals, folder, replace(wanted, own=True))


@pytest.mark.parametrize("name", HOSTILE.values())
def test_a_name_is_shown_as_it_was_typed(table: Table, name: str) -> None:
    """Whatever it is made of, in the sheet of its member, in text and in a page; on paper it is one page."""
    chapter, ann = table.now.chapter, table.person("Ann Chu")
    table.go_to_end()
    with table.store.writing(chapter.id) as unit:
        unit.update(t.person, ann, name=name)

    def written(format: str) -> bytes:
        wanted = Wanted(period=Period(date(2026, 1, 1), date(2026, 11, 18)), format=format, member=ann)
        return seen(table.store, chapter, table.clock.now(), write_health, "renewal", wanted)

    assert name in written("text").decode()
    assert escape(name, quote=False) in written("html").decode()
    assert len(PdfReader(BytesIO(written("pdf"))).pages) == 1
