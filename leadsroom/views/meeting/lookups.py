"""What the forms of the table ask of the past: standings, debts, stand-ins and guests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from leadsroom.domain.account import leading_balance
from leadsroom.domain.ids import PersonId
from leadsroom.domain.member_standing import MemberStanding
from leadsroom.domain.money import Money
from leadsroom.domain.snapshot import Snapshot
from leadsroom.store.read_known import known_guests, known_stand_ins
from leadsroom.store.read_money import owed_by
from leadsroom.store.read_standing import standings
from leadsroom.views.meeting.provisional_attendance import tonight

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ("known_guests", "known_stand_ins", "owed_at_table", "standings_tonight")


def standings_tonight(connection: Connection, picture: Snapshot) -> Mapping[PersonId, MemberStanding]:
    """Where everybody at the table stands with the attendance rules, tonight's marks counted."""
    return standings(connection, picture.chapter, picture.meeting.on, tonight(picture))


def owed_at_table(connection: Connection, picture: Snapshot) -> Mapping[PersonId, Money]:
    """What each member at the table owes, below zero where they have paid ahead."""
    owed, currency = owed_by(connection, picture.chapter.id), picture.chapter.currency
    return {
        attendee.member_id: leading_balance(owed.get(attendee.member_id, ()), currency)
        for attendee in picture.attendees
    }
