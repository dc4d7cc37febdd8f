"""Two real processes in two real terminals: one clock, and either may die."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.terminal.front import Front
from tests.terminal.moderator import Moderator, minutes_and_seconds


@pytest.fixture
def front(moderator: Moderator) -> Iterator[Front]:
    """The timekeeper's screen, before the meeting; ended with the test."""
    front = Front(moderator)
    yield front
    front.terminal.kill()


def _pitching(moderator: Moderator) -> None:
    """Maria Lopez has spoken for 20 s. The clock stands at 7:01."""
    moderator.sit_down()
    moderator.set_clock(600)
    for following in (
        "on to Welcome",
        "on to Group",
        "on to Education",
        "on to Pitches",
        "start Maria Lopez",
    ):
        moderator.terminal.press("enter")
        moderator.terminal.wait_for(following)
    moderator.terminal.press("enter")
    moderator.terminal.wait_for("▶ GO")
    moderator.set_clock(620)


def test_what_the_moderator_does_is_on_the_other_screen(moderator: Moderator, front: Front) -> None:
    """Start, pitch, words, phases, pause, questions, the next speaker, an alarm: each is seen there.

    Of a lead that is taken down meanwhile, neither prospect nor number nor need is written there.
    """
    front.wait_for("The meeting starts at 7:00 AM")
    _pitching(moderator)
    front.wait_for("Maria Lopez", "Web design", "▶ GO", "Robert Diaz")
    front.wait_for_clock(40)
    _words_come_and_go(moderator, front)
    _take_down_a_lead(moderator)
    moderator.set_clock(650)
    front.wait_for("▲ WRAP UP")
    moderator.set_clock(661)
    front.wait_for("■ TIME")
    front.wait_for_clock(-1)
    moderator.set_clock(668)
    front.wait_for("● OVER")
    moderator.terminal.press("space")
    front.wait_for("PAUSED")
    moderator.terminal.press("space")
    front.wait_for("OVER")
    moderator.terminal.press("o")
    front.wait_for("Questions", "Maria Lopez")
    front.wait_for_clock(60)
    moderator.terminal.press("enter")
    front.wait_for("OVER")
    moderator.terminal.press("enter")
    front.wait_for("Robert Diaz", "1:08, 8 s over")
    moderator.set_clock(690)
    front.wait_for("Nobody has started the clock")
    moderator.terminal.wait_for("Nobody has started the clock")
    assert b"Robert" in front.terminal.written
    for secret in (b"Zebedee", b"Quill", b"0177", b"glasshouse"):
        assert secret not in front.terminal.written


def _words_come_and_go(moderator: Moderator, front: Front) -> None:
    """Own words are in large letters or as typed, with the clock still in view, for twenty seconds."""
    moderator.terminal.press("w")
    moderator.terminal.wait_for("To the speaker")
    moderator.terminal.type("[/] слово")
    moderator.terminal.press("enter")
    front.wait_for("[/]")
    moderator.set_clock(641)
    front.terminal.wait_for(lambda: "[/]" not in front.terminal.text())
    front.wait_for_clock(19)


def _take_down_a_lead(moderator: Moderator) -> None:
    moderator.terminal.press("l")
    moderator.terminal.wait_for("Lead")
    for typed in ("bank", "Zebedee Quill", "4155550177", "a glasshouse"):
        moderator.terminal.type(typed)
        moderator.terminal.press("enter")
    moderator.terminal.press("y")
    moderator.terminal.wait_for("1 lead ")


def test_either_screen_may_die(moderator: Moderator, front: Front) -> None:
    """SIGKILL to the front of the room changes nothing at the table; opened again, both show one clock.

    SIGKILL to the table: the room's clock goes on, and the table comes back to it.
    """
    _pitching(moderator)
    front.wait_for_clock(40)
    front.reopen()
    moderator.set_clock(633)
    front.wait_for("Maria Lopez")
    front.wait_for_clock(27)
    _at_table(moderator, 27)
    moderator.kill()
    moderator.set_clock(645)
    front.wait_for_clock(15)
    front.wait_for("▲ WRAP UP")
    moderator.sit_down()
    _at_table(moderator, 15)
    moderator.terminal.press("enter")
    front.wait_for("Robert Diaz")


def _at_table(moderator: Moderator, seconds: int) -> None:
    moderator.terminal.wait_for(lambda: moderator.reads(minutes_and_seconds(seconds)))
