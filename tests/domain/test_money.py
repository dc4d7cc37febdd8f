"""Money as people type it, and as it is shown."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from babel import Locale
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.text.money import (
    _AT_HOME,
    MOST_MINOR,
    Money,
    minor_digits,
    show_amount,
    show_money,
    total,
)
from leadsroom.domain.text.typed_amount import read_money, typed_money
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
        ("4.2k", "USD", 420000),
        ("4K", "USD", 400000),
        ("$4.25k", "USD", 425000),
        ("1.234k", "USD", 123400),
        ("1.5m", "USD", 150000000),
        ("1.5 million", "USD", 150000000),
        ("2 thousand dollars", "USD", 200000),
        ("4.200,50", "USD", 420050),
        ("1,234,567", "USD", 123456700),
        ("1.234.567", "USD", 123456700),
        ("1 234,56", "USD", 123456),
        ("1\xa0234", "USD", 123400),
        ("1'234.50", "USD", 123450),
        ("1234,56", "USD", 123456),
        ("0,50", "USD", 50),
        ("US$ 1,000", "USD", 100000),
        ("US $1,000", "USD", 100000),
        ("1000.-", "USD", 100000),
        ("４，２００", "USD", 420000),
        ("CAD $100", "CAD", 10000),
        ("4.2k", "JPY", 4200),
        ("￥４２００", "JPY", 4200),
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
        "4.200.50",
        "4,2",
        "42,00",
        "1234,567",
        "1,2345",
        ",200",
        ".50",
        "4 200",
        "4200 50",
        "4,2k",
        "4,200k",
        "5 USD k",
        "1000-",
        "1,00,000",
        "½",
        "4½",
        "4²",
        "50 cents",
        "1.234",
        "4,20",
        "950,50",
        "12-13",
        "1." + "0" * 40 + "1",
        "9" * 60,
        "1e3",
        "12 or 13",
        "about 100",
        "€12",
        "F12",
        "EUR 12",
        "$4,200 and 50",
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
    with pytest.raises(Refused, match=r"JPY has no decimals\. Type it like 4200"):
        read_money("4200.50", "JPY")


def test_a_slip_of_the_finger_is_caught() -> None:
    """More than any lead has closed for is asked about."""
    with pytest.raises(Refused, match="Check the number of digits"):
        read_money("9" * 14, "USD")


@pytest.mark.parametrize(
    ("country", "currency", "typed", "minor"),
    [
        ("DE", "EUR", "4.200", 420000),
        ("DE", "EUR", "950,50", 95050),
        ("DE", "EUR", "1.234,56 €", 123456),
        ("DE", "EUR", "€ 1.234.567", 123456700),
        ("DE", "EUR", "1 234,56", 123456),
        ("DE", "EUR", "EUR 950", 95000),
        ("DE", "EUR", "950 euros", 95000),
        ("DE", "EUR", "950,-", 95000),
        ("DE", "EUR", "4,2k", 420000),
        ("DE", "EUR", "1,5 Mio. €", 150000000),
        ("DE", "EUR", "5 k€", 500000),
        ("DE", "EUR", "4200.00", 420000),
        ("AT", "EUR", "€ 1.234,50", 123450),
        ("FR", "EUR", "1 234,56", 123456),
        ("FR", "EUR", "1\u202f234,56 €", 123456),
        ("FR", "EUR", "1\u2009234", 123400),
        ("FR", "EUR", "4 200", 420000),
        ("CH", "CHF", "1'234.50", 123450),
        ("CH", "CHF", "1’234", 123400),
        ("CH", "CHF", "Fr. 950.–", 95000),
        ("CH", "CHF", "SFr. 20.-", 2000),
        ("CH", "CHF", "4.20", 420),
        ("GB", "GBP", "£1,234.50", 123450),
        ("GB", "GBP", "5 pounds", 500),
        ("IE", "EUR", "€1,234.50", 123450),
        ("IN", "INR", "1,00,000", 10000000),
        ("IN", "INR", "₹12,34,567.50", 123456750),
        ("IN", "INR", "Rs. 5,000/-", 500000),
        ("IN", "INR", "1.5 lakh", 15000000),
        ("IN", "INR", "1,000,000", 100000000),
        ("BR", "BRL", "R$ 1.234,56", 123456),
        ("MX", "MXN", "$1,234.50", 123450),
        ("SE", "SEK", "1 234,50 kr", 123450),
        ("DK", "DKK", "kr. 4.200", 420000),
        ("JP", "JPY", "420円", 420),
        ("JP", "JPY", "４，２００円", 4200),
        ("EG", "EGP", "٤٬٢٠٠٫٥٠", 420050),
        ("SA", "SAR", "٤٢٠٠", 420000),
        ("IN", "INR", "१२,३४५.५०", 1234550),
        ("TH", "THB", "๔๒๐๐", 420000),
        ("KW", "KWD", "1,234.567", 1234567),
        ("KW", "KWD", "KWD 5", 5000),
        ("TN", "TND", "1,234", 1234),
        ("TN", "TND", "1 234,567", 1234567),
        ("CA", "CAD", "4,200", 420000),
        ("CA", "CAD", "1 234,56 $", 123456),
        ("AU", "AUD", "A$4,200", 420000),
        ("XX", "USD", "4,200", 420000),
    ],
)
def test_an_amount_is_read_as_its_country_writes_it(
    country: str, currency: str, typed: str, minor: int
) -> None:
    """Groups, decimals, signs and units in the habit of where the chapter is."""
    assert read_money(typed, currency, country) == Money(minor, currency)


@pytest.mark.parametrize(
    ("country", "currency", "typed", "sentence"),
    [
        ("US", "USD", "4,20", "“4,20” can be read as 4.20 or as 420. Type 4.20 or 420, as it is meant."),
        ("US", "USD", "1.234", "“1.234” can be read as 1.234 or as 1234. Type 1.23 or 1234"),
        ("US", "USD", "4,2k", "“4,2k” can be read as 4200 or as 42000."),
        ("US", "USD", "4,200k", "“4,200k” can be read as 4200 or as 4200000."),
        ("DE", "EUR", "4,200", "“4,200” can be read as 4,20 or as 4200. Type 4,20 or 4200"),
        ("DE", "EUR", "950.50", "Type 950,50 or 95050"),
        ("DE", "EUR", "4.2k", "can be read as 4200 or as 42000"),
        ("FR", "EUR", "1.234", "can be read as 1,234 or as 1234"),
        ("CH", "CHF", "1.234", "can be read as 1.234 or as 1234"),
        ("US", "USD", "4 200", "“4 200” can be one figure or two. Type 4200 if it is one."),
        ("CA", "KWD", "4,200", "can be read as 4.200 or as 4200"),
        ("US", "USD", "$.50", "“$.50” is not an amount. Type it like 4200 or 4,200.50."),
        ("DE", "EUR", "€,50", "“€,50” is not an amount. Type it like 4200 or 4.200,50."),
        ("US", "USD", "€.50", "“€.50” is in another currency; the chapter counts in USD."),
        ("US", "USD", "$950 EUR", "“$950 EUR” is in another currency; the chapter counts in USD."),
        ("US", "USD", "€950", "“€950” is in another currency; the chapter counts in USD."),
        ("DE", "EUR", "$1,000", "“$1,000” is in another currency; the chapter counts in EUR."),
        ("DE", "EUR", "5 dollars", "Type what it is in EUR, as a figure alone."),
        ("CA", "CAD", "US$100", "the chapter counts in CAD"),
        ("BR", "BRL", "$100", "the chapter counts in BRL"),
        ("GB", "GBP", "100 USD", "the chapter counts in GBP"),
        ("US", "USD", "", "Type an amount. Type it like 4200 or 4,200.50. Blank means thanks only."),
        ("US", "USD", "0", "Leave the amount blank for thanks only."),
        ("US", "USD", "$0.00", "Leave the amount blank for thanks only."),
        ("US", "USD", "-5", "“-5” looks like less than nothing."),
        ("US", "USD", "($5)", "looks like less than nothing"),
        ("US", "USD", "1000-", "looks like less than nothing"),
        ("US", "USD", "abc", "“abc” is not an amount. Type it like 4200 or 4,200.50."),
        ("DE", "EUR", "abc", "Type it like 4200 or 4.200,50."),
        ("US", "USD", "4200.505", "“4200.505” is too fine: USD has at most 2 decimals."),
        ("KW", "KWD", "1.2345", "KWD has at most 3 decimals"),
        ("US", "USD", "9" * 14, "Check the number of digits."),
    ],
)
def test_a_refusal_says_what_to_type(country: str, currency: str, typed: str, sentence: str) -> None:
    """Both readings, the chapter's currency, or an example in the country's own habit."""
    with pytest.raises(Refused) as refusal:
        read_money(typed, currency, country)
    assert sentence in str(refusal.value)


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
        (15000, "EUR", "DE", "150 €"),
        (123450, "EUR", "DE", "1.234,50 €"),
        (15000, "CHF", "CH", "CHF 150"),
        (12345600, "INR", "IN", "₹1,23,456"),
        (12345650, "INR", "IN", "₹1,23,456.50"),
        (-15000, "EUR", "DE", "-150 €"),
        (100000, "USD", "XX", "$1,000"),
        (100000, "USD", "", "$1,000"),
    ],
)
def test_an_amount_is_shown_as_its_country_writes_it(
    minor: int, currency: str, country: str, shown: str
) -> None:
    """Cents are shown only where there are some."""
    assert show_money(Money(minor, currency), country).replace("\xa0", " ") == shown


@given(minor=st.integers(1, 10**13), currency=st.sampled_from(["USD", "EUR", "JPY", "BHD"]))
def test_reading_what_is_shown_gives_it_back(minor: int, currency: str) -> None:
    """Showing and reading are inverse, in every number of decimals."""
    assert read_money(show_money(Money(minor, currency), "US"), currency) == Money(minor, currency)


_CHAPTERS = [
    ("US", "USD"),
    ("GB", "GBP"),
    ("CA", "CAD"),
    ("DE", "EUR"),
    ("CH", "CHF"),
    ("IN", "INR"),
    ("JP", "JPY"),
]
_MORE = [("FR", "EUR"), ("BR", "BRL"), ("TN", "TND"), ("KW", "KWD"), ("ZA", "ZAR"), ("SE", "SEK")]


@given(minor=st.integers(1, 10**13), chapter=st.sampled_from(_CHAPTERS))
def test_reading_what_a_country_is_shown_gives_it_back(minor: int, chapter: tuple[str, str]) -> None:
    """Where English has the country's habit, showing and reading are inverse there, too."""
    country, currency = chapter
    assert read_money(show_money(Money(minor, currency), country), currency, country).minor == minor


