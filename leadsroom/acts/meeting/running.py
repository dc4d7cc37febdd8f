"""Running the agenda: what Go, pause, back, more time and skip do to the rows."""

from __future__ import annotations

from leadsroom.acts.act import Act, handles
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.attendance import seen_at_table
from leadsroom.acts.meeting.planning import lay_table
from leadsroom.acts.meeting.questions import back_from_questions, end_questions, set_questions
from leadsroom.acts.meeting.rounds import is_too_late, turns_to_hold
from leadsroom.acts.money.charges import frozen_rules
from leadsroom.acts.season.rota import lead_in_turn, move_rota
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.meeting.agenda_progress import (
    AgendaPoint,
    GoKind,
    next_act,
    next_step,
    next_turn,
    passed_in_words,
    planned_length,
    point_of,
    rest_of_round,
    turn_name,
)
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.meeting.snapshot import MeetingKind, MeetingState, Outcome, Step, Turn
from leadsroom.domain.meeting.step_state import if_left_now
from leadsroom.domain.meeting.tonight_rota import leader_due
from leadsroom.domain.people.attendance import CameAbout, Mark
from leadsroom.domain.text.wording import ZERO, length_in_words, over_in_words
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.held_picture import picture_after
from leadsroom.store.read.season import following_number


def _need_unchanged(act: Act, seen: AgendaPoint | None) -> None:
    """Refuse a press that was meant for what was up before the meeting moved on."""
    now = point_of(act.before, act.chapter.today(act.now))
    if seen not in (None, now):
        raise Refused(passed_in_words(act.before, seen, now))


@handles(c.Go)
def go(act: Act, command: c.Go) -> str:
    """The natural next thing."""
    _need_unchanged(act, command.seen)
    kind = next_act(act.before, act.today).kind
    if kind is GoKind.START_MEETING:
        return _start_meeting(act)
    if kind is GoKind.END_QUESTIONS:
        return back_from_questions(act)
    if kind is GoKind.START_TURN:
        return _start_turn(act, act.before.turn)
    if kind is GoKind.NEXT_TURN:
        return _next_turn(act)
    if kind is GoKind.NEXT_STEP:
        return _next_step(act)
    if kind is GoKind.CLOSE_MEETING:
        return _close(act)
    if act.before.meeting.state is MeetingState.PLANNED:
        raise Refused("This meeting is for another day. x at the table holds one more today.")
    raise Refused("The meeting is closed. Undo opens it again.")


def _start_meeting(act: Act) -> str:
    _lay_again(act)
    if not act.before.attendees:
        raise Refused("No members yet: q, then r.")
    _hold_today(act)
    # Planned lengths are frozen now: afterwards planned is compared with actual.
    rounds = [step for step in act.before.steps if step.turn_length is not None]
    act.unit.update_all(t.step, {step.id: {"planned": planned_length(act.before, step)} for step in rounds})
    act.set_meeting(state=MeetingState.LIVE.value, started_at=act.now)
    first = next_step(act.before)
    if first is None:
        raise Refused("The agenda is empty. Add a step to it first.")
    _enter(act, first)
    return f"Meeting started with {first.title}"


def _lay_again(act: Act) -> None:
    """Leaves, notices and seats entered since the table was laid hold when the meeting starts."""
    lay_table(act.unit, act.before.meeting, act.chapter)
    if act.unit.changes:
        act.picture = picture_after(act.unit, act.before)


def _hold_today(act: Act) -> None:
    """A meeting that begins on another day than planned is that day's, and as long as ever from now on.

    So is an extra one, which was planned for no hour.
    """
    meeting, today = act.before.meeting, act.today
    starts = act.now.replace(second=0, microsecond=0)
    if meeting.on != today:
        number = following_number(act.unit.connection, act.chapter.id, today)
        act.set_meeting(on_date=today, number=number)
        move_rota(act, meeting.on, today)
    if meeting.on != today or meeting.kind is MeetingKind.EXTRA:
        act.set_meeting(starts_at=starts, ends_at=starts + act.before.chapter.length)


