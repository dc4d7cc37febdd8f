"""The agendas that groups publish."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leadsroom.domain.agenda.agenda import PRESETS, Preset, StepKind, step_length
from leadsroom.domain.agenda.plan import AgendaPlan, checked_plan
from tests.domain.pictures import minutes, seconds

PITCHES = {
    "Classic 90": seconds(60),
    "Talk and coffee 90": seconds(60),
    "Lunch hour 60": seconds(45),
    "Breakfast hour 60": seconds(30),
    "Leads first 60": None,
    "Big table 90": seconds(30),
    "Hour 60": seconds(45),
}
TABLE = {"Breakfast hour 60": 17, "Lunch hour 60": 12, "Big table 90": 60, "Talk and coffee 90": 29}

each_preset = pytest.mark.parametrize("preset", PRESETS, ids=lambda p: p.name)


def blocks(preset: Preset) -> timedelta:
    """What is planned without the pitches."""
    return sum((step.planned for step in preset.steps), timedelta(0))


def test_all_published_agendas_are_there() -> None:
    """Six of the field, and the hour that setting up proposes; with the pitch each states."""
    assert {preset.name: AgendaPlan(preset.steps).pitch for preset in PRESETS} == PITCHES


@each_preset
def test_a_preset_is_an_agenda(preset: Preset) -> None:
    """Each stands as it is, and no title is cleaned away."""
    assert checked_plan(AgendaPlan(preset.steps)).steps == preset.steps


@each_preset
def test_a_preset_fits_its_length(preset: Preset) -> None:
    """With a table of its own size it ends in time, and does not leave a third of it unused."""
    people = TABLE.get(preset.name, 18)
    whole = sum((step_length(step, people) for step in preset.steps), timedelta(0))
    assert preset.length * 2 / 3 <= whole <= preset.length


@pytest.mark.parametrize("preset", [p for p in PRESETS if p.pitches], ids=lambda p: p.name)
def test_published_blocks_add_up(preset: Preset) -> None:
    """Where a group states the block of its pitches, all blocks together are the whole meeting."""
    assert preset.pitches is not None
    assert blocks(preset) + preset.pitches == preset.length


def test_leads_first_has_the_whole_hour() -> None:
    """Its first round has what the two talks leave."""
    (preset,) = (p for p in PRESETS if p.name == "Leads first 60")
    assert blocks(preset) == minutes(60)
    assert preset.steps[0].kind is StepKind.BUCKET
