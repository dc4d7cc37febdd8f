"""How a chapter stands with what is handed down: not taken, as handed down, differing, or changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from leadsroom.domain.association.differences import Difference
from leadsroom.domain.association.templates import TakenVersion, Template
from leadsroom.domain.health.decide.matters import DecidedOn, Matter, ToDecide
from leadsroom.domain.text.wording import counted, near_day


class Standing(StrEnum):
    """How a chapter stands with a template, what asks for a decision first; the value is its word."""

    CHANGED = "changed since"
    NEW = "not taken"
    DIFFERS = "differs"
    TAKEN = "as handed down"
    LET_GO = "let go of"
    ENDED = "no longer handed down"


class HandedDown(Struct, frozen=True, kw_only=True):
    """A template that a chapter is offered, or has taken.

    `since` is the day of its latest version. `changes` is what taking that would change, `own` where the
    chapter has something else than the version that it took. It `is_settled` where the chapter goes by
    others that set all of the same, and are as near to it or nearer.
    """

    template: Template
    since: date
    is_offered: bool = True
    taken: TakenVersion | None = None
    changes: tuple[Difference, ...] = ()
    own: tuple[Difference, ...] = ()
    is_settled: bool = False

    @property
    def is_followed(self) -> bool:
        """Whether the chapter goes by it."""
        return self.taken is not None and self.taken.stands

    @property
    def standing(self) -> Standing:
        """How the chapter stands with it."""
        if not self.is_followed:
            return Standing.NEW if self.taken is None else Standing.LET_GO
        if not self.is_offered:
            return Standing.ENDED
        if self.is_behind:
            return Standing.CHANGED
        return Standing.DIFFERS if self.own else Standing.TAKEN

    @property
    def is_behind(self) -> bool:
        """Whether there is a version after the one that was taken."""
        return self.taken is not None and self.taken.version < self.template.version

    @property
    def asks(self) -> bool:
        """Whether the chapter has something to decide: it would change something, and nobody has said no."""
        waits = self.is_behind if self.is_followed else self.taken is None and not self.is_settled
        return self.is_offered and waits and bool(self.changes)

    @property
    def can_be_taken(self) -> bool:
        """Whether taking it would change anything, be it only the version that the chapter goes by."""
        return self.is_offered and (not self.is_followed or self.is_behind or bool(self.changes))

    @property
    def in_short(self) -> str:
        """The standing, and what it does not say: `not taken; the chapter has the same`."""
        standing = self.standing
        if standing in (Standing.CHANGED, Standing.NEW) and not self.changes:
            return f"{standing.value}; the chapter has the same"
        if standing is Standing.NEW and self.is_settled:
            return f"{standing.value}; the chapter goes by another one"
        return standing.value

    @property
    def in_few_words(self) -> str:
        """The same where there is little room: `not taken; has the same`."""
        return self.in_short.replace("; the chapter ", "; ")

    @property
    def in_words(self) -> str:
        """`version 4; the chapter has version 3`."""
        version = f"version {self.template.version}"
        if not self.is_followed or self.taken is None:
            return version
        its = f"version {self.taken.version}"
        return version if its == version else f"{version}; the chapter has {its}"


def in_short(found: Sequence[HandedDown]) -> str:
    """`1 to decide · 3 as handed down · 1 differs`; empty where nothing is handed down."""
    asking = sum(each.asks for each in found)
    parts = [f"{asking} to decide"] if asking else []
    for standing in Standing:
        number = sum(each.standing is standing and not each.asks for each in found)
        parts += [f"{number} {standing.value}"] if number else []
    return " · ".join(parts)


def waiting_in_short(found: Iterable[HandedDown]) -> str:
    """`handed down: rules “Attendance”, not taken yet`, or how many wait; empty where nothing does."""
    asking = [each for each in found if each.asks]
    if not asking:
        return ""
    first = asking[0]
    how = "changed" if first.is_behind else "not taken yet"
    more = f", and {len(asking) - 1} more" if asking[1:] else ""
    return f"handed down: {first.template.words}, {how}{more}"


def how_different(changes: tuple[Difference, ...]) -> str:
    """In short: the first change, and how many more there are."""
    if not changes:
        return "the chapter has the same"
    first, *others = changes
    more = f"; {counted(len(others), 'more change')}" if others else ""
    return f"{change_in_words(first)}{more}"


def change_in_words(change: Difference) -> str:
    """`No quota of leads. → Each member brings 2 leads a month.`."""
    was, now = " ".join(change.was), " ".join(change.now)
    if not change.was:
        return now
    return f"{was} → {now or 'no such rule'}"


_RULE = (
    "What an association hands down is listed where it would change something here, until the chapter takes "
    "it or lets go of it."
)


def to_decide(found: Iterable[HandedDown], today: date) -> Iterator[ToDecide]:
    """A line for each template that was changed since it was taken, or is new, the latest first."""
    asking = [each for each in found if each.asks]
    for each in sorted(asking, key=lambda one: (not one.is_behind, -one.since.toordinal(), one.template.id)):
        how = f"changed: {each.in_words}" if each.is_behind else "not taken yet"
        yield ToDecide(
            matter=Matter.HANDED_DOWN,
            who=each.template.name,
            what=f"{each.template.kind.noun} for {each.template.whose}, {how}",
            figures=how_different(each.changes),
            when=f"since {near_day(each.since, today)}",
            on=each.since,
            decided_on=DecidedOn.HANDED_DOWN,
            subject=each.template.id,
            rule=_RULE,
        )
