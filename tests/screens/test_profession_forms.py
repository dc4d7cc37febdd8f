"""A profession as a form, and two spellings of one thing."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from leadsroom.acts.people import commands as c
from leadsroom.acts.people.commands import ProfessionSheet
from leadsroom.domain.ids import PersonId, ProfessionId
from leadsroom.domain.people.professions import Profession, close_entries
from leadsroom.domain.people.roster import Person
from screens.kit.form.field import Misfilled
from screens.kit.form.form import Form
from screens.kit.form.people import PersonField
from screens.people.profession_forms import MergeForm, ProfessionForm

BOB, ROBERT, ANN = (
    Person(PersonId(number), name, profession)
    for number, name, profession in (
        (1, "Bob Diaz", "Bank"),
        (2, "Robert Diaz", "Banking"),
        (3, "Ann Chu", "Florist"),
    )
)


def fill(form: Form[Any], **texts: str) -> None:
    """Type into fields by their names."""
    for name, text in texts.items():
        form.named(name).draft = text
        form.edited()


def merging() -> MergeForm[Person]:
    """Robert under the cursor."""
    people = (BOB, ROBERT, ANN)
    one = PersonField("one", "Name", people, ROBERT, role="it is")
    other = PersonField("other", "Same as", people, role="it is")
    moves = "Everything of {goes} goes to {stays}."
    return MergeForm(
        "Merge two entries",
        one,
        other,
        lambda goes, stays: c.MergePeople(PersonId(goes), PersonId(stays)),
        moves,
    )


def merged(form: MergeForm[Person]) -> tuple[int, int]:
    """Who goes, and who stays."""
    command = form.build()
    assert isinstance(command, c.MergePeople)
    return command.other_id, command.into_id


def test_a_new_profession_has_the_family_of_its_name() -> None:
    """The family proposed stands beside the line, and nothing is written into it."""
    form = ProfessionForm()
    assert form.family.hint == "those of one overlap"
    fill(form, name="Life insurance")
    assert (form.family.hint, form.family.text) == ("blank: Insurance", "")
    assert replace(form.build(), command_id="") == c.AddProfession(
        ProfessionSheet("Life insurance"), command_id=""
    )


def test_a_profession_is_changed() -> None:
    """What stands there is on the sheet, with what was typed."""
    form = ProfessionForm(Profession(ProfessionId(4), "Auto insurance", "Cars", "Home"))
    assert not form.changed
    fill(form, family="Insurance")
    wanted = c.ChangeProfession(
        ProfessionId(4), ProfessionSheet("Auto insurance", "Insurance", "Home"), command_id=""
    )
    assert replace(form.build(), command_id="") == wanted


def test_which_of_two_names_stays_is_chosen_by_the_names() -> None:
    """The one under the cursor stays unless the other is chosen; what that means stands below."""
    form = merging()
    assert form.first is form.other
    fill(form, other="bob")
    assert merged(form) == (BOB.id, ROBERT.id)
    assert form.remark(form.other).words.plain == "Everything of Bob Diaz goes to Robert Diaz."
    form.stays.press("b", "b")
    assert merged(form) == (ROBERT.id, BOB.id)
    assert form.remark(form.other).words.plain == "Everything of Robert Diaz goes to Bob Diaz."


@pytest.mark.parametrize(
    ("typed", "sentence"), [("", "Say who it is."), ("zzz", "Nobody here matches “zzz”")]
)
def test_the_other_one_must_be_found(typed: str, sentence: str) -> None:
    """Nothing, or letters of nobody, are refused at their field; the names are not known yet."""
    form = merging()
    fill(form, other=typed)
    assert form.remark(form.other).words.plain == "Everything of the second goes to Robert Diaz."
    with pytest.raises(Misfilled, match=sentence) as wrong:
        form.build()
    assert wrong.value.field is form.other


def test_another_entry_of_the_same_profession_is_named() -> None:
    """While a name is typed: the entry that is the same by another name, or may be; never itself."""
    web, builder = Profession(ProfessionId(1), "Web design"), Profession(ProfessionId(2), "Web developer")
    form = ProfessionForm(listed=(web, builder))
    fill(form, name="Website designer")
    assert form.remark(form.name).words.plain == "The same profession as Web design. m merges two entries."
    fill(form, name="Roofing")
    assert form.remark(form.name).words.plain == ""
    edited = ProfessionForm(web, (web, builder))
    assert edited.remark(edited.name).words.plain.startswith("Perhaps the same profession as Web developer.")
    assert close_entries("designer, web", (builder, web)) == (web, builder)
