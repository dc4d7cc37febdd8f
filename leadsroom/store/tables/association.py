"""An association: its tree of areas, the directors, what it hands down, and a chapter's figures by month."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from leadsroom.store.tables.columns import (
    chapter_id,
    metadata,
    moment,
    numbered,
    of_chapter,
    word,
    words,
)
from leadsroom.store.types import RowId

# A node of the tree, of whatever level: an association, a region, an area.
area = numbered(
    "area",
    Column("parent_id", RowId, ForeignKey("area.id")),
    words("level"),
    words("name"),
    Column("name_key", Text, nullable=False),
    Index(None, "parent_id"),
    Index(None, "name_key"),
)

director = numbered(
    "director",
    Column("area_id", RowId, ForeignKey("area.id"), nullable=False),
    words("name"),
    words("email"),
    words("phone"),
    Column("since", Date),
    Column("until", Date),
    Index(None, "area_id"),
)

# What an association hands down. Its texts are kept version by version: a chapter that has taken one sees
# what has changed since.
template = numbered(
    "template",
    Column("area_id", RowId, ForeignKey("area.id")),
    word("kind"),
    words("name"),
    moment("withdrawn_at"),
    Index(None, "area_id"),
)

template_version = numbered(
    "template_version",
    Column("template_id", RowId, ForeignKey("template.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    words("note"),
    moment("at", optional=False),
    UniqueConstraint("template_id", "version"),
)

# What the association did, for no chapter has it in its journal.
association_journal = numbered(
    "association_journal",
    Column("station_id", RowId, ForeignKey("station.id"), nullable=False),
    Column("command_id", String(32), nullable=False),
    moment("at", optional=False),
    word("kind"),
    word("act"),
    words("what"),
    Column("rows", JSON, nullable=False),
    Column("reverses", RowId, ForeignKey("association_journal.id")),
    UniqueConstraint("command_id"),
    Index(None, "station_id", "id"),
)

# A director's visit to a chapter. It is the association's entry, and stands in no journal of the chapter.
director_visit = of_chapter(
    "director_visit",
    Column("director_id", RowId, ForeignKey("director.id")),
    Column("on_date", Date, nullable=False),
    words("note"),
    moment("at", optional=False),
    moment("corrected_at"),
    moment("withdrawn_at"),
    Index(None, "chapter_id", "on_date"),
)

# Which version of what was handed down a chapter has taken last.
template_taken = of_chapter(
    "template_taken",
    Column("template_id", RowId, ForeignKey("template.id"), nullable=False),
    Column("version", Integer, nullable=False),
    moment("at", optional=False),
    moment("withdrawn_at"),
    Index(None, "chapter_id", "template_id"),
)


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


# The figures that an association looks at, worked out again by each act that changes one of them. They are no
# part of any act: undo works them out once more. A month is a number like 202512.
chapter_month = Table(
    "chapter_month",
    metadata,
    chapter_id(),
    Column("month", Integer, nullable=False),
    *map(_count, ("meetings", "places", "present", "late", "substitutes", "medical", "absent")),
    *map(_count, ("leads", "raw", "bad", "inside", "one_to_ones")),
    *map(_count, ("visits", "first_visits", "visitors_joined")),
    *map(_count, ("members", "joined", "left")),
    Column("dollars_minor", BigInteger, nullable=False),
    Column("own_minor", BigInteger, nullable=False),
    Column("dollars_by_member", JSON, nullable=False),
    Column("last_meeting_on", Date),
    Column("last_joined_on", Date),
    PrimaryKeyConstraint("chapter_id", "month"),
    sqlite_with_rowid=False,
)
