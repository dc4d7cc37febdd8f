"""Applicants: their application, the vote on it, the waiting list, and taking them into an open seat."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import replace

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.commands import ApplicationSheet, VoteSheet
from leadsroom.acts.people.member_sheet import is_candidate, sheet_of
from leadsroom.acts.people.membership import (
    called_alike,
    checked,
    enter,
    make_room,
    of_multi_level,
    reached_together,
    rewrite,
    whose,
)
from leadsroom.acts.people.roster import (
    applied_on,
    facts,
    holder_of,
    member,
    members,
    names,
    seated,
    waiting_for,
    waiting_since,
)
from leadsroom.domain.ids import MembershipId
from leadsroom.domain.people.decisions import Verdict, Vote, verdict, vote_in_words
from leadsroom.domain.people.membership import has_the_offer
from leadsroom.domain.people.professions import HeldSeat, close_in_words, overlaps_with
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.people.seats import professions

_APPLICANT, _WAITING = MembershipStatus.APPLICANT, MembershipStatus.WAITING


@handles(c.Apply)
def apply(act: Act, command: c.Apply) -> Done:
    """Take an application; where the seat is taken they wait for it from the day they applied."""
    sheet = command.sheet
    on = _checked_day(sheet.applied_on or act.today, act.today)
    holder = holder_of(act, sheet.profession)
    entered = checked(act, sheet.as_member(_WAITING if holder else _APPLICANT))
    columns = _columns(sheet, on) | ({"waiting_since": on} if holder else {})
    applicant = member(act, enter(act, entered, whose(act, command, entered), **columns))
    remarks = (
        _place(act, applicant, holder),
        _overlapping(act, applicant),
        reached_together(act, applicant),
        of_multi_level(act, applicant),
    )
    sentence = " ".join(filter(None, remarks))
    what = f"{applicant.person.name} applies as {applicant.profession}"
    return Done(what, sentence=sentence, subject=applicant.id)


@handles(c.ChangeApplication)
def change_application(act: Act, command: c.ChangeApplication) -> Done:
    """Correct an application; for another profession the place on its list is another too."""
    sheet, before = command.sheet, candidate(act, command.membership_id)
    was_applied_on, since = applied_on(act, before), waiting_since(act)[before.id]
    on = _checked_day(sheet.applied_on or was_applied_on or act.today, act.today)
    entered = sheet.over(sheet_of(before, act.chapter.country))
    if since is not None and since == was_applied_on:
        since = on
    if fold(entered.profession) != fold(before.profession):
        holder = holder_of(act, entered.profession)
        entered = replace(entered, status=_WAITING if holder else _APPLICANT)
        since = act.today if holder else None
    columns = _columns(sheet, on) | {"waiting_since": since}
    rewrite(act, before, checked(act, entered, before), **columns)
    after = member(act, before.id)
    name = after.person.name
    is_new_seat = after.profession_id != before.profession_id
    remark = _overlapping(act, after) if is_new_seat else called_alike(act, before, after)
    others = reached_together(act, after, before), of_multi_level(act, after, before)
    sentence = " ".join(filter(None, (f"{name} is changed.", remark, *others)))
    return Done(f"{name}: application corrected", sentence=sentence, subject=after.id)


@handles(c.EndApplication)
def end_application(act: Act, command: c.EndApplication) -> Done:
    """The application is withdrawn; it stays on record."""
    applicant = candidate(act, command.membership_id)
    before, note = facts(act, applicant).note, clean(command.note)
    close_membership(act, applicant, note="; ".join(filter(None, (before, note))))
    what = f"{applicant.person.name} no longer applies for {applicant.profession}"
    return Done(what, sentence=f"{what}. It stays on record.", subject=applicant.id)


def _overlapping(act: Act, applicant: Member) -> str:
    """A sentence that names the professions at this table that the applicant's overlaps; empty for none."""
    families = {p.id: p.family for p in professions(act.unit.connection, act.chapter.id)}
    seat, *held = (
        HeldSeat(each.profession, families.get(each.profession_id, ""), each.person.name)
        for each in (applicant, *seated(act))
    )
    return close_in_words(overlaps_with(seat, held))


def _columns(sheet: ApplicationSheet, on: date) -> dict[str, Any]:
    return {"sponsor_id": sheet.sponsor_id, "note": clean(sheet.note), "applied_on": on}


