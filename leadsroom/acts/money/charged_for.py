"""Which meetings an act may have changed the charges of: most acts none, and then no account is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.store.row_changes import Image, RowChange

_CLOSED = MeetingState.CLOSED.value
# The columns that a charge depends on, by their tables.
_CHARGED_FOR = {
    "attendance": frozenset({"member_id", "mark", "left_at", "online"}),
    "lead": frozenset({"giver_id", "meeting_id", "withdrawn_at", "same_as_id"}),
}


def meetings_concerned(changes: Iterable[RowChange]) -> dict[int, bool]:
    """The meetings whose charges may have changed, and whether one was closed or opened again.

    A meeting that comes into being with these changes, and is not closed, has charged nothing yet.
    """
    found: dict[int, bool] = {}
    new: set[int] = set()
    for change in changes:
        images = [image for image in (change.before, change.after) if image is not None]
        if change.table == "meeting" and _closes_or_opens(images):
            found[change.id] = True
        elif change.table == "meeting" and change.before is None:
            new.add(change.id)
        elif _is_charged_for(change):
            ids = (image["meeting_id"] for image in images)
            found = {meeting_id: False for meeting_id in ids if meeting_id is not None} | found
    return {meeting_id: closes for meeting_id, closes in found.items() if closes or meeting_id not in new}


def reversed_by_hand(changes: Iterable[RowChange]) -> list[int]:
    """The entries of accounts that have been taken back or put back outside a meeting."""
    added = (change.after for change in changes if change.table == "ledger_entry" and change.after)
    return [row["reverses"] for row in added if row["reverses"] is not None and row["meeting_id"] is None]


def _closes_or_opens(images: Sequence[Image]) -> bool:
    states = {image["state"] for image in images}
    return _CLOSED in states and len(states) == len(images)


def _is_charged_for(change: RowChange) -> bool:
    columns = _CHARGED_FOR.get(change.table)
    comes_or_goes = change.before is None or change.after is None
    return columns is not None and (comes_or_goes or bool(change.columns & columns))
