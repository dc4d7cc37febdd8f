"""Where a member stands, as a careful secretary would say it."""

from __future__ import annotations

from datetime import date

from leadsroom.domain.people.standing import (
    Behind,
    MemberStanding,
    QuotaStanding,
    RuleStanding,
    ShareStanding,
)
from leadsroom.domain.rules.chapter_rules import Counted, Then
from leadsroom.domain.rules.rule_words import counted_in_words, given_in_words, ordinal, then_in_words

_SHOWN_AT_MOST = 8
_IN_SHORT = {
    Counted.ABSENCE: "abs",
    Counted.LATE: "late",
    Counted.LEFT_EARLY: "early",
    Counted.SUBSTITUTE: "subs",
    Counted.MEDICAL: "med",
}
_WAS = {
    Counted.LATE: "late",
    Counted.LEFT_EARLY: "left early",
    Counted.SUBSTITUTE: "substitute",
    Counted.MEDICAL: "medical",
}


def day_in_words(day: date, on: date) -> str:
    """`5 Aug`, with its year where that is not the year of `on`."""
    return f"{day.day} {day:%b}" + ("" if day.year == on.year else f" {day.year}")


def standing_sentence(standing: RuleStanding, on: date) -> str:
    """`2 absences in any 6 months: 5 Aug, 7 Oct. 1 more is allowed. 5 Aug falls out on 5 Feb 2027.`."""
    rule = standing.rule
    counted = counted_in_words(rule.counts, standing.count)
    said = f"{counted[:1].upper()}{counted[1:]} {rule.window.words}"
    if not standing.count:
        return f"{said}; {_allowed(rule.allowed)}."
    parts = [f"{said}: {_listed(standing, on)}.", _what_is_left(standing)]
    if standing.falls_out_on is not None:
        out = day_in_words(standing.falls_out_on, on)
        oldest = day_in_words(standing.dates[0], on)
        rolling = rule.window.kind.is_rolling
        parts.append(f"{oldest} falls out on {out}." if rolling else f"Counting begins anew on {out}.")
    return " ".join(parts)


def _listed(standing: RuleStanding, on: date) -> str:
    shown = [_told(each, standing.rule.counts, on) for each in standing.behind[-_SHOWN_AT_MOST:]]
    earlier = standing.count - len(shown)
    return f"{f'{earlier} earlier, ' if earlier else ''}{', '.join(shown)}"


def _told(behind: Behind, counts: Counted, on: date) -> str:
    """`5 Aug`, `5 Aug + 12 Aug (late)`."""
    why = f" ({_WAS[behind.was]})" if behind.was is not counts else ""
    return " + ".join(day_in_words(day, on) for day in behind.dates) + why


def _allowed(number: int) -> str:
    return f"{number or 'none'} {'are' if number > 1 else 'is'} allowed"


def _what_is_left(standing: RuleStanding) -> str:
    then, left = then_in_words(standing.rule.then), standing.left
    allowed = _allowed(standing.rule.allowed).capitalize()
    if left > 0:
        return f"{left} more {'is' if left == 1 else 'are'} allowed."
    if standing.rule.then is Then.ABSENCE:
        return (
            f"{allowed}; {_as_absence(-left)}." if left else "None is left: each further one is an absence."
        )
    if left == 0:
        return f"None is left: with the {ordinal(standing.rule.allowed + 1)} {then}."
    return f"{allowed}: {then}."


def _as_absence(number: int) -> str:
    return f"{number} {'counts as an absence' if number == 1 else 'count as absences'}"


def share_standing_sentence(standing: ShareStanding) -> str:
    """`18 of 20 meetings in any 6 months: 90 %, of 80 % asked.`."""
    window = standing.rule.window.words
    if standing.percent is None:
        return f"{standing.there} of {standing.of} meetings {window}: too few to tell a share."
    return (
        f"{standing.there} of {standing.of} meetings {window}: {standing.percent} %, "
        f"{standing.rule.percent} % is asked."
    )


def quota_standing_sentence(standing: QuotaStanding) -> str:
    """`1 of 2 leads this month.`."""
    when = standing.quota.per.value
    period = "at the last meeting" if when == "meeting" else f"this {when}"
    asked = given_in_words(standing.quota.satisfied_by, standing.asked)
    return f"{standing.given} of {asked} {period}."


def standing_mark(standing: MemberStanding) -> str:
    """The warning in two or three signs, `3 of 3`; nothing where none is due."""
    nearest = standing.nearest
    return f"{nearest.count} of {nearest.rule.allowed}" if nearest is not None else ""


def standing_counts(standing: MemberStanding) -> str:
    """What that warning counts, in a few letters: `abs`."""
    return _IN_SHORT[standing.nearest.rule.counts] if standing.nearest is not None else ""


def standing_lines(standing: MemberStanding, on: date) -> list[str]:
    """A sentence for each attendance rule."""
    return [
        *(standing_sentence(limit, on) for limit in standing.limits),
        *(share_standing_sentence(share) for share in standing.shares),
    ]
