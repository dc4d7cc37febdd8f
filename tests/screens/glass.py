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
    rows = [Strip.blank(screen.size.width)] * screen.size.height
    for _, region, clip, widget in sorted(_placed(screen, screen), key=lambda placed: placed[0]):
        seen = region.intersection(clip)
        if within is not None and not seen.overlaps(within):
            continue
        for y, strip in enumerate(widget.render_lines(seen - region.offset), start=seen.y):
            rows[y] = Strip.join([rows[y].crop(0, seen.x), strip, rows[y].crop(seen.right)])
    return rows


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
