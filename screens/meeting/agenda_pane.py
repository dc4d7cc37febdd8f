"""The agenda: every step with its clock time, what is done, what is on, what it cost against the plan."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace
from textual.content import Content

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.ids import StepId
from leadsroom.domain.meeting.agenda_progress import (
    given_length,
    people_of_round,
    planned_length,
    progress_of_round,
    starts_of_steps,
)
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot, Step
from leadsroom.domain.meeting.step_state import StepState, standing_of_step
from leadsroom.domain.meeting.tonight_rota import short_title_of, title_of
from leadsroom.domain.text.wording import length_in_words
from screens.kit.pane import Pane, cell, columns, first_around, lines, right

_WIDE = 40
_NO_VISITORS = "0"
_FOLDED = 22  # cells up to which it is folded, when it may be


class AgendaLine(Struct, frozen=True):
    """One step as shown. `look` is done, now, ahead, skipped or left; `planned` its length in words.

    `short` is the title without a topic. The note of one that is `past` is shown only where there is room
    for what is over.
    """

    look: str
    time: str
    title: str
    note: str
    planned: str
    past: bool = False
    short: str = ""

    def title_in(self, width: int) -> str:
        """The title, without a topic where there is no room for it."""
        return self.title if len(self.title) <= width else self.short or self.title


_LOOKS = {
    StepState.AHEAD: "ahead",
    StepState.NOW: "now",
    StepState.DONE: "done",
    StepState.ENDED_EARLY: "left",
    StepState.LEFT: "left",
}


def agenda_picture(snapshot: Snapshot, now: datetime) -> tuple[AgendaLine, ...]:
    """The agenda of a meeting at a moment."""
    starts, last = starts_of_steps(snapshot, now), _ended_last(snapshot)
    lines = []
    for step in snapshot.steps:
        line = _line(snapshot, step, starts.get(step.id), now)
        lines.append(replace(line, past=line.look == "done" and last is not None and step.id != last))
    return tuple(lines)


def _ended_last(snapshot: Snapshot) -> StepId | None:
    """The step that ended last in a meeting that is on."""
    if snapshot.meeting.state is not MeetingState.LIVE:
        return None
    ended = [(step.clock.ended_at, step.position, step.id) for step in snapshot.steps if step.clock.ended_at]
    return max(ended)[-1] if ended else None


def _line(snapshot: Snapshot, step: Step, start: datetime | None, now: datetime) -> AgendaLine:
    standing = standing_of_step(snapshot, step, now)
    look = _LOOKS.get(standing.state, "skipped")
    note = standing.short if standing.state.is_over else _to_speak(snapshot, step, look)
    has_time = start is not None and look != "skipped" and note != _NO_VISITORS
    time = clock_time(start, snapshot.chapter) if start is not None and has_time else ""
    of_plan = given_length if look in ("done", "left", "now") else planned_length
    planned = of_plan(snapshot, step)
    length = length_in_words(planned) if planned else ""
    return AgendaLine(
        look, time, title_of(snapshot, step), note, length, short=short_title_of(snapshot, step)
    )


def _to_speak(snapshot: Snapshot, step: Step, look: str) -> str:
    """How many speak in a round, and how many of them have come up."""
    if not step.kind.is_round:
        return ""
    if look == "ahead":
        people = len(people_of_round(snapshot, step))
        return f"{people}" if people or step.kind is StepKind.VISITORS else ""
    spoken, total = progress_of_round(snapshot, step)
    return f"{spoken}/{total}"


def _on_and_next(picture: tuple[AgendaLine, ...]) -> tuple[AgendaLine, ...]:
    now = [line for line in picture if line.look == "now"]
    return (*now, *[line for line in picture if line.look == "ahead"][:1])


_SIGN = {"done": "✓", "now": "▶", "ahead": " ", "skipped": "–", "left": "–"}
_STYLE = {"done": "$quiet", "now": "bold $text-primary", "ahead": "", "skipped": "$quiet", "left": "$quiet"}


def draw_folded(line: AgendaLine, width: int) -> Content:
    """A title that stands whole, and what counts of it: how far it is, or when it comes."""
    style, beside = _STYLE[line.look], line.note if line.look == "now" else line.time
    room = width - 2 - len(beside) - 1
    title = cell(line.title_in(room), room, style)
    return columns(cell(_SIGN[line.look], 2, style), title, Content(" "), Content.styled(beside, style))


def draw_line(line: AgendaLine, width: int) -> Content:
    """A step on one line: sign, time, title, its length where there is room, and what it cost.

    When something that is over began gives way to what it cost, where there is no room for both.
    """
    style = _STYLE[line.look]
    planned = 11 if width >= _WIDE else 0
    beside = "" if line.past and not planned else line.note
    note = "$text-warning" if beside.endswith(" over") else style
    note_width = max(13 if planned else 0, len(beside) + 1 if beside else 0)
    time, title_width = 6, width - 2 - 6 - planned - note_width
    if line.look in ("done", "left") and title_width < len(line.title_in(title_width)):
        time, title_width = 0, title_width + 6
    return columns(
        cell(_SIGN[line.look], 2, style),
        columns(right(line.time, 5, style), Content(" ")) if time else Content(""),
        cell(line.title_in(title_width), title_width, style),
        right(line.planned, planned, "$quiet") if planned else Content(""),
        right(beside, note_width, note),
    )


class AgendaPane(Pane[tuple[AgendaLine, ...]]):
    """The agenda."""

    covered = 0
    is_folded = False

    def fold(self, folded: bool) -> None:
        """Where it is narrow show only what is on and what is next, or the whole agenda again."""
        if folded != self.is_folded:
            self.is_folded = folded
            self.redraw()

    def uncovered_to(self, row: int) -> None:
        """Draw for what can be seen: the rows of the screen above `row`."""
        covered = max(0, self.content_region.bottom - row)
        if covered != self.covered:
            self.covered = covered
            self.redraw()

    def draw(self, picture: tuple[AgendaLine, ...], width: int) -> Content:
        title = Content.styled("Agenda", "$quiet")
        shown = _on_and_next(picture) if self.is_folded and width <= _FOLDED else picture
        if self.is_folded and shown is picture:  # what is over has no words then: the list beside it has them
            shown = picture = tuple(replace(line, past=line.look == "done") for line in picture)
        rows = [(draw_line if shown is picture else draw_folded)(line, width) for line in shown]
        now = next((number for number, line in enumerate(shown) if line.look == "now"), 0)
        room = self.content_region.height - 2
        # What a form covers is drawn all the same: mostly nothing moves for it, and nothing need be painted.
        first = first_around(len(rows), now, max(1, room - self.covered))
        return lines(title, Content(""), *rows[first : first + max(1, room)])
