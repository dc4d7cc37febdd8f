"""Slips as they are spoken: keys beside words, last key to disk and screen, the clock meanwhile."""

from __future__ import annotations

import re
import sqlite3
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.figures import Sample, print_table, row_of
from benchmarks.programs import leadsroom, terminal
from tests.terminal.terminal import Terminal

_BETWEEN_LETTERS_SECONDS = 0.015  # four times as fast as anybody types
_PATIENCE_SECONDS = 10.0
_SLIPS_OF_EACH_HOLDER = 3
_MOST_KEYS = 6
_LEADS = 25  # of 24 slips, one of which goes to two receivers
_CLOCK = re.compile(r"\d+:\d\d(?=  +[▶▲■●])")
_NUMBER = re.compile(r"[ ,]*\+?[\d(][\d ().-]{5,}$")
_QUIET_SECONDS = 0.12

# One slip a line: keys by name, words in quotes. The last key saves it.
_SCRIPT = """
l 'helen' enter 'Priya Raman' enter '415 555 0132' enter 'redoing the lobby of her clinic' enter y
l 'mover' enter 'Dan Whitmore 415 555 0178' enter 'three bedrooms, end of March' enter y
l 'keiko' enter 'the Okafors' enter enter 'honeymoon in May' enter y
l 'dentist' enter 'Lena 4155550119' enter 'new in town, no dentist yet' enter y
l 'bea' enter 'Harbor Yoga' enter '(628) 555-0143' enter 'opening party for sixty' enter y
l 'jonas' enter 'Marcus Bell' enter enter 'family portraits' enter n
l 'omar' enter 'Tide & Timber' enter '415.555.0166' enter 'slow computers, four desks' enter y
l 'mortgage' enter 'Ines Duarte +1 415 555 0104' enter 'pre-approval before Friday' enter y
l 'ruth' enter 'my neighbour Sal' enter enter 'menus' enter y
l 'tomas' enter 'Greta Holm' enter '415 555 0191' enter 'the outside of a Victorian' enter y
l 'vince + tomas' enter 'Joel Park 415 555 0155' enter 'moving house in June' enter y
l 'family law' enter 'somebody at my gym' ctrl+s
l 'samir' enter 'Nadia Fehr' enter '415 555 0127' enter 'selling a duplex' enter y
l 'luis' enter 'Corner Bakery 415 555 0188' enter 'cover for the new oven' enter y
l 'ingrid' enter 'Wes' enter '0199' enter 'bad back' enter y
l 'cyrus' enter 'Adaeze Obi' enter '415 555 0110' enter 'first year of her own firm' enter y
l 'omar' enter 'Bluff Street Dental' enter '415 555 0121' ctrl+s
l 'ann' enter 'the Lindqvists' enter '415 555 0137' enter 'flowers for a memorial' enter y
l 'grace' enter 'Theo Marsh 415 555 0149' enter 'a line of credit' enter n
l 'paul' enter 'Mrs Abernathy' enter 'call after six' enter 'a second opinion' enter y
l 'grace' enter 'Kofi and Jude' enter '415 555 0172' enter 'refinance' enter y
l 'helen' enter 'Salt & Reed 415 555 0160' enter 'lighting for a wine bar' enter y
l 'printr' enter 'Noe Valley Swim Club' enter '415 555 0185' enter 'banners by the tenth' enter y
l 'vince' enter 'Yusuf 4155550114' enter 'one piano' enter y
"""
_PIECE = re.compile(r"'([^']*)'|(\S+)")


@dataclass
class Recorded:
    """What was seen while the slips were taken."""

    keys: list[int] = field(default_factory=list)
    saved: Sample = field(default_factory=Sample)
    gaps: list[float] = field(default_factory=list)
    _shown: str = ""
    _since: float | None = None

    def note(self, found: re.Match[str] | None) -> None:
        """The clock as it is painted now; the gap since it showed the second before."""
        if found is None or found[0] == self._shown:
            return
        now = time.perf_counter()
        if self._since is not None:
            self.gaps.append(now - self._since)
        self._shown, self._since = found[0], now

    def another_clock(self) -> None:
        """The next one is up: no second before that one's first."""
        self._shown, self._since = "", None


