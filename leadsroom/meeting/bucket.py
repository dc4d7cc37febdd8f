"""What is said at the table: leads, thanks and dollars, testimonials, asks; and taking an entry back."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.money import show_money
from leadsroom.domain.slip import LeadState, Slip
from leadsroom.domain.text import clean
from leadsroom.errors import Refused
from leadsroom.meeting import commands as c
from leadsroom.meeting.act import Act
from leadsroom.meeting.at_table import send_home
from leadsroom.meeting.rounds import leave_round
from leadsroom.store import tables as t
from leadsroom.store.read_meeting import amounts_reported


def _credited(act: Act, person_id: PersonId) -> tuple[PersonId, PersonId | None]:
    """(who gets the credit, the stand-in who spoke): what a stand-in gives is the member's."""
    for attendee in act.before.attendees:
        if attendee.substitute_id == person_id:
            return attendee.member_id, person_id
        if attendee.member_id == person_id:
            return person_id, attendee.substitute_id
    return person_id, None


def _kept(slip: Slip) -> Slip:
    """What will be kept of a slip; it is judged by that."""
    kept = replace(
        slip, prospect=clean(slip.prospect), phone_typed=clean(slip.phone_typed), need=clean(slip.need)
    )
    if kept.blank:
        raise Refused("The slip is empty. Say at least whom it is about, a number, or the need.")
    return kept


def pass_lead(act: Act, command: c.PassLead) -> str:
    """Take a slip as it is, complete or not, or correct one of tonight's."""
    giver_id, spoken_by_id = _credited(act, command.giver_id)
    receiver_id, _ = _credited(act, command.receiver_id)
    giver = act.need_person(giver_id, "giver")
    receiver = act.need_person(receiver_id, "receiver")
    if giver_id == receiver_id:
        raise Refused(f"{giver} cannot pass a lead to the same seat. Choose another receiver.")
    if act.before.attendee(receiver_id) is None:
        raise Refused(f"{receiver} holds no seat here. A lead goes to a member of this table.")
    slip = _kept(command.slip)
    if command.from_lead_id is not None:
        _need_lead(act, command.from_lead_id)
    columns = asdict(slip) | {
        "giver_id": giver_id,
        "receiver_id": receiver_id,
        "spoken_by_id": spoken_by_id,
        "from_lead_id": command.from_lead_id,
    }
    word = "Lead" if slip.qualified else "Raw lead"
    said = f"{giver} → {receiver}: {slip.prospect or slip.need or slip.phone_typed or slip.phone}"
    if command.corrects is not None:
        act.need_own(t.lead, command.corrects)
        act.unit.update(t.lead, command.corrects, **columns)
        return f"{word} corrected: {said}"
    act.unit.insert(
        t.lead,
        chapter_id=act.before.chapter.id,
        meeting_id=act.before.meeting.id,
        state=LeadState.OPEN.value,
        passed_at=act.now,
        **columns,
    )
    return f"{word} {said}"


def thank_for_business(act: Act, command: c.ThankForBusiness) -> str:
    """Note dollars closed, which close the lead they came from, or thanks without a figure, which do not."""
    reported_by, _ = _credited(act, command.reported_by_id)
    credited_to, _ = _credited(act, command.credited_to_id)
    by, to = act.need_person(reported_by, "member who thanks"), act.need_person(credited_to, "giver")
    if reported_by == credited_to:
        raise Refused(f"{by} cannot thank {by}. Choose who gave the lead.")
    if command.lead_id is not None:
        _need_lead_between(act, command.lead_id, credited_to, reported_by)
    columns = {
        "reported_by_id": reported_by,
        "credited_to_id": credited_to,
        "amount_minor": command.amount.minor,
        "currency": command.amount.currency,
        "lead_id": command.lead_id,
        "note": clean(command.note),
    }
    country = act.before.chapter.country
    figure = f"{show_money(command.amount, country)} closed" if command.amount.minor else "Thanks"
    said = f"{figure}, {by} thanks {to}"
    if command.corrects is not None:
        row = act.need_own(t.closed_business, command.corrects)
        act.unit.update(t.closed_business, command.corrects, **columns)
        _settle(act, row["lead_id"], command.lead_id)
        return f"Corrected: {said}"
    act.unit.insert(
        t.closed_business,
        chapter_id=act.before.chapter.id,
        meeting_id=act.before.meeting.id,
        at=act.now,
        **columns,
    )
    _settle(act, command.lead_id)
    return said


