"""Statistics of our indexes for SQLite, which would guess that a chapter is a narrow choice.

Every index begins with the chapter, and a file holds one or a few. Left to guess, SQLite takes any index that
has the order of a query, and walks through all the years of the chapter. The figures are the same in every
database, so that a plan depends on the query alone. PostgreSQL counts for itself.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from leadsroom.domain.meeting.record_kinds import SIMPLE

# The tables that grow with the years. The rest is small, and SQLite may guess.
GROWING = (
    *("meeting", "step", "turn", "questions", "attendance", "visit", "journal", "trail"),
    *("lead", "lead_update", "closed_business", "one_to_one", "ledger_entry"),
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
    for table in GROWING:
        for _, index, is_unique, *_ in connection.exec_driver_sql(f"PRAGMA index_list({table})").all():
            columns = len(connection.exec_driver_sql(f"PRAGMA index_info({index})").all())
            connection.execute(
                _SAY, {"table": table, "index": index, "stat": _figures(table, columns, is_unique)}
            )


def _figures(table: str, columns: int, is_unique: int) -> str:
    """How many rows there are, then how many share the first column, the first two, and so on."""
    rows = _MEETINGS if table == "meeting" else _ROWS
    shared = [max(1, rows // share) for share in _SHARE_OF_NEXT_COLUMN[:columns]]
    if is_unique:
        shared[-1] = 1
    return " ".join(map(str, (rows, *shared)))
