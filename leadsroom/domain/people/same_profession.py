"""Whether two names of a profession mean one seat: the same, likely the same, or different.

`Web design`, `Designer, web` and `website designer` are the same: case, accents, endings, plurals, the order
of the words and words such as `agent` make no other seat, and neither do the synonyms of `profession_names`.
What is only likely is for people to decide. Stemmers for English texts leave `painter` and `painting`,
`plumber` and `plumbing` or `dentist` and `dental` apart, since those of persons and of what they do are
different words to them; here they are one seat, so the endings are our own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import lru_cache

from msgspec import Struct

from leadsroom.domain.text.plain_text import fold

_WORD = re.compile(r"\w+")
_JOINING = frozenset(
    {
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "the",
        "to",
        "with",
        "und",
        "y",
        "et",
        "s",
    }
)
# The form of a business rather than what it sells: left out where anything else is there.
_FORM_OF_BUSINESS = """
    agent agency service company firm group professional specialist expert owner licensed certified registered
    local independent provider solution practice llc inc ltd co corp pro partner associate
    representative rep technician
"""
# Words that many professions share and that say nothing about their customers.
_COMMON_WORDS = """
    design development service consulting repair sale residential commercial home auto life business family
    personal health care planning management company agency agent broker professional local custom digital
    estate real property group general and the for with interior exterior art house office owner specialist
    expert coach therapy product supply solution independent new installation rental contractor dealer shop
    store studio salon training car mobile center centre director work
"""
# The longest that fits goes first, and what is left is at least so long.
_ENDINGS: tuple[tuple[str, int], ...] = (
    *(("ation", 5), ("ating", 5), ("ement", 4), ("erage", 4), ("ician", 4), ("ator", 5)),
    *(("ancy", 4), ("ency", 4), ("ance", 4), ("ence", 4), ("ment", 4), ("ical", 4)),
    *(("ant", 4), ("ent", 4), ("ery", 4), ("ing", 4), ("ist", 4), ("ial", 4), ("ion", 4)),
    *(("ate", 4), ("er", 4), ("or", 4), ("ry", 4), ("al", 4), ("ic", 4), ("y", 4), ("e", 4)),
)
# They end as if they were made of another word, and are not.
_WHOLE_WORDS = frozenset(
    {"animal", "career", "corporate", "general", "leather", "physician", "publicist", "supplement", "weather"}
)
_SHORTEST_PLURAL = 4
_HISSING = ("sses", "shes", "ches", "xes", "zzes")
_NO_PLURAL = ("ss", "us", "is")
_LEAST_MISSPELT = 9  # letters of a word that is asked about though its stem is that of another one
_TELLING_AT_MOST = 12  # names with a word in common; where more have it, it tells little
_LEAST_GUESSED = 5  # letters of a word that may be one slip of the finger away from another


class Alike(Enum):
    """What two names of a profession mean: one seat, perhaps one, or two."""

    SAME = "the same"
    LIKELY = "likely the same"
    DIFFERENT = "different"


class _Key(Struct, frozen=True):
    """What a name says of a profession: its words by their stems, and the seats of the table it names.

    `seat` is the one that is named, `within` those whose names stand among other words. `guessed`: a word is
    taken for one that differs by a slip of the finger.
    """

    text: str
    words: frozenset[str]
    stems: frozenset[str]
    seat: str = ""
    within: frozenset[str] = frozenset()
    guessed: bool = False


class _Table(Struct, frozen=True):
    """The names of professions as they are looked for."""

    seats: Mapping[frozenset[str], str]  # a name's stems, and the seat
    by_stem: Mapping[str, tuple[frozenset[str], ...]]  # names by each of their stems
    words: Mapping[str, str]  # a word, and its stem
    near: frozenset[tuple[str, str]]  # seats that may be one, in both orders


@lru_cache(maxsize=8192)
def _word_meant(word: str) -> tuple[str, bool]:
    """The stem of a word, as it stands or begun, and whether it is guessed from one like it."""
    table, own = _table(), stem(word)
    if own in table.by_stem:
        return own, False
    begun = {whole for form, whole in table.words.items() if _is_begun(word, form, whole)}
    if len(begun) == 1:
        return begun.pop(), False
    close = {whole for form, whole in table.words.items() if _one_slip(word, form)}
    return (close.pop(), True) if len(close) == 1 else (own, False)


def alike(one: str, other: str) -> Alike:
    """Whether two names mean one seat. The same the other way round, and of a name with itself."""
    return _compared(_key_of(one), _key_of(other))


def _compared(here: _Key, there: _Key) -> Alike:
    if here.text == there.text:
        return Alike.SAME
    answer = _alike(here, there)
    is_slip = answer is Alike.DIFFERENT and _is_misspelt(here.words, there.words)
    return Alike.LIKELY if is_slip else answer


def _is_misspelt(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the words are the same but for a long one that one of them has as the table does not."""
    here, there = one - other, other - one
    if len(here) != 1 or len(there) != 1:
        return False
    (left,), (right,) = here, there
    is_long = max(len(left), len(right)) >= _LEAST_MISSPELT
    return is_long and not {left, right} <= _table().words.keys() and _one_slip(left, right)


