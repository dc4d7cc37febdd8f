"""What a chapter decides: on applicants, by a vote that its rule judges, and about members."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from leadsroom.domain.ids import DecisionId, MeetingId, MembershipId, PersonId, VettingId
from leadsroom.domain.rules.chapter_rules import VoteRule
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused


class Verdict(StrEnum):
    """The outcome of a vote."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    OPEN = "open"


class Vote(Struct, frozen=True):
    """Votes counted; members who did not vote are in neither."""

    votes_for: int
    votes_against: int

    @property
    def cast(self) -> int:
        """How many voted."""
        return self.votes_for + self.votes_against

    @property
    def words(self) -> str:
        """`7 for, 2 against`; `nobody voted`."""
        return f"{self.votes_for} for, {self.votes_against} against" if self.cast else "nobody voted"


class Vetting(Struct, frozen=True):
    """A vote on record. `decision` is what the chapter made of it; `decided_by` as typed."""

    id: VettingId
    membership_id: MembershipId
    on: date
    vote: Vote
    decision: Verdict
    decided_by: str = ""
    note: str = ""

    @property
    def words(self) -> str:
        """`accepted, 7 for, 2 against`."""
        return f"{self.decision.value}, {self.vote.words}"


def refusing_noes(rule: VoteRule, members: int) -> int | None:
    """How many votes against refuse where so many members hold a seat; None: the rule has no figure for them.

    A percentage is one of the members, rounded up: 10 % of 40 are 4 votes, and 4 refuse (LeTip, FIELD §4).
    """
    percent = None if rule.refusing_percent is None else max(1, -(-members * rule.refusing_percent // 100))
    if rule.from_members is None:
        return min((n for n in (rule.refusing_no, percent) if n is not None), default=None)
    return percent if members >= rule.from_members and percent is not None else rule.refusing_no


def verdict(rule: VoteRule, vote: Vote, members: int) -> Verdict:
    """What the rule says. Nobody voted, or a tie where no figure decides: it is open."""
    enough = refusing_noes(rule, members)
    if not vote.cast:
        return Verdict.OPEN
    if enough is not None:
        return Verdict.REFUSED if vote.votes_against >= enough else Verdict.ACCEPTED
    if vote.votes_for == vote.votes_against:
        return Verdict.OPEN
    return Verdict.REFUSED if vote.votes_against > vote.votes_for else Verdict.ACCEPTED


def vote_in_words(rule: VoteRule, vote: Vote, members: int) -> str:
    """What the rule says, and why, as one sentence."""
    if not vote.cast:
        return "Nobody has voted, so nothing is decided."
    decision = verdict(rule, vote, members)
    enough = refusing_noes(rule, members)
    if enough is None:
        why = {
            Verdict.OPEN: "a tie, so the rule leaves it open",
            Verdict.REFUSED: "the majority is against",
            Verdict.ACCEPTED: "the majority is in favor",
        }[decision]
        return f"{_counted(vote)}: {why}."
    needed = f"{enough} vote{'s refuse' if enough != 1 else ' refuses'}"
    at = f"{needed} with {members} member{'s' if members != 1 else ''}"
    return f"{_counted(vote)}: {at}, so the rule says {decision.value}."


def _counted(vote: Vote) -> str:
    return f"{vote.votes_for} for and {vote.votes_against} against"


class DecisionKind(StrEnum):
    """The kinds of decisions. A training is credited: it may cancel absences."""

    EXCUSED = "excused"
    WARNED = "warned"
    SEAT_OPENED = "seat opened"
    TRAINING = "training"

    @property
    def words(self) -> str:
        """A decision as the page of a member shows it."""
        return {
            DecisionKind.EXCUSED: "absence excused",
            DecisionKind.WARNED: "warned",
            DecisionKind.SEAT_OPENED: "end of membership",
            DecisionKind.TRAINING: "training credited",
        }[self]

    @property
    def meaning(self) -> str:
        """What comes of it, while it is chosen."""
        return {
            DecisionKind.EXCUSED: "it does not count any more",
            DecisionKind.WARNED: "the member was warned",
            DecisionKind.SEAT_OPENED: "the chapter ends the membership",
            DecisionKind.TRAINING: "it may cancel an absence",
        }[self]


class Decision(Struct, frozen=True):
    """One decision. `on` is its day, of an excused absence that of the meeting, of a training that of it.

    `decided_by` is typed: `the committee`.
    """

    id: DecisionId
    member_id: PersonId
    kind: DecisionKind
    on: date
    decided_by: str
    note: str
    at: datetime
    meeting_id: MeetingId | None = None


def need_who(kind: DecisionKind, typed: str) -> str:
    """The decider as typed and tidied. Raises Refused where nobody is named; a training needs no decision."""
    by = clean(typed)
    if not by and kind is not DecisionKind.TRAINING:
        raise Refused("Type who decided it, like “the committee”.")
    return by
