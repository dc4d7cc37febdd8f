"""The dialog for every file that leaves the program: its name, format and folder, and what else is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from msgspec import Struct
from textual.content import Content

from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import full_day
from leadsroom.errors import Refused
from leadsroom.exchange.chapter_files import ChapterPlace
from leadsroom.exchange.incoming import typed_path
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.files import AlreadyThere, is_folder
from leadsroom.paths import short_path
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import Field, Misfilled, TextField
from screens.kit.form.form import Form, Question, Remark

_WILL_BE_MADE, _NOT_THERE = "will be made", "is not there"
_NO_NAME = "Type the name of the file."
_NO_NAMES = ("", ".", "..", "~")  # what a folder's path ends in, also while more is to be typed


class FileFormat(Struct, frozen=True):
    """A format to choose: what the writer knows it by, its words, and the ending where that is another.

    Where it `is_folder`, several files go into a folder of this name.
    """

    name: str
    words: str = ""
    ending: str = ""
    is_folder: bool = False

    @property
    def suffix(self) -> str:
        """`.csv`; a folder has none."""
        return "" if self.is_folder else f".{self.ending or self.name}"


class FileChoice(Struct, frozen=True):
    """What is proposed for a file: the name without its ending, which may follow from the `fields`, and the
    formats, the usual one first.

    `fields` are asked besides, `first` of all those that the name follows from; their drafts answer them.
    `text` is to be read first. With a name to
    `remember` them by, the format and these answers are proposed again the next time.
    """

    stem: str | Callable[[], str]
    formats: Sequence[FileFormat]
    fields: Sequence[Field] = ()
    text: str = ""
    remember: str = ""
    first: Sequence[Field] = ()

    @property
    def asked(self) -> tuple[Field, ...]:
        """All that is asked besides the name, the format and the folder."""
        return (*self.first, *self.fields)


class FileSeen(Struct, frozen=True):
    """What is on disk at a place: since when a file is there, if one is, and whether its folder is."""

    written: datetime | None
    has_folder: bool


def look_at(path: Path) -> FileSeen:
    """What is at a place now."""
    try:
        written = datetime.fromtimestamp(path.lstat().st_mtime, UTC).astimezone()
    except (OSError, ValueError):
        written = None
    return FileSeen(written, is_folder(path.parent))


class FolderField(TextField):
    """The folder that files go into, as it is read best: `~/Documents/Harborview`."""

    def __init__(self, place: ChapterPlace) -> None:
        super().__init__(
            "folder",
            "Folder",
            short_path(place.folder),
            placeholder=short_path(place.usual),
            hint=_WILL_BE_MADE,
        )
        self._usual = place.usual
        self.is_there = True  # as far as anybody has looked

    @property
    def path(self) -> Path:
        """The folder, absolute. Raises Misfilled."""
        if not clean(self.text):
            return self._usual
        try:
            return typed_path(self.text).absolute()
        except Refused as no:
            raise Misfilled(self, str(no)) from None

    @property
    def is_usual(self) -> bool:
        """Whether it is the chapter's own, which is made where it is not there yet."""
        try:
            return self.path == self._usual
        except Misfilled:
            return False

    def beside(self, here: bool, width: int) -> Content:
        if self.is_there:
            return Content("")
        return super().beside(here, width) if self.is_usual else Content.styled(_NOT_THERE, "$text-warning")


W = TypeVar("W")


class AsksWhere(Form[W]):
    """A form of files that are to be written. Everything is filled in already, so that Enter writes."""

    enter_saves = True
    under_way = "Looking what is there, and writing …"
    _before: Mapping[str, str] = MappingProxyType({})  # what was remembered when it was opened
    _proposed: Mapping[str, str] = MappingProxyType({})  # what it was filled in with then

    @property
    def answers(self) -> dict[str, str]:
        """What is answered besides the name and the folder, by the names of the fields."""
        raise NotImplementedError

    def take_as_proposed(self, place: ChapterPlace) -> None:
        """What stands in it now was chosen by nobody yet, or another time."""
        self._before, self._proposed = place.answers, self.answers

    @property
    def to_remember(self) -> dict[str, str]:
        """What is to be proposed again the next time: what somebody chose, now or before. What stood there
        only because nothing better can be written here is not.
        """
        answers = self.answers
        before = {name: self._before[name] for name in answers if name in self._before}
        return before | {name: one for name, one in answers.items() if one != self._proposed.get(name)}

    @property
    def chosen_folder(self) -> Path:
        """The folder to go into the next time."""
        raise NotImplementedError

    def ask_to_replace(self, there: AlreadyThere) -> Refused:
        """What to say where files would be written over: from now on Enter does that."""
        raise NotImplementedError


