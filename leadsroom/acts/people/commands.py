"""Commands about people, and the sheets they carry: members, applications, votes, leaves, professions."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.acts.command import Command
from leadsroom.domain.ids import (
    DecisionId,
    LeaveId,
    MembershipId,
    NoticeId,
    PersonId,
    ProfessionId,
    VisitId,
)
from leadsroom.domain.people.attendance import Became, Mark
from leadsroom.domain.people.decisions import DecisionKind, Verdict
from leadsroom.domain.people.openings import Figures
from leadsroom.domain.people.roster import Contact, MembershipStatus
from leadsroom.domain.people.visiting import HomeChapter
from leadsroom.domain.rules.chapter_rules import Share
from leadsroom.domain.text.plain_text import clean


class MemberSheet(Struct, frozen=True, kw_only=True):
    """A member as entered. `seat` None means: where there is room, or where they sit already.

    `phone_typed` is as typed. `seat` counts from 1 around the table; only members who are active or on leave
    have one. `multi_level`: they sell by multi-level marketing. `letters`: whether letters go to them; None
    where they have said nothing of it.
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
    note: str = ""
    multi_level: bool = False
    letters: bool | None = None


class VisitorSheet(Struct, frozen=True, kw_only=True):
    """A visitor as entered between meetings, with the outcome of one visit, and who invited them to it."""

    name: str
    profession: str = ""
    host_id: PersonId | None = None
    contact: Contact = Contact()
    became: Became | None = None
    note: str = ""


class OtherTerms(StrEnum):
    """What becomes of terms that stand beside a new one: they end the day before, or stay."""

    ENDS = "ends"
    STAYS = "stays"


