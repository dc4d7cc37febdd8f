"""The catalogue of professions by spheres: how it is read, what is missing of it, where a seat belongs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.health.chapter.spheres import (
    USUAL,
    USUAL_TEXT,
    Catalogue,
    Sphere,
    catalogue_of,
    listed,
    missing,
    read_catalogue,
    with_planned,
)
from leadsroom.domain.ids import ProfessionId
from leadsroom.domain.people.professions import Profession
from leadsroom.errors import Refused

PROFESSIONS = [profession for profession, _ in listed(USUAL.spheres)]
SMALL = Catalogue(
    (Sphere("Law", ("Attorney",)), Sphere("Marketing", ("Graphic designer", "Printer", "Web developer")))
)


def _listed(name: str, sphere: str, *, is_planned: bool = True) -> Profession:
    return Profession(ProfessionId(1), name, sphere=sphere, is_planned=is_planned)


def test_the_usual_catalogue_has_thirty_professions_of_seven_spheres() -> None:
    """It is the published list, and its own text says the same."""
    assert (len(PROFESSIONS), len(USUAL.spheres)) == (30, 7)
    assert read_catalogue(USUAL_TEXT) == USUAL == catalogue_of("") == catalogue_of(" \n")
    assert "thirty" in USUAL.source


@pytest.mark.parametrize(
    ("held", "filled"),
    [
        ("Web design", {"Web developer"}),
        ("Lawyer", {"Attorney"}),
        ("Family law", {"Attorney"}),
        ("Florist", {"Florist"}),
        ("Business banking", {"Banker"}),
        ("Property insurance", {"Insurance agent"}),
        ("Residential real estate", {"Real estate agent"}),
        ("Printer", {"Printer"}),
        ("Falconer", set()),
        ("", set()),
        ("[/]", set()),
    ],
)
def test_a_seat_fills_the_profession_that_it_is_by_another_name(held: str, filled: set[str]) -> None:
    """By any of its names, and what it is only likely to be where it says what is sold."""
    assert set(PROFESSIONS) - {each.profession for each in missing(USUAL, [held])} == filled


def test_what_may_fill_a_profession_is_named_beside_it() -> None:
    """A web designer is no graphic designer for sure, so the profession is missing, perhaps."""
    found = {each.profession: each.perhaps for each in missing(SMALL, ["Web design", "Florist"])}
    assert found == {"Attorney": (), "Graphic designer": ("Web design",), "Printer": ()}


@given(st.sets(st.sampled_from(PROFESSIONS)))
def test_missing_and_held_are_all_of_the_catalogue(held: set[str]) -> None:
    """Whatever is held of it, the rest is missing, in order."""
    assert [each.profession for each in missing(USUAL, held)] == [p for p in PROFESSIONS if p not in held]


@pytest.mark.parametrize("profession", PROFESSIONS)
def test_a_profession_of_the_catalogue_is_in_its_own_sphere(profession: str) -> None:
    """Each in exactly one."""
    assert USUAL.sphere_of(profession.upper()) == dict(listed(USUAL.spheres))[profession]


@pytest.mark.parametrize(
    ("profession", "sphere"),
    [("Web design", "Marketing"), ("Family law", "Law"), ("Falconer", ""), ("", "")],
)
def test_a_seat_is_in_the_sphere_of_what_it_is(profession: str, sphere: str) -> None:
    """A seat that the catalogue does not have is in none."""
    assert USUAL.sphere_of(profession) == sphere


def test_what_a_chapter_plans_is_added_to_its_sphere() -> None:
    """In a sphere of the catalogue, by whatever case, or in one of its own."""
    own = with_planned(SMALL, [_listed("Notary", "LAW"), _listed("Falconer", "Birds")])
    assert own.spheres[0] == Sphere("Law", ("Attorney", "Notary"))
    assert own.spheres[-1] == Sphere("Birds", ("Falconer",))


def test_a_planned_profession_is_where_the_chapter_has_put_it() -> None:
    """It is taken out of the sphere that the catalogue has it in, and a sphere without any is left out."""
    own = with_planned(SMALL, [_listed("Lawyer", "Money")])
    assert [sphere.name for sphere in own.spheres] == ["Marketing", "Money"]
    assert with_planned(SMALL, [_listed("Lawyer", "Law")]) == SMALL


def test_what_is_not_planned_or_has_no_sphere_is_not_added() -> None:
    """What somebody held once is no plan."""
    assert with_planned(SMALL, [_listed("Notary", ""), _listed("Notary", "Law", is_planned=False)]) == SMALL


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "names no sphere"),
        ("spheres = 3", "names no sphere"),
        ("[spheres]", "names no sphere"),
        ("[spheres]\nLaw", "TOML: at its end: Expected '='"),
        ("a b\n[spheres]", "TOML: line 1: Expected '='"),
        ('[spheres]\nLaw = ["Attorney"\n', "TOML: at its end: Unclosed array"),
        ('[spheres]\nLaw = "Attorney"', "The sphere “Law” is to be a list"),
        ("[spheres]\nLaw = []", "The sphere “Law” has no profession"),
        ("[spheres]\nLaw = [3]", "A profession of “Law” is to be a text"),
        ('[spheres]\nLaw = [" "]', "A profession of “Law” is to be a text"),
        (f'[spheres]\nLaw = ["{"x" * 500}"]', "A profession of “Law” has more than 80 letters"),
        ('[spheres]\n" " = ["Attorney"]', "The name of a sphere in the catalogue is to be a text"),
        ('[spheres]\nLaw = ["Attorney"]\nlaw = ["Notary"]', "“law” stands twice"),
        ('[spheres]\nLaw = ["Attorney", "Lawyer"]', "“Attorney” and “Lawyer” are one profession, both in"),
        ('[spheres]\nLaw = ["Attorney"]\nB = ["Lawyer"]', "one profession, in “Law” and “B”"),
        ('sources = "x"\n[spheres]\nLaw = ["Attorney"]', "“sources” is none of source, spheres"),
        ('source = 3\n[spheres]\nLaw = ["Attorney"]', "source is to be a text"),
        ("#" * 50_000, "more than 40,000 letters"),
        (f"[spheres]\nMany = {[f'Profession{n}' for n in range(501)]}", "more than 500 professions"),
    ],
)
def test_a_wrong_catalogue_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    """It says what is wrong, and where."""
    with pytest.raises(Refused) as no:
        read_catalogue(text)
    assert sentence in str(no.value)


def test_a_catalogue_on_record_is_read_though_two_names_mean_one_profession() -> None:
    """Names may come to mean one with another version of the program: no figure is taken away for that."""
    text = '[spheres]\nLaw = ["Attorney", "Lawyer"]\nGifts = ["Florist"]'
    found = catalogue_of(text)
    assert found.sphere_of("Attorneys") == "Law"
    assert [each.profession for each in missing(found, ["Lawyers"])] == ["Florist"]
    with pytest.raises(Refused, match="are one profession"):
        read_catalogue(text)


def test_hostile_names_stay_as_typed() -> None:
    """But for what nobody could see on a line."""
    text = '[spheres]\n"[/] \\u001b[31mLaw" = ["[Anna]", "🦅 Falconer"]'
    assert read_catalogue(text).spheres == (Sphere("[/] Law", ("[Anna]", "🦅 Falconer")),)
