"""What of the chapter asks for attention, on home: limits, money and seats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from leadsroom.domain.text.money import show_money
from leadsroom.views.home import AttentionPicture
from screens.kit.pane import TallPane, lines
from screens.kit.styled import key, quiet, words

_LABEL = 9
_AT_MOST = 3  # one more would only say that there is one more


class AttentionPane(TallPane[tuple[AttentionPicture, str]]):
    """The picture, and the country in which sums are written. Empty where nothing asks for attention."""

    def draw(self, picture: tuple[AttentionPicture, str], width: int) -> Content:
        return lines(*(line.truncate(width, ellipsis=True) for line in _lines(*picture)))


def asks_for_attention(attention: AttentionPicture) -> bool:
    """Whether there is a line to draw."""
    return bool(attention.limits or attention.owing or attention.applying or attention.waiting)


def _lines(attention: AttentionPicture, country: str) -> Iterator[Content]:
    limits = [
        Content.assemble(words(f"{near.name} "), words(near.mark, "wrong" if near.past else "amber"))
        for near in attention.limits
    ]
    yield from _rows("Limits", "", limits)
    if attention.owing:
        verb = "owes" if attention.owing == 1 else "owe"
        owe = f"{attention.owing} {verb} {show_money(attention.owed, country)}"
        yield from _rows("Money", "m", [words(owe)])
    seats = (
        *(words(f"{name} applies") for name in attention.applying),
        *(words(f"{name} waits") for name in attention.waiting),
    )
    yield from _rows("Seats", "r", seats)


def _rows(label: str, opens: str, parts: Sequence[Content]) -> Iterator[Content]:
    """A row for each, and at the first one the key that opens more; a long list says how many are left."""
    shown = list(parts)
    if len(parts) > _AT_MOST + 1:
        shown[_AT_MOST:] = [quiet(f"and {len(parts) - _AT_MOST} more")]
    for place, each in enumerate(shown):
        opened = [quiet("  "), key(opens)] if opens and not place else []
        yield Content.assemble(quiet(("" if place else label).ljust(_LABEL)), each, *opened)
