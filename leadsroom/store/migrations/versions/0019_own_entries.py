"""The accounts take the chapter's own entries, and say by which method, for what cause and to whom.

A donation and its payment, which were entered together, are tied to each other.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from leadsroom.store.types import RowId, UtcMoment

revision = "0019"
down_revision = "0018"

_LEDGER = "ledger_entry"
_WERE_HELD = (
    *("id", "chapter_id", "meeting_id", "kind", "event", "period"),
    *("amount_minor", "currency", "on_date", "note", "reverses", "at"),
)
_NEW = ("method", "reference", "cause", "payee", "pays")
_REFUSAL = f"{_LEDGER} is append-only"
_PAYS, _PAYS_OF = f"fk_{_LEDGER}_pays_{_LEDGER}", f"ix_{_LEDGER}_chapter_id_pays"
_INDEXES = (
    ("kind", "on_date", "reverses"),
    ("meeting_id",),
    ("member_id",),
    ("member_id", "currency", "amount_minor"),
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _make_again()
    else:
        for column in _new_columns():
            op.add_column(_LEDGER, column)
        op.alter_column(_LEDGER, "member_id", nullable=True)
        op.create_foreign_key(_PAYS, _LEDGER, _LEDGER, ["chapter_id", "pays"], ["chapter_id", "id"])
    op.create_index(_PAYS_OF, _LEDGER, ["chapter_id", "pays"])
    _tie_donations()
    _hold_append_only()


def _new_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("method", sa.String(32), nullable=True),
        *(sa.Column(name, sa.Text(), server_default="", nullable=False) for name in _NEW[1:4]),
        sa.Column("pays", RowId, nullable=True),
    ]


def _make_again() -> None:
    """SQLite lets a column be empty only in another table. The numbers of entries stay taken."""
    bind, new = op.get_bind(), f"new_{_LEDGER}"
    of_ledger = {"name": _LEDGER}
    last = bind.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name"), of_ledger).scalar()
    op.create_table(
        new,
        sa.Column("id", RowId, autoincrement=True, nullable=False),
        sa.Column("chapter_id", RowId, nullable=False),
        sa.Column("member_id", RowId, nullable=True),
        sa.Column("meeting_id", RowId, nullable=True),
        sa.Column("reverses", RowId, nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("event", sa.String(32), nullable=True),
        sa.Column("period", sa.String(32), nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        *_new_columns(),
        sa.PrimaryKeyConstraint("id", name=f"pk_{_LEDGER}"),
        sa.ForeignKeyConstraint(["chapter_id"], ["chapter.id"], name=f"fk_{_LEDGER}_chapter_id_chapter"),
        *(
            sa.ForeignKeyConstraint(
                ["chapter_id", column], [f"{other}.chapter_id", f"{other}.id"], name=f"fk_{_LEDGER}_{name}"
            )
            for column, other, name in (
                ("member_id", "person", "member_id_person"),
                ("meeting_id", "meeting", "meeting_id_meeting"),
                ("reverses", _LEDGER, f"reverses_{_LEDGER}"),
                ("pays", _LEDGER, f"pays_{_LEDGER}"),
            )
        ),
        sa.UniqueConstraint("chapter_id", "id", name=f"uq_{_LEDGER}_chapter_id_id"),
        sa.UniqueConstraint("chapter_id", "reverses", name=f"uq_{_LEDGER}_chapter_id_reverses"),
        sqlite_autoincrement=True,
    )
    columns = ", ".join((*_WERE_HELD, "member_id"))
    op.execute(f"INSERT INTO {new} ({columns}) SELECT {columns} FROM {_LEDGER} ORDER BY id")  # noqa: S608
    op.drop_table(_LEDGER)
    op.rename_table(new, _LEDGER)
    bind.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), of_ledger)
    if last is not None:
        again = sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)")
        bind.execute(again, of_ledger | {"seq": last})
    for columns_of in _INDEXES:
        op.create_index(
            f"ix_{_LEDGER}_chapter_id_{'_'.join(columns_of)}", _LEDGER, ["chapter_id", *columns_of]
        )


def _tie_donations() -> None:
    """A donation's payment was entered right after it; what takes one back belongs to it as well."""
    op.execute(
        "UPDATE ledger_entry SET pays = (SELECT d.id FROM ledger_entry AS d "
        "WHERE d.chapter_id = ledger_entry.chapter_id AND d.kind = 'donation' AND d.reverses IS NULL "
        "AND d.member_id = ledger_entry.member_id AND d.at = ledger_entry.at "
        "AND d.currency = ledger_entry.currency AND d.amount_minor = -ledger_entry.amount_minor "
        "AND d.id < ledger_entry.id ORDER BY d.id DESC LIMIT 1) "
        "WHERE kind = 'payment' AND reverses IS NULL"
    )
    more = sa.text(
        "UPDATE ledger_entry SET pays = (SELECT p.pays FROM ledger_entry AS p "
        "WHERE p.chapter_id = ledger_entry.chapter_id AND p.id = ledger_entry.reverses) "
        "WHERE pays IS NULL AND reverses IN (SELECT p.id FROM ledger_entry AS p WHERE p.pays IS NOT NULL)"
    )
    while op.get_bind().execute(more).rowcount:
        pass


def _hold_append_only() -> None:
    """The new columns stay as they are, too; whose an entry is may be put right, as before."""
    held = ", ".join((*_WERE_HELD, *_NEW))
    if op.get_bind().dialect.name == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        op.execute(f"CREATE TRIGGER {_LEDGER}_kept BEFORE UPDATE OF {held} ON {_LEDGER} {refuse}")
        op.execute(f"CREATE TRIGGER {_LEDGER}_stays BEFORE DELETE ON {_LEDGER} {refuse}")
        return
    op.execute(f"DROP TRIGGER {_LEDGER}_kept ON {_LEDGER}")
    op.execute(
        f"CREATE TRIGGER {_LEDGER}_kept BEFORE UPDATE OF {held} ON {_LEDGER} "
        f"FOR EACH ROW EXECUTE FUNCTION refuse_{_LEDGER}()"
    )
