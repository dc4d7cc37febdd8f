"""The schema: what the migrations make is what the tables say, and an upgrade loses nothing."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, UniqueConstraint, text

from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.meeting.snapshot import Outcome
from leadsroom.errors import Refused
from leadsroom.store import schema
from leadsroom.store import tables as t
from leadsroom.store.engine import database_url, make_engine
from leadsroom.store.read.meeting.snapshot import snapshot
from leadsroom.store.store import Store, open_store
from tests.databases import ON_BOTH, Databases, SqliteFiles
from tests.desks import desk_at
from tests.harborview import SetClock, found_chapter
from tests.store.older_version import BEGAN, OlderVersion, Rows, left_by, migrate, rows_of, tables_as_found

pytestmark = ON_BOTH


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or name not in {"sqlite_sequence", "alembic_version"}


def _compared(found: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    # On a server the primary key is what is unique with the chapter on SQLite; see the test of keys.
    is_key = isinstance(found, UniqueConstraint) and found.columns.keys() == ["chapter_id", "id"]
    return not is_key and (kind, name) != ("index", "ix_meeting_id")


def test_a_new_file_is_what_the_migrations_make(sqlite_files: SqliteFiles) -> None:
    """It is made without them, of the same statements in the same order; `make new-file` writes them."""
    place = sqlite_files.empty()
    engine = make_engine(database_url(place))
    migrate(engine, "head")
    with engine.connect() as connection:
        assert schema.tables_as_made(connection) == schema.NEW_FILE.read_text(encoding="utf-8")
    engine.dispose()
    store = open_store(sqlite_files.empty())
    with store.reading() as connection:
        assert schema.tables_as_made(connection) == schema.NEW_FILE.read_text(encoding="utf-8")
        assert connection.scalars(text("SELECT version_num FROM alembic_version")).all() == [schema.HEAD]
    store.close()


def test_the_migrations_make_the_tables(databases: Databases) -> None:
    """Alembic, asked to compare a migrated database with the tables, finds nothing to do."""
    place = databases.empty()
    engine = make_engine(database_url(place))
    migrate(engine, "head")
    with engine.connect() as connection:
        on_server = connection.dialect.name == "postgresql"
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                # On SQLite Alembic takes an empty default for none.
                "compare_server_default": on_server,
                "include_name": _ours,
                **({"include_object": _compared} if on_server else {}),
            },
        )
        assert compare_metadata(context, t.metadata) == []
    engine.dispose()
    databases.drop(place)


def test_conditional_indexes_are_made_too(store: Store) -> None:
    """The rules that hang on a condition, which Alembic does not compare, are in the database."""
    column, source = ("sql", "sqlite_master") if "sqlite" in store.engine.name else ("indexdef", "pg_indexes")
    name = "name" if column == "sql" else "indexname"
    with store.reading() as connection:
        rows = connection.execute(text(f"SELECT {name}, {column} FROM {source} WHERE {name} LIKE 'uq_%'"))
        found = {row[0]: row[1] or "" for row in rows}
    for index in ("uq_membership_one_holder", "uq_membership_one_seat_each", "uq_meeting_one_live"):
        assert "UNIQUE" in found[index]
        assert "WHERE" in found[index]


def test_our_version_is_the_last_migration() -> None:
    """HEAD names the head of the migrations that ship."""
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.HEAD]


def test_opening_again_changes_nothing(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database at our version is not migrated, and Alembic is not asked."""
    for way in ("upgrade", "_make"):
        monkeypatch.setattr(schema, way, lambda _engine: pytest.fail("made again"))
    open_store(place).close()


def test_an_empty_database_is_brought_up(databases: Databases) -> None:
    """A place without tables gets ours."""
    place = databases.empty()
    store = open_store(place)
    assert schema.version_of(store.engine, store.place) == schema.HEAD
    store.close()
    databases.drop(place)


def test_stations_that_start_together_share_one_migration(databases: Databases) -> None:
    """Of several that find an empty database at once, one makes the tables; the others wait or are told."""
    place = databases.empty()
    answers: list[str] = []

    def start() -> None:
        try:
            open_store(place).close()
            answers.append("open")
        except Refused as refused:
            answers.append(str(refused))

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "open" in answers
    assert all(answer == "open" or "Another window" in answer for answer in answers)
    open_store(place).close()
    databases.drop(place)


NOW, NEXT = schema.HEAD, f"{int(schema.HEAD) + 1:04}"

