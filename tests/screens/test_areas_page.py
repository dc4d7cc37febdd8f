"""Areas, directors and visits on their pages and in their forms."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from leadsroom.acts.association import commands as c
from leadsroom.acts.command import Undo
from leadsroom.acts.desk import Desk, SyncDesk
from leadsroom.domain.association.areas import Tree
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId
from leadsroom.store.read import chapter as read_chapter
from leadsroom.store.store import Store
from leadsroom.views.association.areas import (
    AreasPicture,
    areas_picture,
    directors_picture,
    visit_to_log,
    visits_picture,
)
from leadsroom.views.association.seen_by_chapter import settings_here
from screens.association.area_forms import AreaForm, DirectorForm
from screens.association.areas_page import AreasScreen, area_lines, in_full
from screens.association.directors_page import DirectorsScreen, director_lines
from screens.association.visit_form import VisitForm
from screens.association.visits_page import VisitsOf, VisitsScreen, visit_lines
from screens.kit.form.box import FormBox
from screens.kit.form.field import Misfilled
from screens.kit.form.form import Form
from screens.setup.settings import SettingsScreen
from tests.acts.association_examples import TODAY, Association
from tests.harborview import SetClock
from tests.screens.pages import HOSTILE, SMALL, Reader, reading


@pytest.fixture
def at(sqlite_store: Store) -> Association:
    """Three chapters, the first of them in Leeds, which is in the North."""
    Association.begin(sqlite_store)
    return Association(sqlite_store)


def _chapter(store: Store) -> Chapter:
    with store.reading() as connection:
        return read_chapter.chapter(connection, ChapterId(1))


def _desk(store: Store) -> Desk:
    return Desk(store, None, SetClock(), "office")


def _fill(form: Form[Any], **texts: str) -> None:
    for name, text in texts.items():
        form.named(name).draft = text
        form.edited()


# Lines


def test_no_chapter_is_unseen_in_the_tree(at: Association) -> None:
    """All of them first, the tree below, those of no area last; archived ones nowhere."""
    picture = at.desk.read(areas_picture)
    rows = [[cell.plain for cell in line.cells] for line in area_lines(picture)]
    assert rows[1:] == [
        ["All chapters", "", "3", ""],
        ["  North", "region", "1", "Sam Reed"],
        ["    Leeds", "area", "1", ""],
        ["    York", "area", "0", ""],
        ["  South", "region", "0", ""],
        ["No area yet", "", "2", ""],
    ]


def test_the_line_under_the_cursor_is_said_in_full(at: Association) -> None:
    """Its path, its chapters, and who looks after it since when."""
    picture, page = at.desk.read(areas_picture), AreasScreen(_desk(at.store), _chapter(at.store))
    sentences = [
        in_full(node, picture) for line in area_lines(picture) if (node := page.item(picture, line.key))
    ]
    assert sentences[:3] == [
        "3 chapters, 4 areas.",
        "North: 1 chapter. Sam Reed since 11 Aug 2026.",
        "North · Leeds: 1 chapter. Looked after from above, by Sam Reed (North).",
    ]
    assert "South: 0 chapters. Nobody looks after it." in sentences
    assert sentences[-1].startswith("They are counted in every figure of all chapters.")


def test_an_association_without_areas_is_one_line() -> None:
    """Until areas are named all chapters are one."""
    picture = AreasPicture(TODAY, Tree(), (), 40, 40)
    assert [next(cell.plain for cell in line.cells) for line in area_lines(picture)] == [
        "Area",
        "All chapters",
    ]


def test_who_was_a_director_stands_below(at: Association) -> None:
    """Below a heading with their number."""
    at.desk.do(
        c.ChangeDirector(at.sam, at.at("North"), "Sam Reed", "", "", date(2020, 1, 1), date(2026, 1, 1))
    )
    at.director("Ann Lee", at.at("South"))
    lines = list(director_lines(at.desk.read(directors_picture)))
    assert [line.text.split("  ")[0] for line in lines] == [
        "Director Area When Email Phone",
        "Ann Lee South since 11 Aug 2026 sam@north.example ",
        "",
        "Before · 1",
        "Sam Reed North 1 Jan 2020 to 1 Jan 2026",
    ]


# Forms


def test_the_level_of_a_new_area_is_proposed_from_where_it_stands(at: Association) -> None:
    """And what is typed is taken, whatever the word."""
    form = AreaForm(at.tree, under=at.at("North"))
    assert form.level.placeholder == "area"
    _fill(form, name="Hull", under="")
    assert form.level.placeholder == "region"
    _fill(form, level="borough", under="south")
    built = form.build()
    assert isinstance(built, c.AddArea)
    assert (built.name, built.level, built.parent_id) == ("Hull", "borough", at.at("South"))


def test_an_area_is_not_offered_to_itself(at: Association) -> None:
    """Neither it nor what is below it can stand above it."""
    form = AreaForm(at.tree, at.tree.called("North"))
    _fill(form, under="leeds")
    assert form.named("under").refusal().startswith("No area matches “leeds”.")
    _fill(form, under="")
    built = form.build()
    assert isinstance(built, c.ChangeArea)
    assert (built.name, built.level, built.parent_id) == ("North", "region", None)


def test_a_director_is_asked_for_with_the_days(at: Association) -> None:
    """A new one from today on, where nothing is typed; of one on record the last day, too."""
    form = DirectorForm(at.tree, TODAY, "US", area_id=at.at("South"))
    _fill(form, name="Ann Lee", since="1 jan 2027")
    built = form.build()
    assert isinstance(built, c.NameDirector)
    assert (built.area_id, built.name, built.since) == (at.at("South"), "Ann Lee", date(2027, 1, 1))
    assert form.named("until").is_away
    sam = at.desk.read(directors_picture).directors[0]
    form = DirectorForm(at.tree, TODAY, "US", director=sam)
    _fill(form, until="31 dec", area="york")
    changed = form.build()
    assert isinstance(changed, c.ChangeDirector)
    assert (changed.area_id, changed.until, changed.email) == (at.at("York"), date(2026, 12, 31), sam.email)


def test_a_visit_is_by_whoever_looks_after_the_chapter(at: Association) -> None:
    """Where that is one; any other director is found by letters, and the last visit stands below."""
    at.director("Ann Lee", at.at("South"))
    form = VisitForm(at.desk.read(visit_to_log, at.chapter_id), at.chapter_id)
    built = form.build()
    assert isinstance(built, c.LogVisit)
    assert (built.director_id, built.on) == (at.sam, None)
    assert form.remark(form.on).words.plain == "No visit to this chapter is on record yet."
    _fill(form, by="ann", on="3 nov", note="Quiet")
    at.desk.do(form.build())
    form = VisitForm(at.desk.read(visit_to_log, at.chapter_id), at.chapter_id)
    assert form.remark(form.on).words.plain == "Last visit: 3 Nov 2026, Ann Lee."
    elsewhere = VisitForm(at.desk.read(visit_to_log, ChapterId(2)), ChapterId(2))
    assert elsewhere.by.one is None


def test_a_visit_of_one_who_is_no_director_any_more_stays_theirs(at: Association) -> None:
    """Correcting its day does not take the name away."""
    visit = at.visit()
    at.desk.do(c.ChangeDirector(at.sam, at.at("North"), "Sam Reed", "", "", None, date(2026, 11, 10)))
    line = at.desk.read(visits_picture).lines[0]
    form = VisitForm(at.desk.read(visit_to_log, at.chapter_id), at.chapter_id, line.visit)
    _fill(form, note="Loud")
    built = form.build()
    assert isinstance(built, c.CorrectVisit)
    assert (built.visit_id, built.director_id, built.on) == (visit, at.sam, date(2026, 11, 9))
    assert form.remark(form.on).words.plain == ""  # the last visit is the one that is corrected
    _fill(form, on="")
    with pytest.raises(Misfilled, match="Type a day"):
        form.build()


def test_the_day_of_a_visit_says_who_likely_came(at: Association) -> None:
    """Who looked after the chapter then; who was typed stays, whatever the day."""
    at.desk.do(
        c.ChangeDirector(at.sam, at.at("North"), "Sam Reed", "", "", date(2020, 1, 1), date(2026, 10, 31))
    )
    ann = at.director("Ann Lee", at.at("North"))
    at.desk.do(c.ChangeDirector(ann, at.at("North"), "Ann Lee", "", "", date(2026, 11, 18), None))
    form = VisitForm(at.desk.read(visit_to_log, at.chapter_id), at.chapter_id)
    assert form.build().director_id == ann
    assert form.changed == frozenset()
    _fill(form, on="30 oct")
    assert form.build().director_id == at.sam
    _fill(form, on="5 nov")  # nobody is on record for that day
    assert form.build().director_id is None
    _fill(form, by="sam", on="17 nov")
    assert form.build().director_id == at.sam
    _fill(form, by="")
    assert form.build().director_id is None


# The chapter's own side


def test_a_chapter_sees_where_it_stands_and_its_last_visit(at: Association) -> None:
    """On its settings; a chapter of no area without a visit sees nothing of it."""
    desk = SyncDesk(at.store, at.chapter_id, SetClock(), "table")
    where = "Stands in Leeds (North), looked after by Sam Reed."
    assert desk.read(settings_here).in_association == (where,)
    at.visit()
    last = "Last visit of the director: 9 Nov 2026, Sam Reed."
    assert desk.read(settings_here).in_association == (where, last)
    other = SyncDesk(at.store, ChapterId(2), SetClock(), "table")
    assert other.read(settings_here).in_association == ()


# Pages


async def _until_form(reader: Reader) -> None:
    await reader.until(lambda: isinstance(reader.app.screen, FormBox))


async def test_an_area_is_named_below_the_one_under_the_cursor(at: Association) -> None:
    """The cursor goes to it; what hangs on one is said; undo takes back what was done here."""
    page = AreasScreen(_desk(at.store), _chapter(at.store))
    async with reading(page, SMALL) as reader:
        await reader.until_shown("All chapters")
        await reader.press("down")
        assert "table of North" in reader.key_line
        await reader.press("n")
        await _until_form(reader)
        await reader.retype(HOSTILE["closing tag"])
        await reader.press("ctrl+s")
        await reader.until_shown(f"✓ {HOSTILE['closing tag']} is a new area under North.")
        await reader.until(lambda: f"table of {HOSTILE['closing tag']}" in reader.key_line)
        await reader.press("u")
        await reader.until_shown("✓ Undid:")
        page.listing.show(page.lines(page.picture, ""), str(at.at("North")))  # type: ignore[arg-type]
        await reader.press("delete")
        await reader.until_shown("North still has 2 areas below it and Sam Reed, who looks after it.")
        await reader.press("enter")
        await reader.press("d")
        await reader.press("v")
        north = at.at("North")
        pages = [("area", north), ("directors", north), ("director_visits", VisitsOf(area_id=north))]
        assert reader.wanted == pages
        assert max(len(line) for line in reader.lines) <= SMALL[0]


async def test_hostile_names_are_shown_literally(at: Association) -> None:
    """Of areas and directors, on both pages, and nothing is wider than the smallest window."""
    for name in HOSTILE.values():
        at.director(name, at.area(name))
    desk, chapter = _desk(at.store), _chapter(at.store)
    for page in (AreasScreen(desk, chapter), DirectorsScreen(desk, chapter)):
        async with reading(page, SMALL) as reader:
            await reader.until_shown(HOSTILE["emoji"][:5])
            for name in HOSTILE.values():
                assert name[:8] in reader.text
            for _ in HOSTILE:
                await reader.press("down")
                assert max(len(line) for line in reader.lines) <= SMALL[0]


async def test_a_director_is_named_for_the_area_of_the_page_and_ended(at: Association) -> None:
    """Both days stand in the line; what undo takes back is the association's."""
    page = DirectorsScreen(_desk(at.store), _chapter(at.store), at.at("South"))
    async with reading(page) as reader:
        await reader.until_shown("Nobody looks after South yet. n names a director.")
        await reader.press("n")
        await _until_form(reader)
        await reader.retype(HOSTILE["tag"])
        await reader.press("ctrl+s")
        await reader.until_shown(f"✓ {HOSTILE['tag']} looks after South.")
        await reader.press("delete")
        await reader.until_shown("18 Nov 2026 to 18 Nov 2026")
    at.desk.do(Undo())
    assert not at.desk.read(directors_picture, at.at("South")).directors[0].until


