"""Money as people type it, and as it is shown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.money import Money, minor_digits, read_money, show_money, total
from leadsroom.errors import Refused


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("4200", "USD", 420000),
        ("4,200", "USD", 420000),
        ("4200.50", "USD", 420050),
        ("4,200.50", "USD", 420050),
        ("4200.5", "USD", 420050),
        ("4200.", "USD", 420000),
        ("$4200", "USD", 420000),
        ("$4,200", "USD", 420000),
        ("$ 4,200.05", "USD", 420005),
        ("4200$", "USD", 420000),
        ("4200 $", "USD", 420000),
        ("USD 4200", "USD", 420000),
        ("usd 4200", "USD", 420000),
        ("4200 USD", "USD", 420000),
        ("  4200  ", "USD", 420000),
        ("0", "USD", 0),
        ("0.00", "USD", 0),
        ("0.01", "USD", 1),
        ("007", "USD", 700),
        ("1,234,567.89", "USD", 123456789),
        ("999999999999", "USD", 99999999999900),
        ("$100", "CAD", 10000),
        ("CA$100", "CAD", 10000),
        ("CAD 100", "CAD", 10000),
        ("€12.30", "EUR", 1230),
        ("12 €", "EUR", 1200),
        ("£7", "GBP", 700),
        ("¥4200", "JPY", 4200),
        ("4,200", "JPY", 4200),
        ("1.234", "BHD", 1234),
        ("1.2", "BHD", 1200),
        ("CHF 12.50", "CHF", 1250),
    ],
)
def test_an_amount_is_understood(typed: str, currency: str, minor: int) -> None:
    """Groups of thousands, cents, a sign or a code before or after: one meaning each."""
    assert read_money(typed, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "$",
        "four",
        "-5",
        "(5)",
        "+5",
        "4200.505",
        "4.200,50",
        "4.200.50",
        "4,2",
        "42,00",
        "1234,567",
        "1,2345",
        ",200",
        ".50",
        "4 200",
        "4200 50",
        "4k",
        "4.2m",
        "1e3",
        "12 or 13",
        "about 100",
        "€12",
        "F12",
        "EUR 12",
        "$4,200 and 50",
        "٤٢",
        "1" * 15,
        "NaN",
        "inf",
    ],
)
def test_what_could_be_misread_is_refused(typed: str) -> None:
    """Nothing is guessed: thousands and cents cannot change places, and a word is not passed over."""
    with pytest.raises(Refused):
        read_money(typed, "USD")


def test_a_currency_without_cents_takes_none() -> None:
    """There are no hundredths of a yen."""
    with pytest.raises(Refused, match=r"Type it like 4200"):
        read_money("4200.50", "JPY")


def test_a_slip_of_the_finger_is_caught() -> None:
    """More than any lead has closed for is asked about."""
    with pytest.raises(Refused, match="Check the number of digits"):
        read_money("9" * 14, "USD")


@pytest.mark.parametrize(
    ("minor", "currency", "country", "shown"),
    [
        (1430000, "USD", "US", "$14,300"),
        (1430050, "USD", "US", "$14,300.50"),
        (1430005, "USD", "US", "$14,300.05"),
        (0, "USD", "US", "$0"),
        (1, "USD", "US", "$0.01"),
        (123456789012, "USD", "US", "$1,234,567,890.12"),
        (100000, "CAD", "CA", "$1,000"),
        (100000, "USD", "CA", "US$1,000"),
        (4200, "JPY", "US", "¥4,200"),
        (123450, "GBP", "GB", "£1,234.50"),
        (1234, "BHD", "US", "BHD1.234"),
        (100000, "USD", "XX", "$1,000"),
        (100000, "USD", "", "$1,000"),
    ],
)
def test_an_amount_is_shown_as_its_country_writes_it(
    minor: int, currency: str, country: str, shown: str
) -> None:
    """Cents are shown only where there are some."""
    assert show_money(Money(minor, currency), country).replace("\xa0", " ") == shown


@given(minor=st.integers(0, 10**13), currency=st.sampled_from(["USD", "EUR", "JPY", "BHD"]))
def test_reading_what_is_shown_gives_it_back(minor: int, currency: str) -> None:
    """Showing and reading are inverse, in every number of decimals."""
    assert read_money(show_money(Money(minor, currency), "US"), currency) == Money(minor, currency)


@given(a=st.integers(0, 10**13), b=st.integers(0, 10**13))
def test_sums_are_exact(a: int, b: int) -> None:
    """Cents are added as whole numbers."""
    total = Money(a, "USD") + Money(b, "USD")
    assert total.amount == Decimal(a) / 100 + Decimal(b) / 100


def test_currencies_do_not_mix() -> None:
    """Dollars and euros have no sum."""
    with pytest.raises(ValueError, match="cannot add EUR to USD"):
        _ = Money(1, "USD") + Money(1, "EUR")


@pytest.mark.parametrize(("currency", "digits"), [("USD", 2), ("JPY", 0), ("BHD", 3), ("EUR", 2)])
def test_decimals_follow_the_currency(currency: str, digits: int) -> None:
    """ISO 4217 says how many decimals a currency has."""
    assert minor_digits(currency) == digits


@given(st.lists(st.builds(Money, st.integers(0, 10**9), st.sampled_from(["USD", "EUR", "CHF"])), max_size=8))
def test_a_sum_is_in_one_currency(amounts: list[Money]) -> None:
    """Dollars where there are any, or nothing at all; else the first money named, and only that."""
    some = [amount.currency for amount in amounts if amount.minor]
    currency = "USD" if "USD" in some or not some else some[0]
    assert total(amounts, "USD") == Money(sum(a.minor for a in amounts if a.currency == currency), currency)
