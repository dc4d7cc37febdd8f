"""Files of this machine: written for their owner alone, and why one cannot be written, in words."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from glob import escape
from io import FileIO
from itertools import count
from pathlib import Path

from msgspec import Struct

from leadsroom.errors import Refused

_ENOUGH = 64 * 1024  # some pages of a database


class Cause(Struct, frozen=True):
    """Why nothing can be written, and what to do about it."""

    reason: str
    remedy: str

    def of(self, effect: str) -> str:
        """What comes of it, with the reason before that."""
        return f"{self.reason[:1].upper()}{self.reason[1:]}: {effect}"


_MAKE_ROOM = "Make room, then try again."
FULL = Cause("the disk is full", _MAKE_ROOM)
_READ_ONLY_DISK = Cause("the disk is read-only", "Make it writable, or choose another place.")
_READ_ONLY_FILE = Cause("the file may only be read", "Allow writing to it, or choose another place.")
_READ_ONLY_FOLDER = Cause("its folder may only be read", "Allow writing to it, or choose another place.")
_NO_FOLDER = Cause("its folder is not there", "Choose another place.")
_CAUSES = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: Cause("your share of the disk is used up", _MAKE_ROOM),
    errno.EFBIG: Cause("a limit on the size of files is reached", "Raise it (ulimit -f), then try again."),
    errno.EROFS: _READ_ONLY_DISK,
    errno.EACCES: Cause("it may not be written", "Allow writing, or choose another place."),
    errno.EPERM: Cause("it may not be written", "Allow writing, or choose another place."),
    errno.ENOENT: _NO_FOLDER,
    errno.ENOTDIR: Cause("its folder is a file", "Choose another place."),
    errno.EIO: Cause("the disk reports an error", "Choose a place on another disk."),
}


def cause_of(wrong: OSError) -> Cause:
    """The cause of a failure of the file system."""
    return _CAUSES.get(wrong.errno or 0) or Cause(
        lowered(wrong.strerror or str(wrong)), "Choose another place."
    )


def cannot_write(path: Path, wrong: OSError) -> Refused:
    """A sentence for a file or folder that could not be written: why, and what to do."""
    cause = cause_of(wrong)
    return Refused(f"Cannot write {path}: {cause.reason}. {cause.remedy}")


def why_not_written(path: Path) -> Cause | None:
    """Why a file could not be written or made just now, from a look at its place; None where it could be.

    The file itself is left alone: what is tried is tried in a file beside it that has no name.
    """
    folder = path.parent
    if not folder.is_dir():
        return _NO_FOLDER
    if path.exists() and not may_write(path):
        return _READ_ONLY_DISK if _is_read_only_disk(path) else _READ_ONLY_FILE
    if not may_write(folder):
        return _READ_ONLY_DISK if _is_read_only_disk(folder) else _READ_ONLY_FOLDER
    try:
        with _trial_in(folder) as trial:
            trial.truncate(_reach_of(path))  # a limit on sizes counts from the beginning
            trial.seek(0, os.SEEK_END)
            trial.write(bytes(_ENOUGH))
            os.fsync(trial.fileno())
    except OSError as wrong:
        return cause_of(wrong)
    return None


def has_room(folder: Path, size: int) -> bool:
    """Whether one more file of so many bytes could be made in a folder just now. None is left there."""
    try:
        with _trial_in(folder) as trial:
            return trial.write(bytes(size)) == size
    except OSError:
        return False


def _trial_in(folder: Path) -> closing[FileIO]:
    """A file without a name."""
    from tempfile import TemporaryFile

    return closing(TemporaryFile(dir=folder, buffering=0))


def may_write(path: Path) -> bool:
    """Whether the rights of a file or folder, and its disk, let this program write there."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _is_read_only_disk(path: Path) -> bool:
    if not hasattr(os, "statvfs"):
        return False
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def _reach_of(path: Path) -> int:
    """How far a file, or what SQLite writes beside it, reaches."""
    return max(size_of(path), size_of(path.with_name(f"{path.name}-wal")))


