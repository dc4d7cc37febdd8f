"""Beside the agenda: questions, words to the speaker, time that nobody used."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from leadsroom.acts.command import Command
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.meeting.agenda_progress import next_act, project
from leadsroom.domain.meeting.countdown import shown_seconds
from leadsroom.domain.meeting.idle_alarm import not_running, prompt_shown
from leadsroom.domain.text.wording import ZERO
from leadsroom.errors import Refused
from tests.meeting.table import Table

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


def _speaking(table: Table, seconds: float = 40) -> None:
    """Maria Lopez has spoken for so long."""
    table.go_to(StepKind.PITCHES)
    table.go()
    table.clock.pass_by(seconds=seconds)


def _shown(table: Table) -> int:
    clock = table.now.clock
    assert clock is not None
    return shown_seconds(clock, table.clock.now())


# ---------------------------------------------------------------- questions


def test_questions_have_a_clock_of_their_own(table: Table) -> None:
    """While questions run the room sees their clock, and the speaker's stands still."""
    _speaking(table)
    table.do(c.OpenQuestions(MINUTE))
    table.clock.pass_by(seconds=25)
    assert _shown(table) == 35
    assert table.turn_of("Maria Lopez").clock.elapsed(table.clock.now()) == 40 * SECOND


def test_go_ends_questions_and_nothing_else(table: Table) -> None:
    """Go says so, the speaker goes on, and is charged for speaking only once the next Go ends the turn."""
    _speaking(table)
    seen = table.do(c.OpenQuestions(MINUTE))
    assert next_act(seen).words == "end the questions, back to Maria Lopez"
    seen = table.go(seconds=90)
    assert seen.journal[-1].what == "Questions over; Maria Lopez goes on"
    assert next_act(seen).words == "finish, next is Ann Chu"
    seen = table.go()
    (asked,) = seen.questions
    assert asked.clock.elapsed(table.clock.now()) == 90 * SECOND
    turn = table.turn_of("Maria Lopez")
    assert (turn.clock.elapsed(table.clock.now()), turn.clock.paused_for) == (40 * SECOND, 90 * SECOND)
    assert seen.turn is not None
    assert seen.name(seen.turn.member_id) == "Ann Chu"


def test_a_speaker_goes_on_after_questions(table: Table) -> None:
    """Ended by hand, questions give the clock back to the speaker as it stood."""
    _speaking(table)
    table.do(c.OpenQuestions(MINUTE))
    table.clock.pass_by(seconds=30)
    seen = table.do(c.CloseQuestions())
    assert seen.open_questions is None
    assert _shown(table) == 20
    assert seen.turn is not None
    assert seen.turn.clock.running


def test_questions_in_a_step_outside_a_round(table: Table) -> None:
    """A talk has questions too: Go ends them and never the rest of the talk; the next one does."""
    talk = table.go_to(StepKind.WELCOME).step
    assert talk is not None
    seen = table.do(c.OpenQuestions(MINUTE))
    assert next_act(seen).words == f"end the questions, back to {talk.title}"
    table.clock.pass_by(seconds=20)
    assert _shown(table) == 40
    seen = table.go()
    assert seen.step is not None
    assert (seen.step.id, seen.step.clock.running) == (talk.id, True)
    seen = table.go()
    assert seen.step is not None
    assert seen.step.kind is StepKind.PITCHES
    assert seen.open_questions is None


def test_questions_are_asked_in_the_speakers_own_time_first(table: Table) -> None:
    """After 40 of 60 s a minute of questions costs 40 s more than the rest of the speech would."""
    _speaking(table)
    before = project(table.now, table.clock.now()).ends_at
    seen = table.do(c.OpenQuestions(MINUTE))
    assert project(seen, table.clock.now()).ends_at - before == 40 * SECOND


@pytest.mark.parametrize("step", [StepKind.WELCOME, StepKind.PITCHES])
def test_questions_early_in_a_talk_do_not_end_it(table: Table, step: StepKind) -> None:
    """When they are opened and when they are over the end stays; what they took comes on top of it."""
    table.go_to(step)
    if step is StepKind.PITCHES:
        table.go()
    table.clock.pass_by(seconds=10)

    def ends() -> datetime:
        return project(table.now, table.clock.now()).ends_at

    before = ends()
    table.do(c.OpenQuestions(30 * SECOND))
    assert ends() == before
    table.clock.pass_by(seconds=20)
    assert ends() == before + 20 * SECOND
    table.do(c.CloseQuestions())
    assert ends() == before + 20 * SECOND
    table.clock.pass_by(seconds=20)
    assert ends() == before + 20 * SECOND


