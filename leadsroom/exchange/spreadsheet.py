"""The guard that keeps spreadsheets from computing what people have typed."""

from __future__ import annotations

import re

# What a spreadsheet takes for a formula; the wide forms are those of Japanese and Chinese keyboards.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠]")


def guarded(text: str) -> str:
    """The text as a spreadsheet will show it and not compute it."""
    return "'" + text if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text
