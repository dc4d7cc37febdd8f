"""`leadsroom areas` and `leadsroom directors`: the tree of an association, and who looks after it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from leadsroom.cli.place import association_desk, need_there, opened, place_of
from leadsroom.cli.speech import complain, deliver, say
from leadsroom.domain.association.directors import director_called
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.typed_day import read_near_day

if TYPE_CHECKING:
    from leadsroom.acts.command import Command
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.domain.association.areas import Director, Tree
    from leadsroom.domain.ids import AreaId
    from leadsroom.views.association.areas import DirectorsPicture

NONE = "none"  # typed for what is to be on record no longer


@contextmanager
def association_of(words: Namespace) -> Iterator[SyncDesk]:
    """The association's desk of the database that is meant. Nothing is made where nothing is."""
    place = place_of(words)
    need_there(place, "Start leadsroom to set up a chapter.")
    with opened(place) as store:
        yield association_desk(store)


def carry_out(desk: SyncDesk, command: Command) -> int:
    """Do it, and say what came of it."""
    done = desk.do(command).words
    say(f"{done.removesuffix('.')}." if done else "Nothing was changed.")
    return 0


def take_back(desk: SyncDesk, command: Command) -> int:
    """Undo or redo. What others have built upon stays: it is named, and what was done before it is next."""
    from leadsroom.store.row_changes import Overtaken

    while True:
        try:
            return carry_out(desk, command)
        except Overtaken as no:
            complain(f"Passed over: {no}")


# Areas


def give(words: Namespace) -> int:
    """The tree, printed or into a file."""
    from leadsroom.exchange.association.areas import write_areas
    from leadsroom.views.association.areas import areas_picture

    with association_of(words) as desk:
        picture = desk.read(areas_picture)
    return deliver(words, write_areas(picture, words.format))


def add(words: Namespace) -> int:
    """One more area."""
    from leadsroom.acts.association.commands import AddArea

    with association_of(words) as desk:
        under = None if words.under is None else _area(desk, words.under)
        return carry_out(desk, AddArea(words.name, words.level, under))


def rename(words: Namespace) -> int:
    """Another name, another level."""
    from leadsroom.acts.association.commands import ChangeArea

    with association_of(words) as desk:
        area = _tree(desk).called(words.area)
        name = area.name if words.name is None else words.name
        return carry_out(desk, ChangeArea(area.id, name, words.level, area.parent_id))


def move(words: Namespace) -> int:
    """Under another one, or to the top."""
    from leadsroom.acts.association.commands import ChangeArea

    with association_of(words) as desk:
        tree = _tree(desk)
        area, under = tree.called(words.area), None if words.top else tree.called(words.under).id
        return carry_out(desk, ChangeArea(area.id, area.name, area.level, under))


def remove(words: Namespace) -> int:
    """Away, where nothing hangs on it."""
    from leadsroom.acts.association.commands import RemoveArea

    with association_of(words) as desk:
        return carry_out(desk, RemoveArea(_area(desk, words.area)))


def _tree(desk: SyncDesk) -> Tree:
    from leadsroom.views.association.areas import tree_here

    return desk.read(tree_here)


def _area(desk: SyncDesk, typed: str) -> AreaId:
    return _tree(desk).called(typed).id


# Directors


def give_directors(words: Namespace) -> int:
    """Who looks after what, printed or into a file."""
    from leadsroom.exchange.association.areas import write_directors
    from leadsroom.views.association.areas import directors_picture

    with association_of(words) as desk:
        area = None if words.area is None else _area(desk, words.area)
        picture = desk.read(directors_picture, area)
    return deliver(words, write_directors(picture, words.format))


def name_director(words: Namespace) -> int:
    """Somebody looks after an area."""
    from leadsroom.acts.association.commands import NameDirector

    with association_of(words) as desk:
        picture = _directors(desk)
        area, since = picture.tree.called(words.area), _day(words.since, picture.today)
        return carry_out(desk, NameDirector(area.id, words.name, words.email or "", words.phone or "", since))


def change_director(words: Namespace) -> int:
    """Put right what is on record; what is not named stays."""
    from leadsroom.acts.association.commands import ChangeDirector

    with association_of(words) as desk:
        picture = _directors(desk)
        found = _director(picture, words.name, any_day=True)
        command = ChangeDirector(
            found.id,
            found.area_id if words.area is None else picture.tree.called(words.area).id,
            found.name if words.rename is None else words.rename,
            found.email if words.email is None else words.email,
            found.phone if words.phone is None else words.phone,
            found.since if words.since is None else _day(words.since, picture.today),
            found.until if words.until is None else _day(words.until, picture.today),
        )
        return carry_out(desk, command)


def end_director(words: Namespace) -> int:
    """The last day, today where none is named."""
    from leadsroom.acts.association.commands import EndDirector

    with association_of(words) as desk:
        picture = _directors(desk)
        until = _day(words.until, picture.today)
        return carry_out(desk, EndDirector(_director(picture, words.name).id, until))


def _directors(desk: SyncDesk) -> DirectorsPicture:
    from leadsroom.views.association.areas import directors_picture

    return desk.read(directors_picture)


def _director(picture: DirectorsPicture, typed: str, *, any_day: bool = False) -> Director:
    return director_called(picture.directors, typed, picture.tree, picture.today, any_day=any_day)


def _day(typed: str | None, today: date) -> date | None:
    return None if typed is None or fold(typed) == NONE else read_near_day(typed, today)
