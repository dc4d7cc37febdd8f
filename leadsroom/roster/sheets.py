"""What is written down to found a chapter: a form, as typed."""

from __future__ import annotations

from datetime import time, timedelta

from msgspec import Struct


class NewChapter(Struct, frozen=True, kw_only=True):
    """A chapter to be founded, or its new habits.

    `timezone` is an IANA name, `country` ISO 3166 alpha-2, `currency` ISO 4217 (empty: the country's own),
    `weekday` 0 for Monday, `starts` local time, `length` of the whole meeting, `pitch` of one pitch.
    """

    name: str
    place: str = ""
    timezone: str
    country: str
    currency: str = ""
    clock_24h: bool
    weekday: int
    starts: time
    length: timedelta
    pitch: timedelta
