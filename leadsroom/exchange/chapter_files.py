"""What a machine remembers of a chapter's files: their folder, the last answers, what was written when."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import platformdirs
from msgspec import MsgspecError, Struct, json
from msgspec.structs import replace

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.files import make_folder, write_file
from leadsroom.paths import state_folder

_FORMAT = 1
_MOST_FILES = 200
_LONGEST_NAME = 100  # bytes, so that there is room beside it for what a file system allows
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f/\\:*?"<>|]+')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


class WrittenFile(Struct, frozen=True):
    """A file that was written, or a folder of them: of which `subject`, such as a meeting, or of several, one
    a line; and `facts`, a number that grows with what is on record.
    """

    path: str
    subject: str
    facts: int
    at: datetime

    @property
    def name(self) -> str:
        """Its name alone."""
        return Path(self.path).name


class ChapterPlace(Struct, frozen=True):
    """Where a chapter's files go: the folder that is proposed, its usual one, which may have to be made, and
    the `answers` of the last time, by the names of what was asked.
    """

    folder: Path
    usual: Path
    answers: Mapping[str, str] = {}


class _Remembered(Struct, frozen=True):
    """The contents of the file."""

    format: int = _FORMAT
    folder: str = ""
    answers: Mapping[str, Mapping[str, str]] = {}
    files: tuple[WrittenFile, ...] = ()


class ChapterFiles:
    """A chapter's files as this machine knows them, in a file of the state folder.

    It is found by the chapter and not by its database: that may move. Where it cannot be read or written,
    nothing is remembered, and nobody is bothered with that.
    """

    def __init__(self, chapter: Chapter) -> None:
        which = f"{chapter.id} {chapter.name}".encode("utf-8", "surrogateescape")
        name = f"{safe_name(chapter.name)[:40]}-{hashlib.sha256(which).hexdigest()[:12]}.json"
        self._path = state_folder() / "files" / name
        self.usual_folder = _usual_folder(chapter.name)

    @property
    def folder(self) -> Path:
        """Where its files go: the folder that was chosen last, as long as it is there, or the usual one."""
        chosen = Path(self._read().folder)
        with suppress(OSError):
            if chosen.is_absolute() and chosen.is_dir():
                return chosen
        return self.usual_folder

    def place(self, dialog: str = "") -> ChapterPlace:
        """Where they go, and what was answered last in a dialog."""
        return ChapterPlace(self.folder, self.usual_folder, self._read().answers.get(dialog, {}))

    def written(self, subject: str) -> tuple[WrittenFile, ...]:
        """The files about a subject, or about others too, that are still there, the latest first."""
        about = (each for each in self._read().files if subject in each.subject.split("\n"))
        found = (each for each in about if _is_there(each.path))
        return tuple(sorted(found, key=lambda each: each.at, reverse=True))

    def remember(
        self,
        folder: Path | None = None,
        answers: Mapping[str, Mapping[str, str]] | None = None,
        files: tuple[WrittenFile, ...] = (),
    ) -> None:
        """Remember a folder that was chosen, the `answers` in dialogs, and files that were written."""
        now = self._read()
        paths = {each.path for each in files}
        others = (each for each in now.files if each.path not in paths and _is_there(each.path))
        remembered = replace(
            now,
            folder=now.folder if folder is None else "" if folder == self.usual_folder else str(folder),
            answers={**now.answers, **(answers or {})},
            files=(*others, *files)[-_MOST_FILES:],
        )
        if remembered == now:
            return
        with suppress(OSError, Refused):
            make_folder(self._path.parent)
            write_file(self._path, json.encode(remembered), otherwise="", replaces=True)

    def _read(self) -> _Remembered:
        try:
            found = json.decode(self._path.read_bytes(), type=_Remembered)
        except (OSError, MsgspecError, ValueError, RecursionError):
            return _Remembered()
        return found if found.format == _FORMAT else _Remembered()


def _is_there(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False


def _usual_folder(name: str) -> Path:
    """The chapter's folder among the person's documents, or in their home where they have no such folder."""
    documents = Path(platformdirs.user_documents_dir())
    return (documents if documents.is_dir() else Path.home()) / safe_name(name)


def safe_name(text: str) -> str:
    """The text as the name of a file or folder on every system: `Harborview` stays as it is."""
    name = _NOT_IN_NAMES.sub(" ", unicodedata.normalize("NFC", clean(text)))
    name = " ".join(name.split()).strip(". ")
    name = name.encode("utf-8")[:_LONGEST_NAME].decode("utf-8", "ignore").strip(". ")
    return f"{name} chapter" if _DEVICES.fullmatch(name) else name or "chapter"
