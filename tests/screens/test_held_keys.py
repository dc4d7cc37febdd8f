"""A held key is one press, whatever keyboard repeats it; a key that is pressed again is pressed again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.kit.keyboard.unmeant_keys import Answer, HeldKeys, ToBeRead

# (what repeats, seconds before a key is repeated, seconds from one repeat to the next)
KEYBOARDS = (
    ("X11", 0.660, 0.040),
    ("X11, quick", 0.200, 0.020),
    ("GNOME", 0.500, 0.030),
    ("macOS", 0.500, 0.083),
    ("macOS, as it comes", 0.375, 0.090),
    ("macOS, quickest", 0.225, 0.030),
    ("Windows", 0.500, 0.033),
    ("Windows, quickest", 0.250, 0.033),
    ("console", 0.250, 0.092),
)
SECONDS = st.floats(0, 10_000, allow_nan=False)


def held(delay: float, every: float, seconds: float, at: float = 100.0) -> Iterator[float]:
    """When a key comes that is held down for so long."""
    yield at
    repeat = delay
    while repeat <= seconds:
        yield at + repeat
        repeat += every


def taken(presses: Iterable[tuple[str, float]], keys: HeldKeys | None = None) -> list[float]:
    """The moments of the presses that count, as the queue of keys asks for them."""
    keys, count = keys or HeldKeys(), []
    for (key, at), (following, then) in pairwise([*presses, ("", float("inf"))]):
        answer = keys.press(key, at)
        if answer is Answer.TAKE or (answer is Answer.WAIT and not keys.is_held(key, following, then)):
            count.append(at)
    return count


def enters(moments: Iterable[float]) -> list[tuple[str, float]]:
    """Enter at these moments."""
    return [("enter", at) for at in moments]


@pytest.mark.parametrize(
    ("delay", "every"), [each[1:] for each in KEYBOARDS], ids=[each[0] for each in KEYBOARDS]
)
@pytest.mark.parametrize("seconds", [0.8, 3.0, 20.0])
def test_a_held_key_is_one_press_on_every_keyboard(delay: float, every: float, seconds: float) -> None:
    """However long it is held, on the keyboards there are: the first counts and no other."""
    assert taken(enters(held(delay, every, seconds))) == [100.0]


@given(st.floats(0.1, 1.9), st.floats(0.015, 0.060), st.floats(0.0, 5.0), SECONDS)
def test_a_held_key_is_one_press_at_any_rate(delay: float, every: float, seconds: float, at: float) -> None:
    """Whatever the delay and the rate, from 15 to 60 ms; a single repeat is as good as a second press."""
    presses = list(held(delay, every, seconds, at))
    assert taken(enters(presses)) == (presses if len(presses) <= 2 else [at])


@given(st.lists(st.floats(0.110, 3.0), max_size=20), SECONDS)
def test_honest_presses_all_count(gaps: list[float], at: float) -> None:
    """A finger that presses again, however often and 120 ms or more apart, is believed each time."""
    moments = [at]
    for gap in gaps:
        moments.append(moments[-1] + gap)
    assert taken(enters(moments)) == moments


def test_two_presses_120_ms_apart_are_two() -> None:
    """Enter twice on purpose."""
    assert taken(enters((100.0, 100.12))) == [100.0, 100.12]


def test_a_first_press_never_waits() -> None:
    """The first of a key, and one after two seconds, are taken at once."""
    keys = HeldKeys()
    assert keys.press("enter", 100.0) is Answer.TAKE
    assert keys.press("n", 100.1) is Answer.TAKE
    assert keys.press("enter", 102.0) is Answer.TAKE


@pytest.mark.parametrize(("gap", "wait"), [(0.12, 0.06), (0.19, 0.06), (0.2, 0.1), (1.9, 0.1)])
def test_a_second_press_waits_for_a_moment(gap: float, wait: float) -> None:
    """60 ms; 100 where it may be the first repeat of a slow keyboard."""
    keys = HeldKeys()
    keys.press("enter", 100.0)
    assert keys.press("enter", 100.0 + gap) is Answer.WAIT
    assert keys.waits_until == pytest.approx(100.0 + gap + wait)


def test_what_is_held_is_dropped_until_it_is_let_go() -> None:
    """150 ms of silence end it; the next press counts."""
    hold = [*held(0.5, 0.033, 1.0)]
    assert taken(enters([*hold, hold[-1] + 0.149])) == [100.0]
    assert taken(enters([*hold, hold[-1] + 0.151])) == [100.0, hold[-1] + 0.151]


@given(st.lists(st.floats(0.001, 3.0), min_size=1, max_size=20), SECONDS)
def test_after_another_key_nothing_waits(gaps: list[float], at: float) -> None:
    """Whoever types a word and Enter, a word and Enter, is never held up, however fast."""
    keys = HeldKeys()
    for gap in gaps:
        assert keys.press("enter", at) is Answer.TAKE
        assert keys.press("a", at + gap / 2, once=False) is Answer.TAKE
        at += gap


def test_another_key_ends_the_wait() -> None:
    """A key that is followed by another one was pressed; a keyboard repeats only the last."""
    presses = [("enter", 100.0), ("enter", 100.5), ("l", 100.52), ("enter", 100.54)]
    assert taken(presses) == [100.0, 100.5, 100.52, 100.54]


def test_where_a_key_may_repeat_a_hold_is_seen_all_the_same() -> None:
    """An arrow held in a list goes on as it likes, but where it would act the rest is one hold."""
    keys = HeldKeys()
    assert keys.press("enter", 100.0, once=False) is Answer.TAKE
    assert keys.press("enter", 100.5, once=False) is Answer.TAKE
    assert taken(enters((100.533, 100.566, 100.6)), keys) == []


def test_a_held_key_stays_held_where_it_may_repeat() -> None:
    """A form that opens under a held key is not filled by it."""
    keys = HeldKeys()
    assert taken(enters(held(0.5, 0.033, 0.7)), keys) == [100.0]
    assert keys.press("enter", 100.72, once=False) is Answer.DROP


@given(st.floats(0.0, 0.009), st.integers(2, 6))
def test_keys_that_were_typed_ahead_into_a_form_all_count(gap: float, many: int) -> None:
    """A slow line brings honest presses at once, faster than a keyboard repeats; a hold is still seen."""
    keys = HeldKeys()
    keys.press("enter", 1.0)
    for number in range(1, many):
        assert keys.press("enter", 1.0 + number * gap) is Answer.WAIT
        assert not keys.is_held("enter", "enter", 1.0 + (number + 1) * gap, typing=True)
    keys = HeldKeys()
    keys.press("enter", 1.0)
    keys.press("enter", 1.5)
    assert keys.is_held("enter", "enter", 1.533, typing=True)


@pytest.mark.parametrize(
    ("shown", "pressed", "answers"),
    [(None, 9.0, False), (1.0, 0.9, False), (1.0, 1.2, False), (1.0, 1.4, True)],
)
def test_an_answer_counts_once_the_question_can_have_been_read(
    shown: float | None, pressed: float, answers: bool
) -> None:
    """Typed ahead or at once it was meant for what stood there before; where nothing is asked it counts."""
    words = ToBeRead()
    words.ask()
    if shown is not None:
        words.shown(shown)
        words.shown(pressed)  # drawn again, it has stood there all the same
    assert words.may_answer(pressed) is answers
    words.over()
    assert words.may_answer(pressed)
