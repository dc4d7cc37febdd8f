"""Fields without a screen: what keys and letters make of them, what they refuse, and what a draft puts back.

People have `test_people_fields`, and what is read as a day, a number or an address `test_read_fields`.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leadsroom.domain.text.money import Money
from leadsroom.domain.text.phone import Phone
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from screens.kit.form.choice import ChoiceField, YesNoField
from screens.kit.form.drawing import Drawing, Room
from screens.kit.form.field import (
    NARROW,
    NO_KEYS,
    Answer,
    Field,
    Misfilled,
    MoneyField,
    OfferField,
    PhoneField,
    ReadField,
    TextField,
    required,
)
from screens.kit.form.form import Form, Remark
from tests.screens.kit.kinds import ANSWERED, HOSTILE, KINDS, STAGES, TYPED, Kind, Stage

WIDE = 60  # cells beside the field
ANY_TEXT = st.text(max_size=60)
LIKELY_TEXT = st.one_of(
    ANY_TEXT,
    st.lists(st.sampled_from(["ann", "Ann Chu", "dee", "+", ",", " ", "[/]", "fox", "4155550101"])).map(
        "".join
    ),
)
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
every_typed_kind = pytest.mark.parametrize("kind", TYPED.values(), ids=TYPED)


def fill(field: Field, typed: str) -> None:
    """Type a text; letters are keys where nothing is typed into."""
    if isinstance(field, TextField):
        field.typed(typed)
    else:
        for letter in typed:
            field.press(letter, letter)


# Every kind


@every_kind
def test_what_is_typed_is_written_out_by_enter(kind: Kind) -> None:
    """And a second Enter changes nothing more."""
    field = kind.makes()
    fill(field, kind.typed)
    form: Form[None] = Form("Form", [field])
    for _ in range(2):
        assert not form.finish(field)
        assert field.draft == kind.written


@every_kind
def test_a_field_may_be_emptied_by_a_draft(kind: Kind) -> None:
    """Starting over takes everything out that was put in."""
    form: Form[None] = Form("Form", [kind.makes()])
    opened = form.draft
    fill(form.first, kind.typed)
    assert form.changed == {"field"}
    form.start_over()
    assert (form.draft, form.changed) == (opened, frozenset())


def put_back(kind: Kind, draft: str) -> Field:
    """Another field of the kind, as a draft leaves it."""
    field = kind.makes()
    field.draft = draft
    return field


@every_typed_kind
@given(text=LIKELY_TEXT, is_left=st.booleans())
@example(text="Jo\n", is_left=False)
def test_a_draft_puts_back_what_was_there(kind: Kind, text: str, is_left: bool) -> None:
    """Whatever was typed, and whether it was left or not: the same stands there, and means the same."""
    field = kind.makes()
    fill(field, text)
    if is_left:
        field.settle()
    again = put_back(kind, field.draft)
    assert again.draft == field.draft
    assert again.shown(False).plain == field.shown(False).plain
    assert again.refusal() == field.refusal()
    assert put_back(kind, again.draft).draft == again.draft


@pytest.mark.parametrize("kind", ANSWERED.values(), ids=ANSWERED)
@given(
    keys=st.lists(st.sampled_from(["left", "right", "space", "backspace", "y", "n", "w", "c"]), max_size=6)
)
def test_a_draft_puts_back_an_answer(kind: Kind, keys: list[str]) -> None:
    """Whatever keys led to it."""
    field = kind.makes()
    for key in keys:
        try:
            field.press(key, key if len(key) == 1 else None)
        except Misfilled:
            field.settle()
    again = put_back(kind, field.draft)
    assert (again.draft, again.shown(True).plain) == (field.draft, field.shown(True).plain)


@pytest.mark.parametrize("kind", ANSWERED.values(), ids=ANSWERED)
@given(text=ANY_TEXT)
def test_a_draft_that_means_nothing_is_let_go(kind: Kind, text: str) -> None:
    """A file of drafts may have been written by anybody: the field still shows an answer, or none."""
    field = put_back(kind, text)
    assert field.shown(True).plain
    assert field.press("right", None) is not None


@every_typed_kind
@given(text=ANY_TEXT)
def test_a_paste_is_one_clean_line(kind: Kind, text: str) -> None:
    """Lines are joined, and what steers a terminal is dropped."""
    field = kind.makes()
    assert isinstance(field, TextField)
    pasted = field.paste(f"{text}\n{text}\r\n\x1b[31m{text}")
    assert "\n" not in pasted
    assert pasted == clean(pasted)


@every_typed_kind
@given(text=LIKELY_TEXT.filter(str.isprintable))
def test_what_is_typed_stands_there(kind: Kind, text: str) -> None:
    """Letter for letter, until it is left; a sign behind a name writes that out, where several are meant."""
    field = kind.makes()
    fill(field, text)
    if kind is not TYPED["several people"]:
        assert field.draft == text
    assert field.shown(True).plain == (field.draft or field.placeholder)  # type: ignore[attr-defined]


# A text, and one on offer


@every_typed_kind
def test_hostile_words_are_drawn_as_they_were_typed(kind: Kind) -> None:
    """Word by word, in the line, beside it and below it: nothing in them is a colour, or can be clicked."""
    for word in HOSTILE:
        field, after = kind.makes(), TextField("after", "After")
        form = Form("Trial", [field, after], lambda: "built")
        fill(field, clean(word))
        form.edited()
        assert clean(word)[:8].strip() in _drawn(form, field)
        form.finish(field)
        if kind is not TYPED["one person"] and kind is not TYPED["several people"]:
            assert clean(word)[:8].strip() in _drawn(form, after)


def _drawn(form: Form[str], here: Field) -> str:
    """The form as text; nothing in it is styled by what was typed."""
    drawing = Drawing(form, here, form.remark(here), Room(120, 10, is_low=False))
    lines = drawing.lines(is_worth_draft=True)
    for line in lines:
        assert "\x1b" not in line.plain
        assert not any("click" in str(span.style) or "red" in str(span.style) for span in line.spans)
    return "\n".join(line.plain for line in lines)


def test_words_from_before_are_on_offer_while_nothing_is_typed() -> None:
    """Down takes them; over typed words it goes to the next line."""
    field = OfferField("ask", "Asks for", placeholder="who", offer="dental offices", since="last week")
    assert field.shown(True).plain == "last week: dental offices; ↓ takes it"
    field.typed("law")
    assert field.press("down", None) is Answer.PASSED
    field.typed("")
    assert field.press("down", None) is Answer.EDITED
    assert field.text == "dental offices"


def test_with_nothing_on_offer_it_is_a_text() -> None:
    """Down is then no key of the field."""
    field = OfferField("ask", "Asks for", placeholder="who", offer="", since="last week")
    assert (field.shown(True).plain, field.press("down", None)) == ("who", Answer.PASSED)


# Read


def whole(typed: str) -> int:
    """A whole number. Raises Refused."""
    if not typed.isdecimal():
        raise Refused(f"“{typed}” is not a number.")
    return int(typed)


def test_a_line_is_read_where_it_can_be() -> None:
    """Else the refusal is the field's, and says which line is meant."""
    field: ReadField[int] = ReadField("seats", "Seats", "7", whole)
    assert (field.value, field.refusal()) == (7, "")
    field.typed("x")
    assert (field.value_or(1), field.refusal()) == (1, "“x” is not a number.")
    with pytest.raises(Misfilled) as wrong:
        _ = field.value
    assert wrong.value.field is field