def size_of(path: Path) -> int:
    """The size of a file in bytes; 0 where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def lowered(text: str) -> str:
    """A text to go on with after a colon."""
    return text[:1].lower() + text[1:]


def free_name(folder: Path, stem: str, suffix: str, first: int = 1) -> Path:
    """A file that is not there, with a number in its name where there are others already.

    Its number is `first` or a later one; the first of all has none.
    """
    files = (folder / f"{stem}{'' if number == 1 else f'-{number}'}{suffix}" for number in count(first))
    return next(file for file in files if not file.exists())


_ENDINGS_OF_DATABASES = frozenset({".db", ".db3", ".sqlite", ".sqlite3"})


def file_for_database(place: Path, stem: str, suffix: str) -> Path:
    """The file by the name that was typed, or by this one in the folder that was typed.

    Raises Refused for what is not there and has no ending of a database: a stick was meant that is not in.
    """
    if place.is_dir():
        return free_name(place, stem, suffix)
    endings = (_ENDINGS_OF_DATABASES | {suffix.lower()}) - {""}
    if not place.exists() and place.suffix.lower() not in endings:
        raise Refused(f"{no_folder(place)} A file's name ends in .db.")
    return place


def is_folder(path: Path) -> bool:
    """Whether there is a folder; where the system takes no such name, there is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def no_folder(folder: Path) -> Refused:
    """Refuse a folder that is not there, or is none."""
    with suppress(OSError):  # a name may be longer than the system takes
        if folder.exists():
            return Refused(f"{folder} is no folder but a file. Choose another place.")
    return Refused(f"There is no folder {folder}. Plug it in or make it, then try again.")


def has_content(path: Path) -> bool:
    """Whether there is anything at a place: a file without a byte is only the wish for one."""
    return path.exists() and (not path.is_file() or path.stat().st_size > 0)


# Written


class AlreadyThere(Refused):
    """Another file is there under the name of one that was to be written."""


def write_file(path: Path, data: bytes, *, otherwise: str, replaces: bool = False) -> None:
    """Write a file that nobody else may read: all of it, or nothing. Raises Refused, ending with `otherwise`.

    Never through a link, and over another file only where it `replaces` one, once all of it is on disk: else
    AlreadyThere is raised. What is no file, like a pipe or /dev/stdout, takes what it is given.
    """
    try:
        if _takes_what_it_is_given(path):
            _pour(data, path)
        elif path.is_symlink():
            raise Refused(f"{path} is a link to {path.readlink()}. {otherwise}")
        elif replaces:
            _beside_then_over(data, path)
        else:
            _write_new(data, path)
    except FileExistsError:
        raise AlreadyThere(f"{path} is there already. {otherwise}") from None
    except IsADirectoryError:
        raise Refused(f"{path} is a folder. Name a file in it.") from None
    except OSError as wrong:
        raise cannot_write(path, wrong) from wrong


def write_together(files: Mapping[Path, bytes], *, otherwise: str, replaces: bool = False) -> None:
    """Write files that nobody else may read into folders that are there: all of them, or none. None gets its
    name before all are on disk.

    Over others only where it `replaces` them: else AlreadyThere is raised, which names one. Raises Refused,
    ending with `otherwise`.
    """
    there = [path for path in files if path.is_symlink() or path.exists()]
    for path in there:
        if path.is_symlink() or not path.is_file():
            kind = f"a link to {path.readlink()}" if path.is_symlink() else "no file"
            raise Refused(f"{path} is {kind}. {otherwise}")
    if there and not replaces:
        more = f", and {len(there) - 1} more" if there[1:] else ""
        raise AlreadyThere(f"“{there[0].name}” is there already{more}. {otherwise}")
    drafts: dict[Path, Path] = {}
    made: list[Path] = []
    path = next(iter(files), Path())
    try:
        for path, data in files.items():
            _sweep_drafts(path)
            draft = path.with_name(f".{path.name}.{os.getpid()}")
            drafts[path] = draft
            _write_new(data, draft)
        for path, draft in drafts.items():
            draft.replace(path)
            made += [path] if path not in there else []
    except OSError as wrong:
        for one in (*drafts.values(), *made):
            with suppress(OSError):
                one.unlink(missing_ok=True)
        raise cannot_write(path, wrong) from wrong


