"""When what is up really began, and whose end moves with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from leadsroom.acts.act import Act, handles
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.questions import set_questions
from leadsroom.acts.meeting.running import countdown_up, title_up
from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.meeting.agenda_progress import turn_name
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.meeting.snapshot import Questions, Snapshot, Step, Turn
from leadsroom.domain.text.wording import SECOND, length_in_words
from leadsroom.errors import Refused

LONGEST_AGO = timedelta(hours=3)
_MINUTE = timedelta(minutes=1)
_NO_ROOM = "It cannot have begun earlier: something else was on then."

# What a clock is of.
Timed = Step | Turn | Questions


@handles(c.BeganEarlier)
def began_earlier(act: Act, command: c.BeganEarlier) -> str:
    """Move the start of what is up back, as far as what came before it leaves room. A pause stays one."""
    clock, up = countdown_up(act), _up(act)
    began = clock.started_at or act.now
    earliest, _ = _earliest(act, up, began)
    begins = began - command.by if earliest is None else min(began, max(began - command.by, earliest))
    if began - begins < SECOND:
        raise Refused(_NO_ROOM)
    _begin(act, up, clock, begins)
    return f"{title_up(act)} began {length_in_words(began - begins)} earlier"


@handles(c.BeganAt)
def began_at(act: Act, command: c.BeganAt) -> str:
    """Move the start of what is up to a moment, as far as what came before and its pauses leave room."""
    clock, up = countdown_up(act), _up(act)
    _need_meant(act, command)
    began = clock.started_at or act.now
    begins = _possible(act, up, clock, command.at)
    if begins == clock.started_at:
        raise Refused(f"It did begin at {_time(act, began)}.")
    _begin(act, up, clock, begins)
    return f"{title_up(act)} began at {_time(act, begins)}"


def _need_meant(act: Act, command: c.BeganAt) -> None:
    meeting, questions = act.before.meeting, act.before.open_questions
    asked = questions.id if questions is not None else None
    if (command.step_id, command.turn_id, command.questions_id) != (meeting.step_id, meeting.turn_id, asked):
        raise Refused(f"By now {title_up(act)} is up: < corrects when that began.")


def _possible(act: Act, up: Timed, clock: Countdown, at: datetime) -> datetime:
    """The moment, if it can have begun then; in the minute that was typed what came before goes first."""
    began = clock.started_at or act.now
    if at > act.now:
        raise Refused(f"{_time(act, at)} is still to come: it is {_time(act, act.now)}.")
    if at < min(began, act.now - LONGEST_AGO):
        raise Refused(
            f"{_time(act, at)} is more than 3 hours ago. Type when it began, or how many minutes ago."
        )
    earliest, other = _earliest(act, up, began)
    if earliest is not None and at < earliest:
        if earliest - at >= _MINUTE:
            raise Refused(f"It cannot have begun at {_time(act, at)}: {other} until {_time(act, earliest)}.")
        return earliest
    if at > (clock.paused_at or act.now) - clock.paused_for:
        raise Refused(f"It cannot have begun at {_time(act, at)}: it was paused after it began.")
    return at


def _time(act: Act, at: datetime) -> str:
    return clock_time(at, act.chapter)


def _up(act: Act) -> Timed:
    up = act.before.open_questions or act.before.turn or act.before.step
    assert up is not None
    return up


def _earliest(act: Act, up: Timed, began: datetime) -> tuple[datetime | None, str]:
    """The moment that this cannot have begun before, if there is one, and what was on until then."""
    found = _own_time(act, up, began) if isinstance(up, Questions) else _ends_before(act.before, up, began)
    return max(found, default=(None, ""), key=lambda each: each[0])


def _begin(act: Act, up: Timed, clock: Countdown, begins: datetime) -> None:
    """Let it begin at a moment. What ended as it began ends then: no time is counted twice or lost."""
    began = clock.started_at or act.now
    _set(act, up, replace(clock, started_at=begins))
    if isinstance(up, Questions):
        own = _asked_in(act)
        if own.clock.paused_at == began:
            _set(act, own, replace(own.clock, paused_at=begins))
    else:
        _move_border(act, up, began, begins)


def _asked_in(act: Act) -> Step | Turn:
    """The turn or step in which questions are asked: its own clock stands since then."""
    up = act.before.turn or act.before.step
    assert up is not None
    return up


def _own_time(act: Act, up: Questions, began: datetime) -> Iterator[tuple[datetime, str]]:
    own = _asked_in(act)
    paused, name = own.clock.paused_at, _name(act.before, own)
    if paused is not None and own.clock.started_at is not None:
        yield (own.clock.started_at + own.clock.paused_for if paused == began else paused), f"{name} spoke"
    for other in act.before.questions:
        if other.id != up.id and other.clock.ended_at is not None and other.clock.ended_at <= began:
            yield other.clock.ended_at, "other questions were on"
    # Whoever was called back stood aside while others spoke.
    for each in _before(act.before, own, began):
        yield _latest_end(each.clock, began, movable=False), f"{_name(act.before, each)} was on"


def _name(snapshot: Snapshot, what: Step | Turn) -> str:
    return turn_name(snapshot, what) if isinstance(what, Turn) else what.title


def _set(act: Act, what: Timed, clock: Countdown) -> None:
    if isinstance(what, Questions):
        set_questions(act, what, clock)
    elif isinstance(what, Turn):
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


def _ends_before(snapshot: Snapshot, up: Step | Turn, began: datetime) -> Iterator[tuple[datetime, str]]:
    """The moments that this cannot have begun before, and what was on until then."""
    around = _around(snapshot, up)
    for other in _before(snapshot, up, began):
        end = _latest_end(other.clock, began, movable=around is None or around.autostart)
        yield end, f"{_name(snapshot, other)} was on"
    for questions in snapshot.questions:
        ended = questions.clock.ended_at
        if ended is not None and ended <= began:
            yield ended, "questions were on"
    if around is not None and around.clock.started_at is not None:
        with_its_round = around.autostart and began - around.clock.started_at < SECOND
        if not with_its_round:
            yield min(began, around.clock.started_at), "the step before was on"


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
    around, started = _around(act.before, up), act.before.meeting.started_at
    makes_way = around is None or around.autostart
    for other in _before(act.before, up, began):
        ended, had_time = other.clock.ended_at, other.clock.started_at != began
        if ended is not None and (ended > begins or (makes_way and ended == began and had_time)):
            _set(act, other, replace(other.clock, ended_at=begins))
    if around is not None and around.clock.started_at is not None:
        with_it = makes_way and around.clock.started_at == began
        if around.clock.started_at > begins or with_it:
            _set(act, around, replace(around.clock, started_at=begins))
    if started is not None and (started > begins or (started == began and act.before.turn is None)):
        act.set_meeting(started_at=begins)
