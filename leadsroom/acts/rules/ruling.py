"""Setting the rules of a chapter, and its rules for leads."""

from __future__ import annotations

from collections.abc import Mapping

from leadsroom.acts.act import Act, handles
from leadsroom.acts.rules.commands import SetLeadRules, SetRules
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.domain.rules.lead_rules import lead_rules_in_words
from leadsroom.domain.rules.rule_words import rule_lines
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
    return f"Rules: {_difference(before, rules)}"


@handles(SetLeadRules)
def set_lead_rules(act: Act, command: SetLeadRules) -> str:
    """The same rules again are no act."""
    rules = command.rules
    if rules != act.chapter.lead_rules:
        act.unit.update(t.chapter, act.chapter.id, lead_rules=lead_rules_as_data(rules))
    return lead_rules_in_words(rules).removesuffix(".")


def _difference(before: Chapter, rules: ChapterRules) -> str:
    """The sentences that are new in the rules, and those that are gone."""
    was, now = _sentences(before, before.rules), _sentences(before, rules)
    gone = [sentence for sentence in was if sentence not in now]
    new = [sentence for sentence in now if sentence not in was]
    return " ".join([*(f"no longer: {sentence}" for sentence in gone), *new]) or "as before"


def _sentences(chapter: Chapter, rules: ChapterRules) -> Mapping[str, None]:
    lines = rule_lines(rules, chapter.currency, chapter.country)
    return dict.fromkeys(line.sentence for line in lines)
