"""The slip a lead is written on, and what it lacks of a lead."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from leadsroom.domain.rules.lead_rules import Fact, LeadRules

_LOCAL_NUMBER = 7  # digits


class WhoCalls(StrEnum):
    """Who is to get in touch: a slip that does not say it starts a quarrel (FIELD §2)."""

    RECEIVER = "receiver"
    PROSPECT = "prospect"
    GIVER = "giver"

    @property
    def words(self) -> str:
        """A line of the slip."""
        return {
            WhoCalls.RECEIVER: "the receiver calls the prospect",
            WhoCalls.PROSPECT: "the prospect calls the receiver",
            WhoCalls.GIVER: "the giver brings them together",
        }[self]


class When(StrEnum):
    """When a sale is likely."""

    NOW = "now"
    WEEKS = "weeks"
    QUARTER = "this quarter"
    LATER = "later"

    @property
    def words(self) -> str:
        """The answer to “when?”."""
        return "within weeks" if self is When.WEEKS else self.value


class Slip(Struct, frozen=True, gc=False):
    """What a giver writes about the prospect. `phone` is E.164 or empty.

    `expecting_call`, `knows_caller` and `when` are None when they were left open; `inside`: the giver's
    household is the customer. `expecting_call` of a prospect who is to call means that they promised to.
    """

    prospect: str = ""
    phone: str = ""
    phone_typed: str = ""
    need: str = ""
    expecting_call: bool | None = None
    inside: bool = False
    company: str = ""
    address: str = ""
    email: str = ""
    who_calls: WhoCalls = WhoCalls.RECEIVER
    knows_caller: bool | None = None
    when: When | None = None
    note: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing is written about the prospect at all."""
        return not (self.prospect or self.phone or self.phone_typed or self.need or self.company)

    @property
    def has_phone(self) -> bool:
        """Whether there is a number to call; an unreadable one needs as many digits as a local one."""
        return bool(self.phone) or sum(sign.isdigit() for sign in self.phone_typed) >= _LOCAL_NUMBER

    def fact(self, fact: Fact) -> bool | None:
        """Whether a fact holds; None when it was left open."""
        return {
            Fact.NAME: bool(self.prospect or self.company),
            Fact.PHONE: self.has_phone,
            Fact.NEED: bool(self.need),
            Fact.EXPECTING: self.expecting_call,
            Fact.KNOWS_CALLER: self.knows_caller,
            Fact.SOON: None if self.when is None else self.when is not When.LATER,
            Fact.OUTSIDE: not self.inside,
            Fact.MONEY: None if self.inside else True,
        }[fact]

    def missing(self, rules: LeadRules) -> tuple[Fact, ...]:
        """What keeps it from being a lead by these rules, in the order of the slip."""
        return tuple(fact for fact in Fact if rules.fails(fact, self.fact(fact)))

    @property
    def named(self) -> str:
        """`Jane Doe, Bluepoint Dental`: the prospect and their company; empty with neither."""
        return ", ".join(part for part in (self.prospect, self.company) if part)

    @property
    def about(self) -> str:
        """The slip in two or three words: whom it is about, else the need, else the number."""
        return self.prospect or self.company or self.need or self.phone_typed or self.phone


_NO = {
    Fact.NAME: "no name",
    Fact.PHONE: "no phone",
    Fact.NEED: "no need",
    Fact.EXPECTING: "not expecting the call",
    Fact.KNOWS_CALLER: "does not know who calls",
    Fact.SOON: "not soon",
    Fact.OUTSIDE: "own household",
    Fact.MONEY: "no money from their own household",
}
_UNANSWERED = {
    Fact.EXPECTING: "call not confirmed",
    Fact.KNOWS_CALLER: "caller not confirmed",
    Fact.SOON: "when not known",
}


def missing_in_words(slip: Slip, missing: Iterable[Fact]) -> str:
    """`no phone, call not confirmed`: what a slip lacks, and whether it was denied or left open."""
    return ", ".join(
        _UNANSWERED[fact] if slip.fact(fact) is None and fact in _UNANSWERED else _words(slip, fact)
        for fact in missing
    )


def _words(slip: Slip, fact: Fact) -> str:
    if fact is Fact.PHONE and slip.phone_typed:
        return "no whole phone number"
    if fact is Fact.EXPECTING and slip.who_calls is WhoCalls.PROSPECT:
        return "did not promise to call"
    return _NO[fact]
