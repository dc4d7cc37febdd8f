"""In which encoding a text was written that does not say so itself; and letters that were lost or doubled."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import listed
from leadsroom.exchange.sheets.sheet import UnreadableFile


class Candidate(Struct, frozen=True):
    """An encoding in which a file can be read. `sample` is a word that looks otherwise in another one, on
    `line`; `doubt` is the share of such words that no language writes so.
    """

    codec: str
    name: str
    sample: str
    line: int
    doubt: float


class UnclearEncoding(UnreadableFile):
    """It takes somebody who knows the file to say how it was written; `candidates` are the likeliest."""

    def __init__(self, candidates: tuple[Candidate, ...]) -> None:
        self.candidates = candidates
        readings = listed((f"“{c.sample}” in {c.name} ({c.codec})" for c in candidates), "or")
        super().__init__(
            f"It is not clear how the letters of this file are written: line {candidates[0].line} has "
            f"{readings}. Name the encoding (--encoding in a shell), or save the file again as “CSV UTF-8”."
        )


_NAMES = {
    "cp1252": "Windows-1252",
    "mac-roman": "Mac Roman",
    "cp1250": "Windows-1250",
    "iso8859-2": "Latin-2",
    "cp1251": "Windows-1251",
    "koi8-r": "KOI8-R",
    "mac-latin2": "Mac Central European",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
    "cp932": "Shift-JIS",
    "euc-jp": "EUC-JP",
    "gb18030": "GB18030",
    "big5": "Big5",
    "cp949": "Korean",
    "cp1255": "Windows-1255",
    "cp1256": "Windows-1256",
    "cp850": "code page 850",
    "cp437": "code page 437",
}
# What each language writes beyond a to z, in small letters.
_ALPHABETS = tuple(
    map(
        frozenset,
        (
            "äöüß",
            "àâæçéèêëîïôœùûüÿ",
            "áéíóúñüïç·ª",
            "ãõáéíóúâêôàç",
            "àèéìíòóùú",
            "æøåéòôó",
            "åäöéü",
            "áðéíóúýþæö",
            "éëïöüáíóúèê",
            "ąćęłńóśźż",
            "áčďéěíňóřšťúůýžäĺľŕô",
            "áéíóöőúüű",
            "čćđšž",
            "ăâîșțşţ",
            "çğıöşüâîû",
            "ąčęėįšųūžāēģīķļņ",
            "äöõüšž",
            "ëç",
            "ċġħżàèìòù",
            "äöåšž",
        ),
    )
)
_PUNCTUATION = frozenset("’‘“”„–—…•«»™®©°€¡¿№、。・ー々「」（）：")
_WORD = re.compile(r"[^\s,;\t|\"<>()/\\@]+")
_LOOKED_AT = 400  # words that have letters beyond a to z
_UNSURE = 0.34


def named_encoding(typed: str) -> str:
    """The codec that somebody names. Raises UnreadableFile for what is none."""
    try:
        found = codecs.lookup(typed.strip())
        "".encode(found.name)
    except (LookupError, ValueError, TypeError):
        raise UnreadableFile(
            f"“{clean(typed)}” is not an encoding; name one such as utf-8, cp1252, mac-roman or shift-jis."
        ) from None
    return found.name


def encoding_name(codec: str) -> str:
    """How people call an encoding."""
    return next((name for each, name in _NAMES.items() if codecs.lookup(each).name == codec), codec.upper())


def decode_guessed(data: bytes) -> tuple[str, Candidate]:
    """A text that is not UTF-8, as it makes most sense. Raises UnclearEncoding, UnreadableFile."""
    found = candidates(data)
    if not found:
        raise UnreadableFile(
            "The file's letters are in an encoding unknown here; open it in a spreadsheet and save it as "
            "“CSV UTF-8”."
        )
    best, *others = found
    rival = next((each for each in others if each.sample != best.sample), None)
    if best.doubt > _UNSURE or (rival is not None and best.doubt and rival.doubt - best.doubt < 0.2):
        raise UnclearEncoding(tuple(islice(_of_different_words(found), 3)))
    return data.decode(best.codec), best


def candidates(data: bytes) -> tuple[Candidate, ...]:
    """Every encoding in which the bytes are text, the likeliest first; of equals the commonest."""
    found = []
    for codec in _codecs_for(data):
        try:
            text = data.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
        if not re.search(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", text):
            found.append(_judged(codec, text))
    return tuple(sorted(found, key=lambda each: each.doubt))


def _of_different_words(found: tuple[Candidate, ...]) -> Iterator[Candidate]:
    shown = set[str]()
    for each in found:
        if each.sample not in shown:
            shown.add(each.sample)
            yield each


def _codecs_for(data: bytes) -> list[str]:
    """Ours, and those that charset-normalizer finds beside them; the first are the commonest."""
    from charset_normalizer import from_bytes

    also = [match.encoding.replace("_", "-") for match in islice(from_bytes(data[:200_000]), 6)]
    ours = list(_NAMES)
    names = {codecs.lookup(each).name for each in ours}
    return ours + [each for each in also if codecs.lookup(each).name not in names]


def _judged(codec: str, text: str) -> Candidate:
    words = islice(_words(text), _LOOKED_AT)
    looked_at = [(line, word, _oddness(word, codec)) for line, word in words]
    if not looked_at:
        return Candidate(codec, encoding_name(codecs.lookup(codec).name), "", 1, 1.0)
    line, sample, _ = looked_at[0]
    doubt = sum(odd for *_, odd in looked_at) / len(looked_at)
    return Candidate(codec, encoding_name(codecs.lookup(codec).name), clean(sample)[:40], line, doubt)


def _words(text: str) -> Iterator[tuple[int, str]]:
    """The words with a letter beyond ASCII, and their lines."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.isascii():
            yield from ((number, word) for word in _WORD.findall(line) if not word.isascii())


