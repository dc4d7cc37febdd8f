"""The matrix of a period: who passed leads to whom, who met whom, and what changed since the one before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.counts import Between, LeadsBetween
from leadsroom.domain.health.pairs.matrix import (
    DEFINITIONS,
    Margin,
    Matrix,
    MatrixKind,
    MatrixLine,
    cells_of,
    changes,
    earlier_matrix,
    matrix_of,
)
from leadsroom.domain.health.pairs.short_names import short_names
from leadsroom.domain.health.statistics import CASES_FOR_SHARE, MEETINGS_FOR_TREND, TOO_LITTLE
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.membership import in_roster_order
from leadsroom.domain.people.roster import Member
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.wording import full_day, full_days
from leadsroom.errors import Refused
from leadsroom.store.read.health.counts import leads_by_pair, one_to_ones_by_pair
from leadsroom.store.read.health.meetings import meetings_held
from leadsroom.store.reading import Reading
from leadsroom.views.health.days import ever_in, record_begins


class Earlier(Struct, frozen=True):
    """The days that a matrix is compared with: their matrix of the same lines, and by how much each cell and
    margin is above them now.
    """

    period: Period
    meetings: int
    matrix: Matrix
    change: Matrix

    def of_change(self, line: MatrixLine, change: Margin) -> str:
        """What must be said of the change of a sum: that its member joined since or has left, that it could
        be chance, or that it is of too little data; empty where nothing must.
        """
        if line.is_former:
            return HAS_LEFT
        if line.joined_on is not None and line.joined_on > self.period.first:
            return JOINED_SINCE
        return self.of_whole(change)

    def of_whole(self, change: Margin) -> str:
        """The same of the sum of all."""
        if not change.total:
            return ""
        if change.could_be_chance is None:
            return TOO_LITTLE
        return COULD_BE_CHANCE if change.could_be_chance else ""


class MatrixOfPeriod(Struct, frozen=True):
    """A matrix of the members of a period, as it is on record now.

    The lines are those of the members of today in the order of the roster, then of former ones who gave or
    received in it, and last of everybody else together, where there is anything of them. `meetings` are the
    closed regular ones, `record_begins` the date of the chapter's first.
    """

    chapter: Chapter
    period: Period
    today: date
    meetings: int
    matrix: Matrix
    record_begins: date | None = None
    earlier: Earlier | None = None

    @property
    def kind(self) -> MatrixKind:
        """What it is of."""
        return self.matrix.kind

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be said of it: what a cell is, and what it leaves open."""
        lines = self.matrix.lines
        found = [DEFINITIONS[self.kind]]
        if any(line.is_former for line in lines):
            found.append(f"{FORMER} stands at former members, who are not counted in “none” and “neither”.")
        if any(line.person_id is None for line in lines):
            found.append(f"“{OTHERS}” are all people together who were never members, visitors mostly.")
        if self.earlier is not None:
            found += self._of_change(self.earlier)
        return tuple(found)

    def _of_change(self, earlier: Earlier) -> Iterable[str]:
        yield (
            "A change counts as chance where zero lies within an interval of 95 in 100, by the number of "
            f"meetings: {self.meetings} now, {earlier.meetings} before. Below {MEETINGS_FOR_TREND} of "
            f"either, or where both together count fewer than {CASES_FOR_SHARE}: {TOO_LITTLE}."
        )
        yield "Members who had not joined by the end of the earlier days are left out of a change in “none”."
        if self.record_begins is not None and earlier.period.first < self.record_begins:
            yield f"The record begins on {full_day(self.record_begins)}: the earlier days are not all on it."


FORMER, OTHERS = "*", "others"
JOINED_SINCE, HAS_LEFT, COULD_BE_CHANCE = "joined since", "has left", "could be chance"


def matrix(
    reading: Reading, period: Period, kind: MatrixKind, before: Period | None = None
) -> MatrixOfPeriod:
    """The matrix of a period, compared with an earlier one where that is given.

    Raises Refused where nothing is on record of the days before.
    """
    connection, chapter = reading.connection, reading.chapter
    begins = record_begins(reading)
    if before is not None and (begins is None or begins > before.last):
        raise Refused(_nothing_before(before, begins))
    now = _Counted.read(reading, period, kind)
    then = _Counted.read(reading, before, kind) if before is not None else None
    lines = _lines(reading, period, [now] if then is None else [now, then])
    found = matrix_of(kind, lines, cells_of(lines, now.leads, now.met))
    meetings = meetings_held(connection, chapter, period)
    earlier = None
    if before is not None and then is not None:
        cells, held = cells_of(lines, then.leads, then.met), meetings_held(connection, chapter, before)
        change = changes(found, cells, before.last, meetings, held)
        earlier = Earlier(before, held, earlier_matrix(found, cells, before.last), change)
    return MatrixOfPeriod(chapter, period, reading.today, meetings, found, begins, earlier)


def days_before_on_record(reading: Reading, period: Period) -> Period | None:
    """As many days just before a period; None where not all of them are on record."""
    begins = record_begins(reading)
    try:
        before = days_before(period)
    except Refused:
        return None
    return None if begins is None or before.first < begins else before


def days_before(period: Period) -> Period:
    """As many days just before a period. Raises Refused where time has none."""
    length = period.last - period.first
    try:
        last = period.first - timedelta(days=1)
        return Period(last - length, last)
    except OverflowError:
        raise Refused("There are no days before these. Choose fewer days.") from None


def _nothing_before(before: Period, begins: date | None) -> str:
    days = full_days(before.first, before.last)
    since = "" if begins is None else f" The record begins on {full_day(begins)}."
    return f"Nothing is on record of {days}.{since} Choose fewer or later days."


class _Counted(Struct, frozen=True):
    """What is counted for a kind of matrix, and nothing else."""

    leads: Sequence[LeadsBetween] = ()
    met: Sequence[Between] = ()

    @classmethod
    def read(cls, reading: Reading, period: Period, kind: MatrixKind) -> _Counted:
        """What of it was done in a period."""
        connection, chapter = reading.connection, reading.chapter
        with_leads, with_meetings = kind is not MatrixKind.ONE_TO_ONES, kind is not MatrixKind.LEADS
        return cls(
            leads_by_pair(connection, chapter, period) if with_leads else (),
            one_to_ones_by_pair(connection, chapter, period) if with_meetings else (),
        )

    def people(self) -> set[PersonId]:
        """Everybody who gave, received or met."""
        leads = {person for each in self.leads for person in (each.giver_id, each.receiver_id)}
        return leads | {person for each in self.met for person in (each.one_id, each.other_id)}


def _lines(reading: Reading, period: Period, counted: Iterable[_Counted]) -> list[MatrixLine]:
    people = {person for each in counted for person in each.people()}
    had_joined = [
        member
        for member in in_roster_order(ever_in(reading))
        if member.joined_on is None or member.joined_on <= period.last
    ]
    chosen: dict[PersonId, Member] = {}
    for member in had_joined:
        if member.status.holds_seat:
            chosen.setdefault(member.person.id, member)
    for member in had_joined:
        if member.person.id in people:
            chosen.setdefault(member.person.id, member)
    shorts = short_names(member.person.name for member in chosen.values())
    lines = [_line(member, short) for member, short in zip(chosen.values(), shorts, strict=True)]
    if people - chosen.keys():
        lines.append(MatrixLine(None, OTHERS, "··"))
    return lines


def _line(member: Member, short: str) -> MatrixLine:
    return MatrixLine(
        member.person.id,
        member.person.name,
        short,
        member.profession,
        member.joined_on,
        is_former=not member.status.holds_seat,
    )