def _start_turn(act: Act, turn: Turn | None) -> str:
    assert turn is not None
    act.set_turn(turn, turn.clock.start(act.now))
    _has_spoken(act, turn)
    return f"{turn_name(act.before, turn)} started"


def _has_spoken(act: Act, turn: Turn) -> None:
    """Somebody whose turn was started, or ended but not skipped, is evidently present."""
    attendee = act.before.attendee(turn.member_id)
    if attendee is not None and (attendee.mark is None or attendee.is_announced):
        mark = attendee.mark or Mark.PRESENT
        act.unit.update(t.attendance, attendee.id, mark=mark.value, **seen_at_table(act, CameAbout.SPOKE))


def _finish(act: Act, turn: Turn | None) -> str:
    """End the turn that is up; how it went, in words."""
    end_questions(act)
    if turn is None:
        return ""
    act.set_turn(turn, turn.clock.end(act.now), outcome=Outcome.DONE.value)
    _has_spoken(act, turn)
    return f"{turn_name(act.before, turn)} finished{over_in_words(turn.clock.over(act.now))}; "


def _next_turn(act: Act) -> str:
    following = next_turn(act.before)
    assert following is not None
    finished = _finish(act, act.before.turn)
    _bring_up(act, act.before.step, following)
    return f"{finished}{turn_name(act.before, following)} is up"


def _bring_up(act: Act, step: Step | None, turn: Turn) -> None:
    act.set_meeting(turn_id=turn.id)
    if step is not None and step.autostart:
        act.set_turn(turn, turn.clock.start(act.now))


def _leave(act: Act) -> str:
    """End the step that is on, and the turn that is up in it."""
    finished = _finish(act, act.before.turn)
    step = act.before.step
    if step is not None:
        act.set_step(step, step.clock.end(act.now), outcome=Outcome.DONE.value)
    return finished


def _next_step(act: Act) -> str:
    following = next_step(act.before)
    assert following is not None
    finished = _leave(act)
    _pass_over_before(act, following)
    return f"{finished}{_enter(act, following)}"


def _pass_over_before(act: Act, following: Step) -> None:
    """Mark what lies between as skipped: a round of visitors without visitors."""
    here = act.before.step
    for step in act.before.steps:
        between = (here.position if here else -1) < step.position < following.position
        if between and step.outcome is None:
            # A round for which nobody was there is held after all once somebody is; one left out is not.
            nobody = step.kind is StepKind.VISITORS
            act.set_step(step, step.clock, outcome=(Outcome.ABSENT if nobody else Outcome.SKIPPED).value)


def _enter(act: Act, step: Step) -> str:
    """Begin a step, go on with one that was left by going back, or hold after all one passed over.

    In words, with whoever leads it in turn.
    """
    act.set_step(step, step.clock.start(act.now), outcome=None)
    act.set_meeting(step_id=step.id, turn_id=None)
    leader_id = leader_due(act.before, step)
    if leader_id is not None:
        lead_in_turn(act, step.kind, leader_id)
    leads = f", {act.before.name(leader_id)} leads" if leader_id is not None else ""
    if step.kind.is_round:
        _bring_up_first(act, step)
    return f"{step.title} began{leads}"


def _bring_up_first(act: Act, step: Step) -> None:
    waiting = next((turn for turn in turns_to_hold(act, step) if turn.outcome is None), None)
    if waiting is not None:
        _bring_up(act, step, waiting)


def _close(act: Act) -> str:
    finished = _leave(act)
    act.set_meeting(
        state=MeetingState.CLOSED.value,
        ended_at=act.now,
        step_id=None,
        turn_id=None,
        charges=frozen_rules(act.unit, act.chapter, act.before.meeting.on),
    )
    return f"{finished}Meeting closed"


