"""Undo of what was announced once a table was laid by it: its marks go too, unless more was said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.leads.commands import PassLead
from leadsroom.acts.meeting import commands as meeting
from leadsroom.acts.people.commands import AnnounceAbsence, WithdrawNotice
from leadsroom.domain.ids import NoticeId
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot
from leadsroom.domain.people.attendance import Attendee, Mark
from leadsroom.errors import Refused
from leadsroom.store.store import Store
from tests.acts.test_undo_of_places import Chapter
from tests.databases import ON_BOTH
from tests.meeting.table import WHOLE, rebuilt


@pytest.fixture
def here(store: Store) -> Chapter:
    """A chapter of six."""
    return Chapter(store)


def _ann(
    here: Chapter, mark: Mark = Mark.ABSENT, substitute: str = "", profession: str = ""
) -> AnnounceAbsence:
    today = here.chapter.today(here.clock.now())
    return AnnounceAbsence(here.person("Ann Chu"), today, mark, substitute, profession)


def _place(here: Chapter) -> Attendee:
    place = rebuilt(here.store, here.meeting_id).attendee(here.person("Ann Chu"))
    assert place is not None
    return place


def _state_of(here: Chapter) -> tuple[Mark | None, bool, bool]:
    place = _place(here)
    return place.mark, place.substitute_id is not None, place.is_announced


ANNOUNCED: dict[str, Callable[[Chapter], AnnounceAbsence]] = {
    "a new substitute": lambda here: _ann(here, substitute="Tom Ray", profession="Roofing"),
    "nobody instead": _ann,
    "late": lambda here: _ann(here, Mark.LATE),
}
NOTHING = (None, False, False)


@pytest.mark.parametrize("is_laid", [False, True], ids=["a new table", "a table that was laid"])
@pytest.mark.parametrize("announce", ANNOUNCED.values(), ids=ANNOUNCED)
def test_a_mark_goes_and_comes_with_what_was_announced(
    here: Chapter, announce: Callable[[Chapter], AnnounceAbsence], *, is_laid: bool
) -> None:
    """Opening the meeting was nobody's word: undo unmarks the place, redo marks it as it was."""
    if is_laid:
        here.lay()
    before = here.rows
    done = here.home.do(announce(here))
    table = here.lay()
    seen, laid = table.look(), here.rows
    assert _place(here).is_announced
    assert here.home.do(Undo()).what == f"Undid: {done.what}"
    assert _state_of(here) == NOTHING
    assert not is_laid or here.rows == before
    assert table.look() == rebuilt(here.store, here.meeting_id) != seen
    unmarked = here.rows
    here.lay()
    assert here.rows == unmarked
    assert here.home.do(Redo()).what == f"Redid: {done.what}"
    assert here.rows == laid
    assert table.look() == rebuilt(here.store, here.meeting_id)
    here.home.do(Undo())
    assert here.rows == unmarked


@ON_BOTH
def test_what_was_announced_before_marks_the_place_again(here: Chapter) -> None:
    """Absent, then somebody instead: the second word is taken back, the first one stands."""
    here.home.do(_ann(here, Mark.MEDICAL))
    here.lay()
    before = here.rows
    here.home.do(_ann(here, substitute="Tom Ray"))
    here.lay()
    assert _state_of(here) == (Mark.SUBSTITUTE, True, True)
    here.home.do(Undo())
    assert here.rows == before
    assert _state_of(here) == (Mark.MEDICAL, False, True)
    here.home.do(Undo())
    assert _state_of(here) == NOTHING


def test_what_was_withdrawn_goes_again_with_redo(here: Chapter) -> None:
    """The other way round: withdrawn, put back, laid, withdrawn again."""
    done = here.home.do(_ann(here, Mark.LATE))
    here.home.do(WithdrawNotice(NoticeId(done.subject or 0)))
    here.home.do(Undo())
    here.lay()
    assert _state_of(here) == (Mark.LATE, False, True)
    here.home.do(Redo())
    assert _state_of(here) == NOTHING


