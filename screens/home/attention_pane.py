"""What of the chapter asks for attention, on home: limits, money and seats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from leadsroom.domain.text.money import show_money
from leadsroom.views.attention import GroupPicture
from screens.kit.pane import TallPane, lines
from screens.kit.styled import key, quiet, words

_LABEL = 9
_AT_MOST = 3  # one more would only say that there is one more


class GroupPane(TallPane[tuple[GroupPicture, str]]):
    """The picture, and the country in which sums are written. Empty where nothing asks for attention."""

    def draw(self, picture: tuple[GroupPicture, str], width: int) -> Content:
        return lines(*(line.truncate(width, ellipsis=True) for line in _lines(*picture)))


def asks_for_attention(group: GroupPicture) -> bool:
    """Whether there is a line to draw."""
    return bool(group.limits or group.owing or group.applying or group.waiting)


def _lines(group: GroupPicture, country: str) -> Iterator[Content]:
    limits = [
        Content.assemble(words(f"{near.name} "), words(near.mark, "wrong" if near.past else "amber"))
        for near in group.limits
    ]
    yield from _rows("Limits", "", limits)
    if group.owing:
        owe = f"{group.owing} owe{'s' if group.owing == 1 else ''} {show_money(group.owed, country)}"
        yield from _rows("Money", "m", [words(owe)])
    seats = [f"{name} applies" for name in group.applying] + [f"{name} waits" for name in group.waiting]
    yield from _rows("Seats", "r", [words(seat) for seat in seats])


def _rows(label: str, opens: str, said: Sequence[Content]) -> Iterator[Content]:
    """A row for each, and at the first one the key that opens more; a long list says how many are left."""
    shown = list(said)
    if len(said) > _AT_MOST + 1:
        shown[_AT_MOST:] = [quiet(f"and {len(said) - _AT_MOST} more")]
    for place, each in enumerate(shown):
        opened = [quiet("  "), key(opens)] if opens and not place else []
        yield Content.assemble(quiet(("" if place else label).ljust(_LABEL)), each, *opened)
