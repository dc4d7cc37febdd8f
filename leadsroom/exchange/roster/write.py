"""Writing a roster as a file that this program reads back to the same lines."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from leadsroom.domain.text.phone import Phone, read_phone, show_phone
from leadsroom.exchange.roster.cells import offices_cell
from leadsroom.exchange.roster.header import OUR_COLUMNS
from leadsroom.exchange.spreadsheet import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leadsroom.exchange.roster.line import RosterLine


def write_roster(lines: Iterable[RosterLine], *, country: str) -> bytes:
    """A CSV in UTF-8, with commas and CRLF. Reading it in `country` gives these lines again.

    A cell that a spreadsheet would compute (`=1+1`, `+41 …`, `@x`) gets a leading apostrophe,
    which `read_roster` takes off.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(OUR_COLUMNS)
    writer.writerows([guarded(cell) for cell in _cells(line, country)] for line in lines)
    return file.getvalue().encode("utf-8")


def _cells(line: RosterLine, country: str) -> tuple[str, ...]:
    """In the order of OUR_COLUMNS."""
    return (
        line.name,
        line.company,
        line.profession,
        _phone_cell(line.phone, country),
        line.email,
        line.joined.isoformat() if line.joined else "",
        line.sphere,
        offices_cell(line.offices),
        str(line.seat or ""),
        line.status.value,
    )


def _phone_cell(phone: Phone | None, country: str) -> str:
    """As it was typed, if that still reads as the same number here."""
    if phone is None:
        return ""
    return phone.typed if read_phone(phone.typed, country).e164 == phone.e164 else show_phone(phone, country)
