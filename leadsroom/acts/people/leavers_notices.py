"""What members announced for meetings to come: withdrawn when they give up their seat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from leadsroom.acts.act import Act
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.attendance import Notice
from leadsroom.domain.text.wording import near_date
from leadsroom.store import tables as t
from leadsroom.store.read.people.absences import notices_since


def announced_by(act: Act, person_id: PersonId) -> list[Notice]:
    """What a member has announced for today and later, not whose substitute they are."""
    connection, chapter_id, today = act.unit.connection, act.chapter.id, act.today
    announced = act.once("announced", {"notice"}, lambda: notices_since(connection, chapter_id, today))
    return [notice for notice in announced if notice.member.id == person_id]


def withdraw(act: Act, notices: Iterable[Notice]) -> None:
    """Withdraw what was announced."""
    act.unit.update_all(t.notice, {notice.id: {"withdrawn_at": act.now} for notice in notices})


def withdrawn_in_words(notices: Sequence[Notice], today: date) -> str:
    """`; what they told for Wed 25 Nov is taken back`; empty where nothing was announced."""
    dates = near_date(notices[0].on, today) if len(notices) == 1 else f"{len(notices)} dates"
    return f"; what they told for {dates} is taken back" if notices else ""
