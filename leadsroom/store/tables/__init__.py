"""The tables, by rooms. Every row belongs to a chapter, which comes first in every key, reference and index.

The rows of some belong to none: those of `chapter` itself, of `station` and of `hand_over`, since a station
serves whichever chapter is opened at it, and a file is handed over with all that is in it; and those of an
association, `area`, `director`, `template`, `template_version` and `association_journal`.
"""

from __future__ import annotations

from leadsroom.store.tables.association import (
    area,
    association_journal,
    chapter_month,
    director,
    director_visit,
    template,
    template_taken,
    template_version,
)
from leadsroom.store.tables.chapters import chapter, hand_over, journal, revision, station, trail
from leadsroom.store.tables.columns import link, metadata
from leadsroom.store.tables.leads import (
    closed_business,
    counted_lead,
    giver_answer,
    lead,
    lead_update,
    one_to_one,
    slip_check,
    testimonial,
)
from leadsroom.store.tables.meetings import (
    IS_EXTRA,
    IS_LIVE,
    announcement,
    attendance,
    counted_visit,
    letter_sent,
    meeting,
    questions,
    step,
    turn,
    visit,
)
from leadsroom.store.tables.money import APPEND_ONLY, ledger_entry, own_cost
from leadsroom.store.tables.people import (
    FIGURES,
    decision,
    leave,
    membership,
    notice,
    opening,
    person,
    profession,
    vetting,
)
from leadsroom.store.tables.season import special_date, step_leader, talk

# The tables of one evening: every row of theirs is of a meeting.
OF_ONE_MEETING = tuple(
    table for table in metadata.tables.values() if "meeting_id" in table.c and not table.c.meeting_id.nullable
)

__all__ = [
    "APPEND_ONLY",
    "FIGURES",
    "IS_EXTRA",
    "IS_LIVE",
    "OF_ONE_MEETING",
    "announcement",
    "area",
    "association_journal",
    "attendance",
    "chapter",
    "chapter_month",
    "closed_business",
    "counted_lead",
    "counted_visit",
    "decision",
    "director",
    "director_visit",
    "giver_answer",
    "hand_over",
    "journal",
    "lead",
    "lead_update",
    "leave",
    "ledger_entry",
    "letter_sent",
    "link",
    "meeting",
    "membership",
    "metadata",
    "notice",
    "one_to_one",
    "opening",
    "own_cost",
    "person",
    "profession",
    "questions",
    "revision",
    "slip_check",
    "special_date",
    "station",
    "step",
    "step_leader",
    "talk",
    "template",
    "template_taken",
    "template_version",
    "testimonial",
    "trail",
    "turn",
    "vetting",
    "visit",
]
