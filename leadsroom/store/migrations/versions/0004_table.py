"""The table and its rules: leaves, vetting, decisions, what was told in advance, the calendar, the ledger."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from leadsroom.store.types import RowId, UtcMoment

revision = "0004"
down_revision = "0003"

# Every column of an entry but whose it is.
_KEPT = (
    *("id", "chapter_id", "meeting_id", "kind", "event", "period"),
    *("amount_minor", "currency", "on_date", "note", "reverses", "at"),
)


def upgrade() -> None:
    _widen_what_is_there()
    _make_membership_history()
    _make_decision_and_notice()
    _make_calendar()
    _make_ledger()


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), server_default=sa.text("false"), nullable=False)


def _widen_what_is_there() -> None:
    for table, column in (
        ("chapter", sa.Column("rules", sa.JSON(), nullable=True)),
        ("chapter", sa.Column("rhythm", sa.JSON(), nullable=True)),
        ("membership", sa.Column("applied_on", sa.Date(), nullable=True)),
        ("membership", sa.Column("waiting_since", sa.Date(), nullable=True)),
        ("membership", _text("note")),
        ("meeting", sa.Column("charges", sa.JSON(), nullable=True)),
        ("attendance", _flag("told")),
        ("visit", sa.Column("became", sa.String(32), nullable=True)),
        ("visit", _text("became_note")),
        ("visit", _flag("silent")),
    ):
        op.add_column(table, column)
    _add_reference("person", "merged_into_id", "person")
    _add_reference("membership", "sponsor_id", "person")


def _add_reference(table: str, column: str, to: str) -> None:
    # Alembic would rebuild the table on SQLite, which forgets the numbers of rows that undo took away.
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    name = f"fk_{table}_{column}_{to}"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind} CONSTRAINT {name} REFERENCES {to} (id)")
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _make(
    table: str,
    *columns: sa.Column[Any],
    to: dict[str, str],
    optional: tuple[str, ...] = (),
    unique: str | None = None,
) -> None:
    """A table of rows of a chapter. `to` says which column refers to which table."""
    references = {"chapter_id": "chapter", **to}
    op.create_table(
        table,
        sa.Column("id", RowId, nullable=False),
        *(sa.Column(column, RowId, nullable=column in optional) for column in references),
        *columns,
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
            for column, other in references.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *([sa.UniqueConstraint(unique, name=op.f(f"uq_{table}_{unique}"))] if unique else []),
        sqlite_autoincrement=True,
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))


def _said_at() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("withdrawn_at", UtcMoment(), nullable=True),
    )


def _make_membership_history() -> None:
    _make(
        "leave",
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        _text("reason"),
        *_said_at(),
        to={"membership_id": "membership"},
    )
    _make(
        "vetting",
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=False),
        sa.Column("votes_against", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(32), nullable=False),
        _text("decided_by"),
        _text("note"),
        *_said_at(),
        to={"membership_id": "membership"},
    )
    for table in ("leave", "vetting"):
        _index(table, "chapter_id")
        _index(table, "membership_id")
    _open_leaves_of_those_on_leave()


def _open_leaves_of_those_on_leave() -> None:
    """Whoever is on leave has one on record, with no end known.

    Since yesterday: west of Greenwich the day of the database may not have begun.
    """
    if op.get_bind().dialect.name == "sqlite":
        # A moment as UtcMoment keeps it.
        since, at = "date('now', '-1 day')", "strftime('%Y-%m-%d %H:%M:%f000', 'now')"
    else:
        since, at = "CURRENT_DATE - 1", "CURRENT_TIMESTAMP"
    m = sa.table("membership", sa.column("id"), sa.column("chapter_id"), sa.column("status")).c
    away = (
        sa.select(m.chapter_id, m.id, sa.literal_column(since), sa.literal_column(at))
        .where(m.status == "on leave")
        .order_by(m.id)
    )
    filled = ("chapter_id", "membership_id", "since", "at")
    op.execute(sa.insert(sa.table("leave", *map(sa.column, filled))).from_select(filled, away))


def _make_decision_and_notice() -> None:
    _make(
        "decision",
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        _text("decided_by"),
        _text("note"),
        *_said_at(),
        to={"member_id": "person", "meeting_id": "meeting"},
        optional=("meeting_id",),
    )
    for column in ("chapter_id", "member_id", "meeting_id"):
        _index("decision", column)
    _make(
        "notice",
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("mark", sa.String(1), nullable=False),
        _text("note"),
        *_said_at(),
        to={"member_id": "person", "substitute_id": "person"},
        optional=("substitute_id",),
    )
    for column in ("member_id", "substitute_id"):
        _index("notice", column)
    _index("notice", "chapter_id", "on_date")


def _make_calendar() -> None:
    op.create_table(
        "special_date",
        sa.Column("id", RowId, nullable=False),
        sa.Column("chapter_id", RowId, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        _text("note"),
        sa.ForeignKeyConstraint(
            ["chapter_id"], ["chapter.id"], name=op.f("fk_special_date_chapter_id_chapter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_special_date")),
        sa.UniqueConstraint("chapter_id", "on_date", name=op.f("uq_special_date_chapter_id_on_date")),
        sqlite_autoincrement=True,
    )


def _make_ledger() -> None:
    _make(
        "ledger_entry",
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("event", sa.String(32), nullable=True),
        sa.Column("period", sa.String(32), nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        _text("note"),
        sa.Column("at", UtcMoment(), nullable=False),
        unique="reverses",
        to={"member_id": "person", "meeting_id": "meeting", "reverses": "ledger_entry"},
        optional=("meeting_id", "reverses"),
    )
    for column in ("member_id", "meeting_id"):
        _index("ledger_entry", column)
    _index("ledger_entry", "chapter_id", "kind", "on_date", "reverses")
    _index("ledger_entry", "chapter_id", "member_id", "currency", "amount_minor")
    _hold_append_only("ledger_entry")


def _hold_append_only(table: str) -> None:
    """Entries stay as they are: no update of what they say, no deletion. Whose they are may be put right."""
    said = f"{table} is append-only"
    if op.get_bind().dialect.name == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
        op.execute(f"CREATE TRIGGER {table}_kept BEFORE UPDATE OF {', '.join(_KEPT)} ON {table} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} {refuse}")
        return
    op.execute(
        f"CREATE FUNCTION refuse_{table}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{said}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    for name, when in (("kept", f"UPDATE OF {', '.join(_KEPT)}"), ("stays", "DELETE")):
        op.execute(
            f"CREATE TRIGGER {table}_{name} BEFORE {when} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_{table}()"
        )
