"""What somebody who knows a roster file is asked about it: how its letters are written, what columns mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from textual.content import Content

from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.exchange.roster.lines import Column, ReadAs
from leadsroom.exchange.roster.preview import FileColumn
from leadsroom.exchange.sheets.encodings import Candidate
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import Field

_NEEDED = (Column.NAME, Column.PROFESSION)
_AT_MOST = 40  # columns of a file, that can be given another meaning here
_NOTE, _LEFT_OUT = "the member's note", "left out"
_SAMPLE = 24  # letters
_NOT_YET = "choose with ← →"
_WHO = ((MembershipStatus.ACTIVE, "members"), (MembershipStatus.WAITING, "applicants"))


class Questionable(Protocol):
    """A file that was read, as far as it can be asked about: nothing of what is empty."""

    @property
    def columns(self) -> tuple[FileColumn, ...]: ...
    @property
    def missing(self) -> tuple[Column, ...]: ...
    @property
    def encodings(self) -> tuple[Candidate, ...]: ...


class _MeaningField(ChoiceField[str]):
    """What a column means, in a column of its own; what no field of ours takes stands back."""

    def shown(self, here: bool) -> Content:
        stands_back = self.chosen in (_NOTE, _LEFT_OUT)
        tone = "bold $text-primary" if here else "$quiet" if stands_back else ""
        sought = f" “{self._sought}”" if here and self._sought else ""
        longest = max(len(words) for _, words in self._options)
        return Content.styled(f"{self.words}{sought}".ljust(longest), tone)


class AskedOfFile:
    """The fields, away until there is a doubt; each column's own is in reach once all of them are shown.

    What was read last goes on standing there while the file is read anew by what was answered.
    """

    def __init__(self, *, asks_status: bool = False) -> None:
        """`asks_status`: whether those of a file that does not say it are members or applicants."""
        self._asks_status = asks_status
        self.encoding: ChoiceField[str] = ChoiceField("encoding", "Letters", (("", ""),))
        self._needed: dict[Column, ChoiceField[str]] = {
            column: ChoiceField(f"column of {column.value}", column.value, (("", ""),)) for column in _NEEDED
        }
        self._meanings: tuple[ChoiceField[str], ...] = tuple(
            _MeaningField(f"column {number}", "", (("", ""),)) for number in range(_AT_MOST)
        )
        self.status = ChoiceField("status", "They are", _WHO, hint="the file does not say")
        self.fields: tuple[Field, ...] = (
            self.encoding,
            *self._needed.values(),
            *self._meanings,
            self.status,
        )
        self._columns: tuple[FileColumn, ...] = ()
        self._encodings: tuple[Candidate, ...] = ()
        self._missing: tuple[Column, ...] = ()
        self.shows_columns = False
        self.follow()

    # What is known of the file

    def forget(self) -> None:
        """It is another file."""
        self._columns, self._encodings, self._missing = (), (), ()
        self.shows_columns = False
        for field in self.fields:
            field.draft = ""

    def learn(self, file: Questionable) -> None:
        """It was read, as far as it could be."""
        if not self._is_answered(self.encoding):
            self._encodings = file.encodings
            options = [(each.codec, f"“{each.sample}” in {each.name}") for each in file.encodings]
            self.encoding.offer([("", _NOT_YET), *options])
        if not self._columns and file.columns:
            self._columns, self._missing = file.columns[:_AT_MOST], file.missing
            self._offer_columns()

    def _offer_columns(self) -> None:
        of_none = [each for each in self._columns if each.meaning is None]
        for field in self._needed.values():
            field.offer([("", _NOT_YET), *((each.title, _with_sample(each)) for each in of_none)])
        for field, column in zip(self._meanings, self._columns, strict=False):
            field.label, field.hint = column.title, column.sample
            field.offer([(word, _in_words(word)) for word in _guess_first(column)])

    # What is answered

    @property
    def read_as(self) -> ReadAs:
        """What was answered; the rest is guessed."""
        columns: dict[str, Column | None] = {}
        for field, column in zip(self._meanings, self._columns, strict=False):
            if self._is_answered(field):
                columns |= _answer(column, field.chosen)
        for needed, field in self._needed.items():
            if not field.is_away and field.chosen:
                columns[field.chosen] = needed
        status = MembershipStatus.ACTIVE if self.status.is_away else self.status.chosen
        return ReadAs(encoding=self.encoding.chosen or None, columns=columns, status=status)

    @staticmethod
    def _is_answered(field: ChoiceField[str]) -> bool:
        return bool(field.draft)

    # Which are in reach

    def follow(self, *, is_away: bool = False) -> None:
        """Bring up to date which are asked; none while all of it `is_away`."""
        self.encoding.is_away = is_away or not self._encodings
        for column, field in self._needed.items():
            field.is_away = is_away or column not in self._missing
        taken = {field.chosen for field in self._needed.values() if not field.is_away}
        for at, field in enumerate(self._meanings):
            is_shown = self.shows_columns and at < len(self._columns)
            field.is_away = is_away or not is_shown or self._columns[at].title in taken
        says_status = Column.STATUS in self._meant or not self._columns
        self.status.is_away = is_away or not self._asks_status or says_status

    @property
    def _meant(self) -> set[str]:
        """What the columns mean, as far as it was answered or is guessed."""
        return {field.chosen for field, _ in zip(self._meanings, self._columns, strict=False)}

    @property
    def has_columns(self) -> bool:
        """Whether there is anything that can be given another meaning."""
        return bool(self._columns)

    @property
    def first_column(self) -> Field:
        """The field of the first one in reach."""
        return next((field for field in self._meanings if not field.is_away), self.encoding)

    @property
    def unanswered(self) -> Field | None:
        """The first question without which the file cannot be read."""
        asked: Sequence[ChoiceField[str]] = (self.encoding, *self._needed.values())
        return next((field for field in asked if not field.is_away and not field.chosen), None)


def _answer(column: FileColumn, word: str) -> dict[str, Column | None]:
    """What was answered about a column; nothing where that is the guess."""
    if word == _guess(column):
        return {}
    if word == _LEFT_OUT:
        return {column.title: None}
    return {column.title: Column.NOTE if word == _NOTE else Column(word)}


def _with_sample(column: FileColumn) -> str:
    sample = column.sample if len(column.sample) <= _SAMPLE else f"{column.sample[: _SAMPLE - 1]}…"
    return f"{column.title}: {sample}" if sample else column.title


def _guess_first(column: FileColumn) -> Iterator[str]:
    guess = _guess(column)
    yield guess
    meanings = (each.value for each in Column if each is not Column.NOTE)
    yield from (word for word in (*meanings, _NOTE, _LEFT_OUT) if word != guess)


def _guess(column: FileColumn) -> str:
    if column.is_left_out:
        return _LEFT_OUT
    return _NOTE if column.meaning in (None, Column.NOTE) else column.meaning.value


def _in_words(word: str) -> str:
    return word if word in (_NOTE, _LEFT_OUT) else word.lower()
