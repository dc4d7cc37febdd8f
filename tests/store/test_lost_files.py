"""A file that is deleted, replaced or damaged while it is open: everything is saved, and goes on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.errors import Refused
from leadsroom.store.file.custody import Trouble
from leadsroom.store.file.shadow import CopiedRun, Shadow
from leadsroom.store.readonly import store_to_look_at
from leadsroom.store.store import Store, open_store
from tests.brooms import BROOMS, Broom, delete, delete_log, look_after, move, replace_file
from tests.desks import desk_at
from tests.harborview import SetClock, found_chapter
from tests.hindrances import nobody
from tests.meeting.table import Table

broom = pytest.mark.parametrize(("sweep", "trouble"), BROOMS.values(), ids=list(BROOMS))


@pytest.fixture
def file(sqlite_place: str, tmp_path: Path) -> Path:
    """A database in a folder of its own."""
    folder = tmp_path / "chapter"
    folder.mkdir()
    return Path(shutil.move(sqlite_place, folder / "leadsroom.db"))


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    """It, open."""
    store = open_store(str(file))
    yield store
    store.close()


@pytest.fixture
def table(store: Store) -> Table:
    """A meeting that is on, with a lead."""
    return _table(store, found_chapter(store))


def _table(store: Store, chapter: Chapter) -> Table:
    table = Table.lay(store, chapter, SetClock())
    table.go(3)
    table.do(table.lead())
    return table


def _older(file: Path, folder: Path) -> Path:
    """A copy as a cloud has it: without what is in the log."""
    return Path(shutil.copyfile(file, folder / "older.db"))


def _fill(store: Store, table: Table, leads: int = 12) -> None:
    """Leads before and behind a checkpoint, so that both the file and its log hold some."""
    for _ in range(leads):
        table.do(table.lead())
    with store.engine.execution_options(begins_with=None).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")
    store.check()
    for _ in range(leads):
        table.do(table.lead())


def _as_it_stands(place: str, table: Table) -> Snapshot:
    """The picture that whoever opens this place sees."""
    store = open_store(place)
    try:
        return desk_at(store, table.meeting_id, table.clock, "later").sync.look()
    finally:
        store.close()


@broom
def test_everything_is_saved_and_goes_on(
    file: Path, store: Store, table: Table, tmp_path: Path, sweep: Broom, trouble: Trouble
) -> None:
    """The next act finds all that was done before, and stands in the file that the next start opens."""
    older = _older(file, tmp_path)
    look_after(store, tmp_path / "shadows")
    _fill(store, table)
    before = table.now
    sweep(file, older)
    after = table.do(table.lead())
    assert store.guard is not None
    assert [rescue.trouble for rescue in store.guard.rescues] == [trouble]
    assert after.leads[: len(before.leads)] == before.leads
    assert len(after.leads) == len(before.leads) + 1
    assert Path(store.place) != file
    assert Path(store.place).stat().st_mode & 0o077 == 0
    assert _as_it_stands(str(file), table) == after


@broom
def test_it_is_noticed_without_an_act(
    file: Path, store: Store, table: Table, tmp_path: Path, sweep: Broom, trouble: Trouble
) -> None:
    """A look says what has happened and where it goes on, once; also after the second copy was made anew."""
    older = _older(file, tmp_path)
    look_after(store, tmp_path / "shadows")
    assert store.guard is not None
    _fill(store, table)
    store.guard.catch_up()
    before = table.do(table.lead())
    sweep(file, older)
    store.check()
    store.check()
    assert store.guard is not None
    (rescue,) = store.guard.rescues
    assert rescue.trouble is trouble
    assert rescue.sentence.startswith(("leadsroom.db was ", "The newest part of leadsroom.db was "))
    saved = Path(store.place)
    where = f"{saved.name}, beside it" if saved.parent == file.parent else str(saved)
    assert rescue.sentence.endswith(f"Nothing is lost: leadsroom goes on in {where}.")
    assert table.now == before


@broom
def test_a_second_time_as_well(
    file: Path, store: Store, table: Table, tmp_path: Path, sweep: Broom, trouble: Trouble
) -> None:
    """What becomes of the file in which it goes on is mended as before; an older one is in its place."""
    look_after(store, tmp_path / "shadows")
    replace_file(file, _older(file, tmp_path))
    look_after(store, tmp_path / "shadows")
    older = _older(Path(store.place), tmp_path)
    _fill(store, table)
    before = table.now
    sweep(Path(store.place), older)
    store.check()
    assert store.guard is not None
    assert [rescue.trouble for rescue in store.guard.rescues] == [Trouble.REPLACED, trouble]
    assert table.now == before
    assert _as_it_stands(str(file), table) == before


@pytest.mark.parametrize("sweep", [delete, move, replace_file, delete_log], ids=lambda sweep: sweep.__name__)
def test_it_is_noticed_of_what_was_just_opened(
    file: Path, store: Store, table: Table, tmp_path: Path, sweep: Broom
) -> None:
    """What is swept away before anybody looks after it is saved too."""
    older, before = _older(file, tmp_path), table.do(table.lead())
    sweep(file, older)
    look_after(store, tmp_path / "shadows")
    assert store.place != str(file)
    assert table.now == before
    assert _as_it_stands(str(file), table) == before


def test_others_follow(file: Path, store: Store, table: Table, tmp_path: Path) -> None:
    """A second window and one that only looks go where the first has saved it."""
    other = open_store(str(file))
    looked_at = store_to_look_at(str(file))
    second = _second(other, table)
    for each in (store, other):
        look_after(each, tmp_path / "shadows")
    before = second.now
    delete(file, file)
    after = table.do(table.lead())
    assert second.now == after != before
    assert other.place == store.place
    again = second.do(second.lead())
    assert table.now == again
    looked_at.need_our_schema()
    assert looked_at.place == store.place
    other.close()
    looked_at.close()


class Interrupted(SetClock):
    """A clock at whose next question something happens: an act that is being done asks it."""

    happens: Callable[[], object] | None = None

    def now(self) -> datetime:
        happens, self.happens = self.happens, None
        if happens is not None:
            happens()
        return super().now()


def test_what_came_too_late_is_named_and_saved_beside(
    file: Path, store: Store, table: Table, tmp_path: Path
) -> None:
    """An act that another window ends after the first has saved all is in a file of its own, and is named."""
    other, clock = open_store(str(file)), Interrupted(table.clock.now())
    second = replace(
        _second(other, table), clock=clock, desk=desk_at(other, table.meeting_id, clock, "second")
    )
    for each in (store, other):
        look_after(each, tmp_path / "shadows")
    shown = second.now

    def sweep() -> None:
        delete(file, file)
        store.check()

    clock.happens = sweep
    late = second.do(second.lead())
    assert store.place != str(file)
    other.check()
    assert other.guard is not None
    (rescue,) = other.guard.rescues
    assert rescue.only_here == (late.journal[-1].what,)
    assert rescue.only_here[0] in rescue.sentence
    assert second.now == table.now == shown
    other.close()
    assert _as_it_stands(str(rescue.also_in), table) == late


def test_it_comes_home_once_nobody_has_it_open(
    file: Path, store: Store, table: Table, tmp_path: Path
) -> None:
    """The next start but one works in the usual file again; what had replaced it is put aside."""
    older = _older(file, tmp_path)
    look_after(store, None)
    before = table.do(table.lead())
    replace_file(file, older)
    store.check()
    saved = Path(store.place)
    assert saved != file
    assert _as_it_stands(str(file), table) == before
    assert saved.exists()
    store.close()
    again = open_store(str(file))
    (remark,) = again.remarks
    assert remark.startswith(
        "leadsroom.db is back in its place. What stood there meanwhile is leadsroom-aside.db"
    )
    again.close()
    assert _as_it_stands(str(file), table) == before
    assert not saved.exists()
    assert sorted(each.name for each in file.parent.iterdir()) == ["leadsroom-aside.db", "leadsroom.db"]


def test_whoever_puts_it_back_by_hand_has_it_back(
    file: Path, store: Store, table: Table, tmp_path: Path
) -> None:
    """What was saved is left alone where the file in its place holds all of it, and more."""
    look_after(store, None)
    table.do(table.lead())
    moved = file.rename(tmp_path / "moved.db")
    store.check()
    saved = Path(store.place)
    store.close()
    moved.unlink()
    shutil.copyfile(saved, file)
    again = open_store(str(file))
    assert again.place == str(file)
    again.close()
    assert saved.exists()


def test_where_nothing_can_be_written_it_says_what_to_do(
    file: Path, store: Store, table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is done in a file that is gone; as soon as there is room for it, it goes on."""
    look_after(store, None)
    before = table.do(table.lead())
    delete(file, file)
    folders = [file.parent, tmp_path / "home"]
    monkeypatch.setenv("XDG_DATA_HOME", str(folders[1]))
    for folder in folders:
        if folder.exists():
            shutil.rmtree(folder)
        folder.write_text("in the way")
    with pytest.raises(Refused, match="could not be saved"):
        table.do(table.lead())
    folders[1].unlink()
    after = table.do(table.lead())
    assert after.leads[:-1] == before.leads


