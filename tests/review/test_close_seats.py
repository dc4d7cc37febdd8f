"""Seats that lie close, told in the review."""

from __future__ import annotations

from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.store.read.meeting import snapshot as read_snapshot
from leadsroom.store.read.people import roster as read_roster
from leadsroom.store.store import Store
from leadsroom.views.meeting.summary import summarise
from tests.databases import ON_BOTH
from tests.desks import meeting_to_run
from tests.harborview import START, found_chapter
from tests.seen import afterwards

PEOPLE = (("Ann Chu", "Life insurance"), ("Bo Lind", "Auto insurance"), ("Dee Fox", "Florist"))


@ON_BOTH
def test_seats_that_lie_close_are_told(store: Store) -> None:
    """The review names the seats that lie close as they are held now, and says why."""
    chapter = found_chapter(store, people=PEOPLE)
    meeting_id = meeting_to_run(store, chapter, START)
    with store.reading() as connection:
        seen = read_snapshot.snapshot(connection, meeting_id)
        assert len(read_roster.members(connection, chapter.id, [MembershipStatus.ACTIVE])) == len(PEOPLE)
    summary = summarise(seen, later=afterwards(store, seen))
    assert [pair.sentence for pair in summary.close_seats] == [
        "Life insurance (Ann Chu) and Auto insurance (Bo Lind) overlap: one family, Insurance."
    ]
    assert summarise(seen).close_seats == ()
