"""The state of the chapter that asks for attention between meetings: limits, money, seats."""

from __future__ import annotations

from msgspec import Struct

from leadsroom.domain.money.account import leading_balance
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.people.standing import Level
from leadsroom.domain.people.standing_words import limit_in_words
from leadsroom.domain.text.money import Money, total
from leadsroom.store.read.money import owed_by
from leadsroom.store.read.people.roster import members
from leadsroom.store.read.people.standing import standings
from leadsroom.store.reading import Reading


class NearLimit(Struct, frozen=True):
    """A member at the table who is at a limit or past it; `mark` as in `4 absences, 3 allowed`."""

    name: str
    mark: str
    past: bool


class AttentionPicture(Struct, frozen=True):
    """Members at a limit or past it, how many owe and how much, applicants, and waiting lists."""

    limits: tuple[NearLimit, ...]
    owing: int
    owed: Money
    applying: tuple[str, ...]
    waiting: tuple[str, ...]


def attention_picture(reading: Reading) -> AttentionPicture:
    """The chapter as it stands today."""
    connection, chapter, today = reading.connection, reading.chapter, reading.today
    found = standings(connection, chapter, today)
    people = members(connection, chapter.id)
    near = [
        (found[m.person.id].level, m.person.name, limit_in_words(found[m.person.id]))
        for m in people
        if m.status.holds_seat and m.person.id in found and found[m.person.id].level >= Level.LIMIT
    ]
    balances = [leading_balance(owed, chapter.currency) for owed in owed_by(connection, chapter.id).values()]
    owing = [balance for balance in balances if balance.minor > 0]
    return AttentionPicture(
        limits=tuple(
            NearLimit(name, mark, level is Level.PAST)
            for level, name, mark in sorted(near, key=lambda each: -each[0])
        ),
        owing=len(owing),
        owed=total(owing, chapter.currency),
        applying=tuple(m.person.name for m in people if m.status is MembershipStatus.APPLICANT),
        waiting=tuple(
            f"{m.person.name} ({m.profession})" for m in people if m.status is MembershipStatus.WAITING
        ),
    )
