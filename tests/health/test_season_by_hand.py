"""A season written by hand, every figure of it counted by hand: the program agrees to the last digit."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.cost import Cost
from leadsroom.domain.health.findings import Finding
from leadsroom.domain.health.pairs.matrix import Matrix, MatrixKind, MatrixLine
from leadsroom.domain.health.statistics import TOO_LITTLE
from leadsroom.domain.ids import PersonId
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import write_health
from leadsroom.store.store import Store, open_store
from leadsroom.views.health.chapter_figures import chapter_figures
from leadsroom.views.health.costs import costs
from leadsroom.views.health.figures import figures
from leadsroom.views.health.health_column import Cell, NoFigure, TooLittle, median_cell
from leadsroom.views.health.member_columns import COLUMNS, column_named
from leadsroom.views.health.member_health import HealthOfMembers, member_health
from leadsroom.views.health.pairs.matrix import OTHERS, matrix
from tests.databases import ON_BOTH, Databases
from tests.health import test_from_minutes
from tests.health.season_by_hand import play
from tests.health.season_by_hand.play import NOW, WINDOW
from tests.sample import sample_chapter
from tests.seen import seen

EXPECTED: dict[str, Any] = tomllib.loads(
    (Path(play.__file__).parent / "expected.toml").read_text(encoding="utf-8")
)
ORDER: tuple[str, ...] = tuple(EXPECTED["order"].split())

pytestmark = ON_BOTH
_TEXTS = {"other_currencies": EXPECTED["remarks"]["other_currencies"], "advice": EXPECTED["advice"]}


@pytest.fixture
def season(databases: Databases) -> Iterator[Store]:
    """An open store with the season in it: played once, copied for each test."""
    place, _ = databases.made_by(play.write_season_by_hand)
    store = open_store(place)
    yield store
    store.close()
    databases.drop(place)


@pytest.fixture
def chapter(season: Store) -> Chapter:
    """Its chapter."""
    return sample_chapter(season)


def expected(key: str) -> dict[str, str]:
    """What was counted by hand for each member, as it was written."""
    values = EXPECTED["members"][key].split()
    assert len(values) == len(ORDER), key
    return dict(zip(ORDER, values, strict=True))


def agrees(cell: Cell, written: str) -> bool:
    """Whether a cell is what was written, with the same decimals; or says that there is too little."""
    match cell:
        case TooLittle():
            return written == "·"
        case None | NoFigure():
            return written == "?"
        case date():
            return str(cell) == written
        case Decimal():
            return cell == Decimal(written) and ("." not in written or str(cell) == str(Decimal(written)))
    return str(cell) == written


def health(season: Store, chapter: Chapter) -> HealthOfMembers:
    """Everybody's line over the window."""
    return seen(season, chapter, NOW, member_health, WINDOW)


def test_every_column_of_every_member(season: Store, chapter: Chapter) -> None:
    """Each cell of the page is what the pencil says, and each column was counted with it."""
    found = health(season, chapter)
    by_name = {line.person.name: line for line in found.members}
    assert sorted(by_name) == sorted(ORDER)
    wrong = []
    for column in COLUMNS:
        if column.key in _TEXTS:
            continue
        for name, written in expected(column.key).items():
            cell = column.cell(by_name[name])
            if not agrees(cell, written):
                wrong.append(f"{column.key} of {name}: {cell!r}, by hand {written}")
    assert not wrong, "\n".join(wrong)
    for key, by_hand in _TEXTS.items():
        cells = {name: column_named(key).cell(line) for name, line in by_name.items()}
        assert {name: cell for name, cell in cells.items() if cell} == by_hand
    soon = [name for name in ORDER if by_name[name].renews_soon]
    assert soon == EXPECTED["remarks"]["renews_soon"].split()


def test_the_sums_of_the_columns(season: Store, chapter: Chapter) -> None:
    """What can be added up is added up, with what visitors did and nobody hosted."""
    found = health(season, chapter)
    for column in COLUMNS:
        if column.total is None or column.unit == "percent" or column.key in _TEXTS:
            continue
        if column.officers_only:
            continue
        if column.key in EXPECTED["sums"]:
            assert str(column.total(found.total)) == EXPECTED["sums"][column.key]
            continue
        by_hand = sum(Decimal(each) for each in expected(column.key).values())
        of_others = EXPECTED["others"].get(column.key, 0)
        assert column.total(found.total) == by_hand + of_others, column.key
        assert column.total(found.others) == of_others, column.key


def test_the_medians_of_the_columns(season: Store, chapter: Chapter) -> None:
    """Of those who were there all the time, from exact figures and not from rounded ones."""
    members = health(season, chapter).throughout
    assert sorted(line.person.name for line in members) == sorted({*ORDER} - {"Kim", "Lou"})
    for key, by_hand in EXPECTED["medians"].items():
        assert agrees(median_cell(column_named(key), members), by_hand), key


