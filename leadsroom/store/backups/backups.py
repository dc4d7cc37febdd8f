"""The backups of one database: made whole or not at all, verified, listed, thinned out."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from leadsroom.domain.text.wording import near_date
from leadsroom.errors import Refused
from leadsroom.files import FULL, Cause, cause_of, make_folder, size_of, to_disk, why_not_written
from leadsroom.locks import in_turn
from leadsroom.paths import backups_folder, command_on, name_for
from leadsroom.store.backups.contents import Contents, contents_of, copy_whole, opened, verified
from leadsroom.store.backups.thinning import remaining
from leadsroom.store.faults import is_full, of_file
from leadsroom.store.file.forwarding import forwarded
from leadsroom.store.file.parts import journal_of, log_of

# How long all of those stay that were made on another occasion than a meeting.
STAYS_FOR = timedelta(days=30)
_SECOND = timedelta(seconds=1)
_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(\d{8}T\d{6}Z)-(meeting|upgrade|restore|killed)(?:-([0-9-]+))?\.db")
_HALF = ".half"
_IS_BUSY = "Another window is making a backup at this moment. Try again in a moment."


class Reason(StrEnum):
    """On which occasion a backup is made."""

    MEETING = "meeting"
    UPGRADE = "upgrade"
    RESTORE = "restore"
    KILLED = "killed"


class Why(Struct, frozen=True):
    """Why a backup was made: `about` is the date of the meeting, or the schema before the upgrade."""

    reason: Reason
    about: str = ""

    @classmethod
    def after_meeting(cls, on: date) -> Why:
        """A meeting of this date was closed."""
        return cls(Reason.MEETING, on.isoformat())

    @classmethod
    def before_upgrade(cls, version: str) -> Why:
        """The schema is about to change."""
        return cls(Reason.UPGRADE, version)

    def in_words(self, today: date) -> str:
        """Such as “after the meeting of Wed 18 Nov”; of another year than today's with the year."""
        if self.reason is Reason.RESTORE:
            return "before a restore"
        if self.reason is Reason.KILLED:
            return "from the copy of a program that was killed"
        if self.reason is Reason.UPGRADE:
            return f"before an upgrade from schema {self.about}"
        return f"after the meeting of {near_date(date.fromisoformat(self.about), today)}"


BEFORE_RESTORE = Why(Reason.RESTORE)
LEFT_BY_KILLED = Why(Reason.KILLED)


class Backup(Struct, frozen=True):
    """One backup, by its file's name."""

    file: Path
    at: datetime
    why: Why

    @property
    def name(self) -> str:
        """How it is called on the command line."""
        return self.at.strftime(_STAMP)

    def looked_into(self) -> LookedInto:
        """It is opened for the list."""
        held = None
        with suppress(Refused, OSError), opened(self.file) as connection:
            held = contents_of(connection)
        return LookedInto(self, size_of(self.file), held)


class LookedInto(Struct, frozen=True):
    """A backup, its size in bytes, and what is in it: None where it cannot be read."""

    backup: Backup
    size: int
    held: Contents | None


def backup_in(file: Path) -> Backup | None:
    """The backup that a file is by its name; None for anything else."""
    found = _NAME.fullmatch(file.name)
    if found is None:
        return None
    stamp, reason, about = found.groups()
    try:
        at = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
        why = Why(Reason(reason), about or "")
        why.in_words(at.date())  # of a date that there is
    except ValueError:
        return None
    return Backup(file, at, why)


def backups_in(folder: Path) -> list[Backup]:
    """The backups of a folder, the newest first; none where there is no such folder."""
    with suppress(OSError):
        found = (backup_in(file) for file in folder.iterdir())
        return sorted((each for each in found if each is not None), key=lambda b: b.at, reverse=True)
    return []


