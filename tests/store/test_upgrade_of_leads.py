"""Leads of the second version, which knew fewer facts of them, in ours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from leadsroom.acts.command import Undo
from leadsroom.acts.leads.commands import NoteOutcome, PassLead
from leadsroom.domain.ids import LeadId, MeetingId, PersonId
from leadsroom.domain.leads.lead import LeadOutcome, LeadState
from leadsroom.domain.rules.lead_rules import Fact
from leadsroom.store.store import Store, open_store
from tests.databases import ON_BOTH, Databases
from tests.desks import Book, desk_at
from tests.harborview import START, SetClock
from tests.store.older_version import BEGAN, OlderVersion, left_by

pytestmark = ON_BOTH

WHOLE = {"prospect": "Jane Doe", "phone": "+14155550101", "need": "a web shop", "expecting_call": True}
SLIPS: tuple[dict[str, Any], ...] = (
    WHOLE,
    WHOLE | {"phone": "", "state": "thanked"},
    WHOLE | {"phone": "", "phone_typed": "555-0115", "state": "closed", "from_lead_id": 1},
    WHOLE | {"prospect": "", "need": "", "expecting_call": None, "from_lead_id": 3},
    WHOLE | {"expecting_call": False, "withdrawn_at": START},
    WHOLE | {"phone": "", "phone_typed": "ask Bob"},
)


@pytest.fixture
def second_version(databases: Databases) -> Iterator[Store]:
    """A database of the second version with six leads of a live meeting, opened by ours."""
    place, _ = databases.made_by(_opened_by_ours)
    store = open_store(place)
    yield store
    store.close()
    databases.drop(place)


def _opened_by_ours(place: str) -> None:
    left_by(place, "0002", _write)
    open_store(place).close()


def _write(old: OlderVersion) -> None:
    chapter = old.chapter()
    members = [old.member(chapter, n, f"Member {n}", f"Trade {n}") for n in (1, 2, 3)]
    meeting = old.live_meeting(chapter, members)
    old.entry(chapter, meeting)
    here = {"chapter_id": chapter, "meeting_id": meeting}
    for slip in SLIPS:
        columns = {"phone_typed": "", "state": "open", "inside": False} | slip
        people = {"giver_id": members[0], "receiver_id": members[1]}
        old.add("lead", **here, **people, **columns, passed_at=BEGAN)
    paid = {"reported_by_id": members[1], "credited_to_id": members[0], "currency": "USD", **here}
    for number, (lead, minor) in enumerate(((2, 0), (3, 9900))):
        at = BEGAN + timedelta(minutes=number)
        old.add("closed_business", lead_id=lead, amount_minor=minor, at=at, **paid)
    (station,) = old.images("station")
    old.add(
        "journal",
        **here,
        station_id=station["id"],
        command_id="b" * 32,
        at=BEGAN,
        kind="do",
        act="PassLead",
        what="Lead",
        rows=[["lead", image["id"], None, image] for image in old.images("lead")[:1]],
    )


def test_leads_keep_what_they_were(second_version: Store) -> None:
    """Each is a lead or raw by the facts it had, since it was passed, in the state its reports say."""
    book = Book(second_version, _chapter_id(second_version), SetClock(BEGAN), "home")
    leads = book.lead_list().leads
    assert [(x.id, x.qualified, x.missing, x.standing.state, x.standing.thanked) for x in leads] == [
        (1, True, (), LeadState.OPEN, False),
        (2, False, (Fact.PHONE,), LeadState.CONTACTED, True),
        (3, True, (), LeadState.CLOSED, True),
        (4, False, (Fact.NAME, Fact.NEED, Fact.EXPECTING), LeadState.OPEN, False),
        (6, False, (Fact.PHONE,), LeadState.OPEN, False),
    ]
    assert [x.lead_since for x in leads] == [BEGAN, None, BEGAN, None, None]
    assert leads[1].standing.last_heard_at == BEGAN


def test_families_and_trails_are_found(second_version: Store) -> None:
    """A lead that grew out of another is of its family; what the journal knew of it is in its trail."""
    book = Book(second_version, _chapter_id(second_version), SetClock(BEGAN), "home")
    assert [x.id for x in book.story(LeadId(4)).family] == [1, 3, 4]
    assert [x.id for x in book.story(LeadId(2)).family] == [2]
    assert [line.what for line in book.story(LeadId(1)).trail] == ["Lead"]


def test_they_go_on(second_version: Store) -> None:
    """A word is said on one, and undo takes it back; the receiver overrules the rules on another."""
    clock = SetClock(BEGAN + timedelta(minutes=1))
    desk = desk_at(second_version, MeetingId(1), clock, "table")
    before = desk.sync.look()
    seen = desk.sync.do(NoteOutcome(LeadId(1), LeadOutcome.WORKING, thanked=True)).picture
    assert (seen.updates[0].receiver_id, seen.leads[0].standing.state) == (PersonId(2), LeadState.WORKING)
    assert desk.sync.do(Undo()).picture.leads == before.leads
    book = Book(second_version, _chapter_id(second_version), clock, "home")
    book.do(NoteOutcome(LeadId(4), LeadOutcome.IS_LEAD))
    assert book.story(LeadId(4)).lead.verdict.startswith("lead, says the receiver (no name, no need")
    desk.close()


def test_a_correction_of_nothing_leaves_no_mark(second_version: Store) -> None:
    """A slip of the second version that is saved as it stands is not corrected by that."""
    book = Book(second_version, _chapter_id(second_version), SetClock(BEGAN), "home")
    for lead in book.lead_list().leads:
        same = PassLead(lead.giver_id, lead.receiver_id, lead.slip, lead.from_lead_id, corrects=lead.id)
        assert book.do(same) == ""


def _chapter_id(store: Store) -> Any:
    with store.reading() as connection:
        return connection.exec_driver_sql("SELECT id FROM chapter").scalar()
