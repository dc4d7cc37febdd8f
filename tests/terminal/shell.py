"""As much of a shell as job control needs: it starts a program, says when that has stopped, continues it.

Of the end of the program it says by what, as a shell counts, and whether the terminal is set as before.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

STOPPED, CONTINUES = "stopped for a while", "fg"
JOB, ENDED = "job number", "ended with"
AS_BEFORE = "the terminal is set as before"

_SHELL = f"""\
import os, resource, signal, sys, termios

signal.signal(signal.SIGTTOU, signal.SIG_IGN)
before = termios.tcgetattr(0)
before[3] &= ~termios.ECHOK  # by which it is told from one that was only set as usual
termios.tcsetattr(0, termios.TCSANOW, before)
job = os.fork()
if not job:
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpid())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))
    os.execv(sys.argv[1], sys.argv[1:])
os.closerange(3, 64)  # what is kept open is the program's
print({JOB!r}, job, flush=True)
status = os.waitpid(job, os.WUNTRACED)[1]
while os.WIFSTOPPED(status):
    os.tcsetpgrp(0, os.getpgrp())
    termios.tcsetattr(0, termios.TCSADRAIN, before)
    print({STOPPED!r}, flush=True)
    while (line := input()) not in ({CONTINUES!r}, ""):
        print("not for a shell:", line, flush=True)
    if line:
        os.tcsetpgrp(0, job)
        os.kill(-job, signal.SIGCONT)
    status = os.waitpid(job, os.WUNTRACED)[1]
after = termios.tcgetattr(0)
os.tcsetpgrp(0, os.getpgrp())
code = os.WTERMSIG(status) + 128 if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
print({ENDED!r}, code, "and a core" * os.WCOREDUMP(status), flush=True)
print({AS_BEFORE!r} if after == before else (before, after), flush=True)
input()
"""


def from_a_shell(command: Sequence[str]) -> list[str]:
    """The command that starts a program as a shell would."""
    return [sys.executable, "-SEc", _SHELL, *command]
