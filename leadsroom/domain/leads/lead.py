"""A lead on record, and its outcomes, which in their order are all there is to know about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.ids import LeadId, MeetingId, PersonId, TurnId, UpdateId
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.domain.leads.slip import Slip, WhoCalls, missing_in_words
from leadsroom.domain.rules.lead_rules import Fact
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.plain_text import fold


class LeadState(StrEnum):
    """How far a lead is. Dollars come often months later (FIELD §2)."""

    OPEN = "open"
    CONTACTED = "contacted"
    WORKING = "working"
    CLOSED = "closed"
    NOT_NEEDED = "not needed"
    BAD = "bad lead"
    OUTSIDE = "outside my line"

    @property
    def words(self) -> str:
        """The state as it is shown."""
        return "not my line" if self is LeadState.OUTSIDE else self.value

    @property
    def is_over(self) -> bool:
        """Whether nobody waits for an outcome of it any more."""
        return self in (LeadState.CLOSED, LeadState.NOT_NEEDED, LeadState.BAD, LeadState.OUTSIDE)


class LeadOutcome(StrEnum):
    """The outcome of a lead, as noted. The first five say how far it is; `is a lead` overrules the rules."""

    CONTACTED = "contacted"
    WORKING = "working"
    NOT_NEEDED = "not needed"
    BAD = "bad lead"
    OUTSIDE = "outside my line"
    IS_LEAD = "is a lead"
    THANKS = "thanks"
    NOTE = "note"
    NO_FOLLOW_UP = "no follow-up"

    @property
    def words(self) -> str:
        """The outcome as it is shown."""
        return _SHOWN.get(self, self.value)

    @property
    def state(self) -> LeadState | None:
        """The state that this outcome puts a lead in, if it says so."""
        return LeadState(self.value) if self in _SAY_STATE else None

    @property
    def is_of_receiver(self) -> bool:
        """Whether the receiver has been heard of with it; a note may be anybody's."""
        return self not in (LeadOutcome.NOTE, LeadOutcome.NO_FOLLOW_UP)

    @property
    def ends_follow_up(self) -> bool:
        """Whether a day on which to look at it again is over with it, unless it names another."""
        return self.state is not None or self is LeadOutcome.NO_FOLLOW_UP


_SHOWN = {LeadOutcome.OUTSIDE: "not my line", LeadOutcome.IS_LEAD: "counted as a lead"}
_SAY_STATE = frozenset(
    {LeadOutcome.CONTACTED, LeadOutcome.WORKING, LeadOutcome.NOT_NEEDED, LeadOutcome.BAD, LeadOutcome.OUTSIDE}
)


class LeadUpdate(Struct, frozen=True):
    """One outcome of a lead. `follow_up_on` is the day on which somebody means to look at it again.

    `passed_outside` is the profession of somebody outside the chapter to whom the lead was passed on, or
    empty. `about`, `giver_id` and `receiver_id` are the lead's.
    """

    id: UpdateId
    lead_id: LeadId
    outcome: LeadOutcome
    note: str
    thanked: bool
    at: datetime
    meeting_id: MeetingId | None = None
    follow_up_on: date | None = None
    corrected_at: datetime | None = None
    about: str = ""
    giver_id: PersonId | None = None
    receiver_id: PersonId | None = None
    passed_outside: str = ""


def passed_outside_in_words(profession: str) -> str:
    """`passed outside the chapter: Dentist`; nothing where it was not."""
    return f"passed outside the chapter: {profession}" if profession else ""


class NewOutcome(Struct, frozen=True):
    """An outcome of a lead as a table hears it. `replaces` is the one of tonight whose place it takes."""

    lead_id: LeadId
    outcome: LeadOutcome
    note: str = ""
    thanked: bool = False
    follow_up_on: date | None = None
    replaces: UpdateId | None = None
    passed_outside: str = ""


def merged_outcome(
    new: NewOutcome, tonight: Sequence[LeadUpdate], reports: Sequence[ClosedBusiness]
) -> NewOutcome:
    """How far a lead is has one outcome an evening: a second one takes the place of the first.

    Its thanks stay, and what they are given with is counted once; so does to whom it was passed on. A note is
    no reason of a bad lead.
    """
    before = None if new.outcome.state is None else _how_far(tonight, new.lead_id)
    thanked = new.thanked and not thanked_tonight(new.lead_id, tonight, reports, besides=before)
    if before is None:
        return replace(new, thanked=thanked)
    stays = LeadOutcome.BAD not in (before.outcome, new.outcome)
    return replace(
        new,
        replaces=before.id,
        thanked=before.thanked or thanked,
        note=new.note or (before.note if stays else ""),
        follow_up_on=new.follow_up_on or before.follow_up_on,
        passed_outside=new.passed_outside or before.passed_outside,
    )


