"""Where a meeting stands: who is next, what Go would do, and when it will end."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import PersonId, StepId
from leadsroom.domain.meeting.agenda_progress import (
    GoKind,
    NextAct,
    end_of_round_in_words,
    extra_question,
    length_ahead,
    next_act,
    next_step,
    next_turn,
    people_of_round,
    planned_length,
    project,
    starts_of_steps,
    turn_length,
    turn_name,
    turn_to_bring_back,
    waits_for_speaker,
)
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.meeting.snapshot import MeetingKind, MeetingState, Outcome, Snapshot
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.text.wording import ZERO
from tests.domain.pictures import (
    Picture,
    at,
    attendee,
    minutes,
    seconds,
    step,
    turn,
    visit,
)

PITCH = Countdown(minutes(1))
DONE = PITCH.start(at(5)).end(at(6))
ROUND = seconds(4 * 65)


# ---------------------------------------------------------------- what Go does


def _spoken(picture: Picture) -> NextAct:
    return next_act(picture.snapshot())


def test_before_the_start_go_starts_the_meeting() -> None:
    """Whatever is planned, the first press starts it."""
    assert _spoken(Picture()) == NextAct(GoKind.START_MEETING, "start the meeting")


def test_a_start_on_another_day_is_said() -> None:
    """Whoever starts next week's meeting today reads so before pressing."""
    seen = Picture().snapshot()
    assert next_act(seen, date(2026, 11, 18)).words == "start the meeting"
    assert next_act(seen, date(2026, 11, 16)).words == "start today instead of Wed 18 Nov"
    assert next_act(seen, date(2026, 11, 19)).words == "start today instead of Wed 18 Nov"


@given(st.integers(0, 60), st.none() | st.integers(0, 60), st.sampled_from(MeetingKind))
def test_go_starts_a_meeting_only_on_a_day_that_it_stands_for(
    ahead: int, ago: int | None, kind: MeetingKind
) -> None:
    """Go leads nobody to a second meeting of a date, nor to one in a week that has none."""
    on = date(2026, 11, 18)
    today = on - timedelta(days=ahead)
    last = None if ago is None else today - timedelta(days=ago)
    seen = replace(Picture(values={"kind": kind}).snapshot(), last_held=last)
    starts = next_act(seen, today).kind is GoKind.START_MEETING
    asked = extra_question(seen, today)
    if kind is MeetingKind.EXTRA:
        assert starts is (ahead == 0)
    elif last == today:
        assert not starts
        assert asked == "Today's meeting is closed. Hold another one today?"
    elif last is None:
        assert starts is (ahead < 7)
    else:
        assert starts is (ahead == 0 or (ahead <= 3 and last < today - timedelta(days=1)))
        assert asked == "No meeting is planned for today. Hold one? Wed 18 Nov stays planned."


@pytest.mark.parametrize("state", [MeetingState.CLOSED, MeetingState.DISCARDED])
def test_after_the_end_go_does_nothing(state: MeetingState) -> None:
    """A meeting that is over is not started again by a key."""
    assert _spoken(Picture(state=state)).kind is GoKind.NOTHING


def test_in_a_plain_step_go_moves_on() -> None:
    """It names the step that comes next."""
    assert _spoken(Picture().live(0)) == NextAct(GoKind.NEXT_STEP, "on to Pitches")


def test_in_the_last_step_go_closes() -> None:
    """There is nothing left to move on to."""
    picture = Picture().in_round(None, DONE).set_step(1, Countdown(ZERO, at(5), at(8)), Outcome.DONE).live(2)
    assert _spoken(picture) == NextAct(GoKind.CLOSE_MEETING, "close the meeting")


def test_a_turn_that_is_armed_is_started() -> None:
    """Whoever is up and has not begun, begins."""
    assert _spoken(Picture().in_round(1, PITCH, PITCH)) == NextAct(GoKind.START_TURN, "start Ann Chu")


