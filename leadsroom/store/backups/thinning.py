"""Which backups stay: of the last days, of fewer weeks, of a year of months."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import UTC, datetime

DAYS, WEEKS, MONTHS = 7, 5, 12

_Span = Callable[[datetime], Hashable]


def _day(moment: datetime) -> Hashable:
    return moment.astimezone(UTC).date()


def _week(moment: datetime) -> Hashable:
    return moment.astimezone(UTC).isocalendar()[:2]


def _month(moment: datetime) -> Hashable:
    in_utc = moment.astimezone(UTC)
    return in_utc.year, in_utc.month


_SPANS: tuple[tuple[_Span, int], ...] = ((_day, DAYS), (_week, WEEKS), (_month, MONTHS))


def remaining(moments: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Of backups made at these moments, those that stay.

    The newest of each of the last 7 days that have one, of each of the last 5 weeks (from Monday) that have
    one, and of each of the last 12 months that have one, by dates in UTC. Days without a backup do not count,
    so that no break, and no clock that was far ahead for a while, takes the last ones away. One from after
    `now`, made by such a clock, stays, and takes no other one's place.
    """
    newest_first = sorted(set(moments), reverse=True)
    past = [moment for moment in newest_first if moment <= now]
    ahead = newest_first[: len(newest_first) - len(past)]
    return frozenset(ahead).union(*(_newest_of_each(past, span, most) for span, most in _SPANS))


def _newest_of_each(newest_first: Iterable[datetime], span: _Span, most: int) -> set[datetime]:
    newest: dict[Hashable, datetime] = {}
    for moment in newest_first:
        newest.setdefault(span(moment), moment)
    return set(list(newest.values())[:most])
