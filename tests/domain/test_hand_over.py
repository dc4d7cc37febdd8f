"""Two copies of one database: how far they have one history, and when one may take the other's place."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.chapter.hand_over import (
    Copies,
    EntryKey,
    HandOver,
    Objection,
    Since,
    in_force,
    name_of_receiver,
    parting_of,
)
from leadsroom.errors import Refused

AWAY = HandOver("c1", "Bea Katz", date(2026, 11, 30), datetime(2026, 11, 30, 18, tzinfo=UTC))
RECEIVED = replace(AWAY, is_received=True)
TAKEN_BACK = replace(AWAY, taken_back_at=AWAY.at)

keys = st.lists(st.tuples(st.integers(1, 2), st.integers(0, 40).map(str)), unique=True, max_size=30)


def entries(*commands: str) -> tuple[EntryKey, ...]:
    """Entries of one chapter, by their commands."""
    return tuple((1, command) for command in commands)


@given(keys, keys, keys)
def test_copies_that_parted_have_in_common_what_was_before(
    before: list[EntryKey], here: list[EntryKey], there: list[EntryKey]
) -> None:
    """Whatever each has done since is its own, in its order, and nothing of it is counted twice."""
    ours = [key for key in here if key not in before]
    theirs = [key for key in there if key not in before and key not in ours]
    found = parting_of([*before, *ours], [*before, *theirs])
    assert (found.common, found.here, found.there) == (len(before), tuple(ours), tuple(theirs))


@given(keys, keys)
def test_comparing_is_the_same_from_both_sides(here: list[EntryKey], there: list[EntryKey]) -> None:
    """Every entry is in common, only here, or only there."""
    one, other = parting_of(here, there), parting_of(there, here)
    assert (one.common, one.here, one.there) == (other.common, other.there, other.here)
    assert len(set(here) | set(there)) == one.common + len(one.here) + len(one.there)


@pytest.mark.parametrize(
    ("here", "there", "heard_here", "heard_there", "objection"),
    [
        ("ab", "abc", [AWAY], [RECEIVED], None),
        ("ab", "ab", [AWAY], [RECEIVED], None),
        ("ab", "abc", [], [], None),
        ("ab", "ab", [], [], Objection.NOTHING_NEW),
        ("ab", "ab", [RECEIVED], [RECEIVED], Objection.NOTHING_NEW),
        ("ab", "ab", [AWAY], [], Objection.MADE_BEFORE),
        ("ab", "abc", [AWAY], [], Objection.MADE_BEFORE),
        ("ab", "a", [], [], Objection.OLDER),
        ("ab", "a", [AWAY], [], Objection.OLDER),
        ("abx", "aby", [TAKEN_BACK], [RECEIVED], Objection.BOTH_WENT_ON),
        ("ab", "xy", [], [], Objection.ANOTHER_DATABASE),
    ],
)
def test_a_file_takes_the_place_where_nothing_is_lost(
    here: str,
    there: str,
    heard_here: list[HandOver],
    heard_there: list[HandOver],
    objection: Objection | None,
) -> None:
    """It has all that is here, and comes of the copy that was handed over, if one was."""
    copies = Copies(parting_of(entries(*here), entries(*there)), tuple(heard_here), tuple(heard_there))
    assert copies.objection is objection


def test_a_hand_over_binds_the_one_that_was_left_behind() -> None:
    """Not the copy that was given away, and no longer once it was taken back."""
    assert in_force((RECEIVED, TAKEN_BACK)) is None
    assert in_force((TAKEN_BACK, AWAY)) is AWAY
    assert AWAY.notice("leadsroom db take-back") == (
        "Handed over to Bea Katz on 30 Nov 2026. Reading only; leadsroom db take-back takes it back."
    )
    assert AWAY.refusal("leadsroom db take-back") == (
        "Handed over to Bea Katz: for reading only. leadsroom db take-back undoes it."
    )
    assert [each.copy_words for each in (AWAY, RECEIVED, TAKEN_BACK)] == [
        "the one that was handed over to Bea Katz on 30 Nov 2026",
        "the one that went to Bea Katz on 30 Nov 2026",
        "the one that was handed over to Bea Katz on 30 Nov 2026 and taken back",
    ]


def test_somebody_gets_it() -> None:
    """A name is needed, without what a terminal would obey, and none that fills the screen."""
    assert name_of_receiver("  Bea \x1b[2J [red]Katz ") == "Bea [red]Katz"
    for typed in ("", " \x1b[0m ", "B" * 101):
        with pytest.raises(Refused):
            name_of_receiver(typed)


def test_what_a_copy_has_since_is_said_by_count_and_by_meetings() -> None:
    """One of each in the singular; of many meetings the last ones by their dates."""
    dates = tuple(date(2026, 12, day) for day in (2, 9, 16, 23, 30))
    assert Since(0).words == "nothing"
    assert Since(1).words == "1 act"
    assert Since(7, dates[:1]).words == "7 acts, at the meeting of Wed 2 Dec"
    assert Since(7, dates[:3]).words == "7 acts, at the meetings of Wed 2 Dec, Wed 9 Dec and Wed 16 Dec"
    assert Since(7, dates).words == (
        "7 acts, at the meetings of 1 earlier one, and Wed 9 Dec, Wed 16 Dec, Wed 23 Dec and Wed 30 Dec"
    )
