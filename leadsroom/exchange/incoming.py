"""Files that somebody chooses to be read: the path that was typed, and what is in the file."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlparse

from leadsroom.errors import Refused

_LARGEST = 5_000_000  # bytes; ten thousand members are one


def typed_path(typed: str) -> Path:
    """The path somebody typed or dropped: with quotes, `~`, `file://`, escaped spaces. Raises Refused."""
    text = typed.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    if text.startswith("file://"):
        text = unquote(urlparse(text).path)
    if not text:
        raise Refused("Type the path of the file, or paste it, or drop the file into this window.")
    try:
        path = Path(text).expanduser()
        if "\\ " in text and not path.exists():
            path = Path(text.replace("\\ ", " ")).expanduser()
    except (RuntimeError, ValueError):
        raise Refused(
            f"“{text}” is not a path. Write it from the root, like /home/ann/members.csv."
        ) from None
    return path


def read_file(typed: str) -> bytes:
    """The bytes of the file at a typed path. Raises Refused when there is none or it cannot be read."""
    path = typed_path(typed)
    try:
        if path.is_dir():
            raise Refused(f"“{path}” is a folder. Add the name of the file in it.")
        if path.exists() and not path.is_file():
            raise Refused(f"“{path}” is not a file that can be read to its end. Choose another one.")
        if path.stat().st_size > _LARGEST:
            raise Refused(f"“{path.name}” is too large for a roster. Choose another file.")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(f"There is no file “{path}”. Check the path, then press Enter again.") from None
    except (OSError, ValueError) as why:
        reason = getattr(why, "strerror", None) or "its name is not possible"
        raise Refused(
            f"“{path}” cannot be read: {reason.lower()}. Make it readable, then try again."
        ) from None
