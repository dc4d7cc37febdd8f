"""What a handler of leads is given, at the table or between meetings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from leadsroom.domain.chapter import Chapter
from leadsroom.domain.ids import LeadId, MeetingId, PersonId
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.unit import Image, Unit

if TYPE_CHECKING:
    from sqlalchemy import Table


class LeadAct(Protocol):
    """One act: the chapter, the moment, the open transaction, and who is who."""

    unit: Unit
    now: datetime

    @property
    def chapter(self) -> Chapter:
        """The chapter whose leads these are."""

    @property
    def meeting_id(self) -> MeetingId | None:
        """The meeting at which it is said; None between meetings."""

    @property
    def said_at(self) -> datetime:
        """When it was said: now, or at the end of a past meeting that is being completed."""

    @property
    def is_afterwards(self) -> bool:
        """Whether changing an entry is a correction of what has been closed."""

    def credited(self, person_id: PersonId) -> tuple[PersonId, PersonId | None]:
        """(who gets the credit, the stand-in who spoke): what a stand-in gives is the member's."""

    def need_person(self, person_id: PersonId, role: str) -> str:
        """The name of somebody the chapter knows. Raises Refused."""

    def holds_seat(self, person_id: PersonId) -> bool:
        """Whether a lead can go to them."""

    def need_own(self, table: Table, row_id: int) -> Image:
        """A row that may be changed here and has not been withdrawn. Raises Refused."""


def need_lead(act: LeadAct, lead_id: LeadId) -> dict[str, Any]:
    """A lead of this chapter. Raises Refused."""
    row = act.unit.row(t.lead, lead_id)
    if row is None or row["chapter_id"] != act.chapter.id:
        raise Refused("That lead is not one of this chapter.")
    return row


def need_standing_lead(act: LeadAct, lead_id: LeadId) -> dict[str, Any]:
    """A lead of this chapter that has not been withdrawn. Raises Refused."""
    row = need_lead(act, lead_id)
    if row["withdrawn_at"]:
        raise Refused("That lead was withdrawn. Choose another, or none.")
    return row


def need_lead_between(act: LeadAct, lead_id: LeadId, giver_id: PersonId, receiver_id: PersonId) -> None:
    """A lead that its giver gave to this receiver, and that stands. Raises Refused."""
    row = need_lead(act, lead_id)
    if (row["giver_id"], row["receiver_id"]) != (giver_id, receiver_id):
        giver, receiver = act.need_person(giver_id, "giver"), act.need_person(receiver_id, "receiver")
        raise Refused(f"That lead did not go from {giver} to {receiver}. Choose one that did, or none.")
    need_standing_lead(act, lead_id)


def corrected(act: LeadAct, row: Mapping[str, Any]) -> dict[str, Any]:
    """The column that says so when an entry of a closed meeting, or of another one, is changed."""
    elsewhere = row["meeting_id"] != act.meeting_id
    return {"corrected_at": act.now} if act.is_afterwards or elsewhere else {}
