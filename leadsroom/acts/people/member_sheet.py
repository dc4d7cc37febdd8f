"""A member's sheet, made fit to be entered, alone and beside the others; and a member, as a sheet again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import count
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.acts.people.commands import MemberSheet, VisitorSheet
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.people.roster import Contact, Member, MembershipStatus, Person
from leadsroom.domain.text.email import read_email
from leadsroom.domain.text.phone import Phone, read_phone, show_phone, shown_phone
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.wording import listed
from leadsroom.errors import Refused

Who = TypeVar("Who", bound=Hashable)

LAST_SEAT = 99_999


def free_seat(taken: Collection[int]) -> int:
    """The lowest number nobody has."""
    return next(seat for seat in count(1) if seat not in taken)


def room_made(seats: Mapping[Who, int], seat: int, coming_from: int | None = None) -> dict[Who, int]:
    """The moves of the others when somebody takes `seat` and leaves the seat `coming_from`, if any.

    Moving towards the head of the table pushes the others down it; moving away lets them close up.
    """
    by_seat = {number: who for who, number in seats.items()}
    step = -1 if coming_from is not None and 0 < coming_from < seat else 1
    moves: dict[Who, int] = {}
    while seat in by_seat:
        moves[by_seat[seat]] = seat + step
        seat += step
    return moves


def visitor_sheet(
    person: Person, host_id: PersonId | None, became: Became | None, note: str, country: str
) -> VisitorSheet:
    """A visitor, as a sheet again."""
    contact = Contact(
        phone_typed=shown_phone(person, country), email=person.email, may_write=person.may_write
    )
    return VisitorSheet(
        name=person.name,
        profession=person.profession,
        host_id=host_id,
        contact=contact,
        became=became,
        note=note,
    )


FIRST_YEAR = 1900


def phone_of(person: Person) -> Phone | None:
    """A person's number; None when there is none."""
    has_phone = bool(person.phone or person.phone_typed)
    return Phone(person.phone or None, person.phone_typed) if has_phone else None


def phone_columns(typed: str, country: str) -> dict[str, str]:
    """A number as the columns of a person, with the typed text where E.164 cannot say it all."""
    phone = read_phone(typed, country)
    if phone.e164 is None:
        return {"phone": "", "phone_typed": phone.typed}
    says_it_all = show_phone(phone, country) == show_phone(Phone(phone.e164, ""), country)
    return {"phone": phone.e164, "phone_typed": "" if says_it_all else phone.typed}


def sheet_of(member: Member, country: str) -> MemberSheet:
    """A member's sheet as it stands; entering it again changes nothing."""
    return MemberSheet(
        name=member.person.name,
        company=member.person.company,
        profession=member.profession,
        phone_typed=shown_phone(member.person, country),
        email=member.person.email,
        joined_on=member.joined_on,
        sphere=member.sphere,
        offices=member.offices,
        seat=member.seat if member.status.holds_seat else None,
        status=member.status,
        multi_level=member.person.multi_level,
        letters=member.person.letters,
        note=member.note,
    )


def tidied(sheet: MemberSheet) -> MemberSheet:
    """The same sheet without control characters, spare spaces, or an office named twice."""
    offices = {fold(office): clean(office) for office in reversed(sheet.offices) if clean(office)}
    return replace(
        sheet,
        name=clean(sheet.name),
        company=clean(sheet.company),
        profession=clean(sheet.profession),
        phone_typed=clean(sheet.phone_typed),
        email=clean(sheet.email),
        sphere=clean(sheet.sphere),
        offices=tuple(reversed(offices.values())),
        seat=sheet.seat if sheet.status.holds_seat else None,
        note=clean(sheet.note),
    )


def check(sheet: MemberSheet, country: str, today: date, before: MemberSheet | None = None) -> None:
    """Refuse a sheet that no member can have. A value that stood there `before` may stay."""
    if not fold(sheet.name):
        raise Refused("Type the member's name.")
    if not fold(sheet.profession):
        raise Refused("Type the profession whose seat they hold or apply for.")
    if before is None or sheet.phone_typed != before.phone_typed:
        _check_phone(sheet.phone_typed, country)
    if before is None or sheet.email != before.email:
        read_email(sheet.email)
    if before is None or sheet.joined_on != before.joined_on:
        _check_joined(sheet.joined_on, today)
    if sheet.seat is not None and not 1 <= sheet.seat <= LAST_SEAT:
        raise Refused(f"Seats are numbered from 1 to {LAST_SEAT}.")


