"""Where a meeting stands in its agenda: who is next, what Go would do, when it ends; and was so for a key."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from leadsroom.domain.agenda.agenda import StepKind, changeover_of, shared_turn
from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.ids import PersonId, QuestionsId, StepId, TurnId
from leadsroom.domain.meeting.snapshot import MeetingKind, MeetingState, Outcome, Snapshot, Step, Turn
from leadsroom.domain.people.attendance import Attendee, Mark, table_order
from leadsroom.domain.rules.chapter_rules import SubstitutePitch
from leadsroom.domain.season.calendar import Calendar
from leadsroom.domain.text.wording import ZERO, forecast, short_date, whole_minutes

_A_DAY, _A_WEEK = timedelta(days=1), timedelta(weeks=1)


class GoKind(StrEnum):
    """What the one key would do now."""

    START_MEETING = "start meeting"
    START_TURN = "start turn"
    NEXT_TURN = "next turn"
    NEXT_STEP = "next step"
    END_QUESTIONS = "end questions"
    CLOSE_MEETING = "close meeting"
    NOTHING = "nothing"


class NextAct(Struct, frozen=True):
    """What Go does next, and the same in words for the bottom left of the screen."""

    kind: GoKind
    words: str


def people_of_round(snapshot: Snapshot, step: Step) -> tuple[tuple[PersonId, PersonId], ...]:
    """(member, speaker) of each turn a round would have now, in table order; visitors in theirs."""
    if step.kind is StepKind.VISITORS:
        return tuple((v.person_id, v.person_id) for v in snapshot.speaking_visits)
    seated = table_order(snapshot.attendees, snapshot.meeting.starting_seat)
    lost = lost_pitches(snapshot, step)
    people = [(a.member_id, a.speaker_id) for a in seated if a.takes_part and a.member_id not in lost]
    if substitutes_speak_last(snapshot, step):
        people.sort(key=lambda pair: pair[0] != pair[1])
    return tuple(people)


def substitutes_speak_last(snapshot: Snapshot, step: Step) -> bool:
    """Whether substitutes give a pitch of their own in this round, after all members (FIELD §3, Nutmeg)."""
    own_at_end = snapshot.chapter.rules.substitutes.pitch is SubstitutePitch.OWN_AT_END
    return own_at_end and step.kind is StepKind.PITCHES


def pitch_is_lost(snapshot: Snapshot, attendee: Attendee) -> bool:
    """Whether somebody came so late that it costs the pitch, by the chapter's rules (FIELD §3, Oswego)."""
    late = snapshot.chapter.rules.late
    if not late.loses_pitch or attendee.mark is not Mark.LATE or attendee.arrived_at is None:
        return False
    since = late.late_from or StepKind.PITCHES
    began = [s.clock.started_at for s in snapshot.steps if s.kind is since and s.clock.started_at is not None]
    return any(at <= attendee.arrived_at for at in began)


def lost_pitches(snapshot: Snapshot, step: Step) -> frozenset[PersonId]:
    """The members who came too late for this round and have no turn in it that could be passed over."""
    if step.kind is not StepKind.PITCHES:
        return frozenset()
    dealt = {turn.member_id for turn in snapshot.turns_of(step)}
    late = (a.member_id for a in snapshot.attendees if pitch_is_lost(snapshot, a))
    return frozenset(member_id for member_id in late if member_id not in dealt)


def turn_length(snapshot: Snapshot, step: Step, people: int) -> timedelta:
    """One person's time in a round: its own, or an even share of the block."""
    changeover = changeover_of(step, snapshot.chapter.changeover)
    return step.turn_length or shared_turn(step.planned + step.clock.added, people, changeover)


def turn_lengths(snapshot: Snapshot, step: Step) -> tuple[timedelta, ...]:
    """Everybody's time in a round that has not begun, in the order of speaking."""
    people = people_of_round(snapshot, step)
    everybodys = turn_length(snapshot, step, len(people))
    return tuple(own_length(snapshot, step, member) or everybodys for member, _ in people)


def own_length(snapshot: Snapshot, step: Step, member_id: PersonId) -> timedelta | None:
    """A member's own length of a pitch tonight, where it is another than everybody's."""
    attendee = snapshot.attendee(member_id) if step.kind is StepKind.PITCHES else None
    return attendee.pitch if attendee is not None else None


