"""How a chapter stands, in one word with its reasons, and in which order chapters need somebody.

The state of a chapter is that of its gravest reason that makes one. Chapters are ordered by their gravest
reason; of two with the same one the worse figure comes first, then who has the graver next reason, then the
names decide.
"""

from __future__ import annotations

from msgspec import Struct

from leadsroom.domain.association.area_figures import ChapterInArea
from leadsroom.domain.association.states import GROWTH, REASONS, State, is_new
from leadsroom.domain.text.plain_text import fold


class Standing(Struct, frozen=True, gc=False):
    """How a chapter stands: `found` are its reasons by their places in `REASONS`, with how bad each is."""

    state: State
    found: tuple[tuple[int, float], ...] = ()

    @property
    def rank(self) -> tuple[float, ...]:
        """What it is ordered by, the least first."""
        if not self.found:
            return (len(REASONS) + (self.state is State.ARCHIVED),)
        (gravest, amount), *others = self.found
        return (gravest, -amount, *(place for place, _ in others), len(REASONS))

    def reasons(self, of: ChapterInArea) -> tuple[str, ...]:
        """The reasons in words, the gravest first."""
        found = [REASONS[place] for place, _ in self.found]
        keys = {reason.key for reason in found}
        return tuple(reason.words(of) for reason in found if reason.but_with not in keys)


def standing(of: ChapterInArea) -> Standing:
    """How a chapter stands."""
    if of.archived_on is not None:
        return Standing(State.ARCHIVED)
    is_early = of.last_closed_on is None or is_new(of)
    found = []
    for place, reason in enumerate(REASONS):
        if reason.of_new or not is_early:
            amount = reason.amount(of)
            if amount is not None:
                found.append((place, amount))
    states = (REASONS[place].state for place, _ in found)
    return Standing(next((state for state in states if state), _otherwise(of)), tuple(found))


def _otherwise(of: ChapterInArea) -> State:
    return State.GROWING if of.net is not None and of.net >= GROWTH else State.STEADY


def needs_me_most(of: ChapterInArea, stands: Standing) -> tuple[tuple[float, ...], str, int]:
    """The key by which chapters are put in the order in which they need somebody."""
    return stands.rank, of.name_key or fold(of.name), of.id
