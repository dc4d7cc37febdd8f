"""The name of somebody on record, or new: nobody on record is entered a second time without a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.plain_text import fold
from screens.kit.form.field import Misfilled, TextField
from screens.kit.form.names import NameField, profession_of

LEO = Person(PersonId(1), "Leo Papadakis", "Baker")
ANN, ANNA = Person(PersonId(2), "Ann Chu", "Florist"), Person(PersonId(3), "Anna Berg", "Dentist")
ON_RECORD = (LEO, ANN, ANNA)


def field_with(typed: str = "", *, may_share: bool = False) -> NameField:
    """A field in which a name is being typed."""
    field = NameField("name", "Name", may_share=may_share)
    field.expect(ON_RECORD)
    if typed:
        field.typed(typed)
    return field


def entered(field: NameField) -> str:
    """What Enter leaves in the line, or the question that it puts."""
    refused = field.refusal() or field.doubt()
    if not refused:
        field.settle()
    return refused or field.text


@pytest.mark.parametrize("typed", ["Leo Pap", "leo", "papa", "leo papadakis", "LEO PAPADAKIS"])
def test_the_only_one_who_is_meant_is_taken_by_enter(typed: str) -> None:
    """As is shown before, with a way to keep what is typed as a new name."""
    field = field_with(typed)
    assert "⏎ takes Leo Papadakis" in field.or_else.plain
    assert field.beside(True, 80).plain.startswith("▸ Leo Papadakis Baker")
    assert entered(field) == "Leo Papadakis"
    assert (field.called, field.one) == ("Leo Papadakis", LEO)
    assert field.or_else.plain == ""


def test_down_keeps_a_new_name_that_is_like_one_on_record() -> None:
    """Once more and the one on record is meant again; another letter asks anew."""
    field = field_with("Leo Pap")
    assert "↓ keeps “Leo Pap” as somebody new" in field.or_else.plain
    field.press("down", None)
    assert "▸ “Leo Pap”, new" in field.beside(True, 80).plain
    assert field.called == "Leo Pap"
    field.press("down", None)
    assert field.one == LEO
    field.press("up", None)
    assert entered(field) == "Leo Pap"
    assert field.called == "Leo Pap"
    again = field_with("Leo Papa")
    assert again.one == LEO


@pytest.mark.parametrize("typed", ["Eve Stone", "Leo Papadakos", "Leon Berg", "Baker"])
def test_another_name_is_new(typed: str) -> None:
    """Also one that is only like a name on record, or that is a profession there."""
    field = field_with(typed)
    assert entered(field) == typed
    assert field.one is None


def test_a_name_that_may_mean_several_is_asked_about_once() -> None:
    """Down chooses among them; Enter again enters a new name; a saved form asks as well."""
    field = field_with("Ann")
    assert field.called == "Ann"
    with pytest.raises(
        Misfilled, match=r"Ann Chu or Anna Berg\? ↓ chooses; ⏎ again enters “Ann” as somebody new\."
    ):
        _ = field.final
    assert field.final == "Ann"
    field = field_with("Ann")
    field.press("down", None)
    assert entered(field) == "Ann Chu"


def test_what_stands_on_record_is_meant_as_it_stands() -> None:
    """A correction of somebody called Leo Pap is of nobody else, also as a draft that is put back."""
    field = NameField("name", "Name", "Leo Pap")
    field.expect(ON_RECORD)
    assert (field.called, field.one, field.doubt()) == ("Leo Pap", None, "")
    draft = field.draft
    field.typed("Ann Chu")
    field.draft = draft
    assert (field.text, field.called, field.one) == ("Leo Pap", "Leo Pap", None)


def test_a_draft_remembers_who_is_meant() -> None:
    """Somebody on record by the name that was written out, a new name as a new one."""
    field, again = field_with("Leo Pap"), field_with()
    entered(field)
    again.draft = field.draft
    assert again.one == LEO
    field = field_with("Leo Pap")
    field.press("down", None)
    again.draft = field.draft
    assert again.text == "Leo Pap"
    assert again.is_new


def test_two_people_of_one_name_need_a_word() -> None:
    """Where two may share a name Enter still takes the one on record, and down makes another person."""
    field = field_with("leo papadakis", may_share=True)
    assert entered(field) == "Leo Papadakis"
    field = field_with("leo papadakis", may_share=True)
    field.press("down", None)
    assert (field.called, field.one, field.is_new) == ("leo papadakis", None, True)
    field = field_with("leo papadakis")
    assert field.press("down", None).name == "PASSED"


@given(st.sampled_from([one.name for one in ON_RECORD]), st.data())
def test_no_name_on_record_is_entered_twice_without_a_choice(name: str, data: st.DataObject) -> None:
    """However much of it is typed, in whatever capitals: the one on record is meant, or it is asked."""
    end = data.draw(st.integers(1, len(name)))
    typed = data.draw(st.sampled_from([str.upper, str.lower, str.title]))(name[:end])
    field = field_with(typed)
    if not (field.refusal() or field.doubt()):
        field.settle()
        assert field.one is not None or fold(field.called) not in {fold(one.name) for one in ON_RECORD}
        assert field.one is not None or not field.called.strip()


def test_what_is_on_record_fills_in_what_is_blank() -> None:
    """The profession of somebody on record need not be typed; one that was typed stays."""
    blank, typed = TextField("profession", "Profession"), TextField("other", "Other", "Cook")
    field = field_with("Leo Pap")
    entered(field)
    field.fill_in((blank, profession_of), (typed, profession_of))
    assert (blank.text, typed.text) == ("Baker", "Cook")