def measure(database: str) -> None:
    """Take all slips of the script during a bucket round of a chapter with a season behind it."""
    seen = Recorded()
    scripted = [list(_pieces(line)) for line in _SCRIPT.strip().splitlines()]
    before = _leads(database)
    with terminal(leadsroom(database, "meet")) as running:
        _to_the_bucket(running)
        for number, slip in enumerate(scripted):
            if number % _SLIPS_OF_EACH_HOLDER == 0:
                _next_holder(running, seen)
            _take(running, seen, slip)
    taken = _leads(database) - before
    lines = [
        ("keys beside words", *_row_of_keys(seen.keys), f"{_MOST_KEYS} at most"),
        row_of("last key to disk and screen, ms", seen.saved, "p99 under 50"),
        ("between two seconds shown, ms", *_row_of_gaps(seen.gaps), "never stalls"),
    ]
    title = f"{len(scripted)} slips in a running bucket round ({taken} leads on disk)"
    print_table(title, ("", "median or mean", "quartiles", "most or p99", "aim"), lines)
    if wrong := missed(taken, seen.keys):
        raise SystemExit(wrong)


def missed(taken: int, keys: list[int]) -> str:
    """What is not as it must be, whatever the machine: every slip a lead, in few keys."""
    if taken != _LEADS:
        return f"MISSED: {taken} leads on disk instead of {_LEADS}"
    if max(keys) > _MOST_KEYS:
        return f"MISSED: {max(keys)} keys beside the words of a slip instead of {_MOST_KEYS} at most"
    return ""


def _row_of_keys(keys: list[int]) -> tuple[str, str, str]:
    return f"{statistics.fmean(keys):.1f}", "", f"{max(keys)}"


def _row_of_gaps(gaps: list[float]) -> tuple[str, str, str]:
    first, _, third = statistics.quantiles(gaps, n=4)
    most = max(gaps) * 1000
    return f"{statistics.median(gaps) * 1000:.0f}", f"{first * 1000:.0f}-{third * 1000:.0f}", f"{most:.0f}"


def _pieces(line: str) -> Iterator[tuple[str, bool]]:
    """(text or name of a key, whether it is a key)."""
    for words, key in _PIECE.findall(line):
        yield (key, True) if key else (words, False)


def _to_the_bucket(running: Terminal) -> None:
    running.wait_for(lambda: " start " in running.lines[-1])
    while not re.search(r"bucket · 1 of", running.text()):
        before = running.lines[-1]
        running.press("enter")
        running.wait_for(lambda before=before: running.lines[-1] != before)  # type: ignore[misc]
    running.wait_for_quiet()


def _next_holder(running: Terminal, seen: Recorded) -> None:
    """Go: the next one is up, with a clock of its own."""
    before = running.lines[-1]
    running.press("enter")
    running.wait_for(lambda: running.lines[-1] != before)
    seen.another_clock()


def _take(running: Terminal, seen: Recorded, slip: list[tuple[str, bool]]) -> None:
    *before, (last, _) = slip
    keys = [key for key, is_key in slip if is_key] + [
        s for words, k in slip if not k for s in words if s == "+"
    ]
    for piece, is_key in before:
        for key in [piece] if is_key else piece:
            running.press(key)
            _look_on(running, seen, _BETWEEN_LETTERS_SECONDS)
    _look_on(running, seen, _QUIET_SECONDS)
    seen.saved.add(_seconds_to_save(running, last, _prospect(slip)))
    seen.keys.append(len(keys))


def _prospect(slip: list[tuple[str, bool]]) -> str:
    """The second words of a slip, without a number behind them."""
    _, words, *_ = (words for words, is_key in slip if not is_key)
    return _NUMBER.sub("", words)


def _seconds_to_save(running: Terminal, key: str, prospect: str) -> float:
    """From the last key until the record shows the lead, which it does once it is on disk."""
    shown_as, written = f"{prospect} · ".encode(), b""
    since = time.perf_counter()
    running.press(key)
    while shown_as not in written:
        more = running.read(_PATIENCE_SECONDS)
        if not more or time.perf_counter() - since > _PATIENCE_SECONDS:
            running.feed(written)
            raise SystemExit(f"{prospect} was not taken:\n{running.text()}")
        written += more
    seconds = time.perf_counter() - since
    running.feed(written)
    return seconds


def _look_on(running: Terminal, seen: Recorded, seconds: float) -> None:
    """Take in what is painted for some seconds, and note when the clock shows another second."""
    until = time.perf_counter() + seconds
    while (left := until - time.perf_counter()) > 0:
        if running.look(left):
            seen.note(_CLOCK.search(running.text()))


def _leads(database: str) -> int:
    with sqlite3.connect(database) as connection:
        (count,) = connection.execute("SELECT count(*) FROM lead").fetchone()
    return int(count)
