"""The kinds of entries of tonight's record, each registered here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.ids import AnnouncementId, LeadId, PersonId
from leadsroom.domain.leads.closed_business import ClosedBusiness, Testimonial
from leadsroom.domain.leads.lead import Lead, LeadOutcome, LeadUpdate
from leadsroom.domain.meeting.record_kind import EntryText, RecordKind, RecordLine, Telling
from leadsroom.domain.meeting.snapshot import Snapshot, Turn
from leadsroom.domain.people.attendance import Attendee, Visit
from leadsroom.domain.people.visits import became_in_words, visit_in_words
from leadsroom.domain.text.money import show_money
from leadsroom.domain.text.wording import short_date

# Leads, and what became of them


def _lead_line(snapshot: Snapshot, lead: Lead) -> RecordLine:
    slip = lead.slip
    about = slip.prospect or slip.company or "somebody"
    said = [about, slip.need, _judged(lead, snapshot.chapter), "own household" if slip.inside else ""]
    return RecordLine(
        lead.passed_at,
        "lead",
        lead.id,
        "Lead" if lead.qualified else "Raw lead",
        f"{snapshot.name(lead.giver_id)} → {snapshot.name(lead.receiver_id)}",
        " · ".join(part for part in said if part),
        wanting=not lead.qualified,
    )


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
    words=("Lead", "Raw lead"),
    entries=lambda seen: seen.leads,
    named=lambda lead: (lead.giver_id, lead.receiver_id, lead.spoken_by_id),
    line=_lead_line,
    withdrawn="a lead",
    counts_as=lambda lead: "qualified" if lead.qualified else "raw",
)


def _outcome_line(snapshot: Snapshot, update: LeadUpdate) -> RecordLine:
    who = snapshot.name(update.receiver_id) if update.receiver_id is not None else ""
    giver = f", from {snapshot.name(update.giver_id)}" if update.giver_id is not None else ""
    detail = f"{word_in_words(update)} · {update.about or 'a lead'}{giver}"
    return RecordLine(update.at, "lead_update", update.id, "Word", who, detail)


def word_in_words(update: LeadUpdate) -> str:
    """`contacted, thanks`, `bad lead: wrong number`."""
    word = "it is a lead" if update.word is LeadOutcome.IS_LEAD else update.word.value
    said = f"{word}: {update.note}" if update.note else word
    return f"{said}, thanks" if update.thanked and update.word is not LeadOutcome.THANKS else said


OUTCOME = RecordKind(
    table="lead_update",
    words=("Word",),
    entries=lambda seen: seen.updates,
    named=lambda update: (update.giver_id, update.receiver_id),
    line=_outcome_line,
    withdrawn="a word on a lead",
    counts_as=lambda _: "words",
)


def _business_line(snapshot: Snapshot, report: ClosedBusiness) -> RecordLine:
    who = f"{snapshot.name(report.reported_by_id)} thanks {snapshot.name(report.credited_to_id)}"
    money = show_money(report.amount, snapshot.chapter.country) if report.amount.minor else ""
    detail = " · ".join(part for part in (money, report.about, report.note) if part)
    return RecordLine(report.at, "closed_business", report.id, "Closed" if money else "Thanks", who, detail)


BUSINESS = RecordKind(
    table="closed_business",
    words=("Closed", "Thanks"),
    entries=lambda seen: seen.business,
    named=lambda report: (report.reported_by_id, report.credited_to_id),
    line=_business_line,
    withdrawn="a report of closed business",
    counts_as=lambda _: "",  # its dollars are added up instead
)


def _testimonial_line(snapshot: Snapshot, said: Testimonial) -> RecordLine:
    who = f"{snapshot.name(said.by_id)} about {snapshot.name(said.about_id)}"
    return RecordLine(said.at, "testimonial", said.id, "Testimonial", who, said.words)


def _tell_testimonial(snapshot: Snapshot, abouts: Mapping[LeadId, str], said: Testimonial) -> EntryText:
    by, about = snapshot.name(said.by_id), snapshot.name(said.about_id)
    lead = abouts.get(said.lead_id, "") if said.lead_id is not None else ""
    for_a_lead = "for the lead" if lead else "for a lead"
    return EntryText(
        names=(by, about),
        relation="about",
        words=said.words,
        beside=for_a_lead if said.lead_id is not None else "",
        about=lead,
        corrected_at=said.corrected_at,
        as_json={
            "by": by,
            "about": about,
            "text": said.words,
            "lead": said.lead_id,
            "at": said.at,
            "corrected_at": said.corrected_at,
        },
    )


TESTIMONIAL = RecordKind(
    table="testimonial",
    words=("Testimonial",),
    entries=lambda seen: seen.testimonials,
    named=lambda said: (said.by_id, said.about_id),
    line=_testimonial_line,
    withdrawn="a testimonial",
    counts_as=lambda _: "testimonials",
    record=Testimonial,
    telling=Telling("Testimonials", "testimonials", _tell_testimonial, nothing="None."),
)

# What is told to the whole group


class Announcement(Struct, frozen=True):
    """Something that everybody is to know, and who said it."""

    id: AnnouncementId
    by_id: PersonId
    words: str
    at: datetime
    corrected_at: datetime | None = None


def _announcement_line(snapshot: Snapshot, said: Announcement) -> RecordLine:
    return RecordLine(said.at, "announcement", said.id, "Announcement", snapshot.name(said.by_id), said.words)


def _tell_announcement(snapshot: Snapshot, _abouts: Mapping[LeadId, str], said: Announcement) -> EntryText:
    by = snapshot.name(said.by_id)
    return EntryText(
        names=(by,),
        words=said.words,
        corrected_at=said.corrected_at,
        as_json={"by": by, "text": said.words, "at": said.at, "corrected_at": said.corrected_at},
    )


ANNOUNCEMENT = RecordKind(
    table="announcement",
    words=("Announcement",),
    entries=lambda seen: seen.entries.get("announcement", ()),
    named=lambda said: (said.by_id,),
    line=_announcement_line,
    withdrawn="an announcement",
    counts_as=lambda _: "",
    record=Announcement,
    telling=Telling("Announcements", "announcements", _tell_announcement),
)

# Who is there beside the members, and what speakers ask for


def _substitute_line(snapshot: Snapshot, attendee: Attendee) -> RecordLine:
    assert attendee.substitute_id is not None
    said = [snapshot.people[attendee.substitute_id].trade, "told in advance" * attendee.told]
    at = attendee.arrived_at or snapshot.meeting.starts_at
    who, detail = snapshot.seat_name(attendee.member_id), " · ".join(part for part in said if part)
    return RecordLine(at, "attendance", attendee.id, "Substitute", who, detail)


SUBSTITUTE = RecordKind(
    table="attendance",
    words=("Substitute",),
    entries=lambda seen: (place for place in seen.attendees if place.substitute_id is not None),
    named=lambda place: (place.member_id, place.substitute_id),
    line=_substitute_line,
    withdrawn="a stand-in",
    counts_as=lambda _: "substitutes",
)


def _visitor_line(snapshot: Snapshot, visit: Visit) -> RecordLine:
    guest = snapshot.people[visit.person_id]
    host = f"guest of {snapshot.name(visit.host_id)}" if visit.host_id else ""
    said = [guest.trade, host, visit_in_words(visit), "silent" * visit.silent, became_in_words(visit)]
    detail = " · ".join(part for part in said if part)
    return RecordLine(visit.at, "visit", visit.id, "Visitor", guest.name, detail)


VISITOR = RecordKind(
    table="visit",
    words=("Visitor",),
    entries=lambda seen: seen.visits,
    named=lambda visit: (visit.person_id, visit.host_id),
    line=_visitor_line,
    withdrawn="a visitor",
    counts_as=lambda _: "visitors",
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
KINDS = (LEAD, OUTCOME, BUSINESS, TESTIMONIAL, ANNOUNCEMENT, SUBSTITUTE, VISITOR, ASK)


class SimpleKind(Struct, frozen=True):
    """A simple kind, as the store sees it: its table, and the record that a row of it is."""

    table: str
    record: type[Struct]


SIMPLE = tuple(SimpleKind(kind.table, kind.record) for kind in KINDS if kind.record is not None)
