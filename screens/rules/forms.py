"""Which form each part of a chapter's rules has; those of people, money and the table are made here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from msgspec.structs import replace

from leadsroom.domain.rules.chapter_rules import (
    PARTS,
    ChapterRules,
    Dues,
    DuesFrom,
    FineEvent,
    LeadCounting,
    MultiLevel,
    OfficeRules,
    Rotation,
    Share,
    SubstitutePitch,
    SubstituteProfession,
    SubstituteRules,
    VisitorRules,
    VoteRule,
)
from leadsroom.domain.rules.rule_words import FINED, RulePart
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.exchange.roster.cells import offices_cell, offices_in
from screens.kit.form.choice import ChoiceField, YesNoField
from screens.kit.form.field import Misfilled, TextField
from screens.rules.attendance_forms import (
    counting_form,
    late_form,
    leaves_form,
    limit_form,
    quota_form,
    share_form,
)
from screens.rules.rule_form import (
    COUNTS,
    PERIODS,
    SPANS,
    USUAL_SPAN,
    RuleAt,
    RuleForm,
    WindowFields,
    count_field,
    maybe_field,
)

_PITCH = (
    (SubstitutePitch.MEMBERS, "the member's"),
    (SubstitutePitch.OWN_AT_END, "their own, at the end"),
    (SubstitutePitch.BOTH, "both"),
)
_SUBSTITUTE_DOES = (
    (SubstituteProfession.ALIKE, "point out another"),
    (SubstituteProfession.ANY, "any"),
    (SubstituteProfession.NO_HELD_SEAT, "no member's seat"),
)
_SELLERS = (
    (MultiLevel.ANY, "no rule"),
    (MultiLevel.PRODUCTS, "own products only, no recruiting"),
    (MultiLevel.NONE, "not admitted"),
)
_HOUSEHOLD = ((False, "counts like any other"), (True, "counts once money is reported"))
_MEALS = ((False, "one price"), (True, "as ordered"))
_LEAVE = ((True, "dues go on"), (False, "no dues"))
_STARTS = ((DuesFrom.CALENDAR, "with the calendar"), (DuesFrom.JOINING, "the day each joined"))
_PARTS = tuple(
    (parts, "at once" if parts == 1 else f"in {parts} parts") for parts in sorted(PARTS[PeriodKind.YEAR])
)
_JOINING = (
    (Share.WHOLE, "pays it whole"),
    (Share.MONTHS, "the months left"),
    (Share.DAYS, "the days left"),
    (Share.NONE, "from the next one"),
)
_LEAVING = (
    (Share.NONE, "pays nothing"),
    (Share.DAYS, "the days stayed"),
    (Share.MONTHS, "the months stayed"),
    (Share.WHOLE, "pays it whole"),
)
_OFFICES = "e.g. President; Vice president; Secretary; Treasurer"
_TAKEN = ((False, "has a turn all the same"), (True, "has no turn"))
_EVENTS = {FineEvent.ABSENT_LAST_WEEK: "Last week", FineEvent.PHONE: "Phone"}
_NO_LIMIT = "blank: no limit"
_MINUTE = timedelta(minutes=1)
_ROTATION = (
    (Rotation.WEEKLY, "one seat further each meeting"),
    (Rotation.NEVER, "always the first seat"),
    (Rotation.WHERE_IT_STOPPED, "the first who had no turn last time"),
)


def rule_form(rules: ChapterRules, part: RulePart, index: int, currency: str, country: str) -> RuleForm:
    """The form of one rule; an index that no rule has makes a new one."""
    return _FORMS[part](RuleAt(rules, part, index, currency, country))


# Who is at the table: substitutes, visitors, applicants


def _substitutes(at: RuleAt) -> RuleForm:
    """Whose pitch a substitute gives, what they may do, and how often one person may stand in."""
    was = at.rules.substitutes
    pitch = ChoiceField("pitch", "Pitch", _PITCH, was.pitch)
    often = maybe_field(
        "same_person", "One person", was.same_person, least=0, hint=f"times at most; {_NO_LIMIT}"
    )
    window = WindowFields(was.same_person_window or USUAL_SPAN, SPANS)
    profession = ChoiceField("profession", "Profession", _SUBSTITUTE_DOES, was.profession)

    def build() -> ChapterRules:
        where = window.window if often.value is not None else None
        substitutes = SubstituteRules(pitch.chosen, often.value, where, profession.chosen)
        return replace(at.rules, substitutes=substitutes)

    return RuleForm(
        at,
        "Substitutes",
        (pitch, profession, often, *window.fields),
        build,
        window=window,
        has_window=lambda: bool(clean(often.text)),
    )


def _leads(at: RuleAt) -> RuleForm:
    """Which leads count."""
    own = ChoiceField("household", "Own home", _HOUSEHOLD, at.rules.leads.household_needs_money)

    def build() -> ChapterRules:
        return replace(at.rules, leads=LeadCounting(household_needs_money=own.chosen))

    return RuleForm(at, "Which leads count", (own,), build)


def _visitors(at: RuleAt) -> RuleForm:
    """How often somebody may visit."""
    was = at.rules.visitors
    visits = maybe_field("visits", "Visits", was.visits, hint=_NO_LIMIT)
    open_house = ChoiceField("open_house_counts", "Open houses", COUNTS, was.open_house_counts)
    silent = ChoiceField("silent_if_taken", "Seat taken", _TAKEN, was.silent_if_taken)

    def build() -> ChapterRules:
        visitors = VisitorRules(
            visits=visits.value, open_house_counts=open_house.chosen, silent_if_taken=silent.chosen
        )
        return replace(at.rules, visitors=visitors)

    return RuleForm(at, "Visitors", (visits, open_house, silent), build)


def _vote(at: RuleAt) -> RuleForm:
    """When a vote refuses an applicant."""
    was = at.rules.vote
    votes = maybe_field(
        "refusing_no", "Against", was.refusing_no, hint="votes refuse; blank: more against than for"
    )
    percent = maybe_field(
        "refusing_percent", "% against", was.refusing_percent, most=100, hint="of the members refuse"
    )
    large = maybe_field("from_members", "From", was.from_members, hint="members on the percentage counts")

    def build() -> ChapterRules:
        vote = VoteRule(refusing_no=votes.value, refusing_percent=percent.value, from_members=large.value)
        return replace(at.rules, vote=vote)

    return RuleForm(at, "The vote on an applicant", (votes, percent, large), build)


def _multi_level(at: RuleAt) -> RuleForm:
    """What is asked of sellers of multi-level marketing."""
    rule = ChoiceField("multi_level", "Multi-level", _SELLERS, at.rules.multi_level)
    title = "Sellers of multi-level marketing"
    return RuleForm(at, title, (rule,), lambda: replace(at.rules, multi_level=rule.chosen))


# Money: dues, fees, fines; and what no figure says


class _DuesForm(RuleForm):
    """Dues by the meeting are charged whole as it closes: nothing more is asked of them."""

    def follow(self) -> None:
        super().follow()
        by_meeting = self.named("per").draft == PeriodKind.MEETING.value
        for name in ("starts", "parts", "joining", "leaving"):
            self.named(name).is_away = by_meeting


def _dues(at: RuleAt) -> RuleForm:
    """What a seat costs in each period."""
    was = at.rules.money.dues or Dues(0, PeriodKind.QUARTER)
    amount = at.amount("amount", "Dues", was.amount, "blank: none")
    per = ChoiceField("per", "A", PERIODS, was.per)
    starts = ChoiceField("starts", "Beginning", _STARTS, was.starts)
    parts = ChoiceField("parts", "Paid", _PARTS, was.parts)
    on_leave = ChoiceField("on_leave", "On leave", _LEAVE, was.on_leave)
    joining = ChoiceField("joining", "Joins in it", _JOINING, was.joining)
    leaving = ChoiceField("leaving", "Leaves", _LEAVING, was.leaving)

    def build() -> ChapterRules:
        minor, by_meeting = amount.value.minor, per.chosen is PeriodKind.MEETING
        if parts.chosen not in PARTS.get(per.chosen, (1,)):
            raise Misfilled(
                parts, f"A {per.chosen.value} cannot be paid in {parts.chosen} parts of whole months."
            )
        dues = Dues(minor, per.chosen, on_leave.chosen)
        if not by_meeting:  # a meeting is whole, and charged as it closes
            dues = replace(
                dues,
                starts=starts.chosen,
                joining=joining.chosen,
                leaving=leaving.chosen,
                parts=parts.chosen,
            )
        return replace(at.rules, money=replace(at.rules.money, dues=dues if minor else None))

    fields = (amount, per, starts, parts, on_leave, joining, leaving)
    return _DuesForm(at, "Dues", fields, build)


def _fees(at: RuleAt) -> RuleForm:
    """The joining fee and the meal."""
    was = at.rules.money
    join_fee = at.amount("join_fee", "Joining fee", was.join_fee)
    meal = at.amount("meal", "A meal", was.meal)
    charged = ChoiceField("meal_as_ordered", "Charged", _MEALS, was.meal_as_ordered)

    def build() -> ChapterRules:
        money = replace(
            was, join_fee=join_fee.value.minor, meal=meal.value.minor, meal_as_ordered=charged.chosen
        )
        return replace(at.rules, money=money)

    return RuleForm(at, "Fees", (join_fee, meal, charged), build)


def _fines(at: RuleAt) -> RuleForm:
    """What each event costs."""
    was = at.rules.money
    fines = {
        event: at.amount(
            event.name.lower(),
            _EVENTS.get(event, event.value.capitalize()),
            was.fines.get(event, 0),
            FINED[event],
        )
        for event in FineEvent
    }

    def build() -> ChapterRules:
        amounts = {event: field.value.minor for event, field in fines.items()}
        charged = {event: minor for event, minor in amounts.items() if minor}
        return replace(at.rules, money=replace(was, fines=charged))

    return RuleForm(at, "Fines", tuple(fines.values()), build)


# At the table


def _meeting(at: RuleAt) -> RuleForm:
    """How a meeting is run."""
    was = at.rules.meeting
    minutes = None if was.pause_alarm is None else was.pause_alarm // _MINUTE
    pause = maybe_field("pause_alarm", "Pause alarm", minutes, most=60, hint="minutes; blank: none")
    behind = was.advice_from // _MINUTE
    advice = count_field("advice_from", "Advice from", behind, least=1, most=60, hint="minutes behind")
    rotation = ChoiceField("rotation", "First turn", _ROTATION, was.rotation)
    praise = count_field(
        "testimonials", "Testimonial", was.testimonials_due, most=20, hint="due at each meeting"
    )
    hint = "slips of two weeks ago; blank: none"
    checks = maybe_field("slip_checks", "Slip checks", was.slip_checks or None, most=9, hint=hint)
    education = YesNoField("education", "Education", "led in turn", was.education_due)

    def build() -> ChapterRules:
        alarm = None if pause.value is None else pause.value * _MINUTE
        meeting = replace(
            was,
            pause_alarm=alarm,
            advice_from=advice.value * _MINUTE,
            rotation=rotation.chosen,
            testimonials_due=praise.value,
            education_due=bool(education.value),
            slip_checks=checks.value or 0,
        )
        return replace(at.rules, meeting=meeting)

    fields = (pause, advice, rotation, praise, education, checks)
    return RuleForm(at, "At the table", fields, build)


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Each name once, as it stands first."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(name), name)
    return tuple(found.values())


def _offices(at: RuleAt) -> RuleForm:
    """Which offices the chapter fills, and of which several members may hold one."""
    was = at.rules.offices
    listed = TextField("listed", "Offices", offices_cell(was.listed), placeholder=_OFFICES)
    shared = TextField(
        "shared", "Shared", offices_cell(was.shared), placeholder="by several members, e.g. Host"
    )

    def build() -> ChapterRules:
        names = [offices_in(clean(each.text), is_ours=True) for each in (listed, shared)]
        return replace(at.rules, offices=OfficeRules(*map(_distinct, names)))

    return RuleForm(at, "Offices", (listed, shared), build)


def _remark(at: RuleAt) -> RuleForm:
    """What no figure says."""
    remark = TextField("remark", "Remark", at.rules.remark, placeholder="what no figure says")
    return RuleForm(at, "Remark", [remark], lambda: replace(at.rules, remark=clean(remark.text)))


_FORMS: dict[RulePart, Callable[[RuleAt], RuleForm]] = {
    RulePart.LIMIT: limit_form,
    RulePart.SHARE: share_form,
    RulePart.QUOTA: quota_form,
    RulePart.COUNTING: counting_form,
    RulePart.LATE: late_form,
    RulePart.LEAVES: leaves_form,
    RulePart.SUBSTITUTES: _substitutes,
    RulePart.LEADS: _leads,
    RulePart.VISITORS: _visitors,
    RulePart.VOTE: _vote,
    RulePart.MULTI_LEVEL: _multi_level,
    RulePart.DUES: _dues,
    RulePart.FEES: _fees,
    RulePart.FINES: _fines,
    RulePart.MEETING: _meeting,
    RulePart.OFFICES: _offices,
    RulePart.REMARK: _remark,
}
