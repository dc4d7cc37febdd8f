"""Professions, people, and what is on record of their memberships."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Date, Index, Integer, String, Text, UniqueConstraint, text

from leadsroom.store.tables.columns import flag, moment, of_chapter, to, word, words
from leadsroom.store.types import RowId

profession = of_chapter(
    "profession",
    words("name"),
    Column("name_key", Text, nullable=False),
    words("family"),
    words("sphere"),
    flag("is_planned", default="false"),  # listed on purpose, whoever holds it
    UniqueConstraint("chapter_id", "name_key"),
)

person = of_chapter(
    "person",
    words("name"),
    Column("name_key", Text, nullable=False),
    words("trade"),
    words("company"),
    words("phone"),
    words("phone_typed"),
    words("email"),
    flag("may_write", optional=True),  # empty: nobody has asked them
    flag("letters", optional=True),  # to a member; empty: they have said nothing of it
    # Two spellings of one person: this one stays for the journal alone.
    to("person", optional=True, name="merged_into_id", index=True),
    # A member of another chapter: its name, and where it is in this database, which member of it. No foreign
    # keys: a chapter moves to another database by itself.
    words("home_chapter"),
    Column("home_chapter_id", RowId),
    Column("home_person_id", RowId),
    Index(None, "chapter_id", "name_key"),
    # It is the other chapter that asks what its members did elsewhere.
    Index("ix_person_members_elsewhere", "home_chapter_id", "home_person_id"),
)

# Conditions of indexes are named for SQLite only: PostgreSQL's would load its dialect at every start. The
# migrations, which make the tables, hold them for both.
_HOLDS_SEAT = text("status IN ('active', 'on leave')")

membership = of_chapter(
    "membership",
    to("person", index=True),
    to("profession", index=True),
    word("status"),
    Column("seat", Integer, nullable=False),
    Column("offices", JSON, nullable=False),
    Column("joined_on", Date),
    Column("ended_on", Date),
    Column("applied_on", Date),
    Column("waiting_since", Date),
    to("person", optional=True, name="sponsor_id", index=True),
    words("note"),
    flag("multi_level", default="false"),  # sells by multi-level marketing
    Index(None, "chapter_id", "status"),
    Index(
        "uq_membership_one_holder",
        "chapter_id",
        "profession_id",
        unique=True,
        sqlite_where=_HOLDS_SEAT,
    ),
    Index(
        "uq_membership_one_seat_each",
        "chapter_id",
        "person_id",
        unique=True,
        sqlite_where=_HOLDS_SEAT,
    ),
)

leave = of_chapter(
    "leave",
    to("membership", index=True),
    Column("since", Date, nullable=False),
    Column("until", Date),
    words("reason"),
    moment("at", optional=False),
    moment("withdrawn_at"),
)

vetting = of_chapter(
    "vetting",
    to("membership", index=True),
    Column("on_date", Date, nullable=False),
    Column("votes_for", Integer, nullable=False),
    Column("votes_against", Integer, nullable=False),
    word("decision"),
    words("decided_by"),
    words("note"),
    moment("at", optional=False),
    moment("withdrawn_at"),
)

# The chapter's decisions about a member: an absence excused, a warning, a seat opened, a training credited.
decision = of_chapter(
    "decision",
    to("person", name="member_id", index=True),
    word("kind"),
    to("meeting", optional=True, index=True),
    Column("on_date", Date, nullable=False),
    words("decided_by"),
    words("note"),
    moment("at", optional=False),
    moment("withdrawn_at"),
)

# Notices: away on a date, and the substitute.
notice = of_chapter(
    "notice",
    to("person", name="member_id", index=True),
    Column("on_date", Date, nullable=False),
    Column("mark", String(1), nullable=False),
    to("person", name="substitute_id", optional=True, index=True),
    words("note"),
    moment("at", optional=False),
    moment("withdrawn_at"),
    Index(None, "chapter_id", "on_date"),
)

# What an earlier program counted for a member over a period: figures alone, of no meeting of ours. Empty: it
# did not say.
FIGURES = (
    *("present", "absent", "late", "medical", "substitute"),
    *("given_inside", "given_outside", "received_inside", "received_outside"),
    *("visitors", "one_to_ones", "training", "testimonials"),
)
opening = of_chapter(
    "opening",
    to("person", name="member_id"),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    *(Column(name, Integer) for name in FIGURES),
    Column("closed_minor", BigInteger),
    Column("currency", String(3), nullable=False),
    words("source"),
    moment("at", optional=False),
    Index("uq_opening_once", "chapter_id", "member_id", "since", "until", unique=True),
)
