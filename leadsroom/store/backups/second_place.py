"""A second place for backups: a stick or another folder, which is not always there."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec import Struct

from leadsroom.errors import Refused
from leadsroom.files import cannot_write, make_folder, no_folder, write_file
from leadsroom.paths import backups_folder, command_on, name_for
from leadsroom.station import machine_id
from leadsroom.store.backups.backups import (
    Backups,
    backups_in,
    copied_file,
    sweep_halves,
    thin,
    whole_or_not_at_all,
)

# Made when the place is chosen, and never again: the empty folder in which a stick was is not the stick.
OURS = "leadsroom-backups"


class Standing(Struct, frozen=True):
    """How things stand at the second place for a database: how many backups are there, how many wait for it.

    Where it is not, all may wait: nobody can see what it has.
    """

    database: Path
    folder: Path
    is_there: bool
    copied: int = 0
    waiting: int = 0
    fault: str = ""

    @property
    def complaint(self) -> str:
        """What is wrong, in a sentence; empty where nothing is."""
        if not self.is_there and self.folder.is_dir():
            return (
                f"{self.folder} is not the folder that was chosen for backups; maybe a stick is not in. "
                f"{command_on(self.database, 'db', 'backups', '--second-place', 'FOLDER')} chooses another."
            )
        if not self.is_there:
            return (
                f"{self.folder}, the second place for backups, is not there now. "
                "What is new is copied when it is."
            )
        return f"No backup could be copied to {self.folder}: {self.fault}." if self.fault else ""


class SecondPlace:
    """The one of this machine, for the backups of all its databases. What is chosen stands in a file."""

    def __init__(self) -> None:
        self._setting = backups_folder() / "second-place"

    @property
    def folder(self) -> Path | None:
        """The folder that was chosen, if one was."""
        with suppress(OSError, UnicodeDecodeError):
            chosen = self._setting.read_text("utf-8").strip()
            return Path(chosen) if chosen else None
        return None

    def choose(self, typed: str) -> Path:
        """Copy all backups of this machine there from now on. Raises Refused."""
        folder = Path(typed).expanduser().absolute()
        if not folder.is_dir():
            raise no_folder(folder)
        try:
            (folder / OURS).mkdir(mode=0o700, exist_ok=True)
            self._write(str(folder))
        except OSError as wrong:
            raise cannot_write(Path(wrong.filename or folder), wrong) from wrong
        return folder

    def forget(self) -> None:
        """Copy them nowhere any more; what is there stays there."""
        try:
            self._setting.unlink(missing_ok=True)
        except OSError as wrong:
            raise cannot_write(self._setting, wrong) from wrong

    def _write(self, chosen: str) -> None:
        make_folder(self._setting.parent)
        write_file(self._setting, f"{chosen}\n".encode(), otherwise="Move it away.", replaces=True)

    def catch_up(self, backups: Backups, now: datetime) -> Standing | None:
        """Copy there what it does not have, the newest first, if it is there; None where none was chosen."""
        folder = self.folder
        if folder is None:
            return None
        here, ours = backups.listed(), folder / OURS
        if not ours.is_dir():
            return Standing(backups.database, folder, is_there=False, waiting=len(here))
        theirs = ours / name_for(backups.database, machine_id())
        try:
            self._copy(backups, theirs, now)
        except OSError as wrong:
            return self._stands(backups, theirs, folder, wrong.strerror or str(wrong))
        except Refused as refusal:
            return self._stands(backups, theirs, folder, str(refusal).rstrip("."))
        return self._stands(backups, theirs, folder)

    def _copy(self, backups: Backups, theirs: Path, now: datetime) -> None:
        theirs.mkdir(mode=0o700, exist_ok=True)
        sweep_halves(theirs)
        for name in _missing(backups, theirs):
            whole_or_not_at_all(theirs / name, partial(copied_file, backups.folder / name))
        thin(theirs, now)

    def _stands(self, backups: Backups, theirs: Path, folder: Path, fault: str = "") -> Standing:
        missing = _missing(backups, theirs)
        there = len(backups_in(theirs))
        return Standing(
            backups.database, folder, is_there=True, copied=there, waiting=len(missing), fault=fault
        )


def _missing(backups: Backups, theirs: Path) -> list[str]:
    there = {each.file.name for each in backups_in(theirs)}
    return [each.file.name for each in backups.listed() if each.file.name not in there]
