"""The people of a chapter: persons, professions, memberships."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from leadsroom.domain.ids import MembershipId, PersonId, ProfessionId


class MembershipStatus(StrEnum):
    """Where a person stands with the chapter."""

    APPLICANT = "applicant"
    WAITING = "waiting"
    ACTIVE = "active"
    ON_LEAVE = "on leave"
    ENDED = "ended"

    @property
    def holds_seat(self) -> bool:
        """Whether nobody else may hold this profession meanwhile. A leave keeps the seat."""
        return self in (MembershipStatus.ACTIVE, MembershipStatus.ON_LEAVE)


class Person(Struct, frozen=True):
    """Anybody on record: member, substitute, visitor.

    `phone` is E.164 or empty; `phone_typed` is what was typed when it could not be read.
    `profession` is that of a member's seat, or the one that a visitor or substitute gave.
    `may_write`: whether they agreed to be written to; None where nobody has asked.
    """

    id: PersonId
    name: str
    profession: str = ""
    company: str = ""
    phone: str = ""
    phone_typed: str = ""
    email: str = ""
    may_write: bool | None = None


class Contact(Struct, frozen=True, kw_only=True):
    """How a visitor is reached. `may_write`: whether they agreed to that; None where nobody has asked."""

    phone_typed: str = ""
    email: str = ""
    may_write: bool | None = None


class Member(Struct, frozen=True):
    """A membership with its person and seat, as the roster shows it.

    `note` is one line of whatever else is worth knowing, see `leadsroom.domain.people.notes`.
    """

    id: MembershipId
    person: Person
    profession_id: ProfessionId
    profession: str
    sphere: str
    status: MembershipStatus
    seat: int
    offices: tuple[str, ...]
    joined_on: date | None
    ended_on: date | None = None
    note: str = ""
