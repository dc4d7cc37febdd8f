"""What a member enters of costs of their own. The journal's sentence says that it was done, and no amount."""

from __future__ import annotations

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.money.account_book import need_some
from leadsroom.acts.money.commands import EnterOwnCost, WithdrawOwnCost
from leadsroom.acts.people.roster import members
from leadsroom.domain.ids import PersonId
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_day import need_day_back
from leadsroom.errors import Refused
from leadsroom.store import tables as t


@handles(EnterOwnCost)
def enter_own_cost(act: Act, command: EnterOwnCost) -> Done:
    """Enter what a member spent, or correct it; the entry is the subject."""
    need_some(command.amount)
    before = None if command.corrects is None else act.need_own(t.own_cost, command.corrects)
    member_id = command.member_id if before is None else before["member_id"]
    name = _name_of_member(act, member_id)
    if command.on is not None and (before is None or command.on != before["on_date"]):
        need_day_back(command.on, act.today)
    columns = {
        "member_id": member_id,
        "on_date": command.on or act.today,
        "amount_minor": command.amount.minor,
        "currency": command.amount.currency,
        "note": clean(command.note),
    }
    if command.corrects is None:
        cost_id = act.unit.insert(t.own_cost, chapter_id=act.chapter.id, **columns, at=act.now)
        return Done(f"{name} entered a cost of their own", subject=cost_id)
    act.unit.update(t.own_cost, command.corrects, **columns)
    if act.unit.changes:
        act.unit.update(t.own_cost, command.corrects, corrected_at=act.now)
    return Done(f"{name} corrected a cost of their own", subject=command.corrects)


@handles(WithdrawOwnCost)
def withdraw_own_cost(act: Act, command: WithdrawOwnCost) -> str:
    """Take an own cost back."""
    row = act.need_own(t.own_cost, command.cost_id)
    act.unit.update(t.own_cost, command.cost_id, withdrawn_at=act.now)
    return f"{_name_of_member(act, row['member_id'])} withdrew a cost of their own"


def _name_of_member(act: Act, person_id: PersonId) -> str:
    found = next((each.person.name for each in members(act) if each.person.id == person_id), None)
    if found is None:
        raise Refused("Choose a member from the list.")
    return found
