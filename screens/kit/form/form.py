"""A form: a list of fields, and one function to what they mean. It is no widget, and decides nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from string import ascii_lowercase
from typing import Any, Generic, TypeVar

from msgspec import Struct
from textual.content import Content

from leadsroom.domain.text.plain_text import fold
from screens.kit.form.field import Field, TextField

R = TypeVar("R")


Reads = Callable[..., Awaitable[Any]]  # a view, and what it is asked with


class Remark(Struct, frozen=True):
    """What is to be said of a form as it stands: under the field it is about, or below all of them."""

    words: Content = Content("")
    field: Field | None = None


class Latest(Struct, frozen=True):
    """A form of what is on record now, and the station that wrote last beside this one."""

    form: Any
    station: str


Again = Callable[[], Awaitable["Latest | None"]]  # None where what a form corrects is no longer there


class Question(Struct, frozen=True):
    """What a form wants to know, as it stands: a view to be read, and what it is asked with.

    What may be different the next time, such as a file, is read again for another number of `tries`.
    """

    view: Callable[..., Any]
    asked: tuple[Any, ...] = ()
    tries: int = 0


class Form(Generic[R]):
    """What is asked, from top to bottom, and what is made of it.

    `about` stands beside the title; `draft_name` is what it is kept under while it waits, nothing where it is
    not kept. `text` is to be read before it is filled in. `corrects`: it was opened on something that is on
    record, so that what nobody changed says nothing. A simple form is made of its parts; one in which fields
    depend on one another overrides `follow`.
    """

    save_word = "save"
    enter_saves = False  # everything has an answer already: Enter saves wherever the keyboard is
    under_way = ""  # what is said while what it means is carried out, where that can take a moment
    is_begun = False  # somebody has begun to type into the first field: what stands there is gone on with

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        build: Callable[[], R] | None = None,
        *,
        about: str = "",
        text: str = "",
        first: Field | None = None,
        draft_name: str = "",
        corrects: bool = False,
        reads_as: Callable[[], Content] | None = None,
    ) -> None:
        self.title, self.about, self.draft_name, self.corrects = title, about, draft_name, corrects
        self.text = text
        self._fields = tuple(fields)
        self._build, self._reads_as = build, reads_as
        self.first = first or self._fields[0]
        self._fresh: dict[str, str] = {}
        self.follow()
        self.start_over_from_here()
        self.on_record = self._fresh  # before anything was learned of the past, or filled in

    # What subclasses say

    def build(self) -> R:
        """What the fields mean. Raises Refused; Misfilled where one field is to blame."""
        if self._build is None:
            raise NotImplementedError
        return self._build()

    def follow(self) -> None:
        """Bring up to date what follows from the fields. Called whenever one of them has changed."""

    def remark(self, _here: Field) -> Remark:
        """What can be said of the form, while the keyboard is on a field."""
        return Remark(self._reads_as()) if self._reads_as is not None else Remark()

    def verdict(self, _here: Field) -> Content:
        """What it would count as, for the line of the title."""
        return Content("")

    def question(self) -> Question | None:
        """What it wants to know of the past, as it stands."""
        return None

    def learn(self, _question: Question, _found: Any) -> None:
        """What was asked has been read; it is still what the form wants to know."""

    def unread(self, _question: Question, _refusal: str) -> None:
        """What was asked cannot be read, for the reason that is given."""

    @property
    def can_be_saved(self) -> bool:
        """Whether saving it now may come to anything."""
        return True

    @property
    def more_word(self) -> str:
        """What f2 does, if anything."""
        return ""

    def take_offer(self) -> bool:
        """Take what the remark offers for f4; whether there was anything."""
        return False

    def more(self) -> Field | None:
        """Open the rest of the form, or close it again. The field to go on in."""
        return None

    def after(self, field: Field) -> Field | None:
        """Where Enter goes from a field; None after the last one. Each drawing asks: it changes nothing."""
        if self.enter_saves:
            return None
        at = self._fields.index(field) + 1
        return next((following for following in self._fields[at:] if not following.is_away), None)

    # The fields

    @property
    def every_field(self) -> tuple[Field, ...]:
        """All of them, those out of sight too."""
        return self._fields

    @property
    def fields(self) -> tuple[Field, ...]:
        """Those in view and in reach."""
        return tuple(field for field in self._fields if not field.is_away)

    @property
    def reachable(self) -> tuple[Field, ...]:
        """Those that a letter leads to; some of them may have to be brought into view."""
        return self.fields

    def bring_into_view(self, _field: Field) -> None:
        """The keyboard is about to go to a field that a letter leads to."""

    @property
    def letters(self) -> dict[str, Field]:
        """The letter that leads to each field, one of its own label where that is free."""
        found: dict[str, Field] = {}
        for field in self.reachable:
            wanted = [sign for sign in fold(field.label) if sign.isalpha()]
            letter = next((sign for sign in (*wanted, *ascii_lowercase) if sign not in found), "")
            if letter:
                found[letter] = field
        return found

    def named(self, name: str) -> Field:
        """A field by its name."""
        return next(field for field in self._fields if field.name == name)

    def edited(self) -> None:
        """A field was edited."""
        self.follow()

    def learned(self, question: Question, found: Any) -> None:
        """What was asked has been read: fields may say more of the same, and nobody has edited them."""
        changed = self.changed
        self.learn(question, found)
        self.follow()
        self._fresh = self.draft | {name: self._fresh.get(name, "") for name in changed}

    # Drafts

    @property
    def draft(self) -> dict[str, str]:
        """What is filled in, by the names of the fields; an empty one says nothing."""
        return {field.name: field.draft for field in self._fields if field.draft}

    @property
    def changed(self) -> frozenset[str]:
        """The names of the fields that differ from when it was opened."""
        draft = self.draft
        return frozenset(
            field.name
            for field in self._fields
            if draft.get(field.name, "") != self._fresh.get(field.name, "")
        )

    def written_since(self, now: Form[Any]) -> dict[str, str]:
        """What somebody else has written since it was opened, as a form of what is on record now says it."""
        names = self.on_record.keys() | now.on_record.keys()
        theirs = {name: now.on_record.get(name, "") for name in names}
        return {name: draft for name, draft in theirs.items() if draft != self.on_record.get(name, "")}

    def changed_draft(self) -> dict[str, str]:
        """Of a correction what was changed, since the rest may be corrected elsewhere; else everything.

        A field that was emptied comes back empty.
        """
        changed = {name: self.named(name).draft for name in self.changed}
        return changed if self.corrects else self.draft | changed

    def put_back(self, draft: Mapping[str, str]) -> None:
        """Fill it in as it was left."""
        for field in self._fields:
            if field.name in draft:
                field.draft = draft[field.name]
        self.follow()

    def start_over_from_here(self) -> None:
        """What stands here is what it was opened with."""
        self._fresh = self.draft

    def start_over(self) -> None:
        """As it was opened."""
        for field in self._fields:
            field.draft = self._fresh.get(field.name, "")
        self.follow()

    # Keys

    def finish(self, field: Field) -> str:
        """Enter in a field: write out what it means. What keeps the keyboard there, if anything does."""
        refused = field.refusal() or field.doubt()
        if not refused:
            field.settle()
            self.follow()
        return refused

    def quoted_in(self, sentence: str) -> Field | None:
        """The field whose words a refusal quotes."""
        typed: Iterator[TextField] = (field for field in self.fields if isinstance(field, TextField))
        return next((field for field in typed if field.text and f"“{field.text}”" in sentence), None)