def test_questions_can_be_paused_and_given_time(table: Table) -> None:
    """Space, plus and minus are about the clock that is seen: the one of the questions."""
    _speaking(table)
    table.do(c.OpenQuestions(MINUTE))
    table.do(c.AddTime(30 * SECOND))
    table.do(c.Pause())
    table.clock.pass_by(seconds=100)
    assert _shown(table) == 90
    table.do(c.Resume())
    table.clock.pass_by(seconds=10)
    assert _shown(table) == 80


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (c.OpenQuestions(MINUTE), "Questions are open already"),
        (c.Skip(), "Questions are open. Enter ends them."),
    ],
)
def test_what_questions_have_no_room_for_is_refused(table: Table, command: Command, sentence: str) -> None:
    """Another round of questions and skipping are refused with what to do instead."""
    _speaking(table)
    table.do(c.OpenQuestions(MINUTE))
    with pytest.raises(Refused, match=sentence):
        table.do(command)


def test_nobody_is_asked_before_they_have_spoken(table: Table) -> None:
    """An armed clock has nothing to ask about."""
    table.go_to(StepKind.PITCHES)
    with pytest.raises(Refused, match="Nobody has spoken yet"):
        table.do(c.OpenQuestions(MINUTE))
    with pytest.raises(Refused, match="No questions are open"):
        table.do(c.CloseQuestions())


@pytest.mark.parametrize("seconds", [0, 14, 601])
def test_questions_take_a_sensible_time(table: Table, seconds: int) -> None:
    """Under 15 s and above 10 min are refused."""
    _speaking(table)
    with pytest.raises(Refused, match="15 s to 10 min"):
        table.do(c.OpenQuestions(timedelta(seconds=seconds)))


def test_going_back_ends_questions(table: Table) -> None:
    """No questions stay open at a place where the meeting no longer stands."""
    _speaking(table)
    table.do(c.OpenQuestions(MINUTE))
    assert table.do(c.GoBack()).open_questions is None


# ---------------------------------------------------------------- words to the speaker


def test_words_to_the_speaker_stay_for_a_while(table: Table) -> None:
    """They are shown from the moment they are sent until their seconds are over."""
    _speaking(table)
    seen = table.do(c.PromptSpeaker("wrap up", 20 * SECOND))
    assert prompt_shown(seen, table.clock.now()) == "wrap up"
    assert prompt_shown(seen, table.clock.now() + 19.9 * SECOND) == "wrap up"
    assert prompt_shown(seen, table.clock.now() + 20 * SECOND) == ""


def test_words_to_the_speaker_are_taken_away(table: Table) -> None:
    """Empty words clear the screen at once."""
    _speaking(table)
    table.do(c.PromptSpeaker("louder", 20 * SECOND))
    assert prompt_shown(table.do(c.PromptSpeaker(" ", 20 * SECOND)), table.clock.now()) == ""


def test_words_to_the_speaker_are_few_and_harmless(table: Table) -> None:
    """Five hundred letters are cut to what a room can read; escape codes are gone, markup is kept."""
    _speaking(table)
    prompt = table.do(c.PromptSpeaker("\x1b[31m[/] louder " + "x" * 500, 20 * SECOND)).meeting.prompt
    assert "\x1b" not in prompt
    assert "[/] louder" in prompt
    assert len(prompt) <= 60


# ---------------------------------------------------------------- the alarm


def test_the_alarm_after_fifteen_seconds_and_every_thirty(table: Table) -> None:
    """Nobody starts the clock of whoever is up: 15 s later it is said, flashing again every 30 s."""
    seen, up = table.go_to(StepKind.PITCHES), table.clock.now()
    assert not_running(seen, up + 14.9 * SECOND) is None
    flashes = [s for s in range(100) if (due := not_running(seen, up + s * SECOND)) and due.flash]
    assert flashes == [15, 16, 17, 45, 46, 47, 75, 76, 77]
    due = not_running(seen, up + 80 * SECOND)
    assert due is not None
    assert (due.waited, due.number) == (80 * SECOND, 3)


def test_the_alarm_ends_with_the_start(table: Table) -> None:
    """A clock that runs, or stands in a pause, is no cause for alarm."""
    table.go_to(StepKind.PITCHES)
    table.go(seconds=60)
    assert not_running(table.now, table.clock.now() + 60 * SECOND) is None
    seen = table.do(c.Pause())
    assert not_running(seen, table.clock.now() + 60 * SECOND) is None


