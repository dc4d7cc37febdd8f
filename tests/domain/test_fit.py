"""Whether an agenda fits."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import CHANGEOVER, PlannedStep, StepKind
from leadsroom.domain.agenda.plan import AgendaPlan, is_pitched
from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.ids import StepId
from leadsroom.domain.meeting.agenda_progress import Projection, project
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.meeting.fit import fit_in_words, fit_of_agenda, fit_of_meeting, parts_in_words
from leadsroom.domain.meeting.snapshot import Step
from leadsroom.domain.text.wording import ZERO
from tests.domain.agendas import plans
from tests.domain.pictures import SEVEN, Picture, attendee, chapter, minutes, seconds

LENGTHS = st.integers(20, 360).map(minutes)
TABLES = st.integers(0, 70)


def simple(pitch: float, rest: float) -> AgendaPlan:
    """Pitches of so many seconds, and so many minutes of other things."""
    return AgendaPlan(
        (
            PlannedStep(StepKind.WELCOME, "Welcome", minutes(rest)),
            PlannedStep(StepKind.PITCHES, "Pitches", ZERO, seconds(pitch)),
        )
    )


def fit_words(plan: AgendaPlan, people: int, length: float = 90) -> str:
    """The fit of a plan in words."""
    fit = fit_of_agenda(plan.steps, people, plan.changeover, SEVEN, SEVEN + minutes(length))
    return fit_in_words(fit, chapter())


@pytest.mark.parametrize(
    ("plan", "people", "words"),
    [
        (
            simple(120, 68),
            16,
            (
                "16 pitches of 2 min, 33 min with changeovers; "
                "the plan ends 8:41, 11 min past 8:30; 75 s each would fit"
            ),
        ),
        (
            simple(60, 70),
            16,
            "16 pitches of 60 s, 17 min with changeovers; the plan ends 8:28, 2 min before 8:30",
        ),
        (simple(55, 60), 30, "30 pitches of 55 s, 30 min with changeovers; the plan ends on time, 8:30"),
        (
            simple(56, 60),
            30,
            "30 pitches of 56 s, 30 min with changeovers; the plan ends 8:30, 30 s past; 55 s each would fit",
        ),
        (
            simple(60, 89),
            16,
            (
                "16 pitches of 60 s, 17 min with changeovers; the plan ends 8:46, 16 min past 8:30; "
                "shorter pitches alone would not make it fit"
            ),
        ),
        (
            AgendaPlan((PlannedStep(StepKind.PITCHES, "Pitches", ZERO, minutes(1), autostart=True),)),
            18,
            "18 pitches of 60 s, 18 min; the plan ends 7:18, 72 min before 8:30",
        ),
        (simple(60, 90), 0, "the plan ends on time, 8:30"),
        (simple(60, 95), 0, "the plan ends 8:35, 5 min past 8:30"),
        (
            simple(120, 89),
            1,
            (
                "1 pitch of 2 min, 2 min with changeover; "
                "the plan ends 8:31, 1 min past 8:30; shorter pitches alone would not make it fit"
            ),
        ),
    ],
)
def test_the_fit_in_words(plan, people, words):
    """What the pitches take, when it ends, by how much that is off, and what would fit."""
    assert fit_words(plan, people) == words


@given(plans, TABLES, LENGTHS)
def test_taking_the_advice_makes_it_fit(plan, people, length):
    """With the length advised it ends as planned or before, and five seconds more each would be too long."""
    fit = fit_of_agenda(plan.steps, people, plan.changeover, SEVEN, SEVEN + length)
    if fit.fitting is None:
        return
    taken = plan.pitching(fit.fitting)
    then = fit_of_agenda(taken.steps, people, taken.changeover, SEVEN, SEVEN + length)
    assert then.past <= ZERO
    assert then.fitting is None
    more = plan.pitching(fit.fitting + seconds(5))
    assert fit_of_agenda(more.steps, people, more.changeover, SEVEN, SEVEN + length).past > ZERO


@given(plans, TABLES, LENGTHS)
def test_advice_is_given_exactly_where_it_helps(plan, people, length):
    """A plan that fits has none; one that does not has some, unless half of each would still not fit."""
    due = SEVEN + length
    fit = fit_of_agenda(plan.steps, people, plan.changeover, SEVEN, due)
    longest = max((s.turn_length for s in plan.steps if is_pitched(s) and s.turn_length), default=ZERO)
    shortest = plan.pitching(seconds(max(15, math.ceil(longest / seconds(10)) * 5)))
    helps = fit_of_agenda(shortest.steps, people, plan.changeover, SEVEN, due).past <= ZERO
    assert (fit.fitting is not None) == (fit.past > ZERO and helps and fit.people > 0)


@given(plans, TABLES)
def test_the_end_is_where_the_last_step_ends(plan, people):
    """The fit check and the times of the list are the same arithmetic."""
    last = AgendaPlan((*plan.steps, PlannedStep(StepKind.CLOSE, "Close", ZERO)), plan.changeover)
    fit = fit_of_agenda(plan.steps, people, plan.changeover, SEVEN, SEVEN)
    assert last.starts(people, SEVEN)[-1] == fit.ends_at


@given(plans, st.integers(1, 4))
def test_it_is_what_the_meeting_will_say(plan, people):
    """A meeting planned from this agenda, its table full and without visitors, ends when the check says."""
    steps = [
        Step(StepId(n), n, s.kind, s.title, s.planned, s.turn_length, s.autostart, Countdown(ZERO))
        for n, s in enumerate(plan.steps)
    ]
    table = [attendee(n) for n in range(1, people + 1)]
    snapshot = Picture(steps=steps, attendees=table).snapshot()
    snapshot = replace(snapshot, chapter=replace(snapshot.chapter, changeover=plan.changeover))
    fit = fit_of_agenda(plan.steps, people, plan.changeover, SEVEN, snapshot.meeting.ends_at)
    assert fit.ends_at == project(snapshot, SEVEN).ends_at == fit_of_meeting(snapshot, SEVEN).ends_at


@pytest.mark.parametrize(
    ("off", "ends", "beside"),
    [
        (-90, "7:29", "7:29, 1 min before 7:30"),
        (-30, "7:30", "on time, 7:30"),
        (0, "7:30", "on time, 7:30"),
        (59, "7:30", "7:30, 59 s past"),
        (90, "7:31", "7:31, 1 min past 7:30"),
    ],
)
def test_the_agenda_and_the_table_count_minutes_alike(off, ends, beside):
    """Seconds that do not fill a minute change no end: not in the plan, nor while it is held."""
    due = SEVEN + minutes(30)
    fit = fit_of_agenda(simple(60, 30 + off / 60).steps, 0, ZERO, SEVEN, due)
    projection = Projection(fit.ends_at, fit.past)
    assert fit.minutes_past == projection.minutes_behind
    assert fit.shown_end == projection.shown_end
    assert parts_in_words(fit, chapter()).ends == f"ends {beside}"
    assert clock_time(projection.shown_end, chapter()) == ends


@given(plans, TABLES, LENGTHS)
def test_a_sentence_on_the_fit_is_made_of_its_parts(plan, people, length):
    """What a page shows one below the other is what a line says in a row."""
    fit = fit_of_agenda(plan.steps, people, plan.changeover, SEVEN, SEVEN + length)
    parts = parts_in_words(fit, chapter())
    expected = [part for part in (parts.pitches, f"the plan {parts.ends}", parts.advice) if part]
    assert fit_in_words(fit, chapter()).split("; ") == expected


@given(plans, TABLES, LENGTHS)
def test_every_fit_has_words(plan, people, length):
    """Whatever the plan, the sentence is whole, and its minutes are those between the times it tells."""
    fit = fit_of_agenda(plan.steps, people, plan.changeover, SEVEN, SEVEN + length)
    words = fit_in_words(fit, chapter())
    assert "the plan ends" in words
    assume(fit.minutes_past)
    assert f"{abs(fit.minutes_past)} min {'past' if fit.minutes_past > 0 else 'before'}" in words


def test_the_changeover_counts():
    """One for each pitch: without it the same table is done sooner."""
    plan = simple(60, 30)
    with_it = fit_of_agenda(plan.steps, 18, CHANGEOVER, SEVEN, SEVEN)
    without = fit_of_agenda(plan.steps, 18, ZERO, SEVEN, SEVEN)
    assert with_it.ends_at - without.ends_at == 18 * CHANGEOVER
