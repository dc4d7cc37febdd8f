"""How many examples a law is tried with."""

from __future__ import annotations

import os

IN_CI = bool(os.environ.get("CI"))


def tried(in_ci: int, at_a_desk: int) -> int:
    """How many examples: a change is let in after all of them, whoever works on it waits for a few.

    At a desk they are others each time.
    """
    return in_ci if IN_CI else at_a_desk
