"""Two meetings: what was passed and asked for last week, and the bucket as it comes around today."""

from __future__ import annotations

from datetime import timedelta

from leadsroom.acts.leads.commands import NoteOutcome
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.planning import plan_meeting
from leadsroom.domain.agenda.agenda import PlannedStep, StepKind
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip
from tests.desks import desk_at
from tests.harborview import SHORT_AGENDA, SetClock
from tests.meeting.table import Table

READ_BACK = PlannedStep(StepKind.READING_BACK, "Leads read back", timedelta(minutes=3))
AGENDA_WITH_READING = (*SHORT_AGENDA[:-2], READ_BACK, *SHORT_AGENDA[-2:])
PARK = Slip("Mrs Park", "+14155550107", "", "wedding flowers in June", expecting_call=True)
OKAFOR = Slip("J. Okafor", "+14155550108", "", "a business loan", expecting_call=True)


def last_week(table: Table) -> Table:
    """Ann Chu received three leads, one raw, and has thanked for none; one was called since. A week on."""
    table.go_to(StepKind.PITCHES)
    table.do(c.KeepAsk(turn_id=table.turn_of("Ann Chu").id, looking_for="hotel lobbies"))
    table.go_to(StepKind.BUCKET)
    table.do(table.lead("Robert Diaz", "Ann Chu"))
    table.do(table.lead("Dee Fox", "Ann Chu", Slip("Joe", need="a bouquet")))
    seen = table.do(table.lead("Maria Lopez", "Ann Chu", PARK))
    table.do(table.lead("Ann Chu", "Maria Lopez", OKAFOR))
    table.do(NoteOutcome(lead_id=seen.leads[-1].id, outcome=LeadOutcome.CONTACTED))
    table.go_to_end()
    table.desk.close()
    table.clock.pass_by(days=7, minutes=-3)
    return Table.lay(table.store, table.now.chapter, table.clock)


def bucket_today(table: Table) -> Table:
    """The bucket is with Ann Chu; Robert Diaz and Cyrus Ng have asked for something this morning."""
    today = last_week(table)
    today.go_to(StepKind.PITCHES)
    for name, ask in (("Robert Diaz", "shops that open a second place"), ("Cyrus Ng", "families that move")):
        today.do(c.KeepAsk(turn_id=today.turn_of(name).id, looking_for=ask))
    today.go_to(StepKind.BUCKET)
    today.clock.pass_by(seconds=12)
    return today


def bucket_with_leads(table: Table) -> None:
    """The same, the desk left."""
    bucket_today(table).desk.close()


def leads_read_back(table: Table) -> None:
    """The leads of last week are read back."""
    today = last_week(table)
    today.go_to(StepKind.READING_BACK)
    today.clock.pass_by(seconds=12)
    today.desk.close()


def pitch_of_who_asked(table: Table) -> None:
    """Ann Chu, who asked for hotel lobbies last week, is up with her pitch."""
    today = last_week(table)
    today.go_to(StepKind.PITCHES)
    today.desk.close()


def two_leads_from_ann(table: Table) -> None:
    """Last week Ann gave Maria two leads, of which nobody has heard since; the bucket is with Maria."""
    chapter = table.now.chapter
    clock = SetClock(table.clock.moment - timedelta(weeks=1))
    with table.store.writing(chapter.id) as unit:
        meeting_id = plan_meeting(unit, chapter, chapter.today(clock.now()))
    before = Table(table.store, meeting_id, clock, desk_at(table.store, meeting_id, clock, "table"))
    before.go()
    before.do(before.lead())
    before.do(before.lead(slip=Slip("Harbor Yoga", "", "", "booking page")))
    before.go_to_end()
    before.desk.close()
    table.go_to(StepKind.BUCKET)
