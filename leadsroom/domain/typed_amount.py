"""An amount as it is typed: a figure, perhaps in thousands, and perhaps the currency beside it."""

from __future__ import annotations

import re
from decimal import Decimal
from unicodedata import category

from msgspec import Struct

from leadsroom.domain.currency_marks import marks_of, marks_of_any, minor_digits, tight
from leadsroom.domain.money import MOST_MINOR
from leadsroom.domain.text import clean
from leadsroom.domain.typed_figure import Habit, Scale, habit_of, read_figure
from leadsroom.errors import Refused

_PARTS = re.compile(r"(?P<before>\D*?)(?P<figure>\d(?:.*\d)?)(?P<after>\D*)", re.ASCII)
_ROUND = re.compile(r"(?:\.|[.,]\s?[-–—]+|/-)(?=\s|$)")  # `4200.`, `950.-`, `950,-`, and India's `950/-`
_BELOW_ZERO = re.compile(r"[-−–]\s*\D{0,4}\d.*|\(\s*\D{0,4}\d.*\)|.*\d\s*[-−–]")
_LONGEST_FIGURE = 24  # Decimal is exact so far
_FACTORS = {
    "": 1,
    "k": 1000,
    "thousand": 1000,
    "tsd": 1000,
    "tsd.": 1000,
    "m": 10**6,
    "million": 10**6,
    "millions": 10**6,
    "mio": 10**6,
    "mio.": 10**6,
    "mln": 10**6,
    "lakh": 10**5,
    "lakhs": 10**5,
    "crore": 10**7,
    "crores": 10**7,
}
# The full-width signs of a Japanese keyboard, and nothing else: `½` is no `1/2` here.
_NARROW = str.maketrans(
    {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)} | {"￥": "¥", "￡": "£"}
)


class Purpose(Struct, frozen=True):
    """What is said of a line that is blank, of nothing and of too much, going by what the amount is for.

    `small`: the examples are of a few, not of thousands.
    """

    blank: str
    nothing: str
    too_much: str
    small: bool = False


BUSINESS = Purpose(
    blank="Blank means thanks only.",
    nothing="is no business yet. Leave the amount blank for thanks only.",
    too_much="is more than any lead has closed for.",
)
TO_PAY = Purpose(
    blank="",
    nothing="is nothing to pay. Type an amount above zero, or press escape.",
    too_much="is more than anybody has paid here.",
    small=True,
)


def read_amount(typed: str, currency: str, country: str, purpose: Purpose = BUSINESS) -> Decimal:
    """A positive amount in major units, no finer than the currency; `Refused` with a clear sentence."""
    digits = minor_digits(currency)
    text, habit, shown = typed.translate(_NARROW).strip(), habit_of(country), f"“{clean(typed)}”"
    like = f"Type it like {' or '.join(_examples(habit, digits, purpose))}."
    if not text:
        raise Refused(f"No amount is typed. {like} {purpose.blank}".strip())
    if _BELOW_ZERO.fullmatch(text):
        raise Refused(f"{shown} looks like less than nothing. {like}")
    value = _value(text, shown, currency, country)
    if value is None:
        raise Refused(f"{shown} is not an amount. {like}")
    if value == 0:
        raise Refused(f"{shown} {purpose.nothing}")
    if value.scaleb(digits) > MOST_MINOR:
        raise Refused(f"{shown} {purpose.too_much} Check the number of digits.")
    if value.scaleb(digits) % 1:
        decimals = f"at most {digits} decimals" if digits else "no decimals"
        raise Refused(f"{shown} is too fine: {currency} has {decimals}. {like}")
    return value


def _value(text: str, shown: str, currency: str, country: str) -> Decimal | None:
    parts = _PARTS.fullmatch(text)
    if not parts:
        return None
    if len(parts["figure"]) > _LONGEST_FIGURE:
        raise Refused(f"{shown} is longer than any amount. Check the number of digits.")
    own = marks_of(currency, country) | {""}
    before, after = tight(parts["before"]), tight(_ROUND.sub("", parts["after"], count=1))
    units = [unit for unit in _FACTORS if after.startswith(unit) and after.removeprefix(unit) in own]
    if before in own and units:
        return read_figure(
            parts["figure"], Scale(minor_digits(currency), _FACTORS[units[0]]), habit_of(country), shown
        )
    mark = before.rstrip(".,")  # of `$.50` the figure is wrong, not the currency
    marks = {mark if mark in own else before, *(after.removeprefix(unit) for unit in _FACTORS)}
    _refuse_another(marks - own, shown, currency)
    return None


def _refuse_another(marks: set[str], shown: str, currency: str) -> None:
    if marks & marks_of_any() or any(category(char) == "Sc" for mark in marks for char in mark):
        raise Refused(
            f"{shown} is in another currency; the chapter counts in {currency}. "
            f"Type what it is in {currency}, as a figure alone."
        )


def _examples(habit: Habit, digits: int, purpose: Purpose) -> tuple[str, ...]:
    """`4200`, and `4,200.50` as the country groups, with as many decimals as the currency has."""
    group = next((mark for mark in (",", ".", "’", " ") if mark in habit.groups - {habit.decimal}), "")
    decimals = f"{habit.decimal}{'5'.ljust(digits, '0')}" if digits else ""
    return ("12", f"12{decimals}") if purpose.small and digits else ("4200", f"4{group}200{decimals}")
