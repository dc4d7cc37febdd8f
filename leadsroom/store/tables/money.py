"""The ledger, and what a seat costs members besides."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Index, String, UniqueConstraint

from leadsroom.store.tables.columns import moment, of_chapter, to, word, words

# Append-only, held by the database: a charge is above zero, a payment below. What is wrong is reversed, once.
# An entry of no member is the chapter's own, with a payee. A donation's payment `pays` it.
ledger_entry = of_chapter(
    "ledger_entry",
    to("person", optional=True, name="member_id", index=True),
    to("meeting", optional=True, index=True),
    word("kind"),
    word("event", optional=True),
    word("period", optional=True),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("on_date", Date, nullable=False),
    words("note"),
    to("ledger_entry", optional=True, name="reverses"),
    moment("at", optional=False),
    word("method", optional=True),
    words("reference"),
    words("cause"),
    words("payee"),
    to("ledger_entry", optional=True, index=True, name="pays"),
    # For the numbers of receipts, and for balances.
    Index(None, "chapter_id", "kind", "on_date", "reverses"),
    Index(None, "chapter_id", "member_id", "currency", "amount_minor"),
    UniqueConstraint("chapter_id", "reverses"),
)
APPEND_ONLY = (ledger_entry.name,)

# Travel and the like: entered by a member for themselves alone, so it is no part of the chapter's money.
own_cost = of_chapter(
    "own_cost",
    to("person", name="member_id", index=True),
    Column("on_date", Date, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    words("note"),
    moment("at", optional=False),
    moment("corrected_at"),
    moment("withdrawn_at"),
)
