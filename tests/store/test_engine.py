"""The engine recipe, and what an unfit place is answered with."""

from __future__ import annotations

import sqlite3
import stat
import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from leadsroom.domain.ids import ChapterId
from leadsroom.errors import Refused
from leadsroom.store import engine as recipe
from leadsroom.store import tables as t
from leadsroom.store.first_look import connection_to_look
from leadsroom.store.store import Store, open_store
from tests.databases import ON_BOTH
from tests.harborview import found_chapter
from tests.hindrances import nobody

pytestmark = ON_BOTH


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)],
)
def test_every_sqlite_connection_is_durable_and_strict(
    sqlite_place: str, pragma: str, value: str | int
) -> None:
    """Each connection, the first and the later ones, runs with the settings of the recipe."""
    engine = recipe.for_reading(recipe.make_engine(recipe.database_url(sqlite_place)))
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
    engine.dispose()


def test_a_connection_is_kept_for_the_next_block(sqlite_store: Store) -> None:
    """Blocks that follow one another share a connection, and none of its state."""
    with sqlite_store.writing() as unit:
        first = unit.connection.connection.dbapi_connection
    with sqlite_store.reading() as connection:
        assert connection.connection.dbapi_connection is first


def test_the_file_and_its_folder_belong_to_their_owner(tmp_path: Path) -> None:
    """A new database is 0600 in a new folder of 0700, and so are the files SQLite puts beside it."""
    place = tmp_path / "data" / "leadsroom.db"
    store = open_store(str(place))
    found_chapter(store)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in place.parent.iterdir()}
    store.close()
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert modes == {"leadsroom.db": 0o600, "leadsroom.db-wal": 0o600, "leadsroom.db-shm": 0o600}


@pytest.mark.usefixtures("in_a_hurry")
def test_a_writer_holds_the_file_from_its_first_line(sqlite_place: str) -> None:
    """Writers begin with BEGIN IMMEDIATE: a second one waits at the door, not in the middle of its act."""
    one, two = open_store(sqlite_place), open_store(sqlite_place)
    with one.writing(), pytest.raises(Refused), two.writing():
        pytest.fail("two writers at once")
    one.close()
    two.close()


def test_readers_do_not_wait_for_a_writer(store: Store) -> None:
    """While somebody writes, a picture can be read; it does not show what is not committed."""
    with store.writing() as unit:
        unit.insert(t.station, name="table")
        with store.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM station")).scalar() == 0


def test_a_reader_sees_one_moment(store: Store) -> None:
    """What somebody commits while a picture is being read does not appear halfway through it."""
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM station")).scalar() == 0
        with store.writing() as unit:
            unit.insert(t.station, name="table")
        assert connection.execute(text("SELECT count(*) FROM station")).scalar() == 0


def test_a_block_that_fails_changes_nothing(store: Store) -> None:
    """A transaction is kept whole or not at all."""

    def break_off() -> None:
        with store.writing() as unit:
            unit.insert(t.station, name="table")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM station")).scalar() == 0


@pytest.mark.usefixtures("in_a_hurry")
def test_a_database_locked_by_another_is_answered_in_a_sentence(place: str) -> None:
    """Whoever finds the database taken, and waits for it as long as it waits, hears it in a sentence."""
    one, two = open_store(place), open_store(place)
    with (
        one.writing(),
        pytest.raises(Refused, match=r"[Aa]nother window") as refused,
        two.writing(),
    ):
        pass
    assert "Close" not in str(refused.value)
    one.close()
    two.close()


def test_chapters_of_a_server_do_not_wait_for_each_other(postgres_place: str) -> None:
    """On PostgreSQL two chapters write at the same time; one that writes for all waits for both."""
    one, two = open_store(postgres_place), open_store(postgres_place)
    here, there = (found_chapter(one, name=name).id for name in ("Harborview", "Lakeside"))
    with one.writing(here), two.writing(there) as unit:
        unit.insert(t.station, name="table")
    one.close()
    two.close()


def test_chapters_whose_numbers_end_alike_do_not_wait_for_each_other(postgres_place: str) -> None:
    """The lock of a chapter has all 64 bits of its number."""
    one, two = open_store(postgres_place), open_store(postgres_place)
    here = found_chapter(one)
    with one.writing() as unit:
        row = unit.connection.execute(select(t.chapter)).one()._asdict()
        unit.connection.execute(insert(t.chapter).values(row | {"id": here.id + 2**32}))
    with one.writing(here.id), two.writing(ChapterId(here.id + 2**32)) as unit:
        assert unit.revision == 1
    one.close()
    two.close()


