"""A choice between a few words, made with the arrow keys or by a first letter."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget


class Choice(Widget, can_focus=True):
    """One of several words is chosen at any time: `chosen` is its place, from 0.

    Many words stand on more than one line, so many of them on each.
    """

    COMPONENT_CLASSES = {"choice--chosen", "choice--other"}
    auto_links = False
    BINDINGS = [
        Binding("left", "step(-1)", "Before", show=False),
        Binding("right", "step(1)", "After", show=False),
    ]

    chosen: reactive[int] = reactive(0)

    class Changed(Message):
        """Another word was chosen."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> Choice:
            return self.choice

    def __init__(
        self,
        options: Sequence[str],
        chosen: int = 0,
        *,
        gap: int = 2,
        on_a_line: int | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._options = tuple(options)
        self._gap = " " * gap
        self._on_a_line = on_a_line or len(self._options)
        self.set_reactive(Choice.chosen, chosen)

    @property
    def word(self) -> str:
        return self._options[self.chosen]

    def render(self) -> Content:
        drawn = [self._drawn(i, option) for i, option in enumerate(self._options)]
        firsts = range(0, len(drawn), max(1, self._on_a_line))
        gap = Content(self._gap)
        return Content("\n").join([gap.join(drawn[first : first + self._on_a_line]) for first in firsts])

    def _drawn(self, place: int, option: str) -> Content:
        text = f"● {option}" if place == self.chosen else option
        tone = ".choice--chosen" if place == self.chosen else ".choice--other"
        return Content.styled(text, tone).stylize(Style.from_meta({"@click": f"choose({place})"}))

    def watch_chosen(self) -> None:
        self.refresh(layout=True)
        self.post_message(self.Changed(self))

    def action_step(self, by: int) -> None:
        self.chosen = (self.chosen + by) % len(self._options)

    def action_choose(self, place: int) -> None:
        self.focus()
        self.chosen = place

    def on_key(self, event: Key) -> None:
        letter = (event.character or "").casefold()
        places = [
            i for i, option in enumerate(self._options) if letter and option.casefold().startswith(letter)
        ]
        if places:
            event.stop()
            self.chosen = next((i for i in places if i > self.chosen), places[0])
