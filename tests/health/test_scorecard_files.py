"""Scorecards as texts in TOML: presets read, and every way in which a text can be wrong has its sentence."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadsroom.domain.health.scorecards.card import Of, Per, Step, Than
from leadsroom.domain.health.scorecards.presets import (
    PRESETS,
    TEMPLATE,
    preset,
    preset_called,
    preset_with,
    presets_of,
    scorecard_of,
    text_of,
    usual,
)
from leadsroom.domain.health.scorecards.reader import read_scorecard
from leadsroom.errors import Refused
from tests.laws import tried

HEAD = 'name = "Ours"\nsource = "our members"\n'
ONE = '[[measure]]\nkey = "leads"\nsteps = [{ at_least = 1, points = 5 }]\n'
STEPS = f'{HEAD}[[measure]]\nkey = "leads"\nsteps = '


def test_a_short_scorecard_has_usual_settings() -> None:
    """Of members, six months up to today, a week a meeting, no bands, no money."""
    card = read_scorecard(HEAD + ONE)
    assert (card.of, card.months, card.completed, card.by_calendar) == (Of.MEMBERS, 6, False, False)
    assert (card.bands, card.currency, card.year, card.country) == ((), "", None, "")
    (leads,) = card.measures
    assert (leads.title, leads.per, leads.steps, leads.partly) == (
        "Leads given",
        Per.NONE,
        (Step(Than.AT_LEAST, Fraction(1), 5),),
        False,
    )


def test_fractions_are_read_exactly() -> None:
    """0.1 is a tenth, so that the steps are those that were written."""
    card = read_scorecard(f"{STEPS}[{{ at_least = 0.1, points = 5 }}, {{ at_least = 1e2, points = 6 }}]")
    assert [step.limit for step in card.measures[0].steps] == [Fraction(1, 10), Fraction(100)]


@pytest.mark.parametrize("name", [*PRESETS, TEMPLATE])
def test_a_preset_says_where_it_is_from(name: str) -> None:
    """And is what its text says, found by its name and its beginning."""
    card = preset(name)
    assert card.source
    assert card.name
    assert read_scorecard(text_of(name)) == card
    assert preset_called(name.upper()) == preset_called(name[:3]) == name


def test_the_usual_scorecard_is_that_of_the_country() -> None:
    """Or else one of today's; a chapter's own text goes before it."""
    countries = ("GB", "IN", "HK", "TW", "US")
    assert [usual(Of.MEMBERS, country) for country in countries] == [
        "uk-2012",
        "india-2025",
        "hong-kong-2025",
        "taiwan-2025",
        "hong-kong-2025",
    ]
    assert scorecard_of(Of.CHAPTER, " ", "US") == preset("chapter-traffic-light")
    assert scorecard_of(Of.MEMBERS, HEAD + ONE, "GB").name == "Ours"
    assert presets_of(Of.CHAPTER) == ("chapter-traffic-light",)


def test_a_preset_is_told_by_its_text() -> None:
    """One that was edited is the chapter's own."""
    text = text_of("india-2025")
    assert (preset_with(f"\n{text}"), preset_with(text.replace("15", "16"))) == ("india-2025", "")


def test_the_beginning_of_a_name_is_enough() -> None:
    """Where it begins one alone, in whatever case and with blanks."""
    assert [preset_called(typed) for typed in ("h ", "UK", "hong kong", "own")] == [
        "hong-kong-2025",
        "uk-2012",
        "hong-kong-2025",
        "own",
    ]


@pytest.mark.parametrize("typed", ["", "x", "[/]", "uk 2013"])
def test_an_unknown_preset_names_those_there_are(typed: str) -> None:
    """What was typed begins none of them."""
    with pytest.raises(Refused, match="Choose one of hong-kong-2025, india-2025"):
        preset_called(typed)


