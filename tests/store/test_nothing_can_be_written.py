"""Where nothing can be written everything can be read; and writing goes on by itself once it is possible."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from leadsroom.errors import NotSaved, Refused
from leadsroom.store import tables as t
from leadsroom.store.changing_hands import arriving, hand_over
from leadsroom.store.maintenance import back_up, store_as_it_is
from leadsroom.store.readonly import store_to_look_at
from leadsroom.store.store import Store, open_store
from leadsroom.store.watch import watch
from tests.databases import SqliteFiles
from tests.harborview import START, found_chapter
from tests.hindrances import no_room, nobody, open_folder


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody can come to."""
    with open_folder() as made:
        yield made


@pytest.fixture
def place(folder: Path, sqlite_files: SqliteFiles) -> Path:
    """A database with a chapter in that folder, closed."""
    place = Path(shutil.copy(sqlite_files.fresh(), folder / "x.db"))
    found_chapter(store := open_store(str(place)))
    store.close()
    place.chmod(0o666)
    return place


def _chapters(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.scalars(select(t.chapter.c.name).order_by(t.chapter.c.id)))


def _killed(place: Path) -> Path:
    """A database like one that a killed program has left: its second chapter stands in the log only."""
    store = open_store(str(place))
    found_chapter(store, name="Lakeside")
    killed = place.with_name("killed.db")
    for ending in ("", "-wal"):
        shutil.copy(f"{place}{ending}", f"{killed}{ending}")
    store.close()
    return killed


def test_without_room_a_database_is_opened_read_and_later_written(place: Path) -> None:
    """Nothing is lost, nothing need be started again, and the reason is the true one."""
    with no_room():
        store = open_store(str(place))
        assert _chapters(store) == ["Harborview"]
        with pytest.raises(NotSaved) as refused:
            found_chapter(store, name="Lakeside")
        assert _chapters(store) == ["Harborview"]
    assert str(refused.value) == (
        f"A limit on the size of files is reached: nothing can be saved in {place}. "
        "Raise it (ulimit -f), then try again."
    )
    found_chapter(store, name="Lakeside")
    assert _chapters(store) == ["Harborview", "Lakeside"]
    store.close()


def test_room_that_ends_meanwhile_loses_nothing(place: Path) -> None:
    """What was written stays, what cannot be is refused, and is written when there is room."""
    store = open_store(str(place))
    found_chapter(store, name="Lakeside")
    with no_room():
        with pytest.raises(NotSaved, match="limit on the size of files"):
            found_chapter(store, name="Hilltop")
        assert _chapters(store) == ["Harborview", "Lakeside"]
    found_chapter(store, name="Hilltop")
    assert _chapters(store) == ["Harborview", "Lakeside", "Hilltop"]
    store.close()


def test_without_room_nothing_new_is_made(folder: Path) -> None:
    """A database that cannot be made is refused with the reason."""
    with no_room(), pytest.raises(Refused, match="limit on the size of files"):
        open_store(str(folder / "new.db"))


# What SQLite writes first of the file that readers and writers share; more of it there is no room for.
_STUMP = 3


def test_where_the_index_has_no_room_a_database_is_read_and_nothing_is_left(place: Path) -> None:
    """At a fresh start, with nobody else at work; and it is written as soon as there is room."""
    with no_room(beyond=_STUMP):
        for way in (open_store, store_to_look_at):
            store = way(str(place))
            assert _chapters(store) == ["Harborview"]
            store.close()
            assert list(place.parent.iterdir()) == [place]
        store = open_store(str(place))
        with pytest.raises(NotSaved, match="limit on the size of files"):
            found_chapter(store, name="Lakeside")
    found_chapter(store, name="Lakeside")
    assert _chapters(store) == ["Harborview", "Lakeside"]
    store.close()


def test_where_the_index_has_no_room_the_log_of_a_killed_program_is_read(place: Path) -> None:
    """What stands in the log only is seen, the log stays as it is, and is gone on with once there is room."""
    killed = _killed(place)
    log = Path(f"{killed}-wal")
    before = log.read_bytes()
    with no_room(beyond=_STUMP):
        store = open_store(str(killed))
        assert _chapters(store) == ["Harborview", "Lakeside"]
    assert log.read_bytes() == before
    assert not Path(f"{killed}-shm").exists()
    found_chapter(store, name="Hilltop")
    assert _chapters(store) == ["Harborview", "Lakeside", "Hilltop"]
    store.close()