@pytest.mark.parametrize(("typed", "is_there"), [("May", True), ("", False), ("  ", False)])
def test_a_line_that_must_not_be_empty(typed: str, is_there: bool) -> None:
    """Its refusal says what to do."""
    field = ReadField("words", "Words", typed, required("Type what happens."))
    assert field.refusal() == ("" if is_there else "Type what happens.")


# Money


def money_field(amount: int = 0, **how: bool) -> MoneyField:
    """An amount in dollars."""
    return MoneyField("amount", "Amount", Money(amount, "USD"), "US", **how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "minor", "beside"),
    [("4.2k", 420_000, "= $4,200"), ("1,250.50", 125_050, "= $1,250.50"), ("0.25", 25, "= $0.25")],
)
def test_an_amount_stands_as_it_is_understood(typed: str, minor: int, beside: str) -> None:
    """Beside what is typed."""
    field = money_field()
    field.typed(typed)
    assert (field.value, field.beside(True, WIDE).plain) == (Money(minor, "USD"), beside)


def test_a_blank_amount_is_nothing_only_where_it_may_be() -> None:
    """Elsewhere something is to be paid."""
    assert money_field(may_be_blank=True).value == Money(0, "USD")
    with pytest.raises(Misfilled):
        _ = money_field().value


def test_an_amount_that_is_proposed_is_written_as_it_would_be_typed() -> None:
    """And is read as the same; zero is written as nothing."""
    assert (money_field(420_000).text, money_field(420_000).value) == ("4200.00", Money(420_000, "USD"))
    assert money_field(0).text == ""


