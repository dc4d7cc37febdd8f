"""What the group decided: recorded with who and when, refused where it makes no sense, taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.people.commands import Decide, TakeBackDecision
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import DecisionId, PersonId
from leadsroom.domain.people.decisions import Decision, DecisionKind
from leadsroom.errors import Refused
from leadsroom.store.read.people.standing import decisions
from leadsroom.store.store import Store
from tests.harborview import START, SetClock, found_chapter
from tests.meeting.table import all_rows
from tests.offices import Office
from tests.past_meetings import past_meeting, people_of
from tests.roster.sheets import every_row, journal_of, seat_all
from tests.treasurer import Decisions

TODAY = START.date()
LAST_WEEK = TODAY - timedelta(weeks=1)


@pytest.fixture
def door(store: Store, clock: SetClock) -> Decisions:
    """The door, on each engine."""
    return Decisions(store, clock, "front desk")


@pytest.fixture
def ann(store: Store, office: Office, chapter: Chapter) -> PersonId:
    """The one that it is about."""
    seat_all(office, chapter, "Ann", "Bob")
    return people_of(store, chapter)["Ann"]


def decisions_of(store: Store, chapter: Chapter) -> list[Decision]:
    """What is on record."""
    with store.reading() as connection:
        return decisions(connection, chapter.id)


def test_who_decided_what_and_when(store: Store, door: Decisions, chapter: Chapter, ann: PersonId) -> None:
    """Each kind is kept with its day, who said so and the note, in words in the journal."""
    meeting = past_meeting(store, chapter, LAST_WEEK, {ann: "A"})
    by = "the \x1bcommittee "
    door.decide(chapter.id, ann, DecisionKind.EXCUSED, LAST_WEEK, decided_by=by, note="her mother was ill")
    door.decide(chapter.id, ann, DecisionKind.WARNED, decided_by="the committee")
    door.decide(chapter.id, ann, DecisionKind.TRAINING, date(2026, 11, 1))
    door.decide(chapter.id, ann, DecisionKind.SEAT_OPENED, TODAY, decided_by="the committee")
    trained, excused, warned, opened = decisions_of(store, chapter)
    assert [each.kind.value for each in (trained, excused, warned, opened)] == [
        "training",
        "excused",
        "warned",
        "seat opened",
    ]
    assert (excused.on, excused.meeting_id, excused.at) == (LAST_WEEK, meeting, START)
    assert (excused.decided_by, excused.note) == ("the committee", "her mother was ill")
    assert (warned.on, warned.meeting_id, warned.decided_by) == (TODAY, None, "the committee")
    assert [what for _, what, _ in journal_of(store)[-4:]] == [
        "Ann: absence excused, Wed 11 Nov, decided by the committee",
        "Ann: warned, Wed 18 Nov, decided by the committee",
        "Ann: training credited, Sun 1 Nov",
        "Ann: end of membership, Wed 18 Nov, decided by the committee",
    ]


@pytest.mark.parametrize("kind", DecisionKind)
def test_the_same_twice_is_refused(
    store: Store, door: Decisions, chapter: Chapter, ann: PersonId, kind: DecisionKind
) -> None:
    """Once is enough; of another day or member it is another decision."""
    bob = people_of(store, chapter)["Bob"]
    for day in (LAST_WEEK, TODAY):
        past_meeting(store, chapter, day, {ann: "A", bob: "A"})
    door.decide(chapter.id, ann, kind, decided_by="the committee")
    before = every_row(store)
    with pytest.raises(Refused, match="on record already: Ann"):
        door.decide(chapter.id, ann, kind, TODAY, decided_by="the committee")
    assert every_row(store) == before
    door.decide(chapter.id, ann, kind, LAST_WEEK, decided_by="the committee")
    door.decide(chapter.id, bob, kind, decided_by="the committee")
    assert len(decisions_of(store, chapter)) == 3


def test_what_is_to_come_is_not_decided(
    door: Decisions, chapter: Chapter, clock: SetClock, ann: PersonId
) -> None:
    """A day to come is refused, until it is midnight in the meeting room."""
    clock.pass_by(hours=15)  # six in the morning of the 19th, in UTC
    with pytest.raises(Refused, match="Thu 19 Nov is still to come"):
        door.decide(
            chapter.id, ann, DecisionKind.WARNED, TODAY + timedelta(days=1), decided_by="the committee"
        )


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        ("P", "was present on Wed 11 Nov"),
        ("", "was not marked on Wed 11 Nov"),
        (None, "had no place at a meeting"),
    ],
)
def test_only_what_was_missed_is_excused(
    store: Store, door: Decisions, chapter: Chapter, ann: PersonId, mark: str | None, sentence: str
) -> None:
    """Who was there has nothing to be excused for, nor who had no place; nothing is written."""
    bob = people_of(store, chapter)["Bob"]
    past_meeting(store, chapter, LAST_WEEK, {bob: "A"} if mark is None else {ann: mark})
    past_meeting(store, chapter, TODAY, {ann: "A"}, state="live")
    before = every_row(store)
    with pytest.raises(Refused, match=sentence):
        door.decide(chapter.id, ann, DecisionKind.EXCUSED, LAST_WEEK, decided_by="the committee")
    with pytest.raises(Refused, match="no place at a meeting on Wed 18 Nov"):
        door.decide(chapter.id, ann, DecisionKind.EXCUSED, TODAY, decided_by="the committee")
    assert every_row(store) == before


@pytest.mark.parametrize("mark", ["A", "L", "M", "S", "P-30"])
def test_whatever_counts_can_be_excused(
    store: Store, door: Decisions, chapter: Chapter, ann: PersonId, mark: str
) -> None:
    """An absence, a late, a medical one, a substitute too many, an early departure."""
    past_meeting(store, chapter, LAST_WEEK, {ann: mark})
    door.decide(chapter.id, ann, DecisionKind.EXCUSED, LAST_WEEK, decided_by="the committee")
    assert [each.kind for each in decisions_of(store, chapter)] == [DecisionKind.EXCUSED]


def test_a_stranger_is_refused(store: Store, door: Decisions, chapter: Chapter, ann: PersonId) -> None:
    """Somebody whom this chapter does not know, though another does."""
    theirs = people_of(store, found_chapter(store, name="Uptown"))["Maria Lopez"]
    for stranger in (theirs, PersonId(99_999)):
        with pytest.raises(Refused, match="no longer on record"):
            door.decide(chapter.id, stranger, DecisionKind.WARNED, decided_by="the committee")


def test_a_decision_is_taken_back(
    store: Store, door: Decisions, chapter: Chapter, clock: SetClock, ann: PersonId
) -> None:
    """It no longer counts, the journal says so, and it can be decided again; twice it is refused."""
    door.decide(chapter.id, ann, DecisionKind.WARNED, decided_by="the committee")
    (warned,) = decisions_of(store, chapter)
    clock.pass_by(minutes=1)
    door.take_back(chapter.id, warned.id)
    assert decisions_of(store, chapter) == []
    assert journal_of(store)[-1][:2] == ("TakeBackDecision", "Ann: withdrawn: warned, Wed 18 Nov")
    for gone in (warned.id, DecisionId(99_999)):
        with pytest.raises(Refused, match="no longer on record"):
            door.take_back(chapter.id, gone)
    door.decide(chapter.id, ann, DecisionKind.WARNED, decided_by="the committee")
    assert [each.kind for each in decisions_of(store, chapter)] == [DecisionKind.WARNED]


def test_undo_leaves_every_row_as_it_was(
    store: Store, door: Decisions, chapter: Chapter, ann: PersonId
) -> None:
    """A decision and its taking back are undone and done again; twice the same command is once."""
    past_meeting(store, chapter, LAST_WEEK, {ann: "A"})
    excused = Decide(ann, DecisionKind.EXCUSED, LAST_WEEK, "the committee", "her mother was ill")
    rows = [all_rows(store, ("journal", "station"))]
    subject = door.do(chapter.id, excused).subject
    assert door.do(chapter.id, excused).words == ""
    rows.append(all_rows(store, ("journal", "station")))
    door.do(chapter.id, TakeBackDecision(DecisionId(subject or 0)))
    rows.append(all_rows(store, ("journal", "station")))
    commands: list[type[Command]] = [Undo, Undo, Redo, Redo, Undo]
    for command, after in zip(commands, (1, 0, 1, 2, 1), strict=True):
        door.do(chapter.id, command())
        assert all_rows(store, ("journal", "station")) == rows[after]


def test_a_decision_that_another_station_took_back_is_not_undone(
    store: Store, door: Decisions, chapter: Chapter, clock: SetClock, ann: PersonId
) -> None:
    """What came later stands in the way, and is named."""
    warned = door.do(chapter.id, Decide(ann, DecisionKind.WARNED, decided_by="the committee"))
    other = Decisions(store, clock, "laptop of the secretary")
    other.take_back(chapter.id, DecisionId(warned.subject or 0))
    before = every_row(store)
    with pytest.raises(Refused, match="“Ann: withdrawn: warned, Wed 18 Nov”"):
        door.do(chapter.id, Undo())
    assert every_row(store) == before


def test_a_decision_that_was_made_anew_is_not_put_back_beside_it(
    store: Store, chapter: Chapter, ann: PersonId
) -> None:
    """Taken back and decided again elsewhere, the undo of the taking back names what stands now."""
    one, other = (SyncDesk(store, chapter.id, SetClock(), station) for station in ("one", "other"))
    warned = Decide(ann, DecisionKind.WARNED, decided_by="the committee")
    one.do(TakeBackDecision(DecisionId(one.do(warned).subject or 0)))
    other.do(replace(warned, command_id="again"))
    with pytest.raises(Refused, match="“Ann: warned"):
        one.do(Undo())
    assert len(decisions_of(store, chapter)) == 1
