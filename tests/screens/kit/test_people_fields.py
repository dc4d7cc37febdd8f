"""Fields for people, without a screen: found by letters, never guessed in doubt; one, several, or new."""

from __future__ import annotations

import pytest

from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.suggestions import Likely
from leadsroom.domain.people.roster import Person
from screens.kit.form.field import Answer, Misfilled
from screens.kit.form.form import Form
from screens.kit.form.people import FoundField, PeopleField, PersonField, distinct_names, in_whole_parts

NAMESAKES = tuple(
    Person(PersonId(number), name, profession, company)
    for number, (name, profession, company) in enumerate(
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
CHAPTER = tuple(
    Person(PersonId(number), name, profession)
    for number, (name, profession) in enumerate(
        (
            ("Maria Lopez", "Web design"),
            ("Ann Chu", "Florist"),
            ("Cyrus Ng", "Insurance"),
            ("Dee Fox", "Catering"),
            ("Paul Whitfield", "Mortgages"),
            ("Robert Diaz", "Accounting"),
        ),
        start=11,
    )
)
WIDE = 60  # cells beside the field


def person_field(*, role: str = "receives it") -> PersonField:
    """A field for somebody of the chapter."""
    return PersonField("receiver", "To", CHAPTER, role=role)


def namesake_field() -> PersonField:
    """A field for one of several people of the same names."""
    return PersonField("first", "Member", NAMESAKES, role="met")


def people_field() -> PeopleField:
    """A field for several of the chapter."""
    return PeopleField("receiver", "To", CHAPTER, role="receives it")


def name(field: FoundField[Person]) -> str:
    """Who is meant."""
    return field.one.name if field.one is not None else ""


def finish(field: PersonField, text: str, *keys: str) -> str:
    """Type, press keys and then Enter; what Enter says."""
    field.typed(text)
    for key in keys:
        field.press(key, None)
    return Form("Form", [field]).finish(field)


# One person


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ann", "Ann Chu"),
        ("CHU", "Ann Chu"),
        ("flor", "Ann Chu"),
        ("ng", "Cyrus Ng"),
        ("insur", "Cyrus Ng"),
        ("  dee ", "Dee Fox"),
    ],
)
def test_people_are_found_by_name_or_profession(typed: str, found: str) -> None:
    """A few letters of any part of the name or the profession find them, and Enter writes them out."""
    field = person_field()
    assert not finish(field, typed)
    assert (name(field), field.text) == (found, found)


def test_up_and_down_choose_among_those_found() -> None:
    """They walk through them, around the end; Enter takes the marked one."""
    field = person_field()
    field.typed("d")
    assert "▸ Dee Fox" in field.beside(True, WIDE).plain
    field.press("down", None)
    assert "▸ Robert Diaz" in field.beside(True, WIDE).plain
    for key in ("up", "up", "down", "down"):
        field.press(key, None)
    field.settle()
    assert field.text == "Robert Diaz"


def test_without_letters_nobody_is_chosen() -> None:
    """All are on offer where the keyboard is; Enter takes nobody, down the first."""
    field = person_field()
    assert (name(field), field.beside(False, WIDE).plain) == ("", "")
    assert field.beside(True, WIDE).plain.startswith(f"{CHAPTER[0].name} {CHAPTER[0].profession}")
    assert not finish(field, "")
    assert name(field) == ""
    assert not finish(field, "", "down")
    assert name(field) == CHAPTER[0].name


def test_those_who_are_expected_are_on_offer() -> None:
    """With nothing typed they are shown with the reason; down chooses one, Enter alone does not."""
    field = person_field()
    field.expect_likely([Likely(CHAPTER[3], "asks for web shops"), Likely(CHAPTER[1], "")])
    assert field.beside(True, WIDE).plain == "Dee Fox asks for web shops   Ann Chu Florist"
    assert not finish(field, "")
    assert name(field) == ""
    assert not finish(field, "", "down")
    assert field.text == "Dee Fox"
    assert field.beside(True, WIDE).plain == "asks for web shops"


def test_one_who_was_chosen_stays_when_others_are_expected() -> None:
    """Also where the name that was written does not say who of two is meant."""
    field = PersonField("first", "Member", NAMESAKES, NAMESAKES[3])
    field.expect((*NAMESAKES[2:4], NAMESAKES[0]))
    assert (field.text, field.person_id) == ("Sam Lee (Baker, South)", PersonId(4))


def test_one_who_stood_there_may_be_put_back() -> None:
    """Also where nobody could find them: a visitor of last week gave the lead that is corrected."""
    eve = Person(PersonId(99), "Eve Early")
    form: Form[None] = Form("Lead", [PersonField("giver", "From", CHAPTER, eve)])
    field = form.first
    assert isinstance(field, PersonField)
    field.typed("ann")
    form.start_over()
    assert (field.text, field.person, form.changed) == ("Eve Early", eve, frozenset())


def test_letters_that_find_nobody_are_said() -> None:
    """Enter stays there and quotes them; beside them as much is said as there is room for."""
    field = person_field()
    assert finish(field, "zzz") == "Nobody here matches “zzz”. Try a name or profession."
    assert field.text == "zzz"
    assert field.beside(True, WIDE).plain == "nobody here of that name or profession"
    assert field.beside(True, 20).plain == "not found"
    with pytest.raises(Misfilled, match="“zzz”"):
        _ = field.value


def test_somebody_who_is_missing_is_asked_for() -> None:
    """By what they would do; where nobody need be named, nobody is."""
    with pytest.raises(Misfilled, match=r"Say who receives it\."):
        _ = person_field().person_id
    assert person_field(role="").value is None


