"""The kinds of entries of tonight's record, each registered here and nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.ids import AnnouncementId, LeadId, PersonId
from leadsroom.domain.leads.closed_business import ClosedBusiness, Testimonial
from leadsroom.domain.leads.lead import EarlierLead, Lead, LeadOutcome, LeadUpdate, passed_outside_in_words
from leadsroom.domain.leads.slip_check import SlipCheck
from leadsroom.domain.meeting.record_kind import EntryText, RecordKind, RecordLine, Telling
from leadsroom.domain.meeting.snapshot import Snapshot, Turn
from leadsroom.domain.people.attendance import Attendee, Visit
from leadsroom.domain.people.professions import HeldSeat
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.visits import became_in_words, seat_of_profession, visit_in_words
from leadsroom.domain.text.money import Money, show_money, total
from leadsroom.domain.text.wording import short_date, speaks_for

# Leads and their outcomes


def _lead_line(snapshot: Snapshot, lead: Lead) -> RecordLine:
    slip = lead.slip
    about = slip.prospect or slip.company or "somebody"
    judged = _judged(lead, snapshot.chapter) if lead.counts else same_as(snapshot, lead)
    facts = [about, slip.need, judged, "own household" if slip.inside else ""]
    return RecordLine(
        lead.passed_at,
        "lead",
        lead.id,
        _called(lead),
        f"{_from_whom(snapshot, lead)} → {snapshot.name(lead.receiver_id)}",
        " · ".join(fact for fact in facts if fact),
        wanting=not lead.qualified and lead.counts,
    )


def _from_whom(snapshot: Snapshot, lead: Lead) -> str:
    giver = snapshot.name(lead.giver_id)
    return giver if lead.spoken_by_id is None else speaks_for(snapshot.name(lead.spoken_by_id), giver)


def _called(lead: Lead) -> str:
    if not lead.counts:
        return "Second slip"
    return "Lead" if lead.qualified else "Raw lead"


def same_as(snapshot: Snapshot, lead: Lead) -> str:
    """`same as Ann Chu's`: whose slip it is that counts, as far as this meeting knows."""
    givers = {other.id: other.giver_id for other in snapshot.earlier_leads}
    givers |= {other.id: other.giver_id for other in snapshot.leads}
    giver_id = givers.get(lead.same_as_id) if lead.same_as_id is not None else None
    giver = snapshot.people.get(giver_id) if giver_id is not None else None
    return f"same as {giver.name}'s" if giver is not None else "same as an earlier one"


def _judged(lead: Lead, chapter: Chapter) -> str:
    """Why it is a lead or a raw one, and since when if it was raw first."""
    since = lead.lead_since
    if since is None:
        return lead.verdict.removeprefix("raw: ")
    if lead.completed_later:
        same_day = chapter.today(since) == chapter.today(lead.passed_at)
        return f"lead since {clock_time(since, chapter) if same_day else short_date(chapter.today(since))}"
    return "expecting the call" if lead.slip.expecting_call else ""


LEAD = RecordKind(
    table="lead",
    words=("Lead", "Raw lead", "Second slip"),
    entries=lambda seen: seen.leads,
    named=lambda lead: (lead.giver_id, lead.receiver_id, lead.spoken_by_id),
    line=_lead_line,
    withdrawn="a lead",
    counts_as=lambda lead: "" if not lead.counts else "qualified" if lead.qualified else "raw",
)


def _outcome_line(snapshot: Snapshot, update: LeadUpdate) -> RecordLine:
    who = snapshot.name(update.receiver_id) if update.receiver_id is not None else ""
    giver = f", from {snapshot.name(update.giver_id)}" if update.giver_id is not None else ""
    detail = f"{outcome_in_words(update)} · {update.about or 'a lead'}{giver}"
    return RecordLine(update.at, "lead_update", update.id, "Outcome", who, detail)


def outcome_in_words(update: LeadUpdate) -> str:
    """`contacted, thanks`, `bad lead: wrong number`."""
    outcome = f"{update.outcome.words}: {update.note}" if update.note else update.outcome.words
    thanks = "thanks" if update.thanked and update.outcome is not LeadOutcome.THANKS else ""
    return ", ".join(filter(None, (outcome, passed_outside_in_words(update.passed_outside), thanks)))


OUTCOME = RecordKind(
    table="lead_update",
    words=("Outcome",),
    entries=lambda seen: seen.updates,
    named=lambda update: (update.giver_id, update.receiver_id),
    line=_outcome_line,
    withdrawn="an outcome of a lead",
    counts_as=lambda _: "outcomes",
)


def _business_line(snapshot: Snapshot, business: ClosedBusiness) -> RecordLine:
    who = f"{snapshot.name(business.reported_by_id)} thanks {snapshot.name(business.credited_to_id)}"
    money = show_money(business.amount, snapshot.chapter.country) if business.amount.minor else ""
    detail = " · ".join(part for part in (money, business.about, business.note) if part)
    label = "Closed" if money else "Thanks"
    return RecordLine(business.at, "closed_business", business.id, label, who, detail)


BUSINESS = RecordKind(
    table="closed_business",
    words=("Closed", "Thanks"),
    entries=lambda seen: seen.business,
    named=lambda business: (business.reported_by_id, business.credited_to_id),
    line=_business_line,
    withdrawn="closed business",
    counts_as=lambda _: "",  # its dollars are added up instead
)


def _testimonial_line(snapshot: Snapshot, testimonial: Testimonial) -> RecordLine:
    who = f"{snapshot.name(testimonial.by_id)} about {snapshot.name(testimonial.about_id)}"
    return RecordLine(testimonial.at, "testimonial", testimonial.id, "Testimonial", who, testimonial.words)


def _tell_testimonial(
    snapshot: Snapshot, abouts: Mapping[LeadId, str], testimonial: Testimonial
) -> EntryText:
    by, about = snapshot.name(testimonial.by_id), snapshot.name(testimonial.about_id)
    lead = abouts.get(testimonial.lead_id, "") if testimonial.lead_id is not None else ""
    for_a_lead = "for the lead" if lead else "for a lead"
    return EntryText(
        names=(by, about),
        relation="about",
        words=testimonial.words,
        beside=for_a_lead if testimonial.lead_id is not None else "",
        about=lead,
        corrected_at=testimonial.corrected_at,
        as_json={
            "by": by,
            "about": about,
            "text": testimonial.words,
            "lead": testimonial.lead_id,
            "at": testimonial.at,
            "corrected_at": testimonial.corrected_at,
        },
    )


TESTIMONIAL = RecordKind(
    table="testimonial",
    words=("Testimonial",),
    entries=lambda seen: seen.testimonials,
    named=lambda testimonial: (testimonial.by_id, testimonial.about_id),
    line=_testimonial_line,
    withdrawn="a testimonial",
    counts_as=lambda _: "testimonials",
    record=Testimonial,
    telling=Telling("Testimonials", "testimonials", _tell_testimonial, nothing="None."),
)

# What is announced to the whole chapter


class Announcement(Struct, frozen=True):
    """Something that everybody is to know, and who announced it."""

    id: AnnouncementId
    by_id: PersonId
    words: str
    at: datetime
    corrected_at: datetime | None = None


def _announcement_line(snapshot: Snapshot, announcement: Announcement) -> RecordLine:
    by, words = snapshot.name(announcement.by_id), announcement.words
    return RecordLine(announcement.at, "announcement", announcement.id, "Announcement", by, words)


def _tell_announcement(
    snapshot: Snapshot, _abouts: Mapping[LeadId, str], announcement: Announcement
) -> EntryText:
    by, words = snapshot.name(announcement.by_id), announcement.words
    return EntryText(
        names=(by,),
        words=words,
        corrected_at=announcement.corrected_at,
        as_json={
            "by": by,
            "text": words,
            "at": announcement.at,
            "corrected_at": announcement.corrected_at,
        },
    )


ANNOUNCEMENT = RecordKind(
    table="announcement",
    words=("Announcement",),
    entries=lambda seen: seen.entries.get("announcement", ()),
    named=lambda announcement: (announcement.by_id,),
    line=_announcement_line,
    withdrawn="an announcement",
    counts_as=lambda _: "",
    record=Announcement,
    telling=Telling("Announcements", "announcements", _tell_announcement),
)

# What receivers say of slips of two weeks ago


def _check_line(snapshot: Snapshot, check: SlipCheck) -> RecordLine:
    lead = lead_checked(snapshot, check)
    who = snapshot.name(lead.receiver_id) if lead is not None else ""
    about = f"{lead.about}, from {lead.giver}" if lead is not None else "a slip"
    detail = f"{check.in_words} · {about}"
    return RecordLine(check.at, "slip_check", check.id, "Slip checked", who, detail)


def lead_checked(snapshot: Snapshot, check: SlipCheck) -> EarlierLead | None:
    """The lead that a check is about, as far as this meeting shows it."""
    every = (*snapshot.to_check, *snapshot.earlier_leads)
    return next((lead for lead in every if lead.id == check.lead_id), None)


def _tell_check(snapshot: Snapshot, _abouts: Mapping[LeadId, str], check: SlipCheck) -> EntryText:
    lead = lead_checked(snapshot, check)
    receiver = snapshot.name(lead.receiver_id) if lead is not None else "a receiver"
    return EntryText(
        names=(receiver,),
        words=check.in_words,
        beside="of the lead" if lead is not None else "",
        about=f"{lead.about}, from {lead.giver}" if lead is not None else "",
        corrected_at=check.corrected_at,
        as_json={
            "receiver": receiver,
            "lead": check.lead_id,
            "called": check.called,
            "expecting": check.expecting,
            "real": check.is_real,
            "at": check.at,
            "corrected_at": check.corrected_at,
        },
    )


CHECK = RecordKind(
    table="slip_check",
    words=("Slip checked",),
    entries=lambda seen: seen.entries.get("slip_check", ()),
    named=lambda check: (),
    line=_check_line,
    withdrawn="a check of a slip",
    counts_as=lambda _: "",
    record=SlipCheck,
    telling=Telling("Slips checked", "slip_checks", _tell_check),
)

# Who is there beside the members, and what speakers ask for


def _substitute_line(snapshot: Snapshot, attendee: Attendee) -> RecordLine:
    assert attendee.substitute_id is not None
    facts = [snapshot.people[attendee.substitute_id].profession, "announced" * attendee.is_announced]
    at = attendee.arrived_at or snapshot.meeting.starts_at
    who, detail = snapshot.seat_name(attendee.member_id), " · ".join(fact for fact in facts if fact)
    return RecordLine(at, "attendance", attendee.id, "Substitute", who, detail)


SUBSTITUTE = RecordKind(
    table="attendance",
    words=("Substitute",),
    entries=lambda seen: (place for place in seen.attendees if place.substitute_id is not None),
    named=lambda place: (place.member_id, place.substitute_id),
    line=_substitute_line,
    withdrawn="a substitute",
    counts_as=lambda _: "substitutes",
)


VISITING_MEMBER = "Visiting"


def _visitor_line(snapshot: Snapshot, visit: Visit) -> RecordLine:
    visitor = snapshot.people[visit.person_id]
    host = f"invited by {snapshot.name(visit.host_id)}" if visit.host_id else ""
    if visit.of_member_elsewhere:
        detail = " · ".join(fact for fact in (visitor.profession, host, became_in_words(visit)) if fact)
        return RecordLine(visit.at, "visit", visit.id, VISITING_MEMBER, visitor.name, detail)
    seat = seat_of_visitor(snapshot, visitor)
    facts = [
        *(f"{visitor.profession}, seat {seat}" if seat else visitor.profession, host, visit_in_words(visit)),
        *("silent" * visit.silent, became_in_words(visit)),
    ]
    detail = " · ".join(fact for fact in facts if fact)
    return RecordLine(visit.at, "visit", visit.id, "Visitor", visitor.name, detail)


def seat_of_visitor(snapshot: Snapshot, visitor: Person) -> str:
    """`taken by Ann Chu`: whose seat at this table a visitor would take, or is close to; empty for none."""
    seat = seat_of_profession(visitor.profession, _seats_at(snapshot))
    return seat.in_words if seat is not None else ""


def _seats_at(snapshot: Snapshot) -> Iterator[HeldSeat]:
    """The seats of those who belong to this table; who is on leave has none there."""
    for place in snapshot.attendees:
        member = snapshot.people[place.member_id]
        yield HeldSeat(member.profession, holder=member.name)


VISITOR = RecordKind(
    table="visit",
    words=("Visitor", VISITING_MEMBER),
    entries=lambda seen: seen.visits,
    named=lambda visit: (visit.person_id, visit.host_id),
    line=_visitor_line,
    withdrawn="a visitor",
    counts_as=lambda visit: "visiting members" if visit.of_member_elsewhere else "visitors",
)


def _asks(snapshot: Snapshot) -> Iterator[Turn]:
    return (turn for turn in snapshot.turns if turn.looking_for and turn.asked_at is not None)


def _ask_line(snapshot: Snapshot, turn: Turn) -> RecordLine:
    assert turn.asked_at is not None
    who = snapshot.name(turn.speaker_id)
    return RecordLine(turn.asked_at, "turn", turn.id, "Looking for", who, turn.looking_for)


ASK = RecordKind(
    table="turn",
    words=("Looking for",),
    entries=_asks,
    named=lambda turn: (turn.member_id, turn.speaker_id),
    line=_ask_line,
    withdrawn="an ask",
    counts_as=lambda _: "",
)

# In the order in which entries of one moment stand.
KINDS = (LEAD, OUTCOME, BUSINESS, TESTIMONIAL, ANNOUNCEMENT, CHECK, SUBSTITUTE, VISITOR, ASK)


class SimpleKind(Struct, frozen=True):
    """A simple kind, as the store sees it: its table, and the record that a row of it is."""

    table: str
    record: type[Struct]


SIMPLE = tuple(SimpleKind(kind.table, kind.record) for kind in KINDS if kind.record is not None)


def record_lines(snapshot: Snapshot) -> tuple[RecordLine, ...]:
    """Every entry of the meeting, newest first."""
    lines = [kind.line(snapshot, entry) for kind in KINDS for entry in kind.entries(snapshot)]
    return tuple(sorted(lines, key=lambda line: (line.at, line.row_id), reverse=True))


class Tally(Struct, frozen=True):
    """The counts of a meeting so far; `closed` as `money.total` has it, `own` what of it givers bought
    themselves, `visiting` the members of other chapters who are here.
    """

    qualified: int
    raw: int
    closed: Money
    testimonials: int
    substitutes: int
    visitors: int
    visiting: int
    outcomes: int
    own: Money

    @property
    def leads(self) -> int:
        """Leads of both sorts."""
        return self.qualified + self.raw


def tally(snapshot: Snapshot) -> Tally:
    """The entries so far, counted."""
    counts = Counter(kind.counts_as(entry) for kind in KINDS for entry in kind.entries(snapshot))
    closed = total((report.amount for report in snapshot.business), snapshot.chapter.currency)
    own = (r.amount for r in snapshot.business if r.is_own and r.amount.currency == closed.currency)
    return Tally(
        qualified=counts["qualified"],
        raw=counts["raw"],
        closed=closed,
        testimonials=counts["testimonials"],
        substitutes=counts["substitutes"],
        visitors=counts["visitors"],
        visiting=counts["visiting members"],
        outcomes=counts["outcomes"],
        own=total(own, closed.currency),
    )
