"""Which form a key opens, filled with what the meeting already knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from leadsroom.domain.attendance import table_order
from leadsroom.domain.ids import PersonId, VisitId
from leadsroom.domain.ledger import LedgerKind
from leadsroom.domain.roster import Person
from leadsroom.domain.snapshot import MeetingState, Snapshot, Turn
from leadsroom.errors import Refused
from leadsroom.meeting.commands import Withdrawable
from screens.dialogs.attendance_board import AttendanceBoard
from screens.dialogs.lead_form import LeadForm
from screens.dialogs.people_forms import SubstituteForm, VisitorForm
from screens.dialogs.praise_forms import AskForm, BusinessForm, TestimonialForm
from screens.dialogs.prompt_form import PromptForm
from screens.dialogs.rest_board import RestBoard
from screens.widgets.form import Form

WITHDRAWABLE = {
    LedgerKind.LEAD: Withdrawable.LEAD,
    LedgerKind.RAW_LEAD: Withdrawable.LEAD,
    LedgerKind.BUSINESS: Withdrawable.BUSINESS,
    LedgerKind.THANKS: Withdrawable.BUSINESS,
    LedgerKind.TESTIMONIAL: Withdrawable.TESTIMONIAL,
    LedgerKind.SUBSTITUTE: Withdrawable.SUBSTITUTE,
    LedgerKind.VISITOR: Withdrawable.VISIT,
    LedgerKind.ASK: Withdrawable.ASK,
}


def _members(snapshot: Snapshot) -> list[Person]:
    seated = table_order(snapshot.attendees, snapshot.meeting.starting_seat)
    return [snapshot.people[attendee.member_id] for attendee in seated]


def _seats(snapshot: Snapshot) -> list[Person]:
    """Members, then tonight's stand-ins: what a stand-in receives is the member's."""
    stand_ins = [snapshot.people[a.substitute_id] for a in snapshot.attendees if a.substitute_id]
    return [*_members(snapshot), *stand_ins]


def _everybody(snapshot: Snapshot) -> list[Person]:
    """Members, then stand-ins and visitors of tonight."""
    guests = [snapshot.people[v.person_id] for v in snapshot.visits]
    return [*_seats(snapshot), *guests]


def _up(snapshot: Snapshot) -> Person | None:
    """The member whose turn it is: who gives, thanks or speaks unless told otherwise."""
    turn = snapshot.turn
    return snapshot.people[turn.member_id] if turn is not None else None


def _lead(snapshot: Snapshot) -> Form:
    givers = _everybody(snapshot)
    return LeadForm(givers, _seats(snapshot), snapshot.chapter.country, giver=_up(snapshot))


def _substitute(snapshot: Snapshot) -> Form:
    return SubstituteForm(_members(snapshot))


def _visitor(snapshot: Snapshot) -> Form:
    return VisitorForm(_members(snapshot))


def _testimonial(snapshot: Snapshot) -> Form:
    return TestimonialForm(_everybody(snapshot), by=_up(snapshot))


def _business(snapshot: Snapshot) -> Form:
    return BusinessForm(
        _members(snapshot), snapshot.payable_leads, snapshot.chapter.currency, by=_up(snapshot)
    )


def _ask(snapshot: Snapshot) -> Form:
    turn = snapshot.turn
    if turn is None:
        turn = _last_speaker(snapshot)
    if turn is None:
        raise Refused("Nobody has spoken yet. During a pitch, k keeps what the speaker is looking for.")
    return AskForm(turn.id, snapshot.name(turn.speaker_id), turn.looking_for)


def _last_speaker(snapshot: Snapshot) -> Turn | None:
    spoken = [turn for turn in snapshot.turns if turn.clock.ended_at is not None]
    return max(spoken, key=lambda turn: turn.clock.ended_at or snapshot.meeting.starts_at, default=None)


def _prompt(snapshot: Snapshot) -> Form:
    if snapshot.meeting.state is not MeetingState.LIVE:
        raise Refused("Nobody speaks yet. Enter starts the meeting.")
    return PromptForm()


_FORMS: dict[str, Callable[[Snapshot], Form | AttendanceBoard]] = {
    "lead": _lead,
    "substitute": _substitute,
    "visitor": _visitor,
    "testimonial": _testimonial,
    "business": _business,
    "ask": _ask,
    "attendance": AttendanceBoard,
    "prompt": _prompt,
}


def form_named(name: str, snapshot: Snapshot, now: datetime) -> Form | AttendanceBoard | RestBoard:
    """A new form. Raises Refused when there is nobody it could be about."""
    if name == "rest":
        return RestBoard(snapshot, now)
    if not snapshot.attendees:
        raise Refused("Nobody is at this table yet. Press q, then r, to add members to the roster.")
    return _FORMS[name](snapshot)


def substitute_for(snapshot: Snapshot, member_id: PersonId) -> Form:
    """The form for a stand-in of one member."""
    attendee = snapshot.attendee(member_id)
    known = attendee.substitute_id if attendee is not None else None
    substitute = snapshot.people[known] if known is not None else None
    return SubstituteForm(_members(snapshot), member=snapshot.people[member_id], substitute=substitute)


def form_for_entry(snapshot: Snapshot, kind: LedgerKind, row_id: int) -> Form:
    """The form that corrects an entry of tonight's ledger."""
    people = snapshot.people
    if kind in (LedgerKind.LEAD, LedgerKind.RAW_LEAD):
        lead = next(x for x in snapshot.leads if x.id == row_id)
        return LeadForm(
            _everybody(snapshot),
            _seats(snapshot),
            snapshot.chapter.country,
            giver=people[lead.giver_id],
            receiver=people[lead.receiver_id],
            lead=lead,
        )
    if kind in (LedgerKind.BUSINESS, LedgerKind.THANKS):
        report = next(x for x in snapshot.business if x.id == row_id)
        return BusinessForm(
            _members(snapshot),
            snapshot.payable_leads,
            report.amount.currency,
            by=people[report.reported_by_id],
            to=people[report.credited_to_id],
            corrects=report,
        )
    if kind is LedgerKind.TESTIMONIAL:
        said = next(x for x in snapshot.testimonials if x.id == row_id)
        by, about = people[said.by_id], people[said.about_id]
        return TestimonialForm(_everybody(snapshot), by=by, about=about, corrects=said)
    if kind is LedgerKind.SUBSTITUTE:
        attendee = next(a for a in snapshot.attendees if a.id == row_id)
        return substitute_for(snapshot, attendee.member_id)
    if kind is LedgerKind.VISITOR:
        visit = next(v for v in snapshot.visits if v.id == row_id)
        host = people[visit.host_id] if visit.host_id is not None else None
        return VisitorForm(
            _members(snapshot), guest=people[visit.person_id], host=host, corrects=VisitId(row_id)
        )
    turn = next(t for t in snapshot.turns if t.id == row_id)
    return AskForm(turn.id, snapshot.name(turn.speaker_id), turn.looking_for)
