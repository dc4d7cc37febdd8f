"""Which leads are passed, grow out of one another, and come to something."""

from __future__ import annotations

from itertools import cycle
from random import Random

from leadsroom.demo.people import DEE, KEIKO, PAUL, ROBERT, SAMIR, TOMAS, VINCE, Seat
from leadsroom.demo.script import PassedLead, Report, SlipToPass
from leadsroom.demo.words import (
    AREA_CODES,
    FIRMS,
    FIRST_NAMES,
    LAST_NAMES,
    NEXT_TRADES,
    NOTES,
    TRADES,
)
from leadsroom.domain.ids import LeadId
from leadsroom.domain.slip import Slip

# A divorce, then a condo, then the move, then the paint: who passes it to whom, for what, in which week.
TRAVELLER = "Karen Whitmore"
TRAVELS = (
    (5, ROBERT, DEE, "divorce"),
    (8, DEE, SAMIR, "sell the house, find a condo"),
    (12, SAMIR, VINCE, "two-bedroom move"),
    (13, VINCE, TOMAS, "paint the new condo before she moves in"),
)
GIVES_NOTHING_SINCE = {PAUL: 9}
_LEADS_EACH = (0, 0, 0, 1, 1, 1, 1, 2, 2, 3)
_RAW, _INSIDE, _FIRM, _GROWS = 0.24, 0.12, 0.22, 0.05
_PAYS, _PAYS_THOUGH_RAW = 0.3, 0.07


def needed_in(week: int) -> set[str]:
    """Who must be there for the story to go on."""
    return {name for when, giver, receiver, _ in TRAVELS if when == week for name in (giver, receiver)}


def phone_number(rng: Random) -> tuple[str, str]:
    """A number that is nobody's (555-01xx), as E.164 and as typed."""
    area, last = rng.choice(AREA_CODES), rng.randrange(100, 200)
    return f"+1{area}5550{last}", f"({area}) 555-0{last}"


class Bucket:
    """What goes into the bucket week after week; it remembers every lead."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self.passed: list[PassedLead] = []
        self._without_word: list[PassedLead] = []
        names = [f"{first} {last}" for first in FIRST_NAMES for last in LAST_NAMES]
        self._names = cycle(rng.sample(names, len(names)))

    def slips(self, week: int, seats: tuple[Seat, ...], giving: set[str]) -> tuple[SlipToPass, ...]:
        """The leads of a week: those that grow out of earlier ones, and new ones, by whoever can give."""
        told = self._travelling(week)
        grown = [slip for lead in self.passed for slip in self._grown(week, lead, seats, giving)]
        new = [
            self._new(seat, seats)
            for seat in seats
            if seat.name in giving
            for _ in self._how_many(week, seat)
        ]
        return (*told, *grown, *new)

    def _how_many(self, week: int, seat: Seat) -> range:
        count = sum(self._rng.random() < seat.gives * 0.92 for _ in range(self._rng.choice(_LEADS_EACH)))
        silent = week >= GIVES_NOTHING_SINCE.get(seat.name, week + 1)
        return range(0 if silent else count)

    def _travelling(self, week: int) -> list[SlipToPass]:
        before = next((lead for lead in reversed(self.passed) if lead.slip.prospect == TRAVELLER), None)
        phone, typed = "+14155550177", "(415) 555-0177"
        return [
            SlipToPass(giver, receiver, Slip(TRAVELLER, phone, typed, need, True), before)
            for when, giver, receiver, need in TRAVELS
            if when == week
        ]

    def _grown(
        self, week: int, lead: PassedLead, seats: tuple[Seat, ...], giving: set[str]
    ) -> list[SlipToPass]:
        """The same prospect needs the next trade: the receiver passes them on."""
        trade_of = {seat.name: seat.profession for seat in seats}
        ready = lead.receiver in giving and week - lead.week in (1, 2, 3) and lead.slip.qualified
        if not ready or lead.slip.prospect == TRAVELLER or self._rng.random() > _GROWS * 2:
            return []
        following = NEXT_TRADES.get(trade_of[lead.receiver], ())
        places = [s for s in seats if s.profession in following and s.name not in (lead.giver, KEIKO)]
        silent = week >= GIVES_NOTHING_SINCE.get(lead.receiver, week + 1)
        if not places or silent:
            return []
        place = self._rng.choice(places)
        need = self._rng.choice(TRADES[place.profession].needs)
        slip = Slip(lead.slip.prospect, lead.slip.phone, lead.slip.phone_typed, need, True)
        return [SlipToPass(lead.receiver, place.name, slip, lead)]

    def _new(self, giver: Seat, seats: tuple[Seat, ...]) -> SlipToPass:
        others = [seat for seat in seats if seat.name != giver.name]
        near = NEXT_TRADES.get(giver.profession, ())
        weights = [
            s.receives * (2.5 if s.profession in near or s.sphere == giver.sphere else 1) for s in others
        ]
        receiver = self._rng.choices(others, weights)[0]
        return SlipToPass(giver.name, receiver.name, self._slip(giver, receiver))

    def _slip(self, giver: Seat, receiver: Seat) -> Slip:
        rng = self._rng
        need = rng.choice(TRADES[receiver.profession].needs)
        if rng.random() < _INSIDE:
            digits = "".join(filter(str.isdigit, giver.phone))
            return Slip(giver.name, f"+1{digits}", giver.phone, need, True, inside=True)
        name = next(self._names)
        prospect = f"{name}, {rng.choice(FIRMS)}" if rng.random() < _FIRM else name
        phone, typed = phone_number(rng)
        if rng.random() > _RAW:
            return Slip(prospect, phone, typed, need, True)
        return rng.choice(
            (
                Slip(prospect, "", "", need, True),
                Slip(prospect, "", "", need, None),
                Slip(prospect, phone, typed, need, False),
                Slip(prospect, phone, typed, "", None),
                Slip("", phone, typed, need, None),
            )
        )

    def remember(self, lead_id: LeadId, said: SlipToPass, week: int, receiver: Seat) -> None:
        """A lead was passed: decide what will come of it."""
        due, minor = self._outcome(said, week, receiver)
        lead = PassedLead(lead_id, said.giver, said.receiver, said.slip, week, due, minor)
        self.passed.append(lead)
        self._without_word.append(lead)

    def _outcome(self, said: SlipToPass, week: int, receiver: Seat) -> tuple[int | None, int]:
        rng = self._rng
        pays = _PAYS if said.slip.qualified else _PAYS_THOUGH_RAW
        if rng.random() < pays or said.slip.prospect == TRAVELLER:
            trade = TRADES[receiver.profession]
            dollars = int(trade.least * (trade.most / trade.least) ** rng.random())
            return week + rng.randint(2, 11), round(dollars, -1) * 100
        if rng.random() < receiver.reports:
            return week + rng.randint(1, 3), 0
        return None, 0

    def reports(self, week: int, coming: set[str]) -> tuple[Report, ...]:
        """The word given this week: what is due now, or fell due while the receiver was away."""
        due = [lead for lead in self._without_word if lead.due is not None and lead.due <= week]
        told = [lead for lead in due if lead.receiver in coming]
        for lead in told:
            self._without_word.remove(lead)
        return tuple(Report(lead, lead.minor, self._rng.choice(NOTES)) for lead in told)