WRONG = [
    ("", "has no measure"),
    ("name", "cannot be read as TOML: at its end"),
    (f"{HEAD}a b", "cannot be read as TOML: line 3"),
    (f'{HEAD}names = "x"\n{ONE}', "“names” is none of of, name"),
    (f'source = "x"\n{ONE}', "name is to be a text"),
    (f'name = "x"\n{ONE}', "names no source"),
    (f'name = "x"\nsource = 3\n{ONE}', "source is to be a text"),
    (f'{HEAD}of = "people"\n{ONE}', "of is to be one of members, chapter, not “people”"),
    (f"{HEAD}year = 12\n{ONE}", "year is to be a whole number from 1,900 to 2,100"),
    (f"{HEAD}year = true\n{ONE}", "not “True”"),
    (f'{HEAD}country = "USA"\n{ONE}', 'country is to be 2 letters, like "US", not “USA”'),
    (f'{HEAD}currency = "$"\n{ONE}', "currency is to be 3 letters"),
    (f'{HEAD}remark = "{"x" * 2000}"\n{ONE}', "the remark has more than 1,000 letters"),
    (f'name = "Ours"\nsource = "{"x" * 2000}"\n{ONE}', "the source has more than 1,000 letters"),
    (f"{HEAD}window = 3\n{ONE}", "[window] is to be a table"),
    (f"{HEAD}{ONE}[window]\nweeks = 3", "[window]: weeks is to be one of meetings, calendar"),
    (f'{HEAD}{ONE}[window]\nkind = "fixed"', "kind is to be one of rolling, completed, not “fixed”"),
    (f"{HEAD}{ONE}[window]\nmonths = 0", "[window]: months is to be a whole number from 1 to 60"),
    (f"{HEAD}{ONE}[window]\nmonth = 6", "[window]: “month” is none of months, kind, weeks"),
    (f"{HEAD}measure = 3", "write each measure below a line [[measure]]"),
    (f"{HEAD}measure = [3]", "write each measure below a line [[measure]]"),
    (f"{HEAD}[[measure]]", "Measure 1 names no key: absences, late"),
    (f'{HEAD}{ONE}[[measure]]\nkey = "size"', "Measure 2 counts “size”, and that is nothing of these"),
    (f'{HEAD}[[measure]]\nkey = "leads"\nstep = []', "The measure “leads”: “step” is none of key"),
    (f'{HEAD}[[measure]]\nkey = "leads"\nper = "day"', "per is to be one of none, meeting, week, 4 weeks"),
    (f'{HEAD}[[measure]]\nkey = "dollars_in"\nper = "week"', "“dollars_in” is not counted by the week"),
    (f'{HEAD}[[measure]]\nkey = "leads"\ntitle = ""', "The measure “leads”: title is to be a text"),
    (f'{HEAD}[[measure]]\nkey = "leads"\npublished = "no"', "published is to be one of partly, whole"),
    (HEAD + ONE + ONE, "The measure “leads” stands twice"),
    (HEAD + '[[measure]]\nkey = "leads"\n', "has no step that earns points"),
    (HEAD + ONE * 21, "more than 20 measures"),
    (f"{STEPS}3", "The measure “leads”: steps is to be a list"),
    (f"{STEPS}[3]", "The measure “leads”, step 1 is to be like { at_least = 1, points = 5 }"),
    (f"{STEPS}[{{ points = 5 }}]", "step 1 is to have one limit: at_least, more_than"),
    (f"{STEPS}[{{ at_least = 1, at_most = 3, points = 5 }}]", "step 1 is to have one limit"),
    (f"{STEPS}[{{ atleast = 1, points = 5 }}]", "step 1: “atleast” is none of at_least"),
    (f"{STEPS}[{{ at_least = 1 }}]", "step 1: points is to be a whole number from 1 to 1,000"),
    (f"{STEPS}[{{ at_least = 1, points = 0 }}]", "points is to be a whole number from 1"),
    (f"{STEPS}[{{ at_least = 1, points = 2.5 }}]", "not “2.5”"),
    (f'{STEPS}[{{ at_least = "1", points = 5 }}]', "step 1: at_least is to be a number, not “1”"),
    (f"{STEPS}[{{ at_least = nan, points = 5 }}]", "at_least is to be a number"),
    (f"{STEPS}[{{ at_least = inf, points = 5 }}]", "at_least is to be a number"),
    (f"{STEPS}[{{ at_least = true, points = 5 }}]", "at_least is to be a number, not “True”"),
    (
        f"{STEPS}[{{ at_least = 1e-99999999, points = 5 }}]",
        "at_least has more than 9 decimals: “1E-99999999”",
    ),
    (f"{STEPS}[{{ at_least = 1e{'9' * 20}, points = 5 }}]", "has a number that is too long"),
    (f"{HEAD}year = {'9' * 5000}\n{ONE}", "has a number that is too long"),
    (f"{HEAD}year = {'[' * 5000}{']' * 5000}\n{ONE}", "has too many brackets within one another"),
    (f"{STEPS}[{{ at_least = 1, points = 5 }}, {{ at_most = 3, points = 6 }}]", "has steps both ways"),
    (f"{STEPS}[{{ at_least = 1, points = 5 }}, {{ at_least = 3, points = 5 }}]", "two steps of 5 points"),
    (
        f"{STEPS}[{{ at_least = 3, points = 5 }}, {{ at_least = 1, points = 6 }}]",
        "the step of 6 points is not harder to reach than that of 5",
    ),
    (f"{STEPS}[{{ more_than = 3, points = 5 }}, {{ at_least = 3, points = 6 }}]", "is not harder to reach"),
    (f'{HEAD}[[measure]]\nkey = "dollars_in"\nsteps = [{{ at_least = 1, points = 5 }}]', "names no money"),
    (f'{HEAD}{ONE}[[band]]\nname = "a"', "The band “a”: from is to be a whole number"),
    (f"{HEAD}{ONE}[[band]]\nfrom = 0", "Band 1: name is to be a text"),
    (f'{HEAD}{ONE}[[band]]\nname = "a"\nfrom = 2', "The last band, “a”, is to begin from = 0"),
    (f'{HEAD}{ONE}[[band]]\nname = "a"\nfrom = 9\n[[band]]\nname = "b"\nfrom = 0', "there are 5 in all"),
    (f'{HEAD}{ONE}[[band]]\nname = "a"\nfrom = 0\n[[band]]\nname = "b"\nfrom = 3', "highest band first"),
    (f'{HEAD}{ONE}[[band]]\nname = "a"\nfrom = 3\n[[band]]\nname = "A"\nfrom = 0', "Two bands have one name"),
    (f'{HEAD}{ONE}[[band]]\nname = "a"\nfrom = 0\ncolour = "red"', "Band 1: “colour” is none of name, from"),
    ("#" * 50_000, "more than 40,000 letters"),
]


@pytest.mark.parametrize(("text", "sentence"), WRONG, ids=[sentence for _, sentence in WRONG])
def test_a_wrong_scorecard_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    """It names the measure and the step, or the line where it is no TOML at all."""
    with pytest.raises(Refused) as no:
        read_scorecard(text)
    assert sentence in str(no.value)


def test_a_scorecard_of_the_chapter_scores_no_members() -> None:
    """And the other way round."""
    with pytest.raises(Refused, match="is one of the chapter, and one of members is wanted"):
        read_scorecard(text_of("chapter-traffic-light"), Of.MEMBERS)


@settings(max_examples=tried(1_000, 60))
@given(st.sampled_from([*PRESETS, TEMPLATE]), st.data())
def test_whatever_is_typed_into_a_scorecard_is_read_or_refused(name: str, data: st.DataObject) -> None:
    """A slip of the finger in any place of it is no fault of the program."""
    text = text_of(name)
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 12))
    typed = data.draw(st.text(max_size=6) | st.sampled_from(["=", "[[", '"', "\n", "-1", "nan", "1e99"]))
    with suppress(Refused):
        read_scorecard(text[:at] + typed + text[at + cut :])
