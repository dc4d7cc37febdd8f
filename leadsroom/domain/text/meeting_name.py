"""How a meeting is called: by its date, and by a number behind it from the second meeting of a date on."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.wording import long_date, short_date
from leadsroom.errors import Refused

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?: ?# ?0*([1-9]\d{0,3}))?", re.ASCII)
_OF_DAY = re.compile(r"(.*?)(?: ?# ?0*([1-9]\d{0,3}))?", re.ASCII)


class MeetingName(Struct, frozen=True, order=True):
    """The name of a meeting: `2026-11-28`, the second one of that date `2026-11-28#2`."""

    on: date
    number: int = 1

    def __str__(self) -> str:
        return f"{self.on.isoformat()}{self._mark}"

    @property
    def _mark(self) -> str:
        return f"#{self.number}" if self.number > 1 else ""

    def _behind(self, day: str) -> str:
        return f"{day} {self._mark}" if self._mark else day

    @property
    def in_short(self) -> str:
        """`Sat 28 Nov`, `Sat 28 Nov #2`."""
        return self._behind(short_date(self.on))

    @property
    def in_full(self) -> str:
        """`Saturday 28 November 2026`, `Saturday 28 November 2026 #2`."""
        return self._behind(long_date(self.on))

    def near(self, year: int | None = None) -> str:
        """In short, with the year of its date where that is not this one: `Sat 28 Nov 2026 #2`."""
        day = short_date(self.on)
        return self._behind(day if self.on.year == year else f"{day} {self.on.year}")


def read_meeting_name(typed: str) -> MeetingName:
    """The meeting that is meant by `2026-11-28` or `2026-11-28#2`. Raises Refused."""
    found = _NAME.fullmatch(fold(clean(typed)))
    try:
        if found is not None:
            return MeetingName(date.fromisoformat(found[1]), int(found[2] or 1))
    except ValueError:
        pass
    raise Refused(f"“{clean(typed)}” is not a meeting. {_WAYS}")


def read_meeting_of_day(typed: str, today: date, country: str = "") -> MeetingName:
    """The same, also by a day as it is typed elsewhere: `23 nov`, `28 nov #2`. Raises Refused."""
    from leadsroom.domain.text.typed_day import read_day_of_either

    plain = clean(typed)
    if _NAME.fullmatch(fold(plain)) is None and (found := _OF_DAY.fullmatch(plain)):
        try:
            return MeetingName(read_day_of_either(found[1], today, country), int(found[2] or 1))
        except Refused:
            pass
    return read_meeting_name(typed)


_WAYS = (
    "Give a date like 18 nov or 2026-11-18, or last, or live. The second meeting of a date is 2026-11-18#2."
)
