"""Agenda presets and the arithmetic of rounds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.agenda.agenda import (
    CHANGEOVER,
    SHORTEST_TURN,
    PlannedStep,
    StepKind,
    agenda_for,
    changeover_of,
    classic_90,
    hour_60,
    round_length,
    shared_turn,
    step_length,
)
from tests.domain.pictures import minutes, seconds


@pytest.mark.parametrize(
    ("people", "turn", "whole"),
    [
        (12, seconds(60), minutes(13)),
        (24, seconds(60), minutes(26)),
        (12, minutes(3), minutes(37)),
        (24, minutes(3), minutes(74)),
        (0, minutes(3), minutes(0)),
        (1, seconds(30), seconds(35)),
    ],
)
def test_a_round_takes_a_turn_and_a_changeover_each(people: int, turn: timedelta, whole: timedelta) -> None:
    """The published arithmetic of pitches comes out."""
    assert round_length(people, turn) == whole


@pytest.mark.parametrize(
    ("block", "people", "each"),
    [(15, 18, 45), (15, 12, 70), (4, 6, 35), (4, 7, 29), (1, 30, 15), (0, 5, 15), (15, 0, 15), (15, 1, 895)],
)
def test_a_block_is_shared_evenly(block: float, people: int, each: float) -> None:
    """Whole seconds, a changeover each, and never under a quarter of a minute."""
    assert shared_turn(minutes(block), people) == seconds(each)


@given(block=st.integers(0, 7200), people=st.integers(1, 80))
def test_a_shared_round_fits_its_block(block: int, people: int) -> None:
    """Shares never overrun the block by themselves, unless they are the shortest there are."""
    turn = shared_turn(timedelta(seconds=block), people)
    assert turn >= SHORTEST_TURN
    assert turn == SHORTEST_TURN or round_length(people, turn, CHANGEOVER) <= timedelta(seconds=block)


@pytest.mark.parametrize(("autostart", "between"), [(False, seconds(5)), (True, seconds(0))])
def test_turns_that_start_by_themselves_have_no_changeover(autostart: bool, between: timedelta) -> None:
    """The next begins as soon as one is done: the round takes its turns and nothing beside them."""
    timed = PlannedStep(StepKind.PITCHES, "Pitches", minutes(0), minutes(1), autostart)
    shared = PlannedStep(StepKind.BUCKET, "Leads bucket", minutes(15), None, autostart)
    assert changeover_of(timed, CHANGEOVER) == between
    assert step_length(timed, 18) == 18 * (minutes(1) + between)
    assert step_length(shared, 18) == 18 * seconds(50)


@pytest.mark.parametrize("preset", [classic_90(), hour_60()], ids=lambda p: p.name)
def test_presets_fit_their_length(preset) -> None:
    """With a typical table of sixteen each preset ends within its time."""
    rounds = sum(
        (round_length(16, step.turn_length) for step in preset.steps if step.kind is StepKind.PITCHES),
        timedelta(0),
    )
    blocks = sum((step.planned for step in preset.steps), timedelta(0))
    assert blocks + rounds <= preset.length


@pytest.mark.parametrize("preset", [classic_90(), hour_60()], ids=lambda p: p.name)
def test_presets_have_what_a_meeting_needs(preset) -> None:
    """Pitches, the bucket and a close, in this order, once each; only the bucket starts by itself."""
    kinds = [step.kind for step in preset.steps]
    order = [kinds.index(kind) for kind in (StepKind.PITCHES, StepKind.BUCKET, StepKind.CLOSE)]
    assert order == sorted(order)
    assert len(kinds) == len(set(kinds))
    assert [step.kind for step in preset.steps if step.autostart] == [StepKind.BUCKET]


@pytest.mark.parametrize(
    ("length", "has_speaker"), [(45, False), (60, False), (74, False), (75, True), (90, True), (120, True)]
)
def test_the_preset_follows_the_length(length: float, has_speaker: bool) -> None:
    """An hour has no speaker; an hour and a half has; the pitches are as long as was asked for."""
    agenda = agenda_for(minutes(length), seconds(45))
    assert (StepKind.SPEAKER in {step.kind for step in agenda}) == has_speaker
    assert [step.turn_length for step in agenda if step.kind is StepKind.PITCHES] == [seconds(45)]


@pytest.mark.parametrize("kind", list(StepKind))
def test_rounds_are_those_where_people_take_turns(kind: StepKind) -> None:
    """Pitches, visitors and the bucket go around; nothing else does."""
    assert kind.is_round == (kind in {StepKind.PITCHES, StepKind.VISITORS, StepKind.BUCKET})
