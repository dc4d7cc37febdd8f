"""How meetings are called, and read again from their names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.text.meeting_name import MeetingName, read_meeting_name
from leadsroom.errors import Refused

NAMES = st.builds(MeetingName, st.dates(date(1000, 1, 1)), st.integers(1, 9999))


@given(NAMES)
def test_a_name_is_read_as_it_is_written(name: MeetingName) -> None:
    """Whatever a file, a list or the minutes call a meeting finds that meeting."""
    assert read_meeting_name(str(name)) == name


@given(NAMES, NAMES)
def test_two_meetings_never_have_one_name(one: MeetingName, other: MeetingName) -> None:
    """In full, in short with the year, and as it is typed."""
    for written in (str, lambda name: name.in_full, lambda name: name.near()):
        assert (written(one) == written(other)) is (one == other)


def test_only_the_second_meeting_of_a_date_has_a_number() -> None:
    """In words it stands behind the day."""
    first, second = MeetingName(date(2026, 11, 28)), MeetingName(date(2026, 11, 28), 2)
    assert [str(first), first.in_short, first.near(2026)] == ["2026-11-28", "Sat 28 Nov", "Sat 28 Nov"]
    assert [str(second), second.in_short] == ["2026-11-28#2", "Sat 28 Nov #2"]
    assert second.in_full == "Saturday 28 November 2026 #2"
    assert second.near(2027) == "Sat 28 Nov 2026 #2"


@pytest.mark.parametrize("typed", ["2026-11-28 #2", " 2026-11-28#02 ", "2026-11-28# 2"])
def test_a_name_is_read_as_people_type_it(typed: str) -> None:
    """Blanks and a nought do no harm."""
    assert read_meeting_name(typed) == MeetingName(date(2026, 11, 28), 2)


@pytest.mark.parametrize("typed", ["2026-11-28#0", "2026-11-28#", "2026-11-28#x", "#2", "2026-11-31#2", ""])
def test_what_is_no_name_is_refused_with_one_that_is(typed: str) -> None:
    """The sentence shows how the second meeting of a date is called."""
    with pytest.raises(Refused, match="2026-11-18#2"):
        read_meeting_name(typed)