def test_a_writer_for_everybody_waits_for_every_chapter(
    postgres_place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL a block that names no chapter runs alone."""
    monkeypatch.setattr(recipe, "LOCK_TIMEOUT_MS", 100)
    one, two = open_store(postgres_place), open_store(postgres_place)
    chapter_id = found_chapter(one).id
    with one.writing(chapter_id), pytest.raises(Refused), two.writing():
        pass
    with one.writing(), pytest.raises(Refused), two.writing(chapter_id):
        pass
    one.close()
    two.close()


def test_writers_in_threads_follow_one_another(store: Store) -> None:
    """Every one of many concurrent increments counts: nobody reads what another is about to change."""
    found = found_chapter(store)

    def pass_the_day_on() -> None:
        for _ in range(5):
            with store.writing(found.id) as unit:
                row = unit.row(t.chapter, found.id)
                assert row is not None
                unit.update(t.chapter, found.id, weekday=row["weekday"] + 1)

    threads = [threading.Thread(target=pass_the_day_on) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as connection:
        assert connection.execute(text("SELECT weekday FROM chapter")).scalar() == found.weekday + 20


def _refusal(place: str | Path) -> str:
    with pytest.raises(Refused) as refused:
        open_store(str(place))
    message = str(refused.value)
    assert "\n" not in message
    assert message.endswith(".") or "…" in message
    return message


def test_a_folder_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    """The sentence names the file and what to do."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with nobody():
        message = _refusal(closed / "leadsroom.db")
    assert message == (
        f"Cannot write {closed / 'leadsroom.db'}: it may not be written. "
        "Allow writing, or choose another place."
    )


def test_a_place_under_a_file_is_refused(tmp_path: Path) -> None:
    """So is a path that can never become a file."""
    (tmp_path / "file").write_text("")
    assert "its folder is a file" in _refusal(tmp_path / "file" / "leadsroom.db")


def test_a_folder_instead_of_a_file_is_refused(tmp_path: Path) -> None:
    """So is a folder."""
    assert _refusal(tmp_path).startswith(f"{tmp_path} is a folder. Name a file in it")


def test_a_file_that_may_only_be_read_says_so_at_the_first_write(sqlite_place: str) -> None:
    """A database without the right to write can be looked at; writing is refused in a sentence."""
    found_chapter(store := open_store(sqlite_place))
    store.close()
    Path(sqlite_place).chmod(0o444)
    store = open_store(f"sqlite:///file:{sqlite_place}?mode=ro&uri=true")
    with pytest.raises(Refused, match="for reading only"), store.writing() as unit:
        unit.insert(t.station, name="table")
    store.close()


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    """A file with something else in it is not touched."""
    path = tmp_path / "notes.db"
    path.write_text("Dear diary, " * 200)
    assert _refusal(path) == (
        f"{path} is damaged or is not a leadsroom database. "
        "Restore a backup of it, or choose another place with --db."
    )
    assert path.read_text().startswith("Dear diary")


def test_a_torn_database_is_refused(sqlite_place: str) -> None:
    """A leadsroom database with a hole in it says so when the hole is met."""
    found_chapter(store := open_store(sqlite_place))
    store.close()
    whole = Path(sqlite_place).read_bytes()
    Path(sqlite_place).write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    assert f"{sqlite_place} is damaged" in _refusal(sqlite_place)


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    """Tables that are not ours stay alone."""
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
    connection.close()
    assert _refusal(path).startswith(f"{path} belongs to another program.")


@pytest.mark.usefixtures("in_a_hurry")
def test_a_database_locked_while_it_is_opened_is_refused(tmp_path: Path) -> None:
    """A program that holds the whole file is named as the reason."""
    path = tmp_path / "held.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert "Another window is writing" in _refusal(path)
    other.close()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_that_does_not_stay_is_refused(url: str) -> None:
    """In memory every thread would have another database, and none would survive."""
    assert "needs a database file that stays" in _refusal(url)


@pytest.mark.parametrize("url", ["mysql://root@localhost/x", "oracle://x"])
def test_an_engine_we_do_not_know_is_refused(url: str) -> None:
    """SQLite or PostgreSQL."""
    assert "Use SQLite or PostgreSQL" in _refusal(url)


def test_what_is_no_url_is_refused() -> None:
    """A URL with a hole in it is answered with what a URL looks like."""
    assert "is not a database URL" in _refusal("://x")


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    """The sentence says where it looked, never with the password."""
    message = _refusal(f"postgresql://ann:secret@/leads?host={tmp_path}")
    assert message == (
        f"The server does not answer: no such file or directory ({tmp_path}). "
        "Check the address, and that it runs."
    )
    assert "secret" not in message


def test_a_home_is_understood_in_a_path(home_of_nobody: Path) -> None:
    """`~` is the home folder."""
    assert recipe.database_url("~/a.db").database == str(home_of_nobody / "a.db")


def test_errors_about_rows_are_answered_in_a_sentence(store: Store) -> None:
    """Two who add the same thing at once: the second is told to look again."""
    with store.writing() as unit:
        unit.insert(t.station, name="table")
    with pytest.raises(Refused, match="Look again"), store.writing() as unit:
        unit.insert(t.station, name="table")


def test_foreign_keys_hold(store: Store) -> None:
    """A row cannot name another that is not there."""
    with pytest.raises(Refused), store.writing() as unit:
        unit.insert(t.profession, chapter_id=999, name="Florist", name_key="florist")


def test_a_look_at_what_somebody_writes_sees_what_is_written(sqlite_place: str) -> None:
    """Also just after all of the log was taken into the file: it is read as what others may change."""
    store = open_store(sqlite_place)
    with store.engine.execution_options(begins_with=None).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    with connection_to_look(Path(sqlite_place)) as look:
        before = look.execute("SELECT count(*) FROM chapter").fetchone()[0]
        found_chapter(store)
        assert look.execute("SELECT count(*) FROM chapter").fetchone()[0] == before + 1
    store.close()
