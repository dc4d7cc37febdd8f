"""Text that was typed into forms and not saved yet: a killed laptop loses none of it.

Each window writes a file of its own, so that two at one table cannot destroy each other's. While it lives it
holds a lock beside that file; a file without its window is taken over by the next one.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from msgspec import Struct, json

from leadsroom.domain.text.plain_text import clean
from leadsroom.files import Cause, cause_of, make_folder, names_to_disk, open_private
from leadsroom.locks import locked

DRAFTS_LAST = timedelta(days=30)
_FORMAT = 1
_NOT_CHOSEN = ("", "None", "False")
_OURS = re.compile(r"[0-9a-f]{16}-\d+-[0-9a-f]{8}\.(?:json|lock|new)")

Draft = dict[str, str]


class _Stored(Struct):
    """The contents of a file."""

    format: int
    drafts: Mapping[str, Mapping[str, Any]]


class DraftsFile:
    """The file of one window, in a folder of the user's."""

    def __init__(self, folder: Path, database: str, meeting_id: int, now: datetime) -> None:
        self.folder = folder
        self._now = now
        # The place of a database may hold a password: the file's name tells nothing of it.
        self._key = f"{hashlib.sha256(database.encode()).hexdigest()[:16]}-{meeting_id}"
        self._path = folder / f"{self._key}-{uuid4().hex[:8]}.json"
        self._lock: IO[bytes] | None = None
        self._inherited: list[tuple[Path, IO[bytes]]] = []
        # Without such a folder drafts live as long as their window: no reason to stop.
        with suppress(OSError):
            self._take_place()

    def _take_place(self) -> None:
        if self._lock is None:
            make_folder(self.folder)
            self.folder.chmod(0o700)
            self._lock = _locked(_lock_of(self._path))
            _sweep(self.folder, self._now)

    def taken_over(self) -> dict[str, Draft]:
        """The drafts of windows that are gone, the latest of each form; theirs from now on are ours."""
        found: dict[str, Draft] = {}
        for path, lock in self._left_behind():
            try:
                found |= _read(path)
            except OSError:
                lock.close()  # for a window that can read it
            else:
                self._inherited.append((path, lock))
        return found

    def _left_behind(self) -> Iterator[tuple[Path, IO[bytes]]]:
        """Files whose window is gone, the oldest first, each with our lock on it.

        They go once what they held is in our own file.
        """
        others = [path for path in self.folder.glob(f"{self._key}-*.json") if path != self._path]
        for path in sorted(others, key=_written):
            lock = _locked(_lock_of(path))
            if lock is not None:
                yield path, lock

    def write(self, drafts: Mapping[str, Draft]) -> None:
        """Write all drafts, whole or not at all; none is no file. Raises OSError while it cannot be done."""
        if drafts:
            self._take_place()
            # With spaces after its signs, on one line, so that windows of any version can read it.
            self._replace(json.format(json.encode(_Stored(_FORMAT, drafts)), indent=0))
        else:
            self._path.unlink(missing_ok=True)
        self._drop_inherited()

    def _replace(self, text: bytes) -> None:
        new = self._path.with_suffix(".new")
        try:
            with os.fdopen(open_private(new, os.O_WRONLY | os.O_TRUNC), "wb") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            new.replace(self._path)
        except OSError:
            with suppress(OSError):
                new.unlink(missing_ok=True)
            raise
        names_to_disk(self.folder)

    def _drop_inherited(self) -> None:
        while self._inherited:
            path, lock = self._inherited.pop()
            path.unlink(missing_ok=True)
            _unlock(_lock_of(path), lock)

    def close(self) -> None:
        """Let the next window have it, with drafts that could not be rewritten."""
        while self._inherited:
            path, lock = self._inherited.pop()
            _unlock(_lock_of(path), lock)
        if self._lock is not None:
            _unlock(_lock_of(self._path), self._lock)
            self._lock = None


def _lock_of(path: Path) -> Path:
    return path.with_suffix(".lock")


def _locked(path: Path) -> IO[bytes] | None:
    """A lock that ends with this process, however it ends; None while another window holds it."""
    with suppress(OSError):
        return locked(path)
    return None


