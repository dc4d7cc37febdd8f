"""The rest of the meeting on a board: each choice says when the meeting would then end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from msgspec import Struct
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from leadsroom.acts.command import Undo
from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.meeting.catch_up import advice_in_words, catching_up, cuts_in_words
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.text.wording import forecast
from screens.kit.form.messages import FormGiven, FormLeft
from screens.kit.pane import Pane, cell, columns, first_around, lines, right
from screens.kit.styled import key_row
from screens.meeting.keys import taken
from screens.meeting.remaining.choices import EACH, Choice
from screens.meeting.remaining.picture import (
    RestLine,
    first_to_change,
    now_in_words,
    rest_lines,
)

_SIGN = {"done": "✓", "now": "▶", "ahead": " ", "skipped": "–"}
_STYLE = {"done": "$quiet", "now": "bold $text-primary", "ahead": "", "skipped": "$quiet"}
_KEYS = {"plus": "+", "equals_sign": "+", "minus": "-", "less_than_sign": "<", "greater_than_sign": ">"}
_MOVES = {"shift+up": "<", "shift+down": ">"}
_NOTE, _MORE = 20, 14
_BOARD_KEYS = (
    ("↑↓", "choose"),
    ("+ -", "time"),
    ("⇧↑ ⇧↓", "move"),
    ("n", "skip, bring back"),
    ("u", "undo"),
    ("?", "keys"),
)
_ALL_KEYS = (
    ("↑↓", "choose a step or a turn"),
    ("+ -", "more or less time for it"),
    ("⇧↑ ⇧↓", "move it earlier or later"),
    ("n", "skip it, or bring it back"),
    ("f", "do what is advised above, so that the meeting ends on time"),
    ("u", "undo the last change"),
    ("⏎ esc", "close the board; the meeting goes on"),
)


class RestPicture(Struct, frozen=True):
    """The lines, and which of them is chosen."""

    lines: tuple[RestLine, ...]
    at: int


class RestPane(Pane[RestPicture]):
    """The lines, the chosen one among them."""

    can_focus = True

    def draw(self, picture: RestPicture, width: int) -> Content:
        count, room = len(picture.lines), max(1, self.content_region.height)
        first = first_around(count, picture.at, room)
        last = min(count, first + room) - 1
        more = {first: _more(first, "above"), last: _more(count - 1 - last, "below")} if room > 1 else {}
        return lines(
            *(
                self._line(picture.lines[n], n == picture.at, width, more.get(n, ""))
                for n in range(first, last + 1)
            )
        )

    @staticmethod
    def _line(line: RestLine, chosen: bool, width: int, more: str) -> Content:
        """A line; at its end, whether others are out of view."""
        style = _STYLE[line.look]
        indent = 4 if line.of_person else 0
        drawn = columns(
            right(line.time, 7, "$quiet"),
            Content(" " * (2 + indent)),
            cell(_SIGN[line.look], 2, style),
            cell(line.name, max(8, min(40, width - 11 - indent - _NOTE - _MORE)), style),
            cell(line.note, _NOTE, "$quiet"),
        ).truncate(max(0, width - len(more)), pad=True)
        drawn = columns(drawn, Content.styled(more, "$quiet"))
        return drawn.stylize("bold on $block-cursor-background") if chosen else drawn


def _more(number: int, where: str) -> str:
    return f"{number} more {where}" if number else ""


class Offer(Struct, frozen=True):
    """What the keys do to the chosen line: key, words, when the meeting then ends; or a `complaint`."""

    choices: tuple[tuple[str, str, str], ...] = ()
    complaint: str = ""


class OfferPane(Pane[Offer]):
    """The choices with their ends, in the longest words that fit."""

    def draw(self, picture: Offer, width: int) -> Content:
        if picture.complaint:
            return Content.styled(picture.complaint, "bold $text-error").truncate(width, ellipsis=True)
        if not picture.choices:
            return Content.styled("nothing to change here", "$quiet")
        each = tuple((key, words.removesuffix(EACH), ends) for key, words, ends in picture.choices)
        lengths = [_offered(picture.choices, 3), _offered(picture.choices, 2), _offered(each, 2)]
        fitting = next((drawn for drawn in lengths if drawn.cell_length <= width), lengths[-1])
        return fitting.truncate(width, ellipsis=True)


def _offered(choices: tuple[tuple[str, str, str], ...], gap: int) -> Content:
    """`+ to 75 s, ends 8:31   n skip, ends 8:29`."""
    drawn = (
        Content.assemble(key_row([(key, words)]), Content.styled(f", ends {ends}" if ends else ""))
        for key, words, ends in choices
    )
    return Content(" " * gap).join(drawn)


class RestBoard(Vertical):
    """Changes what is still to come by one key on the chosen line. It stays open; Escape closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "leave", "close", id="rest.close", tooltip="Close the board"),
    ]
    title = "The rest of the meeting"
    leaving = "close"

    def __init__(self, snapshot: Snapshot, now: datetime) -> None:
        super().__init__(classes="board rest")
        self._snapshot, self._now = snapshot, now
        self._lines = rest_lines(snapshot, now)
        self._at = first_to_change(self._lines)
        self._pane = RestPane(id="board")
        self._title = Static(Content(""), classes="form-title", markup=False)
        self._choices = OfferPane(classes="problem")

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._pane
        yield self._choices
        yield Static(key_row(_BOARD_KEYS), classes="form-keys")

    def on_mount(self) -> None:
        self._pane.focus()
        self._draw()

    @property
    def draft(self) -> dict[str, str]:
        """Nothing: the board opens at what comes next."""
        return {}

    @property
    def touched(self) -> bool:
        """Nothing is typed here."""
        return False

    def put_back(self, _draft: dict[str, str]) -> None:
        """Nothing to put back."""

    @property
    def every_key(self) -> Sequence[tuple[str, str]]:
        """(key, what it does) of all keys."""
        return _ALL_KEYS

    def follow(self, snapshot: Snapshot, now: datetime) -> None:
        """Show the meeting as it is now, the cursor on the line where it was."""
        chosen = self._chosen
        self._snapshot, self._now = snapshot, now
        self._lines = rest_lines(snapshot, now)
        if chosen is not None:
            self._at = next((n for n, x in enumerate(self._lines) if x.key == chosen.key), self._at)
        self._draw()

    def complain(self, sentence: str) -> None:
        """Say what is wrong."""
        self._choices.show(Offer(complaint=sentence))

    @property
    def _chosen(self) -> RestLine | None:
        return self._lines[self._at] if self._lines else None

    def _draw(self) -> None:
        self._at = max(0, min(self._at, len(self._lines) - 1))
        self._pane.show(RestPicture(self._lines, self._at))
        self._title.update(self._heading(), layout=False)
        self._choices.show(self._offer())

    def _heading(self) -> Content:
        """Where it stands and what f does; the title, and when it then ends, as far as there is room."""
        title = Content.styled(f"{self.title}  ", "bold $text-primary")
        stands = Content.styled(now_in_words(self._snapshot, self._now), "$quiet")
        advice = catching_up(self._snapshot, self._now)
        if advice is None or not advice.cuts:
            return title + stands
        whole, short = advice_in_words(advice, self._snapshot.chapter), cuts_in_words(advice.cuts)
        drawn = [
            Content.assemble(before, stands, Content.styled(f"   f  {words}", "$text-warning"))
            for before, words in ((title, whole), (title, short), (Content(""), whole), (Content(""), short))
        ]
        room = self._title.content_region.width or self.app.size.width - 4
        return next((each for each in drawn if each.cell_length <= room), drawn[-1])

    def _offer(self) -> Offer:
        """What can be done to the chosen line; where some of it changes the end, only that."""
        choices = self._chosen.choices if self._chosen else ()
        timed = [choice for choice in choices if choice.ends_at is not None]
        return Offer(tuple((each.key, each.words, self._end_with(each)) for each in timed or choices))

    def _end_with(self, choice: Choice) -> str:
        """When the meeting would end, by the minutes that count at the top of the board too."""
        if choice.ends_at is None:
            return ""
        snapshot = self._snapshot
        return clock_time(forecast(choice.ends_at, snapshot.meeting.ends_at), snapshot.chapter)

    def on_key(self, event: events.Key) -> None:
        step = {"down": 1, "up": -1, "home": -999, "end": 999, "pagedown": 6, "pageup": -6}.get(event.key)
        if step is not None:
            event.stop()
            self._at += step
            self._draw()
        elif event.key == "u":
            event.stop()
            self.post_message(FormGiven(Undo()))
        elif event.key == "f":
            event.stop()
            self._take_advice()
        else:
            self._choose(event)

    def _take_advice(self) -> None:
        advice = catching_up(self._snapshot, self._now)
        if advice is None:
            self.complain("There is no advice: it is on time.")
        elif not advice.cuts:
            self.complain("Nothing to come has slack: skip a step, or let it end later.")
        else:
            self.post_message(FormGiven(taken(self._snapshot, advice)))

    def _choose(self, event: events.Key) -> None:
        key = _MOVES.get(event.key) or _KEYS.get(event.key, event.key)
        chosen = self._chosen
        if chosen is None or key not in ("+", "-", "n", "<", ">"):
            return
        event.stop()
        choice = next((x for x in chosen.choices if x.key == key), None)
        if choice is None:
            self.complain("That cannot be changed.")
        else:
            self.post_message(FormGiven(choice.command))

    def action_leave(self) -> None:
        """Close the board."""
        self.post_message(FormLeft())
