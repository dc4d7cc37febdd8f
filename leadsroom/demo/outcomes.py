"""The outcomes of the leads of the sample season, with their weeks."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from leadsroom.demo.people import Seat
from leadsroom.demo.script import Event, SlipToPass
from leadsroom.demo.words import BAD_BECAUSE, HOW_IT_GOES, NOT_NEEDED_BECAUSE, NOTES, PROFESSIONS
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.rules.lead_rules import PUBLISHED

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