# Phone


def test_a_number_is_written_out_once_it_is_left() -> None:
    """In the country's habit at that moment; what cannot be read stays as it was typed."""
    country = "US"
    field = PhoneField("phone", "Phone", lambda: country, Phone("+442079460018", ""))
    assert field.text == "+44 20 7946 0018"
    country = "GB"
    field.settle()
    assert field.text == "020 7946 0018"
    field.typed("ask Bob")
    field.settle()
    assert (field.text, field.phone) == ("ask Bob", Phone(None, "ask Bob"))
    field.typed(" ")
    assert field.phone == Phone(None, "")


# One of a few


@pytest.mark.parametrize(("key", "chosen"), [("right", 1), ("space", 1), ("left", 3), ("t", 2), ("x", None)])
def test_a_choice_that_is_asked_for(key: str, chosen: int | None) -> None:
    """Nobody has chosen for whoever fills it in: it says so until a key does."""
    field = ChoiceField("day", "Day", [(1, "Mon"), (2, "Tue"), (3, "Thu")], asks="Choose a day.", hint="t")
    assert (field.refusal(), field.in_words, field.chosen_or(9)) == ("Choose a day.", "", 9)
    assert "●" not in field.shown(True).plain
    with pytest.raises(Misfilled, match="Choose a day"):
        _ = field.chosen
    field.press(key, key if len(key) == 1 else None)
    assert field.chosen_or(9) == (chosen or 9)
    assert field.beside(True, 20).plain == ("" if chosen else "t")
    field.draft = ""
    assert field.refusal()


def choice(chosen: Stage | None = Stage.CALLED) -> ChoiceField[Stage]:
    """How far something is."""
    return ChoiceField("stage", "Stage", STAGES, chosen)


def test_left_and_right_go_around() -> None:
    """Space does as right does; up and down are for other fields."""
    field = choice()
    walked = []
    for key in ("right", "space", "right", "left"):
        assert field.press(key, None) is Answer.EDITED
        walked.append(field.chosen)
    assert walked == [Stage.WORKING, Stage.WON, Stage.CALLED, Stage.WON]
    assert {field.press(key, None) for key in ("up", "down", "enter")} == {Answer.PASSED}


def test_a_letter_goes_through_those_that_begin_with_it() -> None:
    """Around the end; another letter does nothing, and drives nothing else either."""
    field = choice()
    walked = []
    for _ in range(3):
        field.press("w", "w")
        walked.append(field.chosen)
    assert walked == [Stage.WORKING, Stage.WON, Stage.WORKING]
    assert field.press("x", "x") is Answer.TAKEN
    assert field.chosen is Stage.WORKING


def test_few_options_stand_side_by_side_and_many_are_counted() -> None:
    """What is chosen can always be read."""
    assert choice().shown(True).plain == "● called  ○ working  ○ won"
    long = ChoiceField("lead", "For", [(n, f"a lead of many words, number {n}") for n in range(3)], 1)
    assert long.shown(True).plain == "a lead of many words, number 1   2 of 3"
    single = ChoiceField("lead", "For", [("", "x" * 80)])
    assert (single.shown(True).plain, single.has_choice, single.keys) == ("x" * 80, False, NO_KEYS)


