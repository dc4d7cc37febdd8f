"""How a currency is named beside a figure: by its code, its sign or its name."""

from __future__ import annotations

from functools import lru_cache

from leadsroom.domain.typed_figure import locales_of

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


def minor_digits(currency: str) -> int:
    """How many decimals the currency has: 2 for USD, 0 for JPY."""
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(currency))


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
