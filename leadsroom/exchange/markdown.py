"""Markdown that says literally what people typed, and its tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_SPECIAL = re.compile(
    r"[\\`*_\[\]<>|~]"  # emphasis, code, links, HTML, table cells
    r"|&(?=#?\w+;)"  # a character reference
    r"|:(?=[\w+-]+:)"  # a shortcode for an emoji
    r"|\$(?=\D)"  # mathematics, in some dialects
)
_OPENING = re.compile(r"([#+=-])|(\d+)([.)])")
_FIRST_STRONG, _POP = "\u2068", "\u2069"


def literal(text: str) -> str:
    """The text, to be shown as it is wherever it stands in a line.

    Text that runs right to left is isolated, so that it does not turn around what stands beside it.
    """
    opening = _OPENING.match(text)
    escaped = _SPECIAL.sub(r"\\\g<0>", text)
    if opening:
        at = 0 if opening[1] else len(opening[2])
        escaped = f"{escaped[:at]}\\{escaped[at:]}"
    return f"{_FIRST_STRONG}{escaped}{_POP}" if _runs_right_to_left(text) else escaped


def _runs_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in text)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Iterable[int] = ()) -> str:
    """A table of cells that are Markdown already; the columns in `numbers` stand to the right."""
    right = set(numbers)
    ruler = ["---:" if column in right else "---" for column in range(len(headings))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (headings, ruler, *rows))


def bullets(items: Iterable[str]) -> str:
    """A list of lines that are Markdown already."""
    return "\n".join(f"- {item}" for item in items)
