"""The catalogue: which professions belong to a chapter, by the spheres in which they help each other.

The usual one comes with the program; a chapter may have its own, as a text in TOML. By whatever
name a profession stands in it, it is compared as all seats are: “Web design” fills “Web developer”.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct

from leadsroom.domain.health.toml_text import (
    name_in,
    packaged,
    quoted,
    read_toml,
    refuse_other_keys,
    text_in,
)
from leadsroom.domain.people.professions import Profession
from leadsroom.domain.people.same_profession import Alike, alike, alike_pairs, distinctive_stems
from leadsroom.domain.text.plain_text import fold
from leadsroom.errors import Refused

MOST_PROFESSIONS = 500
_CALLED = "The catalogue"
_KEYS = ("source", "spheres")


class Sphere(Struct, frozen=True):
    """A sphere, and the professions that belong to it, in the order in which they are written."""

    name: str
    professions: tuple[str, ...]


class Catalogue(Struct, frozen=True):
    """Spheres with their professions, each in one sphere; `source` says where they are from."""

    spheres: tuple[Sphere, ...]
    source: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every profession, in order."""
        return tuple(name for name, _ in listed(self.spheres))

    def sphere_of(self, profession: str) -> str:
        """The sphere of the entry that a profession is by any name; empty where the catalogue has none.

        Where it may be several entries, they are to be of one sphere.
        """
        meant = entries_of(profession, self.names)
        found = {sphere for name, sphere in listed(self.spheres) if name in meant.entries}
        if not found:
            found = {sphere for name, sphere in listed(self.spheres) if name in meant.perhaps}
        return found.pop() if len(found) == 1 else ""


class EntriesMeant(Struct, frozen=True):
    """Which entries of a catalogue a profession is, and which it may be besides."""

    entries: frozenset[str]
    perhaps: frozenset[str]


@lru_cache(maxsize=2048)
def entries_of(profession: str, names: tuple[str, ...]) -> EntriesMeant:
    """Which of these entries a profession is: those that are the same seat by another name.

    Where there is none, it is the entry that it is likely to be; of several those that share a word with it
    which says what is sold, as “Web design” does with “Web developer” and not with “Graphic designer”.
    """
    answers = {name: alike(profession, name) for name in names}
    same = {name for name, answer in answers.items() if answer is Alike.SAME}
    likely = {name for name, answer in answers.items() if answer is Alike.LIKELY}
    if same or not likely:
        return EntriesMeant(frozenset(same), frozenset(likely))
    telling = distinctive_stems(profession).keys()
    close = {name for name in likely if telling & distinctive_stems(name).keys()}
    meant = close or (likely if len(likely) == 1 else set())
    return EntriesMeant(frozenset(meant), frozenset(likely - meant))


class MissingProfession(Struct, frozen=True):
    """A profession of a sphere that nobody holds; `perhaps` are held ones that may be it by another name."""

    profession: str
    sphere: str
    perhaps: tuple[str, ...] = ()


def missing(catalogue: Catalogue, held: Iterable[str]) -> tuple[MissingProfession, ...]:
    """The professions of a catalogue that none of the held ones is, sphere by sphere."""
    meant = {seat: entries_of(seat, catalogue.names) for seat in held}
    filled = {name for each in meant.values() for name in each.entries}
    return tuple(
        MissingProfession(name, sphere, tuple(seat for seat in meant if name in meant[seat].perhaps))
        for name, sphere in listed(catalogue.spheres)
        if name not in filled
    )


def listed(spheres: Iterable[Sphere]) -> Iterator[tuple[str, str]]:
    """Every profession of some spheres, and its sphere, in order."""
    return ((profession, sphere.name) for sphere in spheres for profession in sphere.professions)


