"""For whom something should be done: one sentence each with the figures in it, the most pressing first.

Each rule has its threshold. No sentence comes from chance: where two figures are compared, the interval of 95
in 100 must leave no room for their being alike. The sentences neither praise nor shame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from msgspec import Struct

from leadsroom.domain.health.figures import Figures
from leadsroom.domain.health.member_health import Advice, HealthFigures, MemberHealth
from leadsroom.domain.health.renewal import is_time_to_talk
from leadsroom.domain.health.statistics import (
    CASES_FOR_SHARE,
    MEETINGS_FOR_TREND,
    Share,
    difference_of_rates,
    difference_of_shares,
    share_of_both,
)
from leadsroom.domain.text.money import show_money
from leadsroom.domain.text.wording import counted, near_date

FEWEST_MEETINGS = MEETINGS_FOR_TREND
_EXPECTED = 4  # leads: where as many are to be expected, none at all comes by chance once in 50 times
_TWICE = 2 / 3  # of both; then one is twice the other
_FIRST_BY = timedelta(weeks=26)
_MEETINGS_OF_COST = 26
_STILL_CURRENT = timedelta(days=31)  # as the last window that ended with a month
_DATE_IS_NAMED = timedelta(days=183)


class Around(Struct, frozen=True):
    """What there is beside a member: the figures of all together, today, and how money is shown.

    `until` is the last day of the window, None where that is today.
    """

    total: HealthFigures
    today: date
    country: str = "US"
    until: date | None = None


class Rule(Struct, frozen=True):
    """A rule: its name as data, what it says of somebody or nothing, and what it needs to say anything.

    `ends_in_talk`: its sentence goes on to say when to talk.
    """

    key: str
    words: Callable[[MemberHealth, Around], str]
    threshold: str
    ends_in_talk: bool = True


def advice(of: MemberHealth, around: Around) -> tuple[Advice, ...]:
    """What should be done for a member, the most pressing first.

    Nothing for who holds no seat or is on leave, nor from figures of days that are long over.
    """
    if not is_current(around.until, around.today) or not of.membership.status.holds_seat or of.is_on_leave:
        return ()
    found = ((rule, rule.words(of, around)) for rule in RULES)
    return tuple(
        Advice(rule.key, f"{words}{_talk(of, around.today) if rule.ends_in_talk else ''}", rule.threshold)
        for rule, words in found
        if words
    )


NO_ADVICE = f"no advice about days that ended more than {_STILL_CURRENT.days} days ago"


def is_current(until: date | None, today: date) -> bool:
    """Whether figures up to a day, or today where that is None, say what should be done now."""
    return until is None or today - until <= _STILL_CURRENT


def by_need(members: Iterable[MemberHealth]) -> tuple[MemberHealth, ...]:
    """The most pressing first, of the same rule who renews first; then everybody else, in their order."""
    ranks = {rule.key: rank for rank, rule in enumerate(RULES)}

    def need(each: MemberHealth) -> tuple[int, date]:
        if not each.advice:
            return len(ranks), date.max
        return ranks[each.advice[0].key], each.renews_on or date.max

    return tuple(sorted(members, key=need))


def _talk(of: MemberHealth, today: date) -> str:
    if of.renews_on is None:
        return ": talk"
    is_near = of.renews_on - today <= _DATE_IS_NAMED
    return f": talk before renewal{f' on {near_date(of.renews_on, today)}' if is_near else ''}"


def both_ways(of: Figures) -> str:
    """`gave 27 and 4 raw, received 0 in 30 meetings`: leads and raw leads are never added up."""
    return f"gave {_leads(of.given, of.given_raw)}, received {_leads(of.received, of.received_raw)} {_in(of)}"


def _leads(leads: int, raw: int) -> str:
    return f"{leads} and {raw} raw" if raw else f"{leads}"


def _in(of: Figures) -> str:
    return f"in {counted(of.meetings, 'meeting')}"


def _is_more(one: int, other: int, meetings: int) -> bool:
    """Whether one count is above another beyond chance, over meetings enough."""
    difference = difference_of_rates(one, other, meetings)
    return difference is not None and difference.low > 0


def _is_twice(one: int, other: int, meetings: int) -> bool:
    """Whether one count is at least twice another one, beyond chance."""
    return meetings >= FEWEST_MEETINGS and one > 0 and share_of_both(one, one + other)[0] >= _TWICE


def _receives_nothing(of: MemberHealth, _around: Around) -> str:
    f = of.figures
    return both_ways(f) if not f.received and _is_more(f.given, 0, f.meetings) else ""


def _gives_nothing(of: MemberHealth, _around: Around) -> str:
    f = of.figures
    return both_ways(f) if not f.given and _is_more(f.received, 0, f.meetings) else ""


def _neither(of: MemberHealth, around: Around) -> str:
    """Nothing either way, where members like any other would have given some leads."""
    f, all_ = of.figures, around.total.figures
    is_nothing = not (f.given or f.received) and f.meetings >= FEWEST_MEETINGS
    return both_ways(f) if is_nothing and all_.given * f.meetings >= _EXPECTED * all_.meetings else ""


def _one_sided(of: MemberHealth, _around: Around) -> str:
    f = of.figures
    if not (f.given and f.received):
        return ""
    is_so = _is_twice(f.given, f.received, f.meetings) or _is_twice(f.received, f.given, f.meetings)
    return both_ways(f) if is_so else ""


def _no_first_lead(of: MemberHealth, around: Around) -> str:
    if not (of.first_lead.has_not_come and _is_long_here(of, around)):
        return ""
    f = of.figures
    gave = f"gave {_leads(f.given, f.given_raw)} {_in(f)}"
    return f"joined {_weeks_ago(of, around)}, no lead received yet; {gave}"


def _no_first_dollar(of: MemberHealth, around: Around) -> str:
    is_so = of.first_dollar.has_not_come and not of.first_lead.has_not_come
    if not (is_so and _is_long_here(of, around)):
        return ""
    f = of.figures
    received = f"received {_leads(f.received, f.received_raw)} {_in(f)}"
    return f"joined {_weeks_ago(of, around)}, no dollars reported yet; {received}"


def _is_long_here(of: MemberHealth, around: Around) -> bool:
    joined_on = of.membership.joined_on
    return joined_on is not None and around.today - joined_on >= _FIRST_BY


def _weeks_ago(of: MemberHealth, around: Around) -> str:
    weeks = (around.today - (of.membership.joined_on or around.today)).days // 7
    return f"{weeks} weeks ago"


def _costs_more(of: MemberHealth, around: Around) -> str:
    """Only in the chapter's currency: where dollars came in another one too, nobody can say."""
    f, cost = of.figures, of.cost
    has_others = any(each.currency != f.currency for each in f.reported) or bool(cost.others)
    if has_others or not of.renews_soon or f.meetings < _MEETINGS_OF_COST:
        return ""
    if f.dollars_in.total.minor >= cost.total:
        return ""
    reported, asked = (show_money(each, around.country) for each in (f.dollars_in.total, cost.in_all))
    return f"reported {reported}, the seat cost {asked} {_in(f)}"


