"""A figure as it is told: what it says, its definition, its window, the number behind it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

Value = str | int | Decimal | date | None


class Finding(Struct, frozen=True, kw_only=True):
    """One figure of a group, or of a member.

    `key` is its name as data, `title` what it is called. `words` is the figure as it is shown, with its unit:
    `too little data` where `value` is None for that reason. `value` is the figure as data, in the unit that
    `unit` names (percent, weeks, minor units never: money is in major ones). `behind` says the numbers behind
    it: `27 of 175 leads`. `definition` is one sentence, `window` the days or meetings it is of, `threshold`
    what it needs: `from 10 leads on`. `remark` is what else must be said, such as that a difference could be
    chance.
    """

    key: str
    title: str
    words: str
    value: Value = None
    unit: str = ""
    behind: str = ""
    definition: str = ""
    window: str = ""
    threshold: str = ""
    remark: str = ""


class Section(Struct, frozen=True):
    """Figures under one heading."""

    title: str
    findings: tuple[Finding, ...]
