"""A database while a screen shows it: the screen is announced to others, and backups are made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from leadsroom.cli.place import home_of
from leadsroom.cli.speech import complain, say
from leadsroom.clock import Clock
from leadsroom.errors import Refused
from leadsroom.store.backups.at_work import BackupsAtWork
from leadsroom.store.backups.windows import open_window
from leadsroom.store.store import Store


@contextmanager
def looked_after(store: Store, clock: Clock, shows: str) -> Iterator[BackupsAtWork | None]:
    """A block in which a screen shows the database. A server's is its owner's to look after: None."""
    home = home_of(store.home)
    if home is None:
        yield None
        return
    with open_window(home, shows, clock.now()):
        backups = BackupsAtWork(store, clock)
        try:
            yield backups
        finally:
            backups.say = complain  # the screen is gone
            complain(*_at_last(store))
            if backups.is_busy:
                say("A backup is being finished.")
            backups.finish()


def _at_last(store: Store) -> list[str]:
    """What has happened to the file since the last look: the screen is gone by which it would be heard of."""
    heard = 0 if store.guard is None else len(store.guard.rescues)
    try:
        store.check_in_turn()
    except Refused as lost:
        return [str(lost)]
    return [] if store.guard is None else [rescue.sentence for rescue in store.guard.rescues[heard:]]
