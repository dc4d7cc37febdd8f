"""Months of chapters, written as rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from leadsroom.domain.ids import ChapterId
from leadsroom.store import tables as t
from leadsroom.store.store import Store

_COUNTED = (
    "meetings",
    "places",
    "present",
    "late",
    "substitutes",
    "medical",
    "absent",
    "leads",
    "raw",
    "bad",
    "inside",
    "one_to_ones",
    "visits",
    "first_visits",
    "visitors_joined",
    "members",
    "joined",
    "left",
    "dollars_minor",
    "own_minor",
)


def write_months(store: Store, at: ChapterId, last: date, months: int = 12, **figures: Any) -> None:
    """So many months up to that of the `last` meeting, alike but for the days; what is not named is zero."""
    with store.begun() as connection:
        for back in range(months):
            year, month = divmod(last.year * 12 + last.month - 1 - back, 12)
            row = {**dict.fromkeys(_COUNTED, 0), "dollars_by_member": {}, **figures}
            day = last if not back else date(year, month + 1, 20)
            connection.execute(
                t.chapter_month.insert().values(
                    chapter_id=at, month=year * 100 + month + 1, last_meeting_on=day, **row
                )
            )
