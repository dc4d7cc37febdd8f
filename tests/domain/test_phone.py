"""Telephone numbers: read as their country writes them, shown likewise, kept when unreadable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.text.phone import (
    Phone,
    extension_of,
    not_read,
    phone_in,
    read_phone,
    show_phone,
    typed_over,
)


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
        ("415 555 0101 (mobile)", "US", "+14155550101"),
        ("415 555 0101 mobile", "US", "+14155550101"),
        ("Cell: 415 555 0101", "US", "+14155550101"),
        ("tel:+1-415-555-0101", "US", "+14155550101"),
        ("415 555 0101x12", "US", "+14155550101"),
        ("415 555 0101, extension 12", "US", "+14155550101"),
        ("+1 415.555.0101 #12", "US", "+14155550101"),
        ("415/555-0101", "US", "+14155550101"),
        ("415 555 0101.", "US", "+14155550101"),
        ("415–555–0101", "US", "+14155550101"),
        ("415·555·0101", "US", "+14155550101"),
        ("1-800-FLOWERS", "US", "+18003569377"),
        ("1 (800) flowers", "US", "+18003569377"),
        ("+1 (416) 555-0199", "CA", "+14165550199"),
        ("+44 (0)20 7946 0018", "US", "+442079460018"),
        ("+44 (0)20 7946 0018", "GB", "+442079460018"),
        ("0044 20 7946 0018", "US", "+442079460018"),
        ("0044 20 7946 0018", "DE", "+442079460018"),
        ("011 44 20 7946 0018", "US", "+442079460018"),
        ("011 44 20 7946 0018", "GB", "+442079460018"),
        ("00 49 30 901820", "GB", "+4930901820"),
        ("00 49 30 901820", "US", "+4930901820"),
        ("44 20 7946 0018", "GB", "+442079460018"),
        ("07400 123456", "GB", "+447400123456"),
        ("030/901820", "DE", "+4930901820"),
        ("+49 (0) 30 / 90 18 20", "US", "+4930901820"),
        ("030 901820 Durchwahl 12", "DE", "+4930901820"),
        ("0170-1234567", "DE", "+491701234567"),
        ("06.12.34.56.78", "FR", "+33612345678"),
        ("+33 (0)1 42 68 53 00", "US", "+33142685300"),
        ("1 42 68 53 00", "FR", "+33142685300"),
        ("+41 (0)44 668 18 00", "DE", "+41446681800"),
        ("0412 345 678", "AU", "+61412345678"),
        ("(02) 9374 4000", "AU", "+61293744000"),
        ("13 11 14", "AU", "+61131114"),
        ("98765 43210", "IN", "+919876543210"),
        ("022 2778 1234", "IN", "+912227781234"),
        ("(11) 91234-5678", "BR", "+5511912345678"),
        ("(011) 91234-5678", "BR", "+5511912345678"),
        ("55 1234 5678", "MX", "+525512345678"),
        ("+39 06 69812345", "US", "+390669812345"),
        ("＋１（４１５）５５５－０１０１", "JP", "+14155550101"),
        ("415 555 0101 call after 5", "US", None),
        ("415 555 0101 ask for Bob", "US", None),
        ("fax 415 555 0101", "US", None),
        ("415 555 010 or 1", "US", None),
        ("4155550101 or 2", "US", None),
        ("415 555 0101 / 415 555 0102", "US", None),
        ("415-555-0101, 415-555-0102", "US", None),
        ("415-555-01O1", "US", None),
        ("(415 555-0101", "US", None),
        ("415 mobile 1", "US", None),
        ("1-800-CONTACTS", "US", None),
        ("++1 415 555 0101", "US", None),
        ("030 901820/21", "DE", None),
        ("030901820/901821", "DE", None),
        ("901820", "DE", None),
        ("20261122", "DE", None),
        ("0900", "DE", None),
        ("7946 0018", "GB", None),
    ],
)
def test_reading(typed: str, country: str, e164: str | None) -> None:
    """A number with all the digits its country needs is read; anything else is kept as it was typed."""
    assert read_phone(typed, country) == Phone(e164, typed)


@pytest.mark.parametrize(
    ("typed", "as_stored", "e164"),
    [
        ("415\xa0555\u20090101", "415 555 0101", "+14155550101"),
        ("\u202a+44 20 7946 0018\u202c", "+44 20 7946 0018", "+442079460018"),
        ("\u200e415-555-0101", "\u200e415-555-0101", "+14155550101"),
        (" 415 555 0101\n", "415 555 0101", "+14155550101"),
    ],
)
def test_what_is_pasted_with_it_is_passed_over(typed: str, as_stored: str, e164: str) -> None:
    """Spaces of any width and marks nobody sees, as an address book copies them, do not hide a number."""
    assert read_phone(typed, "US") == Phone(e164, as_stored)


@pytest.mark.parametrize(
    ("typed", "country", "shown"),
    [
        ("4155550101", "US", "(415) 555-0101"),
        ("415 555 0101 x5", "US", "(415) 555-0101 ext. 5"),
        ("+41446681800", "US", "+41 44 668 18 00"),
        ("+41446681800", "CH", "044 668 18 00"),
        ("+41446681800", "", "+41 44 668 18 00"),
        ("555-0115", "US", "555-0115"),
        ("030 901820 Durchwahl 12", "DE", "030 901820 ext. 12"),
        ("415 555 0101 (mobile)", "US", "(415) 555-0101"),
        ("1-800-FLOWERS", "US", "(800) 356-9377"),
        ("98765 43210", "IN", "098765 43210"),
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


@pytest.mark.parametrize(
    ("text", "country", "named", "e164"),
    [
        ("Jane Doe 415 555 0101", "US", "Jane Doe", "+14155550101"),
        ("Jane Doe, +44 20 7946 0018", "US", "Jane Doe", "+442079460018"),
        ("Jane Doe: 415-555-0101 x12", "US", "Jane Doe", "+14155550101"),
        ("Jane - 415.555.0101", "US", "Jane", "+14155550101"),
        ("Jane (415) 555-0101", "US", "Jane", "+14155550101"),
        ("Jane Doe 4155550101", "US", "Jane Doe", "+14155550101"),
        ("Jane Doe tel. 415 555 0101 (mobile)", "US", "Jane Doe", "+14155550101"),
        ("415-555-0101 Jane Doe", "US", "Jane Doe", "+14155550101"),
        ("+1 415 555 0101, Jane", "GB", "Jane", "+14155550101"),
        ("2020 Solutions 415 555 0101", "US", "2020 Solutions", "+14155550101"),
        ("Area 51 415 555 0101", "US", "Area 51", "+14155550101"),
        ("Jane Doe 0044 20 7946 0018", "US", "Jane Doe", "+442079460018"),
        ("Unit 5 030 901820", "DE", "Unit 5", "+4930901820"),
        ("Jürgen Groß 030/901820", "DE", "Jürgen Groß", "+4930901820"),
        ("Anna 06 12 34 56 78", "FR", "Anna", "+33612345678"),
        ("Priya 98765 43210", "IN", "Priya", "+919876543210"),
        ("João (11) 91234-5678", "BR", "João", "+5511912345678"),
    ],
)
def test_a_number_beside_a_name(text: str, country: str, named: str, e164: str) -> None:
    """A line that ends or begins with a complete number is a name and a phone."""
    found = phone_in(text, country)
    assert found is not None
    assert (found[0], found[1].e164) == (named, e164)


@pytest.mark.parametrize("country", ["US", "DE", "GB", "FR", "AU", "IN"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "Jane Doe",
        "Suite 4000",
        "Studio 54",
        "2020 Solutions",
        "12345678 Holdings",
        "Invoice 20261122",
        "Meeting 2026-11-22",
        "Meeting 2026-11-22 19:00",
        "Jane 555-0115",
        "+1 415 555 0101",
        "tel. +1 415 555 0101",
        "12 Main Street 94105",
        "call Jane after 5",
    ],
)
def test_a_figure_beside_a_name_is_no_phone(text: str, country: str) -> None:
    """Suites, years, dates and parts of numbers stay in the name; a number alone has no name."""
    assert phone_in(text, country) is None


@pytest.mark.parametrize(
    ("typed", "e164", "extension"),
    [
        ("(415) 555-0101 ext. 5", "+14155550101", "5"),
        ("(415) 555-0101 ext. 6", "+14155550101", "6"),
        ("(415) 555-0101", "+14155550101", ""),
        ("415 555 0102 x7", "+14155550102", "7"),
        ("call her office", None, ""),
        ("", None, ""),
    ],
)
def test_what_is_typed_over_a_number(typed: str, e164: str | None, extension: str) -> None:
    """An extension that is changed, or taken away, is kept like any other digit."""
    after = typed_over(Phone("+14155550101", "415 555 0101 x5"), typed, "US")
    assert (after.e164, extension_of(after, "US")) == (e164, extension)


def test_a_number_that_nobody_has_typed_over() -> None:
    """It stays as it was typed, whatever it was."""
    for was in (
        Phone("+14155550101", "415.555.0101 x5"),
        Phone(None, "0101, ask"),
        Phone("+41446681800", ""),
    ):
        assert typed_over(was, show_phone(was, "US"), "US") is was


@pytest.mark.parametrize(("typed", "is_remarked"), [("0199", True), ("call after six", True), ("", False)])
def test_what_could_not_be_read_is_said(typed: str, is_remarked: bool) -> None:
    """Something typed that is no number is told of; no number at all, or one that was read, is not."""
    assert bool(not_read(read_phone(typed, "US"))) is is_remarked
    assert not not_read(read_phone("415 555 0101", "US"))


@pytest.mark.parametrize("typed", ["1" + " (" * 5000 + "x", "1" * 5000, " , ; " * 5000 + "x"])
def test_a_whole_page_is_no_number(typed: str) -> None:
    """What was pasted by mistake is kept, at once."""
    assert read_phone(typed, "DE").e164 is None
    assert phone_in(typed, "DE") is None


@given(st.text(max_size=20), st.sampled_from(["US", "DE", "GB", ""]))
def test_looking_for_a_phone_never_raises(text: str, country: str) -> None:
    """Of any text at all, what is found is a name with a letter in it and a number that was read."""
    found = phone_in(text, country)
    assert found is None or (any(c.isalpha() for c in found[0]) and found[1].e164)


@given(
    st.sampled_from(["Jane Doe", "Studio 54", "Zoë O'Neill", "3 Kings"]),
    st.integers(200, 999),
    st.integers(0, 9999),
)
def test_a_name_and_a_phone_come_apart_as_they_were_put_together(name: str, middle: int, last: int) -> None:
    """Whatever the name, a number shown behind it is found again."""
    typed = f"(415) {middle}-{last:04}"
    assert phone_in(f"{name} {typed}", "US") == (name, Phone(f"+1415{middle}{last:04}", typed))
