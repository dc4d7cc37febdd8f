"""Somebody of the chapter in a form: found by letters, told apart from namesakes, never guessed in doubt."""

from __future__ import annotations

import pytest

from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.roster import Person
from screens.kit.form.field import Answer, Misfilled
from screens.kit.form.people import PersonField, told_apart

PEOPLE = tuple(
    Person(PersonId(number), name, trade, company)
    for number, (name, trade, company) in enumerate(
        (
            ("Ann Chu", "Florist", ""),
            ("Anna Berg", "Bookkeeping", ""),
            ("Sam Lee", "Baker", "North"),
            ("Sam Lee", "Baker", "South"),
            ("Sam Lee", "Painter", ""),
            ("Lee Roy", "", ""),
            ("Lee Roy", "", ""),
        ),
        start=1,
    )
)
ANN, ANNA, NORTH, SOUTH = PEOPLE[:4]


def field(typed: str = "", preset: Person | None = None) -> PersonField:
    """With these letters typed into it."""
    person = PersonField("member", "Member", PEOPLE, preset, role="met")
    if typed:
        person.typed(typed)
    return person


def test_namesakes_are_told_apart() -> None:
    """By the profession, else by the company, else by the number: no two people are ever called the same."""
    assert list(told_apart((*PEOPLE, PEOPLE[0])).values()) == [
        "Ann Chu",
        "Anna Berg",
        "Sam Lee (Baker, North)",
        "Sam Lee (Baker, South)",
        "Sam Lee (Painter)",
        "Lee Roy (no. 6)",
        "Lee Roy (no. 7)",
    ]


def test_one_who_is_given_is_known_by_the_id() -> None:
    """Of two of one name and profession the field shows the one it was given, also from a draft."""
    given = field(preset=SOUTH)
    assert (given.text, given.person_id) == ("Sam Lee (Baker, South)", SOUTH.id)
    back = field()
    back.draft = given.draft
    assert back.person_id == SOUTH.id


def test_in_doubt_it_is_asked_who_is_meant() -> None:
    """Two of one first name: Enter asks once, down takes the other, Enter again the first."""
    ann = field("ann")
    assert ann.doubt() == "Ann Chu or Anna Berg? ↓ for the other; ⏎ again takes Ann Chu."
    assert ann.doubt() == ""
    assert ann.person_id == ANN.id
    other = field("ann")
    assert other.press("down", None) is Answer.EDITED
    assert (other.doubt(), other.person_id) == ("", ANNA.id)


def test_saving_asks_as_enter_does() -> None:
    """Nobody is guessed: two bakers of one name are asked about before anything is saved."""
    baker = field("baker")
    with pytest.raises(Misfilled, match=r"Sam Lee \(Baker, North\) or Sam Lee \(Baker, South\)\?") as asked:
        _ = baker.person_id
    assert asked.value.field is baker
    assert baker.person_id == NORTH.id
    baker.settle()
    assert baker.text == "Sam Lee (Baker, North)"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Say who met."), ("zzz", "Nobody here matches “zzz”. Try a name or profession.")],
)
def test_nobody_is_refused(typed: str, sentence: str) -> None:
    """Where somebody must be named, nothing and letters of nobody are told apart."""
    with pytest.raises(Misfilled) as refused:
        _ = field(typed).person_id
    assert str(refused.value) == sentence
