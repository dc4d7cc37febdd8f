"""The vote on an applicant: what the rule says, and what the group has made of it."""

from __future__ import annotations

from leadsroom.acts.people.member_sheet import is_candidate
from leadsroom.acts.people.sheets import Told, VoteSheet
from leadsroom.domain.ids import MembershipId
from leadsroom.domain.roster import Member
from leadsroom.domain.text import clean
from leadsroom.domain.vetting import Verdict, Vetting, Vote, verdict, vote_in_words
from leadsroom.domain.wording import short_date
from leadsroom.errors import Refused
from leadsroom.roster.act import RosterAct
from leadsroom.roster.applications import close_application
from leadsroom.roster.seat_door import SeatDoor, holder_of
from leadsroom.store import tables as t


class Votes(SeatDoor):
    """The door for votes. Every write raises Refused with nothing changed."""

    def vote(self, membership_id: MembershipId, sheet: VoteSheet) -> Told:
        """Record a vote. Refused, the application ends; several votes may be taken, the last one counts."""
        with self.act(self._chapter_of(membership_id), "Vote") as act:
            member = act.member(membership_id)
            if not is_candidate(member):
                raise Refused(f"{member.person.name} does not apply: they are {member.status.value}.")
            vote, seated = Vote(sheet.votes_for, sheet.votes_against), seats_held(act)
            _check(act, sheet, seated)
            said = verdict(act.chapter.rules.vote, vote, seated)
            decision = sheet.decision or said
            _enter(act, member, sheet, decision)
            act.what = f"Vote on {member.person.name}: {vote.words}, {decision.value}"
            if decision is Verdict.REFUSED:
                close_application(act, member)
            sentence = vote_in_words(act.chapter.rules.vote, vote, seated)
            otherwise = "" if decision is said else f" The group decided: {decision.value}."
            return Told(act.member(membership_id), f"{sentence}{otherwise} {_outcome(act, member, decision)}")

    def withdraw_vote(self, vetting: Vetting) -> Told:
        """Take a vote back that was entered by mistake. An application that it ended stays ended."""
        with self.act(self._chapter_of(vetting.membership_id), "WithdrawVote") as act:
            member = act.member(vetting.membership_id)
            act.unit.update(t.vetting, vetting.id, withdrawn_at=act.now)
            act.what = f"Vote on {member.person.name} withdrawn: {vetting.words}"
            return Told(member, f"{act.what}.")


def seats_held(act: RosterAct) -> int:
    """How many hold a seat: those whom the rule of the vote counts."""
    return sum(m.status.holds_seat for m in act.members())


def _check(act: RosterAct, sheet: VoteSheet, seated: int) -> None:
    cast = sheet.votes_for + sheet.votes_against
    if min(sheet.votes_for, sheet.votes_against) < 0:
        raise Refused("Votes are counted from 0 on. Correct the figures.")
    if cast > max(seated, 1):
        holding = f"{seated} member{'s hold' if seated != 1 else ' holds'} a seat"
        raise Refused(f"{cast} votes were counted, and {holding}. Correct the figures.")
    if sheet.on is not None and sheet.on > act.today:
        raise Refused(
            f"{short_date(sheet.on)} {sheet.on.year} is still to come. Correct the day of the vote."
        )


def _enter(act: RosterAct, member: Member, sheet: VoteSheet, decision: Verdict) -> None:
    act.unit.insert(
        t.vetting,
        chapter_id=act.chapter.id,
        membership_id=member.id,
        on_date=sheet.on or act.today,
        votes_for=sheet.votes_for,
        votes_against=sheet.votes_against,
        decision=decision.value,
        decided_by=clean(sheet.decided_by),
        note=clean(sheet.note),
        at=act.now,
    )


def _outcome(act: RosterAct, member: Member, decision: Verdict) -> str:
    name, holder = member.person.name, holder_of(act, member.profession)
    if decision is Verdict.OPEN:
        return f"{name} still applies."
    if decision is Verdict.REFUSED:
        return f"The application of {name} has ended; it stays on record."
    if holder is not None:
        return f"{name} waits until the seat of {member.profession} opens; {holder.person.name} holds it."
    return f"{name} can be taken in."
