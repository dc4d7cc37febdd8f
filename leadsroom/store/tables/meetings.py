"""The tables of one evening, but those about leads."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Date, Index, Integer, String, UniqueConstraint, text

from leadsroom.store.tables.columns import clock, flag, length, moment, of_chapter, to, word, words
from leadsroom.store.types import RowId

IS_LIVE = text("state = 'live'")

meeting = of_chapter(
    "meeting",
    Column("on_date", Date, nullable=False),
    word("kind"),
    word("state"),
    moment("starts_at", optional=False),
    moment("ends_at", optional=False),
    Column("starting_seat", Integer, nullable=False),
    moment("started_at"),
    moment("ended_at"),
    # Where the meeting stands. No foreign keys: meeting, step and turn would otherwise need each other first.
    Column("step_id", BigInteger),
    Column("turn_id", BigInteger),
    moment("up_since"),
    words("prompt"),
    moment("prompt_until"),
    # Of several meetings of one date the second is number 2.
    Column("number", Integer, nullable=False, server_default=text("1")),
    # The rules that it was charged by when it closed: a later correction is charged by the same.
    Column("charges", JSON),
    Index(None, "chapter_id", "on_date"),
    Index(
        "uq_meeting_one_live",
        "chapter_id",
        unique=True,
        sqlite_where=IS_LIVE,
    ),
)

# It stands for no date of the calendar: it is one more on a day, or on a day without a meeting.
IS_EXTRA = meeting.c.kind == "extra meeting"

step = of_chapter(
    "step",
    to("meeting", index=True),
    Column("position", Integer, nullable=False),
    word("kind"),
    words("title"),
    length("planned"),
    length("turn_length", optional=True),
    flag("autostart"),
    *clock(),
    word("outcome", optional=True),
)

turn = of_chapter(
    "turn",
    to("meeting"),
    to("step", index=True),
    Column("position", Integer, nullable=False),
    to("person", name="member_id", index=True),
    to("person", name="speaker_id", index=True),
    *clock(),
    word("outcome", optional=True),
    words("looking_for"),
    moment("asked_at"),
    flag("nothing_today", default="false"),
    Index(None, "chapter_id", "meeting_id", "step_id", "position"),
)

questions = of_chapter(
    "questions",
    to("meeting", index=True),
    to("step", index=True),
    to("turn", optional=True, index=True),
    *clock(),
)

attendance = of_chapter(
    "attendance",
    to("meeting"),
    to("person", name="member_id", index=True),
    Column("seat", Integer, nullable=False),
    Column("mark", String(1)),
    to("person", name="substitute_id", optional=True, index=True),
    length("pitch", optional=True),
    moment("arrived_at"),
    moment("left_at"),
    # The mark was announced in advance; nobody has looked yet.
    flag("told", default="false"),
    # How the mark came about; when and at which station it was set, where that was at the table. No foreign
    # key: SQLite adds none to a table that is there.
    word("came_about", optional=True),
    moment("marked_at"),
    Column("marked_by", RowId),
    flag("online", default="false"),
    UniqueConstraint("chapter_id", "meeting_id", "member_id"),
)

visit = of_chapter(
    "visit",
    to("meeting", index=True),
    to("person", index=True),
    to("person", name="host_id", optional=True, index=True),
    moment("at", optional=False),
    moment("withdrawn_at"),
    moment("corrected_at"),
    word("became", optional=True),
    words("became_note"),
    flag("silent", default="false"),
    # The visit of a member of another chapter, who is no visitor.
    flag("of_member_elsewhere", default="false"),
    Index(None, "chapter_id", "at"),
)

# Members of other chapters are not counted as visitors.
counted_visit = visit.c.of_member_elsewhere.is_(False)

# Announcements to the whole chapter.
announcement = of_chapter(
    "announcement",
    to("meeting", index=True),
    to("person", name="by_id", index=True),
    words("words"),
    moment("at", optional=False),
    moment("corrected_at"),
    moment("withdrawn_at"),
)

# Letters about the meeting that were given to a server. An email cannot be taken back: nor can these rows.
letter_sent = of_chapter(
    "letter_sent",
    to("meeting"),
    to("person", index=True),
    word("kind"),
    word("state"),
    words("address"),
    words("reply"),
    moment("at", optional=False),
    moment("ended_at"),
    UniqueConstraint("chapter_id", "meeting_id", "person_id", "kind"),
)
