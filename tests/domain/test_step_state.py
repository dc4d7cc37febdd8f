"""What became of a step, in every case, and in which words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain import ids
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads import closed_business
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.meeting.snapshot import MeetingState, Outcome, Snapshot
from leadsroom.domain.meeting.step_state import StepStanding, StepState, if_left_now, standing_of_step
from leadsroom.domain.text.wording import ZERO
from screens.meeting.agenda_pane import agenda_picture
from tests.domain.pictures import Picture, at, minutes, step, turn, visit

DONE, SKIPPED, ABSENT = Outcome.DONE, Outcome.SKIPPED, Outcome.ABSENT
NEVER = Countdown(ZERO)


def of_round(outcome: Outcome | None, *turns: Outcome | None) -> StepStanding:
    """A round that is behind the meeting, with the outcomes of its turns."""
    picture = Picture().set_step(1, Countdown(ZERO, at(5), at(6, 30)), outcome).live(2)
    picture.turns = [turn(n, 1, NEVER, outcome=each) for n, each in enumerate(turns, start=1)]
    snapshot = picture.snapshot()
    return standing_of_step(snapshot, snapshot.steps[1], at(7))


def of_step(outcome: Outcome | None, clock: Countdown, *, on: int = 2) -> StepStanding:
    """The first step, of five minutes, outside a round."""
    snapshot = Picture().set_step(0, clock, outcome).live(on).snapshot()
    return standing_of_step(snapshot, snapshot.steps[0], at(30))


@pytest.mark.parametrize(
    ("outcome", "turns", "words", "short"),
    [
        (SKIPPED, [], "skipped", "skipped"),
        (SKIPPED, [SKIPPED, None, ABSENT], "skipped", "skipped"),
        (SKIPPED, [DONE, DONE, SKIPPED, None, ABSENT], "left after 2 of 4", "left 2/4"),
        (SKIPPED, [DONE, ABSENT], "1 min over", "1 min over"),
        (DONE, [DONE, SKIPPED], "1 min over", "1 min over"),
        (DONE, [DONE, SKIPPED, SKIPPED, ABSENT], "left after 1 of 3", "left 1/3"),
        (DONE, [SKIPPED, SKIPPED, DONE], "1 min over", "1 min over"),
        (None, [DONE, None], "", ""),
    ],
)
def test_a_round(outcome: Outcome | None, turns: list[Outcome | None], words: str, short: str) -> None:
    """A round in which some spoke was left, not skipped; who was absent does not count."""
    standing = of_round(outcome, *turns)
    assert (standing.words, standing.short) == (words, short)


@pytest.mark.parametrize(
    ("outcome", "clock", "words"),
    [
        (DONE, Countdown(minutes(5), at(0), at(5)), "on time"),
        (DONE, Countdown(minutes(5), at(0), at(5, 59)), "on time"),
        (DONE, Countdown(minutes(5), at(0), at(4)), "1 min under"),
        (DONE, Countdown(minutes(5), at(0), at(20)), "15 min over"),
        (SKIPPED, Countdown(minutes(5)), "skipped"),
        (SKIPPED, Countdown(minutes(5), at(0), at(0, 20)), "skipped"),
        (SKIPPED, Countdown(minutes(5), at(0), at(2)), "ended early"),
        (None, Countdown(minutes(5)), ""),
    ],
)
def test_a_step(outcome: Outcome | None, clock: Countdown, words: str) -> None:
    """A step says by how much it missed its plan, with the unit; broken off after a minute it ended early."""
    assert of_step(outcome, clock).words == words


def test_a_step_is_held_against_the_plan_as_it_is() -> None:
    """One of five minutes that was cut to four, and ended after one, is three minutes under."""
    cut = Countdown(minutes(5), at(0), at(1), added=-minutes(1))
    assert of_step(DONE, cut).words == "3 min under"


def test_a_round_is_held_against_the_turns_that_were_dealt() -> None:
    """Three pitches made 2:40 each and passed over were eight minutes, whatever was planned at first."""
    picture = Picture().live(2)
    picture.set_step(1, Countdown(ZERO, at(5), at(6)), SKIPPED)
    picture.steps[1] = replace(picture.steps[1], turn_length=minutes(8 / 3))
    longer = Countdown(minutes(8 / 3))
    dealt = (DONE, SKIPPED, SKIPPED, ABSENT)
    picture.turns = [turn(n, 1, longer, outcome=each) for n, each in enumerate(dealt, start=1)]
    snapshot = picture.snapshot()
    round_ = snapshot.steps[1]
    assert standing_of_step(snapshot, round_, at(7)).off == -minutes(7) - 3 * snapshot.chapter.changeover
    assert agenda_picture(snapshot, at(7))[1].planned == "8 min 15 s"


def test_the_step_that_is_on_has_no_words_yet() -> None:
    """Whatever its outcome once was, it is on."""
    assert of_step(DONE, Countdown(minutes(5), at(0), at(5)), on=0).state is StepState.NOW


def with_testimonial(snapshot: Snapshot, second: int) -> Snapshot:
    """One testimonial, so many seconds into the meeting."""
    praise = closed_business.Testimonial(
        ids.TestimonialId(1), PersonId(1), PersonId(2), "fine work", at(0, second)
    )
    return replace(snapshot, entries={"testimonial": (praise,)})


@pytest.mark.parametrize(("second", "words"), [(10, "ended early"), (40, "skipped")])
def test_a_step_in_which_something_happened_was_not_skipped(second: int, words: str) -> None:
    """What was written down in it makes the difference, what was written down later does not."""
    clock = Countdown(minutes(5), at(0), at(0, 30))
    snapshot = with_testimonial(Picture().set_step(0, clock, SKIPPED).live(2).snapshot(), second)
    assert standing_of_step(snapshot, snapshot.steps[0], at(9)).words == words


def test_what_a_key_would_make_of_it() -> None:
    """Before a step is broken off it can be said what becomes of it by that."""
    snapshot = Picture().set_step(0, Countdown(minutes(5), at(0))).live(0).snapshot()
    praised = with_testimonial(snapshot, 10)
    assert if_left_now(snapshot, snapshot.steps[0], at(0, 30)).not_done == "skipped"
    assert if_left_now(praised, praised.steps[0], at(0, 30)).not_done == "ended early"


def visitors_round(state: MeetingState, *visits: int) -> Snapshot:
    """The round of visitors was passed over, because nobody was there."""
    picture = Picture()
    picture.steps[1] = step(1, StepKind.VISITORS, 2, outcome=ABSENT)
    picture.visits = [visit(number) for number in visits]
    picture.live(2)
    picture.state = state
    return picture.snapshot()


@pytest.mark.parametrize(
    ("state", "visits", "standing", "look"),
    [
        (MeetingState.LIVE, (), StepState.NOBODY, "skipped"),
        (MeetingState.LIVE, (8,), StepState.AHEAD, "ahead"),
        (MeetingState.CLOSED, (8,), StepState.NOT_HELD, "skipped"),
        (MeetingState.CLOSED, (), StepState.NOBODY, "skipped"),
    ],
)
def test_a_round_that_waits_for_somebody(
    state: MeetingState, visits: tuple[int, ...], standing: StepState, look: str
) -> None:
    """Once a visitor has come the round is to come, on the agenda too, and is not skipped."""
    snapshot = visitors_round(state, *visits)
    assert standing_of_step(snapshot, snapshot.steps[1], at(9)).state is standing
    line = agenda_picture(snapshot, at(9))[1]
    assert (line.look, line.note) == (look, standing.value.split(" was")[0] if look == "skipped" else "1")


@given(
    outcome=st.sampled_from([None, *Outcome]),
    turns=st.lists(st.sampled_from([None, *Outcome]), max_size=4),
    kind=st.sampled_from(list(StepKind)),
    began=st.none() | st.integers(0, 300),
    on=st.sampled_from([0, 2]),
    visits=st.sampled_from([(), (8,)]),
    state=st.sampled_from([MeetingState.LIVE, MeetingState.CLOSED]),
)
def test_every_step_has_a_state_and_its_words(
    outcome: Outcome | None,
    turns: list[Outcome | None],
    kind: StepKind,
    began: int | None,
    on: int,
    visits: tuple[int, ...],
    state: MeetingState,
) -> None:
    """Words exactly for what is over, never a bare figure; done only if it was held."""
    picture = Picture()
    clock = NEVER if began is None else Countdown(minutes(5), at(0), at(0, began))
    picture.steps[0] = step(0, kind, 5, clock=clock, outcome=outcome)
    picture.turns = [turn(n, 0, NEVER, outcome=each) for n, each in enumerate(turns, start=1)]
    picture.visits = [visit(number) for number in visits]
    picture.live(on)
    picture.state = state
    snapshot = picture.snapshot()
    standing = standing_of_step(snapshot, snapshot.steps[0], at(30))
    assert bool(standing.words) == standing.state.is_over == bool(standing.short)
    assert not standing.words.lstrip("+-").isdecimal()
    assert (standing.not_done == "") == (standing.state in (StepState.AHEAD, StepState.NOW, StepState.DONE))
    if standing.state is StepState.DONE:
        assert outcome is DONE or DONE in turns
