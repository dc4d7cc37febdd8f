"""What stands on a screen, cell by cell, painted from what Textual tells of where each widget is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual.errors import NoWidget
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

Order = tuple[tuple[int, int, int], ...]


def painted(screen: Screen[Any], within: Region | None = None) -> list[Strip]:
    """The rows of a screen: each widget where it stands, what is above over what is below.

    Where only a region is of interest, what else there is may stay blank.
    """
    width = screen.size.width
    bare = [bytearray(b"\1" * width) for _ in range(screen.size.height)]
    pieces: list[list[tuple[int, Strip]]] = [[] for _ in bare]
    # From above to below: most of what stands below, the grounds of pages and panes, shows nowhere.
    from_below = sorted(_placed(screen, screen), key=lambda placed: placed[0])
    for _, region, clip, widget in reversed(from_below):
        seen = region.intersection(clip).intersection(screen.region)
        if within is not None and not seen.overlaps(within):
            continue
        shows = [y for y in range(seen.y, seen.bottom) if 1 in bare[y][seen.x : seen.right]]
        if not shows:
            continue
        rows = Region(seen.x, shows[0], seen.width, shows[-1] + 1 - shows[0])
        for y, strip in enumerate(widget.render_lines(rows - region.offset), start=rows.y):
            for first, last in _gaps(bare[y], seen.x, seen.right):
                pieces[y].append((first, strip.crop(first - seen.x, last - seen.x)))
                bare[y][first:last] = bytes(last - first)
    for y, row in enumerate(bare):
        pieces[y] += [(first, Strip.blank(last - first)) for first, last in _gaps(row, 0, width)]
    return [Strip.join([strip for _, strip in sorted(row, key=lambda piece: piece[0])]) for row in pieces]


def _gaps(row: bytearray, first: int, last: int) -> list[tuple[int, int]]:
    """The stretches of a row between two cells in which nothing stands yet."""
    found = []
    while (begin := row.find(1, first, last)) >= 0:
        end = row.find(0, begin, last)
        first = last if end < 0 else end
        found.append((begin, first))
    return found


def _placed(screen: Screen[Any], widget: Widget) -> Iterator[tuple[Order, Region, Region, Widget]]:
    """A widget and all in it, with the bars beside them; what is not laid out is left out."""
    try:
        place = screen.find_widget(widget)
    except NoWidget:
        return
    if widget.visible and place.region.overlaps(place.clip):
        yield place.order, place.region, place.clip, widget
        for bar in _bars(widget):
            yield from _placed(screen, bar)
    for child in widget.children:
        if child.display:
            yield from _placed(screen, child)


def _bars(widget: Widget) -> Iterator[Widget]:
    if widget.styles.scrollbar_visibility == "visible":
        if widget.show_vertical_scrollbar:
            yield widget.vertical_scrollbar
        if widget.show_horizontal_scrollbar:
            yield widget.horizontal_scrollbar
        if widget.show_vertical_scrollbar and widget.show_horizontal_scrollbar:
            yield widget.scrollbar_corner
