"""What the rules look at is read from closed meetings, on both engines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import update

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.attendance import Attended, Away, Mark
from leadsroom.domain.people.decisions import DecisionKind
from leadsroom.domain.people.standing import MemberStanding
from leadsroom.domain.rules.chapter_rules import ChapterRules, Counted, Counting, LimitRule
from leadsroom.domain.rules.rule_presets import CANALSIDE, PRE
from leadsroom.domain.rules.windows import Window, WindowKind
from leadsroom.store import tables as t
from leadsroom.store.read.people.standing import (
    attendance_records,
    attendance_rows,
    dates_held,
    decisions,
    place_on,
    standings,
)
from leadsroom.store.store import Store
from tests.databases import ON_BOTH
from tests.harborview import found_chapter
from tests.past_meetings import STEPS, go_on_leave, membership_of, past_meeting, people_of

pytestmark = ON_BOTH

QUARTER = Window(WindowKind.QUARTER)
ABSENCES = ChapterRules(limits=(LimitRule(Counted.ABSENCE, 3, QUARTER),))
TODAY = date(2026, 11, 18)
WEEK = timedelta(weeks=1)
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def chapter(store: Store) -> Chapter:
    """Harborview, on each engine."""
    return replace(found_chapter(store), rules=ABSENCES)


@pytest.fixture
def maria(store: Store, chapter: Chapter) -> PersonId:
    """The member whose standing is looked at."""
    return people_of(store, chapter)["Maria Lopez"]


def standing_of(store: Store, chapter: Chapter, who: PersonId, on: date = TODAY) -> MemberStanding:
    """Where somebody stands."""
    with store.reading() as connection:
        return standings(connection, chapter, on)[who]


def absent_on(store: Store, chapter: Chapter, who: PersonId) -> list[date]:
    """The dates behind the first limit."""
    return list(standing_of(store, chapter, who).limits[0].dates)


def decide(
    store: Store, chapter: Chapter, who: PersonId, kind: DecisionKind, on: date, meeting: int | None = None
) -> int:
    """A decision, straight into its table."""
    with store.writing(chapter.id) as unit:
        return unit.insert(
            t.decision,
            chapter_id=chapter.id,
            member_id=who,
            kind=kind.value,
            meeting_id=meeting,
            on_date=on,
            decided_by="the committee",
            note="",
            at=chapter.starts_at(on),
        )


def test_only_closed_meetings_count(store: Store, chapter: Chapter, maria: PersonId) -> None:
    """A planned, a live and a discarded meeting are no attendance; a place without a mark counts nothing."""
    states = ("closed", "planned", "live", "discarded", "closed")
    days = [TODAY - weeks * WEEK for weeks in range(5)]
    for day, state in zip(days, states, strict=True):
        past_meeting(store, chapter, day, {maria: "A"}, state=state)
    past_meeting(store, chapter, TODAY - 5 * WEEK, {maria: ""})
    assert absent_on(store, chapter, maria) == [days[4], days[0]]
    with store.reading() as connection:
        assert dates_held(connection, chapter.id, days[4]) == [days[4], days[0]]
        assert dates_held(connection, chapter.id, TODAY) == [TODAY]
        rows = attendance_rows(connection, chapter.id, maria, LONG_AGO)
    assert [(row.on, row.mark) for row in rows] == [
        (TODAY - 5 * WEEK, None),
        (days[4], Mark.ABSENT),
        (days[0], Mark.ABSENT),
    ]


def test_another_chapter_is_another(store: Store, chapter: Chapter, maria: PersonId) -> None:
    """Its meetings, decisions and members do not show here."""
    other = replace(found_chapter(store, name="Uptown"), rules=ABSENCES)
    theirs = people_of(store, other)["Maria Lopez"]
    past_meeting(store, chapter, TODAY, {maria: "A"})
    past_meeting(store, other, TODAY, {theirs: "P"})
    decide(store, other, theirs, DecisionKind.WARNED, TODAY)
    with store.reading() as connection:
        assert set(standings(connection, chapter, TODAY)) == {maria}
        assert set(standings(connection, other, TODAY)) == {theirs}
        assert decisions(connection, chapter.id) == []


@pytest.mark.parametrize(
    ("mark", "came_after", "left_before"),
    [
        ("L", set(), set()),  # when they came is not on record
        ("L@39", {StepKind.PITCHES}, set()),
        ("L@40", {StepKind.PITCHES, StepKind.SPEAKER}, set()),
        ("L@9", set(), set()),
        ("P-39", set(), {StepKind.SPEAKER, StepKind.BUCKET}),
        ("P-40", set(), {StepKind.BUCKET}),
        ("P-90", set(), set()),
        ("L@45-50", {StepKind.PITCHES, StepKind.SPEAKER}, {StepKind.BUCKET}),
    ],
)
def test_arrivals_and_departures_against_the_steps(
    store: Store,
    chapter: Chapter,
    maria: PersonId,
    mark: str,
    came_after: set[StepKind],
    left_before: set[StepKind],
) -> None:
    """Who comes as a step begins came after it; who leaves as it begins did not leave before it."""
    past_meeting(store, chapter, TODAY, {maria: mark})
    for wanted in (StepKind.PITCHES, StepKind.SPEAKER, StepKind.BUCKET):
        counting = Counting(absent_from=wanted, absent_before=wanted)
        with store.reading() as connection:
            read = attendance_records(connection, chapter.id, LONG_AGO, counting)[maria].attended
        left = "-" in mark
        assert read == (
            Attended(
                TODAY,
                Mark(mark[0]),
                left,
                frozenset(came_after & {wanted}),
                frozenset(left_before & {wanted}),
            ),
        )


def test_a_step_that_was_not_held_costs_nothing(store: Store, chapter: Chapter, maria: PersonId) -> None:
    """Without a speaker nobody left before the speaker, and nobody came after."""
    past_meeting(store, chapter, TODAY, {maria: "L@45-50"}, steps=STEPS | {StepKind.SPEAKER: None})
    for preset in (PRE, CANALSIDE):
        found = standing_of(store, replace(chapter, rules=preset.rules), maria)
        assert [limit.count for limit in found.limits] == [0] * len(preset.rules.limits)


def test_leaving_before_the_speaker_is_an_absence_under_pre(
    store: Store, chapter: Chapter, maria: PersonId
) -> None:
    """From the times on record, and no longer once the time is corrected."""
    meeting = past_meeting(store, chapter, TODAY, {maria: "P-39"})
    pre = replace(chapter, rules=PRE.rules)
    assert [limit.count for limit in standing_of(store, pre, maria).limits] == [1, 1]
    with store.writing(chapter.id) as unit:
        a = t.attendance.c
        row = unit.connection.execute(t.attendance.select().where(a.meeting_id == meeting)).one()
        unit.update(t.attendance, row.id, left_at=None)
    assert [limit.count for limit in standing_of(store, pre, maria).limits] == [0, 0]


def test_an_excuse_is_of_one_member_at_one_meeting(store: Store, chapter: Chapter, maria: PersonId) -> None:
    """It excuses nobody else, no other day, and nothing once it is withdrawn."""
    ann = people_of(store, chapter)["Ann Chu"]
    past_meeting(store, chapter, TODAY - WEEK, {maria: "A", ann: "A"})
    meeting = past_meeting(store, chapter, TODAY, {maria: "A", ann: "A"})
    excuse = decide(store, chapter, maria, DecisionKind.EXCUSED, TODAY, meeting)
    decide(store, chapter, ann, DecisionKind.WARNED, TODAY)
    assert absent_on(store, chapter, maria) == [TODAY - WEEK]
    assert absent_on(store, chapter, ann) == [TODAY - WEEK, TODAY]
    with store.writing(chapter.id) as unit:
        unit.update(t.decision, excuse, withdrawn_at=chapter.starts_at(TODAY))
    assert absent_on(store, chapter, maria) == [TODAY - WEEK, TODAY]


def test_a_training_erases_until_it_is_withdrawn(store: Store, chapter: Chapter, maria: PersonId) -> None:
    """The oldest absence of the window, under rules that say so."""
    trained = replace(chapter, rules=replace(ABSENCES, counting=Counting(training_erases=1)))
    for day in (TODAY - WEEK, TODAY):
        past_meeting(store, chapter, day, {maria: "A"})
    decision = decide(store, chapter, maria, DecisionKind.TRAINING, TODAY)
    assert absent_on(store, trained, maria) == [TODAY]
    assert absent_on(store, chapter, maria) == [TODAY - WEEK, TODAY]
    with store.writing(chapter.id) as unit:
        unit.update(t.decision, decision, withdrawn_at=chapter.starts_at(TODAY))
    assert absent_on(store, trained, maria) == [TODAY - WEEK, TODAY]


def test_a_leave_pauses_the_counting(store: Store, chapter: Chapter, maria: PersonId) -> None:
    """Both its days are in it; withdrawn, it never was."""
    days = [TODAY - weeks * WEEK for weeks in (3, 2, 1, 0)]
    for day in days:
        past_meeting(store, chapter, day, {maria: "A"})
    leave = go_on_leave(store, chapter, maria, days[1], days[2])
    assert absent_on(store, chapter, maria) == [days[0], days[3]]
    with store.reading() as connection:
        record = attendance_records(connection, chapter.id, LONG_AGO, Counting())[maria]
    assert record.leaves == (Away(days[1], days[2]),)
    with store.writing(chapter.id) as unit:
        unit.update(t.leave, leave, until=None)
    assert absent_on(store, chapter, maria) == [days[0]]
    with store.writing(chapter.id) as unit:
        unit.update(t.leave, leave, withdrawn_at=chapter.starts_at(TODAY))
    assert absent_on(store, chapter, maria) == days


def test_who_left_and_came_back_begins_anew(store: Store, chapter: Chapter, maria: PersonId) -> None:
    """What was before the membership that holds counts no more, absences and trainings alike."""
    trained = replace(chapter, rules=replace(ABSENCES, counting=Counting(training_erases=1)))
    days = [TODAY - weeks * WEEK for weeks in (4, 3, 1, 0)]
    for day in days:
        past_meeting(store, chapter, day, {maria: "A"})
    decide(store, chapter, maria, DecisionKind.TRAINING, days[1])
    assert absent_on(store, trained, maria) == days[1:]
    with store.writing(chapter.id) as unit:
        old = unit.row(t.membership, membership_of(store, maria))
        assert old
        unit.update(t.membership, old["id"], status="former", ended_on=days[1])
        again = {name: old[name] for name in ("chapter_id", "person_id", "profession_id", "seat", "offices")}
        unit.insert(t.membership, **again, status="active", joined_on=days[2])
    assert absent_on(store, trained, maria) == days[2:]


def test_tonight_counts_with_the_record(store: Store, chapter: Chapter, maria: PersonId) -> None:
    """What the table says so far is put to what is on record, for whoever has a mark."""
    ann = people_of(store, chapter)["Ann Chu"]
    past_meeting(store, chapter, TODAY - WEEK, {maria: "A"})
    so_far = {who: Attended(TODAY, Mark.ABSENT, is_tonight=True) for who in (maria, ann)}
    with store.reading() as connection:
        found = standings(connection, chapter, TODAY, so_far)
        other = standings(connection, chapter, TODAY, so_far, ChapterRules())
    assert found[maria].limits[0].dates == (TODAY - WEEK, TODAY)
    assert found[ann].limits[0].dates == (TODAY,)
    assert other[maria].limits == ()


def test_a_place_at_a_closed_meeting(store: Store, chapter: Chapter, maria: PersonId) -> None:
    """Found by its date; a meeting that is not closed has none."""
    closed = past_meeting(store, chapter, TODAY - WEEK, {maria: "L@20-50"})
    past_meeting(store, chapter, TODAY, {maria: "A"}, state="live")
    with store.reading() as connection:
        found = place_on(connection, chapter.id, maria, TODAY - WEEK)
        assert found is not None
        assert (found.meeting_id, found.mark, found.left_at is None) == (closed, "L", False)
        assert place_on(connection, chapter.id, maria, TODAY) is None


def test_marks_are_read_together_as_one_by_one(store: Store, chapter: Chapter) -> None:
    """Whoever has the same mark at a meeting is read in one row: the records are those of every single row,
    excused and online ones too.
    """
    people = people_of(store, chapter)
    marks = ("P", "P", "A", "L", "S", "M", "P", "L@25", "P-39", "A")
    for week in range(12):
        theirs = {who: marks[(seat * 3 + week * 7) % len(marks)] for seat, who in enumerate(people.values())}
        meeting = past_meeting(store, chapter, TODAY - week * WEEK, theirs)
        excused = list(people.values())[week % len(people)]
        decide(store, chapter, excused, DecisionKind.EXCUSED, TODAY - week * WEEK, meeting)
        with store.writing(chapter.id) as unit:
            unit.connection.execute(
                update(t.attendance)
                .where(t.attendance.c.meeting_id == meeting, t.attendance.c.seat == week % 5 + 1)
                .values(online=True)
            )
    with store.reading() as connection:
        read = attendance_records(connection, chapter.id, LONG_AGO, Counting())
        for who in people.values():
            rows = attendance_rows(connection, chapter.id, who, LONG_AGO)
            decided = {each.meeting_id for each in decisions(connection, chapter.id) if each.member_id == who}
            one_by_one = [
                (row.on, row.mark, row.left_at is not None, row.meeting_id in decided, row.online)
                for row in rows
            ]
            together = [(a.on, a.mark, a.left_early, a.excused, a.online) for a in read[who].attended]
            assert sorted(together) == sorted(one_by_one)
            assert len(together) == 12
