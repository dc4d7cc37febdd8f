"""The leads of the sample season: their slips, how they grow out of one another, and their outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from random import Random

from msgspec.structs import replace

from leadsroom.demo.people import DEE, HELEN, KEIKO, PAUL, ROBERT, SAMIR, TOMAS, VINCE, Seat
from leadsroom.demo.script import Completion, Event, LeadEvent, PassedLead, SlipToPass
from leadsroom.demo.words import (
    AREA_CODES,
    BAD_BECAUSE,
    FIRMS,
    FIRST_NAMES,
    HOW_IT_GOES,
    LAST_NAMES,
    NEXT_PROFESSIONS,
    NOT_NEEDED_BECAUSE,
    NOTES,
    PROFESSIONS,
    SLIP_NOTES,
    STREETS,
)
from leadsroom.domain.ids import LeadId
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip, When, WhoCalls
from leadsroom.domain.rules.lead_rules import PUBLISHED

_RAW, _INSIDE, _FIRM = 0.24, 0.12, 0.22
_WHENS = (When.NOW, When.WEEKS, When.WEEKS, When.WEEKS, When.QUARTER)


def phone_number(rng: Random) -> tuple[str, str]:
    """A number that is nobody's (555-01xx), as E.164 and as typed."""
    area, last = rng.choice(AREA_CODES), rng.randrange(100, 200)
    return f"+1{area}5550{last}", f"({area}) 555-0{last}"


