"""Samples of a measurement, and the lines that show them."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Sample:
    """Measured lengths, in milliseconds."""

    values: list[float] = field(default_factory=list)

    def add(self, seconds: float) -> None:
        """Take one measurement in."""
        self.values.append(seconds * 1000)

    @property
    def median(self) -> float:
        """Half of them took no longer."""
        return statistics.median(self.values)

    @property
    def p99(self) -> float:
        """All but one in a hundred took no longer."""
        return sorted(self.values)[math.ceil(len(self.values) * 0.99) - 1]

    @property
    def quartiles(self) -> tuple[float, float]:
        """Half of them lie between these."""
        first, _, third = statistics.quantiles(self.values, n=4)
        return first, third

    @property
    def spread(self) -> float:
        """How far the quartiles are apart, as a part of the median: the noise of the machine."""
        first, third = self.quartiles
        return (third - first) / self.median


def row_of(name: str, sample: Sample, aim: str = "") -> tuple[str, ...]:
    """A line of the table for a sample."""
    first, third = sample.quartiles
    return (name, f"{sample.median:.1f}", f"{first:.1f}-{third:.1f}", f"{sample.p99:.1f}", aim)


def print_table(title: str, head: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """Print lines in columns that align."""
    rows = [tuple(head), *(tuple(line) for line in lines)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    print(f"\n{title}")
    for row in rows:
        cells = (text.rjust(width) for text, width in zip(row[1:], widths[1:], strict=True))
        print("  " + "  ".join((row[0].ljust(widths[0]), *cells)).rstrip())
