"""What ctrl+c copies where nothing is selected: what is under the cursor, and pressed again more of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable


@runtime_checkable
class Copies(Protocol):
    """A screen with something under its cursor that is wanted elsewhere."""

    def to_copy(self) -> Sequence[str]:
        """What may be copied of it, what is wanted most first: a number to dial, then the whole slip."""
        ...


class Copied:
    """Goes from one text to the next while nothing else is under the cursor."""

    def __init__(self) -> None:
        self._texts: tuple[str, ...] = ()
        self._at = 0

    def next_of(self, texts: Sequence[str]) -> str:
        """The text that is copied now."""
        self._at = self._at + 1 if tuple(texts) == self._texts else 0
        self._texts = tuple(texts)
        return self._texts[self._at % len(self._texts)]
