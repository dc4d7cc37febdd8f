"""`leadsroom chapter`: the chapter's habits, shown and changed."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from leadsroom.cli.place import STATION, clock_here, opened_chapter
from leadsroom.cli.speech import say
from leadsroom.domain.typed_time import read_time
from leadsroom.domain.wording import length_in_words
from leadsroom.errors import Refused
from leadsroom.roster.sheets import NewChapter

if TYPE_CHECKING:
    from leadsroom.domain.chapter import Chapter

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENOUGH = 100_000  # more than any chapter can have, and a length all the same


def show_or_change(words: Namespace) -> int:
    """Say what the habits are, after changing those that were named."""
    from leadsroom.roster.office import Office

    with opened_chapter(words) as (store, chapter):
        before = habits_of(chapter)
        after = _changed(before, words)
        if after != before:
            after = habits_of(Office(store, clock_here(), STATION).change_chapter(chapter.id, after))
    say(f"{described(after)}.")
    return 0


def habits_of(chapter: Chapter) -> NewChapter:
    """The habits as a form."""
    return NewChapter(
        name=chapter.name,
        place=chapter.place,
        timezone=chapter.timezone,
        country=chapter.country,
        currency=chapter.currency,
        clock_24h=chapter.clock_24h,
        weekday=chapter.weekday,
        starts=chapter.starts,
        length=chapter.length,
        pitch=chapter.pitch,
    )


def described(new: NewChapter) -> str:
    """The habits in one line: `Harborview: Wednesdays at 7:00 AM (America/Los_Angeles), 90 minutes, …`."""
    hour = (
        f"{new.starts:%H:%M}"
        if new.clock_24h
        else f"{new.starts:%I:%M} {'AM' if new.starts.hour < 12 else 'PM'}"
    )
    where = f", {new.place}" if new.place else ""
    return (
        f"{new.name}{where}: {_DAYS[new.weekday]}s at {hour.lstrip('0')} ({new.timezone}), "
        f"{new.length // timedelta(minutes=1)} minutes, pitches of {length_in_words(new.pitch)}, "
        f"{new.country}, {new.currency}"
    )


def _changed(habits: NewChapter, words: Namespace) -> NewChapter:
    said = {
        "name": words.rename,
        "place": words.place,
        "timezone": words.timezone,
        "country": words.country,
        "currency": words.currency,
        "clock_24h": None if words.clock is None else words.clock == 24,
        "weekday": None if words.weekday is None else _weekday(words.weekday),
        "starts": None if words.starts is None else read_time(words.starts),
        "length": None if words.minutes is None else timedelta(minutes=min(words.minutes, _ENOUGH)),
        "pitch": None if words.pitch is None else timedelta(seconds=min(words.pitch, _ENOUGH)),
    }
    return replace(habits, **{name: value for name, value in said.items() if value is not None})


def _weekday(typed: str) -> int:
    found = [day for day, name in enumerate(_DAYS) if typed and name.lower().startswith(typed.lower())]
    if len(found) != 1:
        raise Refused(f"“{typed}” is not a day of the week. Write it like Wednesday or Wed.")
    return found[0]
