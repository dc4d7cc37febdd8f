"""The forms of the rules of attendance: limits, least shares, quotas, what is an absence, who is late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.rules.chapter_rules import (
    ChapterRules,
    Counted,
    Counting,
    Given,
    LateRules,
    LeaveRules,
    LimitRule,
    Quota,
    ShareRule,
    Then,
)
from leadsroom.domain.rules.rule_edit import FRESH_LIMIT, FRESH_QUOTA, FRESH_SHARE, put
from leadsroom.domain.rules.windows import Length, LengthUnit, Window, WindowKind
from leadsroom.domain.text.plain_text import clean
from screens.kit.form.choice import ChoiceField, YesNoField
from screens.kit.form.field import Field, Misfilled, ReadField
from screens.rules.rule_form import (
    COUNTS,
    PERIODS,
    SPANS,
    WINDOWS,
    RuleAt,
    RuleForm,
    WindowFields,
    count_field,
    maybe_field,
)

_ONLINE = ((False, "is present"), (True, "is absent"))
_STEPS: tuple[tuple[StepKind | None, str], ...] = (
    (StepKind.PITCHES, "the pitches"),
    (StepKind.SPEAKER, "the speaker"),
    (StepKind.BUCKET, "the leads bucket"),
)
_ARRIVING: tuple[tuple[StepKind | None, str], ...] = (
    (None, "never, however late"),
    (StepKind.PITCHES, "arriving after the pitches begin"),
    (StepKind.SPEAKER, "arriving after the speaker begins"),
    (StepKind.BUCKET, "arriving after the leads bucket begins"),
)
_LEAVING: tuple[tuple[StepKind | None, str], ...] = (
    (None, "never, however early"),
    (StepKind.PITCHES, "leaving before the pitches"),
    (StepKind.SPEAKER, "leaving before the speaker"),
    (StepKind.BUCKET, "leaving before the leads bucket"),
)
_COUNTED = (
    (Counted.ABSENCE, "absences"),
    (Counted.UNEXCUSED, "unexcused absences"),
    (Counted.EXCUSED, "excused absences"),
    (Counted.MISSED, "absences and substitutes"),
    (Counted.SUBSTITUTE, "substitutes"),
    (Counted.LATE, "late arrivals"),
    (Counted.LEFT_EARLY, "early departures"),
    (Counted.MEDICAL, "medical absences"),
    (Counted.ONLINE, "online meetings"),
)
_THEN = (
    (Then.SEAT_MAY_OPEN, "the membership may end"),
    (Then.SEAT_OPENS, "the membership ends"),
    (Then.CHAPTER_DECIDES, "the chapter decides"),
    (Then.ABSENCE, "it is an absence"),
    (Then.REMINDER, "only a reminder, with the last allowed"),
)
_SHARE_OF = ((False, "or a substitute"), (True, "in person"))
_EXCUSED_IN_A_ROW = ((False, "neither counts nor ends it"), (True, "ends it"))
_LENGTHS = ((LengthUnit.DAYS, "days"), (LengthUnit.WEEKS, "weeks"), (LengthUnit.MONTHS, "months"))
_BEYOND = ((False, "is pointed out"), (True, "is refused"))
_AT_MOST = "at most; blank: not ruled"
_LONGEST_LEAVE = 366
_USUAL_LEAVE = Length(8, LengthUnit.WEEKS)
_WARN = tuple((left, f"{left} left") for left in (1, 2, 3, 4))


def limit_form(at: RuleAt) -> RuleForm:
    """At most so many of something in a window."""
    was = _one_of(at.rules.limits, at.index, FRESH_LIMIT)
    counts = ChoiceField("counts", "Counts", _COUNTED, was.counts)
    allowed = count_field("allowed", "Allowed", was.allowed, hint="at most this many")
    covered = count_field(
        "with_substitute", "Substitutes", was.with_substitute, hint="of these at least; 0: any"
    )
    window = WindowFields(was.window, WINDOWS)
    then = ChoiceField("then", "One more", _THEN, was.then)
    warn = ChoiceField("warn", "Warn at", _WARN, was.warn_from)

    def build() -> ChapterRules:
        of_missed = covered.value if is_of_missed() else 0
        rule = LimitRule(counts.chosen, allowed.value, window.window, then.chosen, warn.chosen, of_missed)
        if rule.then is Then.ABSENCE and rule.counts is not Counted.SUBSTITUTE:
            sentence = "Only one substitute too many can count as an absence. Choose what else it means."
            raise Misfilled(then, sentence)
        if rule.with_substitute > rule.allowed:
            sentence = (
                f"Of {rule.allowed} at most {rule.allowed} can have a substitute. Correct one of the numbers."
            )
            raise Misfilled(covered, sentence)
        return replace(at.rules, limits=put(at.rules.limits, at.index, rule))

    def is_of_missed() -> bool:
        return counts.chosen is Counted.MISSED and not is_reminder()

    def is_reminder() -> bool:
        return then.chosen is Then.REMINDER

    return RuleForm(
        at,
        "A limit",
        (counts, allowed, covered, *window.fields, then, warn),
        build,
        window=window,
        asked_if={covered: is_of_missed, warn: lambda: not is_reminder()},
    )


def share_form(at: RuleAt) -> RuleForm:
    """A least share of the meetings."""
    was = _one_of(at.rules.shares, at.index, FRESH_SHARE)
    percent = count_field("percent", "At least", was.percent, least=1, most=100, hint="% of the meetings")
    in_person = ChoiceField("in_person", "By", _SHARE_OF, was.in_person)
    window = WindowFields(was.window, SPANS)

    def build() -> ChapterRules:
        rule = ShareRule(percent.value, window.window, in_person.chosen)
        return replace(at.rules, shares=put(at.rules.shares, at.index, rule))

    return RuleForm(at, "Minimum attendance", (percent, in_person, *window.fields), build, window=window)


def quota_form(at: RuleAt) -> RuleForm:
    """So many of what satisfies it, in each period."""
    was = _one_of(at.rules.quotas, at.index, FRESH_QUOTA)
    amount = count_field("amount", "How many", was.amount, least=1)
    per = ChoiceField("per", "In each", PERIODS, was.per)
    given = {kind: _yes_no(kind.name.lower(), kind.value, kind in was.satisfied_by) for kind in Given}

    def build() -> ChapterRules:
        satisfied = frozenset(kind for kind, field in given.items() if field.value)
        if not satisfied:
            sentence = "Say yes to at least one thing that satisfies the quota."
            raise Misfilled(given[Given.LEAD], sentence)
        quota = Quota(amount.value, per.chosen, satisfied)
        return replace(at.rules, quotas=put(at.rules.quotas, at.index, quota))

    return RuleForm(at, "A quota", (amount, per, *given.values()), build)


def counting_form(at: RuleAt) -> RuleForm:
    """What counts as an absence."""
    was = at.rules.counting
    lates = maybe_field("lates", "Came late", was.lates_per_absence, most=12, hint="times make one absence")
    early = maybe_field("early", "Left early", was.early_per_absence, most=12, hint="times make one absence")
    absent_from = ChoiceField("absent_from", "Absent if", _ARRIVING, was.absent_from)
    absent_before = ChoiceField("absent_before", "or if", _LEAVING, was.absent_before)
    medical = ChoiceField("medical", "Medical", COUNTS, was.medical_counts)
    excused = ChoiceField("excused", "Excused", COUNTS, was.excused_counts)
    in_a_row = ChoiceField("excused_ends_run", "In a row", _EXCUSED_IN_A_ROW, was.excused_ends_run)
    online = ChoiceField("online", "Online", _ONLINE, was.online_is_absence)
    training = count_field("training", "A training", was.training_erases, hint="absences that it cancels")

    def build() -> ChapterRules:
        counting = Counting(
            lates_per_absence=lates.value,
            early_per_absence=early.value,
            absent_from=absent_from.chosen,
            absent_before=absent_before.chosen,
            medical_counts=medical.chosen,
            excused_counts=excused.chosen,
            excused_ends_run=in_a_row.chosen and not excused.chosen,
            online_is_absence=online.chosen,
            training_erases=training.value,
        )
        return replace(at.rules, counting=counting)

    fields = (lates, early, absent_from, absent_before, medical, excused, in_a_row, online, training)
    asked_if: dict[Field, Callable[[], bool]] = {in_a_row: lambda: not excused.chosen}
    return RuleForm(at, "What counts as an absence", fields, build, asked_if=asked_if)


def late_form(at: RuleAt) -> RuleForm:
    """From when somebody is late, and what it costs."""
    was = at.rules.late
    late_from = ChoiceField("late_from", "Late after", ((None, "as marked"), *_STEPS), was.late_from)
    loses_pitch = _yes_no("loses_pitch", "Loses pitch", was.loses_pitch)

    def build() -> ChapterRules:
        return replace(at.rules, late=LateRules(late_from.chosen, bool(loses_pitch.value)))

    return RuleForm(at, "Who is late", (late_from, loses_pitch), build)


def leaves_form(at: RuleAt) -> RuleForm:
    """How long a leave may last, by itself and with others in a window."""
    was = at.rules.leaves
    longest, in_all = was.longest or _USUAL_LEAVE, was.in_all or _USUAL_LEAVE
    one = maybe_field("longest", "One lasts", _number(was.longest), most=_LONGEST_LEAVE, hint=_AT_MOST)
    one_in = ChoiceField("longest_in", "in", _LENGTHS, longest.unit)
    every = maybe_field("in_all", "In all", _number(was.in_all), most=_LONGEST_LEAVE, hint=_AT_MOST)
    every_in = ChoiceField("in_all_in", "in", _LENGTHS, in_all.unit)
    window = WindowFields(was.window or Window(WindowKind.YEAR), SPANS)
    beyond = ChoiceField("refuses", "Beyond", _BEYOND, was.refuses)

    def is_bound(field: ReadField[int | None]) -> bool:
        return bool(clean(field.text))

    def build() -> ChapterRules:
        leaves = LeaveRules(
            None if one.value is None else Length(one.value, one_in.chosen),
            None if every.value is None else Length(every.value, every_in.chosen),
            None if every.value is None else window.window,
            beyond.chosen and (is_bound(one) or is_bound(every)),
        )
        return replace(at.rules, leaves=leaves)

    return RuleForm(
        at,
        "Leaves",
        (one, one_in, every, every_in, *window.fields, beyond),
        build,
        window=window,
        has_window=lambda: is_bound(every),
        asked_if={
            one_in: lambda: is_bound(one),
            every_in: lambda: is_bound(every),
            beyond: lambda: is_bound(one) or is_bound(every),
        },
    )


def _number(length: Length | None) -> int | None:
    return None if length is None else length.number


def _one_of(rules: tuple[Any, ...], index: int, fresh: Any) -> Any:
    """One of several rules, or a fresh one where there is none at the place."""
    return rules[index] if 0 <= index < len(rules) else fresh


def _yes_no(name: str, label: str, value: bool) -> YesNoField:
    return YesNoField(name, label.capitalize(), "", value)