class SlipWriter:
    """Writes slips; a prospect comes up once in many weeks."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        names = [f"{first} {last}" for first in FIRST_NAMES for last in LAST_NAMES]
        self._names = cycle(rng.sample(names, len(names)))

    def slip(self, giver: Seat, receiver: Seat) -> Slip:
        """A slip for somebody who needs the receiver; now and then with too little on it."""
        rng = self._rng
        need = rng.choice(PROFESSIONS[receiver.profession].needs)
        if rng.random() < _INSIDE:
            digits = "".join(filter(str.isdigit, giver.phone))
            return Slip(giver.name, f"+1{digits}", giver.phone, need, True, inside=True)
        prospect = next(self._names)
        phone, typed = phone_number(rng)
        if rng.random() > _RAW:
            return self._with_more(Slip(prospect, phone, typed, need, True))
        return rng.choice(
            (
                Slip(prospect, "", "", need, True),
                Slip(prospect, "", "", need, None),
                Slip(prospect, phone, typed, need, False),
                Slip(prospect, phone, typed, "", None),
                Slip("", phone, typed, need, None),
            )
        )

    def _with_more(self, slip: Slip) -> Slip:
        """Some givers say more than they must."""
        rng = self._rng
        if rng.random() < _FIRM:
            slip = replace(slip, company=rng.choice(FIRMS))
        if rng.random() < 0.3:
            slip = replace(slip, when=rng.choice(_WHENS), knows_caller=True)
        if rng.random() < 0.08:
            slip = replace(slip, who_calls=rng.choice((WhoCalls.PROSPECT, WhoCalls.PROSPECT, WhoCalls.GIVER)))
        if rng.random() < 0.06:
            slip = replace(slip, address=f"{rng.randint(10, 2900)} {rng.choice(STREETS)}")
        if rng.random() < 0.06:
            slip = replace(slip, email=f"{_plain(slip.prospect.split()[-1])}@mail.example")
        return replace(slip, note=rng.choice(SLIP_NOTES)) if rng.random() < 0.06 else slip

    def completed(self, slip: Slip) -> Slip:
        """The same with the number that was missing."""
        phone, typed = phone_number(self._rng)
        return replace(slip, phone=phone, phone_typed=typed, expecting_call=True)


def _plain(word: str) -> str:
    return "".join(letter for letter in word.lower() if letter.isascii() and letter.isalpha())


_PAYS, _PAYS_THOUGH_RAW, _IN_TWO_PARTS = 0.3, 0.07, 0.12
_SOON_HEARD_OF, _FOLLOWED_UP, _THANKS_ALONE, _STILL_SPOKEN_OF = 0.92, 0.15, 0.06, 0.95
_SPOKEN_OF_EVERY = 3  # weeks: work that goes on is spoken of before anybody asks


class Outcomes:
    """Decides, when a lead is passed, its outcomes."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng

    def of(
        self, slip: SlipToPass, week: int, receiver: Seat, *, pays: bool | None = None
    ) -> tuple[Event, ...]:
        """The events of a lead in order; none where its receiver never reports one."""
        rng, raw = self._rng, bool(slip.slip.missing(PUBLISHED))
        if pays or (pays is None and rng.random() < (_PAYS_THOUGH_RAW if raw else _PAYS)):
            return tuple(self._paid(week, receiver))
        if rng.random() < receiver.reports * _SOON_HEARD_OF:
            return tuple(self._heard_of(week, raw=raw))
        late = week + rng.randint(2, 3)
        return (Event(late, self._end(raw=raw), self._why_not(raw=raw)),)

    def _paid(self, week: int, receiver: Seat) -> Iterator[Event]:
        rng, profession = self._rng, PROFESSIONS[receiver.profession]
        minor = round(int(profession.least * (profession.most / profession.least) ** rng.random()), -1) * 100
        heard, paid = week + 1, week + rng.randint(2, 11)
        yield Event(heard, LeadOutcome.CONTACTED, thanked=True)
        yield from self._in_work(heard, paid)
        if rng.random() < _IN_TWO_PARTS and minor >= 100_000:
            first = minor * 6 // 1000 * 100
            yield Event(paid, note="first part", minor=first)
            yield Event(paid + rng.randint(2, 4), note="the rest", minor=minor - first)
        else:
            yield Event(paid, note=rng.choice(NOTES), minor=minor)

    def _heard_of(self, week: int, *, raw: bool) -> Iterator[Event]:
        """Called, in progress for a while, and nothing came of it; or at once an outcome without business."""
        rng = self._rng
        heard, thanked = week + rng.randint(1, 2), rng.random() < (0.4 if raw else 0.85)
        if rng.random() < (0.6 if raw else 0.3):
            yield Event(heard, self._end(raw=raw), self._why_not(raw=raw), thanked=thanked)
            return
        over = heard + rng.randint(2, 7)
        if rng.random() < _THANKS_ALONE:
            yield Event(heard)
            yield from self._in_work(heard, over)
            yield Event(over, self._end(raw=raw), self._why_not(raw=raw))
            return
        follow_up = rng.randint(1, 3) if rng.random() < _FOLLOWED_UP else None
        yield Event(heard, LeadOutcome.CONTACTED, thanked=thanked, follow_up=follow_up)
        if follow_up and rng.random() < 0.8:
            yield Event(heard + follow_up, LeadOutcome.WORKING, rng.choice(HOW_IT_GOES))
            heard += follow_up
        if raw and rng.random() < 0.3:
            yield Event(heard + 1, LeadOutcome.IS_LEAD, "they were glad of the call")
        yield from self._in_work(heard, over)
        yield Event(max(over, heard + 1), LeadOutcome.NOT_NEEDED, self._why_not(raw=False))

    def _in_work(self, heard: int, until: int) -> Iterator[Event]:
        for week in range(heard + _SPOKEN_OF_EVERY, until, _SPOKEN_OF_EVERY):
            if self._rng.random() < _STILL_SPOKEN_OF:
                yield Event(week, LeadOutcome.WORKING, self._rng.choice(HOW_IT_GOES))

    def _end(self, *, raw: bool) -> LeadOutcome:
        """How a lead ends that brings nothing: a raw one is oftener a bad one."""
        words = (LeadOutcome.NOT_NEEDED, LeadOutcome.BAD, LeadOutcome.OUTSIDE)
        return self._rng.choices(words, (40, 50, 10) if raw else (80, 8, 12))[0]

    def _why_not(self, *, raw: bool) -> str:
        return self._rng.choice(BAD_BECAUSE if raw else NOT_NEEDED_BECAUSE)


