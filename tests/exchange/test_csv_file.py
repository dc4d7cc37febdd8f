"""Tables for a spreadsheet."""

from __future__ import annotations

from decimal import Decimal

from leadsroom.exchange.outgoing import csv_file


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
