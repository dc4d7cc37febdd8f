"""Every row says which chapter it is of, and every key, reference and index of a chapter begins with that."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import op

from leadsroom.store.types import RowId

revision = "0005"
down_revision = "0004"

# Whose rows they are was known by way of another row only: by which column of which table.
_BY_WAY_OF = {
    "step": ("meeting_id", "meeting"),
    "turn": ("meeting_id", "meeting"),
    "questions": ("meeting_id", "meeting"),
    "attendance": ("meeting_id", "meeting"),
    "visit": ("meeting_id", "meeting"),
    "trail": ("journal_id", "journal"),
}
_TABLES = (
    *("profession", "person", "membership", "meeting", "journal", *_BY_WAY_OF),
    *("lead", "lead_update", "closed_business", "testimonial", "one_to_one"),
    *("leave", "vetting", "decision", "notice", "special_date", "ledger_entry"),
)
_OF_NO_CHAPTER = ("chapter", "station")
# So that what is asked of the past takes no longer the more of it there is.
_ALSO_INDEXED = (
    ("lead", "passed_at"),
    ("lead", "last_word_at"),
    ("lead", "receiver_id", "passed_at"),
    ("journal", "station_id", "id"),
    ("lead", "meeting_id", "passed_at"),
    ("turn", "meeting_id", "step_id", "position"),
    ("visit", "at"),
    ("testimonial", "at"),
    ("lead_update", "at"),
)
# These begin with what another one of them begins with.
_NOT_NEEDED = (("lead", "chapter_id", "meeting_id"), ("turn", "chapter_id", "meeting_id"))


def upgrade() -> None:
    _say_whose()
    _forget_that_names_are_unique()
    _tell_stations_apart()
    shapes = [_Shape.of(table) for table in _TABLES]
    if _is_sqlite():
        for shape in shapes:
            _make_anew(shape)
    else:
        _alter(shapes)
    for shape in shapes:
        for columns in shape.indexes:
            if (shape.table, *columns) in _NOT_NEEDED:
                continue
            op.create_index(op.f(f"ix_{shape.table}_{'_'.join(columns)}"), shape.table, list(columns))
    for table, *more in _ALSO_INDEXED:
        op.create_index(op.f(f"ix_{table}_chapter_id_{'_'.join(more)}"), table, ["chapter_id", *more])
    op.create_table(
        "revision",
        sa.Column("chapter_id", RowId, autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["chapter_id"], ["chapter.id"], name="fk_revision_chapter_id_chapter"),
        sa.PrimaryKeyConstraint("chapter_id", name="pk_revision"),
    )


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _say_whose() -> None:
    for table, (column, other) in _BY_WAY_OF.items():
        op.add_column(table, sa.Column("chapter_id", RowId, nullable=True))
        whose = f"SELECT o.chapter_id FROM {other} o WHERE o.id = {table}.{column}"  # noqa: S608
        op.execute(f"UPDATE {table} SET chapter_id = ({whose})")  # noqa: S608


def _forget_that_names_are_unique() -> None:
    """Two chapters of one name are told apart by their numbers and places."""
    if _is_sqlite():
        _copy_over("chapter")
    else:
        op.drop_constraint("uq_chapter_name", "chapter", type_="unique")


def _tell_stations_apart() -> None:
    """Two laptops of one name are two stations. Of those on record the machine is not known: it is empty."""
    op.add_column("station", sa.Column("machine", sa.Text(), server_default="", nullable=False))
    op.add_column("station", sa.Column("number", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.execute("UPDATE station SET number = id")
    name = "uq_station_machine_number"
    if _is_sqlite():
        _copy_over("station", sa.UniqueConstraint("machine", "number", name=name))
    else:
        op.drop_constraint("uq_station_name", "station", type_="unique")
        op.create_unique_constraint(name, "station", ["machine", "number"])


class _Shape(NamedTuple):
    """What refers, is unique and is indexed in a table, by columns: `references` say to which table.

    `changed` are the names of what there was instead, `kept` of indexes that begin with the chapter already.
    """

    table: str
    references: dict[str, str]
    uniques: tuple[tuple[str, ...], ...]
    indexes: tuple[tuple[str, ...], ...]
    changed: tuple[str, ...]
    kept: tuple[str, ...]

    @classmethod
    def of(cls, table: str) -> _Shape:
        found = sa.inspect(op.get_bind())
        references = {
            column: key["referred_table"]
            for key in found.get_foreign_keys(table)
            for column in key["constrained_columns"]
            if key["referred_table"] not in _OF_NO_CHAPTER
        }
        uniques = {_columns(each): each["name"] for each in found.get_unique_constraints(table)}
        plain = [each for each in found.get_indexes(table) if not each.get("duplicates_constraint")]
        indexes = {_columns(each): each["name"] for each in plain if not each["unique"]}
        # The chapter alone is the beginning of what is unique.
        wanted = [_with_chapter(columns) for columns in indexes if columns != ("chapter_id",)]
        return cls(
            table=table,
            references=references,
            uniques=(("chapter_id", "id"), *map(_with_chapter, uniques)),
            indexes=tuple(sorted(wanted)),
            changed=tuple(str(name) for name in indexes.values()),
            kept=tuple(str(each["name"]) for each in plain if each["unique"]),
        )

    def constraints(self) -> Iterable[sa.Constraint]:
        """Everything but the primary key."""
        for column, other in self.references.items():
            yield sa.ForeignKeyConstraint(
                ["chapter_id", column],
                [f"{other}.chapter_id", f"{other}.id"],
                name=self.reference(column, other),
            )
        for columns in self.uniques:
            yield sa.UniqueConstraint(*columns, name=f"uq_{self.table}_{'_'.join(columns)}")

    def reference(self, column: str, other: str) -> str:
        """The name of a reference, the same as ever."""
        return f"fk_{self.table}_{column}_{other}"


def _columns(found: Any) -> tuple[str, ...]:
    return tuple(found["column_names"])


def _with_chapter(columns: tuple[str, ...]) -> tuple[str, ...]:
    return columns if columns[0] == "chapter_id" else ("chapter_id", *columns)


# PostgreSQL


def _alter(shapes: list[_Shape]) -> None:
    for shape in shapes:
        for column, other in shape.references.items():
            op.drop_constraint(shape.reference(column, other), shape.table, type_="foreignkey")
    for shape in shapes:
        table = shape.table
        for name in shape.changed:
            op.drop_index(name, table)
        for each in sa.inspect(op.get_bind()).get_unique_constraints(table):
            op.drop_constraint(str(each["name"]), table, type_="unique")
        op.drop_constraint(f"pk_{table}", table, type_="primary")
        if table in _BY_WAY_OF:
            op.alter_column(table, "chapter_id", nullable=False)
            op.create_foreign_key(f"fk_{table}_chapter_id_chapter", table, "chapter", ["chapter_id"], ["id"])
        op.create_primary_key(f"pk_{table}", table, ["chapter_id", "id"])
        for columns in shape.uniques[1:]:
            op.create_unique_constraint(f"uq_{table}_{'_'.join(columns)}", table, list(columns))
    for shape in shapes:
        for column, other in shape.references.items():
            name, here = shape.reference(column, other), ["chapter_id", column]
            op.create_foreign_key(name, shape.table, other, here, ["chapter_id", "id"])
    # A meeting is asked for by its number alone where its chapter is not known yet.
    op.create_index("ix_meeting_id", "meeting", ["id"])


# SQLite, where a table with other constraints is another table


def _make_anew(shape: _Shape) -> None:
    references = [
        ("chapter_id", "chapter"),
        *([("station_id", "station")] if shape.table == "journal" else []),
    ]
    single = [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=shape.reference(column, other))
        for column, other in references
    ]
    _copy_over(shape.table, *single, *shape.constraints(), kept=shape.kept)


def _copy_over(table: str, *constraints: sa.Constraint, kept: tuple[str, ...] = ()) -> None:
    """Put a table's rows into a new one with these constraints, under the old name.

    Its triggers and these indexes are made again, and the numbers of rows that undo took away stay taken.
    """
    bind, new = op.get_bind(), f"new_{table}"
    was = sa.Table(table, sa.MetaData(), autoload_with=bind, resolve_fks=False)
    names = ", ".join(column.name for column in was.c)
    made = {"name": table}
    again = bind.execute(
        sa.text(
            "SELECT sql FROM sqlite_master WHERE tbl_name = :table "
            "AND (type = 'trigger' OR type = 'index' AND name IN :kept)"
        ).bindparams(sa.bindparam("kept", expanding=True)),
        {"table": table, "kept": list(kept)},
    ).scalars()
    statements = list(again)
    last = bind.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name"), made).scalar()
    op.create_table(
        new,
        *map(_same, was.c),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        *constraints,
        sqlite_autoincrement=True,
    )
    op.execute(f"INSERT INTO {new} ({names}) SELECT {names} FROM {table} ORDER BY id")  # noqa: S608
    op.drop_table(table)
    op.rename_table(new, table)
    bind.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), made)
    if last is not None:
        bind.execute(
            sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"), made | {"seq": last}
        )
    for statement in statements:
        op.execute(statement)


def _same(column: sa.Column[Any]) -> sa.Column[Any]:
    default: Any = column.server_default
    return sa.Column(
        column.name,
        column.type,
        nullable=column.nullable and column.name != "chapter_id",
        server_default=None if default is None else sa.text(str(default.arg)),
    )
