"""The form of each part of a chapter's rules; below its fields stands the sentence that they make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from textual.content import Content

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.rules.chapter_rules import (
    ChapterRules,
    Counted,
    Counting,
    Dues,
    FineEvent,
    Given,
    LateRules,
    LimitRule,
    Quota,
    Rotation,
    ShareRule,
    SubstitutePitch,
    SubstituteProfession,
    SubstituteRules,
    Then,
    VisitorRules,
    VoteRule,
)
from leadsroom.domain.rules.rule_edit import (
    FRESH_LIMIT,
    FRESH_QUOTA,
    FRESH_SHARE,
    put,
    read_count,
    read_count_or_none,
)
from leadsroom.domain.rules.rule_words import FINED, RulePart, rule_lines
from leadsroom.domain.rules.windows import Period, Window, WindowKind
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from screens.kit.form.choice import ChoiceField, YesNoField
from screens.kit.form.field import Field, Misfilled, MoneyField, ReadField, TextField
from screens.kit.form.form import Form, Remark

_COUNTS = ((False, "do not count"), (True, "count"))
_ONLINE = ((False, "is present"), (True, "is absent"))
_WINDOWS = (
    (WindowKind.ROLLING_MONTHS, "rolling months"),
    (WindowKind.ROLLING_WEEKS, "rolling weeks"),
    (WindowKind.MONTH, "calendar month"),
    (WindowKind.QUARTER, "quarter"),
    (WindowKind.HALF_YEAR, "half-year"),
    (WindowKind.YEAR, "year"),
    (WindowKind.IN_A_ROW, "meetings in a row"),
)
_SPANS = _WINDOWS[:-1]
_PERIODS = (
    (Period.MEETING, "meeting"),
    (Period.WEEK, "week"),
    (Period.MONTH, "month"),
    (Period.QUARTER, "quarter"),
    (Period.HALF_YEAR, "half-year"),
    (Period.YEAR, "year"),
)
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
)
_WARN = tuple((left, f"{left} left") for left in (1, 2, 3, 4))
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
_MEALS = ((False, "one price"), (True, "as ordered"))
_LEAVE = ((True, "dues go on"), (False, "no dues"))
_TAKEN = ((False, "has a turn all the same"), (True, "has no turn"))
_EVENTS = {FineEvent.ABSENT_LAST_WEEK: "Last week", FineEvent.PHONE: "Phone"}
_USUAL_SPAN = Window(WindowKind.ROLLING_MONTHS, 6)
_LONGEST = 60  # months or weeks
_NO_LIMIT = "blank: no limit"
_MINUTE = timedelta(minutes=1)
_ROTATION = (
    (Rotation.WEEKLY, "one seat further each meeting"),
    (Rotation.NEVER, "always at the first seat"),
    (Rotation.WHERE_IT_STOPPED, "with who had no turn last time"),
)


class RuleAt(Struct, frozen=True):
    """The rule being edited: which, in whose rules, in which money. A new one has an index below 0."""

    rules: ChapterRules
    part: RulePart
    index: int
    currency: str
    country: str

    @property
    def is_new(self) -> bool:
        """Whether it is added to the others."""
        return self.index < 0

    @property
    def draft_name(self) -> str:
        """What its form is kept under: another rule that comes to stand in this place is another one."""
        return f"rule {self.part}: {'new' if self.is_new else self.sentence(self.rules)}"

    def sentence(self, rules: ChapterRules) -> str:
        """The rule in its sentence, as these rules have it."""
        lines = [line for line in rule_lines(rules, self.currency, self.country) if line.part is self.part]
        fitting = (line.sentence for line in lines if line.index == self.index)
        return next(fitting, lines[-1].sentence if lines else "")

    def amount(self, name: str, label: str, minor: int, hint: str = "blank: nothing") -> MoneyField:
        """A line for an amount in the chapter's money."""
        amount = Money(minor, self.currency)
        return MoneyField(name, label, amount, self.country, may_be_blank=True, placeholder="", hint=hint)


