"""Email addresses and phones as cells of spreadsheets have them: wrapped up, several at once, or none."""

from __future__ import annotations

import re

from leadsroom.domain.text.email import is_email
from leadsroom.domain.text.phone import Phone, read_phone
from leadsroom.domain.text.plain_text import fold
from leadsroom.exchange.roster.lines import UnreadableCell

# What people write where they have nothing to write; in a cell for a number, an address or a date more of it.
_NOTHING_IS_MEANT = """
    n/a, #n/a, n.a., n.a, n. a., none, nil, null, -, --, ---, –, —, ?, ??, unknown,
    not applicable, not available, not known, not given, n/k
"""
_NO_CONTACT_IS_MEANT = """
    na, no, tbd, tba, 0, 00, x, xx, keine, keiner, k.a., k. a., unbekannt,
    aucun, aucune, ninguno, ninguna, nenhum, nessuno, inconnu, desconocido
"""
_NOTHING = frozenset(word.strip() for word in _NOTHING_IS_MEANT.split(","))
_NO_CONTACT = frozenset(word.strip() for word in _NO_CONTACT_IS_MEANT.split(","))
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)


def meant(cell: str, *, is_contact: bool = False) -> str:
    """A cell of a file that is not ours: empty where nothing is meant, and out of a formula `="…"`."""
    formula = _AS_TEXT.fullmatch(cell)
    text = formula[1].replace('""', '"').strip() if formula else cell
    key = fold(text)
    return "" if key in _NOTHING or (is_contact and key in _NO_CONTACT) else text


_ADDRESS = re.compile(r"[^\s@<>()\[\]{},;:\"'|/\\]+@[^\s@<>()\[\]{},;:\"'|/\\]+")
_QUERY = re.compile(r"\?\S*")
_LABELS = """
    mailto email e work home office business private personal privat old new primary secondary main
    or and und oder et ou y o
"""
_BESIDE_ADDRESSES = frozenset((*_LABELS.split(), "mail"))


def read_emails(text: str) -> tuple[str, ...]:
    """The addresses of a cell, each once: `mailto:a@b.example`, `Ann <a@b.example>`, or two of them.

    Raises UnreadableCell where there is none, or anything else beside them.
    """
    plain = _QUERY.sub("", text)
    found = [address.rstrip(".") for address in _ADDRESS.findall(plain)]
    rest = _ADDRESS.sub(" ", plain)
    is_named = "<" in rest or set(re.findall(r"\w+", fold(rest))) <= _BESIDE_ADDRESSES
    if not found or "@" in rest or not is_named or not all(map(is_email, found)):
        raise UnreadableCell(
            "This is not an email address; write it like name@firm.example, or leave the cell empty."
        )
    return tuple({fold(address): address for address in reversed(found)}.values())[::-1]


_WHOLE_NUMBER = re.compile(r"(\+?\d{6,15})[.,]0+", re.ASCII)
_WITH_EXPONENT = re.compile(r"(\d)[.,]?(\d*)e\+?(\d{1,2})", re.ASCII | re.IGNORECASE)
_ZEROS_LOST = 2  # a number that ends in them is written without
_BETWEEN = re.compile(r"\s*[;,|\n]\s*|\s+/\s+|/|\s+(?:or|and|und|oder|ou|et|o|y|&)\s+", re.IGNORECASE)
_LONGEST = 200


def read_phones(text: str, country: str) -> tuple[Phone, tuple[str, ...]]:
    """The first number of a cell that can be read, and what else stands there.

    Raises UnreadableCell where there is none.
    """
    number = _as_digits(re.sub(r"^tel:", "", text, flags=re.IGNORECASE))
    whole = read_phone(number, country)
    if whole.e164:
        return whole, ()
    parts = [part for part in _BETWEEN.split(number) if part] if len(number) <= _LONGEST else []
    parts = parts if len(parts) > 1 else _two_in(number, country)
    phones = [read_phone(_as_digits(part), country) for part in parts]
    first = next((at for at, phone in enumerate(phones) if phone.e164), None)
    if first is None:
        raise UnreadableCell(
            f"This is not a whole phone number in {country.upper()}; write it with its area "
            "code, or with + and the country's code, or leave the cell empty."
        )
    others = (part for at, part in enumerate(parts) if at != first and phones[at].e164 != phones[first].e164)
    return phones[first], tuple(others)


def _as_digits(text: str) -> str:
    """A number that a spreadsheet took for an amount, digit by digit.

    Raises UnreadableCell where it lost some.
    """
    if found := _WHOLE_NUMBER.fullmatch(text):
        return found[1]
    if not (found := _WITH_EXPONENT.fullmatch(text)):
        return text
    lost = int(found[3]) - len(found[2])
    if not 0 <= lost <= _ZEROS_LOST:
        raise UnreadableCell(
            "The spreadsheet has rounded this number; make its column text there, and write it again."
        )
    return found[1] + found[2] + "0" * lost


def _two_in(text: str, country: str) -> list[str]:
    """`(415) 555-0101 (415) 555-0102`, with nothing but a space between them."""
    words = text.split() if len(text) <= _LONGEST else []
    for at in range(1, len(words)):
        two = [" ".join(words[:at]), " ".join(words[at:])]
        if all(read_phone(part, country).e164 for part in two):
            return two
    return []
