"""The table of the members' figures: its order, its columns, its cells; what it is on a screen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.health.member_health import MemberHealth, months_in_words
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.exchange.health.members import members_report
from leadsroom.views.health.health_column import Cell, NoFigure, TooLittle
from leadsroom.views.health.health_page import HealthPicture
from leadsroom.views.health.member_columns import COLUMNS, column_named
from leadsroom.views.health.member_table import (
    _GROUPS,
    ADVICE,
    cell_words,
    columns_for,
    in_groups,
    in_order_of,
)
from screens.health.health_panes import Below, definition_of, in_words, of_what, sorted_by, value_in_words
from screens.health.health_table import (
    BY_NAME,
    Look,
    advice_mark,
    foot_of,
    head_of,
    layout_for,
    member_lines,
    members_in_order,
    name_shown,
    renewal_mark,
)
from tests.domain.pictures import chapter
from tests.health.members import one_member, picture_of
from tests.screens.pages import HOSTILE

FEW, NONE_YET = TooLittle(behind="3 of 7"), NoFigure("none yet, after 30 meetings")
NAMES = ("Ann", "Bea", "Cy", "Dee", "Eve")


def in_order(cells: list[Cell], *, turned: bool = False) -> str:
    """The first letters of members with these cells, in the order in which they are sorted."""
    members = [one_member(place, NAMES[place]) for place in range(len(cells))]
    found = in_order_of(members, lambda each: cells[each.person.id], turned=turned)
    return "".join(each.person.name[0] for each in found)


@pytest.mark.parametrize(
    ("cells", "ordered", "turned"),
    [
        ([1, 3, 2], "BCA", "ACB"),
        ([0, 0, 0], "ABC", "ABC"),
        ([2, 1, 2, 1], "ACBD", "BDAC"),
        ([Decimal("12.5"), Decimal("9.1"), Decimal("100.0")], "CAB", "BAC"),
        ([-1, 0, 1], "CBA", "ABC"),
        ([FEW, 1, 2], "CBA", "BCA"),
        ([FEW, 0, FEW, 5], "DBAC", "BDAC"),
        ([None, 3, FEW, NONE_YET, 4], "EBACD", "BEACD"),
        ([FEW, FEW], "AB", "AB"),
        ([date(2027, 3, 1), date(2026, 12, 9), None], "BAC", "ABC"),
        (["renews", "gave", ""], "BAC", "ABC"),
        (["Émile", "eve", "Dan"], "CAB", "BAC"),
        ([], "", ""),
    ],
)
def test_the_order_of_a_column(cells: list[Cell], ordered: str, turned: str) -> None:
    """Figures from the highest down, texts and days from the first on; no figure is last both ways; who has
    the same stays in the order of the roster.
    """
    assert (in_order(cells), in_order(cells, turned=True)) == (ordered, turned)


@given(st.lists(st.one_of(st.integers(-3, 3), st.just(FEW), st.none()), max_size=5))
def test_every_order_has_everybody_and_no_figure_last(cells: list[Any]) -> None:
    """Whatever the cells are."""
    for turned in (False, True):
        found = in_order(cells, turned=turned)
        assert sorted(found) == sorted(name[0] for name in NAMES[: len(cells)])
        figures = [cells[[name[0] for name in NAMES].index(letter)] for letter in found]
        has = [isinstance(each, int) for each in figures]
        assert has == sorted(has, reverse=True)
        numbers = [each for each in figures if isinstance(each, int)]
        assert numbers == sorted(numbers, reverse=not turned)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (0, "0"),
        (31, "31"),
        (20800, "20,800"),
        (Decimal("12.5"), "12.5"),
        (Decimal("50.0"), "50.0"),
        (Decimal("112750.00"), "112,750"),
        (Decimal("-1900.50"), "-1,900.50"),
        (Decimal("0.00"), "0"),
        (Decimal(112750), "112,750"),
        (Decimal("1.200"), "1.200"),
        (date(2027, 2, 3), "2027-02-03"),
        ("in 120.00 EUR", "in 120.00 EUR"),
        ("", ""),
        (None, ""),
        (FEW, "–"),
        (NONE_YET, "none"),
        (NoFigure("joined before the first meeting on record"), "n/k"),
    ],
)
def test_a_cell_in_words(cell: Cell, words: str) -> None:
    """To the last digit, thousands apart; where there is no figure a sign says which of three reasons it
    has.
    """
    assert cell_words(cell, "US") == words


def test_amounts_by_the_signs_of_the_country() -> None:
    """As every amount of money; a share has its point everywhere, as on all other pages."""
    cells = (Decimal("112750.00"), Decimal("1900.50"), 20800, Decimal("12.5"))
    assert [cell_words(cell, "DE") for cell in cells] == ["112.750", "1.900,50", "20.800", "12.5"]
    assert cell_words(cells[0], "IN") == "1,12,750"


def test_the_columns_are_grouped_whole() -> None:
    """Each column is in one group, under a heading; those for officers are there only for them."""
    for officers in (False, True):
        columns = columns_for(officers=officers)
        groups = in_groups(columns)
        assert [column for _, group in groups for column in group] == list(columns)
        assert all(title for title, _ in groups)
        assert any(column.officers_only for column in columns) is officers
        assert ADVICE not in {column.key for column in columns}
    assert set(_GROUPS) <= {column.key for column in COLUMNS}


# On a screen


@pytest.fixture
def seen() -> HealthPicture:
    """Four members: one who receives nothing, one whose seat renews soon, two with much the same."""
    soon = {"renews_on": date(2027, 2, 3), "renews_soon": True}
    return picture_of(
        chapter(),
        one_member(1, "Ann Chu", given=12, received=11, given_raw=3),
        one_member(2, "Bea Katz", given=31, received=0),
        one_member(3, HOSTILE["tag"], given=12, received=14, beside=soon),
        one_member(4, "Dee Fox", given=9, received=12),
    )


def names(seen: HealthPicture, look: Look) -> list[str]:
    """The members in their order."""
    return [each.person.name for each in members_in_order(seen, look)]


def test_what_is_pressing_comes_first(seen: HealthPicture) -> None:
    """Marked by a sign and a word; a renewal by its day. By name is table order, and each can be turned."""
    table = ["Ann Chu", "Bea Katz", HOSTILE["tag"], "Dee Fox"]
    assert names(seen, Look()) == ["Bea Katz", HOSTILE["tag"], "Ann Chu", "Dee Fox"]
    assert names(seen, Look(BY_NAME)) == table
    assert names(seen, Look(BY_NAME, turned=True)) == table[::-1]
    assert names(seen, Look("received")) == [HOSTILE["tag"], "Dee Fox", "Ann Chu", "Bea Katz"]
    marks = [(advice_mark(each), renewal_mark(each)) for each in seen.members]
    assert marks == [("", ""), ("▲ receives nothing", ""), ("▲ renews soon", "◷ 3 Feb"), ("", "")]


def test_moving_from_column_to_column(seen: HealthPicture) -> None:
    """Name, advice, then the figures; at either end it stays. Groups are passed over in one step."""
    keys = [column.key for column in columns_for(officers=False)]
    look, passed = Look(BY_NAME), [BY_NAME]
    while look.moved(1) != look:
        look = look.moved(1)
        passed.append(look.by)
    assert passed == [BY_NAME, ADVICE, *keys]
    assert Look("given", turned=True).moved(1) == Look("received")
    assert Look(BY_NAME).moved(-1) == Look(BY_NAME)
    firsts = [columns[0].key for _, columns in in_groups(columns_for(officers=False))]
    look, passed = Look(), []
    while look.moved_on(1) != look:
        look = look.moved_on(1)
        passed.append(look.by)
    assert passed == firsts
    assert Look("received").moved_on(-1) == Look("given")
    assert Look("given").moved_on(-1) == Look()


def test_what_is_for_officers(seen: HealthPicture) -> None:
    """It comes into view at once, under a line that says so, and goes again."""
    look = Look("given").for_officers(True)
    assert (look.by, look.column is not None and look.column.officers_only) == ("served_well", True)
    layout = layout_for(seen, look, 73)
    over, heads = head_of(layout, look).plain.split("\n")
    assert over.index("for officers") == heads.index("well▼")
    assert look.for_officers(False) == Look(ADVICE)
    assert Look("given", officers=True).for_officers(False) == Look("given")
    assert "for officers" in head_of(layout_for(seen, Look(officers=True), 73), Look(officers=True)).plain


@pytest.mark.parametrize("width", [26, 40, 73, 113, 193, 400])
@pytest.mark.parametrize("officers", [False, True])
def test_the_column_sorted_by_never_drops_out(seen: HealthPicture, width: int, officers: bool) -> None:
    """However narrow it is; names stay, every line is as wide as the heads, and none runs over the edge."""
    for column in columns_for(officers=officers):
        look = Look(column.key, officers=officers)
        layout = layout_for(seen, look, width)
        shown = [one.key for one, _ in layout.columns]
        assert column.key in shown
        keys = [one.key for one in look.columns]
        at = keys.index(shown[0])
        assert shown == keys[at : at + len(shown)]
        over, heads = head_of(layout, look), head_of(layout, look).split("\n")[-1]
        assert max(line.cell_length for line in over.split("\n")) <= max(
            width, len("for officers: further along")
        )
        lines = [line.heading for line in member_lines(seen, look, layout, "")]
        assert {line.cell_length for line in lines if line is not None} == {heads.cell_length}
        assert heads.cell_length <= width
        assert f"{column.short}▼" in heads.plain


def test_nothing_runs_over_the_edge_of_a_very_narrow_window(seen: HealthPicture) -> None:
    """Sorted by advice, the first column stands there too, beside what is left of names and advice."""
    layout = layout_for(seen, Look(), 26)
    assert head_of(layout, Look()).cell_length <= 26
    assert layout.renewal == 0
    assert len(layout.columns) == 1


def test_the_room_is_used(seen: HealthPicture) -> None:
    """Where columns after the chosen one leave room, those before it fill it."""
    keys = [column.key for column in columns_for(officers=False)]
    assert [one.key for one, _ in layout_for(seen, Look(keys[-1]), 113).columns][-1] == keys[-1]
    assert len(layout_for(seen, Look(keys[-1]), 113).columns) > 5
    assert [one.key for one, _ in layout_for(seen, Look(), 1000).columns] == keys


def test_in_a_narrow_window_figures_have_the_room(seen: HealthPicture) -> None:
    """Sorted by one, signs of advice and renewals stay without their words, which stand below the list."""
    pressing, by_figure = layout_for(seen, Look(), 73), layout_for(seen, Look("given"), 73)
    assert len(by_figure.columns) >= len(pressing.columns) + 3
    lines = {line.key: line.text for line in member_lines(seen, Look("given"), by_figure, "")}
    assert "▲ " in lines["2"]
    assert "receives nothing" not in lines["2"]
    assert "▲ ◷" in lines["3"]
    wide = member_lines(seen, Look("given"), layout_for(seen, Look("given"), 113), "")
    assert "▲ receives nothing" in next(line.text for line in wide if line.key == "2")


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_show_as_typed(name: str) -> None:
    """In a line of the same width, cut where they are too long; and found by a part of them."""
    seen = picture_of(chapter(), one_member(1, name, given=1), one_member(2, "Ann Chu", given=2))
    layout = layout_for(seen, Look(), 73)
    lines = list(member_lines(seen, Look(), layout, ""))
    assert {line.heading.cell_length for line in lines if line.heading is not None} == {
        head_of(layout, Look()).cell_length
    }
    assert name[:8] in lines[0].text
    assert [line.key for line in member_lines(seen, Look(), layout, name[:20])] == ["1"]


def test_days_that_are_long_over_have_no_advice(seen: HealthPicture) -> None:
    """The head says so, nothing is called most pressing, and nobody's line seems to ask for nothing."""
    over = HealthPicture(replace(seen.figures, has_advice=False), seen.today)
    assert of_what(over)[0] == "0 meetings · no advice about days that ended more than 31 days ago"
    assert sorted_by(Look(), has_advice=False) == "in table order"
    parts = [part.plain for part in in_words(Below(over, over.members[0], Look()))]
    assert parts[1] == "There is no advice about days that ended more than 31 days ago."
    report = members_report(over.figures, columns_for(officers=False))
    assert report.facts["advice"] is None
    assert "No advice about days that ended more than 31 days ago." in report.remarks


