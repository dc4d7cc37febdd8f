"""The attendance board: everyone expected, one key each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from leadsroom.domain.attendance import Attendee, Mark, table_order
from leadsroom.domain.ids import PersonId
from leadsroom.domain.snapshot import Outcome, Snapshot
from leadsroom.meeting.commands import CallBack, Command, LeaveEarly, MarkAttendance, Undo
from screens.widgets.form import Form
from screens.widgets.pane import Pane, cell, columns, lines
from screens.widgets.table_pane import detail_of, sign_of

_KEYS = (
    "p present  a absent  l late  m medical  s substitute  e left early  b called back  u undo",
    "p present  a absent  l late  m medical  s stand-in  e left  b back  u undo",
)
_MARKS = {"p": Mark.PRESENT, "a": Mark.ABSENT, "l": Mark.LATE, "m": Mark.MEDICAL}


@dataclass(frozen=True, slots=True)
class Window:
    """Which of `count` places are in view: `room` rows from `first`, in columns of `per_column` places."""

    count: int
    across: int
    per_column: int
    first: int
    room: int

    @classmethod
    def around(cls, at: int, count: int, room: int, width: int) -> Window:
        """The window in which the place `at` is in view."""
        across = max(1, min(3, width // 44))
        per_column = max(room, -(-count // across))
        first = max(0, min(at % per_column - room + 1, per_column - room))
        return cls(count, across, per_column, first, room)

    @property
    def rows(self) -> range:
        """The rows in view."""
        return range(self.first, min(self.first + self.room, self.per_column))

    def places_of(self, row: int) -> list[int]:
        """The places in a row, from left to right."""
        return list(range(row, self.count, self.per_column))

    def told(self) -> str:
        """`7 of 18 · 11 more below`, or nothing when all are in view."""
        above, shown = (
            sum(len(self.places_of(row)) for row in rows) for rows in (range(self.first), self.rows)
        )
        below = self.count - above - shown
        if not above and not below:
            return ""
        more = [f"{number} more {where}" for number, where in ((above, "above"), (below, "below")) if number]
        return " · ".join([f"{shown} of {self.count}", *more])


class Board(Pane[tuple[Snapshot, int]]):
    """Two columns of places where there is room, with a cursor."""

    can_focus = True

    class Scrolled(Message):
        """Other places may be in view."""

        def __init__(self, window: Window) -> None:
            super().__init__()
            self.window = window

    def draw(self, picture: tuple[Snapshot, int], width: int) -> Content:
        snapshot, at = picture
        seated, window = places(snapshot), self._window(picture, width)
        column_width = width // window.across
        return lines(
            *(
                columns(
                    *(self._place(snapshot, seated[i], i == at, column_width) for i in window.places_of(row))
                )
                for row in window.rows
            )
        )

    def _window(self, picture: tuple[Snapshot, int], width: int) -> Window:
        snapshot, at = picture
        return Window.around(at, len(places(snapshot)), max(1, self.content_region.height), width)

    def _paint(self) -> None:
        super()._paint()
        width = self.content_region.width
        if self.picture is not None and width > 0:
            self.post_message(self.Scrolled(self._window(self.picture, width)))

    @staticmethod
    def _place(snapshot: Snapshot, attendee: Attendee, chosen: bool, width: int) -> Content:
        sign, style = sign_of(attendee)
        drawn = columns(
            cell(f" {sign} ", 3, style),
            cell(snapshot.name(attendee.speaker_id), 21),
            cell(detail_of(snapshot, attendee), max(4, width - 26), "$quiet"),
            Content("  "),
        )
        return drawn.stylize("bold on $block-cursor-background") if chosen else drawn


def places(snapshot: Snapshot) -> tuple[Attendee, ...]:
    """The members in the order of tonight's table."""
    return table_order(snapshot.attendees, snapshot.meeting.starting_seat)


