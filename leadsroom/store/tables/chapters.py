"""The chapter, the stations at which it is opened, and the journal of what was done in it."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    text,
)

from leadsroom.store.tables.columns import (
    chapter_id,
    flag,
    length,
    metadata,
    moment,
    numbered,
    of_chapter,
    to,
    word,
    words,
)
from leadsroom.store.types import RowId

chapter = numbered(
    "chapter",
    Column("name", Text, nullable=False),
    words("place"),
    Column("timezone", Text, nullable=False),
    Column("country", String(2), nullable=False),
    Column("currency", String(3), nullable=False),
    flag("clock_24h"),
    Column("weekday", Integer, nullable=False),
    Column("starts", Time, nullable=False),
    length("length"),
    length("pitch"),
    length("changeover"),
    Column("agenda", JSON, nullable=False),
    Column("lead_rules", JSON),
    Column("rules", JSON),
    Column("rhythm", JSON),
    words("email"),
    Column("command_id", String(32)),
    Column("founded_on", Date),
    # Where they are the chapter's own, as TOML: how members and the chapter are scored, and its spheres.
    words("member_scorecard"),
    words("chapter_scorecard"),
    words("catalogue"),
    # By which it is found: two chapters of one name are told apart by their areas and places.
    words("name_key"),
    Column("area_id", RowId, ForeignKey("area.id")),
    Column("archived_on", Date),
    Index(None, "command_id", unique=True),
    Index(None, "name_key"),
    Index(None, "area_id", "name_key"),
)

station = numbered(
    "station",
    # Empty for a station that an older schema knew by its name alone, until a machine of that name comes.
    words("machine"),
    Column("number", Integer, nullable=False, server_default=text("0")),
    Column("name", Text, nullable=False),
    UniqueConstraint("machine", "number"),
)

journal = of_chapter(
    "journal",
    to("meeting", optional=True, index=True),
    Column("station_id", RowId, ForeignKey("station.id"), nullable=False),
    Column("command_id", String(32), nullable=False),
    moment("at", optional=False),
    word("kind"),
    word("act"),
    flag("is_private", default="false"),
    words("what"),
    Column("rows", JSON, nullable=False),
    to("journal", optional=True, name="reverses"),
    UniqueConstraint("chapter_id", "command_id"),
    Index(None, "chapter_id", "at"),
    Index(None, "chapter_id", "station_id", "id"),
)

# Which entries are about which lead. A lead that undo took away has its trail still: no foreign key.
trail = of_chapter(
    "trail",
    Column("lead_id", RowId, nullable=False),
    to("journal", index=True),
    Index(None, "chapter_id", "lead_id"),
)

# How often a chapter has been written. It is no part of any act, so undo counts on.
revision = Table(
    "revision",
    metadata,
    chapter_id(primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
)

# A hand-over is a fact of the file, and no entry of a journal: it is about all chapters in it, no undo takes
# it back by the way, and that day the copy and what it was made of have one journal. Both have its row: the
# copy as one that `is_received`; the other one is for reading only until it is taken back.
hand_over = numbered(
    "hand_over",
    word("copy_id"),
    Column("to_name", Text, nullable=False),
    Column("on_date", Date, nullable=False),
    moment("at", optional=False),
    Column("station_id", RowId, ForeignKey("station.id"), nullable=False),
    flag("is_received"),
    moment("taken_back_at"),
    UniqueConstraint("copy_id"),
)