def with_planned(catalogue: Catalogue, professions: Iterable[Profession]) -> Catalogue:
    """A catalogue and what a chapter has listed itself: professions that are planned and have a sphere.

    One that stands in the catalogue already, by any name, is in the sphere that the chapter has given it.
    """
    spheres = {fold(sphere.name): (sphere.name, [*sphere.professions]) for sphere in catalogue.spheres}
    for each in professions:
        if not (each.is_planned and each.sphere):
            continue
        own = spheres.setdefault(fold(each.sphere), (each.sphere, []))[1]
        if any(alike(name, each.name) is Alike.SAME for name in own):
            continue
        for _, names in spheres.values():
            names[:] = [name for name in names if alike(name, each.name) is not Alike.SAME]
        own.append(each.name)
    return Catalogue(
        tuple(Sphere(name, tuple(names)) for name, names in spheres.values() if names), catalogue.source
    )


def changes_in_words(before: Catalogue, after: Catalogue) -> Iterator[str]:
    """What another catalogue changes, a line for each sphere of which professions come or go."""
    was = {sphere.name: sphere.professions for sphere in before.spheres}
    now = {sphere.name: sphere.professions for sphere in after.spheres}
    for name in (*was, *(name for name in now if name not in was)):
        gone = [each for each in was.get(name, ()) if each not in now.get(name, ())]
        new = [each for each in now.get(name, ()) if each not in was.get(name, ())]
        parts = [f"without {', '.join(gone)}"] if gone else []
        parts += [f"with {', '.join(new)}"] if new else []
        if parts:
            yield f"{name}: {'; '.join(parts)}"


# Read from a text


def catalogue_of(text: str) -> Catalogue:
    """A chapter's catalogue on record: its own text, or the usual one where that is empty. Raises Refused.

    That two of its names have come to mean one profession takes nobody's figures away.
    """
    return _read(text) if text.strip() else USUAL


def read_catalogue(text: str) -> Catalogue:
    """What a text in TOML says. Raises Refused: what is wrong with it, and where."""
    found = _read(text)
    _refuse_same(found.spheres)
    return found


def _read(text: str) -> Catalogue:
    table = read_toml(text, _CALLED)
    refuse_other_keys(table, _KEYS, _CALLED)
    spheres = table.get("spheres")
    if not isinstance(spheres, dict) or not spheres:
        raise Refused(f'{_CALLED} names no sphere. Write like [spheres], and below it "Law" = ["Attorney"].')
    found = tuple(_sphere(name, names) for name, names in spheres.items())
    _refuse_twice([sphere.name for sphere in found])
    number = sum(len(sphere.professions) for sphere in found)
    if number > MOST_PROFESSIONS:
        raise Refused(f"{_CALLED} has more than {MOST_PROFESSIONS} professions. Take some out.")
    return Catalogue(found, text_in(table, "source", _CALLED))


def _sphere(name: str, names: Any) -> Sphere:
    called = name_in(name, f"The name of a sphere in {_CALLED[0].lower()}{_CALLED[1:]}")
    if not isinstance(names, list):
        raise Refused(f'The sphere {quoted(called)} is to be a list like ["Florist", "Caterer"].')
    if not names:
        raise Refused(f"The sphere {quoted(called)} has no profession. Name one, or take the sphere out.")
    return Sphere(called, tuple(name_in(each, f"A profession of {quoted(called)}") for each in names))


def _refuse_twice(names: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if fold(name) in seen:
            raise Refused(f"The sphere {quoted(name)} stands twice in the catalogue. Make one of the two.")
        seen.add(fold(name))


def _refuse_same(spheres: Sequence[Sphere]) -> None:
    """A profession is in one sphere, or nobody could say in which a member is."""
    found = list(listed(spheres))
    for one, other, answer in alike_pairs([profession for profession, _ in found]):
        if answer is Alike.SAME:
            (first, here), (second, there) = found[one], found[other]
            where = f"both in {quoted(here)}" if here == there else f"in {quoted(here)} and {quoted(there)}"
            raise Refused(
                f"{quoted(first)} and {quoted(second)} are one profession, {where}. Take one of them out."
            )


USUAL_TEXT = packaged("chapter/usual_spheres.toml")
USUAL = read_catalogue(USUAL_TEXT)
