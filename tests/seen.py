"""What is seen of a chapter in tests, straight from the store: each view at a moment that the test names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.store.reading import Reading
from leadsroom.store.store import Store
from leadsroom.views import home, people
from leadsroom.views.meeting import find_meeting as finding
from leadsroom.views.meeting import summary_builder
from tests.harborview import START

P = ParamSpec("P")
T = TypeVar("T")


def seen(
    store: Store,
    chapter: Chapter | None,
    now: datetime,
    view: Callable[Concatenate[Reading, P], T],
    *of: P.args,
    **named: P.kwargs,
) -> T:
    """What a view shows of a chapter, as it is handed in, at a moment."""
    chapter_id = None if chapter is None else chapter.id
    with store.reading() as connection:
        return view(Reading(connection, chapter_id, now, None, chapter), *of, **named)


def home_picture(
    store: Store, chapter: Chapter, now: datetime, meetings: int = home.LAST_MEETINGS
) -> home.HomePicture:
    """A chapter's home."""
    return seen(store, chapter, now, home.home_picture, meetings)


def attention_picture(store: Store, chapter: Chapter, now: datetime) -> home.AttentionPicture:
    """What of a group asks for home."""
    return seen(store, chapter, now, home.attention_picture)


def member_picture(
    store: Store, chapter: Chapter, member_id: PersonId, now: datetime
) -> people.MemberPicture:
    """A member's page."""
    return seen(store, chapter, now, people.member_picture, member_id)


def find_meeting(store: Store, chapter: Chapter, which: str) -> MeetingId:
    """The meeting that is meant."""
    return seen(store, chapter, START, finding.find_meeting, which)


def meeting_snapshot(store: Store, meeting_id: MeetingId) -> Snapshot:
    """The whole picture of a meeting."""
    return seen(store, None, START, finding.meeting_snapshot, meeting_id)


def afterwards(store: Store, snapshot: Snapshot, now: datetime = START) -> summary_builder.Afterwards:
    """What other meetings know of one."""
    return seen(store, snapshot.chapter, now, summary_builder.afterwards, snapshot)
