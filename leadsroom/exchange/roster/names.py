"""Names as files have them: the last name first, titles, degrees, capitals, scripts with the family first."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.domain.text.plain_text import fold
from leadsroom.exchange.sheets.columns import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_GENERATIONS_AS_WRITTEN = "jr sr jnr snr junior senior ii iii iv"
# After a name they are never a name themselves, as `Do`, `Ma` and `Lee` are.
_DEGREES_AS_WRITTEN = """
    md dds dmd dvm phd edd esq llm mba cpa cfa cfp clu chfc pmp lcsw lmft lmt aia asid facs pharmd cissp
"""
_OF_BUSINESS_AS_WRITTEN = "inc llc llp ltd co corp gmbh ag realtor broker owner rn pe ea pt od dc crs gri jd"
_TITLES_AS_WRITTEN = """
    mr mrs ms miss mx dr drs prof professor rev reverend hon sir dame herr frau ing dipl mag
"""
_NAMES_AS_WELL = "ma do ed jo al bo cy di vi am ace art bc jp"
_GENERATIONS = frozenset(_GENERATIONS_AS_WRITTEN.split())
_DEGREES = frozenset(_DEGREES_AS_WRITTEN.split())
_OF_BUSINESS = frozenset(_OF_BUSINESS_AS_WRITTEN.split())
_TITLES = frozenset(_TITLES_AS_WRITTEN.split())
_SOME_LETTERS = 3
_PARTS = 2  # of a name that has a last one


class NameHabit(Struct, frozen=True):
    """How a file writes names. `is_literal`: as they stand; otherwise the last name may come first."""

    is_literal: bool
    last_name_first: bool

    def spoken(self, name: str) -> str:
        """The name with the first name first. A comma that can mean something else is left alone."""
        if self.is_literal or not {",", "，"} & set(name):
            return name
        halves = _halves(name)
        if halves is None or not (self.last_name_first or _is_unmistakable(*halves[:2])):
            return name.strip(" ,，") or name
        last, first, after = halves
        return _joined(first, last, after)

    def in_one(self, parts: Sequence[str], last: str) -> str:
        """A name that was given in parts, the `last` name among them, as it is spoken."""
        rest = [part for part in parts if part != last]
        if not self.is_literal and last and rest and all(map(_family_goes_first, (last, *rest))):
            return "".join((last, *rest))
        return " ".join(parts)


def name_habit(names: Sequence[str], *, is_literal: bool) -> NameHabit:
    """Read the habit off the whole column."""
    halves = [_halves(name) for name in names if name]
    throughout = None not in halves and any(half[0] and " " not in half[0] for half in filter(None, halves))
    return NameHabit(is_literal, throughout)


def _halves(name: str) -> tuple[str, str, tuple[str, ...]] | None:
    """Last name, first name, and what follows a name, of `Last, First`; None when that is not what it is."""
    last, *others = (part.strip() for part in re.split("[,，]", name))
    others = [part for part in others if part]
    after: list[str] = []
    while others and _follows_a_name(others[-1]):
        after.insert(0, others.pop())
    if not last or len(others) != 1:
        return None
    words = others[0].split()
    while len(words) > 1 and squeezed(words[-1]) in _GENERATIONS | _DEGREES:
        after.insert(0, words.pop())
    return last, " ".join(words), tuple(after)


def _follows_a_name(part: str) -> bool:
    """`Jr.`, `CPA` or `Realtor`, as it follows a whole name and a comma."""
    words = [squeezed(word) for word in part.split()]
    own = _GENERATIONS | _DEGREES | _OF_BUSINESS
    return bool(words) and (words[0] in own or all(word in own or word in _acronyms() for word in words))


@cache
def _acronyms() -> frozenset[str]:
    """Degrees and offices that follow a name, of all kinds; not those that are names as well."""
    from nameparser.config import CONSTANTS

    found = (*CONSTANTS.suffix_acronyms, *CONSTANTS.suffix_not_acronyms)
    names_as_well = {*CONSTANTS.suffix_acronyms_ambiguous, *_NAMES_AS_WELL.split()}
    return frozenset({squeezed(str(word)) for word in found} - names_as_well)


@cache
def _particles() -> frozenset[str]:
    from nameparser.config import CONSTANTS

    return frozenset(fold(word) for word in CONSTANTS.prefixes)


def _is_unmistakable(last: str, first: str) -> bool:
    """Whether it can only be a last name and a first one: `Lopez, Marie`, `de la Cruz, Juan`."""
    *before, _name = last.split()
    return all(fold(word) in _particles() for word in before) and len(first.split()) <= 2 + (
        squeezed(first.split(maxsplit=1)[0]) in _TITLES
    )


def _joined(first: str, last: str, after: Iterable[str]) -> str:
    if _family_goes_first(last) and _family_goes_first(first):
        return f"{last}{first}"
    spoken = f"{first} {last}"
    for part in after:
        spoken += f" {part}" if squeezed(part) in _GENERATIONS else f", {part}"
    return spoken


def _family_goes_first(name: str) -> bool:
    """Whether it is in Chinese, Japanese or Korean writing."""
    return all(
        unicodedata.name(char, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL")) for char in name
    )


def person_key(name: str) -> str:
    """A key for who is meant: that of `Dr. Ann Chu`, `Ann Chu, PhD` and `ann chu` is one.

    `Jr.` and `III` stay, because father and son are two.
    """
    words = fold(name).replace(",", " ").split()
    bare = [word.replace(".", "") for word in words]
    begin, end = 0, len(words)
    while begin < end - 1 and bare[begin] in _TITLES:
        begin += 1
    while begin < end - 1 and bare[end - 1] in _DEGREES:
        end -= 1
    of_generation = _GENERATIONS.__contains__
    return " ".join(
        b if of_generation(b) else word for b, word in zip(bare[begin:end], words[begin:end], strict=True)
    )


def name_in_parts(name: str) -> tuple[str, str]:
    """First and last name; put together with a space they are the whole name, as it stands.

    `Maria | de la Cruz`, `Dr. Ann | Chu, PhD`, `Cyrus | Ng Jr.`. The last name of somebody who has one name
    alone is empty.
    """
    from nameparser import HumanName

    words = name.split()
    last = str(HumanName(name).last).split()
    if not last or len(words) < _PARTS:
        return (name, "")
    for begin in range(1, len(words)):
        if [word.strip(",，") for word in words[begin : begin + len(last)]] == last:
            return " ".join(words[:begin]), " ".join(words[begin:])
    return " ".join(words[:-1]), words[-1]


def first_name(name: str) -> str:
    """A key for the first name, titles left out."""
    return person_key(name).partition(" ")[0]


def is_of_one_case(name: str) -> bool:
    """Whether a name is all in capitals, or has none where there could be one."""
    letters = [char for char in name if char.isalpha()]
    return len(letters) >= _SOME_LETTERS and (name.isupper() or name.islower())


def name_after(old: str, new: str) -> str:
    """A name on record after a file named the same person: capitals, titles and degrees stay as they were."""
    if fold(old) != fold(new):
        return old if person_key(old) == person_key(new) else new
    return old if is_of_one_case(new) and not is_of_one_case(old) else new
