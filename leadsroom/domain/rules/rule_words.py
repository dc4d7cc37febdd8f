"""Each rule of a chapter as a sentence, which is shown while it is edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.rules.chapter_rules import (
    ChapterRules,
    Counted,
    Counting,
    DuesFrom,
    FineEvent,
    Given,
    LateRules,
    LeadCounting,
    LeaveRules,
    LimitRule,
    MeetingRules,
    MoneyRules,
    MultiLevel,
    OfficeRules,
    Quota,
    Rotation,
    Share,
    ShareRule,
    SubstitutePitch,
    SubstituteProfession,
    SubstituteRules,
    Then,
    VisitorRules,
    VoteRule,
)
from leadsroom.domain.rules.windows import Length, PeriodKind, Window
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.wording import length_in_words

_ONE = {
    Counted.ABSENCE: "absence",
    Counted.UNEXCUSED: "unexcused absence",
    Counted.EXCUSED: "excused absence",
    Counted.MISSED: "missed meeting",
    Counted.LATE: "late arrival",
    Counted.LEFT_EARLY: "early departure",
    Counted.SUBSTITUTE: "substitute",
    Counted.MEDICAL: "medical absence",
    Counted.ONLINE: "online meeting",
}
_STEPS = {
    StepKind.NETWORKING: "open networking",
    StepKind.WELCOME: "the welcome",
    StepKind.BUSINESS: "group business",
    StepKind.EDUCATION: "education",
    StepKind.PITCHES: "the pitches",
    StepKind.VISITORS: "the visitors' round",
    StepKind.SPEAKER: "the speaker",
    StepKind.TESTIMONIALS: "testimonials",
    StepKind.READING_BACK: "reading back",
    StepKind.BUCKET: "the leads bucket",
    StepKind.BREAK: "the break",
    StepKind.CLOSE: "the close",
}
_GIVEN = {
    Given.LEAD: ("lead", "leads"),
    Given.RAW_LEAD: ("raw lead", "raw leads"),
    Given.VISITOR: ("visitor", "visitors"),
    Given.TESTIMONIAL: ("testimonial", "testimonials"),
    Given.UPDATE: ("update", "updates"),
    Given.ONE_TO_ONE: ("one-to-one", "one-to-ones"),
}
_PER = {
    PeriodKind.MEETING: "at each meeting",
    PeriodKind.WEEK: "a week",
    PeriodKind.MONTH: "a month",
    PeriodKind.QUARTER: "a quarter",
    PeriodKind.HALF_YEAR: "a half-year",
    PeriodKind.YEAR: "a year",
}
_USUAL_WARNING = 2
FINED = {
    FineEvent.LATE: "coming late",
    FineEvent.ABSENT: "being absent",
    FineEvent.LEFT_EARLY: "leaving early",
    FineEvent.NO_LEAD: "giving no lead",
    FineEvent.ABSENT_LAST_WEEK: "having been absent last week",
    FineEvent.PHONE: "a phone that rings",
    FineEvent.OTHER: "other things",
}


class RulePart(StrEnum):
    """A part of a chapter's rules that is edited by itself."""

    LIMIT = "limit"
    SHARE = "share"
    COUNTING = "counting"
    LATE = "late"
    LEAVES = "leaves"
    SUBSTITUTES = "substitutes"
    QUOTA = "quota"
    LEADS = "leads"
    VISITORS = "visitors"
    VOTE = "vote"
    MULTI_LEVEL = "multi_level"
    DUES = "dues"
    FEES = "fees"
    FINES = "fines"
    MEETING = "meeting"
    OFFICES = "offices"
    REMARK = "remark"


class RuleLine(Struct, frozen=True):
    """One rule in a sentence; `index` counts among rules of its part, where there are several."""

    part: RulePart
    sentence: str
    index: int = 0


