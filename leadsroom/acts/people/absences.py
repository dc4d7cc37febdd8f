"""Announced absences: notices for a date, with the substitute who comes, and leaves, which pause counting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.commands import AnnounceAbsence, LeaveSheet, WithdrawNotice
from leadsroom.acts.people.roster import all_facts, member, members, names
from leadsroom.acts.people.visiting import home_columns, name_columns, people_meant
from leadsroom.domain.ids import LeaveId, MembershipId, PersonId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.attendance import ANNOUNCEABLE, Away, Mark, Notice
from leadsroom.domain.people.membership import Leave, beyond_bounds, leave_begun
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.people.substitutes import refusal_by_profession, refuse_substitute
from leadsroom.domain.rules.chapter_rules import SubstituteProfession
from leadsroom.domain.season.calendar import refuse_notice
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import near_date, short_date
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.people.absences import notices_of_date, notices_since
from leadsroom.store.read.people.seats import leaves_of_membership
from leadsroom.store.read.people.visitors import held_seats
from leadsroom.store.read.season import calendar_of, meetings_of_date
from leadsroom.store.row_changes import Overtaken, RowChange

_DAY = timedelta(days=1)
_NO_SEAT_YET = (MembershipStatus.APPLICANT, MembershipStatus.WAITING)


@handles(AnnounceAbsence)
def announce(act: Act, command: AnnounceAbsence) -> Done:
    """The subject is the new notice."""
    on, member_id = command.on, command.member_id
    substitute, profession = clean(command.substitute), clean(command.profession)
    _refuse_date(act, on)
    if profession and not substitute:
        raise Refused("Type the name of the substitute, or leave the profession empty.")
    mark = _mark(command.mark, substitute)
    _need_member(act, member_id)
    before = notices_of_date(act.unit.connection, act.chapter.id, on)
    earlier = before.get(member_id)
    named = name_columns(act, substitute, command.home) if substitute else {}
    substitute_id = _substitute(act, named, profession, member_id, before.values())
    if substitute_id is not None:
        check_profession(act, substitute_id, member_id, overrules=command.overrules)
    if earlier is not None:
        withdraw(act, [earlier])
    notice_id = act.unit.insert(
        t.notice,
        chapter_id=act.chapter.id,
        member_id=member_id,
        on_date=on,
        mark=mark.value,
        substitute_id=substitute_id,
        note=clean(command.note),
        at=act.now,
    )
    notice = notices_of_date(act.unit.connection, act.chapter.id, on)[member_id]
    return Done(_notice_in_words(notice), subject=notice_id)


@handles(WithdrawNotice)
def withdraw_notice(act: Act, command: WithdrawNotice) -> str:
    """Withdraw a notice that still stands."""
    row = act.unit.row(t.notice, command.notice_id)
    if row is None or row["chapter_id"] != act.chapter.id or row["withdrawn_at"]:
        raise Refused("That notice is no longer on the calendar.")
    on, member_id = date.fromisoformat(row["on_date"]), PersonId(row["member_id"])
    notice = notices_of_date(act.unit.connection, act.chapter.id, on)[member_id]
    withdraw(act, [notice])
    return f"Withdrawn for {short_date(on)}: {notice.words}"


def withdraw(act: Act, notices: Iterable[Notice]) -> None:
    """Withdraw a notice."""
    act.unit.update_all(t.notice, {notice.id: {"withdrawn_at": act.now} for notice in notices})


def refuse_second_notice(act: Act, changes: Iterable[RowChange]) -> None:
    """After notices were put back as they were: a member has one for a date. Raises Overtaken."""
    images = [change.after for change in changes if change.table == t.notice.name]
    back = {image["id"]: image for image in images if image is not None and not image["withdrawn_at"]}
    if not back:
        return
    since = min(date.fromisoformat(image["on_date"]) for image in back.values())
    standing = notices_since(act.unit.connection, act.chapter.id, since)
    for image in back.values():
        for notice in standing:
            key = notice.on.isoformat(), notice.member.id
            if key == (image["on_date"], image["member_id"]) and notice.id != image["id"]:
                raise Overtaken(later=_notice_in_words(notice))


def _notice_in_words(notice: Notice) -> str:
    return f"Announced for {short_date(notice.on)}: {notice.words}"


def _refuse_date(act: Act, on: date) -> None:
    connection = act.unit.connection
    states = [row.state for row in meetings_of_date(connection, act.chapter.id, on)]
    is_on, was_held = MeetingState.LIVE in states, MeetingState.CLOSED in states
    refuse_notice(calendar_of(connection, act.chapter), on, act.today, is_on=is_on, was_held=was_held)


def _mark(mark: Mark, substitute: str) -> Mark:
    if mark not in ANNOUNCEABLE:
        raise Refused("Members need not announce that they will attend.")
    if mark is Mark.LATE and substitute:
        raise Refused("A member who comes late needs no substitute. Choose absent, or leave the name empty.")
    if mark is Mark.SUBSTITUTE and not substitute:
        raise Refused("Type the name of the substitute.")
    return Mark.SUBSTITUTE if substitute else mark


def _need_member(act: Act, member_id: PersonId) -> None:
    if not any(m.person.id == member_id and m.status.holds_seat for m in members(act)):
        raise Refused("Choose a member who holds a seat.")


def _substitute(
    act: Act, named: Mapping[str, Any], profession: str, member_id: PersonId, notices: Iterable[Notice]
) -> PersonId | None:
    """The person who comes instead of a member; None when nobody does. Raises Refused.

    `named` are the columns of their name.
    """
    if not named:
        return None
    found = people_meant(act, named)
    seated = any(each.holds_seat for each in found)
    refuse_substitute(named["name"], member_id, notices, holds_seat=seated)
    given = {"trade": profession}
    if not found:
        return PersonId(act.unit.insert(t.person, chapter_id=act.chapter.id, **named, **given))
    person_id = found[0].person.id
    columns = home_columns(named, found[0].person) | (given if profession else {})
    if columns:
        act.unit.update(t.person, person_id, **columns)
    return person_id


def check_profession(act: Act, substitute_id: PersonId, member_id: PersonId, *, overrules: bool) -> None:
    """Refuse a substitute by the chapter's rule on their profession, unless it is overruled."""
    rules = act.chapter.rules.substitutes
    if overrules or rules.profession is not SubstituteProfession.NO_HELD_SEAT:
        return
    row, seats = act.unit.row(t.person, substitute_id), held_seats(act.unit.connection, act.chapter.id)
    refusal = refusal_by_profession(rules, row["trade"] if row else "", member_id, seats)
    if refusal:
        raise Refused(refusal)


