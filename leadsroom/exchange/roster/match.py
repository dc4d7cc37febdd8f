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
from leadsroom.exchange.roster.names import first_name, name_after, person_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from leadsroom.domain.people.roster import Member


class Match(Struct, frozen=True):
    """A line, the membership it is about (None: a new one), and that membership's sheet afterwards.

    `is_renamed`: the name is another one, and profession, first name, and email address or phone say that it
    is the same person.
    """

    line: RosterLine
    member: Member | None
    sheet: MemberSheet
    is_renamed: bool = False

    def changes(self, country: str) -> bool:
        """Whether anything would be different."""
        return self.member is None or sheet_of(self.member, country) != self.sheet

    def changes_in_words(self, country: str) -> str:
        """`Ann Chu (phone, seat)`: whose sheet changes, and where; of somebody new the name."""
        if self.member is None:
            return self.sheet.name
        old = sheet_of(self.member, country)
        different = [
            name for name in old.__struct_fields__ if getattr(old, name) != getattr(self.sheet, name)
        ]
        return f"{self.sheet.name} ({', '.join(_WORDS.get(name, name) for name in different)})"


_WORDS = {"phone_typed": "phone", "email": "email address", "joined_on": "joined"}


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
        letters=member.person.letters,
    )


def matched(
    lines: Sequence[RosterLine],
    members: Iterable[Member],
    columns: Collection[Column],
    country: str,
    *,
    is_literal: bool = False,
) -> list[Match]:
    """Every line with its membership and sheet. What a file does not say or leaves empty stays.

    `is_literal`: names are written as they are to be, capitals, titles and degrees too.
    """
    members = tuple(members)
    found = _memberships(lines, members, country)
    renamed = _renamed(lines, members, found)
    found = [member or renamed.get(place) for place, member in enumerate(found)]
    matches = [_as_written(line, member, columns) for line, member in zip(lines, found, strict=True)]
    touched = {member.id for member in found if member}
    taken = {m.seat for m in members if m.status.holds_seat and m.id not in touched}
    numbered = _keeping_seats(matches, found)
    seated = seated_in_file_order(numbered, taken)
    return [
        Match(line, member, _sheet_after(line, member, country, is_literal=is_literal), place in renamed)
        for place, (line, member) in enumerate(zip(seated, found, strict=True))
    ]


def _memberships(lines: Sequence[RosterLine], members: Sequence[Member], country: str) -> list[Member | None]:
    """The surest matches first, so that namesakes do not take each other's place."""
    found: dict[int, Member] = {}
    free = {m.id: m for m in members}
    called: defaultdict[str, list[Member]] = defaultdict(list)
    for member in members:
        called[person_key(member.person.name)].append(member)
    ranked = sorted(
        (rank, place, member.id)
        for place, line in enumerate(lines)
        for member in called.get(person_key(line.name), ())
        if (rank := _rank(line, member, country)) is not None
    )
    for _, place, member_id in ranked:
        if place not in found and member_id in free:
            found[place] = free.pop(member_id)
    return [found.get(place) for place in range(len(lines))]


def _renamed(
    lines: Sequence[RosterLine], members: Sequence[Member], found: Sequence[Member | None]
) -> dict[int, Member]:
    """Holders of a seat whom no line names, and the line of the same person with another last name.

    The seat is the one thing that two people cannot have, so it has to be the same; who follows somebody in
    it at the same desk has another first name, or another address and number.
    """
    named = {member.id for member in found if member}
    holders = {fold(m.profession): m for m in members if m.status.holds_seat and m.id not in named}
    renamed = {}
    for place, line in enumerate(lines):
        if found[place] is not None or not line.status.holds_seat:
            continue
        holder = holders.get(fold(line.profession))
        if holder is not None and _is_renamed(line, holder):
            renamed[place] = holders.pop(fold(line.profession))
    return renamed


def _is_renamed(line: RosterLine, member: Member) -> bool:
    return first_name(member.person.name) == first_name(line.name) and _reached_alike(line, member)


def _reached_alike(line: RosterLine, member: Member) -> bool:
    """Whether the address or the number is the same."""
    person, phone = member.person, (line.phone.e164 or "") if line.phone else ""
    reach = ((fold(line.email), fold(person.email)), (phone, person.phone))
    agreeing = [one == other for one, other in reach if one and other]
    return any(agreeing)


def perhaps_renamed(matches: Sequence[Match], members: Sequence[Member]) -> list[tuple[Match, Member]]:
    """New lines, each with a member whom no line names, of the same first name, address and number."""
    named = {match.member.id for match in matches if match.member}
    left = {_trace(line_of(m)): m for m in members if is_current(m) and m.id not in named}
    found = []
    for match in matches:
        trace = _trace(match.line)
        if match.member is None and all(trace) and trace in left:
            found.append((match, left.pop(trace)))
    return found


def _trace(line: RosterLine) -> tuple[str, str, str]:
    phone = (line.phone.e164 or "") if line.phone else ""
    return first_name(line.name), fold(line.email), phone


def _rank(line: RosterLine, member: Member, country: str) -> int | None:
    """How surely a line means a membership of that name, 0 the surest; None when it means another."""
    if not is_current(member):
        return 3 if line.status is MembershipStatus.ENDED else None
    same_profession = fold(line.profession) == fold(member.profession)
    # Whose names differ by a title alone are asked about as one: it is the person that is looked for.
    theirs = replace(sheet_of(member, country), name=line.name)
    if is_same_person(_sheet(line, country), theirs, country):
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
        letters=line.letters,
    )


def _sheet_after(line: RosterLine, member: Member | None, country: str, *, is_literal: bool) -> MemberSheet:
    new = _sheet(line, country)
    if member is None:
        return new
    old = sheet_of(member, country)
    same_profession = fold(new.profession) == fold(old.profession)
    return replace(
        new,
        name=new.name if is_literal else name_after(old.name, new.name),
        profession=old.profession if same_profession else new.profession,
        company=new.company or old.company,
        phone_typed=new.phone_typed or old.phone_typed,
        email=new.email or old.email,
        joined_on=new.joined_on or old.joined_on,
        sphere=_sphere_after(new, old, same_profession=same_profession),
        offices=new.offices or old.offices,
        note=note_after(old.note, new.note),
        multi_level=old.multi_level,
        letters=old.letters if new.letters is None else new.letters,
    )


def _sphere_after(new: MemberSheet, old: MemberSheet, *, same_profession: bool) -> str:
    # The sphere is the profession's: only who holds its seat speaks for it.
    if not same_profession:
        return new.sphere
    return new.sphere if new.sphere and new.status.holds_seat else old.sphere
