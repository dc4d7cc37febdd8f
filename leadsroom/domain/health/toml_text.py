"""A chapter's own texts in TOML, as a person wrote them, and what is wrong with them in a sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused

LARGEST = 40_000  # letters of a text
LONGEST_NAME = 80
_SHOWN_AT_MOST = 60
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


class OwnTexts(Struct, frozen=True):
    """A chapter's own texts, each empty where it takes the usual one."""

    member_scorecard: str = ""
    chapter_scorecard: str = ""
    catalogue: str = ""


@cache
def packaged(name: str) -> str:
    """A text that comes with the program, by its path beside this module. It is no file of anybody."""
    text = files("leadsroom.domain.health").joinpath(name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


def as_stored(typed: str) -> str:
    """A text as it is stored: line breaks of one kind, and none around it; empty where nothing is in it."""
    plain = typed.removeprefix("\ufeff").replace("\r\n", "\n").strip()
    return f"{plain}\n" if plain else ""


def read_toml(text: str, what: str) -> Mapping[str, Any]:
    """What a text says, fractions as Decimals. Raises Refused.

    `what` it is begins a sentence: `The catalogue`.
    """
    import tomllib

    if len(text) > LARGEST:
        raise Refused(f"{what} has more than {LARGEST:,} letters. Shorten it.")
    try:
        plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
        return tomllib.loads(plain, parse_float=Decimal)
    except tomllib.TOMLDecodeError as wrong:
        raise Refused(f"{what} cannot be read as TOML: {_why(str(wrong))}.") from None
    except (ValueError, ArithmeticError):
        raise Refused(f"{what} has a number that is too long. Shorten it.") from None
    except RecursionError:
        raise Refused(f"{what} has too many brackets within one another. Take some out.") from None


def _why(wrong: str) -> str:
    """`line 3: expected "=" after a key`, from what the parser says."""
    found, why = _PLACE.search(wrong), clean(_PLACE.sub("", wrong))
    if found is None:
        return why
    return f"line {found[1]}: {why}" if found[1] else f"at its end: {why}"


def quoted(value: object) -> str:
    """What somebody wrote, between quotation marks and of a length that a sentence can hold."""
    text = clean(str(value))
    return f"“{text[: _SHOWN_AT_MOST - 1]}…”" if len(text) > _SHOWN_AT_MOST else f"“{text}”"


def refuse_other_keys(table: Mapping[str, Any], allowed: Collection[str], where: str) -> None:
    """Refuse a key that nothing is read from: it would be a slip that nobody notices."""
    for key in table:
        if key not in allowed:
            raise Refused(f"{where}: {quoted(key)} is none of {', '.join(allowed)}.")


def name_in(value: object, where: str) -> str:
    """A name, on one line. Raises Refused where it is none, or too long for a list."""
    name = clean(value) if isinstance(value, str) else ""
    if not name:
        raise Refused(f"{where} is to be a text.")
    if len(name) > LONGEST_NAME:
        raise Refused(f"{where} has more than {LONGEST_NAME} letters: {quoted(name)}.")
    return name


def text_in(table: Mapping[str, Any], key: str, where: str) -> str:
    """A text of any length, on one line; empty where there is none. Raises Refused where it is no text."""
    value = table.get(key, "")
    if not isinstance(value, str):
        raise Refused(f"{where}: {key} is to be a text.")
    return clean(value)
