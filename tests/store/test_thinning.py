"""Which backups stay: laws that hold for any moments, in any order, under any clock."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from leadsroom.store.backups.thinning import DAYS, MONTHS, WEEKS, remaining
from tests.harborview import START

# Close together and far apart: some on one day, some in one month, with breaks of years.
moments = st.builds(
    lambda days, minutes: START + timedelta(days=days, minutes=minutes),
    st.one_of(st.integers(-40, 10), st.integers(-1500, 1500)),
    st.integers(0, 1439),
)
sets = st.sets(moments, max_size=60)

_SPANS: list[tuple[Callable[[datetime], Hashable], int]] = [
    (lambda m: m.strftime("%Y-%m-%d"), DAYS),
    (lambda m: m.strftime("%G-%V"), WEEKS),
    (lambda m: m.strftime("%Y-%m"), MONTHS),
]


@given(sets)
def test_what_stays_is_the_newest_of_a_span(made: set[datetime]) -> None:
    """Of each of the last days, weeks and months that have one exactly the newest stays, and no other."""
    past = {m for m in made if m <= START}
    expected = {m for m in made if m > START}
    for span, most in _SPANS:
        for name in sorted({span(m) for m in past}, key=str)[-most:]:
            expected.add(max(m for m in past if span(m) == name))
    assert remaining(made, START) == expected


@given(sets)
def test_the_newest_always_stays(made: set[datetime]) -> None:
    """However long ago it was, and whatever the clock says."""
    for now in (START, START - timedelta(days=3000), START + timedelta(days=3000)):
        assert not made or max(made) in remaining(made, now)
        past = {m for m in made if m <= now}
        assert not past or max(past) in remaining(made, now)


@given(sets, st.lists(moments, max_size=5, unique=True))
def test_thinning_often_leaves_what_thinning_once_leaves(made: set[datetime], later: list[datetime]) -> None:
    """After each meeting or once a year: the same ones stay, and a second time changes nothing."""
    end = START + timedelta(days=2000)
    often = set(made)
    for moment in sorted(later):
        if not often or moment > max(often):
            often = {*remaining(often, moment), moment}
            made.add(moment)
    assert remaining(often, end) == remaining(made, end)
    assert remaining(remaining(made, end), end) == remaining(made, end)


@given(sets)
def test_there_are_never_many(made: set[datetime]) -> None:
    """No more than the spans together, and the days' ones at least while there are so many days."""
    end = START + timedelta(days=2000)
    assert len(remaining(made, end)) <= DAYS + WEEKS + MONTHS
    assert len(remaining(made, end)) >= min(DAYS, len({m.date() for m in made}))


@given(sets)
def test_a_clock_that_is_wrong_takes_nothing_away(made: set[datetime]) -> None:
    """Set far ahead for one meeting, it leaves all the days before; back again, that one takes no place."""
    far = START + timedelta(days=5000)
    past = {m for m in made if m <= START}
    assert remaining(past, far) == remaining(past, START)
    assert remaining({*past, far}, START) == {*remaining(past, START), far}
