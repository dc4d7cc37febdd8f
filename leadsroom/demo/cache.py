"""The sample database: written once a day, kept in the cache folder, and copied for each visit."""

from __future__ import annotations

import atexit
import os
import shutil
import stat
import tempfile
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from leadsroom import __version__
from leadsroom.acts.chapter.proposal import timezone_here
from leadsroom.demo.season import TIMEZONE, Progress, in_silence, start_soon, write_season
from leadsroom.endings import endings
from leadsroom.files import make_folder
from leadsroom.locks import locked
from leadsroom.paths import cache_folder
from leadsroom.store.read.chapter import chapters
from leadsroom.store.schema import HEAD, MIGRATIONS, vacuum_into
from leadsroom.store.store import Store, open_store

_CACHED, _HALF, _LOCK = "sample-*.db", "sample-*.db.*", "sample.lock"
_VISIT, _VISITOR_IS_HERE = "leadsroom-demo-", "lock"
_SURELY_LEFT = timedelta(days=1)


def demo_database(now: datetime, timezone: str | None = None, *, progress: Progress = in_silence) -> str:
    """A database of one's own with the sample chapter, its meeting about to start at `now`.

    It lies in a new private folder, which is the caller's to remove; those of programs that were killed are
    removed here. Made from the copy in the cache folder where there is one; making that takes a few seconds,
    once a day. Without a `timezone` the chapter meets where this machine is.
    """
    timezone = timezone or _zone_here()
    _sweep(Path(tempfile.gettempdir()), now)
    place = _new_folder() / "demo.db"
    cached = cache_folder() / _name(now, timezone)
    copied = _copy(cached, place)
    store = open_store(str(place))
    if not copied:
        write_season(store, now, timezone, progress=progress)
        # Without a cache folder the sample is only slower to open.
        with suppress(OSError):
            _keep(store, cached)
    with store.reading() as connection:
        sample = chapters(connection)[0]
    start_soon(store, sample, now)
    store.close()
    return str(place)


def _new_folder() -> Path:
    """A private folder, with a lock in it for as long as this program runs."""
    folder = endings().make_folder(_VISIT)
    with suppress(OSError):  # where nothing can be locked, nothing is swept either
        lock = locked(folder / _VISITOR_IS_HERE)
        if lock is None:  # somebody who sweeps was quicker
            return _new_folder()
        atexit.register(lock.close)
    return folder


def _sweep(temporary: Path, now: datetime) -> None:
    """Remove the folders of programs that are gone: private ones of ours whose lock nobody holds."""
    for folder in temporary.glob(f"{_VISIT}*"):
        with suppress(OSError):
            if _is_ours(folder.lstat()) and _is_left(folder, now):
                shutil.rmtree(folder, ignore_errors=True)


def _is_ours(found: os.stat_result) -> bool:
    return (
        stat.S_ISDIR(found.st_mode)
        and not stat.S_IMODE(found.st_mode) & 0o077
        and (not hasattr(os, "getuid") or found.st_uid == os.getuid())
    )


def _is_left(folder: Path, now: datetime) -> bool:
    """Whether its program is gone. A folder without a lock may be a moment old."""
    if not (folder / _VISITOR_IS_HERE).exists():
        return now.timestamp() - folder.stat().st_mtime > _SURELY_LEFT.total_seconds()
    lock = locked(folder / _VISITOR_IS_HERE)
    if lock is None:
        return False
    lock.close()
    return True


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
    make_folder(cached.parent)
    lock = locked(cached.with_name(_LOCK))
    if lock is None:
        return  # another program does it at this moment
    with lock:
        for half in cached.parent.glob(_HALF):  # of programs that were killed
            half.unlink(missing_ok=True)
        half = cached.with_name(f"{cached.name}.half")
        with store.translated():
            vacuum_into(store.engine, half)
        half.replace(cached)
        for earlier in cached.parent.glob(_CACHED):
            if earlier != cached:
                earlier.unlink(missing_ok=True)
