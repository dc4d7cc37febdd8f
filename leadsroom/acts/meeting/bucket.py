"""Beside the leads: what speakers are looking for, who gives nothing today, and taking an entry back."""

from __future__ import annotations

from leadsroom.acts.act import Act
from leadsroom.acts.leads import outcomes as words
from leadsroom.acts.leads.commands import Withdraw, Withdrawable
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.attendance import send_home
from leadsroom.acts.meeting.rounds import leave_round
from leadsroom.acts.registry import handles
from leadsroom.domain.ids import PersonId
from leadsroom.domain.text.plain_text import clean
from leadsroom.store import tables as t


@handles(c.KeepAsk)
def keep_ask(act: Act, command: c.KeepAsk) -> str:
    """Keep what a speaker is looking for."""
    row = act.need_own(t.turn, command.turn_id)
    asked = clean(command.looking_for)
    if asked != row["looking_for"]:
        act.unit.update(
            t.turn, command.turn_id, looking_for=asked, asked_at=act.happened_at if asked else None
        )
    name = act.before.name(row["speaker_id"])
    return f"{name} is looking for {asked}" if asked else f"{name}: ask taken back"


@handles(c.GiveNothing)
def give_nothing(act: Act, command: c.GiveNothing) -> str:
    """Keep that somebody gives nothing today."""
    row = act.need_own(t.turn, command.turn_id)
    act.unit.update(t.turn, command.turn_id, nothing_today=command.nothing)
    name = act.before.seat_name(PersonId(row["member_id"]))
    return f"{name}: nothing today" if command.nothing else f"{name} gives after all"


@handles(Withdraw)
def withdraw(act: Act, command: Withdraw) -> str:
    """Take an entry back; the row stays, so that the trail does."""
    if command.what is Withdrawable.ASK:
        act.need_own(t.turn, command.row_id)
        act.unit.update(t.turn, command.row_id, looking_for="", asked_at=None)
    elif command.what is Withdrawable.SUBSTITUTE:
        row = act.need_own(t.attendance, command.row_id)
        send_home(act, PersonId(row["member_id"]))
    elif command.what is Withdrawable.VISIT:
        row = act.need_own(t.visit, command.row_id)
        act.unit.update(t.visit, command.row_id, withdrawn_at=act.now)
        leave_round(act, PersonId(row["person_id"]))
    else:
        return words.withdraw(act, command.what, command.row_id)
    return f"Withdrew {words.WITHDRAWN_WORDS[command.what]}"
