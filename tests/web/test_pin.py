"""The rules of the PIN, with a clock that the test moves."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.web.pin import LOCK_SECONDS, WRONG_BEFORE_LOCK, Answer, Outcome, PinGuard, new_pin

PIN, NOT_IT = "048213", "048214"


class Seconds:
    """A steady clock in the hands of a test."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    """The clock."""
    return Seconds()


@pytest.fixture
def guard(seconds: Seconds) -> PinGuard:
    """A guard of PIN."""
    return PinGuard(PIN, seconds)


def wrong_until_locked(guard: PinGuard, seconds: Seconds) -> list[Answer]:
    """Wrong PINs of one client, each as soon as it is looked at."""
    answers = [guard.answer(NOT_IT, "a")]
    while answers[-1].outcome is Outcome.WRONG:
        seconds.now += answers[-1].wait_seconds
        answers.append(guard.answer(NOT_IT, "a"))
    return answers


def test_a_pin_has_six_digits_whatever_it_is() -> None:
    """Leading zeros are kept, and PINs differ from run to run."""
    pins = {new_pin() for _ in range(50)}
    assert all(len(pin) == 6 and pin.isdigit() for pin in pins)
    assert len(pins) > 40


@pytest.mark.parametrize("typed", [PIN, "048 213", " 048213\n"])
def test_the_right_pin_is_right_with_or_without_spaces(guard: PinGuard, typed: str) -> None:
    """It may be typed as it is printed, with a gap in the middle."""
    assert guard.answer(typed, "a") == Answer(Outcome.RIGHT)


@given(typed=st.text(max_size=12).filter(lambda text: "".join(text.split()) != PIN))
def test_anything_else_is_wrong(typed: str) -> None:
    """No other text opens, whatever its letters, and none breaks the guard."""
    assert PinGuard(PIN, Seconds()).answer(typed, "a").outcome is Outcome.WRONG


def test_the_wait_of_a_client_doubles(guard: PinGuard, seconds: Seconds) -> None:
    """After each wrong PIN the same client waits longer: 1, 2, 4, 8, 16, 16 … seconds, then a minute."""
    waits = [answer.wait_seconds for answer in wrong_until_locked(guard, seconds)]
    assert waits == pytest.approx([1, 2, 4, 8, 16, 16, 16, 16, 16, LOCK_SECONDS])


def test_a_right_pin_that_comes_too_soon_is_not_looked_at(guard: PinGuard, seconds: Seconds) -> None:
    """Before its wait is over a client learns nothing; afterwards it is let in."""
    guard.answer(NOT_IT, "a")
    assert guard.answer(PIN, "a") == Answer(Outcome.TOO_SOON, 1.0)
    seconds.now += 1.0
    assert guard.answer(PIN, "a").outcome is Outcome.RIGHT


def test_many_at_once_are_one_attempt(guard: PinGuard, seconds: Seconds) -> None:
    """Of a hundred PINs at the same moment, from as many addresses, one is looked at."""
    outcomes = [guard.answer(NOT_IT, f"client {n}").outcome for n in range(100)]
    assert outcomes == [Outcome.WRONG, *[Outcome.TOO_SOON] * 99]
    seconds.now += 1.0
    assert guard.answer(PIN, "a").outcome is Outcome.RIGHT


def test_other_addresses_wait_less_but_wait(guard: PinGuard, seconds: Seconds) -> None:
    """Somebody else's wrong PINs hold a client up for four seconds at most, short of the lock."""
    waits = []
    for n in range(WRONG_BEFORE_LOCK - 1):
        guard.answer(NOT_IT, f"client {n}")
        waits.append(guard.answer(PIN, "a").wait_seconds)
        seconds.now += waits[-1]
    assert waits == pytest.approx([0.25, 0.5, 1, 2, 4, 4, 4, 4, 4])


def test_ten_wrong_ones_lock_everybody_out_for_a_minute(guard: PinGuard, seconds: Seconds) -> None:
    """The lock counts over all addresses, holds for the right PIN too, says how long, and ends."""
    for n in range(WRONG_BEFORE_LOCK - 1):
        guard.answer(NOT_IT, f"client {n}")
        seconds.now += 4
    assert guard.answer(NOT_IT, "the tenth") == Answer(Outcome.LOCKED, LOCK_SECONDS)
    seconds.now += 59.5
    assert guard.answer(PIN, "somebody") == Answer(Outcome.LOCKED, 0.5)
    assert guard.answer(PIN, "somebody").whole_seconds == 1
    seconds.now += 0.5
    assert guard.answer(PIN, "somebody").outcome is Outcome.RIGHT


def test_being_refused_does_not_lengthen_the_lock(guard: PinGuard, seconds: Seconds) -> None:
    """Whoever knocks on through the minute does not keep the others out for longer."""
    wrong_until_locked(guard, seconds)
    for _ in range(60):
        guard.answer(NOT_IT, "a")
        seconds.now += 1
    assert guard.answer(PIN, "b").outcome is Outcome.RIGHT


def test_wrong_ones_are_forgotten_in_a_quarter_of_an_hour(guard: PinGuard, seconds: Seconds) -> None:
    """Slips of the finger over an evening never add up to a lock."""
    for _ in range(5 * WRONG_BEFORE_LOCK):
        assert guard.answer(NOT_IT, "a").outcome is Outcome.WRONG
        seconds.now += 16 * 60


attempts = st.lists(
    st.tuples(st.floats(0, 40), st.sampled_from("abcdef"), st.booleans()), min_size=1, max_size=120
)


@given(attempts=attempts)
def test_in_no_minute_are_more_than_ten_wrong_pins_compared(attempts: list[tuple[float, str, bool]]) -> None:
    """Whoever tries whatever and whenever, eleven wrong PINs that were looked at span a minute or more."""
    seconds = Seconds()
    guard = PinGuard(PIN, seconds)
    looked_at = []
    locked_until = 0.0
    for pause, client, right in attempts:
        seconds.now += pause
        answer = guard.answer(PIN if right else NOT_IT, client)
        fresh_lock = answer.outcome is Outcome.LOCKED and seconds.now >= locked_until
        if fresh_lock:
            locked_until = seconds.now + LOCK_SECONDS
        if answer.outcome is Outcome.WRONG or fresh_lock:
            looked_at.append(seconds.now)
    spans = [
        later - earlier for earlier, later in zip(looked_at, looked_at[WRONG_BEFORE_LOCK:], strict=False)
    ]
    assert all(span >= LOCK_SECONDS for span in spans)
    assert all(later > earlier for earlier, later in pairwise(looked_at))


@given(attempts=attempts)
def test_whoever_waits_as_told_is_looked_at(attempts: list[tuple[float, str, bool]]) -> None:
    """With nobody else knocking, the wait that was told is enough, and never more than a minute."""
    seconds = Seconds()
    guard = PinGuard(PIN, seconds)
    for pause, client, right in attempts:
        seconds.now += pause
        answer = guard.answer(PIN if right else NOT_IT, client)
        assert 0 <= answer.wait_seconds <= LOCK_SECONDS
    seconds.now += guard.answer(NOT_IT, "a").whole_seconds
    assert guard.answer(PIN, "a").outcome is Outcome.RIGHT
