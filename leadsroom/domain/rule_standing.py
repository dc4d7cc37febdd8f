"""A member and the attendance rules: the count, what lies behind it, what is left."""

from __future__ import annotations

from datetime import date
from enum import IntEnum

from msgspec import Struct

from leadsroom.domain.chapter_rules import Counted, LimitRule, ShareRule

TOO_FEW_MEETINGS = 5  # below which no share is told, unless nothing to come can mend it


class Level(IntEnum):
    """How near a member is to a limit; warnings begin at NOTICE."""

    FINE = 0
    NOTICE = 1
    WARNING = 2
    LIMIT = 3
    PAST = 4


class Behind(Struct, frozen=True):
    """What counts once: a date, or dates that make one absence together; `was` is what really happened."""

    dates: tuple[date, ...]
    was: Counted


class RuleStanding(Struct, frozen=True):
    """A member and one limit: what lies behind the count, oldest first, what a training erased left out.

    `falls_out_on` is the first day on which the oldest date no longer counts by itself; None in a row, and
    where nothing counts.
    """

    rule: LimitRule
    behind: tuple[Behind, ...]
    falls_out_on: date | None

    @property
    def count(self) -> int:
        """How many there were."""
        return len(self.behind)

    @property
    def dates(self) -> tuple[date, ...]:
        """Every date behind the count, oldest first."""
        return tuple(sorted(day for each in self.behind for day in each.dates))

    @property
    def left(self) -> int:
        """How many more are allowed; negative past the limit."""
        return self.rule.allowed - self.count

    @property
    def level(self) -> Level:
        """How near it is. What has not happened once is nothing to warn of."""
        if self.left < 0:
            return Level.PAST
        if not self.count or self.left > self.rule.warn_from:
            return Level.FINE
        return {0: Level.LIMIT, 1: Level.WARNING}.get(self.left, Level.NOTICE)


class ShareStanding(Struct, frozen=True):
    """A member and a least share of meetings: at the table (or stood in for) `there` times of `of`."""

    rule: ShareRule
    there: int
    of: int

    @property
    def percent(self) -> int | None:
        """The share in whole percent, rounded down; None where there are too few meetings to tell."""
        told = self.of >= TOO_FEW_MEETINGS or self.level is Level.PAST
        return self.there * 100 // self.of if told else None

    @property
    def level(self) -> Level:
        """Past the limit below the least share; after few meetings, only if the next ones cannot mend it."""
        to_come = max(0, TOO_FEW_MEETINGS - self.of)
        best = (self.there + to_come) * 100 // (self.of + to_come)
        return Level.PAST if best < self.rule.percent else Level.FINE


class MemberStanding(Struct, frozen=True):
    """A member and all attendance rules of the chapter, in the order of the rules."""

    limits: tuple[RuleStanding, ...] = ()
    shares: tuple[ShareStanding, ...] = ()

    @property
    def level(self) -> Level:
        """The nearest of all."""
        levels = [*(limit.level for limit in self.limits), *(share.level for share in self.shares)]
        return max(levels, default=Level.FINE)

    @property
    def nearest(self) -> RuleStanding | None:
        """The limit with the least left, of those that warn."""
        warned = [standing for standing in self.limits if standing.level > Level.FINE]
        return max(warned, key=lambda standing: (standing.level, standing.count), default=None)
