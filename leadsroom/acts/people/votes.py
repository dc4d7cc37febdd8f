"""The vote on an applicant: what the rule says, and what the chapter has made of it."""

from __future__ import annotations

from leadsroom.acts.act import Act, Done
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.applications import candidate, close_membership
from leadsroom.acts.people.roster import holder_of, seated
from leadsroom.acts.people.sheets import VoteSheet
from leadsroom.acts.registry import handles
from leadsroom.domain.people.roster import Member
from leadsroom.domain.people.votes import Verdict, Vote, verdict, vote_in_words
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused
from leadsroom.store import tables as t


@handles(c.VoteOn)
def vote_on(act: Act, command: c.VoteOn) -> Done:
    """Record a vote, decided by the chapter's rule unless the chapter has decided otherwise."""
    sheet, applicant = command.sheet, candidate(act, command.membership_id)
    vote, seats = Vote(sheet.votes_for, sheet.votes_against), len(seated(act))
    _check(act, sheet, seats)
    by_rule = verdict(act.chapter.rules.vote, vote, seats)
    decision = sheet.decision or by_rule
    _enter(act, applicant, sheet, decision)
    if decision is Verdict.REFUSED:
        close_membership(act, applicant)
    words = vote_in_words(act.chapter.rules.vote, vote, seats)
    otherwise = "" if decision is by_rule else f" The chapter decided: {decision.value}."
    return Done(
        f"Vote on {applicant.person.name}: {vote.words}, {decision.value}",
        sentence=f"{words}{otherwise} {_outcome(act, applicant, decision)}",
        subject=applicant.id,
    )


def _check(act: Act, sheet: VoteSheet, seats: int) -> None:
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


def _enter(act: Act, applicant: Member, sheet: VoteSheet, decision: Verdict) -> None:
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


def _outcome(act: Act, applicant: Member, decision: Verdict) -> str:
    name, holder = applicant.person.name, holder_of(act, applicant.profession)
    if decision is Verdict.OPEN:
        return f"{name} still applies."
    if decision is Verdict.REFUSED:
        return f"The application of {name} has ended; it stays on record."
    if holder is not None:
        return f"{name} waits until the seat of {applicant.profession} opens; {holder.person.name} holds it."
    return f"{name} can be taken in."
