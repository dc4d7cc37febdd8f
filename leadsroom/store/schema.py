"""Which schema a database has, and bringing it to ours. Alembic is loaded only when there is work for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, func, inspect, select, table, text
from sqlalchemy.exc import DBAPIError

from leadsroom.domain.meeting.record_kinds import SIMPLE
from leadsroom.errors import Refused
from leadsroom.files import free_name
from leadsroom.store.engine import for_reading, write_ahead
from leadsroom.store.first_look import is_ours
from leadsroom.store.tables import chapter_month
from leadsroom.store.writers import wait_for_turn

HEAD = "0024"
MIGRATIONS = Path(__file__).with_name("migrations")
NEW_FILE = Path(__file__).with_name("new_file.sql")
_NEXT = ";\n\n"

# Puts a copy of a database away before it is upgraded from a version.
SetAside = Callable[[Engine, str], object]


def version_of(engine: Engine, place: str) -> str | None:
    """The revision a database is at, or None for an empty one. Raises Refused for another program's."""
    with for_reading(engine).connect() as connection:
        if not is_ours(inspect(connection).get_table_names(), place):
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found) if found else None


def bring_up_to_date(
    engine: Engine, place: str, version: str | None = None, set_aside: SetAside | None = None
) -> None:
    """Upgrade to our schema if the version differs; an older one is set aside first, or copied beside it.

    `version` is what a first look has found. Raises Refused for a newer schema and for another program's
    database, which are left as they are.
    """
    version = version or version_of(engine, place)
    refuse_newer(version, place)
    write_ahead(engine)
    if version == HEAD:
        return
    if version is not None:
        _refuse_broken_references(engine, place)
        (set_aside or copy_aside)(engine, version)
    if version is None and engine.dialect.name == "sqlite":
        _make(engine)
    else:
        upgrade(engine)


def refuse_newer(version: str | None, place: str) -> None:
    """Raises Refused for a revision that this version of the program has not heard of."""
    if version not in (None, HEAD, *supported_revisions()):
        raise Refused(f"{place} was written by a newer leadsroom. Upgrade leadsroom to open it.")


def supported_revisions() -> list[str]:
    """The revisions that this version of the program can open or upgrade."""
    return sorted(path.stem.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def copy_aside(engine: Engine, version: str) -> Path | None:
    """A whole copy of an SQLite database beside it, before it is upgraded.

    A PostgreSQL is its owner's to back up: there it returns None.
    """
    if engine.dialect.name != "sqlite":
        return None
    path = Path(str(engine.url.database))
    target = free_name(path.parent, f"{path.stem}-before-{version}-upgrade", path.suffix)
    vacuum_into(engine, target)
    return target


def vacuum_into(engine: Engine, target: Path) -> None:
    """A consistent copy of an SQLite database in a new private file, while others may be using it.

    Where it cannot be made nothing is left behind.
    """
    # The file is there, empty and private, before anything is in it.
    target.touch(mode=0o600)
    try:
        with engine.execution_options(begins_with=None).connect() as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(target),))
    except DBAPIError:
        for path in (target, target.with_name(f"{target.name}-journal")):
            path.unlink(missing_ok=True)
        raise


def _make(engine: Engine) -> None:
    """The tables of a new file, as the migrations once made them: doing it again takes much longer."""
    with engine.begin() as connection:
        if inspect(connection).has_table("alembic_version"):
            return  # somebody else was quicker
        for statement in NEW_FILE.read_text(encoding="utf-8").split(_NEXT):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (HEAD,))
        tell_statistics(connection)


def tables_as_made(connection: Connection) -> str:
    """By which statements an SQLite file has come to its tables, indexes and triggers: what NEW_FILE holds.

    In their order, since of two indexes that serve as well SQLite takes the one that was made last.
    """
    query = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY rowid"
    return _NEXT.join(connection.exec_driver_sql(query).scalars())


