"""What one roster cannot hold twice: a person, an email address, a phone, the seat of a profession."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from leadsroom.acts.people.commands import MemberSheet
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.text.phone import read_phone
from leadsroom.domain.text.plain_text import fold


class Field(StrEnum):
    """The line of a sheet that a conflict is about."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    PROFESSION = "profession"


class Conflict(Struct, frozen=True):
    """What `sheet` says and another does already, and what to do."""

    field: Field
    value: str
    message: str


def conflicts(sheet: MemberSheet, others: Iterable[MemberSheet], country: str) -> Iterator[Conflict]:
    """Everything on which a sheet cannot stand beside the others. Ended memberships never clash."""
    if sheet.status is MembershipStatus.ENDED:
        return
    for other in others:
        if other.status is not MembershipStatus.ENDED:
            yield from _between(sheet, other, country)


def _between(sheet: MemberSheet, other: MemberSheet, country: str) -> Iterator[Conflict]:
    if is_same_person(sheet, other, country):
        yield Conflict(Field.NAME, sheet.name, _same_person(other))
        return
    if _phone(sheet, country) and _phone(sheet, country) == _phone(other, country):
        message = f"{other.name} has the same phone; correct one of them, or leave it empty."
        yield Conflict(Field.PHONE, sheet.phone_typed, message)
    if sheet.email and fold(sheet.email) == fold(other.email):
        message = f"{other.name} has the same email address; correct one of them, or leave it empty."
        yield Conflict(Field.EMAIL, sheet.email, message)
    if holds_same_seat(sheet, other):
        message = (
            f"{other.name} holds the seat of {other.profession}, and a profession has one holder; give one "
            "of them another profession, or the status waiting."
        )
        yield Conflict(Field.PROFESSION, sheet.profession, message)


def holds_same_seat(sheet: MemberSheet, other: MemberSheet) -> bool:
    """Whether both would hold the one seat of a profession."""
    both_hold = sheet.status.holds_seat and other.status.holds_seat
    return both_hold and fold(sheet.profession) == fold(other.profession)


def is_same_person(sheet: MemberSheet, other: MemberSheet, country: str) -> bool:
    """Whether the names are the same and neither email address nor phone tells the two apart."""
    if fold(sheet.name) != fold(other.name):
        return False
    reached = (
        (fold(sheet.email), fold(other.email)),
        (_phone(sheet, country), _phone(other, country)),
    )
    agreeing = [one == two for one, two in reached if one and two]
    return any(agreeing) or not agreeing


def _phone(sheet: MemberSheet, country: str) -> str:
    return _e164(sheet.phone_typed, country) if sheet.phone_typed else ""


@lru_cache(maxsize=4096)
def _e164(typed: str, country: str) -> str:
    # Each sheet of a roster is compared with every other.
    return read_phone(typed, country).e164 or ""


def _same_person(other: MemberSheet) -> str:
    place = f" at seat {other.seat}" if other.seat else ""
    return (
        f"{other.name} is on the roster already, as {other.profession} ({other.status.value}{place}); change "
        "that entry, or tell two people apart by email address or phone."
    )
