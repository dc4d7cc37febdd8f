"""A kind of entry: all that the table, the minutes and the screens need of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct

from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.meeting.snapshot import Snapshot


class RecordLine(Struct, frozen=True):
    """One line of tonight's record. `table` and `row_id` name the row behind it; `word` is what it is called.

    `wanting`: it lacks something, as a raw lead does.
    """

    at: datetime
    table: str
    row_id: int
    word: str
    who: str
    detail: str
    wanting: bool = False


class EntryText(Struct, frozen=True):
    """An entry as the review and the minutes show it: who said it about whom, in which words.

    `relation` stands between the names of two; `beside` is said after the words, of `about`, which was typed.
    `as_json` has its keys in the JSON minutes, moments as they are.
    """

    names: tuple[str, ...]
    words: str
    as_json: Mapping[str, Any]
    relation: str = ""
    beside: str = ""
    about: str = ""
    corrected_at: datetime | None = None


class Telling(Struct, frozen=True):
    """How a kind of entry is shown after the meeting: under its own heading, in the order it happened.

    `key` is its key in the JSON minutes. Without an entry the review says `nothing`, or no heading at all.
    `tell` takes the picture, whom the leads are about that anybody knows, and the entry.
    """

    heading: str
    key: str
    tell: Callable[[Snapshot, Mapping[LeadId, str], Any], EntryText]
    nothing: str = ""


class RecordKind(Struct, frozen=True):
    """A kind of entry of tonight's record; registered in `record_kinds.KINDS`, which makes it available
    everywhere.

    - `table`: the table of its rows, which is its name too;
    - `words`: what its lines are called, one or several;
    - `entries`: its records in a picture, of which each has an `id`;
    - `named`: the people whom a record names;
    - `line`: a record as a line;
    - `withdrawn`: what is withdrawn with it, as in `a lead`;
    - `counts_as`: the figure of the totals that a record counts in; empty for none;
    - `record`: of a simple kind, whose columns are the fields of this record: it is read and kept by that
      alone, and its records are in the picture's `entries`. None for one that has its own way there;
    - `telling`: how it is shown afterwards; None for one that has its own way.
    """

    table: str
    words: tuple[str, ...]
    entries: Callable[[Snapshot], Iterable[Any]]
    named: Callable[[Any], tuple[PersonId | None, ...]]
    line: Callable[[Snapshot, Any], RecordLine]
    withdrawn: str
    counts_as: Callable[[Any], str]
    record: type[Struct] | None = None
    telling: Telling | None = None
