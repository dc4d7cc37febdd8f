"""Lines of a roster file that are nobody: open seats, totals, headings between lines or once more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.domain.text.plain_text import fold
from leadsroom.exchange.roster.lines import NAME_PARTS, Column, Fault
from leadsroom.exchange.sheets.encodings import letter_lost
from leadsroom.exchange.sheets.sheet import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from leadsroom.exchange.roster.lines import Layout
    from leadsroom.exchange.sheets.sheet import BrokenRecord

_OPEN = re.compile(r"\W*(open|vacant|vacancy|available|unfilled)( seat| position| slot)?\W*")
_OPEN_FOR = re.compile(r"\W*(open|vacant)( seat| position| slot)?\s*[-–—:(]\s*(?P<seat>.+?)\W*")
_TOTAL = re.compile(
    r"(grand |sub)?-?totals?( members| number.*)?\W*\d*|(number|count) of members\W*\d*|average\W*"
    r"|\d+ members\W*|members: \d+"
)
_BETWEEN = re.compile(
    r"(the )?(board|officers|leadership( team)?|(active |chapter )?members?( list)?|roster|committees?"
    r"|new members|page \d+( of \d+)?|(printed|exported|generated|as of|updated)\b.*|confidential.*|©.*|.*:)"
)
_NO_MEMBERS = re.compile(
    r"(the )?((former|past|ended|inactive|dropped|lapsed|resigned|waiting|prospective) ?(members?|list)?"
    r"|applicants?|applications|alumni|prospects|waitlist|visitors|substitutes|dropped|leave of absence)\W*"
)
LINES_OF_ALL = frozenset({"visitors", "others", "bni", "total", "totals"})
"""How the last lines of an association's reports begin, which are about nobody."""

_MOST_NAMED = 8
_LOST = "A letter was lost here when the file was made; write it in, or export the file again as “CSV UTF-8”."
_NOT_SEATED = (
    "The lines below this heading may be about people who hold no seat; give the file a column “Status”, or "
    "take them out."
)


class Sorted(Struct, frozen=True):
    """The lines that are about members, remarks on those that are not, and what has to be asked about."""

    body: tuple[Record | BrokenRecord, ...]
    remarks: tuple[str, ...]
    faults: tuple[Fault, ...]


def without_others(body: Iterable[Record | BrokenRecord], layout: Layout) -> Sorted:
    """Leave out what is no member, and name it. Our own files are taken literally."""
    if layout.is_ours:
        return Sorted(tuple(body), (), ())
    members: list[Record | BrokenRecord] = []
    remarks: list[str] = []
    faults: list[Fault] = []
    for record in body:
        if not isinstance(record, Record):
            members.append(record)
        elif why := _is_above_others(record, layout):
            faults.append(Fault(record.line, None, " ".join(record.cells).strip(), why))
        elif remark := _about(record, layout):
            remarks.append(f"Line {record.line} {remark}; left out.")
        else:
            members.append(record)
    more = len(remarks) - _MOST_NAMED
    if more > 0:
        remarks[_MOST_NAMED:] = [f"{more} more such lines are left out."]
    return Sorted(tuple(members), tuple(remarks), tuple(faults))


def lost_letters(body: Iterable[Record | BrokenRecord], layout: Layout) -> Iterator[Fault]:
    """Cells in which letters were replaced by `?` or `�` before the file came here."""
    columns = layout.columns
    if layout.is_ours:
        return
    looked_at = [
        place for place, column in enumerate(columns.meanings) if column and column is not Column.NOTE
    ]
    for record in body:
        if isinstance(record, Record) and len(record.cells) == len(layout.titles):
            for place in looked_at:
                if letter_lost(record.cells[place]):
                    yield Fault(
                        record.line,
                        columns.meanings[place],
                        record.cells[place],
                        _LOST,
                        place,
                    )


def _about(record: Record, layout: Layout) -> str:
    """What a line is that is no member's; empty for one that may be."""
    filled = [cell for cell in record.cells if cell]
    first = fold(filled[0])
    if _repeats(record, layout):
        return "repeats the headings"
    if _TOTAL.fullmatch(first) and not _is_somebody(record, layout):
        return "is a total"
    if len(filled) == 1 and (_BETWEEN.fullmatch(first) or _NO_MEMBERS.fullmatch(first)):
        return f"is a heading, “{filled[0]}”"
    return _open_seat(record, layout)


def _is_above_others(record: Record, layout: Layout) -> str:
    """Where lines follow that may be about people who are no members; empty for any other line."""
    filled = [cell for cell in record.cells if cell]
    has_status = Column.STATUS in layout.places or not layout.status.holds_seat
    if len(filled) != 1 or has_status or not _NO_MEMBERS.fullmatch(fold(filled[0])):
        return ""
    return _NOT_SEATED


def _repeats(record: Record, layout: Layout) -> bool:
    pairs = [(fold(a), fold(b)) for a, b in zip(record.cells, layout.titles, strict=False) if a]
    return len(pairs) > 1 and all(one == other for one, other in pairs)


def _is_somebody(record: Record, layout: Layout) -> bool:
    """Whether there is a profession, or a way to reach somebody."""
    if len(record.cells) != len(layout.titles):
        return False
    wanted = (Column.PROFESSION, Column.EMAIL, Column.PHONE)
    texts = (layout.text(record.cells, column) for column in wanted)
    return any(text and not text.replace(".", "").isdecimal() for text in texts)


def _open_seat(record: Record, layout: Layout) -> str:
    if len(record.cells) != len(layout.titles):
        return ""
    parts = (layout.text(record.cells, column) for column in (Column.NAME, *NAME_PARTS))
    name, profession = " ".join(filter(None, parts)), layout.text(record.cells, Column.PROFESSION)
    if found := _OPEN_FOR.fullmatch(fold(name)):
        profession = profession or name[found.start("seat") : found.end("seat")]
    elif not _OPEN.fullmatch(fold(name)) and not (_is_marked_open(record, layout) and not name):
        return ""
    return f"is an open seat for {profession}" if profession else "is an open seat"


def _is_marked_open(record: Record, layout: Layout) -> bool:
    """Whether the status says so, or another cell where the name is empty."""
    return any(_OPEN.fullmatch(fold(cell)) for cell in record.cells if cell)
