"""The agenda of the meetings to come."""

from __future__ import annotations

from typing import Any

from leadsroom.acts.act import Act
from leadsroom.acts.agenda.commands import SetAgenda
from leadsroom.acts.registry import handles
from leadsroom.domain.agenda.plan import AgendaPlan, checked_plan, plan_change
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read import chapter as read_chapter
from leadsroom.store.read.chapter import agenda_as_data


@handles(SetAgenda)
def set_agenda(act: Act, command: SetAgenda) -> str:
    """The same agenda again is no act. The length of its pitches is the chapter's."""
    columns = _columns(command.plan)
    before = AgendaPlan(act.chapter.agenda, act.chapter.changeover)
    if command.seen not in (None, before):
        raise Refused("The agenda was changed elsewhere meanwhile; here it is as it is now.")
    act.unit.update(t.chapter, act.chapter.id, **columns)
    act.open_chapter = after = read_chapter.chapter(act.unit.connection, act.chapter.id)
    return f"Agenda: {plan_change(before, AgendaPlan(after.agenda, after.changeover))}"


def _columns(plan: AgendaPlan) -> dict[str, Any]:
    plan = checked_plan(plan)
    columns: dict[str, Any] = {"agenda": agenda_as_data(plan.steps), "changeover": plan.changeover}
    return columns if plan.pitch is None else columns | {"pitch": plan.pitch}