def _unlock(path: Path, lock: IO[bytes]) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
    lock.close()


def _written(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _read(path: Path) -> dict[str, Draft]:
    """The drafts of a file; none when it is torn, or is not one of ours."""
    try:
        stored = json.decode(path.read_bytes(), type=_Stored)
    except (ValueError, RecursionError):
        return {}
    drafts = stored.drafts if stored.format == _FORMAT else {}
    return {name: _draft(fields) for name, fields in drafts.items()}


def _draft(fields: Mapping[str, Any]) -> Draft:
    return {name: value for name, value in fields.items() if isinstance(value, str)}


def _sweep(folder: Path, now: datetime) -> None:
    """Throw away old drafts that nobody has come back for."""
    oldest = (now - DRAFTS_LAST).timestamp()
    for path in folder.iterdir():
        if not _OURS.fullmatch(path.name) or path.stat().st_mtime >= oldest:
            continue
        lock = _locked(_lock_of(path))
        if lock is not None:  # else its window is still open
            with suppress(OSError):
                path.unlink()
            _unlock(_lock_of(path), lock)


def _is_typed(field: str, text: str) -> bool:
    """A form's own notes have a space in their names."""
    return " " not in field and text not in _NOT_CHOSEN


class Drafts:
    """The drafts of one window at one meeting, by the name of the form. Without a file, in memory only."""

    def __init__(self, file: DraftsFile | None = None) -> None:
        self._file = file
        self._folder = None if file is None else file.folder
        self._drafts: dict[str, Draft] = file.taken_over() if file is not None else {}
        self._thread: ThreadPoolExecutor | None = None
        self._hindrance: Cause | None = None
        self._last_write: Future[None] | None = None
        if self._drafts:
            self._write()

    @property
    def names(self) -> frozenset[str]:
        """The forms that have a draft."""
        return frozenset(self._drafts)

    @property
    def hindrance(self) -> Cause | None:
        """Why what is kept could not be written; None where all of it is on disk."""
        return self._hindrance if self._drafts else None

    def try_again(self) -> None:
        """Write what could not be written."""
        if self._hindrance is not None:
            self._write()

    def take_from(self, closed: Drafts) -> None:
        """Go on with what others could not write, unless it has been found on disk."""
        for name, draft in closed._drafts.items():
            if name not in self._drafts:
                self.keep(name, draft)

    def unwritten(self) -> Iterator[str]:
        """All that could not be written, to be read by people; nothing where it is on disk."""
        if self.hindrance is None or self._folder is None:
            return
        yield self.hindrance.of(f"what was typed and not saved could not be kept in {self._folder}. It was:")
        for name, draft in self._drafts.items():
            fields = (f"{field} “{clean(text)}”" for field, text in draft.items() if _is_typed(field, text))
            yield f"  {clean(name)}: {'; '.join(fields)}"

    def of(self, name: str) -> Draft | None:
        """The draft of a form."""
        return self._drafts.get(name)

    def keep(self, name: str, draft: Mapping[str, str]) -> None:
        """Keep a draft; it is on disk a moment later."""
        if self._drafts.get(name) != draft:
            self._drafts[name] = dict(draft)
            self._write()

    def forget(self, name: str) -> None:
        """The form was saved or emptied."""
        if self._drafts.pop(name, None) is not None:
            self._write()

    def flush(self) -> None:
        """Wait until what is kept is on disk."""
        if self._last_write is not None:
            self._last_write.result()

    def close(self) -> None:
        """Finish writing and leave the drafts to the next window."""
        self.try_again()
        if self._thread is not None:
            self._thread.shutdown(wait=True)
            self._thread = None
        if self._file is not None:
            self._file.close()
            self._file = None

    def _write(self) -> None:
        """Hand the drafts as they are now to one thread, which writes in order and keeps no key waiting."""
        if self._file is None:
            return
        if self._thread is None:
            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drafts")
        self._last_write = self._thread.submit(self._put, self._file, dict(self._drafts))

    def _put(self, file: DraftsFile, drafts: Mapping[str, Draft]) -> None:
        try:
            file.write(drafts)
        except OSError as wrong:
            self._hindrance = cause_of(wrong)
        else:
            self._hindrance = None
