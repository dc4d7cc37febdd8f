"""The installed program in a real terminal: a whole meeting by keyboard alone, and the minutes of it."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from tests.terminal.expected import of_minutes, of_record
from tests.terminal.moderator import Moderator
from tests.terminal.script import GAPS, SCRIPT


@pytest.fixture
def minutes(moderator: Moderator) -> dict[str, Any]:
    """The minutes that the program writes after the script was carried out in its terminal."""
    moderator.sit_down()
    for act in SCRIPT:
        moderator.do(act)
    moderator.kill()
    minutes: dict[str, Any] = json.loads(moderator.run("minutes", "--format", "json"))
    return minutes


def test_the_minutes_are_what_was_done(moderator: Moderator, minutes: dict[str, Any]) -> None:
    """A whole meeting run by keys is in the minutes item by item, and its times add up to the second."""
    expected = of_record(moderator.record, moderator.now)
    for part, lines in of_minutes(minutes).items():
        assert lines == expected[part], part
    assert minutes["meeting"]["state"] == "closed"
    assert len(minutes["journal"]) == len(SCRIPT)
    assert len({lead["id"] for lead in minutes["leads"]}) == len(minutes["leads"]) == 8
    _steps_add_up(moderator, minutes)
    for title in GAPS:
        _turns_add_up(minutes, title)


def _steps_add_up(moderator: Moderator, minutes: dict[str, Any]) -> None:
    """The steps, with their pauses, fill the meeting from its start to its end."""
    record = moderator.record
    assert record.started is not None
    assert record.ended is not None
    steps = [step for step in minutes["steps"] if step["started_at"]]
    spent = sum(step["actual_seconds"] + step["paused_seconds"] for step in steps)
    assert spent == record.ended - record.started
    assert all(one["ended_at"] == other["started_at"] for one, other in pairwise(steps))


def _turns_add_up(minutes: dict[str, Any], title: str) -> None:
    """The turns of a round, with their pauses and the gaps between them, fill the round."""
    step = next(step for step in minutes["steps"] if step["title"] == title)
    turns = [turn for turn in minutes["turns"] if turn["step"] == title]
    spent = sum(turn["used_seconds"] + turn["paused_seconds"] for turn in turns)
    assert spent + GAPS[title] == step["actual_seconds"] + step["paused_seconds"]


def test_a_slip_typed_ahead_of_the_screen_arrives_whole_and_once(moderator: Moderator) -> None:
    """Keys faster than the form opens and moves land where they belong; the last one twice is one lead."""
    moderator.sit_down()
    moderator.terminal.type("lgrace\rbank\rJane Doe\r4155550142\rhouse account\ryy")
    moderator.terminal.wait_for("1 lead ")
    moderator.do(SCRIPT[0])
    (lead,) = moderator.minutes()["leads"]
    shown = {key: lead[key] for key in ("giver", "receiver", "prospect", "phone", "need", "qualified")}
    assert shown == {
        "giver": "Grace O'Neill",
        "receiver": "Robert Diaz",
        "prospect": "Jane Doe",
        "phone": "+14155550142",
        "need": "house account",
        "qualified": True,
    }
