"""What the stage shows of the bucket's list: rows that align, the keys for the one under the cursor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from leadsroom.domain.leads.lead import EarlierLead, LeadState
from leadsroom.domain.meeting.bucket_list import AtBucket, ItemKey, OnAsk, OnLead
from leadsroom.domain.meeting.snapshot import Snapshot, Turn

LEAD_KEYS = (
    ("1", "contacted"),
    ("2", "working"),
    ("3", "closed"),
    ("4", "not needed"),
    ("5", "bad lead"),
    ("6", "not my line"),
    ("7", "a lead"),
    ("8", "thanks"),
)
_RAW_ONLY = "7"
# Read back, what the giver heard; thanks have their place when the bucket goes around.
_READ_BACK_KEYS = (*(pair for pair in LEAD_KEYS if pair[0] != "8"), ("9", "how served"))
_HEADS = ("from", "need")
_CHOOSE = ("⇥", "chooses a lead")
NOTHING_TODAY = "nothing today, and that is fine"


class BucketRow(Struct, frozen=True):
    """One row: two columns, and how it stands. `look` is done, warning, quiet, heading or nothing.

    `more` is said of it while the cursor is here.
    """

    who: str
    about: str = ""
    right: str = ""
    look: str = ""
    here: bool = False
    more: str = ""


class BucketBlock(Struct, frozen=True):
    """Rows under a heading, with a count at its right."""

    heading: str
    rows: tuple[BucketRow, ...]
    count: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    heads: tuple[str, str] | None = None  # over what stands beside the first column


class BucketPicture(Struct, frozen=True):
    """The blocks, from top to bottom."""

    blocks: tuple[BucketBlock, ...]


def bucket_picture(
    snapshot: Snapshot, found: AtBucket, cursor: ItemKey | None, now: datetime
) -> BucketPicture:
    """The list that is up, with a cursor on it."""
    if found.turn is None:
        return BucketPicture((_reading(found, cursor, now),))
    blocks = [_received(found, cursor, now)]
    if found.checks:
        blocks.append(_checked(found, cursor))
    blocks.append(_given(snapshot, found.turn))
    if found.asks:
        blocks.append(_asked(found, cursor))
    return BucketPicture(tuple(blocks))


def _received(found: AtBucket, cursor: ItemKey | None, now: datetime) -> BucketBlock:
    rows = tuple(_lead_row(item, item.key == cursor, now) for item in found.leads)
    count = _waiting(found) or ("all reported" if rows else "")
    nothing = BucketRow("nothing to report", look="quiet")
    return BucketBlock("Received", rows or (nothing,), count, _keys(found, cursor), _HEADS if rows else None)


def _waiting(found: AtBucket) -> str:
    """How many wait for what: `2 to report`, `3 to thank`, in the words that stand beside each."""
    pending = [item for item in found.leads if item.pending]
    report = sum(item.lead.state is LeadState.OPEN for item in pending)
    counts = ((report, "to report"), (len(pending) - report, "to thank"))
    return ", ".join(f"{count} {what}" for count, what in counts if count)


def _keys(found: AtBucket, cursor: ItemKey | None) -> tuple[tuple[str, str], ...]:
    """The digits, while a lead is under the cursor; that which calls a raw one a lead only on a raw one."""
    if not found.leads:
        return ()
    item = found.item(cursor)
    if not isinstance(item, OnLead):
        return (_CHOOSE,)
    raw = not item.lead.qualified
    keys = LEAD_KEYS if found.turn is not None else _READ_BACK_KEYS
    return tuple(pair for pair in keys if raw or pair[0] != _RAW_ONLY)


def _lead_row(item: OnLead, here: bool, now: datetime) -> BucketRow:
    if item.outcomes and not item.pending:
        return _row_of(item, here, f"✓ {', '.join(item.outcomes)}", "done")
    to_thank = item.pending and item.lead.state is not LeadState.OPEN
    return _row_of(item, here, "to thank" if to_thank else _stands(item.lead, now))


def _stands(lead: EarlierLead, now: datetime) -> str:
    from leadsroom.domain.leads.lead_today import in_short  # which no other step shows anything of

    return in_short(lead, now)


def _row_of(item: OnLead, here: bool, stands: str, look: str = "") -> BucketRow:
    """The prospect, who gave it, how it stands; the need while the cursor is there."""
    lead = item.lead
    raw = "" if lead.qualified or look == "done" else "raw · "
    need = lead.need if lead.need != lead.about else ""
    return BucketRow(lead.about, lead.giver, f"{raw}{stands}", look, here, need)


def _reading(found: AtBucket, cursor: ItemKey | None, now: datetime) -> BucketBlock:
    """Every lead of the last meeting under the name of its receiver."""
    rows = tuple(_rows_of_receivers(found, cursor, now))
    heard = sum(not item.pending for item in found.leads)
    count = f"{heard} of {len(found.leads)} heard from" if rows else ""
    nothing = BucketRow("No lead was passed at the last meeting.", look="quiet")
    heads = _HEADS if rows else None
    return BucketBlock("Last meeting", rows or (nothing,), count, _keys(found, cursor), heads)


def _rows_of_receivers(found: AtBucket, cursor: ItemKey | None, now: datetime) -> Iterator[BucketRow]:
    receiver = None
    for item in found.leads:
        if item.lead.receiver_id != receiver:
            receiver = item.lead.receiver_id
            yield BucketRow(f"→ {item.receiver}", look="heading")
        yield _read_row(item, item.key == cursor, now)


def _read_row(item: OnLead, here: bool, now: datetime) -> BucketRow:
    if item.outcomes:
        return _row_of(item, here, f"✓ {', '.join(item.outcomes)}", "done")
    return _row_of(item, here, _stands(item.lead, now))


def _given(snapshot: Snapshot, turn: Turn) -> BucketBlock:
    given = [lead for lead in snapshot.leads if lead.giver_id == turn.member_id]
    rows = tuple(
        BucketRow(
            snapshot.name(lead.receiver_id),
            lead.slip.about,
            lead.verdict if not (lead.counts and lead.qualified) else "lead",
            "" if lead.qualified and lead.counts else "warning",
        )
        for lead in given
    )
    if not rows and turn.nothing_today:
        rows = (BucketRow(f"✓ {NOTHING_TODAY}"),)
    hint = BucketRow("0 nothing today", look="quiet")
    return BucketBlock("Gives today", rows or (hint,))


def _checked(found: AtBucket, cursor: ItemKey | None) -> BucketBlock:
    """The slips of two weeks ago that are asked about: were they called, expecting it, real?"""
    rows = tuple(
        BucketRow(
            item.lead.about,
            f"from {item.lead.giver}",
            f"✓ {item.outcome}" if item.outcome else "9 asks",
            "done" if item.outcome else "",
            item.key == cursor,
        )
        for item in found.checks
    )
    return BucketBlock("To check: called, expecting, real?", rows)


def _asked(found: AtBucket, cursor: ItemKey | None) -> BucketBlock:
    """What the others look for; answered by a lead of tonight, it is done."""
    on_ask = isinstance(found.item(cursor), OnAsk)
    rows = tuple(
        BucketRow(
            ask.name,
            ask.looking_for,
            "✓ answered" if ask.answered else "l answer it" if ask.key == cursor else "",
            "done" if ask.answered else "",
            ask.key == cursor,
        )
        for ask in found.asks
    )
    return BucketBlock("Asks", rows, "" if on_ask else "⇥ chooses")