_ACTIVE, _ON_LEAVE = MembershipStatus.ACTIVE, MembershipStatus.ON_LEAVE


def announced_by(act: Act, person_id: PersonId) -> list[Notice]:
    """The notices of a member for today and later, not those in which they are the substitute."""
    connection, chapter_id, today = act.unit.connection, act.chapter.id, act.today
    announced = act.once("announced", {"notice"}, lambda: notices_since(connection, chapter_id, today))
    return [notice for notice in announced if notice.member.id == person_id]


def withdrawn_in_words(notices: Sequence[Notice], today: date) -> str:
    """`; their notice for Wed 25 Nov is withdrawn`; empty where there was none."""
    if not notices:
        return ""
    if len(notices) == 1:
        return f"; the notice for {near_date(notices[0].on, today)} is withdrawn"
    return f"; the notices for {len(notices)} dates are withdrawn"


def leave_columns(
    act: Act, membership_id: MembershipId, since: date, until: date | None = None, reason: str = ""
) -> dict[str, Any]:
    """A leave, as the columns of its row."""
    whose = {"chapter_id": act.chapter.id, "membership_id": membership_id}
    return {**whose, "since": since, "until": until, "reason": reason, "at": act.now}


class LeavesOfOne(Struct, frozen=True):
    """The leaves of one membership inside an act; `leaves_read` are those that were read with others'."""

    act: Act
    membership_id: MembershipId
    leaves_read: tuple[Leave, ...] | None = None

    @property
    def all(self) -> tuple[Leave, ...]:
        """Oldest first, those withdrawn left out."""
        if self.leaves_read is not None:
            return self.leaves_read
        act, membership_id = self.act, self.membership_id
        return act.once(
            f"leaves of {membership_id}",
            {"leave"},
            lambda: leaves_of_membership(act.unit.connection, act.chapter.id, membership_id),
        )

    def enter(self, since: date, until: date | None = None, reason: str = "") -> None:
        """Another one."""
        self.act.unit.insert(t.leave, **leave_columns(self.act, self.membership_id, since, until, reason))

    def withdraw(self, leave: Leave) -> None:
        """As if it had never been announced."""
        self.act.unit.update(t.leave, leave.id, withdrawn_at=self.act.now)

    def end(self) -> None:
        """The one that holds ended yesterday; if it began today it never was."""
        for leave in self.all:
            if leave.away.holds(self.act.today) and leave.away.since < self.act.today:
                self.act.unit.update(t.leave, leave.id, until=self.act.today - _DAY)
            elif leave.away.holds(self.act.today):
                self.withdraw(leave)

    def follow(self, before: MembershipStatus | None, after: MembershipStatus) -> None:
        """Members put on leave have one from today on; those who come off it, or give up the seat, are back.

        Members who leave the chapter have no leaves ahead either. An applicant who waits now, or one who
        waited and may apply again, holds no seat before or after.
        """
        if self.begins(before, after):
            self._refuse_open_end()
            self.enter(self.act.today)
        self.follow_back(before, after)

    def _refuse_open_end(self) -> None:
        """A status says no last day: where the rules refuse what goes beyond them, one is asked for."""
        rules, today = self.act.chapter.rules.leaves, self.act.today
        beyond = beyond_bounds(rules, Away(today), (each.away for each in self.all), today)
        if beyond and rules.refuses:
            raise Refused(f"{beyond} Enter it with its last day: l on the roster.")

    def begins(self, before: MembershipStatus | None, after: MembershipStatus) -> bool:
        """Whether another one begins today with a status."""
        is_put = after is MembershipStatus.ON_LEAVE and before is not after
        return is_put and not any(leave.away.holds(self.act.today) for leave in self.all)

    def follow_back(self, before: MembershipStatus | None, after: MembershipStatus) -> None:
        """Those who are back, or have no leaves ahead any more, by a status."""
        if before in _NO_SEAT_YET and after in _NO_SEAT_YET:
            return
        if after is not MembershipStatus.ON_LEAVE and (
            before is MembershipStatus.ON_LEAVE or not after.holds_seat
        ):
            self.end()
        if after is MembershipStatus.ENDED:
            for leave in self.all:
                if leave.away.since > self.act.today:
                    self.withdraw(leave)


