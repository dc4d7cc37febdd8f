"""What is asked for an agenda: a step, a length, a published agenda; and what there is to choose from."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace
from textual import events

from leadsroom.domain.agenda.agenda import PRESETS, PlannedStep, Preset, StepKind
from leadsroom.domain.agenda.plan import (
    AgendaPlan,
    checked_title,
    fresh_step,
    kind_in_words,
    length_of_step,
    shared_by_all,
    timed_for_each,
    turns_in_words,
    whole_in_words,
)
from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.meeting.fit import Fit
from leadsroom.domain.text.typed_time import read_block, read_changeover, read_pitch
from leadsroom.domain.text.wording import SECOND, ZERO, length_in_words, round_minutes, seconds_or_minutes
from screens.agenda.lines import PlanPicture
from screens.kit.dialog import PickDialog, Picked
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import WIDE, Field, ReadField
from screens.kit.form.form import Form
from screens.kit.form.read_fields import LengthField
from screens.kit.listing import Column, Line
from screens.kit.styled import amber, quiet, words

_WAYS = ((True, "a turn each"), (False, "one block, shared"))
_NEXT_TURN = ((False, "waits for Enter"), (True, "starts by itself"))
_LIKE_PITCH, _LIKE_BLOCK = "like 75 or 1:15", "like 15 or 7:30"
ANOTHER = "another"
ANOTHER_PITCH = Line(ANOTHER, (words(ANOTHER), quiet(""), quiet(""), quiet("a digit begins it")))


class StepForm(Form[PlannedStep]):
    """Title, length, and for a round how its time is given.

    With a digit that was `typed` already the length is begun, and Enter there is all that is needed.
    """

    def __init__(self, step: PlannedStep, people: int, changeover: timedelta, typed: str = "") -> None:
        self._step = step
        each = step if step.turn_length else timed_for_each(step, people, changeover)
        block = shared_by_all(step, people, changeover) if step.turn_length else step
        self.name = ReadField("title", "Title", step.title, checked_title, width=WIDE)
        self.way = ChoiceField("way", "Time", _WAYS, bool(step.turn_length))
        self.each = LengthField(
            "each",
            "A turn",
            seconds_or_minutes(each.turn_length or ZERO),
            read_pitch,
            hint=_LIKE_PITCH,
        )
        self.block = LengthField(
            "block", "Length", length_in_words(block.planned), read_block, hint=_LIKE_BLOCK
        )
        self.autostart = ChoiceField("auto", "Next turn", _NEXT_TURN, step.autostart)
        self.is_begun = bool(typed)
        length = self.each if self._is_timed else self.block
        super().__init__(
            f"Edit {step.title}",
            (self.name, self.way, self.each, self.block, self.autostart),
            first=length if typed else self.name,
            draft_name="" if typed else f"step {step.title}",
            corrects=True,
        )
        if typed:
            length.text = typed

    @property
    def _is_timed(self) -> bool:
        return self._step.kind.is_round and self.way.chosen

    def follow(self) -> None:
        self.way.is_away = self.autostart.is_away = not self._step.kind.is_round
        self.each.is_away, self.block.is_away = not self._is_timed, self._is_timed

    def after(self, field: Field) -> Field | None:
        is_length = field in (self.each, self.block)
        return None if is_length and self.is_begun else super().after(field)

    def build(self) -> PlannedStep:
        step = replace(self._step, title=self.name.value)
        if self._step.kind.is_round:
            step = replace(step, autostart=self.autostart.chosen)
        if self._is_timed:
            return replace(step, planned=ZERO, turn_length=self.each.value)
        return replace(step, planned=self.block.value, turn_length=None)


def changeover_form(length: timedelta) -> Form[timedelta]:
    """The time between two turns."""
    field = LengthField("length", "Length", length_in_words(length), read_changeover, hint="0 to 60 s")
    return Form("Changeover between two turns", [field], lambda: field.value)


def pitch_form(typed: str) -> Form[timedelta]:
    """A length of a pitch that is none of those offered; a digit of it may be typed already."""
    field = LengthField("length", "Length", typed, read_pitch, hint="15 s to 10 min, like 75 or 1:15")
    form = Form("One pitch", [field], lambda: field.value)
    form.is_begun = True
    return form


class PitchDialog(PickDialog):
    """The lengths of a pitch that are offered; a digit begins another one."""

    def on_key(self, event: events.Key) -> None:
        if (event.character or "").isdecimal():
            event.stop()
            self.dismiss(Picked(event.character or "", ANOTHER))


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
    return f"ends {clock_time(fit.shown_end, picture.chapter)}", past