def test_a_turn_that_runs_is_finished_and_the_next_is_named() -> None:
    """One key ends a pitch and brings up the next person."""
    picture = Picture().in_round(1, PITCH.start(at(6)), PITCH)
    assert _spoken(picture) == NextAct(GoKind.NEXT_TURN, "finish, next is Bo Reed")


def test_the_last_turn_leads_to_the_next_step() -> None:
    """After the last pitch the agenda goes on."""
    picture = Picture().in_round(2, DONE, PITCH.start(at(6)))
    assert _spoken(picture) == NextAct(GoKind.NEXT_STEP, "finish, on to Close")


def test_a_paused_turn_is_finished_too() -> None:
    """A pause does not change what Go does."""
    picture = Picture().in_round(1, PITCH.start(at(6)).pause(at(6.5)), PITCH)
    assert _spoken(picture).kind is GoKind.NEXT_TURN


def test_a_round_where_nobody_is_up_brings_somebody_up() -> None:
    """After a skip of the last one, those set aside before are still asked."""
    assert _spoken(Picture().in_round(None, DONE, PITCH)) == NextAct(GoKind.NEXT_TURN, "bring up Bo Reed")


def test_a_round_without_anybody_leads_on() -> None:
    """An empty table does not stop the meeting."""
    assert _spoken(Picture().in_round(None)) == NextAct(GoKind.NEXT_STEP, "on to Close")


def test_a_round_that_was_cut_short_does_not_say_that_all_had_a_turn() -> None:
    """Both screens say that everybody has had their turn only where nobody was skipped."""
    seen = Picture().in_round(None, DONE, DONE).snapshot()
    assert end_of_round_in_words(seen, seen.steps[1]) == "Everybody has had their turn"
    skipped = replace(seen, turns=(seen.turns[0], replace(seen.turns[1], outcome=Outcome.SKIPPED)))
    assert end_of_round_in_words(skipped, skipped.steps[1]) == "The round is over"


def test_a_substitute_is_named_with_the_member() -> None:
    """The room hears who speaks, and for whom."""
    picture = Picture().in_round(1, PITCH)
    picture.turns[0] = replace(picture.turns[0], speaker_id=PersonId(9))
    assert _spoken(picture).words == "start Tom Ray for Ann Chu"
    assert turn_name(picture.snapshot(), picture.turns[0]) == "Tom Ray for Ann Chu"


def _with_visitors(*visits: int) -> Picture:
    picture = Picture(visits=[visit(person) for person in visits])
    picture.steps = [
        step(0, StepKind.NETWORKING, 5),
        step(1, StepKind.VISITORS, 0, turn_length=minutes(1)),
        step(2, StepKind.CLOSE, 4),
    ]
    return picture


def test_visitors_are_passed_over_when_there_are_none() -> None:
    """A round nobody is in is not announced."""
    assert _spoken(_with_visitors().live(0)).words == "on to Close"


def test_visitors_are_asked_when_there_are_some() -> None:
    """One visitor is enough for the round."""
    assert _spoken(_with_visitors(9).live(0)).words == "on to Visitors"


def _visitors_passed_over(*visits: int, clock: Countdown = Countdown(ZERO)) -> Picture:  # noqa: B008
    picture = _with_visitors(*visits).set_step(0, Countdown(minutes(5), at(0), at(5)), Outcome.DONE)
    return picture.set_step(1, clock, Outcome.ABSENT).set_step(2, Countdown(minutes(4), at(5))).live(2)


def test_visitors_who_come_later_are_asked_after_all() -> None:
    """The round that was passed over is the next thing, and counts again: a turn and its changeover."""
    late = _visitors_passed_over(9)
    assert _spoken(late).words == "on to Visitors"
    assert project(late.snapshot(), at(6)).ends_at == at(9) + seconds(65)
    assert starts_of_steps(late.snapshot(), at(6))[StepId(1)] == at(9)


def test_a_round_of_visitors_is_not_offered_twice() -> None:
    """Not while nobody has come, not once it was begun, not when the meeting is over."""
    assert _spoken(_visitors_passed_over()).words == "close the meeting"
    held = _visitors_passed_over(9, clock=Countdown(ZERO, at(5), at(5)))
    assert _spoken(held).words == "close the meeting"
    over = _visitors_passed_over(9)
    over.state = MeetingState.CLOSED
    assert StepId(1) not in starts_of_steps(over.snapshot(), at(60))