@given(minor=st.integers(1, 10**13), chapter=st.sampled_from(_CHAPTERS + _MORE))
def test_reading_what_a_field_is_filled_with_gives_it_back(minor: int, chapter: tuple[str, str]) -> None:
    """An amount that is corrected can be left as it stands in the field, in every country."""
    country, currency = chapter
    assert read_money(typed_money(Money(minor, currency), country), currency, country).minor == minor


@given(st.text(max_size=12), st.sampled_from(_CHAPTERS + _MORE))
def test_any_text_is_read_or_refused(typed: str, chapter: tuple[str, str]) -> None:
    """Nothing that is typed raises anything but a refusal, and no amount is nothing or less."""
    country, currency = chapter
    try:
        amount = read_money(typed, currency, country)
    except Refused:
        return
    assert amount.minor > 0


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


@pytest.mark.parametrize(("country", "currency"), sorted(_AT_HOME))
@given(minor=st.integers(-MOST_MINOR, MOST_MINOR), exact=st.booleans())
def test_money_at_home_is_written_as_the_tables_of_all_countries_have_it(
    country: str, currency: str, minor: int, exact: bool
) -> None:
    """The commonest currencies are written without those tables, and to the letter as with them."""
    figure = Decimal(minor).scaleb(-2)
    with_cents = exact or minor % 100 != 0
    pattern = Locale.parse(f"en_{country}").currency_formats["standard"].pattern
    expected = format_currency(
        figure,
        currency,
        format=pattern if with_cents else pattern.replace(".00", ""),
        locale=f"en_{country}",
        currency_digits=with_cents,
    )
    assert show_money(Money(minor, currency), country, exact=exact) == expected


@given(
    minor=st.integers(-MOST_MINOR, MOST_MINOR),
    country=st.sampled_from(["US", "GB", "DE", "CH", "IN", "JP", ""]),
)
def test_an_amount_without_its_symbol_has_the_same_signs(minor: int, country: str) -> None:
    """Thousands and cents are set apart as with the symbol, whatever the country."""
    money = Money(minor, "EUR")
    with_symbol = show_money(money, country, exact=True)
    shown = show_amount(money.amount, country)
    assert _SIGNS.findall(shown) == _SIGNS.findall(with_symbol)
    assert show_amount(minor, "US") == f"{minor:,}"


_SIGNS = re.compile(r"[\d.,’\u202f-]")
