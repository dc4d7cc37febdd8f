"""Running the agenda: what each key does to the meeting and its clocks."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from msgspec.structs import replace

from leadsroom.acts.command import Command, Undo
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.meeting.agenda_progress import GoKind, next_act, places_asked_about, project
from leadsroom.domain.meeting.countdown import Phase, phase, shown_seconds
from leadsroom.domain.meeting.snapshot import MeetingState, Outcome, Snapshot
from leadsroom.domain.people.attendance import CameAbout, Mark
from leadsroom.domain.text.wording import ZERO
from leadsroom.errors import Refused
from tests.desks import meeting_to_run
from tests.harborview import START
from tests.meeting.table import Table, words
from tests.offices import Office
from tests.roster.sheets import sheet

HALF, TEN = timedelta(seconds=30), timedelta(seconds=10)


def _shown(table: Table) -> int:
    clock = table.now.clock
    assert clock is not None
    return shown_seconds(clock, table.clock.now())


def _up(table: Table) -> str:
    seen = table.now
    return seen.seat_name(seen.turn.member_id) if seen.turn else "nobody"


def _outcomes(seen: Snapshot) -> list[str]:
    assert seen.step is not None
    return [turn.outcome.value if turn.outcome else "waiting" for turn in seen.turns_of(seen.step)]


# ---------------------------------------------------------------- Go


def test_one_key_runs_the_whole_meeting(table: Table) -> None:
    """Pressing nothing but Go leads through every step and every turn, and says each time what comes next."""
    promised = []
    while table.now.meeting.state is not MeetingState.CLOSED:
        promised.append(words(table.now))
        table.go(seconds=20)
    names = ["Maria Lopez", "Ann Chu", "Robert Diaz", "Cyrus Ng", "Dee Fox", "Paul Whitfield"]
    pitches = [
        promised for a, b in itertools.pairwise(names) for promised in (f"start {a}", f"finish, next is {b}")
    ]
    assert promised == [
        "start the meeting",
        "on to Welcome",
        "on to Pitches",
        *pitches,
        "start Paul Whitfield",
        "finish, on to Leads bucket",
        *[f"finish, next is {name}" for name in names[1:]],
        "finish, on to Close",
        "close the meeting",
    ]


def test_the_clocks_of_a_meeting_add_up_to_it(table: Table) -> None:
    """Steps follow each other without gap; from the first to the last they are the whole meeting."""
    table.go(seconds=7)
    seen = table.go_to_end(seconds=13)
    held = [step for step in seen.steps if step.outcome is Outcome.DONE]
    assert held[0].clock.started_at == seen.meeting.started_at
    assert held[-1].clock.ended_at == seen.meeting.ended_at
    assert [step.clock.ended_at for step in held[:-1]] == [step.clock.started_at for step in held[1:]]
    assert [step.outcome for step in seen.steps if step.kind is StepKind.VISITORS] == [Outcome.ABSENT]


def test_starting_freezes_the_plan(table: Table) -> None:
    """What each step was to take is kept with the people there at the start."""
    seen = table.go()
    planned = {step.title: step.planned for step in seen.steps}
    assert planned["Pitches"] == 6 * timedelta(seconds=65)
    assert planned["Visitors"] == ZERO
    assert planned["Open networking"] == timedelta(minutes=5)
    assert (seen.meeting.started_at, seen.meeting.state) == (START, MeetingState.LIVE)


def test_a_round_is_dealt_when_it_begins(table: Table) -> None:
    """Everybody at the table has a turn of the chapter's length, in table order; the first one is armed."""
    seen = table.go_to(StepKind.PITCHES)
    assert [seen.name(turn.member_id) for turn in seen.turns][:2] == ["Maria Lopez", "Ann Chu"]
    assert {turn.clock.allotted for turn in seen.turns} == {timedelta(seconds=60)}
    assert seen.turn == seen.turns[0]
    assert seen.turn is not None
    assert seen.turn.clock.started_at is None


