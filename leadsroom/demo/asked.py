"""What the sample chapter asks about itself besides: who met whom, whom leads were passed on to outside the
chapter, and what givers heard from their prospects.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from msgspec.structs import replace

from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.leads.commands import LogOneToOne, NoteGiverAnswer
from leadsroom.demo.agreed import HandMovedClock
from leadsroom.demo.people import (
    ANN,
    GRACE,
    HELEN,
    KEIKO,
    LUIS,
    OMAR,
    PAUL,
    RUTH,
    SAMIR,
    TOMAS,
    VINCE,
)
from leadsroom.demo.words import MET_OVER
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.lead import Lead, LeadState
from leadsroom.domain.leads.slip_check import Served
from leadsroom.store.read.leads import leads_since
from leadsroom.store.store import Store
from leadsroom.views.people import members

# To whom a receiver passes on what is outside their line. Of these a banker and a caterer sit at the table.
PASSED_ON_TO = {
    ANN: "Caterer",
    GRACE: "Business banking",
    HELEN: "Cabinet maker",
    OMAR: "Phone repair",
    PAUL: "Orthodontist",
    RUTH: "Sign maker",
    SAMIR: "Property management",
    TOMAS: "Carpenter",
    VINCE: "Self storage",
}
_WELL, _SO_SO, _COMPLAINT = Served.WELL, Served.SO_SO, Served.COMPLAINT
# By receiver how their prospects were served, the latest lead first.
_HEARD = {
    HELEN: (_WELL, _WELL, _WELL, _SO_SO, _WELL, _WELL),
    LUIS: (_WELL, _WELL, _WELL),
    TOMAS: (_WELL, _SO_SO, _WELL, _WELL, _WELL),
    VINCE: (_COMPLAINT, _WELL, _SO_SO, _COMPLAINT, _WELL),
}
_IN_WORDS = {
    _WELL: "",
    _SO_SO: "came a week later than agreed",
    _COMPLAINT: "a table came back scratched, and nobody called them back",
}
_MEETS_NOBODY = KEIKO
_A_WEEK_AGO = timedelta(weeks=1)


class Asked:
    """The chapter's desk between meetings, for what is asked and noted there."""

    def __init__(self, store: Store, chapter: Chapter, station: str) -> None:
        self._store, self._chapter, self._station = store, chapter, station
        self._rng = Random("one-to-ones")  # noqa: S311 - of its own: whom one meets changes nothing at the table

    def meet(self, on: date, week: int, *, pairs: int) -> None:
        """Some members meet on a day, two by two; one of them never does."""
        desk = self._desk(on)
        people = [
            each.person.id
            for each in desk.read(members)
            if each.status.holds_seat and each.person.name != _MEETS_NOBODY
        ]
        for number in range(pairs):
            first, second = self._rng.sample(people, 2)
            met = LogOneToOne(first, second, on, self._rng.choice(MET_OVER))
            desk.do(replace(met, command_id=f"asked{number}{week:026d}"))

    def givers(self, today: date) -> None:
        """What givers heard from their prospects is noted, lead by lead, in the weeks before today."""
        begins = datetime.combine(today - timedelta(weeks=60), time(0), UTC)
        by_name = {each.person.name: each.person.id for each in self._desk(today).read(members)}
        with self._store.reading() as connection:
            leads = leads_since(connection, self._chapter.id, begins)
        for receiver, heard in _HEARD.items():
            done = [lead for lead in reversed(leads) if _is_done(lead, by_name[receiver])]
            for back, (lead, served) in enumerate(zip(done, heard, strict=False), start=1):
                answer = NoteGiverAnswer(lead.id, served, _IN_WORDS[served])
                self._desk(today - back * _A_WEEK_AGO).do(answer)

    def _desk(self, on: date) -> SyncDesk:
        clock = HandMovedClock(datetime.combine(on, time(20), UTC))
        return SyncDesk(self._store, self._chapter.id, clock, self._station)


def _is_done(lead: Lead, receiver: PersonId) -> bool:
    """Whether it is a lead to this receiver, closed, whose prospect its giver can ask."""
    is_closed = lead.standing.state is LeadState.CLOSED and lead.qualified and lead.counts
    return lead.receiver_id == receiver and is_closed and not lead.slip.inside
