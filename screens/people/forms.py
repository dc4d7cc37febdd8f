"""A member's or an applicant's sheet, the vote on an applicant, a leave, and what the chapter decided."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import TypeVar

from textual.content import Content

from leadsroom.acts.people import commands as c
from leadsroom.acts.people.commands import ApplicationSheet, LeaveSheet, MemberSheet, VoteSheet
from leadsroom.acts.people.member_sheet import is_current, sheet_of
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.attendance import Away
from leadsroom.domain.people.decisions import DecisionKind, Verdict, Vote, need_who, vote_in_words
from leadsroom.domain.people.membership import Leave, beyond_bounds
from leadsroom.domain.people.offices import holders
from leadsroom.domain.people.roster import Member, MembershipStatus, Person
from leadsroom.domain.rules.chapter_rules import MultiLevel
from leadsroom.domain.rules.rule_words import multi_level_remark
from leadsroom.domain.text.phone import Phone, shown_phone
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_day import read_day_ahead, read_day_back
from leadsroom.errors import Refused
from leadsroom.exchange.roster.cells import offices_cell, offices_in
from leadsroom.exchange.roster.dates import date_habit, read_date
from leadsroom.exchange.roster.lines import UnreadableCell
from leadsroom.views.people import Roster, people
from screens.kit.form.choice import ChoiceField, YesNoField
from screens.kit.form.field import Field, Misfilled, PhoneField, ReadField, TextField
from screens.kit.form.form import Form, Question, Remark
from screens.kit.form.names import NameField, profession_of
from screens.kit.form.people import PersonField
from screens.kit.form.read_fields import DayField, EmailField, NumberField
from screens.kit.styled import short
from screens.people.seat_field import SeatField

R = TypeVar("R")

SPHERE = "allied professions, e.g. Health or Home"
_OFFICES = "in the chapter, e.g. President; Treasurer"
_WHO = "e.g. the committee"
_BLANK = MemberSheet(name="", profession="")
_BLANK_APPLICATION = ApplicationSheet(name="", profession="")
_LETTERS = "may we write to them? blank: yes"
_SELLS = "sells by multi-level marketing?"
_DAYS_OF_LEAVE = "e.g. today, fri, 1 Dec"


def _phone_field(typed: str, country: str) -> PhoneField:
    return PhoneField("phone", "Phone", lambda: country, Phone(None, typed))


class _SheetForm(Form[R]):
    """The sheet of somebody new, who may be on record already: a visitor, a substitute, a former member."""

    name: NameField
    profession: TextField
    same_as: SeatField
    company: TextField
    phone: PhoneField
    email: EmailField
    multi_level: YesNoField
    _roster: Roster

    def question(self) -> Question | None:
        """Who is on record; a sheet on record is of whom it is of."""
        return None if self.corrects else Question(people)

    def learn(self, _question: Question, found: Sequence[Person]) -> None:
        current = {member.person.id for member in self._roster.members if is_current(member)}
        self.name.expect(person for person in found if person.id not in current)

    def follow(self) -> None:
        """Whether the chapter has the profession by another name; multi-level marketing where it is ruled."""
        self.same_as.follow(self.profession.text)
        is_ruled = self._roster.chapter.rules.multi_level is not MultiLevel.ANY
        self.multi_level.is_away = not (is_ruled or self.multi_level.value)

    @property
    def by_rules(self) -> Remark | None:
        """What the rules say of a seller of multi-level marketing, who is just being marked as one."""
        words = multi_level_remark(self._roster.chapter.rules.multi_level) if self.multi_level.value else ""
        return Remark(Content.styled(words, "$text-warning"), self.multi_level) if words else None

    def finish(self, field: Field) -> str:
        refused = super().finish(field)
        if field is self.name and not self.corrects:
            country = self._roster.chapter.country
            self.name.fill_in(
                (self.profession, profession_of),
                (self.company, lambda person: person.company),
                (self.phone, lambda person: shown_phone(person, country)),
                (self.email, lambda person: person.email),
            )
        return refused

    @property
    def who(self) -> PersonId | None:
        """Who was chosen of those on record."""
        return self.name.one.id if self.name.one is not None else None

    @property
    def is_namesake(self) -> bool:
        """Whether it is another person than the one of this name on record."""
        return self.name.one is None and self.name.of_same_name is not None


# Members


class MemberForm(_SheetForm["c.AddMember | c.ChangeMember"]):
    """A new member, or the sheet of one. That a profession is taken is said as soon as it is typed."""

    def __init__(self, roster: Roster, member: Member | None = None) -> None:
        country, today = roster.chapter.country, roster.today
        sheet = sheet_of(member, country) if member else _BLANK
        self._roster, self._member, self._seen = roster, member, sheet
        self.name = NameField("name", "Name", sheet.name, placeholder="", may_share=True)
        self.profession = TextField("profession", "Profession", sheet.profession)
        self.same_as = SeatField(roster, sheet.profession)
        self.company = TextField("company", "Company", sheet.company)
        self.phone = _phone_field(sheet.phone_typed, country)
        self.email = EmailField("email", "Email", sheet.email)
        self.joined = DayField(
            "joined",
            "Joined",
            sheet.joined_on,
            today,
            read_joined,
            country=country,
            hint=f"e.g. {today.day} {today:%b}",
        )
        self.sphere = TextField("sphere", "Sphere", sheet.sphere, placeholder=SPHERE)
        self.offices = TextField("offices", "Offices", offices_cell(sheet.offices), placeholder=_OFFICES)
        self.seat = NumberField(
            "seat",
            "Seat",
            sheet.seat,
            wrong="“{}” is not a seat. Type a number, or leave it blank for the next one that is free.",
            hint="blank: the next free one",
        )
        self.status = ChoiceField("status", "Status", _statuses(sheet.status), sheet.status)
        self.note = TextField("note", "Note", sheet.note)
        self.gets_letters = YesNoField("letters", "Letters", _LETTERS, sheet.letters)
        self.multi_level = YesNoField("multi_level", "Multi-level", _SELLS, sheet.multi_level)
        super().__init__(
            f"Edit {short(member.person.name)}" if member else "New member",
            (
                *(self.name, self.profession, self.same_as, self.company, self.phone, self.email),
                *(self.joined, self.sphere, self.offices, self.seat, self.status, self.note),
                *(self.gets_letters, self.multi_level),
            ),
            draft_name=f"member {member.id}" if member else "new member",
            corrects=member is not None,
        )

    def remark(self, here: Field) -> Remark:
        """Who would be taken for the name; somebody else who holds the seat that the status would hold."""
        if here is self.name and self.name.or_else.plain:
            return Remark(self.name.or_else, self.name)
        if here is self.multi_level and self.by_rules is not None:
            return self.by_rules
        if here is self.offices and (held := self._held_by_others()):
            return Remark(Content.styled(held, "$text-warning"), self.offices)
        holder = self._roster.holder_called(self.same_as.meant(self.profession.text))
        if holder is None or not self.status.chosen.holds_seat or self._is_own(holder):
            return Remark()
        taken = (
            f"{short(holder.person.name)} holds this seat. Type another profession, or choose waiting below."
        )
        return Remark(Content.styled(taken, "$text-warning"), self.profession)

    def _held_by_others(self) -> str:
        """Who holds an office that is typed, and of which there is one holder."""
        rules, own = self._roster.chapter.rules.offices, self._member.id if self._member else None
        typed = (name for name in offices_in(self.offices.text, is_ours=True) if not rules.is_shared(name))
        others = [
            f"{short(each.member.person.name)} is {each.term.name}"
            for name in typed
            for each in holders(self._roster.members, name)
            if each.member.id != own
        ]
        return f"{'; '.join(others)}. o on the roster hands an office over." if others else ""

    def _is_own(self, holder: Member) -> bool:
        return self._member is not None and holder.id == self._member.id

    def build(self) -> c.AddMember | c.ChangeMember:
        sheet = MemberSheet(
            name=self.name.final,
            profession=self.same_as.final(self.profession.text),
            company=self.company.text,
            phone_typed=self.phone.text,
            email=self.email.value,
            joined_on=self.joined.value,
            sphere=self.sphere.text,
            offices=offices_in(self.offices.text, is_ours=True),
            seat=self.seat.value,
            status=self.status.chosen,
            note=self.note.text,
            multi_level=bool(self.multi_level.value),
            letters=self.gets_letters.value,
        )
        if self._member:
            return c.ChangeMember(self._member.id, sheet, self._seen)
        return c.AddMember(sheet, who=self.who, namesake=self.is_namesake)


def _statuses(now: MembershipStatus) -> Sequence[tuple[MembershipStatus, str]]:
    """Those that can be chosen. Who has left stays so; a membership is ended on the roster itself."""
    ended = MembershipStatus.ENDED
    chosen = [(status, status.value) for status in MembershipStatus if status is not ended]
    return [*chosen, (ended, "left")] if now is ended else chosen


def read_joined(typed: str, today: date, country: str) -> date:
    """The day somebody joined, as their country writes it, or as people say it of late. Raises Refused."""
    text = clean(typed)
    try:
        return read_date(text, date_habit((text,), country), today)
    except UnreadableCell as no:
        with suppress(Refused):
            return read_day_back(text, today, country)
        raise Refused(str(no).replace("leave the cell empty", "leave it empty")) from None


# Applicants


class ApplicationForm(_SheetForm["c.Apply | c.ChangeApplication"]):
    """Who applies, for which profession, invited by whom; which seats it overlaps shows while it is typed."""

    def __init__(self, roster: Roster, applicant: Member | None = None) -> None:
        sheet = _application_of(roster, applicant) if applicant else _BLANK_APPLICATION
        self._roster, self._applicant = roster, applicant
        sponsor = _sponsor_of(roster, sheet.sponsor_id)
        self.name = NameField("name", "Name", sheet.name, placeholder="", may_share=True)
        self.profession = TextField("profession", "Profession", sheet.profession)
        self.same_as = SeatField(roster, sheet.profession)
        self.company = TextField("company", "Company", sheet.company)
        self.phone = _phone_field(sheet.phone_typed, roster.chapter.country)
        self.email = EmailField("email", "Email", sheet.email)
        self.sponsor = PersonField("sponsor", "Invited by", _sponsors(roster, sponsor), sponsor)
        self.day = DayField(
            "day",
            "Applied",
            sheet.applied_on,
            roster.today,
            read_day_back,
            country=roster.chapter.country,
            text="today",
            hint="e.g. today, 4 Nov",
        )
        self.note = TextField("note", "Note", sheet.note)
        self.multi_level = YesNoField("multi_level", "Multi-level", _SELLS, sheet.multi_level)
        super().__init__(
            f"Edit {short(applicant.person.name)}" if applicant else "New applicant",
            (
                *(self.name, self.profession, self.same_as, self.company, self.phone, self.email),
                *(self.sponsor, self.day, self.note, self.multi_level),
            ),
            draft_name=f"applicant {applicant.id}" if applicant else "new applicant",
            corrects=applicant is not None,
        )

    def remark(self, here: Field) -> Remark:
        if here is self.name and self.name.or_else.plain:
            return Remark(self.name.or_else, self.name)
        if here is self.multi_level and self.by_rules is not None:
            return self.by_rules
        return Remark(Content(self._seat_in_words()), self.profession)

    def _seat_in_words(self) -> str:
        if self.same_as.is_open:
            return f"Perhaps the seat of {self.same_as.offered}. Say below whether it is."
        return self._roster.seat_in_words(self.same_as.meant(self.profession.text))

    def build(self) -> c.Apply | c.ChangeApplication:
        sponsor = self.sponsor.value
        sheet = ApplicationSheet(
            name=self.name.final,
            profession=self.same_as.final(self.profession.text),
            company=self.company.text,
            phone_typed=self.phone.text,
            email=self.email.value,
            sponsor_id=sponsor.id if sponsor else None,
            applied_on=self.day.value,
            note=self.note.text,
            multi_level=bool(self.multi_level.value),
        )
        if self._applicant:
            return c.ChangeApplication(self._applicant.id, sheet)
        return c.Apply(sheet, who=self.who, namesake=self.is_namesake)


def _application_of(roster: Roster, applicant: Member) -> ApplicationSheet:
    person, facts = applicant.person, roster.of(applicant)
    return ApplicationSheet(
        name=person.name,
        profession=applicant.profession,
        company=person.company,
        phone_typed=shown_phone(person, roster.chapter.country),
        email=person.email,
        sponsor_id=facts.sponsor_id,
        applied_on=facts.applied_on,
        note=facts.note,
        multi_level=person.multi_level,
    )


def _sponsors(roster: Roster, sponsor: Person | None) -> Sequence[Person]:
    """The members, and the one who invited them where that is none any more."""
    seated = [member.person for member in roster.members if member.status.holds_seat]
    return seated if sponsor is None or sponsor in seated else [*seated, sponsor]


def _sponsor_of(roster: Roster, sponsor_id: PersonId | None) -> Person | None:
    """Whoever invited them."""
    return next((member.person for member in roster.members if member.person.id == sponsor_id), None)


_DECISIONS: tuple[tuple[Verdict | None, str], ...] = (
    (None, "by the rule"),
    *((verdict, verdict.value) for verdict in Verdict),
)


class VoteForm(Form[c.VoteOn]):
    """For, against, and what the chapter made of it: what the rule says, unless it decided otherwise."""

    def __init__(self, roster: Roster, applicant: Member) -> None:
        self._rule, self._applicant = roster.chapter.rules.vote, applicant
        self._members = sum(member.status.holds_seat for member in roster.members)
        self.votes_for = NumberField("for", "For", hint="votes; blank for none")
        self.votes_against = NumberField("against", "Against")
        self.decision = ChoiceField("decision", "Decision", _DECISIONS)
        self.by = TextField("by", "Decided by", placeholder="e.g. the members")
        self.note = TextField("note", "Note")
        super().__init__(
            f"Vote on {short(applicant.person.name)}",
            (self.votes_for, self.votes_against, self.decision, self.by, self.note),
            about=applicant.profession,
            draft_name=f"vote {applicant.id}",
        )

    @property
    def _vote(self) -> Vote:
        return Vote(self.votes_for.value or 0, self.votes_against.value or 0)

    def remark(self, _here: Field) -> Remark:
        """What the rule makes of the figures."""
        try:
            words = vote_in_words(self._rule, self._vote, self._members)
        except Misfilled as no:
            return Remark(Content.styled(str(no), "$text-warning"), no.field)
        return Remark(Content.styled(words, "$text-accent"), self.votes_against)

    def build(self) -> c.VoteOn:
        vote = self._vote
        sheet = VoteSheet(
            votes_for=vote.votes_for,
            votes_against=vote.votes_against,
            decision=self.decision.chosen,
            decided_by=self.by.text,
            note=self.note.text,
        )
        return c.VoteOn(self._applicant.id, sheet)


# Leaves and decisions


class LeaveForm(Form["c.TakeLeave | c.ChangeLeave"]):
    """From when until when somebody is away, and why; what the rules say of it shows while it is typed."""

    def __init__(self, member: Member, roster: Roster, leave: Leave | None = None) -> None:
        self._member, self._roster, self._leave = member, roster, leave
        away = leave.away if leave else None
        self.since = self._day(
            "since", "From", away.since if away else None, text="today", hint=_DAYS_OF_LEAVE
        )
        self.until = self._day("until", "Until", away.until if away else None, hint="blank: not known yet")
        self.reason = TextField("reason", "Reason", leave.reason if leave else "")
        super().__init__(
            f"Leave of {short(member.person.name)}",
            (self.since, self.until, self.reason),
            about="correct it" if leave else "",
            draft_name=f"leave {leave.id} of {member.id}" if leave else f"leave of {member.id}",
            corrects=leave is not None,
        )

    def _day(self, name: str, label: str, day: date | None, *, text: str = "", hint: str) -> DayField:
        today, country = self._roster.today, self._roster.chapter.country
        return DayField(name, label, day, today, read_day_of_leave, country=country, text=text, hint=hint)

    def remark(self, _here: Field) -> Remark:
        """What is longer than the rules allow."""
        others = [each.away for each in self._roster.of(self._member).leaves if each != self._leave]
        try:
            away = Away(self.since.day, self.until.value)
        except Refused:
            return Remark()
        beyond = beyond_bounds(self._roster.chapter.rules.leaves, away, others, self._roster.today)
        return Remark(Content.styled(beyond, "$text-warning"), self.until)

    def build(self) -> c.TakeLeave | c.ChangeLeave:
        sheet = LeaveSheet(self.since.day, self.until.value, self.reason.text)
        return c.ChangeLeave(self._leave.id, sheet) if self._leave else c.TakeLeave(self._member.id, sheet)


def read_day_of_leave(typed: str, today: date, country: str = "") -> date:
    """A day of a leave: to come (`fri`, `1 dec`), or past (`yesterday`). Raises Refused."""
    try:
        return read_day_ahead(typed, today, country)
    except Refused as no:
        try:
            return read_day_back(typed, today, country)
        except Refused:
            raise no from None


DECISIONS = (DecisionKind.TRAINING, DecisionKind.WARNED, DecisionKind.SEAT_OPENED)


class DecisionForm(Form[c.Decide]):
    """What the chapter decided of a member, on which day, who said so, and why.

    Who decided must be said, but of a training.
    """

    def __init__(
        self,
        person: Person,
        kinds: Sequence[DecisionKind],
        on: date,
        today: date,
        country: str,
        *,
        excuses: str = "",
    ) -> None:
        """`excuses`: what there is to excuse, where that is all that can be decided."""
        self._person = person
        self.what = ChoiceField("what", "Decision", [(kind, kind.words) for kind in kinds])
        self.what.is_away = len(kinds) == 1
        self.day = DayField(
            "day", "Day", on, today, read_day_back, country=country, hint="e.g. yesterday, fri, 7 Oct"
        )
        self.by = ReadField("by", "Decided by", "", self._read_who, placeholder=_WHO)
        self.note = TextField("note", "Why")
        super().__init__(
            f"Excuse this {excuses}" if excuses else "Decision of the chapter",
            (self.what, self.day, self.by, self.note),
            about=short(person.name),
            first=self.by if excuses else self.what,
            draft_name=f"excuse {person.id} {on}" if excuses else f"decision {person.id}",
        )

    def _read_who(self, typed: str) -> str:
        return need_who(self.what.chosen, typed)

    def remark(self, here: Field) -> Remark:
        """What the choice means, while it is made."""
        if here is not self.what:
            return Remark()
        return Remark(Content.styled(self.what.chosen.meaning, "$quiet"), self.what)

    def build(self) -> c.Decide:
        return c.Decide(
            self._person.id,
            self.what.chosen,
            self.day.day,
            decided_by=self.by.value,
            note=clean(self.note.text),
        )