def upgrade(engine: Engine) -> None:
    """Let the migrations bring a database to our schema: all of them, or none."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.connect() as connection:
        _foreign_keys_off(connection)
        with connection.begin():
            wait_for_turn(connection)
            before = row_counts(connection)
            config.attributes["connection"] = connection
            counts_months = inspect(connection).has_table(chapter_month.name)
            command.upgrade(config, "head")
            if not counts_months:
                _count_months(connection)
            tell_statistics(connection)
            _refuse_loss(before, row_counts(connection))


def _count_months(connection: Connection) -> None:
    """The figures by month, which no act has kept up before there was a table of them."""
    from leadsroom.store.chapter_months import count_all_again

    count_all_again(connection)


def _foreign_keys_off(connection: Connection) -> None:
    # Batch migrations rebuild tables; with the keys on, ON DELETE CASCADE would empty the children.
    # The pragma does nothing inside a transaction, so it goes to the driver before one begins.
    if connection.dialect.name == "sqlite":
        # Detached: a connection without its keys is never handed to anybody else.
        connection.detach()
        connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")


def broken_references(connection: Connection) -> list[str]:
    """Broken references, in words; always empty on PostgreSQL, which never lets it come to that."""
    if connection.dialect.name != "sqlite":
        return []
    found = connection.exec_driver_sql("PRAGMA foreign_key_check")
    return [f"row {row[1]} of {row[0]} points to a row of {row[2]} that is not there" for row in found]


def _refuse_broken_references(engine: Engine, place: str) -> None:
    """Refuse broken references: they have no place in the new tables."""
    with for_reading(engine).connect() as connection:
        broken = broken_references(connection)
    if broken:
        more = f" (and {len(broken) - 1} more like it)" if len(broken) > 1 else ""
        raise Refused(
            f"{place} is damaged and cannot be upgraded: {broken[0]}{more}. Nothing was changed. "
            "Restore a backup of it."
        )


def _refuse_loss(before: dict[str, int], after: dict[str, int]) -> None:
    lost = sorted(name for name, count in before.items() if after.get(name, count) < count)
    if lost:
        raise Refused(f"Upgrading would have lost rows of {', '.join(lost)}; nothing was changed.")


def row_counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    names = inspect(connection).get_table_names()
    return {n: connection.execute(select(func.count()).select_from(table(n))).scalar_one() for n in names}


# The tables that grow with the years. The rest is small, and SQLite may guess.
GROWING = (
    *("meeting", "step", "turn", "questions", "attendance", "visit", "journal", "trail"),
    *("lead", "lead_update", "closed_business", "giver_answer", "one_to_one", "ledger_entry", "step_leader"),
    *(kind.table for kind in SIMPLE),
)
_ROWS, _MEETINGS = 100_000, 500
_SHARE_OF_NEXT_COLUMN = (1, 1_000, 5_000, 10_000, 20_000)
_SAY = text("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (:table, :index, :stat)")


def tell_statistics(connection: Connection) -> None:
    """Write them down, in place of any that are there; connections that are opened from now on go by them."""
    if connection.dialect.name != "sqlite":
        return
    connection.exec_driver_sql("ANALYZE revision")  # makes the table
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    for name in GROWING:
        for _, index, is_unique, *_ in connection.exec_driver_sql(f"PRAGMA index_list({name})").all():
            columns = len(connection.exec_driver_sql(f"PRAGMA index_info({index})").all())
            connection.execute(
                _SAY, {"table": name, "index": index, "stat": _figures(name, columns, is_unique)}
            )


def _figures(table: str, columns: int, is_unique: int) -> str:
    """How many rows there are, then how many share the first column, the first two, and so on."""
    rows = _MEETINGS if table == "meeting" else _ROWS
    shared = [max(1, rows // share) for share in _SHARE_OF_NEXT_COLUMN[:columns]]
    if is_unique:
        shared[-1] = 1
    return " ".join(map(str, (rows, *shared)))