def test_the_bucket_starts_by_itself_and_shares_its_time(table: Table) -> None:
    """Each in the bucket round has an even share of four minutes, running from when they are up."""
    seen = table.go_to(StepKind.BUCKET)
    assert seen.turn is not None
    assert seen.turn.clock.allotted == timedelta(seconds=40)
    assert seen.turn.clock.started_at == table.clock.now()


def test_nobody_is_present_whom_nobody_has_looked_at(table: Table) -> None:
    """A turn marks who speaks; who was never marked and had no turn stays unmarked, also at the close."""
    table.go(2)
    table.do(c.MarkAttendance(table.person("Dee Fox"), Mark.ABSENT))
    seen = table.go_to(StepKind.PITCHES)
    assert {place.mark for place in seen.attendees} == {Mark.ABSENT, None}
    table.go()
    for _ in range(4):
        table.do(c.Skip())
    assert _how_of(table, "Maria Lopez") == (Mark.PRESENT, CameAbout.SPOKE)
    assert _how_of(table, "Dee Fox") == (Mark.ABSENT, CameAbout.CHECK_IN)
    for step in (StepKind.BUCKET, StepKind.CLOSE):
        seen = table.now
        while seen.step is not None and seen.step.kind is not step:
            seen = table.do(c.Skip())
    table.go_to_end()
    assert _how_of(table, "Robert Diaz") == (None, None)


def _how_of(table: Table, name: str) -> tuple[Mark | None, CameAbout | None]:
    place = table.now.attendee(table.person(name))
    assert place is not None
    return place.mark, place.came_about


def test_who_is_not_marked_is_asked_about_as_the_pitches_begin_and_before_the_close(table: Table) -> None:
    """Until the first pitch has run for a moment, and at the last step; the answer says how it came about."""

    def asked() -> int:
        return len(places_asked_about(table.now, table.clock.now()))

    assert asked() == 0
    table.go_to(StepKind.PITCHES)
    assert asked() == 6
    table.go()
    assert asked() == 5
    table.clock.pass_by(seconds=20)
    assert asked() == 0
    while table.now.step is not None and table.now.step.kind is not StepKind.CLOSE:
        table.do(c.Skip())
    assert asked() == 5
    before = table.rows()
    seen = table.do(c.MarkOthersPresent(asked=True))
    assert asked() == 0
    assert {place.came_about for place in seen.attendees} == {CameAbout.ASKED, CameAbout.SPOKE}
    place = seen.attendees[-1]
    assert (place.marked_at, place.marked_by) == (table.clock.now(), seen.journal[-1].station_id)
    table.do(Undo())
    assert table.rows() == before


def test_a_member_taken_in_late_is_present_once_they_have_spoken(table: Table) -> None:
    """Who never had a turn has been seen by nobody, and is not marked when the meeting closes."""
    office = Office(table.store, table.clock, "front desk")
    for step, name in ((StepKind.PITCHES, "New Now"), (StepKind.CLOSE, "New Later")):
        table.go_to(step)
        office.add_member(table.now.chapter.id, sheet(name, f"Trade of {name}"))
        meeting_to_run(table.store, table.now.chapter, table.clock.now())
    seen = table.go_to_end()
    marks = {seen.name(place.member_id): place.mark for place in seen.attendees}
    assert marks.pop("New Later") is None
    assert set(marks.values()) == {Mark.PRESENT}


def test_overtime_is_told_when_a_turn_is_finished(table: Table) -> None:
    """The journal says by how much somebody was over."""
    table.go_to(StepKind.PITCHES)
    table.go()
    seen = table.go(seconds=68)
    assert seen.journal[-1].what == "Maria Lopez finished, 8 s over; Ann Chu is up"


def test_closing_leaves_nothing_running(table: Table) -> None:
    """After the close the meeting stands nowhere, and every clock has ended."""
    seen = table.go_to_end()
    assert seen.meeting.ended_at == table.clock.now()
    assert (seen.step, seen.turn, seen.clock) == (None, None, None)
    assert not any(step.clock.running for step in seen.steps)
    assert not any(turn.clock.running for turn in seen.turns)
    assert next_act(seen).kind is GoKind.NOTHING


