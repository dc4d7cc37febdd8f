"""A database file changes hands: one copy goes out, one comes in, and two that meet are told apart.

Whole copies are made in a private folder beside the database and carried over as bytes: a stick may know
neither locks nor permissions.
"""

from __future__ import annotations

import filecmp
import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, func, select

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.chapter.hand_over import (
    ActSince,
    Copies,
    EntryKey,
    HandOver,
    Since,
    name_of_receiver,
    parting_of,
)
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.journal import PRIVATE_ENTRY
from leadsroom.domain.meeting.snapshot import Meeting
from leadsroom.domain.text.plain_text import fold
from leadsroom.errors import Refused
from leadsroom.files import (
    cannot_write,
    cause_of,
    file_for_database,
    make_folder,
    names_to_disk,
    to_disk,
    why_not_written,
)
from leadsroom.station import Station
from leadsroom.store import tables as t
from leadsroom.store.backups.contents import copy_whole, opened
from leadsroom.store.backups.way_back import how_to_go_back
from leadsroom.store.faults import is_busy, is_full, of_file
from leadsroom.store.file.parts import log_of
from leadsroom.store.first_look import version_in
from leadsroom.store.hand_over import (
    hand_over_in_force,
    hand_overs,
    need_writable,
    note_hand_over,
    note_taken_back,
)
from leadsroom.store.journal import station_id
from leadsroom.store.maintenance import check_up, claim
from leadsroom.store.read.chapter import chapters, chapters_among
from leadsroom.store.read.season import meeting_of
from leadsroom.store.schema import refuse_newer
from leadsroom.store.store import Store, open_store

_LAST_ACTS = 3
_CHAPTERS_HELD = 12  # of more their number is named
_LONGEST_IN_NAME = 40
_PATIENCE_SECONDS = 2.0


class Holdings(Struct, frozen=True):
    """What is in a database, to be recognized by people. `chapters` are some of them, by name."""

    chapters: tuple[Chapter, ...]
    chapters_in_all: int
    meetings: int
    live: tuple[Meeting, ...] = ()


def holdings_of(store: Store) -> Holdings:
    """Some of its chapters, how many meetings, and those that are running."""
    with store.reading() as connection:
        count = connection.execute(select(func.count()).select_from(t.meeting)).scalar_one()
        live = meeting_of.all(connection.execute(select(t.meeting).where(t.IS_LIVE)))
        in_all = connection.execute(select(func.count()).select_from(t.chapter)).scalar_one()
        return Holdings(chapters(connection, _CHAPTERS_HELD), in_all, count, tuple(live))


# Out


class Given(Struct, frozen=True):
    """A database was handed over: the file for the next moderator, and what is in it."""

    hand_over: HandOver
    file: Path
    holdings: Holdings


def hand_over(store: Store, to: str, place: Path, now: datetime, station: Station | str) -> Given:
    """Write a whole copy into a new private file, and make this database one for reading only.

    In a folder the file gets a name that says for whom it is. Both or neither; nobody else writes meanwhile.
    Raises Refused with nothing left behind.
    """
    name, file = name_of_receiver(to), _file_of(store)
    holdings = holdings_of(store)
    if not holdings.chapters:
        raise Refused(f"There is no chapter here{_instead(Path(store.home))}")
    today = holdings.chapters[0].today(now)
    target = file_for_database(
        place, f"{Path(store.home).stem}-for-{_in_file_name(name)}-{today}", file.suffix
    )
    claim(target)
    try:
        with (
            _room_beside(file, "leaving", f"nothing can be handed over from {file}") as room,
            store.begun() as connection,
        ):
            need_writable(connection)
            here = HandOver(uuid4().hex, name, today, now)
            copy = room / file.name
            with opened(file) as original:
                copy_whole(original, copy)
            _note_received(copy, here, station)
            note_hand_over(connection, here, station_id(connection, station))
            _carry(copy, target)
    except BaseException:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        raise
    return Given(here, target, holdings)


def hand_over_of(store: Store) -> HandOver | None:
    """The one that makes a database one for reading only, if any."""
    with store.reading() as connection:
        return hand_over_in_force(connection)


def take_back(store: Store, now: datetime) -> HandOver:
    """Let a database that was handed over be written again. Raises Refused where it was not."""
    with store.begun() as connection:
        away = hand_over_in_force(connection)
        if away is None:
            raise Refused(f"{store.place} is not handed over. There is nothing to take back.")
        note_taken_back(connection, away, now)
        return away


def _file_of(store: Store) -> Path:
    if store.engine.dialect.name != "sqlite":
        raise Refused("A server is not handed over: give the next moderator its address.")
    return Path(store.place).absolute()


def _instead(home: Path) -> str:
    return how_to_go_back(home) or " yet, so there is nothing to hand over."


def _in_file_name(name: str) -> str:
    """`bea-katz`."""
    plain = "".join(letter if letter.isalnum() else " " for letter in fold(name))
    return "-".join(plain.split())[:_LONGEST_IN_NAME] or "another"


def _note_received(copy: Path, here: HandOver, station: Station | str) -> None:
    """Let a copy say by whom it was received."""
    store = open_store(str(copy))
    try:
        with store.begun() as connection:
            note_hand_over(connection, replace(here, is_received=True), station_id(connection, station))
    finally:
        store.close()
    _into_one_file(copy)


# In