def test_what_each_seat_cost(season: Store, chapter: Chapter) -> None:
    """Dues, meals, fines, the joining fee, and the time at the table, to the minute."""
    found = seen(season, chapter, NOW, costs, WINDOW)
    by_name = {
        line.person.name: found.get(line.person.id, Cost("USD")) for line in health(season, chapter).members
    }
    for key in ("dues", "meals", "fines", "join_fee"):
        assert {name: by_name[name].of(key).amount for name in ORDER} == _numbers(f"cost_{key}"), key
    assert {name: by_name[name].in_all.amount for name in ORDER} == _numbers("cost")
    minutes = {name: by_name[name].hours / timedelta(minutes=1) for name in ORDER}
    assert minutes == _numbers("minutes")
    assert {name: str(by_name[name].of("refunded").amount) for name in ORDER if by_name[name].refunded} == {
        "Dan": "20.00"
    }


def _numbers(key: str) -> dict[str, Decimal]:
    return {name: Decimal(written) for name, written in expected(key).items()}


_OF_A_MEMBER = re.compile(r"quota_\d+_member_\d+")


def findings(season: Store, chapter: Chapter, now: datetime = NOW) -> dict[str, Finding]:
    """The figures of the chapter, by their keys."""
    found = seen(season, chapter, now, chapter_figures, WINDOW)
    return {each.key: each for section in found.sections for each in section.findings}


def test_every_figure_of_the_chapter(season: Store, chapter: Chapter) -> None:
    """Each says what the pencil says, with the numbers behind it, and none was left uncounted."""
    found = findings(season, chapter)
    found_words = {
        key: [each.words, each.behind]
        for key, each in found.items()
        if not _OF_A_MEMBER.match(key) and not key.startswith("missing_")
    }
    assert found_words == EXPECTED["chapter"]
    of_members = {
        each.title.removeprefix("Quota met: "): each for key, each in found.items() if _OF_A_MEMBER.match(key)
    }
    assert {who: each.behind for who, each in of_members.items()} == EXPECTED["quota"]
    assert {each.words for each in of_members.values()} == {TOO_LITTLE}


def test_the_same_days_some_months_later(season: Store, chapter: Chapter) -> None:
    """What has had its time by then counts in how soon it came; other figures of the days stay."""
    later = findings(season, chapter, datetime(2027, 3, 1, 20, tzinfo=UTC))
    for key, (words, behind) in EXPECTED["later"].items():
        assert (later[key].words, later[key].behind) == (words, behind)
    for key in ("raw_share", "own_share_of_dollars", "dollars_in_a_member", "reciprocity", "retention"):
        assert [later[key].words, later[key].behind] == EXPECTED["chapter"][key]


def test_too_little_is_said_and_never_a_number(season: Store, chapter: Chapter) -> None:
    """Whatever has no value says “too little data”, or that something is not on record."""
    for key, each in findings(season, chapter).items():
        assert each.definition, key
        assert each.window, key
        if each.value is None:
            assert each.words == TOO_LITTLE, key


def matrix_of(season: Store, chapter: Chapter, kind: MatrixKind) -> tuple[Matrix, dict[str, MatrixLine]]:
    """A matrix, and its lines by name."""
    found = seen(season, chapter, NOW, matrix, WINDOW, kind).matrix
    return found, {line.name: line for line in found.lines}


def test_who_gave_whom(season: Store, chapter: Chapter) -> None:
    """Every cell of the matrix, and with how many people there was anything, down and across."""
    found, lines = matrix_of(season, chapter, MatrixKind.LEADS)
    assert {*lines} == {*ORDER, OTHERS}
    rows = dict(zip((line.name for line in found.lines), found.rows, strict=True))
    columns = dict(zip((line.name for line in found.lines), found.columns, strict=True))
    by_hand = EXPECTED["matrix"]["leads"].strip().splitlines()
    for giver, row in zip((*ORDER, OTHERS), by_hand, strict=True):
        *cells, partners = row.split()
        seen_here = [found.value(lines[giver], lines[receiver]) for receiver in ORDER]
        assert seen_here == [int(cell) if cell != "·" else 0 for cell in cells], giver
        assert rows[giver].partners == int(partners), giver
    received_from = EXPECTED["matrix"]["received_from"].split()
    assert [str(columns[name].partners) for name in ORDER] == received_from
    assert [str(columns[name].total) for name in ORDER] == EXPECTED["members"]["received"].split()


def test_who_met_whom_and_both_together(season: Store, chapter: Chapter) -> None:
    """The pairs who met, the same either way; and how many pairs have neither, one, or both."""
    found, lines = matrix_of(season, chapter, MatrixKind.ONE_TO_ONES)
    assert {*ORDER} - {*lines} == {"Kim"}  # who has left, and met nobody
    pairs = {(one, other) for one in lines for other in lines if found.value(lines[one], lines[other])}
    met = {tuple(pair.split("-")) for pair in EXPECTED["matrix"]["met"].split()}
    assert pairs == met | {(other, one) for one, other in met}
    assert found.value(lines["Ivy"], lines["Jack"]) == 2
    assert found.total.total == 12
    both, _ = matrix_of(season, chapter, MatrixKind.BOTH)
    assert both.total.levels == tuple(EXPECTED["matrix"]["neither_met_lead_both"])