def test_go_after_the_close_is_refused(table: Table) -> None:
    """The key says how to open the meeting again."""
    table.go_to_end()
    with pytest.raises(Refused, match="Undo opens it again"):
        table.go()


# ---------------------------------------------------------------- pause and time


def test_a_pause_keeps_the_figure(table: Table) -> None:
    """However long it lasts, the clock goes on where it stood."""
    table.go()
    table.clock.pass_by(seconds=100)
    table.do(c.Pause())
    table.clock.pass_by(minutes=7)
    assert _shown(table) == 200
    table.do(c.Resume())
    table.clock.pass_by(seconds=5)
    assert _shown(table) == 195
    clock = table.now.clock
    assert clock is not None
    assert clock.paused_for == timedelta(minutes=7)


def test_resume_starts_an_armed_clock(table: Table) -> None:
    """Space is enough to begin a pitch."""
    table.go_to(StepKind.PITCHES)
    table.do(c.Resume())
    table.clock.pass_by(seconds=10)
    assert _shown(table) == 50
    assert table.now.journal[-1].what == "Maria Lopez started"


def test_pausing_what_stands_and_resuming_what_runs_is_refused(table: Table) -> None:
    """Each says what to press instead."""
    table.go()
    with pytest.raises(Refused, match="running already"):
        table.do(c.Resume())
    table.do(c.Pause())
    with pytest.raises(Refused, match="not running"):
        table.do(c.Pause())


@pytest.mark.parametrize(
    "command", [c.Pause(), c.Resume(), c.Skip(), c.GoBack(), c.AddTime(HALF), c.BeganEarlier(HALF)]
)
def test_before_the_start_only_go_runs_anything(table: Table, command: Command) -> None:
    """The keys of the clock wait for a meeting."""
    with pytest.raises(Refused, match="The meeting is not running"):
        table.do(command)


def test_time_can_be_given_and_taken(table: Table) -> None:
    """Half a minute more, half a minute less, on the clock that is up; never less than nothing."""
    table.go_to(StepKind.PITCHES)
    table.do(c.AddTime(HALF))
    assert _shown(table) == 90
    table.do(c.AddTime(-HALF))
    table.do(c.AddTime(-HALF))
    assert _shown(table) == 30
    assert table.now.journal[-1].what == "30 s less for Maria Lopez"
    table.do(c.AddTime(-2 * HALF))
    with pytest.raises(Refused, match="no time left to take away"):
        table.do(c.AddTime(-HALF))


def test_time_given_after_time_is_up(table: Table) -> None:
    """The clock that was over counts down again."""
    table.go_to(StepKind.PITCHES)
    table.go()
    table.clock.pass_by(seconds=70)
    clock = table.do(c.AddTime(HALF)).clock
    assert clock is not None
    assert _shown(table) == 20
    assert phase(clock, table.clock.now()) is Phase.WRAP_UP


def test_a_pitch_that_began_earlier(table: Table) -> None:
    """The forgotten start is put right, and goes back no further than the round's beginning."""
    table.go_to(StepKind.PITCHES)
    table.clock.pass_by(seconds=40)
    table.go()
    table.do(c.BeganEarlier(timedelta(seconds=10)))
    assert _shown(table) == 50
    table.do(c.BeganEarlier(timedelta(minutes=10)))
    assert _shown(table) == 20
    with pytest.raises(Refused, match="something else was on then"):
        table.do(c.BeganEarlier(timedelta(seconds=10)))


def test_a_second_pitch_began_after_the_first_had_ended(table: Table) -> None:
    """The time between two pitches can be claimed, the pitch before cannot."""
    table.go_to(StepKind.PITCHES)
    table.go(2, seconds=30)
    table.clock.pass_by(seconds=25)
    table.go()
    table.do(c.BeganEarlier(timedelta(minutes=5)))
    assert _shown(table) == 35


