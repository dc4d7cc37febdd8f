"""docs/association.md says of the area's table what the program says of it, and leaves nothing out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leadsroom.cli.parser import make_parser
from leadsroom.domain.association.area_figures import ChapterInArea
from leadsroom.domain.association.standing import needs_me_most, standing
from leadsroom.domain.association.states import REASONS, State
from leadsroom.views.association.area_columns import COLUMNS
from leadsroom.views.association.area_shown import GROUPS, reasons_in_order
from tests.association.ten_chapters import OTHER_TEN, TEN

DOCS = (Path(__file__).parents[2] / "docs" / "association.md").read_text(encoding="utf-8")
SECTION = DOCS.split("\n## The area's table\n", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]


def cells(line: str) -> list[str]:
    """The cells of a line of a table."""
    return [cell.strip() for cell in line.strip("|").split("|")]


def part(heading: str) -> list[str]:
    """The lines under a heading of the section."""
    return SECTION.split(f"\n### {heading}", maxsplit=1)[1].split("\n### ", maxsplit=1)[0].splitlines()


def test_every_column_is_explained() -> None:
    """Its title, how it is counted, its unit, from how many cases on it is given, and what it is made of."""
    found = {
        cells(line)[0].strip("`"): cells(line)[1:] for line in part("Each column") if line.startswith("| `")
    }
    assert list(found) == [column.key for column in COLUMNS]
    for column in COLUMNS:
        title, how, unit, given, made_of = found[column.key]
        assert (title, how) == (column.title, column.definition), column.key
        assert (unit, given) == (column.unit or "–", column.threshold or "–"), column.key
        assert made_of, column.key


def test_every_reason_is_listed_in_its_order() -> None:
    """With the state that it makes and its threshold."""
    found = [re.sub(r"^\d+\. ", "", line) for line in part("State and order") if re.match(r"\d+\. ", line)]
    assert found == list(reasons_in_order())


def test_help_names_every_state_the_gravest_first() -> None:
    """As the program orders them."""
    (commands,) = (each.choices for each in make_parser()._actions if isinstance(each.choices, dict))
    states = (
        commands["area"].format_help().split("the gravest first: ", maxsplit=1)[1].split(";", maxsplit=1)[0]
    )
    assert re.split(r",\s+", states) == [state.value for state in State if state is not State.ARCHIVED]


def test_the_reasons_that_judge_new_chapters_are_named() -> None:
    """By their numbers in the list."""
    numbers = [str(place) for place, reason in enumerate(REASONS, start=1) if reason.of_new]
    assert f"by {', '.join(numbers[:-1])} and {numbers[-1]} alone" in SECTION


def test_every_column_is_in_a_group_of_the_page() -> None:
    """All but the reasons, which stand beside the chapters."""
    shown = {key for group in GROUPS for key in group.keys}
    assert shown == {column.key for column in COLUMNS} - {"reasons"}


@pytest.mark.parametrize(
    ("heading", "chapters", "apart"),
    [("Ten chapters", TEN, set[str]()), ("Ten more", OTHER_TEN, {"Juniper", "Fairview"})],
)
def test_ten_chapters_stand_as_a_director_put_them(
    heading: str, chapters: tuple[ChapterInArea, ...], apart: set[str]
) -> None:
    """All but two neighbours of the second ten; the reasons of the rule are those in the docs."""
    ours = sorted(chapters, key=lambda each: needs_me_most(each, standing(each)))
    lines = part(heading)
    own = [found[1] for line in lines if (found := re.match(r"\d+\. \*\*(\w+)\.\*\*", line))]
    assert own == [each.name for each in chapters]
    assert {a for a, each in zip(own, ours, strict=True) if a != each.name} == apart
    table = [cells(line) for line in lines if re.match(r"\| \d+ \|", line)]
    for place, (each, (number, name, state, reasons)) in enumerate(zip(ours, table, strict=True), start=1):
        stands = standing(each)
        assert (number, name, state) == (str(place), each.name, stands.state.value)
        assert reasons == ("; ".join(stands.reasons(each)) or "–")
