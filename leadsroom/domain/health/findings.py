"""A figure as it is shown: in words, with its definition, its window and the number behind it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import chain, count

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.health.statistics import (
    CASES_FOR_MEDIAN,
    CASES_FOR_SHARE,
    TOO_LITTLE,
    Median,
    Share,
    rounded,
)
from leadsroom.domain.text.wording import counted

Value = str | int | Decimal | date | None


class Finding(Struct, frozen=True, kw_only=True):
    """One figure of the chapter, or of a member.

    `key` is its name as data, `title` what it is called. `words` is the figure as it is shown, with its unit:
    `too little data` where `value` is None for that reason. `value` is the figure as data, in the unit that
    `unit` names (percent, weeks, minor units never: money is in major ones). `behind` says the numbers behind
    it: `27 of 175 leads`. `definition` is one sentence, `window` the days or meetings it is of, `threshold`
    what it needs: `from 10 leads on`. `remark` is what else must be said, such as that a difference could be
    chance.
    """

    key: str
    title: str
    words: str = TOO_LITTLE
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


def with_own_keys(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections that have a finding; a key that was there before gets a number.

    Names that people gave may differ in signs alone, which a key leaves out.
    """
    seen: set[str] = set()
    found = []
    for section in sections:
        findings = []
        for each in section.findings:
            numbered = (f"{each.key}_{number}" for number in count(2))
            key = next(key for key in chain([each.key], numbered) if key not in seen)
            seen.add(key)
            findings.append(each if key == each.key else replace(each, key=key))
        if findings:
            found.append(Section(section.title, tuple(findings)))
    return tuple(found)


def of_share(start: Finding, share: Share, noun: str) -> Finding:
    """A share as a finding: in percent with one decimal, with both numbers; `noun` is one of its cases.

    `start` has what stays: key, title, definition, window, remark.
    """
    percent = None if share.percent is None else rounded(share.percent)
    return replace(
        start,
        words=TOO_LITTLE if percent is None else f"{percent} %",
        value=percent,
        unit="percent",
        behind=f"{share.count} of {counted(share.of, noun)}",
        threshold=f"from {counted(CASES_FOR_SHARE, noun)} on",
    )


def of_median(start: Finding, found: Median, unit: str, noun: str, *, never: str = "") -> Finding:
    """A median as a finding: with at most one decimal, in a `unit` in the plural, such as days.

    Behind it stand its cases and, where `never` has a word for them, how many have none.
    """
    value = None if found.middle is None else plain(found.middle)
    without = f", {found.never} {never}" if never else ""
    return replace(
        start,
        words=TOO_LITTLE if value is None else in_unit(value, unit),
        value=value,
        unit=unit,
        behind=f"{counted(found.cases, noun)}{without}",
        threshold=f"from {counted(CASES_FOR_MEDIAN, noun)} on",
    )


def plain(value: Fraction) -> Decimal:
    """A figure with one decimal, and without any where it is whole."""
    return Decimal(value.numerator) if value.denominator == 1 else rounded(value)


def in_unit(value: Decimal | int, unit: str) -> str:
    """`1 day`, `2.5 days`; `unit` is in the plural."""
    return f"{value} {unit.removesuffix('s') if value == 1 else unit}"
