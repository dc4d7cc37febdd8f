"""pyte, with a short way for what a program that paints sends most: colours, places, and plain letters.

Whatever else comes goes through pyte's own parser, which takes a letter at a time.
"""

from __future__ import annotations

import re

import pyte
from pyte import modes
from pyte.screens import Char

_COLOUR_OR_PLACE = re.compile(r"\x1b\[(?:([0-9;]*)m|([0-9]+);([0-9]+)H)")


class Screen(pyte.Screen):
    """A screen that makes each coloured letter once."""

    def __init__(self, columns: int, lines: int) -> None:
        self._letters: dict[Char, dict[str, Char]] = {}
        self._colours: dict[tuple[Char, tuple[int, ...]], Char] = {}
        super().__init__(columns, lines)

    @property
    def display(self) -> list[str]:
        across = range(self.columns)
        # The cell behind a wide letter holds no letter.
        return ["".join([self.buffer[y][x].data for x in across]) for y in range(self.lines)]

    def select_graphic_rendition(self, *attrs: int) -> None:
        key = (self.cursor.attrs, attrs)
        if key not in self._colours:
            super().select_graphic_rendition(*attrs)
            self._colours[key] = self.cursor.attrs
        self.cursor.attrs = self._colours[key]

    def draw(self, data: str) -> None:
        x, width = self.cursor.x, len(data)
        plain = data.isascii() and data.isprintable() and not self.charset and modes.IRM not in self.mode
        if not plain or x + width > self.columns:
            super().draw(data)
            return
        attrs, line = self.cursor.attrs, self.buffer[self.cursor.y]
        letters = self._letters.setdefault(attrs, {})
        for at, letter in enumerate(data, start=x):
            if letter not in letters:
                letters[letter] = attrs._replace(data=letter)
            line[at] = letters[letter]
        self.cursor.x = x + width
        self.dirty.add(self.cursor.y)


class Stream(pyte.ByteStream):
    """Feeds a screen with bytes; no sequence may be cut in two."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._screen = screen

    def feed(self, data: bytes) -> None:  # type: ignore[override]
        text = self.utf8_decoder.decode(data)
        done = 0
        for found in _COLOUR_OR_PLACE.finditer(text):
            self._feed_slowly(text[done : found.start()])
            if self._taking_plain_text:
                self._take(found)
            else:  # in the middle of something else, such as a title
                self._feed_slowly(found.group())
            done = found.end()
        self._feed_slowly(text[done:])

    def _take(self, found: re.Match[str]) -> None:
        colours, line, column = found.groups()
        if line is not None:
            self._screen.cursor_position(int(line), int(column))
        else:
            numbers = (min(int(number or 0), 9999) for number in colours.split(";"))
            self._screen.select_graphic_rendition(*numbers)

    def _feed_slowly(self, text: str) -> None:
        if text:
            pyte.Stream.feed(self, text)
