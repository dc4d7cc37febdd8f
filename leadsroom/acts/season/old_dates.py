"""What stands for dates on which the chapter meets no more: it goes with the schedule that had them."""

from __future__ import annotations

from datetime import date

from leadsroom.acts.act import Act
from leadsroom.acts.people.notices import withdraw
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.season.calendar import Calendar, DateKind
from leadsroom.store import tables as t
from leadsroom.store.read.people.absences import notices_since
from leadsroom.store.read.season import calendar_of, meetings_since, special_date_ids

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
    held = {x.on for x in meetings_since(connection, act.chapter.id, act.today) if x.state in _KEPT}
    to_come = [on for on in sorted(before.special) if on >= act.today and on not in held]
    cleared = [on for on in to_come if _is_of_old_alone(on, before, after)]
    ids = special_date_ids(connection, act.chapter.id)
    act.unit.delete_all(t.special_date, [ids[on] for on in cleared])
    after = calendar_of(connection, act.chapter)
    announced = notices_since(connection, act.chapter.id, act.today)
    gone = [each for each in announced if after.on(each.on) is None and each.on not in held]
    withdraw(act, gone)
    return _in_words(len(cleared), len(gone))


def _is_of_old_alone(on: date, before: Calendar, after: Calendar) -> bool:
    is_extra = before.special[on].kind is DateKind.EXTRA
    return not is_extra and before.has(on) and not after.has(on)


def _in_words(dates: int, notices: int) -> str:
    special = f"{dates} special {'date' if dates == 1 else 'dates'} of the old ones cleared"
    absences = f"{notices} told absence{'' if notices == 1 else 's'} taken back"
    return "; ".join(words for count, words in ((dates, special), (notices, absences)) if count)