def test_who_passes_leads_to_such_a_seat(season: Store, chapter: Chapter) -> None:
    """For a roofer: Ann and Finn to Hana; to Finn and Gus, of her sphere, Ann, Eve, Finn, and a visitor."""
    found = text_of(season, chapter, "joining", profession="Roofer").splitlines()
    rows = {line[:31].strip(): line[31:].split() for line in found if line.startswith("to ")}
    assert rows["to this profession"] == ["1", "2", "2"]  # a11 f2
    assert rows["to others of its sphere (Home)"] == ["2", "9", "3"]  # a8 e1 e3; a9 a10 e2 f1 f3 v1
    newcomers = {line[:22].strip(): line.split()[-1] for line in found if line.startswith("First ")}
    assert (newcomers["First lead received"], newcomers["First dollars reported"]) == ("0", "1")  # Hana


def test_two_beside_one_another(season: Store, chapter: Chapter) -> None:
    """Ann and Dan over their 26 meetings, without d2 between two of them and j2 of an extra one."""
    ann, dan = (PersonId(1 + ORDER.index(name)) for name in ("Ann", "Dan"))
    found = text_of(season, chapter, "compare", member=ann, other=dan)
    for title, of_ann, of_dan in (
        ("Leads given", "12, 0.46 a meeting", "3, 0.12 a meeting"),
        ("Leads received", "2, 0.08 a meeting", "4, 0.15 a meeting"),
        ("Raw leads received", "0, 0.00 a meeting", "2, 0.08 a meeting"),
        ("Attendance in person", "26 of 26, 100.0 %", "23 of 26, 88.5 %"),
        ("Dollars in", "$700 in 1 payment", "$315 in 4 payments"),
        ("Dollars credited", "$4,360 in 8 payments", "$200 in 1 payment"),
    ):
        assert re.search(rf"{title}\n +\w +{re.escape(of_ann)}\n +\w +{re.escape(of_dan)}\n", found), title
    assert "medians: $275 and too little data" in found  # Ann's: 80 110 120 250 300 500 1000 2000


def test_a_renewal_sheet(season: Store, chapter: Chapter) -> None:
    """Gus beside the medians of the ten who were there all the time."""
    gus = PersonId(1 + ORDER.index("Gus"))
    found = text_of(season, chapter, "renewal", member=gus).splitlines()
    rows = {name: cells for name, *cells in (re.split(r"\s{2,}", line.strip()) for line in found)}
    assert rows["Leads received"] == ["6", "3.5"]
    assert rows["Dollars in"] == ["$5,000", "$337.50"]
    assert rows["Dollars credited"] == ["$0", "$175"]  # 0 0 0 115 150 200 610 1015 3000 4360
    assert rows["Attended in person"] == ["100.0 % (26 of 26)", "98.1 %"]  # 25 and 26 in the middle
    assert rows["Hours at meetings"] == ["25.7", "25.3"]  # 25 h and 25 h 40 min in the middle
    assert rows["In all"] == ["$124", "$120"]


def test_the_score_of_each(season: Store, chapter: Chapter) -> None:
    """By the usual scoring, without its money, which is in another currency; and what Ann has to win."""
    found = seen(season, chapter, NOW, write_health, "scores", Wanted(period=WINDOW)).decode()
    scored = dict(re.findall(r"^(\w+) +(\d+) of 85 ", found, flags=re.MULTILINE))
    assert scored == EXPECTED["scores"]
    ann = found.split("\nAnn: ", maxsplit=1)[1].split("\n\n\n", maxsplit=1)[0]
    # Of 26 weeks 20 leads are 0.75 a week and 39 are 1.5; 7 visitors 0.25; 14 one-to-ones are more than 0.5.
    assert "8 more leads in this window: 5 points; 27 more leads: 20 points" in ann
    assert "4 more visitors in this window: 5 points" in ann
    assert "10 more one-to-ones in this window: 5 points; 22 more one-to-ones: 10 points" in ann


def text_of(season: Store, chapter: Chapter, kind: str, **of: Any) -> str:
    """A kind of the chapter's health as text."""
    wanted = Wanted(period=WINDOW, **of)
    return seen(season, chapter, NOW, write_health, kind, wanted).decode()


def test_out_of_its_minutes(season: Store, chapter: Chapter) -> None:
    """The script that knows only the JSON minutes finds the same, and so does the report of figures."""
    counted = test_from_minutes.agrees(season, chapter, NOW, WINDOW)
    given = {name: int(n) for name, n in expected("given").items() if int(n)}
    assert {who: mine["given"] for (who, _), mine in counted.items() if who and "given" in mine} == given
    assert seen(season, chapter, NOW, figures, WINDOW).total == health(season, chapter).total.figures
