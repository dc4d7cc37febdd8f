"""Writing memberships: a sheet checked beside the rest, its seat, and what follows for absences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import Any, TypeVar

from leadsroom.acts.act import Act
from leadsroom.acts.people.absences import (
    LeavesOfOne,
    announced_by,
    leave_columns,
    withdraw,
)
from leadsroom.acts.people.behind_sheet import (
    Professions,
    person_changed,
    person_chosen,
    person_entered,
    persons_added,
    profession_changed,
    profession_entered,
    professions_named,
)
from leadsroom.acts.people.commands import AddMember, Apply, MemberSheet
from leadsroom.acts.people.member_sheet import (
    Others,
    check,
    free_seat,
    is_candidate,
    is_current,
    reached_alike,
    room_made,
    sheet_of,
    tidied,
)
from leadsroom.acts.people.roster import members, seated
from leadsroom.domain.ids import MembershipId, PersonId, ProfessionId
from leadsroom.domain.people.offices import all_ended, terms_as_data, with_names
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.rules.rule_words import multi_level_remark
from leadsroom.domain.text.plain_text import fold
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.people.roster import people_called
from leadsroom.store.read.people.seats import leaves_of_memberships
from leadsroom.store.row_changes import Overtaken, RowChange

T = TypeVar("T", bound=Hashable)


class Beside:
    """The surroundings of a sheet that is one of many: the professions they name, and who sits where by now.

    It follows what is written, so that each sheet is asked about without a look at all the others.
    """

    def __init__(self, current: Iterable[Member], professions: Professions) -> None:
        """Beside the members `current`, whose memberships have not ended."""
        self.professions = professions
        self.seats_taken: Counter[int] = Counter()
        self.professions_in_use: Counter[ProfessionId] = Counter()
        self._current: dict[int, tuple[ProfessionId, int | None]] = {}
        for each in current:
            self._enter(each.id, each.profession_id, each.seat if each.status.holds_seat else None)

    def stands(self, which: int, sheet: MemberSheet, columns: Mapping[str, Any]) -> None:
        """A membership is written now, or will be, as its columns say."""
        self._leave(which)
        if sheet.status is not MembershipStatus.ENDED:
            self._enter(which, columns["profession_id"], columns["seat"] if sheet.status.holds_seat else None)

    def _enter(self, which: int, profession: ProfessionId, seat: int | None) -> None:
        self._current[which] = profession, seat
        self.professions_in_use[profession] += 1
        if seat is not None:
            self.seats_taken[seat] += 1

    def _leave(self, which: int) -> None:
        if which not in self._current:
            return
        profession, seat = self._current.pop(which)
        _take_one(self.professions_in_use, profession)
        if seat is not None:
            _take_one(self.seats_taken, seat)


def _take_one(counted: Counter[T], which: T) -> None:
    """One less; what is no longer there is not a key any more."""
    counted[which] -= 1
    if not counted[which]:
        del counted[which]


def checked(act: Act, sheet: MemberSheet, before: Member | None = None) -> MemberSheet:
    """The sheet fit to be entered. Raises Refused where it cannot stand, by itself or beside the others."""
    country = act.chapter.country
    sheet = tidied(sheet)
    check(sheet, country, act.today, sheet_of(before, country) if before else None)
    others = [m for m in members(act) if is_current(m) and (before is None or m.id != before.id)]
    for conflict in Others(country, (sheet_of(m, country) for m in others)).conflicts(sheet):
        raise Refused(f"“{conflict.value}”: {conflict.message}")
    return sheet


def make_room(act: Act, sheet: MemberSheet, before: Member | None = None) -> None:
    """The others at the table move up where the sheet takes a seat."""
    if sheet.seat is None or (before is not None and before.status.holds_seat and before.seat == sheet.seat):
        return
    at_table = [m for m in seated(act) if before is None or m.id != before.id]
    coming_from = before.seat if before is not None and before.status.holds_seat else None
    _reseat(act, room_made({m.id: m.seat for m in at_table}, sheet.seat, coming_from))


def whose(act: Act, command: AddMember | Apply, sheet: MemberSheet) -> PersonId | None:
    """Whose membership it will be, where that was chosen; None where the name says it."""
    if command.namesake:
        return persons_added(act, [sheet])[0]
    if command.who in {m.person.id for m in members(act) if is_current(m)}:
        raise Refused(f"{sheet.name} is on the roster already.")
    return None if command.who is None else person_chosen(act, sheet, command.who)


def enter(act: Act, sheet: MemberSheet, person: PersonId | None = None, **more: Any) -> MembershipId:
    """A new membership as it stands; without a seat number it gets the lowest free one.

    `person` is whose it is, where that is known; `more` are columns that no sheet has.
    """
    current = [m for m in members(act) if is_current(m)]
    if person is None:
        person = person_entered(act, sheet, {m.person.id for m in current})
    in_use = {m.profession_id for m in current}
    profession = profession_entered(act, sheet, in_use, professions_named(act, [sheet]))
    columns = {**_columns(act, sheet), "person_id": person, "profession_id": profession}
    columns |= _since(act, sheet.status) | more
    entered = MembershipId(act.unit.insert(t.membership, chapter_id=act.chapter.id, **columns))
    if sheet.status is MembershipStatus.ON_LEAVE:
        LeavesOfOne(act, entered).follow(None, sheet.status)
    return entered


def reached_together(act: Act, after: Member, before: Member | None = None) -> str:
    """A sentence on who has the same phone or email address; empty where it is nobody, or was so before."""
    others = [m.person for m in members(act) if is_current(m) and m.person.id != after.person.id]
    found = reached_alike(after.person, others)
    return "" if before is not None and found == reached_alike(before.person, others) else found


def of_multi_level(act: Act, after: Member, before: Member | None = None) -> str:
    """What the rules say of somebody who is marked now as a seller of multi-level marketing; else empty."""
    is_new = after.person.multi_level and not (before is not None and before.person.multi_level)
    return multi_level_remark(act.chapter.rules.multi_level) if is_new else ""


def called_alike(act: Act, before: Member, after: Member) -> str:
    """A sentence where a new spelling is that of somebody else on record; empty otherwise."""
    key = fold(after.person.name)
    if key == fold(before.person.name):
        return ""
    others = [
        each
        for each in people_called(act.unit.connection, act.chapter.id, key)
        if each.person.id != after.person.id
    ]
    name = after.person.name
    return f"{name} is on record twice now: m makes two entries of one person one." if others else ""


def rewrite(act: Act, member: Member, sheet: MemberSheet, **more: Any) -> None:
    """A membership as the sheet says. One that ends keeps its seat's number, for the record.

    What was announced from a seat that is given up is withdrawn. `more` are columns that no sheet has.
    """
    _rewrite(act, member, sheet, None, **more)
    LeavesOfOne(act, member.id).follow(member.status, sheet.status)
    if _gives_up(member, sheet):
        withdraw(act, announced_by(act, member.person.id))


def _rewrite(
    act: Act, member: Member, sheet: MemberSheet, beside: Beside | None, **more: Any
) -> dict[str, Any]:
    person_changed(act, member, sheet)
    columns = _columns(act, sheet, member, beside)
    named = None if beside is None else beside.professions
    columns["profession_id"] = profession_changed(act, member, sheet, named)
    ended = sheet.status is MembershipStatus.ENDED
    columns |= {"ended_on": None}
    if ended:
        ended_on = more.get("ended_on") or member.ended_on or act.today
        offices = terms_as_data(all_ended(member.terms, ended_on))
        columns |= {"ended_on": ended_on, "seat": member.seat, "offices": offices}
    act.unit.update(t.membership, member.id, **columns | _since(act, sheet.status, member) | more)
    return columns


def _gives_up(member: Member, sheet: MemberSheet) -> bool:
    return member.status.holds_seat and not sheet.status.holds_seat


def rewrite_beside(act: Act, member: Member, sheet: MemberSheet, beside: Beside) -> None:
    """A membership as the sheet says that is one of many; `settle_leaves` comes after them all."""
    beside.stands(member.id, sheet, _rewrite(act, member, sheet, beside))


def settle_leaves(
    act: Act, changed: Iterable[tuple[Member, MemberSheet]], new: Iterable[tuple[int, MemberSheet]]
) -> None:
    """Leaves, and what was announced, after many sheets: of each as after one, in few statements."""
    moved = [(m, s) for m, s in changed if not (m.status is s.status and s.status.holds_seat)]
    leaves = leaves_of_memberships(act.unit.connection, act.chapter.id, [m.id for m, _sheet in moved])
    act.unit.know(t.leave, [leave.id for of_one in leaves.values() for leave in of_one])
    begin = []
    with act.unit.together():
        for member, sheet in moved:
            of_one = LeavesOfOne(act, member.id, leaves[member.id])
            of_one.follow_back(member.status, sheet.status)
            if of_one.begins(member.status, sheet.status):
                begin.append(member.id)
    begin += [MembershipId(i) for i, sheet in new if sheet.status is MembershipStatus.ON_LEAVE]
    act.unit.insert_all(t.leave, [leave_columns(act, each, act.today) for each in begin])
    withdraw(act, [n for m, s in moved if _gives_up(m, s) for n in announced_by(act, m.person.id)])


def entered_beside(act: Act, sheet: MemberSheet, beside: Beside, which: int) -> dict[str, Any]:
    """The columns of a new membership that is one of many, all but whose it is; `which` is none's number."""
    profession = profession_entered(act, sheet, beside.professions_in_use, beside.professions)
    columns = {**_columns(act, sheet, beside=beside), "profession_id": profession}
    beside.stands(which, sheet, columns)
    return {**columns, "applied_on": None, "waiting_since": None, **_since(act, sheet.status)}