_NEXT_SCHEMA = f'''"""A schema after ours, which rebuilds a table."""

import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{NOW}"


def upgrade():
    with op.batch_alter_table("person", recreate="auto") as batch:
        batch.add_column(sa.Column("nickname", sa.Text(), nullable=False, server_default=""))
        batch.alter_column("trade", type_=sa.String(200))
'''

_LOSES_ROWS = _NEXT_SCHEMA.replace("    with op", '    op.execute("DELETE FROM membership")\n    with op')
_BREAKS_OFF = _NEXT_SCHEMA + '    raise ZeroDivisionError("halfway")\n'


@pytest.fixture
def next_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A leadsroom one version further on: the file of its migration."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    monkeypatch.setattr(schema, "HEAD", NEXT)
    script = folder / "versions" / f"{NEXT}_next.py"
    script.write_text(_NEXT_SCHEMA)
    return script


def _counts(place: str) -> dict[str, int]:
    with sqlite3.connect(place) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        counts = {
            n: connection.execute(f"SELECT count(*) FROM {n}").fetchone()[0] for (n,) in names if n in _OURS
        }
    connection.close()
    return counts


_OURS = set(t.metadata.tables)


def _copies(place: str) -> list[Path]:
    path = Path(place)
    return sorted(path.parent.glob(f"{path.stem}-before-{NOW}-upgrade*"))


@pytest.fixture
def older_place(sqlite_place: str) -> str:
    """A database of the version before, with rows."""
    store = open_store(sqlite_place)
    found_chapter(store)
    store.close()
    return sqlite_place


def test_an_upgrade_keeps_every_row_and_a_copy(older_place: str, next_schema: Path) -> None:
    """A table is rebuilt without losing its children; the database as it was stands beside it, private."""
    before = _counts(older_place)
    open_store(older_place).close()
    assert _counts(older_place) == before
    assert before["membership"] == 6
    (copy,) = _copies(older_place)
    assert _counts(str(copy)) == before
    assert copy.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (NOW,)
    connection.close()


def test_a_second_copy_does_not_take_the_place_of_the_first(older_place: str, next_schema: Path) -> None:
    """Copies are numbered."""
    store = open_store(older_place)
    schema.copy_aside(store.engine, NOW)
    store.close()
    assert len(_copies(older_place)) == 2


def test_an_upgrade_that_would_lose_rows_is_taken_back(older_place: str, next_schema: Path) -> None:
    """Row counts are compared before anything is kept."""
    next_schema.write_text(_LOSES_ROWS)
    before = _counts(older_place)
    with pytest.raises(Refused, match="would have lost rows of membership; nothing was changed"):
        open_store(older_place)
    assert _counts(older_place) == before
    with sqlite3.connect(older_place) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (NOW,)
    connection.close()


def test_a_row_that_refers_to_nothing_is_named_before_anything_is_done(
    older_place: str, next_schema: Path
) -> None:
    """Edited by another program, say: the sentence names the row, and no copy is left behind."""
    with sqlite3.connect(older_place) as connection:
        connection.execute("UPDATE membership SET person_id = 99 WHERE id = 2")
    connection.close()
    named = "row 2 of membership points to a row of person that is not there"
    with pytest.raises(Refused, match=f"{named}. Nothing was changed. Restore a backup"):
        open_store(older_place)
    assert _copies(older_place) == []


def test_an_upgrade_that_breaks_off_is_taken_back(older_place: str, next_schema: Path) -> None:
    """A migration is kept whole or not at all, tables included."""
    next_schema.write_text(_BREAKS_OFF)
    with pytest.raises(ZeroDivisionError):
        open_store(older_place)
    with sqlite3.connect(older_place) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(person)")]
    connection.close()
    assert "nickname" not in columns


def test_an_upgrade_works_on_a_server(postgres_place: str, next_schema: Path) -> None:
    """The same migration runs on PostgreSQL and keeps every row."""
    store = Store((opened := _at_first_version(postgres_place)).engine, postgres_place)
    with store.reading() as connection:
        before = schema.row_counts(connection)
    schema.bring_up_to_date(store.engine, store.place)
    with store.reading() as connection:
        assert schema.row_counts(connection) == before
    assert schema.version_of(store.engine, store.place) == NEXT
    opened.close()


def _at_first_version(place: str) -> Store:
    store = Store(make_engine(database_url(place)), place)
    found_chapter(store)
    return store


def test_after_an_upgrade_the_keys_hold_again(older_place: str, next_schema: Path) -> None:
    """No connection of the store is left without its foreign keys."""
    store = open_store(older_place)
    with store.reading() as first, store.reading() as second:
        for connection in (first, second):
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    store.close()