def write_with_folders(files: Mapping[Path, bytes], *, otherwise: str, replaces: bool = False) -> None:
    """The same, with their folders: those that are not there are made for their owner alone, and are gone
    again where nothing is written. Raises Refused.
    """
    above = sorted({folder for path in files for folder in path.parents})
    missing: list[Path] = []
    folder = Path()
    try:
        for folder in above:
            if not folder.exists():
                make_folder(folder)
                missing.append(folder)
        write_together(files, otherwise=otherwise, replaces=replaces)
    except (OSError, Refused) as wrong:
        for each in reversed(missing):
            with suppress(OSError):
                each.rmdir()
        if isinstance(wrong, OSError):
            raise cannot_write(folder, wrong) from wrong
        raise


def _takes_what_it_is_given(path: Path) -> bool:
    # There links are the system's own; /dev/stdout may lead to a file, which is the shell's.
    if str(path.parent) in ("/dev", "/dev/fd", "/proc/self/fd"):
        return path.exists() and not path.is_dir()
    return path.exists() and not (path.is_file() or path.is_dir())


def _pour(data: bytes, path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
    # Unbuffered, so that a full one says so here.
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        file.write(data)


def _beside_then_over(data: bytes, path: Path) -> None:
    if path.is_dir():
        raise IsADirectoryError
    _sweep_drafts(path)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    _write_new(data, draft)
    try:
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _sweep_drafts(path: Path) -> None:
    """Remove what programs that were killed had written of this file."""
    if sys.platform == "win32":
        return  # there one cannot ask about a program without ending it
    for draft in path.parent.glob(f".{escape(path.name)}.*"):
        number = draft.name.rpartition(".")[2]
        if number.isascii() and number.isdigit() and not _runs(int(number)):
            with suppress(OSError):
                draft.unlink()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True  # somebody else's
    return True


def _write_new(data: bytes, path: Path) -> None:
    if path.is_dir():
        raise IsADirectoryError
    with os.fdopen(open_private(path, os.O_WRONLY | os.O_EXCL), "wb") as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            path.unlink(missing_ok=True)
            raise


def open_private(path: Path, flags: int) -> int:
    """Open a file, made for its owner alone where it is not there."""
    return os.open(path, flags | os.O_CREAT, 0o600)


def make_folder(folder: Path) -> None:
    """Make a folder for its owner alone, and those above it that are not there."""
    if not folder.is_dir():
        if folder.exists():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def to_disk(path: Path) -> None:
    """Wait until all that was written to a file is on the disk. Raises OSError."""
    _sync(path, os.O_RDWR)


def names_to_disk(folder: Path) -> None:
    """The same for the names of files in a folder, on systems that can do that."""
    with suppress(OSError):
        _sync(folder, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


# At rest

_OTHERS = 0o007


def make_private(paths: Iterable[Path]) -> list[Path]:
    """Close files and folders of ours to everybody else, where others may use them; which those were.

    Rights that were given to a group alone are left: somebody meant that.
    """
    return [path for path in paths if _is_open_to_others(path) and _close_to_others(path)]


def _is_open_to_others(path: Path) -> bool:
    try:
        found = path.stat(follow_symlinks=False)
    except OSError:
        return False
    is_ours = hasattr(os, "geteuid") and found.st_uid == os.geteuid()  # elsewhere modes say nothing
    return is_ours and not stat.S_ISLNK(found.st_mode) and bool(found.st_mode & _OTHERS)


def _close_to_others(path: Path) -> bool:
    try:
        path.chmod(0o700 if path.is_dir() else 0o600)
    except OSError:
        return False
    return True
