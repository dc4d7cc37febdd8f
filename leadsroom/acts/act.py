"""The one act, a command being carried out: the moment, the open transaction, and the handler that does it.

Handlers are loaded when the first act is asked for.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from leadsroom.acts.command import Command, name_of
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import EntryId, MeetingId, PersonId, StationId
from leadsroom.domain.journal import Entry, EntryKind
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot, Step, Turn
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.people import roster as read_roster
from leadsroom.store.row_changes import Image
from leadsroom.store.unit_of_work import Unit

if TYPE_CHECKING:
    from sqlalchemy import Table

    from leadsroom.domain.money.dues import Due


T = TypeVar("T")


class Done(Struct, frozen=True):
    """The outcome of a command. `what` is what happened, in the words of the journal; `sentence` the
    answer to the person who did it, where that is more. `subject` is the row that it was about, such as
    a new membership or payment. The desk adds the `entry` of the journal, None where nothing changed,
    and `snapshot`, the picture of the meeting afterwards, on disk already; None between meetings.
    """

    what: str
    sentence: str = ""
    subject: int | None = None
    kind: EntryKind = EntryKind.DO
    reverses: EntryId | None = None
    meeting_id: MeetingId | None = None
    is_private: bool = False
    entry: Entry | None = None
    snapshot: Snapshot | None = None

    @property
    def words(self) -> str:
        """The sentence that answers it; empty where nothing changed."""
        return self.sentence or self.what

    @property
    def public_words(self) -> str:
        """The same where accounts are not seen: what an undo has taken back of them is not named."""
        if self.kind is EntryKind.DO or self.entry is None or not self.entry.is_private:
            return self.words
        return self.entry.public_words

    @property
    def picture(self) -> Snapshot:
        """The meeting afterwards, for a station at a table."""
        assert self.snapshot is not None
        return self.snapshot


def clock_columns(clock: Countdown) -> dict[str, Any]:
    """The facts of a clock as columns."""
    return {
        "allotted": clock.allotted,
        "added": clock.added,
        "started_at": clock.started_at,
        "ended_at": clock.ended_at,
        "paused_at": clock.paused_at,
        "paused_for": clock.paused_for,
    }


# It changes in place, so it is no Struct.
@dataclass(slots=True)
class Act:
    """One command being carried out. Handlers read, write through `unit`, and return words.

    `picture` is the meeting at whose table it happens, as it was before; None between meetings.
    `passed_over` are the entries that undo or redo could not reverse when it was asked to. `joined` are those
    who join the chapter in this act: their fee is charged with it. `dues_of_leavers` are charged with it too,
    and those that are `dues_let_off` charged and reversed.
    """

    unit: Unit
    now: datetime
    station_id: StationId
    open_chapter: Chapter | None
    picture: Snapshot | None = None
    passed_over: set[EntryId] = field(default_factory=set)
    joined: list[PersonId] = field(default_factory=list)
    dues_of_leavers: list[Due] = field(default_factory=list)
    dues_let_off: list[Due] = field(default_factory=list)
    _looked_up: dict[str, tuple[int, Any]] = field(default_factory=dict)

    @property
    def chapter(self) -> Chapter:
        """The chapter whose act it is."""
        if self.open_chapter is None:
            raise Refused("There is no chapter here yet. Found one first.")
        return self.open_chapter

    @property
    def today(self) -> date:
        """The date in the meeting room."""
        return self.chapter.today(self.now)

    def once(self, what: str, tables: Iterable[str], read: Callable[[], T]) -> T:
        """A result read once in this act; read again only after it has changed one of these `tables`."""
        changes, found = self.unit.changes, self._looked_up.get(what)
        # Where there are fewer changes than then, some were taken back that it may have been read after.
        if (
            found is None
            or found[0] > len(changes)
            or any(change.table in tables for change in changes[found[0] :])
        ):
            self.unit.write_out()
            found = self._looked_up[what] = (len(changes), read())
        value: T = found[1]
        return value

    # At a table

    @property
    def before(self) -> Snapshot:
        """The meeting as it was before. Raises Refused between meetings."""
        if self.picture is None:
            raise Refused("That is done at the table of a meeting. Open one first.")
        return self.picture

    @property
    def meeting_id(self) -> MeetingId | None:
        """The meeting at whose table this happens; None between meetings."""
        return None if self.picture is None else self.picture.meeting.id

    @property
    def happened_at(self) -> datetime:
        """Now, or, where a closed meeting is completed, when it ended."""
        if self.picture is None or self.picture.meeting.state is not MeetingState.CLOSED:
            return self.now
        return self.picture.meeting.ended_at or self.now

    @property
    def is_afterwards(self) -> bool:
        """Whether changing an entry is a correction of what has been closed."""
        return self.picture is None or self.picture.meeting.state is MeetingState.CLOSED

    def set_step(self, step: Step, clock: Countdown, **values: Any) -> None:
        """Write a step's clock and whatever else changed."""
        self.unit.update(t.step, step.id, **clock_columns(clock), **values)

    def set_turn(self, turn: Turn, clock: Countdown, **values: Any) -> None:
        """Write a turn's clock and whatever else changed."""
        self.unit.update(t.turn, turn.id, **clock_columns(clock), **values)

    def set_meeting(self, **values: Any) -> None:
        """Write the meeting's row. A speaker who comes up is up since now; a message to the one before
        goes.
        """
        if "turn_id" in values:
            values["up_since"] = self.now if values["turn_id"] is not None else None
            values |= {"prompt": "", "prompt_until": None}
        self.unit.update(t.meeting, self.before.meeting.id, **values)

    def need_live(self) -> None:
        """Refuse an act that only a running meeting can do."""
        state = self.before.meeting.state
        if state is not MeetingState.LIVE:
            is_over = state is MeetingState.CLOSED
            raise Refused(f"The meeting is {'closed' if is_over else 'not running'}.")

    # People, and what belongs to them

    def credited(self, person_id: PersonId) -> tuple[PersonId, PersonId | None]:
        """(who gets the credit, the substitute who spoke): leads of a substitute are the member's.

        Between meetings everybody speaks for themselves.
        """
        for attendee in self.picture.attendees if self.picture is not None else ():
            if attendee.substitute_id == person_id:
                return attendee.member_id, person_id
            if attendee.member_id == person_id:
                return person_id, attendee.substitute_id
        return person_id, None

    def holds_seat(self, person_id: PersonId, *, ever: bool = False) -> bool:
        """Whether they have a place at this table, or a seat in the chapter.

        `ever` asks between meetings whether they ever held one, for a lead of then that is corrected now.
        """
        if self.picture is not None:
            return self.picture.attendee(person_id) is not None
        has_seat = read_roster.is_member if ever else read_roster.is_seated
        return has_seat(self.unit.connection, self.chapter.id, person_id)

    def may_receive(self, person_id: PersonId, *, ever: bool = False) -> bool:
        """Whether a lead can go to them: they hold a seat, or are a member of another chapter.

        At a table the latter are here as such; between meetings they are on record.
        """
        if self.holds_seat(person_id, ever=ever):
            return True
        if self.picture is not None:
            return self.picture.is_visiting(person_id)
        row = self.unit.row(t.person, person_id)
        return row is not None and row["chapter_id"] == self.chapter.id and bool(row["home_chapter"])

    def need_person(self, person_id: PersonId, role: str) -> str:
        """The name of somebody on record of the meeting, or between meetings of the chapter. Raises
        Refused.
        """
        if self.picture is not None:
            person = self.picture.people.get(person_id)
            name = None if person is None else person.name
        else:
            name = read_roster.name_of(self.unit.connection, self.chapter.id, person_id)
        if name is None:
            raise Refused(f"Choose the {role} from the list.")
        return name

    def need_own(self, table: Table, row_id: int) -> Image:
        """A row of this chapter that has not been withdrawn; of a table's own rows one of this meeting's.

        What becomes of leads goes beyond one meeting: there it is the chapter that counts. Raises Refused.
        """
        row = self.unit.row(table, row_id)
        mine = row is not None and (
            row["meeting_id"] == self.meeting_id
            if table in t.OF_ONE_MEETING
            else row["chapter_id"] == self.chapter.id
        )
        if row is None or not mine or row.get("withdrawn_at"):
            here = "on record" if self.picture is None else "in today's record"
            raise Refused(f"That entry is no longer {here}.")
        return row

    def corrected(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The column that says so when an entry of a closed meeting, or of another one, is changed."""
        elsewhere = row["meeting_id"] != self.meeting_id
        return {"corrected_at": self.now} if self.is_afterwards or elsewhere else {}

    def enter(self, table: Table, columns: Mapping[str, Any]) -> int:
        """Write an entry of this meeting, or of none between meetings; its number."""
        here = {"chapter_id": self.chapter.id, "meeting_id": self.meeting_id, "at": self.happened_at}
        return self.unit.insert(table, **here, **columns)

    def correct(self, table: Table, row_id: int, columns: Mapping[str, Any]) -> Image:
        """Rewrite an entry; a correction of nothing leaves no mark. The row as it was before."""
        row = self.need_own(table, row_id)
        self.unit.update(table, row_id, **columns)
        if self.unit.changes:
            self.unit.update(table, row_id, **self.corrected(row))
        return row


C = TypeVar("C", bound=Command)
R = TypeVar("R", bound="str | Done")
Handler = Callable[["Act", C], "str | Done"]

_handlers: dict[type[Command], Handler[Any]] = {}


def handles(kind: type[C]) -> Callable[[Callable[[Act, C], R]], Callable[[Act, C], R]]:
    """Register the handler of a kind of command. Raises TypeError where it has one already."""

    def register(handler: Callable[[Act, C], R]) -> Callable[[Act, C], R]:
        if kind in _handlers:
            raise TypeError(f"{kind.__name__} has a handler already.")
        _handlers[kind] = handler
        return handler

    return register


def handler_of(command: C) -> Handler[C]:
    """The handler of a command. Others are loaded only where its handler is not there yet."""
    handler = _handlers.get(type(command))
    return load()[type(command)] if handler is None else handler


@cache
def load() -> Mapping[type[Command], Handler[Any]]:
    """Every handler by its command. Raises TypeError for a command without one, or two of one name."""
    from leadsroom import acts

    for module in pkgutil.walk_packages(acts.__path__, f"{acts.__name__}."):
        importlib.import_module(module.name)
    names: dict[str, type[Command]] = {}
    for kind in _kinds(Command):
        if kind not in _handlers:
            raise TypeError(f"{kind.__name__} has no handler.")
        if (other := names.setdefault(name_of(kind), kind)) is not kind:
            raise TypeError(f"{kind.__name__} and {other.__name__} have one name in the journal.")
    return _handlers


def _kinds(kind: type[Command]) -> Iterator[type[Command]]:
    """The commands below a class. One with others below it is a family of commands, and none itself."""
    for below in kind.__subclasses__():
        if below.__subclasses__():
            yield from _kinds(below)
        else:
            yield below


# The names of acts in the journals of older versions, where the command has another name.
FORMER_NAMES: Mapping[str, str] = {}


@cache
def kind_named(name: str) -> type[Command] | None:
    """The kind of command that an entry of the journal names; None for one that is no more."""
    name = FORMER_NAMES.get(name, name)
    return next((kind for kind in load() if name_of(kind) == name), None)
