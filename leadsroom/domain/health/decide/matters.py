"""What the chapter has to decide: each matter in a line, with the rule or the figure behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from leadsroom.domain.ids import MembershipId, PersonId
from leadsroom.domain.people.decisions import Decision, DecisionKind
from leadsroom.domain.text.wording import counted, near_day


class Matter(StrEnum):
    """What a line is about, the most pressing first; the value is its name as data."""

    BROKEN = "broken rules"
    COMPLAINT = "complaints"
    APPLICANT = "applicants"
    SEAT = "seats"
    VISITOR = "visitors"
    RENEWAL = "renewals"
    TALK = "renewals to come"
    JUNK = "raw and bad leads"
    READ_BACK = "slips read back"
    OFFICE = "offices"
    LEAVE = "leaves"
    HANDED_DOWN = "handed down"

    @property
    def heading(self) -> str:
        """The heading of its lines."""
        return _HEADINGS[self]


_HEADINGS = {
    Matter.BROKEN: "Rules broken today",
    Matter.COMPLAINT: "Complaints of prospects",
    Matter.APPLICANT: "Applicants",
    Matter.SEAT: "Seats that somebody waits for",
    Matter.VISITOR: "Visitors",
    Matter.RENEWAL: "Renewals within 90 days",
    Matter.TALK: "Renewals in 5 to 6 months: talk now",
    Matter.JUNK: "Raw and bad leads by giver",
    Matter.READ_BACK: "Slips that were checked",
    Matter.OFFICE: "Offices",
    Matter.LEAVE: "Leaves",
    Matter.HANDED_DOWN: "Handed down by the association",
}


class DecidedOn(StrEnum):
    """The page on which a matter is decided, by its name."""

    MEMBER = "member"
    BREACHES = "breaches"
    ROSTER = "roster"
    VISITORS = "visitors"
    SUBSTITUTES = "substitutes"
    LEADS = "leads"
    HANDED_DOWN = "handed_down"


class ToDecide(Struct, frozen=True, kw_only=True):
    """A line: who it is about, what it is, the figures behind it, since or until when, where it is decided.

    `on` is the day that `when` names. `subject` is the number by which the page `decided_on` finds whom it
    is about, None where that has no page of their own. `rule` says in a sentence why it is listed,
    `threshold` when the advice that it gives is given, and `decided` what the chapter has decided about it
    since. `private` is what was heard of each complaint; a line that has it is for officers alone.
    """

    matter: Matter
    who: str
    what: str
    figures: str = ""
    when: str = ""
    on: date | None = None
    decided_on: DecidedOn
    subject: int | None = None
    rule: str = ""
    threshold: str = ""
    decided: str = ""
    private: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """The rule, and from when on the advice is given."""
        return f"{self.rule} {self.threshold}".rstrip()


class DecisionSection(Struct, frozen=True):
    """The lines of one matter, those first of which nothing has been decided yet."""

    matter: Matter
    lines: tuple[ToDecide, ...]

    def shown_to(self, *, officers: bool) -> bool:
        """Whether its lines are shown; of complaints nobody but officers reads more than their number."""
        return officers or self.matter is not Matter.COMPLAINT

    @property
    def number(self) -> int:
        """How many there are: each complaint, and of all else each line."""
        return sum(len(line.private) or 1 for line in self.lines)

    @property
    def number_in_words(self) -> str:
        """What is shown of it where its lines are not: `2 complaints, for officers`."""
        return f"{counted(self.number, 'complaint')}, for officers"

    @property
    def open(self) -> int:
        """Of how many nothing has been decided yet."""
        return sum(not line.decided for line in self.lines)


def arranged(lines: Iterable[ToDecide]) -> tuple[DecisionSection, ...]:
    """The lines by matter, the most pressing first; within one in their order, and none of them twice."""
    once = tuple(dict.fromkeys(lines))
    found = []
    for matter in Matter:
        own = sorted((line for line in once if line.matter is matter), key=lambda line: bool(line.decided))
        if own:
            found.append(DecisionSection(matter, tuple(own)))
    return tuple(found)


# Whom it is about


class People(Struct, frozen=True):
    """Everybody's name, the membership of who holds a seat, what was decided about whom, and the date."""

    names: Mapping[PersonId, str]
    memberships: Mapping[PersonId, MembershipId]
    decisions: Sequence[Decision]
    today: date

    def name(self, person_id: PersonId) -> str:
        """Of somebody on record."""
        return self.names.get(person_id, "somebody")

    def decided_since(self, person_id: PersonId, day: date) -> str:
        """`warned 12 Nov`: what the chapter has decided about a member on a day or later."""
        return ", ".join(
            f"{_DECIDED[each.kind]} {near_day(each.on, self.today)}"
            for each in self.decisions
            if each.member_id == person_id and each.kind in _DECIDED and each.on >= day
        )


_DECIDED = {DecisionKind.WARNED: "warned", DecisionKind.SEAT_OPENED: "end of membership"}
