"""The one door for a file's bytes: its sheets, whatever program wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadsroom.exchange.sheets.text_file import read_text_file

if TYPE_CHECKING:
    from leadsroom.exchange.sheets.header import Meaning
    from leadsroom.exchange.sheets.sheet import Sheet


def read_sheets(data: bytes, *, meaning: Meaning, encoding: str | None = None) -> tuple[Sheet, ...]:
    """Every sheet of a file; one where it is not a workbook. Raises UnreadableFile, and nothing else.

    `meaning` knows the headings of the kind of file that is looked for, which tells delimiters apart;
    `encoding` is the one that somebody named, for text that does not say it itself.
    """
    return (read_text_file(data, encoding, meaning),)