def test_a_very_long_name_leaves_room_for_the_advice(seen: HealthPicture) -> None:
    """The line that says who it is stays one line or two, however long the names are."""
    ann = seen.members[0]
    long = replace(
        ann,
        person=replace(ann.person, name="Anna " * 100),
        membership=replace(ann.membership, profession="Florist " * 60),
    )
    first, *_ = in_words(Below(seen, long, Look()))
    assert len(first.wrap(76)) <= 2


def test_who_has_left_is_marked(seen: HealthPicture) -> None:
    """On the page beside the name, in files by a sentence; of others no word where there are none."""
    ann = seen.members[0]
    gone = replace(ann, membership=replace(ann.membership, status=MembershipStatus.ENDED))
    assert name_shown(gone) == f"{ann.person.name} (left)"
    report = members_report(replace(seen.figures, members=(gone,)), columns_for(officers=False))
    assert f"{ann.person.name} has left." in report.remarks
    assert not any("Others:" in remark for remark in report.remarks)


@pytest.mark.parametrize(
    ("months", "words"), [(1, "1 month"), (23, "23 months"), (24, "2 years"), (148, "12 years")]
)
def test_how_long_somebody_has_been_there(months: int, words: str) -> None:
    """In months for two years, then in whole years."""
    assert months_in_words(months) == words


