"""What other programs do to the file of a database while it is open."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from leadsroom.store.file.custody import Trouble
from leadsroom.store.file.parts import index_of, log_of
from leadsroom.store.store import Store

# The file, and an older copy of it.
Broom = Callable[[Path, Path], None]


def delete(file: Path, _older: Path) -> None:
    """The file goes, with what stands beside it."""
    for each in (file, log_of(file), index_of(file)):
        each.unlink(missing_ok=True)


def move(file: Path, _older: Path) -> None:
    """It is called something else."""
    file.rename(file.with_name("moved.db"))


def replace_file(file: Path, older: Path) -> None:
    """A cloud puts its own copy there."""
    older.replace(file)


def delete_log(file: Path, _older: Path) -> None:
    """A cleaner takes away what it does not know."""
    log_of(file).unlink()


def replace_by_text(file: Path, older: Path) -> None:
    """Somebody saves something else under that name."""
    older.write_text("not a database")
    older.replace(file)


def roll_back(file: Path, older: Path) -> None:
    """What is in it is written over by what was in it before."""
    shutil.copyfile(older, file)


def cut_to_half(file: Path, _older: Path) -> None:
    """What is in it ends in the middle."""
    os.truncate(file, file.stat().st_size // 2)


def look_after(store: Store, shadows: Path | None) -> None:
    """As the program does every second, from when it has opened a database."""
    store.look_after(shadows)
    store.check()
    assert store.guard is not None
    store.guard.catch_up()


def kill(shadows: Path, *stores: Store) -> None:
    """The programs end as killed ones do: what they have in the folder of second copies stays there."""
    left = shutil.copytree(shadows, shadows.with_name("left"))
    for store in stores:
        store.close()
    shutil.copytree(left, shadows, dirs_exist_ok=True)
    shutil.rmtree(left)


BROOMS: dict[str, tuple[Broom, Trouble]] = {
    "deleted with its log": (delete, Trouble.GONE),
    "deleted alone": (lambda file, _: file.unlink(), Trouble.GONE),
    "moved": (move, Trouble.GONE),
    "its folder deleted": (lambda file, _: shutil.rmtree(file.parent), Trouble.GONE),
    "replaced by an older one": (replace_file, Trouble.REPLACED),
    "replaced by a text": (replace_by_text, Trouble.REPLACED),
    "its log deleted": (delete_log, Trouble.LOG_GONE),
    "its index deleted": (lambda file, _: index_of(file).unlink(), Trouble.LOG_GONE),
    "rolled back in place": (roll_back, Trouble.DAMAGED),
    "emptied": (lambda file, _: os.truncate(file, 0), Trouble.DAMAGED),
    "cut to half": (cut_to_half, Trouble.DAMAGED),
    "its log emptied": (lambda file, _: os.truncate(log_of(file), 0), Trouble.DAMAGED),
}
