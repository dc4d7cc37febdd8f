"""Lists with a cursor: of lines in columns, and of sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from leadsroom.domain.text.plain_text import fold
from screens.kit.columns import Column, Row, column_widths, table_line
from screens.kit.styled import quiet

_PADDING = 1  # at either side of an entry, as the looks have it
_WIDTH_BEFORE_LAYOUT = 80


class Line(Struct, frozen=True):
    """One entry: its key, and its cells. Without a key it cannot be chosen: column titles, or a heading."""

    key: str
    cells: Row = ()
    heading: Content | None = None

    @property
    def text(self) -> str:
        """What it can be found by."""
        return self.heading.plain if self.heading is not None else " ".join(cell.plain for cell in self.cells)


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
        before, was, was_at = self._entries, self.key, self.scroll_offset.y
        self._entries = tuple(lines)
        self._draw()
        self.highlighted = self._place_of(at, was, before)
        keys = {line.key for line in self._entries}
        if was_at and any(line.key and line.key in keys for line in before):
            self.call_after_refresh(self._scroll_back, was_at)

    def _place_of(self, at: str, was: str, before: Sequence[Line]) -> int | None:
        """The entry `at`, or where the cursor `was`; if that has gone, what came after it, or before it."""
        places = {line.key: place for place, line in enumerate(self._entries) if line.key}
        keys = [line.key for line in before]
        here = keys.index(was) if was in keys else 0
        near = (at, was, *keys[here:], *reversed(keys[:here]))
        first = next(iter(places.values()), None)
        return next((places[key] for key in near if key in places), first)

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

    def action_page_up(self) -> None:
        if self.scrollable_content_region:  # before it is laid out there are no pages
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        if self.scrollable_content_region:
            super().action_page_down()  # type: ignore[no-untyped-call]

    @property
    def _ends(self) -> tuple[int, int]:
        places = [i for i, line in enumerate(self._entries) if line.key] or [0]
        return places[0], places[-1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A row for each entry, also while it is not known yet how wide they are to be drawn."""
        return len(self._entries)

    def on_resize(self, _event: Resize) -> None:
        if self._drawn_at != self.scrollable_content_region.width:
            was = self.highlighted
            self._draw()
            self.highlighted = was

    def _draw(self) -> None:
        self._drawn_at = self.scrollable_content_region.width or _WIDTH_BEFORE_LAYOUT
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


class SentenceList(Listing):
    """Sentences under headings; a long one takes as many lines as it needs."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__((), id=id)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return OptionList.get_content_height(self, container, viewport, width)


def sentence(key: str, drawn: Content) -> Line:
    """A sentence as an entry; without a key it is a heading, in the background."""
    return Line(key, heading=drawn if key else quiet(drawn.plain))


def fits(wanted: str, *texts: str) -> bool:
    """Whether each word of what is looked for stands somewhere in these texts."""
    text = fold(" ".join(texts))
    return all(word in text for word in fold(wanted).split())


def found(lines: Iterable[Line], wanted: str) -> list[Line]:
    """The entries in which `wanted` is found, under the titles and those headings that have one."""
    titles: list[Line] = []
    headings: list[Line] = []
    fitting: list[Line] = []
    was_entry = False
    for line in lines:
        if not line.key and line.cells:
            titles.append(line)
        elif not line.key:
            headings = [line] if was_entry else [*headings, line]
        elif fits(wanted, line.text):
            fitting += [*headings, line]
            headings = []
        was_entry = bool(line.key)
    return [*titles, *fitting] if fitting else []
