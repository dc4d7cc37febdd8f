"""What was told for dates that nobody needs any more: it goes with what called them off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from leadsroom.domain.ids import PersonId
from leadsroom.domain.notice import Notice
from leadsroom.domain.wording import near_date
from leadsroom.store import tables as t
from leadsroom.store.read_notices import notices_since

if TYPE_CHECKING:
    from leadsroom.roster.act import RosterAct


def told_by(act: RosterAct, person_id: PersonId) -> list[Notice]:
    """What a member has told for today and later. Whom they stand in for is not theirs to tell."""
    told = notices_since(act.unit.connection, act.chapter.id, act.today)
    return [notice for notice in told if notice.member.id == person_id]


def withdraw(act: RosterAct, notices: Iterable[Notice]) -> None:
    """Take back what was told."""
    for notice in notices:
        act.unit.update(t.notice, notice.id, withdrawn_at=act.now)


def withdrawn_in_words(told: Sequence[Notice], today: date) -> str:
    """`; what they told for Wed 25 Nov is taken back`; empty where nothing was told."""
    dates = near_date(told[0].on, today) if len(told) == 1 else f"{len(told)} dates"
    return f"; what they told for {dates} is taken back" if told else ""
