"""Which file a file is, by whatever name."""

from __future__ import annotations

from pathlib import Path

Identity = tuple[int, int]  # the number of the device, and of the file on it


def identity_of(file: Path) -> Identity | None:
    """It stays while the file is moved, and another file has another. None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
