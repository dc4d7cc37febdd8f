"""What the tables are made of: the columns that many have, and what the rows of a chapter have in common."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    FromClause,
    Index,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    text,
)

from leadsroom.store.types import Length, RowId, UtcMoment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_TO, _INDEXED = "to", "indexed"


def numbered(name: str, *columns: Any) -> Table:
    """A table whose rows have numbers."""
    # AUTOINCREMENT: the number of a row that undo took away is never given to another.
    return Table(name, metadata, Column("id", RowId, primary_key=True), *columns, sqlite_autoincrement=True)


def of_chapter(name: str, *columns: Any) -> Table:
    """A table of rows that belong to a chapter, which is first in what is unique, in references and indexes.

    On PostgreSQL (chapter_id, id) is the primary key; SQLite numbers rows by `id` alone.
    """
    references = [column for column in columns if isinstance(column, Column) and _TO in column.info]
    return numbered(
        name,
        chapter_id(),
        *columns,
        UniqueConstraint("chapter_id", "id"),
        *(
            ForeignKeyConstraint(
                ["chapter_id", column.name],
                [f"{column.info[_TO]}.chapter_id", f"{column.info[_TO]}.id"],
                name=f"fk_{name}_{column.name}_{column.info[_TO]}",
            )
            for column in references
        ),
        *(Index(None, "chapter_id", column.name) for column in references if column.info[_INDEXED]),
    )


def chapter_id(**more: Any) -> Column[int]:
    """The chapter that a row is of."""
    return Column("chapter_id", RowId, ForeignKey("chapter.id"), nullable=False, **more)


def to(table: str, *, optional: bool = False, index: bool = False, name: str | None = None) -> Column[int]:
    """A reference to a row of the same chapter."""
    about = {_TO: table, _INDEXED: index}
    return Column(name or f"{table}_id", RowId, nullable=optional, info=about)


def link(reference: Any, to: FromClause) -> ColumnElement[bool]:
    """What a join goes by: the row of `to`, in the same chapter, that a column refers to."""
    return and_(to.c.id == reference, to.c.chapter_id == reference.table.c.chapter_id)


def words(name: str) -> Column[str]:
    """What people type; empty where they typed nothing."""
    return Column(name, Text, nullable=False, server_default="")


def word(name: str, *, optional: bool = False) -> Column[str]:
    """One of some words that the program has."""
    return Column(name, String(32), nullable=optional)


def moment(name: str, *, optional: bool = True) -> Column[Any]:
    """A moment, in UTC."""
    return Column(name, UtcMoment, nullable=optional)


def length(name: str, *, optional: bool = False) -> Column[Any]:
    """A length of time."""
    return Column(name, Length, nullable=optional)


def flag(name: str, *, optional: bool = False, default: str | None = None) -> Column[bool]:
    """Yes or no; where it is `optional`, also neither."""
    return Column(name, Boolean, nullable=optional, server_default=default and text(default))


def clock() -> tuple[Column[Any], ...]:
    """The facts of a countdown."""
    return (
        length("allotted"),
        length("added"),
        moment("started_at"),
        moment("ended_at"),
        moment("paused_at"),
        length("paused_for"),
    )
