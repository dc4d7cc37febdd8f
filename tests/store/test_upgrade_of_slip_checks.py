"""A database of the fourteenth version, in which nobody was asked about a lead that was passed."""

from __future__ import annotations

from leadsroom.acts.command import Undo
from leadsroom.acts.leads.commands import CheckSlip, NoteGiverAnswer
from leadsroom.domain.ids import LeadId, MeetingId
from leadsroom.domain.leads.slip_check import Served
from leadsroom.store.maintenance import check_up
from leadsroom.store.store import open_store
from leadsroom.views.meeting.lookups import answer_of_giver
from tests.databases import ON_BOTH, Databases
from tests.desks import desk_at
from tests.harborview import SetClock
from tests.store.older_version import BEGAN, OlderVersion, left_by, rows_of

pytestmark = ON_BOTH


def _write(old: OlderVersion) -> None:
    chapter = old.chapter()
    given = [old.member(chapter, seat, name, name) for seat, name in enumerate(("Ann Chu", "Maria Lopez"), 1)]
    when = dict.fromkeys(("starts_at", "ends_at"), BEGAN)
    on = {"chapter_id": chapter, "on_date": BEGAN.date(), "kind": "regular", "starting_seat": 1}
    here = {"chapter_id": chapter, "meeting_id": old.add("meeting", **on, **when, state="planned")}
    for seat, person in enumerate(given, 1):
        old.add("attendance", **here, member_id=person, seat=seat)
    people = {"giver_id": given[0], "receiver_id": given[1]}
    old.add("lead", **here, **people, prospect="Jane Doe", inside=False, state="open", passed_at=BEGAN)


def test_leads_of_the_fourteenth_version_can_be_asked_about(databases: Databases) -> None:
    """Every row is as it was; what receiver and giver say is noted of an old lead, and taken back."""
    place = databases.empty()
    found, before = left_by(place, "0014", _write)
    store = open_store(place)
    with store.reading() as connection:
        assert rows_of(connection, found) == before
    assert check_up(store).faults == ()
    meeting, lead = (before[name][0]["id"] for name in ("meeting", "lead"))
    desk = desk_at(store, MeetingId(meeting), SetClock(BEGAN), "table").sync
    assert len(desk.do(CheckSlip(LeadId(lead), called=True)).picture.entries["slip_check"]) == 1
    desk.do(NoteGiverAnswer(LeadId(lead), Served.WELL))
    answer = desk.read(answer_of_giver, LeadId(lead))
    assert answer is not None
    assert answer.served is Served.WELL
    desk.do(Undo())
    assert desk.do(Undo()).picture.entries["slip_check"] == ()
    assert desk.read(answer_of_giver, LeadId(lead)) is None
    store.close()
    databases.drop(place)
