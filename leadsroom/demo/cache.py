"""The sample database: written once a day, kept in the cache folder, and copied for each visit."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from leadsroom import __version__
from leadsroom.acts.chapter.proposal import timezone_here
from leadsroom.demo.season import TIMEZONE, start_soon, write_season
from leadsroom.endings import endings
from leadsroom.paths import cache_folder
from leadsroom.store.read.chapter import chapters
from leadsroom.store.schema import HEAD, MIGRATIONS, vacuum_into
from leadsroom.store.store import Store, open_store

_CACHED = "sample-*.db"


def demo_database(now: datetime, timezone: str | None = None) -> str:
    """A database of one's own with the sample chapter, its meeting about to start at `now`.

    It lies in a new private folder, which is the caller's to remove. Made from the copy in the cache folder
    where there is one; making that takes a few seconds, once a day. Without a `timezone` the chapter
    meets where this machine is.
    """
    timezone = timezone or _zone_here()
    place = endings().make_folder("leadsroom-demo-") / "demo.db"
    cached = cache_folder() / _name(now, timezone)
    copied = _copy(cached, place)
    store = open_store(str(place))
    if not copied:
        write_season(store, now, timezone)
        # Without a cache folder the sample is only slower to open.
        with suppress(OSError):
            _keep(store, cached)
    with store.reading() as connection:
        sample = chapters(connection)[0]
    start_soon(store, sample, now)
    store.close()
    return str(place)


def _zone_here() -> str:
    here = timezone_here()
    return TIMEZONE if here == "UTC" else here


def _name(now: datetime, timezone: str) -> str:
    """The name says what the content depends on: program, schema, story, date and zone."""
    on = now.astimezone(ZoneInfo(timezone)).date()
    # A schema that is still being written has its number before it has its shape.
    written = (*Path(__file__).parent.glob("*.py"), *MIGRATIONS.glob("versions/*.py"))
    story = max((int(file.stat().st_mtime) for file in written), default=0)
    return f"sample-{__version__}-{HEAD}-{story}-{on}-{timezone.replace('/', '_')}.db"


def _copy(cached: Path, place: Path) -> bool:
    try:
        shutil.copyfile(cached, place)
    except OSError:
        place.unlink(missing_ok=True)
        return False
    place.chmod(0o600)
    return True


def _keep(store: Store, cached: Path) -> None:
    """Put a copy into the cache folder, whole or not at all, and throw earlier ones away."""
    cached.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = cached.with_name(f"{cached.name}.{os.getpid()}")
    half.unlink(missing_ok=True)
    with store.translated():
        vacuum_into(store.engine, half)
    half.replace(cached)
    for earlier in cached.parent.glob(_CACHED):
        if earlier != cached:
            earlier.unlink(missing_ok=True)
