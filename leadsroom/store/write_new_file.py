"""Rewrite `new_file.sql`, after a migration was added: `make new-file`."""

from __future__ import annotations

from tempfile import TemporaryDirectory

from leadsroom.store.engine import database_url, make_engine
from leadsroom.store.schema import NEW_FILE, tables_as_made, upgrade


def main() -> None:
    """Let the migrations make a database, and write down the statements that made its tables."""
    with TemporaryDirectory() as folder:
        engine = make_engine(database_url(f"{folder}/new.db"))
        upgrade(engine)
        with engine.connect() as connection:
            NEW_FILE.write_text(tables_as_made(connection), encoding="utf-8")
        engine.dispose()


if __name__ == "__main__":
    main()
