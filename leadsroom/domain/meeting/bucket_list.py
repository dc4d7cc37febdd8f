"""What stands before the bucket's holder, or is read back to the table: one list, with a place in it.

Source: the receiver reports what happened, and thanks the giver when the bucket goes around (FIELD §2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import PersonId, TurnId
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.domain.leads.lead import EarlierLead, LeadOutcome, LeadState, LeadUpdate
from leadsroom.domain.leads.slip_check import slips_to_check
from leadsroom.domain.meeting.record_kinds import CHECK
from leadsroom.domain.meeting.snapshot import Snapshot, Step, Turn
from leadsroom.domain.people.attendance import table_order
from leadsroom.domain.text.money import show_money

ItemKey = tuple[str, int]
# Of these it is known that the receiver was heard; that it is a lead does not say how far it is.
_HEARD = frozenset(LeadOutcome) - {LeadOutcome.NOTE, LeadOutcome.IS_LEAD}


class OnLead(Struct, frozen=True):
    """A lead in the list. `outcomes` are those of tonight, in words, and `says_how_far` whether one says how
    far it is; `to_thank`: its giver has not been thanked; `pending`: it still waits for the receiver here.
    """

    lead: EarlierLead
    receiver: str
    outcomes: tuple[str, ...] = ()
    says_how_far: bool = False
    to_thank: bool = False
    pending: bool = False

    @property
    def key(self) -> ItemKey:
        """What it is known by, however the list changes."""
        return "lead", self.lead.id


class OnAsk(Struct, frozen=True):
    """What somebody else looks for this morning; `answered` when a lead of tonight answers it."""

    turn_id: TurnId
    member_id: PersonId
    name: str
    looking_for: str
    answered: bool = False

    @property
    def pending(self) -> bool:
        """Nobody has to answer an ask."""
        return False

    @property
    def key(self) -> ItemKey:
        """What it is known by, however the list changes."""
        return "ask", self.turn_id


class OnCheck(Struct, frozen=True):
    """A slip of two weeks ago that its receiver is asked about here; `outcome` is what they say, in words."""

    lead: EarlierLead
    outcome: str = ""

    @property
    def pending(self) -> bool:
        """Whether it has not been asked yet."""
        return not self.outcome

    @property
    def key(self) -> ItemKey:
        """What it is known by, however the list changes."""
        return "check", self.lead.id


OnItem = OnLead | OnAsk | OnCheck


class AtBucket(Struct, frozen=True):
    """The list: leads, slips to check, then asks.

    `place` is another one when another list comes up; `turn` is None while leads are read back.
    """

    place: ItemKey
    turn: Turn | None
    leads: tuple[OnLead, ...]
    asks: tuple[OnAsk, ...] = ()
    checks: tuple[OnCheck, ...] = ()

    @property
    def items(self) -> tuple[OnItem, ...]:
        """Everything the cursor goes through."""
        return (*self.leads, *self.checks, *self.asks)

    def thanks_with(self, outcome: LeadOutcome) -> bool:
        """Whether the giver is thanked in the same breath: by the bucket's holder, unless it is a bad lead.

        When leads are read back it is the table that hears, and the bucket's turn still shows whom to thank.
        """
        return self.turn is not None and outcome.state not in (None, LeadState.BAD)

    def item(self, key: ItemKey | None) -> OnItem | None:
        """What is known by a key, if it is still there."""
        return next((item for item in self.items if item.key == key), None)


def at_bucket(snapshot: Snapshot) -> AtBucket | None:
    """The list that is up: at a turn of the bucket, or while leads are read back; else None."""
    step, turn = snapshot.step, snapshot.turn
    if step is not None and step.kind is StepKind.READING_BACK:
        return _read_back(snapshot, step)
    if step is None or turn is None or step.kind is not StepKind.BUCKET:
        return None
    mine = [lead for lead in snapshot.earlier_leads if lead.receiver_id == turn.member_id]
    leads = (_at_turn(snapshot, lead) for lead in mine)
    listed = sorted((item for item in leads if _concerns(item)), key=_rank)
    asks, checks = _asks(snapshot, turn), _checks(snapshot, turn)
    return AtBucket(("turn", turn.id), turn, tuple(listed), tuple(asks), tuple(checks))


def _read_back(snapshot: Snapshot, step: Step) -> AtBucket:
    """All leads of the last meeting, receiver by receiver around the table, those of others after them."""
    seats = [a.member_id for a in table_order(snapshot.attendees, snapshot.meeting.starting_seat)]
    seat_of = {member_id: number for number, member_id in enumerate(seats)}
    leads = sorted(
        snapshot.last_leads,
        key=lambda x: (seat_of.get(x.receiver_id, len(seats)), x.receiver_id, x.passed_at, x.id),
    )
    return AtBucket(("step", step.id), None, tuple(_in_reading(snapshot, lead) for lead in leads))


def _in_reading(snapshot: Snapshot, lead: EarlierLead) -> OnLead:
    """Read back, a lead waits for an outcome alone: thanks have their place when the bucket goes around."""
    outcomes, updates = outcomes_tonight(snapshot, lead), _updates(snapshot, lead)
    reports = _business(snapshot, lead)
    heard = bool(reports) or any(update.outcome in _HEARD for update in updates)
    person = snapshot.people.get(lead.receiver_id)
    return OnLead(
        lead,
        receiver=person.name if person is not None else "",
        outcomes=outcomes,
        says_how_far=bool(reports) or any(update.outcome.state is not None for update in updates),
        to_thank=not lead.thanked and lead.state is not LeadState.BAD,
        pending=lead.state is LeadState.OPEN and not heard,
    )


def _at_turn(snapshot: Snapshot, lead: EarlierLead) -> OnLead:
    item = _in_reading(snapshot, lead)
    return replace(item, pending=item.pending or item.to_thank)


def _concerns(item: OnLead) -> bool:
    """Whether a holder has to do with it today: a lead that is over and thanked for is not shown again."""
    return item.pending or bool(item.outcomes) or not item.lead.state.is_over


def _rank(item: OnLead) -> tuple[int, object, int]:
    """Those not heard from first, then those to thank for, then those in progress; the oldest first.

    An outcome keeps a lead in its place until the turn ends.
    """
    lead = item.lead
    settled = 1 if item.to_thank or item.outcomes else 2
    rank = 0 if lead.state is LeadState.OPEN or item.says_how_far else settled
    return rank, lead.passed_at, lead.id


def _updates(snapshot: Snapshot, lead: EarlierLead) -> list[LeadUpdate]:
    return [update for update in snapshot.updates if update.lead_id == lead.id]


def _business(snapshot: Snapshot, lead: EarlierLead) -> list[ClosedBusiness]:
    return [business for business in snapshot.business if business.lead_id == lead.id]


def outcomes_tonight(snapshot: Snapshot, lead: EarlierLead) -> tuple[str, ...]:
    """Tonight's outcomes of a lead: `contacted`, `thanked`. Of those on how far it is, the last."""
    updates, business = _updates(snapshot, lead), _business(snapshot, lead)
    outcomes = _how_far(updates)
    closed = [show_money(b.amount, snapshot.chapter.country) for b in business if b.amount.minor]
    if closed:
        outcomes = [f"closed {' + '.join(closed)}"]
    if any(update.outcome is LeadOutcome.IS_LEAD for update in updates):
        outcomes.append(LeadOutcome.IS_LEAD.words)
    if business or any(update.thanked or update.outcome is LeadOutcome.THANKS for update in updates):
        outcomes.append("thanked")
    return tuple(outcomes)