def rule_lines(rules: ChapterRules, currency: str, country: str) -> list[RuleLine]:
    """Every rule in a sentence, in the order in which they are shown; a part without a rule says so,
    but for a remark.
    """
    many: list[RuleLine] = []
    for part, sentences in (
        (RulePart.LIMIT, map(limit_sentence, rules.limits)),
        (RulePart.SHARE, map(share_sentence, rules.shares)),
        (RulePart.QUOTA, map(quota_sentence, rules.quotas)),
    ):
        many += [RuleLine(part, sentence, index) for index, sentence in enumerate(sentences)]
    attendance = [line for line in many if line.part is not RulePart.QUOTA]
    if not attendance:
        attendance = [RuleLine(RulePart.LIMIT, "Absences are not limited.", -1)]
    quotas = [line for line in many if line.part is RulePart.QUOTA]
    return [
        *attendance,
        RuleLine(RulePart.COUNTING, counting_sentence(rules.counting)),
        RuleLine(RulePart.LATE, late_sentence(rules.late)),
        RuleLine(RulePart.LEAVES, leaves_sentence(rules.leaves)),
        RuleLine(RulePart.SUBSTITUTES, substitutes_sentence(rules.substitutes)),
        *(quotas or [RuleLine(RulePart.QUOTA, "No quota of leads.", -1)]),
        RuleLine(RulePart.LEADS, leads_sentence(rules.leads)),
        RuleLine(RulePart.VISITORS, visitors_sentence(rules.visitors)),
        RuleLine(RulePart.VOTE, vote_sentence(rules.vote)),
        RuleLine(RulePart.MULTI_LEVEL, multi_level_sentence(rules.multi_level)),
        RuleLine(RulePart.DUES, dues_sentence(rules.money, currency, country)),
        RuleLine(RulePart.FEES, fees_sentence(rules.money, currency, country)),
        RuleLine(RulePart.FINES, fines_sentence(rules.money, currency, country)),
        RuleLine(RulePart.MEETING, meeting_sentence(rules.meeting)),
        RuleLine(RulePart.OFFICES, offices_sentence(rules.offices)),
        *([RuleLine(RulePart.REMARK, rules.remark)] if rules.remark else []),
    ]


class RuleChange(Struct, frozen=True):
    """A part of the rules before and after, each in its sentences; empty where there was none, or is none."""

    was: tuple[str, ...]
    now: tuple[str, ...]


def rule_changes(
    before: ChapterRules, after: ChapterRules, currency: str, country: str
) -> tuple[RuleChange, ...]:
    """What is different, part by part, in the order in which rules are shown; attendance is one part."""
    was, now = (_by_part(rule_lines(rules, currency, country)) for rules in (before, after))
    parts = [part for part in RulePart if part in was or part in now]
    changes = []
    for part in parts:
        old, new = was.get(part, ()), now.get(part, ())
        gone, come = (
            tuple(sentence for sentence in these if sentence not in others)
            for these, others in ((old, new), (new, old))
        )
        if gone or come:
            changes.append(RuleChange(gone, come))
    return tuple(changes)


def _by_part(lines: Iterable[RuleLine]) -> dict[RulePart, tuple[str, ...]]:
    found: dict[RulePart, tuple[str, ...]] = {}
    for line in lines:
        found[line.part] = (*found.get(line.part, ()), line.sentence)
    return found


def rules_difference(before: ChapterRules, after: ChapterRules, currency: str, country: str) -> str:
    """The sentences that are gone from the rules, and those that are new; empty where none is.

    `no longer: No dues. No fines. Now: Dues are $120 a quarter; members on leave pay too.`
    """
    was, now = (
        dict.fromkeys(line.sentence for line in rule_lines(rules, currency, country))
        for rules in (before, after)
    )
    gone = " ".join(sentence for sentence in was if sentence not in now)
    new = " ".join(sentence for sentence in now if sentence not in was)
    if not gone:
        return new
    return f"no longer: {gone} Now: {new}" if new else f"no longer: {gone}"


def counted_in_words(counted: Counted, count: int) -> str:
    """`1 absence`, `3 late arrivals`, `no substitute`."""
    if not count:
        return f"no {_ONE[counted]}"
    return f"{count} {_ONE[counted] if count == 1 else several_in_words(counted)}"


def several_in_words(counted: Counted) -> str:
    """`absences`, `late arrivals`."""
    return f"{_ONE[counted]}s"


