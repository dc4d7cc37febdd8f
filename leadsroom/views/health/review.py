"""The review of a meeting: the meeting as it stands today, beside the ones before it and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.meeting.snapshot import Meeting, Snapshot
from leadsroom.domain.text.meeting_name import MeetingName
from leadsroom.domain.text.money import Money, total
from leadsroom.store.read import season
from leadsroom.store.read.people.one_to_ones import one_to_ones_between
from leadsroom.store.reading import Reading
from leadsroom.views.meeting.summary import Summary
from leadsroom.views.meeting.summary import review as seen_today

USUAL_OF = 10  # meetings, of which the average is usual
TREND_OF = 26  # meetings, half a year of weekly ones


class HeldMeeting(Struct, frozen=True):
    """A meeting that was held, in numbers; `leads` are the qualified ones, `dollars` those reported at it."""

    name: MeetingName
    at_table: int
    leads: int
    raw: int
    dollars: Money
    testimonials: int
    substitutes: int
    visitors: int


class Usual(Struct, frozen=True):
    """The average of so many meetings: people, leads and so on for one meeting, dollars in minor units."""

    meetings: int
    at_table: float = 0
    leads: float = 0
    raw: float = 0
    dollars: Money = Money(0, "")
    testimonials: float = 0
    substitutes: float = 0
    visitors: float = 0
    one_to_ones: float = 0


class MeetingReview(Struct, frozen=True):
    """A meeting to look back at, `summary` as of today; `chapter` is at its usual place.

    `before` and `after` it are the meetings held next to it by the calendar, `usual` is what the last ones
    before it came to, and `trend` these and itself, the oldest first.
    """

    chapter: Chapter
    snapshot: Snapshot
    summary: Summary
    before: MeetingId | None
    after: MeetingId | None
    usual: Usual
    trend: tuple[HeldMeeting, ...]


def meeting_review(reading: Reading, meeting_id: MeetingId) -> MeetingReview:
    """The review of a meeting. Raises Refused when there is none."""
    seen = seen_today(reading, meeting_id)
    meeting, connection, here = seen.snapshot.meeting, reading.connection, reading.chapter_id
    held = held_before(reading, meeting, TREND_OF - 1)
    return MeetingReview(
        chapter=reading.chapter,
        snapshot=seen.snapshot,
        summary=seen.summary,
        before=season.meeting_beside(connection, here, meeting, -1),
        after=season.meeting_beside(connection, here, meeting, 1),
        usual=usual_of(held[-USUAL_OF:], _one_to_ones(reading, held[-USUAL_OF:])),
        trend=(*held, in_numbers(seen.summary)),
    )


def held_before(reading: Reading, meeting: Meeting, most: int) -> tuple[HeldMeeting, ...]:
    """The last closed meetings before one, so many at most, the oldest first."""
    connection, here = reading.connection, reading.chapter_id
    rows = season.meetings_in_numbers(connection, here, most, before=meeting)
    dollars: dict[MeetingId, list[Money]] = defaultdict(list)
    for each in season.closed_at(connection, here, [row.id for row in rows]):
        dollars[each.meeting_id].append(each.report.amount)
    return tuple(
        HeldMeeting(
            name=MeetingName(row.on, row.number),
            at_table=row.at_table,
            leads=row.qualified,
            raw=row.leads - row.qualified,
            dollars=total(dollars[row.id], reading.chapter.currency),
            testimonials=row.testimonials,
            substitutes=row.substitutes,
            visitors=row.visitors,
        )
        for row in reversed(rows)
    )


def _one_to_ones(reading: Reading, held: Sequence[HeldMeeting]) -> int:
    """How many were logged in the weeks that led to these meetings."""
    if not held:
        return 0
    connection, here = reading.connection, reading.chapter_id
    after = season.held_before(connection, here, held[0].name.on)
    return len(one_to_ones_between(connection, here, after, held[-1].name.on))


def usual_of(held: Sequence[HeldMeeting], one_to_ones: int = 0) -> Usual:
    """The average of these meetings, dollars of another currency than the latest one's left out."""
    count = len(held)
    if not count:
        return Usual(0)
    currency = held[-1].dollars.currency
    dollars = sum(each.dollars.minor for each in held if each.dollars.currency == currency)
    return Usual(
        meetings=count,
        at_table=sum(each.at_table for each in held) / count,
        leads=sum(each.leads for each in held) / count,
        raw=sum(each.raw for each in held) / count,
        dollars=Money(round(dollars / count), currency),
        testimonials=sum(each.testimonials for each in held) / count,
        substitutes=sum(each.substitutes for each in held) / count,
        visitors=sum(each.visitors for each in held) / count,
        one_to_ones=one_to_ones / count,
    )


def in_numbers(summary: Summary) -> HeldMeeting:
    """The meeting of a summary, beside others."""
    totals = summary.totals
    return HeldMeeting(
        name=summary.meeting.name,
        at_table=totals.at_table,
        leads=totals.qualified,
        raw=totals.raw,
        dollars=totals.closed_business,
        testimonials=totals.testimonials,
        substitutes=totals.substitutes,
        visitors=totals.visitors,
    )
