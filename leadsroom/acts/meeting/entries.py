"""Entries beside the leads: asks, members who give nothing today, announcements; and withdrawing an entry."""

from __future__ import annotations

from collections.abc import Callable

from leadsroom.acts.act import Act, handles
from leadsroom.acts.leads.lead import settle_all
from leadsroom.acts.leads.second_slips import follow
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.attendance import send_home
from leadsroom.acts.meeting.commands import MakeAnnouncement
from leadsroom.acts.meeting.rounds import leave_round
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.meeting.record_kinds import ASK, BUSINESS, KINDS, LEAD, OUTCOME, SUBSTITUTE, VISITOR
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.row_changes import Image


@handles(c.KeepAsk)
def keep_ask(act: Act, command: c.KeepAsk) -> str:
    """Note what a speaker is looking for."""
    row = act.need_own(t.turn, command.turn_id)
    asked = clean(command.looking_for)
    if asked != row["looking_for"]:
        act.unit.update(
            t.turn, command.turn_id, looking_for=asked, asked_at=act.happened_at if asked else None
        )
    name = act.before.name(row["speaker_id"])
    return f"{name} is looking for {asked}" if asked else f"{name}: ask withdrawn"


@handles(c.GiveNothing)
def give_nothing(act: Act, command: c.GiveNothing) -> str:
    """Note that somebody gives nothing today. Whoever has given a lead has not given nothing."""
    row = act.need_own(t.turn, command.turn_id)
    name = act.before.seat_name(PersonId(row["member_id"]))
    if command.nothing and any(lead.giver_id == row["member_id"] for lead in act.before.leads):
        raise Refused(f"{name} has given a lead today.")
    act.unit.update(t.turn, command.turn_id, nothing_today=command.nothing)
    return f"{name}: nothing today" if command.nothing else f"{name} gives after all"


@handles(c.Withdraw)
def withdraw(act: Act, command: c.Withdraw) -> str:
    """Withdraw an entry; the row stays, so that the trail does."""
    words = _WITHDRAWN.get(command.what)
    if words is None:
        raise Refused("That entry cannot be withdrawn.")
    row = act.need_own(t.metadata.tables[command.what], command.row_id)
    own_way = _OWN_WAY.get(command.what)
    if own_way is not None:
        own_way(act, row)
    else:
        _take_back(act, command.what, row)
    return f"Withdrew {words}"


def _take_back(act: Act, table: str, row: Image) -> None:
    act.unit.update(t.metadata.tables[table], row["id"], withdrawn_at=act.now)


def _take_back_ask(act: Act, row: Image) -> None:
    act.unit.update(t.turn, row["id"], looking_for="", asked_at=None)


def _take_back_substitute(act: Act, row: Image) -> None:
    send_home(act, PersonId(row["member_id"]))


def _take_back_visit(act: Act, row: Image) -> None:
    _take_back(act, VISITOR.table, row)
    leave_round(act, PersonId(row["person_id"]))


def _take_back_lead(act: Act, row: Image) -> None:
    _take_back(act, LEAD.table, row)
    follow(act, LeadId(row["id"]))


def _take_back_outcome(act: Act, row: Image) -> None:
    _take_back(act, OUTCOME.table, row)
    settle_all(act.unit, [LeadId(row["lead_id"])])


def _take_back_business(act: Act, row: Image) -> None:
    _take_back(act, BUSINESS.table, row)
    settle_all(act.unit, [row["lead_id"] and LeadId(row["lead_id"])])


# One-to-ones are noted between meetings, and stand in no record of an evening.
_WITHDRAWN = {kind.table: kind.withdrawn for kind in KINDS} | {"one_to_one": "a one-to-one"}
# Where more hangs on an entry than its own row.
_OWN_WAY: dict[str, Callable[[Act, Image], None]] = {
    ASK.table: _take_back_ask,
    SUBSTITUTE.table: _take_back_substitute,
    VISITOR.table: _take_back_visit,
    LEAD.table: _take_back_lead,
    OUTCOME.table: _take_back_outcome,
    BUSINESS.table: _take_back_business,
}


@handles(MakeAnnouncement)
def make_announcement(act: Act, command: MakeAnnouncement) -> str:
    """Note what is announced, and by whom. Without words there is nothing to note."""
    by, words = act.before.people.get(command.by_id), clean(command.words)
    if by is None:
        raise Refused("Choose who announces it from the list.")
    if not words:
        raise Refused("The announcement is empty. Type its text.")
    columns = {"by_id": command.by_id, "words": words}
    if command.corrects is not None:
        act.correct(t.announcement, command.corrects, columns)
        return f"Announcement corrected: {by.name}: {words}"
    act.enter(t.announcement, columns)
    return f"Announcement by {by.name}: {words}"
