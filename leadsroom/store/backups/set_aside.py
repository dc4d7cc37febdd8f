"""A database set aside before it is upgraded."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from leadsroom.errors import Refused
from leadsroom.store.schema import copy_aside

if TYPE_CHECKING:
    from sqlalchemy import Engine


def set_aside(engine: Engine, version: str, home: Path | None, now: datetime) -> None:
    """Make a backup; where there can be none, a copy beside the database.

    `home` is where it is looked for; a server has none, and its backups are its owner's.
    """
    from leadsroom.store.backups.backups import Backups, Why

    if home is None:
        return
    try:
        Backups(home).make(Why.before_upgrade(version), now, Path(str(engine.url.database)))
    except Refused:
        copy_aside(engine, version)
