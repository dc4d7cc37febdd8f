"""The agenda: every step with its clock time, what is done, what is on, what it cost against the plan."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from textual.content import Content

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.meeting.agenda_progress import (
    people_of_round,
    planned_length,
    progress_of_round,
    starts_of_steps,
)
from leadsroom.domain.meeting.snapshot import Snapshot, Step, passed_over, turns_taken
from leadsroom.domain.text.wording import length_in_words, minutes_over
from screens.kit.pane import Pane, cell, columns, first_around, lines, right

_WIDE = 40
_NO_VISITORS = "none yet"
_FOLDED = 22  # cells up to which it is folded, when it may be


class AgendaLine(Struct, frozen=True):
    """One step as shown. `look` is done, now, ahead, skipped or left; `planned` its length in words."""

    look: str
    time: str
    title: str
    note: str
    planned: str


def agenda_picture(snapshot: Snapshot, now: datetime) -> tuple[AgendaLine, ...]:
    """The agenda of a meeting at a moment."""
    starts = starts_of_steps(snapshot, now)
    return tuple(_line(snapshot, step, starts.get(step.id), now) for step in snapshot.steps)


def _line(snapshot: Snapshot, step: Step, start: datetime | None, now: datetime) -> AgendaLine:
    is_now = step.id == snapshot.meeting.step_id
    look = "now" if is_now else _look(snapshot, step)
    note = _note(snapshot, step, look, now)
    has_time = start is not None and look != "skipped" and note != _NO_VISITORS
    time = clock_time(start, snapshot.chapter) if start is not None and has_time else ""
    planned = step.planned if look in ("done", "left", "now") else planned_length(snapshot, step)
    length = length_in_words(planned) if planned else ""
    return AgendaLine(look, time, step.title, note, length)


def _look(snapshot: Snapshot, step: Step) -> str:
    if step.outcome is None:
        return "ahead"
    reason = passed_over(step.outcome, (turn.outcome for turn in snapshot.turns_of(step)))
    return "done" if not reason else "left" if reason.startswith("left") else "skipped"


def _note(snapshot: Snapshot, step: Step, look: str, now: datetime) -> str:
    if look == "skipped":
        return "skipped"
    if look == "left":
        spoken, of = turns_taken(turn.outcome for turn in snapshot.turns_of(step))
        return f"left {spoken}/{of}"
    if look == "done":
        return minutes_over(step.planned, step.clock.elapsed(now))
    if not step.kind.is_round:
        return ""
    if look == "ahead":
        people = len(people_of_round(snapshot, step))
        nobody = _NO_VISITORS if step.kind is StepKind.VISITORS else ""
        return f"{people}" if people else nobody
    spoken, total = progress_of_round(snapshot, step)
    return f"{spoken}/{total}"


def _on_and_next(picture: tuple[AgendaLine, ...]) -> tuple[AgendaLine, ...]:
    now = [line for line in picture if line.look == "now"]
    return (*now, *[line for line in picture if line.look == "ahead"][:1])


def _note_beside(line: AgendaLine, room: int) -> str:
    """The note; of one that would cut the title of a step to come, its first word."""
    would_cut = line.look == "ahead" and len(line.title) + 1 + len(line.note) > room
    return line.note.split(" ")[0] if would_cut else line.note


_SIGN = {"done": "✓", "now": "▶", "ahead": " ", "skipped": "–", "left": "–"}
_STYLE = {"done": "$quiet", "now": "bold $text-primary", "ahead": "", "skipped": "$quiet", "left": "$quiet"}


def draw_folded(line: AgendaLine, width: int) -> Content:
    """A title that stands whole, and what counts of it: how far it is, or when it comes."""
    style, beside = _STYLE[line.look], line.note if line.look == "now" else line.time
    title = cell(line.title, width - 2 - len(beside) - 1, style)
    return columns(cell(_SIGN[line.look], 2, style), title, Content(" "), Content.styled(beside, style))


def draw_line(line: AgendaLine, width: int) -> Content:
    """A step on one line: sign, time, title, its length where there is room, and what it cost."""
    style = _STYLE[line.look]
    note = "$text-warning" if line.note.startswith("+") else style
    planned = 12 if width >= _WIDE else 0
    beside = _note_beside(line, width - 2 - 6 - planned)
    note_width = max(8 if planned else 0, len(beside) + 1 if beside else 0)
    title_width = width - 2 - 6 - planned - note_width
    return columns(
        cell(_SIGN[line.look], 2, style),
        right(line.time, 5, style),
        Content(" "),
        cell(line.title, title_width, style),
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
        rows = [(draw_line if shown is picture else draw_folded)(line, width) for line in shown]
        now = next((number for number, line in enumerate(shown) if line.look == "now"), 0)
        room = self.content_region.height - 2
        # What a form covers is drawn all the same: mostly nothing moves for it, and nothing need be painted.
        first = first_around(len(rows), now, max(1, room - self.covered))
        return lines(title, Content(""), *rows[first : first + max(1, room)])