# A divorce, then a condo, then the move, then the paint: who passes it to whom, for what, in which week.
TRAVELLER = "Karen Whitmore"
TRAVELS = (
    (5, ROBERT, DEE, "divorce"),
    (8, DEE, SAMIR, "sell the house, find a condo"),
    (12, SAMIR, VINCE, "two-bedroom move"),
    (13, VINCE, TOMAS, "paint the new condo before she moves in"),
)
# One prospect whom three members are needed by: a house that is sold, emptied and done up.
FAMILY, FAMILY_WEEK = "Eleanor Voss", 24
GIVES_NOTHING_SINCE = {PAUL: 9}
# Nobody has ever heard of these again: the one lead of that week whose receiver notes no outcome.
NEVER_HEARD_OF = {PAUL: 13}
# So many leads of a week are called once and never spoken of again; in how many weeks they were to be.
LEFT_HANGING, TO_BE_LOOKED_AT = {22: 2, 24: 1, 26: 1}, {26: 2}
_LEADS_EACH = (0, 0, 0, 1, 1, 1, 1, 2, 2, 3)
_GROWS = 0.1
_COMPLETED, _ANSWERS, _FORGOTTEN_EVERY = 0.5, 0.15, 5


def needed_in(week: int) -> set[str]:
    """Who must be there for the story to go on."""
    travellers = {name for when, giver, receiver, _ in TRAVELS if when == week for name in (giver, receiver)}
    return travellers | ({SAMIR, VINCE, TOMAS, HELEN} if week == FAMILY_WEEK else set())


