"""What a member's season comes to in one line, and what that line leaves to be asked.

What counts, and on which day, is said in `leadsroom.domain.health.figures`. Beside it:

- A giver's own purchases are the leads for their own household for which dollars were reported in the window;
  their dollars are those that were reported in it.
- Paid once: of the leads received whose first payment came in the window, at least 13 weeks before its end,
  those of which no second payment is on record today. A window shorter than half a year has no such figure.
- A check of a slip counts for the giver of the slip, an answer of a giver for the receiver of the lead: on
  the date of the meeting at which it was entered, else on the chapter's day. Of several answers about one
  lead the last one counts.
- How soon the first lead and the first dollar came is counted from the day of joining, whatever the window.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from leadsroom.domain.health.cost import Cost, total_cost
from leadsroom.domain.health.figures import Figures, HowSoon, in_currency, total
from leadsroom.domain.health.statistics import Share
from leadsroom.domain.leads.dollars import DollarSum
from leadsroom.domain.leads.slip_check import CheckCount
from leadsroom.domain.people.roster import Member, MembershipStatus, Person
from leadsroom.domain.rules.windows import Period, months_later
from leadsroom.domain.text.wording import counted

_PAID_LONG_AGO = timedelta(weeks=13)  # before the end of a window; who pays again has mostly done so by then
_LEAST_MONTHS = 6  # of a window; in a shorter one those of its last weeks, which cannot count, are too many
_IN_YEARS_FROM = 24  # months
FEWEST_ANSWERS = 5  # of givers, below which it could be guessed whose they are


class ServedCount(Struct, frozen=True):
    """How the prospects of givers were served by a member, in numbers of answers; for officers alone."""

    well: int = 0
    so_so: int = 0
    complaints: int = 0

    @property
    def answers(self) -> int:
        """All of them."""
        return self.well + self.so_so + self.complaints

    @property
    def is_enough(self) -> bool:
        """Whether there are answers enough to give their numbers."""
        return self.answers >= FEWEST_ANSWERS


class HealthFigures(Struct, frozen=True, kw_only=True):
    """The figures of one member, or those of several added up.

    `own_given` and `own_received` are numbers of leads whose customer was the giver's own household and for
    which dollars were reported; the dollars of them are in `figures`. `paid_once`: of how many leads received
    and first paid long ago no second payment is on record; None of a window that is too short. `checks` are
    of leads that they gave, `served` of leads that they received. `cost` is what the seat was charged, and
    its hours.
    """

    figures: Figures
    own_given: int = 0
    own_received: int = 0
    paid_once: Share | None = Share(0, 0)
    checks: CheckCount = CheckCount()
    served: ServedCount = ServedCount()
    cost: Cost = Cost()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all of what counts as a figure; a charge is none."""
        asked = (
            self.own_given,
            self.own_received,
            self.paid_once is not None and self.paid_once.of,
            self.checks.checked,
            self.served.answers,
        )
        return self.figures.is_empty and not any(asked)

    @property
    def reported(self) -> DollarSum:
        """The dollars that they reported, of those in the chapter's currency."""
        return in_currency(self.figures.reported, self.figures.currency)

    @property
    def credited(self) -> DollarSum:
        """The dollars that others reported to their credit, of those in it."""
        return in_currency(self.figures.credited, self.figures.currency)

    @property
    def raw_share(self) -> Share:
        """How many of all that they gave are raw leads."""
        return Share(self.figures.given_raw, self.figures.given + self.figures.given_raw)

    @property
    def bad_share(self) -> Share:
        """How many of all that they gave are called bad by the receiver."""
        return Share(self.figures.bad, self.figures.given + self.figures.given_raw)

    @property
    def inside_share(self) -> Share:
        """How many of the leads that they gave are for their own household."""
        return Share(self.figures.given_inside, self.figures.given)

    @property
    def attendance(self) -> Share:
        """At how many of the meetings at which they were marked they were themselves."""
        return self.figures.attendance


def added_up(each: Iterable[HealthFigures], currency: str) -> HealthFigures:
    """All of them added up; `currency` is the chapter's own."""
    all_ = list(each)
    return HealthFigures(
        figures=total((one.figures for one in all_), currency),
        own_given=sum(one.own_given for one in all_),
        own_received=sum(one.own_received for one in all_),
        paid_once=_added_up(one.paid_once for one in all_),
        checks=CheckCount(
            *(_sum_of(name, (one.checks for one in all_)) for name in CheckCount.__struct_fields__)
        ),
        served=ServedCount(
            *(_sum_of(name, (one.served for one in all_)) for name in ServedCount.__struct_fields__)
        ),
        cost=total_cost((one.cost for one in all_), currency),
    )


def _added_up(shares: Iterable[Share | None]) -> Share | None:
    """All of them; None where there is none of one, for then there is none of any."""
    all_ = list(shares)
    found = [share for share in all_ if share is not None]
    if len(found) < len(all_):
        return None
    return Share(sum(share.count for share in found), sum(share.of for share in found))


def _sum_of(name: str, records: Iterable[Struct]) -> int:
    return sum(getattr(each, name) for each in records)


class Advice(Struct, frozen=True):
    """That something should be done: the rule's name as data, the sentence, and what the rule needs."""

    key: str
    words: str
    threshold: str


class MemberHealth(HealthFigures, frozen=True, kw_only=True):
    """One member's line.

    `membership` is the one that holds, else their last one. `first_lead` is in meetings, `first_dollar` in
    weeks. `months_since_joined` are whole ones; None without a day of joining, or of those who have left.
    `renews_on` is the day on which the next year of their seat begins, see `renews_on`; `renews_soon`: it is
    today or within 90 days. `advice` says what should be done for them, the most pressing first.
    """

    person: Person
    membership: Member
    first_lead: HowSoon = HowSoon()
    first_dollar: HowSoon = HowSoon()
    months_since_joined: int | None = None
    renews_on: date | None = None
    renews_soon: bool = False
    is_on_leave: bool = False
    advice: tuple[Advice, ...] = ()

    @property
    def has_left(self) -> bool:
        """Whether the membership is over."""
        return self.membership.status is MembershipStatus.ENDED


def first_paid_long_ago(period: Period, today: date) -> Period | None:
    """The days of a period that were long before its end, or before today where that is earlier: of leads
    first paid then it can be said whether they were paid again. None where it is shorter than half a year.
    """
    last = min(period.last, today)
    is_short = last < months_later(period.first, _LEAST_MONTHS) - timedelta(days=1)
    return None if is_short else Period(period.first, last - _PAID_LONG_AGO)


def months_in_words(months: int) -> str:
    """`14 months`, `12 years`: from two years on in whole years."""
    return counted(months, "month") if months < _IN_YEARS_FROM else counted(months // 12, "year")


def months_between(since: date, until: date) -> int:
    """The whole months from one day to another; none where that is earlier."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return max(0, months if months_later(since, months) <= until else months - 1)
