"""Tables for a spreadsheet."""

from __future__ import annotations

from decimal import Decimal

import pytest

from leadsroom.exchange.outgoing import csv_file, guarded, unguarded


def test_a_spreadsheet_reads_every_letter_and_computes_no_text() -> None:
    """It begins with the mark by which UTF-8 is known; sums stay numbers, a payment below zero too."""
    written = csv_file(("Name", "Sum", "Note"), [("José", Decimal("-5.00"), "=1+1"), ("-2", 7, None)])
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig").split("\r\n") == [
        "Name,Sum,Note",
        "José,-5.00,'=1+1",
        "'-2,7,",
        "",
    ]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("+442079460958", "+442079460958"),
        ("+44 20 7946 0958", "+44 20 7946 0958"),
        ("+1 (212) 555-0100", "+1 (212) 555-0100"),
        ("+1-212-555-0100", "'+1-212-555-0100"),  # which would be computed
        ("+1(2)-555555", "'+1(2)-555555"),
        ("+1+442079460958", "'+1+442079460958"),
        ("+44 20 7946 0958;ext=2", "'+44 20 7946 0958;ext=2"),
        ("+5", "'+5"),
        ("-442079460958", "'-442079460958"),
    ],
)
def test_a_phone_is_dialled_as_it_stands(typed: str, written: str) -> None:
    """A plus, digits, spaces and brackets are no formula; they come back as they were."""
    assert guarded(typed) == written
    assert unguarded(written) == typed
