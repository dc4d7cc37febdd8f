"""What a killed program leaves of a database: a backup where the database does not hold all of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest

from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.season.commands import MarkDate
from leadsroom.domain.season.calendar import DateKind
from leadsroom.store.backups.at_work import BackupsAtWork
from leadsroom.store.backups.backups import LEFT_BY_KILLED, Backups, Why
from leadsroom.store.backups.contents import verified
from leadsroom.store.backups.left_copies import save_left_copies
from leadsroom.store.file.parts import LOG_HEADER_BYTES, log_of
from leadsroom.store.file.shadow import left_copies
from leadsroom.store.store import Store, open_store
from tests.brooms import Broom, cut_to_half, delete, kill, look_after, replace_file
from tests.harborview import START, SetClock, found_chapter
from tests.hindrances import no_room

NOW = datetime.now(UTC)  # files are as old as the system has it
OURS = ("turn",)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's own folder of what programs leave."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "leadsroom"


@pytest.fixture
def shadows(state: Path) -> Path:
    """The folder of second copies."""
    return state / "shadows"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database with a chapter, that nobody has open."""
    file = tmp_path / "home" / "x.db"
    _entered(open_store(str(file)), "Harborview").close()
    return file


@pytest.fixture
def older(file: Path, tmp_path: Path) -> Path:
    """A copy of it from before the program was killed, as a cloud has it."""
    return Path(shutil.copyfile(file, tmp_path / "older.db"))


def _entered(store: Store, name: str, members: int = 1) -> Store:
    """A chapter of this name, and a closed day of it in the record of acts."""
    people = tuple((f"Member {number}", f"Profession {number}") for number in range(members))
    chapter = found_chapter(store, name=name, people=people)
    SyncDesk(store, chapter.id, SetClock(), "table").do(MarkDate(START.date(), DateKind.HOLIDAY))
    return store


def _checkpoint(store: Store) -> None:
    """All of the log is in the file: it begins anew with the next act."""
    with store.engine.execution_options(begins_with=None).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")


def _killed(file: Path, shadows: Path, names: tuple[str, ...] = ("Bayview",), *, copies: int = 1) -> None:
    """A program has entered chapters, each in a run of the log, and was killed with its second copies."""
    stores = [open_store(str(file)) for _ in range(copies)]
    for store in stores:
        look_after(store, shadows)
    for name in names:
        _entered(stores[0], name)
        _checkpoint(stores[0])
    for store in stores:
        store.check()
    kill(shadows, *stores)


def _names_in(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if each.name not in OURS]


def _empty(file: Path, _older: Path) -> None:
    """A cleaner leaves nothing in it, and the log beside it."""
    log_of(file).write_bytes(b"\x37\x7f\x06\x82" * 200)
    os.truncate(file, 0)


@pytest.mark.parametrize("sweep", [delete, replace_file, cut_to_half, _empty])
def test_what_the_database_lacks_is_a_backup(file: Path, older: Path, shadows: Path, sweep: Broom) -> None:
    """Gone, rolled back, damaged or emptied: what was entered before the battery failed can be restored."""
    _killed(file, shadows, ("Bayview", "Cedar", "Dune"))
    sweep(file, older)
    made = save_left_copies(file, NOW)
    assert made is not None
    assert Backups(file).listed() == [made]
    assert (made.why, made.why.in_words(NOW.date())) == (
        LEFT_BY_KILLED,
        "from the copy of a program that was killed",
    )
    assert verified(made.file).chapters == ("Bayview", "Cedar", "Dune", "Harborview")
    assert made.file.stat().st_mode & 0o077 == 0
    assert _names_in(shadows) == []
    assert log_of(file).exists() == (sweep is _empty)


def test_what_the_database_holds_is_thrown_away(file: Path, shadows: Path) -> None:
    """After most kills nothing is lost, and nothing is kept twice."""
    _killed(file, shadows)
    assert save_left_copies(file, NOW) is None
    assert (_names_in(shadows), Backups(file).listed()) == ([], [])


def test_what_the_newest_backup_holds_is_not_copied_again(file: Path, shadows: Path) -> None:
    """Two windows were killed at once, and leave the same: one backup is enough."""
    _killed(file, shadows, copies=2)
    delete(file, file)
    assert len(list(shadows.glob("*.db"))) == 2
    made = save_left_copies(file, NOW)
    assert Backups(file).listed() == [made]
    assert _names_in(shadows) == []


def test_two_programs_that_start_at_once_make_one_backup(file: Path, shadows: Path) -> None:
    """Whichever comes second finds the backup there when its look ends."""
    _killed(file, shadows)
    delete(file, file)
    together = Barrier(2)

    def start() -> int:
        together.wait()
        save_left_copies(file, NOW)
        return len(Backups(file).listed())

    with ThreadPoolExecutor(2) as programs:
        starts = [programs.submit(start) for _ in range(2)]
    assert [each.result() for each in starts] == [1, 1]


def test_a_copy_of_another_database_waits_for_it_and_not_for_ever(
    file: Path, shadows: Path, tmp_path: Path
) -> None:
    """It is its own database's to look for it; after 30 days nobody will."""
    _killed(file, shadows)
    delete(file, file)
    other = tmp_path / "other.db"
    assert save_left_copies(other, NOW + timedelta(days=29)) is None
    assert len(list(shadows.glob("*.db"))) == 1
    assert save_left_copies(other, NOW + timedelta(days=31)) is None
    assert _names_in(shadows) == []
    assert not Backups(other).listed()