def step_aside(act: Act, members: Iterable[Member]) -> None:
    """Let go of seats that are about to be handed around, for the rest of this act."""
    waiting = {"status": MembershipStatus.WAITING.value}
    act.unit.update_all(t.membership, {member.id: waiting for member in members})


def _reseat(act: Act, moves: Mapping[MembershipId, int]) -> None:
    act.unit.update_all(
        t.membership, {membership_id: {"seat": seat} for membership_id, seat in moves.items()}
    )


def _columns(
    act: Act, sheet: MemberSheet, member: Member | None = None, beside: Beside | None = None
) -> dict[str, Any]:
    return {
        "status": sheet.status.value,
        "seat": _seat(act, sheet, member, beside),
        "offices": terms_as_data(
            with_names(() if member is None else member.terms, sheet.offices, act.today)
        ),
        "joined_on": sheet.joined_on,
        "note": sheet.note,
        "multi_level": sheet.multi_level,
    }


_SINCE = {MembershipStatus.APPLICANT: "applied_on", MembershipStatus.WAITING: "waiting_since"}


def _since(act: Act, after: MembershipStatus, member: Member | None = None) -> dict[str, Any]:
    """From when on somebody applies or waits, where this begins now."""
    column = _SINCE.get(after)
    if column is None or (member is not None and member.status is after):
        return {}
    row = act.unit.row(t.membership, member.id) if member is not None and is_candidate(member) else None
    return {} if row is not None and row[column] else {column: act.today}


def _seat(act: Act, sheet: MemberSheet, member: Member | None, beside: Beside | None) -> int:
    if not sheet.status.holds_seat:
        return 0
    if sheet.seat is not None:
        return sheet.seat
    if member is not None and member.status.holds_seat:
        return member.seat
    return free_seat({m.seat for m in seated(act)} if beside is None else beside.seats_taken)


def refuse_second_membership(act: Act, changes: Iterable[RowChange]) -> None:
    """After memberships were put back as they were: nobody is on the roster twice. Raises Overtaken."""
    back = {each.id for each in changes if each.table == t.membership.name and _comes_back(each)}
    current = [member for member in members(act) if is_current(member)] if back else []
    for member in current:
        others = [each for each in current if each.person.id == member.person.id and each.id != member.id]
        if member.id in back and others:
            raise Overtaken(later=f"{member.person.name}, {others[0].profession}: {others[0].status}")


def _comes_back(change: RowChange) -> bool:
    """Whether a membership that had ended, or was gone, is on the roster again."""
    ended = MembershipStatus.ENDED
    before, after = ((image or {}).get("status") for image in (change.before, change.after))
    return after not in (None, ended) and before in (None, ended)