class WriteForm(AsksWhere[FileWanted]):
    """Everything is filled in already, so that Enter writes from wherever the keyboard is.

    The ending follows the format, and the format an ending that is typed. A file that is there is replaced by
    Enter pressed once more, after that was said.
    """

    def __init__(
        self,
        title: str,
        choice: FileChoice,
        place: ChapterPlace,
    ) -> None:
        self.choice = choice
        options = [(one.name, one.words or one.name) for one in choice.formats]
        self.format = ChoiceField("format", "Format", options)
        self.format.is_away = not self.format.has_choice
        self.folder = FolderField(place)
        self._put_answers(place.answers)
        self._format = self.format.chosen
        self._stem = self._proposed_stem()
        self.file = TextField("file", "File", self._stem + self._suffix, placeholder="the name of the file")
        self._agreed: Path | None = None  # the file of which was said that it is there
        self._seen: tuple[Path, FileSeen] | None = None
        fields = (*choice.first, self.file, self.format, *choice.fields, self.folder)
        super().__init__(title, fields, text=choice.text)
        self.take_as_proposed(place)

    def _put_answers(self, answers: Mapping[str, str]) -> None:
        for field in (self.format, *self.choice.asked):
            if field.name in answers:
                field.draft = answers[field.name]
        self.format.draft = self.format.chosen  # one that is offered, whatever was remembered

    @property
    def answers(self) -> dict[str, str]:
        return {field.name: field.draft for field in (self.format, *self.choice.asked)}

    # The name and its ending

    def _proposed_stem(self) -> str:
        stem = self.choice.stem
        return stem if isinstance(stem, str) else stem()

    @property
    def _suffix(self) -> str:
        return next(one.suffix for one in self.choice.formats if one.name == self._format)

    def follow(self) -> None:
        stem, suffix = self._split(self.file.text)
        chosen = self.format.chosen
        if chosen != self._format:
            self._format = chosen
            suffix = self._suffix if suffix or stem else ""
        elif suffix and suffix != self._suffix:
            self._format = next(one.name for one in self.choice.formats if one.suffix == suffix)
            self.format.draft = self._format
        proposed, before = self._proposed_stem(), self._stem
        if proposed != before:
            self._stem, stem = proposed, proposed if stem == before else stem
        text = stem + suffix
        if text.casefold() != self.file.text.casefold():
            self.file.text = text
        self.save_word = "replace it" if self._agreed is not None and self._agreed == self._path else "write"

    def _split(self, text: str) -> tuple[str, str]:
        """The name, and its ending where that is one of a format; else no ending."""
        endings = sorted((one.suffix for one in self.choice.formats), key=len, reverse=True)
        found = next((each for each in endings if text.casefold().endswith(each)), "")
        return (text[: -len(found)], found) if found else (text, "")

    @property
    def _path(self) -> Path | None:
        try:
            return self.path
        except Misfilled:
            return None

    @property
    def path(self) -> Path:
        """Where the file is to be: a whole path that is typed wins over the folder. Raises Misfilled."""
        text = clean(self.file.text)
        if text.rpartition("/")[2] in _NO_NAMES:
            raise Misfilled(self.file, _NO_NAME)
        try:
            typed = typed_path(text)
        except Refused as no:
            raise Misfilled(self.file, str(no)) from None
        if typed.name in _NO_NAMES:
            raise Misfilled(self.file, _NO_NAME)
        path = typed if typed.is_absolute() else self.folder.path / typed
        return path if path.suffix[1:2].isalpha() else path.with_name(path.name + self._suffix)

    # What is there

    def question(self) -> Question | None:
        """Whether there is a file already, while the name is typed."""
        path = self._path
        return None if path is None else Question(look_at, (path,))

    def learn(self, question: Question, found: FileSeen) -> None:
        (path,) = question.asked
        self._seen, self.folder.is_there = (path, found), found.has_folder

    def remark(self, _here: Field) -> Remark:
        path, seen = self._path, self._seen
        if path is None or seen is None or seen[0] != path or seen[1].written is None:
            return Remark()
        at = seen[1].written
        words = f"There already, of {full_day(at.date())}, {at:%H:%M}. Enter asks before it is replaced."
        return Remark(Content.styled(words, "$text-warning"), self.file)

    @property
    def chosen_folder(self) -> Path:
        return self.path.parent

    def ask_to_replace(self, there: AlreadyThere) -> Refused:
        self._agreed = self.path
        self.follow()
        return Refused(
            f"“{self.file.text}” is there already. Enter once more replaces it; or type another name."
        )

    def build(self) -> FileWanted:
        path = self.path
        makes_folder = self.folder.is_usual and path.parent == self.folder.path
        return FileWanted(path, self._format, self.answers, path == self._agreed, makes_folder)