def _clock_up(act: Act) -> tuple[Step | None, Turn | None]:
    """The turn, or the step outside a round, that the room's clock belongs to."""
    act.need_live()
    turn, step = act.before.turn, act.before.step
    if turn is not None:
        return None, turn
    if step is None or step.kind.is_round:
        raise Refused("No clock is running. Enter goes on.")
    return step, None


def _set_clock_up(act: Act, change: Countdown) -> None:
    step, turn = _clock_up(act)
    if act.before.open_questions is not None:
        set_questions(act, act.before.open_questions, change)
    elif turn is not None:
        act.set_turn(turn, change)
    elif step is not None:
        act.set_step(step, change)


def title_up(act: Act) -> str:
    """Whose clock is up, or the step's title. Raises Refused where none is."""
    step, turn = _clock_up(act)
    if act.before.open_questions is not None:
        return "questions"
    return turn_name(act.before, turn) if turn is not None else step.title if step is not None else ""


def countdown_up(act: Act) -> Countdown:
    """The clock that is up. Raises Refused where none is."""
    _clock_up(act)
    clock = act.before.clock
    assert clock is not None
    return clock


@handles(c.Pause)
def pause(act: Act, _command: c.Pause) -> str:
    """Pause the clock that runs."""
    clock = countdown_up(act)
    if not clock.running:
        raise Refused("The clock is not running. Space starts it.")
    _set_clock_up(act, clock.pause(act.now))
    return f"Paused {title_up(act)}"


@handles(c.Resume)
def resume(act: Act, _command: c.Resume) -> str:
    """Go on, or start an armed clock."""
    clock, (_, turn) = countdown_up(act), _clock_up(act)
    if clock.running:
        raise Refused("The clock is running already.")
    if turn is not None and clock.started_at is None:
        return _start_turn(act, turn)
    _set_clock_up(act, clock.start(act.now))
    return f"{title_up(act)} goes on"


@handles(c.AddTime)
def add_time(act: Act, command: c.AddTime) -> str:
    """More or less time for what is up."""
    before = countdown_up(act)
    after = before.extend(command.by)
    if after.added == before.added:
        raise Refused("There is no time left to take away.")
    _set_clock_up(act, after)
    change = after.added - before.added
    more = "more" if change > ZERO else "less"
    return f"{length_in_words(abs(change))} {more} for {title_up(act)}"


@handles(c.Skip)
def skip(act: Act, command: c.Skip) -> str:
    """Pass over the person who is up, or the step."""
    act.need_live()
    _need_unchanged(act, command.seen)
    if act.before.open_questions is not None:
        raise Refused("Questions are open. Enter ends them.")
    turn = act.before.turn
    return _skip_turn(act, turn) if turn is not None else _skip_step(act)


def _skip_turn(act: Act, turn: Turn) -> str:
    act.set_turn(turn, turn.clock.end(act.now), outcome=Outcome.SKIPPED.value)
    following = next_turn(act.before)
    if following is not None:
        _bring_up(act, act.before.step, following)
    else:
        act.set_meeting(turn_id=None)
    return f"{turn_name(act.before, turn)} skipped"


@handles(c.SkipRest)
def skip_rest(act: Act, command: c.SkipRest) -> str:
    """Pass over all who have not begun in the round. Whoever has begun has had their turn."""
    act.need_live()
    _need_unchanged(act, command.seen)
    step = act.before.step
    if step is None or not step.kind.is_round:
        raise Refused("N skips the rest of a round. Here n skips the step.")
    passed = rest_of_round(act.before)
    if not passed:
        raise Refused("Nobody else is left in this round. Enter goes on.")
    finished = [_finish(act, turn) for turn in act.before.turns_of(step) if _has_begun(turn)]
    act.unit.update_all(t.turn, {turn.id: {"outcome": Outcome.SKIPPED.value} for turn in passed})
    act.set_meeting(turn_id=None)
    turns = "1 turn" if len(passed) == 1 else f"{len(passed)} turns"
    return f"{''.join(finished)}{turns} of {step.title} skipped"


