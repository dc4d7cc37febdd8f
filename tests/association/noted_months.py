"""The figures by month as they are noted, beside those counted anew."""

from __future__ import annotations

from leadsroom.domain.association.month import MonthFigures
from leadsroom.domain.ids import ChapterId
from leadsroom.store.read.association.months import FIRST_MONTH, LAST_MONTH, count_months, read_months
from leadsroom.store.read.chapter import chapters
from leadsroom.store.store import Store

OfChapters = dict[ChapterId, list[MonthFigures]]


def noted_and_counted(store: Store) -> tuple[OfChapters, OfChapters]:
    """Those of every chapter of a small database, in order."""
    with store.reading() as connection:
        everywhere = chapters(connection)
        noted = read_months(connection, [each.id for each in everywhere], FIRST_MONTH, LAST_MONTH)
        counted = {each.id: list(count_months(connection, each).values()) for each in everywhere}
    return noted, counted