# A database as the first version left it, in the middle of a meeting


class FirstVersion(NamedTuple):
    """A database of the first version that ours has opened: its place, its tables and rows before that."""

    place: str
    tables: MetaData
    rows: Rows


@pytest.fixture
def first_version(databases: Databases) -> Iterator[FirstVersion]:
    """One in the middle of a meeting."""
    place, (tables, rows) = databases.made_by(_opened_by_ours)
    yield FirstVersion(place, tables, rows)
    databases.drop(place)


def _opened_by_ours(place: str) -> tuple[MetaData, Rows]:
    left = left_by(place, "0001", _write_first_version)
    assert schema.HEAD != "0001"
    open_store(place).close()
    return left


def _write_first_version(first: OlderVersion) -> None:
    chapter = first.chapter()
    members = [first.member(chapter, n, f"Member {n}", f"Trade {n}") for n in (1, 2, 3)]
    first.entry(chapter, first.live_meeting(chapter, members))


def test_the_first_version_s_rows_come_through_unchanged(first_version: FirstVersion) -> None:
    """Every value of every row is as it was, moments and row images of the journal included."""
    before = first_version.rows
    store = open_store(first_version.place)
    assert schema.version_of(store.engine, store.place) == schema.HEAD
    with store.reading() as connection:
        assert rows_of(connection, first_version.tables) == before
    store.close()
    assert {name: len(rows) for name, rows in before.items() if rows} == {
        "chapter": 1,
        "profession": 3,
        "person": 3,
        "membership": 3,
        "station": 1,
        "meeting": 1,
        "step": 3,
        "turn": 2,
        "attendance": 3,
        "journal": 1,
    }


def test_a_meeting_of_the_first_version_is_read_as_it_stood(first_version: FirstVersion) -> None:
    """What the first version did not know is not there; everything else is."""
    store = open_store(first_version.place)
    with store.reading() as connection:
        seen = snapshot(connection, MeetingId(1))
    store.close()
    assert seen.step is not None
    assert seen.turn is not None
    assert (seen.step.title, seen.people[seen.turn.speaker_id].name) == ("Pitches", "Member 1")
    assert seen.turn.clock.remaining(BEGAN + timedelta(seconds=45)) == timedelta(seconds=15)
    assert seen.turn.looking_for == "Cafés, by the harbour"
    assert [place.pitch for place in seen.attendees] == [None] * 3
    assert (seen.meeting.up_since, seen.questions) == (None, ())
    assert [entry.what for entry in seen.journal] == ["Pitches began"]


def test_a_meeting_of_the_first_version_goes_on(first_version: FirstVersion) -> None:
    """Go works; undo puts every row back, and once more takes back what the first version had noted."""
    store = open_store(first_version.place)
    ours = tables_as_found(store.engine)

    def rows() -> dict[str, list[dict[str, Any]]]:
        with store.reading() as connection:
            of_all = rows_of(connection, ours)
            return {name: of_all[name] for name in of_all.keys() - {"journal", "station"}}

    clock = SetClock(BEGAN + timedelta(seconds=50))
    before, desk = rows(), desk_at(store, MeetingId(1), clock, "table")
    after = desk.sync.do(c.Go()).picture
    assert after.turn is not None
    assert after.people[after.turn.speaker_id].name == "Member 2"
    assert after.turns[0].outcome is Outcome.DONE
    assert rows() != before
    desk.sync.do(Undo())
    assert rows() == before
    earlier = desk.sync.do(Undo()).picture
    assert earlier.step is not None
    assert (earlier.step.title, earlier.step.clock.running, earlier.turns) == ("Welcome", True, ())
    desk.sync.do(Redo())
    assert rows() == before
    desk.close()
    store.close()


def test_a_newer_database_is_refused(place: str) -> None:
    """A schema that this version has never heard of is not touched."""
    store = open_store(place)
    with store.writing() as unit:
        unit.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(Refused, match=r"written by a newer leadsroom. Upgrade leadsroom to open it\."):
        open_store(place)


def test_a_copy_can_be_made_while_somebody_writes(sqlite_store: Store, tmp_path: Path) -> None:
    """A copy holds what was committed, and nothing of what was not."""
    found_chapter(sqlite_store)
    with sqlite_store.writing() as unit:
        unit.insert(t.station, name="table")
        schema.vacuum_into(sqlite_store.engine, tmp_path / "copy.db")
    counts = _counts(str(tmp_path / "copy.db"))
    assert (counts["membership"], counts["station"]) == (6, 0)
