"""`leadsroom db path|check|backup|upgrade`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from leadsroom.cli.place import (
    clock_here,
    command_here,
    file_of,
    file_to_back_up,
    need_there,
    opened,
    place_of,
)
from leadsroom.cli.speech import complain, say
from leadsroom.domain.association.month import first_of
from leadsroom.files import file_for_database

if TYPE_CHECKING:
    from leadsroom.store.chapter_months import MonthsApart
    from leadsroom.store.store import Store

_CHAPTERS_NAMED, _MONTHS_NAMED = 5, 12


def path(words: Namespace) -> int:
    """Where the database is, whether or not it is there."""
    place = place_of(words)
    file = file_of(place)
    if file is not None:
        say(str(file))
        return 0
    from leadsroom.store.engine import database_url

    say(database_url(place).set(drivername="postgresql").render_as_string(hide_password=True))
    return 0


def check(words: Namespace) -> int:
    """Read all of it."""
    from leadsroom.store.maintenance import check_up

    with _existing(place_of(words)) as store:
        found = check_up(store)
    if found.faults:
        complain(f"{store.place} is damaged: {found.faults[0]}. Restore a backup of it.", *found.faults[1:])
        return 1
    counted = f"{_number(found.chapters, 'chapter')}, {_number(found.meetings, 'meeting')}"
    say(f"{store.place} is sound: schema {found.version or 'none yet'}, {counted}.")
    if found.is_older:
        upgrade = command_here(words, "db", "upgrade")
        say(f"Its schema is an older one; the next start brings it up to date, or {upgrade}.")
    if found.apart:
        again = command_here(words, "db", "count-again")
        complain(*_of_months_apart(found.apart), f"{again} counts them again.")
        return 1
    return 0


def _of_months_apart(apart: Sequence[MonthsApart]) -> Iterator[str]:
    """A line for each chapter, of many for the first few."""
    for each in apart[:_CHAPTERS_NAMED]:
        days = [first_of(month) for month in each.months[:_MONTHS_NAMED]]
        months = ", ".join([*(f"{day:%b %Y}" for day in days), *["…"] * (len(each.months) > len(days))])
        yield f"The figures by month of {each.name} are not what its record comes to: {months}."
    if more := len(apart) - _CHAPTERS_NAMED:
        yield from [f"The same is true of {_number(more, 'other chapter')}."] * (more > 0)


def count_again(words: Namespace) -> int:
    """Count the figures by month anew."""
    from leadsroom.store.maintenance import count_months_again

    place = place_of(words)
    need_there(place)
    with opened(place) as store:
        count_months_again(store)
    say("The figures by month of every chapter are counted again.")
    return 0


def backup(words: Namespace) -> int:
    """A copy in a new file. Never overwrites."""
    from leadsroom.store.maintenance import back_up

    place = place_of(words)
    source = file_to_back_up(place)
    with _existing(place) as store:
        target = _target(words.file, source)
        back_up(store, target)
    say(f"Backed up to {target}.")
    return 0


def upgrade(words: Namespace) -> int:
    """Bring the schema to ours."""
    from leadsroom.store.schema import HEAD, version_of

    place = place_of(words)
    with _existing(place) as found, found.translated():
        before = version_of(found.engine, found.place)
    with opened(place) as store:
        done = "up to date already" if before == HEAD else f"brought from schema {before or 'none'} to {HEAD}"
        say(f"{store.place} is {done}.")
    return 0


@contextmanager
def _existing(place: str) -> Iterator[Store]:
    from leadsroom.store.maintenance import store_as_it_is

    need_there(place)
    store = store_as_it_is(place)
    try:
        yield store
    finally:
        store.close()


def _target(asked: str | None, source: Path) -> Path:
    """The file asked for; else a dated one in the folder asked for, or beside the database."""
    place = Path(asked).expanduser() if asked else source.parent
    return file_for_database(place, f"{source.stem}-{clock_here().now():%Y-%m-%d}", source.suffix)


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