class WindowFields:
    """In which window something is counted: what kind, and of a rolling one how long."""

    def __init__(self, window: Window, kinds: Sequence[tuple[WindowKind, str]]) -> None:
        self.kind = ChoiceField("window", "Within", kinds, window.kind)
        length = window.length if window.kind.is_rolling else _USUAL_SPAN.length
        self.length = _count("length", "How many", length, least=1, most=_LONGEST)

    @property
    def fields(self) -> tuple[Field, ...]:
        """From top to bottom."""
        return self.kind, self.length

    def follow(self, *, is_wanted: bool) -> None:
        """Only a rolling one is so long; none is asked for where it is not `wanted`."""
        kind = self.kind.chosen
        self.kind.is_away = not is_wanted
        self.length.is_away = not (is_wanted and kind.is_rolling)
        self.length.label = "Weeks" if kind is WindowKind.ROLLING_WEEKS else "Months"

    @property
    def window(self) -> Window:
        """The window that was chosen. Raises Misfilled."""
        kind = self.kind.chosen
        return Window(kind, self.length.value if kind.is_rolling else 1)


class RuleForm(Form[ChapterRules]):
    """One rule. `build` makes the chapter's rules of what was filled in."""

    save_word = "apply"

    def __init__(
        self,
        at: RuleAt,
        title: str,
        fields: Sequence[Field],
        build: Callable[[], ChapterRules],
        *,
        window: WindowFields | None = None,
        has_window: Callable[[], bool] = lambda: True,
    ) -> None:
        """The `window` is asked for where the rule `has` one."""
        self._at, self._window, self._has_window = at, window, has_window
        super().__init__(title, fields, build, draft_name=at.draft_name, corrects=not at.is_new)

    def follow(self) -> None:
        if self._window is not None:
            self._window.follow(is_wanted=self._has_window())

    @property
    def sentence(self) -> str:
        """What the form says, as the page will; nothing while it cannot be read."""
        try:
            return self._at.sentence(self.build())
        except Refused:
            return ""

    def remark(self, _here: Field) -> Remark:
        return Remark(Content.styled(self.sentence, "bold"))


def rule_form(rules: ChapterRules, part: RulePart, index: int, currency: str, country: str) -> RuleForm:
    """The form of one rule; an index that no rule has makes a new one."""
    return _FORMS[part](RuleAt(rules, part, index, currency, country))


# What is counted: limits, minimum attendance, quotas, what is an absence, who is late


def _limit(at: RuleAt) -> RuleForm:
    """At most so many of something in a window."""
    was = _one_of(at.rules.limits, at.index, FRESH_LIMIT)
    counts = ChoiceField("counts", "Counts", _COUNTED, was.counts)
    allowed = _count("allowed", "Allowed", was.allowed, hint="at most this many")
    window = WindowFields(was.window, _WINDOWS)
    then = ChoiceField("then", "One more", _THEN, was.then)
    warn = ChoiceField("warn", "Warn at", _WARN, was.warn_from)

    def build() -> ChapterRules:
        rule = LimitRule(counts.chosen, allowed.value, window.window, then.chosen, warn.chosen)
        if rule.then is Then.ABSENCE and rule.counts is not Counted.SUBSTITUTE:
            sentence = "Only one substitute too many can count as an absence. Choose what else it means."
            raise Misfilled(then, sentence)
        return replace(at.rules, limits=put(at.rules.limits, at.index, rule))

    return RuleForm(at, "A limit", (counts, allowed, *window.fields, then, warn), build, window=window)


def _share(at: RuleAt) -> RuleForm:
    """A least share of the meetings."""
    was = _one_of(at.rules.shares, at.index, FRESH_SHARE)
    percent = _count("percent", "At least", was.percent, least=1, most=100, hint="% of the meetings")
    window = WindowFields(was.window, _SPANS)

    def build() -> ChapterRules:
        rule = ShareRule(percent.value, window.window)
        return replace(at.rules, shares=put(at.rules.shares, at.index, rule))

    return RuleForm(at, "Minimum attendance", (percent, *window.fields), build, window=window)


