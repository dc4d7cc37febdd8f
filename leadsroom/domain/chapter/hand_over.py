"""A database that changes hands: to whom it was handed over, and how two copies of one are told apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum, auto

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.journal import at_station
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import full_day, listed, short_date
from leadsroom.errors import Refused

_LONGEST_NAME = 100


class HandOver(Struct, frozen=True):
    """A database was handed over. `copy_id` is of the copy that was given away.

    That copy has it as one that `is_received`; what it was made of is for reading only from then on, until it
    is taken back.
    """

    copy_id: str
    to_name: str
    on: date
    at: datetime
    is_received: bool = False
    taken_back_at: datetime | None = None

    @property
    def is_in_force(self) -> bool:
        """Whether it makes this copy one for reading only."""
        return not self.is_received and self.taken_back_at is None

    @property
    def words(self) -> str:
        """`Handed over to Bea Katz on 30 Nov 2026`."""
        return f"Handed over to {self.to_name} on {full_day(self.on)}"

    @property
    def copy_words(self) -> str:
        """What became of the copy that has it last: `the one that went to Bea Katz on 30 Nov 2026`."""
        if self.is_received:
            return f"the one that went to {self.to_name} on {full_day(self.on)}"
        on = f"the one that was handed over to {self.to_name} on {full_day(self.on)}"
        return on if self.is_in_force else f"{on} and taken back"

    def notice(self, take_back: str) -> str:
        """The same for somebody who has just opened it; `take_back` is the command line for that."""
        return f"{self.words}. Reading only; {take_back} takes it back."

    def refusal(self, take_back: str) -> str:
        """Why nothing can be entered here, and what to do: short, for a line at the bottom of the table."""
        return f"Handed over to {self.to_name}: for reading only. {take_back} undoes it."


def name_of_receiver(typed: str) -> str:
    """To whom a database is handed over. Raises Refused for nobody."""
    name = clean(typed)
    if not name:
        raise Refused("Name the one who gets it, like “Bea Katz”.")
    if len(name) > _LONGEST_NAME:
        raise Refused(f"A name has {_LONGEST_NAME} characters at most. Write a shorter one.")
    return name


# Two copies, compared


EntryKey = tuple[int, str]  # an entry of the journal: its chapter, and its command, which is there once


class Parting(Struct, frozen=True):
    """How far two databases have one history: by their journals, to which entries are only added.

    `common` is how many entries both have; `here` and `there` are those that only one has, in order.
    """

    common: int
    here: tuple[EntryKey, ...]
    there: tuple[EntryKey, ...]


def parting_of(here: Iterable[EntryKey], there: Iterable[EntryKey]) -> Parting:
    """Compare the journals of two databases, each in its order."""
    ours, theirs = dict.fromkeys(here), dict.fromkeys(there)
    return Parting(
        common=len(ours.keys() & theirs.keys()),
        here=tuple(key for key in ours if key not in theirs),
        there=tuple(key for key in theirs if key not in ours),
    )


class Objection(Enum):
    """Why a file should not take the place of the database here without being asked."""

    ANOTHER_DATABASE = auto()  # they have nothing in common
    BOTH_WENT_ON = auto()
    OLDER = auto()  # the file lacks acts, and has none of its own
    MADE_BEFORE = auto()  # the file lacks nothing, but is not what came of the copy that was handed over
    NOTHING_NEW = auto()


class Copies(Struct, frozen=True):
    """Two databases that meet: how their journals compare, and the hand-overs that each one has heard of.

    The one `there` has come as a file, and is not for reading only itself.
    """

    parting: Parting
    here: tuple[HandOver, ...] = ()
    there: tuple[HandOver, ...] = ()

    @property
    def objection(self) -> Objection | None:
        """Why the one that comes should not take the place of the one here; None where nothing is lost."""
        parting, away = self.parting, in_force(self.here)
        heard_there = {each.copy_id for each in self.there}
        if not parting.common:
            return Objection.ANOTHER_DATABASE
        if parting.here:
            return Objection.BOTH_WENT_ON if parting.there else Objection.OLDER
        if away is not None and away.copy_id not in heard_there:
            return Objection.MADE_BEFORE
        if away is None and not parting.there and heard_there <= {each.copy_id for each in self.here}:
            return Objection.NOTHING_NEW
        return None


def in_force(hand_overs: Iterable[HandOver]) -> HandOver | None:
    """The hand-over that makes a copy one for reading only, if any."""
    return next((each for each in hand_overs if each.is_in_force), None)


class ActSince(Struct, frozen=True):
    """An act that only one of two copies has, in words that anybody may read."""

    chapter: Chapter
    at: datetime
    what: str
    station: str

    @property
    def words(self) -> str:
        """`2 Dec 2026, 7:02 AM: Passed a lead to Cyrus Ng, at the table`."""
        on, clock = full_day(self.chapter.today(self.at)), clock_time(self.at, self.chapter, half=True)
        return f"{on}, {clock}: {self.what}, {at_station(self.station)}"


class Since(Struct, frozen=True):
    """What only one of two copies has: how many acts, at which meetings, and the last of them."""

    acts: int
    meetings: tuple[date, ...] = ()
    last: tuple[ActSince, ...] = ()

    @property
    def words(self) -> str:
        """`14 acts, at the meetings of Wed 2 Dec and Wed 9 Dec`; `nothing`."""
        count = f"{self.acts} act{'' if self.acts == 1 else 's'}"
        return f"{count}{_meetings(self.meetings)}" if self.acts else "nothing"


_MEETINGS_NAMED = 4


def _meetings(dates: tuple[date, ...]) -> str:
    if not dates:
        return ""
    named = [short_date(on) for on in dates[-_MEETINGS_NAMED:]]
    more = len(dates) - len(named)
    earlier = f"{more} earlier one{'' if more == 1 else 's'}, and " if more else ""
    return f", at the meeting{'' if len(dates) == 1 else 's'} of {earlier}{listed(named)}"