STATES = st.sampled_from(list(MeetingState))
CLOCKS = st.sampled_from(
    [PITCH, PITCH.start(at(6)), PITCH.start(at(6)).pause(at(7)), DONE, DONE.reopen(), PITCH.start(at(0))]
)
OUTCOMES = st.sampled_from([None, *Outcome])


@st.composite
def pictures(draw: st.DrawFn) -> Snapshot:
    """Any picture, sensible or not: agenda of any kinds, clocks and outcomes, standing anywhere."""
    kinds = draw(st.lists(st.sampled_from(list(StepKind)), max_size=5))
    picture = Picture(visits=[visit(p) for p in draw(st.sets(st.sampled_from([8, 9])))])
    picture.steps = [
        step(
            number,
            kind,
            draw(st.integers(0, 15)),
            turn_length=draw(st.none() | st.just(minutes(1))) if kind.is_round else None,
            outcome=draw(OUTCOMES),
            clock=draw(CLOCKS),
        )
        for number, kind in enumerate(kinds)
    ]
    for number in range(1, draw(st.integers(1, 5)) if kinds else 1):
        inside = draw(st.integers(0, len(kinds) - 1))
        picture.turns.append(turn(number, inside, draw(CLOCKS), outcome=draw(OUTCOMES)))
    picture.attendees = [
        attendee(n, draw(st.none() | st.sampled_from(list(Mark)))) for n in range(1, draw(st.integers(1, 5)))
    ]
    picture.state = draw(STATES)
    if picture.state is not MeetingState.PLANNED:
        picture.values |= {
            "started_at": at(0),
            "step_id": draw(st.none() | st.integers(0, 5)),
            "turn_id": draw(st.none() | st.integers(1, 5)),
        }
    return picture.snapshot()


@given(seen=pictures(), after=st.timedeltas(timedelta(0), timedelta(hours=3)))
def test_every_state_has_an_answer(seen: Snapshot, after: timedelta) -> None:
    """Whatever a database holds, Go, the projection and the start times can be said."""
    now = at(0) + after
    assert next_act(seen).words
    assert project(seen, now).ends_at.tzinfo is not None
    assert all(start.tzinfo is not None for start in starts_of_steps(seen, now).values())


@given(seen=pictures())
def test_what_go_names_is_what_it_brings(seen: Snapshot) -> None:
    """Its kind says which of turn and step comes next, and there is one."""
    kind = next_act(seen).kind
    if kind is GoKind.NEXT_TURN:
        assert next_turn(seen) is not None
    if kind is GoKind.NEXT_STEP:
        assert next_turn(seen) is None
        assert next_step(seen) is not None
    if kind is GoKind.CLOSE_MEETING:
        assert next_turn(seen) is None
        assert next_step(seen) is None


# ---------------------------------------------------------------- who is next


def test_the_next_in_order_comes_before_those_left_over() -> None:
    """Somebody set aside earlier waits until the round has come to its end."""
    picture = Picture().in_round(2, PITCH, PITCH.start(at(6)), PITCH, PITCH)
    assert [_next_id(picture, up) for up in (2, 3, 4)] == [3, 4, 1]


def _next_id(picture: Picture, up: int) -> int | None:
    following = next_turn(replace(picture.snapshot(), meeting=picture.live(1, up).snapshot().meeting))
    return following.id if following else None


def test_nobody_is_next_outside_a_round() -> None:
    """A plain step has no turns, and without a step there are none."""
    assert next_turn(Picture().live(0).snapshot()) is None
    assert next_turn(Picture().snapshot()) is None


