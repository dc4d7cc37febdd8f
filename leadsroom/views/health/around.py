"""What stands around a meeting: how the meetings before it went, and when the chapter meets next."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import takewhile

from msgspec import Struct

from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.season.calendar import SeasonDate
from leadsroom.domain.season.rota import Talk
from leadsroom.store.read import season
from leadsroom.store.read.meeting.planning import start_of
from leadsroom.store.reading import Reading
from leadsroom.views.health.review import HeldMeeting, held_before

A_SEASON = 51  # meetings, which make a year with the one that they are around


class NextMeeting(Struct, frozen=True):
    """When and where the chapter meets next, and who speaks there; `holidays` are dates before it on which
    nobody meets.
    """

    starts_at: datetime
    place: str
    talk: Talk | None = None
    holidays: tuple[SeasonDate, ...] = ()


class Around(Struct, frozen=True):
    """`before` are the meetings before this one, the earliest first; `following` the next one from now on."""

    before: tuple[HeldMeeting, ...] = ()
    following: NextMeeting | None = None


NOTHING_AROUND = Around()


def around(reading: Reading, snapshot: Snapshot) -> Around:
    """What stands around a meeting, whatever its state."""
    return Around(held_before(reading, snapshot.meeting, A_SEASON), _following(reading, snapshot.meeting.on))


def _following(reading: Reading, on: date) -> NextMeeting:
    connection, chapter = reading.connection, reading.chapter
    calendar = season.calendar_of(connection, chapter)
    following = season.next_meeting(connection, chapter, reading.now)
    if following.on <= on:  # it is the one that these minutes are of
        (following,) = calendar.meetings(on + timedelta(days=1), 1)
    between = takewhile(
        lambda each: each.on < following.on, calendar.season(min(reading.today, following.on))
    )
    return NextMeeting(
        start_of(connection, chapter, following.on),
        following.place or chapter.place,
        season.talk_of_date(connection, chapter.id, following.on),
        tuple(each for each in between if not each.meets),
    )
