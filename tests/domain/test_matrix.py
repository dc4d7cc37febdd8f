"""The matrix of givers and receivers: its cells, its margins, and what changed since earlier days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.health.counts import Between, LeadsBetween
from leadsroom.domain.health.pairs.matrix import (
    MARGINS,
    Cell,
    Matrix,
    MatrixKind,
    MatrixLine,
    cells_of,
    changes,
    could_be_chance,
    earlier_matrix,
    matrix_of,
    shade_of,
    shade_steps,
    steps_in_words,
)
from leadsroom.domain.health.pairs.short_names import short_names
from leadsroom.domain.ids import PersonId
from leadsroom.domain.text.signs import cells_wide

ANN, BEN, CAT, DAN = (PersonId(number) for number in (1, 2, 3, 4))
EVERYBODY = (ANN, BEN, CAT, DAN)
STRANGERS = (PersonId(8), PersonId(9))
FIRST = date(2026, 1, 1)


def line(person: PersonId | None, *, former: bool = False, joined: date | None = None) -> MatrixLine:
    """One line, called by its number."""
    return MatrixLine(person, f"{person}", f"{person}"[:2], joined_on=joined, is_former=former)


LINES = (*map(line, EVERYBODY), line(None))


def leads(*counted: tuple[PersonId, PersonId, int, int]) -> list[LeadsBetween]:
    """Leads and raw leads from one to another."""
    return [LeadsBetween(one, other, good, raw, 0, 0, 0) for one, other, good, raw in counted]


def matrix(
    kind: MatrixKind,
    passed: Iterable[LeadsBetween] = (),
    met: Iterable[Between] = (),
    lines: tuple[MatrixLine, ...] = LINES,
) -> Matrix:
    """A matrix of these."""
    return matrix_of(kind, lines, cells_of(lines, passed, met))


_WHO = st.sampled_from((*EVERYBODY, *STRANGERS))
_PASSED = st.lists(st.builds(LeadsBetween, _WHO, _WHO, *[st.integers(0, 3)] * 5), max_size=20)
_MET = st.lists(
    st.builds(Between, _WHO, _WHO, st.integers(1, 3)).filter(lambda two: two.one_id != two.other_id),
    max_size=20,
)


@given(_PASSED, _MET)
def test_cells_add_up_to_both_margins_and_to_all_that_was_counted(
    passed: list[LeadsBetween], met: list[Between]
) -> None:
    """Nothing is lost between people with a line and without: leads, raw leads, one-to-ones."""
    found = matrix(MatrixKind.LEADS, passed)
    for name, counted in (("total", "leads"), ("raw", "raw")):
        whole = sum(getattr(each, counted) for each in passed)
        assert sum(getattr(cell, counted) for cell in found.cells.values()) == whole
        for margins in (found.rows, found.columns, (found.total,)):
            assert sum(getattr(margin, name) for margin in margins) == whole
    one_to_ones = matrix(MatrixKind.ONE_TO_ONES, met=met)
    number = sum(two.number for two in met)
    assert one_to_ones.total.total == number
    assert sum(margin.total for margin in one_to_ones.rows) == 2 * number


@given(_PASSED, _MET)
def test_one_to_ones_are_the_same_either_way(passed: list[LeadsBetween], met: list[Between]) -> None:
    """Their matrix is its own mirror image; that of leads is mirrored by turning each of them around."""
    found = matrix(MatrixKind.ONE_TO_ONES, met=met)
    assert found.rows == found.columns
    assert all(found.value(one, other) == found.value(other, one) for one in LINES for other in LINES)
    turned = [LeadsBetween(each.receiver_id, each.giver_id, each.leads, each.raw, 0, 0, 0) for each in passed]
    here, there = matrix(MatrixKind.LEADS, passed), matrix(MatrixKind.LEADS, turned)
    assert (here.rows, here.columns) == (there.columns, there.rows)
    assert all(here.value(one, other) == there.value(other, one) for one in LINES for other in LINES)


@given(_PASSED, _MET)
def test_both_follow_from_the_two(passed: list[LeadsBetween], met: list[Between]) -> None:
    """2 where there is a lead, 1 where there is a one-to-one, 3 where there are both; a raw lead is none."""
    both = matrix(MatrixKind.BOTH, passed, met)
    of_leads, of_meetings = matrix(MatrixKind.LEADS, passed), matrix(MatrixKind.ONE_TO_ONES, met=met)
    for one in LINES:
        for other in LINES:
            lead, together = of_leads.value(one, other) > 0, of_meetings.value(one, other) > 0
            assert both.value(one, other) == 2 * lead + together
    for line_, margin in zip(LINES, both.rows, strict=True):
        if line_.person_id is None:
            assert (margin.levels, margin.without) == (None, None)
        else:
            assert margin.levels is not None
            assert sum(margin.levels) == len(EVERYBODY) - 1
            assert margin.without == margin.levels[0] == margin.value("neither")


def test_a_small_one_counted_by_hand() -> None:
    """Ann gave Ben two and Cat a raw one, Ben gave Ann one; Ann met Cat twice. Dan did nothing."""
    passed = leads((ANN, BEN, 2, 1), (ANN, CAT, 0, 1), (BEN, ANN, 1, 0))
    met = [Between(CAT, ANN, 2)]
    found = matrix(MatrixKind.LEADS, passed)
    assert found.cell(LINES[0], LINES[1]) == Cell(2, 1)
    ann, ben, cat, dan, _ = (
        [margin.value(each.name) for each in MARGINS[found.kind]] for margin in found.rows
    )
    assert (ann, ben, cat, dan) == ([2, 2, 1, 2], [1, 0, 1, 2], [0, 0, 0, 3], [0, 0, 0, 3])
    assert [margin.partners for margin in found.columns] == [1, 1, 0, 0, 0]
    together = matrix(MatrixKind.BOTH, passed, met)
    assert [margin.levels for margin in together.rows[:4]] == [
        (1, 1, 1, 0),
        (2, 0, 1, 0),
        (2, 1, 0, 0),
        (3, 0, 0, 0),
    ]
    assert together.total.levels == (8, 2, 2, 0)
    assert matrix(MatrixKind.ONE_TO_ONES, met=met).total.without == 5  # of six pairs


def test_former_members_have_sums_and_are_nobody_to_meet() -> None:
    """What they gave stays; nobody is without a lead for them."""
    lines = (line(ANN), line(BEN), line(CAT, former=True))
    found = matrix(MatrixKind.LEADS, leads((CAT, ANN, 2, 0), (BEN, CAT, 1, 0)), lines=lines)
    assert [margin.without for margin in found.rows] == [1, 1, None]
    assert [margin.total for margin in found.rows] == [0, 1, 2]
    assert found.total.partners == 2


def test_changes_are_of_those_who_were_there_before() -> None:
    """Dan joined since: nobody has one more without a lead for that. Sums change by what they are."""
    lines = (line(ANN, joined=FIRST), line(BEN), line(DAN, joined=date(2026, 9, 1)))
    now = matrix(MatrixKind.LEADS, leads((ANN, BEN, 3, 0), (DAN, ANN, 1, 0)), lines=lines)
    before = cells_of(lines, leads((BEN, ANN, 2, 1)), ())
    found = changes(now, before, date(2026, 6, 30), 20, 20)
    assert found.cell(lines[0], lines[1]) == Cell(3)
    assert found.cell(lines[1], lines[0]) == Cell(-2, -1)
    assert [margin.total for margin in found.rows] == [3, -2, 1]
    assert [margin.without for margin in found.rows] == [-1, 1, None]
    assert found.total.total == 2
    then = earlier_matrix(now, before, date(2026, 6, 30))
    assert [margin.without for margin in then.rows] == [1, 0, None]  # Dan is not among those without
    assert [margin.total for margin in then.rows] == [0, 2, 0]
    assert found.total.could_be_chance is None  # six leads in all are too few


@pytest.mark.parametrize(
    ("now", "before", "meetings", "meetings_before", "chance"),
    [
        (30, 10, 12, 12, False),
        (10, 30, 12, 12, False),
        (12, 10, 12, 12, True),
        (30, 10, 24, 8, True),  # as many a meeting
        (0, 0, 12, 12, None),
        (9, 0, 12, 12, None),
        (10, 0, 12, 12, False),
        (6, 4, 12, 12, True),
        (30, 10, 7, 12, None),
        (30, 10, 12, 7, None),
    ],
)
def test_a_change_may_be_chance(
    now: int, before: int, meetings: int, meetings_before: int, chance: bool | None
) -> None:
    """By how many meetings each count is of; below eight meetings, or ten of both, nothing is said."""
    assert could_be_chance(now, before, meetings, meetings_before) is chance


@pytest.mark.parametrize(
    ("most", "steps", "in_words"),
    [
        (0, (), ()),
        (1, (1,), ("1",)),
        (3, (1, 2, 3), ("1", "2", "3")),
        (4, (1, 2, 3, 4), ("1", "2", "3", "4")),
        (5, (1, 2, 3, 4), ("1", "2", "3", "4–5")),
        (12, (1, 4, 7, 10), ("1–3", "4–6", "7–9", "10–12")),
    ],
)
def test_shades_are_steps_of_numbers(most: int, steps: tuple[int, ...], in_words: tuple[str, ...]) -> None:
    """Each begins above the one before, and the largest number has the last."""
    assert shade_steps(most) == steps
    assert steps_in_words(steps, most) == in_words
    assert [shade_of(number, steps) for number in (0, 1, most)] == [0, min(1, most), min(most, 4)]


@given(st.integers(1, 500))
def test_shades_grow_with_numbers(most: int) -> None:
    """No step stands twice, and all are within what there is."""
    steps = shade_steps(most)
    assert list(steps) == sorted(set(steps))
    assert steps[0] == 1
    assert steps[-1] <= most


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (("Ann Chu", "Ben Ott"), ("AC", "BO")),
        (("Ann Chu", "Amy Cole", "Al Cho"), ("AC", "Ao", "Ah")),
        (("Ann Chu", "Ann Chu", "Ann Chu"), ("AC", "Ah", "Au")),
        (("anna", "Ben"), ("an", "Be")),
        (("Maria da Silva", "Zoë 🌷 Müller"), ("MS", "ZM")),
        (("[/]", "[Anna]"), ("[/", "[A")),
        (("🌷", "王芳", "أحمد بن محمد"), ("🌷", "王", "أم")),
        (("", "\u200b"), ("aa", "ab")),
        (("ß x",), ("ßX",)),
    ],
)
def test_two_signs_stand_for_a_name(names: tuple[str, ...], short: tuple[str, ...]) -> None:
    """Initials where they are free, else other letters; nothing wider than two cells."""
    assert tuple(each.casefold() for each in short_names(names)) == tuple(each.casefold() for each in short)


@given(st.lists(st.text(max_size=12), max_size=60))
def test_no_two_names_are_shortened_alike(names: list[str]) -> None:
    """Whatever people are called, each has signs of their own that fit."""
    short = short_names(names)
    assert len(set(short)) == len(names)
    assert all(0 < cells_wide(each) <= 2 for each in short)
