"""Outcomes of leads, dollars and thanks, testimonials, one-to-ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from leadsroom.acts.act import Act, handles
from leadsroom.acts.leads import commands as c
from leadsroom.acts.leads.lead import need_current_lead, need_lead_between, settle_all
from leadsroom.domain.leads.lead import (
    LeadOutcome,
    LeadState,
    NewOutcome,
    merged_outcome,
    passed_outside_in_words,
    thanked_tonight,
)
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.leads import about_in


@handles(c.NoteOutcome)
def note_outcome(act: Act, command: c.NoteOutcome) -> str:
    """Note an outcome of a lead, which says from now on where it stands."""
    row = need_current_lead(act, command.lead_id)
    new_state = command.corrects is None and command.outcome.state is not None
    if row["state"] == LeadState.CLOSED and new_state:
        raise Refused("That lead has closed with dollars. Correct or withdraw the closed business instead.")
    if command.corrects is None:
        command = _as_of_tonight(act, row, command)
    note, outside = clean(command.note), clean(command.passed_outside)
    if command.outcome is LeadOutcome.NOTE and not (note or outside or command.follow_up_on):
        raise Refused("The note is empty. Type a note, or a follow-up date.")
    columns = {
        "lead_id": command.lead_id,
        "word": command.outcome.value,
        "note": note,
        "thanked": command.thanked or command.outcome is LeadOutcome.THANKS,
        "follow_up_on": command.follow_up_on,
        "passed_outside": outside,
    }
    sentence = _outcome_sentence(act, row, command)
    if command.corrects is None:
        act.enter(t.lead_update, columns)
        settle_all(act.unit, [command.lead_id])
        return sentence
    was = act.correct(t.lead_update, command.corrects, columns)
    settle_all(act.unit, [was["lead_id"], command.lead_id])
    return f"Corrected: {sentence}"


def _as_of_tonight(act: Act, row: Mapping[str, Any], command: c.NoteOutcome) -> c.NoteOutcome:
    """A new outcome beside those of the evening; between meetings each stands for itself. Raises Refused."""
    if command.outcome is LeadOutcome.IS_LEAD and row["lead_since"] is not None:
        raise Refused("It is a lead already. 7 is for a raw one.")
    if act.picture is None:
        return command
    tonight, reports = act.picture.updates, act.picture.business
    if command.outcome is LeadOutcome.THANKS and thanked_tonight(command.lead_id, tonight, reports):
        giver = act.need_person(row["giver_id"], "giver")
        raise Refused(f"{giver} has been thanked for it today already.")
    new = NewOutcome(
        command.lead_id,
        command.outcome,
        clean(command.note),
        command.thanked,
        command.follow_up_on,
        passed_outside=clean(command.passed_outside),
    )
    merged = merged_outcome(new, tonight, reports)
    return replace(
        command,
        note=merged.note,
        thanked=merged.thanked,
        follow_up_on=merged.follow_up_on,
        corrects=merged.replaces,
        passed_outside=merged.passed_outside,
    )


def _outcome_sentence(act: Act, row: dict[str, Any], command: c.NoteOutcome) -> str:
    receiver = act.need_person(row["receiver_id"], "receiver")
    giver = act.need_person(row["giver_id"], "giver")
    parts = [_WORDS[command.outcome].format(giver=giver)]
    parts += [f"thanks to {giver}"] if command.thanked and command.outcome is not LeadOutcome.THANKS else []
    parts += [clean(command.note), passed_outside_in_words(clean(command.passed_outside))]
    parts += [f"follow up on {short_date(command.follow_up_on)}"] if command.follow_up_on else []
    return f"{receiver}, {about_in(row)}: {' · '.join(filter(None, parts))}"


_WORDS = {outcome: outcome.words for outcome in LeadOutcome} | {
    LeadOutcome.THANKS: "thanks to {giver}",
    LeadOutcome.NO_FOLLOW_UP: "no follow-up any more",
}


@handles(c.ThankForBusiness)
def thank_for_business(act: Act, command: c.ThankForBusiness) -> str:
    """Note dollars closed, which close the lead they came from, or thanks without a figure, which do not."""
    reported_by, _ = act.credited(command.reported_by_id)
    credited_to, _ = act.credited(command.credited_to_id)
    by, to = act.need_person(reported_by, "member who thanks"), act.need_person(credited_to, "giver")
    if reported_by == credited_to:
        raise Refused(f"{by} cannot thank {by}. Choose who gave the lead.")
    if command.lead_id is not None:
        need_lead_between(act, command.lead_id, credited_to, reported_by)
    columns = {
        "reported_by_id": reported_by,
        "credited_to_id": credited_to,
        "amount_minor": command.amount.minor,
        "currency": command.amount.currency,
        "lead_id": command.lead_id,
        "note": clean(command.note),
    }
    money = show_money(command.amount, act.chapter.country)
    sentence = f"{f'{money} closed' if command.amount.minor else 'Thanks'}, {by} thanks {to}"
    if command.corrects is not None:
        row = act.correct(t.closed_business, command.corrects, columns)
        settle_all(act.unit, [row["lead_id"], command.lead_id])
        was = Money(row["amount_minor"], row["currency"])
        before = f" (it was {show_money(was, act.chapter.country)})" if was != command.amount else ""
        return f"Corrected: {sentence}{before}"
    act.enter(t.closed_business, columns)
    settle_all(act.unit, [command.lead_id])
    return sentence


@handles(c.GiveTestimonial)
def give_testimonial(act: Act, command: c.GiveTestimonial) -> str:
    """Note a testimonial by one person about another."""
    by, about = act.need_person(command.by_id, "speaker"), act.need_person(command.about_id, "member praised")
    if command.by_id == command.about_id:
        raise Refused(f"{by} cannot give {by} a testimonial. Choose who it is about.")
    if command.lead_id is not None:
        need_current_lead(act, command.lead_id)
    columns = {
        "by_id": command.by_id,
        "about_id": command.about_id,
        "words": clean(command.words),
        "lead_id": command.lead_id,
    }
    if command.corrects is not None:
        act.correct(t.testimonial, command.corrects, columns)
        return f"Testimonial corrected: {by} about {about}"
    act.enter(t.testimonial, columns)
    return f"Testimonial by {by} about {about}"


@handles(c.LogOneToOne)
def log_one_to_one(act: Act, command: c.LogOneToOne) -> str:
    """Note that two members have met outside the meeting."""
    first, second = act.need_person(command.first_id, "member"), act.need_person(command.second_id, "member")
    if command.first_id == command.second_id:
        raise Refused("A one-to-one is of two members. Choose another member.")
    today: date = act.chapter.today(act.now)
    if command.on > today:
        raise Refused(f"{short_date(command.on)} is still to come. A one-to-one is noted once it was held.")
    act.unit.insert(
        t.one_to_one,
        chapter_id=act.chapter.id,
        first_id=command.first_id,
        second_id=command.second_id,
        on_date=command.on,
        note=clean(command.note),
        at=act.now,
    )
    return f"One-to-one of {first} and {second} on {short_date(command.on)}"
