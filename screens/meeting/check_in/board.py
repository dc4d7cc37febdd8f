"""The check-in board: everyone expected, one digit each, found by arrows or by letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import ClassVar

from msgspec.structs import replace
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from leadsroom.acts.agenda.commands import BringBackTurn
from leadsroom.acts.command import Command, Redo, Undo, name_of
from leadsroom.acts.meeting.commands import (
    AttendOnline,
    CallBack,
    LeaveEarly,
    MarkAttendance,
    MarkOthersPresent,
    SeatSubstitute,
)
from leadsroom.domain.ids import PersonId, StationId
from leadsroom.domain.journal import Entry, EntryKind
from leadsroom.domain.meeting.agenda_progress import turn_to_bring_back, waits_for_speaker
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people.attendance import Attendee
from leadsroom.domain.people.standing import MemberStanding
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from screens.kit.form.form import Reads
from screens.kit.form.messages import FormGiven, FormLeft
from screens.kit.leaving import ignore_if_unmounted
from screens.kit.styled import short
from screens.meeting.check_in.grid import Board, BoardPicture, Window, board_rows, counts_in_words
from screens.meeting.check_in.keys import ACROSS, Asked, Asks, BoardKeys, Pressed
from screens.meeting.check_in.messages import MarkRefused, MoneyWanted, SubstituteWanted
from screens.meeting.check_in.sentences import (
    EVERY_KEY,
    FINDING,
    MARKING,
    NAMING,
    Heading,
    HeadingPane,
    KeyRow,
    OneLine,
    Saying,
    how_marked,
    where_they_stand,
)
from screens.meeting.table_pane import costs_pitch

_OF_ALL: Mapping[Asks, type[Command]] = {
    Asks.UNDO: Undo,
    Asks.REDO: Redo,
    Asks.ALL_HERE: MarkOthersPresent,
}
_MARKING = frozenset(name_of(each) for each in (AttendOnline, MarkAttendance, SeatSubstitute))


class AttendanceBoard(Vertical):
    """Marks by one digit on the chosen person, and goes on to the next. It stays open; Escape closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "close", id="attendance.close", tooltip="Close the board"),
        Binding("enter", "done", "close", id="attendance.done", tooltip="Close the board"),
    ]
    title = "Attendance"
    leaving = "close"

    def __init__(self, snapshot: Snapshot, reads: Reads, at: PersonId | None = None) -> None:
        """`at`: whom a form was about that was opened from the board."""
        super().__init__(classes="board attendance")
        self._begin_at = at
        self._snapshot, self._reads = snapshot, reads
        self._keys = BoardKeys(snapshot)
        self._cursor = self._keys.cursor
        self._standings: Mapping[PersonId, MemberStanding] = {}
        self._owed: Mapping[PersonId, Money] = {}
        self._stations: Mapping[StationId, str] = {}
        self._more = self._complaint = self._done = self._sent_home = ""
        self._awaits_answer = False
        self._window: Window | None = None
        self._board = Board(id="board")
        self._title = HeadingPane(classes="form-title")
        self._saying = OneLine(classes="problem")
        self._foot = KeyRow(classes="form-keys")

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._board
        yield self._saying
        yield self._foot

    def on_mount(self) -> None:
        self._board.focus()
        if self._begin_at is not None:
            self._cursor.choose(self._begin_at)
        self._draw()
        self._read()

    @property
    def draft(self) -> dict[str, str]:
        """Who was chosen, and after which entry of the journal."""
        chosen = self._cursor.chosen
        return {"at": str(chosen.member_id if chosen else ""), "seen": self._seen}

    @property
    def every_key(self) -> Sequence[tuple[str, str]]:
        """(key, what it does) of all keys."""
        return EVERY_KEY

    @property
    def _seen(self) -> str:
        journal = self._snapshot.journal
        return str(journal[-1].id if journal else 0)

    @property
    def touched(self) -> bool:
        """As long as nothing has happened, the board comes back where it was."""
        return True

    def put_back(self, draft: dict[str, str]) -> None:
        """Go back to who was chosen, if nothing has happened since; else to who is likely."""
        at = draft.get("at", "")
        if self._begin_at is None and at.isdigit() and draft.get("seen") == self._seen:
            self._cursor.choose(PersonId(int(at)))
            self._draw()

    @work(exclusive=True, group="reading for a form")
    @ignore_if_unmounted
    async def _read(self) -> None:
        """The board is open at once; how everybody stands and what they owe comes a moment later."""
        from leadsroom.views.meeting import lookups

        with suppress(Refused):
            standings = await self._reads(lookups.standings_tonight)
            self._standings, self._owed = standings, await self._reads(lookups.owed_at_table)
            self._stations = await self._reads(lookups.stations)
            self._draw()

    def follow(self, snapshot: Snapshot, _now: datetime) -> None:
        """Show the table as it is now."""
        if snapshot is self._snapshot:
            return
        news = len(snapshot.journal) != len(self._snapshot.journal)
        self._snapshot = snapshot
        self._keys.follow(snapshot, elsewhere=not self._awaits_answer)
        self._draw()
        if news:
            self._read()

    def complain(self, sentence: str) -> None:
        """Say what is wrong, until the next key."""
        self._awaits_answer = False
        self._complaint = sentence
        self._say()

    def show_done(self, entry: Entry) -> None:
        """Say what was done or undone, of whom, until the next key; after a mark, go on to the next."""
        self._awaits_answer = False
        self._done = " ".join(filter(None, (f"{entry.public_words}.", self._sent_home)))
        self._sent_home = ""
        chosen = self._cursor.chosen
        is_mark = entry.act in _MARKING and entry.kind is EntryKind.DO
        self._keys.done(go_on=is_mark and chosen is not None and not costs_pitch(self._snapshot, chosen))
        self._draw()

    # What is shown

    @on(Board.Scrolled)
    def _scrolled(self, event: Board.Scrolled) -> None:
        event.stop()
        self._window = event.window
        self._more = event.window.in_words()
        self._head()

    def _head(self) -> None:
        cursor = self._cursor
        is_narrowed = cursor.typing or bool(cursor.sought)
        stroke = "" if cursor.naming else "/ "
        sought = f"{stroke}{cursor.sought}{'▏' if cursor.typing else ''}" if is_narrowed else ""
        counts = counts_in_words(self._snapshot.attendees)
        self._title.show(Heading(self.title, sought, self._more, counts))

    def _draw(self) -> None:
        rows = board_rows(self._snapshot, self._cursor.shown, self._standings, self._owed)
        self._board.show(BoardPicture(rows, self._cursor.at))
        self._head()
        self._foot.show(self._what_keys_do())
        self._say()

    def _what_keys_do(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        if self._cursor.naming:
            return NAMING
        return FINDING if self._cursor.typing else MARKING

    def _say(self) -> None:
        if self._complaint:
            self._saying.show(Saying((self._complaint,), "bold $text-error"))
            return
        chosen, saying = self._cursor.chosen, Saying(("",))
        if chosen is not None and (not self._done or costs_pitch(self._snapshot, chosen)):
            standing = self._standings.get(chosen.member_id, MemberStanding())
            owed, how = self._owed.get(chosen.member_id), how_marked(self._snapshot, chosen, self._stations)
            saying = where_they_stand(self._snapshot, chosen, standing, owed, how)
        self._saying.show(replace(saying, done=self._done))

    # Keys

    def on_key(self, event: events.Key) -> None:
        self._complaint = self._done = ""
        at, across = self._cursor.at, ACROSS.get(event.key, 0)
        beside = self._window.beside(at, across) - at if self._window is not None else 0
        asked = self._keys.press(Pressed(event.key, event.character or "", event.time), beside)
        if asked.what is not Asks.NOTHING:
            event.stop()
            self._meet(asked)
        self._draw()

    def _meet(self, asked: Asked) -> None:
        """Do what a key has asked for."""
        chosen = asked.of
        if asked.what is Asks.REFUSED:
            self._complaint = asked.sentence
            self.post_message(MarkRefused())
        elif asked.what in _OF_ALL:
            self._give(_OF_ALL[asked.what]())
        elif chosen is None:
            return
        elif asked.what is Asks.SUBSTITUTE:
            self.post_message(SubstituteWanted(chosen.member_id))
        elif asked.what is Asks.MONEY:
            self.post_message(MoneyWanted(chosen.member_id, self._owed.get(chosen.member_id)))
        elif (command := self._command(asked, chosen)) is not None:
            self._give(command)

    def _give(self, command: Command) -> None:
        self._awaits_answer = True
        self.post_message(FormGiven(command))

    def _command(self, asked: Asked, chosen: Attendee) -> Command | None:
        if asked.mark is not None:
            self._sent_home = self._who_goes(chosen)
            return MarkAttendance(member_id=chosen.member_id, mark=asked.mark)
        if asked.what is Asks.ONLINE:
            return AttendOnline(chosen.member_id, online=not (chosen.online and chosen.takes_part))
        if asked.what is Asks.LEFT:
            return LeaveEarly(member_id=chosen.member_id, left=chosen.left_at is None)
        return self._back(chosen)

    def _who_goes(self, chosen: Attendee) -> str:
        """A mark is the member's own: whoever stood in does so no longer."""
        if chosen.substitute_id is None:
            return ""
        names = (self._snapshot.name(chosen.substitute_id), self._snapshot.name(chosen.member_id))
        return "{} is no substitute for {} any more; u undoes that.".format(*map(short, names))

    def _back(self, chosen: Attendee) -> Command | None:
        """Whoever was passed over is up again, or, while somebody speaks, to speak after all."""
        turn = turn_to_bring_back(self._snapshot, chosen.member_id)
        if turn is None:
            self.complain(f"{short(self._snapshot.name(chosen.speaker_id))} has no missed turn.")
            return None
        waits = waits_for_speaker(self._snapshot, turn)
        return BringBackTurn(turn_id=turn.id) if waits else CallBack(turn_id=turn.id)

    def action_leave(self) -> None:
        """Everybody again where letters have narrowed the board, else close it."""
        if self._keys.leave():
            self._draw()
        else:
            self.post_message(FormLeft())

    def action_done(self) -> None:
        """Keep whom the letters found, or close."""
        if self._cursor.typing:
            self._cursor.keep()
            self._draw()
        else:
            self.post_message(FormLeft())
