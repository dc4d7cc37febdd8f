"""Keeping a chapter's figures by month as an act leaves them."""

from __future__ import annotations

from leadsroom.acts.act import Act
from leadsroom.acts.association.months_concerned import MonthsConcerned
from leadsroom.store.chapter_months import count_again
from leadsroom.store.read.association.months import FIRST_MONTH, LAST_MONTH
from leadsroom.store.read.association.months_of_rows import (
    months_of_meetings,
    months_of_reports,
    months_of_visitors,
)
from leadsroom.store.read.chapter import chapter as read_chapter


def keep_months(act: Act, concerned: MonthsConcerned) -> None:
    """Count the months anew that the act has changed the figures of."""
    connection, chapter = act.unit.connection, act.chapter
    act.unit.write_out()
    if any(change.table == "chapter" for change in act.unit.changes):
        chapter = read_chapter(connection, chapter.id)
    if concerned.are_all:
        count_again(connection, chapter)
        return
    visitors, visited = set(concerned.visitors), set(concerned.visited)
    if act.picture is not None and act.picture.meeting.id in visited:
        visited.discard(act.picture.meeting.id)
        visitors |= {visit.person_id for visit in act.picture.visits}
    months = set(concerned.months)
    months |= months_of_meetings(connection, chapter, concerned.meetings)
    months |= months_of_visitors(connection, chapter, visitors, visited)
    months |= months_of_reports(connection, chapter, concerned.leads)
    # What is dated before all that is counted changes no figure.
    counted = [month for month in months if FIRST_MONTH <= month <= LAST_MONTH]
    if counted:
        count_again(connection, chapter, min(counted), max(counted))
