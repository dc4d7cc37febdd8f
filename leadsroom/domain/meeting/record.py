"""Tonight's record: every entry made at the table, newest first, as lines that align."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from leadsroom.domain.meeting.record_kind import RecordLine
from leadsroom.domain.meeting.record_kinds import KINDS
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.text.money import Money, total


def record_lines(snapshot: Snapshot) -> tuple[RecordLine, ...]:
    """Every entry of the meeting, newest first."""
    lines = [kind.line(snapshot, entry) for kind in KINDS for entry in kind.entries(snapshot)]
    return tuple(sorted(lines, key=lambda line: (line.at, line.row_id), reverse=True))


class Tally(Struct, frozen=True):
    """The counts of a meeting so far; `closed` as `money.total` has it."""

    qualified: int
    raw: int
    closed: Money
    testimonials: int
    substitutes: int
    visitors: int
    outcomes: int

    @property
    def leads(self) -> int:
        """Leads of both sorts."""
        return self.qualified + self.raw


def tally(snapshot: Snapshot) -> Tally:
    """The entries so far, counted."""
    counts = Counter(kind.counts_as(entry) for kind in KINDS for entry in kind.entries(snapshot))
    return Tally(
        qualified=counts["qualified"],
        raw=counts["raw"],
        closed=total((report.amount for report in snapshot.business), snapshot.chapter.currency),
        testimonials=counts["testimonials"],
        substitutes=counts["substitutes"],
        visitors=counts["visitors"],
        outcomes=counts["outcomes"],
    )
