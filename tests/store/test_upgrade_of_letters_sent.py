"""A database of the twenty-first version, in which no letter was on record as sent."""

from __future__ import annotations

from datetime import timedelta

from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.meeting.letters import BeginLetter, EndLetter
from leadsroom.domain.ids import ChapterId, LetterId, MeetingId, PersonId
from leadsroom.domain.meeting.letters import LetterKind, LetterState
from leadsroom.store.maintenance import check_up
from leadsroom.store.read.meeting.letters import letters_sent
from leadsroom.store.store import open_store
from tests.databases import ON_BOTH, Databases
from tests.harborview import START, SetClock
from tests.store.older_version import BEGAN, OlderVersion, left_by, rows_of

pytestmark = ON_BOTH


def _write(old: OlderVersion) -> None:
    chapter = old.chapter()
    old.member(chapter, 1, "Ann Chu", "Florist")
    moments = {"starts_at": START, "ends_at": BEGAN, "started_at": START, "ended_at": BEGAN}
    about = {"on_date": START.date(), "kind": "regular", "state": "closed", "starting_seat": 1}
    old.add("meeting", chapter_id=chapter, **about, **moments)


def test_letters_of_the_twenty_first_version_can_be_sent(databases: Databases) -> None:
    """Every row is as it was; a letter about a meeting of before comes on record, and stays."""
    place = databases.empty()
    found, before = left_by(place, "0021", _write)
    store = open_store(place)
    with store.reading() as connection:
        assert rows_of(connection, found) == before
    assert check_up(store).faults == ()
    chapter, ann, meeting = (before[name][0]["id"] for name in ("chapter", "person", "meeting"))
    clock = SetClock(BEGAN + timedelta(hours=3))
    desk = SyncDesk(store, ChapterId(chapter), clock, "office")
    begin = BeginLetter(MeetingId(meeting), PersonId(ann), LetterKind.MEMBER, "ann@example.org")
    desk.do(EndLetter(LetterId(desk.do(begin).subject or 0), LetterState.SENT))
    with store.reading() as connection:
        (letter,) = letters_sent(connection, ChapterId(chapter), MeetingId(meeting))
    assert (letter.person_id, letter.state, letter.ended_at) == (ann, LetterState.SENT, clock.moment)
    store.close()
    databases.drop(place)
