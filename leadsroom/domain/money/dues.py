"""Whose dues are due when, and how much: of members by their periods, and of who left before they paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from msgspec import Struct, field
from msgspec.structs import replace

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.money.dues_periods import Cycle, DuesPeriod, days_of_label, rounded, split
from leadsroom.domain.people.membership import Leaves, is_on_leave
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.rules.chapter_rules import Dues, DuesFrom, Share
from leadsroom.domain.rules.windows import PeriodKind, months_later
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused

_A_DAY = timedelta(days=1)
_REACHES_BACK = 12  # months
_MOST_NAMED = 4
NO_DUES = "The chapter asks for no dues. Its rules can be changed on the rules page."

Labels = Mapping[str, int]  # what stands of the dues of a label, in minor units; 0 where they were taken back


class ChargedDues(Struct, frozen=True):
    """What has been charged of dues so far, and on which day first."""

    by_person: Mapping[PersonId, Labels] = field(default_factory=dict)
    first_on: date | None = None

    def of(self, member: Member) -> Labels:
        """What one person has been charged."""
        return self.by_person.get(member.person.id, {})


class Due(Struct, frozen=True):
    """What a member pays for a period, or a part of one, in minor units."""

    member: Member
    period: DuesPeriod
    minor: int


class Uncharged(Struct, frozen=True):
    """What was not charged of a period to somebody who has left, by the share that is asked of them.

    `is_reversed`: it was charged and taken back, so that nothing is asked of itself.
    """

    member: Member
    period: DuesPeriod
    whole: int
    by_months: int
    by_days: int
    is_reversed: bool = False

    def minor(self, share: Share) -> int:
        """That share, in minor units; none: 0."""
        shares = {Share.WHOLE: self.whole, Share.MONTHS: self.by_months, Share.DAYS: self.by_days}
        return shares.get(share, 0)


def cycle_of(dues: Dues, member: Member) -> Cycle:
    """How a member's periods follow one another; without a day of joining by the calendar."""
    return Cycle(dues.per, member.joined_on if dues.starts is DuesFrom.JOINING else None)


def dues_of(member: Member, dues: Dues, whole: DuesPeriod) -> tuple[Due, ...]:
    """What a member pays for a whole period, by its parts: together the share of who joined when they did.

    Of its parts those are left that end on the day of joining or later.
    """
    cycle, joined_on = cycle_of(dues, member), member.joined_on
    total = rounded(dues.amount, cycle.share_from(whole, joined_on, dues.joining))
    parts = [part for part in cycle.parts_of(whole, dues.parts) if not joined_on or part.last >= joined_on]
    amounts = split(total, len(parts)) if parts else ()
    return tuple(Due(member, part, minor) for part, minor in zip(parts, amounts, strict=True))


def dues_due(member: Member, dues: Dues, on: date, *, since: date | None = None) -> tuple[Due, ...]:
    """What is due of a member on a day, whether charged or not: of the period that the day lies in, and of
    those that began `since` a day.

    Dues by the meeting are due when it closes, and never here.
    """
    joined_on = member.joined_on or date.min
    if not member.status.holds_seat or dues.per is PeriodKind.MEETING or joined_on > on:
        return ()
    cycle, found = cycle_of(dues, member), list[Due]()
    now = cycle.period_on(on)
    whole = cycle.period_on(min(on, max(since or on, joined_on)))
    while whole.first <= on:
        for due in dues_of(member, dues, whole):
            begins = max(due.period.first, joined_on)
            if begins <= on and (whole == now or begins >= (since or on)):
                found.append(due)
        whole = cycle.period_on(whole.last + _A_DAY)
    return tuple(found)


def still_due(due: Due, labels: Labels) -> Due | None:
    """What is left to charge; None where at least half of its days are paid for, or where it was decided.

    Where some of its days are paid for under another label, it costs less by those.
    """
    if due.period.label in labels:
        return None
    spans = [days_of_label(label) for label, minor in labels.items() if minor > 0]
    paid = sum(due.period.days_within(*span) for span in spans if span is not None)
    if 2 * paid >= due.period.days:
        return None
    return Due(due.member, due.period, rounded(due.minor, Fraction(due.period.days - paid, due.period.days)))