def test_a_record_does_not_put_the_alarm_off(table: Table) -> None:
    """Leads and marks taken meanwhile do not make the wait begin again."""
    table.go_to(StepKind.PITCHES)
    up = table.clock.now()
    table.clock.pass_by(seconds=12)
    seen = table.do(table.lead())
    due = not_running(seen, up + 16 * SECOND)
    assert due is not None
    assert due.waited == 16 * SECOND


# ---------------------------------------------------------------- time that nobody used


def test_a_closed_lid_is_left_out(table: Table) -> None:
    """Twelve minutes of sleep in the middle of a pitch: the clock shows what it showed before."""
    _speaking(table, 20)
    table.clock.pass_by(minutes=12)
    table.do(c.LeaveOut(timedelta(minutes=12)))
    assert _shown(table) == 40
    assert table.turn_of("Maria Lopez").clock.paused_for == timedelta(minutes=12)


def test_no_more_is_left_out_than_has_run(table: Table) -> None:
    """A clock never goes back beyond its start."""
    _speaking(table, 20)
    table.do(c.LeaveOut(timedelta(minutes=5)))
    assert table.turn_of("Maria Lopez").clock.elapsed(table.clock.now()) == ZERO


def test_a_pause_after_the_sleep_bars_nothing(table: Table) -> None:
    """Whoever wakes the computer pauses first: the sleep is left out all the same."""
    _speaking(table, 20)
    table.clock.pass_by(minutes=12)
    table.do(c.Pause())
    table.do(c.LeaveOut(timedelta(minutes=12)))
    assert _shown(table) == 40


def test_nothing_is_left_out_of_another_clock(table: Table) -> None:
    """The sleep was Maria's; when Ann is up, her clock is left alone."""
    _speaking(table, 20)
    began = table.turn_of("Maria Lopez").clock.started_at
    table.go(2, seconds=30)
    with pytest.raises(Refused, match="no longer up"):
        table.do(c.LeaveOut(timedelta(seconds=20), began))


def test_a_clock_that_has_not_begun_has_nothing_to_leave_out(table: Table) -> None:
    """Nothing has run on an armed clock."""
    table.go_to(StepKind.PITCHES)
    with pytest.raises(Refused, match="nothing to leave out"):
        table.do(c.LeaveOut(MINUTE))


def test_words_to_one_speaker_are_not_for_the_next(table: Table) -> None:
    """Wrap up was for Maria: with Ann it is gone."""
    _speaking(table)
    table.do(c.PromptSpeaker("wrap up", 20 * SECOND))
    assert prompt_shown(table.go(), table.clock.now()) == ""


def test_questions_to_somebody_who_stood_still_leave_them_so(table: Table) -> None:
    """A pause before the questions is a pause after them."""
    _speaking(table)
    table.do(c.Pause())
    table.clock.pass_by(seconds=5)
    table.do(c.OpenQuestions(MINUTE))
    seen = table.do(c.CloseQuestions())
    assert seen.clock is not None
    assert seen.clock.paused


def test_it_may_have_begun_earlier_although_there_were_questions(table: Table) -> None:
    """Questions that came after the start are no bar to an earlier start."""
    table.go_to(StepKind.PITCHES)
    table.clock.pass_by(seconds=30)
    table.go()
    table.clock.pass_by(seconds=20)
    table.do(c.OpenQuestions(MINUTE))
    table.do(c.CloseQuestions())
    table.do(c.BeganEarlier(10 * SECOND))
    assert _shown(table) == 30


@pytest.mark.parametrize("seconds", [300, -3600])
def test_following_a_clock_that_was_set_changes_no_length(table: Table, seconds: int) -> None:
    """The clock that is up, and all before it, are as long as they were; the meeting ends as much later."""
    _speaking(table)
    before, now = table.now, table.clock.now()
    ends = project(before, now).ends_at
    by = timedelta(seconds=seconds)
    table.clock.moment += by
    seen = table.do(c.FollowClock(by))
    assert _shown(table) == 20
    lengths = [step.clock.elapsed(now) for step in before.steps if step.clock.ended_at]
    assert [step.clock.elapsed(now + by) for step in seen.steps if step.clock.ended_at] == lengths
    assert project(seen, now + by).ends_at - ends == by
