"""Announcements to the whole chapter, as in the step for its business."""

from __future__ import annotations

from leadsroom.acts.act import Act
from leadsroom.acts.meeting.commands import MakeAnnouncement
from leadsroom.acts.registry import handles
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.store import tables as t


@handles(MakeAnnouncement)
def make_announcement(act: Act, command: MakeAnnouncement) -> str:
    """Note what is announced, and by whom. Without words there is nothing to note."""
    by, words = act.before.people.get(command.by_id), clean(command.words)
    if by is None:
        raise Refused("Choose who announces it from the list.")
    if not words:
        raise Refused("The announcement is empty. Type its text.")
    columns = {"by_id": command.by_id, "words": words}
    if command.corrects is not None:
        act.correct(t.announcement, command.corrects, columns)
        return f"Announcement corrected: {by.name}: {words}"
    act.enter(t.announcement, columns)
    return f"Announcement by {by.name}: {words}"
