"""The attendance board: everyone expected, one key each."""

from __future__ import annotations

from typing import ClassVar

from textual import events
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

_KEYS = "p present  a absent  l late  m medical  s substitute  e left early  b called back  u undo"
_MARKS = {"p": Mark.PRESENT, "a": Mark.ABSENT, "l": Mark.LATE, "m": Mark.MEDICAL}


class Board(Pane[tuple[Snapshot, int]]):
    """Two columns of places where there is room, with a cursor."""

    can_focus = True

    def draw(self, picture: tuple[Snapshot, int], width: int) -> Content:
        snapshot, at = picture
        seated = places(snapshot)
        room = max(1, self.content_region.height)
        across = max(1, min(3, width // 44))
        per_column = max(room, -(-len(seated) // across)) if across * room < len(seated) else room
        first = max(0, min(at % per_column - room + 1, per_column - room)) if per_column > room else 0
        column_width = width // across
        rows = []
        for row in range(first, min(first + room, per_column)):
            indexes = [row + per_column * column for column in range(across)]
            rows.append(
                columns(
                    *(
                        self._place(snapshot, seated[i], i == at, column_width)
                        for i in indexes
                        if i < len(seated)
                    )
                )
            )
        return lines(*rows)

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

    def compose(self) -> ComposeResult:
        yield Static(Content.styled(self.title, "bold $text-primary"), classes="form-title", markup=False)
        yield self._board
        yield Static(Content(""), classes="problem", markup=False)
        yield Static(Content.styled(_KEYS, "$quiet"), classes="form-keys", markup=False)

    def on_mount(self) -> None:
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

    def show(self, snapshot: Snapshot) -> None:
        """Show the table as it is now."""
        self._snapshot = snapshot
        self._draw()

    def complain(self, sentence: str) -> None:
        """Say what is wrong."""
        self.query_one(".problem", Static).update(Content.styled(sentence, "bold $text-error"))

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
