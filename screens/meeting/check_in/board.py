"""The check-in board: everyone expected, one key each, found by arrows or by letters."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import ClassVar

from msgspec.structs import replace
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from leadsroom.acts.agenda.commands import BringBackTurn
from leadsroom.acts.command import Command, Redo, Undo, name_of
from leadsroom.acts.meeting.commands import CallBack, LeaveEarly, MarkAttendance
from leadsroom.domain.ids import PersonId
from leadsroom.domain.journal import Entry, EntryKind
from leadsroom.domain.meeting.agenda_progress import turn_to_bring_back, waits_for_speaker
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people.attendance import Attendee, Mark
from leadsroom.domain.people.standing import MemberStanding
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from screens.kit.form.form import Reads
from screens.kit.form.messages import FormGiven, FormLeft
from screens.kit.keyboard.unmeant_keys import OpeningKey
from screens.kit.leaving import ignore_if_unmounted
from screens.kit.styled import short
from screens.meeting.check_in.cursor import BoardCursor
from screens.meeting.check_in.grid import Board, BoardPicture, Window, board_rows, counts_in_words
from screens.meeting.check_in.messages import MoneyWanted, SubstituteWanted
from screens.meeting.check_in.sentences import (
    FINDING,
    MARKING,
    Heading,
    HeadingPane,
    KeyRow,
    OneLine,
    Saying,
    where_they_stand,
)

_TAKEN_BACK = {"u": Undo, "ctrl+y": Redo}
_MARKS = {"p": Mark.PRESENT, "a": Mark.ABSENT, "l": Mark.LATE, "m": Mark.MEDICAL}
_MOVES = {"down": 1, "up": -1, "home": -999, "end": 999, "pagedown": 8, "pageup": -8}
_ACROSS = {"right": 1, "left": -1}
_STRUCK_TWICE = "a opened the board. Press it again to mark absent."


class AttendanceBoard(Vertical):
    """Marks by one key on the chosen person. It stays open; Escape closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "close", id="attendance.close", tooltip="Close the board"),
        Binding("enter", "done", "close", id="attendance.done", tooltip="Close the board"),
    ]
    title = "Attendance"
    leaving = "close"

    class Painted(Message):
        """The board can be seen."""

    def __init__(self, snapshot: Snapshot, reads: Reads, at: PersonId | None = None) -> None:
        """`at`: whom a form was about that was opened from the board; no key has opened it then."""
        super().__init__(classes="board attendance")
        self._begin_at = at
        self._snapshot, self._reads = snapshot, reads
        self._cursor = BoardCursor(snapshot)
        self._standings: Mapping[PersonId, MemberStanding] = {}
        self._owed: Mapping[PersonId, Money] = {}
        self._more = self._complaint = self._done = self._sent_home = ""
        self._opening_key = OpeningKey("a" if at is None else "")
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
        self.call_after_refresh(lambda: self.post_message(self.Painted()))

    @property
    def draft(self) -> dict[str, str]:
        """Who was chosen, and after which entry of the journal."""
        chosen = self._cursor.chosen
        return {"at": str(chosen.member_id if chosen else ""), "seen": self._seen}

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
            self._draw()

    def follow(self, snapshot: Snapshot, _now: datetime) -> None:
        """Show the table as it is now."""
        if snapshot is self._snapshot:
            return
        news = len(snapshot.journal) != len(self._snapshot.journal)
        self._snapshot = snapshot
        self._cursor.follow(snapshot)
        self._draw()
        if news:
            self._read()

    def complain(self, sentence: str) -> None:
        """Say what is wrong, until the next key."""
        self._complaint = sentence
        self._say()

    def show_done(self, entry: Entry) -> None:
        """Say what was done or undone, until the next key; a mark is seen in its own row."""
        is_mark = entry.act == name_of(MarkAttendance) and entry.kind is EntryKind.DO
        self._remark(self._sent_home if is_mark else f"{entry.public_words}.")

    def _remark(self, done: str) -> None:
        self._done = done
        self._say()

    # What is shown

    @on(Painted)
    def _painted(self, event: Painted) -> None:
        event.stop()
        self._opening_key.shown(event.time)

    @on(Board.Scrolled)
    def _scrolled(self, event: Board.Scrolled) -> None:
        event.stop()
        self._window = event.window
        self._more = event.window.in_words()
        self._head()

    def _head(self) -> None:
        cursor = self._cursor
        is_narrowed = cursor.typing or bool(cursor.sought)
        sought = f"/ {cursor.sought}{'▏' if cursor.typing else ''}" if is_narrowed else ""
        counts = counts_in_words(self._snapshot.attendees)
        self._title.show(Heading(self.title, sought, self._more, counts))

    def _draw(self) -> None:
        rows = board_rows(self._snapshot, self._cursor.shown, self._standings, self._owed)
        self._board.show(BoardPicture(rows, self._cursor.at))
        self._head()
        self._foot.show(FINDING if self._cursor.typing else MARKING)
        self._say()

    def _say(self) -> None:
        if self._complaint:
            self._saying.show(Saying((self._complaint,), "bold $text-error"))
            return
        chosen, saying = self._cursor.chosen, Saying(("",))
        if chosen is not None:
            standing = self._standings.get(chosen.member_id, MemberStanding())
            saying = where_they_stand(self._snapshot, chosen, standing, self._owed.get(chosen.member_id))
        self._saying.show(replace(saying, done=self._done))

    # Keys

    def on_key(self, event: events.Key) -> None:
        self._complaint = ""
        self._remark("")
        struck_twice = self._opening_key.takes(event)
        if struck_twice and not self._cursor.typing:
            event.stop()
            self._remark(_STRUCK_TWICE)
        elif event.key in _MOVES or event.key in _ACROSS:
            event.stop()
            self._move(event.key)
        elif self._cursor.typing:
            self._narrow(event)
        elif event.key in ("slash", "/"):
            event.stop()
            self._cursor.seek()
            self._draw()
        elif event.character and event.character.isupper():
            event.stop()
            self._jump(event.character)
        else:
            self._mark(event)

    def _move(self, key: str) -> None:
        """Up or down, or to the column beside."""
        at = self._cursor.at
        to = at + _MOVES.get(key, 0)
        if self._window is not None:
            to = self._window.beside(to, _ACROSS.get(key, 0))
        self._cursor.move(to - at)
        self._draw()

    def _narrow(self, event: events.Key) -> None:
        if event.key == "backspace":
            event.stop()
            self._cursor.rub_out()
        elif event.is_printable and event.character:
            event.stop()
            self._cursor.type(event.character)
        self._draw()

    def _jump(self, letter: str) -> None:
        self._complaint = "" if self._cursor.jump(letter) else f"Nobody's name begins with {letter}."
        self._draw()

    def _mark(self, event: events.Key) -> None:
        if event.key in _TAKEN_BACK:
            event.stop()
            self.post_message(FormGiven(_TAKEN_BACK[event.key]()))
            return
        chosen = self._cursor.chosen
        if chosen is None or event.key not in (*_MARKS, "s", "e", "b", "d"):
            return
        event.stop()
        if event.key == "s":
            self.post_message(SubstituteWanted(chosen.member_id))
        elif event.key == "d":
            self.post_message(MoneyWanted(chosen.member_id, self._owed.get(chosen.member_id)))
        elif (command := self._command(event.key, chosen)) is not None:
            self.post_message(FormGiven(command))

    def _command(self, key: str, chosen: Attendee) -> Command | None:
        if key in _MARKS:
            self._sent_home = self._who_goes(chosen)
            return MarkAttendance(member_id=chosen.member_id, mark=_MARKS[key])
        if key == "e":
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
        if self._cursor.clear():
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