def test_our_own_writing_is_no_trouble(file: Path, store: Store, table: Table, tmp_path: Path) -> None:
    """Neither acts, nor another window's, nor checkpoints by anybody move the database."""
    other = open_store(str(file))
    second = _second(other, table)
    for each in (store, other):
        look_after(each, tmp_path / "shadows")
    for number in range(8):
        table.do(table.lead())
        second.do(second.lead())
        with other.engine.execution_options(begins_with=None).connect() as connection:
            connection.exec_driver_sql(
                f"PRAGMA wal_checkpoint({('PASSIVE', 'RESTART', 'TRUNCATE')[number % 3]})"
            )
        store.check()
    assert store.guard is not None
    assert store.guard.rescues == []
    other.close()
    assert len(table.now.leads) == 1 + 8 + 8


def test_a_folder_that_cannot_be_looked_into_is_no_trouble(store: Store, table: Table) -> None:
    """What is open goes on, as on a drive that is out of reach for a moment; later it is looked at again."""
    look_after(store, None)
    before = table.do(table.lead())
    with nobody():  # who may not even come to it
        store.check()
        after = table.do(table.lead())
    store.check()
    assert store.guard is not None
    assert store.guard.rescues == []
    assert table.now == after
    assert len(after.leads) == len(before.leads) + 1