@pytest.mark.parametrize(
    ("mark", "speaks"),
    [
        (None, True),
        (Mark.PRESENT, True),
        (Mark.LATE, True),
        (Mark.SUBSTITUTE, True),
        (Mark.ABSENT, False),
        (Mark.MEDICAL, False),
    ],
)
def test_who_is_dealt_a_turn(mark: Mark | None, speaks: bool) -> None:
    """Everybody expected or here, and every seat with a substitute; nobody who is known to be away."""
    picture = Picture(attendees=[attendee(1, mark), attendee(2)])
    people = people_of_round(picture.snapshot(), picture.steps[1])
    assert (PersonId(1) in {member for member, _ in people}) == speaks


def test_whoever_left_early_has_no_turn() -> None:
    """A seat that was left is passed over."""
    picture = Picture(attendees=[attendee(1, Mark.PRESENT, left_at=at(3)), attendee(2)])
    assert people_of_round(picture.snapshot(), picture.steps[1]) == ((2, 2),)


def test_a_substitute_speaks_for_the_seat() -> None:
    """The turn is the member's; the speaker is the substitute."""
    picture = Picture(attendees=[attendee(1, Mark.SUBSTITUTE, substitute_id=PersonId(9))])
    assert people_of_round(picture.snapshot(), picture.steps[1]) == ((1, 9),)


def test_the_round_begins_at_the_starting_seat() -> None:
    """The table is gone around from there."""
    picture = Picture()
    picture.values["starting_seat"] = 3
    assert [m for m, _ in people_of_round(picture.snapshot(), picture.steps[1])] == [3, 4, 1, 2]


def test_a_round_of_visitors_is_of_visitors() -> None:
    """They speak in the order they came, for themselves."""
    picture = _with_visitors(9, 8)
    assert people_of_round(picture.snapshot(), picture.steps[1]) == ((9, 9), (8, 8))


def test_lengths_of_rounds_follow_the_people() -> None:
    """A round with its own turn length grows with the table; one without shares its block."""
    picture = Picture()
    seen = picture.snapshot()
    assert planned_length(seen, picture.steps[1]) == ROUND
    bucket = step(3, StepKind.BUCKET, 4)
    assert planned_length(seen, bucket) == minutes(4)
    assert turn_length(seen, bucket, 4) == seconds(55)
    assert turn_length(seen, picture.steps[1], 4) == minutes(1)


def test_a_round_that_starts_by_itself_is_its_turns_and_nothing_else() -> None:
    """The whole block is shared, and with a turn length of its own the round has no changeovers."""
    seen = Picture().snapshot()
    bucket = replace(step(3, StepKind.BUCKET, 4), autostart=True)
    assert (turn_length(seen, bucket, 4), planned_length(seen, bucket)) == (minutes(1), minutes(4))
    assert planned_length(seen, replace(bucket, turn_length=seconds(30))) == minutes(2)


# ---------------------------------------------------------------- when it ends

PLANNED = minutes(9) + ROUND


@pytest.mark.parametrize(("now", "behind"), [(at(-30), 0), (at(0), 0), (at(3), 3), (at(12.5), 12.5)])
def test_a_late_start_is_behind(now: datetime, behind: float) -> None:
    """Before its time it is on time; every minute after it counts."""
    projection = project(Picture().snapshot(), now)
    assert projection.behind == minutes(behind)
    assert projection.ends_at == at(0) + PLANNED + minutes(behind)


def test_a_late_start_stays_behind_when_it_runs() -> None:
    """Starting four minutes late and then keeping to the plan ends four minutes late."""
    picture = Picture().set_step(0, Countdown(minutes(5), at(4))).live(0, started_at=at(4))
    for now in (at(4), at(6), at(9)):
        assert project(picture.snapshot(), now).behind == minutes(4)


@pytest.mark.parametrize(("now", "behind"), [(0, 0), (2, 0), (5, 0), (5.5, 0.5), (8, 3)])
def test_overtime_is_behind(now: float, behind: float) -> None:
    """Until its time is up a step costs nothing; then each second does."""
    picture = Picture().set_step(0, Countdown(minutes(5), at(0))).live(0)
    assert project(picture.snapshot(), at(now)).behind == minutes(behind)


