"""Forms of what is charged: dues, fees, fines."""

from __future__ import annotations

from msgspec.structs import replace

from leadsroom.domain.rules.chapter_rules import ChapterRules, Dues, FineEvent
from leadsroom.domain.rules.rule_words import FINED
from leadsroom.domain.rules.windows import Period
from screens.dialogs.rule_at import (
    PERIODS,
    Answers,
    RuleAt,
)
from screens.dialogs.rule_form import Asked, Chosen, RuleForm


def dues_form(at: RuleAt) -> RuleForm:
    """What a seat costs in each period."""
    was = at.rules.money.dues or Dues(0, Period.QUARTER)

    def build(answers: Answers) -> ChapterRules:
        dues = Dues(answers["amount"], answers["per"], answers["on_leave"]) if answers["amount"] else None
        return replace(at.rules, money=replace(at.rules.money, dues=dues))

    asked: list[Asked] = [
        at.amount("amount", "Dues", was.amount, "empty: none"),
        Chosen("per", "A", PERIODS, was.per),
        Chosen("on_leave", "On leave", ((True, "dues go on"), (False, "none")), was.on_leave),
    ]
    return at.form("Dues", asked, build)


def fees_form(at: RuleAt) -> RuleForm:
    """The join fee and the meal."""
    was = at.rules.money
    meals = ((False, "one price"), (True, "as ordered"))

    def build(answers: Answers) -> ChapterRules:
        return replace(at.rules, money=replace(was, **answers))

    asked: list[Asked] = [
        at.amount("join_fee", "Join fee", was.join_fee),
        at.amount("meal", "A meal", was.meal),
        Chosen("meal_as_ordered", "Charged", meals, was.meal_as_ordered),
    ]
    return at.form("Fees", asked, build)


def fines_form(at: RuleAt) -> RuleForm:
    """What each event costs."""
    was = at.rules.money

    def build(answers: Answers) -> ChapterRules:
        fines = {event: answers[_key(event)] for event in FineEvent if answers[_key(event)]}
        return replace(at.rules, money=replace(was, fines=fines))

    asked: list[Asked] = [
        at.amount(_key(event), event.value.capitalize(), was.fines.get(event, 0), FINED[event])
        for event in FineEvent
    ]
    return at.form("Fines", asked, build)


def _key(event: FineEvent) -> str:
    return event.name.lower()