def planned_length(snapshot: Snapshot, step: Step) -> timedelta:
    """How long a step that has not begun will take with the people there now."""
    if not step.kind.is_round:
        return step.planned + step.clock.added
    # A block that is shared may be too short for all who share it: nobody gets less than 15 s.
    lengths = turn_lengths(snapshot, step)
    return sum(lengths, ZERO) + len(lengths) * changeover_of(step, snapshot.chapter.changeover)


def given_length(snapshot: Snapshot, step: Step) -> timedelta:
    """How long a step was to take by the plan as it is now; turns that are dealt count as they are."""
    if step.turn_length is None:
        return step.planned + step.clock.added
    dealt = [turn.clock for turn in snapshot.turns_of(step) if turn.outcome is not Outcome.ABSENT]
    if not dealt:
        return planned_length(snapshot, step)
    changeover = changeover_of(step, snapshot.chapter.changeover)
    return sum((clock.allotted + clock.added for clock in dealt), ZERO) + len(dealt) * changeover


def _left_of(snapshot: Snapshot, step: Step, now: datetime) -> timedelta:
    """What is left of a step that began and was left again by going back."""
    if not step.kind.is_round:
        return max(ZERO, step.clock.remaining(now))
    changeover = changeover_of(step, snapshot.chapter.changeover)
    left = (max(ZERO, t.clock.remaining(now)) for t in snapshot.waiting_turns(step))
    return sum((turn + changeover for turn in left), ZERO)


def length_ahead(snapshot: Snapshot, step: Step, now: datetime) -> timedelta:
    """How long a step still to come will take: all of it, or what is left once it had begun."""
    begun = step.clock.started_at is not None
    return _left_of(snapshot, step, now) if begun else planned_length(snapshot, step)


def _missed_visitors(snapshot: Snapshot) -> tuple[Step, ...]:
    """The round of visitors that was passed over before the first of them came."""
    if not snapshot.speaking_visits or snapshot.meeting.state is not MeetingState.LIVE:
        return ()
    return tuple(s for s in snapshot.steps if s.outcome is Outcome.ABSENT and s.clock.started_at is None)


def steps_ahead(snapshot: Snapshot) -> tuple[Step, ...]:
    """The steps still to come in their order, the one that is on left out."""
    ahead = (s for s in snapshot.steps if s.outcome is None and s.id != snapshot.meeting.step_id)
    return (*_missed_visitors(snapshot), *ahead)


def next_step(snapshot: Snapshot) -> Step | None:
    """The step that Go would move on to.

    A round of visitors waits for visitors: without any it is passed over, and held as soon as there are some.
    """
    ahead = steps_ahead(snapshot)
    return next((s for s in ahead if s.kind is not StepKind.VISITORS or snapshot.speaking_visits), None)


def next_turn(snapshot: Snapshot) -> Turn | None:
    """The turn after the one that is up: the next in order, then those that were left before."""
    step = snapshot.step
    if step is None:
        return None
    waiting = snapshot.waiting_turns(step)
    here = snapshot.turn.position if snapshot.turn else -1
    return next((t for t in waiting if t.position > here), waiting[0] if waiting else None)


def turn_to_bring_back(snapshot: Snapshot, member_id: PersonId) -> Turn | None:
    """The turn of a member in the round that is on, where they were passed over or have finished."""
    turns = snapshot.turns_of(snapshot.step) if snapshot.step is not None else ()
    turn = next((turn for turn in turns if turn.member_id == member_id), None)
    return turn if turn is not None and turn.outcome in (Outcome.SKIPPED, Outcome.DONE) else None


def waits_for_speaker(snapshot: Snapshot, turn: Turn) -> bool:
    """Whether a turn that is brought back is still to come, because somebody speaks; else it is up at once.

    Whoever has spoken already has more to say now.
    """
    clock = snapshot.clock
    return turn.outcome is Outcome.SKIPPED and clock is not None and clock.running


def turn_name(snapshot: Snapshot, turn: Turn) -> str:
    """`Tom Ray for Cyrus Ng` for a substitute, else the member's name."""
    if turn.speaker_id == turn.member_id:
        return snapshot.name(turn.member_id)
    return f"{snapshot.name(turn.speaker_id)} for {snapshot.name(turn.member_id)}"


