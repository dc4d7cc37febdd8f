"""What was told, or marked, for dates that nobody needs any more: it goes with what called them off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from leadsroom.domain.ids import PersonId
from leadsroom.domain.notice import Notice
from leadsroom.domain.season_dates import Calendar, DateKind
from leadsroom.domain.snapshot import MeetingState
from leadsroom.domain.wording import near_date
from leadsroom.store import tables as t
from leadsroom.store.read_calendar import calendar_of, special_date_id
from leadsroom.store.read_notices import notices_since
from leadsroom.store.read_season import meetings_of_date

if TYPE_CHECKING:
    from leadsroom.roster.act import RosterAct

_KEPT = (MeetingState.LIVE, MeetingState.CLOSED)


def told_by(act: RosterAct, person_id: PersonId) -> list[Notice]:
    """What a member has told for today and later. Whom they stand in for is not theirs to tell."""
    told = notices_since(act.unit.connection, act.chapter.id, act.today)
    return [notice for notice in told if notice.member.id == person_id]


def withdraw(act: RosterAct, notices: Iterable[Notice]) -> None:
    """Take back what was told."""
    for notice in notices:
        act.unit.update(t.notice, notice.id, withdrawn_at=act.now)


def withdrawn_in_words(told: Sequence[Notice], today: date) -> str:
    """`; what they told for Wed 25 Nov is taken back`; empty where nothing was told."""
    dates = near_date(told[0].on, today) if len(told) == 1 else f"{len(told)} dates"
    return f"; what they told for {dates} is taken back" if told else ""


def clear_old_dates(act: RosterAct, before: Calendar) -> str:
    """After a change of rhythm or weekday: clear, from today on, what the group no longer meets on; in words.

    Holidays and open houses of the old rhythm alone, and what was told for dates that are none now. Extra
    meetings stay, and so does a date whose meeting is on or was held.
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
    told = notices_since(connection, act.chapter.id, act.today)
    gone = [each for each in told if after.on(each.on) is None and not _was_held(act, each.on)]
    withdraw(act, gone)
    return _in_words(len(cleared), len(gone))


def _is_of_old_alone(act: RosterAct, on: date, before: Calendar, after: Calendar) -> bool:
    if on < act.today or before.special[on].kind is DateKind.EXTRA or _was_held(act, on):
        return False
    return before.has(on) and not after.has(on)


def _was_held(act: RosterAct, on: date) -> bool:
    return any(row.state in _KEPT for row in meetings_of_date(act.unit.connection, act.chapter.id, on))


def _in_words(dates: int, notices: int) -> str:
    special = f"{dates} special {'date' if dates == 1 else 'dates'} of the old ones cleared"
    told = f"{notices} told absence{'' if notices == 1 else 's'} taken back"
    return "; ".join(said for count, said in ((dates, special), (notices, told)) if count)
