"""The rota: which step is the speaker's, what a talk may be, and who is due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadsroom.domain.agenda.agenda import BREAKFAST_HOUR_60, LEADS_FIRST_60, StepKind, classic_90, hour_60
from leadsroom.domain.ids import PersonId, TalkId
from leadsroom.domain.people.roster import Person
from leadsroom.domain.season.rota import (
    LONGEST_TOPIC,
    Talk,
    agenda_with,
    can_be_led,
    check_times,
    checked_topic,
    due,
    longest_ago,
    step_of_talk,
)
from leadsroom.errors import Refused
from tests.laws import tried

FIRST = date(2026, 1, 7)
MINUTE = timedelta(minutes=1)
WEEK = timedelta(weeks=1)


def test_of_two_talks_the_longer_one_is_the_speakers() -> None:
    """By the agenda, also where tonight's steps are as long as the talk; without a talk there is none."""
    for preset, title in ((LEADS_FIRST_60, "Presentation"), (BREAKFAST_HOUR_60, "Totals and talk")):
        found = step_of_talk(preset.steps, preset.steps)
        assert found is not None
        assert found.title == title
    only_spotlight = LEADS_FIRST_60.steps[:2]
    found = step_of_talk(only_spotlight, LEADS_FIRST_60.steps)
    assert found is not None
    assert found.title == "Spotlight"
    assert step_of_talk(hour_60().steps, hour_60().steps) is None
    assert step_of_talk(classic_90().steps, ()) is not None


def test_the_agenda_of_a_date_has_the_length_of_its_talk() -> None:
    """In the speaker's step alone; as it is for a talk of the usual length, and without one."""
    agenda, ann = classic_90().steps, Person(PersonId(1), "Ann Chu")
    changed = agenda_with(agenda, Talk(TalkId(1), ann, FIRST, length=25 * MINUTE))
    different = [new for old, new in zip(agenda, changed, strict=True) if old != new]
    assert [(step.title, step.planned) for step in different] == [("Speaker", 25 * MINUTE)]
    assert agenda_with(agenda, Talk(TalkId(1), ann, FIRST)) == agenda == agenda_with(agenda, None)


def test_a_talk_in_words() -> None:
    """The name, the topic after a dash, and of the times what differs from the agenda."""
    ann = Person(PersonId(1), "Ann Chu")
    assert Talk(TalkId(1), ann).words == "Ann Chu"
    whole = Talk(TalkId(1), ann, FIRST, "Leases", 10 * MINUTE, 3 * MINUTE)
    assert (whole.words, whole.times) == ("Ann Chu — Leases", "10 min, 3 min for questions")
    assert Talk(TalkId(1), ann, questions=MINUTE).times == "1 min for questions"


@pytest.mark.parametrize(
    ("length", "questions", "wrong"),
    [
        (0 * MINUTE, None, "A talk takes 1 min"),
        (300 * MINUTE, None, "A talk takes 1 min"),
        (None, 11 * MINUTE, "Questions take 15 s to 10 min"),
        (5 * MINUTE, 5 * MINUTE, "part of the talk's 5 min"),
    ],
)
def test_what_no_talk_can_be(length: timedelta | None, questions: timedelta | None, wrong: str) -> None:
    """A length that no step has, and questions that leave nothing of the talk, are refused in a sentence."""
    with pytest.raises(Refused, match=wrong):
        check_times(length, questions)
    check_times(10 * MINUTE, 3 * MINUTE)


def test_a_topic_fits_on_a_screen() -> None:
    """Control characters are dropped; one that is too long is refused with how long it is."""
    assert checked_topic(" Leases\n[b]and wills ") == "Leases [b]and wills"
    with pytest.raises(Refused, match=f"{LONGEST_TOPIC} letters; this one has {LONGEST_TOPIC + 1}"):
        checked_topic("x" * (LONGEST_TOPIC + 1))


def test_who_leads_what() -> None:
    """Education and welcome are led; a break and the speaker's own step are not."""
    assert can_be_led(StepKind.EDUCATION)
    assert not can_be_led(StepKind.SPEAKER)
    assert not can_be_led(StepKind.BREAK)


people = st.lists(st.integers(1, 40).map(PersonId), min_size=1, max_size=12, unique=True)


@settings(max_examples=tried(300, 40))
@given(people, st.dictionaries(st.integers(1, 40).map(PersonId), st.integers(0, 400)))
def test_whoever_never_did_comes_first_by_seat(table: list[PersonId], weeks: dict[PersonId, int]) -> None:
    """Then the others, the one whose turn was longest ago first; nobody is lost and nobody added."""
    past = {person: (FIRST + WEEK * number,) for person, number in weeks.items()}
    order = longest_ago(table, past)
    never = [person for person in table if person not in past]
    assert sorted(order) == sorted(table)
    assert order[: len(never)] == never
    dates = [past[person] for person in order[len(never) :]]
    assert dates == sorted(dates)


@settings(max_examples=tried(200, 20), deadline=None)
@given(people, st.integers(1, 4), st.data())
def test_the_turn_goes_around_whoever_is_away(table: list[PersonId], count: int, data: st.DataObject) -> None:
    """None of those who are never away is due twice more often than another; whoever is away is not due."""
    away_at_times = set(table[: len(table) // 3])
    steady = [person for person in table if person not in away_at_times]
    past: dict[PersonId, tuple[date, ...]] = {}
    for week in range(3 * len(table)):
        there = steady + [person for person in sorted(away_at_times) if data.draw(st.booleans())]
        found = due(there, past, count)
        assert set(found) <= set(there)
        assert len(found) == min(count, len(there))
        for person in found:
            past[person] = (FIRST + WEEK * week, *past.get(person, ()))
        counts = [len(past.get(person, ())) for person in steady]
        assert not counts or max(counts) - min(counts) <= 1


def test_whoever_has_done_it_today_is_due_no_more() -> None:
    """One of two has given theirs: one is still due; where more than two did, nobody is."""
    ann, bo, cy = (PersonId(number) for number in (1, 2, 3))
    last = {bo: (FIRST,)}
    assert due([bo, ann, cy], last, 2) == [ann, cy]
    assert due([bo, ann, cy], last, 2, done=[ann]) == [cy]
    assert due([bo, ann, cy], last, 2, done=[ann, bo]) == []
    assert due([bo, ann, cy], last, 0) == []
