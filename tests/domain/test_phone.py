"""Telephone numbers: read as their country writes them, shown likewise, kept when unreadable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.phone import Phone, read_phone, show_phone


@pytest.mark.parametrize(
    ("typed", "country", "e164"),
    [
        ("(415) 555-0101", "US", "+14155550101"),
        ("415.555.0101", "us", "+14155550101"),
        ("4155550103", "US", "+14155550103"),
        ("+1 415 555 0102", "US", "+14155550102"),
        ("1-415-555-0102", "US", "+14155550102"),
        ("(415) 555-0101 ext. 5", "US", "+14155550101"),
        ("+41 44 668 18 00", "US", "+41446681800"),
        ("044 668 18 00", "CH", "+41446681800"),
        ("020 7946 0123", "GB", "+442079460123"),
        ("555-0115", "US", None),
        ("415 555 010", "US", None),
        ("415 555 01012", "US", None),
        ("(415) 555-0101", "XX", None),
        ("ask Ann", "US", None),
        ("", "US", None),
    ],
)
def test_reading(typed: str, country: str, e164: str | None) -> None:
    """A number with all the digits its country needs is read; anything else is kept as it was typed."""
    assert read_phone(typed, country) == Phone(e164, typed)


@pytest.mark.parametrize(
    ("typed", "country", "shown"),
    [
        ("4155550101", "US", "(415) 555-0101"),
        ("415 555 0101 x5", "US", "(415) 555-0101 ext. 5"),
        ("+41446681800", "US", "+41 44 668 18 00"),
        ("+41446681800", "CH", "044 668 18 00"),
        ("+41446681800", "", "+41 44 668 18 00"),
        ("555-0115", "US", "555-0115"),
    ],
)
def test_showing(typed: str, country: str, shown: str) -> None:
    """A number is shown as dialled inside its country, elsewhere with its code; unreadable, as typed."""
    assert show_phone(read_phone(typed, country), country) == shown


def test_showing_a_number_whose_typed_text_is_gone() -> None:
    """E.164 alone is enough to show a number."""
    assert show_phone(Phone("+14155550101", ""), "US") == "(415) 555-0101"


@given(st.text(), st.text(max_size=3))
def test_reading_never_raises(typed: str, country: str) -> None:
    """Any text at all is either read or kept, and what was read can be shown and read again."""
    phone = read_phone(typed, country)
    shown = show_phone(phone, country)
    assert phone.e164 is None or read_phone(shown, country).e164 == phone.e164