def test_an_armed_pitch_that_began_earlier_is_running(table: Table) -> None:
    """Whoever was not started at all is started in the past."""
    table.go_to(StepKind.PITCHES)
    table.clock.pass_by(seconds=40)
    table.do(c.BeganEarlier(timedelta(seconds=15)))
    table.clock.pass_by(seconds=1)
    assert _shown(table) == 44


def test_a_meeting_that_began_earlier(table: Table) -> None:
    """For the first step the whole meeting has begun earlier."""
    table.clock.pass_by(minutes=2)
    table.go()
    seen = table.do(c.BeganEarlier(timedelta(seconds=40)))
    assert seen.meeting.started_at == START + timedelta(seconds=80)
    assert _shown(table) == 260


def test_a_step_that_began_earlier_ends_the_one_before(table: Table) -> None:
    """The border between two steps moves; no time is counted twice."""
    table.go(2, seconds=60)
    seen = table.do(c.BeganEarlier(timedelta(seconds=20)))
    first, second = seen.steps[:2]
    assert first.clock.ended_at == second.clock.started_at == table.clock.now() - timedelta(seconds=20)
    seen = table.do(c.BeganEarlier(timedelta(hours=1)))
    assert seen.steps[1].clock.started_at == seen.steps[0].clock.started_at


def test_a_step_after_a_round_that_began_earlier_ends_its_last_turn(table: Table) -> None:
    """First the three seconds that were free, said as three; then time of the last pitch."""
    table.go_to(StepKind.PITCHES)
    table.go(11, seconds=20)
    table.clock.pass_by(seconds=30)
    table.do(c.Skip())
    table.go(seconds=3)
    seen = table.do(c.BeganEarlier(TEN))
    assert seen.journal[-1].what == "Maria Lopez began 3 s earlier"
    seen = table.do(c.BeganEarlier(TEN))
    assert seen.journal[-1].what == "Maria Lopez began 10 s earlier"
    assert _used_by(table, "Paul Whitfield", StepKind.PITCHES) == 20


def test_the_step_after_a_round_takes_from_its_last_turn(table: Table) -> None:
    """Enter ended the last turn and the round at once; ten seconds of both belong to what came after."""
    table.go_to(StepKind.BUCKET)
    table.go(5, seconds=30)
    table.go(seconds=30)
    seen = table.do(c.BeganEarlier(TEN))
    begins = table.clock.now() - TEN
    bucket, close = seen.steps[4:6]
    assert (bucket.clock.ended_at, close.clock.started_at) == (begins, begins)
    assert _used_by(table, "Paul Whitfield", StepKind.BUCKET) == 20
    assert seen.journal[-1].what == "Close began 10 s earlier"
    seen = table.do(c.BeganEarlier(timedelta(minutes=5)))
    assert seen.journal[-1].what == "Close began 20 s earlier"
    assert _used_by(table, "Paul Whitfield", StepKind.BUCKET) == 0
    with pytest.raises(Refused, match="something else was on then"):
        table.do(c.BeganEarlier(TEN))


def test_in_the_bucket_the_turn_before_ends_earlier(table: Table) -> None:
    """Where turns start by themselves the border between two moves, and undo moves it back."""
    table.go_to(StepKind.BUCKET)
    table.go(seconds=30)
    table.clock.pass_by(seconds=5)
    rows = table.rows()
    table.do(c.BeganEarlier(TEN))
    assert _used_by(table, "Maria Lopez", StepKind.BUCKET) == 20
    assert _used_by(table, "Ann Chu", StepKind.BUCKET) == 15
    table.do(Undo())
    assert table.rows() == rows


def test_the_first_turn_of_the_bucket_began_with_its_round(table: Table) -> None:
    """The round began earlier too, and what was on before it ended then."""
    table.go_to(StepKind.BUCKET)
    seen = table.do(c.BeganEarlier(timedelta(seconds=4)))
    bucket, pitches = seen.steps[4], seen.steps[2]
    assert bucket.clock.started_at == pitches.clock.ended_at == table.clock.now() - timedelta(seconds=4)