def _quota(at: RuleAt) -> RuleForm:
    """So many of what satisfies it, in each period."""
    was = _one_of(at.rules.quotas, at.index, FRESH_QUOTA)
    amount = _count("amount", "How many", was.amount, least=1)
    per = ChoiceField("per", "In each", _PERIODS, was.per)
    given = {kind: _yes_no(kind.name.lower(), kind.value, kind in was.satisfied_by) for kind in Given}

    def build() -> ChapterRules:
        satisfied = frozenset(kind for kind, field in given.items() if field.value)
        if not satisfied:
            sentence = "Say yes to at least one thing that satisfies the quota."
            raise Misfilled(given[Given.LEAD], sentence)
        quota = Quota(amount.value, per.chosen, satisfied)
        return replace(at.rules, quotas=put(at.rules.quotas, at.index, quota))

    return RuleForm(at, "A quota", (amount, per, *given.values()), build)


def _counting(at: RuleAt) -> RuleForm:
    """What counts as an absence."""
    was = at.rules.counting
    lates = _maybe("lates", "Came late", was.lates_per_absence, most=12, hint="times make one absence")
    early = _maybe("early", "Left early", was.early_per_absence, most=12, hint="times make one absence")
    absent_from = ChoiceField("absent_from", "Absent if", _ARRIVING, was.absent_from)
    absent_before = ChoiceField("absent_before", "or if", _LEAVING, was.absent_before)
    medical = ChoiceField("medical", "Medical", _COUNTS, was.medical_counts)
    excused = ChoiceField("excused", "Excused", _COUNTS, was.excused_counts)
    online = ChoiceField("online", "Online", _ONLINE, was.online_is_absence)
    training = _count("training", "A training", was.training_erases, hint="absences that it cancels")

    def build() -> ChapterRules:
        counting = Counting(
            lates_per_absence=lates.value,
            early_per_absence=early.value,
            absent_from=absent_from.chosen,
            absent_before=absent_before.chosen,
            medical_counts=medical.chosen,
            excused_counts=excused.chosen,
            online_is_absence=online.chosen,
            training_erases=training.value,
        )
        return replace(at.rules, counting=counting)

    fields = (lates, early, absent_from, absent_before, medical, excused, online, training)
    return RuleForm(at, "What counts as an absence", fields, build)


def _late(at: RuleAt) -> RuleForm:
    """From when somebody is late, and what it costs."""
    was = at.rules.late
    late_from = ChoiceField("late_from", "Late after", ((None, "as marked"), *_STEPS), was.late_from)
    loses_pitch = _yes_no("loses_pitch", "Loses pitch", was.loses_pitch)

    def build() -> ChapterRules:
        return replace(at.rules, late=LateRules(late_from.chosen, bool(loses_pitch.value)))

    return RuleForm(at, "Who is late", (late_from, loses_pitch), build)


# Who is at the table: substitutes, visitors, applicants


def _substitutes(at: RuleAt) -> RuleForm:
    """Whose pitch a substitute gives, what they may do, and how often one person may stand in."""
    was = at.rules.substitutes
    pitch = ChoiceField("pitch", "Pitch", _PITCH, was.pitch)
    often = _maybe("same_person", "One person", was.same_person, least=0, hint=f"times at most; {_NO_LIMIT}")
    window = WindowFields(was.same_person_window or _USUAL_SPAN, _SPANS)
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


def _visitors(at: RuleAt) -> RuleForm:
    """How often somebody may visit."""
    was = at.rules.visitors
    visits = _maybe("visits", "Visits", was.visits, hint=_NO_LIMIT)
    open_house = ChoiceField("open_house_counts", "Open houses", _COUNTS, was.open_house_counts)
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
    votes = _maybe(
        "refusing_no", "Against", was.refusing_no, hint="votes refuse; blank: more against than for"
    )
    percent = _maybe(
        "refusing_percent", "% against", was.refusing_percent, most=100, hint="of the members refuse"
    )
    large = _maybe("from_members", "From", was.from_members, hint="members on the percentage counts")

    def build() -> ChapterRules:
        vote = VoteRule(refusing_no=votes.value, refusing_percent=percent.value, from_members=large.value)
        return replace(at.rules, vote=vote)

    return RuleForm(at, "The vote on an applicant", (votes, percent, large), build)