def _alike(one: _Key, other: _Key) -> Alike:
    if not one.stems or not other.stems:
        return Alike.DIFFERENT
    is_sure = not (one.guessed or other.guessed)
    if one.stems == other.stems or (one.seat and one.seat == other.seat):
        return Alike.SAME if is_sure else Alike.LIKELY
    if one.seat and other.seat:
        return Alike.LIKELY if is_sure and (one.seat, other.seat) in _table().near else Alike.DIFFERENT
    named, there = one.within | {one.seat}, other.within | {other.seat}
    if is_sure and (named & there) - {""}:
        return Alike.LIKELY
    return Alike.LIKELY if _one_says_more(one, other) or _nearly_equal(one, other) else Alike.DIFFERENT


def alike_pairs(names: Sequence[str]) -> list[tuple[int, int, Alike]]:
    """Which of many names mean one seat, or likely one, by their places; slips are not looked for.

    Only names are compared that have something in common, and of what very many have in common only the
    first `_TELLING_AT_MOST`, so that a roster of thousands takes no time.
    """
    keys, near = [_key_of(name) for name in names], _table().near
    places: defaultdict[str, list[int]] = defaultdict(list)
    found: dict[tuple[int, int], Alike] = {}
    for at, key in enumerate(keys):
        seats = {key.seat, *key.within} - {""}
        beside = {other for seat, other in near if seat == key.seat} if key.seat else set()
        marks = {*(key.stems - _common()), *(f"seat of {seat}" for seat in seats)}
        marks.add("".join(sorted(key.stems)))
        for mark in (*marks, *(f"seat of {seat}" for seat in beside)):
            for earlier in places[mark]:
                if (earlier, at) not in found:
                    found[earlier, at] = _compared(keys[earlier], key)
        for mark in marks:
            if len(places[mark]) < _TELLING_AT_MOST:
                places[mark].append(at)
    return [(*pair, answer) for pair, answer in found.items() if answer is not Alike.DIFFERENT]


def _one_says_more(one: _Key, other: _Key) -> bool:
    """Whether all that one name says stands in the other too, and is more than words that many share."""
    shared = one.stems & other.stems
    return shared in (one.stems, other.stems) and not shared <= _common()


def _nearly_equal(one: _Key, other: _Key) -> bool:
    """Whether the names are the same but for slips of the finger, or for endings that nobody knows."""
    here, there = one.stems - other.stems, other.stems - one.stems
    if not here or len(here) != len(there):
        return False
    return all(any(_is_slip(a, b) for b in there) for a in here) and all(
        any(_is_slip(a, b) for a in here) for b in there
    )


def _is_slip(one: str, other: str) -> bool:
    listed = _table().by_stem
    if one in listed or other in listed:
        return False
    longer, shorter = sorted((one, other), key=len, reverse=True)
    is_longer_form = (
        len(shorter) >= _LEAST_GUESSED and longer.startswith(shorter) and len(longer) < len(shorter) + 4
    )
    return is_longer_form or _one_slip(one, other)


# Words


def words_of(text: str) -> list[str]:
    """The words of a name, without case and accents: those that join others left out."""
    found = _WORD.findall(fold(text).replace("'", ""))
    return [word for word in found if word not in _JOINING]


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """What is left of a word without its endings: `design` of `designers`, `paint` of `painting`."""
    left = _singular(word)
    while (shorter := _without_ending(left)) != left:
        left = shorter
    return left


