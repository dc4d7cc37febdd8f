"""Taking a roster file in, from its bytes to the disk, in seconds of the processor, for two sizes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import print_table
from benchmarks.programs import leadsroom

SIZES = (1_000, 10_000)
_FIRST = (
    "Ann",
    "Bea",
    "Cyrus",
    "Dee",
    "Edgar",
    "Fay",
    "Gus",
    "Helen",
    "Ingrid",
    "Jonas",
    "Kim",
    "Leo",
    "Mia",
)
_WORK = (
    "Florist",
    "Baker",
    "Plumber",
    "Painter",
    "Lawyer",
    "Dentist",
    "Roofer",
    "Printer",
    "Banker",
    "Mover",
)


def measure(folder: Path, founding: Sequence[str]) -> None:
    """Found a chapter for a file of each size with these options, then take the same file in again."""
    lines = []
    for size in SIZES:
        file, database = folder / f"{size}.csv", str(folder / f"roster-{size}.db")
        file.write_text(roster(size), encoding="utf-8")
        new = _seconds(leadsroom(database, "roster", "import", str(file), *founding))
        again = _seconds(leadsroom(database, "roster", "import", str(file)))
        lines.append((f"{size:,} members", f"{new:.1f}", f"{again:.1f}", "under 20"))
    print_table("Import of a roster file, s of the processor", ("", "new", "again", "aim"), lines)


def roster(size: int) -> str:
    """A file of so many members, no two alike, with professions that share their words."""
    rows = ["Name,Company,Profession,Phone,Email,Joined"]
    for number in range(size):
        name = f"{_FIRST[number % len(_FIRST)]} Member{number}"
        profession = f"{_WORK[number % len(_WORK)]} of ward {number}"
        phone = f"(415) 2{number // 10_000:02}-{number % 10_000:04}"
        joined = f"{2000 + number % 25}-03-06"
        rows.append(f"{name},Firm {number},{profession},{phone},m{number}@firm.example,{joined}")
    return "\r\n".join(rows)


def _seconds(command: Sequence[str]) -> float:
    before = os.times()
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    spent = (after.children_user - before.children_user, after.children_system - before.children_system)
    return sum(spent)