# Money: dues, fees, fines; and what no figure says


def _dues(at: RuleAt) -> RuleForm:
    """What a seat costs in each period."""
    was = at.rules.money.dues or Dues(0, Period.QUARTER)
    amount = at.amount("amount", "Dues", was.amount, "blank: none")
    per = ChoiceField("per", "A", _PERIODS, was.per)
    on_leave = ChoiceField("on_leave", "On leave", _LEAVE, was.on_leave)

    def build() -> ChapterRules:
        minor = amount.value.minor
        dues = Dues(minor, per.chosen, on_leave.chosen) if minor else None
        return replace(at.rules, money=replace(at.rules.money, dues=dues))

    return RuleForm(at, "Dues", (amount, per, on_leave), build)


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
    pause = _maybe("pause_alarm", "Pause alarm", minutes, most=60, hint="minutes; blank: none")

    behind = was.advice_from // _MINUTE
    rotation = ChoiceField("rotation", "Round starts", _ROTATION, was.rotation)
    advice = _count("advice_from", "Advice from", behind, least=1, most=60, hint="minutes behind")
    praise = _count("testimonials", "Testimonials", was.testimonials_due, most=20, hint="due at each meeting")
    hint = "slips of two weeks ago, in the bucket; blank: none"
    checks = _maybe("slip_checks", "Slip checks", was.slip_checks or None, most=9, hint=hint)
    education = YesNoField("education", "Education", "led in turn", was.education_due)

    def build() -> ChapterRules:
        alarm = None if pause.value is None else pause.value * _MINUTE
        changed = replace(was, pause_alarm=alarm, advice_from=advice.value * _MINUTE)
        changed = replace(changed, rotation=rotation.chosen)
        turns = {"testimonials_due": praise.value, "education_due": bool(education.value)}
        changed = replace(changed, slip_checks=checks.value or 0)
        return replace(at.rules, meeting=replace(changed, **turns))

    fields = (pause, advice, rotation, praise, education, checks)
    return RuleForm(at, "At the table", fields, build)


def _remark(at: RuleAt) -> RuleForm:
    """What no figure says."""
    remark = TextField("remark", "Remark", at.rules.remark, placeholder="what no figure says")
    return RuleForm(at, "Remark", [remark], lambda: replace(at.rules, remark=clean(remark.text)))


_FORMS: dict[RulePart, Callable[[RuleAt], RuleForm]] = {
    RulePart.LIMIT: _limit,
    RulePart.SHARE: _share,
    RulePart.QUOTA: _quota,
    RulePart.COUNTING: _counting,
    RulePart.LATE: _late,
    RulePart.SUBSTITUTES: _substitutes,
    RulePart.VISITORS: _visitors,
    RulePart.VOTE: _vote,
    RulePart.DUES: _dues,
    RulePart.FEES: _fees,
    RulePart.FINES: _fines,
    RulePart.MEETING: _meeting,
    RulePart.REMARK: _remark,
}


# Fields


def _one_of(rules: tuple[Any, ...], index: int, fresh: Any) -> Any:
    """One of several rules, or a fresh one where there is none at the place."""
    return rules[index] if 0 <= index < len(rules) else fresh


def _count(
    name: str, label: str, count: int, *, least: int = 0, most: int = 99, hint: str = ""
) -> ReadField[int]:
    """A line for a number."""
    return ReadField(name, label, str(count), partial(read_count, least=least, most=most), hint=hint)


def _maybe(
    name: str, label: str, count: int | None, *, least: int = 1, most: int = 99, hint: str = ""
) -> ReadField[int | None]:
    """A line for a number or none."""
    text = "" if count is None else str(count)
    return ReadField(name, label, text, partial(read_count_or_none, least=least, most=most), hint=hint)


def _yes_no(name: str, label: str, value: bool) -> YesNoField:
    return YesNoField(name, label.capitalize(), "", value)