def test_pauses_of_the_turn_before_are_left_to_it(table: Table) -> None:
    """Of its thirty seconds it spoke ten: no more than these can be taken."""
    table.go_to(StepKind.BUCKET)
    table.clock.pass_by(seconds=10)
    table.do(c.Pause())
    table.clock.pass_by(seconds=20)
    table.do(c.Resume())
    table.go()
    seen = table.do(c.BeganEarlier(timedelta(minutes=1)))
    assert seen.journal[-1].what == "Ann Chu began 10 s earlier"
    assert _used_by(table, "Maria Lopez", StepKind.BUCKET) == 0


def test_a_paused_clock_that_began_earlier_stays_paused(table: Table) -> None:
    """It shows ten seconds less, and does not go on by itself."""
    table.go_to(StepKind.PITCHES)
    table.go(seconds=30)
    table.clock.pass_by(seconds=15)
    table.do(c.Pause())
    clock = table.do(c.BeganEarlier(TEN)).clock
    assert clock is not None
    assert clock.paused
    table.clock.pass_by(seconds=60)
    assert _shown(table) == 35


def test_a_step_gone_back_from_keeps_its_beginning(table: Table) -> None:
    """After going back and on again something else was on before it: no time of that is lost."""
    table.go(2, seconds=60)
    table.clock.pass_by(seconds=10)
    table.do(c.GoBack())
    table.do(c.Resume())
    table.go(seconds=30)
    with pytest.raises(Refused, match="something else was on then"):
        table.do(c.BeganEarlier(TEN))


def _used_by(table: Table, name: str, kind: StepKind) -> float:
    seen = table.now
    step = next(step for step in seen.steps if step.kind is kind)
    turn = next(turn for turn in seen.turns_of(step) if turn.member_id == table.person(name))
    return turn.clock.elapsed(table.clock.now()).total_seconds()


# ---------------------------------------------------------------- visitors who come late


def test_a_visitor_after_the_round_of_visitors_has_a_turn(table: Table) -> None:
    """The round that was passed over is held after the step that is on; then the agenda goes on as it was."""
    table.go_to(StepKind.BUCKET)
    assert table.now.steps[3].outcome is Outcome.ABSENT
    table.do(c.WelcomeVisitor("Vic Stone"))
    seen = table.go(6, seconds=10)
    assert seen.step == seen.steps[3]
    assert (seen.steps[3].outcome, _up(table)) == (None, "Vic Stone")
    seen = table.do(c.GoBack())
    assert seen.step == seen.steps[4]
    table.go(seconds=5)
    assert _up(table) == "Vic Stone"
    table.go(2, seconds=10)
    assert words(table.now) == "close the meeting"
    assert table.now.step == table.now.steps[5]


# ---------------------------------------------------------------- skip, back, call back


def test_skipping_a_person_brings_up_the_next(table: Table) -> None:
    """They are passed over without having spoken."""
    table.go_to(StepKind.PITCHES)
    seen = table.do(c.Skip())
    assert _up(table) == "Ann Chu"
    assert _outcomes(seen)[0] == "skipped"
    assert seen.journal[-1].what == "Maria Lopez skipped"


def test_skipping_the_last_person_leaves_nobody_up(table: Table) -> None:
    """Go then leads on to the next step."""
    table.go_to(StepKind.PITCHES)
    for _ in range(5):
        table.do(c.Skip())
    seen = table.do(c.Skip())
    assert _up(table) == "nobody"
    assert words(seen) == "on to Leads bucket"
    with pytest.raises(Refused, match="No clock is running"):
        table.do(c.AddTime(HALF))