async def test_visits_of_a_chapter_are_entered_and_corrected(at: Association) -> None:
    """From the list of its visits; each stands with its note."""
    page = VisitsScreen(_desk(at.store), _chapter(at.store), VisitsOf(chapter_id=at.chapter_id))
    async with reading(page, SMALL) as reader:
        await reader.until_shown("No visit of a director is on record. n enters one.")
        await reader.press("n")
        await _until_form(reader)
        await reader.press("ctrl+s")
        await reader.until_shown("✓ Sam Reed visited Harborview on 18 Nov 2026.")
        assert "Harborview · 1 visit" in reader.lines[0]
        await reader.press("enter")
        await _until_form(reader)
        await reader.retype("3 nov")
        await reader.press("ctrl+s")
        await reader.until_shown("Corrected: Sam Reed visited Harborview on 3 Nov 2026")
        await reader.press("delete")
        await reader.until_shown("Withdrew the director's visit")
    assert [line.text for line in visit_lines(at.desk.read(visits_picture))] == []


async def test_the_visits_of_one_chapter_are_a_key_away(at: Association) -> None:
    """And all of the area again with the same key."""
    at.desk.do(c.LogVisit(ChapterId(2), at.sam, note=HOSTILE["500 characters"]))
    at.visit()
    at.desk.do(c.LogVisit(ChapterId(3), at.sam, date(2026, 11, 1)))
    page = VisitsScreen(_desk(at.store), _chapter(at.store))
    async with reading(page, SMALL) as reader:
        await reader.until_shown("3 visits")
        await reader.press("end")
        await reader.until_shown("Old Mill: no note")
        await reader.press("home", "c")
        await reader.until_shown("Lakeside · 1 visit")
        assert "Harborview" not in reader.text
        await reader.press("c")
        await reader.until_shown("3 visits")
        assert max(len(line) for line in reader.lines) <= SMALL[0]


async def test_settings_say_where_the_chapter_stands(at: Association) -> None:
    """Below its habits."""
    at.visit()
    chapter = _chapter(at.store)
    page = SettingsScreen(Desk(at.store, chapter.id, SetClock(), "table"), chapter)
    async with reading(page) as reader:
        await reader.until_shown("Stands in Leeds (North), looked after by Sam Reed.")
        assert "Last visit of the director: 9 Nov 2026, Sam Reed." in reader.text
