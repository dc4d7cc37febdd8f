"""Whether a chapter grows: its size and age, who came, stayed and left, and what became of its visitors.

People are counted, not memberships: who left and came back on the same day has stayed. Somebody of whom no
day of joining is on record was there before the record begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.health.findings import Finding, in_unit, of_share
from leadsroom.domain.health.member_health import months_between
from leadsroom.domain.health.statistics import CASES_FOR_SHARE, Share
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.follow_up import Visitor
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.rules.windows import Period, months_later
from leadsroom.domain.text.wording import counted, full_day

SMALL = 15  # members, below which a chapter is small two years after its founding
TIME_TO_GROW = 24  # months
TIME_TO_APPLY = timedelta(weeks=13)
_JUST_BEGUN = timedelta(weeks=2)


class Stay(Struct, frozen=True):
    """Somebody's membership from a day to a day, both in it; None where that is not on record, or open.

    `has_left` where it is over: without `until` nobody can say since when.
    """

    person_id: PersonId
    name: str
    since: date | None = None
    until: date | None = None
    has_left: bool = False

    def covers(self, day: date) -> bool:
        """Whether they were a member on a day; of a stay whose end is not on record never."""
        if self.has_left and self.until is None:
            return False
        return (self.since or day) <= day <= (self.until or day)

    def days_in(self, period: Period) -> range:
        """The days of a period on which they were a member, by number."""
        if self.has_left and self.until is None:
            return range(0)
        first, last = (day.toordinal() for day in (period.first, period.last))
        since = first if self.since is None else max(first, self.since.toordinal())
        return range(since, 1 + (last if self.until is None else min(last, self.until.toordinal())))


def stays_of(members: Iterable[Member]) -> tuple[Stay, ...]:
    """The memberships of those who hold a seat or held one, without any application."""
    return tuple(
        Stay(
            each.person.id,
            each.person.name,
            each.joined_on,
            each.ended_on,
            each.status is MembershipStatus.ENDED,
        )
        for each in members
    )


def members_on(stays: Iterable[Stay], day: date) -> frozenset[PersonId]:
    """Who was a member on a day."""
    return frozenset(stay.person_id for stay in stays if stay.covers(day))


class Growth(Struct, frozen=True):
    """Members at the beginning and the end of a period, and who of them are the same people."""

    before: frozenset[PersonId]
    after: frozenset[PersonId]

    @property
    def net(self) -> int:
        """By how many there are more at the end."""
        return len(self.after) - len(self.before)

    @property
    def came(self) -> int:
        """How many are members at the end who were none at the beginning."""
        return len(self.after - self.before)

    @property
    def left(self) -> int:
        """How many were members at the beginning who are none at the end."""
        return len(self.before - self.after)

    @property
    def stayed(self) -> Share:
        """Of those at the beginning, how many are members at the end."""
        return Share(len(self.before & self.after), len(self.before))


def growth(stays: Sequence[Stay], period: Period) -> Growth:
    """The growth from the first day of a period to its last one."""
    return Growth(members_on(stays, period.first), members_on(stays, period.last))


class YearOfJoining(Struct, frozen=True):
    """Of those who joined in a year at least a year ago: who was a member a year later, and who is today.

    `too_recent` joined in it less than a year ago, and are in neither.
    """

    year: int
    a_year_later: Share
    today: Share
    too_recent: int = 0


def retention(stays: Sequence[Stay], begins: date | None, today: date) -> tuple[YearOfJoining, ...]:
    """By year of joining, the first first. `begins` is the chapter's first meeting on record.

    Who joined before it is left out: of those who joined then and had left again nobody may have kept a
    record, and so nearly all would seem to have stayed.
    """
    joined: dict[PersonId, date] = {}
    for stay in stays:
        since = stay.since or date.min
        joined[stay.person_id] = min(since, joined.get(stay.person_id, since))
    counts: dict[int, list[int]] = {}
    for who, since in sorted(joined.items(), key=lambda each: each[1]):
        if begins is None or since < begins or since > today:
            continue
        year = counts.setdefault(since.year, [0, 0, 0, 0])
        later = months_later(since, 12)
        if later > today:
            year[3] += 1
            continue
        own = [stay for stay in stays if stay.person_id == who]
        year[0] += 1
        year[1] += bool(members_on(own, later))
        year[2] += bool(members_on(own, today))
    return tuple(
        YearOfJoining(year, Share(later, of), Share(still, of), recent)
        for year, (of, later, still, recent) in counts.items()
    )


class Funnel(Struct, frozen=True):
    """People whose first visit was in a period, and how many of them applied or joined, and joined.

    `too_recent` of them came first less than 13 weeks ago, and are in none of the numbers.
    """

    visitors: int = 0
    applied: int = 0
    joined: int = 0
    too_recent: int = 0


def funnel(visitors: Iterable[Visitor], period: Period, today: date) -> Funnel:
    """What became of the people who visited for the first time in a period; members before it are none."""
    came, applied, joined, recent = 0, 0, 0, 0
    for visitor in visitors:
        over = [visit.on for visit in visitor.visits if visit.is_over]
        first = min(over, default=None)
        was_in = any(each.joined_on and first and each.joined_on < first for each in visitor.belongings)
        if first is None or was_in or not period.holds(first):
            continue
        if first > today - TIME_TO_APPLY:
            recent += 1
            continue
        is_in = any(each.joined_since(first) for each in visitor.belongings)
        came += 1
        joined += is_in
        applied += is_in or any(each.applied_since(first) for each in visitor.belongings)
    return Funnel(came, applied, joined, recent)


def last_joined(stays: Iterable[Stay], today: date) -> Stay | None:
    """Who became a member last; nobody where no day of joining is on record."""
    came = [stay for stay in stays if stay.since is not None and stay.since <= today]
    return max(came, key=lambda stay: (stay.since or today, stay.person_id), default=None)


# As findings


class GrowthFacts(Struct, frozen=True):
    """What the findings are made of; `window` is the period in words, `begins` the first meeting held."""

    stays: tuple[Stay, ...]
    visitors: tuple[Visitor, ...]
    period: Period
    today: date
    window: str
    founded_on: date | None = None
    begins: date | None = None


def growth_findings(facts: GrowthFacts) -> tuple[Finding, ...]:
    """Size and age, growth, the last new member, who stayed, and what became of visitors."""
    return (
        _size_and_age(facts),
        *_growth_of_period(facts),
        _last_new_member(facts),
        *_retention_by_year(facts),
        *_funnel(facts),
    )


def _size_and_age(facts: GrowthFacts) -> Finding:
    size = len(members_on(facts.stays, facts.today))
    start = Finding(
        key="size_and_age",
        title="Size and age",
        words=counted(size, "member"),
        value=size,
        unit="members",
        behind="no day of founding on record",
        definition="Members who hold a seat today, on leave too, and the years since the founding.",
        window=f"on {full_day(facts.today)}",
        threshold=f"under {SMALL} members two years after the founding is pointed out",
        remark="No day of founding is on record. Enter it in the settings under Chapter, or by "
        "leadsroom chapter --founded DAY.",
    )
    if facts.founded_on is None:
        return start
    months = months_between(facts.founded_on, facts.today)
    is_small = months >= TIME_TO_GROW and size < SMALL
    small = f"Under {SMALL} members two years after the founding: {counted(size, 'member')}, {_age(months)}."
    return replace(
        start,
        words=f"{counted(size, 'member')}, {_age(months)}",
        behind=f"founded {full_day(facts.founded_on)}",
        remark=small if is_small else "",
    )


def age_in_words(founded_on: date, today: date) -> str:
    """How old a chapter is, in years and months: `3 years 2 months old`."""
    return _age(months_between(founded_on, today))


def _age(months: int) -> str:
    years, rest = divmod(months, 12)
    parts = [*([in_unit(years, "years")] if years else []), *([in_unit(rest, "months")] if rest else [])]
    return f"{' '.join(parts) or '0 months'} old"


def _growth_of_period(facts: GrowthFacts) -> tuple[Finding, Finding]:
    """From the beginning of the record on, two weeks before it at the earliest: of before it nobody may have
    written down who left.
    """
    period, window = facts.period, facts.window
    if facts.begins is not None and period.first < facts.begins - _JUST_BEGUN:
        first = min(facts.begins, period.last)
        period = Period(first, period.last)
        window = f"{full_day(first)}, the first meeting on record, to {full_day(period.last)}"
    found = growth(facts.stays, period)
    no_end = sum(stay.has_left and stay.until is None for stay in facts.stays)
    unclear = f"Of {counted(no_end, 'former member')} no last day is on record." if no_end else ""
    net = Finding(
        key="net_growth",
        title="Net growth",
        words=f"{found.net:+}" if found.net else "0",
        value=found.net,
        unit="members",
        behind=f"{len(found.before)} at the beginning, {found.came} came, {found.left} left",
        definition="Members on the last day of the window less those on its first; who came and left between "
        "is in neither.",
        window=window,
        remark=unclear,
    )
    stayed = of_share(
        Finding(
            key="retention",
            title="Members at the beginning who stayed",
            definition="Of the members on the first day of the window those who are members on its last.",
            window=window,
            remark=unclear,
        ),
        found.stayed,
        "member",
    )
    return net, stayed


def _last_new_member(facts: GrowthFacts) -> Finding:
    last = last_joined(facts.stays, facts.today)
    start = Finding(
        key="months_since_new_member",
        title="Since the last new member",
        words="no day of joining on record",
        unit="months",
        definition="Full months since the last day of joining on record.",
        window=f"on {full_day(facts.today)}",
    )
    if last is None or last.since is None:
        return start
    months = months_between(last.since, facts.today)
    words = in_unit(months, "months") if months else "less than a month"
    return replace(start, words=words, value=months, behind=f"{last.name}, joined {full_day(last.since)}")


def _retention_by_year(facts: GrowthFacts) -> Iterator[Finding]:
    """All who joined since the record begins, then each year of which there are enough."""
    years = retention(facts.stays, facts.begins, facts.today)
    later, still = [year.a_year_later for year in years], [year.today for year in years]
    yield from _of_year(facts, YearOfJoining(0, _all(later), _all(still), sum(y.too_recent for y in years)))
    for year in years:
        if year.today.is_enough:
            yield from _of_year(facts, year)


def _all(shares: Iterable[Share]) -> Share:
    found = tuple(shares)
    return Share(sum(each.count for each in found), sum(each.of for each in found))


def _of_year(facts: GrowthFacts, each: YearOfJoining) -> Iterator[Finding]:
    """Both shares of a year; of all years together where it is 0."""
    joined = f"in {each.year}" if each.year else "since the record begins"
    begins = "" if facts.begins is None else f", on {full_day(facts.begins)}"
    recent = f"Joined less than a year ago and left out: {counted(each.too_recent, 'member')}."
    for when, share in (("a year later", each.a_year_later), ("today", each.today)):
        start = Finding(
            key=f"joined_{each.year or 'all'}_{when.replace(' ', '_')}",
            title=f"Joined {joined}, a member {when}",
            definition=f"Of those who joined {joined} and at least a year ago, those who are members {when}. "
            f"The record begins with the first meeting{begins}: of those who joined before it nobody may "
            f"have written down who left. A year by itself is listed from {CASES_FOR_SHARE} members on.",
            window=f"until {full_day(facts.today)}",
            remark=recent if each.too_recent else "",
        )
        yield of_share(start, share, "member")


def _funnel(facts: GrowthFacts) -> tuple[Finding, Finding, Finding]:
    found = funnel(facts.visitors, facts.period, facts.today)
    recent = f"{_people(found.too_recent)} of the last 13 weeks left out." if found.too_recent else ""
    definition = "Everybody whose first visit is in the window and at least 13 weeks ago"

    def of_all(key: str, title: str, rest: str, share: Share, noun: str) -> Finding:
        start = Finding(
            key=key, title=title, definition=f"{definition}{rest}", window=facts.window, remark=recent
        )
        return of_share(start, share, noun)

    return (
        of_all(
            "visitors_applied",
            "Visitors who applied",
            ", and of them those who have applied or joined since.",
            Share(found.applied, found.visitors),
            "visitor",
        ),
        of_all(
            "visitors_joined",
            "Visitors who joined",
            ", and of them those who have become members since.",
            Share(found.joined, found.visitors),
            "visitor",
        ),
        of_all(
            "applicants_joined",
            "Applicants who joined",
            " and who has applied since, and of them those who have become members.",
            Share(found.joined, found.applied),
            "applicant",
        ),
    )


def _people(number: int) -> str:
    return "1 visitor" if number == 1 else f"{number} visitors"
