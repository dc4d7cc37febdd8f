"""A visitor at the table: which visit it is, what to say to them, and the seat they would take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.attendance import Became, Visit
from leadsroom.domain.people.professions import HeldSeat, close_seats, overlaps_with
from leadsroom.domain.people.roster import Person
from leadsroom.domain.rules.chapter_rules import VisitorRules
from leadsroom.domain.rules.rule_words import ordinal
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.wording import short_date

HOLDS_SEAT = "holds a seat at this table"
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


class PastVisitor(Struct, frozen=True):
    """Somebody who has visited before: `visits` that count, the last one's date and its outcome."""

    person: Person
    visits: int
    last_on: date
    became: Became | None = None

    @property
    def why(self) -> str:
        """`2 visits, last Wed 4 Nov`."""
        times = f"{self.visits} visit{'' if self.visits == 1 else 's'}"
        outcome = f", {self.became.words}" if self.became is not None else ""
        return f"{times}, last {short_date(self.last_on)}{outcome}"


class PastVisitors(Struct, frozen=True):
    """Past visitors of this chapter, the latest first, the seats that are held, and all others on record."""

    visitors: tuple[PastVisitor, ...] = ()
    seats: tuple[HeldSeat, ...] = ()
    others: tuple[Person, ...] = ()

    def called(self, name: str) -> PastVisitor | None:
        """The visitor of this name."""
        key = fold(name)
        return next((visitor for visitor in self.visitors if key and fold(visitor.person.name) == key), None)


class SeatOfProfession(Struct, frozen=True):
    """What a profession means for the table: its seat is `taken`, or others overlap with it.

    `in_words` is the same behind the profession, in a line of a list.
    """

    taken: bool
    sentence: str
    in_words: str


def sits_here(name: str, expected: Iterable[str], seats: Iterable[HeldSeat]) -> bool:
    """Whether somebody of this name is among those expected tonight, or holds one of the seats.

    Substitutes and visitors come from outside: nobody who holds a seat at this table is one.
    """
    key = fold(name)
    return bool(key) and key in {fold(holder) for holder in (*expected, *(seat.holder for seat in seats))}


def visit_counts(rules: VisitorRules, *, open_house: bool) -> bool:
    """Whether a visit at such a meeting counts against the limit (FIELD §4)."""
    return rules.open_house_counts or not open_house


def nth(number: int) -> str:
    """`first`, `second`, `11th`."""
    return _ORDINALS[number - 1] if 0 < number <= len(_ORDINALS) else ordinal(number)


def visit_sentence(number: int, rules: VisitorRules, *, counts: bool = True) -> str:
    """`second visit: invite to apply`; `number` counts the visits that count, this one too if it does."""
    if not counts:
        before = f", after {number} visit{'' if number == 1 else 's'}" if number else ""
        return f"open house: it does not count{before}"
    visit = f"{nth(number)} visit"
    if rules.visits is None or number < rules.visits:
        return visit
    if number == rules.visits:
        return f"{visit}: invite to apply"
    return f"{visit}: more than the {rules.visits} the chapter allows"


def is_past_limit(number: int, rules: VisitorRules, *, counts: bool = True) -> bool:
    """Whether it is one visit too many."""
    return counts and rules.visits is not None and number > rules.visits


def seat_of_profession(profession: str, seats: Iterable[HeldSeat]) -> SeatOfProfession | None:
    """Whether the seat a visitor would take is taken, and by whom; may be; else the professions that overlap.

    One that is only likely taken is for people to decide.
    """
    key, seats = fold(profession), tuple(seats)
    if not key:
        return None
    found = close_seats(profession, seats)
    if found.same is not None:
        is_exact = fold(found.same.profession) == key
        holder = found.same.holder if is_exact else f"{found.same.holder}, {found.same.profession}"
        return SeatOfProfession(True, f"seat taken: {holder}", f"taken by {holder}")
    if found.likely:
        likely = " or ".join(seat.in_words for seat in found.likely[:2])
        return SeatOfProfession(False, f"the same seat as {likely}?", f"perhaps that of {likely}")
    close = overlaps_with(HeldSeat(profession), seats)
    if not close:
        return None
    overlapping = ", ".join(each.other.in_words for each in close[:2])
    return SeatOfProfession(False, f"overlaps with {overlapping}", f"close to {overlapping}")


def seat_in_words(visitor: Person, seats: Mapping[PersonId, HeldSeat]) -> str:
    """`close to Interior designer (Sam Fox)`, `taken by Sam Fox`, `free`: the seat a visitor would take.

    Empty where they gave no profession, or hold a seat by now.
    """
    if not fold(visitor.profession) or visitor.id in seats:
        return ""
    seat = seat_of_profession(visitor.profession, seats.values())
    return seat.in_words if seat is not None else "free"


def stays_silent(profession: str, seats: Iterable[HeldSeat], rules: VisitorRules) -> bool:
    """Whether a visitor has no turn because their profession is taken (FIELD §4, Leads Club)."""
    seat = seat_of_profession(profession, seats) if rules.silent_if_taken else None
    return seat is not None and seat.taken


def visit_in_words(visit: Visit) -> str:
    """`visit 2`, `open house`, `visiting member`: for a line of a list."""
    if visit.of_member_elsewhere:
        return "visiting member"
    return f"visit {visit.number}" if visit.counts else "open house"


def became_in_words(visit: Visit) -> str:
    """`not interested: too far`; empty while nothing is decided."""
    if visit.became is None:
        return visit.became_note
    became = visit.became.words
    return f"{became}: {visit.became_note}" if visit.became_note else became