def thanked_tonight(
    lead_id: LeadId,
    tonight: Iterable[LeadUpdate],
    reports: Iterable[ClosedBusiness],
    *,
    besides: LeadUpdate | None = None,
) -> bool:
    """Whether its giver was thanked for it at this meeting, with an outcome or with dollars."""
    updates = (update for update in tonight if update.lead_id == lead_id and update is not besides)
    return any(update.thanked or update.outcome is LeadOutcome.THANKS for update in updates) or any(
        report.lead_id == lead_id for report in reports
    )


def _how_far(tonight: Sequence[LeadUpdate], lead_id: LeadId) -> LeadUpdate | None:
    """The outcome of tonight that says how far it is."""
    found = [u for u in tonight if u.lead_id == lead_id and u.outcome.state is not None]
    return found[-1] if found else None


class Standing(Struct, frozen=True, gc=False):
    """Where a lead stands by all outcomes of it.

    `receiver_says` is True for a lead, False for a bad one, None while they leave it to the rules; `why` the
    reason of a bad one. `last_heard_at` is when the receiver was last heard of.
    """

    state: LeadState = LeadState.OPEN
    thanked: bool = False
    receiver_says: bool | None = None
    why: str = ""
    last_heard_at: datetime | None = None
    follow_up_on: date | None = None


class Paid(Struct, frozen=True):
    """A report that stands: dollars, or (zero) thanks without a figure."""

    amount: Money
    at: datetime


def standing_of(updates: Iterable[LeadUpdate], reports: Iterable[Paid]) -> Standing:
    """Where a lead stands, whatever the order in which its outcomes were written down. Dollars close it."""
    outcomes, paid = _in_order(updates), list(reports)
    states = [update for update in outcomes if update.outcome.state is not None]
    last = states[-1] if states else None
    heard = [u.at for u in outcomes if u.outcome.is_of_receiver] + [report.at for report in paid]
    return Standing(
        state=_state(last, paid),
        thanked=bool(paid) or any(update.thanked for update in outcomes),
        receiver_says=_receiver_says(outcomes)[0],
        why=last.note if last is not None and last.outcome is LeadOutcome.BAD else "",
        last_heard_at=max(heard, default=None),
        follow_up_on=_follow_up(outcomes, paid),
    )


def _receiver_says(outcomes: Iterable[LeadUpdate]) -> tuple[bool | None, datetime | None]:
    """(whether the receiver says that it is a lead, since when)."""
    says, since = None, None
    for update in outcomes:
        if update.outcome is LeadOutcome.IS_LEAD:
            says, since = True, since if says else update.at
        elif update.outcome is LeadOutcome.BAD:
            says, since = False, update.at
        elif update.outcome.state is not None and says is False:
            says, since = None, None  # a bad lead that goes on is left to the rules again
    return says, since


def lead_since(
    complete_since: datetime | None,
    updates: Iterable[LeadUpdate],
    paid: Iterable[Paid] = (),
    missing: Iterable[Fact] = (),
) -> datetime | None:
    """Since when it counts as a lead; None for a raw one. `complete_since` is when its slip had every fact.

    By the receiver's judgement, else by the chapter's rules (FIELD §2); where only money was `missing`, since
    the first that was reported.
    """
    says, since = _receiver_says(_in_order(updates))
    if says is False:
        return None
    if complete_since is None and tuple(missing) == (Fact.MONEY,):
        complete_since = min((report.at for report in paid if report.amount.minor), default=None)
    return complete_since or (since if says else None)


def _in_order(updates: Iterable[LeadUpdate]) -> list[LeadUpdate]:
    return sorted(updates, key=lambda update: (update.at, update.id))


def _follow_up(outcomes: Iterable[LeadUpdate], paid: Iterable[Paid]) -> date | None:
    """The day to follow up: an outcome that says how far a lead is resets it, a note may, dollars end it."""
    if any(report.amount.minor for report in paid):
        return None
    on = None
    for update in outcomes:
        if update.follow_up_on is not None or update.outcome.ends_follow_up:
            on = update.follow_up_on
    return on


def _state(last: LeadUpdate | None, paid: list[Paid]) -> LeadState:
    if any(report.amount.minor for report in paid):
        return LeadState.CLOSED
    if last is not None and last.outcome.state is not None:
        return last.outcome.state
    return LeadState.CONTACTED if paid else LeadState.OPEN


