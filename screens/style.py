"""Where the looks of a screen are."""

from __future__ import annotations

from pathlib import Path

_STYLES = Path(__file__).parent.parent / "styles"


def style(name: str) -> Path:
    """The file of looks of this name, as a CSS_PATH."""
    return _STYLES / f"{name}.tcss"
