"""The cursor in tonight's record."""

from __future__ import annotations

from leadsroom.domain.meeting.record_kinds import record_lines
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.errors import Refused

EntryKey = tuple[str, int]  # the table, and the row in it
_NOTHING = "Nothing is recorded yet."


def _keys(snapshot: Snapshot) -> list[EntryKey]:
    return [(line.table, line.row_id) for line in record_lines(snapshot)]


class RecordCursor:
    """Which entry is selected, the latest being the first."""

    def __init__(self) -> None:
        self.key: EntryKey | None = None

    def move(self, by: int, snapshot: Snapshot) -> None:
        """Select an older or a newer entry. Raises Refused when there is none."""
        keys = _keys(snapshot)
        if not keys:
            raise Refused(_NOTHING)
        at = keys.index(self.key) + by if self.key in keys else 0
        self.key = keys[max(0, min(at, len(keys) - 1))]

    def leave(self) -> None:
        """Select nothing."""
        self.key = None

    def at(self, snapshot: Snapshot) -> EntryKey | None:
        """The selected entry, if it is still there."""
        return self.key if self.key in _keys(snapshot) else None

    def chosen(self, snapshot: Snapshot) -> EntryKey:
        """The selected entry. Raises Refused when none is."""
        key = self.at(snapshot)
        if key is None:
            raise Refused(
                "Select an entry with the arrow keys first." if record_lines(snapshot) else _NOTHING
            )
        return key