class TermSheet(Struct, frozen=True):
    """A term of an office as typed: from a day on, None for today; `until` is when its end is planned."""

    office: str
    since: date | None = None
    until: date | None = None


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
    multi_level: bool = False

    def over(self, before: MemberSheet) -> MemberSheet:
        """The sheet of an applicant, put right by this; what an application does not say stays."""
        return replace(
            before,
            name=self.name,
            profession=self.profession,
            company=self.company,
            phone_typed=self.phone_typed,
            email=self.email,
            multi_level=self.multi_level,
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
            multi_level=self.multi_level,
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


class Decide(Command, frozen=True, tag="Decide"):
    """The chapter decided; `on` is the day of it, of the absence, or of the training, None for today."""

    member_id: PersonId
    kind: DecisionKind
    on: date | None = None
    decided_by: str = ""
    note: str = ""


class TakeBackDecision(Command, frozen=True, tag="TakeBackDecision"):
    """A decision was recorded by mistake: it no longer counts."""

    decision_id: DecisionId


class AnnounceAbsence(Command, frozen=True, tag="TellAway"):
    """A member will be away or late on a date. With somebody's name and profession it is a substitute. An
    earlier notice of the same member for this date is withdrawn. `overrules`: the rule on professions.
    `home` is the other chapter of which the substitute is a member.
    """

    member_id: PersonId
    on: date
    mark: Mark = Mark.ABSENT
    substitute: str = ""
    profession: str = ""
    note: str = ""
    overrules: bool = False
    home: HomeChapter | None = None


class WithdrawNotice(Command, frozen=True, tag="TakeNoticeBack"):
    """They will come after all."""

    notice_id: NoticeId


class FollowUpVisitor(Command, frozen=True, tag="FollowUpVisitor"):
    """The outcome of a visit, noted between meetings; None takes that back, the note may stand alone."""

    visit_id: VisitId
    became: Became | None
    note: str = ""


class ChangeVisitor(Command, frozen=True, tag="ChangeVisitor"):
    """What is on record of a visitor, put right between meetings, and the outcome of this visit.

    With `seen`, only where that is what still is on record.
    """

    visit_id: VisitId
    sheet: VisitorSheet
    seen: VisitorSheet | None = None


class AddMember(Command, frozen=True, tag="AddMember"):
    """Enter a member. A former member, or a visitor on record, stays the same person.

    `who` it is of those on record, where that was chosen; a `namesake` is somebody else of that name, and
    otherwise the name says who it is. A member entered with a seat has it already, as when a chapter is set
    up: no joining fee is charged.
    """

    sheet: MemberSheet
    who: PersonId | None = None
    namesake: bool = False


class ChangeMember(Command, frozen=True, tag="ChangeMember"):
    """Change what a member's sheet says; the others at the table move up where a seat was taken.

    Applicants and those who wait are taken in by `Induct`, which charges the joining fee, and not here. With
    `seen`, only where the sheet on record still is that one.
    """

    membership_id: MembershipId
    sheet: MemberSheet
    seen: MemberSheet | None = None


class StopLetters(Command, frozen=True, tag="StopLetters"):
    """Somebody wants no letters any more, as a member or a visitor."""

    person_id: PersonId


class EndMembership(Command, frozen=True, tag="EndMembership"):
    """The member has left the chapter, today or on a day before; everything they did stays.

    `dues` is the share that is asked of dues that were not charged to them; None: as the rules have it.
    """

    membership_id: MembershipId
    on: date | None = None
    dues: Share | None = None


class ComeBack(Command, frozen=True, tag="ComeBack"):
    """Somebody who left is back: the same person, a new membership, or a place on the waiting list."""

    membership_id: MembershipId


class GiveOffice(Command, frozen=True, tag="GiveOffice"):
    """A member has an office; or a term of theirs is put right, of the office that it `corrects`.

    `others` says what becomes of who holds the office already, `own` of the other offices of this member:
    without it the command is refused where there are some.
    """

    membership_id: MembershipId
    sheet: TermSheet
    others: OtherTerms | None = None
    own: OtherTerms | None = None
    corrects: str = ""


class EndOffice(Command, frozen=True, tag="EndOffice"):
    """A member holds an office no longer; its last day is today, or one before."""

    membership_id: MembershipId
    office: str
    on: date | None = None


class Apply(Command, frozen=True, tag="Apply"):
    """Somebody applies; where the seat is taken they wait for it from the day they applied.

    `who` and `namesake` are those of a new member.
    """

    sheet: ApplicationSheet
    who: PersonId | None = None
    namesake: bool = False


class ChangeApplication(Command, frozen=True, tag="ChangeApplication"):
    """Correct an application. For another profession they are where an application would put them."""

    membership_id: MembershipId
    sheet: ApplicationSheet


class EndApplication(Command, frozen=True, tag="EndApplication"):
    """The application is withdrawn; it and the votes stay on record."""

    membership_id: MembershipId
    note: str = ""


class VoteOn(Command, frozen=True, tag="Vote"):
    """A vote on an applicant. Refused, the application ends; of several votes the last one counts."""

    membership_id: MembershipId
    sheet: VoteSheet


class OfferSeat(Command, frozen=True, tag="OfferSeat"):
    """Offer a seat that is open to somebody who waits for it: they are an applicant again."""

    membership_id: MembershipId


class Induct(Command, frozen=True, tag="Induct"):
    """Take an applicant in, into a seat that nobody holds. The joining fee is charged in the same act."""

    membership_id: MembershipId
    joined_on: date | None = None
    seat: int | None = None


class TakeLeave(Command, frozen=True, tag="TakeLeave"):
    """A leave that has begun, that is ahead, or that is over already."""

    membership_id: MembershipId
    sheet: LeaveSheet


class ChangeLeave(Command, frozen=True, tag="ChangeLeave"):
    """Put other days or another reason on a leave."""

    leave_id: LeaveId
    sheet: LeaveSheet


class WithdrawLeave(Command, frozen=True, tag="WithdrawLeave"):
    """Withdraw a leave as if it had never been announced."""

    leave_id: LeaveId


class BackFromLeave(Command, frozen=True, tag="BackFromLeave"):
    """The member is back today."""

    membership_id: MembershipId


class BeginLeaves(Command, frozen=True, tag="LeaveBegan"):
    """Members whose announced leave has begun are on leave. That they are back is theirs to say."""

    is_undoable = False


class MergePeople(Command, frozen=True, tag="MergePeople"):
    """Everything of `other_id` is of `into_id`, whose name stays."""

    other_id: PersonId
    into_id: PersonId


class AddProfession(Command, frozen=True, tag="AddProfession"):
    """A seat that nobody holds yet."""

    sheet: ProfessionSheet


class ChangeProfession(Command, frozen=True, tag="ChangeProfession"):
    """Another name, family or sphere, for everybody in the profession."""

    profession_id: ProfessionId
    sheet: ProfessionSheet


class RemoveProfession(Command, frozen=True, tag="RemoveProfession"):
    """Take away a profession that nobody ever had."""

    profession_id: ProfessionId


class MergeProfessions(Command, frozen=True, tag="MergeProfessions"):
    """Make two spellings of one profession one: `into_id` stays."""

    profession_id: ProfessionId
    into_id: ProfessionId


class ImportedSheet(Struct, frozen=True):
    """A sheet as a file wants it. `seen` is what the file was compared with: the membership's own sheet.

    Both it and `membership_id` are None for somebody new.
    """

    sheet: MemberSheet
    membership_id: MembershipId | None = None
    seen: MemberSheet | None = None


class ImportRoster(Command, frozen=True, tag="ImportRoster"):
    """Take in what a roster file changes, whole or not at all. `headline` says in words what it comes to.

    `dues` is the share that is asked of those who leave by it of what was not charged to them.
    """

    sheets: tuple[ImportedSheet, ...]
    headline: str
    dues: Share | None = None


class MemberFigures(Struct, frozen=True):
    """What an earlier program counted for a member."""

    member_id: PersonId
    figures: Figures


class RecordOpenings(Command, frozen=True, tag="RecordOpenings"):
    """Put on record what an earlier program counted over a period, both days in it.

    Once for each member and period: figures of this very period are put right. `source` says what they
    come from.
    """

    since: date
    until: date
    members: tuple[MemberFigures, ...]
    source: str = ""


class WithdrawOpenings(Command, frozen=True, tag="WithdrawOpenings"):
    """Take back the figures of a period, of all members."""

    since: date
    until: date


class ImportedVisit(Struct, frozen=True, kw_only=True):
    """A visit as a file has it. `on` None: somebody is expected, and on record by name until they come."""

    name: str
    on: date | None = None
    profession: str = ""
    company: str = ""
    contact: Contact = Contact()
    host_id: PersonId | None = None
    became: Became | None = None
    note: str = ""


class ImportVisits(Command, frozen=True, tag="ImportVisits"):
    """Take in visits of days that are past. `headline` says in words what they come to.

    Each is of the meeting of its day; where the chapter had no program yet, of one that has visits alone.
    """

    visits: tuple[ImportedVisit, ...]
    headline: str
