"""What of the group asks for attention, on home: a line each for limits, money and seats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from leadsroom.domain.text.money import show_money
from leadsroom.views.attention import GroupPicture
from screens.kit.pane import TallPane, lines
from screens.kit.styled import key, quiet, words

_LABEL = 9
_NAMES = 3


class GroupPane(TallPane[tuple[GroupPicture, str]]):
    """The picture, and the country in which sums are written. Empty where nothing asks for attention."""

    def draw(self, picture: tuple[GroupPicture, str], width: int) -> Content:
        return lines(*(line.truncate(width, ellipsis=True) for line in _lines(*picture)))


def asks_for_attention(group: GroupPicture) -> bool:
    """Whether there is a line to draw."""
    return bool(group.limits or group.owing or group.applying or group.waiting)


def _lines(group: GroupPicture, country: str) -> Iterator[Content]:
    if group.limits:
        shown = [
            Content.assemble(words(f"{near.name} "), words(near.mark, "wrong" if near.past else "amber"))
            for near in group.limits[:_NAMES]
        ]
        yield _line("Limits", "", [*shown, *_more(len(group.limits))])
    if group.owing:
        owe = f"{group.owing} owe{'s' if group.owing == 1 else ''} {show_money(group.owed, country)}"
        yield _line("Money", "m", [words(owe)])
    seats = [f"{name} applies" for name in group.applying] + [f"{name} waits" for name in group.waiting]
    if seats:
        yield _line("Seats", "r", [*map(words, seats[:_NAMES]), *_more(len(seats))])


def _more(count: int) -> list[Content]:
    return [quiet(f"and {count - _NAMES} more")] if count > _NAMES else []


def _line(label: str, opens: str, parts: Sequence[Content]) -> Content:
    opened = [quiet("  "), key(opens)] if opens else []
    return Content.assemble(quiet(label.ljust(_LABEL)), quiet(" · ").join(parts), *opened)
