"""The dates of the season that are not regular, and who speaks and leads on them."""

from __future__ import annotations

from sqlalchemy import Column, Date, UniqueConstraint

from leadsroom.store.tables.columns import length, of_chapter, to, word, words

special_date = of_chapter(
    "special_date",
    Column("on_date", Date, nullable=False),
    word("kind"),
    words("note"),
    words("place"),
    UniqueConstraint("chapter_id", "on_date"),
)

# The rota: who speaks on a date, or on none yet, and who leads which kind of step.
talk = of_chapter(
    "talk",
    to("person", name="speaker_id", index=True),
    Column("on_date", Date),
    words("topic"),
    length("length", optional=True),
    length("questions", optional=True),
    UniqueConstraint("chapter_id", "on_date"),
)

step_leader = of_chapter(
    "step_leader",
    to("person", name="leader_id", index=True),
    Column("on_date", Date, nullable=False),
    word("kind"),
    UniqueConstraint("chapter_id", "on_date", "kind"),
)
