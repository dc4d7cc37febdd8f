"""The output of the command line: to stdout, to stderr, into a file. Control characters do not get
through.
"""

from __future__ import annotations

import os
import stat
import sys
import unicodedata
from pathlib import Path
from typing import TextIO

from leadsroom.errors import Refused

_TURNS_TEXT_AROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# A line of text has room for more than the one cell that a sign has on a screen.
_WIDER: dict[str, str | int | None] = {"…": "...", "→": "->", "€": "EUR ", "£": "GBP "}


def say(*lines: str) -> None:
    """Lines of an answer."""
    _write(sys.stdout, "".join(f"{line}\n" for line in lines))


def complain(*lines: str) -> None:
    """Lines of a refusal, to stderr. Nobody may be listening there; that is not one more fault."""
    try:
        _write(sys.stderr, "".join(f"{line}\n" for line in lines))
        if sys.stderr is not None:
            sys.stderr.flush()
    except OSError:
        return


def harmless(text: str) -> str:
    """The text without what a terminal would obey."""
    return "".join(char for char in text if char in "\n\t" or not _is_unseen(char))


def deliver(data: bytes, to: str | None) -> None:
    """Bytes to stdout (`to` None or `-`), or to a file, which is replaced once all of them are on disk."""
    if to not in (None, "-"):
        _to_file(data, Path(str(to)).expanduser())
    elif hasattr(sys.stdout, "buffer"):
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    elif sys.stdout is not None:
        sys.stdout.write(data.decode("utf-8"))


def _to_file(data: bytes, path: Path) -> None:
    try:
        if path.exists() and not path.is_file():
            _straight_into(data, path)
        else:
            _beside_then_over(data, path.resolve())
    except OSError as wrong:
        raise Refused(f"Cannot write {path}: {wrong.strerror}. Choose another file with -o.") from wrong


def _straight_into(data: bytes, path: Path) -> None:
    # A device or a pipe. Unbuffered, so that a full one says so here.
    with path.open("wb", buffering=0) as file:
        file.write(data)


def _beside_then_over(data: bytes, path: Path) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            draft.chmod(stat.S_IMODE(path.stat().st_mode))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _write(stream: TextIO | None, text: str) -> None:
    # Python has no stream at all where the shell has closed it.
    if stream is not None:
        stream.write(_encodable(harmless(text), stream.encoding or "utf-8"))


def _encodable(text: str, encoding: str) -> str:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        from leadsroom.domain.text.signs import SIGNS

        return (
            text.translate(str.maketrans({**SIGNS, **_WIDER}))
            .encode(encoding, "backslashreplace")
            .decode(encoding)
        )
    return text


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or char in _TURNS_TEXT_AROUND