def test_it_goes_from_the_meeting_that_is_on_until_a_round_begins(here: Chapter) -> None:
    """Whoever is away has no turn then, and that is the table's word."""
    here.home.do(_ann(here, substitute="Tom Ray"))
    table = here.lay()
    table.do(meeting.Go())
    here.home.do(Undo())
    assert _state_of(here) == NOTHING
    here.home.do(Redo())
    table.do(meeting.Go())
    table.do(meeting.Go())
    assert table.look().turns
    rows = here.rows
    with pytest.raises(Refused, match="Pitches began"):
        here.home.do(Undo())
    assert here.rows == rows
    while table.look().meeting.state is not MeetingState.CLOSED:
        here.clock.moment += timedelta(seconds=20)
        table.do(meeting.Go())
    with pytest.raises(Refused, match="stands in the way"):
        here.home.do(Undo())


LATER_ACTS: dict[str, Callable[[Chapter, Snapshot], tuple[Command, str]]] = {
    "here after all": lambda here, _: (
        meeting.MarkAttendance(here.person("Ann Chu"), Mark.PRESENT),
        "Ann Chu: present",
    ),
    "somebody else": lambda here, _: (meeting.SeatSubstitute(here.person("Ann Chu"), "Eve Wu"), "Eve Wu"),
    "a lead": lambda here, seen: (
        PassLead(here.person("Tom Ray"), here.person("Maria Lopez"), WHOLE),
        "Lead .*Maria Lopez",
    ),
}


@ON_BOTH
@pytest.mark.parametrize("later_act", LATER_ACTS.values(), ids=LATER_ACTS)
def test_what_was_said_at_the_table_keeps_the_substitute_by_name(
    here: Chapter, later_act: Callable[[Chapter, Snapshot], tuple[Command, str]]
) -> None:
    """The table could not take its own word back any more if nobody knew who was to come."""
    here.home.do(_ann(here, substitute="Tom Ray"))
    table = here.lay()
    command, words = later_act(here, table.look())
    table.do(command)
    rows = here.rows
    with pytest.raises(Refused, match=f"What came later stands in the way .“.*{words}"):
        here.home.do(Undo())
    assert here.rows == rows
    table.do(Undo())
    assert _state_of(here) == (Mark.SUBSTITUTE, True, True)


@ON_BOTH
def test_a_word_that_was_taken_back_can_be_said_again(here: Chapter) -> None:
    """The place stays for that, and with it the substitute."""
    here.home.do(_ann(here, substitute="Tom Ray"))
    table = here.lay()
    table.do(meeting.MarkAttendance(here.person("Ann Chu"), Mark.LATE))
    table.do(Undo())
    with pytest.raises(Refused, match="“Undid: Ann Chu: late"):
        here.home.do(Undo())
    assert table.do(Redo()).what == "Redid: Ann Chu: late"


def test_what_was_marked_meanwhile_stays(here: Chapter) -> None:
    """Nothing that was announced comes back over the table's own word."""
    here.home.do(_ann(here, substitute="Tom Ray"))
    table = here.lay()
    here.home.do(Undo())
    table.do(meeting.MarkAttendance(here.person("Ann Chu"), Mark.PRESENT))
    with pytest.raises(Refused, match="“Ann Chu: present”"):
        here.home.do(Redo())
    assert _state_of(here) == (Mark.PRESENT, False, False)


def test_a_known_substitute_may_go_where_the_table_has_spoken(here: Chapter) -> None:
    """Nobody becomes unknown by that: the table's word stands by itself."""
    other = SyncDesk(here.store, here.chapter.id, here.clock, "elsewhere")
    announce = other.do(_ann(here, substitute="Tom Ray"))
    other.do(WithdrawNotice(NoticeId(announce.subject or 0)))
    here.home.do(_ann(here, substitute="Tom Ray"))
    table = here.lay()
    table.do(meeting.MarkAttendance(here.person("Ann Chu"), Mark.LATE))
    here.home.do(Undo())
    assert _state_of(here) == (Mark.LATE, False, False)
    table.do(Undo())
    assert table.look() == rebuilt(here.store, here.meeting_id)
