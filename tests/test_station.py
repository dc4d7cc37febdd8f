"""Who writes: every machine, and every program that runs there at once, is a station of its own."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from leadsroom.station import Station, claim_station, claimed_in, command_line


@pytest.fixture
def held() -> Iterator[list[IO[bytes]]]:
    """What programs hold open; closing is what the system does when one ends."""
    files: list[IO[bytes]] = []
    yield files
    for file in files:
        file.close()


def test_windows_of_one_machine_are_numbered(tmp_path: Path, held: list[IO[bytes]]) -> None:
    """They share the machine's id, which nobody could guess; each has a number, and a name that says it."""
    one, two, three = (claimed_in(tmp_path / "s", "Ann's laptop", held.append) for _ in range(3))
    assert {one.machine, two.machine, three.machine} == {one.machine}
    assert len(bytes.fromhex(one.machine)) == 16
    assert [one.number, two.number, three.number] == [1, 2, 3]
    assert [one.name, two.name] == ["Ann's laptop", "Ann's laptop (2)"]
    assert stat.S_IMODE((tmp_path / "s").stat().st_mode) == 0o700


def test_after_a_crash_the_number_is_taken_again(tmp_path: Path, held: list[IO[bytes]]) -> None:
    """The first that is free, also where a later one still runs."""
    first = claimed_in(tmp_path, "laptop", held.append)
    second = claimed_in(tmp_path, "laptop", held.append)
    held.pop(0).close()
    assert claimed_in(tmp_path, "laptop", held.append) == first != second


def test_two_machines_of_one_name_are_two(tmp_path: Path, held: list[IO[bytes]]) -> None:
    """Each has an id of its own."""
    one, two = (claimed_in(tmp_path / folder, "laptop", held.append) for folder in ("a", "b"))
    assert (one.name, one.number) == (two.name, two.number)
    assert one != two


def test_another_process_has_another_number(tmp_path: Path, held: list[IO[bytes]]) -> None:
    """A killed program lets go of its number by being gone, whatever it left on the disk."""
    script = (
        "import sys, pathlib; from leadsroom.station import claimed_in; kept = []\n"
        "print(claimed_in(pathlib.Path(sys.argv[1]), 'x', kept.append).number, flush=True)\n"
        "sys.stdin.read()"
    )
    words = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "1\n"
        assert claimed_in(tmp_path, "x", held.append).number == 2
        other.kill()
    assert claimed_in(tmp_path, "x", held.append).number == 1


def test_a_damaged_id_is_made_anew(tmp_path: Path, held: list[IO[bytes]]) -> None:
    """Once; from then on it is the same, and nothing else is left in the folder."""
    (tmp_path / "machine").write_text("not an id\n")
    one, two = (claimed_in(tmp_path, "laptop", held.append) for _ in range(2))
    assert one.machine == two.machine != "not an id"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.lock", "2.lock", "machine"]


def test_where_nothing_can_be_kept_a_station_is_for_one_run(tmp_path: Path, held: list[IO[bytes]]) -> None:
    """A home without room, or without rights, stops nobody from sitting down."""
    (tmp_path / "file").write_text("")
    one, two = (claimed_in(tmp_path / "file" / "s", "laptop", held.append) for _ in range(2))
    assert (one.number, one.name, held) == (1, "laptop", [])
    assert one.machine != two.machine


def test_a_program_is_one_station(home_of_nobody: Path) -> None:
    """It claims its number once; the command line of the machine has none of its own."""
    assert claim_station() is claim_station()
    assert command_line() == Station(claim_station().machine, 0, "command line")
    assert Station.named("table") == Station.named("table") != Station.named("front desk")
