"""Forms about people as typed: members, applications, votes, leaves, professions."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.people.votes import Verdict
from leadsroom.domain.text.plain_text import clean


class MemberSheet(Struct, frozen=True, kw_only=True):
    """A member as entered. `seat` None means: where there is room, or where they sit already.

    `phone_typed` is as typed. `seat` counts from 1 around the table; only members who are active or on leave
    have one.
    """

    name: str
    profession: str
    company: str = ""
    phone_typed: str = ""
    email: str = ""
    joined_on: date | None = None
    sphere: str = ""
    offices: tuple[str, ...] = ()
    seat: int | None = None
    status: MembershipStatus = MembershipStatus.ACTIVE


class ApplicationSheet(Struct, frozen=True, kw_only=True):
    """Somebody who applies; `applied_on` None means today, `sponsor_id` is the member who proposed them."""

    name: str
    profession: str
    company: str = ""
    phone_typed: str = ""
    email: str = ""
    sponsor_id: PersonId | None = None
    applied_on: date | None = None
    note: str = ""

    def over(self, before: MemberSheet) -> MemberSheet:
        """The sheet of an applicant, put right by this; what an application does not say stays."""
        return replace(
            before,
            name=self.name,
            profession=self.profession,
            company=self.company,
            phone_typed=self.phone_typed,
            email=self.email,
        )

    def as_member(self, status: MembershipStatus) -> MemberSheet:
        """The member's sheet that it makes."""
        return MemberSheet(
            name=self.name,
            profession=self.profession,
            company=self.company,
            phone_typed=self.phone_typed,
            email=self.email,
            status=status,
        )


class VoteSheet(Struct, frozen=True, kw_only=True):
    """A vote; `decision` None leaves it to the chapter's rule, `on` None means today."""

    votes_for: int
    votes_against: int
    decision: Verdict | None = None
    decided_by: str = ""
    note: str = ""
    on: date | None = None


class LeaveSheet(Struct, frozen=True):
    """A leave as typed; `until` None: nobody knows yet. Both days are in it."""

    since: date
    until: date | None = None
    reason: str = ""


class ProfessionSheet(Struct, frozen=True):
    """A profession as typed."""

    name: str
    family: str = ""
    sphere: str = ""

    @property
    def tidied(self) -> ProfessionSheet:
        """The same without control characters and spare spaces."""
        return ProfessionSheet(clean(self.name), clean(self.family), clean(self.sphere))