def test_the_rest_of_a_round_is_skipped_at_once(table: Table) -> None:
    """Whoever speaks has had their turn, nobody else is up, Go leads on; one undo takes all of it back."""
    table.go_to(StepKind.PITCHES)
    table.go(3, seconds=20)
    before = table.now
    seen = table.do(c.SkipRest())
    assert seen.journal[-1].what == "Ann Chu finished; 4 turns of Pitches skipped"
    assert _outcomes(seen) == ["done", "done", "skipped", "skipped", "skipped", "skipped"]
    assert (_up(table), words(seen)) == ("nobody", "on to Leads bucket")
    back = table.do(Undo())
    assert (back.turns, back.meeting) == (before.turns, before.meeting)


def test_the_rest_of_a_round_is_whoever_has_not_begun(table: Table) -> None:
    """Who is up on a clock that waits is skipped, too; whoever was interrupted has had their turn."""
    table.go_to(StepKind.PITCHES)
    table.do(c.Skip())
    table.go(seconds=20)
    table.do(c.CallBack(table.turn_of("Maria Lopez").id))
    seen = table.do(c.SkipRest())
    assert _outcomes(seen) == ["skipped", "done", "skipped", "skipped", "skipped", "skipped"]
    assert words(seen) == "on to Leads bucket"


def test_what_is_no_rest_of_a_round_is_not_skipped(table: Table) -> None:
    """Outside a round, with nobody left in it, and while questions are asked it says what to press."""
    table.go()
    with pytest.raises(Refused, match="Here n skips the step"):
        table.do(c.SkipRest())
    table.go_to(StepKind.PITCHES)
    table.go(11, seconds=5)
    with pytest.raises(Refused, match="Enter goes on"):
        table.do(c.SkipRest())


def test_skipping_a_step_goes_on_to_the_next(table: Table) -> None:
    """It ends without being done."""
    table.go()
    seen = table.do(c.Skip())
    assert (seen.steps[0].outcome, seen.step) == (Outcome.SKIPPED, seen.steps[1])
    assert seen.journal[-1].what == "Open networking skipped, Welcome began"


def test_a_round_that_is_left_says_after_how_many(table: Table) -> None:
    """When some have spoken and the rest are passed over, the round was left and not skipped."""
    table.go_to(StepKind.PITCHES)
    table.go(4, seconds=30)
    for _ in range(4):
        table.do(c.Skip())
    assert _up(table) == "nobody"
    seen = table.do(c.Skip())
    assert seen.journal[-1].what == "Pitches left after 2 of 6, Leads bucket began"


def test_a_round_in_which_all_have_spoken_is_not_skipped(table: Table) -> None:
    """When only those who have left are missing, n goes on from a round that was held."""
    table.go_to(StepKind.PITCHES)
    table.go(10, seconds=30)
    table.do(c.LeaveEarly(table.person("Paul Whitfield")))
    seen = table.do(c.Skip())
    assert seen.journal[-1].what == "Pitches finished, Leads bucket began"
    assert seen.steps[2].outcome is Outcome.DONE


def test_the_last_step_is_closed_not_skipped(table: Table) -> None:
    """There is nothing to go on to."""
    table.go_to(StepKind.CLOSE)
    with pytest.raises(Refused, match="Enter closes the meeting"):
        table.do(c.Skip())


def test_somebody_skipped_can_be_called_back(table: Table) -> None:
    """They are up with their whole time; whoever was up waits for theirs; then the round goes on."""
    table.go_to(StepKind.PITCHES)
    skipped = table.turn_of("Maria Lopez")
    table.do(c.Skip())
    seen = table.do(c.CallBack(skipped.id))
    assert (_up(table), _shown(table)) == ("Maria Lopez", 60)
    table.go(2, seconds=30)
    assert _up(table) == "Ann Chu"
    assert _shown(table) == 60
    assert seen.journal[-1].what == "Maria Lopez is called back"


def test_calling_back_stops_the_clock_of_whoever_is_up(table: Table) -> None:
    """Somebody interrupted keeps what they had left."""
    table.go_to(StepKind.PITCHES)
    skipped = table.turn_of("Maria Lopez")
    table.do(c.Skip())
    table.go()
    table.clock.pass_by(seconds=20)
    table.do(c.CallBack(skipped.id))
    table.go(2, seconds=10)
    assert (_up(table), _shown(table)) == ("Ann Chu", 40)


