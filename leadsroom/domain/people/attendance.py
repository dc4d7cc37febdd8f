"""Attendance at the table: the PALMS marks, substitutes and visitors, and what members announced."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from leadsroom.domain.ids import AttendanceId, NoticeId, PersonId, VisitId
from leadsroom.domain.people.roster import Person


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


class Attendee(Struct, frozen=True):
    """A member expected at a meeting. `mark` is None until something is known.

    `pitch` is the length of their own pitch tonight, where it is another than everybody's. `is_announced`:
    the mark was announced in advance, and nobody has looked yet.
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

    @property
    def takes_part(self) -> bool:
        """Whether this seat has a turn: the member is expected or here, or a substitute is."""
        return self.mark not in (Mark.ABSENT, Mark.MEDICAL) and self.left_at is None

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
    """A visitor at a meeting; `number` counts this person's visits that count, up to this one.

    `counts`: whether this one does, which at an open house it may not. One who is `silent` has no turn.
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
