"""Where a member stands, as a careful secretary would say it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from leadsroom.domain.people.standing import (
    Behind,
    Level,
    MemberStanding,
    QuotaStanding,
    RuleStanding,
    ShareStanding,
)
from leadsroom.domain.rules.chapter_rules import Counted, Given, LimitRule, Then
from leadsroom.domain.rules.rule_words import (
    counted_in_words,
    given_in_words,
    ordinal,
    several_in_words,
    then_in_words,
)
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.text.wording import near_day

_SHOWN_AT_MOST = 8
_WAS = {
    Counted.LATE: "late",
    Counted.LEFT_EARLY: "left early",
    Counted.SUBSTITUTE: "substitute",
    Counted.MEDICAL: "medical",
    Counted.ONLINE: "online",
}
_SEVERAL = {Counted.LATE: "lates", Counted.LEFT_EARLY: "early departures"}
_FEW = {2: "two", 3: "three", 4: "four"}


def standing_sentence(standing: RuleStanding, on: date) -> str:
    """`2 absences in any 6 months: 5 Aug (until 5 Feb 2027), 7 Oct. 1 more is allowed.`."""
    rule = standing.rule
    if not standing.count:
        return f"No {several_in_words(rule.counts)} ({_allowed_in(rule)})."
    so_far = f"{counted_in_words(rule.counts, standing.count)} {rule.window.words}"
    parts = [f"{so_far}: {_listed(standing, on)}.", _what_is_left(standing)]
    if standing.falls_out_on is not None and not rule.window.kind.is_rolling:
        parts.append(f"Counting starts again on {near_day(standing.falls_out_on, on)}.")
    return " ".join(parts)


def _allowed_in(rule: LimitRule) -> str:
    """`3 in any 6 months are allowed`, `none is allowed`, `a reminder is due with the 3rd in a quarter`."""
    if rule.reminds_at is not None:
        return f"{then_in_words(rule.then)} with the {ordinal(rule.reminds_at)} {rule.window.words}"
    if not rule.allowed:
        return _allowed(0)
    covered = f", at least {rule.with_substitute} of them with a substitute" if rule.with_substitute else ""
    return f"{rule.allowed} {rule.window.words} {'are' if rule.allowed > 1 else 'is'} allowed{covered}"


def _listed(standing: RuleStanding, on: date) -> str:
    """The dates behind the count; the oldest with the day until which it counts, in a rolling window."""
    counts, until = standing.rule.counts, ""
    if standing.falls_out_on is not None and standing.rule.window.kind.is_rolling:
        until = f"until {near_day(standing.falls_out_on, on)}"
    earlier = max(0, standing.count - _SHOWN_AT_MOST)
    first, *others = standing.behind[earlier:]
    listed = [_dates_behind(first, counts, on, "" if earlier else until)]
    listed += [_dates_behind(each, counts, on) for each in others]
    if earlier:
        listed.insert(0, f"{earlier} earlier" + (f" (the first {until})" if until else ""))
    return ", ".join(listed)


def _dates_behind(behind: Behind, counts: Counted, on: date, until: str = "") -> str:
    """`5 Aug (until 5 Feb)`, `5 + 12 Aug (two lates = 1)`."""
    remarks = ["" if behind.was is counts else _why(behind), until]
    shown = ", ".join(filter(None, remarks))
    return _days(behind.dates, on) + (f" ({shown})" if shown else "")


def _why(behind: Behind) -> str:
    number = len(behind.dates)
    if number == 1:
        return _WAS[behind.was]
    return f"{_FEW.get(number, number)} {_SEVERAL.get(behind.was, _WAS[behind.was])} = 1"


def _days(days: Sequence[date], on: date) -> str:
    """`5 Aug`, `5 + 12 Aug`, `29 Jul + 5 Aug`: a month stands once where it is the same."""
    shown = [
        str(day.day) if (day.year, day.month) == (after.year, after.month) else near_day(day, on)
        for day, after in pairwise(days)
    ]
    return " + ".join([*shown, near_day(days[-1], on)])


def _allowed(number: int) -> str:
    return f"{number or 'none'} {'are' if number > 1 else 'is'} allowed"


def _what_is_left(standing: RuleStanding) -> str:
    rule, then, left = standing.rule, then_in_words(standing.rule.then), standing.left
    if rule.reminds_at is not None:
        due = standing.level is Level.REMINDER
        return f"{then.capitalize()}." if due else f"With the {ordinal(rule.reminds_at)} {then}."
    if standing.left_without_substitute is not None and left >= 0:
        return _left_without_substitute(standing, standing.left_without_substitute)
    allowed = _allowed(rule.allowed).capitalize()
    if left > 0:
        return f"{_more(left)} allowed."
    if rule.then is Then.ABSENCE:
        return (
            f"{allowed}; {_as_absence(-left)}." if left else "None is left: each further one is an absence."
        )
    if left == 0:
        return f"None is left: with the {ordinal(rule.allowed + 1)} {then}."
    return f"{allowed}: {then}."


def _left_without_substitute(standing: RuleStanding, left: int) -> str:
    """What is left within the limit, where some of them are allowed only if a substitute comes."""
    rule, then = standing.rule, then_in_words(standing.rule.then)
    if left < 0:
        without = f"{standing.without_substitute} of them without a substitute"
        return f"{without}, {_allowed(standing.without_substitute + left)}: {then}."
    if standing.left == 0:
        return f"None is left: with the {ordinal(rule.allowed + 1)} {then}."
    if left >= standing.left:
        return f"{_more(standing.left)} allowed."
    return f"{_more(standing.left)} allowed, {f'{left} of them' if left else 'none'} without a substitute."


def _more(number: int) -> str:
    return f"{number} more {'is' if number == 1 else 'are'}"


def _as_absence(number: int) -> str:
    return f"{number} {'counts as an absence' if number == 1 else 'count as absences'}"


def share_standing_sentence(standing: ShareStanding) -> str:
    """`18 of 20 meetings in any 6 months, 2 by a substitute: 90%; the rule asks for 80%.`."""
    where, sent = standing.rule.window.words, standing.by_substitute
    if standing.rule.in_person:
        where += f" in person{f', {sent} more by a substitute' if sent else ''}"
    elif sent:
        where += f", {sent} by a substitute"
    meetings = f"{standing.there} of {standing.of} meetings {where}"
    if standing.percent is None:
        return f"{meetings}: too few to give a percentage."
    return f"{meetings}: {standing.percent}%; the rule asks for {standing.rule.percent}%."


def quota_standing_sentence(standing: QuotaStanding) -> str:
    """`1 lead this month; 2 expected. 3 raw leads do not count.`."""
    given = given_in_words(standing.quota.satisfied_by, standing.given)
    raw = ""
    if standing.raw:
        count = "does not count" if standing.raw == 1 else "do not count"
        raw = f" {given_in_words({Given.RAW_LEAD}, standing.raw)} {count}."
    return f"{given} {period_in_words(standing)}; {standing.asked or 'none'} expected.{raw}"


def period_in_words(standing: QuotaStanding) -> str:
    """`this month`, `at the last meeting`."""
    when = standing.quota.per.value
    return "at the last meeting" if when == "meeting" else f"this {when}"


def standing_mark(standing: MemberStanding) -> str:
    """The warning, `2 of 3 absences`, past the limit `5 absences, 3 allowed`; nothing where none is due."""
    nearest = standing.nearest
    if nearest is None:
        return ""
    is_past = nearest.level is Level.PAST
    if nearest.goes_by_substitutes:
        count, allowed = nearest.without_substitute, nearest.rule.without_substitute
        return (
            f"{count} not covered, {allowed or 'none'} allowed"
            if is_past
            else f"{count} of {allowed} not covered"
        )
    if nearest.rule.reminds_at is not None or is_past:
        return limit_in_words(standing)
    return f"{nearest.count} of {counted_in_words(nearest.rule.counts, nearest.rule.allowed)}"


def standing_in_brief(standing: MemberStanding) -> str:
    """What that warning counts, `5 absences`, where there is no room for more."""
    nearest = standing.nearest
    return counted_in_words(nearest.rule.counts, nearest.count) if nearest is not None else ""


def limit_in_words(standing: MemberStanding) -> str:
    """What was counted and what is allowed, `4 absences, 3 allowed`; empty where no warning is due.

    `3 absences, a reminder is due` where that is all that it means.
    """
    nearest = standing.nearest
    if nearest is None:
        return ""
    counted = counted_in_words(nearest.rule.counts, nearest.count)
    if nearest.rule.reminds_at is not None:
        return f"{counted}, {then_in_words(nearest.rule.then)}"
    if nearest.goes_by_substitutes:
        allowed = nearest.rule.without_substitute
        return f"{nearest.without_substitute} without a substitute, {allowed or 'none'} allowed"
    return f"{counted}, {nearest.rule.allowed or 'none'} allowed"


NOTHING_COUNTED = "Nothing counts against this member."


def standing_lines(standing: MemberStanding, on: date) -> list[str]:
    """A sentence for each attendance rule under which something counts; one where there is none.

    Nothing at all for a chapter without an attendance rule.
    """
    counted = [
        *(standing_sentence(limit, on) for limit in standing.limits if limit.count),
        *(share_standing_sentence(share) for share in standing.shares if share.of),
    ]
    return counted or ([NOTHING_COUNTED] if standing.limits or standing.shares else [])


def breach_in_words(standing: RuleStanding, on: date) -> str:
    """`4 absences, 3 allowed, in any 6 months: 5 Aug (until 5 Feb 2027), 2 Sep, 7 Oct, 18 Nov`."""
    counted = limit_in_words(MemberStanding((standing,)))
    return f"{counted}, {standing.rule.window.words}: {_listed(standing, on)}"


def share_breach_in_words(standing: ShareStanding) -> str:
    """`14 of 20 meetings in any 6 months: 70%; the rule asks for 80%`."""
    return share_standing_sentence(standing).rstrip(".")


def missed_in_words(missed: Sequence[QuotaStanding], of: int, on: date) -> str:
    """`2 of 6 months with too few leads: Sep (1 of 2), Oct (0 of 2)`; the last ones where there are many."""
    per, asked_for = missed[0].quota.per, given_in_words(missed[0].quota.satisfied_by, 0).partition(" ")[2]
    periods = f"{of} {per.value}{'' if of == 1 else 's'}"
    earlier = max(0, len(missed) - _SHOWN_AT_MOST)
    listed = [f"{_called(each, on)} ({each.given} of {each.asked})" for each in missed[earlier:]]
    before = [f"{earlier} earlier"] if earlier else []
    return f"{len(missed)} of {periods} with too few {asked_for}: {', '.join([*before, *listed])}"


def _called(standing: QuotaStanding, on: date) -> str:
    """A past period: `Sep`, `Jul to Sep`, `week of 2 Nov`, `18 Nov`, `2025`."""
    per, first, last = standing.quota.per, standing.first, standing.last
    year = "" if last.year == on.year else f" {last.year}"
    if per is PeriodKind.MEETING:
        return near_day(first, on)
    if per is PeriodKind.WEEK:
        return f"week of {near_day(first, on)}"
    if per is PeriodKind.MONTH:
        return f"{first:%b}{year}"
    return f"{first.year}" if per is PeriodKind.YEAR else f"{first:%b} to {last:%b}{year}"
