"""What the palette finds besides pages and acts: members, past meetings, and chapters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.text.meeting_name import MeetingName
from leadsroom.store.read.association.directory import ChapterEntry, find_chapters, labels_in
from leadsroom.store.read.chapter import chapters_among
from leadsroom.store.read.meeting.rows import meetings
from leadsroom.store.reading import Reading
from leadsroom.views.people import members

_MEETINGS_AT_MOST = 200  # four years of them; older ones are reached from home
_CHAPTERS_AT_MOST = 50  # of more, those that letters mean are asked for
_WITHOUT_PAGE = (MembershipStatus.APPLICANT, MembershipStatus.WAITING)


class PastMeeting(Struct, frozen=True):
    """A meeting that can be reviewed."""

    id: MeetingId
    name: MeetingName


class OtherChapter(Struct, frozen=True):
    """A chapter to go on with: what it is called among all of the database, its place and its area."""

    chapter: Chapter
    label: str
    where: str = ""


class PaletteView(Struct, frozen=True):
    """Members who have a page, in roster order; closed meetings, the latest first; the other chapters.

    Where there are many chapters none stands here.
    """

    today: date
    members: tuple[Member, ...] = ()
    meetings: tuple[PastMeeting, ...] = ()
    chapters: tuple[OtherChapter, ...] = ()
    has_many_chapters: bool = False


def palette_view(reading: Reading) -> PaletteView:
    """What can be found by its name or date."""
    held = meetings(reading.connection, reading.chapter_id, MeetingState.CLOSED, _MEETINGS_AT_MOST)
    few = find_chapters(reading.connection, limit=_CHAPTERS_AT_MOST + 1)
    has_many = len(few) > _CHAPTERS_AT_MOST
    return PaletteView(
        today=reading.today,
        members=tuple(member for member in members(reading) if member.status not in _WITHOUT_PAGE),
        meetings=tuple(PastMeeting(meeting.id, meeting.name) for meeting in held),
        chapters=() if has_many else _others(reading, few),
        has_many_chapters=has_many,
    )


def chapters_view(reading: Reading) -> PaletteView:
    """Chapters alone, for where a chapter is only read: that one and the one that is open are among them."""
    few = find_chapters(reading.connection, limit=_CHAPTERS_AT_MOST + 1)
    has_many = len(few) > _CHAPTERS_AT_MOST
    return PaletteView(
        today=reading.now.date(),
        chapters=() if has_many else _others(reading, few),
        has_many_chapters=has_many,
    )


def chapters_named(reading: Reading, typed: str) -> tuple[OtherChapter, ...]:
    """The chapters that these letters mean but for the one that is open, as many as one looks through,
    likeliest first.
    """
    return _others(reading, find_chapters(reading.connection, typed, limit=_CHAPTERS_AT_MOST))


def _others(reading: Reading, found: Sequence[ChapterEntry]) -> tuple[OtherChapter, ...]:
    others = [each for each in found if each.id != reading.open_chapter_id]
    chapters = {each.id: each for each in chapters_among(reading.connection, [each.id for each in others])}
    return tuple(
        OtherChapter(chapters[each.id], called, ", ".join(filter(None, (each.place, each.area))))
        for each, called in zip(others, labels_in(reading.connection, others), strict=True)
    )
