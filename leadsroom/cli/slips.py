"""`leadsroom slips`: what a member received to hand over, what became of what they gave, families."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from leadsroom.cli.place import clock_here, desk_of, opened_chapter
from leadsroom.cli.speech import complain, deliver
from leadsroom.errors import Refused

if TYPE_CHECKING:
    from leadsroom.domain.chapter.chapter import Chapter
    from leadsroom.domain.meeting.snapshot import Meeting
    from leadsroom.store.store import Store

_TO_READ = ("text", "md")


def give(words: Namespace) -> int:
    """Give a member the slips they received, or an account of leads that were given."""
    if words.giver is not None or words.families or words.overdue:
        return _account(words)
    from leadsroom.exchange.slips.formats import handover_for, write_slips

    with opened_chapter(words) as (store, chapter):
        meeting = _meeting(words, store, chapter, "last")
        handover = handover_for(store, chapter, words.member, meeting, clock_here().now())
    data, is_shown = write_slips(handover, words.format), words.output in (None, "-")
    if words.format in _TO_READ and is_shown:
        return deliver(words, data.decode("utf-8"))
    if data:
        deliver(words, data)
    if not handover.slips:
        complain(handover.nothing if data or is_shown else f"{handover.nothing} No file was written.")
    return 0


def _account(words: Namespace) -> int:
    """What became of the leads that a member gave, or of all families; which leads are overdue."""
    from leadsroom.exchange.slips.given import (
        best_families,
        given_by,
        overdue,
        write_families,
        write_given,
        write_overdue,
    )

    with opened_chapter(words) as (store, chapter):
        now = clock_here().now()
        if words.families and words.meeting is not None:
            raise Refused("Families of leads are of no one meeting. Leave --meeting out.")
        if words.overdue and words.meeting is not None:
            raise Refused("Overdue leads are of no one meeting. Leave --meeting out.")
        if words.overdue:
            data = write_overdue(overdue(store, chapter, now), words.format)
        elif words.families:
            data = write_families(best_families(store, chapter, now), words.format)
        else:
            meeting = _meeting(words, store, chapter, "all")
            found = given_by(store, chapter, words.giver, meeting.id if meeting else None, now)
            data = write_given(found, words.format)
    return deliver(words, data.decode("utf-8") if words.format in _TO_READ else data)


def _meeting(words: Namespace, store: Store, chapter: Chapter, usual: str) -> Meeting | None:
    """The meeting that is meant; None for all of them."""
    from leadsroom.views.meeting.find_meeting import find_meeting, meeting_snapshot

    which = words.meeting or usual
    if which.strip().lower() == "all":
        return None
    desk = desk_of(store, chapter)
    return desk.read(meeting_snapshot, desk.read(find_meeting, which)).meeting
