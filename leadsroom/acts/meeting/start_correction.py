"""How much earlier the turn or step that is up can have begun, and whose end moves with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from leadsroom.acts.act import Act
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.meeting.snapshot import Snapshot, Step, Turn
from leadsroom.domain.text.wording import SECOND
from leadsroom.errors import Refused


def begin_earlier(act: Act, up: Step | Turn, by: timedelta) -> timedelta:
    """Let the turn or plain step that is up begin earlier; by how much it does. Refuses if there is no room.

    What ended as it began ended earlier too, so that no time is counted twice.
    """
    began = up.clock.started_at or act.now
    limit = max(_ends_before(act.before, up, began), default=None)
    clock = up.clock if up.clock.started_at else up.clock.start(act.now)
    change = clock.began_earlier(by, limit)
    assert change.started_at is not None
    if began - change.started_at < SECOND:
        raise Refused("It cannot have begun earlier: something else was on then.")
    _set(act, up, change)
    _move_border(act, up, began, change.started_at)
    return began - change.started_at


def _set(act: Act, what: Step | Turn, clock: Countdown) -> None:
    if isinstance(what, Turn):
        act.set_turn(what, clock)
    else:
        act.set_step(what, clock)


def _around(snapshot: Snapshot, up: Step | Turn) -> Step | None:
    """The round that a turn is part of."""
    return snapshot.step if isinstance(up, Turn) else None


def _before(snapshot: Snapshot, up: Step | Turn, began: datetime) -> Iterator[Step | Turn]:
    """Everything else that had begun when this began, the round around it left out."""
    around = _around(snapshot, up)
    turns: list[Step | Turn] = [turn for turn in snapshot.turns if turn is not up]
    steps = (step for step in snapshot.steps if step is not up and step is not around)
    for other in (*turns, *steps):
        if other.clock.started_at is not None and other.clock.started_at <= began:
            yield other


def _ends_before(snapshot: Snapshot, up: Step | Turn, began: datetime) -> Iterator[datetime]:
    """The moments that this cannot have begun before."""
    around = _around(snapshot, up)
    for other in _before(snapshot, up, began):
        yield _latest_end(other.clock, began, movable=around is None or around.autostart)
    for questions in snapshot.questions:
        ended = questions.clock.ended_at
        if ended is not None and ended <= began:
            yield ended
    if around is not None and around.clock.started_at is not None:
        with_its_round = around.autostart and began - around.clock.started_at < SECOND
        if not with_its_round:
            yield min(began, around.clock.started_at)


def _latest_end(clock: Countdown, began: datetime, *, movable: bool) -> datetime:
    """When it was over at the earliest: as it was, or down to nothing if it made way for what is up."""
    assert clock.started_at is not None
    ended = clock.ended_at or clock.paused_at
    if ended is None or ended > began:
        return began
    if movable and clock.ended_at and began - ended < SECOND:
        return clock.started_at + clock.paused_for
    return ended


def _move_border(act: Act, up: Step | Turn, began: datetime, begins: datetime) -> None:
    """What was on until then ended when this begins; its round, or the meeting, began with it."""
    for other in _before(act.before, up, began):
        if other.clock.ended_at is not None and other.clock.ended_at > begins:
            _set(act, other, replace(other.clock, ended_at=begins))
    around, started = _around(act.before, up), act.before.meeting.started_at
    if around is not None and around.clock.started_at and around.clock.started_at > begins:
        _set(act, around, replace(around.clock, started_at=begins))
    if started is not None and started > begins:
        act.set_meeting(started_at=begins)
