"""What people typed, made fit for a terminal, and a key under which two spellings are the same."""

from __future__ import annotations

import re
import unicodedata

# Whole CSI and OSC sequences first, so that their printable tail does not stay behind as litter.
_ESCAPE_SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"
)
# Tab to carriage return and U+0085 stay here: they are white space, folded below. Bidi embeddings,
# overrides and isolates can turn around what stands beside a name; letters that run right to left stay.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)

_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys("‘’ʼ´`", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
)


def clean(text: str) -> str:
    """The text on one line: no control characters, single spaces, trimmed. Letters stay as typed.

    Nothing is left of what nobody could see, such as a space of no width that was pasted into a name's field.
    """
    line = " ".join(_UNSEEN.sub("", _ESCAPE_SEQUENCES.sub("", text)).split())
    return line if line.isascii() or any(map(_is_seen, line)) else ""


def runs_right_to_left(text: str) -> bool:
    """Whether a letter of the text runs right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in text)


def isolated(text: str) -> str:
    """The text, between marks if it runs right to left: so it does not turn around what stands beside it."""
    return f"\u2068{text}\u2069" if runs_right_to_left(text) else text


def with_plain_digits(text: str) -> str:
    """The text with the digits of every script as 0 to 9, and a wide keyboard's signs: `٣١`, `７：３０`.

    `½` and `²` stay: they are no digits beside others.
    """
    return text if text.isascii() else "".join(map(_plain_sign, text))


def _plain_sign(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return chr(ord(char) - 0xFEE0) if "\uff01" <= char <= "\uff5e" else char


def _is_seen(char: str) -> bool:
    return unicodedata.category(char) not in ("Cf", "Zs")


def fold(text: str) -> str:
    """A key for comparing names: without case, accents, kinds of quote and dash, or spare spaces."""
    if text.isascii():  # the same, and much faster
        return " ".join(text.lower().replace("`", "'").split())
    return _fold(text)


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN_LETTERS)).casefold()
    letters = "".join(c for c in decomposed if not _is_accent(c) and unicodedata.category(c) != "Cf")
    return " ".join(letters.translate(_PLAIN_LETTERS).split())


def _is_accent(char: str) -> bool:
    # Classes up to 9 (the voicing marks of kana, nukta, virama) make another letter.
    return unicodedata.combining(char) > 9
