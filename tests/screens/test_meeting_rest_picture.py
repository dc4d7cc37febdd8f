"""Looking ahead is what happens: the end that a choice promises is the end that it brings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from leadsroom.acts.agenda.commands import GivePitch, SkipTurn
from leadsroom.acts.command import Undo
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import PlannedStep, StepKind
from leadsroom.domain.meeting.agenda_progress import project
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot
from leadsroom.store.store import Store
from screens.meeting.remaining.board import Offer, OfferPane
from screens.meeting.remaining.choices import Choice
from screens.meeting.remaining.picture import RestLine, rest_lines
from tests.harborview import NAMES, SHORT_AGENDA, SetClock, found_chapter
from tests.meeting.table import Table


def _before(_table: Table) -> None:
    pass


def _networking(table: Table) -> None:
    table.go()
    table.clock.pass_by(seconds=400)


def _pitching(table: Table) -> None:
    table.go_to(StepKind.PITCHES)
    table.go(3, seconds=70)
    table.do(SkipTurn(table.turn_of("Dee Fox").id))
    table.clock.pass_by(seconds=25)


def _asked(table: Table) -> None:
    _pitching(table)
    table.do(c.OpenQuestions(timedelta(minutes=1)))
    table.clock.pass_by(seconds=10)


def _bucket(table: Table) -> None:
    table.go(2, seconds=10)
    table.do(c.Skip())
    table.go_to(StepKind.BUCKET)
    table.clock.pass_by(seconds=5)


def _asked_in_a_talk(table: Table) -> None:
    table.go_to(StepKind.WELCOME)
    table.do(c.OpenQuestions(timedelta(minutes=2)))
    table.clock.pass_by(seconds=20)


def _visitor_before(table: Table) -> None:
    table.do(c.WelcomeVisitor(name="Marcus Bell"))
    table.do(GivePitch(table.person("Ann Chu"), timedelta(seconds=90)))
    table.go_to(StepKind.WELCOME)


def _visitor_after(table: Table) -> None:
    """The round of visitors was passed over before there was one."""
    table.go_to(StepKind.BUCKET)
    table.do(c.WelcomeVisitor(name="Marcus Bell"))
    table.clock.pass_by(seconds=5)


def _gone_back(table: Table) -> None:
    """The bucket waits with the turns it was dealt, one of them begun."""
    table.go_to(StepKind.BUCKET)
    table.go(seconds=10)
    for _ in range(2):
        table.clock.pass_by(seconds=5)
        table.do(c.GoBack())
    while table.now.step is not None and table.now.step.kind is StepKind.BUCKET:
        table.do(c.GoBack())


def _nobody_left(table: Table) -> None:
    """Everybody in the round has been passed over, and nobody is up."""
    table.go_to(StepKind.PITCHES)
    while table.now.turn is not None:
        table.clock.pass_by(seconds=5)
        table.do(c.Skip())


_STATES = [
    _before,
    _networking,
    _pitching,
    _asked,
    _bucket,
    _asked_in_a_talk,
    _visitor_before,
    _visitor_after,
    _gone_back,
    _nobody_left,
]
_SHORT = PlannedStep(StepKind.PITCHES, "Thirty seconds more", timedelta(0), timedelta(seconds=30))
_TABLES: dict[str, dict[str, Any]] = {
    "two rounds of pitches": {"agenda": (*SHORT_AGENDA[:4], _SHORT, *SHORT_AGENDA[4:])},
    "a round of pitches in a block": {"agenda": tuple(replace(s, turn_length=None) for s in SHORT_AGENDA)},
    "two of one name": {"people": (*NAMES, ("Ann Chu", "Coaching"))},
}


@pytest.mark.parametrize("before", _STATES)
def test_every_choice_ends_when_it_says(sqlite_store: Store, before: Callable[[Table], None]) -> None:
    """Each key on each line of the board, done and taken back: the meeting would end as was promised."""
    _try_all(sqlite_store, before)


@pytest.mark.parametrize("chapter", _TABLES.values(), ids=_TABLES)
@pytest.mark.parametrize("before", [_before, _pitching, _visitor_after])
def test_every_choice_ends_when_it_says_at_other_tables(
    sqlite_store: Store, before: Callable[[Table], None], chapter: dict[str, Any]
) -> None:
    """The same with two rounds of pitches, with a block that is shared, with two members of one name."""
    _try_all(sqlite_store, before, **chapter)


def _try_all(sqlite_store: Store, before: Callable[[Table], None], **chapter: Any) -> None:
    table = Table.lay(sqlite_store, found_chapter(sqlite_store, **chapter), SetClock())
    before(table)
    now = table.clock.now()
    tried = 0
    for choice in _choices(table.now, now):
        seen = table.do(choice.command)
        assert project(seen, now).ends_at == choice.ends_at, (choice.words, choice.command)
        seen = table.do(Undo())
        tried += 1
    assert tried
    assert table.now.meeting.state in (MeetingState.PLANNED, MeetingState.LIVE)
    table.desk.close()


def _choices(seen: Snapshot, now: datetime) -> list[Choice]:
    lines = rest_lines(seen, now)
    return [choice for line in lines for choice in line.choices if choice.ends_at is not None]


def _laid(store: Store, before: Callable[[Table], object], **chapter: Any) -> tuple[RestLine, ...]:
    table = Table.lay(store, found_chapter(store, **chapter), SetClock())
    before(table)
    found = rest_lines(table.now, table.clock.now())
    table.desk.close()
    return found


def _keys(line: RestLine) -> str:
    return "".join(choice.key for choice in line.choices)


@pytest.mark.parametrize("before", _STATES)
def test_no_two_lines_are_about_the_same(sqlite_store: Store, before: Callable[[Table], None]) -> None:
    """Steps of one title and members of one name have lines that are told apart."""
    twice = (*SHORT_AGENDA[:4], SHORT_AGENDA[2], *SHORT_AGENDA[4:])
    found = _laid(sqlite_store, before, agenda=twice, people=(*NAMES, ("Ann Chu", "Coaching")))
    assert len({line.key for line in found}) == len(found)


@pytest.mark.parametrize(
    ("before", "keys"),
    [
        (_networking, {"Open networking": "+-n"}),
        (
            _pitching,
            {"Pitches": "+-", "Maria Lopez": "", "Ann Chu": "+-n", "Robert Diaz": "+-n<>", "Dee Fox": "n"},
        ),
        (_asked, {"Ann Chu": "+-", "Robert Diaz": "+-n<>"}),
        (_bucket, {"Leads bucket": "", "Maria Lopez": "+-n", "Ann Chu": "n<>"}),
        (_nobody_left, {"Pitches": "n", "Maria Lopez": "n"}),
    ],
)
def test_what_is_on_can_be_changed_too(
    sqlite_store: Store, before: Callable[[Table], None], keys: dict[str, str]
) -> None:
    """A step that is on is lengthened and skipped; in a round it is the person who is up."""
    offered = {line.name: _keys(line) for line in _laid(sqlite_store, before)}
    assert {name: offered.get(name, "") for name in keys} == keys


def test_the_last_step_is_not_skipped(sqlite_store: Store) -> None:
    """Enter closes the meeting; there is nothing to skip to."""
    *_, last = _laid(sqlite_store, lambda table: table.go_to(StepKind.CLOSE))
    assert (last.look, _keys(last)) == ("now", "+-")


@pytest.mark.parametrize(
    ("before", "people"),
    [(_before, 6), (_networking, 0), (lambda table: table.go_to(StepKind.WELCOME), 6)],
    ids=["planned", "not next", "next"],
)
def test_people_stand_under_a_round_of_pitches_that_is_next(
    sqlite_store: Store, before: Callable[[Table], None], people: int
) -> None:
    """Before it each can be given a length of their own, and go first; further ahead the board is short."""
    found = [line for line in _laid(sqlite_store, before) if line.of_person]
    assert [_keys(line) for line in found] == ["+-", *["+-<"] * 5][:people]


@pytest.mark.parametrize(
    ("before", "look", "note"),
    [
        (lambda table: table.go_to(StepKind.BUCKET), "skipped", "nobody was there"),
        (_visitor_after, "ahead", "1 min 5 s"),
    ],
    ids=["no visitor", "one came later"],
)
def test_a_round_without_visitors_is_held_once_there_are_some(
    sqlite_store: Store, before: Callable[[Table], None], look: str, note: str
) -> None:
    """It is not shown as done."""
    (line,) = [line for line in _laid(sqlite_store, before) if line.name == "Visitors"]
    assert (line.look, line.note) == (look, note)


@pytest.mark.parametrize(
    ("name", "note", "keys"),
    [
        ("Pitches", "6 × 60 s", ["to 65 s each", "to 55 s each", "skip"]),
        ("Visitors", "none yet", ["skip"]),
        ("Ann Chu", "60 s", ["to 75 s", "to 45 s", "goes first"]),
    ],
)
def test_a_length_says_what_it_would_be(sqlite_store: Store, name: str, note: str, keys: list[str]) -> None:
    """A pitch is given a new length, which is no amount to add; nobody expected is no length at all."""
    (line,) = [line for line in _laid(sqlite_store, _before) if line.name == name]
    assert (line.note, [choice.words for choice in line.choices if choice.ends_at]) == (note, keys)


def test_what_a_key_does_is_shown_as_long_as_there_is_room() -> None:
    """In a small window first the gaps go, then that it is for each; the end of the meeting never."""
    offer = Offer((("+", "to 75 s each", "12:47"), ("-", "to 45 s each", "12:19"), ("n", "skip", "12:18")))
    pane = OfferPane()
    wide = "+ to 75 s each, ends 12:47   - to 45 s each, ends 12:19   n skip, ends 12:18"
    assert pane.draw(offer, 76).plain == wide
    assert pane.draw(offer, 74).plain == wide.replace("   ", "  ")
    assert pane.draw(offer, 70).plain == wide.replace("   ", "  ").replace(" each", "")
