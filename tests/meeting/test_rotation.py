"""Who speaks first: by the chapter's rule, and chosen for one night."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.acts.agenda.commands import StartWith
from leadsroom.acts.command import Undo
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.rotation import LastRound, first_seat, starts_with
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.rules.chapter_rules import ChapterRules, MeetingRules, Rotation
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import rules_as_data
from leadsroom.store.store import Store
from screens.meeting.remaining.picture import rest_lines
from screens.meeting.stage_picture import stage_picture
from tests.harborview import START, SetClock
from tests.meeting.table import Table

SEATS = st.lists(st.integers(1, 60), unique=True, min_size=1, max_size=30)


def seated(seats: Iterable[int]) -> dict[PersonId, int]:
    """A member in each of these seats, of that number."""
    return {PersonId(seat): seat for seat in seats}


def in_order(seats: Iterable[int], first: int) -> list[int]:
    """The seats in the order of speaking."""
    ordered = sorted(seats)
    return [*(s for s in ordered if s >= first), *(s for s in ordered if s < first)]


@given(seats=SEATS, before=st.integers(0, 500))
def test_weekly_everybody_is_first_once_in_as_many_meetings(seats: list[int], before: int) -> None:
    """One seat further each meeting: in a full turn each has begun once."""
    begun = [first_seat(Rotation.WEEKLY, seated(seats), before + n, None) for n in range(len(seats))]
    assert sorted(begun) == sorted(seats)


@given(seats=SEATS, before=st.integers(0, 500))
def test_never_it_is_always_the_first_seat(seats: list[int], before: int) -> None:
    """Without a rotation the round starts where the numbering does."""
    assert first_seat(Rotation.NEVER, seated(seats), before, LastRound(9)) == min(seats)


@given(seats=SEATS, start=st.integers(0, 40), spoken=st.lists(st.integers(1, 30), min_size=2, max_size=12))
def test_where_it_stopped_nobody_is_left_out_twice(seats: list[int], start: int, spoken: list[int]) -> None:
    """Whoever had no turn comes first next time: out twice only where fewer speak than were left."""
    last = LastRound(sorted(seats)[start % len(seats)])
    left: list[int] = []
    for count in spoken:
        first = first_seat(Rotation.WHERE_IT_STOPPED, seated(seats), 0, last)
        order = in_order(seats, first)
        assert not left or order[: len(left)] == left
        speaking, now_left = order[:count], order[count:]
        assert set(left) & set(now_left) == set(left[len(speaking) :])
        last, left = LastRound(first, tuple(PersonId(s) for s in now_left)), now_left


def test_where_it_stopped_somebody_who_left_is_passed_over() -> None:
    """The next one of those without a turn who still has a seat; where all spoke, it starts as before."""
    last = LastRound(3, (PersonId(7), PersonId(8)))
    assert first_seat(Rotation.WHERE_IT_STOPPED, seated([1, 3, 8]), 5, last) == 8
    assert first_seat(Rotation.WHERE_IT_STOPPED, seated([1, 3]), 5, last) == 3
    assert first_seat(Rotation.WHERE_IT_STOPPED, seated([2, 3]), 5, None) == 2
    assert first_seat(Rotation.WHERE_IT_STOPPED, {}, 5, None) == 1


def ruled(store: Store, chapter: Chapter, rotation: Rotation) -> Chapter:
    """The chapter with this rotation."""
    rules = ChapterRules(meeting=MeetingRules(rotation=rotation))
    with store.writing(chapter.id) as unit:
        unit.update(t.chapter, chapter.id, rules=rules_as_data(rules))
    return replace(chapter, rules=rules)


def test_the_next_meeting_starts_where_the_last_one_stopped(
    store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """Three spoke, one was away, the rest had no turn: the first of those begins next week."""
    chapter = ruled(store, harborview, Rotation.WHERE_IT_STOPPED)
    table = Table.lay(store, chapter, clock)
    table.do(c.MarkAttendance(table.person("Cyrus Ng"), Mark.ABSENT))
    table.go_to(StepKind.PITCHES)
    table.go(6, seconds=10)
    table.do(c.Skip())
    table.do(c.SkipRest())
    table.go_to_end(seconds=1)
    table.desk.close()
    clock.moment = START + timedelta(days=7)
    table = Table.lay(store, chapter, clock)
    assert starts_with(table.now) == "Dee Fox"
    table.desk.close()


@pytest.mark.parametrize(
    ("rotation", "words"),
    [(Rotation.WEEKLY, " with Maria Lopez"), (Rotation.NEVER, "")],
)
def test_before_the_start_it_is_said_who_starts(
    store: Store, harborview: Chapter, clock: SetClock, rotation: Rotation, words: str
) -> None:
    """Beside the time of the start, days before on a line; nothing where it is always the same seat."""
    table = Table.lay(store, ruled(store, harborview, rotation), clock)
    assert stage_picture(table.now, clock.now()).name == f"Starts 7:00 AM{words}"
    early = stage_picture(table.now, clock.now() - timedelta(days=2))
    assert [fact.text for fact in early.facts if fact.label == "First"] == ["Maria Lopez"] * bool(words)
    table.desk.close()


def test_somebody_else_starts_tonight(table: Table) -> None:
    """Chosen in the plan: the round goes around from there, and undo takes it back."""
    rows = table.rows()
    line = next(line for line in rest_lines(table.now, table.clock.now()) if line.name == "Robert Diaz")
    (first,) = (choice for choice in line.choices if choice.words == "goes first")
    table.do(first.command)
    assert starts_with(table.now) == "Robert Diaz"
    table.do(Undo())
    assert table.rows() == rows
    table.do(StartWith(table.person("Robert Diaz")))
    table.go_to(StepKind.PITCHES)
    assert [table.now.name(turn.member_id) for turn in table.now.turns][:2] == ["Robert Diaz", "Cyrus Ng"]
    with pytest.raises(Refused, match="A round has begun"):
        table.do(StartWith(table.person("Dee Fox")))


def test_who_speaks_first_can_be_changed_until_the_round(table: Table) -> None:
    """Also while the meeting is on; whoever is first already has nothing to choose."""
    table.go()
    table.do(StartWith(table.person("Dee Fox")))
    table.go()
    lines = [line for line in rest_lines(table.now, table.clock.now()) if line.of_person]
    assert lines[0].name == "Dee Fox"
    assert ["<" in [choice.key for choice in line.choices] for line in lines] == [False, *[True] * 5]
    with pytest.raises(Refused, match="no seat at this table"):
        table.do(StartWith(PersonId(9999)))