class Backups:
    """Those of one database file, in a private folder of its own."""

    def __init__(self, database: Path, folder: Path | None = None) -> None:
        """Without a `folder`, in that of this person on this machine."""
        self.database = database
        self.folder = (folder or backups_folder()) / name_for(database)

    def listed(self) -> list[Backup]:
        """All of them, the newest first."""
        return backups_in(self.folder)

    def named(self, typed: str | None) -> Backup:
        """The newest, or the only one whose name begins like this. Raises Refused."""
        found = self.listed()
        if not found:
            raise Refused(
                f"There are no backups of {self.database} yet. One is made after each closed meeting. "
                f"For a file from another laptop: {command_on(self.database, 'db', 'take-over', 'FILE')}"
            )
        if typed is None:
            return found[0]
        meant = [each for each in found if each.name.lower().startswith(typed.lower())]
        if len(meant) != 1:
            how_many = f"{len(meant)} backups begin with" if meant else "There is no backup called"
            raise Refused(f"{how_many} “{typed}”. {command_on(self.database, 'db', 'backups')} lists them.")
        return meant[0]

    def make(self, why: Why, now: datetime, source: Path | None = None) -> Backup:
        """Copy the database as it is now, also during a meeting. Raises Refused, with nothing left behind.

        `source` is where it is, if it had to leave its place.
        """
        with opened(source or forwarded(self.database)) as original:
            made = self.make_of(original, why, now)
        self.thin(now)
        return made

    def thin(self, now: datetime) -> None:
        """Throw away what need not stay; what cannot be thrown away goes the next time."""
        with suppress(Refused), self._alone():
            thin(self.folder, now)

    def make_of(self, original: sqlite3.Connection, why: Why, now: datetime) -> Backup:
        """The same over a connection that is open already; nothing is thrown away for it."""
        return self._made(lambda half: verified_copy(original, half), why, now)

    def make_of_damaged(self, now: datetime) -> Backup:
        """Keep a file as it is which SQLite cannot read, with its log, before another one takes its place."""
        made = self._made(lambda half: _copy_bytes(self.database, half), BEFORE_RESTORE, now)
        log = log_of(self.database)
        with self._alone():
            if log.exists():
                whole_or_not_at_all(log_of(made.file), lambda half: _copy_bytes(log, half))
        return made

    def _made(self, write: Callable[[Path], object], why: Why, now: datetime) -> Backup:
        with self._alone():
            at = now.astimezone(UTC).replace(microsecond=0)
            taken = {each.at for each in self.listed()}
            while at in taken:
                at += _SECOND
            about = f"-{why.about}" if why.about else ""
            made = Backup(self.folder / f"{at.strftime(_STAMP)}-{why.reason}{about}.db", at, why)
            whole_or_not_at_all(made.file, write)
        return made

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """A block in which no other program writes into the folder; what killed ones left half is gone."""
        try:
            make_folder(self.folder)
            with in_turn(self.folder / "lock", _IS_BUSY):
                sweep_halves(self.folder)
                yield
        except sqlite3.Error as wrong:
            cause = why_not_written(self.folder / "backup") or (FULL if is_full(wrong) else None)
            raise of_file(wrong, self.database) if cause is None else _refused(cause, self.folder) from wrong
        except OSError as wrong:
            raise _refused(cause_of(wrong), self.folder) from wrong


def _refused(cause: Cause, folder: Path) -> Refused:
    return Refused(f"{cause.of(f'no backup can be written to {folder}')}. {cause.remedy}")


def verified_copy(original: sqlite3.Connection, into: Path) -> Contents:
    """A whole copy that is on disk. Raises Refused, and errors of SQLite."""
    found = copy_whole(original, into)
    to_disk(into)
    return found


def copied_file(original: Path, into: Path) -> Contents:
    """A copy of a backup, verified where it lies. Raises Refused, and errors of the system."""
    _copy_bytes(original, into)
    return verified(into)


def _copy_bytes(original: Path, into: Path) -> None:
    into.touch(mode=0o600)
    shutil.copyfile(original, into)
    to_disk(into)


def whole_or_not_at_all(target: Path, write: Callable[[Path], object]) -> None:
    """Write a file beside its place, and put it there when all of it is on disk."""
    half = target.with_name(f".{target.name}{_HALF}")
    half.unlink(missing_ok=True)
    try:
        write(half)
        half.replace(target)
    finally:
        for rest in (half, journal_of(half)):
            rest.unlink(missing_ok=True)


def sweep_halves(folder: Path) -> None:
    """Throw away what programs have left half written that were killed, with what SQLite has beside it."""
    for half in folder.glob(f".*{_HALF}*"):
        half.unlink(missing_ok=True)


def thin(folder: Path, now: datetime) -> None:
    """Throw away what need not stay.

    One that was made on another occasion than a meeting takes no meeting's place, and for a while none of the
    others'.
    """
    found = backups_in(folder)
    of_meetings = [each for each in found if each.why.reason is Reason.MEETING]
    others = [each for each in found if each.why.reason is not Reason.MEETING]
    stays = remaining((each.at for each in of_meetings), now) | remaining((each.at for each in others), now)
    stays |= {each.at for each in others if now - each.at < STAYS_FOR}
    for each in found:
        if each.at not in stays:
            log_of(each.file).unlink(missing_ok=True)
            each.file.unlink(missing_ok=True)