def close_membership(act: Act, applicant: Member, **more: Any) -> None:
    """The membership ends, be it before it began; `more` are columns that no sheet has."""
    sheet = sheet_of(applicant, act.chapter.country)
    rewrite(act, applicant, replace(sheet, status=MembershipStatus.ENDED, seat=None), **more)


def candidate(act: Act, membership_id: MembershipId) -> Member:
    """Somebody who applies or waits. Raises Refused."""
    found = member(act, membership_id)
    if not is_candidate(found):
        raise Refused(f"{found.person.name} is not an applicant: they are {found.status.value}.")
    return found


def _checked_day(on: date, today: date) -> date:
    if on > today:
        raise Refused(f"{short_date(on)} {on.year} is still to come. Correct the day they applied.")
    return on


def _place(act: Act, applicant: Member, holder: Member | None) -> str:
    """Where the application leaves them."""
    name, profession = applicant.person.name, applicant.profession
    if holder is not None:
        line = [w.member.id for w in waiting_for(act, applicant)]
        ahead = line.index(applicant.id)
        place = "first" if not ahead else f"number {ahead + 1}"
        return f"{holder.person.name} holds the seat of {profession}: {name} is {place} on its waiting list."
    rivals = [
        m
        for m in members(act)
        if is_candidate(m) and m.profession_id == applicant.profession_id and m.id != applicant.id
    ]
    beside = f" {names(rivals)} applied for it too." if rivals else ""
    return f"{name} applies for the seat of {profession}, which is free.{beside}"


@handles(c.VoteOn)
def vote_on(act: Act, command: c.VoteOn) -> Done:
    """Record a vote, decided by the chapter's rule unless the chapter has decided otherwise."""
    sheet, applicant = command.sheet, candidate(act, command.membership_id)
    vote, seats = Vote(sheet.votes_for, sheet.votes_against), len(seated(act))
    _check_vote(act, sheet, seats)
    by_rule = verdict(act.chapter.rules.vote, vote, seats)
    decision = sheet.decision or by_rule
    _enter_vote(act, applicant, sheet, decision)
    if decision is Verdict.REFUSED:
        close_membership(act, applicant)
    words = vote_in_words(act.chapter.rules.vote, vote, seats)
    otherwise = "" if decision is by_rule else f" The chapter decided: {decision.value}."
    return Done(
        f"Vote on {applicant.person.name}: {vote.words}, {decision.value}",
        sentence=f"{words}{otherwise} {_vote_outcome(act, applicant, decision)}",
        subject=applicant.id,
    )


def _check_vote(act: Act, sheet: VoteSheet, seats: int) -> None:
    cast = sheet.votes_for + sheet.votes_against
    if min(sheet.votes_for, sheet.votes_against) < 0:
        raise Refused("A count of votes is 0 or more. Correct the figures.")
    if cast > max(seats, 1):
        holding = f"{seats} member{'s hold' if seats != 1 else ' holds'} a seat"
        raise Refused(f"{cast} votes were counted, and {holding}. Correct the figures.")
    if sheet.on is not None and sheet.on > act.today:
        raise Refused(
            f"{short_date(sheet.on)} {sheet.on.year} is still to come. Correct the day of the vote."
        )


def _enter_vote(act: Act, applicant: Member, sheet: VoteSheet, decision: Verdict) -> None:
    act.unit.insert(
        t.vetting,
        chapter_id=act.chapter.id,
        membership_id=applicant.id,
        on_date=sheet.on or act.today,
        votes_for=sheet.votes_for,
        votes_against=sheet.votes_against,
        decision=decision.value,
        decided_by=clean(sheet.decided_by),
        note=clean(sheet.note),
        at=act.now,
    )


def _vote_outcome(act: Act, applicant: Member, decision: Verdict) -> str:
    name, holder = applicant.person.name, holder_of(act, applicant.profession)
    if decision is Verdict.OPEN:
        return f"{name} still applies."
    if decision is Verdict.REFUSED:
        return f"The application of {name} has ended; it stays on record."
    if holder is not None:
        return f"{name} waits until the seat of {applicant.profession} opens; {holder.person.name} holds it."
    return f"{name} can be taken in."


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