class Lead(Struct, frozen=True, gc=False):
    """A lead on record: who gave it to whom, its slip, and where it stands.

    `spoken_by` is the substitute who passed it for the giver; the credit stays the giver's. `lead_since` is
    since when it counts as a lead, None for a raw one; `missing` what the chapter's rules missed. `family_id`
    is the first lead of its family, None when that is this one; `answers_id` the turn in which it was asked
    for. `same_as_id` is of a second slip for one prospect the lead that counts.
    """

    id: LeadId
    giver_id: PersonId
    receiver_id: PersonId
    slip: Slip
    passed_at: datetime
    spoken_by_id: PersonId | None = None
    from_lead_id: LeadId | None = None
    missing: tuple[Fact, ...] = ()
    lead_since: datetime | None = None
    standing: Standing = Standing()
    family_id: LeadId | None = None
    answers_id: TurnId | None = None
    meeting_id: MeetingId | None = None
    corrected_at: datetime | None = None
    withdrawn_at: datetime | None = None
    same_as_id: LeadId | None = None

    @property
    def counts(self) -> bool:
        """Whether it is counted anywhere, as a lead, a raw lead or an answer to an ask."""
        return self.same_as_id is None

    @property
    def qualified(self) -> bool:
        """Whether it counts as a lead; else it is a raw lead."""
        return self.lead_since is not None

    @property
    def completed_later(self) -> bool:
        """Whether it was raw first."""
        return self.lead_since is not None and self.lead_since > self.passed_at

    @property
    def verdict(self) -> str:
        """The judgement in words: `lead`, `raw: no phone, call not confirmed`, or that it does not count."""
        if not self.counts:
            return "second slip, not counted"
        return verdict(self.slip, self.missing, self.standing)


def leads_in_words(leads: int, raw: int) -> str:
    """`8 leads · 3 raw leads`: the two are never added up, since only the first count as leads."""
    return f"{leads} lead{'' if leads == 1 else 's'} · {raw} raw lead{'' if raw == 1 else 's'}"


def verdict(slip: Slip, missing: Iterable[Fact], standing: Standing | None = None) -> str:
    """The judgement of a slip in words, always with the reason."""
    standing = standing or Standing()
    missing = still_missing(missing, standing)
    if standing.receiver_says is False:
        return f"raw: bad lead, says the receiver ({standing.why})" if standing.why else "raw: bad lead"
    if not missing:
        return "lead"
    words = missing_in_words(slip, missing)
    return f"lead, says the receiver ({words})" if standing.receiver_says else f"raw: {words}"


def still_missing(missing: Iterable[Fact], standing: Standing) -> tuple[Fact, ...]:
    """What was missed of a slip and is missed still: money may have been reported since."""
    is_paid = standing.state is LeadState.CLOSED
    return tuple(fact for fact in missing if not (is_paid and fact is Fact.MONEY))


class EarlierLead(Struct, frozen=True):
    """A lead of an earlier meeting, as the table needs it. `from_last_meeting`: of the one before."""

    id: LeadId
    giver_id: PersonId
    receiver_id: PersonId
    giver: str
    prospect: str
    need: str
    passed_at: datetime
    from_last_meeting: bool
    thanked: bool = False
    state: LeadState = LeadState.OPEN
    qualified: bool = True
    phone: str = ""
    meeting_id: MeetingId | None = None
    who_calls: WhoCalls = WhoCalls.RECEIVER
    follow_up_on: date | None = None

    @property
    def about(self) -> str:
        """Whom it is about, else what they need, else the number."""
        return self.prospect or self.need or self.phone


def passed_before(
    slip: Slip, receiver_id: PersonId, leads: Iterable[Lead], *, besides: LeadId | None = None
) -> Lead | None:
    """The latest lead by which the receiver has this prospect already: of the same name, or the same number.

    `besides` is the lead that is being corrected. A warning, never a reason to refuse.
    """
    before = (
        lead
        for lead in leads
        if lead.receiver_id == receiver_id and lead.id != besides and same_prospect(slip, lead.slip)
    )
    return max(before, key=lambda lead: (lead.passed_at, lead.id), default=None)


def same_lead(
    slip: Slip, receiver_id: PersonId, leads: Iterable[Lead], *, besides: LeadId | None = None
) -> Lead | None:
    """The lead that a slip says once more: it counts itself, and it is not over yet.

    It may have been said in other words by another second slip. `besides` is the lead that is corrected.
    """
    leads = [lead for lead in leads if lead.id != besides and lead.same_as_id != (besides or 0)]
    alike = [lead for lead in leads if lead.receiver_id == receiver_id and same_prospect(slip, lead.slip)]
    meant = {lead.same_as_id or lead.id for lead in alike}
    found = (lead for lead in leads if lead.id in meant and lead.counts and not lead.standing.state.is_over)
    return max(found, key=lambda lead: (lead.passed_at, lead.id), default=None)


def same_prospect(one: Slip, other: Slip) -> bool:
    """Whether two slips are about one prospect: the same number, or the same name."""
    if one.phone and one.phone == other.phone:
        return True
    return bool(_name(one)) and _name(one) == _name(other)


def _name(slip: Slip) -> str:
    return fold(slip.prospect) or fold(slip.company)
