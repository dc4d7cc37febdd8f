"""Undo of new members once a table was laid for them: places of which nothing was said go with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.leads.commands import PassLead
from leadsroom.acts.meeting import commands as meeting
from leadsroom.acts.people.commands import (
    AddMember,
    ApplicationSheet,
    Apply,
    ComeBack,
    EndMembership,
    ImportedSheet,
    ImportRoster,
    Induct,
    MemberSheet,
)
from leadsroom.domain.ids import MembershipId, PersonId
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot
from leadsroom.domain.people.attendance import Mark
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views.people import roster
from tests.databases import ON_BOTH
from tests.desks import meeting_to_run
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import TRAIL, WHOLE, all_rows, rebuilt

JO, KIT = (
    MemberSheet(name="Jo Park", profession="Beekeeping"),
    MemberSheet(name="Kit Ash", profession="Juggling"),
)


class Chapter:
    """A secretary's desk, and a table that is laid only after the secretary's act."""

    def __init__(self, store: Store) -> None:
        self.store, self.clock = store, SetClock()
        self.chapter = found_chapter(store)
        self.home = SyncDesk(store, self.chapter.id, self.clock, "home")

    def lay(self) -> SyncDesk:
        """The table of the meeting, with a place for everybody who sits there."""
        self.meeting_id = meeting_to_run(self.store, self.chapter, self.clock.now())
        return SyncDesk(self.store, self.chapter.id, self.clock, "table", self.meeting_id)

    @property
    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """All but the trail of what was done."""
        return all_rows(self.store, TRAIL)

    def at_table(self) -> set[str]:
        """Who has a place."""
        seen = rebuilt(self.store, self.meeting_id)
        return {seen.name(place.member_id) for place in seen.attendees}

    def person(self, name: str) -> PersonId:
        """Who is called so."""
        with self.store.reading() as connection:
            found = connection.execute(select(t.person.c.id).where(t.person.c.name == name)).scalar_one()
        return PersonId(found)


@pytest.fixture
def here(store: Store) -> Chapter:
    """A chapter of six."""
    return Chapter(store)


def _applicant(here: Chapter) -> Command:
    """Somebody who applied yesterday is taken in: they are known already, and stay so."""
    other = SyncDesk(here.store, here.chapter.id, here.clock, "yesterday")
    applied = other.do(Apply(ApplicationSheet(name="Jo Park", profession="Beekeeping")))
    return Induct(MembershipId(applied.subject or 0))


NEW: dict[str, Callable[[Chapter], Command]] = {
    "a member": lambda _: AddMember(JO),
    "an import": lambda _: ImportRoster((ImportedSheet(JO), ImportedSheet(KIT)), "Added 2 members."),
    "an applicant": _applicant,
}
each_way = pytest.mark.parametrize("new", NEW.values(), ids=NEW)


@ON_BOTH
@each_way
def test_places_of_which_nothing_was_said_go_and_come_with_their_members(
    here: Chapter, new: Callable[[Chapter], Command]
) -> None:
    """Undo after the table was laid leaves it as for the others, and redo as it was laid."""
    done = here.home.do(new(here))
    table = here.lay()
    before, laid = table.look(), here.rows
    assert "Jo Park" in here.at_table()
    assert here.home.do(Undo()).what == f"Undid: {done.what}"
    assert not {"Jo Park", "Kit Ash"} & here.at_table()
    assert table.look() == rebuilt(here.store, here.meeting_id) != before
    assert here.home.do(Redo()).what == f"Redid: {done.what}"
    assert here.rows == laid
    here.home.do(Undo())
    here.lay()
    assert here.home.do(Redo()).entry
    assert here.rows == laid


@each_way
def test_a_place_at_the_meeting_that_is_on_goes_too(here: Chapter, new: Callable[[Chapter], Command]) -> None:
    """Until the roll is called, or somebody marks them, nobody has said anything of them; who undoes it
    elsewhere reads what it did to the table.
    """
    here.home.do(new(here))
    table = here.lay()
    table.do(meeting.Go())
    undid = here.home.do(Undo())
    assert re.search(r"\. The table of the meeting that is on has [12] places? less by it\.$", undid.words)
    seen = table.do(meeting.Go()).picture
    assert "Jo Park" not in here.at_table()
    assert seen == rebuilt(here.store, here.meeting_id)
    table.do(Undo())
    table.do(Undo())
    assert table.look().meeting.state is MeetingState.PLANNED


LATER_ACTS: dict[str, Callable[[Chapter, Snapshot], tuple[Command, str]]] = {
    "marked": lambda here, _: (meeting.MarkAttendance(here.person("Jo Park"), Mark.LATE), "Jo Park: late"),
    "a substitute": lambda here, _: (meeting.SeatSubstitute(here.person("Jo Park"), "Tom Ray"), "Tom Ray"),
    "a lead": lambda here, seen: (
        PassLead(seen.attendees[0].member_id, here.person("Jo Park"), WHOLE),
        "Lead Maria Lopez",
    ),
}


@pytest.mark.parametrize("later_act", LATER_ACTS.values(), ids=LATER_ACTS)
def test_what_was_said_of_somebody_keeps_them_by_name(
    here: Chapter, later_act: Callable[[Chapter, Snapshot], tuple[Command, str]]
) -> None:
    """The refusal says what stands in the way, and nothing is changed."""
    here.home.do(AddMember(JO))
    table = here.lay()
    command, words = later_act(here, table.look())
    table.do(command)
    rows = here.rows
    with pytest.raises(Refused, match=f"What came later stands in the way .“.*{words}"):
        here.home.do(Undo())
    assert here.rows == rows


def test_a_mark_that_was_taken_back_can_be_made_again(here: Chapter) -> None:
    """Whoever took it back may do it again: the place stays for that, and with it the member."""
    here.home.do(AddMember(JO))
    table = here.lay()
    table.do(meeting.MarkAttendance(here.person("Jo Park"), Mark.LATE))
    table.do(Undo())
    with pytest.raises(Refused, match="“Undid: Jo Park: late"):
        here.home.do(Undo())
    assert table.do(Redo()).what == "Redid: Jo Park: late"


def test_a_place_from_before_stays(here: Chapter) -> None:
    """Only what was laid since an act goes with its undo: who leaves and is back keeps the place they had."""
    here.lay()
    (ann,) = (m for m in here.home.read(roster).members if m.person.name == "Ann Chu")
    here.home.do(EndMembership(ann.id))
    left = here.rows
    here.home.do(Undo())
    here.home.do(Redo())
    assert here.rows == left
    here.home.do(ComeBack(ann.id))
    here.home.do(Undo())
    assert here.rows == left


def test_no_place_comes_back_at_a_meeting_that_was_held(here: Chapter) -> None:
    """The member is on the roster again, and was not there."""
    here.home.do(AddMember(JO))
    table = here.lay()
    here.home.do(Undo())
    while table.look().meeting.state is not MeetingState.CLOSED:
        here.clock.moment += timedelta(seconds=20)
        table.do(meeting.Go())
    here.home.do(Redo())
    assert table.look() == rebuilt(here.store, here.meeting_id)
    assert here.person("Jo Park")
    assert "Jo Park" not in here.at_table()
