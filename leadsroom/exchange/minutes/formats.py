"""The minutes of a meeting in the formats that there are, for those whom they are for."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from leadsroom.domain.ids import MeetingId
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.rules.windows import Period
from leadsroom.errors import Refused
from leadsroom.exchange.document.content import Document, Section
from leadsroom.exchange.document.write import write_document
from leadsroom.exchange.minutes.audience import Audience
from leadsroom.exchange.minutes.in_short import as_of, heading_lines
from leadsroom.exchange.minutes.members import PublicWords, members_minutes
from leadsroom.exchange.minutes.times import appendix
from leadsroom.exchange.minutes.whole import whole_minutes
from leadsroom.store.reading import Reading
from leadsroom.views.health.around import NOTHING_AROUND, Around, around
from leadsroom.views.health.between_meetings import NOTHING_BETWEEN, BetweenMeetings, between_meetings
from leadsroom.views.meeting.find_meeting import meeting_snapshot
from leadsroom.views.meeting.summary import Summary, summarise
from leadsroom.views.meeting.summary_builder import NOTHING_LATER, Afterwards, afterwards

FORMATS = ("md", "html", "pdf", "csv", "json", "palms")
_REPORTS = {"csv": "attendance", "palms": "palms"}


class MeetingForMinutes(Struct, frozen=True):
    """A meeting as minutes need it: its picture, what other meetings add to it, and what stands around it.

    `between` is what was entered between meetings on the days that belong to this one.
    """

    snapshot: Snapshot
    later: Afterwards = NOTHING_LATER
    around: Around = NOTHING_AROUND
    between: BetweenMeetings = NOTHING_BETWEEN


def for_minutes(reading: Reading, meeting_id: MeetingId) -> MeetingForMinutes:
    """A meeting for its minutes, whatever its state. Raises Refused when there is none."""
    snapshot = meeting_snapshot(reading, meeting_id)
    return MeetingForMinutes(
        snapshot,
        afterwards(reading, snapshot),
        around(reading, snapshot),
        between_meetings(reading, snapshot.meeting),
    )


class Wanted(Struct, frozen=True):
    """In which format minutes are wanted, and for whom; with the journal and every turn or without."""

    format: str = "md"
    audience: Audience = Audience.SECRETARY
    with_journal: bool = False


def minutes_written(reading: Reading, meeting_id: MeetingId, wanted: Wanted) -> bytes:
    """The minutes of a meeting as it is now, in any of `FORMATS`. Raises Refused."""
    if wanted.format in _REPORTS:
        from leadsroom.exchange.reports.write import write_report

        on = meeting_snapshot(reading, meeting_id).meeting.on
        return write_report(reading, _REPORTS[wanted.format], Period(on, on), "csv")
    return minutes_file(for_minutes(reading, meeting_id), wanted, reading.now)


def minutes_file(of: MeetingForMinutes, wanted: Wanted, now: datetime | None = None) -> bytes:
    """The minutes as a file that no report is. Raises Refused for a format that is not written, or not here.

    Of a meeting that is live or planned they say how it stands, its clocks counted up to `now`.
    """
    summary = summarise(of.snapshot, now, of.later)
    match wanted.format:
        case "json":
            from leadsroom.exchange.minutes.to_json import json_minutes

            words = public_words(of)
            return json_minutes(of.snapshot, summary, wanted.audience, words, of.between).encode()
        case "md" | "html" | "pdf":
            return write_document(content(of, wanted, summary), wanted.format)
    raise Refused(f"Minutes are not written as “{wanted.format}”. Choose one of: {', '.join(FORMATS)}.")


def write_minutes(
    snapshot: Snapshot,
    format: str,
    now: datetime | None = None,
    later: Afterwards = NOTHING_LATER,
    audience: Audience = Audience.SECRETARY,
    *,
    with_journal: bool = False,
) -> str:
    """The minutes of a meeting in a format that is text, without what stands around it."""
    wanted = Wanted(format, audience, with_journal)
    return minutes_file(MeetingForMinutes(snapshot, later), wanted, now).decode()


def content(of: MeetingForMinutes, wanted: Wanted, summary: Summary) -> Document:
    """What the minutes say to those whom they are for; sections in which nothing stands are left out."""
    is_for_members = wanted.audience is Audience.MEMBERS
    sections = (
        list(members_minutes(summary, of.around, public_words(of)))
        if is_for_members
        else _whole(of, summary, with_journal=wanted.with_journal or wanted.audience is Audience.ALL)
    )
    return Document(
        title=summary.chapter.name,
        kind="minutes",
        name=str(summary.meeting.name),
        about=(*heading_lines(summary), *(() if is_for_members else (as_of(summary),))),
        sections=tuple(section for section in sections if section.blocks),
        country=summary.chapter.country,
        one_page=is_for_members,
        columns=2 if is_for_members else 1,
    )


def _whole(of: MeetingForMinutes, summary: Summary, *, with_journal: bool) -> list[Section]:
    return [
        *whole_minutes(summary, of.around),
        *(appendix(of.snapshot, summary) if with_journal else ()),
    ]


def public_words(of: MeetingForMinutes) -> PublicWords:
    """Which typed words may be said to all."""
    return PublicWords.at(of.snapshot, of.later.leads)


def minutes_name(snapshot: Snapshot, audience: Audience = Audience.SECRETARY) -> str:
    """The name that is proposed for the file of a meeting's minutes, without its ending."""
    whose = "" if audience is Audience.SECRETARY else f"-{audience}"
    return f"minutes-{snapshot.meeting.name}{whose}"
