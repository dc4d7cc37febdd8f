"""What becomes of a lead: the whole slip, the words on it, its family, its trail; asks and one-to-ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from leadsroom.store.types import RowId, UtcMoment

revision = "0003"
down_revision = "0002"

_PAGE = 500  # rows


def upgrade() -> None:
    op.add_column("chapter", sa.Column("lead_rules", sa.JSON(), nullable=True))
    op.add_column(
        "turn", sa.Column("nothing_today", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    for table in ("visit", "closed_business", "testimonial"):
        op.add_column(table, sa.Column("corrected_at", UtcMoment(), nullable=True))
    _widen_lead()
    _add_reference("testimonial", "lead_id", "lead")
    _make_update_and_one_to_one()
    _make_trail()
    _judge_what_is_there()


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _widen_lead() -> None:
    for column in (
        _text("company"),
        _text("address"),
        _text("email"),
        sa.Column("who_calls", sa.String(32), server_default="receiver", nullable=False),
        sa.Column("knows_caller", sa.Boolean(), nullable=True),
        sa.Column("when_likely", sa.String(32), nullable=True),
        _text("note"),
        sa.Column("missing", sa.JSON(), nullable=True),
        sa.Column("complete_since", UtcMoment(), nullable=True),
        sa.Column("lead_since", UtcMoment(), nullable=True),
        sa.Column("thanked", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("receiver_says", sa.Boolean(), nullable=True),
        _text("why"),
        sa.Column("last_word_at", UtcMoment(), nullable=True),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("corrected_at", UtcMoment(), nullable=True),
    ):
        op.add_column("lead", column)
    _add_reference("lead", "family_id", "lead")
    _add_reference("lead", "answers_id", "turn")


def _add_reference(table: str, column: str, to: str) -> None:
    # Alembic would rebuild the table on SQLite, which forgets the numbers of rows that undo took away.
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    name = f"fk_{table}_{column}_{to}"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind} CONSTRAINT {name} REFERENCES {to} (id)")
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _reference(column: str, table: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def _make_update_and_one_to_one() -> None:
    op.create_table(
        "lead_update",
        sa.Column("id", RowId, nullable=False),
        sa.Column("chapter_id", RowId, nullable=False),
        sa.Column("lead_id", RowId, nullable=False),
        sa.Column("meeting_id", RowId, nullable=True),
        sa.Column("word", sa.String(32), nullable=False),
        _text("note"),
        sa.Column("thanked", sa.Boolean(), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("withdrawn_at", UtcMoment(), nullable=True),
        sa.Column("corrected_at", UtcMoment(), nullable=True),
        _reference("chapter_id", "lead_update", "chapter"),
        _reference("lead_id", "lead_update", "lead"),
        _reference("meeting_id", "lead_update", "meeting"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_update")),
        sqlite_autoincrement=True,
    )
    for column in ("chapter_id", "lead_id", "meeting_id"):
        op.create_index(op.f(f"ix_lead_update_{column}"), "lead_update", [column])
    op.create_table(
        "one_to_one",
        sa.Column("id", RowId, nullable=False),
        sa.Column("chapter_id", RowId, nullable=False),
        sa.Column("first_id", RowId, nullable=False),
        sa.Column("second_id", RowId, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        _text("note"),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("withdrawn_at", UtcMoment(), nullable=True),
        _reference("chapter_id", "one_to_one", "chapter"),
        _reference("first_id", "one_to_one", "person"),
        _reference("second_id", "one_to_one", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_to_one")),
        sqlite_autoincrement=True,
    )
    for column in ("first_id", "second_id"):
        op.create_index(op.f(f"ix_one_to_one_{column}"), "one_to_one", [column])
    op.create_index(op.f("ix_one_to_one_chapter_id_on_date"), "one_to_one", ["chapter_id", "on_date"])


def _make_trail() -> None:
    trail = op.create_table(
        "trail",
        sa.Column("id", RowId, nullable=False),
        sa.Column("lead_id", RowId, nullable=False),
        sa.Column("journal_id", RowId, nullable=False),
        _reference("journal_id", "trail", "journal"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail")),
        sqlite_autoincrement=True,
    )
    for column in ("lead_id", "journal_id"):
        op.create_index(op.f(f"ix_trail_{column}"), "trail", [column])
    for entries in _pages("SELECT id, rows FROM journal WHERE CAST(rows AS TEXT) LIKE '%lead%'"):
        found = [
            {"journal_id": entry.id, "lead_id": lead_id}
            for entry in entries
            for lead_id in _leads_in(entry.rows)
        ]
        if found:
            op.bulk_insert(trail, found)


def _pages(query: str) -> Iterator[list[Any]]:
    """The rows of a query that has a condition, by their ids, some at a time: a journal may be long."""
    last = 0
    paged = sa.text(f"{query} AND id > :last ORDER BY id LIMIT {_PAGE}")
    while rows := list(op.get_bind().execute(paged, {"last": last}).all()):
        yield rows
        last = rows[-1].id


def _leads_in(rows: Any) -> list[int]:
    """The leads that an entry of the journal changed, or changed the dollars of."""
    found: dict[int, None] = {}
    for table, row_id, before, after in json.loads(rows) if isinstance(rows, str) else rows:
        if table == "lead":
            found[row_id] = None
        elif table == "closed_business":
            found |= {image["lead_id"]: None for image in (before, after) if image and image["lead_id"]}
    return list(found)


def _judge_what_is_there() -> None:
    """By the rules under which they were passed: a name, a number, a need, and expecting the call."""
    digit = "GLOB '*[0-9]*'" if op.get_bind().dialect.name == "sqlite" else "~ '[0-9]'"
    said = {
        "name": "prospect <> ''",
        "phone": f"(phone <> '' OR phone_typed {digit})",
        "need": "need <> ''",
        "expecting the call": "expecting_call IS TRUE",
    }
    whole = " AND ".join(said.values())
    op.execute(
        f"UPDATE lead SET missing = '[]', complete_since = passed_at, lead_since = passed_at WHERE {whole}"  # noqa: S608
    )
    columns = ", ".join(f"({holds}) AS said_{number}" for number, holds in enumerate(said.values()))
    judge = sa.text("UPDATE lead SET missing = :missing WHERE id = :id")
    for rows in _pages(f"SELECT id, {columns} FROM lead WHERE NOT ({whole})"):  # noqa: S608
        judged = [
            {
                "id": row.id,
                "missing": json.dumps([w for n, w in enumerate(said) if not row._mapping[f"said_{n}"]]),
            }
            for row in rows
        ]
        op.get_bind().execute(judge, judged)
    reported = "FROM closed_business b WHERE b.lead_id = lead.id AND b.withdrawn_at IS NULL"
    op.execute(
        f"UPDATE lead SET thanked = TRUE, last_word_at = (SELECT max(b.at) {reported}) "  # noqa: S608
        f"WHERE EXISTS (SELECT 1 {reported})"
    )
    op.execute("UPDATE lead SET state = 'contacted' WHERE state = 'thanked'")
    op.execute(
        """
        WITH RECURSIVE family (id, first_id) AS (
            SELECT id, id FROM lead WHERE from_lead_id IS NULL
            UNION ALL
            SELECT lead.id, family.first_id FROM lead JOIN family ON lead.from_lead_id = family.id
        )
        UPDATE lead SET family_id = (SELECT first_id FROM family WHERE family.id = lead.id)
        WHERE from_lead_id IS NOT NULL
        """
    )
