"""Telephone numbers, read and shown as their country writes them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from leadsroom.domain.text.plain_text import clean

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber


_LABELS = (
    r"(?:telephone|telefon|téléphone|teléfono|tel|tél|phone|fon|ph|mobile|mobil|mob|cellular|celular|cell|handy|"
    r"natel|portable|home|work|office|direct|main|privat|büro|bureau|whatsapp|call|[tmpwho])"
)
_BEFORE = re.compile(rf"^{_LABELS}\b[.:]*\s*(?=[+(\d])", re.IGNORECASE)
_AFTER = re.compile(rf"[\s,]*(?:\({_LABELS}\.?\)|\[{_LABELS}\.?\]|(?<=[\s,]){_LABELS}\.?)$", re.IGNORECASE)
_EXTENSION = re.compile(
    r"[\s,;]*(?:(?<![^\W\d])(?:extension|extn?|x|durchwahl|dw|poste|ramal|anexo)|#|;ext=)[.:]?\s*(\d{1,7})$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\+? ?\(?\d[\d ./()-]*\d")
_PAIRED = re.compile(r"[^()]*(?:\([^()]+\)[^()]*)?")
_FREE_CALL = re.compile(
    r"\+?(?:1[ .-]?)?\(?8(?:00|33|44|55|66|77|88)\)?[ .-]?[A-Z](?:[A-Z\d-]{6,8})", re.IGNORECASE
)
_LOCAL_LEAST, _AREA_MOST = 4, 6
_LONGEST = 60


def bare_number(typed: str) -> tuple[str, str] | None:
    """The number without labels, and its extension or nothing; None when anything else is said beside it."""
    if len(typed) > _LONGEST:
        return None
    text = _BEFORE.sub("", _AFTER.sub("", _plain(typed).rstrip(" .,;:")))
    extension = _EXTENSION.search(text)
    number = (text[: extension.start()] if extension else text).strip()
    return (number, extension[1] if extension else "") if _is_one_number(number) else None


def _plain(typed: str) -> str:
    """Digits and marks in their plain shape, one kind of dash and space, nothing unseen."""
    narrow = "".join(_plain_char(char) for char in typed if unicodedata.category(char) != "Cf")
    return " ".join(narrow.split())


def _plain_char(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if unicodedata.category(char) == "Pd" or char == "−":
        return "-"
    return chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else "." if char == "·" else char


def _is_one_number(text: str) -> bool:
    if _FREE_CALL.fullmatch(text):
        return True
    return bool(_DIGITS.fullmatch(text) and _PAIRED.fullmatch(text)) and _slash_follows_area_code(text)


def _slash_follows_area_code(text: str) -> bool:
    """`030/901820` is one number; `901820/21` and `901820/901821` are two."""
    area, slash, local = text.partition("/")
    most = _AREA_MOST + 3 if text.startswith("+") else _AREA_MOST
    return not slash or (_digits(area) <= most and _digits(local) >= _LOCAL_LEAST and "/" not in local)


def _digits(text: str) -> int:
    return sum(char.isdecimal() for char in text)


_LEADS_ABROAD = re.compile(r"0 ?0|011")
_DIGITS_OF_ANY, _DIGITS_WITH_AREA = 7, 9
_DIGITS_BESIDE_A_NAME, _MOST_WORDS = 8, 12


# The numbers of a large roster file, as written and as shown, each of which is wanted several times.
_REMEMBERED = 2**16


class Phone(Struct, frozen=True):
    """A number as E.164 (`+14155550101`), None when it could not be read, and as it was typed."""

    e164: str | None
    typed: str


@lru_cache(maxsize=_REMEMBERED)
def read_phone(typed: str, country: str) -> Phone:
    """Read a number as people of `country` (ISO 3166 alpha-2) write it, or with `+` and any country's code.

    A number is read when it has as many digits as its country needs, so `555-0115` is not one in the US.
    Whether it is in service is not asked: numbering plans change faster than programs.
    """
    typed = clean(typed)
    number = _parsed(typed, country)
    return Phone(_e164(number) if number else None, typed)


@lru_cache(maxsize=_REMEMBERED)
def show_phone(phone: Phone, country: str) -> str:
    """The number as dialled inside `country`, with its country code elsewhere; as typed when unreadable."""
    if phone.e164 is None:
        return phone.typed
    import phonenumbers
    from phonenumbers import PhoneNumberFormat

    number = _with_extension(phone.e164, phone.typed, country)
    home = phonenumbers.country_code_for_region(country.upper())
    if number.country_code == home:
        shown = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
        if read_phone(shown, country).e164 == phone.e164:
            return shown
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


class HasPhone(Protocol):
    """Whatever has a number: a person, a slip. `phone` is E.164 or empty, `phone_typed` what was typed."""

    @property
    def phone(self) -> str: ...
    @property
    def phone_typed(self) -> str: ...


def shown_phone(of: HasPhone, country: str) -> str:
    """A person's number, or a slip's, as people of `country` write it; empty when there is none."""
    return show_phone(Phone(of.phone or None, of.phone_typed), country)


def typed_over(was: Phone, typed: str, country: str) -> Phone:
    """What stands where `was` was shown: the same number if nobody has typed, else what they typed."""
    return was if typed == show_phone(was, country) else read_phone(typed, country)


def extension_of(phone: Phone, country: str) -> str:
    """`5` of `415 555 0101 ext. 5`, for which E.164 has no room; empty without one."""
    if phone.e164 is None or not phone.typed:
        return ""
    return _with_extension(phone.e164, phone.typed, country).extension or ""


def not_read(phone: Phone) -> str:
    """What to say of something typed that is no number; nothing of one that is."""
    return "phone not read as a number; kept as typed" if phone.typed and phone.e164 is None else ""


def _with_extension(e164: str, typed: str, country: str) -> PhoneNumber:
    # E.164 has no room for "ext. 5"; the typed text still knows it.
    import phonenumbers

    number = _parsed(typed, country)
    return number if number and _e164(number) == e164 else phonenumbers.parse(e164)


def phone_in(text: str, country: str) -> tuple[str, Phone] | None:
    """Split `Jane Doe, 415 555 0101` into what is named and the number that ends or begins it.

    None when there is no complete number, or nothing is named beside it.
    """
    words = clean(text).split()
    if read_phone(text, country).e164:
        return None
    most = min(len(words) - 1, _MOST_WORDS)
    ends = [(words[:-count], words[-count:]) for count in range(most, 0, -1)]
    # `Unit 5 030 901820`: a number that shows where it begins goes before a longer one that does not.
    ends.sort(key=lambda split: not split[1][0].startswith(("+", "0")))
    begins = [(words[count:], words[:count]) for count in range(most, 0, -1)]
    found = (_split(named, dialled, country) for named, dialled in ends + begins)
    return next((split for split in found if split), None)


def _split(named: list[str], dialled: list[str], country: str) -> tuple[str, Phone] | None:
    rest = " ".join(named).strip(" ,;:|/-–—·(")
    phone = read_phone(" ".join(dialled).strip(" ,;:|-–—·"), country)
    if phone.e164 is None or not any(char.isalpha() for char in rest):
        return None
    return (rest, phone) if _is_surely_a_phone(phone, country) else None


def _is_surely_a_phone(phone: Phone, country: str) -> bool:
    """Beside a name a short figure may be anything: a street number, a year."""
    return sum(char.isdecimal() for char in phone.typed) >= _DIGITS_BESIDE_A_NAME and _is_valid(
        phone, country
    )


def _is_valid(phone: Phone, country: str) -> bool:
    import phonenumbers

    number = _parsed(phone.typed, country)
    return number is not None and phonenumbers.is_valid_number(number)


def _parsed(typed: str, country: str) -> PhoneNumber | None:

    found = bare_number(typed)
    if found is None:
        return None
    text, extension = found
    number = _dialled_at_home(text, country) or _dialled_abroad(text)
    if number and extension:
        number.extension = extension
    return number


def _dialled_at_home(text: str, country: str) -> PhoneNumber | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, country.upper())
    except phonenumbers.NumberParseException:
        return None
    length = phonenumbers.is_possible_number_with_reason(number)
    if length != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return number if _is_whole(text, number, country) else None


def _is_whole(text: str, number: PhoneNumber, country: str) -> bool:
    """Where 0 begins every number with an area code, one without may be a neighbour's: `901820` in Berlin."""
    import phonenumbers
    from phonenumbers import PhoneNumberType as Kind

    kind, digits = phonenumbers.number_type(number), sum(char.isdecimal() for char in text)
    if kind == Kind.UNKNOWN and digits < _DIGITS_OF_ANY:
        return False
    trunk = phonenumbers.ndd_prefix_for_region(country.upper(), True)
    if trunk != "0" or text.lstrip("(").startswith(("+", trunk)):
        return True
    if kind in {Kind.TOLL_FREE, Kind.SHARED_COST, Kind.UAN}:
        return True
    return kind != Kind.UNKNOWN and digits >= _DIGITS_WITH_AREA


def _dialled_abroad(text: str) -> PhoneNumber | None:
    """`00 44 …` and `011 44 …` typed where other digits lead abroad, if they make a number there."""
    import phonenumbers

    abroad = _LEADS_ABROAD.match(text)
    if not abroad:
        return None
    number = _dialled_at_home("+" + text[abroad.end() :].lstrip(" .-"), "ZZ")
    return number if number and phonenumbers.is_valid_number(number) else None


def _e164(number: PhoneNumber) -> str:
    import phonenumbers

    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
