"""What stands for dates on which the chapter meets no more: it goes with the schedule that had them."""

from __future__ import annotations

from datetime import date

from leadsroom.acts.act import Act
from leadsroom.acts.people.notices import withdraw
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.season.calendar import Calendar, DateKind
from leadsroom.store import tables as t
from leadsroom.store.read.people.absences import notices_since
from leadsroom.store.read.season import calendar_of, meetings_of_date, special_date_id

_KEPT = (MeetingState.LIVE, MeetingState.CLOSED)


def clear_old_dates(act: Act, before: Calendar) -> str:
    """After another schedule or weekday: clear, from today on, the dates that are none any more; in words.

    Holidays and open houses of the old schedule alone, and what was announced for dates that are none now.
    Extra meetings stay, and so does a date whose meeting is on or was held.
    """
    if (act.chapter.weekday, act.chapter.rhythm) == (before.weekday, before.rhythm):
        return ""
    connection = act.unit.connection
    after = calendar_of(connection, act.chapter)
    cleared = [on for on in sorted(before.special) if _is_of_old_alone(act, on, before, after)]
    for on in cleared:
        found = special_date_id(connection, act.chapter.id, on)
        assert found is not None
        act.unit.delete(t.special_date, found)
    after = calendar_of(connection, act.chapter)
    announced = notices_since(connection, act.chapter.id, act.today)
    gone = [each for each in announced if after.on(each.on) is None and not _was_held(act, each.on)]
    withdraw(act, gone)
    return _in_words(len(cleared), len(gone))


def _is_of_old_alone(act: Act, on: date, before: Calendar, after: Calendar) -> bool:
    if on < act.today or before.special[on].kind is DateKind.EXTRA or _was_held(act, on):
        return False
    return before.has(on) and not after.has(on)


def _was_held(act: Act, on: date) -> bool:
    return any(row.state in _KEPT for row in meetings_of_date(act.unit.connection, act.chapter.id, on))


def _in_words(dates: int, notices: int) -> str:
    special = f"{dates} special {'date' if dates == 1 else 'dates'} of the old ones cleared"
    absences = f"{notices} told absence{'' if notices == 1 else 's'} taken back"
    return "; ".join(words for count, words in ((dates, special), (notices, absences)) if count)
