"""A database of the fifth version, which knew no announcements."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from leadsroom.acts.command import Undo
from leadsroom.acts.meeting.commands import MakeAnnouncement
from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.meeting.record_kinds import ANNOUNCEMENT
from leadsroom.store import tables as t
from leadsroom.store.engine import database_url, make_engine
from leadsroom.store.maintenance import check_up
from leadsroom.store.store import open_store
from tests.databases import ON_BOTH, Databases
from tests.desks import desk_at
from tests.harborview import SetClock
from tests.store.older_version import BEGAN, OlderVersion, migrate, rows_of, tables_as_found

pytestmark = ON_BOTH


def test_a_meeting_of_the_fifth_version_takes_an_announcement(databases: Databases) -> None:
    """Opened by ours every row is as it was; at its table something is announced, and taken back."""
    place = databases.empty()
    engine = make_engine(database_url(place))
    migrate(engine, "0005")
    found = tables_as_found(engine)
    with engine.begin() as connection:
        old = OlderVersion(connection, found)
        chapter = old.chapter()
        profession = old.add("profession", chapter_id=chapter, name="Law", name_key="law")
        person = old.add("person", chapter_id=chapter, name="Ann Chu", name_key="ann chu")
        seated = {"chapter_id": chapter, "person_id": person, "profession_id": profession}
        old.add("membership", **seated, status="active", seat=1, offices=["president"])
        meeting = old.add(
            "meeting",
            chapter_id=chapter,
            on_date=BEGAN.date(),
            kind="regular",
            state="planned",
            starts_at=BEGAN,
            ends_at=BEGAN + timedelta(minutes=25),
            starting_seat=1,
        )
        old.add("attendance", chapter_id=chapter, meeting_id=meeting, member_id=person, seat=1)
        before = rows_of(connection, found)
    engine.dispose()
    store = open_store(place)
    with store.reading() as connection:
        assert rows_of(connection, found) == before
    assert check_up(store).faults == ()
    desk = desk_at(store, MeetingId(meeting), SetClock(BEGAN), "table")
    seen = desk.sync.do(MakeAnnouncement(by_id=PersonId(person), words="In May.")).picture
    assert [entry.words for entry in ANNOUNCEMENT.entries(seen)] == ["In May."]
    desk.sync.do(Undo())
    with store.reading() as connection:
        assert connection.execute(select(t.announcement)).all() == []
    desk.close()
    store.close()
    databases.drop(place)
