"""What may stand beside the digits of a telephone number. With anything else it is not surely one number."""

from __future__ import annotations

import re
import unicodedata

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
