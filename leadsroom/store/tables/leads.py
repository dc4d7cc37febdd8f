"""Leads, and what is said of them and of those who give them."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Date, Index, String, text

from leadsroom.store.tables.columns import flag, moment, of_chapter, to, word, words

_IS_SECOND = text("same_as_id IS NOT NULL")
lead = of_chapter(
    "lead",
    to("meeting", optional=True),
    to("person", name="giver_id", index=True),
    to("person", name="receiver_id"),
    to("person", name="spoken_by_id", optional=True, index=True),
    to("lead", optional=True, name="from_lead_id", index=True),
    words("prospect"),
    words("phone"),
    words("phone_typed"),
    words("need"),
    flag("expecting_call", optional=True),
    flag("inside"),
    word("state"),
    moment("passed_at", optional=False),
    moment("withdrawn_at"),
    words("company"),
    words("address"),
    words("email"),
    Column("who_calls", String(32), nullable=False, server_default="receiver"),
    flag("knows_caller", optional=True),
    word("when_likely", optional=True),
    words("note"),
    Column("missing", JSON),  # empty where nothing is
    moment("complete_since"),
    # Where it stands, worked out from its updates and from closed business whenever one of these changes.
    flag("thanked", default="false"),
    flag("receiver_says", optional=True),
    words("why"),
    moment("lead_since"),
    moment("last_word_at"),
    Column("follow_up_on", Date),
    to("lead", optional=True, name="family_id", index=True),
    to("turn", optional=True, name="answers_id", index=True),
    moment("corrected_at"),
    # Of a second slip for one prospect of its receiver: the one that counts.
    to("lead", optional=True, name="same_as_id"),
    # With the order in which they are read, or SQLite would rather go through all by that order.
    Index(None, "chapter_id", "meeting_id", "passed_at"),
    Index(None, "chapter_id", "receiver_id", "state"),
    Index(None, "chapter_id", "receiver_id", "passed_at"),
    Index(None, "chapter_id", "state", "passed_at"),
    Index(None, "chapter_id", "passed_at"),
    Index(None, "chapter_id", "last_word_at"),
    # Few are: an index of all would be taken for those that are the same as none.
    Index(
        "ix_lead_second_slips",
        "chapter_id",
        "same_as_id",
        sqlite_where=_IS_SECOND,
    ),
)

# A second slip for one prospect of its receiver counts nowhere.
counted_lead = lead.c.same_as_id.is_(None)

lead_update = of_chapter(
    "lead_update",
    to("lead", index=True),
    to("meeting", optional=True, index=True),
    word("word"),
    words("note"),
    flag("thanked"),
    Column("follow_up_on", Date),
    moment("at", optional=False),
    moment("withdrawn_at"),
    moment("corrected_at"),
    # The profession of somebody outside the chapter to whom it was passed on; empty where it was not.
    words("passed_outside"),
    Index(None, "chapter_id", "at"),
)

closed_business = of_chapter(
    "closed_business",
    to("meeting", optional=True, index=True),
    to("lead", optional=True, index=True),
    to("person", name="reported_by_id", index=True),
    to("person", name="credited_to_id", index=True),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    words("note"),
    moment("at", optional=False),
    moment("withdrawn_at"),
    moment("corrected_at"),
)

testimonial = of_chapter(
    "testimonial",
    to("meeting", optional=True, index=True),
    to("person", name="by_id", index=True),
    to("person", name="about_id", index=True),
    words("words"),
    moment("at", optional=False),
    moment("withdrawn_at"),
    to("lead", optional=True, index=True),
    moment("corrected_at"),
    Index(None, "chapter_id", "at"),
)

# What its receiver says of a slip when some are checked: called, expecting the call, real.
slip_check = of_chapter(
    "slip_check",
    to("meeting", index=True),
    to("lead", index=True),
    flag("called", optional=True),
    flag("expecting", optional=True),
    flag("is_real", optional=True),
    moment("at", optional=False),
    moment("corrected_at"),
    moment("withdrawn_at"),
)

# What a giver heard of how their prospect was served: for the officers alone.
giver_answer = of_chapter(
    "giver_answer",
    to("meeting", optional=True, index=True),
    to("lead", index=True),
    word("served"),
    words("words"),
    moment("at", optional=False),
    moment("corrected_at"),
    moment("withdrawn_at"),
)

one_to_one = of_chapter(
    "one_to_one",
    to("person", name="first_id", index=True),
    to("person", name="second_id", index=True),
    Column("on_date", Date, nullable=False),
    words("note"),
    moment("at", optional=False),
    moment("withdrawn_at"),
    Index(None, "chapter_id", "on_date"),
)