def is_another_days(snapshot: Snapshot, today: date) -> bool:
    """Whether a planned meeting stands for a later date, so that whatever is held today would be one more.

    It can be moved to a day that is nearer to its own date than to any other of the schedule, unless the
    chapter has met that day, or late the evening before. The first of all may be held up to six days early.
    """
    meeting, last = snapshot.meeting, snapshot.last_held
    if meeting.kind is MeetingKind.EXTRA:
        return today != meeting.on
    if last is not None and last == today:
        return True
    if today >= meeting.on:
        return False
    if last is None or meeting.on - today >= _A_WEEK:
        return meeting.on - today >= _A_WEEK
    nearest = Calendar(snapshot.chapter.weekday, snapshot.chapter.schedule).stood_for(today)
    is_nearer_to_another = nearest is not None and abs(nearest - today) < meeting.on - today
    return is_nearer_to_another or last == today - _A_DAY


def extra_question(snapshot: Snapshot, today: date) -> str:
    """What is asked before one more meeting is held today."""
    if snapshot.last_held == today:
        return "Today's meeting is closed. Hold another one today?"
    return f"No meeting is planned for today. Hold one? {short_date(snapshot.meeting.on)} stays planned."


def _talk_of(snapshot: Snapshot) -> str:
    """Whose talk the questions are about: the speaker, or the step."""
    if snapshot.turn is not None:
        return turn_name(snapshot, snapshot.turn)
    return snapshot.step.title if snapshot.step is not None else "the meeting"


def rest_of_round(snapshot: Snapshot) -> tuple[Turn, ...]:
    """The turns of the round that is on which nobody has begun, whoever is up among them."""
    step = snapshot.step
    if step is None or not step.kind.is_round:
        return ()
    return tuple(t for t in snapshot.turns_of(step) if t.outcome is None and t.clock.started_at is None)


def end_of_round_in_words(snapshot: Snapshot, step: Step) -> str:
    """What a round says in which nobody is up any more."""
    was_cut_short = any(turn.outcome is Outcome.SKIPPED for turn in snapshot.turns_of(step))
    return "The round is over" if was_cut_short else "Everybody has had their turn"


def _start_in_words(snapshot: Snapshot, today: date | None) -> str:
    on = snapshot.meeting.on
    return "start the meeting" if today in (None, on) else f"start today instead of {short_date(on)}"


def next_act(snapshot: Snapshot, today: date | None = None) -> NextAct:
    """What Go does now. Total: every state of a meeting has an answer.

    With `today`, the chapter's date, it says so when a meeting would start on another day than planned, and
    starts none that would be one more of its day: that is asked for in so many words.
    """
    state = snapshot.meeting.state
    is_planned = state is MeetingState.PLANNED
    if is_planned and not (today is not None and is_another_days(snapshot, today)):
        return NextAct(GoKind.START_MEETING, _start_in_words(snapshot, today))
    if state is not MeetingState.LIVE:
        return NextAct(GoKind.NOTHING, "leave the table")
    return _next_while_live(snapshot)


def _next_while_live(snapshot: Snapshot) -> NextAct:
    turn, following = snapshot.turn, next_turn(snapshot)
    if snapshot.open_questions is not None:
        return NextAct(GoKind.END_QUESTIONS, f"end the questions, back to {_talk_of(snapshot)}")
    if turn is not None and turn.clock.started_at is None:
        return NextAct(GoKind.START_TURN, f"start {turn_name(snapshot, turn)}")
    if following is not None:
        done = "finish, next is" if turn else "bring up"
        return NextAct(GoKind.NEXT_TURN, f"{done} {turn_name(snapshot, following)}")
    step = next_step(snapshot)
    if step is None:
        return NextAct(GoKind.CLOSE_MEETING, "close the meeting")
    return NextAct(GoKind.NEXT_STEP, f"{'finish, ' if turn else ''}on to {step.title}")


_ASKED_FOR = timedelta(seconds=15)


