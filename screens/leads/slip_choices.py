"""What a slip needs to know of the table it is written at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LeadId, PersonId, TurnId
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.meeting.suggestions import Ask, ask_answered
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.wording import short_date


class LeadOption(Struct, frozen=True):
    """A lead to choose, as people are found: by its prospect, its need, or who gave it."""

    id: LeadId
    name: str
    profession: str = ""
    company: str = ""


class SlipTable(Struct, frozen=True):
    """Who gives, who receives, what was asked for.

    `seats` leads from substitutes to members; `tonight` are the leads of the meeting that is on.
    """

    chapter: Chapter
    givers: Sequence[Person]
    receivers: Sequence[Person]
    asks: tuple[Ask, ...] = ()
    seats: Mapping[PersonId, PersonId] = field(default_factory=dict)
    names: Mapping[PersonId, str] = field(default_factory=dict)
    up: PersonId | None = None
    tonight: frozenset[LeadId] = frozenset()

    def seat(self, person: Person | None) -> PersonId | None:
        """The member whose seat it is."""
        return None if person is None else self.seats.get(person.id, person.id)

    def same_as(self, lead: Lead) -> str:
        """`same as Ann Chu's of Thu 12 Nov`, `same as Ann Chu's of tonight`."""
        giver = self.names.get(lead.giver_id, "")
        day = "tonight" if lead.id in self.tonight else self.day(lead)
        return f"same as {giver}'s of {day}" if giver else f"same as one of {day}"

    def passed(self, lead: Lead) -> str:
        """`passed to Maria Lopez on Wed 28 Oct by Robert Diaz`."""
        receiver, giver = self.names.get(lead.receiver_id, ""), self.names.get(lead.giver_id, "")
        by = f" by {giver}" if giver else ""
        return f"passed to {receiver} on {self.day(lead)}{by}"

    def day(self, lead: Lead) -> str:
        """The day a lead was passed on."""
        return short_date(self.chapter.today(lead.passed_at))

    def asks_to_answer(self, receiver: PersonId | None) -> list[tuple[TurnId | None, str]]:
        """What a slip may answer: nothing, unless somebody says so."""
        own = [(ask.turn_id, ask.in_words) for ask in self.asks if ask.member_id == receiver]
        return [(None, "no ask of theirs"), *own]

    def ask_spoken_of(self, receiver: PersonId | None, words: str) -> Ask | None:
        """The receiver's ask that the words of a slip may be about. A word in common proves nothing."""
        return ask_answered(self.asks, receiver, words) if receiver is not None else None

    def leads_to_grow_from(
        self, giver: PersonId | None, leads: Sequence[Lead], besides: LeadId | None
    ) -> list[LeadOption]:
        """What the giver has received, the latest first: a lead may have grown out of one of them."""
        own = [lead for lead in reversed(leads) if lead.receiver_id == giver and lead.id != besides]
        return [self._option(lead) for lead in own]

    def _option(self, lead: Lead) -> LeadOption:
        giver = self.names.get(lead.giver_id, "")
        need = lead.slip.need if lead.slip.need != lead.slip.about else ""
        from_whom = f"from {giver}, {self.day(lead)}" if giver else self.day(lead)
        beside = " · ".join(part for part in (need, from_whom) if part)
        return LeadOption(lead.id, lead.slip.about or "a number", beside)