def test_in_doubt_it_is_asked_who_is_meant() -> None:
    """Enter asks once and says what it would take; again, it takes the first."""
    field = namesake_field()
    asked = "Ann Chu or Anna Berg? ↓ for the other; ⏎ again takes Ann Chu."
    assert finish(field, "ann") == asked
    assert not Form("Form", [field]).finish(field)
    assert (field.person_id, field.text) == (PersonId(1), "Ann Chu")


def test_down_takes_the_other_and_nothing_is_asked() -> None:
    """Whoever chose is in no doubt."""
    field = namesake_field()
    assert not finish(field, "ann", "down")
    assert field.person_id == PersonId(2)


def test_saving_in_doubt_asks_too() -> None:
    """A field that was left by tab keeps its letters, and nobody is guessed."""
    field = namesake_field()
    field.typed("baker")
    field.settle()
    assert field.text == "baker"
    with pytest.raises(Misfilled, match=r"Sam Lee \(Baker, North\) or Sam Lee \(Baker, South\)\?"):
        _ = field.person_id
    assert field.person_id == PersonId(3)


def test_other_letters_are_another_question() -> None:
    """That it was asked about some letters says nothing of others."""
    field = namesake_field()
    assert finish(field, "ann")
    assert finish(field, "sam")


def test_a_draft_knows_whom_it_meant() -> None:
    """A name that was written out means that one; letters are letters still."""
    field = namesake_field()
    field.draft = "Sam Lee (Baker, South)"
    assert field.person_id == PersonId(4)
    field.draft = "sam"
    assert field.doubtful


def test_a_changed_letter_is_another_person() -> None:
    """What was chosen is forgotten once the name no longer stands there."""
    field = person_field()
    finish(field, "ann")
    field.typed("Ann Ch")
    field.typed("rob")
    assert name(field) == "Robert Diaz"


def test_namesakes_are_told_apart() -> None:
    """By the profession, else the company, else the number: no two people are ever called the same."""
    assert list(distinct_names((*NAMESAKES, NAMESAKES[0])).values()) == [
        "Ann Chu",
        "Anna Berg",
        "Sam Lee (Baker, North)",
        "Sam Lee (Baker, South)",
        "Sam Lee (Painter)",
        "Lee Roy (no. 6)",
        "Lee Roy (no. 7)",
    ]


@pytest.mark.parametrize("width", [WIDE, 30, 5])
def test_as_many_are_shown_as_there_is_room_for(width: int) -> None:
    """And how many there are besides; the marked one is always among them."""
    field = person_field()
    field.expect(CHAPTER)
    for _ in CHAPTER:
        field.press("down", None)
        drawn = field.beside(True, width).plain
        assert f"▸ {name(field)}" in drawn
        shown = sum(one.name in drawn for one in CHAPTER)
        assert drawn.endswith(f"  +{len(CHAPTER) - shown}") or shown == len(CHAPTER)


# Several people


@pytest.mark.parametrize("sign", [",", "+", ", "])
def test_a_sign_writes_out_who_stands_before_it(sign: str) -> None:
    """The next can be typed then; the line gets wider for two."""
    field = people_field()
    field.typed(f"ann{sign.strip()}")
    assert field.text == "Ann Chu + "
    width = field.width
    field.typed(f"{field.text}dee")
    assert field.width >= width
    field.settle()
    assert field.text == "Ann Chu + Dee Fox"
    assert [one.name for one in field.people] == ["Ann Chu", "Dee Fox"]


def test_several_typed_at_once_are_all_meant() -> None:
    """In the order typed, each once."""
    field = people_field()
    field.typed("ann + dee+cyr, ann")
    assert field.people_ids == (PersonId(12), PersonId(14), PersonId(13))


@pytest.mark.parametrize("typed", ["zzz+ann", "ann+zzz", "ann, zzz, dee"])
def test_nobody_among_several_is_lost(typed: str) -> None:
    """Letters that find nobody are complained of, wherever among the names they stand."""
    field = people_field()
    assert finish(field, typed) == "Nobody here matches “zzz”. Try a name or profession."
    with pytest.raises(Misfilled, match="“zzz”"):
        _ = field.people_ids


def test_a_sign_behind_a_doubtful_name_asks_first() -> None:
    """It is put as Enter would; once another is chosen, the sign takes that one."""
    field = PeopleField("receiver", "To", NAMESAKES, role="receives it")
    field.typed("ann")
    assert field.typed("ann,") is Answer.FINISHED
    assert field.text == "ann"
    assert field.doubt().startswith("Ann Chu or Anna Berg?")
    field.press("down", None)
    field.typed("ann,")
    assert field.text == "Anna Berg + "


def test_a_comma_within_a_name_parts_nothing() -> None:
    """A name that is told apart by a company has one."""
    field = PeopleField("receiver", "To", NAMESAKES, role="receives it")
    field.draft = "Sam Lee (Baker, South) + Ann Chu"
    assert field.people_ids == (PersonId(4), PersonId(1))


def test_nobody_of_several_is_asked_for() -> None:
    """One at the least is meant; a sign too many at the end is let go."""
    field = people_field()
    with pytest.raises(Misfilled, match=r"Say who receives it\."):
        _ = field.people_ids
    field.typed("ann,")
    assert field.people_ids == (PersonId(12),)


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, "stood in 13 times, last for Tomás Rivera"),
        (39, "stood in 13 times"),
        (5, "stood in 13 times"),
    ],
)
def test_what_is_said_of_somebody_is_cut_between_its_parts(width: int, shown: str) -> None:
    """Where there is less room fewer facts stand beside a name, each of them whole."""
    assert in_whole_parts("stood in 13 times, last for Tomás Rivera", width) == shown
