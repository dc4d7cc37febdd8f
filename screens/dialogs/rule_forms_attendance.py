"""Forms of what is counted: limits, least shares, quotas, what is an absence, who is late."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from leadsroom.domain.rules.chapter_rules import (
    ChapterRules,
    Counted,
    Given,
    LateRules,
    LimitRule,
    Quota,
    ShareRule,
    Then,
)
from leadsroom.domain.rules.rule_edit import (
    FRESH_LIMIT,
    FRESH_QUOTA,
    FRESH_SHARE,
    put,
    read_count,
    read_count_or_none,
)
from leadsroom.errors import Refused
from screens.dialogs.rule_at import (
    BEGINS,
    COUNTS,
    PERIODS,
    SPANS,
    WINDOWS,
    YES_NO,
    Answers,
    RuleAt,
    chosen_in,
    figure,
    window_lines,
    window_of,
)
from screens.dialogs.rule_form import Asked, Chosen, RuleForm, Typed

_COUNTED = (
    (Counted.ABSENCE, "absences"),
    (Counted.SUBSTITUTE, "substitutes"),
    (Counted.LATE, "lates"),
    (Counted.LEFT_EARLY, "left early"),
    (Counted.MEDICAL, "medical"),
)

_THEN = (
    (Then.SEAT_MAY_OPEN, "seat may open"),
    (Then.SEAT_OPENS, "opens"),
    (Then.GROUP_DECIDES, "group decides"),
    (Then.ABSENCE, "is an absence"),
)

_WARN = tuple((n, str(n)) for n in (1, 2, 3, 4))


def limit_form(at: RuleAt) -> RuleForm:
    """At most so many of something in a window."""
    was = chosen_in(at.rules.limits, at.index, FRESH_LIMIT)

    def build(answers: Answers) -> ChapterRules:
        rule = LimitRule(
            answers["counts"], answers["allowed"], window_of(answers), answers["then"], answers["warn"]
        )
        if rule.then is Then.ABSENCE and rule.counts is not Counted.SUBSTITUTE:
            raise Refused(
                "Only a substitute one too many can count as an absence. Choose what else it means."
            )
        return replace(at.rules, limits=put(at.rules.limits, at.index, rule))

    asked: list[Asked] = [
        Chosen("counts", "Counts", _COUNTED, was.counts),
        Typed("allowed", "Allowed", str(was.allowed), read_count, "at most so many"),
        *window_lines(was.window, WINDOWS),
        Chosen("then", "One more", _THEN, was.then),
        Chosen("warn", "Warn at", _WARN, was.warn_from),
    ]
    return at.form("A limit", asked, build)


def share_form(at: RuleAt) -> RuleForm:
    """A least share of the meetings."""
    was = chosen_in(at.rules.shares, at.index, FRESH_SHARE)

    def build(answers: Answers) -> ChapterRules:
        rule = ShareRule(answers["percent"], window_of(answers))
        return replace(at.rules, shares=put(at.rules.shares, at.index, rule))

    percent = Typed(
        "percent", "At least", str(was.percent), partial(read_count, least=1, most=100), "percent"
    )
    return at.form("A least share of meetings", [percent, *window_lines(was.window, SPANS)], build)


def quota_form(at: RuleAt) -> RuleForm:
    """So many of what satisfies it, in each period."""
    was = chosen_in(at.rules.quotas, at.index, FRESH_QUOTA)

    def build(answers: Answers) -> ChapterRules:
        satisfied = frozenset(kind for kind in Given if answers[kind.name.lower()])
        if not satisfied:
            raise Refused("Say yes to at least one thing that satisfies the quota.")
        quota = Quota(answers["amount"], answers["per"], satisfied)
        return replace(at.rules, quotas=put(at.rules.quotas, at.index, quota))

    asked: list[Asked] = [
        Typed("amount", "How many", str(was.amount), partial(read_count, least=1), ""),
        Chosen("per", "In each", PERIODS, was.per),
        *(
            Chosen(kind.name.lower(), kind.value.capitalize(), YES_NO, kind in was.satisfied_by)
            for kind in Given
        ),
    ]
    return at.form("A quota", asked, build)


def counting_form(at: RuleAt) -> RuleForm:
    """What counts as an absence."""
    was = at.rules.counting

    def build(answers: Answers) -> ChapterRules:
        return replace(at.rules, counting=replace(was, **answers))

    several = partial(read_count_or_none, least=1, most=12)
    asked: list[Asked] = [
        Typed("lates_per_absence", "Lates", figure(was.lates_per_absence), several, "make one absence"),
        Typed("early_per_absence", "Left early", figure(was.early_per_absence), several, "make one absence"),
        Chosen("absent_from", "Came after", BEGINS, was.absent_from),
        Chosen("absent_before", "Left before", BEGINS, was.absent_before),
        Chosen("medical_counts", "Medical", COUNTS, was.medical_counts),
        Chosen("excused_counts", "Excused", COUNTS, was.excused_counts),
        Typed("training_erases", "A training", str(was.training_erases), read_count, "absences erased"),
    ]
    return at.form("What counts as an absence", asked, build)


def late_form(at: RuleAt) -> RuleForm:
    """From when somebody is late, and what it costs."""
    was = at.rules.late
    begins = ((None, "as marked"), *BEGINS[1:])

    def build(answers: Answers) -> ChapterRules:
        return replace(at.rules, late=LateRules(answers["late_from"], answers["loses_pitch"]))

    asked: list[Asked] = [
        Chosen("late_from", "Late from", begins, was.late_from),
        Chosen("loses_pitch", "Loses pitch", YES_NO, was.loses_pitch),
    ]
    return at.form("Who is late", asked, build)
