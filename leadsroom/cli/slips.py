"""`leadsroom slips`: a member's slips to hand over, print or put in a phone."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from leadsroom.cli.place import clock_here, desk_of, opened_chapter
from leadsroom.cli.speech import complain, deliver, say

if TYPE_CHECKING:
    from leadsroom.domain.chapter.chapter import Chapter
    from leadsroom.domain.meeting.snapshot import Meeting
    from leadsroom.store.store import Store

_TO_READ = ("text", "md")


def give(words: Namespace) -> int:
    """Give a member the slips they received."""
    from leadsroom.exchange.slips.formats import handover_for, write_slips

    with opened_chapter(words) as (store, chapter):
        meeting = _meeting(words, store, chapter)
        handover = handover_for(store, chapter, words.member, meeting, clock_here().now())
    data, is_shown = write_slips(handover, words.format), words.output in (None, "-")
    if words.format in _TO_READ and is_shown:
        say(data.decode("utf-8").rstrip("\n"))
        return 0
    if data:
        deliver(data, words.output, overwrite=words.overwrite)
    if not handover.slips:
        complain(handover.nothing if data or is_shown else f"{handover.nothing} No file was written.")
    return 0


def _meeting(words: Namespace, store: Store, chapter: Chapter) -> Meeting | None:
    """The meeting that is meant; None for all of them."""
    from leadsroom.views.meeting.find_meeting import find_meeting, meeting_snapshot

    if words.meeting.strip().lower() == "all":
        return None
    desk = desk_of(store, chapter)
    return desk.read(meeting_snapshot, desk.read(find_meeting, words.meeting)).meeting
