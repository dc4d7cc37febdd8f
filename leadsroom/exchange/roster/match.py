"""Which line of a roster file is which member, and what would stand on each member's sheet afterwards."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.acts.people.commands import MemberSheet
from leadsroom.acts.people.member_sheet import is_current, is_same_person, phone_of, sheet_of
from leadsroom.domain.people.notes import note_after
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.text.phone import show_phone
from leadsroom.domain.text.plain_text import fold
from leadsroom.exchange.roster.lines import Column, RosterLine, seated_in_file_order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from leadsroom.domain.people.roster import Member


class Match(Struct, frozen=True):
    """A line, the membership it is about (None: a new one), and that membership's sheet afterwards."""

    line: RosterLine
    member: Member | None
    sheet: MemberSheet

    def changes(self, country: str) -> bool:
        """Whether anything would be different."""
        return self.member is None or sheet_of(self.member, country) != self.sheet


def line_of(member: Member) -> RosterLine:
    """A member as a line of a roster file; `line` is 0, for nowhere yet."""
    return RosterLine(
        line=0,
        name=member.person.name,
        profession=member.profession,
        company=member.person.company,
        phone=phone_of(member.person),
        email=member.person.email,
        joined=member.joined_on,
        sphere=member.sphere,
        offices=member.offices,
        seat=member.seat if member.status.holds_seat else None,
        status=member.status,
        note=member.note,
    )


def matched(
    lines: Sequence[RosterLine], members: Iterable[Member], columns: Collection[Column], country: str
) -> list[Match]:
    """Every line with its membership and sheet. What a file does not say or leaves empty stays."""
    members = tuple(members)
    found = _memberships(lines, members, country)
    matches = [_as_written(line, member, columns) for line, member in zip(lines, found, strict=True)]
    touched = {member.id for member in found if member}
    taken = {m.seat for m in members if m.status.holds_seat and m.id not in touched}
    numbered = _keeping_seats(matches, found)
    seated = seated_in_file_order(numbered, taken)
    return [
        Match(line, member, _sheet_after(line, member, country))
        for line, member in zip(seated, found, strict=True)
    ]


def _memberships(lines: Sequence[RosterLine], members: Sequence[Member], country: str) -> list[Member | None]:
    """The surest matches first, so that namesakes do not take each other's place."""
    found: dict[int, Member] = {}
    free = {m.id: m for m in members}
    called: defaultdict[str, list[Member]] = defaultdict(list)
    for member in members:
        called[fold(member.person.name)].append(member)
    ranked = sorted(
        (rank, place, member.id)
        for place, line in enumerate(lines)
        for member in called.get(fold(line.name), ())
        if (rank := _rank(line, member, country)) is not None
    )
    for _, place, member_id in ranked:
        if place not in found and member_id in free:
            found[place] = free.pop(member_id)
    return [found.get(place) for place in range(len(lines))]


def _rank(line: RosterLine, member: Member, country: str) -> int | None:
    """How surely a line means a membership of that name, 0 the surest; None when it means another."""
    if not is_current(member):
        return 3 if line.status is MembershipStatus.ENDED else None
    same_profession = fold(line.profession) == fold(member.profession)
    if is_same_person(_sheet(line, country), sheet_of(member, country), country):
        return 0 if same_profession else 1
    return 2 if same_profession else None


def _as_written(line: RosterLine, member: Member | None, columns: Collection[Column]) -> RosterLine:
    """A file without a column for the status does not call anybody back from a leave."""
    if member is None or Column.STATUS in columns or not is_current(member):
        return line
    return replace(line, status=member.status)


def _keeping_seats(lines: Sequence[RosterLine], found: Sequence[Member | None]) -> list[RosterLine]:
    claimed = {line.seat for line in lines}
    return [
        replace(line, seat=member.seat)
        if member and line.seat is None and _keeps_place(line, member) and member.seat not in claimed
        else line
        for line, member in zip(lines, found, strict=True)
    ]


def _keeps_place(line: RosterLine, member: Member) -> bool:
    return line.status.holds_seat and member.status.holds_seat


def _sheet(line: RosterLine, country: str) -> MemberSheet:
    return MemberSheet(
        name=line.name,
        profession=line.profession,
        company=line.company,
        phone_typed=show_phone(line.phone, country) if line.phone else "",
        email=line.email,
        joined_on=line.joined,
        sphere=line.sphere,
        offices=line.offices,
        seat=line.seat if line.status.holds_seat else None,
        status=line.status,
        note=line.note,
    )


def _sheet_after(line: RosterLine, member: Member | None, country: str) -> MemberSheet:
    new = _sheet(line, country)
    if member is None:
        return new
    old = sheet_of(member, country)
    same_profession = fold(new.profession) == fold(old.profession)
    return replace(
        new,
        profession=old.profession if same_profession else new.profession,
        company=new.company or old.company,
        phone_typed=new.phone_typed or old.phone_typed,
        email=new.email or old.email,
        joined_on=new.joined_on or old.joined_on,
        sphere=_sphere_after(new, old, same_profession=same_profession),
        offices=new.offices or old.offices,
        note=note_after(old.note, new.note),
    )


def _sphere_after(new: MemberSheet, old: MemberSheet, *, same_profession: bool) -> str:
    # The sphere is the profession's: only who holds its seat speaks for it.
    if not same_profession:
        return new.sphere
    return new.sphere if new.sphere and new.status.holds_seat else old.sphere
