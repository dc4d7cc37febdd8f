"""The dialects of both engines, each the same whichever database it speaks to.

What is compiled is kept by dialect, and an engine makes one of its own: these count as one.
"""

from __future__ import annotations

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite


class Sqlite(SQLiteDialect_pysqlite):
    """That of every SQLite file."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))


class Postgres(PGDialect_psycopg):
    """That of every database of the server."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))
