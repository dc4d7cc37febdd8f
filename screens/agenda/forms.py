"""What is asked for an agenda: a step, the length of all pitches, the time between two turns."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace
from textual import events

from leadsroom.domain.agenda.agenda import PlannedStep
from leadsroom.domain.agenda.plan import checked_title, shared_by_all, timed_for_each
from leadsroom.domain.text.typed_time import read_block, read_changeover, read_pitch
from leadsroom.domain.text.wording import ZERO, length_in_words, seconds_or_minutes
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import WIDE, Field, ReadField
from screens.kit.form.form import Form
from screens.kit.form.read_fields import LengthField
from screens.kit.listing import Line
from screens.kit.pick_dialog import PickDialog, Picked
from screens.kit.styled import quiet, words

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