def _check_phone(typed: str, country: str) -> None:
    if typed and read_phone(typed, country).e164 is None:
        raise Refused(
            f"“{typed}” is not a whole phone number in {country}. Type it with its area code, or with + and "
            "the country's code, or leave it empty."
        )


def _check_joined(joined_on: date | None, today: date) -> None:
    if joined_on is not None and joined_on > today:
        raise Refused(f"{joined_on} is still to come. Correct the date, or leave it empty.")
    if joined_on is not None and joined_on.year < FIRST_YEAR:
        raise Refused(f"{joined_on} is before {FIRST_YEAR}. Correct the year, or leave it empty.")


def is_current(member: Member) -> bool:
    """Whether the membership has not ended."""
    return member.status is not MembershipStatus.ENDED


def is_candidate(member: Member) -> bool:
    """Whether somebody applies or waits for a seat."""
    return member.status in (MembershipStatus.APPLICANT, MembershipStatus.WAITING)


class Field(StrEnum):
    """The line of a sheet that a conflict is about."""

    NAME = "name"
    PROFESSION = "profession"


class Conflict(Struct, frozen=True):
    """What a sheet says and `other` does already, and what to do."""

    field: Field
    value: str
    message: str
    other: MemberSheet


class Others:
    """The current sheets beside which one has to stand, found by what no two of them may share.

    That is the person and the seat. A couple has one email address and an office one phone: these are
    for `reached_alike`, and refuse nothing.
    """

    def __init__(self, country: str, sheets: Iterable[MemberSheet] = ()) -> None:
        self._country = country
        self._by_name: defaultdict[str, list[MemberSheet]] = defaultdict(list)
        self._by_profession: defaultdict[str, list[MemberSheet]] = defaultdict(list)
        self._by_seat: dict[int, MemberSheet] = {}
        for sheet in sheets:
            self.add(sheet)

    def add(self, sheet: MemberSheet) -> None:
        """One more; an ended membership is beside nobody."""
        if sheet.status is MembershipStatus.ENDED:
            return
        self._by_name[fold(sheet.name)].append(sheet)
        if sheet.status.holds_seat:
            self._by_profession[fold(sheet.profession)].append(sheet)
            if sheet.seat is not None:
                self._by_seat.setdefault(sheet.seat, sheet)

    def in_seat(self, sheet: MemberSheet) -> MemberSheet | None:
        """The other who sits at the number of a sheet."""
        return self._by_seat.get(sheet.seat) if sheet.seat is not None else None

    def conflicts(self, sheet: MemberSheet) -> Iterator[Conflict]:
        """Everything on which a sheet cannot stand beside the others. Ended memberships never clash."""
        if sheet.status is MembershipStatus.ENDED:
            return
        twins = [each for each in self._called_alike(sheet) if is_same_person(sheet, each, self._country)]
        for twin in twins:
            yield Conflict(Field.NAME, sheet.name, _same_person(twin), twin)
        for holder in self._holders(sheet):
            if holder not in twins:
                message = (
                    f"{holder.name} holds the seat of {holder.profession}, and a profession has one holder; "
                    "give one of them another profession, or the status waiting."
                )
                yield Conflict(Field.PROFESSION, sheet.profession, message, holder)

    def _called_alike(self, sheet: MemberSheet) -> Sequence[MemberSheet]:
        return self._by_name.get(fold(sheet.name), ())

    def _holders(self, sheet: MemberSheet) -> Sequence[MemberSheet]:
        return self._by_profession.get(fold(sheet.profession), ()) if sheet.status.holds_seat else ()


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
    return (read_phone(sheet.phone_typed, country).e164 or "") if sheet.phone_typed else ""


def _same_person(other: MemberSheet) -> str:
    place = f" at seat {other.seat}" if other.seat else ""
    return (
        f"{other.name} is on the roster already, as {other.profession} ({other.status.value}{place}); change "
        "that entry, or tell two people apart by email address or phone."
    )


def reached_alike(person: Person, others: Iterable[Person]) -> str:
    """`Bo Lind has the same phone.` of those who share a number or an address; empty for nobody."""
    phones = [each.name for each in others if person.phone and each.phone == person.phone]
    emails = [each.name for each in others if person.email and fold(each.email) == fold(person.email)]
    shared = (
        (sorted(set(phones) & set(emails)), "email address and phone"),
        (sorted(set(emails) - set(phones)), "email address"),
        (sorted(set(phones) - set(emails)), "phone"),
    )
    return " ".join(_share(names, what) for names, what in shared if names)


def _share(names: Sequence[str], what: str) -> str:
    return f"{listed(names)} {'has' if len(names) == 1 else 'have'} the same {what}."