def _oddness(word: str, codec: str) -> float:
    """0 for a word that some language writes so, 1 for one that none does."""
    letters = _APOSTROPHE.sub("", _DASH.sub("", word.strip(_AT_THE_EDGE)))
    scripts = {_script(char) for char in letters if char.isalpha()}
    is_letters = all(char.isalnum() or char in "-'.&+" or unicodedata.combining(char) for char in letters)
    if not is_letters or len(scripts) > 1 or any(map(_changes_case, letters, letters[1:])):
        return 1.0
    if scripts <= {"LATIN"}:
        return _latin_oddness(letters, codec)
    return 0.0 if letters.istitle() else 0.1


_AT_THE_EDGE = "".join(_PUNCTUATION) + ".!?:'*-#"
_APOSTROPHE = re.compile(r"(?<=\b[A-Za-z])’|(?<=\b[A-Za-z]{2})’|’(?=(?:s|t|d|m|ll|re|ve)\b)", re.IGNORECASE)
_DASH = re.compile(r"(?<=[^\W\d_])–(?=[A-Z])")


def _changes_case(one: str, next_one: str) -> bool:
    """Whether a capital stands after a small letter, one of them beyond ASCII."""
    return one.islower() and next_one.isupper() and not (one + next_one).isascii()


def _latin_oddness(letters: str, codec: str) -> float:
    composed = unicodedata.normalize("NFC", letters.lower())
    special = {char for char in composed if not char.isascii() and char.isalpha()}
    if not any(special <= alphabet for alphabet in _ALPHABETS):
        return 1.0
    # Letters that Windows-1252 has in a corner which other encodings use more.
    return 0.4 if codec == "cp1252" and special & set("šžœÿ") else 0.0


def _script(char: str) -> str:
    if char.isascii():
        return "LATIN"
    first = unicodedata.name(char, "?").split()[0]
    if first in ("HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HALFWIDTH", "CJK", "FULLWIDTH"):
        return "CJK" if first != "HALFWIDTH" else "HALFWIDTH"
    return "LATIN" if first in ("FEMININE", "MASCULINE") else first


# Letters that a program before has spoilt.

# The first halves of letters and quotes of Europe, as Windows-1252 and the Macintosh show them.
_RUN = re.compile(r"[ÂÃÄÅâ√¬‚][^\x00-\x7f]+")


def in_words(before: str, after: str) -> tuple[str, ...]:
    """The remark on letters that were put right, where there were any."""
    if not before:
        return ()
    return (f"Letters that were encoded twice are put right, such as “{before}”: “{after}”.",)


def put_right(text: str) -> tuple[str, str, str]:
    """The text with whatever was encoded twice (`JosÃ©`) put right where that can be proven: its bytes are
    UTF-8 again. And a sample of it, before and after; empty where there is none.
    """
    if text.isascii():
        return text, "", ""
    mended = _RUN.sub(lambda found: _once(found[0]), text)
    if mended == text:
        return text, "", ""
    before, after = next(
        (one, other)
        for one, other in zip(text.splitlines(), mended.splitlines(), strict=False)
        if one != other
    )
    words = zip(_WORD.findall(before), _WORD.findall(after), strict=False)
    sample = next(((clean(one), clean(other)) for one, other in words if one != other), ("", ""))
    return mended, *sample


def _once(run: str) -> str:
    for codec in ("cp1252", "mac-roman"):
        try:
            return b"".join(_byte(char, codec) for char in run).decode("utf-8")
        except (UnicodeDecodeError, UnicodeEncodeError):
            continue
    return run


def _byte(char: str, codec: str) -> bytes:
    # Programs take the five bytes without a letter in Windows-1252 as they are.
    if codec == "cp1252" and "\x80" <= char <= "\x9f":
        return char.encode("latin-1")
    return char.encode(codec)


_LOST = re.compile(r"\ufffd|[^\W\d_]\?[^\W\d_]|[ÃÂ]\?|^\?[a-z]{2}|\w\?{2,}\w")


def letter_lost(text: str) -> bool:
    """Whether a letter of a cell was replaced by `?` or `�` before, and is nowhere any more."""
    return ("?" in text or "\ufffd" in text) and "/" not in text and _LOST.search(text) is not None
