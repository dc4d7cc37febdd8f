"""Since when a clock has been paused, and the alarm of a pause that lasts; on the screens and on home."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from leadsroom.domain.ids import QuestionsId, StepId
from leadsroom.domain.meeting.countdown import Countdown, Stood, pauses
from leadsroom.domain.meeting.idle_alarm import paused_since, paused_too_long
from leadsroom.domain.meeting.snapshot import Outcome, Questions, Snapshot
from leadsroom.domain.rules.chapter_rules import ChapterRules, MeetingRules
from leadsroom.domain.text.wording import SECOND
from screens.kit.clock_face import Reached, bells, pause_on_clock, reached
from screens.meeting.stage_picture import stage_picture
from tests.domain.pictures import Picture, at, minutes


def step_paused() -> Snapshot:
    """The first step has been paused since 7:03."""
    return Picture().set_step(0, Countdown(minutes(5), at(0), paused_at=at(3))).live(0).snapshot()


def turn_paused() -> Snapshot:
    """A pitch has been paused since 7:05:30."""
    return Picture().in_round(1, Countdown(minutes(1), at(5), paused_at=at(5, 30))).snapshot()


def with_questions(snapshot: Snapshot, clock: Countdown) -> Snapshot:
    """Questions on a clock of their own, in the first step."""
    asked = Questions(QuestionsId(1), StepId(0), None, clock)
    return replace(snapshot, questions=(asked,))


def with_alarm(snapshot: Snapshot, after: timedelta | None) -> Snapshot:
    """In a chapter that wants its alarm after so long."""
    rules = ChapterRules(meeting=MeetingRules(pause_alarm=after))
    return replace(snapshot, chapter=replace(snapshot.chapter, rules=rules))


@pytest.mark.parametrize(
    ("snapshot", "since"),
    [
        (step_paused(), at(3)),
        (turn_paused(), at(5, 30)),
        (with_questions(step_paused(), Countdown(minutes(1), at(4), paused_at=at(4, 20))), at(4, 20)),
        (with_questions(step_paused(), Countdown(minutes(1), at(4))), None),
        (with_questions(step_paused(), Countdown(minutes(1), at(4), at(6))), at(6)),
        (Picture().set_step(0, Countdown(minutes(5), at(0))).live(0).snapshot(), None),
        (Picture().in_round(1, Countdown(minutes(1))).snapshot(), None),
        (Picture().in_round(None).snapshot(), None),
        (Picture().snapshot(), None),
    ],
    ids=["step", "turn", "questions", "questions on", "questions over", "runs", "armed", "nobody", "planned"],
)
def test_since_when_it_is_paused(snapshot: Snapshot, since: object) -> None:
    """The pause is that of the clock that the room looks at, and questions in between are no pause."""
    assert paused_since(snapshot) == since


def test_what_was_gone_back_to_stands_since_then() -> None:
    """A step that ended at 7:05 and was gone back to at 7:08 has been standing since 7:08."""
    picture = Picture().set_step(0, Countdown(minutes(5), at(0), paused_at=at(5)))
    picture.set_step(2, Countdown(minutes(4), at(5), paused_at=at(8)))
    assert paused_since(picture.live(0).snapshot()) == at(8)
    turn = Picture().in_round(1, Countdown(minutes(1), at(5), paused_at=at(6)))
    turn.values["up_since"] = at(9)
    assert paused_since(turn.snapshot()) == at(9)


@pytest.mark.parametrize(
    ("after", "minute", "number", "flash"),
    [
        (minutes(2), 1.9, 0, False),
        (minutes(2), 2, 1, True),
        (minutes(2), 2.1, 1, False),
        (minutes(2), 4, 2, True),
        (minutes(2), 22, 11, True),
        (minutes(5), 4.9, 0, False),
        (minutes(5), 5, 1, True),
        (None, 60, 0, False),
    ],
)
def test_a_pause_that_lasts_raises_an_alarm(
    after: timedelta | None, minute: float, number: int, flash: bool
) -> None:
    """It is due once a pause has lasted as long as the chapter says, again after as long, or never."""
    due = paused_too_long(with_alarm(step_paused(), after), at(3) + minutes(minute))
    assert (due.number if due else 0, bool(due and due.flash)) == (number, flash)


def test_the_alarm_rings_once_each_time() -> None:
    """A bell for each alarm of one pause, and none for the seconds between."""
    snapshot, rung = step_paused(), []
    before: Reached | None = reached(snapshot, at(3))
    for second in range(1, 300):
        after = reached(snapshot, at(3, second))
        rung += [second] * bells(before, after)
        before = after
    assert rung == [120, 240]


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (252, "4:12"), (3700, "61:40")])
def test_its_length_counts(seconds: int, shown: str) -> None:
    """The length of a pause stands on the clock in minutes and seconds, and the picture has it."""
    now = at(3) + seconds * SECOND
    assert pause_on_clock(step_paused(), now) == stage_picture(step_paused(), now).pause == shown


def test_the_remark_says_since_when() -> None:
    """Once the alarm is due, the one line of remarks says since when, and which key goes on."""
    assert all(fact.label != "Paused" for fact in stage_picture(step_paused(), at(4)).facts)
    first = stage_picture(step_paused(), at(5)).facts[0]
    assert (first.label, first.text) == ("Paused", "since 7:03; space goes on")
    over = Picture().set_step(0, Countdown(minutes(5), at(0), at(5)), Outcome.DONE).live(0).snapshot()
    assert pause_on_clock(over, at(9)) == ""


def stood(key: int, began: float, ended: float | None, paused_for: float, *, by_hand: bool = False) -> Stood:
    """A clock that ran from a minute to another, and stood for some of it."""
    until = None if ended is None else at(ended)
    return Stood(
        key, Countdown(minutes(1), at(began), until, paused_for=minutes(paused_for)), paused_by_hand=by_hand
    )


@pytest.mark.parametrize(
    ("clocks", "paused"),
    [
        ([stood(1, 0, 3, 1), stood(2, 3, 5, 0)], {1: 1, 2: 0}),
        ([stood(1, 0, 6, 3), stood(2, 2, 9, 1)], {1: 0, 2: 0}),
        ([stood(1, 0, 6, 3), stood(2, 2, 10, 2)], {1: 1, 2: 0}),
        ([stood(1, 0, 6, 3), stood(2, 2, 10, 2, by_hand=True)], {1: 0, 2: 1}),
        ([stood(1, 0, None, 3)], {1: 3}),
        ([Stood(1, Countdown(minutes(1)))], {}),
    ],
    ids=["apart", "gone back to", "a pause as well", "by hand", "on", "never begun"],
)
def test_who_waits_while_another_is_up_is_not_paused(clocks: list[Stood], paused: dict[int, int]) -> None:
    """A pause is time in which no clock ran, and counts once: for whoever was paused by hand, if one was."""
    assert pauses(clocks, at(20)) == {key: minutes(length) for key, length in paused.items()}
