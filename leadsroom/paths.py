"""The places of files on this machine, and commands that name them."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import sys
from importlib.util import find_spec
from pathlib import Path

import platformdirs

APP = "leadsroom"
_READABLE = 40


def data_folder() -> Path:
    """The folder of the person's own data."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False))


def cache_folder() -> Path:
    """The folder for what can be made again."""
    return Path(platformdirs.user_cache_dir(APP, appauthor=False))


def state_folder() -> Path:
    """The folder for what programs of this machine leave to the next one that is started."""
    return Path(platformdirs.user_state_dir(APP, appauthor=False))


def config_file() -> Path:
    """`LEADSROOM_CONFIG`, or the file in the folder for what a person sets up by hand."""
    named = os.environ.get("LEADSROOM_CONFIG")
    if named:
        return Path(named).expanduser()
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "config.toml"


def drafts_folder() -> Path:
    """The folder for what was typed into forms and not saved."""
    return state_folder() / "drafts"


def backups_folder() -> Path:
    """The folder for the automatic backups."""
    return state_folder() / "backups"


def windows_folder() -> Path:
    """The folder in which each window that is open says which database it has."""
    return state_folder() / "windows"


def reports_folder() -> Path:
    """The folder for what there is to say of faults of the program's own."""
    return state_folder() / "reports"


def shadows_folder() -> Path:
    """The folder for second copies of databases that are open."""
    return state_folder() / "shadows"


def default_database() -> str:
    """`LEADSROOM_DB`, or the file in the data folder."""
    return os.environ.get("LEADSROOM_DB") or str(_database_unless_named())


def _database_unless_named() -> Path:
    return data_folder() / "leadsroom.db"


def command_on(database: Path | str, *parts: str) -> str:
    """A command line for a database, to be typed as it stands, in whichever terminal."""
    return shlex.join(["leadsroom", *_named(database), *parts])


def command_before_place(database: Path | str, *parts: str) -> str:
    """The same with the database at its end: for a line that may be cut."""
    return shlex.join(["leadsroom", *parts, *_named(database)])


def _named(database: Path | str) -> list[str]:
    place = str(database)
    if "://" not in place:
        place = str(Path(place).expanduser().absolute())
    return [] if place == str(_database_unless_named()) else ["--db", place]


def command_that_adds(package: str) -> str:
    """A command line that brings a package to where this program runs, by what has installed it there."""
    return _that_adds(package, Path(sys.prefix), has_pip=find_spec("pip") is not None)


def _that_adds(package: str, environment: Path, *, has_pip: bool) -> str:
    if (environment / "pipx_metadata.json").exists():
        return shlex.join(["pipx", "inject", environment.name, package])
    if has_pip:
        return shlex.join([sys.executable, "-m", "pip", "install", package])
    return shlex.join(["uv", "pip", "install", "--python", str(environment), package])


def short_path(path: Path) -> str:
    """A path to be read: `~/Documents/minutes.md` below the person's home."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) and path != home else str(path)


def name_for(database: Path, machine: str = "") -> str:
    """What files about one database are called in folders that serve several: readable, and another each.

    With a `machine`, another one also for each machine.
    """
    place = database.expanduser().resolve()
    readable = re.sub(r"[^\w.-]", "_", place.stem)[:_READABLE]
    which = f"{machine} {place}".encode("utf-8", "surrogateescape")
    return f"{readable}-{hashlib.sha256(which).hexdigest()[:12]}"
