"""Slips as cards that a phone takes: vCard 3.0, which every phone reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.text.phone import Phone, extension_of
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import long_date
from leadsroom.exchange.slips.wording import HandedSlip, Handover, title, verdict, who_calls

if TYPE_CHECKING:
    from vobject.base import Component


def vcf_slips(handover: Handover) -> bytes:
    """One card for each slip, in UTF-8."""
    return "".join(_card(slip, handover) for slip in handover.slips).encode("utf-8")


def _card(slip: HandedSlip, handover: Handover) -> str:
    import vobject

    facts, card = slip.lead.slip, vobject.vCard()
    # A name is not taken apart: which of its words is the family's is not known.
    card.add("fn").value = _name(slip)
    card.add("n").value = vobject.vcard.Name(given=_name(slip))
    if facts.company:
        card.add("org").value = [clean(facts.company)]
    number = _number(facts, handover.chapter.country)
    if number:
        _add_phone(card, number)
    if facts.email:
        card.add("email").value = clean(facts.email)
    if facts.address:
        card.add("adr").value = vobject.vcard.Address(street=clean(facts.address))
    card.add("note").value = _note(slip, handover)
    text: str = card.serialize()
    return text


def _name(slip: HandedSlip) -> str:
    """The prospect; without a name the other facts of the slip, so that the card can be found."""
    facts = slip.lead.slip
    return clean(facts.prospect or facts.company) or f"{title(slip)} ({clean(facts.about)})"


def _number(facts: Slip, country: str) -> str:
    """In E.164, and an extension as ITU-T E.123 writes it, which phones take too; else as typed."""
    if not facts.phone:
        return clean(facts.phone_typed)
    extension = extension_of(Phone(facts.phone, facts.phone_typed), country)
    return f"{facts.phone} ext. {extension}" if extension else facts.phone


def _add_phone(card: Component, number: str) -> None:
    phone = card.add("tel")
    phone.value = number
    phone.type_param = "VOICE"


def _note(slip: HandedSlip, handover: Handover) -> str:
    facts, chapter = slip.lead.slip, handover.chapter
    lines = (
        f"Need: {facts.need}" if facts.need else "",
        f"Lead from {slip.giver}, {chapter.name}, {long_date(chapter.today(slip.lead.passed_at))}",
        who_calls(slip),
        verdict(slip, chapter),
        facts.note,
    )
    return "\n".join(clean(line) for line in lines if line)