def test_its_own_is_saved_however_late(file: Path, shadows: Path) -> None:
    """After the summer the database is gone."""
    _killed(file, shadows)
    delete(file, file)
    assert save_left_copies(file, NOW + timedelta(days=60)) is not None


def test_a_living_program_keeps_its_copy(file: Path, shadows: Path) -> None:
    """Another one that starts beside it has no business with it."""
    store = open_store(str(file))
    look_after(store, shadows)
    delete(file, file)
    assert save_left_copies(file, NOW + timedelta(days=31)) is None
    assert len(list(shadows.glob("*.db"))) == 1
    store.close()


@pytest.mark.parametrize("name", ["killed.new", "killed.db"])
def test_what_nobody_can_say_whose_it_is_goes(file: Path, shadows: Path, name: str) -> None:
    """Killed before there was anything in it, or left by an earlier leadsroom."""
    shadows.mkdir(parents=True)
    for each in (name, "killed.lock"):
        (shadows / each).touch()
    if name == "killed.new":
        (shadows / "killed.lock").write_bytes(os.fsencode(file))
    assert save_left_copies(file, NOW) is None
    assert _names_in(shadows) == []


def test_without_room_for_a_backup_it_waits(file: Path, shadows: Path) -> None:
    """On a full disk nothing is thrown away that is nowhere else; once there is room it is saved."""
    _killed(file, shadows)
    delete(file, file)
    with no_room():
        assert save_left_copies(file, NOW) is None
    made = save_left_copies(file, NOW)
    assert made is not None
    assert verified(made.file).chapters == ("Bayview", "Harborview")


def test_a_damaged_copy_makes_no_backup(file: Path, shadows: Path) -> None:
    """What cannot be read would only be in the way of a backup that can."""
    _killed(file, shadows)
    delete(file, file)
    (copy,) = shadows.glob("*.db")
    copy.write_bytes(copy.read_bytes()[:4096] + b"\xa5" * (copy.stat().st_size - 4096))
    assert save_left_copies(file, NOW) is None
    assert Backups(file).listed() == []
    assert save_left_copies(file, NOW + timedelta(days=31)) is None
    assert _names_in(shadows) == []


def test_of_a_log_that_did_not_reach_the_disk_nothing_later_counts(file: Path, shadows: Path) -> None:
    """A battery fails between two acts' way to the disk: what comes after a gap would not fit."""
    _killed(file, shadows, ("Bayview", "Cedar", "Dune"))
    delete(file, file)
    runs = sorted(shadows.glob("*.run-*"))
    assert len(runs) == 3
    with runs[1].open("r+b") as run:
        run.seek(-LOG_HEADER_BYTES, os.SEEK_END)
        run.write(bytes(LOG_HEADER_BYTES))
    made = save_left_copies(file, NOW)
    assert made is not None
    assert verified(made.file).chapters == ("Bayview", "Cedar", "Harborview")


@pytest.mark.parametrize("step", ["replace", "unlink"])
def test_killed_at_any_step_of_copying_anew_it_fits_together(
    file: Path, shadows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Before each file that is moved or taken away, what is there is sound, and has no gaps."""
    store = open_store(str(file))
    look_after(store, shadows)
    states = [verified(file)]
    for name, members in (("Bayview", 200), ("Cedar", 1), ("Dune", 1), ("Elm", 1)):
        _checkpoint(store)
        _entered(store, name, members)
        store.check()
        states.append(verified(file))
    moments: list[Path] = []
    does: Callable[..., object] = getattr(Path, step)

    def watched(path: Path, *more: object, **named: object) -> object:
        if path.parent == shadows:
            moments.append(shutil.copytree(shadows, tmp_path / f"{step}-{len(moments)}"))
        return does(path, *more, **named)

    monkeypatch.setattr(Path, step, watched)
    look_after(store, shadows)
    monkeypatch.undo()
    store.close()
    assert len(moments) >= 2
    for moment in moments:
        for copy in left_copies(moment):
            copy.gather()
            assert verified(copy.file) in states


def test_the_moderator_hears_of_a_database_that_was_rolled_back(
    file: Path, older: Path, shadows: Path
) -> None:
    """The program goes on in what stands there, and says that a backup has more."""
    _killed(file, shadows)
    replace_file(file, older)
    store = open_store(str(file))
    heard: list[str] = []
    backups = BackupsAtWork(store, SetClock())
    backups.say = heard.append
    backups.begin()
    backups.finish()
    store.close()
    (sentence,) = heard
    assert sentence == (
        "x.db lacks what was entered before leadsroom was killed. A backup has it: "
        f"leadsroom --db {file} db restore 20261118T150000Z shows what is in it."
    )


def test_it_stays_for_a_while_beside_those_of_meetings(file: Path, shadows: Path) -> None:
    """It takes the place of none of them, nor they its own, for 30 days."""
    backups = Backups(file)
    of_meeting = backups.make(Why.after_meeting(START.date()), START)
    _killed(file, shadows)
    delete(file, file)
    made = save_left_copies(file, START + timedelta(minutes=1))
    later = START + timedelta(minutes=2)
    upgrade = backups.make(Why.before_upgrade("0008"), later, of_meeting.file)
    backups.thin(START + timedelta(days=29))
    assert backups.listed() == [upgrade, made, of_meeting]
    backups.thin(START + timedelta(days=31))
    assert backups.listed() == [upgrade, of_meeting]
