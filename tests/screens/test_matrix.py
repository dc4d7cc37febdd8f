"""The matrix on the screen: signs and shades, the cursor and its pair, what is in view, where it leads."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from rich.style import Style
from textual.geometry import Region, Size

from leadsroom.acts.desk import Desk
from leadsroom.domain.health.counts import Between, LeadsBetween
from leadsroom.domain.health.pairs.matrix import MatrixKind, MatrixLine, cells_of, changes, matrix_of
from leadsroom.domain.ids import PersonId
from leadsroom.domain.rules.windows import Period
from leadsroom.store.store import Store
from leadsroom.views.health.pairs.matrix import Earlier, MatrixOfPeriod, matrix
from leadsroom.views.health.pairs.pair import pair_story
from screens.health.matrix import MatrixScreen
from screens.health.matrix_grid import GridPicture, MatrixGrid, Place, legend
from screens.health.pair_pane import PairPane, PairPicture, story_lines
from tests.harborview import SetClock
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.screens.pages import HOSTILE, LAPTOP, SMALL, reading
from tests.seen import seen

AUTUMN = Period(date(2026, 9, 1), SAMPLE_NOW.date())
ANN, BEN, CAT = (PersonId(number) for number in (1, 2, 3))
LINES = (
    MatrixLine(ANN, "Ann Chu", "AC", "Florist"),
    MatrixLine(BEN, "Ben Ott", "BO", "Roofing"),
    MatrixLine(CAT, "Cat Roe", "CR", is_former=True),
    MatrixLine(None, "others", "··"),
)


def drawn(kind: MatrixKind, store: Store, *, compares: bool = False) -> GridPicture:
    """Ann gave Ben nine leads and Cat a raw one, Ben gave Ann one; Ann met Ben. Before Ben gave Ann three."""
    passed = [LeadsBetween(ANN, BEN, 9, 2, 0, 0, 0), LeadsBetween(ANN, CAT, 0, 1, 0, 0, 0)]
    passed.append(LeadsBetween(BEN, ANN, 1, 0, 0, 0, 0))
    found = matrix_of(kind, LINES, cells_of(LINES, passed, [Between(ANN, BEN, 1)]))
    earlier = None
    if compares:
        before = cells_of(LINES, [LeadsBetween(BEN, ANN, 3, 0, 0, 0, 0)], [])
        change = changes(found, before, date(2026, 8, 31), 12, 12)
        earlier = Earlier(
            Period(date(2026, 6, 1), date(2026, 8, 31)), 12, matrix_of(kind, LINES, before), change
        )
    chapter = sample_chapter(store)
    of_period = MatrixOfPeriod(chapter, AUTUMN, SAMPLE_NOW.date(), 12, found, None, earlier)
    return GridPicture(of_period, compares)


def texts(picture: GridPicture) -> list[list[str]]:
    """What stands in each cell."""
    places = range(len(picture.lines))
    return [[picture.written(Place(row, column), picture.steps).text for column in places] for row in places]


@pytest.mark.parametrize(
    ("kind", "compares", "rows"),
    [
        (MatrixKind.LEADS, False, ["╲9r·", "1╲··", "··╲·", "····"]),
        (MatrixKind.LEADS, True, ["╲+9··", "−2╲··", "··╲·", "····"]),
        (MatrixKind.ONE_TO_ONES, False, ["╲1··", "1╲··", "··╲·", "····"]),
        (MatrixKind.BOTH, False, ["╲3◆··", "3◆╲··", "··╲·", "····"]),
        (MatrixKind.BOTH, True, ["╲3↑··", "3↑╲··", "··╲·", "····"]),
    ],
)
def test_every_number_has_a_sign_of_its_own(
    demo_store: Store, kind: MatrixKind, compares: bool, rows: list[str]
) -> None:
    """Zeros are dots, raw leads alone an r, both together a digit with its shape, a change its sign."""
    assert ["".join(row) for row in texts(drawn(kind, demo_store, compares=compares))] == rows


def test_shades_are_named_in_the_legend(demo_store: Store) -> None:
    """With the numbers they are of; the largest has the last, so that no colour says anything alone."""
    picture = drawn(MatrixKind.LEADS, demo_store)
    assert legend(picture).plain == "· none  r raw   1–2    3–4    5–6    7–9 "
    assert picture.written(Place(0, 1), picture.steps).look == "shade-4"
    assert picture.written(Place(1, 0), picture.steps).look == "shade-1"
    assert "1○ one-to-ones only" in legend(drawn(MatrixKind.BOTH, demo_store)).plain


def test_the_legend_of_a_change_names_its_signs_and_what_is_compared(demo_store: Store) -> None:
    """Of both together the cells hold levels; few meetings before, or days before the record, are said."""
    changed = drawn(MatrixKind.LEADS, demo_store, compares=True)
    signs = "+ more  − fewer  = as many  · none in both  12 meetings then, 12 now"
    assert legend(changed).plain == signs
    late = replace(changed, found=replace(changed.found, record_begins=date(2026, 7, 1)))
    assert legend(late).plain == f"{signs}  on record since 1 Jul 2026"
    levels = legend(drawn(MatrixKind.BOTH, demo_store, compares=True)).plain
    assert levels.startswith("2↑ up to 2  1↓ down to 1  = as before  · none in both")


def pane(picture: GridPicture, row: int, column: int, width: int = 110) -> str:
    """What the pane says of a cell, before its story is read."""
    return PairPane().draw(PairPicture(picture, Place(row, column)), width).plain


def test_the_pane_names_both_and_what_was_before(demo_store: Store) -> None:
    """In full, with their professions; on the diagonal what somebody has in all."""
    now, compared = drawn(MatrixKind.LEADS, demo_store), drawn(MatrixKind.LEADS, demo_store, compares=True)
    assert pane(now, 0, 1) == "Ann Chu, Florist → Ben Ott, Roofing"
    assert pane(compared, 1, 0) == (
        "Ben Ott → Ann Chu  1 lead, 0 raw; before 3 leads, 0 raw  · all of BO: −2, too little data"
    )
    assert "leads given 9 · raw leads given 3 · people given to 1 · members given none 0" in pane(now, 0, 0)
    assert "never members" in pane(now, 0, 3)
    assert "↔" in pane(drawn(MatrixKind.ONE_TO_ONES, demo_store), 0, 1)


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_names_are_shown_as_typed(demo_store: Store, name: str) -> None:
    """Nothing in a name is read as markup, and none is wider than its place."""
    lines = (MatrixLine(ANN, name, "XY", name), LINES[1])
    found = matrix_of(MatrixKind.LEADS, lines, {})
    period = MatrixOfPeriod(sample_chapter(demo_store), AUTUMN, SAMPLE_NOW.date(), 12, found)
    text = PairPane().draw(PairPicture(GridPicture(period), Place(0, 1)), 300).plain
    assert text.startswith(name[:20])


def test_the_story_lists_every_lead_of_both(demo_store: Store) -> None:
    """Each can be opened; what else was between them is read."""
    chapter = sample_chapter(demo_store)
    found = seen(demo_store, chapter, SAMPLE_NOW, matrix, AUTUMN, MatrixKind.LEADS).matrix
    one, other = max(
        ((one, other) for one in found.lines for other in found.lines if one != other),
        key=lambda pair: found.value(*pair),
    )
    assert one.person_id is not None
    assert other.person_id is not None
    story = seen(demo_store, chapter, SAMPLE_NOW, pair_story, one.person_id, other.person_id, AUTUMN)
    assert story.there.qualified == found.value(one, other)
    listed = list(story_lines(story, {one.person_id: one.name, other.person_id: other.name}))
    leads = (*story.there.leads, *story.back.leads)
    assert [line.key for line in listed if line.key] == [f"lead/{each.lead.id}" for each in leads]
    assert any("Last contact" in line.text for line in listed)


def matrix_page(store: Store, days: Period | None = AUTUMN) -> MatrixScreen:
    """The page of the sample's matrix."""
    chapter = sample_chapter(store)
    return MatrixScreen(Desk(store, chapter.id, SetClock(SAMPLE_NOW), "desk"), chapter, days)


