"""The page of scores: lines and columns, what is said below them, and what its keys do."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from leadsroom.acts.desk import Desk, SyncDesk
from leadsroom.domain.health.scorecards.card import Of
from leadsroom.domain.health.scorecards.presets import text_of
from leadsroom.domain.health.toml_text import OwnTexts
from leadsroom.store.store import Store
from leadsroom.views.health.scores import Scores, scores
from screens.health.score_lines import (
    COLUMNS,
    ScoreAtCursor,
    band_sign,
    chapter_lines,
    in_full,
    member_lines,
)
from screens.health.scorecard_form import ScorecardForm
from screens.health.scores import ScoresScreen
from screens.kit.listing import table_lines
from screens.kit.styled import short
from tests.harborview import SetClock
from tests.meeting.table import Table
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.screens.pages import HOSTILE, SMALL, reading


@pytest.fixture
def desk(demo_store: Store) -> SyncDesk:
    """The desk of the sample chapter."""
    return SyncDesk(demo_store, sample_chapter(demo_store).id, SetClock(SAMPLE_NOW), "home")


@pytest.fixture
def found(desk: SyncDesk) -> Scores:
    """The scores of the sample."""
    return desk.read(scores)


@pytest.mark.parametrize("width", [40, 76, 116, 196])
def test_every_line_fits_and_names_its_band(found, width):
    """A band has a word and a shape; where there is no room the last measures go first."""
    cells = [line.cells for line in member_lines(found)]
    drawn = table_lines(cells, COLUMNS, width)
    assert all(line.cell_length <= width for line in drawn)
    assert len(drawn) == len(found.members) + 1
    assert all(" of " in line.plain for line in drawn[1:])
    assert ("closed" in drawn[0].plain) is (width >= 116)
    if width >= 76:
        bands = {one.scored.score.band_words for one in found.members}
        assert all(any(f" {band}" in line.plain for band in bands) for line in drawn[1:])


def test_each_band_has_a_shape_of_its_own(found):
    """The four of the usual scorecard are told apart without colours."""
    card = found.over.card
    assert len({band_sign(card, band).plain for band in card.bands}) == len(card.bands) == 4


def test_a_very_long_name_leaves_room_for_the_score(found):
    """The points stand in the first line of the pane, however long the name is."""
    one = found.members[0]
    long = replace(one, person=replace(one.person, name="Anna " * 100))
    assert f"{one.scored.score.total_words} points" in in_full(ScoreAtCursor(found, one=long), 76)[0].plain


@pytest.mark.parametrize("width", [60, 74, 110, 190])
def test_below_the_list_stand_three_gaps_every_step_and_the_source(found, width):
    """Of the member under the cursor; no line is wider than the pane."""
    one = next(each for each in found.members if each.person.name == "Paul Whitfield")
    drawn = in_full(ScoreAtCursor(found, one=one), width)
    text = " ".join(" ".join(line.plain for line in drawn).split())
    assert all(line.cell_length <= width for line in drawn)
    assert sum(line.plain.startswith("· ") for line in drawn) == 3
    assert "20 more leads in this window: 5 points" in text
    for words in (
        "0.75: 5, 1: 10, 1.2: 15, 1.5: 20",
        "more than 0.5: 5",
        "Source: public code",
        "green from 70",
    ):
        assert words in text


def test_a_newcomer_is_marked_as_one(found):
    """With the day since when they are scored."""
    one = next(each for each in found.members if each.joined_on is not None)
    assert "new, scored since 19 Aug 2026" in in_full(ScoreAtCursor(found, one=one), 110)[0].plain


def test_the_chapter_has_a_line_for_each_measure(found):
    """With what was counted, and below them the definition of the one under the cursor."""
    drawn = [" ".join(cell.plain for cell in line.cells if cell.plain) for line in chapter_lines(found)]
    assert drawn[0] == "Measure Points Counted"
    assert any(line.startswith("Size 0 of 15 18") for line in drawn)
    (size, *_) = found.of_chapter.score.measures
    text = " ".join(line.plain for line in in_full(ScoreAtCursor(found, measure=size), 110))
    assert "Size: at least 20: 5, 26: 10, 31: 15" in text
    assert "Members on the last day of the window" in text


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_are_shown_as_typed(found, name):
    """In the list whole; below it a very long one is cut, as in every sentence."""
    first = found.members[0]
    other = replace(first, person=replace(first.person, name=name))
    seen = replace(found, members=(other, *found.members[1:]))
    cells = [line.cells[0].plain for line in member_lines(seen)]
    assert name in cells
    assert short(name) in in_full(ScoreAtCursor(seen, one=other), 4_000)[0].plain


# The form


def _form(text: str = "", of: Of = Of.MEMBERS) -> ScorecardForm:
    texts = OwnTexts(member_scorecard=text) if of is Of.MEMBERS else OwnTexts(chapter_scorecard=text)
    return ScorecardForm(of, texts, "US")


def test_the_form_offers_each_scorecard_and_the_chapters_own():
    """The one on record is chosen, and its source is read before it is saved."""
    assert _form().card.words == "usual: Hong Kong 2025"
    assert _form(text_of("india-2025")).card.words == "India 2025"
    # What is the usual one is there once, unless it was chosen by its own name.
    card, names = _form().card, []
    for at in range(4):
        card.choose(at)
        names.append(card.words)
    assert names == ["usual: Hong Kong 2025", "India 2025", "Taiwan 2025", "United Kingdom 2012"]
    assert not _form(of=Of.CHAPTER).card.has_choice
    assert _form(text_of("hong-kong-2025")).card.words == "Hong Kong 2025"
    own = text_of("own")
    assert _form(own).card.words == "own: Our own"
    built = _form(own).build()
    assert (built.text, built.seen) == (own, own)
    assert "agreed on by our members" in _form(own).remark(_form(own).card).words.plain
    assert "leadsroom scorecard set FILE" in _form().remark(_form().card).words.plain
    assert _form(of=Of.CHAPTER).card.words == "usual: Chapter traffic light"
    assert _form("a b").card.words == "own: cannot be read"


# The page


async def test_the_page_turns_to_the_chapter_and_takes_another_scorecard(demo_store):
    """`t` and back, `e` for another scorecard, `enter` to the member's page."""
    chapter = sample_chapter(demo_store)
    page = ScoresScreen(Desk(demo_store, chapter.id, SetClock(SAMPLE_NOW), "home"), chapter)
    async with reading(page, SMALL) as reader:
        await reader.until_shown("Maria Lopez")
        assert "Hong Kong 2025" in reader.text
        await reader.press("t")
        await reader.until_shown("Absenteeism")
        await reader.press("t", "e")
        await reader.until_shown("How members are scored")
        await reader.press("right", "enter")
        await reader.until_shown("India 2025")
        assert "Scores of members: Hong Kong 2025 → India 2025" in reader.text
        await reader.press("enter")
        await reader.until(lambda: [name for name, _ in reader.wanted] == ["me"])


async def test_the_page_shows_nothing_while_a_meeting_goes_on(demo_store):
    """It says why, and writes nothing; also where it was open before. After the meeting they are back."""
    chapter, clock = sample_chapter(demo_store), SetClock(SAMPLE_NOW)
    table = Table.lay(demo_store, chapter, clock)
    page = ScoresScreen(Desk(demo_store, chapter.id, clock, "home"), chapter)
    async with reading(page, SMALL) as reader:
        await reader.until_shown("Maria Lopez")
        table.go()
        page.look_whether_live()
        await reader.until_shown("No scores are shown while a meeting goes on")
        assert "Maria Lopez" not in reader.text
        assert "Hong Kong" not in reader.text
        await reader.press("w")
        assert "No scores are shown" in reader.text
        table.go_to_end()
        page.look_whether_live()
        await reader.until_shown("Maria Lopez")
