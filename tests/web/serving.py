"""The installed program as a server, and what it says at its start."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType

from tests.terminal.moderator import PROGRAM


@dataclass
class Serving:
    """`leadsroom serve timekeeper`, listening. Leaving the block ends it."""

    process: subprocess.Popen[str]
    output: str

    @classmethod
    def begin(cls, database: str, *words: str, environment: Mapping[str, str] | None = None) -> Serving:
        """Start it at any free port, and wait until it has said where it is."""
        process = subprocess.Popen(
            [PROGRAM, "serve", "timekeeper", f"--db={database}", "--port=0", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment or os.environ,
        )
        assert process.stdout is not None
        output = ""
        while "ctrl+c" not in output:
            line = process.stdout.readline()
            assert line, process.communicate()[1]
            output += line
        return cls(process, output)

    @property
    def address(self) -> str:
        """Where it listens: `http://127.0.0.1:40123/`."""
        return str(re.findall(r"http://\S+", self.output)[0])

    @property
    def pin(self) -> str:
        """The six digits, as they are printed."""
        return str(re.findall(r"PIN is +(\d{3} \d{3})\n", self.output)[0])

    def end(self, by: signal.Signals = signal.SIGTERM) -> tuple[int, str, str]:
        """End it: its exit code, and what it said since."""
        self.process.send_signal(by)
        output, complained = self.process.communicate(timeout=20)
        return self.process.returncode, output, complained

    def __enter__(self) -> Serving:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()
