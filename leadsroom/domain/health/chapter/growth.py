"""Whether a chapter grows: its size and age, who came, stayed and left, and what became of its visitors.

People are counted, not memberships: who left and came back on the same day has stayed. Somebody of whom no
day of joining is on record was there before the record begins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.health.figures import JUST_BEGUN
from leadsroom.domain.health.findings import Finding, in_unit, of_share
from leadsroom.domain.health.member_health import months_between
from leadsroom.domain.health.statistics import CASES_FOR_SHARE, TOO_LITTLE, Share
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.follow_up import Stage, Visitor
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.rules.windows import Period, months_later
from leadsroom.domain.text.wording import counted, full_day

SMALL = 15  # members, below which a chapter is small two years after its founding
TIME_TO_GROW = 24  # months
TIME_TO_APPLY = timedelta(weeks=13)
_FROM_RECORD = (
    "A window that begins over two weeks before the first meeting on record is counted from that meeting on."
)


class Stay(Struct, frozen=True):
    """Somebody's membership from a day to a day, both in it; None where that is not on record, or open.

    `has_left` where it is over: without `until` nobody can say since when.
    """

    person_id: PersonId
    name: str
    since: date | None = None
    until: date | None = None
    has_left: bool = False

    @property
    def is_unclear(self) -> bool:
        """Whether it is over, and since when is not on record."""
        return self.has_left and self.until is None

    def covers(self, day: date) -> bool:
        """Whether they were a member on a day; of a stay whose end is not on record never."""
        if self.is_unclear:
            return False
        return (self.since or day) <= day <= (self.until or day)

    def days_in(self, period: Period) -> range:
        """The days of a period on which they were a member, by number."""
        if self.is_unclear:
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
    """Members just before a period and at its end, and who of them are the same people."""

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


def begins_long_before(period: Period, begins: date | None) -> bool:
    """Whether a period begins over two weeks before the record: who left then may not be in it."""
    return begins is not None and period.first < begins - JUST_BEGUN


def growth(stays: Sequence[Stay], period: Period, begins: date | None) -> Growth:
    """The growth of a period: from the day before it, so that who joined on its first day came in it.

    `begins` is the chapter's first meeting on record: a period that began long before it is counted from that
    meeting on.
    """
    first = begins if begins is not None and begins_long_before(period, begins) else period.first
    before = min(date.fromordinal(max(1, first.toordinal() - 1)), period.last)
    return Growth(members_on(stays, before), members_on(stays, period.last))


class YearOfJoining(Struct, frozen=True):
    """Of those who joined in a year at least a year ago: who was a member a year later, and who is today.

    `too_recent` joined in it less than a year ago, and are in neither; of who is `unclear` no last day is on
    record, so that nobody can say whether they were a member a year later.
    """

    year: int
    a_year_later: Share
    today: Share
    too_recent: int = 0
    unclear: int = 0


def retention(stays: Sequence[Stay], begins: date | None, today: date) -> tuple[YearOfJoining, ...]:
    """By year of joining, the first first. `begins` is the chapter's first meeting on record.

    Who joined before it is left out: of those who joined then and had left again nobody may have kept a
    record, and so nearly all would seem to have stayed.
    """
    by_person: dict[PersonId, list[Stay]] = {}
    for stay in stays:
        by_person.setdefault(stay.person_id, []).append(stay)
    counts: dict[int, Counter[str]] = {}
    for own in by_person.values():
        since = min(stay.since or date.min for stay in own)
        if begins is None or since < begins or since > today:
            continue
        year, later = counts.setdefault(since.year, Counter()), months_later(since, 12)
        if later > today:
            year["too recent"] += 1
            continue
        is_unclear = any(stay.is_unclear for stay in own)
        year["unclear" if is_unclear else "of a year later"] += 1
        year["a year later"] += not is_unclear and bool(members_on(own, later))
        year["of today"] += 1
        year["today"] += bool(members_on(own, today))
    return tuple(
        YearOfJoining(
            year,
            Share(of["a year later"], of["of a year later"]),
            Share(of["today"], of["of today"]),
            too_recent=of["too recent"],
            unclear=of["unclear"],
        )
        for year, of in sorted(counts.items())
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
        over = tuple(visit for visit in visitor.visits if visit.is_over)
        first = over[0].on if over else None
        was_in = any(each.joined_on and first and each.joined_on < first for each in visitor.belongings)
        if first is None or was_in or not period.holds(first):
            continue
        if first > today - TIME_TO_APPLY:
            recent += 1
            continue
        stage = replace(visitor, visits=over).stage(today)
        came += 1
        joined += stage is Stage.JOINED
        applied += stage in (Stage.APPLIED, Stage.JOINED)
    return Funnel(came, applied, joined, recent)


def last_joined(stays: Sequence[Stay], today: date) -> Stay | None:
    """Who became a member last, and was none the day before; nobody where no day of joining is on record."""
    came = [stay for stay in stays if stay.since is not None and stay.since <= today]
    came.sort(key=lambda stay: (stay.since or today, stay.person_id), reverse=True)
    return next((stay for stay in came if not was_in_before(stays, stay)), None)


def was_in_before(stays: Iterable[Stay], stay: Stay) -> bool:
    """Whether somebody was a member on the day before a membership began, by another one."""
    before = (stay.since or date.max) - timedelta(days=1)
    return any(each.person_id == stay.person_id and each.covers(before) for each in stays if each is not stay)


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
    found, window = growth(facts.stays, facts.period, facts.begins), facts.window
    no_end = sum(stay.is_unclear for stay in facts.stays)
    unclear = f"Of {counted(no_end, 'former member')} no last day is on record." if no_end else ""
    begins, last = facts.begins, facts.period.last
    if begins is not None and begins > last:
        found, unclear = Growth(frozenset(), frozenset()), f"The record begins on {full_day(begins)}."
    elif begins is not None and begins_long_before(facts.period, begins):
        window = f"{full_day(begins)}, the first meeting on record, to {full_day(last)}"
    net = Finding(
        key="net_growth",
        title="Net growth",
        words=f"{found.net:+}" if found.net else "0",
        value=found.net,
        unit="members",
        behind=f"{len(found.before)} at the beginning, {found.came} came, {found.left} left",
        definition="Members on the last day of the window less those on the day before it; who came and left "
        f"between is in neither. {_FROM_RECORD}",
        window=window,
        remark=unclear,
    )
    if begins is not None and begins > last:
        net = replace(net, words=TOO_LITTLE, value=None, behind="no meeting on record by then")
    stayed = of_share(
        Finding(
            key="retention",
            title="Members at the beginning who stayed",
            definition="Of the members on the day before the window, those who are members on its last day. "
            f"{_FROM_RECORD}",
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
        definition="Full months since somebody last joined who was no member the day before.",
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
    everybody = YearOfJoining(
        0,
        _all(year.a_year_later for year in years),
        _all(year.today for year in years),
        too_recent=sum(year.too_recent for year in years),
        unclear=sum(year.unclear for year in years),
    )
    yield from _of_year(facts, everybody)
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
    unclear = f"Left on no day on record and left out: {counted(each.unclear, 'member')}."
    for when, share, unknown in (("a year later", each.a_year_later, each.unclear), ("today", each.today, 0)):
        remarks = [recent] * bool(each.too_recent) + [unclear] * bool(unknown)
        start = Finding(
            key=f"joined_{each.year or 'all'}_{when.replace(' ', '_')}",
            title=f"Joined {joined}, a member {when}" if each.year else f"Newcomers, members {when}",
            definition=f"Of those who joined {joined}, at least a year ago, those who are members {when}. "
            f"The record begins with the first meeting{begins}: of those who joined before it nobody may "
            f"have written down who left. A year by itself is listed from {CASES_FOR_SHARE} members on.",
            window=f"until {full_day(facts.today)}",
            remark=" ".join(remarks),
        )
        yield of_share(start, share, "member")


def _funnel(facts: GrowthFacts) -> tuple[Finding, Finding, Finding]:
    found = funnel(facts.visitors, facts.period, facts.today)
    recent = (
        f"{counted(found.too_recent, 'visitor')} of the last 13 weeks left out." if found.too_recent else ""
    )
    definition = "Of the people whose first visit is in the window and at least 13 weeks ago"
    source = "by the roster, or else by the outcome of their last visit"

    def of_all(key: str, title: str, rest: str, share: Share, noun: str) -> Finding:
        start = Finding(
            key=key, title=title, definition=f"{definition}{rest}", window=facts.window, remark=recent
        )
        return of_share(start, share, noun)

    return (
        of_all(
            "visitors_applied",
            "Visitors who applied",
            f", those who have applied or joined since, {source}.",
            Share(found.applied, found.visitors),
            "visitor",
        ),
        of_all(
            "visitors_joined",
            "Visitors who joined",
            f", those who have become members since, {source}.",
            Share(found.joined, found.visitors),
            "visitor",
        ),
        of_all(
            "applicants_joined",
            "Applicants who joined",
            " and who have applied since, those who have become members.",
            Share(found.joined, found.applied),
            "applicant",
        ),
    )