class Foot(Pane[tuple[str, ...]]):
    """The keys, in the longest words that fit."""

    def draw(self, picture: tuple[str, ...], width: int) -> Content:
        return Content.styled(next((w for w in picture if len(w) <= width), picture[-1]), "$quiet")


class AttendanceBoard(Vertical):
    """Marks by one key on the selected person. It stays open; Escape closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "leave", "close", id="attendance.close", tooltip="Close the board"),
    ]
    title = "Attendance"
    leaving = "close"

    class SubstituteWanted(Message):
        """A stand-in is wanted for a member."""

        def __init__(self, member_id: PersonId) -> None:
            super().__init__()
            self.member_id = member_id

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(classes="form attendance")
        self._snapshot = snapshot
        self._at = 0
        self._board = Board(id="board")
        self._title = Static(self._titled(""), classes="form-title", markup=False)

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._board
        yield Static(Content(""), classes="problem", markup=False)
        yield Foot(classes="form-keys")

    def on_mount(self) -> None:
        self.query_one(Foot).show(_KEYS)
        self._board.focus()
        self._draw()

    @property
    def draft(self) -> dict[str, str]:
        """The place of the cursor."""
        return {"at": str(self._at)}

    @property
    def touched(self) -> bool:
        """The board always comes back where it was."""
        return True

    def put_back(self, draft: dict[str, str]) -> None:
        """Return to the place of the cursor."""
        self._at = int(draft.get("at", "0"))
        self._draw()

    def follow(self, snapshot: Snapshot, _now: datetime) -> None:
        """Show the table as it is now."""
        self._snapshot = snapshot
        self._draw()

    def complain(self, sentence: str) -> None:
        """Say what is wrong."""
        self.query_one(".problem", Static).update(Content.styled(sentence, "bold $text-error"))

    @on(Board.Scrolled)
    def _scrolled(self, event: Board.Scrolled) -> None:
        event.stop()
        self._title.update(self._titled(event.window.told()), layout=False)

    def _titled(self, more: str) -> Content:
        title = Content.styled(self.title, "bold $text-primary")
        return Content.assemble(title, Content.styled(f"  {more}", "$quiet"))

    def _draw(self) -> None:
        count = len(self._snapshot.attendees)
        self._at = max(0, min(self._at, count - 1))
        self._board.show((self._snapshot, self._at))

    def _chosen(self) -> Attendee | None:
        seated = places(self._snapshot)
        return seated[self._at] if seated else None

    def on_key(self, event: events.Key) -> None:
        step = {"down": 1, "up": -1, "home": -999, "end": 999, "pagedown": 8, "pageup": -8}.get(event.key)
        if step is not None:
            event.stop()
            self._at += step
            self._draw()
            return
        attendee = self._chosen()
        if event.key == "u":
            event.stop()
            self.post_message(Form.Given(Undo()))
            return
        if attendee is None or event.key not in (*_MARKS, "s", "e", "b"):
            return
        event.stop()
        self.complain("")
        if event.key == "s":
            self.post_message(self.SubstituteWanted(attendee.member_id))
            return
        command = self._command(event.key, attendee)
        if command is not None:
            self.post_message(Form.Given(command))

    def _command(self, key: str, attendee: Attendee) -> Command | None:
        if key in _MARKS:
            return MarkAttendance(member_id=attendee.member_id, mark=_MARKS[key])
        if key == "e":
            return LeaveEarly(member_id=attendee.member_id, left=attendee.left_at is None)
        passed_over = (Outcome.SKIPPED, Outcome.DONE)
        step = self._snapshot.step
        turns = self._snapshot.turns_of(step) if step is not None else ()
        for turn in turns:
            if turn.member_id == attendee.member_id and turn.outcome in passed_over:
                return CallBack(turn_id=turn.id)
        self.complain("They have no turn to bring back in this round.")
        return None

    def action_leave(self) -> None:
        """Close the board."""
        self.post_message(Form.Left())