def _singular(word: str) -> str:
    if len(word) < _SHORTEST_PLURAL or word.endswith(_NO_PLURAL):
        return word
    if word.endswith("ies") and len(word) > _SHORTEST_PLURAL:
        return f"{word[:-3]}y"
    if word.endswith(_HISSING):
        return word[:-2]
    return word.removesuffix("s")


def _without_ending(word: str) -> str:
    if word in _WHOLE_WORDS:
        return word
    for ending, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return _closed(word.removesuffix(ending))
    return word


def _closed(left: str) -> str:
    """`plan` of `planning`, `optomet` of `optometry` and `optometrist`."""
    if len(left) > 4 and left[-1] == left[-2] and left[-1] not in "aeious":
        return left[:-1]
    return left.removesuffix("r") if len(left) > 4 and left.endswith("tr") else left


@lru_cache(maxsize=4096)
def distinctive_stems(profession: str) -> dict[str, str]:
    """The words of a profession that say what it sells, by their stems."""
    words = {stem(word): word for word in words_of(profession) if len(word) > 2}
    return {each: word for each, word in words.items() if each not in _common()}


def _is_begun(word: str, form: str, whole: str) -> bool:
    """Whether a word is another one that is being typed, all of its stem and a part of its ending."""
    return len(word) > len(whole) and len(whole) >= 4 and form.startswith(word) and word.startswith(whole)


def _one_slip(word: str, form: str) -> bool:
    """Whether one letter is wrong, missing, too many, or two are exchanged; never the first."""
    if min(len(word), len(form)) < _LEAST_GUESSED or abs(len(word) - len(form)) > 1 or word[0] != form[0]:
        return False
    if len(word) > len(form):
        word, form = form, word
    at = next((i for i, (a, b) in enumerate(zip(word, form, strict=False)) if a != b), len(word))
    here, there = word[at:], form[at:]
    if len(here) != len(there):
        return here == there[1:]
    is_exchanged = here[:2] == there[1::-1] and here[2:] == there[2:]
    return here != there and (here[1:] == there[1:] or is_exchanged)


# The table, read once it is needed


@lru_cache(maxsize=2**15)
def _key_of(profession: str) -> _Key:
    table = _table()
    text, words = fold(profession), words_of(profession)
    meant = [_word_meant(word) for word in words]
    stems = _telling(each for each, _ in meant)
    guessed = any(is_guessed for _, is_guessed in meant)
    seat = table.seats.get(stems, "")
    if seat or guessed:
        return _Key(text, frozenset(words), stems, seat, guessed=guessed)
    among = {name for each in stems for name in table.by_stem.get(each, ()) if name < stems}
    among = {name for name in among if not name <= _common() and not any(name < other for other in among)}
    return _Key(text, frozenset(words), stems, within=frozenset(table.seats[name] for name in among))


def _telling(stems: Iterable[str]) -> frozenset[str]:
    """The stems without those of the form of a business, where there are others."""
    every = frozenset(stems)
    return every - _forms() or every


@lru_cache(maxsize=1)
def _forms() -> frozenset[str]:
    return frozenset(map(stem, _FORM_OF_BUSINESS.split()))


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(map(stem, _COMMON_WORDS.split()))


@lru_cache(maxsize=1)
def _table() -> _Table:
    from leadsroom.domain.people.profession_names import MAY_BE_ONE_SEAT, ONE_SEAT

    seats: dict[frozenset[str], str] = {}
    by_stem: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    words: dict[str, str] = {}
    for names in lines_of(ONE_SEAT):
        for name in names:
            words |= {word: stem(word) for word in words_of(name)}
            key = _telling(map(stem, words_of(name)))
            if seats.setdefault(key, names[0]) == names[0]:
                for each in key:
                    by_stem[each].append(key)
    for word in (*_FORM_OF_BUSINESS.split(), *_COMMON_WORDS.split()):
        by_stem[stem(word)] += []
    pairs = [(first, other) for first, *others in lines_of(MAY_BE_ONE_SEAT) for other in others]
    near = frozenset((*pairs, *((other, first) for first, other in pairs)))
    return _Table(seats, {each: tuple(found) for each, found in by_stem.items()}, words, near)


def lines_of(table: str) -> list[list[str]]:
    """The names of each line, remarks left out."""
    lines = (line for line in table.splitlines() if line and not line.startswith("#"))
    return [[name.strip() for name in line.split(",")] for line in lines]
