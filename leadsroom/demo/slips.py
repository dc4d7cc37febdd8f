"""The slips of the sample season."""

from __future__ import annotations

from itertools import cycle
from random import Random

from msgspec.structs import replace

from leadsroom.demo.people import Seat
from leadsroom.demo.words import AREA_CODES, FIRMS, FIRST_NAMES, LAST_NAMES, PROFESSIONS, SLIP_NOTES, STREETS
from leadsroom.domain.leads.slip import Slip, When, WhoCalls

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
