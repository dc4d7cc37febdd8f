"""Numbers and lengths of the minutes in words."""

from __future__ import annotations

from datetime import timedelta

from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.wording import ZERO, length_on_clock, more_on_clock
from leadsroom.views.meeting.summary import Summary

NOTHING = "–"


def count(number: int, what: str) -> str:
    """`1 lead`, `0 leads`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def figure(money: Money, summary: Summary) -> str:
    """An amount as the chapter's country writes it."""
    return show_money(money, summary.chapter.country)


def length(of: timedelta | None) -> str:
    """`1:05`, or a dash for what never began."""
    return NOTHING if of is None else length_on_clock(of)


def more(length: timedelta, than: timedelta = ZERO) -> str:
    """`+0:20`, `-1:05`, or a dash for no difference."""
    return more_on_clock(length, than) or NOTHING
