"""Changing an agenda."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import PlannedStep, StepKind, step_length
from leadsroom.domain.agenda.plan import (
    MOST_STEPS,
    AgendaPlan,
    checked_plan,
    fresh_step,
    is_pitched,
    plan_change,
    shared_by_all,
    stepped,
    timed_for_each,
    turns_in_words,
    whole_in_words,
)
from leadsroom.domain.text.wording import ZERO
from leadsroom.errors import Refused
from tests.domain.agendas import changeovers, plans, steps, turns
from tests.domain.pictures import SEVEN, minutes, seconds

WELCOME = PlannedStep(StepKind.WELCOME, "Welcome", minutes(3))
PITCHES = PlannedStep(StepKind.PITCHES, "Pitches", ZERO, seconds(60))
BUCKET = PlannedStep(StepKind.BUCKET, "Leads bucket", minutes(15), None, autostart=True)
PLAN = AgendaPlan((WELCOME, PITCHES, BUCKET))


def place_in(data: st.DataObject, plan: AgendaPlan) -> int:
    """Any place of a plan."""
    return data.draw(st.integers(0, len(plan.steps) - 1))


@given(plans, steps(), st.data())
def test_adding_and_removing_are_inverse(plan, step, data):
    """A step that is added stands where it was wanted; removed again, all is as before."""
    at = data.draw(st.integers(0, len(plan.steps)))
    added = plan.added(at, step)
    assert added.steps[at] == step
    assert added.removed(at) == plan


@given(plans, st.data(), st.integers(-15, 15))
def test_moving_keeps_every_other_step(plan, data, by):
    """One step is elsewhere; the others are all there, in their order, and the way back leads back."""
    at = place_in(data, plan)
    to = max(0, min(len(plan.steps) - 1, at + by))
    moved = plan.moved(at, by)
    assert moved.steps[to] == plan.steps[at]
    assert moved.removed(to) == plan.removed(at)
    assert moved.moved(to, at - to) == plan


@given(plans, steps(), st.data())
def test_changing_one_keeps_the_others(plan, step, data):
    """Only that step is another."""
    at = place_in(data, plan)
    changed = plan.changed(at, step)
    assert changed.removed(at) == plan.removed(at)
    assert changed.steps[at] == step


@given(plans, turns)
def test_a_pitch_for_all_touches_pitches_only(plan, each):
    """Every round of pitches that is timed for each has the new length, everything else is as it was."""
    for was, now in zip(plan.steps, plan.pitching(each).steps, strict=True):
        assert now == (replace(was, turn_length=each) if is_pitched(was) else was)


@given(plans)
def test_a_plan_that_may_be_is_left_alone(plan):
    """What is within the limits is kept as it is; checking twice is checking once."""
    checked = checked_plan(plan)
    assert checked_plan(checked) == checked
    assert [replace(s, title="") for s in checked.steps] == [replace(s, title="") for s in plan.steps]


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (AgendaPlan(()), "at least one step"),
        (AgendaPlan((WELCOME,) * (MOST_STEPS + 1)), "up to 30 steps; this one would have 31"),
        (replace(PLAN, changeover=seconds(61)), "0 to 60 s"),
        (replace(PLAN, changeover=seconds(-1)), "0 to 60 s"),
        (AgendaPlan((replace(WELCOME, title=" \x1b[31m\x07 "),)), "needs a title"),
        (AgendaPlan((replace(WELCOME, title="x" * 500),)), "up to 60 characters; this one has 500"),
        (AgendaPlan((replace(WELCOME, planned=minutes(241)),)), "Welcome cannot take that long"),
        (AgendaPlan((replace(WELCOME, planned=minutes(-1)),)), "0 min to 4 hours"),
        (AgendaPlan((replace(WELCOME, planned=seconds(1.5)),)), "whole seconds"),
        (AgendaPlan((replace(PITCHES, turn_length=seconds(14)),)), "15 s to 10 min"),
        (AgendaPlan((replace(PITCHES, turn_length=seconds(601)),)), "15 s to 10 min"),
        (AgendaPlan((replace(WELCOME, turn_length=seconds(60)),)), "has no turns: give it one length"),
        (AgendaPlan((replace(WELCOME, autostart=True),)), "nothing can start by itself"),
    ],
)
def test_what_no_meeting_can_be_held_by_is_refused(plan, words):
    """Each limit has its sentence."""
    with pytest.raises(Refused, match=words):
        checked_plan(plan)


@pytest.mark.parametrize(
    "title", ["[/]", "[Anna]", "[@click=app.quit]x[/]", "Zoë 🌷", "أحمد بن محمد", "x" * 60]
)
def test_titles_are_kept_as_typed(title):
    """Brackets, emoji and any script stay; what a terminal would obey goes."""
    (step,) = checked_plan(AgendaPlan((replace(WELCOME, title=f" \x1b[2J{title}\x07  "),))).steps
    assert step.title == title


@given(steps().filter(lambda s: s.kind.is_round), st.integers(0, 70), changeovers)
def test_a_round_can_be_timed_either_way(step, people, changeover):
    """Shared or a turn each, it is an agenda; a block made of turns is no shorter than they were."""
    each = step if step.turn_length else timed_for_each(step, people, changeover)
    block = shared_by_all(each, people, changeover)
    assert (each.turn_length is None, block.turn_length is None) == (False, True)
    checked_plan(AgendaPlan((each, block), changeover))
    assert block.planned == minutes(240) or block.planned >= step_length(each, people, changeover)


@given(steps(), st.sampled_from([1, -1]))
def test_a_press_makes_it_longer_or_shorter(step, by):
    """By a minute, or to the next usual turn, within the limits, and never the other way."""
    changed = stepped(step, by)
    checked_plan(AgendaPlan((changed,)))
    was, now = ((s.turn_length or s.planned) for s in (step, changed))
    assert (now - was) * by >= ZERO
    assert timedelta(0) <= abs(now - was) <= minutes(1)


@pytest.mark.parametrize(
    ("was", "by", "now"),
    [
        (15, 1, 20),
        (60, 1, 75),
        (60, -1, 45),
        (48, 1, 60),
        (48, -1, 45),
        (120, 1, 150),
        (300, 1, 360),
        (600, 1, 600),
    ],
)
def test_turns_go_by_usual_lengths(was, by, now):
    """From a quarter of a minute to ten minutes, by the lengths that groups use."""
    assert stepped(replace(PITCHES, turn_length=seconds(was)), by).turn_length == seconds(now)


@pytest.mark.parametrize("kind", list(StepKind))
def test_a_fresh_step_of_each_kind_may_be(kind):
    """Every kind can be added as it is proposed; pitches are as long as the chapter's."""
    step = fresh_step(kind, seconds(45))
    checked_plan(AgendaPlan((step,)))
    assert (step.turn_length == seconds(45)) == (kind is StepKind.PITCHES)


