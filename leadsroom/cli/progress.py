"""A line that shows how far something is that takes a while; in a terminal only."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadsroom.demo.season import Progress

_START_OF_LINE, _CLEAR = "\r", "\x1b[K"
_EVERY = 10


@contextmanager
def shown_progress(about: str, thing: str) -> Iterator[Progress]:
    """A block that says how far it is, such as “Preparing the sample chapter: meeting 12 of 30”.

    One line that is written over, and is gone in the end; where a terminal cannot, every tenth on a line of
    its own; nothing where nobody looks on.
    """
    stream = sys.stderr
    if stream is None or not stream.isatty():
        yield lambda _number, _of: None
        return
    moves = os.environ.get("TERM", "") not in ("", "dumb")

    if moves:
        stream.write(f"{_START_OF_LINE}{about}{_CLEAR}")
        stream.flush()

    def show(number: int, of: int) -> None:
        if moves:
            stream.write(f"{_START_OF_LINE}{about}: {thing} {number} of {of}{_CLEAR}")
        elif number % _EVERY == 1:
            stream.write(f"{about}: {thing} {number} of {of}\n")
        stream.flush()

    try:
        yield show
    finally:
        if moves:
            stream.write(f"{_START_OF_LINE}{_CLEAR}")
            stream.flush()
