"""Taking applicants in, into a seat that is open; and the order of the waiting list."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.applications import candidate
from leadsroom.acts.people.member_sheet import sheet_of
from leadsroom.acts.people.membership import checked, make_room, rewrite
from leadsroom.acts.people.roster import (
    facts,
    holder_of,
    member,
    members,
    names,
    waiting_for,
    waiting_since,
)
from leadsroom.domain.people.membership import has_the_offer
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused
from leadsroom.store import tables as t

_APPLICANT, _WAITING = MembershipStatus.APPLICANT, MembershipStatus.WAITING


@handles(c.OfferSeat)
def offer_seat(act: Act, command: c.OfferSeat) -> Done:
    """Offer a seat; the answer names somebody who has waited for it longer."""
    waiting = candidate(act, command.membership_id)
    _refuse_taken(act, waiting)
    passed_over = _passed_over(act, waiting)
    act.unit.update(t.membership, waiting.id, status=_APPLICANT.value)
    what = f"The seat of {waiting.profession} is offered to {waiting.person.name}"
    return Done(what, sentence=_sentences(f"{what}.", passed_over), subject=waiting.id)


@handles(c.Induct)
def induct(act: Act, command: c.Induct) -> Done:
    """Take an applicant in; the answer names somebody who has waited longer, and a missing vote."""
    before = candidate(act, command.membership_id)
    _refuse_taken(act, before)
    passed_over, not_voted = _passed_over(act, before), _not_voted(act, before)
    sheet = replace(sheet_of(before, act.chapter.country), status=MembershipStatus.ACTIVE, seat=command.seat)
    sheet = checked(act, replace(sheet, joined_on=command.joined_on or act.today), before)
    make_room(act, sheet, before)
    rewrite(act, before, sheet)
    after = member(act, before.id)
    act.joined.append(after.person.id)
    what = f"{after.person.name} joins for {after.profession}, seat {after.seat}"
    sentence = _sentences(f"{what}.", _fee_charged(act), sent_to_wait(act, after), passed_over, not_voted)
    return Done(what, sentence=sentence, subject=after.id)


def _fee_charged(act: Act) -> str:
    """The fee that comes with joining, which the desk charges in the same act; empty where there is none."""
    fee, chapter = act.chapter.rules.money.join_fee, act.chapter
    return f"Joining fee {show_money(Money(fee, chapter.currency), chapter.country)} charged." if fee else ""


def _sentences(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _refuse_taken(act: Act, applicant: Member) -> None:
    profession = applicant.profession
    holder = holder_of(act, profession)
    if holder is not None:
        raise Refused(
            f"{holder.person.name} holds the seat of {profession}, and a profession has one holder. "
            f"{applicant.person.name} can wait for it, or apply for another."
        )


def _passed_over(act: Act, applicant: Member) -> str:
    """A sentence on an earlier offer of the seat, or a longer wait for it; empty where it is their turn."""
    since = waiting_since(act)
    if has_the_offer(applicant, since):
        return ""
    offered = [
        m for m in members(act) if has_the_offer(m, since) and m.profession_id == applicant.profession_id
    ]
    if offered:
        return f"It was offered to {names(offered)} before."
    first = next(iter(waiting_for(act, applicant)), None)
    if first is None or first.member.id == applicant.id:
        return ""
    day = f", since {short_date(first.since)}" if first.since else ""
    return f"{first.member.person.name} has waited for it longer{day}."


def _not_voted(act: Act, applicant: Member) -> str:
    return "" if facts(act, applicant).is_accepted else "No vote is recorded."


def sent_to_wait(act: Act, holder: Member) -> str:
    """Put applicants for a seat that `holder` has on its waiting list, from the day they applied."""
    if not holder.status.holds_seat:
        return ""
    sent: list[Member] = []
    waits: dict[int, dict[str, Any]] = {}
    for other in members(act):
        if other.profession_id == holder.profession_id and other.status is _APPLICANT:
            record = facts(act, other)
            since = record.waiting_since or record.applied_on or act.today
            waits[other.id] = {"status": _WAITING.value, "waiting_since": since}
            sent.append(other)
    act.unit.update_all(t.membership, waits)
    if not sent:
        return ""
    return f"{names(sent)}, who applied too, {'waits' if len(sent) == 1 else 'wait'} for the seat now."
