"""The report of a fault: a file with what went wrong and where in the program, for whoever mends it."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from leadsroom import __version__
from leadsroom.errors import Crashed
from leadsroom.files import make_folder, open_private
from leadsroom.paths import reports_folder

MOST = 10


def write_report(fault: BaseException) -> Path | None:
    """Write it, and throw all but the newest away. None where it cannot be written."""
    folder, now = reports_folder(), datetime.now(UTC)
    path = folder / f"{now:%Y-%m-%dT%H%M%SZ}-{os.getpid()}.txt"
    try:
        make_folder(folder)
        folder.chmod(0o700)
        path.unlink(missing_ok=True)
        new = open_private(path, os.O_WRONLY | os.O_EXCL)
        with os.fdopen(new, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write("".join(_text(fault, now)))
        for old in sorted(set(folder.glob("*.txt")) - {path}, reverse=True)[MOST - 1 :]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def _text(fault: BaseException, now: datetime) -> Iterator[str]:
    """Without the values of variables, or of a statement: among them are names and numbers of people."""
    origin = fault.__cause__ if isinstance(fault, Crashed) and fault.__cause__ is not None else fault
    for each in _chain(origin):
        if hasattr(each, "hide_parameters"):  # SQLAlchemy's
            each.hide_parameters = True
    yield f"leadsroom {__version__}, Python {platform.python_version()}, {sys.platform}, "
    yield f"{now:%Y-%m-%d %H:%M:%S} UTC\n\n"
    yield from traceback.format_exception(origin)


def _chain(fault: BaseException) -> list[BaseException]:
    """It and what it came of."""
    chain: list[BaseException] = []
    each: BaseException | None = fault
    while each is not None and each not in chain:
        chain.append(each)
        each = each.__cause__ or each.__context__
    return chain
