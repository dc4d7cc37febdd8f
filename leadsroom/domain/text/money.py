"""Money: whole minor units and a currency; never a float."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from babel import Locale

MOST_MINOR = 10**14  # of one entry: sums of a great many still fit the database's numbers
# How the commonest currencies are written at home, where nobody need wait for the tables of all countries.
_AT_HOME = {
    ("US", "USD"): "$",
    ("CA", "CAD"): "$",
    ("GB", "GBP"): "£",
    ("IE", "EUR"): "€",
    ("AU", "AUD"): "$",
    ("NZ", "NZD"): "$",
}
_COUNTRIES_AT_HOME = {country for country, _ in _AT_HOME}
_CENTS = re.compile(r"\.0+")  # as CLDR writes a pattern, whatever the country's own sign


def minor_digits(currency: str) -> int:
    """How many decimals the currency has: 2 for USD, 0 for JPY."""
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(currency))


class Money(Struct, frozen=True, order=True):
    """`minor` units (cents) of an ISO 4217 `currency`."""

    minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        if self.currency != other.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.minor + other.minor, self.currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-minor_digits(self.currency))


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum in one currency: in this one, or where nothing is in it, in the first that something is in.

    A chapter may have changed its currency since; what it closed before is still shown.
    """
    some = [amount for amount in amounts if amount.minor]
    currencies = {amount.currency for amount in some}
    one = currency if currency in currencies or not some else some[0].currency
    return Money(sum(amount.minor for amount in some if amount.currency == one), one)


def without_cents(money: Money) -> Money:
    """An average as it is said: rounded to whole units from 100 of them on, where cents say nothing."""
    unit = 10 ** minor_digits(money.currency)
    return money if money.minor < 100 * unit else Money(round(money.minor / unit) * unit, money.currency)


def show_money(money: Money, country: str = "US", *, exact: bool = False) -> str:
    """`$14,300`, or `$14,300.50` where there are cents, in English with the country's symbols.

    `exact` shows the cents always, for figures below each other.
    """
    if (sign := _AT_HOME.get((country, money.currency))) is not None:
        return _at_home(sign, money.minor, exact=exact)
    from babel.numbers import format_currency

    locale = _locale_of(country)
    whole = not exact and money.amount == money.amount.to_integral_value()
    pattern = locale.currency_formats["standard"].pattern
    text = format_currency(
        money.amount,
        money.currency,
        format=_CENTS.sub("", pattern) if whole else pattern,
        locale=locale,
        currency_digits=not whole,
    )
    return str(text)


def show_amount(amount: int | Decimal, country: str = "US") -> str:
    """`14,300` or `14,300.50`: the same without a symbol, with the decimals that the number has."""
    if country in _COUNTRIES_AT_HOME:
        return f"{amount:,f}" if isinstance(amount, Decimal) else f"{amount:,}"
    from babel.numbers import format_decimal

    locale = _locale_of(country)
    decimals = -int(amount.as_tuple().exponent) if isinstance(amount, Decimal) else 0
    whole = locale.decimal_formats[None].pattern.partition(".")[0]
    pattern = f"{whole}.{'0' * decimals}" if decimals > 0 else whole
    return str(format_decimal(amount, format=pattern, locale=locale))


def _locale_of(country: str) -> Locale:
    """How English is written in a country; as in the United States where nobody has put it on record."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(f"en_{country}")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_US")


def _at_home(sign: str, minor: int, *, exact: bool) -> str:
    whole, cents = divmod(abs(minor), 100)
    shown = f"{whole:,}.{cents:02}" if exact or cents else f"{whole:,}"
    return f"{'-' if minor < 0 else ''}{sign}{shown}"
