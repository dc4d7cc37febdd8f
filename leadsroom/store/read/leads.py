"""Rows of leads as records, and reading leads across meetings: with trail, family and reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    func,
    or_,
    select,
    union,
)

from leadsroom.domain.ids import BusinessId, ChapterId, LeadId, MeetingId, PersonId
from leadsroom.domain.journal import Entry
from leadsroom.domain.leads.closed_business import ClosedBusiness, Testimonial
from leadsroom.domain.leads.lead import Lead, LeadOutcome, LeadState, LeadUpdate, Paid, Standing
from leadsroom.domain.leads.slip import Slip, WhoCalls
from leadsroom.domain.leads.slip_check import GiverAnswer, SlipCheck
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.text.money import Money
from leadsroom.store import tables as t
from leadsroom.store.journal import ENTRY_COLUMNS, entry_of
from leadsroom.store.records import AnyRow, Reader, Values

if TYPE_CHECKING:
    from leadsroom.domain.leads.dollars import Payment
    from leadsroom.domain.leads.first_calls import FirstCall
    from leadsroom.domain.leads.lead_today import Progress

_SEATED = [status.value for status in MembershipStatus if status.holds_seat]
_OF_RECEIVER = [outcome.value for outcome in LeadOutcome if outcome.is_of_receiver]
_GOING_ON = [state.value for state in LeadState if not state.is_over]


def _in_order(*found: ColumnElement[bool]) -> Select[Any]:
    """The leads of which one of these is so, the oldest first; withdrawn ones are left out.

    Each is looked for by itself: an OR over them would keep an index from being used beyond its chapter.
    """
    lead = t.lead.c
    here = lead.chapter_id == bindparam("chapter_id")
    ids = union(*(select(lead.id).where(here, each) for each in found)).subquery("found")
    query = select(t.lead).select_from(ids).join(t.lead, here & (lead.id == ids.c.id))
    return query.where(lead.withdrawn_at.is_(None)).order_by(lead.passed_at, lead.id)


_SINCE = bindparam("since", type_=t.lead.c.passed_at.type)
_TO: BindParameter[int] = bindparam("receiver_ids", expanding=True)
_LEADS_SINCE = _in_order(t.lead.c.passed_at >= _SINCE, t.lead.c.state.in_(_GOING_ON))
_RECEIVED_SINCE = _in_order(
    t.lead.c.receiver_id.in_(_TO) & (t.lead.c.passed_at >= _SINCE),
    t.lead.c.receiver_id.in_(_TO) & t.lead.c.state.in_(_GOING_ON),
)
_g = t.lead.alias("grown").c
_ALL_FAMILIES = _in_order(
    t.lead.c.family_id > 0,
    t.lead.c.id.in_(select(_g.family_id).where(_g.chapter_id == bindparam("chapter_id"), _g.family_id > 0)),
)
_GOING_ON_TO = _in_order(t.lead.c.receiver_id.in_(_TO) & t.lead.c.state.in_(_GOING_ON)).where(
    t.lead.c.passed_at >= _SINCE
)
_FAMILY = _in_order(t.lead.c.id == bindparam("first_id"), t.lead.c.family_id == bindparam("first_id"))


ABOUT = ("prospect", "company", "need", "phone_typed", "phone")  # in the order of `Slip.about`
_b, _u = t.closed_business.c, t.lead_update.c
_BUSINESS_OF_LEAD = (
    select(t.closed_business)
    .where(_b.chapter_id == bindparam("chapter_id"), _b.lead_id == bindparam("lead_id"))
    .where(_b.withdrawn_at.is_(None))
    .order_by(_b.at, _b.id)
)
_UPDATES_OF_LEAD = (
    select(t.lead_update)
    .where(_u.chapter_id == bindparam("chapter_id"), _u.lead_id == bindparam("lead_id"))
    .where(_u.withdrawn_at.is_(None))
    .order_by(_u.at, _u.id)
)


def reports_of_lead(connection: Connection, chapter_id: ChapterId, lead_id: int) -> list[ClosedBusiness]:
    """The reports of dollars and thanks for a lead that stand, in order."""
    which = {"chapter_id": chapter_id, "lead_id": lead_id}
    return business_of.all(connection.execute(_BUSINESS_OF_LEAD, which))


def updates_of_lead(connection: Connection, chapter_id: ChapterId, lead_id: int) -> list[LeadUpdate]:
    """The outcomes of a lead that stand, in order."""
    which = {"chapter_id": chapter_id, "lead_id": lead_id}
    return update_of.all(connection.execute(_UPDATES_OF_LEAD, which))


def paid_for_lead(connection: Connection, chapter_id: ChapterId, lead_id: int) -> list[Paid]:
    """The closed business of a lead, as far as it says where that stands."""
    return [Paid(report.amount, report.at) for report in reports_of_lead(connection, chapter_id, lead_id)]


# A lead with its slip and its standing, all of one row.
lead_of = Reader(
    Lead, slip=Reader(Slip, when="when_likely"), standing=Reader(Standing, last_heard_at="last_word_at")
)
_about = Reader(Slip)


def about_in(row: AnyRow | Values) -> str:
    """`Slip.about` from a lead, or from a row that tells of its lead; else nothing."""
    return _about(row).about


def _is_own_in(row: AnyRow | Values) -> bool:
    """`Slip.inside`, in the same way."""
    return _about(row).inside


# An outcome of a lead, with its people and its prospect where the row has them.
update_of = Reader(LeadUpdate, outcome="word", about=about_in)
business_of = Reader(
    ClosedBusiness, amount=Reader(Money, minor="amount_minor"), about=about_in, is_own=_is_own_in
)


class LeadGoingOn(Struct, frozen=True):
    """A lead with the names of its receiver and its giver."""

    lead: Lead
    receiver: str
    giver: str


class _Noted(Struct, frozen=True):
    """An entry of the journal with the name of its station."""

    entry: Entry
    name: str


def _earliest(values: Values) -> datetime | None:
    found = [at for at in (values["noted_at"], values["paid_at"]) if at is not None]
    return min(found, default=None)


_going_on = Reader(LeadGoingOn, lead=lead_of)
_noted = Reader(_Noted, entry=entry_of)
_answer_of, _check_of = Reader(GiverAnswer), Reader(SlipCheck)


def leads_since(connection: Connection, chapter_id: ChapterId, since: datetime) -> list[Lead]:
    """The leads passed since a moment, and older ones that are not over; the oldest first.

    Of a busy chapter they are thousands: for lists and reports, and for nothing that waits for a key.
    """
    here = {"chapter_id": chapter_id, "since": since}
    return lead_of.all(connection.execute(_LEADS_SINCE, here))


def leads_going_on(
    connection: Connection, chapter_id: ChapterId, heard_after: datetime | None, due_on: date
) -> list[LeadGoingOn]:
    """The leads that are not over, the oldest first.

    Only those to members who still hold a seat, of which something was heard after a moment (None: however
    long ago), or which somebody meant to look at again by a day.
    """
    lead, receiver, giver = t.lead.c, t.person.alias("receiver"), t.person.alias("giver")
    seated = select(t.membership.c.person_id).where(
        t.membership.c.chapter_id == chapter_id, t.membership.c.status.in_(_SEATED)
    )
    heard = func.coalesce(lead["last_word_at"], lead.passed_at)
    query = (
        select(t.lead, receiver.c.name.label("receiver"), giver.c.name.label("giver"))
        .join(receiver, t.link(lead.receiver_id, receiver))
        .join(giver, t.link(lead.giver_id, giver))
        .where(lead.chapter_id == chapter_id, lead.state.in_(_GOING_ON), lead.withdrawn_at.is_(None))
        .where(t.counted_lead)
        .where(lead.receiver_id.in_(seated))
        .order_by(lead.passed_at, lead.id)
    )
    if heard_after is not None:
        query = query.where(or_(heard > heard_after, lead.follow_up_on <= due_on))
    return _going_on.all(connection.execute(query))


def leads_heard_since(connection: Connection, chapter_id: ChapterId, since: datetime) -> list[Lead]:
    """The leads that count and of which something was heard after a moment, in order."""
    lead = t.lead.c
    query = (
        select(t.lead)
        .where(lead.chapter_id == chapter_id, lead["last_word_at"] > since, lead.withdrawn_at.is_(None))
        .where(t.counted_lead)
        .order_by(lead["last_word_at"], lead.id)
    )
    return lead_of.all(connection.execute(query))


def received_since(
    connection: Connection, chapter_id: ChapterId, receiver_ids: Collection[PersonId], since: datetime
) -> list[Lead]:
    """The leads that these people received since a moment, and older ones not over; the oldest first.

    For a slip: whether its receivers have the prospect already, and which lead its own may have grown out of.
    """
    if not receiver_ids:
        return []
    here = {"chapter_id": chapter_id, "receiver_ids": sorted(receiver_ids), "since": since}
    return lead_of.all(connection.execute(_RECEIVED_SINCE, here))


def going_on_to(
    connection: Connection, chapter_id: ChapterId, receiver_ids: Collection[PersonId], since: datetime
) -> list[Lead]:
    """The leads that these people received since a moment and that are not over, in order."""
    here = {"chapter_id": chapter_id, "receiver_ids": sorted(receiver_ids), "since": since}
    return lead_of.all(connection.execute(_GOING_ON_TO, here))


def second_slips(connection: Connection, chapter_id: ChapterId, lead_ids: Collection[LeadId]) -> list[Lead]:
    """The slips that stand and are the same as one of these leads, in order."""
    lead = t.lead.c
    query = select(t.lead).where(lead.chapter_id == chapter_id, lead.same_as_id.in_(lead_ids))
    query = query.where(lead.withdrawn_at.is_(None)).order_by(lead.passed_at, lead.id)
    return lead_of.all(connection.execute(query))


def leads_between(
    connection: Connection, chapter_id: ChapterId, one: PersonId, other: PersonId, since: datetime
) -> list[Lead]:
    """The leads between two people since a moment, and older ones not over, in order.

    For a testimonial and closed business: for which lead.
    """
    found = received_since(connection, chapter_id, {one, other}, since)
    return [lead for lead in found if {lead.giver_id, lead.receiver_id} == {one, other}]


def leads_by_id(
    connection: Connection, chapter_id: ChapterId, lead_ids: Sequence[LeadId]
) -> dict[LeadId, Lead]:
    """These leads of a chapter, withdrawn ones too."""
    query = select(t.lead).where(t.lead.c.chapter_id == chapter_id, t.lead.c.id.in_(lead_ids))
    return {lead.id: lead for lead in lead_of.all(connection.execute(query))}


def lead_in(
    connection: Connection, chapter_id: ChapterId, lead_id: LeadId, *, on_record: bool = False
) -> Lead | None:
    """One lead of a chapter, withdrawn or not; `on_record` only where it stands."""
    query = select(t.lead).where(t.lead.c.id == lead_id, t.lead.c.chapter_id == chapter_id)
    if on_record:
        query = query.where(t.lead.c.withdrawn_at.is_(None))
    row = connection.execute(query).first()
    return None if row is None else lead_of(row)


def family_of(connection: Connection, chapter_id: ChapterId, first_id: LeadId) -> list[Lead]:
    """A whole family by its first lead, in the order in which they were passed."""
    which = {"chapter_id": chapter_id, "first_id": first_id}
    return lead_of.all(connection.execute(_FAMILY, which))


def members_of_family(connection: Connection, chapter_id: ChapterId, first_id: LeadId) -> list[LeadId]:
    """The other leads of a family than its first, withdrawn ones too."""
    lead = t.lead.c
    query = select(lead.id).where(lead.chapter_id == chapter_id, lead.family_id == first_id)
    return [LeadId(lead_id) for lead_id in connection.execute(query.order_by(lead.id)).scalars()]


def grown_out_of(connection: Connection, chapter_id: ChapterId, lead_ids: Sequence[LeadId]) -> list[LeadId]:
    """The leads that came from any of these, withdrawn ones too."""
    lead = t.lead.c
    query = select(lead.id).where(lead.chapter_id == chapter_id, lead.from_lead_id.in_(lead_ids))
    return [LeadId(lead_id) for lead_id in connection.execute(query.order_by(lead.id)).scalars()]


def leads_received(
    connection: Connection, chapter_id: ChapterId, receiver_id: PersonId, meeting_id: MeetingId | None = None
) -> list[Lead]:
    """The leads that one member received, at a meeting or ever, in order."""
    return _leads_of(connection, chapter_id, t.lead.c.receiver_id == receiver_id, meeting_id)


def leads_given(
    connection: Connection, chapter_id: ChapterId, giver_id: PersonId, meeting_id: MeetingId | None = None
) -> list[Lead]:
    """The leads that one member gave, at a meeting or ever, in order."""
    return _leads_of(connection, chapter_id, t.lead.c.giver_id == giver_id, meeting_id)


def given_and_heard_since(
    connection: Connection, chapter_id: ChapterId, giver_id: PersonId, since: datetime
) -> list[Lead]:
    """The leads that one member gave since a moment, or of which something was heard since then, in order."""
    lead = t.lead.c
    query = select(t.lead).where(lead.chapter_id == chapter_id, lead.giver_id == giver_id)
    query = query.where(func.coalesce(lead["last_word_at"], lead.passed_at) >= since)
    query = query.where(lead.withdrawn_at.is_(None)).order_by(lead.passed_at, lead.id)
    return lead_of.all(connection.execute(query))


def _leads_of(
    connection: Connection, chapter_id: ChapterId, whose: ColumnElement[bool], meeting_id: MeetingId | None
) -> list[Lead]:
    lead = t.lead.c
    query = select(t.lead).where(lead.chapter_id == chapter_id, whose, lead.withdrawn_at.is_(None))
    if meeting_id is not None:
        query = query.where(lead.meeting_id == meeting_id)
    return lead_of.all(connection.execute(query.order_by(lead.passed_at, lead.id)))


def leads_of_families(connection: Connection, chapter_id: ChapterId) -> list[Lead]:
    """The leads of every family that has more than one, in order; withdrawn ones are left out."""
    return lead_of.all(connection.execute(_ALL_FAMILIES, {"chapter_id": chapter_id}))


def first_calls(
    connection: Connection, chapter_id: ChapterId, since: datetime, receiver_id: PersonId | None = None
) -> list[FirstCall]:
    """The leads passed since a moment that their receivers are to call about, and when these were heard of.

    To everybody, or to one receiver.
    """
    from leadsroom.domain.leads.first_calls import FirstCall

    lead = t.lead.c
    heard = select(func.min(_u.at)).where(
        _u.chapter_id == lead.chapter_id, _u.lead_id == lead.id, _u.word.in_(_OF_RECEIVER)
    )
    paid = select(func.min(_b.at)).where(_b.chapter_id == lead.chapter_id, _b.lead_id == lead.id)
    query = (
        select(
            lead.id.label("lead_id"),
            lead.receiver_id,
            lead.passed_at,
            heard.where(_u.withdrawn_at.is_(None)).scalar_subquery().label("noted_at"),
            paid.where(_b.withdrawn_at.is_(None)).scalar_subquery().label("paid_at"),
        )
        .where(lead.chapter_id == chapter_id, lead.passed_at >= since, lead.withdrawn_at.is_(None))
        .where(lead.who_calls != WhoCalls.PROSPECT.value, lead.same_as_id.is_(None))
    )
    if receiver_id is not None:
        query = query.where(lead.receiver_id == receiver_id)
    first_call = Reader(FirstCall, heard_at=_earliest)
    return first_call.all(connection.execute(query.order_by(lead.passed_at, lead.id)))


def business_for(
    connection: Connection, chapter_id: ChapterId, lead_ids: Sequence[LeadId]
) -> list[ClosedBusiness]:
    """The dollars and thanks reported for these leads, in order."""
    b = t.closed_business.c
    query = (
        select(t.closed_business)
        .where(b.chapter_id == chapter_id, b.lead_id.in_(lead_ids), b.withdrawn_at.is_(None))
        .order_by(b.at, b.id)
    )
    return business_of.all(connection.execute(query))


def updates_for(
    connection: Connection, chapter_id: ChapterId, lead_ids: Sequence[LeadId]
) -> list[LeadUpdate]:
    """The outcomes of these leads that stand, in order."""
    query = (
        select(t.lead_update)
        .where(_u.chapter_id == chapter_id, _u.lead_id.in_(lead_ids), _u.withdrawn_at.is_(None))
        .order_by(_u.at, _u.id)
    )
    return update_of.all(connection.execute(query))


def progress_for(
    connection: Connection, chapter_id: ChapterId, leads: Collection[Lead], currency: str
) -> dict[LeadId, Progress]:
    """What has come of each of these leads of which something has been heard."""
    from leadsroom.domain.leads.lead_today import progress_of  # which the table shows nothing of

    ids = [lead.id for lead in leads if lead.standing.state is not LeadState.OPEN]
    if not ids:
        return {}
    updates: dict[LeadId, list[LeadUpdate]] = defaultdict(list)
    reports: dict[LeadId | None, list[ClosedBusiness]] = defaultdict(list)
    for update in updates_for(connection, chapter_id, ids):
        updates[update.lead_id].append(update)
    for report in business_for(connection, chapter_id, ids):
        reports[report.lead_id].append(report)
    return {lead_id: progress_of(updates[lead_id], reports[lead_id], currency) for lead_id in ids}


def payments_among(
    connection: Connection, chapter_id: ChapterId, reports: Collection[ClosedBusiness]
) -> dict[BusinessId, Payment]:
    """These reports as payments: which of them is a lead's first one is seen among all of that lead."""
    from leadsroom.domain.leads.dollars import payments_of

    ids = sorted({report.lead_id for report in reports if report.lead_id is not None})
    lead = t.lead.c
    inside = select(lead.id).where(lead.chapter_id == chapter_id, lead.id.in_(ids), lead.inside)
    own = {LeadId(each) for each in connection.execute(inside).scalars()} if ids else set()
    every = business_for(connection, chapter_id, ids) if ids else []
    every += [report for report in reports if report.lead_id is None]
    wanted = {report.id for report in reports}
    return {each.report.id: each for each in payments_of(every, own) if each.report.id in wanted}


