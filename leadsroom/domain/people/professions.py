"""Professions: the seats of a chapter, and which of them overlap (FIELD §6)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations

from msgspec import Struct

from leadsroom.domain.ids import ProfessionId
from leadsroom.domain.text.plain_text import fold

# Known families with the words that tell them, the first that fits: "auto insurance" is no garage.
FAMILIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Insurance", ("insurance", "insurer", "medicare", "underwriting")),
    ("Real estate", ("real estate", "realtor", "realty", "estate agent", "property management")),
    ("Mortgages", ("mortgage", "loan", "lending")),
    ("Law", ("law", "lawyer", "attorney", "solicitor", "legal", "estate planning", "notary")),
    ("Accounts", ("accounting", "accountancy", "bookkeeping", "bookkeeper", "tax", "cpa", "payroll")),
    ("Investments", ("financial", "wealth", "investment", "retirement planning")),
    ("Web", ("web", "website", "wordpress", "web shop", "seo", "search engine")),
    ("Marketing", ("marketing", "advertising", "branding", "social media", "public relations")),
    ("Computers", ("computer", "it support", "it services", "network support", "cybersecurity")),
    (
        "Beauty",
        ("skincare", "skin care", "makeup", "make up", "cosmetics", "esthetician", "beauty", "facial"),
    ),
    ("Hair", ("hair", "hairdresser", "barber")),
    ("Fitness", ("fitness", "personal trainer", "personal training", "yoga", "pilates", "gym")),
    ("Teeth", ("dentist", "dental", "orthodontist")),
    ("Building", ("contractor", "construction", "remodeling", "remodelling", "renovation", "handyman")),
    ("Cleaning", ("cleaning", "cleaner", "janitorial", "maid")),
    ("Gardens", ("landscaping", "lawn care", "gardening", "gardener", "tree care", "tree service")),
    ("Pictures", ("photography", "photographer", "videography", "videographer", "video production")),
    ("Print", ("printing", "printer", "signs", "signage", "promotional products")),
    ("Cars", ("auto repair", "car repair", "mechanic", "auto body", "garage")),
    ("Events", ("event planning", "event planner", "wedding planning", "wedding planner")),
    ("Food", ("catering", "caterer")),
    ("Travel", ("travel",)),
)
# Words that many professions share and that say nothing about their customers.
_COMMON_WORDS = """
    design development service consulting repair sale residential commercial home auto life business family
    personal health care planning management company agency agent broker professional local custom digital
    estate real property group general and the for with interior exterior art house office owner specialist
    expert coach therapy product supply solution independent new installation rental
"""
_WORD = re.compile(r"\w+")
_ENDINGS = ("ants", "ists", "ers", "ors", "ant", "ery", "ing", "ist", "er", "or", "es", "s", "y", "e")
_SHORTEST_STEM = 3


class HeldSeat(Struct, frozen=True):
    """A profession, its family where the chapter gave one, and its holder or applicant."""

    profession: str
    family: str = ""
    holder: str = ""

    @property
    def in_words(self) -> str:
        """`Life insurance (Maria Lopez)`."""
        return f"{self.profession} ({self.holder})" if self.holder else self.profession

    @property
    def likely_family(self) -> str:
        """The family given, or the one that the name tells."""
        return self.family or family_proposed(self.profession)


class Overlap(Struct, frozen=True):
    """Two professions that overlap, and why: `one family, Insurance`, `both say “window”`."""

    one: HeldSeat
    other: HeldSeat
    why: str

    @property
    def both(self) -> str:
        """`Life insurance (Ann Chu) and Auto insurance (Bo Lind)`."""
        return f"{self.one.in_words} and {self.other.in_words}"

    @property
    def sentence(self) -> str:
        """Both professions, and why they overlap, as one sentence."""
        return f"{self.both} overlap: {self.why}."


@lru_cache(maxsize=2048)
def family_proposed(profession: str) -> str:
    """The known family that a profession's name tells; empty when none does."""
    padded = f" {' '.join(_words(profession))} "
    for family, telling in FAMILIES:
        if any(f" {words} " in padded or f" {words}s " in padded for words in telling):
            return family
    return ""


def overlap(one: HeldSeat, other: HeldSeat) -> Overlap | None:
    """Why two professions overlap; None where they do not. The same the other way round.

    Two different families that the chapter gave part them, whatever the words say.
    """
    families = (
        one.family or family_proposed(one.profession),
        other.family or family_proposed(other.profession),
    )
    if families[0] and fold(families[0]) == fold(families[1]):
        return Overlap(one, other, f"one family, {families[0]}")
    if one.family and other.family:
        return None
    there = _distinctive(other.profession)
    shared = [f"“{word}”" for stem, word in _distinctive(one.profession).items() if stem in there]
    return Overlap(one, other, f"both say {' and '.join(shared)}") if shared else None


def overlaps_with(seat: HeldSeat, others: Iterable[HeldSeat]) -> tuple[Overlap, ...]:
    """The professions that overlap with this one, in their order; itself left out."""
    key = fold(seat.profession)
    found = (overlap(seat, other) for other in others if fold(other.profession) != key)
    return tuple(one for one in found if one is not None)


def overlaps(seats: Iterable[HeldSeat]) -> tuple[Overlap, ...]:
    """Every pair of professions that overlap."""
    pairs = combinations(seats, 2)
    found = (overlap(a, b) for a, b in pairs if fold(a.profession) != fold(b.profession))
    return tuple(one for one in found if one is not None)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


@lru_cache(maxsize=2048)
def _distinctive(profession: str) -> dict[str, str]:
    """The words of a profession that say what it sells, by their stems: `painter` and `painting` are one."""
    words = {_stem(word): word for word in _words(profession) if len(word) >= _SHORTEST_STEM}
    return {stem: word for stem, word in words.items() if stem not in _COMMON}


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


_COMMON = frozenset(map(_stem, _COMMON_WORDS.split()))


def close_in_words(found: Iterable[Overlap]) -> str:
    """A sentence that names the overlapping professions; empty where there are none."""
    overlapping = [f"{one.other.in_words}, {one.why}" for one in found]
    return f"It overlaps with {'; and with '.join(overlapping)}." if overlapping else ""


class Profession(Struct, frozen=True):
    """A profession of a chapter: the seat that one member holds.

    `family` joins professions that overlap, as the chapter has decided; `sphere` those that help each other.

    `memberships` counts those of all times, `applied_in_vain` those that were an application which came to
    nothing. `is_planned`: somebody listed it, whoever may come for it.
    """

    id: ProfessionId
    name: str
    family: str = ""
    sphere: str = ""
    memberships: int = 0
    applied_in_vain: int = 0
    is_planned: bool = False

    @property
    def has_history(self) -> bool:
        """Whether anybody holds it, waits or applies for it, or held it once."""
        return self.memberships > self.applied_in_vain

    @property
    def is_listed(self) -> bool:
        """Whether it is one of the chapter's: it has a history, or something was decided about it.

        What only a refused applicant, or a slip of the finger, has left behind is none.
        """
        return self.has_history or self.is_planned or bool(self.family or self.sphere)

    @property
    def likely_family(self) -> str:
        """The family given, or the one that the name tells."""
        return self.family or family_proposed(self.name)
