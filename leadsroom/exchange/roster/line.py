"""The contents of a roster file: its members and its problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.people.roster import MembershipStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from leadsroom.domain.text.phone import Phone


class RosterLine(Struct, frozen=True):
    """One member as the file has them. `line` counts from 1, the header included.

    `seat` is None where the file gives no number, and for a status that holds no seat.
    """

    line: int
    name: str
    profession: str
    company: str = ""
    phone: Phone | None = None
    email: str = ""
    joined: date | None = None
    sphere: str = ""
    offices: tuple[str, ...] = ()
    seat: int | None = None
    status: MembershipStatus = MembershipStatus.ACTIVE


class Problem(Struct, frozen=True):
    """One thing to correct: where, what stands there, and one sentence on what is wrong and what to do.

    `line` is None when it is the whole file; `column` is the file's own header, empty for a whole line.
    """

    line: int | None
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        place = ", ".join([f"line {self.line}"] * (self.line is not None) + [self.column] * bool(self.column))
        where = f"{place} ({self.value})" if place and self.value else place
        return f"{where}: {self.message}" if where else self.message


class RosterFile(Struct, frozen=True):
    """A file that was read. `lines` are those without a problem; none when the header itself has one.

    `ignored_columns` are headers that mean nothing here: worth a note, not a problem.
    """

    lines: tuple[RosterLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""


class UnreadableCell(Exception):  # noqa: N818 - an answer to the file's writer, not a fault
    """A cell that does not say what its column asks for; the text says what is wrong and what to do."""


def seated_in_file_order(lines: Iterable[RosterLine], taken: Collection[int] = ()) -> tuple[RosterLine, ...]:
    """The lines with a number for every seat held: the file's own, else the lowest free one, in file order.

    `taken` are the numbers of members who sit at the table already.
    """
    lines = tuple(lines)
    free = _free_seats({*taken, *(line.seat for line in lines)})
    return tuple(
        replace(line, seat=next(free)) if line.status.holds_seat and line.seat is None else line
        for line in lines
    )


def _free_seats(taken: Collection[int | None]) -> Iterator[int]:
    return (seat for seat in range(1, 1_000_000) if seat not in taken)
