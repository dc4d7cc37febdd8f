"""pyte, with a short way for what a program that paints sends most: colours, places, and narrow letters.

Whatever else comes goes through pyte's own parser, which takes a letter at a time.
"""

from __future__ import annotations

import re
from functools import cache

import pyte
from pyte import modes
from pyte.screens import Char, wcwidth

_COLOUR_PLACE_OR_TEXT = re.compile(r"\x1b\[(?:([0-9;]*)m|([0-9]+);([0-9]+)H)|([^\x00-\x1f\x7f-\x9f]+)")
_COLOUR, _TEXT = 1, 4
_LARGEST_NUMBER = 9999


@cache
def _is_narrow(letter: str) -> bool:
    return bool(wcwidth(letter) == 1)


class _Letters(dict[str, Char]):
    """The letters of one colour, each made once."""

    def __init__(self, colour: Char) -> None:
        super().__init__()
        self._colour = colour

    def __missing__(self, letter: str) -> Char:
        made = self[letter] = self._colour._replace(data=letter)
        return made


class Screen(pyte.Screen):
    """A screen that makes each coloured letter once."""

    def __init__(self, columns: int, lines: int) -> None:
        self._letters: dict[Char, _Letters] = {}
        self._colours: dict[tuple[Char, str], Char] = {}
        super().__init__(columns, lines)

    @property
    def display(self) -> list[str]:
        across = range(self.columns)
        # The cell behind a wide letter holds no letter.
        return ["".join([self.buffer[y][x].data for x in across]) for y in range(self.lines)]

    def colour(self, numbers: str) -> None:
        """Draw in another colour from here on; `numbers` as the program wrote them, `1;31`."""
        key = (self.cursor.attrs, numbers)
        if key not in self._colours:
            read = (min(int(number or 0), _LARGEST_NUMBER) for number in numbers.split(";"))
            self.select_graphic_rendition(*read)
            self._colours[key] = self.cursor.attrs
        self.cursor.attrs = self._colours[key]

    def draw(self, data: str) -> None:
        x, after = self.cursor.x, self.cursor.x + len(data)
        is_narrow = data.isascii() or all(map(_is_narrow, data))
        if not is_narrow or after > self.columns or self.charset or modes.IRM in self.mode:
            super().draw(data)
            return
        attrs, y = self.cursor.attrs, self.cursor.y
        letters = self._letters.get(attrs) or self._letters.setdefault(attrs, _Letters(attrs))
        self.buffer[y].update(zip(range(x, after), map(letters.__getitem__, data), strict=True))
        self.cursor.x = after
        self.dirty.add(y)


class Stream(pyte.ByteStream):
    """Feeds a screen with bytes; no sequence may be cut in two."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._screen = screen

    def feed(self, data: bytes) -> None:  # type: ignore[override]
        text = self.utf8_decoder.decode(data)
        done = 0
        for found in _COLOUR_PLACE_OR_TEXT.finditer(text):
            if found.start() > done:
                self._feed_slowly(text[done : found.start()])
            if self._taking_plain_text:
                self._take(found)
            else:  # in the middle of something else, such as a title
                self._feed_slowly(found.group())
            done = found.end()
        self._feed_slowly(text[done:])

    def _take(self, found: re.Match[str]) -> None:
        if found.lastindex == _TEXT:
            self._screen.draw(found[_TEXT])
        elif found.lastindex == _COLOUR:
            self._screen.colour(found[_COLOUR])
        else:
            self._screen.cursor_position(int(found[2]), int(found[3]))

    def _feed_slowly(self, text: str) -> None:
        if text:
            pyte.Stream.feed(self, text)
