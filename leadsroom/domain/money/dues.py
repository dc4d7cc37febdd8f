"""The periods for which dues are due: their label, their first and last day, and who pays for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.membership import Leaves, is_on_leave
from leadsroom.domain.people.roster import Member
from leadsroom.domain.rules.chapter_rules import Dues
from leadsroom.domain.rules.windows import Period, days_of
from leadsroom.errors import Refused

_MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}


class DuesPeriod(Struct, frozen=True):
    """A stretch of the calendar with dues of its own. `label` is how its entries name it: `2026-Q4`."""

    per: Period
    label: str
    first: date
    last: date

    @property
    def after(self) -> DuesPeriod:
        """The next one."""
        return period_of(self.per, self.last + timedelta(days=1))

    @property
    def before(self) -> DuesPeriod:
        """The one before."""
        return period_of(self.per, self.first - timedelta(days=1))


def period_of(per: Period, day: date) -> DuesPeriod:
    """The period that a day lies in. Of dues per meeting it is the day itself."""
    first, last = days_of(per, day)
    return DuesPeriod(per, _label(per, first), first, last)


def _label(per: Period, first: date) -> str:
    if per is Period.MEETING:
        return first.isoformat()
    if per is Period.WEEK:
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02d}"
    if per is Period.YEAR:
        return f"{first.year}"
    if per is Period.MONTH:
        return f"{first:%Y-%m}"
    letter = "Q" if per is Period.QUARTER else "H"
    return f"{first.year}-{letter}{(first.month - 1) // _MONTHS[per] + 1}"


def who_pays(dues: Dues, period: DuesPeriod, members: Iterable[Member], leaves: Leaves) -> tuple[Member, ...]:
    """Whose seat costs something in a period: who joined in it pays it whole, who came later nothing.

    Where a leave is free, whoever is on one on the period's first day pays nothing for it, and whoever goes
    on one later pays it whole: the same on whatever day it is charged.
    """
    return tuple(
        member
        for member in members
        if member.status.holds_seat
        and (member.joined_on is None or member.joined_on <= period.last)
        and (dues.on_leave or not is_on_leave(member, leaves, period.first))
    )


class DuesPlan(Struct, frozen=True):
    """What charging a period would do: `members` pay `each`, in minor units of `currency`.

    `charged` have been charged for it already; of `taken_back` it was taken back since. `free` are on leave.
    """

    period: DuesPeriod
    each: int
    currency: str
    members: tuple[Member, ...]
    charged: tuple[Member, ...] = ()
    taken_back: tuple[Member, ...] = ()
    free: tuple[Member, ...] = ()

    def paying(self, *, again: bool = False) -> tuple[Member, ...]:
        """The members who would be charged now, with those whose dues were taken back if charged `again`."""
        return (*self.members, *self.taken_back) if again else self.members


def plan_dues(
    chapter: Chapter,
    period: DuesPeriod,
    members: Sequence[Member],
    leaves: Leaves,
    charged: Mapping[PersonId, int],
) -> DuesPlan:
    """Who pays; `charged` is what stands of the period's dues by person, 0 where they were taken back.

    Raises Refused where the chapter has no dues of such a period.
    """
    dues = chapter.rules.money.dues
    if dues is None or not dues.amount:
        raise Refused("The chapter asks for no dues. Its rules can be changed on the rules page.")
    if dues.per is Period.MEETING:
        raise Refused("Dues for each meeting are charged by themselves when the meeting closes.")
    if dues.per is not period.per:
        raise Refused(
            f"Dues are due by the {dues.per.value} here, and {period.label} is not a {dues.per.value}."
        )
    paying = who_pays(dues, period, members, leaves)
    free = () if dues.on_leave else tuple(m for m in members if is_on_leave(m, leaves, period.first))
    return DuesPlan(
        period=period,
        each=dues.amount,
        currency=chapter.currency,
        members=tuple(m for m in paying if m.person.id not in charged),
        charged=tuple(m for m in paying if charged.get(m.person.id)),
        taken_back=tuple(m for m in paying if charged.get(m.person.id) == 0),
        free=free,
    )