def uncharged(
    leaver: Member, dues: Dues, labels: Labels, leaves: Leaves, period: DuesPeriod | None = None
) -> Uncharged | None:
    """What was not charged of a period to somebody who left; without one, of that in which they left.

    None where everything was charged. The day on which they left is counted.
    """
    ended_on = leaver.ended_on
    if dues.per is PeriodKind.MEETING or ended_on is None:
        return None
    cycle = cycle_of(dues, leaver)
    whole = period or cycle.period_on(ended_on)
    is_free = not dues.on_leave and any(away.holds(whole.first) for away in leaves.get(leaver.id, ()))
    within = whole.first <= ended_on and (leaver.joined_on or date.min) <= whole.last
    if labels.get(whole.label, 0) or is_free or not within:
        return None
    charged = sum(_of_its_days(whole, label, minor) for label, minor in labels.items())
    asked = rounded(dues.amount, cycle.share_from(whole, leaver.joined_on, dues.joining))

    def stayed(share: Share) -> int:
        gone = rounded(dues.amount, cycle.share_from(whole, ended_on + _A_DAY, share))
        return max(0, asked - gone - charged)

    left, is_reversed = max(0, asked - charged), whole.label in labels
    if not left:
        return None
    return Uncharged(leaver, whole, left, stayed(Share.MONTHS), stayed(Share.DAYS), is_reversed)


def _of_its_days(whole: DuesPeriod, label: str, minor: int) -> int:
    """How much of what was charged under a label is for days of this period."""
    span = days_of_label(label)
    if span is None:
        return 0
    return rounded(minor, Fraction(whole.days_within(*span), (span[1] - span[0]).days + 1))


# What charging would do


class DuesPlan(Struct, frozen=True):
    """What charging would do, in minor units of `currency`: for a period, or without one what is due `until`
    a day.

    Of `charged` everything has been charged already; what is `taken_back` was since. `free` are on leave,
    `later` joined within the period and pay from the next one on. `left` have left before they were charged:
    they are asked for the share `leaving`.
    """

    currency: str
    until: date
    period: DuesPeriod | None = None
    dues: tuple[Due, ...] = ()
    charged: tuple[Member, ...] = ()
    taken_back: tuple[Due, ...] = ()
    free: tuple[Member, ...] = ()
    later: tuple[Member, ...] = ()
    left: tuple[Uncharged, ...] = ()
    leaving: Share = Share.NONE

    @property
    def name(self) -> str:
        """`2026-Q4`, or `until 1 Dec 2026`."""
        return self.period.label if self.period else f"until {self.until.day} {self.until:%b %Y}"

    @property
    def titled(self) -> str:
        """The same within a sentence: `dues of 2026-Q4`, `dues until 1 Dec 2026`."""
        return f"dues of {self.name}" if self.period else f"dues {self.name}"

    @property
    def members(self) -> tuple[Member, ...]:
        """Who would be charged."""
        return _once(due.member for due in self.dues)

    def paying(self, *, again: bool = False, leaving: Share | None = None) -> tuple[Due, ...]:
        """What would be charged now: with what was taken back if `again`, and of who left that share."""
        share = self.leaving if leaving is None else leaving
        left = (Due(each.member, each.period, each.minor(share)) for each in self.left)
        return (*self.dues, *(self.taken_back if again else ()), *(due for due in left if due.minor))

    def counted(self, dues: Sequence[Due], country: str) -> str:
        """`3 members × $120`, `20 members × $120 + Dee $80`, or `9 members, $720 together`."""
        amounts = [due.minor for due in dues]
        usual = max(amounts, key=amounts.count, default=0)
        others = [due for due in dues if due.minor != usual]
        people = len({due.member.person.id for due in dues})
        if len(others) > _MOST_NAMED or (not self.period and (others or people < len(dues))):
            return f"{_members(people)}, {self._shown(sum(amounts), country)} together"
        first = f"{_members(len(dues) - len(others))} × {self._shown(usual, country)}"
        return " + ".join(
            (first, *(f"{d.member.person.name} {self._shown(d.minor, country)}" for d in others))
        )

    def _shown(self, minor: int, country: str) -> str:
        return show_money(Money(minor, self.currency), country)


def _members(count: int) -> str:
    return f"{count} {'member' if count == 1 else 'members'}"


