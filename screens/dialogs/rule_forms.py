"""The form of each part of a chapter's rules."""

from __future__ import annotations

from collections.abc import Callable

from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.domain.rules.rule_words import RulePart
from screens.dialogs.rule_at import RuleAt
from screens.dialogs.rule_form import RuleForm
from screens.dialogs.rule_forms_attendance import counting_form, late_form, limit_form, quota_form, share_form
from screens.dialogs.rule_forms_money import dues_form, fees_form, fines_form
from screens.dialogs.rule_forms_table import remark_form, substitutes_form, visitors_form, vote_form

_FORMS: dict[RulePart, Callable[[RuleAt], RuleForm]] = {
    RulePart.LIMIT: limit_form,
    RulePart.SHARE: share_form,
    RulePart.QUOTA: quota_form,
    RulePart.COUNTING: counting_form,
    RulePart.LATE: late_form,
    RulePart.SUBSTITUTES: substitutes_form,
    RulePart.VISITORS: visitors_form,
    RulePart.VOTE: vote_form,
    RulePart.DUES: dues_form,
    RulePart.FEES: fees_form,
    RulePart.FINES: fines_form,
    RulePart.REMARK: remark_form,
}


def rule_form(rules: ChapterRules, part: RulePart, index: int, currency: str, country: str) -> RuleForm:
    """The form of one rule; an index that no rule has makes a new one."""
    return _FORMS[part](RuleAt(rules, part, index, currency, country))
