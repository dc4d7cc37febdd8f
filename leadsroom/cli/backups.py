"""`leadsroom db backups|restore`: the automatic backups."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from leadsroom.cli.place import clock_here, command_here, file_to_back_up, place_of, save_left_copies
from leadsroom.cli.speech import deliver, say
from leadsroom.errors import Refused

if TYPE_CHECKING:
    from leadsroom.store.backups.backups import Backup, Backups

_NOWHERE = "none"


def give(words: Namespace) -> int:
    """List them; with --second-place, say first where else they are copied from now on."""
    from leadsroom.exchange import backups as out
    from leadsroom.store.backups.backups import Backups
    from leadsroom.store.backups.second_place import SecondPlace

    backups, second_place = Backups(_database(words)), SecondPlace()
    if words.second_place == _NOWHERE:
        second_place.forget()
    elif words.second_place is not None:
        second_place.choose(words.second_place)
    now = clock_here().now()
    standing = second_place.catch_up(backups, now)
    listed = [backup.looked_into() for backup in backups.listed()]
    if words.format == "csv":
        return deliver(words, out.csv_backups(listed))
    if words.format == "json":
        return deliver(words, out.json_backups(listed))
    text = f"{out.text_backups(listed, now) or _NONE}\n{out.text_second_place(standing, len(listed))}\n"
    return deliver(words, text + (_how(words) if listed else ""))


_NONE = "There are no backups yet. One is made after each closed meeting.\n"


def _how(words: Namespace) -> str:
    command = command_here(words, "db", "restore", "BACKUP")
    return f"{command} shows what one holds, and what would be lost.\n"


def restore(words: Namespace) -> int:
    """Show what is in one and what would be lost; with --yes, restore it."""
    from leadsroom.exchange.backups import text_comparison
    from leadsroom.store.backups.backups import Backups
    from leadsroom.store.backups.restoring import compare
    from leadsroom.store.backups.restoring import restore as put_back

    backups = Backups(_database(words))
    backup, now = _named(words, backups), clock_here().now()
    if not words.yes:
        say(text_comparison(backup, compare(backups, backup), now).rstrip("\n"))
        say(f"Nothing was changed. To restore it: {_command(words, backup.name)}")
        return 0
    before = put_back(backups, backup, now)
    say(f"Restored {backup.name}, made {backup.why.in_words(now.date())}, to {backups.database}.")
    if before is not None:
        say(f"What was there is a backup now. To undo this: {_command(words, before.name)}")
    return 0


def _named(words: Namespace, backups: Backups) -> Backup:
    """The one that is meant. Raises Refused, of a database that was named instead with what takes that."""
    try:
        return backups.named(words.backup)
    except Refused:
        from leadsroom.store.first_look import version_in

        file = Path(words.backup or "").expanduser().absolute()
        if not file.is_file() or version_in(file) is None:
            raise
        take = command_here(words, "db", "take-over", str(file))
        raise Refused(
            f"{file} is not among the backups of {backups.database}. To put it there: {take}"
        ) from None


def _database(words: Namespace) -> Path:
    """The file whose backups are meant, once what a killed program has left of it is one of them."""
    database = file_to_back_up(place_of(words))
    save_left_copies(database)
    return database


def _command(words: Namespace, name: str) -> str:
    return command_here(words, "db", "restore", name, "--yes")
