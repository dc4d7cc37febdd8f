"""What members tell in advance: away on a date, and who stands in."""

from __future__ import annotations

from datetime import date

from leadsroom.domain.attendance import Mark
from leadsroom.domain.ids import ChapterId, NoticeId, PersonId
from leadsroom.domain.notice import TOLD, Notice
from leadsroom.domain.snapshot import MeetingState
from leadsroom.domain.text import clean, fold
from leadsroom.domain.typed_day import refuse_far_off
from leadsroom.domain.wording import short_date
from leadsroom.errors import Refused
from leadsroom.roster.act import RosterAct
from leadsroom.roster.door import Door
from leadsroom.store import tables as t
from leadsroom.store.read_calendar import calendar_of
from leadsroom.store.read_notices import notices_of_date, notices_since
from leadsroom.store.read_people import people_called
from leadsroom.store.read_season import meetings_of_date


class Notices(Door):
    """The door to what is told in advance. Every write raises Refused with nothing changed."""

    def told(self, chapter_id: ChapterId, since: date) -> tuple[Notice, ...]:
        """What stands for a day and those after it, the earliest date first."""
        with self._store.reading() as connection:
            return notices_since(connection, chapter_id, since)

    def tell(
        self,
        chapter_id: ChapterId,
        member_id: PersonId,
        on: date,
        mark: Mark = Mark.ABSENT,
        *,
        substitute: str = "",
        trade: str = "",
        note: str = "",
    ) -> Notice:
        """A member will be away or late on a date. With a stand-in's name it is a substitute.

        What the same member told for this date before is taken back.
        """
        with self.act(chapter_id, "TellAway") as act:
            _refuse_date(act, on)
            if clean(trade) and not clean(substitute):
                raise Refused("Say who stands in, or leave their trade empty.")
            mark = _mark(mark, clean(substitute))
            _need_member(act, member_id)
            before = notices_of_date(act.unit.connection, chapter_id, on)
            earlier = before.pop(member_id, None)
            stands_in = _stand_in(act, clean(substitute), clean(trade), tuple(before.values()))
            columns = {"mark": mark.value, "substitute_id": stands_in, "note": clean(note)}
            if earlier is not None:
                act.unit.update(t.notice, earlier.id, withdrawn_at=act.now)
            act.unit.insert(
                t.notice, chapter_id=chapter_id, member_id=member_id, on_date=on, at=act.now, **columns
            )
            notice = notices_of_date(act.unit.connection, chapter_id, on)[member_id]
            act.what = f"Told for {short_date(on)}: {notice.words}"
            return notice

    def take_back(self, chapter_id: ChapterId, notice_id: NoticeId) -> None:
        """They will come after all."""
        with self.act(chapter_id, "TakeNoticeBack") as act:
            row = act.unit.row(t.notice, notice_id)
            if row is None or row["chapter_id"] != chapter_id or row["withdrawn_at"]:
                raise Refused("That is no longer on the calendar.")
            on, member_id = date.fromisoformat(row["on_date"]), PersonId(row["member_id"])
            notice = notices_of_date(act.unit.connection, chapter_id, on)[member_id]
            act.unit.update(t.notice, notice_id, withdrawn_at=act.now)
            act.what = f"Taken back for {short_date(on)}: {notice.words}"


def _refuse_date(act: RosterAct, on: date) -> None:
    calendar, day = calendar_of(act.unit.connection, act.chapter), short_date(on)
    if on < act.today:
        raise Refused(f"{day} is past. What happened then is corrected at that meeting's table.")
    refuse_far_off(on, act.today)
    found = calendar.on(on)
    if found is None or not found.meets:
        why = "is a holiday" if found is not None else "is no date of a meeting"
        raise Refused(f"{day} {why}. The nearest meeting is {short_date(calendar.nearest(on, act.today))}.")
    states = [row.state for row in meetings_of_date(act.unit.connection, act.chapter.id, on)]
    if MeetingState.LIVE in states:
        raise Refused(f"The meeting of {day} is on. Mark it there.")
    if MeetingState.CLOSED in states:
        raise Refused(f"The meeting of {day} was held. Correct it at that meeting's table.")


def _mark(mark: Mark, substitute: str) -> Mark:
    if mark not in TOLD:
        raise Refused("Nobody has to tell that they will be there.")
    if mark is Mark.LATE and substitute:
        raise Refused("Somebody who comes late needs no stand-in. Choose absent, or leave the name empty.")
    if mark is Mark.SUBSTITUTE and not substitute:
        raise Refused("Say who stands in.")
    return Mark.SUBSTITUTE if substitute else mark


def _need_member(act: RosterAct, member_id: PersonId) -> None:
    if not any(m.person.id == member_id and m.status.holds_seat for m in act.members()):
        raise Refused("Choose a member who holds a seat.")


def _stand_in(act: RosterAct, name: str, trade: str, others: tuple[Notice, ...]) -> PersonId | None:
    """The person who stands in; None when nobody does. Refuses members, and who stands in already."""
    if not name:
        return None
    known = people_called(act.unit.connection, act.chapter.id, fold(name))
    if any(row.holds_seat for row in known):
        raise Refused(f"{name} holds a seat at this table. A stand-in comes from outside.")
    if not known:
        columns = {"name": name, "name_key": fold(name), "trade": trade}
        return PersonId(act.unit.insert(t.person, chapter_id=act.chapter.id, **columns))
    person_id = PersonId(known[0].id)
    for notice in others:
        if notice.substitute is not None and notice.substitute.id == person_id:
            raise Refused(f"{name} stands in for {notice.member.name} on {short_date(notice.on)} already.")
    if trade:
        act.unit.update(t.person, person_id, trade=trade)
    return person_id
