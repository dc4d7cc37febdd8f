"""Errors of a database as sentences, by their codes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg
import pytest
from psycopg import errors
from sqlalchemy.exc import OperationalError

from leadsroom.store.faults import in_words

SERVER = "postgresql+psycopg://ann:***@db.example/leads"
WHERE = "(db.example:5432)"
BUSY = "Another window is writing: nothing was changed in {}. Try again in a moment."
RESTORE = "Restore a backup of it, or choose another place with --db."
AWAY = f"{WHERE}. Check the address, and that it runs."
SHOWN_AT_ONCE = 120
DIALLED = 'connection failed: connection to server at "10.0.0.1", port 5432 failed: '
HINT = "\n\tIs the server running on that host and accepting TCP/IP connections?"


def _sentence(orig: Exception, place: str) -> str:
    return str(in_words(OperationalError("SELECT 1", None, orig), place))


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (sqlite3.SQLITE_BUSY, BUSY),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, BUSY),
        (sqlite3.SQLITE_NOTADB, f"{{}} is damaged or is not a leadsroom database. {RESTORE}"),
        (sqlite3.SQLITE_CORRUPT_VTAB, f"{{}} is damaged. {RESTORE}"),
        (sqlite3.SQLITE_ERROR, "The database {} refused: database error."),
    ],
)
def test_an_error_of_a_file_in_words(tmp_path: Path, code: int, says: str) -> None:
    """By its code, whatever its text: the kinds that come to a moderator, and the rest as SQLite has it."""
    wrong, place = sqlite3.OperationalError("database error"), str(tmp_path / "a.db")
    wrong.sqlite_errorcode = code
    assert _sentence(wrong, place) == says.format(place)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (f"{DIALLED}Connection refused{HINT}", f"The server does not answer: connection refused {AWAY}"),
        ("connection timeout expired", f"The server does not answer: connection timeout expired {AWAY}"),
        (
            "failed to resolve host 'db': [Errno -2] Name or service not known",
            f"The server does not answer: failed to resolve host 'db': Name or service not known {AWAY}",
        ),
        (
            f'{DIALLED}FATAL:  password authentication failed for user "ann"',
            f'The server does not let you in: password authentication failed for user "ann" {WHERE}.',
        ),
        (
            f'{DIALLED}FATAL:  database "leads" does not exist',
            f'The server has no such database: database "leads" does not exist {WHERE}. Check its name.',
        ),
        (
            f"{DIALLED}FATAL:  the database system is starting up",
            f"The server is starting or stopping {WHERE}. Try again in a moment.",
        ),
    ],
)
def test_a_server_that_does_not_let_in_is_answered_with_the_reason_first(answer: str, says: str) -> None:
    """The reason comes first, and fits a line; then where, without user and password."""
    found = _sentence(psycopg.OperationalError(answer), SERVER)
    assert found.startswith(says)
    assert found.index(WHERE) <= SHOWN_AT_ONCE


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (errors.DiskFull, f"The server's disk is full {WHERE}. Make room there, then try again."),
        (errors.ReadOnlySqlTransaction, f"This server may only be read {WHERE}. "),
        (errors.LockNotAvailable, f"Another window is writing {WHERE}. Nothing was changed; try again"),
        (errors.AdminShutdown, f"The server is starting or stopping {WHERE}. "),
        (errors.InsufficientPrivilege, f"This login may not do that: it did not work {WHERE}. "),
        (errors.UndefinedTable, f"The server refused: it did not work {WHERE}."),
    ],
)
def test_an_error_of_a_server_in_words(wrong: type[psycopg.Error], says: str) -> None:
    """By its code; what the server says of it only where that alone names what is meant."""
    assert _sentence(wrong("it did not work\nCONTEXT: a line"), SERVER).startswith(says)
