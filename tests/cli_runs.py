"""Running the command line in tests: inside this process, and as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from leadsroom.cli import main

DATA = Path(__file__).parent / "data"
ROSTER, MESSY = str(DATA / "roster.csv"), str(DATA / "roster-messy.csv")
# What a first file does not say of a chapter; and the same with a name.
HABITS = (
    *("--weekday", "wednesday", "--starts", "7:00"),
    *("--timezone", "America/Los_Angeles", "--country", "US"),
)
FOUNDING = ("--name", "Roster", *HABITS)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str


Run = Callable[..., Answer]


def answered(capsys: pytest.CaptureFixture[str], *words: object) -> Answer:
    """Run a command line in this process."""
    code = main([str(word) for word in words])
    captured = capsys.readouterr()
    return Answer(code, captured.out, captured.err)


def program(*words: object, **settings: Any) -> subprocess.CompletedProcess[bytes]:
    """Run it as a program; `settings` are those of subprocess.run, `env` is added to the environment."""
    extra = settings.pop("env", {})
    run: Callable[..., subprocess.CompletedProcess[bytes]] = subprocess.run
    return run(
        [
            sys.executable,
            "-c",
            "import sys; from leadsroom.cli import main; sys.exit(main())",
            *map(str, words),
        ],
        env=os.environ | extra,
        check=False,
        **({"capture_output": True} | settings),
    )
