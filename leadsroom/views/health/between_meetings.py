"""What the minutes of one meeting have of the days between meetings, so that none of them is in no minutes.

Each day belongs to one closed meeting: the days after the meeting before, up to its own. The first meeting
has all days before it too, the last one those since; of several meetings of a day the first has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct, field

from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.closed_business import ClosedBusiness, OneToOne
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.meeting.snapshot import Meeting, MeetingState
from leadsroom.domain.rules.windows import Period
from leadsroom.store.read.health import between_meetings as read
from leadsroom.store.read.health.meetings import meetings_in
from leadsroom.store.read.people.one_to_ones import one_to_ones_between
from leadsroom.store.read.people.roster import names_of
from leadsroom.store.reading import Reading

_ONE_DAY = timedelta(days=1)


class BetweenMeetings(Struct, frozen=True):
    """What was entered at no meeting on the days from `first` to `last`, each None where it is open.

    `one_to_ones` are all of these days. `visits` are those of days before the chapter had this program.
    Of a meeting that is not closed, and of a second one on a day, it is empty: `is_of_days` is not set.
    """

    is_of_days: bool = False
    first: date | None = None
    last: date | None = None
    leads: tuple[Lead, ...] = ()
    dollars: tuple[ClosedBusiness, ...] = ()
    one_to_ones: tuple[OneToOne, ...] = ()
    visits: tuple[read.EarlierVisit, ...] = ()
    names: Mapping[PersonId, str] = field(default_factory=dict)


NOTHING_BETWEEN = BetweenMeetings()


def between_meetings(reading: Reading, meeting: Meeting) -> BetweenMeetings:
    """What was entered between meetings on the days that belong to this one."""
    connection, chapter = reading.connection, reading.chapter
    if meeting.state is not MeetingState.CLOSED:
        return NOTHING_BETWEEN
    closed = [m for m in meetings_in(connection, chapter, Period(date.min, date.max)) if m.is_closed]
    if any(m.on == meeting.on and m.number < meeting.number for m in closed):
        return NOTHING_BETWEEN
    before = max((m.on for m in closed if m.on < meeting.on), default=None)
    last = meeting.on if any(m.on > meeting.on for m in closed) else None
    period = Period(before + _ONE_DAY if before else date.min, last or date.max)
    return BetweenMeetings(
        is_of_days=True,
        first=before and period.first,
        last=last,
        leads=tuple(read.leads_between(connection, chapter, period)),
        dollars=tuple(read.dollars_between(connection, chapter, period)),
        one_to_ones=tuple(reversed(one_to_ones_between(connection, chapter.id, before, period.last))),
        visits=tuple(read.earlier_visits(connection, chapter, period)),
        names=names_of(connection, chapter.id),
    )