def _has_begun(turn: Turn) -> bool:
    return turn.outcome is None and turn.clock.started_at is not None


def _skip_step(act: Act) -> str:
    step, following = act.before.step, next_step(act.before)
    if step is None or following is None:
        raise Refused("This is the last step. Enter closes the meeting.")
    how = if_left_now(act.before, step, act.now).not_done
    outcome = Outcome.SKIPPED if how else Outcome.DONE
    act.set_step(step, step.clock.end(act.now), outcome=outcome.value)
    _pass_over_before(act, following)
    return f"{step.title} {how or 'finished'}, {_enter(act, following)}"


@handles(c.CallBack)
def call_back(act: Act, command: c.CallBack) -> str:
    """Somebody passed over in this round is up now; a speaker who had not begun waits."""
    act.need_live()
    turn = next((x for x in act.before.turns if x.id == command.turn_id), None)
    step = act.before.step
    if turn is None or step is None or turn.step_id != step.id:
        raise Refused("That turn is not in the round that is on.")
    if turn.outcome is None:
        raise Refused(f"{turn_name(act.before, turn)} is still to speak.")
    if turn.outcome is Outcome.ABSENT:
        raise Refused(f"{act.before.name(turn.member_id)} is not at the table. Press a when they are.")
    _set_aside(act)
    act.set_turn(turn, turn.clock.reopen(), outcome=None)
    act.set_meeting(turn_id=turn.id)
    return f"{turn_name(act.before, turn)} is called back"


def _set_aside(act: Act) -> None:
    """The turn that is up waits, its clock standing still."""
    end_questions(act)
    turn = act.before.turn
    if turn is not None:
        act.set_turn(turn, turn.clock.pause(act.now))


@handles(c.GoBack)
def go_back(act: Act, command: c.GoBack) -> str:
    """To the turn before in this round, or else to the step before."""
    act.need_live()
    _need_unchanged(act, command.seen)
    step = act.before.step
    assert step is not None
    up = act.before.turn
    spoken = _spoken(act, act.before.turns_of(step))
    earlier = [x for x in spoken if up is None or x.position < up.position]
    if earlier:
        _set_aside(act)
        return _reopen_turn(act, earlier[-1])
    return _back_a_step(act, step)


def _spoken(act: Act, turns: tuple[Turn, ...]) -> list[Turn]:
    """The turns that were up and are over, not those lost by coming late."""
    over = [x for x in turns if x.outcome in (Outcome.DONE, Outcome.SKIPPED)]
    return [x for x in over if x.outcome is Outcome.DONE or not is_too_late(act, x)]


def _reopen_turn(act: Act, turn: Turn) -> str:
    act.set_turn(turn, turn.clock.reopen(), outcome=None)
    act.set_meeting(turn_id=turn.id)
    return f"Back to {turn_name(act.before, turn)}"


def _back_a_step(act: Act, step: Step) -> str:
    # The one that ended last: a round of visitors may have been held after later steps.
    ended = [(s.clock.ended_at, s.position, s) for s in act.before.steps if s.clock.ended_at]
    if not ended:
        raise Refused("This is where the meeting began.")
    _set_aside(act)
    act.set_step(step, step.clock.pause(act.now))
    target = max(ended)[-1]
    act.set_meeting(step_id=target.id, turn_id=None)
    if not target.kind.is_round:
        act.set_step(target, target.clock.reopen(), outcome=None)
        return f"Back to {target.title}"
    act.set_step(target, target.clock.reopen().start(act.now), outcome=None)
    spoken = _spoken(act, turns_to_hold(act, target))
    return _reopen_turn(act, spoken[-1]) if spoken else f"Back to {target.title}"