def test_a_saved_file_that_is_damaged_is_named(file: Path, store: Store, table: Table) -> None:
    """The next start says which file is damaged, in place of a fault of the program's own."""
    look_after(store, None)
    _fill(store, table)
    delete(file, file)
    store.check()
    saved = Path(store.place)
    store.close()
    whole = saved.read_bytes()
    saved.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
    with pytest.raises(Refused, match=f"{saved} is damaged"):
        open_store(str(file))


def _second(other: Store, table: Table) -> Table:
    clock = table.clock
    return Table(other, table.meeting_id, clock, desk_at(other, table.meeting_id, clock, "second"))


def test_the_second_copy_goes_with_the_program(
    file: Path, store: Store, table: Table, tmp_path: Path
) -> None:
    """Closed, it leaves none, and takes away none but its own."""
    shadows = tmp_path / "shadows"
    look_after(store, shadows)
    other = open_store(str(file))
    look_after(other, shadows)
    assert len(list(shadows.glob("*.db"))) == len(list(shadows.glob("*.lock"))) == 2
    table.do(table.lead())
    other.close()
    assert len(list(shadows.glob("*.db"))) == 1
    store.close()
    assert list(shadows.iterdir()) == []


@pytest.mark.parametrize("happens", ["swept away", "closed"])
@pytest.mark.parametrize("is_first", [True, False], ids=["first copy", "later copy"])
@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_a_second_copy_that_comes_too_late_leaves_nothing(
    file: Path,
    store: Store,
    table: Table,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    happens: str,
    is_first: bool,
    before: bool,
) -> None:
    """While pages are copied the file is swept away, or closed: what it goes on in has a copy of its own."""
    shadows = tmp_path / "shadows"
    store.look_after(shadows)
    assert store.guard is not None
    guard = store.guard
    if not is_first:
        guard.catch_up()
        _fill(store, table)
    copied_pages = Shadow.copied_pages

    def interrupted(shadow: Shadow) -> CopiedRun:
        monkeypatch.setattr(Shadow, "copied_pages", copied_pages)
        run = None if before else shadow.copied_pages()
        if happens == "closed":
            store.close()
        else:
            delete(file, file)
            store.check()
        return run or shadow.copied_pages()

    monkeypatch.setattr(Shadow, "copied_pages", interrupted)
    guard.catch_up()
    assert Shadow.copied_pages is copied_pages
    assert list(shadows.iterdir()) == []
    guard.catch_up()
    assert len(list(shadows.glob("*.db"))) == (happens == "swept away")


def test_without_room_for_a_second_copy_it_goes_without(
    file: Path, store: Store, table: Table, tmp_path: Path
) -> None:
    """What is deleted is saved from what is still open; nothing fails meanwhile."""
    (tmp_path / "shadows").write_text("in the way")
    look_after(store, tmp_path / "shadows")
    before = table.do(table.lead())
    delete(file, file)
    assert table.do(table.lead()).leads[:-1] == before.leads