def test_one_of_many_is_found_by_letters_of_any_of_its_words() -> None:
    """Accents and case aside; what finds nothing begins anew, and leaving the field forgets the letters."""
    names = ["Ann Chu", "Ann Lopez", "Bea Katz", "Cyrus Ng", "Dee Fox", "Émile Roux", "Fay Orr", "Gil Poe"]
    field = ChoiceField("who", "Who", list(enumerate([*names, "Hal Ray"])), 0)

    def typed(letters: str) -> str:
        for letter in letters:
            key = {" ": "space"}.get(letter, letter)
            assert field.press(key, letter) in (Answer.EDITED, Answer.TAKEN)
        words = field.words
        field.settle()
        return words

    assert typed("lop") == "Ann Lopez"
    assert typed("ann l") == "Ann Lopez"
    assert typed("EMI") == "Émile Roux"
    assert typed("gx") == "Gil Poe"
    assert typed("ff") == "Fay Orr"  # the other one that an f begins
    assert field.press("right", None) is Answer.EDITED
    assert (field.words, field.shown(True).plain) == ("Gil Poe", "Gil Poe   8 of 9")


def test_who_chose_keeps_the_choice_when_others_come() -> None:
    """Who did not has the first of those that came."""
    field: ChoiceField[str] = ChoiceField("lead", "For", [("1", "one"), ("2", "two")])
    field.offer([("3", "three"), ("1", "one")])
    assert field.chosen == "3"
    field.choose(1)
    field.offer([("2", "two"), ("1", "one")])
    assert field.chosen == "1"
    field.offer([("2", "two")])
    assert field.chosen == "2"
    field.offer([("2", "two"), ("1", "one")])
    assert field.chosen == "1"


def test_a_draft_may_choose_what_is_still_to_come() -> None:
    """As a lead does that has yet to be read."""
    field: ChoiceField[str] = ChoiceField("lead", "For", [("none", "none")])
    field.draft = "7"
    assert (field.chosen, field.draft) == ("none", "7")
    field.offer([("none", "none"), ("7", "seven")])
    assert field.chosen == "7"


# Yes and no


def yes_no() -> YesNoField:
    """Whether they wait for the call."""
    return YesNoField("expecting", "Call", "expecting the call?")


@pytest.mark.parametrize(("key", "value"), [("y", True), ("n", False)])
def test_a_letter_answers_and_is_enter(key: str, value: bool) -> None:
    """One key less for each slip."""
    field = yes_no()
    assert field.press(key, key) is Answer.FINISHED
    assert field.value is value


def test_words_in_the_wrong_field_save_nothing() -> None:
    """After another letter y and n only answer, until the field has been left, and it says how to go on."""
    field = yes_no()
    with pytest.raises(Misfilled, match="y or n answers here"):
        field.press("p", "p")
    assert "enter goes on" not in field.shown(True).plain
    assert field.press("y", "y") is Answer.EDITED
    assert field.shown(True).plain.endswith("enter goes on")
    with pytest.raises(Misfilled):
        field.press("space", " ")
    field.settle()
    assert field.press("n", "n") is Answer.FINISHED
    assert field.value is False


def test_space_turns_an_answer_and_backspace_takes_it_out() -> None:
    """Neither is Enter as well."""
    field = yes_no()
    answers = []
    for key, character in (("space", " "), ("space", " "), ("backspace", None)):
        assert field.press(key, character) is Answer.EDITED
        answers.append(field.value)
    assert answers == [True, False, None]
    assert field.press("up", None) is Answer.PASSED


@pytest.mark.parametrize("at", [0, 1])
@pytest.mark.parametrize("makes", [choice, yes_no])
def test_a_click_chooses_by_place(makes: Callable[[], ChoiceField[Stage] | YesNoField], at: int) -> None:
    """What can be clicked carries no word that somebody typed."""
    field = makes()
    field.choose(at)
    answers = {choice: ["called", "working"], yes_no: ["n", "y"]}
    assert field.draft == answers[makes][at]