@contextmanager
def arriving(file: Path, target: Path) -> Iterator[Store]:
    """A copy of a file, at our schema, beside the place where it is to be. The file itself is left as it is.

    Raises Refused for a file that is none of ours, or not whole.
    """
    with _room_beside(target, "arriving", f"nothing can be taken over into {target}") as room:
        copy = room / target.name
        _copy_untouched(file, copy, target)
        store = open_store(str(copy))
        try:
            if check_up(store).faults:
                raise Refused(f"{file} is damaged. Ask for another copy of it.")
            yield store
        finally:
            store.close()


def _copy_untouched(file: Path, copy: Path, target: Path) -> None:
    refuse_newer(version_in(file), str(file))
    with opened(file) as connection:
        try:
            copy_whole(connection, copy)
        except sqlite3.Error as wrong:
            if is_full(wrong) or why_not_written(target) is not None:
                raise of_file(wrong, target) from wrong  # it is the copy that could not be written
            raise


def put_in_place(arrived: Store, target: Path, aside: Path | None) -> None:
    """Let a copy that has arrived be the database at a place; the one that is there is stored aside first.

    Raises Refused where somebody has that open, with nothing changed.
    """
    arrived.close()
    copy = Path(arrived.place)
    _into_one_file(copy)
    if target.exists():
        _into_one_file(target)
    _refuse_remains(target)
    if aside is not None:
        claim(aside)
        _carry(target, aside)
    copy.replace(target)
    names_to_disk(target.parent)


def _refuse_remains(target: Path) -> None:
    """SQLite would take what a database that is gone has left behind for the end of the new one."""
    remains = log_of(target)
    if remains.exists():
        raise Refused(f"{remains} is of a database that is gone. Move that file away; then try again.")


class Met(Struct, frozen=True):
    """Two databases that meet: how they compare, what is in the one here, and what each has since."""

    copies: Copies
    holdings: Holdings
    here: Since
    there: Since


def compare(here: Store, there: Store) -> Copies:
    """Compare two databases by their journals, and by the hand-overs that each has heard of."""
    with here.reading() as ours, there.reading() as theirs:
        parting = parting_of(_entry_keys(ours), _entry_keys(theirs))
        return Copies(parting, hand_overs(ours), hand_overs(theirs))


def met(here: Store, there: Store) -> Met:
    """The same with what people need to choose one."""
    copies = compare(here, there)
    since_here, since_there = _since(here, copies.parting.here), _since(there, copies.parting.there)
    return Met(copies, holdings_of(here), since_here, since_there)


def _entry_keys(connection: Connection) -> Iterator[EntryKey]:
    j = t.journal.c
    for row in connection.execute(select(j.chapter_id, j.command_id).order_by(j.id)):
        yield row[0], row[1]


def _since(store: Store, keys: Collection[EntryKey]) -> Since:
    """What entries that only this copy has are about, in words."""
    wanted = set(keys)
    j, s = t.journal.c, t.station.c
    query = (
        select(j.chapter_id, j.command_id, j.meeting_id, j.at, j.what, j.is_private, s.name.label("station"))
        .join(t.station, s.id == j.station_id)
        .order_by(j.id)
    )
    with store.reading() as connection:
        rows = [row for row in connection.execute(query) if (row.chapter_id, row.command_id) in wanted]
        ids = {ChapterId(row.chapter_id) for row in rows[-_LAST_ACTS:]}
        here = {chapter.id: chapter for chapter in chapters_among(connection, ids)}
        meetings = {(row.chapter_id, row.meeting_id) for row in rows if row.meeting_id is not None}
        dates = sorted(set(_dates(connection, meetings)))
    last = (
        ActSince(
            here[ChapterId(row.chapter_id)],
            row.at,
            PRIVATE_ENTRY if row.is_private else row.what,
            row.station,
        )
        for row in rows[-_LAST_ACTS:]
    )
    return Since(len(rows), tuple(dates), tuple(last))


def _dates(connection: Connection, meetings: Collection[tuple[int, int]]) -> Iterator[date]:
    m = t.meeting.c
    for row in connection.execute(select(m.chapter_id, m.id, m.on_date)):
        if (row.chapter_id, row.id) in meetings:
            yield row.on_date


# Files


@contextmanager
def _room_beside(file: Path, why: str, otherwise: str) -> Iterator[Path]:
    """A private folder beside a file, gone in the end; one that a killed run has left goes first.

    Raises Refused with the reason and `otherwise`, what comes of it: nobody asked for the folder.
    """
    room = file.with_name(f".{file.name}.{why}")
    try:
        make_folder(file.parent)
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir(mode=0o700)
    except OSError as wrong:
        cause = (why_not_written(file) if file.exists() else None) or cause_of(wrong)
        raise Refused(f"{cause.of(otherwise)}. {cause.remedy}") from wrong
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _into_one_file(file: Path) -> None:
    """Fold what was written last into the file itself, so that nothing is left beside it.

    Raises Refused where anybody has it open.
    """
    with closing(sqlite3.connect(file, isolation_level=None, timeout=_PATIENCE_SECONDS)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        except sqlite3.Error as wrong:
            if not is_busy(wrong):
                raise of_file(wrong, file) from wrong
            raise Refused(
                f"{file} is open in another leadsroom. Close it, the timekeeper's screen too; then try again."
            ) from wrong


def _carry(source: Path, target: Path) -> None:
    """Fill a file that was claimed, down to the disk, and read it again to be sure. Raises Refused."""
    try:
        shutil.copyfile(source, target)
        to_disk(target)
        names_to_disk(target.parent)
        filecmp.clear_cache()
        is_whole = filecmp.cmp(source, target, shallow=False)
    except OSError as wrong:
        raise cannot_write(target, wrong) from wrong
    if not is_whole:
        raise Refused(f"{target} did not become what was written. Choose another place.")
