"""Files that somebody chooses: those likely meant, the path that was typed, and what is in the file."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.clock import date_here
from leadsroom.errors import Refused
from leadsroom.exchange.sheets.sheet import LARGEST_BYTES

if TYPE_CHECKING:
    from leadsroom.store.reading import Reading


def typed_path(typed: str) -> Path:
    """The path somebody typed or dropped: with quotes, `~`, `file://`, escaped spaces. Raises Refused."""
    text = typed.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    try:
        if text.startswith("file://"):
            from urllib.parse import unquote, urlparse

            text = unquote(urlparse(text).path)
        if not text:
            raise Refused("Type the path of the file, or paste it, or drop the file into this window.")
        path = Path(text).expanduser()
        if "\\ " in text and not path.exists():
            path = Path(text.replace("\\ ", " ")).expanduser()
    except (RuntimeError, ValueError, OSError):
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
        if path.stat().st_size > LARGEST_BYTES:
            raise Refused(f"“{path.name}” is too large: {LARGEST_BYTES // 1_000_000} MB are read at most.")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(f"There is no file “{path}”. Check the path, then press Enter again.") from None
    except (OSError, ValueError) as why:
        reason = getattr(why, "strerror", None) or "its name is not possible"
        raise Refused(
            f"“{path}” cannot be read: {reason.lower()}. Make it readable, then try again."
        ) from None


def named_in_shell(name: str, what: str = "a list") -> bytes:
    """The bytes of what is named in a shell: a file, a pipe, or with `-` what is piped in.

    `what` it should be is named where it is too large to be that. Raises Refused.
    """
    try:
        data = _beginning(name)
    except (OSError, RuntimeError, ValueError) as wrong:
        reason = getattr(wrong, "strerror", None) or "there is no such path"
        raise Refused(f"Cannot read {name}: {reason}.") from wrong
    if len(data) > LARGEST_BYTES:
        raise Refused(f"{name} is too large to be {what}: {LARGEST_BYTES // 1_000_000} MB are read at most.")
    return data


def _beginning(name: str) -> bytes:
    # Never more than that, so that an endless device ends.
    if name == "-":
        return sys.stdin.buffer.read(LARGEST_BYTES + 1)
    with Path(name).expanduser().open("rb") as file:
        return file.read(LARGEST_BYTES + 1)


def digest_of(data: bytes) -> str:
    """What tells these bytes from all others."""
    from hashlib import sha256

    return sha256(data).hexdigest()


def file_digest(_reading: Reading, typed: str) -> str:
    """The same of the file at a typed path, as it is now. Raises Refused."""
    return digest_of(read_file(typed))


# Files that are likely meant

_KINDS = frozenset({".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".ods", ".vcf"})
_KINDS_ONCE_NAMED = _KINDS | {".txt"}  # of these there are too many to be offered unasked
_LOOKED_AT_MOST = 3_000  # entries of a folder
_FOUND_AT_MOST = 6
_USUAL = (("DOWNLOAD", "Downloads"), ("DESKTOP", "Desktop"), ("DOCUMENTS", "Documents"))
_USER_FOLDER = re.compile(r'^XDG_(\w+)_DIR="\$HOME/(.*?)/?"$', re.MULTILINE)


class FoundFile(Struct, frozen=True):
    """A file or folder on offer. `typed` is its path as it would be typed; `changed`, the day that it was."""

    typed: str
    name: str
    folder: str
    changed: date
    is_folder: bool = False


class FilesFound(Struct, frozen=True):
    """What a path that is being `typed` may become: `files`, the newest first, then folders.

    `completed` is what all of them that begin so begin with; the same as `typed` where that leads no further.
    `today`, where it was asked from, is the day to which they are near.
    """

    typed: str
    files: tuple[FoundFile, ...] = ()
    completed: str = ""
    today: date | None = None


def files_near(reading: Reading, typed: str) -> FilesFound:
    """The files that a path as far as it is typed may mean."""
    try:
        return found_files(typed, Path.home(), Path.cwd(), today=date_here(reading.now))
    except (OSError, RuntimeError):
        return FilesFound(typed, completed=typed)


def found_files(typed: str, home: Path, here: Path, *, today: date | None = None) -> FilesFound:
    """The same for whoever has this home, with this working folder."""
    text = typed.lstrip()
    if text[:1] in ("'", '"') or text.startswith("file:"):
        return FilesFound(typed, completed=typed)  # pasted whole
    if "/" in text or text.startswith("~"):
        return replace(_in_folder(typed, text, home, here), today=today)
    kinds = _KINDS_ONCE_NAMED if text else _KINDS
    everything = [entry for folder in _usual_folders(home, here) for entry in _entries(folder, kinds)]
    wanted = text.casefold()
    files = {str(e.path): e for e in everything if not e.is_folder and wanted in e.path.name.casefold()}
    offered = [_offered(each, _shown(each.path, home), home) for each in _newest_first(files.values())]
    return FilesFound(typed, tuple(offered[:_FOUND_AT_MOST]), typed, today)


def _in_folder(typed: str, text: str, home: Path, here: Path) -> FilesFound:
    """What goes on from a path: a name in the folder that it has come to."""
    head, slash, part = text.rpartition("/")
    if not slash:
        head, part = text, ""  # `~` alone
    start = f"{head}/"
    folder = here / (home / start[2:] if start.startswith("~/") else Path(start))
    wanted = part.casefold()
    entries = [e for e in _entries(folder, _KINDS_ONCE_NAMED) if e.path.name.casefold().startswith(wanted)]
    files = _newest_first(e for e in entries if not e.is_folder)
    folders = sorted((e for e in entries if e.is_folder), key=lambda e: e.path.name.casefold())
    offered = [
        _offered(e, f"{start}{e.path.name}{'/' if e.is_folder else ''}", home) for e in (*files, *folders)
    ]
    common = _shared_start([each.typed for each in offered])
    return FilesFound(typed, tuple(offered[:_FOUND_AT_MOST]), common if len(common) > len(text) else typed)


def _shared_start(names: Sequence[str]) -> str:
    first, last = min(names, default=""), max(names, default="")
    return next((first[:at] for at, sign in enumerate(first) if not last.startswith(sign, at)), first)


class _Entry(Struct, frozen=True):
    path: Path
    changed: float
    is_folder: bool


def _entries(folder: Path, kinds: frozenset[str]) -> Iterator[_Entry]:
    """What can be chosen in a folder; nothing where it cannot be read."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in islice(entries, _LOOKED_AT_MOST):
            name = entry.name
            # What is not typed as it stands cannot be offered.
            if name.startswith(".") or not name.isprintable() or name != name.strip():
                continue
            with suppress(OSError):
                is_folder = entry.is_dir()
                if is_folder or Path(name).suffix.lower() in kinds:
                    yield _Entry(folder / name, entry.stat().st_mtime, is_folder)


def _usual_folders(home: Path, here: Path) -> tuple[Path, ...]:
    """Where files are left: by the names that they have in the language of the desktop."""
    named: dict[str, str] = {}
    with suppress(OSError, UnicodeDecodeError):
        listed = (home / ".config" / "user-dirs.dirs").read_text(encoding="utf-8")
        named = dict(_USER_FOLDER.findall(listed))
    usual = (home / named.get(key, name) for key, name in _USUAL)
    return tuple(dict.fromkeys((*usual, here)))


def _newest_first(entries: Iterable[_Entry]) -> list[_Entry]:
    return sorted(entries, key=lambda entry: (-entry.changed, entry.path.name))


def _offered(entry: _Entry, typed: str, home: Path) -> FoundFile:
    changed = datetime.fromtimestamp(entry.changed, UTC).astimezone().date()
    return FoundFile(typed, entry.path.name, _shown(entry.path.parent, home), changed, entry.is_folder)


def _shown(path: Path, home: Path) -> str:
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) and path != home else str(path)