def unseen_places(snapshot: Snapshot) -> tuple[Attendee, ...]:
    """The places of whom nobody knows yet whether they are here: without a mark, or to come as announced.

    Who was announced late need not be here before the close, and is not asked about sooner.
    """
    is_last = next_act(snapshot).kind is GoKind.CLOSE_MEETING
    announced = (Mark.SUBSTITUTE, Mark.LATE) if is_last else (Mark.SUBSTITUTE,)
    return tuple(
        place
        for place in snapshot.attendees
        if place.mark is None or (place.is_announced and place.takes_part and place.mark in announced)
    )


def places_asked_about(snapshot: Snapshot, now: datetime) -> tuple[Attendee, ...]:
    """Who is unseen, when that is asked about: as the pitches begin, and before the close.

    Who is up is asked for no longer than a moment; who does not answer leaves them as they are.
    """
    if snapshot.step is None:
        return ()
    is_last = next_act(snapshot).kind is GoKind.CLOSE_MEETING
    return unseen_places(snapshot) if is_last or _pitches_begin(snapshot, snapshot.step, now) else ()


def _pitches_begin(snapshot: Snapshot, step: Step, now: datetime) -> bool:
    pitches = [each for each in snapshot.steps if each.kind is StepKind.PITCHES]
    if pitches[:1] != [step] or any(turn.clock.ended_at for turn in snapshot.turns_of(step)):
        return False
    up = snapshot.turn
    return up is None or up.clock.started_at is None or now - up.clock.started_at < _ASKED_FOR


class Projection(Struct, frozen=True):
    """When the meeting will end, and by how much that is after its planned end (negative: before)."""

    ends_at: datetime
    behind: timedelta

    @property
    def minutes_behind(self) -> int:
        """Whole minutes behind (positive) or ahead (negative), nearest to zero."""
        return whole_minutes(self.behind)

    @property
    def shown_end(self) -> datetime:
        """The end as it is shown beside those minutes."""
        return forecast(self.ends_at, self.ends_at - self.behind)


def remaining_of_current(snapshot: Snapshot, now: datetime) -> timedelta:
    """What the step that is on still needs, nothing being taken back from overtime."""
    step = snapshot.step
    if step is None:
        return ZERO
    # Nobody knows whether a speaker who takes questions goes on. They are asked in the speaker's own time as
    # long as there is some: opened, they move the end by what they take beyond it alone. The speaker's clock
    # stands still meanwhile, so what it has left counts again once they are over.
    own = snapshot.turn.clock if snapshot.turn is not None else None if step.kind.is_round else step.clock
    clocks = (clock for clock in (snapshot.clock, own) if clock is not None)
    up = max((clock.remaining(now) for clock in clocks), default=ZERO)
    return max(ZERO, up) + (_left_of(snapshot, step, now) if step.kind.is_round else ZERO)


def starts_of_steps(snapshot: Snapshot, now: datetime) -> dict[StepId, datetime]:
    """When each step began, or will begin as things stand; skipped steps are left out."""
    meeting = snapshot.meeting
    starts = {s.id: s.clock.started_at for s in snapshot.steps if s.clock.started_at is not None}
    if meeting.state is MeetingState.PLANNED:
        at = max(now, meeting.starts_at)
    else:
        at = now + remaining_of_current(snapshot, now)
    for step in steps_ahead(snapshot):
        starts[step.id] = at
        at += length_ahead(snapshot, step, now)
    return starts


def project(snapshot: Snapshot, now: datetime) -> Projection:
    """When it ends as things stand. Counts late start, pauses, overtime, added time, what was skipped."""
    meeting = snapshot.meeting
    if meeting.ended_at is not None:
        ends = meeting.ended_at
    else:
        begin = max(now, meeting.starts_at) if meeting.state is MeetingState.PLANNED else now
        ahead = sum((length_ahead(snapshot, s, now) for s in steps_ahead(snapshot)), ZERO)
        ends = begin + remaining_of_current(snapshot, now) + ahead
    return Projection(ends, ends - meeting.ends_at)


def behind_in_words(projection: Projection) -> str:
    """`2 min behind`, `2 min ahead`, `on time`: behind is positive and spelt out (FIELD §5)."""
    minutes = projection.minutes_behind
    if minutes == 0:
        return "on time"
    hours, rest = divmod(abs(minutes), 60)
    words = f"{hours} h {rest} min" if hours > 1 else f"{abs(minutes)} min"
    return f"{words} {'behind' if minutes > 0 else 'ahead'}"


