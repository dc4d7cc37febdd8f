"""A database of the eleventh version, in which every slip counted."""

from __future__ import annotations

from leadsroom.acts.command import Undo
from leadsroom.acts.leads.commands import PassLead
from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.leads.slip import Slip
from leadsroom.store.engine import database_url, make_engine
from leadsroom.store.maintenance import check_up
from leadsroom.store.store import open_store
from tests.databases import ON_BOTH, Databases
from tests.desks import desk_at
from tests.harborview import SetClock
from tests.store.older_version import BEGAN, OlderVersion, migrate, rows_of, tables_as_found

pytestmark = ON_BOTH


def test_two_leads_of_one_prospect_count_as_before_and_a_third_slip_does_not(databases: Databases) -> None:
    """Every row comes through; the number of a lead that undo took away is not given again."""
    place = databases.empty()
    engine = make_engine(database_url(place))
    migrate(engine, "0011")
    found = tables_as_found(engine)
    with engine.begin() as connection:
        old = OlderVersion(connection, found)
        chapter = old.chapter()
        people = [
            old.add("person", chapter_id=chapter, name=name, name_key=name.casefold())
            for name in ("Ann Chu", "Maria Lopez")
        ]
        for seat, person in enumerate(people, start=1):
            name = f"Law {seat}"
            profession = old.add("profession", chapter_id=chapter, name=name, name_key=name.casefold())
            seated = {"chapter_id": chapter, "person_id": person, "profession_id": profession}
            old.add("membership", **seated, status="active", seat=seat, offices=[])
        meeting = old.add(
            "meeting",
            chapter_id=chapter,
            on_date=BEGAN.date(),
            kind="regular",
            state="planned",
            starts_at=BEGAN,
            ends_at=BEGAN,
            starting_seat=1,
        )
        here = {"chapter_id": chapter, "meeting_id": meeting}
        for seat, person in enumerate(people, start=1):
            old.add("attendance", **here, member_id=person, seat=seat)
        given = {"giver_id": people[0], "receiver_id": people[1], "state": "open", "passed_at": BEGAN}
        old.add("lead", **here, **given, prospect="Jane Doe", missing=[], inside=False)
        last = old.add("lead", **here, **given, prospect="Jane Doe", missing=[], inside=False)
        before = rows_of(connection, found)
    engine.dispose()
    store = open_store(place)
    with store.reading() as connection:
        assert rows_of(connection, found) == before
    assert check_up(store).faults == ()
    desk = desk_at(store, MeetingId(meeting), SetClock(BEGAN), "table").sync
    third = PassLead(PersonId(people[0]), PersonId(people[1]), Slip("Jane Doe"))
    seen = desk.do(third).picture
    assert [lead.same_as_id for lead in seen.leads] == [None, None, last]
    desk.do(Undo())
    again = PassLead(PersonId(people[0]), PersonId(people[1]), Slip("Jack Roe"))
    assert desk.do(again).picture.leads[-1].id > seen.leads[-1].id
    store.close()
