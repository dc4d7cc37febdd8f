"""A list of sentences with a cursor; a long one takes as many lines as it needs."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from screens.kit.styled import quiet


class SentenceLine(Struct, frozen=True):
    """One entry and its key; without a key it is a heading."""

    key: str
    said: Content


class SentenceList(OptionList):
    """Sentences under headings. The cursor stays on its entry."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False, compact=True)

    @property
    def key(self) -> str:
        """The key of the entry under the cursor; empty when there is none."""
        if self.highlighted is None:
            return ""
        return self.get_option_at_index(self.highlighted).id or ""

    def show(self, lines: Sequence[SentenceLine], at: str = "") -> None:
        """Show these lines, the cursor at the entry with this key, or where it was."""
        at, was = at or self.key, self.highlighted or 0
        self.set_options(
            Option(
                line.said if line.key else quiet(line.said.plain), id=line.key or None, disabled=not line.key
            )
            for line in lines
        )
        places = [i for i, line in enumerate(lines) if line.key]
        wanted = next((i for i in places if lines[i].key == at), None)
        near = next((i for i in places if i >= was), places[-1] if places else None)
        self.highlighted = wanted if wanted is not None else near
