"""The people of a chapter: persons, professions, memberships."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.ids import ChapterId, MembershipId, PersonId, ProfessionId
from leadsroom.domain.people.visiting import HomeChapter, own_name
from leadsroom.domain.text.wording import full_day


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
    `may_write`: whether they agreed to be written to as a visitor, `letters`: as a member; None where nobody
    has asked. `multi_level`: the seat that they hold or apply for is marked as one of multi-level marketing.
    Of a member of another chapter `home_chapter` is its name, which stands in `name` too; where it is in this
    database, `home_chapter_id` and `home_person_id` say which member of it they are.
    """

    id: PersonId
    name: str
    profession: str = ""
    company: str = ""
    phone: str = ""
    phone_typed: str = ""
    email: str = ""
    may_write: bool | None = None
    letters: bool | None = None
    multi_level: bool = False
    home_chapter: str = ""
    home_chapter_id: ChapterId | None = None
    home_person_id: PersonId | None = None

    @property
    def is_member_elsewhere(self) -> bool:
        """Whether they are a member of another chapter."""
        return bool(self.home_chapter)

    @property
    def own_name(self) -> str:
        """The name without that of the other chapter."""
        return own_name(self.name, self.home_chapter)

    @property
    def home(self) -> HomeChapter | None:
        """The other chapter of which they are a member; None for anybody else."""
        if not self.home_chapter:
            return None
        return HomeChapter(self.home_chapter, self.home_chapter_id, self.home_person_id)

    def may_write_to(self, *, is_member: bool) -> bool:
        """Whether letters go to them: to a member unless they said no, to anybody else only if they said yes.

        What was said as a member counts before what was said as a visitor.
        """
        if is_member:
            return self.may_write is not False if self.letters is None else self.letters
        return self.may_write is True and self.letters is not False


class Contact(Struct, frozen=True, kw_only=True):
    """How a visitor is reached. `may_write`: whether they agreed to that; None where nobody has asked."""

    phone_typed: str = ""
    email: str = ""
    may_write: bool | None = None


class Term(Struct, frozen=True, omit_defaults=True):
    """An office as one member holds it, or held it until `ended_on`; all days are in it.

    `until` is the day for which the end is planned: the office is held on until somebody follows, or it is
    ended. Days that nobody has said are None, as of an office that a roster file names.
    """

    name: str
    since: date | None = None
    until: date | None = None
    ended_on: date | None = None

    @property
    def is_held(self) -> bool:
        """Whether it has not ended."""
        return self.ended_on is None

    @property
    def days(self) -> str:
        """`1 Jan 2026 to 31 Dec 2026`, `since 1 Jan 2026`, `until 31 Dec 2026`; empty where there is none."""
        since, last = self.since, self.ended_on or self.until
        if since and last:
            return f"{full_day(since)} to {full_day(last)}"
        return f"since {full_day(since)}" if since else f"until {full_day(last)}" if last else ""

    def ended(self, on: date) -> Term:
        """The same, whose last day this was; no term ends before it begins."""
        return replace(self, ended_on=max(on, self.since or on))


Terms = tuple[Term, ...]


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
    terms: Terms
    joined_on: date | None
    ended_on: date | None = None
    note: str = ""

    @property
    def offices(self) -> tuple[str, ...]:
        """The offices that they hold, by name."""
        return tuple(term.name for term in self.terms if term.is_held)
