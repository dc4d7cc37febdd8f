"""As much of a shell as job control needs: it starts a program, says when that has stopped, continues it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

STOPPED, CONTINUES = "stopped for a while", "fg"

_SHELL = f"""\
import os, signal, sys, termios

signal.signal(signal.SIGTTOU, signal.SIG_IGN)
job = os.fork()
if not job:
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpid())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    os.execv(sys.argv[1], sys.argv[1:])
status = os.waitpid(job, os.WUNTRACED)[1]
while os.WIFSTOPPED(status):
    os.tcsetpgrp(0, os.getpgrp())
    print({STOPPED!r}, flush=True)
    while (line := input()) != {CONTINUES!r}:
        print("not for a shell:", line, flush=True)
    os.tcsetpgrp(0, job)
    os.kill(-job, signal.SIGCONT)
    status = os.waitpid(job, os.WUNTRACED)[1]
"""


def from_a_shell(command: Sequence[str]) -> list[str]:
    """The command that starts a program as a shell would."""
    return [sys.executable, "-SEc", _SHELL, *command]
