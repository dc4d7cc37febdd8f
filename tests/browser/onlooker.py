"""A person in front of a browser: what they do, and what is painted there."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from screens.kit.digits import filling
from screens.kit.theme import DARK
from tests.web.serving import Serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, WebSocket

_FILLED = tuple(DARK.variables[name].lower() for name in ("phase-go", "phase-wrap-up", "phase-time", "quiet"))
_BRIGHT = str(DARK.foreground).lower()
_DOT = 7

# The middle of every cell of the terminal, as it is painted: `#` where it has one of the colours.
_PAINTED = """([columns, rows, colours]) => {
  const canvas = document.querySelector("canvas.xterm-text-layer");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const wide = canvas.width / columns, high = canvas.height / rows;
  const hex = (at) => "#" + [0, 1, 2].map((n) => data[at + n].toString(16).padStart(2, "0")).join("");
  const cell = (x, y) =>
    hex(4 * (Math.floor((y + 0.5) * high) * canvas.width + Math.floor((x + 0.5) * wide)));
  return Array.from({ length: rows }, (_, y) =>
    Array.from({ length: columns }, (_, x) => (colours.includes(cell(x, y)) ? "#" : ".")).join(""));
}"""


@dataclass
class Onlooker:
    """One browser with one page."""

    page: Page
    serving: Serving
    size: tuple[int, int] = (0, 0)
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @classmethod
    @contextmanager
    def arrive(cls, browser: Browser, serving: Serving) -> Iterator[Onlooker]:
        """A browser that knows nothing yet; closed at the end."""
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        onlooker = cls(context.new_page(), serving)
        onlooker.page.on("request", lambda request: onlooker.asked.append(request.url))
        onlooker.page.on("websocket", onlooker._watch)
        onlooker.page.on("pageerror", lambda error: onlooker.complaints.append(str(error)))
        onlooker.page.on("console", lambda message: onlooker._hear(message.type, message.text))
        try:
            yield onlooker
        finally:
            context.close()

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error":
            self.complaints.append(text)

    def _watch(self, socket: WebSocket) -> None:
        self.asked.append(socket.url)
        width, height = re.findall(r"=(\d+)", socket.url)
        self.size = (int(width), int(height))

    # Acts

    def open(self) -> None:
        """Go to the address."""
        self.page.goto(self.serving.address)

    def enter(self, pin: str) -> None:
        """Type a PIN and send it."""
        self.page.fill("#pin", pin)
        self.page.click("button")

    def come_in(self) -> None:
        """Open the page with the right PIN, until something is drawn."""
        self.open()
        self.enter(self.serving.pin)
        self.see_the_screen()

    def see_the_screen(self) -> None:
        """Look on until something is drawn."""
        self.page.wait_for_selector("body.-first-byte", state="attached")

    # What is painted

    def painted(self) -> list[str]:
        """The cells of the terminal, `#` where they are lit."""
        rows: list[str] = self.page.evaluate(_PAINTED, [*self.size, [*_FILLED, _BRIGHT]])
        return rows

    def shows(self, clock: str) -> bool:
        """Whether these digits are painted, at whatever size."""
        return self.digits_wide(clock) > 0

    def digits_wide(self, clock: str) -> int:
        """How many cells these digits are wide; 0 when they are not there."""
        painted, (width, height) = self.painted(), self.size
        for high in range(height // _DOT, 0, -1):
            digits = filling(clock, width, high * _DOT)
            if _stands_in(digits, painted):
                return len(digits[0])
        return 0

    def wait_for(self, clock: str, seconds: float = 20.0) -> float:
        """Look on until these digits are painted; how many seconds it took."""
        began = time.monotonic()
        while not self.shows(clock):
            assert time.monotonic() - began < seconds, "\n".join([f"{clock} is not there:", *self.painted()])
        return time.monotonic() - began

    def wait_for_text(self, words: str) -> None:
        """Look on until a text is on the page."""
        self.page.get_by_text(words).wait_for()


def _stands_in(digits: tuple[str, ...], painted: list[str]) -> bool:
    first = digits[0]
    return any(
        all(painted[y + n][x : x + len(first)] == row for n, row in enumerate(digits))
        for y in range(len(painted) - len(digits) + 1)
        for x in range(len(painted[0]) - len(first) + 1)
        if painted[y][x : x + len(first)] == first
    )
