"""What a meeting's own picture does not hold: leads of other meetings that its entries are about."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from leadsroom.domain.ids import LeadId, TurnId
from leadsroom.domain.journal import Entry
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people.professions import Overlap, overlaps
from leadsroom.store.read import leads as read_leads
from leadsroom.store.read.people.seats import held_seats
from leadsroom.store.reading import Reading


class Afterwards(Struct, frozen=True):
    """`answers`: how many leads have answered what was asked for in a turn, those of later meetings too.

    `about`: whom the leads of earlier meetings are about that were spoken of. `corrections`: what was changed
    of its entries between meetings, or at the table of another one, in order. `close_seats`: which seats of
    the chapter lie close, as they are held now.
    """

    answers: Mapping[TurnId, int] = field(default_factory=dict)
    about: Mapping[LeadId, str] = field(default_factory=dict)
    corrections: tuple[Entry, ...] = ()
    close_seats: tuple[Overlap, ...] = ()


NOTHING_LATER = Afterwards()


def afterwards(reading: Reading, snapshot: Snapshot) -> Afterwards:
    """What other meetings know of this one's asks and leads."""
    connection = reading.connection
    asks = [turn.id for turn in snapshot.turns if turn.looking_for]
    spoken_of = {report.lead_id for report in snapshot.business}
    spoken_of |= {said.lead_id for said in snapshot.testimonials}
    ids, here = [lead_id for lead_id in spoken_of if lead_id is not None], snapshot.chapter.id
    answers = read_leads.answers_to(connection, here, asks) if asks else {}
    leads = read_leads.leads_by_id(connection, here, ids)
    return Afterwards(
        answers,
        {lead_id: lead.slip.about for lead_id, lead in leads.items()},
        tuple(read_leads.corrections_elsewhere(connection, here, snapshot.meeting.id)),
        overlaps(held_seats(connection, here)),
    )
