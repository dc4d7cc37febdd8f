"""How many statements an act executes on the sample chapter, whichever it is: a few, however long its past.

Each kind of command has an example. An act about one person, lead or clock may execute twelve; one that
writes a row for each member, or for each step, twelve more, however many those are. One that changes the
figures by month, which closing a meeting does and what comes after it, counts them anew in seven more.
"""

from __future__ import annotations

import pytest

from leadsroom.acts import act
from leadsroom.acts.command import Redo, Undo
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from tests.acts.demo_desks import Demo
from tests.acts.examples import EXAMPLES, LED_IN_TURN, MORE, Example
from tests.databases import counted

OF_ONE, MORE_FOR_EACH, MORE_FOR_MONTHS = 12, 12, 7
WAYS = [
    *(pytest.param(example, id=kind.__name__) for kind, example in EXAMPLES.items()),
    *(pytest.param(example, id=name) for name, example in MORE.items()),
    pytest.param(LED_IN_TURN, id="a step that somebody leads in turn"),
]


def test_every_command_has_an_example() -> None:
    """Whoever adds a command says how many statements it takes."""
    kinds = {kind for kind in act.load() if kind.__module__.startswith("leadsroom.")}
    assert EXAMPLES.keys() == kinds


@pytest.mark.parametrize("example", WAYS)
def test_an_act_executes_few_statements(demo_store: Store, example: Example) -> None:
    """Twelve, and twelve more where it writes many rows; taking it back and doing it again as few."""
    demo = Demo(demo_store).sit_down()
    command, desk = example.command(demo), demo.desks[example.desk]
    assert desk.station_id
    if desk is demo.table:
        desk.look()
    is_reversible = command.is_undoable and not isinstance(command, Undo | Redo)
    for each in (command, Undo(), Redo()) if is_reversible else (command,):
        with counted(demo_store.engine) as executed:
            assert desk.do(each).entry is not None
        counts_months = any(t.chapter_month.name in statement for statement in executed)
        budget = _budget(example) + counts_months * MORE_FOR_MONTHS
        assert len(executed) <= budget, "\n".join([type(each).__name__, *executed])
        # At a live table nothing counts yet, so that nobody waits for it.
        is_live = desk is demo.table and demo.now.meeting.state is not MeetingState.CLOSED
        assert not (counts_months and is_live and each is command)


def _budget(example: Example) -> int:
    return OF_ONE + bool(example.for_each) * MORE_FOR_EACH
