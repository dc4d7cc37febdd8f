"""How a database comes back that has nothing in it and of which there are backups."""

from __future__ import annotations

from pathlib import Path

from leadsroom.paths import backups_folder, command_on, name_for


def command_to_go_back(database: Path) -> str:
    """The command line that restores the newest of its backups; empty where there are none."""
    has_backups = any((backups_folder() / name_for(database)).glob("*.db"))
    return command_on(database, "db", "restore") if has_backups else ""


def how_to_go_back(database: Path) -> str:
    """The same, to go on with after what is missing: “, but there are backups of it: …”."""
    command = command_to_go_back(database)
    return (
        command and f", but there are backups of it: {command} shows the newest, and restores it with --yes."
    )