class DuesRecord(Struct, frozen=True):
    """What is on record of a chapter's dues: its members, their leaves, and what each was charged."""

    chapter: Chapter
    members: Sequence[Member]
    leaves: Leaves
    charged: ChargedDues

    @property
    def dues(self) -> Dues:
        """The chapter's dues. Raises Refused where there is nothing to charge between meetings."""
        dues = self.chapter.rules.money.dues
        if dues is None or not dues.amount:
            raise Refused(NO_DUES)
        if dues.per is PeriodKind.MEETING:
            raise Refused("Dues for each meeting are charged by themselves when the meeting closes.")
        return dues

    @property
    def has_dues(self) -> bool:
        """Whether dues are charged between meetings."""
        dues = self.chapter.rules.money.dues
        return dues is not None and bool(dues.amount) and dues.per is not PeriodKind.MEETING

    def asked_of(self, found: Uncharged | None) -> Share:
        """What is asked by itself of somebody who leaves: of what was taken back before nothing."""
        return Share.NONE if found is None or found.is_reversed else self.dues.leaving

    def plan_of(self, period: DuesPeriod) -> DuesPlan:
        """Who pays for a period of the calendar. Raises Refused where the chapter has no such periods."""
        dues = self.dues
        if not dues.by_calendar:
            raise Refused(
                "Dues are due here in parts, or from the day each member joined: charge what is due."
            )
        if dues.per is not period.per:
            raise Refused(
                f"Dues are due by the {dues.per.value} here, and {period.label} is not a {dues.per.value}."
            )
        found = [due for member in self._seated for due in dues_of(member, dues, period)]
        left = [self.uncharged(leaver, period) for leaver in self._leavers]
        return self._plan(DuesPlan(self.chapter.currency, period.last, period), found, left)

    def plan_until(self, until: date) -> DuesPlan:
        """What is due of each member until a day, and was not charged: whatever the rule.

        It reaches back to what each was charged last, or to the chapter's first charge; a year at most.
        """
        dues, earliest = self.dues, months_later(until, -_REACHES_BACK)
        found = [
            due
            for member in self._seated
            for due in dues_due(member, dues, until, since=self._since(member, earliest))
        ]
        of_late = [leaver for leaver in self._leavers if (leaver.ended_on or date.min) >= earliest]
        left = [self.uncharged(leaver) for leaver in of_late]
        return self._plan(DuesPlan(self.chapter.currency, until), found, left)

    def _since(self, member: Member, earliest: date) -> date | None:
        """From which day on a member's periods are looked at; None: only the one that is on."""
        # Of what was taken back nothing stands: it is looked at again, and shown as such.
        spans = [days_of_label(label) for label, minor in self.charged.of(member).items() if minor]
        own = max((span[1] for span in spans if span is not None), default=None)
        if own is not None:
            return max(earliest, own + _A_DAY)
        return None if self.charged.first_on is None else max(earliest, self.charged.first_on)

    @property
    def _seated(self) -> Iterator[Member]:
        return (member for member in self.members if member.status.holds_seat)

    @property
    def _leavers(self) -> Iterator[Member]:
        """Who held a seat and has left for good."""
        here = {member.person.id for member in self._seated}
        ended = (member for member in self.members if member.status is MembershipStatus.ENDED)
        return (member for member in ended if member.seat and member.person.id not in here)

    def uncharged(self, leaver: Member, period: DuesPeriod | None = None) -> Uncharged | None:
        """What was not charged to somebody who has left; without a period of that in which they did."""
        return uncharged(leaver, self.dues, self.charged.of(leaver), self.leaves, period)

    def _plan(self, plan: DuesPlan, found: Iterable[Due], left: Iterable[Uncharged | None]) -> DuesPlan:
        """The plan with what was found, each by what becomes of it."""
        due, taken_back = list[Due](), list[Due]()
        already, free, later = list[Member](), list[Member](), list[Member]()
        for each in found:
            member, labels = each.member, self.charged.of(each.member)
            rest = still_due(each, labels)
            if labels.get(each.period.label) == 0:
                taken_back.append(each)
            elif rest is None:
                already.append(member)
            elif not self.dues.on_leave and is_on_leave(member, self.leaves, each.period.first):
                free.append(member)
            elif not rest.minor:
                later.append(member)
            else:
                due.append(rest)
        paying = {each.member.id for each in due}
        return replace(
            plan,
            dues=tuple(due),
            charged=tuple(member for member in _once(already) if member.id not in paying),
            taken_back=tuple(taken_back),
            free=_once(free),
            later=_once(later),
            left=tuple(each for each in left if each is not None and not each.is_reversed),
            leaving=self.dues.leaving,
        )


def _once(members: Iterable[Member]) -> tuple[Member, ...]:
    return tuple({member.id: member for member in members}.values())


def uncharged_in_words(of: Uncharged, currency: str, country: str, share: Share) -> str:
    """`dues 2026-Q4 were not charged: $120; nothing is asked`, or `…; $40 is charged, the days stayed`."""
    whole = show_money(Money(of.whole, currency), country)
    asked = show_money(Money(of.minor(share), currency), country)
    what = f"dues {of.period.label} were not charged: {whole}"
    if not of.minor(share):
        return f"{what}; nothing of it is asked"
    how = {Share.MONTHS: ", for the months stayed", Share.DAYS: ", for the days stayed"}.get(share, "")
    return f"{what}; charged {asked}{how}"


def left_in_words(each: Uncharged) -> str:
    """`Ann Chu, left Sat 14 Nov`."""
    on = each.member.ended_on
    return f"{each.member.person.name}{f', left {short_date(on)}' if on else ''}"
