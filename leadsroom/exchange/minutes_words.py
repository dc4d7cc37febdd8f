"""Numbers and lengths of the minutes in words."""

from __future__ import annotations

from datetime import timedelta

from leadsroom.domain.countdown import SECOND, minutes_and_seconds
from leadsroom.domain.money import Money, show_money
from leadsroom.review.summary import Summary

NOTHING = "–"


def count(number: int, what: str) -> str:
    """`1 lead`, `0 leads`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def figure(money: Money, summary: Summary) -> str:
    """An amount as the chapter's country writes it."""
    return show_money(money, summary.chapter.country)


def length(of: timedelta | None) -> str:
    """`1:05`, or a dash for what never began."""
    return NOTHING if of is None else minutes_and_seconds(int(of / SECOND))


def more(than: timedelta) -> str:
    """`+0:20`, `-1:05`, or a dash for no difference."""
    seconds = int(than / SECOND)
    if seconds == 0:
        return NOTHING
    return f"+{minutes_and_seconds(seconds)}" if seconds > 0 else minutes_and_seconds(seconds)
