"""The timekeeper's program beside the moderator's, each in a terminal of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.terminal.moderator import PROGRAM, Moderator
from tests.terminal.terminal import Terminal


@pytest.fixture
def front(moderator: Moderator) -> Iterator[Terminal]:
    """The timekeeper's screen of the moderator's database, where no colours are wanted."""
    environment = {**os.environ, **moderator.environment, "NO_COLOR": "1"}
    command = [str(PROGRAM), "--db", str(moderator.database), "timekeeper"]
    with Terminal(command, environment, width=80, height=24) as terminal:
        yield terminal


def test_what_the_moderator_does_is_in_front_of_the_room(moderator: Moderator, front: Terminal) -> None:
    """It counts down; Go in one terminal is seen in the other; digits and phase are there without colours."""
    front.wait_for("The meeting starts at 7:00 AM")
    moderator.sit_down()
    moderator.terminal.press("enter")
    front.wait_for("▶   G O")
    assert "Open networking" in front.text()
    assert sum("██" in line for line in front.lines) >= 10
    front.press("q")
    assert front.wait_for_end() == 0
