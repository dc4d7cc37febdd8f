"""A chapter's habits in the words of the journal."""

from __future__ import annotations

from leadsroom.domain.wording import length_in_words
from leadsroom.roster.sheets import NewChapter

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def habits_difference(before: NewChapter, after: NewChapter) -> str:
    """What is different, from what to what: `starts 07:00 → 07:30, pitch 60 s → 45 s`."""
    was, now = _said(before), _said(after)
    return ", ".join(
        f"{what} {was[what] or '–'} → {now[what] or '–'}" for what in was if was[what] != now[what]
    )


def _said(habits: NewChapter) -> dict[str, str]:
    return {
        "name": habits.name,
        "place": habits.place,
        "time zone": habits.timezone,
        "country": habits.country,
        "money": habits.currency,
        "clock": "24 hours" if habits.clock_24h else "12 hours",
        "day": _DAYS[habits.weekday],
        "starts": f"{habits.starts:%H:%M}",
        "length": length_in_words(habits.length),
        "pitch": length_in_words(habits.pitch),
    }
