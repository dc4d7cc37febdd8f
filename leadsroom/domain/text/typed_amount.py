"""An amount as it is typed: a figure, perhaps in thousands, and perhaps the currency beside it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from unicodedata import category

from msgspec import Struct

from leadsroom.domain.text.money import MOST_MINOR, Money, minor_digits
from leadsroom.domain.text.plain_text import clean, with_plain_digits
from leadsroom.domain.text.typed_figure import Habit, Scale, habit_of, locales_of, read_figure
from leadsroom.errors import Refused

_PARTS = re.compile(r"(?P<before>\D*?)(?P<figure>\d(?:.*\d)?)(?P<after>\D*)", re.ASCII)
_ROUND = re.compile(r"(?:\.|[.,]\s?[-–—]+|/-)(?=\s|$)")  # `4200.`, `950.-`, `950,-`, and India's `950/-`
_BELOW_ZERO = re.compile(r"[-−–]\s*\D{0,4}\d.*|\(\s*\D{0,4}\d.*\)|.*\d\s*[-−–]")


_BARE_CENTS = re.compile(r"(?<!\w)([.,]\d)")


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
_NARROW = str.maketrans({"￥": "¥", "￡": "£"})
_ARABIC_DECIMAL, _ARABIC_GROUP = "٫", "٬"


# What people write beside what CLDR knows.
_ALSO = {
    "AUD": ("a$",),
    "CAD": ("c$",),
    "CHF": ("fr", "fr.", "sfr", "sfr."),
    "DKK": ("kr.",),
    "INR": ("rs", "rs."),
    "JPY": ("円",),
    "PKR": ("rs", "rs."),
    "SEK": ("kr",),
    "SGD": ("s$",),
}


class Purpose(Struct, frozen=True):
    """The sentences about a blank line, an amount of zero and one too large, going by what the amount is for.

    `small`: the examples are of a few, not of thousands.
    """

    blank: str
    nothing: str
    too_much: str
    small: bool = False


BUSINESS = Purpose(
    blank="Blank means thanks only.",
    nothing="is not closed business yet. Leave the amount blank for thanks only.",
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
    habit, shown = habit_of(country), f"“{clean(typed)}”"
    text = _in_plain_signs(typed, habit)
    like = f"Type it like {' or '.join(_examples(habit, digits, purpose))}."
    if not text:
        raise Refused(f"Type an amount. {like} {purpose.blank}".strip())
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


def _in_plain_signs(typed: str, habit: Habit) -> str:
    """What was typed with the digits and marks of the country's Latin figures."""
    plain = with_plain_digits(typed).translate(_NARROW).strip()
    return plain.replace(_ARABIC_DECIMAL, habit.decimal).replace(_ARABIC_GROUP, min(habit.groups, default=""))


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


def read_money(typed: str, currency: str, country: str = "US") -> Money:
    """Understand an amount as people of `country` (ISO alpha-2) type it: `4,200.50`, `€950`, `4.2k`.

    Refused, with a sentence that says what to type: what has two readings there, another currency, zero,
    what is finer than the currency's smallest coin, and what is no amount.
    """
    amount = read_amount(typed, currency, country)
    return Money(int(amount.scaleb(minor_digits(currency))), currency)


def read_sum(typed: str, currency: str, country: str = "US") -> Money:
    """The same of an amount that is paid or charged, `.25` too: what is refused is said in words that fit."""
    amount = read_amount(_BARE_CENTS.sub(r"0\1", typed, count=1), currency, country, TO_PAY)
    return Money(int(amount.scaleb(minor_digits(currency))), currency)


def typed_money(money: Money, country: str = "US") -> str:
    """The figure alone as it can be typed in `country`, to fill a field: `4200.50`, `4200,50`."""
    return f"{money.amount}".replace(".", habit_of(country).decimal)


@lru_cache(maxsize=64)
def marks_of(currency: str, country: str) -> frozenset[str]:
    """Whatever may stand for the currency beside a figure there: lower case, without spaces."""
    from babel import Locale
    from babel.numbers import get_currency_symbol

    # A bare $ is meant where it is the country's own, or that of whose currency it is; BRL is R$ only.
    locales = [*locales_of(currency[:2]), *locales_of(country), Locale.parse("en")]
    signs = {tight(get_currency_symbol(currency, locale)) for locale in locales}
    code = currency.lower()
    bare = {sign for sign in signs if not sign[0].isalpha()}
    prefixed = {prefix + sign for prefix in (code, code[:2]) for sign in bare}
    return frozenset({code, *signs, *prefixed, *_names(currency), *_ALSO.get(currency, ())})


@lru_cache(maxsize=1)
def marks_of_any() -> frozenset[str]:
    """Codes, signs and names of all currencies: lower case, without spaces."""
    from babel import Locale

    english = Locale.parse("en")
    signs = {tight(sign) for sign in english.currency_symbols.values()} | set("$¥")
    named = {name for code in map(str, english.currencies) for name in {code.lower(), *_names(code)}}
    return frozenset(signs | named).union(*_ALSO.values())


def tight(text: str) -> str:
    """Lower case, without spaces: the shape in which marks are compared."""
    return "".join(text.lower().split())


def _names(currency: str) -> set[str]:
    """`US dollars` and the `dollars` alone."""
    from babel.numbers import get_currency_name

    full = [get_currency_name(currency, count, "en").lower() for count in (1, 2)]
    return {tight(name) for name in full} | {name.split()[-1] for name in full}