@handles(c.TakeLeave)
def take_leave(act: Act, command: c.TakeLeave) -> Done:
    """Enter a leave, wherever it lies in time."""
    sheet, away = command.sheet, member(act, command.membership_id)
    leaves = LeavesOfOne(act, away.id)
    if not away.status.holds_seat:
        raise Refused(f"{away.person.name} has no seat to be on leave from.")
    remark = _checked_leave(act, sheet, leaves.all)
    leaves.enter(sheet.since, sheet.until, clean(sheet.reason))
    return _announced(act, away, sheet, remark)


@handles(c.ChangeLeave)
def change_leave(act: Act, command: c.ChangeLeave) -> Done:
    """Rewrite a leave."""
    sheet, (away, leave) = command.sheet, _need_leave(act, command.leave_id)
    remark = _checked_leave(
        act, sheet, [each for each in LeavesOfOne(act, away.id).all if each.id != leave.id]
    )
    columns = {"since": sheet.since, "until": sheet.until, "reason": clean(sheet.reason)}
    act.unit.update(t.leave, leave.id, **columns)
    return _announced(act, away, sheet, remark)


@handles(c.WithdrawLeave)
def withdraw_leave(act: Act, command: c.WithdrawLeave) -> Done:
    """Withdraw a leave; the member stands where the others put them."""
    away, leave = _need_leave(act, command.leave_id)
    LeavesOfOne(act, away.id).withdraw(leave)
    _follow_leave(act, away)
    return Done(f"{away.person.name}: the leave {leave.in_words(act.today)} is withdrawn", subject=away.id)


