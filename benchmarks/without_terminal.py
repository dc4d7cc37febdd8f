"""The moderator's screen up to its first frame, without a terminal: when each stage was reached."""

from __future__ import annotations

import sys
import time
from itertools import pairwise

_LAST = 8
_reached = [("", time.perf_counter())]


def _now(stage: str) -> None:
    _reached.append((stage, time.perf_counter()))


def main(database: str) -> None:
    """Start, paint once, print the length of each stage, end."""
    from leadsroom.clock import SystemClock

    _now("command line")
    from leadsroom.store.read.chapter import chapters
    from leadsroom.store.store import open_store

    _now("import the store")
    store = open_store(database)
    with store.reading() as connection:
        chapter = chapters(connection)[0]
    _now("open the database")
    from leadsroom.app import LeadsroomApp
    from screens.meeting.go_bar import GoBar

    _now("import the screens")

    class OneFrame(LeadsroomApp):
        def on_mount(self) -> None:
            _now("start Textual")
            self.call_next(_now, "find the meeting, read it")
            self.set_interval(0.002, self._look)

        def _look(self) -> None:
            bars = self.screen.query(GoBar).results()
            if any(bar.picture is not None and bar.size.width > 0 for bar in bars) and len(_reached) < _LAST:
                _now("lay out")
                self.screen.call_after_refresh(self._painted)

        def _painted(self) -> None:
            _now("paint")
            self.exit()

    OneFrame(store, SystemClock(), start="meet", chapter=chapter).run(headless=True, size=(120, 36))
    for (_, before), (stage, at) in pairwise(_reached):
        print(f"{stage}\t{(at - before) * 1000:.1f}")


if __name__ == "__main__":
    main(sys.argv[1])
