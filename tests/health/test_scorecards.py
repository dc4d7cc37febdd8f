"""Scoring by published and by any other scorecards: points, totals, bands, and what is missing to more."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.health.scorecards.card import Band, Measure, Of, Per, Scorecard, Step, Than
from leadsroom.domain.health.scorecards.counted import OF_CHAPTER, OF_MEMBERS
from leadsroom.domain.health.scorecards.gaps import gap_in_words, gaps, next_band, next_band_in_words
from leadsroom.domain.health.scorecards.presets import PRESETS, preset
from leadsroom.domain.health.scorecards.scoring import NO_WEEKS, NOT_PUBLISHED, Score, Spans, Value, score
from leadsroom.domain.health.scorecards.values import nothing_counted
from leadsroom.domain.health.scorecards.words import bands_in_words, figure_in_words, steps_in_words, steps_of
from leadsroom.domain.rules.windows import Period
from tests.laws import tried

HALF_A_YEAR = Spans(26, Fraction(26), Fraction(6))
MEMBER_CARDS = [name for name in PRESETS if preset(name).of is Of.MEMBERS]


def _values(card: Scorecard, **numbers: int | str) -> dict[str, Value]:
    """What was counted: zeros but for these."""
    found = {measure.key: Fraction(numbers.get(measure.key, 0)) for measure in card.measures}
    return {key: Value(number) for key, number in found.items()}


def _points(card: Scorecard, spans: Spans = HALF_A_YEAR, **numbers: Any) -> dict[str, int | None]:
    found = score(card, _values(card, **numbers), spans)
    return {each.measure.key: each.points for each in found.measures}


# Published steps, one by one: the preset, the measure, what was counted in 26 weeks, and its points.
PUBLISHED = [
    *(("uk-2012", "absences", n, points) for n, points in ((0, 15), (1, 10), (2, 5), (3, 0), (9, 0))),
    *(("uk-2012", "leads", n, p) for n, p in ((0, 0), (12, 0), (13, 5), (19, 5), (20, 10), (25, 10))),
    *(("uk-2012", "leads", n, p) for n, p in ((26, 15), (31, 15), (32, 20), (90, 20))),
    *(("uk-2012", "visitors", n, p) for n, p in ((2, 0), (3, 5), (4, 5), (5, 10), (6, 10), (7, 15))),
    *(("uk-2012", "visitors", n, p) for n, p in ((12, 15), (13, 20))),
    *(("uk-2012", "closed_business", n, p) for n, p in (("999.99", 0), (1000, 5), ("2499.99", 5))),
    *(("uk-2012", "closed_business", n, p) for n, p in ((2500, 10), ("4999.99", 10), (5000, 15))),
    *(("uk-2012", "testimonials", n, p) for n, p in ((0, 0), (1, 5), (2, 10))),
    *(("uk-2012", "training", n, p) for n, p in ((0, 0), (1, 5), (2, 10), (3, 15), (8, 15))),
    *(("uk-2012", "late", n, p) for n, p in ((0, 5), (1, 0))),
    *(("india-2025", "visitors", n, p) for n, p in ((2, 0), (3, 5), (6, 5), (7, 10), (12, 10), (13, 15))),
    *(("india-2025", "visitors", n, p) for n, p in ((19, 15), (20, 20))),
    *(("india-2025", "closed_business", n, p) for n, p in ((499_999, 0), (500_000, 5), (2_000_000, 15))),
    *(("hong-kong-2025", "late", n, p) for n, p in ((0, 10), (1, 5), (2, 0))),
    *(("hong-kong-2025", "leads", n, p) for n, p in ((19, 0), (20, 5), (26, 10), (32, 15), (39, 20))),
    # More than half a one-to-one a week: 13 in 26 weeks are not enough.
    *(("hong-kong-2025", "one_to_ones", n, p) for n, p in ((13, 0), (14, 5), (25, 5), (26, 10))),
    *(("hong-kong-2025", "training", n, p) for n, p in ((0, 0), (1, 5), (2, 10))),
    *(("taiwan-2025", "absences", n, p) for n, p in ((0, 20), (1, None))),
    *(("taiwan-2025", "visitors", n, p) for n, p in ((9, None), (10, 15))),
    *(("taiwan-2025", "one_to_ones", n, p) for n, p in ((51, None), (52, 15))),
    *(("taiwan-2025", "training", n, p) for n, p in ((4, None), (5, 15))),
    *(("taiwan-2025", "late", n, None) for n in (0, 3)),
    *(("chapter-traffic-light", "size", n, p) for n, p in ((19, 0), (20, 5), (25, 5), (26, 10), (31, 15))),
    *(("chapter-traffic-light", "net_growth", n, p) for n, p in ((-3, 0), (0, 0), (1, 5), (3, 10), (5, 15))),
    *(("chapter-traffic-light", "retention", n, p) for n, p in ((50, 0), ("50.01", 5), (60, 10), (70, 15))),
    *(
        ("chapter-traffic-light", "visitors", n, p)
        for n, p in ((26, 0), (27, 5), (40, 10), (54, 10), (55, 15))
    ),
    *(("chapter-traffic-light", "visitors_joined", n, p) for n, p in ((10, 0), ("10.01", 10), ("20.01", 15))),
    *(("chapter-traffic-light", "absences", n, p) for n, p in ((12, 0), ("11.99", 5), ("9.99", 10), (5, 10))),
    ("chapter-traffic-light", "absences", "4.99", 15),
]


@pytest.mark.parametrize(("name", "key", "number", "points"), PUBLISHED)
def test_a_published_step_is_at_its_published_limit(
    name: str, key: str, number: int | str, points: int | None
) -> None:
    """As strict as it was published: “more than” is not “at least”."""
    assert _points(preset(name), HALF_A_YEAR, **{key: number})[key] == points


@pytest.mark.parametrize("name", MEMBER_CARDS)
def test_a_published_scoring_of_members_has_a_hundred_points(name: str) -> None:
    """With its source, and nothing in the file that was made up to fill it."""
    card = preset(name)
    assert (card.most, bool(card.source), card.months) == (100, True, 6)


def test_the_chapter_has_seven_measures_of_fifteen_points() -> None:
    """Their sum is no hundred, and no bands of it are published."""
    card = preset("chapter-traffic-light")
    assert ([measure.most for measure in card.measures], card.bands) == ([15] * 7, ())


def test_leads_of_the_chapter_are_divided_by_its_members() -> None:
    """20 members for 26 weeks: 370 leads are at least 0.71 for each of them a week, and 369 are not."""
    card, spans = preset("chapter-traffic-light"), replace(HALF_A_YEAR, members=Fraction(20))
    assert [_points(card, spans, leads=n)["leads"] for n in (369, 370, 468, 577, 578)] == [0, 5, 10, 10, 15]


@pytest.mark.parametrize(
    ("total", "band"),
    [(100, "green"), (70, "green"), (69, "yellow"), (40, "yellow"), (39, "red"), (0, "black")],
)
def test_a_total_has_the_band_that_begins_at_or_below_it(total: int, band: str) -> None:
    """The bands of Hong Kong."""
    found = preset("hong-kong-2025").band_at(total)
    assert found is not None
    assert found.name == band


def test_what_was_never_recorded_is_left_out_and_a_zero_is_scored() -> None:
    """The total is of fewer points, and the band says as much as is certain."""
    card = preset("india-2025")
    values = _values(card, leads=40, visitors=30, closed_business=900_000, testimonials=1)
    zero = score(card, values, HALF_A_YEAR)
    assert (zero.total_words, zero.band_words, zero.left_out) == ("70 of 100", "green", ())
    unknown = values | {"training": Value(None, "no training is on record"), "late": Value(Fraction(1))}
    found = score(card, unknown, HALF_A_YEAR)
    assert (found.total_words, found.band_words) == ("65 of 85", "amber to green")
    assert [each.why for each in found.left_out] == ["no training is on record"]
    assert found.band is None


def test_what_is_not_published_is_left_out_below_its_step() -> None:
    """A member with one absence in Taiwan has fewer than 20 points for it, and nobody knows how many."""
    card = preset("taiwan-2025")
    found = score(card, _values(card, absences=1, leads=40), HALF_A_YEAR)
    assert [each.measure.key for each in found.left_out] == [
        "absences",
        "visitors",
        "one_to_ones",
        "training",
    ]
    assert {each.why for each in found.left_out} == {NOT_PUBLISHED}
    assert (found.total_words, found.band_words) == ("20 of 35", "black to green")


def test_without_a_meeting_nothing_is_divided() -> None:
    """A count a week is unknown where there was no week; what is not divided is scored."""
    card, none = preset("uk-2012"), Spans(0, Fraction(0), Fraction(0))
    found = {each.measure.key: each for each in score(card, _values(card), none).measures}
    assert (found["leads"].points, found["leads"].why) == (None, NO_WEEKS)
    assert (found["training"].points, found["absences"].points) == (0, 15)


@pytest.mark.parametrize(
    ("today", "completed", "first", "last"),
    [
        (date(2026, 12, 1), False, date(2026, 6, 2), date(2026, 12, 1)),
        (date(2026, 12, 1), True, date(2026, 6, 1), date(2026, 11, 30)),
        (date(2026, 8, 31), False, date(2026, 3, 1), date(2026, 8, 31)),
        (date(2026, 1, 31), True, date(2025, 7, 1), date(2025, 12, 31)),
    ],
)
def test_a_window_rolls_or_is_over(today: date, completed: bool, first: date, last: date) -> None:
    """Six months up to today, or the last six of the calendar that are over."""
    card = replace(preset("uk-2012"), completed=completed)
    assert card.window(today) == Period(first, last)


# In words


def _score(name: str, **numbers: int | str) -> Score:
    return score(preset(name), _values(preset(name), **numbers), HALF_A_YEAR)


def test_gaps_are_sorted_by_points_still_to_win() -> None:
    """In plain words, next step and all of it."""
    found = gaps(_score("uk-2012", leads=24, visitors=1, closed_business=1200, absences=1), HALF_A_YEAR)
    assert [gap_in_words(gap, preset("uk-2012"), "GB") for gap in found] == [
        "2 more visitors in this window: 5 points; 12 more visitors: 20 points",
        "1 more training in this window: 5 points; 3 more trainings: 15 points",
        "2 more leads in this window: 5 points; 8 more leads: 10 points",
        "£1,300 more closed business in this window: 5 points; £3,800 more closed business: 10 points",
        "1 more testimonial in this window: 5 points; 2 more testimonials: 10 points",
        "with 1 absence fewer: 5 points",
    ]
    over = replace(preset("uk-2012"), completed=True)
    assert [gap_in_words(gap, over, "GB") for gap in found][::5] == [
        "2 more visitors over the next such window: 5 points; 12 more visitors: 20 points",
        "with 1 absence fewer: 5 points",
    ]


def test_the_next_band_is_named_with_a_way_to_it() -> None:
    """So many points, and for instance by what."""
    found = _score("india-2025", leads=24, visitors=1, absences=1)
    nearest = next_band(found, gaps(found, HALF_A_YEAR))
    assert nearest is not None
    assert next_band_in_words(nearest, "INR", "IN") == ("5 points to red: for instance 2 more visitors")


def test_where_something_was_not_scored_a_band_or_a_better_one_is_reached() -> None:
    """What is missing leads to the band or to one above it; where nothing was scored there is none at all."""
    card = preset("hong-kong-2025")
    values = _values(card, leads=24, visitors=1) | {"closed_business": Value(None, "in another money")}
    found = score(card, values, HALF_A_YEAR)
    nearest = next_band(found, gaps(found, HALF_A_YEAR))
    assert nearest is not None
    assert f" points to {nearest.band.name} or better" in next_band_in_words(nearest, "HKD", "HK")
    highest = replace(nearest, band=card.bands[0], is_highest=True)
    assert " points to green for certain" in next_band_in_words(highest, "HKD", "HK")
    card = preset("india-2025")
    nothing = score(card, nothing_counted(card, "no meeting"), HALF_A_YEAR)
    assert (nothing.total_words, nothing.band_words, next_band(nothing, ())) == ("–", "", None)


def test_at_the_highest_band_there_is_no_next_one() -> None:
    """Nor where no bands are published."""
    best = _score("india-2025", leads=99, visitors=99, closed_business=9_000_000, testimonials=9, training=9)
    assert (best.points, next_band(best, gaps(best, HALF_A_YEAR)), gaps(best, HALF_A_YEAR)) == (100, None, ())
    assert next_band(_score("uk-2012"), ()) is None


def test_every_threshold_is_in_words() -> None:
    """As strict as it is."""
    words = dict(steps_of(preset("hong-kong-2025"), "HK"))
    assert words["One-to-ones a week"] == "more than 0.5: 5, at least 1: 10"
    assert words["Absences"] == "at most 2: 5, 1: 10, 0: 15"
    assert words["Closed business"] == "at least HK$100,000: 5, HK$200,000: 10, HK$500,000: 15"
    bands = "Bands of the total: green from 70, yellow from 40, red from 30, black from 0."
    assert bands_in_words(preset("hong-kong-2025")) == bands
    assert bands_in_words(preset("uk-2012")) == "Bands of the total are not published."
    taiwan = {measure.key: measure for measure in preset("taiwan-2025").measures}
    assert steps_in_words(taiwan["late"], preset("taiwan-2025"), "TW") == "shown, and not scored"
    assert steps_in_words(taiwan["visitors"], preset("taiwan-2025"), "TW").endswith("not published")


def test_a_figure_does_not_seem_to_reach_a_step_that_it_does_not() -> None:
    """1.196 leads a week are shown with as many decimals as tell them from 1.2."""
    card = preset("uk-2012")
    spans = Spans(51, Fraction(51), Fraction(12))
    (leads,) = [
        each for each in score(card, _values(card, leads=61), spans).measures if each.measure.key == "leads"
    ]
    assert figure_in_words(leads, "GBP", "GB") == "61, 1.196 a week"


# Laws

_NUMBER = st.integers(0, 120)


@st.composite
def _measures(draw: st.DrawFn, key: str, of: Of) -> Measure:
    counted = (OF_MEMBERS if of is Of.MEMBERS else OF_CHAPTER)[key]
    up = draw(st.booleans())
    limits = sorted(draw(st.sets(st.integers(0, 400), min_size=1, max_size=5)), reverse=not up)
    points = sorted(draw(st.sets(st.integers(1, 30), min_size=len(limits), max_size=len(limits))))
    thans = (Than.AT_LEAST, Than.MORE) if up else (Than.AT_MOST, Than.LESS)
    per = draw(st.sampled_from(list(Per))) if counted.is_divided else Per.NONE
    scale = draw(st.sampled_from([1, 7, 100] if per is not Per.NONE else [1, 4]))
    steps = tuple(
        Step(draw(st.sampled_from(thans)), Fraction(limit, scale), won)
        for limit, won in zip(limits, points, strict=True)
    )
    return Measure(counted, counted.title, per, steps, draw(st.booleans()))


@st.composite
def _cards(draw: st.DrawFn) -> Scorecard:
    of = draw(st.sampled_from(list(Of)))
    keys = draw(st.sets(st.sampled_from(list(OF_MEMBERS if of is Of.MEMBERS else OF_CHAPTER)), min_size=1))
    measures = tuple(draw(_measures(key, of)) for key in sorted(keys))
    most = sum(measure.most for measure in measures)
    cuts = sorted(draw(st.sets(st.integers(1, most), max_size=3)), reverse=True)
    bands = tuple(Band(f"band {number}", least) for number, least in enumerate([*cuts, 0]))
    return Scorecard(of=of, name="Any", source="a test", currency="USD", measures=measures, bands=bands)


_SPANS = st.builds(
    Spans,
    st.integers(0, 60),
    st.fractions(0, 60, max_denominator=7),
    st.fractions(0, 12, max_denominator=30),
    st.fractions(1, 40, max_denominator=20),
)


def _any_values(card: Scorecard, numbers: list[int | None]) -> dict[str, Value]:
    found = {}
    for place, measure in enumerate(card.measures):
        number = numbers[place % len(numbers)]
        if measure.counted.is_percent and number is not None:
            number = min(number, 100)
        found[measure.key] = Value(None, "unknown") if number is None else Value(Fraction(number))
    return found


_NUMBERS = st.lists(st.one_of(st.none(), _NUMBER, _NUMBER, _NUMBER), min_size=1, max_size=20)


@settings(max_examples=tried(2_000, 60))
@given(_cards(), _NUMBERS, _SPANS)
def test_every_total_has_a_band_and_lies_within_its_bounds(
    card: Scorecard, numbers: list[int | None], spans: Spans
) -> None:
    """Whatever was counted, and however much of it is unknown."""
    found = score(card, _any_values(card, numbers), spans)
    assert 0 <= found.points <= found.of <= card.most
    assert found.lowest_band is not None
    assert found.highest_band is not None
    assert found.lowest_band.least <= found.highest_band.least
    assert all(0 <= each.lowest <= each.highest <= each.measure.most for each in found.measures)
    assert found.of + sum(each.measure.most for each in found.left_out) == card.most


@settings(max_examples=tried(2_000, 60))
@given(_cards(), st.lists(_NUMBER, min_size=1, max_size=20), _SPANS)
def test_steps_are_monotone(card: Scorecard, numbers: list[int], spans: Spans) -> None:
    """One more of what earns points never costs any, and one more of the others never earns one."""
    before = score(card, _any_values(card, [*numbers]), spans)
    after = score(card, _any_values(card, [number + 1 for number in numbers]), spans)
    for one, other in zip(before.measures, after.measures, strict=True):
        assert (one.lowest <= other.lowest) if one.measure.counts_up else (one.lowest >= other.lowest)


@settings(max_examples=tried(2_000, 60))
@given(_cards(), _NUMBERS, _SPANS)
def test_what_is_missing_really_wins_the_points(
    card: Scorecard, numbers: list[int | None], spans: Spans
) -> None:
    """The count with what is missing earns just so many points more; with one less of it, fewer."""
    values = _any_values(card, numbers)
    found = score(card, values, spans)
    for gap in gaps(found, spans):
        key, number = gap.measure.key, values[gap.measure.key].number
        assert number is not None
        unit = Fraction(1, 10) if gap.measure.counted.is_percent else Fraction(1)
        for change in (gap.nearest, gap.whole):
            assert change.by > 0
            assert change.points > 0
            way = 1 if gap.measure.counts_up else -1
            won = _lowest(card, values | {key: Value(number + way * change.by)}, spans, key)
            short = _lowest(card, values | {key: Value(number + way * (change.by - unit))}, spans, key)
            assert won >= gap.scored.lowest + change.points > short


def _lowest(card: Scorecard, values: dict[str, Value], spans: Spans, key: str) -> int:
    found = score(card, values, spans)
    return next(each.lowest for each in found.measures if each.measure.key == key)


@settings(max_examples=tried(2_000, 60))
@given(_cards(), _NUMBERS, _SPANS)
def test_the_way_to_the_next_band_leads_there(
    card: Scorecard, numbers: list[int | None], spans: Spans
) -> None:
    """All changes that are named, done at once, make the total one of the next band at least."""
    values = _any_values(card, numbers)
    found = score(card, values, spans)
    nearest = next_band(found, gaps(found, spans))
    if nearest is None:
        assert found.lowest_band == card.bands[0] or not found.of
        return
    changed = dict(values)
    for gap, change in nearest.way:
        number = changed[gap.measure.key].number
        assert number is not None
        way = 1 if gap.measure.counts_up else -1
        changed[gap.measure.key] = Value(number + way * change.by)
    after = score(card, changed, spans).lowest_band
    assert after is not None
    assert not nearest.way or after.least >= nearest.band.least


@settings(max_examples=tried(2_000, 60))
@given(st.sampled_from(PRESETS), st.lists(st.one_of(st.none(), _NUMBER), min_size=1, max_size=7), _SPANS)
def test_presets_keep_the_laws(name: str, numbers: list[int | None], spans: Spans) -> None:
    """Points of a published scoring are among its published ones, or not given."""
    card = preset(name)
    for each in score(card, _any_values(card, numbers), spans).measures:
        assert each.points in {None, 0, *(step.points for step in each.measure.steps)}
        assert figure_in_words(each, "USD", "US")