def giver_answer(connection: Connection, chapter_id: ChapterId, lead_id: LeadId) -> GiverAnswer | None:
    """How the prospect of a lead was served, as its giver heard; for the officers alone."""
    a = t.giver_answer.c
    query = select(t.giver_answer).where(a.chapter_id == chapter_id, a.lead_id == lead_id)
    row = connection.execute(query.where(a.withdrawn_at.is_(None)).order_by(a.id.desc()).limit(1)).first()
    return None if row is None else _answer_of(row)


def checks_of(connection: Connection, chapter_id: ChapterId, lead_id: LeadId) -> list[SlipCheck]:
    """What its receiver has said of a slip when it was checked, in order."""
    check = t.slip_check.c
    query = select(t.slip_check).where(check.chapter_id == chapter_id, check.lead_id == lead_id)
    return _check_of.all(connection.execute(query.where(check.withdrawn_at.is_(None)).order_by(check.id)))


def checks_since(connection: Connection, chapter_id: ChapterId, since: datetime) -> list[SlipCheck]:
    """What receivers have said of the slips that were passed since a moment and stand, in order."""
    lead, check = t.lead.c, t.slip_check.c
    passed = select(lead.id).where(
        lead.chapter_id == chapter_id, lead.passed_at >= since, lead.withdrawn_at.is_(None)
    )
    query = select(t.slip_check).where(check.chapter_id == chapter_id, check.lead_id.in_(passed))
    return _check_of.all(connection.execute(query.where(check.withdrawn_at.is_(None)).order_by(check.id)))


def testimonials_for(
    connection: Connection, chapter_id: ChapterId, lead_ids: Sequence[LeadId]
) -> list[Testimonial]:
    """The testimonials for these leads, in order."""
    testimonial = t.testimonial.c
    query = select(t.testimonial).where(
        testimonial.chapter_id == chapter_id,
        testimonial.lead_id.in_(lead_ids),
        testimonial.withdrawn_at.is_(None),
    )
    return Reader(Testimonial).all(connection.execute(query.order_by(testimonial.at, testimonial.id)))


def trail_of(connection: Connection, chapter_id: ChapterId, lead_id: LeadId) -> list[tuple[Entry, str]]:
    """(entry, the station's name) for every entry about a lead, in order."""
    j = t.journal.c
    query = (
        select(*ENTRY_COLUMNS, t.station.c.name)
        .join(t.trail, t.link(t.trail.c.journal_id, t.journal))
        .join(t.station, t.station.c.id == j.station_id)
        .where(t.trail.c.chapter_id == chapter_id, t.trail.c.lead_id == lead_id)
        .order_by(j.id)
    )
    return [(each.entry, each.name) for each in _noted.all(connection.execute(query))]
