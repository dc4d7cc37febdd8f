"""Members of other chapters in the forms for who is here: found by name and chapter, at no cost to others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from leadsroom.acts.meeting import commands as c
from leadsroom.domain.meeting.record_kinds import SUBSTITUTE, VISITOR
from leadsroom.domain.people.visiting import HomeChapter
from screens.kit.form.field import TextField
from screens.kit.form.form import Form
from screens.meeting.forms import _slip_table
from tests.databases import SqliteFiles
from tests.harborview import found_chapter
from tests.meeting.table import Table
from tests.screens.filling import beside, drafts, fill, learn, press
from tests.screens.table import laid_table, networking
from tests.screens.test_table_forms import form_at, means, opened


@pytest.fixture
def table(sqlite_files: SqliteFiles) -> Iterator[Table]:
    """A table with another chapter beside its own."""
    with laid_table(sqlite_files, networking) as table:
        people = (("Tom Ray", "Accounting"), ("Tomas Bell", "Law"))
        found_chapter(table.store, name="Riverside", people=people)
        yield table


def of_riverside(form_home: HomeChapter | None) -> str:
    """The chapter of a command, which has to be linked."""
    assert form_home is not None
    assert form_home.chapter_id is not None
    return form_home.name


def type_letters(form: Form[Any], table: Table, name: str, letters: str) -> None:
    """Type letters into a field, and let the form read whom they may mean."""
    field = form.named(name)
    assert isinstance(field, TextField)
    field.typed(letters)
    form.edited()
    learn(form, table)


def test_a_visitor_costs_no_key_more(table: Table) -> None:
    """A new name that members of other chapters begin with too is a new one, unless one of them is chosen."""
    form = form_at(table, "visitor")
    learn(form, table)
    type_letters(form, table, "name", "Tom")
    assert "“Tom”, new" in beside(form, "name")
    assert "Tom Ray (Riverside)" in beside(form, "name")
    fill(form, name="Tom")
    assert means(form, c.WelcomeVisitor("Tom"))


def test_a_new_name_hides_no_member_where_it_is_narrow(table: Table) -> None:
    """That the name is new is said in short, so that the one whom it may mean stands beside it."""
    form = form_at(table, "visitor")
    learn(form, table)
    type_letters(form, table, "name", "Tom R")
    assert "▸ “Tom R”, new" in beside(form, "name")
    narrow = beside(form, "name", width=44)
    assert "Tom Ray (Riverside)" in narrow
    assert "▸ new" in narrow


def test_a_member_of_another_chapter_is_chosen_by_letters(table: Table) -> None:
    """Down takes them, with profession and chapter, and it is said that they are no visitor."""
    form = form_at(table, "visitor")
    learn(form, table)
    type_letters(form, table, "name", "Tom R")
    press(form, "name", "down")
    form.finish(form.named("name"))
    assert drafts(form, "name", "profession", "home") == ["Tom Ray (Riverside)", "Accounting", "Riverside"]
    assert "member of Riverside: not counted as a visitor" in form.remark(form.first).words.plain
    command = form.build()
    assert (command.name, of_riverside(command.home)) == ("Tom Ray", "Riverside")
    seen = table.do(command)
    assert seen.visitors == ()
    assert "Tom Ray (Riverside)" in [person.name for person in _slip_table(seen).receivers]


def test_name_and_chapter_are_typed_where_the_chapter_is_elsewhere(table: Table) -> None:
    """A chapter that is in no database of ours is one by its name."""
    form = form_at(table, "visitor")
    learn(form, table)
    fill(form, name="Mo Ash", home="Faraway")
    assert means(form, c.WelcomeVisitor("Mo Ash", home=HomeChapter("Faraway")))


def test_a_chapter_is_found_by_letters(table: Table) -> None:
    """The only one that its letters begin is taken by Enter, and then its members are found."""
    form = form_at(table, "visitor")
    learn(form, table)
    type_letters(form, table, "home", "river")
    fill(form, home="river", name="Nobody There")
    command = form.build()
    assert (command.name, of_riverside(command.home)) == ("Nobody There", "Riverside")


def test_a_chapter_after_the_name_finds_its_member(table: Table) -> None:
    """Name and chapter written out mean the member there: seen beside the name, what they do filled in."""
    form = form_at(table, "visitor")
    learn(form, table)
    type_letters(form, table, "name", "tom ray")
    form.finish(form.named("name"))
    assert drafts(form, "profession") == [""]
    type_letters(form, table, "home", "Riverside")
    form.finish(form.named("home"))
    assert "▸ Tom Ray (Riverside)" in beside(form, "name", here=False)
    assert drafts(form, "profession", "home") == ["Accounting", "Riverside"]
    command = form.build()
    assert (command.name, of_riverside(command.home)) == ("Tom Ray", "Riverside")


def test_a_visiting_member_is_corrected_to_a_visitor(table: Table) -> None:
    """The form has the name and the chapter apart; without the chapter it is a visitor."""
    table.do(c.WelcomeVisitor("Mo Ash", home=HomeChapter("Faraway")))
    form = opened(table, VISITOR)
    assert drafts(form, "name", "home") == ["Mo Ash", "Faraway"]
    assert "became" not in {field.name for field in form.fields}  # no visitor: nothing becomes of the visit
    learn(form, table)
    fill(form, home="")
    seen = table.do(form.build())
    assert [seen.name(visit.person_id) for visit in seen.visitors] == ["Mo Ash"]


def test_a_substitute_of_another_chapter(table: Table) -> None:
    """Found in the same way; the form as it stands means them again."""
    form = form_at(table, "substitute")
    learn(form, table)
    fill(form, member="Cyrus")
    type_letters(form, table, "name", "Tom R")
    press(form, "name", "down")
    form.finish(form.named("name"))
    assert "member of Riverside" in form.remark(form.named("name")).words.plain
    seen = table.do(form.build())
    assert seen.seat_name(table.person("Cyrus Ng")) == "Tom Ray (Riverside) for Cyrus Ng"
    again = opened(table, SUBSTITUTE)
    assert drafts(again, "name", "home") == ["Tom Ray", "Riverside"]
    rows = table.rows()
    table.do(again.build())
    assert table.rows() == rows
