"""The tables. Every row belongs to a chapter, which comes first in every key, reference and index.

`chapter` itself, `station` and `hand_over` are the only ones without: a station serves whichever chapter is
opened at it, and a file is handed over with all that is in it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    FromClause,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
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


def _table(name: str, *columns: Any) -> Table:
    # AUTOINCREMENT: the number of a row that undo took away is never given to another.
    return Table(name, metadata, Column("id", RowId, primary_key=True), *columns, sqlite_autoincrement=True)


def _of_chapter(name: str, *columns: Any) -> Table:
    """A table of rows that belong to a chapter, which is first in what is unique, in references and indexes.

    On PostgreSQL (chapter_id, id) is the primary key; SQLite numbers rows by `id` alone.
    """
    references = [column for column in columns if isinstance(column, Column) and _TO in column.info]
    return _table(
        name,
        _chapter_id(),
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


def _chapter_id(**more: Any) -> Column[int]:
    return Column("chapter_id", RowId, ForeignKey("chapter.id"), nullable=False, **more)


def _to(table: str, *, optional: bool = False, index: bool = False, name: str | None = None) -> Column[int]:
    """A reference to a row of the same chapter."""
    about = {_TO: table, _INDEXED: index}
    return Column(name or f"{table}_id", RowId, nullable=optional, info=about)


def link(reference: Any, to: FromClause) -> ColumnElement[bool]:
    """What a join goes by: the row of `to`, in the same chapter, that a column refers to."""
    return and_(to.c.id == reference, to.c.chapter_id == reference.table.c.chapter_id)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _word(name: str, *, optional: bool = False) -> Column[str]:
    return Column(name, String(32), nullable=optional)


def _moment(name: str, *, optional: bool = True) -> Column[Any]:
    return Column(name, UtcMoment, nullable=optional)


def _length(name: str, *, optional: bool = False) -> Column[Any]:
    return Column(name, Length, nullable=optional)


def _flag(name: str, *, optional: bool = False, default: str | None = None) -> Column[bool]:
    return Column(name, Boolean, nullable=optional, server_default=default and text(default))


def _clock() -> tuple[Column[Any], ...]:
    """The facts of a countdown."""
    return (
        _length("allotted"),
        _length("added"),
        _moment("started_at"),
        _moment("ended_at"),
        _moment("paused_at"),
        _length("paused_for"),
    )


chapter = _table(
    "chapter",
    Column("name", Text, nullable=False),
    _text("place"),
    Column("timezone", Text, nullable=False),
    Column("country", String(2), nullable=False),
    Column("currency", String(3), nullable=False),
    _flag("clock_24h"),
    Column("weekday", Integer, nullable=False),
    Column("starts", Time, nullable=False),
    _length("length"),
    _length("pitch"),
    _length("changeover"),
    Column("agenda", JSON, nullable=False),
    Column("lead_rules", JSON),
    Column("rules", JSON),
    Column("rhythm", JSON),
    Column("command_id", String(32)),
    Index(None, "command_id", unique=True),
)

profession = _of_chapter(
    "profession",
    _text("name"),
    Column("name_key", Text, nullable=False),
    _text("family"),
    _text("sphere"),
    _flag("is_planned", default="false"),  # listed on purpose, whoever holds it
    UniqueConstraint("chapter_id", "name_key"),
)

person = _of_chapter(
    "person",
    _text("name"),
    Column("name_key", Text, nullable=False),
    _text("trade"),
    _text("company"),
    _text("phone"),
    _text("phone_typed"),
    _text("email"),
    _flag("may_write", optional=True),  # empty: nobody has asked them
    # Two spellings of one person: this one stays for the journal alone.
    _to("person", optional=True, name="merged_into_id", index=True),
    Index(None, "chapter_id", "name_key"),
)

# Conditions of indexes are named for SQLite only: PostgreSQL's would load its dialect at every start. The
# migrations, which make the tables, hold them for both.
_HOLDS_SEAT = text("status IN ('active', 'on leave')")

membership = _of_chapter(
    "membership",
    _to("person", index=True),
    _to("profession", index=True),
    _word("status"),
    Column("seat", Integer, nullable=False),
    Column("offices", JSON, nullable=False),
    Column("joined_on", Date),
    Column("ended_on", Date),
    Column("applied_on", Date),
    Column("waiting_since", Date),
    _to("person", optional=True, name="sponsor_id", index=True),
    _text("note"),
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

IS_LIVE = text("state = 'live'")

meeting = _of_chapter(
    "meeting",
    Column("on_date", Date, nullable=False),
    _word("kind"),
    _word("state"),
    _moment("starts_at", optional=False),
    _moment("ends_at", optional=False),
    Column("starting_seat", Integer, nullable=False),
    _moment("started_at"),
    _moment("ended_at"),
    # Where the meeting stands. No foreign keys: meeting, step and turn would otherwise need each other first.
    Column("step_id", BigInteger),
    Column("turn_id", BigInteger),
    _moment("up_since"),
    _text("prompt"),
    _moment("prompt_until"),
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

step = _of_chapter(
    "step",
    _to("meeting", index=True),
    Column("position", Integer, nullable=False),
    _word("kind"),
    _text("title"),
    _length("planned"),
    _length("turn_length", optional=True),
    _flag("autostart"),
    *_clock(),
    _word("outcome", optional=True),
)

turn = _of_chapter(
    "turn",
    _to("meeting"),
    _to("step", index=True),
    Column("position", Integer, nullable=False),
    _to("person", name="member_id", index=True),
    _to("person", name="speaker_id", index=True),
    *_clock(),
    _word("outcome", optional=True),
    _text("looking_for"),
    _moment("asked_at"),
    _flag("nothing_today", default="false"),
    Index(None, "chapter_id", "meeting_id", "step_id", "position"),
)

questions = _of_chapter(
    "questions",
    _to("meeting", index=True),
    _to("step", index=True),
    _to("turn", optional=True, index=True),
    *_clock(),
)

attendance = _of_chapter(
    "attendance",
    _to("meeting"),
    _to("person", name="member_id", index=True),
    Column("seat", Integer, nullable=False),
    Column("mark", String(1)),
    _to("person", name="substitute_id", optional=True, index=True),
    _length("pitch", optional=True),
    _moment("arrived_at"),
    _moment("left_at"),
    # The mark was announced in advance; nobody has looked yet.
    _flag("told", default="false"),
    # How the mark came about; when and at which station it was set, where that was at the table. No foreign
    # key: SQLite adds none to a table that is there.
    _word("came_about", optional=True),
    _moment("marked_at"),
    Column("marked_by", RowId),
    _flag("online", default="false"),
    UniqueConstraint("chapter_id", "meeting_id", "member_id"),
)

visit = _of_chapter(
    "visit",
    _to("meeting", index=True),
    _to("person", index=True),
    _to("person", name="host_id", optional=True, index=True),
    _moment("at", optional=False),
    _moment("withdrawn_at"),
    _moment("corrected_at"),
    _word("became", optional=True),
    _text("became_note"),
    _flag("silent", default="false"),
    Index(None, "chapter_id", "at"),
)

_IS_SECOND = text("same_as_id IS NOT NULL")
lead = _of_chapter(
    "lead",
    _to("meeting", optional=True),
    _to("person", name="giver_id", index=True),
    _to("person", name="receiver_id"),
    _to("person", name="spoken_by_id", optional=True, index=True),
    _to("lead", optional=True, name="from_lead_id", index=True),
    _text("prospect"),
    _text("phone"),
    _text("phone_typed"),
    _text("need"),
    _flag("expecting_call", optional=True),
    _flag("inside"),
    _word("state"),
    _moment("passed_at", optional=False),
    _moment("withdrawn_at"),
    _text("company"),
    _text("address"),
    _text("email"),
    Column("who_calls", String(32), nullable=False, server_default="receiver"),
    _flag("knows_caller", optional=True),
    _word("when_likely", optional=True),
    _text("note"),
    Column("missing", JSON),  # empty where nothing is
    _moment("complete_since"),
    # Where it stands, worked out from its updates and from closed business whenever one of these changes.
    _flag("thanked", default="false"),
    _flag("receiver_says", optional=True),
    _text("why"),
    _moment("lead_since"),
    _moment("last_word_at"),
    Column("follow_up_on", Date),
    _to("lead", optional=True, name="family_id", index=True),
    _to("turn", optional=True, name="answers_id", index=True),
    _moment("corrected_at"),
    # Of a second slip for one prospect of its receiver: the one that counts.
    _to("lead", optional=True, name="same_as_id"),
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

lead_update = _of_chapter(
    "lead_update",
    _to("lead", index=True),
    _to("meeting", optional=True, index=True),
    _word("word"),
    _text("note"),
    _flag("thanked"),
    Column("follow_up_on", Date),
    _moment("at", optional=False),
    _moment("withdrawn_at"),
    _moment("corrected_at"),
    Index(None, "chapter_id", "at"),
)

closed_business = _of_chapter(
    "closed_business",
    _to("meeting", optional=True, index=True),
    _to("lead", optional=True, index=True),
    _to("person", name="reported_by_id", index=True),
    _to("person", name="credited_to_id", index=True),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    _text("note"),
    _moment("at", optional=False),
    _moment("withdrawn_at"),
    _moment("corrected_at"),
)

testimonial = _of_chapter(
    "testimonial",
    _to("meeting", optional=True, index=True),
    _to("person", name="by_id", index=True),
    _to("person", name="about_id", index=True),
    _text("words"),
    _moment("at", optional=False),
    _moment("withdrawn_at"),
    _to("lead", optional=True, index=True),
    _moment("corrected_at"),
    Index(None, "chapter_id", "at"),
)

# Announcements to the whole chapter.
announcement = _of_chapter(
    "announcement",
    _to("meeting", index=True),
    _to("person", name="by_id", index=True),
    _text("words"),
    _moment("at", optional=False),
    _moment("corrected_at"),
    _moment("withdrawn_at"),
)

# What its receiver says of a slip when some are checked: called, expecting the call, real.
slip_check = _of_chapter(
    "slip_check",
    _to("meeting", index=True),
    _to("lead", index=True),
    _flag("called", optional=True),
    _flag("expecting", optional=True),
    _flag("is_real", optional=True),
    _moment("at", optional=False),
    _moment("corrected_at"),
    _moment("withdrawn_at"),
)

# What a giver heard of how their prospect was served: for the officers alone.
giver_answer = _of_chapter(
    "giver_answer",
    _to("meeting", optional=True, index=True),
    _to("lead", index=True),
    _word("served"),
    _text("words"),
    _moment("at", optional=False),
    _moment("corrected_at"),
    _moment("withdrawn_at"),
)

one_to_one = _of_chapter(
    "one_to_one",
    _to("person", name="first_id", index=True),
    _to("person", name="second_id", index=True),
    Column("on_date", Date, nullable=False),
    _text("note"),
    _moment("at", optional=False),
    _moment("withdrawn_at"),
    Index(None, "chapter_id", "on_date"),
)

leave = _of_chapter(
    "leave",
    _to("membership", index=True),
    Column("since", Date, nullable=False),
    Column("until", Date),
    _text("reason"),
    _moment("at", optional=False),
    _moment("withdrawn_at"),
)

vetting = _of_chapter(
    "vetting",
    _to("membership", index=True),
    Column("on_date", Date, nullable=False),
    Column("votes_for", Integer, nullable=False),
    Column("votes_against", Integer, nullable=False),
    _word("decision"),
    _text("decided_by"),
    _text("note"),
    _moment("at", optional=False),
    _moment("withdrawn_at"),
)

# The chapter's decisions about a member: an absence excused, a warning, a seat opened, a training credited.
decision = _of_chapter(
    "decision",
    _to("person", name="member_id", index=True),
    _word("kind"),
    _to("meeting", optional=True, index=True),
    Column("on_date", Date, nullable=False),
    _text("decided_by"),
    _text("note"),
    _moment("at", optional=False),
    _moment("withdrawn_at"),
)

# Notices: away on a date, and the substitute.
notice = _of_chapter(
    "notice",
    _to("person", name="member_id", index=True),
    Column("on_date", Date, nullable=False),
    Column("mark", String(1), nullable=False),
    _to("person", name="substitute_id", optional=True, index=True),
    _text("note"),
    _moment("at", optional=False),
    _moment("withdrawn_at"),
    Index(None, "chapter_id", "on_date"),
)

special_date = _of_chapter(
    "special_date",
    Column("on_date", Date, nullable=False),
    _word("kind"),
    _text("note"),
    UniqueConstraint("chapter_id", "on_date"),
)

# The rota: who speaks on a date, or on none yet, and who leads which kind of step.
talk = _of_chapter(
    "talk",
    _to("person", name="speaker_id", index=True),
    Column("on_date", Date),
    _text("topic"),
    _length("length", optional=True),
    _length("questions", optional=True),
    UniqueConstraint("chapter_id", "on_date"),
)

step_leader = _of_chapter(
    "step_leader",
    _to("person", name="leader_id", index=True),
    Column("on_date", Date, nullable=False),
    _word("kind"),
    UniqueConstraint("chapter_id", "on_date", "kind"),
)

# Append-only, held by the database: a charge is above zero, a payment below. What is wrong is reversed, once.
ledger_entry = _of_chapter(
    "ledger_entry",
    _to("person", name="member_id", index=True),
    _to("meeting", optional=True, index=True),
    _word("kind"),
    _word("event", optional=True),
    _word("period", optional=True),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("on_date", Date, nullable=False),
    _text("note"),
    _to("ledger_entry", optional=True, name="reverses"),
    _moment("at", optional=False),
    # For the numbers of receipts, and for balances.
    Index(None, "chapter_id", "kind", "on_date", "reverses"),
    Index(None, "chapter_id", "member_id", "currency", "amount_minor"),
    UniqueConstraint("chapter_id", "reverses"),
)
APPEND_ONLY = (ledger_entry.name,)

station = _table(
    "station",
    # Empty for a station that an older schema knew by its name alone, until a machine of that name comes.
    _text("machine"),
    Column("number", Integer, nullable=False, server_default=text("0")),
    Column("name", Text, nullable=False),
    UniqueConstraint("machine", "number"),
)

journal = _of_chapter(
    "journal",
    _to("meeting", optional=True, index=True),
    Column("station_id", RowId, ForeignKey("station.id"), nullable=False),
    Column("command_id", String(32), nullable=False),
    _moment("at", optional=False),
    _word("kind"),
    _word("act"),
    _flag("is_private", default="false"),
    _text("what"),
    Column("rows", JSON, nullable=False),
    _to("journal", optional=True, name="reverses"),
    UniqueConstraint("chapter_id", "command_id"),
    Index(None, "chapter_id", "at"),
    Index(None, "chapter_id", "station_id", "id"),
)

# Which entries are about which lead. A lead that undo took away has its trail still: no foreign key.
trail = _of_chapter(
    "trail",
    Column("lead_id", RowId, nullable=False),
    _to("journal", index=True),
    Index(None, "chapter_id", "lead_id"),
)

# How often a chapter has been written. It is no part of any act, so undo counts on.
revision = Table(
    "revision",
    metadata,
    _chapter_id(primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
)

# A hand-over is a fact of the file, and no entry of a journal: it is about all chapters in it, no undo takes
# it back by the way, and that day the copy and what it was made of have one journal. Both have its row: the
# copy as one that `is_received`; the other one is for reading only until it is taken back.
hand_over = _table(
    "hand_over",
    _word("copy_id"),
    Column("to_name", Text, nullable=False),
    Column("on_date", Date, nullable=False),
    _moment("at", optional=False),
    Column("station_id", RowId, ForeignKey("station.id"), nullable=False),
    _flag("is_received"),
    _moment("taken_back_at"),
    UniqueConstraint("copy_id"),
)

# The tables of one evening: every row of theirs is of a meeting.
OF_ONE_MEETING = tuple(
    table for table in metadata.tables.values() if "meeting_id" in table.c and not table.c.meeting_id.nullable
)
