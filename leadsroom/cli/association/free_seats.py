"""`leadsroom chapters --open PROFESSION`: where its seat is free, and who waits for it."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from leadsroom.cli.place import association_desk
from leadsroom.cli.speech import deliver
from leadsroom.errors import Refused

if TYPE_CHECKING:
    from leadsroom.domain.ids import AreaId
    from leadsroom.store.store import Store


def give_free_seats(words: Namespace, store: Store) -> int:
    """Write the answer, of the area that is named, or that of the chapter that is. Raises Refused for what
    only a list of chapters can do.
    """
    from leadsroom.domain.association.free_seats import ENOUGH_TO_FOUND
    from leadsroom.exchange.association.free_seats import write_free_seats
    from leadsroom.views.association.free_seats import SeatsWanted, free_seats

    area_id = _area(words, store)
    _refuse_too_much(words, area_id)
    wanted = SeatsWanted(words.profession, area_id, words.enough or ENOUGH_TO_FOUND)
    written = write_free_seats(association_desk(store).read(free_seats, wanted), words.format)
    return deliver(words, written.decode() if words.format == "text" else written)


def _area(words: Namespace, store: Store) -> AreaId | None:
    from leadsroom.cli.association.chapters import area_typed
    from leadsroom.store.read.association.choosing import entry_named

    if words.area is not None:
        return area_typed(store, words.area)
    chapter = getattr(words, "chapter", None)  # the option alone: what was used last is no wish here
    if chapter is None:
        return None
    with store.reading() as connection:
        return entry_named(connection, chapter).area_id


def _refuse_too_much(words: Namespace, area_id: AreaId | None) -> None:
    if words.words:
        raise Refused(
            f"A profession of several words stands in quotes, like --open "
            f'"{words.profession} {" ".join(words.words)}". Chapters are narrowed by --area.'
        )
    if words.area is not None and area_id is None:
        raise Refused("--open takes the name of an area, or none for all chapters. Leave --area out.")
    for given, option in ((words.into, "--into"), (words.archived, "--archived"), (words.all, "--all")):
        if given:
            raise Refused(f"--open and {option} do not go together. Leave one of them out.")
