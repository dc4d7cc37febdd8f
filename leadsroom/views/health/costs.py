"""What each seat cost in a period."""

from __future__ import annotations

from leadsroom.domain.health.cost import Cost, costs_by_person
from leadsroom.domain.ids import PersonId
from leadsroom.domain.rules.windows import Period
from leadsroom.store.read.health.costs import charged_in, in_person_at, meetings_timed
from leadsroom.store.reading import Reading


def costs(reading: Reading, period: Period) -> dict[PersonId, Cost]:
    """What each seat cost in a period, by `domain.health.cost`; nobody's own costs are in it.

    Who was charged nothing and was at no meeting is not in it: `Cost(currency)` says that of them.
    """
    connection, chapter = reading.connection, reading.chapter
    return costs_by_person(
        charged_in(connection, chapter, period),
        in_person_at(connection, chapter, period),
        meetings_timed(connection, chapter, period),
        chapter.currency,
    )
