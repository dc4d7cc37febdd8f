"""What every test relies on: the user's own settings are out of reach, and laws are tried without haste."""

from __future__ import annotations

import gc
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import event
from sqlalchemy.dialects import registry

from leadsroom.store.engine import make_engine
from leadsroom.store.store import open_store
from tests.databases import ON_SQLITE, PostgresServer, SqliteFiles, one_worker_at_a_time
from tests.laws import IN_CI, tried
from tests.sample import write_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import URL, Engine

    from leadsroom.store.store import Store
    from tests.databases import Databases

# Every app leaves a heap of cycles behind; looking for them at each turn is a seventh of a run.
gc.set_threshold(100_000, 20, 50)

# A loaded machine is no reason to fail: no deadline. In CI the examples are the same each time, so that a red
# run means a change.
settings.register_profile(
    "leadsroom",
    max_examples=tried(25, 10),
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("ci", settings.get_profile("leadsroom"), derandomize=True, database=None)
settings.load_profile("ci" if IN_CI else "leadsroom")

SETTINGS_OF_THE_USER = (
    *("LEADSROOM_DB", "LEADSROOM_CHAPTER", "LEADSROOM_DEBUG", "LEADSROOM_CONFIG", "LEADSROOM_SMTP_PASSWORD"),
    *("NO_COLOR", "COLUMNS", "LINES"),
)
OF_THE_HOME = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
# So that a program that a test starts finds compiled what the one before it has compiled.
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"


@pytest.fixture(scope="session", autouse=True)
def home_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty home, so that no test finds or touches the data of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in (*SETTINGS_OF_THE_USER, NO_BYTECODE):
            patch.delenv(name, raising=False)
        patch.setenv("HOME", str(home))
        for name in (*OF_THE_HOME, "XDG_DOCUMENTS_DIR"):
            patch.delenv(name, raising=False)
        yield home


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The documents of somebody who has written none yet: there the folder of a chapter goes."""
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    return folder


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    """A folder for databases as files."""
    return SqliteFiles(tmp_path_factory.mktemp("databases"))


@pytest.fixture(scope="session")
def folder_of_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What all workers of this run have in common."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def postgres_server(folder_of_run: Path, worker_id: str, testrun_uid: str) -> Iterator[PostgresServer]:
    """A PostgreSQL for all tests of this run, started when the first one asks for it."""
    server = PostgresServer(testrun_uid[:12], worker_id, folder_of_run / "postgres.lock")
    yield server
    server.stop()


def pytest_configure(config: pytest.Config) -> None:
    """`tests.databases` has the two ways of saying it."""
    config.addinivalue_line("markers", "engines(*names): on which databases; without it on SQLite")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that is given a database runs once on each engine of its nearest mark."""
    if "databases" in metafunc.fixturenames:
        engines = metafunc.definition.get_closest_marker("engines") or ON_SQLITE.mark
        metafunc.parametrize("databases", engines.args, indirect=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a server is marked so, however it asks for one: it has a run of its own."""
    for item in items:
        call = getattr(item, "callspec", None)
        on_server = call is not None and call.params.get("databases") == "postgresql"
        if on_server or "postgres_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.postgres)


@pytest.fixture
def databases(request: pytest.FixtureRequest) -> Databases:
    """Where databases are made, on the engine that is asked for."""
    made: Databases = request.getfixturevalue(
        "sqlite_files" if request.param == "sqlite" else "postgres_server"
    )
    return made


@pytest.fixture
def place(databases: Databases) -> Iterator[str]:
    """A database at our schema, without rows: what `open_store` takes."""
    place = databases.fresh()
    yield place
    databases.drop(place)


@pytest.fixture
def store(place: str, databases: Databases) -> Iterator[Store]:
    """An open store without rows, on the engine that is asked for."""
    store = databases.opened(place)
    yield store
    if store.engine.dialect.name == "sqlite":
        store.close()


@pytest.fixture
def postgres_place(postgres_server: PostgresServer) -> Iterator[str]:
    """A database of a server at our schema, without rows."""
    place = postgres_server.fresh()
    yield place
    postgres_server.drop(place)


@pytest.fixture
def sqlite_place(sqlite_files: SqliteFiles) -> str:
    """A database file at our schema, without rows."""
    return sqlite_files.fresh()


@pytest.fixture
def sqlite_store(sqlite_place: str) -> Iterator[Store]:
    """An open store without rows, on SQLite only: for tests in which the engine does not matter."""
    store = open_store(sqlite_place)
    yield store
    store.close()


@pytest.fixture
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Databases that are opened in this test wait for others a quarter of a second, not as long as people."""
    monkeypatch.setattr("leadsroom.store.engine.BUSY_TIMEOUT_MS", 250)
    monkeypatch.setattr("leadsroom.store.engine.LOCK_TIMEOUT_MS", 250)


@pytest.fixture(scope="session")
def sample_file(sqlite_files: SqliteFiles, folder_of_run: Path) -> str:
    """The sample chapter with its season, written once for all workers; nobody writes into it."""
    sample = folder_of_run / "sample.db"
    with one_worker_at_a_time(folder_of_run / "sample.lock"):
        if not sample.exists():
            place = sqlite_files.fresh()
            write_sample(place)
            shutil.move(place, sample)
    return str(sample)


@pytest.fixture
def demo_place(sample_file: str, tmp_path: Path) -> str:
    """A database file of one's own with the sample chapter, its meeting about to start."""
    return str(shutil.copy(sample_file, tmp_path / "demo.db"))


@pytest.fixture
def demo_store(demo_place: str) -> Iterator[Store]:
    """An open store with the sample chapter."""
    store = open_store(demo_place)
    yield store
    store.close()


@pytest.fixture(scope="session", autouse=True)
def queries_are_compiled_once() -> Iterator[None]:
    """Each test has an engine of its own; without this each would compile all queries, and wait for disks."""
    compiled: dict[object, Any] = {}

    def in_haste(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous = OFF")  # no power is cut here

    def made(url: URL) -> Engine:
        engine = make_engine(url)
        engine.update_execution_options(compiled_cache=compiled)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", in_haste)
        return engine

    for name, dialect in (("sqlite", "Sqlite"), ("postgresql.psycopg", "Postgres")):
        registry.register(name, "tests.dialects", dialect)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("leadsroom.store.store.make_engine", made)
        yield
