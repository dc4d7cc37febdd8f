"""The cursor in the bucket's list: it keeps its item, and goes on when that one is done."""

from __future__ import annotations

from collections.abc import Iterable

from leadsroom.domain.at_bucket import AtBucket, ItemKey, OnAsk, OnLead


def first_pending(items: Iterable[OnLead | OnAsk]) -> ItemKey | None:
    """The first that waits for the receiver; None when none does."""
    return next((item.key for item in items if item.pending), None)


def moved(found: AtBucket, cursor: ItemKey | None, by: int) -> ItemKey | None:
    """The item after the cursor, or before it, around the list; None in an empty one."""
    keys = [item.key for item in found.items]
    if not keys:
        return None
    if cursor not in keys:
        return keys[0 if by > 0 else -1]
    return keys[(keys.index(cursor) + by) % len(keys)]


def followed(before: AtBucket | None, after: AtBucket, cursor: ItemKey | None) -> ItemKey | None:
    """Where the cursor is once the list has changed.

    It stays on its item. When that one is done it goes on to the next that waits, or nowhere; what is taken
    back brings it back.
    """
    if before is None or before.place != after.place:
        return first_pending(after.items)
    waited = {item.key for item in before.items if item.pending}
    reopened = (x for x in before.items if x.key not in waited and _waits(after.item(x.key)))
    back = next(reopened, None)
    if back is not None:
        return back.key
    was, now = before.item(cursor), after.item(cursor)
    if now is not None and not (was is not None and _done_with(was, now)):
        return cursor
    return _next_pending(before, after, cursor)


def _waits(item: OnLead | OnAsk | None) -> bool:
    return item is not None and item.pending


def _done_with(was: OnLead | OnAsk, now: OnLead | OnAsk) -> bool:
    if isinstance(was, OnAsk) and isinstance(now, OnAsk):
        return now.answered and not was.answered
    return was.pending and not now.pending


def _next_pending(before: AtBucket, after: AtBucket, cursor: ItemKey | None) -> ItemKey | None:
    keys = [item.key for item in before.items]
    at = keys.index(cursor) if cursor in keys else 0
    later = [item for key in (*keys[at + 1 :], *keys[:at]) if (item := after.item(key)) is not None]
    return first_pending(later)
