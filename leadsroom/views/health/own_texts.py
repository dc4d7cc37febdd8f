"""A chapter's own texts as they are in use: scorecards, and the catalogue beside the seats that are held."""

from __future__ import annotations

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.chapter.spheres import (
    Catalogue,
    MissingProfession,
    catalogue_of,
    entries_of,
    listed,
    missing,
    with_planned,
)
from leadsroom.domain.health.toml_text import OwnTexts
from leadsroom.errors import Refused
from leadsroom.store.read.health.chapter import own_texts
from leadsroom.store.read.people.seats import professions
from leadsroom.store.read.people.visitors import held_seats
from leadsroom.store.reading import Reading


def texts_in_use(reading: Reading) -> OwnTexts:
    """The texts on record, each empty where the chapter takes the usual one."""
    return own_texts(reading.connection, reading.chapter_id)


def chapter_catalogue(reading: Reading) -> Catalogue:
    """The chapter's catalogue, with the professions of a sphere that it plans itself. Raises Refused."""
    text = own_texts(reading.connection, reading.chapter_id).catalogue
    return with_planned(catalogue_of(text), professions(reading.connection, reading.chapter_id))


def missing_professions(reading: Reading) -> tuple[MissingProfession, ...]:
    """What the catalogue has and nobody holds, without what the chapter has listed itself; nothing where its
    text cannot be read any more.
    """
    try:
        catalogue = catalogue_of(own_texts(reading.connection, reading.chapter_id).catalogue)
    except Refused:
        return ()
    here = [each.name for each in professions(reading.connection, reading.chapter_id)]
    return missing(catalogue, here)


class ProfessionInCatalogue(Struct, frozen=True):
    """A profession of a sphere, and who holds it: empty where nobody does."""

    sphere: str
    profession: str
    holders: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()


class CatalogueInUse(Struct, frozen=True):
    """The catalogue with what the chapter plans itself, each profession with its holder.

    `outside` are the seats that are held and stand in no sphere of it, by their professions.
    """

    chapter: Chapter
    catalogue: Catalogue
    is_usual: bool
    professions: tuple[ProfessionInCatalogue, ...]
    outside: tuple[str, ...]


def catalogue_in_use(reading: Reading) -> CatalogueInUse:
    """The chapter's catalogue, and which of its professions are held."""
    catalogue = chapter_catalogue(reading)
    seats = tuple(held_seats(reading.connection, reading.chapter_id).values())
    meant = {seat.profession: entries_of(seat.profession, catalogue.names) for seat in seats}
    lacking: dict[str, MissingProfession] = {
        each.profession: each for each in missing(catalogue, [seat.profession for seat in seats])
    }
    return CatalogueInUse(
        reading.chapter,
        catalogue,
        not texts_in_use(reading).catalogue,
        tuple(
            ProfessionInCatalogue(
                sphere,
                name,
                tuple(seat.in_words for seat in seats if name in meant[seat.profession].entries),
                lacking[name].perhaps if name in lacking else (),
            )
            for name, sphere in listed(catalogue.spheres)
        ),
        tuple(seat.in_words for seat in seats if not meant[seat.profession].entries),
    )