def test_a_line_in_words(seen: HealthPicture) -> None:
    """What should be done, with its rule; of a column its figure, the numbers behind it, what it counts."""
    ann, bea = seen.members[:2]
    parts = [part.plain for part in in_words(Below(seen, bea, Look()))]
    assert parts[0].startswith("Bea Katz  Florist")
    assert parts[1].startswith("▲ Gave 31, received 0 in 30 meetings")
    assert "Rule: from 8 meetings on, beyond chance." in parts[1]
    text = [part.plain for part in in_words(Below(seen, ann, Look("raw_share")))][1]
    assert text.startswith("Raw share of what was given: 20.0 % (3 of 15).")
    assert text.endswith(definition_of(column_named("raw_share")))
    nothing = [part.plain for part in in_words(Below(seen, ann, Look()))]
    assert nothing[1] == "Nothing in these figures asks for anything."


@pytest.mark.parametrize(
    ("key", "cell", "words"),
    [
        ("raw_share", Decimal("12.5"), "12.5 %"),
        ("dollars_in", Decimal("1900.50"), "$1,900.50"),
        ("first_lead", 1, "1 meeting"),
        ("first_dollar", 3, "3 weeks"),
        ("given", 1, "1"),
        ("first_lead", NONE_YET, "none yet, after 30 meetings"),
        ("raw_share", FEW, "too little data"),
        ("renews_on", None, "nothing on record"),
    ],
)
def test_a_figure_with_its_unit(seen: HealthPicture, key: str, cell: Cell, words: str) -> None:
    """As it stands below the table."""
    column = next(column for column in COLUMNS if column.key == key)
    assert value_in_words(cell, column, seen) == words


