"""The check-in board as drawn: places in columns where there is room, and what matters of each, quietly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct
from textual.content import Content
from textual.message import Message

from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people.attendance import Attendee, Mark
from leadsroom.domain.people.standing import Level, MemberStanding
from leadsroom.domain.people.standing_words import standing_in_brief, standing_mark
from leadsroom.domain.text.money import Money, show_money
from screens.kit.pane import Pane, columns, lines
from screens.meeting.check_in.row import BoardColumns, BoardRow
from screens.meeting.table_pane import NO_PITCH, SKIPPED, costs_pitch, is_skipped, sign_of

_LEAST_ACROSS, _MOST_COLUMNS = 56, 3
_HERE, _TO_CHECK_IN = "here", "to check in"
_OTHERS = ("late", "left early", "absent", "medical")


class Window(Struct, frozen=True):
    """Which of `count` places are in view: `room` rows from `first`, in columns of `per_column` places."""

    count: int
    across: int
    per_column: int
    first: int
    room: int

    @classmethod
    def around(cls, at: int, count: int, room: int, width: int) -> Window:
        """The window in which the place `at` is in view."""
        across = max(1, min(_MOST_COLUMNS, width // _LEAST_ACROSS, -(-count // room)))
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

    def beside(self, at: int, by: int) -> int:
        """The place in the column before or after the one of `at`; `at` itself where there is none."""
        there, last = at + by * self.per_column, self.count - 1
        if there > last and by > 0 and at // self.per_column < last // self.per_column:
            return last
        return there if 0 <= there <= last else at

    def in_words(self) -> str:
        """`7 of 18 · 11 more below`, or nothing when all are in view."""
        above, shown = (
            sum(len(self.places_of(row)) for row in rows) for rows in (range(self.first), self.rows)
        )
        below = self.count - above - shown
        if not above and not below:
            return ""
        more = [f"{number} more {where}" for number, where in ((above, "above"), (below, "below")) if number]
        return " · ".join([f"{shown} of {self.count}", *more])


class BoardPicture(Struct, frozen=True):
    """The places in view, and which of them is chosen."""

    rows: tuple[BoardRow, ...]
    at: int


def board_rows(
    snapshot: Snapshot,
    shown: Sequence[Attendee],
    standings: Mapping[PersonId, MemberStanding],
    owed: Mapping[PersonId, Money],
) -> tuple[BoardRow, ...]:
    """The rows of these places."""
    return tuple(_row(snapshot, place, standings, owed) for place in shown)


def _row(
    snapshot: Snapshot,
    place: Attendee,
    standings: Mapping[PersonId, MemberStanding],
    owed: Mapping[PersonId, Money],
) -> BoardRow:
    skipped = place.takes_part and is_skipped(snapshot, place.member_id)
    sign, style = SKIPPED if skipped else sign_of(place)
    standing = standings.get(place.member_id, MemberStanding())
    near = standing.nearest.level if standing.nearest is not None else Level.FINE
    return BoardRow(
        sign,
        style,
        snapshot.name(place.speaker_id),
        _passed_over(snapshot, place) if skipped else mark_in_words(snapshot, place),
        standing_mark(standing),
        standing_in_brief(standing),
        "$text-warning" if near >= Level.LIMIT else "$quiet",
        is_past=near is Level.PAST,
        is_minor=near < Level.WARNING,
        debt=_debt(snapshot, owed.get(place.member_id)),
        here=place.takes_part and place.mark is not None,
    )


def _passed_over(snapshot: Snapshot, place: Attendee) -> str:
    if costs_pitch(snapshot, place):
        return NO_PITCH
    return "late, skipped" if place.mark is Mark.LATE else "skipped"


def mark_in_words(snapshot: Snapshot, place: Attendee) -> str:
    """`late`, `absent, announced`, `for Bea Katz`, `left early`: the mark in a word or two."""
    if place.left_at is not None:
        return "left early"
    if place.mark is None:
        return ""
    substitute = place.substitute_id is not None
    word = f"for {snapshot.name(place.member_id)}" if substitute else place.mark.words
    return f"{word}, announced" if place.is_announced else word


def counts_in_words(places: Sequence[Attendee]) -> tuple[str, str]:
    """`14 here · 1 late · 2 to check in`, and in fewer words only who is here and who is not looked at yet.

    Whoever is to come as announced is still to be checked in.
    """
    kinds = Counter(_kind(place) for place in places)
    counts = {kind: f"{kinds[kind]} {kind}" for kind in (_HERE, *_OTHERS, _TO_CHECK_IN) if kinds[kind]}
    brief = [counts[kind] for kind in (_HERE, _TO_CHECK_IN) if kind in counts]
    return " · ".join(counts.values()), " · ".join(brief)


def _kind(place: Attendee) -> str:
    if place.left_at is not None:
        return "left early"
    if place.mark is None or (place.is_announced and place.takes_part):
        return _TO_CHECK_IN
    return _HERE if place.mark in (Mark.PRESENT, Mark.SUBSTITUTE) else place.mark.words


def _debt(snapshot: Snapshot, owed: Money | None) -> str:
    return f"owes {show_money(owed, snapshot.chapter.country)}" if owed and owed.minor > 0 else ""


class Board(Pane[BoardPicture]):
    """The places, the chosen one among them."""

    can_focus = True

    class Scrolled(Message):
        """Other places may be in view."""

        def __init__(self, window: Window) -> None:
            super().__init__()
            self.window = window

    def draw(self, picture: BoardPicture, width: int) -> Content:
        if not picture.rows:
            return Content.styled("   nobody here of that name or profession", "$text-warning")
        window = self._window(picture, width)
        drawing = BoardColumns.of(picture.rows, width // window.across)
        return lines(
            *(
                columns(*(drawing.row(picture.rows[i], i == picture.at) for i in window.places_of(row)))
                for row in window.rows
            )
        )

    def _window(self, picture: BoardPicture, width: int) -> Window:
        return Window.around(picture.at, len(picture.rows), max(1, self.content_region.height), width)

    def _paint(self) -> None:
        super()._paint()
        width = self.content_region.width
        if self.picture is not None and width > 0:
            self.post_message(self.Scrolled(self._window(self.picture, width)))
