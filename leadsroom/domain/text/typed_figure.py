"""A figure as a country writes it: which mark groups thousands, and which stands before the decimals."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.errors import Refused

if TYPE_CHECKING:
    from babel import Locale

_NARROW_SPACES = "\xa0\u2007\u2009\u202f"
_APOSTROPHES = "'’‘`´"
_ONE_MARK = re.compile(r"(\d+)([.,])(\d+)", re.ASCII)
_TWO_SPACED = re.compile(r"\d{1,3} \d{3}", re.ASCII)
_THOUSANDS = r"\d{1,3}(?:%s\d{3})+"
_LAKHS = r"\d{1,2}(?:%s\d{2})*%s\d{3}"


class Habit(Struct, frozen=True):
    """How a country writes figures; a country of several languages may have several marks of each kind."""

    decimals: frozenset[str]
    groups: frozenset[str]
    lakhs: bool

    @property
    def decimal(self) -> str:
        """The mark to write with: the point where there is a choice."""
        return max(self.decimals)


class Scale(Struct, frozen=True):
    """A currency has so many decimal `digits`; the figure counts in units of `factor` (1000 for k)."""

    digits: int
    factor: int = 1

    @property
    def decimals(self) -> int:
        """The most decimals a figure can have."""
        return self.digits + len(str(self.factor)) - 1


@lru_cache(maxsize=64)
def habit_of(country: str) -> Habit:
    """The habits of all the country's official languages (ISO alpha-2); of the US where nothing is known."""
    locales = tuple(locales_of(country)) or tuple(locales_of("US"))
    signs = [locale.number_symbols["latn"] for locale in locales]
    groups = {sign[key] for sign in signs for key in ("group", "currencyGroup") if key in sign}
    return Habit(
        frozenset(sign[key] for sign in signs for key in ("decimal", "currencyDecimal") if key in sign),
        frozenset(" " if group in _NARROW_SPACES else group for group in groups),
        any(locale.decimal_formats[None].grouping == (3, 2) for locale in locales),
    )


def locales_of(country: str) -> list[Locale]:
    """The locales of the official languages of a country, as far as they are known."""
    from babel import Locale, UnknownLocaleError
    from babel.languages import get_official_languages

    found = []
    for language in get_official_languages(country.upper(), de_facto=True):
        try:
            locale = Locale.parse(f"{language}_{country.upper()}")
        except (UnknownLocaleError, ValueError):
            continue
        if "latn" in locale.number_symbols:
            found.append(locale)
    return found


def read_figure(figure: str, scale: Scale, habit: Habit, shown: str) -> Decimal | None:
    """The value in major units, perhaps finer than they go; None for no figure.

    Refuses what has two readings; `shown` is what the sentence quotes.
    """
    text = re.sub(f"[{_APOSTROPHES}]", "'", figure)
    if _TWO_SPACED.fullmatch(text) and " " not in habit.groups and "," not in habit.decimals:
        raise Refused(f"{shown} can be one figure or two. Type {text.replace(' ', '')} if it is one.")
    one = _ONE_MARK.fullmatch(text)
    value = _with_one_mark(one, scale, habit, shown) if one else _with_marks(text, habit)
    return None if value is None else value * scale.factor


def _with_marks(text: str, habit: Habit) -> Decimal | None:
    """A figure with groups and perhaps decimals. No mark does both, so there is one reading at most."""
    for decimal in (".", ","):
        whole, mark, after = text.partition(decimal) if text.count(decimal) == 1 else (text, "", "0")
        plain = _without_groups(whole, habit, mark)
        if plain and re.fullmatch(r"\d+", after, re.ASCII):
            return Decimal(f"{plain}.{after}")
    return None


def _without_groups(text: str, habit: Habit, decimal: str) -> str:
    """The digits alone; empty when they are not grouped as anybody groups them here."""
    shapes = (_THOUSANDS, _LAKHS) if habit.lakhs else (_THOUSANDS,)
    for mark in (".", ",", " ", "'", *_NARROW_SPACES):
        if mark != decimal and any(
            re.fullmatch(shape.replace("%s", re.escape(mark)), text, re.ASCII) for shape in shapes
        ):
            return text.replace(mark, "")
    return text if re.fullmatch(r"\d+", text, re.ASCII) else ""


def _with_one_mark(found: re.Match[str], scale: Scale, habit: Habit, shown: str) -> Decimal | None:
    """`4,200` or `4.20`: the country's own reading, unless it is none and the other could be meant."""
    whole, mark, after = found.groups()
    grouped, decimal = Decimal(whole + after), Decimal(f"{whole}.{after}")
    can_group = len(whole) <= 3 and not whole.startswith("0")
    is_grouped = can_group and len(after) == 3
    fits = len(after) <= scale.decimals
    own = [grouped] if is_grouped and mark in habit.groups else []
    own += [decimal] if fits and mark in habit.decimals else []
    if len(own) == 1 and (own == [decimal] or scale.factor == 1):
        return own[0]
    if own or is_grouped or (can_group and fits and mark not in habit.decimals):
        raise _two_readings((decimal, grouped), scale, habit, shown)
    return decimal if fits or mark in habit.decimals else None


def _two_readings(readings: tuple[Decimal, Decimal], scale: Scale, habit: Habit, shown: str) -> Refused:
    values = [reading * scale.factor for reading in readings]
    ways = [write_figure(value, max(scale.digits, _decimals(value)), habit) for value in values]
    typed = [write_figure(value, scale.digits, habit) for value in values]
    return Refused(
        f"{shown} can be read as {ways[0]} or as {ways[1]}. Type {typed[0]} or {typed[1]}, as it is meant."
    )


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def write_figure(value: Decimal, digits: int, habit: Habit) -> str:
    """The figure without groups, with all its decimals or none. What is finer than they are is cut off."""
    whole, part = divmod(int(value.scaleb(digits)), 10**digits)
    return f"{whole}{habit.decimal}{part:0{digits}}" if part else str(whole)
