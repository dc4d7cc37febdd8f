"""Folders that another program synchronises with a cloud: it replaces files while they are open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

# How such folders are called by those who make them, and what stands in them by which they are known.
_BY_NAME: Mapping[str, re.Pattern[str]] = {
    "Dropbox": re.compile(r"dropbox( \(.+\))?", re.IGNORECASE),
    "OneDrive": re.compile(r"(onedrive( - .+)?|sharepoint)", re.IGNORECASE),
    "Google Drive": re.compile(r"(google ?drive|googledrive-.+|my drive)", re.IGNORECASE),
    "iCloud": re.compile(r"(com~apple~clouddocs|icloud ?drive|mobile documents)", re.IGNORECASE),
    "Nextcloud": re.compile(r"nextcloud\d*", re.IGNORECASE),
    "ownCloud": re.compile(r"owncloud", re.IGNORECASE),
    "MEGA": re.compile(r"(mega|megasync)", re.IGNORECASE),
    "pCloud": re.compile(r"pcloud ?drive", re.IGNORECASE),
    "Box": re.compile(r"(box|box sync)", re.IGNORECASE),
    "Proton Drive": re.compile(r"(proton ?drive|protondrive-.+)", re.IGNORECASE),
    "Seafile": re.compile(r"seafile", re.IGNORECASE),
}
_BY_CONTENT: Mapping[str, str] = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".sync": "Resilio Sync",
    ".owncloudsync.log": "ownCloud",
    ".sync_database": "Nextcloud",
}


def synchronised_by(file: Path) -> str | None:
    """The name of the program that synchronises the folder of a file; None where none is known to."""
    for folder in file.absolute().parents:
        found = next((name for name, pattern in _BY_NAME.items() if pattern.fullmatch(folder.name)), None)
        found = found or next((_BY_CONTENT[mark] for mark in _BY_CONTENT if (folder / mark).exists()), None)
        if found is not None:
            return found
    return None


def warning_about(file: Path) -> str | None:
    """What whoever makes a database there is to know, once."""
    name = synchronised_by(file)
    if name is None:
        return None
    return (
        f"{file.parent} is synchronised by {name}, which may replace the database during a meeting. "
        "Move it to a folder of this computer alone, and name that with --db."
    )