def test_a_step_left_early_is_ahead() -> None:
    """Two minutes saved are two minutes ahead."""
    picture = Picture().set_step(0, Countdown(minutes(5), at(0), at(3)), Outcome.DONE)
    picture.set_step(1, Countdown(ZERO, at(3))).live(1)
    picture.turns = [turn(n, 1, PITCH) for n in range(1, 5)]
    projection = project(picture.snapshot(), at(3))
    assert projection.behind == minutes(-2)
    assert projection.minutes_behind == -2


def test_a_pause_is_behind_while_it_lasts() -> None:
    """Each minute of standing still is a minute behind, and stays one."""
    paused = Countdown(minutes(5), at(0)).pause(at(2))
    assert project(Picture().set_step(0, paused).live(0).snapshot(), at(3)).behind == minutes(1)
    going_on = Picture().set_step(0, paused.start(at(3))).live(0).snapshot()
    assert project(going_on, at(4)).behind == minutes(1)


@pytest.mark.parametrize("added", [-2, -0.5, 0.5, 3])
def test_added_time_counts_at_once(added: float) -> None:
    """Half a minute more is half a minute later; less is earlier."""
    clock = Countdown(minutes(5), at(0)).extend(minutes(added))
    assert project(Picture().set_step(0, clock).live(0).snapshot(), at(1)).behind == minutes(added)


def test_overtime_is_not_paid_back_by_the_turns_to_come() -> None:
    """A turn that is over takes nothing from the others: they still have their full time."""
    picture = Picture().in_round(1, PITCH.start(at(5)), PITCH, PITCH, PITCH)
    seen = picture.snapshot()
    assert project(seen, at(6)).behind == seconds(-5)
    assert project(seen, at(7)).behind == seconds(55)


def test_a_round_counts_a_changeover_for_each_who_is_to_come() -> None:
    """At its start a round of four costs four pitches and three changeovers."""
    picture = Picture().in_round(1, PITCH, PITCH, PITCH, PITCH)
    assert project(picture.snapshot(), at(5)).ends_at == at(5, 4 * 60 + 3 * 5 + 4 * 60)


def test_a_skipped_step_gives_its_time_back() -> None:
    """What is not held is not counted."""
    picture = Picture().set_step(0, Countdown(minutes(5), at(0))).live(0)
    before = project(picture.snapshot(), at(1))
    picture.steps[2] = replace(picture.steps[2], outcome=Outcome.SKIPPED)
    assert project(picture.snapshot(), at(1)).ends_at == before.ends_at - minutes(4)


def test_a_skipped_person_gives_their_time_back() -> None:
    """So with a pitch, and its changeover."""
    picture = Picture().in_round(1, PITCH.start(at(5)), PITCH, PITCH)
    before = project(picture.snapshot(), at(5))
    picture.turns[2] = replace(picture.turns[2], outcome=Outcome.SKIPPED)
    assert project(picture.snapshot(), at(5)).ends_at == before.ends_at - seconds(65)


def test_a_person_called_back_counts_again() -> None:
    """With what is left of their time; whoever was up and waits keeps theirs."""
    half = PITCH.start(at(5)).end(at(5.5)).reopen()
    picture = Picture().in_round(1, half, PITCH)
    assert project(picture.snapshot(), at(6)).ends_at == at(6) + seconds(30 + 65) + minutes(4)


def test_an_absence_shortens_the_round_to_come() -> None:
    """Each member known to be away makes the round a pitch and a changeover shorter."""
    picture = Picture()
    picture.attendees[0] = attendee(1, Mark.ABSENT)
    assert project(picture.snapshot(), at(0)).behind == seconds(-65)


def test_going_back_to_a_step_counts_what_is_left_of_the_next() -> None:
    """Back in the first step, 30 s left of it: of the four minutes of the last, two have gone already."""
    picture = Picture().set_step(0, Countdown(minutes(5), at(0), at(4.5)).reopen().start(at(9))).live(0)
    picture.set_step(1, Countdown(ZERO), Outcome.SKIPPED)
    picture.set_step(2, Countdown(minutes(4), at(4.5)).pause(at(6.5)))
    assert project(picture.snapshot(), at(9)).ends_at == at(9) + seconds(30) + minutes(2)
    assert starts_of_steps(picture.snapshot(), at(9))[StepId(2)] == at(9, 30)


