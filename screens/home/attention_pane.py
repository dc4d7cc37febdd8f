"""What of the chapter asks for attention, on home: a line each for limits, money and seats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from leadsroom.domain.text.money import show_money
from leadsroom.views.attention import AttentionPicture
from screens.kit.pane import TallPane, lines
from screens.kit.styled import key, quiet, words

_LABEL = 9
_NAMES = 3


class AttentionPane(TallPane[tuple[AttentionPicture, str]]):
    """The picture, and the country in which sums are written. Empty where nothing asks for attention."""

    def draw(self, picture: tuple[AttentionPicture, str], width: int) -> Content:
        return lines(*(line.truncate(width, ellipsis=True) for line in _lines(*picture)))


def asks_for_attention(attention: AttentionPicture) -> bool:
    """Whether there is a line to draw."""
    return bool(attention.limits or attention.owing or attention.applying or attention.waiting)


def _lines(attention: AttentionPicture, country: str) -> Iterator[Content]:
    if attention.limits:
        shown = [
            Content.assemble(words(f"{near.name} "), words(near.mark, "wrong" if near.past else "amber"))
            for near in attention.limits[:_NAMES]
        ]
        yield _line("Limits", "", [*shown, *_more(len(attention.limits))])
    if attention.owing:
        verb = "owes" if attention.owing == 1 else "owe"
        owe = f"{attention.owing} {verb} {show_money(attention.owed, country)}"
        yield _line("Money", "m", [words(owe)])
    seats = [f"{name} applies" for name in attention.applying] + [
        f"{name} waits" for name in attention.waiting
    ]
    if seats:
        yield _line("Seats", "r", [*map(words, seats[:_NAMES]), *_more(len(seats))])


def _more(count: int) -> list[Content]:
    return [quiet(f"and {count - _NAMES} more")] if count > _NAMES else []


def _line(label: str, opens: str, parts: Sequence[Content]) -> Content:
    opened = [quiet("  "), key(opens)] if opens else []
    return Content.assemble(quiet(label.ljust(_LABEL)), quiet(" · ").join(parts), *opened)
