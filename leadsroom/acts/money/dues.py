"""What charging the dues of a period would do."""

from __future__ import annotations

from leadsroom.domain.chapter import Chapter
from leadsroom.domain.chapter_rules import Period
from leadsroom.domain.dues_periods import DuesPeriod, DuesPlan, who_pays
from leadsroom.domain.ids import PersonId
from leadsroom.domain.on_leave import Leaves, is_on_leave
from leadsroom.domain.roster import Member
from leadsroom.errors import Refused


def dues_plan(
    chapter: Chapter,
    period: DuesPeriod,
    members: tuple[Member, ...],
    leaves: Leaves,
    charged: dict[PersonId, int],
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
        raise Refused(f"Dues are due by the {dues.per.value} here, and {period.label} is none.")
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