# A form


def test_a_refusal_is_about_the_field_whose_words_it_quotes() -> None:
    """Else about none."""
    one, other = TextField("one", "One", "Jane"), TextField("other", "Other", "Jo")
    form: Form[None] = Form("Form", [one, other])
    assert form.quoted_in("“Jo” is too short.") is other
    assert form.quoted_in("Jo is too short.") is None
    assert form.quoted_in("“” is empty.") is None


def test_a_correction_keeps_only_what_was_changed() -> None:
    """What another station corrects meanwhile stays; a new entry is kept whole."""
    for corrects, expected in ((True, {"other": ""}), (False, {"one": "Jane", "other": ""})):
        form: Form[None] = Form(
            "Form", [TextField("one", "One", "Jane"), TextField("other", "Other", "Jo")], corrects=corrects
        )
        form.named("other").draft = ""
        assert form.changed_draft() == expected


class _Reading(Form[str]):
    """A file that is read by the first Enter in its path."""

    is_read = False

    @property
    def can_be_saved(self) -> bool:
        return self.is_read

    def after(self, field: Field) -> Field | None:
        return super().after(field) if self.is_read else field


def test_the_line_of_keys_says_what_enter_does_in_a_path() -> None:
    """It reads the file as long as it stays there, then it goes on, or saves."""
    path, then = KINDS["path"].makes(), TextField("then", "Then")
    form = _Reading("Trial", [path, then], lambda: "built")

    def keys(here: Field) -> str:
        return Drawing(form, here, Remark(), Room(80, 10, is_low=False)).lines(is_worth_draft=False)[-1].plain

    assert keys(path).startswith("  ⏎ read the file ")
    assert "ctrl+s" not in keys(path)  # it would come to nothing
    form.is_read = True
    assert keys(path).startswith("  ⏎ next ")
    assert "ctrl+s save now" in keys(path)
    assert keys(then).startswith("  ⏎ save ")


def test_keys_stand_out_from_what_they_do() -> None:
    """In the line of keys of a form as in the bottom line, each key is in the accent."""
    form = Form("Trial", [KINDS["one person"].makes(), TextField("then", "Then")], lambda: "built")
    line = Drawing(form, form.first, Remark(), Room(100, 10, is_low=False)).lines(is_worth_draft=False)[-1]
    accent = {line.plain[span.start : span.end] for span in line.spans if span.style == "bold $text-primary"}
    assert accent == {"⏎", "↑↓", "⇧tab", "ctrl+s", "esc"}


def test_a_hint_is_read_in_a_narrow_window() -> None:
    """The lines to type in give way together for the longest one, no further than they can be typed in."""
    hint = "times at most; blank: no limit"
    for many, starts_at in ((1, 76 - 2 - len(hint)), (3, 14 + 20 + 2)):
        typed = [TextField("a", "Often", hint=hint * many), TextField("b", "Or", hint="of all", width=NARROW)]
        drawing = Drawing(Form("Trial", typed), typed[0], Remark(), Room(76, 10, is_low=False))
        rows = [line.plain for line in drawing.lines(is_worth_draft=False)]
        assert (rows[2].index(hint), rows[3].index("of all")) == (starts_at, starts_at)


def test_long_labels_have_a_column_of_their_own() -> None:
    """They are read in full, up to a third of the window; the values stand below one another."""
    labels = ("Seat", "Business Name", "What we would bring along to a party")
    form = Form("Trial", [TextField(label, label, "here") for label in labels], lambda: "built")
    lines = Drawing(form, form.first, Remark(), Room(76, 10, is_low=False)).lines(is_worth_draft=False)[2:5]
    assert [line.plain.index("here") for line in lines] == [25, 25, 25]
    assert [line.plain[2:24].rstrip() for line in lines] == [*labels[:2], "What we would bring a…"]
