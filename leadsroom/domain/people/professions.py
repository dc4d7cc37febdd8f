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
_WORD = re.compile(r"\w+")


SAME = "the same profession"
_folded = lru_cache(maxsize=2048)(fold)  # each pair of a table is compared


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
    padded = f" {' '.join(_WORD.findall(fold(profession)))} "
    for family, telling in FAMILIES:
        if any(f" {words} " in padded or f" {words}s " in padded for words in telling):
            return family
    return ""


def overlap(one: HeldSeat, other: HeldSeat) -> Overlap | None:
    """Why two professions overlap; None where they do not. The same the other way round.

    Two different families that the chapter gave part them, whatever the words say.
    """
    from leadsroom.domain.people.same_profession import Alike, alike, distinctive_stems

    if one.family and other.family and fold(one.family) != fold(other.family):
        return None
    answer = alike(one.profession, other.profession)
    if answer is Alike.SAME:
        return Overlap(one, other, SAME)
    families = one.likely_family, other.likely_family
    if families[0] and _folded(families[0]) == _folded(families[1]):
        return Overlap(one, other, f"one family, {families[0]}")
    there = distinctive_stems(other.profession)
    shared = [f"“{word}”" for stem, word in distinctive_stems(one.profession).items() if stem in there]
    if shared:
        return Overlap(one, other, f"both say {' and '.join(shared)}")
    return Overlap(one, other, "perhaps the same profession") if answer is Alike.LIKELY else None


def overlaps_with(seat: HeldSeat, others: Iterable[HeldSeat]) -> tuple[Overlap, ...]:
    """The professions that overlap with this one, in their order; itself left out."""
    key = fold(seat.profession)
    found = (overlap(seat, other) for other in others if fold(other.profession) != key)
    return tuple(one for one in found if one is not None)


def overlaps(seats: Iterable[HeldSeat]) -> tuple[Overlap, ...]:
    """Every pair of professions that overlap, those first that are one by two names."""
    by_key = [(fold(seat.profession), seat) for seat in seats]
    pairs = combinations(by_key, 2)
    found = (overlap(one, other) for (key, one), (another, other) in pairs if key != another)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.why != SAME))


def is_same_profession(one: str, other: str) -> bool:
    """Whether two names mean one seat, without a doubt."""
    from leadsroom.domain.people.same_profession import Alike, alike

    return alike(one, other) is Alike.SAME


class CloseSeats(Struct, frozen=True):
    """The seat that is the `same` profession, if any; and those that may be, which is to be asked."""

    same: HeldSeat | None = None
    likely: tuple[HeldSeat, ...] = ()


def close_seats(profession: str, seats: Iterable[HeldSeat]) -> CloseSeats:
    """Which of the seats a profession is, by any of its names. One of exactly this name goes first."""
    from leadsroom.domain.people.same_profession import Alike, alike

    key, seats = fold(profession), tuple(seats)
    if not key:
        return CloseSeats()
    answers = [(alike(profession, seat.profession), seat) for seat in seats]
    same = [seat for answer, seat in answers if answer is Alike.SAME]
    exact = next((seat for seat in same if fold(seat.profession) == key), None)
    likely = tuple(seat for answer, seat in answers if answer is Alike.LIKELY)
    return CloseSeats(exact or next(iter(same), None), () if exact else likely)


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


def close_entries(name: str, entries: Iterable[Profession]) -> tuple[Profession, ...]:
    """The entries that are the same profession by another name, then those that may be; itself left out."""
    by_name = {entry.name: entry for entry in entries if fold(entry.name) != fold(name)}
    found = close_seats(name, (HeldSeat(each) for each in by_name))
    same = (found.same,) if found.same is not None else ()
    return tuple(by_name[seat.profession] for seat in (*same, *found.likely))
