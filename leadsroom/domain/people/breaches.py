"""Rules that were broken, of every kind, in one list: who, which rule, the figures, since when.

A kind of rule that can be broken is one `KindOfRule`: whether a chapter has it, how far back it must be
looked for, and who broke it. Pure; the program says what the rules say, the chapter decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Generic, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.attendance import AttendanceRecord
from leadsroom.domain.people.decisions import Decision, DecisionKind
from leadsroom.domain.people.follow_up import Stage, Visitor
from leadsroom.domain.people.membership import allowed_until
from leadsroom.domain.people.standing import (
    GivenOn,
    Level,
    MemberHistory,
    QuotaStanding,
    RuleStanding,
    ShareStanding,
    between,
    quota_standings,
    record_begins,
)
from leadsroom.domain.people.standing_words import (
    breach_in_words,
    missed_in_words,
    share_breach_in_words,
)
from leadsroom.domain.people.substitutes import (
    USUAL_WINDOW,
    PastSubstitute,
    SubstituteRecord,
    substitute_records,
)
from leadsroom.domain.rules.chapter_rules import ChapterRules, Counted, LimitRule, Quota, ShareRule, Then
from leadsroom.domain.rules.rule_words import (
    leaves_sentence,
    limit_sentence,
    quota_sentence,
    share_sentence,
    substitutes_sentence,
    visitors_sentence,
)
from leadsroom.domain.rules.windows import PeriodKind, WindowKind, days_of, months_later
from leadsroom.domain.text.wording import near_day

USUAL_BACK = 6  # months
_DAY = timedelta(days=1)


class Breach(Struct, frozen=True):
    """Somebody and a rule that was broken: so many were `counted`, and `allowed`, or asked for.

    `figures` say so with the days. It was broken from `since` on, and is no longer from `until` on; None: it
    is today. `pressing` is 0 where a membership may end; `decided` is what the chapter has decided since.
    """

    person_id: PersonId
    who: str
    rule: str
    figures: str
    counted: int
    allowed: int
    since: date
    until: date | None = None
    dates: tuple[date, ...] = ()
    pressing: int = 1
    decided: str = ""
    kind: str = ""

    @property
    def stands(self) -> bool:
        """Whether the rule is broken today."""
        return self.until is None


class Past(Struct, frozen=True):
    """What is looked at, read once: of the members at the table, the substitutes and the visitors.

    `since` is the first day of the list, `held` are the dates of closed meetings, oldest first.
    """

    rules: ChapterRules
    since: date
    on: date
    names: Mapping[PersonId, str]
    records: Mapping[PersonId, AttendanceRecord] = field(default_factory=dict)
    given: Mapping[PersonId, Sequence[GivenOn]] = field(default_factory=dict)
    held: Sequence[date] = ()
    substitutes: Sequence[PastSubstitute] = ()
    visitors: Sequence[Visitor] = ()
    decisions: Sequence[Decision] = ()

    def record(self, member_id: PersonId) -> AttendanceRecord:
        """The attendance of a member; without any, nothing was expected of them."""
        return self.records.get(member_id, AttendanceRecord())


class KindOfRule(Struct, frozen=True):
    """A kind of rule that can be broken.

    `begins` is the first day that matters to a list from one day to another; `found` are those who broke it
    in that time.
    """

    name: str
    is_ruled: Callable[[ChapterRules], bool]
    begins: Callable[[ChapterRules, date, date], date]
    found: Callable[[Past], Iterator[Breach]]


def has_rules(rules: ChapterRules) -> bool:
    """Whether there is any rule that can be broken."""
    return any(kind.is_ruled(rules) for kind in KINDS_OF_RULES)


def list_begins(on: date, back: int) -> date:
    """The first day of a list that goes so many months back."""
    return months_later(on, -back)


def past_begins(rules: ChapterRules, since: date, on: date) -> date:
    """The day before which nothing can matter to a list of these days."""
    return min((kind.begins(rules, since, on) for kind in KINDS_OF_RULES if kind.is_ruled(rules)), default=on)


def breaches(past: Past) -> tuple[Breach, ...]:
    """Every breach, the most pressing first: what stands today, what may end a membership, by how much."""
    ruled = [kind for kind in KINDS_OF_RULES if kind.is_ruled(past.rules)]
    found = [replace(each, kind=kind.name) for kind in ruled for each in kind.found(past)]
    return tuple(_with_decisions(each, past) for each in sorted(found, key=_pressing))


def _pressing(breach: Breach) -> tuple[object, ...]:
    beyond = abs(breach.counted - breach.allowed)
    return (not breach.stands, breach.pressing, -beyond, -breach.since.toordinal(), breach.who)


_ANSWERS = {DecisionKind.WARNED: "warned", DecisionKind.SEAT_OPENED: "end of membership"}


def _with_decisions(breach: Breach, past: Past) -> Breach:
    """With what the chapter has decided about the member while it was broken."""
    decided = [
        f"{_ANSWERS[each.kind]} {near_day(each.on, past.on)}"
        for each in past.decisions
        if each.member_id == breach.person_id and each.kind in _ANSWERS
        if breach.since <= each.on and (breach.until is None or each.on <= breach.until)
    ]
    return replace(breach, decided=", ".join(decided)) if decided else breach


# What goes up on some days, and otherwise only falls


T = TypeVar("T", RuleStanding, ShareStanding, SubstituteRecord)


class _Time(Struct, Generic[T]):
    """A time in which a rule was broken without a pause, and where somebody stood at its worst."""

    first: date
    worst: T
    last: date
    until: date | None = None


def _times(
    days: Iterable[date], on: date, at: Callable[[date], T], past: Callable[[T], bool]
) -> list[_Time[T]]:
    """The times in which a rule was broken, looked for on the days on which it may come to be, and today.

    What is broken today is told as it stands today.
    """
    found: list[_Time[T]] = []
    for day in sorted({*days, on}):
        now, going_on = at(day), found[-1] if found and found[-1].until is None else None
        if going_on is not None and not past(at(day - _DAY)):
            going_on.until = _first_without(going_on.last, day - _DAY, lambda each: past(at(each)))
            going_on = None
        if going_on is not None and not past(now):
            going_on.until, going_on = day, None
        elif past(now) and going_on is None:
            found.append(_Time(day, now, day))
        elif going_on is not None:
            is_worse = day == on or _number(now) >= _number(going_on.worst)
            going_on.last, going_on.worst = day, now if is_worse else going_on.worst
    return found


def _number(standing: RuleStanding | ShareStanding | SubstituteRecord) -> int:
    if isinstance(standing, RuleStanding):
        return standing.count
    return standing.of - standing.there if isinstance(standing, ShareStanding) else len(standing.times)


def _first_without(broken: date, whole: date, is_past: Callable[[date], bool]) -> date:
    """The first day on which a rule was whole again, after one on which it was broken, by one on which it was
    whole.
    """
    while (whole - broken).days > 1:
        between = broken + (whole - broken) // 2
        broken, whole = (between, whole) if is_past(between) else (broken, between)
    return whole


# Attendance


def _attendance_begins(rules: ChapterRules, since: date, on: date) -> date:
    return record_begins(rules, min(since, on))


def _of_attendance(past: Past) -> Iterator[Breach]:
    for who in past.names.items():
        record = past.record(who[0])
        history = MemberHistory.of(past.rules, record, past.on)
        if history.unusual:  # nobody who was always there broke anything
            yield from _of_limits(past, history, who)
            yield from _of_shares(past, history, who)


def _is_past(standing: RuleStanding | ShareStanding) -> bool:
    return standing.level is Level.PAST


_ENDS_MEMBERSHIP = (Then.SEAT_OPENS, Then.SEAT_MAY_OPEN)


def _of_limits(past: Past, history: MemberHistory, who: tuple[PersonId, str]) -> Iterator[Breach]:
    """The count goes up on days on which something was unusual, and where a training falls out."""
    unusual = [past.since, *history.days(past.since, unusual=True)]
    for rule in past.rules.limits:
        trainings = history.trainings if past.rules.counting.training_erases else ()
        out = [rule.window.falls_out_on(day) for day in trainings]
        days = [*unusual, *(day for day in out if day is not None and past.since <= day <= past.on)]

        def at(day: date, rule: LimitRule = rule) -> RuleStanding:
            return history.on(day).limit(rule)

        for time in _times(days, past.on, at, _is_past):
            standing = time.worst if time.until is None else replace(time.worst, falls_out_on=None)
            counted, allowed = standing.count, rule.allowed
            if standing.goes_by_substitutes:
                counted, allowed = standing.without_substitute, rule.without_substitute or 0
            had_begun = time.first == past.since
            yield Breach(
                person_id=who[0],
                who=who[1],
                rule=limit_sentence(rule),
                figures=breach_in_words(standing, past.on),
                counted=counted,
                allowed=allowed,
                since=_one_too_many(at(past.since)) if had_begun else time.first,
                until=time.until,
                dates=standing.dates,
                pressing=0 if rule.then in _ENDS_MEMBERSHIP else 1,
            )


def _one_too_many(standing: RuleStanding) -> date:
    """The day on which there was one more than allowed, of a limit that is passed."""
    behind, allowed = standing.behind, standing.rule.allowed
    if standing.goes_by_substitutes:
        behind = tuple(each for each in behind if each.was is not Counted.SUBSTITUTE)
        allowed = standing.rule.without_substitute or 0
    return sorted(each.dates[-1] for each in behind)[allowed]


def _of_shares(past: Past, history: MemberHistory, who: tuple[PersonId, str]) -> Iterator[Breach]:
    days = [past.since, *history.days(past.since, unusual=False)]
    for rule in past.rules.shares:

        def at(day: date, rule: ShareRule = rule) -> ShareStanding:
            return history.on(day).share(rule)

        for time in _times(days, past.on, at, _is_past):
            yield Breach(
                person_id=who[0],
                who=who[1],
                rule=share_sentence(rule),
                figures=share_breach_in_words(time.worst),
                counted=time.worst.there,
                allowed=-(-rule.percent * time.worst.of // 100),
                since=time.first,
                until=time.until,
            )


# Quotas


def _quotas_begin(rules: ChapterRules, since: date, on: date) -> date:
    """The first day of the first period that is looked at: one that is over by the last day of the list."""
    return min((_first_period(quota.per, since, on)[0] for quota in rules.quotas), default=on)


def _first_period(per: PeriodKind, since: date, on: date) -> tuple[date, date]:
    """The period in which the list begins; of a longer one than the list, the last that is over."""
    last_one = days_of(per, days_of(per, on)[0] - _DAY)
    return min(days_of(per, since), last_one)


def _of_quotas(past: Past) -> Iterator[Breach]:
    for quota in past.rules.quotas:
        periods = list(_periods(quota.per, past))
        for member_id, name in past.names.items():
            expected = [each.on for each in past.record(member_id).expected(past.on)]
            given = past.given.get(member_id, ())
            standings = quota_standings(quota, periods, given, past.held, expected)
            yield from _of_quota(past, quota, standings, (member_id, name))


def _periods(per: PeriodKind, past: Past) -> Iterator[tuple[date, date]]:
    """The periods of the list that are over and in which the chapter met, oldest first."""
    if per is PeriodKind.MEETING:
        held = dict.fromkeys(day for day in past.held if past.since <= day <= past.on)
        yield from ((day, day) for day in held)
        return
    first, last = _first_period(per, past.since, past.on)
    while last < past.on:
        if between(past.held, (first, last)):
            yield first, last
        first, last = days_of(per, last + _DAY)


def _of_quota(
    past: Past, quota: Quota, standings: Sequence[QuotaStanding], who: tuple[PersonId, str]
) -> Iterator[Breach]:
    """One breach for all the periods in which somebody missed a quota."""
    missed = [each for each in standings if each.left]
    if missed:
        still = missed[-1] is standings[-1]
        yield Breach(
            person_id=who[0],
            who=who[1],
            rule=quota_sentence(quota),
            figures=missed_in_words(missed, len(standings), past.on),
            counted=sum(each.given for each in missed),
            allowed=sum(each.asked for each in missed),
            since=missed[0].first,
            until=None if still else missed[-1].last + _DAY,
            dates=tuple(each.last for each in missed),
            pressing=2,
        )


# Leaves


def _of_leaves(past: Past) -> Iterator[Breach]:
    """Leaves that lasted longer than the rules allow, from the first day that was too many."""
    rules = past.rules.leaves
    for member_id, name in past.names.items():
        leaves = sorted(past.record(member_id).leaves, key=lambda each: each.since)
        for place, away in enumerate(leaves):
            last = min(away.until or past.on, past.on)
            allowed = allowed_until(rules, away, leaves[:place])
            if allowed < last and last >= past.since:
                until = "" if away.until is None else f" to {near_day(away.until, past.on)}"
                yield Breach(
                    person_id=member_id,
                    who=name,
                    rule=leaves_sentence(rules),
                    figures=(
                        f"on leave from {near_day(away.since, past.on)}{until}, "
                        f"allowed until {near_day(allowed, past.on)}"
                        if allowed >= away.since
                        else f"on leave from {near_day(away.since, past.on)}{until}, none was left"
                    ),
                    counted=(last - away.since).days + 1,
                    allowed=max(0, (allowed - away.since).days + 1),
                    since=max(allowed + _DAY, away.since),
                    until=None if away.until is None or away.until >= past.on else away.until + _DAY,
                )


# Substitutes and visitors


def _of_substitutes(past: Past) -> Iterator[Breach]:
    rules = past.rules.substitutes
    for one in past.substitutes:

        def at(day: date, one: PastSubstitute = one) -> SubstituteRecord:
            return substitute_records([one], rules, past.held, day)[0]

        if len(one.times) <= (rules.same_person or 0):
            continue
        came = [each.on for each in one.times if past.since <= each.on <= past.on]
        for time in _times([past.since, *came], past.on, at, lambda each: (each.left or 0) < 0):
            often = time.worst
            yield Breach(
                person_id=one.person.id,
                who=one.person.name,
                rule=substitutes_sentence(rules),
                figures=f"substitute {often.sentence.rstrip('.')}",
                counted=len(often.times),
                allowed=often.allowed or 0,
                since=at(past.since).times[often.allowed or 0].on if time.first == past.since else time.first,
                until=time.until,
                dates=tuple(each.on for each in often.times),
                pressing=3,
            )


_CAME_IN = (Stage.JOINED, Stage.APPLIED)


def _of_visits(past: Past) -> Iterator[Breach]:
    """Visitors who came once too often, and neither apply nor have joined since."""
    allowed = past.rules.visitors.visits
    for visitor in past.visitors:
        came = [each.on for each in visitor.visits if each.counts and each.is_over and each.on <= past.on]
        if allowed is None or len(came) <= allowed or came[-1] < past.since:
            continue
        if visitor.stage(past.on) not in _CAME_IN:
            days = ", ".join(near_day(day, past.on) for day in came)
            yield Breach(
                person_id=visitor.person.id,
                who=visitor.person.name,
                rule=visitors_sentence(past.rules.visitors),
                figures=f"visited {len(came)} times, {allowed or 'none'} allowed: {days}",
                counted=len(came),
                allowed=allowed,
                since=came[allowed],
                dates=tuple(came),
                pressing=4,
            )


def _substitutes_begin(rules: ChapterRules, since: date, on: date) -> date:
    """A run is followed back for two years at most."""
    window = rules.substitutes.same_person_window or USUAL_WINDOW
    first = min(since, on)
    return months_later(first, -24) if window.kind is WindowKind.IN_A_ROW else window.first_day(first)


def _first_day(rules: ChapterRules, since: date, on: date) -> date:
    return min(since, on)


ATTENDANCE, QUOTA, LEAVE, SUBSTITUTES, VISITS = "attendance", "quota", "leave", "substitutes", "visits"
KINDS_OF_RULES: tuple[KindOfRule, ...] = (
    KindOfRule(
        ATTENDANCE,
        lambda rules: bool(rules.limits or rules.shares),
        _attendance_begins,
        _of_attendance,
    ),
    KindOfRule(QUOTA, lambda rules: bool(rules.quotas), _quotas_begin, _of_quotas),
    KindOfRule(
        LEAVE,
        lambda rules: rules.leaves.longest is not None or rules.leaves.per_window is not None,
        _first_day,
        _of_leaves,
    ),
    KindOfRule(
        SUBSTITUTES,
        lambda rules: rules.substitutes.same_person is not None,
        _substitutes_begin,
        _of_substitutes,
    ),
    KindOfRule(VISITS, lambda rules: rules.visitors.visits is not None, _first_day, _of_visits),
)
