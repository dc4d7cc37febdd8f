"""Commands about the rules of the chapter, and about what it asks of a lead."""

from __future__ import annotations

from leadsroom.acts.command import Command
from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.domain.rules.lead_rules import LeadRules


class SetRules(Command, frozen=True, tag="SetRules"):
    """Set the rules; the past is counted by them too.

    With `seen`, only where the rules on record still are those.
    """

    rules: ChapterRules
    seen: ChapterRules | None = None


class SetLeadRules(Command, frozen=True, tag="SetLeadRules"):
    """Set the rules for leads; those on record stay as they were judged."""

    rules: LeadRules
