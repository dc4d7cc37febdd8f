"""The treasurer's summary: what came in and went out by kind and period, between two balances."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import accumulate

from msgspec import Struct

from leadsroom.domain.money.account import OWN, AccountEntry, AccountKind, Method, entry_name
from leadsroom.domain.rules.windows import PeriodKind, days_of
from leadsroom.errors import Refused

MOST_PERIODS = 120


class SummaryLine(Struct, frozen=True):
    """What the entries of a kind, or of a cause of it, come to in a period, in minor units."""

    kind: AccountKind
    minor: int
    count: int
    cause: str = ""

    @property
    def name(self) -> str:
        """`Dues`, `Payments`, `Donation: the party`."""
        return entry_name(self.kind, cause=self.cause)


class Movement(Struct, frozen=True):
    """A balance at the beginning of a period, what changed it, and the one at its end, in minor units."""

    opening: int
    lines: tuple[SummaryLine, ...]
    closing: int


class Turnover(Struct, frozen=True):
    """What came in and went out by one method, in minor units, both above zero or zero."""

    method: Method | None
    received: int
    paid: int


class Figures(Struct, frozen=True):
    """A period in one currency. `owed` is what members owe together, less what they have paid ahead; `hand`
    what the chapter has in hand, and there what comes in is above zero.
    """

    first: date
    last: date
    currency: str
    owed: Movement
    hand: Movement
    methods: tuple[Turnover, ...]


def periods_between(first: date, last: date, by: PeriodKind | None = None) -> tuple[tuple[date, date], ...]:
    """The periods by the calendar that lie between two days, the first and the last cut to them.

    Raises Refused where they are none, or too many.
    """
    if last < first:
        raise Refused("The last day is before the first. Turn them around.")
    if by is None:
        return ((first, last),)
    found, day = [], first
    while day <= last:
        end = min(days_of(by, day)[1], last)
        found.append((day, end))
        day = end + timedelta(days=1)
        if len(found) > MOST_PERIODS:
            raise Refused(f"Those are more than {MOST_PERIODS} periods. Choose longer ones, or fewer days.")
    return tuple(found)


def figures(
    entries: Iterable[AccountEntry], periods: Sequence[tuple[date, date]], currency: str
) -> tuple[Figures, ...]:
    """Each period in each currency of which there are entries until the end, or in the chapter's own.

    An entry counts on the day it is of. What takes one back counts on its own day, under the same kind.
    """
    end = max((last for _, last in periods), default=date.min)
    of_currency: defaultdict[str, list[AccountEntry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: (entry.on, entry.id)):
        if entry.on <= end:
            of_currency[entry.amount.currency].append(entry)
    currencies = sorted(of_currency or {currency}, key=lambda each: (each != currency, each))
    books = [_Book.of(one, of_currency[one]) for one in currencies]
    return tuple(_figures(book, first, last) for first, last in periods for book in books)


class _Book(Struct, frozen=True):
    """The entries of a currency by their days; what was `owed` and in `hand` before each, and in the end."""

    currency: str
    entries: Sequence[AccountEntry]
    owed: Sequence[int]
    hand: Sequence[int]

    @classmethod
    def of(cls, currency: str, entries: Sequence[AccountEntry]) -> _Book:
        """A book of these entries, which stand in order already."""
        owed = accumulate((0 if each.kind in OWN else each.amount.minor for each in entries), initial=0)
        hand = accumulate((each.in_hand for each in entries), initial=0)
        return cls(currency, entries, tuple(owed), tuple(hand))

    def places(self, first: date, last: date) -> tuple[int, int]:
        """The place of the first entry of these days, and that behind their last one."""
        begins = bisect_left(self.entries, first, key=_day_of)
        return begins, bisect_right(self.entries, last, key=_day_of)


def _day_of(entry: AccountEntry) -> date:
    return entry.on


def _figures(book: _Book, first: date, last: date) -> Figures:
    begins, ends = book.places(first, last)
    within = book.entries[begins:ends]
    owed = Counter[tuple[AccountKind, str]]()
    hand, counts = Counter[tuple[AccountKind, str]](), Counter[tuple[bool, AccountKind, str]]()
    for entry in within:
        if entry.kind not in OWN:
            owed[entry.kind, ""] += entry.amount.minor
            counts[False, entry.kind, ""] += 1
        if entry.in_hand:
            key = _of_hand(entry)
            hand[key] += entry.in_hand
            counts[True, *key] += 1
    return Figures(
        first=first,
        last=last,
        currency=book.currency,
        owed=_movement(book.owed[begins], owed, counts, of_hand=False),
        hand=_movement(book.hand[begins], hand, counts, of_hand=True),
        methods=_turnover(within),
    )


def _of_hand(entry: AccountEntry) -> tuple[AccountKind, str]:
    """The line in which it is counted: a donation's payment under the donation, with its cause."""
    if entry.pays is not None:
        return AccountKind.DONATION, entry.cause
    return entry.kind, entry.cause if entry.kind in OWN else ""


def _movement(
    opening: int,
    sums: Counter[tuple[AccountKind, str]],
    counts: Counter[tuple[bool, AccountKind, str]],
    *,
    of_hand: bool,
) -> Movement:
    order = list(AccountKind)
    lines = tuple(
        SummaryLine(kind, sums[kind, cause], counts[of_hand, kind, cause], cause)
        for kind, cause in sorted(sums, key=lambda key: (order.index(key[0]), key[1].casefold(), key[1]))
    )
    return Movement(opening, lines, opening + sum(sums.values()))


def _turnover(within: Sequence[AccountEntry]) -> tuple[Turnover, ...]:
    """By method; what takes an entry back counts against the side it was on."""
    received, paid = Counter[Method | None](), Counter[Method | None]()
    for entry in within:
        if entry.in_hand:
            side, sign = (received, 1) if entry.kind in _RECEIVED else (paid, -1)
            side[entry.method] += sign * entry.in_hand
    order = [*Method, None]
    found = sorted(received.keys() | paid.keys(), key=order.index)
    return tuple(Turnover(method, received[method], paid[method]) for method in found)


_RECEIVED = frozenset({AccountKind.PAYMENT, AccountKind.INCOME})
