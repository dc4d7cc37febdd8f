"""The leads between two people, for a form about one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.lead import EarlierLead, Lead, LeadState
from leadsroom.domain.people.roster import Person
from screens.kit.form.choice import ChoiceField

NO_LEAD = "none"
_NEVER_PAID = (LeadState.NOT_NEEDED, LeadState.BAD, LeadState.OUTSIDE)


class Between(Struct, frozen=True):
    """A lead that went from one to the other, in a few words."""

    id: LeadId
    giver_id: PersonId
    receiver_id: PersonId
    words: str
    state: LeadState

    @property
    def option(self) -> tuple[str, str]:
        """It as a choice."""
        closed = " · closed before" if self.state is LeadState.CLOSED else ""
        return str(self.id), f"{self.words}{closed}"

    @classmethod
    def of(cls, lead: EarlierLead | Lead) -> Between:
        """A lead as the table knows it, or as it was read."""
        if isinstance(lead, EarlierLead):
            about, state = (lead.prospect, lead.need), lead.state
        else:
            about, state = (lead.slip.prospect or lead.slip.company, lead.slip.need), lead.standing.state
        words = " · ".join(part for part in about if part) or "a number"
        return cls(lead.id, lead.giver_id, lead.receiver_id, words, state)


class LeadChoice(ChoiceField[str]):
    """Which lead it is about, if any."""

    def __init__(self, name: str, label: str, none: str, meant: str | None = None) -> None:
        """`meant` is the id of a lead or NO_LEAD; None where nobody has said yet."""
        self._none = (NO_LEAD, none)
        super().__init__(name, label, (self._none,), meant)

    def between(self, leads: Sequence[Between], *, likely: bool) -> None:
        """Offer leads; where one is `likely` meant, the only one is chosen until another is."""
        found = [lead.option for lead in leads]
        is_other = self.draft not in {"", NO_LEAD, *(key for key, _ in found)}
        same = [(self.draft, "the same lead as before")] if is_other else []
        only = likely and sum(lead.state is not LeadState.CLOSED for lead in leads) == 1
        self.offer([*same, *found, self._none] if only else [self._none, *same, *found])

    @property
    def lead_id(self) -> LeadId | None:
        """The lead that is chosen."""
        return None if self.chosen == NO_LEAD else LeadId(int(self.chosen))


def paid_between(leads: Iterable[Between], receiver: Person | None, giver: Person | None) -> list[Between]:
    """The leads that dollars may come from, those that are not closed first."""
    if receiver is None or giver is None:
        return []
    own = [x for x in leads if (x.receiver_id, x.giver_id) == (receiver.id, giver.id)]
    return sorted((x for x in own if x.state not in _NEVER_PAID), key=lambda x: x.state is LeadState.CLOSED)


def any_between(leads: Iterable[Between], one: Person | None, other: Person | None) -> list[Between]:
    """Every lead between two people, whoever gave it."""
    if one is None or other is None:
        return []
    return [x for x in leads if {x.receiver_id, x.giver_id} == {one.id, other.id}]