def _mostly_raw(of: MemberHealth, around: Around) -> str:
    share, others = of.raw_share, _of_others(of.raw_share, around.total.raw_share)
    if not _is_mostly(share, others):
        return ""
    return f"{_of(share)} given were raw (everybody else: {_of(others)}), {of.figures.bad} called bad"


def _mostly_own(of: MemberHealth, around: Around) -> str:
    share, others = of.inside_share, _of_others(of.inside_share, around.total.inside_share)
    if not _is_mostly(share, others):
        return ""
    return f"{_of(share)} leads given were for their own household (everybody else: {_of(others)})"


def _of_others(own: Share, all_: Share) -> Share:
    return Share(all_.count - own.count, all_.of - own.of)


def _is_mostly(share: Share, others: Share) -> bool:
    """Whether it is more than half, and above that of all others beyond chance."""
    difference = difference_of_shares(share, others)
    return difference is not None and difference.low > 0 and 2 * share.count > share.of


def _of(share: Share) -> str:
    return f"{share.count} of {share.of}"


def _renews_soon(of: MemberHealth, around: Around) -> str:
    if of.renews_on is None or not of.renews_soon:
        return ""
    days = (of.renews_on - around.today).days
    when = f"in {counted(days, 'day')}" if days else "today"
    return f"renews on {near_date(of.renews_on, around.today)}, {when}: {both_ways(of.figures)}"


def _talk_now(of: MemberHealth, around: Around) -> str:
    if of.renews_on is None or not is_time_to_talk(of.renews_on, around.today):
        return ""
    on = near_date(of.renews_on, around.today)
    return f"renews on {on}, in 5 to 6 months: talk now; {both_ways(of.figures)}"


_MEETINGS = f"from {FEWEST_MEETINGS} meetings on"
_SHARE = f"more than half, from {CASES_FOR_SHARE} on, and above all others' beyond chance"
# The most pressing first.
RENEWS_SOON, TALK_NOW = "renews soon", "talk now"
RULES = (
    Rule("receives nothing", _receives_nothing, f"{_MEETINGS}, beyond chance"),
    Rule("gives nothing", _gives_nothing, f"{_MEETINGS}, beyond chance"),
    Rule("nothing either way", _neither, f"{_MEETINGS}, where a member would give {_EXPECTED} leads"),
    Rule("one-sided", _one_sided, f"twice as many one way as the other, {_MEETINGS}, beyond chance"),
    Rule("no first lead", _no_first_lead, "from 26 weeks of membership on"),
    Rule("no first dollars", _no_first_dollar, "from 26 weeks of membership on"),
    Rule(
        "costs more than it brought",
        _costs_more,
        f"within 90 days of renewal, from {_MEETINGS_OF_COST} meetings on",
    ),
    Rule("mostly raw", _mostly_raw, _SHARE),
    Rule("mostly own purchases", _mostly_own, _SHARE),
    Rule(RENEWS_SOON, _renews_soon, "within 90 days of renewal", ends_in_talk=False),
    Rule(TALK_NOW, _talk_now, "5 to 6 months before renewal", ends_in_talk=False),
)
