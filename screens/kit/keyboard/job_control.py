"""Going into the background as a terminal's programs do, and coming back."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType


def stop_until_continued() -> bool:
    """Stop, with all that the shell has started together. Whether a shell has let us go on.

    It is the system that decides: where there is no shell to come back from, it lets nobody stop. Textual's
    own way asks nobody and stops this process alone: `make run`, or a window without a shell, would hang.
    """
    if sys.platform == "win32":
        return False
    continued: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        continued.append(number)

    before = {
        signal.SIGCONT: signal.signal(signal.SIGCONT, note),
        signal.SIGTSTP: signal.signal(signal.SIGTSTP, signal.SIG_DFL),
    }
    try:
        os.kill(0, signal.SIGTSTP)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return bool(continued)