def _how_far(updates: Sequence[LeadUpdate]) -> list[str]:
    last = next((update for update in reversed(updates) if update.outcome.state is not None), None)
    if last is None:
        return []
    return [f"{last.outcome.words}: {last.note}" if last.note else last.outcome.words]


def _asks(snapshot: Snapshot, turn: Turn) -> Iterator[OnAsk]:
    """The asks of others at this meeting; a lead of tonight may have answered one."""
    answered = {lead.answers_id for lead in snapshot.leads if lead.counts}
    for asked in snapshot.turns:
        if asked.looking_for and asked.member_id != turn.member_id:
            name = snapshot.name(asked.speaker_id)
            yield OnAsk(asked.id, asked.member_id, name, asked.looking_for, asked.id in answered)


def _checks(snapshot: Snapshot, turn: Turn) -> Iterator[OnCheck]:
    """The slips that the holder of the bucket is asked about, of those that the meeting checks."""
    noted = {check.lead_id: check.in_words for check in CHECK.entries(snapshot)}
    here = {place.member_id for place in snapshot.attendees if place.takes_part}
    most = snapshot.chapter.rules.meeting.slip_checks
    for lead in slips_to_check(snapshot.meeting.id, snapshot.to_check, noted.keys(), here, most):
        if lead.receiver_id == turn.member_id:
            yield OnCheck(lead, noted.get(lead.id, ""))


def first_pending(items: Iterable[OnItem]) -> ItemKey | None:
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


def _waits(item: OnItem | None) -> bool:
    return item is not None and item.pending


def _done_with(was: OnItem, now: OnItem) -> bool:
    if isinstance(was, OnAsk) and isinstance(now, OnAsk):
        return now.answered and not was.answered
    return was.pending and not now.pending


def _next_pending(before: AtBucket, after: AtBucket, cursor: ItemKey | None) -> ItemKey | None:
    keys = [item.key for item in before.items]
    at = keys.index(cursor) if cursor in keys else 0
    later = [item for key in (*keys[at + 1 :], *keys[:at]) if (item := after.item(key)) is not None]
    return first_pending(later)