def ordinal(number: int) -> str:
    """`1st`, `12th`, `23rd`."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def then_in_words(then: Then) -> str:
    """What one too many means: `the membership may end`."""
    return {
        Then.SEAT_MAY_OPEN: "the membership may end",
        Then.SEAT_OPENS: "the membership ends",
        Then.ABSENCE: "it counts as an absence",
        Then.CHAPTER_DECIDES: "the chapter decides",
        Then.REMINDER: "a reminder is due",
    }[then]


def limit_sentence(rule: LimitRule) -> str:
    """`At most 3 absences in any 6 months; with the 4th the membership may end.`."""
    if rule.reminds_at is not None:
        return f"{then_in_words(rule.then).capitalize()} with the {which_one(rule, rule.reminds_at)}."
    most = counted_in_words(rule.counts, rule.allowed)
    limit = f"At most {most}" if rule.allowed else f"{most.capitalize()}"
    which = f"each {'further ' if rule.allowed else ''}one counts as an absence"
    if rule.then is not Then.ABSENCE:
        which = f"with the {one_too_many(rule)} {then_in_words(rule.then)}"
    covered = f", at least {rule.with_substitute} of them with a substitute" if rule.with_substitute else ""
    return f"{limit} {rule.window.words}{covered}; {which}.{_warning(rule.warn_from)}"


def which_one(rule: LimitRule, number: int) -> str:
    """`3rd absence in any 6 months`."""
    return f"{ordinal(number)} {_ONE[rule.counts]} {rule.window.words}"


def one_too_many(rule: LimitRule) -> str:
    """The one with which a limit is passed: `4th`, `7th, or the 4th without a substitute,`."""
    if rule.without_substitute is None:
        return ordinal(rule.allowed + 1)
    return f"{ordinal(rule.allowed + 1)}, or the {ordinal(rule.without_substitute + 1)} without a substitute,"


def _warning(left: int) -> str:
    if left == _USUAL_WARNING:
        return ""
    return f" Warns when {left or 'none'} {'are' if left > 1 else 'is'} left."


def share_sentence(rule: ShareRule) -> str:
    """`Members attend 80% of the meetings in any 6 months, or send a substitute.`."""
    how = " in person" if rule.in_person else ", or send a substitute"
    return f"Members attend {rule.percent}% of the meetings {rule.window.words}{how}."


def counting_sentence(counting: Counting) -> str:
    """What counts as an absence besides being absent."""
    parts = []
    if counting.lates_per_absence:
        parts.append(_make_one("late arrival", counting.lates_per_absence))
    if counting.early_per_absence:
        parts.append(_make_one("early departure", counting.early_per_absence))
    if counting.absent_from:
        parts.append(
            f"anyone arriving after {_STEPS[counting.absent_from]} {_begin(counting.absent_from)} is absent"
        )
    if counting.absent_before:
        parts.append(f"anyone leaving before {_STEPS[counting.absent_before]} is absent")
    parts.append(f"anyone online is {'absent' if counting.online_is_absence else 'present'}")
    if counting.training_erases:
        parts.append(f"a training cancels {counted_in_words(Counted.ABSENCE, counting.training_erases)}")
    parts.append(_forgiven(counting.medical_counts, counting.excused_counts))
    if counting.excused_ends_run:
        parts.append("an excused absence ends a run of absences")
    return _sentence(parts)


def _forgiven(medical_counts: bool, excused_counts: bool) -> str:
    if medical_counts == excused_counts:
        return f"medical and excused absences {'count' if medical_counts else 'do not count'}"
    if medical_counts:
        return "medical absences count, excused ones do not"
    return "medical absences do not count, excused ones do"


def _begin(kind: StepKind) -> str:
    return "begin" if kind is StepKind.PITCHES else "begins"


def _make_one(what: str, number: int) -> str:
    return f"each {what} is an absence" if number == 1 else f"{number} {what}s make an absence"


def step_in_words(kind: StepKind) -> str:
    """`the pitches`: a step as a sentence names it."""
    return _STEPS[kind]


def late_sentence(late: LateRules) -> str:
    """From when somebody is late, and what it costs."""
    if late.late_from is None:
        begins = "A member is late when marked late"
    else:
        begins = f"Anyone arriving after {_STEPS[late.late_from]} {_begin(late.late_from)} is marked late"
    return f"{begins}{', and has no pitch' if late.loses_pitch else ''}."


def leaves_sentence(rules: LeaveRules) -> str:
    """`A leave lasts at most 8 weeks; a longer one is pointed out.`."""
    parts = [] if rules.longest is None else [f"a leave lasts at most {rules.longest.words}"]
    if rules.per_window is not None:
        parts.append(on_leave_at_most(*rules.per_window))
    if not parts:
        return "A leave may last as long as it takes."
    return _sentence([*parts, f"what goes beyond is {'refused' if rules.refuses else 'pointed out'}"])


def on_leave_at_most(length: Length, window: Window) -> str:
    """`a member is on leave at most 12 weeks in a year`."""
    return f"a member is on leave at most {length.words} {window.words}"


def substitutes_sentence(rules: SubstituteRules) -> str:
    """The pitch that a substitute gives, what they may do, and how often one person may be a substitute."""
    parts = [_SUBSTITUTE_PITCH[rules.pitch], _SUBSTITUTE_PROFESSION[rules.profession]]
    if rules.same_person is not None and rules.same_person_window is not None:
        often = f"{_times(rules.same_person)} {rules.same_person_window.words}"
        parts.append(f"one person is a substitute at most {often}")
    return _sentence(parts)


_SUBSTITUTE_PITCH = {
    SubstitutePitch.MEMBERS: "A substitute gives the member's pitch, not their own",
    SubstitutePitch.OWN_AT_END: "A substitute gives their own pitch, at the end of the round",
    SubstitutePitch.BOTH: "A substitute gives the member's pitch, and then their own",
}
_SUBSTITUTE_PROFESSION = {
    SubstituteProfession.ANY: "their profession may be any",
    SubstituteProfession.ALIKE: "another profession than the member's is pointed out",
    SubstituteProfession.NO_HELD_SEAT: "their profession is not the seat of another member",
}


def pitch_reminder(rule: SubstitutePitch, member: str) -> str:
    """The pitch that a substitute gives, as the moderator reminds them (FIELD §3), in few words."""
    return {
        SubstitutePitch.MEMBERS: f"speaks for {member}, not for their own business",
        SubstitutePitch.OWN_AT_END: "their own pitch comes at the end of the round",
        SubstitutePitch.BOTH: f"speaks for {member}, then for their own business",
    }[rule]


def quota_sentence(quota: Quota) -> str:
    """`Each member brings 2 leads or visitors a month; raw leads do not count.`."""
    raw = "; raw leads do not count" if quota.counts_leads_only else ""
    return f"Each member brings {_quota_in_words(quota)}{raw}."


def leads_sentence(leads: LeadCounting) -> str:
    """From when a lead for the giver's own household counts."""
    since = "once money is reported for it" if leads.household_needs_money else "like any other"
    return f"A lead for the giver's own household counts {since}."