def test_how_the_order_is_put(seen: HealthPicture) -> None:
    """In words beside the sign; what stands above gives way in words."""
    looks = (Look(), Look(BY_NAME, turned=True), Look("given"), Look("renews_on"))
    assert [sorted_by(look) for look in looks] == [
        "most pressing first",
        "in table order, turned around",
        "by given, highest first",
        "by renews, first to last",
    ]
    longest, *_, shortest = of_what(seen)
    assert "– too little data: shares are given from 10 cases on" in longest
    assert shortest == "0 meetings"


def test_what_stands_below_the_members(seen: HealthPicture) -> None:
    """The medians of those with a place at every meeting, from 5 of them on, or else the totals; as wide as
    the lines.
    """
    few = layout_for(seen, Look(), 73)
    assert foot_of(few, "US").plain.split()[:4] == ["All", "64", "37", "3"]
    lines = (one_member(number, f"Ann {number}", given=number) for number in range(1, 6))
    many = picture_of(chapter(), *lines, meetings=30)
    layout = layout_for(many, Look(), 73)
    foot = foot_of(layout, "US")
    assert foot.plain.split()[:3] == ["Median", "3", "0"]
    (line, *_) = member_lines(many, Look(), layout, "")
    assert line.heading is not None
    assert foot.cell_length == line.heading.cell_length


def test_nobody_is_a_member_yet() -> None:
    """There are heads and no lines."""
    seen = picture_of(chapter())
    layout = layout_for(seen, Look(), 73)
    assert head_of(layout, Look()).plain.startswith("Member")
    assert not list(member_lines(seen, Look(), layout, ""))


def every_cell(of: MemberHealth) -> list[str]:
    """All cells of a line, in words."""
    return [cell_words(column.cell(of), "US") for column in columns_for(officers=True)]


def test_zeros_are_shown() -> None:
    """Of a member with nothing at all no count is blank."""
    nothing = one_member(1, "Ann Chu", meetings=0, present=0)
    blank = {
        column.key for column in columns_for(officers=True) if not cell_words(column.cell(nothing), "US")
    }
    assert blank <= {"other_currencies", "months", "renews_on"}
    assert "0" in every_cell(nothing)
