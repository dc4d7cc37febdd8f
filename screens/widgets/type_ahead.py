"""A line to type into, with what it may mean below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from screens.widgets.form_row import LineInput

_SHOWN_AT_MOST = 6


class TypeAhead(Vertical):
    """An input whose matches show below while it has the focus; down, up and Enter pick one."""

    BINDINGS = [
        Binding("down", "move(1)", "Next match", show=False),
        Binding("up", "move(-1)", "Match before", show=False),
    ]

    def __init__(
        self,
        matching: Callable[[str], Sequence[str]],
        value: str = "",
        *,
        id: str | None = None,
        doubtful: Callable[[str], object] = lambda typed: False,
    ) -> None:
        """Of what is `doubtful` nothing is taken unless somebody moved to it."""
        super().__init__(id=id)
        self._doubtful = doubtful
        self._moved = False
        self._matching = matching
        self._value = value
        self._settled = value

    def compose(self) -> ComposeResult:
        yield LineInput(self._value, proposed=True)
        matches = OptionList(compact=True, markup=False)
        matches.can_focus = False
        matches.display = False
        yield matches

    @property
    def input(self) -> Input:
        return self.query_one(Input)

    @property
    def value(self) -> str:
        return self.input.value

    @value.setter
    def value(self, value: str) -> None:
        self._settled = value
        self.input.value = value
        self._matches.display = False

    @property
    def _matches(self) -> OptionList:
        return self.query_one(OptionList)

    @property
    def open(self) -> bool:
        """Whether matches are on show."""
        return bool(self._matches.display)

    @on(Input.Changed)
    def _look_for(self, event: Input.Changed) -> None:
        self._show_matches(event.value)

    def on_descendant_focus(self) -> None:
        self._show_matches(self.value)

    def _show_matches(self, typed: str) -> None:
        found = [] if typed == self._settled else self._matching(typed)[:_SHOWN_AT_MOST]
        self._moved = False
        self._matches.set_options(Option(Content(name), id=name) for name in found)
        self._matches.highlighted = 0 if found else None
        self._matches.display = bool(found) and self.input.has_focus

    def action_move(self, by: int) -> None:
        """Move among the matches; without any the key is somebody else's."""
        if not self.open:
            raise SkipAction
        self._moved = True
        self._matches.highlighted = ((self._matches.highlighted or 0) + by) % self._matches.option_count

    @on(Input.Submitted)
    def _take(self) -> None:
        self.settle()

    def settle(self) -> None:
        """Take the match that is under the cursor, if any are on show."""
        if not self._moved and self._doubtful(self.value):
            return
        if self.open and self._matches.highlighted is not None:
            self.value = self._matches.get_option_at_index(self._matches.highlighted).id or self.value

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.value = event.option_id or self.value

    @on(Input.Blurred)
    def _left(self) -> None:
        self.settle()
        self._matches.display = False