def _quota_in_words(quota: Quota) -> str:
    return f"{given_in_words(quota.satisfied_by, quota.amount)} {_PER[quota.per]}"


def given_in_words(given: Iterable[Given], amount: int) -> str:
    """`2 leads or visitors`."""
    kinds = [each for each in Given if each in frozenset(given)]
    *first, last = [_GIVEN[kind][amount != 1] for kind in kinds] or ["of nothing"]
    return f"{amount} {', '.join(first)}{' or ' if first else ''}{last}"


def visitors_sentence(rules: VisitorRules) -> str:
    """How often somebody may visit."""
    if rules.visits is None:
        parts = ["Visitors may come as often as they like"]
    else:
        parts = [f"A visitor may come {_times(rules.visits)}, then applies or stops"]
        parts.append(f"open houses {'count' if rules.open_house_counts else 'do not count'}")
    if rules.silent_if_taken:
        parts.append("visitors whose profession is taken do not speak")
    return _sentence(parts)


def vote_sentence(rule: VoteRule) -> str:
    """When a vote refuses an applicant."""
    if rule.refusing_no is None and rule.refusing_percent is None:
        return "An applicant is refused when more members vote against than for."
    no, percent = rule.refusing_no, rule.refusing_percent
    few = f"{no} vote{'' if no == 1 else 's'} against" if no is not None else ""
    if not few:
        return f"Votes against by {percent}% of the members refuse an applicant."
    few = f"{few} refuse{'s' if no == 1 else ''} an applicant"
    if percent is None:
        return f"{few}."
    if rule.from_members:
        return f"{few}; from {rule.from_members} members on, {percent}% of them do."
    return f"{few}; so do {percent}% of the members."


_MULTI_LEVEL = {
    MultiLevel.ANY: "are members like any other",
    MultiLevel.PRODUCTS: "sell their own products here, and recruit nobody",
    MultiLevel.NONE: "are not admitted",
}


def multi_level_sentence(rule: MultiLevel) -> str:
    """What is asked of sellers of multi-level marketing."""
    return f"Sellers of multi-level marketing {_MULTI_LEVEL[rule]}."


def multi_level_remark(rule: MultiLevel) -> str:
    """The same where somebody who is one applies or is entered; empty without a rule."""
    sentence = multi_level_sentence(rule)
    return "" if rule is MultiLevel.ANY else f"By the rules {sentence[:1].lower()}{sentence[1:]}"


def multi_level_reminder(rule: MultiLevel) -> str:
    """The same in few words, beside a pitch; empty where there is nothing to remind of."""
    return "own products only, no recruiting" if rule is MultiLevel.PRODUCTS else ""