class Bucket:
    """The bucket of every week; it remembers every lead."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self.passed: list[PassedLead] = []
        self._outcomes = Outcomes(rng)
        self._never_heard_of = dict(NEVER_HEARD_OF)
        self._left_hanging = dict(LEFT_HANGING)
        self._writer = SlipWriter(rng)

    def slips(self, week: int, seats: tuple[Seat, ...], giving: set[str]) -> tuple[SlipToPass, ...]:
        """The leads of a week: those that grow out of earlier ones, and new ones, by whoever can give."""
        travelling = self._travelling(week)
        grown = [slip for lead in self.passed for slip in self._grown(week, lead, seats, giving)]
        new = [
            self._new(seat, seats)
            for seat in seats
            if seat.name in giving
            for _ in self._how_many(week, seat)
        ]
        return (*travelling, *self._family(week), *grown, *new)

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

    def _family(self, week: int) -> list[SlipToPass]:
        """One prospect for three receivers."""
        if week != FAMILY_WEEK:
            return []
        slip = Slip(FAMILY, "+14155550184", "(415) 555-0184", "empties her mother's house to sell it", True)
        return [
            SlipToPass(
                SAMIR, VINCE, replace(slip, knows_caller=True, when=When.WEEKS), also_to=(TOMAS, HELEN)
            )
        ]

    def _grown(
        self, week: int, lead: PassedLead, seats: tuple[Seat, ...], giving: set[str]
    ) -> list[SlipToPass]:
        """The same prospect needs the next profession: the receiver passes them on."""
        profession_of = {seat.name: seat.profession for seat in seats}
        ready = lead.receiver in giving and week - lead.week in (1, 2, 3) and not lead.slip.missing(PUBLISHED)
        if not ready or lead.slip.prospect == TRAVELLER or self._rng.random() > _GROWS:
            return []
        following = NEXT_PROFESSIONS.get(profession_of[lead.receiver], ())
        places = [s for s in seats if s.profession in following and s.name not in (lead.giver, KEIKO)]
        silent = week >= GIVES_NOTHING_SINCE.get(lead.receiver, week + 1)
        if not places or silent:
            return []
        place = self._rng.choice(places)
        need = self._rng.choice(PROFESSIONS[place.profession].needs)
        slip = Slip(lead.slip.prospect, lead.slip.phone, lead.slip.phone_typed, need, True)
        return [SlipToPass(lead.receiver, place.name, slip, lead)]

    def _new(self, giver: Seat, seats: tuple[Seat, ...]) -> SlipToPass:
        others = [seat for seat in seats if seat.name != giver.name]
        near = NEXT_PROFESSIONS.get(giver.profession, ())
        weights = [
            s.receives * (2.5 if s.profession in near or s.sphere == giver.sphere else 1) for s in others
        ]
        receiver = self._rng.choices(others, weights)[0]
        answers = self._rng.random() < _ANSWERS
        return SlipToPass(giver.name, receiver.name, self._writer.slip(giver, receiver), answers=answers)

    def remember(self, lead_id: LeadId, slip: SlipToPass, week: int, receiver: Seat) -> None:
        """A lead was passed: decide its outcomes."""
        pays = True if slip.slip.prospect in (TRAVELLER, FAMILY) else None
        events = list(self._outcomes.of(slip, week, receiver, pays=pays))
        if self._never_heard_of.get(receiver.name, week + 1) <= week:
            del self._never_heard_of[receiver.name]
            events = []
        elif self._left_hanging.get(week) and pays is None:
            self._left_hanging[week] -= 1
            follow_up = TO_BE_LOOKED_AT.get(week)
            events = [Event(week + 1, LeadOutcome.CONTACTED, thanked=follow_up is None, follow_up=follow_up)]
        self.passed.append(PassedLead(lead_id, slip.giver, slip.receiver, slip.slip, week, events))

    def completions(self, week: int, giving: set[str]) -> tuple[Completion, ...]:
        """The numbers that givers had promised to bring along a week ago."""
        short = [x for x in self.passed if x.week == week - 1 and x.slip.prospect and not x.slip.has_phone]
        return tuple(
            Completion(lead, self._writer.completed(lead.slip))
            for lead in short
            if lead.giver in giving and self._rng.random() < _COMPLETED
        )

    def lead_events(self, week: int, coming: set[str]) -> tuple[LeadEvent, ...]:
        """The outcomes of this week, one of each lead: those due, or that fell due while they were away."""
        found = []
        for lead in self.passed:
            if lead.to_say and lead.to_say[0].week <= week and lead.receiver in coming:
                event = lead.to_say.pop(0)
                lead.paid = lead.paid or event.minor > 0
                found.append(LeadEvent(lead, event))
        return tuple(found)

    def left_behind(self, receiver: str) -> tuple[LeadEvent, ...]:
        """The last outcome by somebody who leaves, of each lead that is not over."""
        own = [lead for lead in self.passed if lead.receiver == receiver and lead.to_say]
        for lead in own:
            lead.to_say.clear()
        return tuple(
            LeadEvent(lead, Event(lead.week, LeadOutcome.NOT_NEEDED, "announced before leaving"))
            for lead in own
        )

    def between(self, week: int) -> tuple[LeadEvent, ...]:
        """The outcomes that receivers note before the next meeting, of the leads of this one."""
        own = [lead for lead in self.passed if lead.week == week and lead.to_say]
        with_outcome = [lead for lead in own if lead.to_say[0].outcome is not None]
        noted = [lead for number, lead in enumerate(with_outcome, start=1) if number % _FORGOTTEN_EVERY]
        return tuple(LeadEvent(lead, _before_the_thanks(lead)) for lead in noted)


def _before_the_thanks(lead: PassedLead) -> Event:
    """The next outcome of a lead; the thanks that go with it wait for the table."""
    event = lead.to_say.pop(0)
    if event.thanked:
        lead.to_say.insert(0, Event(event.week, LeadOutcome.THANKS, thanked=True))
    return event._replace(thanked=False)
