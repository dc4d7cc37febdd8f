"""Lists with a cursor: of lines in columns, and of sentences."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from textual.content import Content
from textual.events import Resize
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from screens.kit.columns import Column, Row, column_widths, table_line
from screens.kit.styled import quiet

_PADDING = 1  # at either side of an entry, as the looks have it
_UNTIL_KNOWN = 80


class Line(Struct, frozen=True):
    """One entry: its key, and its cells. Without a key it cannot be chosen: column titles, or a heading."""

    key: str
    cells: Row = ()
    heading: Content | None = None


class Listing(OptionList):
    """Lines in columns that follow the width of the list. The cursor stays on its entry."""

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False, compact=True)
        self._layout_columns = tuple(columns)
        self._entries: tuple[Line, ...] = ()
        self._drawn_at = 0

    @property
    def key(self) -> str:
        """The key of the entry under the cursor; empty when there is none."""
        if self.highlighted is None:
            return ""
        return self.get_option_at_index(self.highlighted).id or ""

    def show(self, lines: Sequence[Line], at: str = "") -> None:
        """Show these lines, the cursor at the entry with this key, or where it was."""
        at, was_at, before = at or self.key, self.scroll_offset.y, self._entries
        self._entries = tuple(lines)
        self._draw()
        keys = [line.key for line in self._entries]
        first = next((i for i, key in enumerate(keys) if key), None)
        self.highlighted = keys.index(at) if at and at in keys else first
        if was_at and any(line.key and line.key in keys for line in before):
            self.call_after_refresh(self._scroll_back, was_at)

    def _scroll_back(self, was_at: int) -> None:
        """The list stays where it was in view, as far as the cursor stays in view."""
        self.scroll_to(y=was_at, animate=False, immediate=True)
        self.scroll_to_highlight()

    def action_cursor_up(self) -> None:
        """At the first entry the cursor leaves for what stands above, rather than going round."""
        if self.highlighted is None or self.highlighted == self._ends[0]:
            self.screen.focus_previous()
        else:
            super().action_cursor_up()

    def action_cursor_down(self) -> None:
        if self.highlighted is None or self.highlighted == self._ends[1]:
            self.screen.focus_next()
        else:
            super().action_cursor_down()

    @property
    def _ends(self) -> tuple[int, int]:
        places = [i for i, line in enumerate(self._entries) if line.key] or [0]
        return places[0], places[-1]

    def on_resize(self, _event: Resize) -> None:
        if self._drawn_at != self.scrollable_content_region.width:
            was = self.highlighted
            self._draw()
            self.highlighted = was

    def _draw(self) -> None:
        self._drawn_at = self.scrollable_content_region.width or _UNTIL_KNOWN
        cells = [line.cells for line in self._entries if line.cells]
        widths = column_widths(self._layout_columns, cells, self._drawn_at - 2 * _PADDING)
        self.set_options(
            Option(self._prompt(line, widths), id=line.key or None, disabled=not line.key)
            for line in self._entries
        )

    def _prompt(self, line: Line, widths: Sequence[int]) -> Content:
        if line.heading is not None:
            return line.heading
        return table_line(line.cells, self._layout_columns, widths)


class SentenceLine(Struct, frozen=True):
    """One entry and its key; without a key it is a heading."""

    key: str
    sentence: Content

    @property
    def drawn(self) -> Content:
        """Headings stand in the background."""
        return self.sentence if self.key else quiet(self.sentence.plain)


class SentenceList(OptionList):
    """Sentences under headings. The cursor stays on its entry."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False, compact=True)

    @property
    def key(self) -> str:
        """The key of the entry under the cursor; empty when there is none."""
        if self.highlighted is None:
            return ""
        return self.get_option_at_index(self.highlighted).id or ""

    def show(self, lines: Sequence[SentenceLine], at: str = "") -> None:
        """Show these lines, the cursor at the entry with this key, or where it was."""
        at, was = at or self.key, self.highlighted or 0
        self.set_options(Option(line.drawn, id=line.key or None, disabled=not line.key) for line in lines)
        places = [i for i, line in enumerate(lines) if line.key]
        wanted = next((i for i in places if lines[i].key == at), None)
        near = next((i for i in places if i >= was), places[-1] if places else None)
        self.highlighted = wanted if wanted is not None else near
