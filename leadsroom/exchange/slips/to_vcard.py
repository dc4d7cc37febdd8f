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

    said, card = slip.lead.slip, vobject.vCard()
    # A name is not taken apart: which of its words is the family's is not known.
    card.add("fn").value = _name(slip)
    card.add("n").value = vobject.vcard.Name(given=_name(slip))
    if said.company:
        card.add("org").value = [clean(said.company)]
    number = _number(said, handover.chapter.country)
    if number:
        _add_phone(card, number)
    if said.email:
        card.add("email").value = clean(said.email)
    if said.address:
        card.add("adr").value = vobject.vcard.Address(street=clean(said.address))
    card.add("note").value = _note(slip, handover)
    text: str = card.serialize()
    return text


def _name(slip: HandedSlip) -> str:
    """Whom it is about; without a name what the slip does say, so that the card can be found."""
    said = slip.lead.slip
    return clean(said.prospect or said.company) or f"{title(slip)} ({clean(said.about)})"


def _number(said: Slip, country: str) -> str:
    """In E.164, and an extension as ITU-T E.123 writes it, which phones take too; else as typed."""
    if not said.phone:
        return clean(said.phone_typed)
    extension = extension_of(Phone(said.phone, said.phone_typed), country)
    return f"{said.phone} ext. {extension}" if extension else said.phone


def _add_phone(card: Component, number: str) -> None:
    phone = card.add("tel")
    phone.value = number
    phone.type_param = "VOICE"


def _note(slip: HandedSlip, handover: Handover) -> str:
    said, chapter = slip.lead.slip, handover.chapter
    lines = (
        f"Need: {said.need}" if said.need else "",
        f"Lead from {slip.giver}, {chapter.name}, {long_date(chapter.today(slip.lead.passed_at))}",
        who_calls(slip),
        verdict(slip, chapter),
        said.note,
    )
    return "\n".join(clean(line) for line in lines if line)
