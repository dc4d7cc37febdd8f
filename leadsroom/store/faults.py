"""Errors of a database, as sentences: the reason first, by its code, then the place and what to do."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from msgspec import Struct
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from leadsroom.errors import NotSaved, Refused
from leadsroom.files import FULL, lowered, why_not_written

_PRIMARY = 0xFF  # the rest of a code of SQLite says where it came to it
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)
_UNWRITABLE = (
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY),
    *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM),
)
_RESTORE = "Restore a backup of it, or choose another place with --db."


def in_words(wrong: DBAPIError, place: str) -> Refused:
    """A sentence for an error of the database, and what to do about it."""
    orig = wrong.orig
    if isinstance(orig, sqlite3.Error):
        return of_file(orig, Path(place))
    if orig is not None and hasattr(orig, "sqlstate"):
        return _of_server(orig.sqlstate or "", str(orig), place)
    return Refused(f"The database {place} refused: {_first_line(str(orig))}.")


# A file


def of_file(wrong: sqlite3.Error, path: Path) -> Refused:
    """A sentence for an error of SQLite."""
    code = _code(wrong)
    if is_busy(wrong):
        return NotSaved(f"Another window is writing: nothing was changed in {path}. Try again in a moment.")
    if code == sqlite3.SQLITE_NOTADB:
        return Refused(f"{path} is damaged or is not a leadsroom database. {_RESTORE}")
    if code == sqlite3.SQLITE_CORRUPT:
        return Refused(f"{path} is damaged. {_RESTORE}")
    if code in _UNWRITABLE:
        return _unwritable(wrong, path)
    return Refused(f"The database {path} refused: {_first_line(str(wrong))}.")


def is_busy(wrong: sqlite3.Error) -> bool:
    """Whether it is only that somebody else has the file open, or is writing it."""
    return _code(wrong) in _BUSY


def is_full(wrong: sqlite3.Error) -> bool:
    """Whether there was no room for what was to be written. What could be is taken away again by now."""
    return _code(wrong) == sqlite3.SQLITE_FULL


def _code(wrong: sqlite3.Error) -> int:
    return getattr(wrong, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY


def _unwritable(wrong: sqlite3.Error, path: Path) -> Refused:
    """The true cause is seen at the disk: SQLite has one code for several, and several for one."""
    if path.is_dir():
        return Refused(f"{path} is a folder. Name a file in it, like {path / 'leadsroom.db'}.")
    if path.is_symlink() and not path.exists():
        return Refused(
            f"{path} leads to {path.readlink()}, which is not there. Choose another place with --db."
        )
    cause = why_not_written(path)
    if cause is None and is_full(wrong):
        cause = FULL
    if cause is None and _code(wrong) == sqlite3.SQLITE_READONLY:
        return NotSaved(f"{path} was open for reading only: nothing was saved in it. Try again.")
    if cause is None:
        return NotSaved(f"Nothing can be saved in {path}: {_first_line(str(wrong))}. Try again.")
    return NotSaved(f"{cause.of(f'nothing can be saved in {path}')}. {cause.remedy}")


# A server


class _Answer(Struct, frozen=True):
    """A sentence about a server: its reason, what to do, and whether what the server says comes between.

    `lets_read`: only what would be written is refused.
    """

    reason: str
    remedy: str
    has_detail: bool = False
    lets_read: bool = False


_NOTHING_CHANGED = "Nothing was changed; try again in a moment."
# By the code, or the class that its first two signs are.
_ANSWERS = {
    "08": _Answer("The server does not answer", "Check the address, and that it runs.", has_detail=True),
    "25006": _Answer("This server may only be read", "Choose the one that is written to.", lets_read=True),
    "28": _Answer("The server does not let you in", "Check the user and the password.", has_detail=True),
    "3D": _Answer("The server has no such database", "Check its name.", has_detail=True),
    "40": _Answer("Another window was writing the same", _NOTHING_CHANGED, lets_read=True),
    "42501": _Answer("This login may not do that", "Ask the one who runs the server.", has_detail=True),
    "53100": _Answer("The server's disk is full", "Make room there, then try again.", lets_read=True),
    "53200": _Answer("The server is out of memory", _NOTHING_CHANGED),
    "53300": _Answer("The server has no line free", _NOTHING_CHANGED),
    "55P03": _Answer("Another window is writing", _NOTHING_CHANGED, lets_read=True),
    "57014": _Answer("The server took too long", _NOTHING_CHANGED),
    "57P": _Answer("The server is starting or stopping", "Try again in a moment."),
}
# Who is not let in has no code yet: the text of the greeting is all there is.
_GREETINGS = {
    "starting up": "57P",
    "shutting down": "57P",
    "authentication": "28",
    "pg_hba.conf": "28",
    "role ": "28",
    "database ": "3D",
    "too many": "53300",
    "connection slots": "53300",
}
_BEFORE_REASON = re.compile(r"^.* failed: +|^connection is bad: +|(?:FATAL|ERROR): +|\[Errno -?\d+\] ")


def _of_server(state: str, text: str, place: str) -> Refused:
    first = _first_line(text)
    state = state or _code_in(first)
    detail, where = _BEFORE_REASON.sub("", first), _address(place)
    answer = next((_ANSWERS[code] for code in (state, state[:3], state[:2]) if code in _ANSWERS), None)
    if answer is None:
        return Refused(f"The server refused: {detail} ({where}).")
    reason = f"{answer.reason}: {lowered(detail)}" if answer.has_detail else answer.reason
    refused = NotSaved if answer.lets_read else Refused
    return refused(f"{reason} ({where}). {answer.remedy}")


def _code_in(greeting: str) -> str:
    if "FATAL:" not in greeting:
        return "08"
    return next((code for part, code in _GREETINGS.items() if part in greeting), "08")


def _address(place: str) -> str:
    """Where a server is, without who asks it."""
    url = make_url(place)
    host = url.host or str(url.query.get("host", "localhost"))
    return host if host.startswith("/") else f"{host}:{url.port or 5432}"


def _first_line(text: str) -> str:
    return (text.strip().splitlines() or [""])[0].rstrip(".")
