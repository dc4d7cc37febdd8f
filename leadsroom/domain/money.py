"""Money: whole minor units and a currency; never a float."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase

from leadsroom.errors import Refused

_AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?", re.ASCII)
_LARGEST_MINOR = 10**14


@dataclass(frozen=True, slots=True, order=True)
class Money:
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

    A chapter may have changed its currency since; what it closed before is still told.
    """
    some = [amount for amount in amounts if amount.minor]
    known = {amount.currency for amount in some}
    one = currency if currency in known or not some else some[0].currency
    return Money(sum(amount.minor for amount in some if amount.currency == one), one)


def minor_digits(currency: str) -> int:
    """How many decimals the currency has: 2 for USD, 0 for JPY."""
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(currency))


def read_money(typed: str, currency: str) -> Money:
    """Understand an amount as typed: `4200`, `4,200.50`, `$4,200`. Refuses what could be misread."""
    found = _AMOUNT.fullmatch(_without_currency(typed, currency))
    digits = minor_digits(currency)
    if not found or len(found[2] or "") > digits:
        raise Refused(f"“{typed}” is not an amount. Type it like 4200 or 4,200.50.")
    minor = int(found[1].replace(",", "") + (found[2] or "").ljust(digits, "0"))
    if minor > _LARGEST_MINOR:
        raise Refused(f"“{typed}” is more than any lead has closed for. Check the number of digits.")
    return Money(minor, currency)


def _without_currency(typed: str, currency: str) -> str:
    """The figure alone: `$`, `CA$` or `CAD` may stand on either side of it, nothing else may."""
    from babel.numbers import get_currency_symbol

    symbol = get_currency_symbol(currency, locale="en")
    text = typed.strip().upper()
    for mark in (currency, symbol, symbol.lstrip(ascii_uppercase)):
        if mark and (text.startswith(mark) or text.endswith(mark)):
            return text.removeprefix(mark).removesuffix(mark).strip()
    return text


def show_money(money: Money, country: str = "US") -> str:
    """`$14,300`, or `$14,300.50` where there are cents, in English with the country's symbols."""
    from babel import Locale, UnknownLocaleError
    from babel.numbers import format_currency

    try:
        locale = Locale.parse(f"en_{country}")
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en_US")
    whole = money.amount == money.amount.to_integral_value()
    text = format_currency(
        money.amount,
        money.currency,
        format="¤#,##0" if whole else None,
        locale=locale,
        currency_digits=not whole,
    )
    return str(text)