def ends_in_words(ends_at: datetime, due_at: datetime, chapter: Chapter) -> str:
    """The end beside its plan, by the same minutes: `8:41, 11 min past 8:30`, `8:28, 2 min before 8:30`,
    `on time, 8:30`.
    """
    due, ends = clock_time(due_at, chapter), clock_time(forecast(ends_at, due_at), chapter)
    minutes = whole_minutes(ends_at - due_at)
    if not minutes:
        return f"on time, {ends}"
    return f"{ends}, {minutes} min past {due}" if minutes > 0 else f"{ends}, {-minutes} min before {due}"


def progress_of_round(snapshot: Snapshot, step: Step) -> tuple[int, int]:
    """(who is up, counting from 1; how many there are) of a round that is on."""
    turns = [t for t in snapshot.turns_of(step) if t.outcome is not Outcome.ABSENT]
    spoken = sum(t.outcome is not None for t in turns)
    up = 1 if snapshot.turn is not None else 0
    return spoken + up, len(turns)


class AgendaPoint(Struct, frozen=True):
    """Where a meeting stands, as far as it decides what Go, skip and back do: what is up, and what is next.

    `starts_on` is the day on which a planned meeting would start.
    """

    state: MeetingState
    step_id: StepId | None = None
    turn_id: TurnId | None = None
    is_armed: bool = False
    questions_id: QuestionsId | None = None
    next_turn_id: TurnId | None = None
    next_step_id: StepId | None = None
    starts_on: date | None = None


def point_of(snapshot: Snapshot, today: date) -> AgendaPoint:
    """The point at which a meeting stands; `today` is the chapter's date."""
    state = snapshot.meeting.state
    if state is not MeetingState.LIVE:
        return AgendaPoint(state, starts_on=today if state is MeetingState.PLANNED else None)
    turn, questions, following = snapshot.turn, snapshot.open_questions, next_turn(snapshot)
    step = next_step(snapshot) if following is None else None
    return AgendaPoint(
        state,
        snapshot.meeting.step_id,
        snapshot.meeting.turn_id,
        is_armed=turn is not None and turn.clock.started_at is None,
        questions_id=questions.id if questions is not None else None,
        next_turn_id=following.id if following is not None else None,
        next_step_id=step.id if step is not None else None,
    )


def passed_in_words(snapshot: Snapshot, seen: AgendaPoint, now: AgendaPoint) -> str:
    """Why a key that was pressed for one point does nothing at another."""
    return f"{_changed(snapshot, seen, now)} Look again."


def _changed(snapshot: Snapshot, seen: AgendaPoint, now: AgendaPoint) -> str:
    if now.state is not MeetingState.LIVE:
        return (
            "It is another day by now." if seen.state is now.state else f"The meeting is {now.state} already."
        )
    if (now.step_id, now.turn_id, seen.state) != (seen.step_id, seen.turn_id, now.state):
        return f"{_up(snapshot, now)} is up already; that key was for {_up(snapshot, seen)}."
    if now.questions_id != seen.questions_id:
        return "Questions are being asked already." if now.questions_id else "The questions are over already."
    if now.is_armed != seen.is_armed:
        return f"{_up(snapshot, now)} {'has not begun' if now.is_armed else 'has begun already'}."
    return f"{_next(snapshot, now)} is next by now."


def _up(snapshot: Snapshot, point: AgendaPoint) -> str:
    if point.state is not MeetingState.LIVE:
        return "the start" if point.state is MeetingState.PLANNED else "a closed meeting"
    return _turn(snapshot, point.turn_id) or _step(snapshot, point.step_id) or "something else"


def _next(snapshot: Snapshot, point: AgendaPoint) -> str:
    return _turn(snapshot, point.next_turn_id) or _step(snapshot, point.next_step_id) or "The close"


def _turn(snapshot: Snapshot, turn_id: TurnId | None) -> str:
    return next((turn_name(snapshot, turn) for turn in snapshot.turns if turn.id == turn_id), "")


def _step(snapshot: Snapshot, step_id: StepId | None) -> str:
    return next((step.title for step in snapshot.steps if step.id == step_id), "")