def test_the_stump_of_an_index_hinders_nobody(place: Path) -> None:
    """One that SQLite left where room ended means nobody at work, and goes with the next who writes."""
    for ending, content in (("-shm", bytes(_STUMP)), ("-wal", b"")):
        Path(f"{place}{ending}").write_bytes(content)
    with no_room(beyond=_STUMP):
        store = open_store(str(place))
        assert _chapters(store) == ["Harborview"]
    found_chapter(store, name="Lakeside")
    store.close()
    assert list(place.parent.iterdir()) == [place]


@pytest.mark.parametrize(
    ("close", "reason"),
    [
        (lambda place: place.chmod(0o444), "The file may only be read"),
        (lambda place: place.parent.chmod(0o555), "Its folder may only be read"),
    ],
    ids=["file", "folder"],
)
def test_what_may_only_be_read_is_read_and_nothing_is_left_beside_it(
    close: Callable[[Path], None], reason: str, place: Path
) -> None:
    """Not even the files that SQLite makes for readers: those would be in their owner's way."""
    close(place)
    with nobody():
        for way in (open_store, store_to_look_at):
            store = way(str(place))
            assert _chapters(store) == ["Harborview"]
            with pytest.raises(NotSaved) as refused:
                found_chapter(store, name="Lakeside")
            store.close()
            assert str(refused.value).startswith(f"{reason}: nothing can be saved in {place}. ")
    assert list(place.parent.iterdir()) == [place]


def test_of_what_may_only_be_read_a_copy_is_made_elsewhere(place: Path, folder: Path) -> None:
    """A whole one; and one that there is no room for is not there, and is named as what was not written."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    elsewhere.chmod(0o777)
    folder.chmod(0o555)
    with nobody():
        store = store_as_it_is(str(place))
        back_up(store, elsewhere / "copy.db")
        with no_room(), pytest.raises(NotSaved, match=f"nothing can be saved in {elsewhere}"):
            back_up(store, elsewhere / "again.db")
        store.close()
    assert sorted(each.name for each in elsewhere.iterdir()) == ["copy.db"]
    copy = open_store(str(elsewhere / "copy.db"))
    assert _chapters(copy) == ["Harborview"]
    copy.close()


def test_what_may_only_be_read_does_not_change_hands(place: Path, folder: Path) -> None:
    """The reason is said of the database that was named, and nothing is left anywhere."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    elsewhere.chmod(0o777)
    folder.chmod(0o555)
    with nobody():
        store = open_store(str(place))
        with pytest.raises(Refused) as out:
            hand_over(store, "Bea Katz", elsewhere / "bea.db", START, "s" * 32)
        with pytest.raises(Refused) as into, arriving(place, place):
            pytest.fail("came in")
        store.close()
    reason, remedy = "Its folder may only be read", "Allow writing to it, or choose another place."
    assert str(out.value) == f"{reason}: nothing can be handed over from {place}. {remedy}"
    assert str(into.value) == f"{reason}: nothing can be taken over into {place}. {remedy}"
    assert sorted(folder.rglob("*")) == [elsewhere, place]


def test_what_arrives_where_there_is_no_room_is_refused_by_the_place_it_is_for(place: Path) -> None:
    """Not by the file that was handed over, which needs no room, nor by the copy of it, which is gone."""
    target = place.with_name("mine.db")
    with no_room(), pytest.raises(NotSaved) as refused, arriving(place, target):
        pytest.fail("came in")
    assert str(refused.value).startswith(
        f"A limit on the size of files is reached: nothing can be saved in {target}. "
    )
    assert list(place.parent.iterdir()) == [place]


def test_the_log_of_a_killed_program_is_read_where_nothing_can_be_written(place: Path) -> None:
    """What stands in the log only is seen, and the log stays as it is."""
    killed = _killed(place)
    place.parent.chmod(0o555)
    log = Path(f"{killed}-wal")
    before = log.read_bytes()
    with nobody():
        store = open_store(str(killed))
        assert _chapters(store) == ["Harborview", "Lakeside"]
        store.close()
    assert log.read_bytes() == before


def test_who_follows_a_database_without_room_looks_each_time(place: Path) -> None:
    """What others write cannot be noticed there; once there is room, it is again."""
    store = open_store(str(place))
    chapter_id = found_chapter(store, name="Lakeside").id
    store.close()
    with no_room():
        store = open_store(str(place))
        others = watch(store, chapter_id)
        assert [others.written() for _ in range(3)] == [True, True, True]
    assert [others.written() for _ in range(3)] == [True, False, False]
    others.close()
    store.close()
