"""One or two signs for each of several people, where there is no room for their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from string import ascii_lowercase, digits

from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.signs import cells_wide

_CELLS = 2
_PLAIN = ascii_lowercase + digits


def short_names(names: Iterable[str]) -> tuple[str, ...]:
    """For each name its initials, or where another has these its first letter and one more; each once.

    None takes more than two cells of a terminal.
    """
    taken: set[str] = set()
    found = []
    for name in names:
        short = next(each for each in _candidates(clean(name)) if each not in taken)
        taken.add(short)
        found.append(short)
    return tuple(found)


def _candidates(name: str) -> Iterator[str]:
    words = [seen for word in name.split() if (seen := [sign for sign in word if cells_wide(sign)])]
    if words:
        first = words[0][0]
        wanted = [words[-1][0]] if len(words) > 1 else []
        for second in [*wanted, *words[-1][1:], *words[0][1:], *digits[1:], *ascii_lowercase]:
            if cells_wide(first + second) <= _CELLS:
                yield _capital(first) + (_capital(second) if second in wanted else second)
        yield first
    yield from (one + other for one in _PLAIN for other in _PLAIN)


def _capital(sign: str) -> str:
    capital = sign.upper()
    return capital if cells_wide(capital) == cells_wide(sign) else sign
