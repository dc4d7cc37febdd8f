"""Setting the rules of a chapter, and its rules for leads."""

from __future__ import annotations

from leadsroom.acts.act import Act, handles
from leadsroom.acts.rules.commands import SetLeadRules, SetRules
from leadsroom.domain.rules.lead_rules import lead_rules_in_words
from leadsroom.domain.rules.rule_words import rules_difference
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read import chapter as read_chapter
from leadsroom.store.read.chapter import lead_rules_as_data, rules_as_data


@handles(SetRules)
def set_rules(act: Act, command: SetRules) -> str:
    """The same rules again are no act."""
    before, rules = act.chapter, command.rules
    if command.seen not in (None, before.rules):
        raise Refused("The rules were changed elsewhere meanwhile; here they are as they are now.")
    if rules != before.rules:
        act.unit.update(t.chapter, before.id, rules=rules_as_data(rules))
        act.open_chapter = read_chapter.chapter(act.unit.connection, before.id)
    difference = rules_difference(before.rules, rules, before.currency, before.country)
    return f"Rules: {difference or 'as before'}"


@handles(SetLeadRules)
def set_lead_rules(act: Act, command: SetLeadRules) -> str:
    """The same rules again are no act."""
    rules = command.rules
    if rules != act.chapter.lead_rules:
        act.unit.update(t.chapter, act.chapter.id, lead_rules=lead_rules_as_data(rules))
    return lead_rules_in_words(rules).removesuffix(".")
