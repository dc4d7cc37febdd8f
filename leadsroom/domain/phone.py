"""Telephone numbers, read and shown as their country writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadsroom.domain.text import clean

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as E.164 (`+14155550101`), None when it could not be read, and as it was typed."""

    e164: str | None
    typed: str


def read_phone(typed: str, country: str) -> Phone:
    """Read a number as people of `country` (ISO 3166 alpha-2) write it, or with `+` and any country's code.

    A number is read when it has as many digits as its country needs, so `555-0115` is not one in the US.
    Whether it is in service is not asked: numbering plans change faster than programs.
    """
    typed = clean(typed)
    number = _parsed(typed, country)
    return Phone(_e164(number) if number else None, typed)


def show_phone(phone: Phone, country: str) -> str:
    """The number as dialled inside `country`, with its country code elsewhere; as typed when unreadable."""
    if phone.e164 is None:
        return phone.typed
    import phonenumbers
    from phonenumbers import PhoneNumberFormat

    number = _with_extension(phone.e164, phone.typed, country)
    home = phonenumbers.country_code_for_region(country.upper())
    national = number.country_code == home
    form = PhoneNumberFormat.NATIONAL if national else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)


def _with_extension(e164: str, typed: str, country: str) -> PhoneNumber:
    # E.164 has no room for "ext. 5"; the typed text still knows it.
    import phonenumbers

    number = _parsed(typed, country)
    return number if number and _e164(number) == e164 else phonenumbers.parse(e164)


def _parsed(typed: str, country: str) -> PhoneNumber | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(typed, country.upper())
    except phonenumbers.NumberParseException:
        return None
    length = phonenumbers.is_possible_number_with_reason(number)
    return number if length == phonenumbers.ValidationResult.IS_POSSIBLE else None


def _e164(number: PhoneNumber) -> str:
    import phonenumbers

    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
