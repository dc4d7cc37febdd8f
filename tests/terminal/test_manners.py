"""The manners of a program in a terminal: to the background and back, out in one press, signs it can show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tests.terminal.moderator import PROGRAM, Moderator
from tests.terminal.shell import CONTINUES, STOPPED, from_a_shell
from tests.terminal.terminal import Terminal


@contextmanager
def at_table(
    moderator: Moderator, environment: Mapping[str, str] | None = None, *, shell: bool = False
) -> Iterator[Terminal]:
    """The moderator's screen in a terminal, with a shell behind it or without."""
    command = [str(PROGRAM), "--db", str(moderator.database), "meet"]
    if shell:
        command = from_a_shell(command)
    with Terminal(
        command, {**moderator.environment, **(environment or {})}, width=120, height=36
    ) as terminal:
        terminal.wait_for("start the meeting")
        yield terminal


def test_into_the_background_with_a_form_open_and_back(moderator: Moderator) -> None:
    """What is typed next falls into no program; with fg the form is as it was, and the clock is right."""
    with at_table(moderator, shell=True) as terminal:
        terminal.press("l", *"gra")
        terminal.wait_for("gra ")
        # Enter, skip and leave, in the same breath: were they to reach the program, it would obey.
        terminal.press("ctrl+z", *"n", "enter", "f6")
        terminal.wait_for(STOPPED)
        moderator.set_clock(120)
        terminal.type(f"{CONTINUES}\r")
        terminal.wait_for("gra ")
        terminal.wait_for("start the meeting")
        terminal.wait_for("6:52 AM")
        terminal.press("n")
        terminal.wait_for("gran")
        terminal.wait_for("start the meeting")


def test_where_there_is_no_shell_the_program_stays(moderator: Moderator) -> None:
    """A window of its own would be dead with it: it says so and goes on, until ctrl+q ends it from a form."""
    with at_table(moderator) as terminal:
        terminal.press("ctrl+z")
        terminal.wait_for("There is no shell here to return to.")
        terminal.press("enter")
        terminal.wait_for("on to ")
        terminal.press("l", *"gra")
        terminal.wait_for("gra ")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0


PLAIN = ({"LC_ALL": "C"}, {"PYTHONIOENCODING": "latin-1"})


def test_a_terminal_that_cannot_show_the_signs_gets_others(moderator: Moderator) -> None:
    """Every column stands where it stands elsewhere, and no sign is spelt as an escape.

    Whatever bytes come from a keyboard of another encoding, the program goes on.
    """
    with at_table(moderator) as terminal:
        expected = terminal.lines
        _type_in_another_encoding(terminal)
    for environment in PLAIN:
        with at_table(moderator, environment) as terminal:
            lines = terminal.lines
            _type_in_another_encoding(terminal)
            assert "\\" not in terminal.text()
        for line, usual in zip(lines, expected, strict=True):
            signs = [(at, sign) for at, sign in enumerate(usual) if sign.isascii() and sign != " "]
            assert [(at, line[at]) for at, _ in signs] == signs


def _type_in_another_encoding(terminal: Terminal) -> None:
    terminal.press("l")
    terminal.wait_for("Prospect")
    terminal.send(b"\xe9\xe9\xff")
    terminal.wait_for_quiet()
    terminal.press(*"gra")
    terminal.wait_for("gra  ")


def test_what_is_selected_with_the_mouse_is_copied(moderator: Moderator) -> None:
    """Ctrl+c after a drag hands words to the terminal's clipboard, and says so; without one, what to do."""
    with at_table(moderator) as terminal:
        terminal.press("ctrl+c")
        terminal.wait_for("Nothing is selected to be copied.")
        row = next(at for at, line in enumerate(terminal.lines) if "Group business" in line)
        first = terminal.lines[row].index("Group business")
        terminal.type(f"\x1b[<0;{first + 1};{row + 1}M")
        terminal.type(f"\x1b[<32;{first + 6};{row + 1}M\x1b[<32;{first + 15};{row + 1}M")
        terminal.type(f"\x1b[<0;{first + 15};{row + 1}m")
        terminal.wait_for_quiet()
        terminal.press("ctrl+c")
        terminal.wait_for("Copied: Group business")
