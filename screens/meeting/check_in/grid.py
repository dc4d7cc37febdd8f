"""The check-in board as drawn: places in columns where there is room, and what matters of each, quietly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from textual.content import Content
from textual.events import Resize
from textual.message import Message

from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people.attendance import Attendee, Mark
from leadsroom.domain.people.standing import Level, MemberStanding
from leadsroom.domain.people.standing_words import standing_in_brief, standing_mark
from leadsroom.domain.text.money import Money, show_money
from screens.kit.pane import Pane, cell, columns, lines
from screens.meeting.table_pane import NO_PITCH, SKIPPED, costs_pitch, is_skipped, sign_and_style

_SIGN, _GAP = 3, 2
_LEAST_NAME, _USUAL_NAME, _LEAST_BESIDE = 15, 20, 22
_USUAL_MARK = len("present")


class BoardRow(Struct, frozen=True):
    """A place as it is shown.

    `warning` is where they stand with a rule, `brief` the same in fewer words; `is_minor`: near enough to be
    said of the chosen one only. `debt` is what they owe, in words.
    """

    sign: str
    style: str
    name: str
    mark: str = ""
    warning: str = ""
    brief: str = ""
    warning_style: str = "$quiet"
    is_past: bool = False
    is_minor: bool = False
    debt: str = ""
    here: bool = True

    def note(self, width: int, *, in_full: bool) -> Content:
        """What matters, in the longest whole words that fit; `in_full`: what is minor too."""
        lengths = (Content.styled(" · ", "$quiet").join(parts) for parts in self._notes(in_full))
        return next((note for note in lengths if note.cell_length <= width), Content(""))

    def _notes(self, in_full: bool) -> Iterator[list[Content]]:
        says = in_full or not self.is_minor
        debt = [Content.styled(self.debt, "$quiet")] if self.debt else []
        for words in (self.warning, self.brief) if self.warning and says else ():
            yield [self._warned(words), *debt]
        if self.warning and says:
            yield [self._warned(self.brief)]
        else:
            yield debt

    def _warned(self, words: str) -> Content:
        return Content.styled(f"▲ {words}" if self.is_past else words, self.warning_style)


class BoardColumns(Struct, frozen=True):
    """The columns of one place, `width` cells in all. Names come first, then marks, then what matters."""

    width: int
    name: int
    mark: int

    @classmethod
    def of(cls, rows: Sequence[BoardRow], width: int) -> BoardColumns:
        """Columns for these rows, no wider than what is in them.

        What stands beside the marks is aligned where there is room for the longest of both, else beside the
        usual mark. A name longer than most moves what is beside it, and nothing in the other rows.
        """
        widest = max(Content(row.name).cell_length for row in rows)
        name = min(widest, _USUAL_NAME, max(_LEAST_NAME, width - _SIGN - _GAP - _LEAST_BESIDE))
        mark = max(Content(row.mark).cell_length for row in rows)
        beside = max(row.note(width, in_full=False).cell_length for row in rows)
        fits = _SIGN + name + _GAP + mark + _GAP + beside < width
        return cls(width, name, mark if fits else min(mark, _USUAL_MARK))

    def row(self, row: BoardRow, chosen: bool) -> Content:
        """A place; a name that has nothing beside it has all the room."""
        style = "" if row.here or not row.mark else "$quiet"
        most = max(_LEAST_NAME, self.width - _SIGN - _GAP - _LEAST_BESIDE)
        width = max(self.name, min(most, Content(row.name).cell_length))
        beside = self._beside(row, self.width - _SIGN - width - _GAP - 1, chosen)
        name = cell(row.name, width, style) if beside.cell_length else Content.styled(row.name, style)
        drawn = columns(cell(f" {row.sign} ", _SIGN, row.style), name, Content(" " * _GAP), beside)
        drawn = drawn.truncate(self.width - 1, ellipsis=True, pad=True).pad_right(1)
        return drawn.stylize("bold on $block-cursor-background") if chosen else drawn

    def _beside(self, row: BoardRow, room: int, chosen: bool) -> Content:
        """The mark, and what matters: in its own column where there is a mark, else in that of the marks."""
        if not row.mark:
            return row.note(room, in_full=chosen)
        mark = Content.styled(row.mark, row.style if row.here else "$quiet").truncate(room, ellipsis=True)
        at = max(self.mark, mark.cell_length) + _GAP
        note = row.note(room - at, in_full=chosen)
        return columns(mark.pad_right(at - mark.cell_length), note) if note.cell_length else mark


_LEAST_ACROSS, _MOST_COLUMNS = 56, 3
_HERE, _TO_CHECK_IN = "here", "to check in"
_ONLINE = "online"
_OTHERS = (_ONLINE, "late", "left early", "absent", "medical")


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
    sign, style = SKIPPED if skipped else sign_and_style(place)
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
    if place.online:
        word = "online" if place.mark is Mark.PRESENT else f"{word}, online"
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
    if place.mark is None or place.is_to_check_in:
        return _TO_CHECK_IN
    if place.online and place.mark is not Mark.LATE:
        return _ONLINE
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

    def redraw(self) -> None:
        super().redraw()
        self._say_window()

    def on_resize(self, _event: Resize) -> None:
        self._say_window()

    def _say_window(self) -> None:
        width = self.content_region.width
        if self.picture is not None and width > 0:
            self.post_message(self.Scrolled(self._window(self.picture, width)))