def test_each_step_begins_where_the_one_before_ends():
    """Times on the clock count the people, and leave out a round for visitors who are not there."""
    visitors = PlannedStep(StepKind.VISITORS, "Visitors", ZERO, seconds(60))
    plan = AgendaPlan((WELCOME, PITCHES, visitors, BUCKET), seconds(0))
    assert plan.starts(10, SEVEN) == tuple(SEVEN + minutes(m) for m in (0, 3, 13, 13))


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (PLAN, ""),
        (PLAN.removed(0), "Welcome removed"),
        (PLAN.added(0, replace(WELCOME, title="Coffee")), "Coffee added"),
        (PLAN.moved(0, 1), "Pitches before Welcome"),
        (PLAN.pitching(seconds(75)), "Pitches: 75 s each"),
        (PLAN.changed(0, replace(WELCOME, title="[/]")), "Welcome is now [/]"),
        (PLAN.changed(2, replace(BUCKET, autostart=False)), "Leads bucket: the next waits for Enter"),
        (PLAN.changed(2, replace(BUCKET, planned=minutes(12))), "Leads bucket: 12 min shared"),
        (AgendaPlan((BUCKET, BUCKET)), "Other steps"),
        (replace(PLAN, changeover=seconds(0)), "Changeover 0 s"),
    ],
)
def test_a_change_is_told_in_words(after, words):
    """What the journal and the screen say of it."""
    assert plan_change(PLAN, after) == words


@given(plans, plans)
def test_every_change_has_words(before, after):
    """Nothing is different exactly where nothing is said."""
    assert bool(plan_change(before, after)) == (before != after)


@pytest.mark.parametrize(
    ("step", "people", "turns", "whole"),
    [
        (WELCOME, 18, "", "3 min"),
        (PITCHES, 18, "60 s each · 18 people", "20 min"),
        (replace(PITCHES, autostart=True), 18, "60 s each · 18 people", "18 min"),
        (PITCHES, 1, "60 s each · 1 person", "1 min"),
        (PITCHES, 0, "60 s each · 0 people", ""),
        (BUCKET, 18, "18 share, 50 s each", "15 min"),
        (replace(BUCKET, autostart=False), 18, "18 share, 45 s each", "15 min"),
        (replace(BUCKET, planned=minutes(13)), 18, "18 share, 43 s each", "13 min"),
        (replace(BUCKET, planned=minutes(3)), 18, "18 share, 15 s each", "4 min"),
        (replace(BUCKET, planned=minutes(3), autostart=False), 18, "18 share, 15 s each", "6 min"),
        (replace(PITCHES, kind=StepKind.VISITORS), 18, "60 s each, if any come", ""),
        (replace(WELCOME, planned=ZERO), 18, "", "0 s"),
    ],
)
def test_a_step_in_words(step, people, turns, whole):
    """Who takes turns, and how long all of it is."""
    assert turns_in_words(step, people, seconds(5)) == turns
    assert whole_in_words(step, people, seconds(5)) == whole
