"""The looks of screens: each file that one names is there, and each that is there is named."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_every_file_of_looks_is_named_and_there() -> None:
    """A screen whose looks are missing ends the program when it is opened."""
    code = [
        path.read_text(encoding="utf-8")
        for top in ("screens", "leadsroom")
        for path in (ROOT / top).rglob("*.py")
    ]
    named = {name for text in code for name in re.findall(r'\bstyle\("([a-z_]+)"\)', text)}
    assert named == {path.stem for path in (ROOT / "styles").glob("*.tcss")}
