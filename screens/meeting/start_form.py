"""When what is up really began: a time, or how many minutes ago."""

from __future__ import annotations

from datetime import UTC, datetime

from textual.content import Content

from leadsroom.acts.meeting.commands import BeganAt
from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.meeting.agenda_progress import turn_name
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.text.typed_time import read_past_moment
from leadsroom.domain.text.wording import whole_minutes
from leadsroom.errors import Refused
from screens.kit.form.field import Answer, ReadField
from screens.kit.form.form import Form


class StartField(ReadField[datetime]):
    """A moment not long ago. The key that has opened the form is no letter of it."""

    def __init__(self, chapter: Chapter, began: datetime, now: datetime) -> None:
        self._chapter, self._now = chapter, now
        text = clock_time(began, chapter)
        super().__init__("at", "Began at", text, self._read, says=self._understood, placeholder="7:01, or 3")

    def _read(self, typed: str) -> datetime:
        return read_past_moment(typed, self._chapter.local(self._now)).astimezone(UTC)

    def _understood(self, at: datetime) -> Content:
        minutes = whole_minutes(self._now - at)
        ago = f"{minutes} min ago" if minutes else "just now"
        return Content.styled(f"= {clock_time(at, self._chapter, half=True)}, {ago}", "$quiet")

    def press(self, key: str, _character: str | None) -> Answer:
        return Answer.TAKEN if key == "less_than_sign" else Answer.PASSED


def start_form(snapshot: Snapshot, now: datetime) -> Form[BeganAt]:
    """When the clock that is up began. Raises Refused where none is."""
    clock, step, turn, asked = snapshot.clock, snapshot.step, snapshot.turn, snapshot.open_questions
    if clock is None or step is None:
        raise Refused("No clock is running. Enter goes on.")
    field = StartField(snapshot.chapter, clock.started_at or now, now)
    turn_id, questions_id = turn.id if turn is not None else None, asked.id if asked is not None else None
    name = turn_name(snapshot, turn) if turn is not None else step.title
    return Form(
        f"Questions to {name}" if asked is not None else name,
        [field],
        lambda: BeganAt(field.value, step.id, turn_id, questions_id),
        about="a time, or how many minutes ago",
        draft_name=f"began {step.id} {turn_id} {questions_id}",
    )