def test_going_back_before_a_round_counts_those_who_are_to_speak() -> None:
    """One of three has spoken, one has 20 s left, one a minute; two changeovers, then the close."""
    picture = Picture().in_round(None, DONE, PITCH.start(at(6)).pause(at(6, 40)), PITCH)
    picture.set_step(0, Countdown(minutes(5), at(0), at(5)).reopen().start(at(7))).live(0)
    picture.set_step(1, Countdown(ZERO, at(5)).pause(at(7)))
    seen = picture.snapshot()
    assert project(seen, at(7)).ends_at == at(7) + seconds(20 + 60 + 2 * 5) + minutes(4)
    assert starts_of_steps(seen, at(7)) == {StepId(0): at(0), StepId(1): at(7), StepId(2): at(7, 90)}


def test_those_who_wait_in_a_round_that_starts_by_itself_cost_their_turns() -> None:
    """One has 30 s left and two wait: 2 min 30 s, then the close; so too with the round left again."""
    picture = Picture().in_round(1, PITCH.start(at(5)), PITCH, PITCH)
    picture.steps[1] = replace(picture.steps[1], autostart=True)
    assert project(picture.snapshot(), at(5.5)).ends_at == at(8) + minutes(4)
    picture.turns[0] = replace(picture.turns[0], clock=PITCH.start(at(5)).pause(at(5.5)))
    picture.set_step(0, Countdown(minutes(5), at(0), at(5)).reopen().start(at(5.5))).live(0)
    picture.set_step(1, Countdown(ZERO, at(5)).pause(at(5.5)))
    assert project(picture.snapshot(), at(5.5)).ends_at == at(8) + minutes(4)


def test_overtime_of_a_step_that_was_left_takes_nothing_back() -> None:
    """A step that was over when it was left needs nothing more."""
    picture = Picture(attendees=[]).set_step(0, Countdown(minutes(5), at(0), at(5)).reopen().start(at(10)))
    picture.live(0).set_step(2, Countdown(minutes(4), at(5)).pause(at(9.5)))
    assert project(picture.snapshot(), at(10)).ends_at == at(10)


def test_a_substitute_keeps_the_round_as_long() -> None:
    """A seat that is filled has its turn."""
    picture = Picture()
    picture.attendees[0] = attendee(1, Mark.SUBSTITUTE, substitute_id=PersonId(9))
    assert project(picture.snapshot(), at(0)).behind == ZERO


def test_an_empty_round_costs_nothing() -> None:
    """Nobody at the table: the round takes no time, and the rest is as planned."""
    picture = Picture(attendees=[])
    assert project(picture.snapshot(), at(0)).ends_at == at(9)
    assert project(picture.in_round(None).snapshot(), at(5)).ends_at == at(9)


def test_visitors_cost_a_turn_each() -> None:
    """The round is as long as there are visitors."""
    ends = [project(_with_visitors(*visitors).snapshot(), at(0)).ends_at for visitors in ((), (9,), (8, 9))]
    assert [later - earlier for earlier, later in itertools.pairwise(ends)] == [seconds(65), seconds(65)]


def test_a_closed_meeting_ended_when_it_ended() -> None:
    """The projection of the past is the past."""
    picture = Picture(state=MeetingState.CLOSED, values={"ended_at": at(17), "started_at": at(0)})
    assert project(picture.snapshot(), at(500)).ends_at == at(17)


@pytest.mark.parametrize(
    ("behind", "in_minutes"),
    [(0, 0), (59, 0), (60, 1), (61, 1), (-59, 0), (-60, -1), (-119, -1), (-120, -2), (3600, 60)],
)
def test_minutes_behind_are_whole_and_nearest_to_zero(behind: float, in_minutes: int) -> None:
    """Nobody is a minute behind before the minute is full, nor a minute ahead."""
    projection = project(Picture(planned_minutes=0).snapshot(), at(0))
    assert replace(projection, behind=seconds(behind)).minutes_behind == in_minutes