@handles(c.BackFromLeave)
def back_from_leave(act: Act, command: c.BackFromLeave) -> Done:
    """The leave that holds ended yesterday."""
    back = member(act, command.membership_id)
    if back.status is not _ON_LEAVE:
        raise Refused(f"{back.person.name} is not on leave.")
    LeavesOfOne(act, back.id).end()
    act.unit.update(t.membership, back.id, status=_ACTIVE.value)
    what = f"{back.person.name} is back from leave"
    return Done(what, sentence=f"{what}, in seat {back.seat}.", subject=back.id)


@handles(c.BeginLeaves)
def begin_leaves(act: Act, _command: c.BeginLeaves) -> str:
    """Members still standing as active whose leave has begun are on leave."""
    records = all_facts(act)
    begun = [each for each in members(act) if leave_begun(each, records[each.id], act.today)]
    for each in begun:
        act.unit.update(t.membership, each.id, status=_ON_LEAVE.value)
    return f"The leave of {names(begun)} has begun"


def _need_leave(act: Act, leave_id: LeaveId) -> tuple[Member, Leave]:
    """The member on leave, and the leave. Raises Refused."""
    row = act.unit.row(t.leave, leave_id)
    if row is None or row["chapter_id"] != act.chapter.id or row["withdrawn_at"]:
        raise Refused("That leave is no longer on record.")
    away = member(act, MembershipId(row["membership_id"]))
    return away, next(each for each in LeavesOfOne(act, away.id).all if each.id == leave_id)


def _checked_leave(act: Act, sheet: LeaveSheet, others: Sequence[Leave]) -> str:
    """A sentence on a leave that is longer than the rules allow, else empty. Raises Refused."""
    today, rules = act.today, act.chapter.rules.leaves
    _refuse_days(sheet, others, today)
    away = Away(sheet.since, sheet.until)
    remark = beyond_bounds(rules, away, (other.away for other in others), today)
    if remark and rules.refuses:
        raise Refused(f"{remark} {'Type' if away.until is None else 'Correct'} its last day.")
    return remark


def _refuse_days(sheet: LeaveSheet, others: Iterable[Leave], today: date) -> None:
    if sheet.until is not None and sheet.until < sheet.since:
        until, since = near_date(sheet.until, today), near_date(sheet.since, today)
        raise Refused(f"{until} is before {since}. Correct one of the days.")
    for other in others:
        ends_before = sheet.until is not None and sheet.until < other.away.since
        begins_after = other.away.until is not None and other.away.until < sheet.since
        if not (ends_before or begins_after):
            raise Refused(
                f"There is a leave {other.in_words(today)} already. Change that one, or withdraw it."
            )


def _follow_leave(act: Act, away: Member) -> None:
    """Set their status by what their leaves say of today."""
    if away.status.holds_seat:
        holds = any(leave.away.holds(act.today) for leave in LeavesOfOne(act, away.id).all)
        act.unit.update(t.membership, away.id, status=(_ON_LEAVE if holds else _ACTIVE).value)


def _announced(act: Act, away: Member, sheet: LeaveSheet, remark: str) -> Done:
    _follow_leave(act, away)
    what = _leave_in_words(away.person.name, sheet, act.today)
    sentence = f"{what}; seat {away.seat} stays theirs. {remark}".rstrip()
    return Done(what, sentence=sentence, subject=away.id)


def _leave_in_words(name: str, sheet: LeaveSheet, today: date) -> str:
    since = near_date(sheet.since, today)
    until = f" until {near_date(sheet.until, today)}" if sheet.until else ""
    if sheet.since > today:
        return f"{name} goes on leave on {since}{until and f',{until}'}"
    if sheet.until is not None and sheet.until < today:
        return f"{name} was on leave from {since}{until}"
    return f"{name} is on leave{until}"