def _need_lead(act: Act, lead_id: LeadId) -> dict[str, Any]:
    row = act.unit.row(t.lead, lead_id)
    if row is None or row["chapter_id"] != act.before.chapter.id:
        raise Refused("That lead is not one of this chapter.")
    return row


def _need_lead_between(act: Act, lead_id: LeadId, giver_id: PersonId, receiver_id: PersonId) -> None:
    """A report is about a lead that its giver gave to whoever reports, and that stands."""
    row = _need_lead(act, lead_id)
    if (row["giver_id"], row["receiver_id"]) != (giver_id, receiver_id):
        giver, receiver = act.before.name(giver_id), act.before.name(receiver_id)
        raise Refused(f"That lead did not go from {giver} to {receiver}. Choose one that did, or none.")
    if row["withdrawn_at"]:
        raise Refused("That lead was withdrawn. Choose another, or none.")


def _settle(act: Act, *lead_ids: LeadId | None) -> None:
    """The state of leads as the reports on them say: dollars close one, thanks alone do not."""
    for lead_id in {lead_id for lead_id in lead_ids if lead_id is not None}:
        amounts = amounts_reported(act.unit.connection, lead_id)
        state = LeadState.CLOSED if any(amounts) else LeadState.THANKED if amounts else LeadState.OPEN
        act.unit.update(t.lead, lead_id, state=state.value)


def give_testimonial(act: Act, command: c.GiveTestimonial) -> str:
    """Note good words by one person about another."""
    by, about = act.need_person(command.by_id, "speaker"), act.need_person(command.about_id, "member praised")
    if command.by_id == command.about_id:
        raise Refused(f"A testimonial is about somebody else than {by}.")
    columns = {"by_id": command.by_id, "about_id": command.about_id, "words": clean(command.words)}
    if command.corrects is not None:
        act.need_own(t.testimonial, command.corrects)
        act.unit.update(t.testimonial, command.corrects, **columns)
        return f"Testimonial corrected: {by} about {about}"
    act.unit.insert(
        t.testimonial,
        chapter_id=act.before.chapter.id,
        meeting_id=act.before.meeting.id,
        at=act.now,
        **columns,
    )
    return f"Testimonial by {by} about {about}"


def keep_ask(act: Act, command: c.KeepAsk) -> str:
    """Keep what a speaker is looking for."""
    row = act.need_own(t.turn, command.turn_id)
    words = clean(command.looking_for)
    if words != row["looking_for"]:
        act.unit.update(t.turn, command.turn_id, looking_for=words, asked_at=act.now if words else None)
    name = act.before.name(row["speaker_id"])
    return f"{name} is looking for {words}" if words else f"{name}: ask taken back"


def withdraw(act: Act, command: c.Withdraw) -> str:
    """Take an entry back; the row stays, so that the trail does."""
    table = t.metadata.tables[command.what.value]
    row = act.need_own(table, command.row_id)
    if command.what is c.Withdrawable.ASK:
        act.unit.update(table, command.row_id, looking_for="", asked_at=None)
    elif command.what is c.Withdrawable.SUBSTITUTE:
        send_home(act, PersonId(row["member_id"]))
    else:
        act.unit.update(table, command.row_id, withdrawn_at=act.now)
        if command.what is c.Withdrawable.BUSINESS:
            _settle(act, row["lead_id"])
        if command.what is c.Withdrawable.VISIT:
            leave_round(act, PersonId(row["person_id"]))
    return f"Withdrew {_WORDS[command.what]}"


_WORDS = {
    c.Withdrawable.LEAD: "a lead",
    c.Withdrawable.BUSINESS: "a report of closed business",
    c.Withdrawable.TESTIMONIAL: "a testimonial",
    c.Withdrawable.VISIT: "a visitor",
    c.Withdrawable.SUBSTITUTE: "a stand-in",
    c.Withdrawable.ASK: "an ask",
}