def test_begin_of_each_step_as_planned() -> None:
    """Before the start, each step begins when those before it end."""
    starts = starts_of_steps(Picture().snapshot(), at(-10))
    assert starts == {StepId(0): at(0), StepId(1): at(5), StepId(2): at(5) + ROUND}


def test_begin_of_each_step_moves_with_the_meeting() -> None:
    """What has begun keeps its time; what is to come moves; what was skipped has none."""
    picture = Picture().set_step(0, Countdown(minutes(5), at(2))).live(0, started_at=at(2))
    picture.steps[2] = replace(picture.steps[2], outcome=Outcome.SKIPPED)
    assert starts_of_steps(picture.snapshot(), at(9)) == {StepId(0): at(2), StepId(1): at(9)}


@given(seen=pictures(), after=st.timedeltas(timedelta(0), timedelta(hours=3)))
def test_the_last_step_begins_before_the_end(seen: Snapshot, after: timedelta) -> None:
    """Start times of what is to come run up to the projected end, in order."""
    now = at(0) + after
    if seen.meeting.state in (MeetingState.PLANNED, MeetingState.LIVE):
        starts = starts_of_steps(seen, now)
        ahead = [s for s in seen.steps if s.outcome is None and s.id != seen.meeting.step_id]
        times = [starts[s.id] for s in ahead]
        assert times == sorted(times)
        if ahead:
            assert times[-1] + length_ahead(seen, ahead[-1], now) == project(seen, now).ends_at


@given(
    pauses=st.lists(st.integers(0, 300), max_size=3),
    added=st.integers(-240, 600),
    late=st.integers(0, 600),
    used=st.integers(0, 900),
)
def test_everything_that_delays_adds_up(pauses: list[int], added: int, late: int, used: int) -> None:
    """Behind is late start + pauses + added + overtime, to the second: each counts once."""
    clock = Countdown(minutes(5)).extend(seconds(added)).start(at(seconds=late))
    now = late
    for number, length in enumerate(pauses):
        now += used // len(pauses) if number else 0
        clock = clock.pause(at(seconds=now)).start(at(seconds=now + length))
        now += length
    end = late + used + sum(pauses)
    overtime = max(0, used - (300 + added))
    picture = Picture().set_step(0, clock).live(0, started_at=at(seconds=late))
    behind = project(picture.snapshot(), at(seconds=end)).behind
    assert behind == seconds(late + sum(pauses) + added + overtime)


# ---------------------------------------------------------------- who can be brought back


@pytest.mark.parametrize(
    ("outcome", "comes_back", "waits"),
    [
        (Outcome.SKIPPED, True, True),
        (Outcome.DONE, True, False),
        (Outcome.ABSENT, False, False),
        (None, False, False),
    ],
)
def test_who_can_be_brought_back(outcome: Outcome | None, comes_back: bool, waits: bool) -> None:
    """Whoever was passed over waits while another speaks; whoever has finished is up at once."""
    first, speaks = turn(1, 1, DONE, outcome=outcome), turn(2, 1, PITCH.start(at(7)))
    picture = Picture(turns=[first, speaks]).live(1, 2).snapshot()
    assert turn_to_bring_back(picture, PersonId(1)) == (first if comes_back else None)
    assert waits_for_speaker(picture, first) is waits
    nobody_up = Picture(turns=[first]).live(1).snapshot()
    assert not waits_for_speaker(nobody_up, first)


def test_nobody_is_brought_back_into_another_round() -> None:
    """Their turn is one of the round that is on."""
    over = turn(1, 1, DONE, outcome=Outcome.SKIPPED)
    assert turn_to_bring_back(Picture(turns=[over]).live(0).snapshot(), PersonId(1)) is None
    assert turn_to_bring_back(Picture(turns=[over]).live(1).snapshot(), PersonId(2)) is None
