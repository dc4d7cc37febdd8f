"""What can be chosen for an agenda: kinds of steps, published agendas, lengths of a pitch."""

from __future__ import annotations

from datetime import timedelta

from leadsroom.domain.agenda.agenda import PRESETS, PlannedStep, Preset, StepKind
from leadsroom.domain.agenda.plan import (
    AgendaPlan,
    fresh_step,
    kind_in_words,
    length_of_step,
    turns_in_words,
    whole_in_words,
)
from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.meeting.fit import Fit
from leadsroom.domain.text.wording import SECOND, length_in_words, round_minutes, seconds_or_minutes
from screens.agenda.lines import PlanPicture
from screens.kit.columns import Column
from screens.kit.listing import Line
from screens.kit.styled import amber, quiet, words

OFFERED = tuple(timedelta(seconds=s) for s in (30, 45, 60, 90, 120, 150, 180, 240, 300))
KIND_COLUMNS = (Column(), Column(fills=True, least=8), Column(right=True))
PRESET_COLUMNS = (Column(), Column(right=True), Column(right=True), Column(), Column(rank=1, fills=True))
PITCH_COLUMNS = (Column(right=True), Column(right=True), Column(), Column(fills=True))


def kind_lines(pitch: timedelta, picture: PlanPicture) -> list[Line]:
    """Each kind of step, as it would be added."""
    people, changeover = picture.people, picture.plan.changeover
    fresh = [fresh_step(kind, pitch) for kind in StepKind]
    return [
        Line(
            step.kind.value,
            (
                words(kind_in_words(step.kind)),
                quiet(turns_in_words(step, people, changeover)),
                quiet(whole_in_words(step, people, changeover)),
            ),
        )
        for step in fresh
    ]


def preset_called(name: str) -> Preset:
    """A preset by its name."""
    return next(preset for preset in PRESETS if preset.name == name)


def preset_lines(picture: PlanPicture) -> list[Line]:
    """Each preset, and what it comes to with this table."""
    return [_preset_line(preset, picture) for preset in PRESETS]


def _preset_line(preset: Preset, picture: PlanPicture) -> Line:
    plan = AgendaPlan(preset.steps, picture.plan.changeover)
    fit = picture.fit_with(plan)
    pitch = f"{seconds_or_minutes(plan.pitch)} pitches" if plan.pitch else "no pitches"
    total = round_minutes(fit.ends_at - picture.starts_at)
    ends, past = _ends(fit, picture)
    tone = amber if fit.past >= SECOND else quiet
    return Line(
        preset.name, (words(preset.name), quiet(pitch), words(f"{total} min"), quiet(ends), tone(past))
    )


def preset_notes() -> dict[str, str]:
    """The steps of each preset in one sentence, by its name."""
    return {preset.name: _note(preset) for preset in PRESETS}


def _note(preset: Preset) -> str:
    steps = " · ".join(_brief(step) for step in preset.steps)
    return f"{steps}{f'  ({preset.source})' if preset.source else ''}"


def _brief(step: PlannedStep) -> str:
    minutes = step.planned // timedelta(minutes=1)
    return f"{step.title} {length_of_step(step) if step.turn_length else minutes}"


def pitch_lines(picture: PlanPicture) -> list[Line]:
    """The lengths the tradition knows, the one that is and the one that fits, and when each would end."""
    fitting, now = picture.fit.fitting, picture.plan.pitch
    lengths = sorted({*OFFERED, *(length for length in (fitting, now) if length)})
    return [_pitch_line(length, picture, length == now, length == fitting) for length in lengths]


def _pitch_line(length: timedelta, picture: PlanPicture, is_now: bool, is_fitting: bool) -> Line:
    fit = picture.fit_with(picture.plan.pitching(length))
    ends, past = _ends(fit, picture)
    remark = "as it is now" if is_now else "would fit" if is_fitting else ""
    tone = amber if fit.past >= SECOND else quiet
    return Line(
        str(length // SECOND),
        (
            words(seconds_or_minutes(length)),
            quiet(length_in_words(fit.pitches)),
            quiet(ends),
            tone(f"{past}{f' · {remark}' if remark else ''}"),
        ),
    )


def _ends(fit: Fit, picture: PlanPicture) -> tuple[str, str]:
    minutes = fit.minutes_past
    past = f"{abs(minutes)} min {'over' if minutes > 0 else 'to spare'}" if minutes else "as planned"
    return f"ends {clock_time(fit.ends_at, picture.chapter)}", past
