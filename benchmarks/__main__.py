"""Measure everything and print it."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks import (
    acts,
    association,
    finding,
    first_frame,
    health,
    leads,
    room,
    rosters,
    season,
    slips,
    standing,
)
from benchmarks.programs import leadsroom, make_bytecode
from leadsroom.clock import SystemClock
from leadsroom.demo.cache import demo_database
from tests.harborview import SetClock

_ROSTER = Path(__file__).parent.parent / "tests" / "data" / "roster.csv"
_FOUNDING = (
    *("--name", "Harborview", "--weekday", "wednesday", "--starts", "7:00"),
    *("--timezone", "America/Los_Angeles", "--country", "US"),
)


def main() -> None:
    """Run all measurements in one folder that is thrown away."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--thousands", action="store_true", help="also an association of 11,200 chapters")
    thousands = words.parse_args().thousands
    began = time.perf_counter()
    make_bytecode()
    finding.measure()
    with tempfile.TemporaryDirectory(prefix="leadsroom-bench-") as place:
        folder = Path(place)
        standing.measure(str(folder / "standing.db"))
        rosters.measure(folder, _FOUNDING)
        os.environ["XDG_CACHE_HOME"] = os.environ["XDG_STATE_HOME"] = str(folder)
        now = SystemClock().now()
        sample = Path(demo_database(now))
        bare = first_frame.measure(str(sample))
        slips.measure(str(sample))
        shutil.rmtree(sample.parent)
        table = str(folder / "table.db")
        subprocess.run(
            leadsroom(table, "roster", "import", str(_ROSTER), *_FOUNDING), check=True, capture_output=True
        )
        room.measure(table)
        fresh, seasoned = str(folder / "fresh.db"), str(folder / "seasoned.db")
        subprocess.run(
            leadsroom(fresh, "roster", "import", str(_ROSTER), *_FOUNDING), check=True, capture_output=True
        )
        shutil.copy(fresh, seasoned)
        season.fill_season(seasoned, now)
        acts.measure(fresh, seasoned, season.MEETINGS, SetClock(now))
        leads.measure(fresh, seasoned, season.MEETINGS)
        health.measure(seasoned, now)
        association.measure(folder, now, thousands=thousands)
    load = os.getloadavg()[0]
    print(
        f"\nNoise: half of the bare app's starts lie within {bare.spread:.0%} of their median; "
        f"load {load:.1f} on {os.cpu_count()} cores; {time.perf_counter() - began:.0f} s in all."
    )


if __name__ == "__main__":
    main()