def test_no_name_moves_a_column(demo_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long ones are cut, wide ones take their cells; every line is just as wide as the matrix."""
    monkeypatch.setattr(MatrixGrid, "size", Size(76, 12))
    monkeypatch.setattr(MatrixGrid, "rich_style", Style())
    monkeypatch.setattr(MatrixGrid, "_look", lambda _grid, _name: Style())
    shorts = ("[/", "[A", "ZM", "Wo", "أم", "王")
    lines = [
        MatrixLine(PersonId(number), name, short)
        for number, (name, short) in enumerate(zip((*HOSTILE.values(), "王芳"), shorts, strict=False), 1)
    ]
    found = matrix_of(MatrixKind.LEADS, lines, {})
    picture = GridPicture(MatrixOfPeriod(sample_chapter(demo_store), AUTUMN, SAMPLE_NOW.date(), 12, found))
    grid = MatrixGrid()
    grid.show(picture, Place(0, 1))
    assert {grid.render_line(y).cell_length for y in range(12)} == {76}
    assert all(grid.render_line(1 + row).text.startswith(line.short) for row, line in enumerate(lines))
    assert "▸" in grid.render_line(1).text


async def test_the_cursor_tells_the_story_of_its_pair(demo_store: Store) -> None:
    """Over all three kinds it stays on the pair; Enter lists the leads, and Enter there opens one."""
    page = matrix_page(demo_store)
    async with reading(page, LAPTOP) as reader:
        await reader.until_shown("last contact of any kind")
        assert "Who passes leads to whom" in reader.lines[0]
        await reader.press("down", "right", "right")
        assert page.grid.at == Place(1, 3)
        await reader.until_shown("Robert Diaz, Business banking → Cyrus Ng")
        await reader.press("t")
        await reader.until_shown("Who has met whom")
        await reader.press("t")
        await reader.until_shown("Leads and one-to-ones together")
        await reader.press("t", "b")
        await reader.until_shown("then, ")
        assert "1 Sep to 18 Nov, beside 14 Jun to 31 Aug" in reader.lines[0]
        assert page.grid.at == Place(1, 3)
        await reader.press("b", "home", "ctrl+end", "ctrl+home", "end", "home", "right", "enter")
        await reader.until_shown("Maria Lopez → Robert Diaz ·")
        await reader.press("enter")
        await reader.at_rest()
        assert [name for name, _ in reader.wanted] == ["leads"]


async def test_margins_stay_in_sight_where_it_does_not_fit(demo_store: Store) -> None:
    """On a small screen rows and columns scroll; headings, sums and which part it is stay."""
    page = matrix_page(demo_store)
    async with reading(page, LAPTOP) as reader:
        await reader.until_shown("last contact of any kind")
        await reader.resize(*SMALL)
        rows = sum("╲" in line or "▸" in line for line in reader.lines)
        assert f"↓ 1–{rows}  → 1–" in reader.text  # as many as are drawn
        assert page.grid.in_view in reader.text
        for keys in ((), ("end", "ctrl+end"), ("pageup", "home", "pagedown")):
            await reader.press(*keys)
            assert all(word in reader.text for word in ("gives ↓", "all raw", "received", "none"))
            assert "▸" in reader.text
        await reader.press("slash")
        await reader.until_shown("Find a pair")
        await reader.press("'helen", "enter", "'ann", "enter")
        await reader.until_shown("Helen Park, Interior designer → Ann Chu")
        await reader.press("b")
        await reader.until_shown("then, ")
        await reader.press("p")
        assert reader.wanted[-1][0] == "me"


async def test_what_is_not_on_record_is_not_compared(demo_store: Store) -> None:
    """The sample begins in the spring: a year before that cannot stand beside it, and what is shown stays.

    Of days without a member no pair is shown either.
    """
    page = matrix_page(demo_store, None)
    async with reading(page, LAPTOP) as reader:
        await reader.until_shown("last contact of any kind")
        await reader.press("b")
        await reader.until_shown("Nothing is on record of")
        assert page.picture is not None
        assert not page.picture.compares
        await reader.press("right")
        assert "Nothing is on record" not in reader.text
        await reader.press("b")
        await reader.until_shown("Nothing is on record of")
        await reader.press("B", "tab")
        await reader.retype("last month")
        await reader.press("ctrl+s")
        await reader.until_shown("then, ")
        assert "Nothing is on record" not in reader.text
        await reader.press("d", "home", "tab")
        await reader.retype("1990-01-01")
        await reader.press("tab")
        await reader.retype("1990-01-02")
        await reader.press("ctrl+s")
        await reader.until_shown("The chapter had no member on these days.")
        assert "Maria" not in reader.text


def test_only_what_changes_is_painted(demo_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A move within what is in view asks for two rows and the headings alone."""
    asked: list[Region] = []
    monkeypatch.setattr(MatrixGrid, "refresh", lambda _grid, *regions, **_more: asked.extend(regions))
    monkeypatch.setattr(MatrixGrid, "post_message", lambda _grid, _message: True)
    monkeypatch.setattr(MatrixGrid, "size", Size(60, 12))
    grid = MatrixGrid()
    grid.show(drawn(MatrixKind.LEADS, demo_store), Place())
    grid.move_to(Place(1, 1))
    assert sorted(region.y for region in asked) == [0, 1, 2]
