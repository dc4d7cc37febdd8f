"""Attendance: marks, substitutes, visitors and notices at the table, and what the rules count of a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from operator import attrgetter

from msgspec import Struct

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import AttendanceId, NoticeId, PersonId, StationId, VisitId
from leadsroom.domain.people.roster import Person
from leadsroom.domain.rules.chapter_rules import Counted, Counting


class Mark(StrEnum):
    """The mark of a member at a meeting (PALMS, FIELD §1)."""

    PRESENT = "P"
    ABSENT = "A"
    LATE = "L"
    MEDICAL = "M"
    SUBSTITUTE = "S"

    @property
    def words(self) -> str:
        """The mark as it is shown."""
        return self.name.lower()


class CameAbout(StrEnum):
    """How a mark came about."""

    ANNOUNCED = "announced"
    CHECK_IN = "check-in"
    WITH_OTHERS = "with others"
    ASKED = "asked"
    SPOKE = "spoke"

    @property
    def words(self) -> str:
        """The same as it is shown."""
        return _HOW[self]


_HOW = {
    CameAbout.ANNOUNCED: "announced in advance",
    CameAbout.CHECK_IN: "marked by name",
    CameAbout.WITH_OTHERS: "marked with all the others",
    CameAbout.ASKED: "taken as here when that was asked",
    CameAbout.SPOKE: "marked by their turn",
}
NOT_MARKED = "not marked"


class Attendee(Struct, frozen=True):
    """A member expected at a meeting. `mark` is None until something is known.

    `pitch` is the length of their own pitch tonight, where it is another than everybody's. `is_announced`:
    the mark was announced in advance, and nobody has looked yet. `came_about` is None where that was not
    asked yet, as at older meetings; `marked_at` and `marked_by` are when and where it was set at the table.
    Who is `online` is present, late or stood in for as anybody, and not in the room.
    """

    id: AttendanceId
    member_id: PersonId
    seat: int
    mark: Mark | None = None
    substitute_id: PersonId | None = None
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    pitch: timedelta | None = None
    is_announced: bool = False
    came_about: CameAbout | None = None
    marked_at: datetime | None = None
    marked_by: StationId | None = None
    online: bool = False

    @property
    def takes_part(self) -> bool:
        """Whether this seat has a turn: the member is expected or here, or a substitute is."""
        return self.mark not in (Mark.ABSENT, Mark.MEDICAL) and self.left_at is None

    @property
    def is_to_check_in(self) -> bool:
        """Whether nobody has looked yet: there is no mark, or only the notice of somebody who is to come."""
        return self.mark is None or (self.is_announced and self.takes_part)

    @property
    def speaker_id(self) -> PersonId:
        """The person who speaks for this seat: the substitute or the member."""
        return self.substitute_id or self.member_id


class Became(StrEnum):
    """The outcome of a visit, as the visitor or the chapter decided."""

    COMES_AGAIN = "comes again"
    APPLIES = "applies"
    JOINED = "joined"
    NOT_INTERESTED = "not interested"

    @property
    def words(self) -> str:
        """The outcome as it is shown."""
        return "will come again" if self is Became.COMES_AGAIN else self.value


class Visit(Struct, frozen=True):
    """Somebody who visits a meeting; `number` counts this person's visits that count, up to this one.

    `counts`: whether this one does, which at an open house it may not. One who is `silent` has no turn.
    `of_member_elsewhere`: it is that of a member of another chapter, who is no visitor and is not counted.
    """

    id: VisitId
    person_id: PersonId
    host_id: PersonId | None
    number: int
    at: datetime
    corrected_at: datetime | None = None
    became: Became | None = None
    became_note: str = ""
    silent: bool = False
    counts: bool = True
    of_member_elsewhere: bool = False


def stations_of(attendees: Iterable[Attendee]) -> set[StationId]:
    """The stations at which marks were set."""
    return {place.marked_by for place in attendees if place.marked_by is not None}


def table_order(attendees: Iterable[Attendee], starting_seat: int) -> tuple[Attendee, ...]:
    """The attendees around the table, from the starting seat on."""
    seated = sorted(attendees, key=lambda a: (a.seat, a.member_id))
    return tuple(
        [a for a in seated if a.seat >= starting_seat] + [a for a in seated if a.seat < starting_seat]
    )


# The marks that a member may announce in advance.
ANNOUNCEABLE = (Mark.ABSENT, Mark.MEDICAL, Mark.LATE, Mark.SUBSTITUTE)


class Notice(Struct, frozen=True):
    """A member will be away, late, or represented by a substitute on a date. `mark` is ANNOUNCEABLE."""

    id: NoticeId
    member: Person
    on: date
    mark: Mark
    substitute: Person | None = None
    note: str = ""

    @property
    def words(self) -> str:
        """`Tom Ray for Cyrus Ng`, `Dee Fox medical`, `Ann Chu late`."""
        if self.substitute is not None:
            return f"{self.substitute.name} for {self.member.name}"
        return f"{self.member.name} {self.mark.words}"


class Attended(Struct, frozen=True, gc=False):
    """A member at one closed meeting at which they were expected.

    `came_after` are the steps that had begun when they came, `left_before` those still to come when they
    left. `excused`: the chapter has decided so. `is_tonight`: the meeting still goes on, and may change.
    """

    on: date
    mark: Mark
    left_early: bool = False
    came_after: frozenset[StepKind] = frozenset()
    left_before: frozenset[StepKind] = frozenset()
    excused: bool = False
    is_tonight: bool = False
    online: bool = False


class Away(Struct, frozen=True):
    """A leave of absence, both days in it; `until` None: nobody knows yet."""

    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.since <= day and (self.until is None or day <= self.until)


class AttendanceRecord(Struct, frozen=True):
    """What the rules look at for one member, in any order. `trainings` are dates (a training erases)."""

    attended: tuple[Attended, ...] = ()
    leaves: tuple[Away, ...] = ()
    trainings: tuple[date, ...] = ()

    def expected(self, on: date) -> list[Attended]:
        """What counts by a day, oldest first: a leave pauses the counting."""
        there = [a for a in self.attended if a.on <= on]
        for leave in self.leaves:
            there = [a for a in there if not leave.holds(a.on)]
        one_a_day = len({a.on for a in there}) == len(there)
        return sorted(there, key=_ON if one_a_day else _order)


_ON = attrgetter("on")  # enough where no day had two meetings, and much faster


def _order(attended: Attended) -> tuple[object, ...]:
    """By date; two meetings of one day in an order that does not hang on how they were entered."""
    steps = sorted(attended.came_after), sorted(attended.left_before)
    return (attended.on, attended.is_tonight, attended.mark, attended.left_early, attended.excused, *steps)


_NOTHING: frozenset[Counted] = frozenset()


def counted_as(attended: Attended, counting: Counting) -> frozenset[Counted]:
    """What one meeting counts as by itself, before lates are put together."""
    if attended.mark is Mark.PRESENT and not attended.left_early and not attended.online:
        return _NOTHING
    return frozenset(_kinds(attended, counting))


def _kinds(attended: Attended, counting: Counting) -> Iterator[Counted]:
    mark, forgiven = attended.mark, attended.excused and not counting.excused_counts
    if mark is Mark.MEDICAL:
        yield Counted.MEDICAL
    if mark is Mark.SUBSTITUTE:
        yield Counted.SUBSTITUTE
    if attended.online and not forgiven:
        yield Counted.ONLINE
    if _is_absence(attended, counting):
        yield from absence_kinds(attended, counting)
    elif mark is Mark.SUBSTITUTE and not forgiven:
        yield Counted.MISSED
    elif mark in (Mark.PRESENT, Mark.LATE) and not attended.excused:
        if mark is Mark.LATE:
            yield Counted.LATE
        if attended.left_early:
            yield Counted.LEFT_EARLY


_FORGIVEN = frozenset({Counted.EXCUSED})
_EXCUSED_BUT_COUNTED = frozenset({Counted.EXCUSED, Counted.ABSENCE, Counted.MISSED})
_UNEXCUSED = frozenset({Counted.UNEXCUSED, Counted.ABSENCE, Counted.MISSED})


def absence_kinds(attended: Attended, counting: Counting) -> frozenset[Counted]:
    """What a meeting counts as that is an absence to the chapter."""
    if not attended.excused:
        return _UNEXCUSED
    return _EXCUSED_BUT_COUNTED if counting.excused_counts else _FORGIVEN


def _is_absence(attended: Attended, counting: Counting) -> bool:
    """Whether it is an absence to the chapter, unless it is excused."""
    if attended.mark is Mark.MEDICAL:
        return counting.medical_counts
    return (
        attended.mark is Mark.ABSENT
        or (attended.online and counting.online_is_absence)
        or _came_too_late(attended, counting)
        or _left_too_early(attended, counting)
    )


def _came_too_late(attended: Attended, counting: Counting) -> bool:
    return attended.mark is Mark.LATE and counting.absent_from in attended.came_after


def _left_too_early(attended: Attended, counting: Counting) -> bool:
    return attended.left_early and counting.absent_before in attended.left_before


def what_happened(attended: Attended, counting: Counting) -> Counted:
    """The real mark behind an absence."""
    if attended.online and counting.online_is_absence:
        return Counted.ONLINE
    if attended.mark is Mark.LATE and _came_too_late(attended, counting):
        return Counted.LATE
    if attended.mark in (Mark.PRESENT, Mark.LATE) or _left_too_early(attended, counting):
        return Counted.LEFT_EARLY
    return {Mark.SUBSTITUTE: Counted.SUBSTITUTE, Mark.MEDICAL: Counted.MEDICAL}.get(
        attended.mark, Counted.ABSENCE
    )


def is_excusable(mark: Mark | None, left_early: bool, online: bool = False) -> bool:
    """Whether the chapter may excuse it: whatever a rule may count, also a substitute too many."""
    return left_early or online or mark not in (None, Mark.PRESENT)


_EXCUSED = {Mark.LATE: "late arrival", Mark.MEDICAL: "medical absence", Mark.SUBSTITUTE: "substitute"}


def what_is_excused(mark: Mark | None, left_early: bool, online: bool = False) -> str:
    """What an excuse is for: `late arrival`. Where the mark was corrected since, it was for an absence."""
    if left_early and mark is Mark.PRESENT:
        return "early leaving"
    if online and mark is Mark.PRESENT:
        return "online meeting"
    return "absence" if mark is None else _EXCUSED.get(mark, "absence")


def was_there(attended: Attended) -> bool:
    """Whether the place was taken, by the member or a substitute."""
    return attended.mark not in (Mark.ABSENT, Mark.MEDICAL)
