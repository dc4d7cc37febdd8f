"""Leads put together by hand, and a chapter that they belong to."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from leadsroom.domain.agenda.agenda import agenda_for
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import BusinessId, ChapterId, LeadId, PersonId
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.domain.leads.lead import Lead, LeadState, Standing
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.text.money import Money

NOON = datetime(2026, 11, 18, 20, tzinfo=UTC)  # in Los Angeles, a Wednesday
_LENGTH, _PITCH = timedelta(minutes=90), timedelta(seconds=60)
CHAPTER = Chapter(
    id=ChapterId(1),
    name="Harborview",
    place="",
    timezone="America/Los_Angeles",
    country="US",
    currency="USD",
    clock_24h=False,
    weekday=2,
    starts=time(7),
    length=_LENGTH,
    pitch=_PITCH,
    agenda=agenda_for(_LENGTH, _PITCH),
)
NAMES = {PersonId(1): "Ann Chu", PersonId(2): "Zoë Müller", PersonId(3): "Robert Diaz"}


def lead(
    number: int,
    ago: timedelta = timedelta(0),
    *,
    state: LeadState = LeadState.OPEN,
    receiver: int = 2,
    grew_from: int | None = None,
    slip: Slip | None = None,
    **stands: object,
) -> Lead:
    """A lead from Ann, passed so long ago; what else is said of it is where it stands."""
    return Lead(
        id=LeadId(number),
        giver_id=PersonId(1),
        receiver_id=PersonId(receiver),
        slip=slip or Slip(f"Prospect {number}", need="a roof"),
        passed_at=NOON - ago,
        from_lead_id=LeadId(grew_from) if grew_from else None,
        lead_since=NOON - ago,
        standing=Standing(state=state, **stands),  # type: ignore[arg-type]
    )


def dollars(number: int, for_lead: int, minor: int) -> ClosedBusiness:
    """Dollars that Zoë reports for a lead of Ann's."""
    return ClosedBusiness(
        id=BusinessId(number),
        reported_by_id=PersonId(2),
        credited_to_id=PersonId(1),
        amount=Money(minor, "USD"),
        lead_id=LeadId(for_lead),
        note="",
        at=NOON,
    )
