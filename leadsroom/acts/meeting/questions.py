"""Beside the agenda: questions, messages to the speaker, and time that nobody used."""

from __future__ import annotations

from msgspec.structs import replace

from leadsroom.acts.act import Act, clock_columns, handles
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import LONGEST_TURN, SHORTEST_TURN
from leadsroom.domain.meeting.agenda_progress import turn_name
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.meeting.snapshot import Questions, Step
from leadsroom.domain.meeting.tonight_rota import talk_in
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import SECOND, ZERO, length_in_words
from leadsroom.errors import Refused
from leadsroom.store import tables as t

LONGEST_PROMPT = 60  # letters that the front of a room can read at once


def set_questions(act: Act, questions: Questions, clock: Countdown) -> None:
    """Write the clock of questions."""
    act.unit.update(t.questions, questions.id, **clock_columns(clock))


def end_questions(act: Act) -> None:
    """End the questions that are open, whatever comes next."""
    questions = act.before.open_questions
    if questions is not None:
        set_questions(act, questions, questions.clock.end(act.now))


@handles(c.OpenQuestions)
def open_questions(act: Act, command: c.OpenQuestions) -> str:
    """Questions to whoever is up; their own clock waits."""
    act.need_live()
    turn, step = act.before.turn, act.before.step
    if act.before.open_questions is not None:
        raise Refused("Questions are open already; o ends them.")
    clock = act.before.clock
    if clock is None or clock.started_at is None or step is None:
        raise Refused("Nobody has spoken yet: enter first.")
    if not SHORTEST_TURN <= command.length <= LONGEST_TURN:
        raise Refused("Questions take 15 s to 10 min.")
    if turn is not None:
        act.set_turn(turn, clock.pause(act.now))
    else:
        act.set_step(step, clock.pause(act.now))
    act.unit.insert(
        t.questions,
        meeting_id=act.before.meeting.id,
        step_id=step.id,
        turn_id=turn.id if turn is not None else None,
        **clock_columns(Countdown(command.length, started_at=act.now)),
    )
    return f"Questions to {turn_name(act.before, turn) if turn is not None else _who(act, step)}"


def _who(act: Act, step: Step) -> str:
    """The speaker of a step, else its title."""
    talk = talk_in(act.before, step)
    return step.title if talk is None else talk.speaker.name


@handles(c.CloseQuestions)
def close_questions(act: Act, _command: c.CloseQuestions) -> str:
    """Back to whoever is up."""
    act.need_live()
    return back_from_questions(act)


def back_from_questions(act: Act) -> str:
    """End the questions. The clock of whoever is up goes on, unless it stood before the questions came."""
    questions = act.before.open_questions
    if questions is None:
        raise Refused("No questions are open; o opens them.")
    end_questions(act)
    turn, step = act.before.turn, act.before.step
    up = turn or step
    assert up is not None
    name = turn_name(act.before, turn) if turn is not None else up.title if isinstance(up, Step) else ""
    if up.clock.paused_at != questions.clock.started_at:
        return f"Questions over; {name} is still paused"
    if turn is not None:
        act.set_turn(turn, turn.clock.start(act.now))
    elif step is not None:
        act.set_step(step, step.clock.start(act.now))
    return f"Questions over; {name} goes on"


@handles(c.PromptSpeaker)
def prompt_speaker(act: Act, command: c.PromptSpeaker) -> str:
    """Show a message on the timekeeper's screen, for a while."""
    act.need_live()
    words = clean(command.words)[:LONGEST_PROMPT].strip()
    act.set_meeting(prompt=words, prompt_until=act.now + command.stays if words else None)
    return f"Message to the speaker: {words}" if words else "Removed the message to the speaker"


@handles(c.LeaveOut)
def leave_out(act: Act, command: c.LeaveOut) -> str:
    """The clock that is up goes back by time that nobody used."""
    act.need_live()
    clock = act.before.clock
    if clock is None or clock.started_at is None or command.clock not in (None, clock.started_at):
        raise Refused("The clock that ran then is no longer up; there is nothing to leave out.")
    by = min(command.by, clock.elapsed(act.now))
    if by < SECOND:
        raise Refused("The clock began after that; there is nothing to leave out.")
    rested = replace(clock, paused_for=clock.paused_for + by)
    questions, turn, step = act.before.open_questions, act.before.turn, act.before.step
    if questions is not None:
        set_questions(act, questions, rested)
    elif turn is not None:
        act.set_turn(turn, rested)
    elif step is not None:
        act.set_step(step, rested)
    return f"{length_in_words(by)} left out of the clock"


@handles(c.FollowClock)
def follow_clock(act: Act, command: c.FollowClock) -> str:
    """Move every moment of this meeting so far with the clock: nothing got longer or shorter by that."""
    act.need_live()
    by, seen = command.by, act.before
    meeting = seen.meeting
    for table, clocks in ((t.step, seen.steps), (t.turn, seen.turns), (t.questions, seen.questions)):
        act.unit.update_all(table, {each.id: clock_columns(each.clock.moved(by)) for each in clocks})
    moments = {name: getattr(meeting, name) for name in ("started_at", "up_since", "prompt_until")}
    act.set_meeting(**{name: at + by for name, at in moments.items() if at is not None})
    way = "ahead" if by > ZERO else "back"
    return f"Followed the computer's clock, {length_in_words(abs(by))} {way}"