def test_somebody_still_to_speak_is_not_called_back(table: Table) -> None:
    """Nor is somebody of another round."""
    table.go_to(StepKind.PITCHES)
    with pytest.raises(Refused, match="Dee Fox is still to speak"):
        table.do(c.CallBack(table.turn_of("Dee Fox").id))
    pitched = table.turn_of("Maria Lopez")
    table.go_to(StepKind.BUCKET)
    with pytest.raises(Refused, match="not in the round that is on"):
        table.do(c.CallBack(pitched.id))


def test_back_to_the_person_before(table: Table) -> None:
    """A Go too many: the last speaker is up again, the clock standing where it was."""
    table.go_to(StepKind.PITCHES)
    table.go()
    table.go(seconds=20)
    table.clock.pass_by(seconds=99)
    table.do(c.GoBack())
    assert (_up(table), _shown(table)) == ("Maria Lopez", 40)
    table.do(c.Resume())
    table.clock.pass_by(seconds=5)
    assert _shown(table) == 35
    assert words(table.now) == "finish, next is Ann Chu"


def test_back_to_the_step_before(table: Table) -> None:
    """The step that was left goes on from where it stood; the one that was on waits."""
    table.go()
    table.go(seconds=100)
    table.clock.pass_by(seconds=30)
    seen = table.do(c.GoBack())
    assert seen.step == seen.steps[0]
    assert _shown(table) == 200
    assert seen.steps[1].outcome is None
    table.do(c.Resume())
    table.go(seconds=10)
    assert _shown(table) == 90


def test_back_into_a_round(table: Table) -> None:
    """From the step after a round, the last who spoke is up again."""
    table.go_to(StepKind.BUCKET)
    table.do(c.GoBack())
    seen = table.now
    assert seen.step is not None
    assert seen.step.kind is StepKind.PITCHES
    assert _up(table) == "Paul Whitfield"
    table.go()
    assert table.now.turn is not None
    assert table.now.step != seen.step


def test_back_from_the_first_step_is_refused(table: Table) -> None:
    """There is nothing before the beginning."""
    table.go()
    with pytest.raises(Refused, match="where the meeting began"):
        table.do(c.GoBack())


def test_going_back_and_forth_loses_nobody(table: Table) -> None:
    """However often, each has one turn in the round, and the meeting can be finished."""
    table.go_to(StepKind.PITCHES)
    for _ in range(4):
        table.go(3, seconds=5)
        table.do(c.GoBack())
        table.do(c.GoBack())
    seen = table.go_to_end()
    pitches = next(step for step in seen.steps if step.kind is StepKind.PITCHES)
    assert [turn.outcome for turn in seen.turns_of(pitches)] == [Outcome.DONE] * 6
    assert len({turn.member_id for turn in seen.turns_of(pitches)}) == 6


def test_the_projection_follows_what_happens(table: Table) -> None:
    """Behind after a late start, less so after a skip, and at the end it is what it came to."""
    table.clock.pass_by(minutes=4)
    seen = table.go()
    behind = project(seen, table.clock.now()).behind
    table.go_to(StepKind.PITCHES)
    seen = table.do(c.Skip())
    assert project(seen, table.clock.now()).behind < behind
    seen = table.go_to_end()
    table.clock.pass_by(hours=3)
    assert project(seen, table.clock.now()).ends_at == seen.meeting.ended_at


def test_a_step_never_shows_another_clock(table: Table) -> None:
    """The clock in view is the turn's in a round, the step's outside, and of nobody between."""
    seen = table.go()
    assert seen.clock == seen.steps[0].clock
    seen = table.go_to(StepKind.PITCHES)
    assert seen.turn is not None
    assert seen.clock == seen.turn.clock
    assert replace(seen, meeting=replace(seen.meeting, turn_id=None)).clock is None
