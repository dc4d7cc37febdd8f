"""What a closed meeting charges whom, by the chapter's money rules and the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from leadsroom.domain.ids import PersonId
from leadsroom.domain.money.account import AccountKind
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.rules.chapter_rules import FineEvent, MoneyRules
from leadsroom.domain.rules.windows import PeriodKind

AT_CLOSE = frozenset(
    {
        FineEvent.LATE,
        FineEvent.ABSENT,
        FineEvent.LEFT_EARLY,
        FineEvent.NO_LEAD,
        FineEvent.ABSENT_LAST_WEEK,
    }
)
# One member is late on a day once, and has one meal, however many meetings are held on it.
ONCE_A_DAY = frozenset({FineEvent.LATE, None})
BY_HAND = tuple(event for event in FineEvent if event not in AT_CLOSE)
_SEAT_TAKEN = frozenset({Mark.PRESENT, Mark.LATE, Mark.SUBSTITUTE})


class Place(Struct, frozen=True):
    """A member's place at a closed meeting: what was marked, and whether a lead was given, raw or not.

    `absent_before`: they were absent at the meeting before it.
    """

    member_id: PersonId
    mark: Mark | None
    left_early: bool = False
    gave_lead: bool = False
    absent_before: bool = False
    online: bool = False

    @property
    def taken(self) -> bool:
        """Whether somebody sat there: the member or a substitute."""
        return self.mark in _SEAT_TAKEN


class ChargeKey(Struct, frozen=True):
    """A member and an event that a meeting charges for. There is one sum for each."""

    member_id: PersonId
    kind: AccountKind
    event: FineEvent | None = None


def meeting_charges(
    money: MoneyRules, places: Iterable[Place], on_leave: Iterable[PersonId] = ()
) -> dict[ChargeKey, int]:
    """What a meeting charges, in minor units; nothing that is free is in it.

    The meal is charged for each place that was taken in the room, on the member's account also where a
    substitute came. Dues by the meeting are charged for every place, and of `on_leave` where a leave is not
    free.
    """
    charged: dict[ChargeKey, int] = {}
    for place in places:
        for kind, event, amount in _of_place(money, place):
            charged[ChargeKey(place.member_id, kind, event)] = amount
    for member_id in on_leave:
        if money.dues and money.dues.per is PeriodKind.MEETING and money.dues.on_leave:
            charged[ChargeKey(member_id, AccountKind.DUES)] = money.dues.amount
    return {key: amount for key, amount in charged.items() if amount}


def charges_of_extra(
    charged: Mapping[ChargeKey, int], that_day: Iterable[ChargeKey] = ()
) -> dict[ChargeKey, int]:
    """What is charged of that for an extra meeting: lateness and the meal, each once a day.

    `that_day` is what the meetings before it on its date charge. Dues, and the fines for absence, for no lead
    and for leaving early, are for the meetings of the calendar.
    """
    before = frozenset(that_day)
    return {
        key: amount
        for key, amount in charged.items()
        if key not in before and key.kind in (AccountKind.MEAL, AccountKind.FINE) and key.event in ONCE_A_DAY
    }


def _of_place(money: MoneyRules, place: Place) -> Iterator[tuple[AccountKind, FineEvent | None, int]]:
    if money.dues is not None and money.dues.per is PeriodKind.MEETING:
        yield AccountKind.DUES, None, money.dues.amount
    if place.taken and not place.online and not money.meal_as_ordered:
        yield AccountKind.MEAL, None, money.meal
    for event in sorted(AT_CLOSE):
        if happened(event, place):
            yield AccountKind.FINE, event, money.fines.get(event, 0)


def happened(event: FineEvent, place: Place) -> bool:
    """Whether an event that is charged at the close is true of a place.

    Medical is no absence. A member who was not there is not asked for a lead; a substitute's leads are the
    member's.
    """
    return {
        FineEvent.LATE: place.mark is Mark.LATE,
        FineEvent.ABSENT: place.mark is Mark.ABSENT,
        FineEvent.LEFT_EARLY: place.taken and place.left_early,
        FineEvent.NO_LEAD: place.taken and not place.gave_lead,
        FineEvent.ABSENT_LAST_WEEK: place.absent_before,
    }.get(event, False)