def dues_sentence(money: MoneyRules, currency: str, country: str) -> str:
    """`Dues are $120 a quarter; members on leave pay too.`."""
    if money.dues is None:
        return "No dues."
    dues = money.dues
    amount = show_money(Money(dues.amount, currency), country)
    begins = " from the day a member joined" if dues.starts is DuesFrom.JOINING else ""
    parts = f", in {dues.parts} parts" if dues.parts > 1 else ""
    clauses = [f"Dues are {amount} {_PER[dues.per]}{begins}{parts}"]
    clauses.append(f"members on leave {'pay too' if dues.on_leave else 'pay none'}")
    clauses += filter(None, (_JOINING.get(dues.joining), _LEAVING.get(dues.leaving)))
    return _sentence(clauses)


_JOINING = {
    Share.MONTHS: "a member who joins within the period pays for the months that are left",
    Share.DAYS: "a member who joins within the period pays for the days that are left",
    Share.NONE: "a member who joins within the period pays from the next one on",
}
_LEAVING = {
    Share.WHOLE: "a member who leaves before the charge pays it whole",
    Share.MONTHS: "a member who leaves before the charge pays for the months stayed",
    Share.DAYS: "a member who leaves before the charge pays for the days stayed",
}


def fees_sentence(money: MoneyRules, currency: str, country: str) -> str:
    """The joining fee and the meal."""
    parts = []
    if money.join_fee:
        parts.append(f"the joining fee is {show_money(Money(money.join_fee, currency), country)}")
    if money.meal_as_ordered:
        parts.append("the meal is charged as ordered")
    elif money.meal:
        parts.append(f"a meal costs {show_money(Money(money.meal, currency), country)}")
    return _sentence(parts) if parts else "No joining fee, no meal fee."


def fines_sentence(money: MoneyRules, currency: str, country: str) -> str:
    """`Fines: $0.25 for coming late, $1 for a phone that rings.`."""
    fines = [
        f"{show_money(Money(money.fines[event], currency), country)} for {FINED[event]}"
        for event in FineEvent
        if money.fines.get(event)
    ]
    return f"Fines: {', '.join(fines)}." if fines else "No fines."


_ROTATION = {
    Rotation.WEEKLY: "the pitches start one seat further each meeting",
    Rotation.NEVER: "the pitches always start at the first seat",
    Rotation.WHERE_IT_STOPPED: "the pitches start with the first who had no turn last time",
}


def meeting_sentence(rules: MeetingRules) -> str:
    """How a meeting is run at the table."""
    pause = "a pause may last: it raises no alarm"
    if rules.pause_alarm is not None:
        pause = f"a pause of {length_in_words(rules.pause_alarm)} raises an alarm"
    advice = f"advice how to end on time comes from {length_in_words(rules.advice_from)} behind on"
    return _sentence([pause, advice, _ROTATION[rules.rotation], *_turns_in_words(rules)])


def offices_sentence(rules: OfficeRules) -> str:
    """`Offices: President, Secretary; several may be Host.`."""
    if not rules.listed and not rules.shared:
        return "No list of offices."
    parts = [f"offices: {', '.join(rules.listed)}"] if rules.listed else []
    if rules.shared:
        parts.append(f"several may be {', '.join(rules.shared)}")
    return _sentence(parts)


def _turns_in_words(rules: MeetingRules) -> Iterator[str]:
    """Who is due for what, where that goes around."""
    number = rules.testimonials_due
    if number:
        due = "a testimonial is due" if number == 1 else f"{number} testimonials are due"
        yield f"{due} at each meeting, from the member who gave none for the longest time"
    if rules.education_due:
        yield "members lead the education in turn"
    if rules.slip_checks:
        slips = "slip of two weeks ago is" if rules.slip_checks == 1 else "slips of two weeks ago are"
        yield f"{rules.slip_checks} {slips} checked in the bucket"


def rules_in_short(rules: ChapterRules, currency: str, country: str) -> str:
    """A line that says how things stand: `2 attendance rules · 2 leads a month · dues $120 a quarter`."""
    limits = len(rules.limits) + len(rules.shares)
    parts = (
        [f"{limits} attendance rule{'' if limits == 1 else 's'}"] if limits else ["absences are not limited"]
    )
    parts += [_quota_in_words(quota) for quota in rules.quotas[:1]]
    if rules.money.dues is not None:
        dues = dues_sentence(rules.money, currency, country).partition(";")[0]
        parts.append(dues.replace("Dues are", "dues"))
    if rules.money.fines:
        parts.append("fines")
    return " · ".join(parts)


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _sentence(parts: list[str]) -> str:
    joined = "; ".join(parts)
    return f"{joined[:1].upper()}{joined[1:]}."
