"""Notices of members: away on a date, and the substitute who comes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from leadsroom.acts.act import Act, Done
from leadsroom.acts.people.commands import AnnounceAbsence, WithdrawNotice
from leadsroom.acts.people.roster import members
from leadsroom.acts.registry import handles
from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.attendance import ANNOUNCEABLE, Mark, Notice
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.typed_day import refuse_far_off
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.people.absences import notices_of_date, notices_since
from leadsroom.store.read.people.roster import people_called
from leadsroom.store.read.season import calendar_of, meetings_of_date
from leadsroom.store.unit_of_work import Overtaken, RowChange


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
    earlier = before.pop(member_id, None)
    substitute_id = _substitute(act, substitute, profession, tuple(before.values()))
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
    return Done(_in_words(notice), subject=notice_id)


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
                raise Overtaken(later=_in_words(notice))


def _in_words(notice: Notice) -> str:
    return f"Announced for {short_date(notice.on)}: {notice.words}"


def _refuse_date(act: Act, on: date) -> None:
    calendar, day = calendar_of(act.unit.connection, act.chapter), short_date(on)
    if on < act.today:
        raise Refused(f"{day} is past. Correct it at that meeting's table.")
    refuse_far_off(on, act.today)
    found = calendar.on(on)
    if found is None or not found.meets:
        why = "is a holiday" if found is not None else "is not a date of a meeting"
        raise Refused(f"{day} {why}. The nearest meeting is {short_date(calendar.nearest(on, act.today))}.")
    states = [row.state for row in meetings_of_date(act.unit.connection, act.chapter.id, on)]
    if MeetingState.LIVE in states:
        raise Refused(f"The meeting of {day} is on. Mark it there.")
    if MeetingState.CLOSED in states:
        raise Refused(f"The meeting of {day} was held. Correct it at that meeting's table.")


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


def _substitute(act: Act, name: str, profession: str, others: tuple[Notice, ...]) -> PersonId | None:
    """The person who comes instead; None when nobody does. Refuses members, and who comes instead already."""
    if not name:
        return None
    found = people_called(act.unit.connection, act.chapter.id, fold(name))
    if any(each.holds_seat for each in found):
        raise Refused(f"“{name}” holds a seat at this table. A substitute comes from outside.")
    given = {"trade": profession}
    if not found:
        columns = {"name": name, "name_key": fold(name), **given}
        return PersonId(act.unit.insert(t.person, chapter_id=act.chapter.id, **columns))
    person_id = found[0].person.id
    for notice in others:
        if notice.substitute is not None and notice.substitute.id == person_id:
            raise Refused(
                f"“{name}” is the substitute of {notice.member.name} on {short_date(notice.on)} already."
            )
    if profession:
        act.unit.update(t.person, person_id, **given)
    return person_id
